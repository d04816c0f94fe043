"""The disk is full, or fails, at any moment: the old or the new, whole, and one true sentence."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import Trouble
from core.workspace.store import open_workspace
from core.workspace.troubles import troubles_told
from tests.core.workspace.failing import FailingCalls, failing_calls, small_disk
from tests.core.workspace.operations import ACTIONS, COMMANDS, Action, State, rows_of, state_after
from tests.core.workspace.start import OWN_FOLDERS, make_start
from tests.trust import FULL, times, tried

OPERATIONS: dict[str, Action] = {**ACTIONS, **COMMANDS}
TRIED = tried(
    OPERATIONS,
    *("level", "undo", "import", "freeze", "erase", "automatic"),
    *("new command", "export command", "restore command", "upgrade command"),
)
MOST_CALLS = 3000
MOST_PAGES = 2000


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_start(tmp_path_factory.mktemp("start"))
    workspace = open_workspace(folder / "a.entregent")
    ACTIONS["weight"](workspace, folder)  # something to undo
    workspace.close()
    return folder


@pytest.fixture(scope="module")
def calls() -> Iterator[FailingCalls]:
    with failing_calls() as found:
        if found is None:
            pytest.skip("SQLite's library cannot be reached here")
        yield found


def attempt(operation: str, folder: Path, calls: FailingCalls | None = None) -> Trouble | None:
    """Does an operation in a folder; the trouble it told of, one sentence."""
    opened = open_workspace(folder / "a.entregent") if operation in ACTIONS else None
    before = rows_of(opened) if opened else None
    if calls:
        calls.resume()
    try:
        with troubles_told("a.entregent"):  # as the window does with whatever a job raises
            OPERATIONS[operation](opened, folder)  # type: ignore[arg-type]  # commands open their own
    except Trouble as trouble:
        assert "\n" not in str(trouble) and trouble.what and trouble.remedy
        if opened and calls and not calls.stays and "as it was before" in trouble.remedy:
            calls.pause()
            assert rows_of(opened) == before  # and it can go on being used
        return trouble
    finally:
        if calls:
            calls.pause()
        if opened:
            opened.close()
    return None


def check_state(folder: Path, trouble: Trouble | None, before: State, after: State) -> None:
    """The old or the new; the old where it was said to be."""
    now = state_after(folder)
    if trouble is None:
        assert now.size == after.size
    elif "as it was before" in str(trouble):
        assert now == before
    else:
        assert now == before or now.size == after.size, str(trouble)


def expected(operation: str, start: Path, folder: Path) -> tuple[State, State]:
    """What stands there before, and after the operation when nothing fails."""
    shutil.copytree(start, folder)
    before = state_after(folder)
    assert attempt(operation, folder) is None
    after = state_after(folder)
    shutil.rmtree(folder)
    return before, after


@pytest.mark.parametrize("stays", [False, True] if FULL else [True], ids=["once", "for good"] if FULL else ["for good"])
@pytest.mark.parametrize("operation", [one for one in TRIED if one != "export command"])  # SQLite only reads there
def test_any_call_of_sqlite_fails(
    operation: str, stays: bool, start: Path, tmp_path: Path, calls: FailingCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    for name in OWN_FOLDERS:
        monkeypatch.setenv(name, str(folder / "own"))
    before, after = expected(operation, start, folder)
    refused = 0
    for at in range(1, MOST_CALLS, times(83, 1)):
        shutil.copytree(start, folder)
        calls.fail(at, errno.EIO, stays)
        trouble = attempt(operation, folder, calls)
        refused += trouble is not None
        check_state(folder, trouble, before, after)
        shutil.rmtree(folder)
        if not calls.failed:
            break
    else:
        pytest.fail("never came to its end")
    assert refused


@pytest.mark.parametrize("operation", TRIED)
def test_a_disk_of_any_size_is_full(
    operation: str, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk" / "run"
    for name in OWN_FOLDERS:
        monkeypatch.setenv(name, str(folder / "own"))
    with small_disk(folder.parent) as leave_room:
        if leave_room is None:
            pytest.skip("no small disk may be mounted here; the simulated failures cover it")
        before, after = expected(operation, start, folder)
        refused = 0
        for room in range(0, MOST_PAGES, times(67, 1)):
            shutil.copytree(start, folder)
            leave_room(room)
            trouble = attempt(operation, folder)
            leave_room(-1)
            check_state(folder, trouble, before, after)
            shutil.rmtree(folder)
            if trouble is None:
                break
            refused += 1
            assert any(said in str(trouble) for said in ("The disk is full.", "A copy could not be cleared")), trouble
        else:
            pytest.fail("never enough room")
        assert refused or operation in ("level", "weight", "pin", "undo", "erase", "revert", "add")
