"""Commands in a process of their own, in which the k-th call of the system fails: old or new, and one line said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import Trouble
from tests.core.workspace.operations import WORDS, in_folder
from tests.core.workspace.recording import STRACE
from tests.core.workspace.start import OWN_FOLDERS, ROOT, make_start
from tests.core.workspace.test_failing_disk import check_state, expected
from tests.trust import times, tried

FAILING = "fsync,fdatasync,pwrite64,ftruncate,rename,link,unlink,mkdir"
MOST_CALLS = 3000
COMMANDS = ("import", "new", "freeze", "export", "erase", "backup", "restore", "upgrade")

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_start(tmp_path_factory.mktemp("start"))


def run_failing(words: list[str], folder: Path, log: Path, at: int) -> tuple[int, str, bool]:
    """Runs a command of which the ``at``-th of these calls fails; its exit code, what it said, and whether one did."""
    own = {**dict.fromkeys(OWN_FOLDERS, str(folder / "own")), "PYTHONDONTWRITEBYTECODE": "1"}
    inject = f"inject={FAILING}:error=EIO:when={at}"
    command = [str(STRACE), "-f", "-e", f"trace={FAILING}", "-e", inject, "-o", str(log), sys.executable, "main.py"]
    done = subprocess.run([*command, *words], cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True)
    return done.returncode, done.stderr, "(INJECTED)" in log.read_text()


@pytest.mark.parametrize("name", tried(COMMANDS, "new", "restore"))
def test_any_call_of_the_system_fails(name: str, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "run"
    for own in OWN_FOLDERS:
        monkeypatch.setenv(own, str(folder / "own"))
    before, after = expected(f"{name} command", start, folder)
    for at in range(times(3, 1), MOST_CALLS, times(101, 4)):
        shutil.copytree(start, folder)
        code, said, failed = run_failing(in_folder(WORDS[name], folder), folder, tmp_path / "log", at)
        assert code in (0, 3), said
        lines = said.splitlines()
        assert len(lines) <= 2 and all(lines), said
        check_state(folder, Trouble(lines[-1]) if code else None, before, after)
        shutil.rmtree(folder)
        if not failed:
            return
    pytest.fail("never came to its end")
