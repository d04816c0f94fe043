"""The power fails at any moment: real runs are recorded call by call and done again on a disk that loses whatever was
not synced. Nothing acknowledged is lost, nothing is half done, nothing is corrupt."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.core.workspace.aftermath import check_after, hidden_files
from tests.core.workspace.disk import Disk, write_out
from tests.core.workspace.recording import STRACE, Call, Replay, record
from tests.core.workspace.start import OWN_FOLDERS, ROOT, WORKER, make_start
from tests.trust import times, tried

ROUNDS = {
    **dict.fromkeys(("edit", "undo", "erase", "freeze", "backup", "automatic", "make"), 4),
    **dict.fromkeys(("import", "export", "restore"), 2),
    "upgrade": 1,
}
"""Each operation, and how often it is done in the run that is recorded."""

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_start(tmp_path_factory.mktemp("start"))


def run_recorded(operation: str, folder: Path, log: Path) -> list[Call]:
    command = [sys.executable, "-m", WORKER, operation, str(folder), str(ROUNDS[operation])]
    return record(command, dict.fromkeys(OWN_FOLDERS, str(folder / "own")), ROOT, log)


@pytest.mark.parametrize("operation", tried(ROUNDS, "edit", "import", "freeze", "export", "automatic", "restore"))
def test_the_power_fails_at_any_moment(
    operation: str, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, folder = random.Random(operation), tmp_path / "run"
    for name in OWN_FOLDERS:
        monkeypatch.setenv(name, str(folder / "own"))
    shutil.copytree(start, folder)
    disk = Disk(folder)
    calls = run_recorded(operation, folder, tmp_path / "log")
    really = read_folder(folder)
    shutil.rmtree(folder)
    replay, reached = Replay(disk, folder), 0
    for moment in sorted(rng.randrange(len(calls)) for _ in range(times(3, 182))):
        for call in calls[reached : moment + 1]:
            replay.repeat(call)
        reached = moment + 1
        write_out(disk.cut_power(rng), folder)  # under the same name, as files are noted by it
        check_after(operation, folder, replay.done)
        assert hidden_files(folder) == []
        shutil.rmtree(folder)
    for call in calls[reached:]:
        replay.repeat(call)
    assert len(replay.done) == ROUNDS[operation]
    assert disk.held() == really, "the recording does not tell what really happened"


def read_folder(folder: Path) -> dict[str, bytes | None]:
    """The bytes of each file, None for a folder."""
    return {one.relative_to(folder).as_posix(): None if one.is_dir() else one.read_bytes() for one in folder.rglob("*")}
