# Two commands do everything: `make run` and `make test`. Both create .venv from the pinned requirements first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
QT_LIBS := libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 \
	libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libcups2
# What Qt loads only when it opens a window on an X server: many desks lack some of it.
X_LIBS := libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-image.so.0 libxcb-render-util.so.0 \
	libxcb-shape.so.0 libxcb-xkb.so.1 libxkbcommon-x11.so.0
export PYTHONUTF8 := 1
# Modules stay compiled whatever the shell says: collecting the tests takes 5 s of CPU then, and 13 without.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check tests trust format hooks install qt bench expected lock clean

run: NEEDED = $(if $(and $(DISPLAY),$(filter Linux,$(shell uname))),$(X_LIBS))
run: install qt
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/python main.py --sample; \
	else \
		mkdir -p out && $(BIN)/python main.py sample out/sample && \
		$(BIN)/python main.py screen out/sample/candidates.csv --stature out/sample/stature.csv \
			--history out/sample/history.csv --offline out/sample/offline.csv \
			--name "Autumn preview, Paris (fictional)" --seats 40 --weight 42 --cutoff 60 \
			--csv out/shortlist.csv --report out/report.pdf; \
	fi

test: check tests

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture
	$(BIN)/deptry .

# All tests, or those of one room: make tests ROOM=ranking. Who is done takes tests of the other; handed out by file the
# longest ones, of files with few tests, came last and alone.
tests: install qt
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal $(if $(ROOM),$(wildcard tests/core/$(ROOM) tests/gui/$(ROOM) tests/gui/test_$(ROOM)*.py))

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

hooks: install
	$(BIN)/pre-commit install

# What docs/trust.md promises, tried as often as it says; `make tests` holds the short form of each.
trust: install
	ENTREGENT_TRUST=1 $(BIN)/python -m pytest --timeout 1800 tests/core/workspace tests/core/rights tests/core/shortlist tests/core/stature tests/gui/test_right_person.py tests/gui/test_every_action.py

bench: install qt
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

expected: install qt
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal --update-expected
	@echo "Read what changed under tests/expected before you commit it."

install: $(STAMP)

$(STAMP): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.12, for example"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq python3-venv; \
		elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq python3-venv; \
		else echo "Type this, then run make again: sudo apt-get install python3-venv"; exit 1; fi
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

# Qt's wheels lack a few system libraries on a bare Debian or Ubuntu.
qt: install
	@$(BIN)/python -c 'import ctypes, sys; from PySide6 import QtWidgets, QtPrintSupport, QtSvg; \
		[ctypes.CDLL(name) for name in sys.argv[1:]]' $(NEEDED) 2>/dev/null || \
	if ! command -v apt-get >/dev/null; then echo "Qt's system libraries are missing; see README.md, Requirements"; exit 1; \
	elif [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(QT_LIBS); \
	elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq $(QT_LIBS); \
	else echo "Type this, then run make again: sudo apt-get install $(QT_LIBS)"; exit 1; fi

# Rewrites requirements.txt from pyproject.toml, for every platform, hashes only.
lock:
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --output-file requirements.txt --upgrade

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis
