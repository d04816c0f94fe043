"""What a crash left of a file is found wherever it stands, and what is being written is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.files import replace_whole, write_whole
from core.unfinished import notes_folder, remove_unfinished
from core.workspace.store import open_workspace

CRASH = "import os, sys; from core.files import replace_whole\nwith replace_whole(sys.argv[1]) as part: os._exit(9)"


@pytest.fixture(autouse=True)
def own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def crash_while_writing(target: Path) -> Path:
    """A process ends at once with an unfinished file there; returns that."""
    target.parent.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-c", CRASH, target], check=False, cwd=Path(__file__).resolve().parents[2])
    (part,) = target.parent.glob(".*.part")
    part.with_name(f"{part.name}-journal").write_bytes(b"of somebody")
    return part


def test_a_leftover_anywhere_goes_at_the_next_opening(tmp_path: Path) -> None:
    crash_while_writing(tmp_path / "far" / "list.csv")
    open_workspace(tmp_path / "a.entregent").close()
    assert list((tmp_path / "far").iterdir()) == [] and list(notes_folder().iterdir()) == []


def test_a_leftover_goes_at_the_next_writing_elsewhere(tmp_path: Path) -> None:
    crash_while_writing(tmp_path / "far" / "list.csv")
    write_whole(tmp_path / "other.csv", b"new")
    assert list((tmp_path / "far").iterdir()) == []


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    with replace_whole(tmp_path / "list.csv") as part:
        remove_unfinished(tmp_path)
        assert part.exists() and len(list(notes_folder().iterdir())) == 1
    assert [one.name for one in tmp_path.glob("*.csv")] == ["list.csv"] and list(notes_folder().iterdir()) == []


def test_a_note_on_a_folder_that_is_not_there_stays(tmp_path: Path) -> None:
    part = crash_while_writing(tmp_path / "disk" / "list.csv")
    (tmp_path / "disk").rename(tmp_path / "taken away")
    remove_unfinished()
    assert len(list(notes_folder().iterdir())) == 1
    (tmp_path / "taken away").rename(tmp_path / "disk")
    remove_unfinished()
    assert not part.exists() and list(notes_folder().iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"/", b"list.csv", b".bashrc", "é/.x.part".encode()])
def test_a_note_of_anything_else_removes_nothing(tmp_path: Path, text: bytes) -> None:
    notes_folder().mkdir(parents=True)
    (tmp_path / "list.csv").write_bytes(b"kept")
    (notes_folder() / "abc.part").write_bytes(text.replace(b"list", os.fsencode(tmp_path / "list")))
    remove_unfinished()
    assert (tmp_path / "list.csv").read_bytes() == b"kept" and list(notes_folder().iterdir()) == []


def test_where_nothing_can_be_noted_files_are_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    write_whole(tmp_path / "list.csv", b"new")
    assert (tmp_path / "list.csv").read_bytes() == b"new"
