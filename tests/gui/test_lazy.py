"""Modules that are loaded late: by whichever thread needs them first, and whole for the others."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from gui.desk.lazy import LazyModule


def test_a_module_that_another_thread_is_loading_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loaded_slowly.py").write_text(
        "import sys\nsys.begun.set()\nsys.go_on.wait(20)\n\ndef answer():\n    return 42\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "begun", Event(), raising=False)
    monkeypatch.setattr(sys, "go_on", Event(), raising=False)
    lazy, found = LazyModule("loaded_slowly"), list[object]()
    loading = Thread(target=lambda: found.append(lazy.answer()))
    loading.start()
    sys.begun.wait(20)
    asking = Thread(target=lambda: found.append(lazy.answer()))
    asking.start()
    sys.go_on.set()
    loading.join(20)
    asking.join(20)
    assert found == [42, 42]
