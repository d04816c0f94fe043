"""A mapping saved once is taken for later files of the same shape, and said; undone like any edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.importing import actions as imports
from core.importing import saved_mappings
from core.importing import tables as importing_tables
from core.importing.draft import Reading
from core.importing.run import SAVED_MAPPING, prepare
from core.workspace.store import Workspace, temporary_workspace

TEXT = "Creator;Fans {n} days;Fans {n} days before;Their page\nAna Bell;100;90;https://ana.fr\nBob Roy;7;5;https://bob.fr\n"


def written(folder: Path, name: str, days: int) -> Path:
    path = folder / name
    path.write_text(TEXT.format(n=days), encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = temporary_workspace()
    seen = imports.look_at_file(workspace, written(tmp_path, "a.csv", 30))
    assert saved_mappings.mapping_used(workspace, seen) is None
    fields = {0: "name", 1: "", 2: "audience", 3: "url"}
    saved_mappings.save_mapping(workspace, "Fans", imports.change_columns(workspace, seen, fields, "candidates"))
    return workspace


def test_it_is_taken_where_headings_drift(workspace: Workspace, tmp_path: Path) -> None:
    seen = prepare(workspace, written(tmp_path, "b.csv", 40))
    assert seen.draft.mapping.headings == {"name": "Creator", "audience": "Fans 40 days before", "url": "Their page"}
    assert [(issue.raw, issue.reason) for issue in seen.issues] == [("Fans", SAVED_MAPPING)]
    assert seen.draft.clean.metrics["audience"].tolist() == [90.0, 5.0]


def test_a_choice_of_the_moment_goes_before_it(workspace: Workspace, tmp_path: Path) -> None:
    reading = Reading(choices={"audience": "Fans 40 days"})
    seen = prepare(workspace, written(tmp_path, "b.csv", 40), reading=reading)
    assert seen.draft.mapping.headings["audience"] == "Fans 40 days"


def test_files_of_another_shape_are_read_as_ever(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Name,Followers\nAna Bell,3\n", encoding="utf-8")
    assert prepare(workspace, path).issues == ()


def test_saved_again_removed_and_undone(workspace: Workspace, tmp_path: Path) -> None:
    seen = prepare(workspace, written(tmp_path, "b.csv", 40))
    saved_mappings.save_mapping(workspace, "Newer", seen)
    (known,) = importing_tables.saved_mappings(workspace)
    assert known.name == "Newer"
    saved_mappings.remove_mapping(workspace, known.id)
    assert importing_tables.saved_mappings(workspace) == []
    workspace.undo()
    workspace.undo()
    assert [one.name for one in importing_tables.saved_mappings(workspace)] == ["Fans"]
