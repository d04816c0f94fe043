"""A screen reader's view through AT-SPI: the ranking is read row by row, the slider moves and says what it did."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("at_spi.py")
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE_S = 180


def _can_listen() -> bool:
    """Whether there are a bus, an X server and a Python with pyatspi."""
    if any(shutil.which(tool) is None for tool in ("Xvfb", "dbus-run-session", SYSTEM_PYTHON)):
        return False
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return asked.returncode == 0


pytestmark = pytest.mark.skipif(not _can_listen(), reason="needs an X server, dbus and pyatspi")


@pytest.mark.parametrize(("language", "table"), [("en_GB.UTF-8", "Ranked candidates"), ("fr_FR.UTF-8", "Candidats")])
def test_the_ranking_is_read_and_the_slider_moved(tmp_path: Path, language: str, table: str) -> None:
    found = _listen(tmp_path, language, table)
    names = [row[found["headings"].index(_name_heading(language))] for row in found["rows"]]
    assert found["all"] > 100 and len(names) == len(set(names)) == 12 and all(names)
    assert [row[0] for row in found["rows"][:3]] == ["1", "2", "3"]
    name, said, value = found["slider"]
    assert name and value == 700 and said.startswith("70\u00a0%"), found["slider"]
    assert any(word in said for word in ("change", "changent")), said
    assert found["after"] != found["rows"]
    assert found["unnamed"] == []


def _name_heading(language: str) -> str:
    return "Candidate" if language.startswith("en") else "Candidat"


def _listen(folder: Path, language: str, table: str) -> dict[str, list[list[str]]]:
    """Runs the program on the sample on a screen and a bus of its own, and the reader beside it."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_"))},
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_RUNTIME_DIR": str(folder),
        "LANG": language,
        "LANGUAGE": language.partition("_")[0],
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24"],
        pass_fds=(writing,), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            environment["DISPLAY"] = ":" + told.readline().strip()
        inside = f'"{sys.executable}" main.py --sample & app=$!; "{SYSTEM_PYTHON}" "{READER}" "{table}"; kill $app'
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", inside],
            env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        )  # fmt: skip
    finally:
        screen.terminate()
        screen.wait(20)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stderr[-3000:]
    found: dict[str, list[list[str]]] = json.loads(lines[-1])
    return found
