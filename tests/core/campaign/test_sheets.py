"""Assessment sheets out and back: nothing lost, nothing doubled, what is stale or strange refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core import i18n
from core.campaign import actions as campaigns
from core.campaign import assessing, build, rubrics, sheets
from core.errors import Trouble
from core.importing.reading import raw_sheet
from core.model import Issue
from core.people import correction_tables
from core.stature import rubric as stature_rubric
from core.workspace import actions as steps
from core.workspace.sql import execute
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import DAY, cid, fill, forge, pid, pids, rate, rubric_now, view

KEYS = stature_rubric.load().keys


@pytest.fixture
def workspace() -> Workspace:
    return forge()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sheet_goes_out_and_comes_back(workspace: Workspace, tmp_path: Path, language: str) -> None:
    i18n.use(language)
    rate(workspace, pid(workspace, 1), "profession", 2, "Anne")
    rate(workspace, pid(workspace, 1), "profession", 4, "Bea")
    path = tmp_path / "sheet.xlsx"
    assert sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2, 3), "Anne", path, DAY) == 3
    fill(path, ("D6", 3), ("E6", "one good book"), ("F6", "?"), ("G7", "a note alone"), ("H7", "seven"))
    back, what = sheets.read_back(workspace, path, DAY)
    assert (back.assessor, back.added, back.blank, back.missing) == ("Anne", 3, 0, 0)
    assert [(issue.field, issue.raw) for issue in back.issues] == [("standing", "seven")]
    assert list(what.people) == pids(workspace, 2, 3)
    rows = view(workspace, pid(workspace, 2), "Anne")
    assert rows["profession"].own is not None and rows["profession"].own.level == 3
    assert rows["profession"].note == "one good book"
    assert rows["network"].own is not None and rows["network"].own.level is None
    assert view(workspace, pid(workspace, 3), "Anne")["network"].note == "a note alone"
    assert sheets.read_back(workspace, path, DAY + timedelta(days=9))[0].added == 0
    steps.undo(workspace)
    assert view(workspace, pid(workspace, 2), "Anne")["profession"].own is None


def test_what_was_said_since_is_not_taken_back_by_the_sheet(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    rate(workspace, pid(workspace, 1), "profession", 2, "Anne")
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2), "Anne", path, DAY)
    rate(workspace, pid(workspace, 1), "profession", 4, "Anne", day=DAY + timedelta(days=5))
    fill(path, ("D6", 1))
    assert sheets.read_back(workspace, path, DAY)[0].added == 1
    own = view(workspace, pid(workspace, 1), "Anne")["profession"].own
    assert own is not None and own.level == 4


def test_a_sheet_gives_a_level_of_this_market_again_for_it(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    rate(workspace, pid(workspace, 1), "profession", 2, "Anne")
    rate(workspace, pid(workspace, 1), "profession", 1, "Anne", market="Steel", day=DAY - timedelta(days=9))
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2), "Anne", path, DAY)
    assert sheets.read_back(workspace, path, DAY)[0].added == 0
    fill(path, ("D5", 4), ("D6", 3))
    assert sheets.read_back(workspace, path, DAY)[0].added == 2
    assert sheets.read_back(workspace, path, DAY)[0].added == 0
    assert build.build_board(workspace, cid(workspace)).levels["profession"].tolist()[:2] == [400, 300]
    campaigns.change_campaign(workspace, cid(workspace), market="Glass")
    assert build.build_board(workspace, cid(workspace)).levels["profession"].tolist()[:2] == [200, 300]


def test_a_strange_or_stale_sheet_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2), "Anne", path, DAY)
    with pytest.raises(Trouble, match="made for another"):
        sheets.read_back(temporary_workspace(), path, DAY)
    old = rubric_now(workspace)
    rubrics.save_rubric(
        workspace, cid(workspace), stature_rubric.changed(old, weights={"peers": old["peers"].weight + 1})
    )
    with pytest.raises(Trouble, match="made for another"):
        sheets.read_back(workspace, path, DAY)
    for name, data in (("a.csv", b"a,b\n1,2\n"), ("a.xlsx", b"PK\x03\x04")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Trouble):
            sheets.read_back(workspace, tmp_path / name, DAY)
    with pytest.raises(Trouble, match="name of its assessor"):
        sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1), " ", path, DAY)
    with pytest.raises(Trouble, match="nobody"):
        sheets.write_sheet(workspace, cid(workspace), [], "Anne", path, DAY)


def test_somebody_erased_since_is_left_out(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2), "Anne", path, DAY)
    fill(path, ("D5", 3), ("D6", 3))
    with workspace.unrecorded("people"):
        execute(workspace.connection, "DELETE FROM person WHERE id=?", pids(workspace, 1))
    back, _ = sheets.read_back(workspace, path, DAY)
    assert (back.added, back.missing) == (1, 1)


def test_a_row_whose_number_and_name_disagree_is_an_issue(workspace: Workspace, tmp_path: Path) -> None:
    """As when the names were sorted and the rest was not."""
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2, 3), "Anne", path, DAY)
    fill(path, ("B5", "Bob Cuivre"), ("D5", 3), ("B6", "ADA  VERRE"), ("D6", 4), ("D7", 2))
    back, what = sheets.read_back(workspace, path, DAY)
    assert (back.added, what.people) == (1, tuple(pids(workspace, 3)))
    assert [(one.row, one.raw, one.refused) for one in back.issues] == [
        (5, "Bob Cuivre", True),
        (6, "ADA  VERRE", True),
    ]


def test_a_name_written_otherwise_or_corrected_since_is_the_same(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2), "Anne", path, DAY)
    fill(path, ("B5", " ada VERRE"), ("D5", 3), ("D6", 4))
    with workspace.step("Correct", "people"):
        correction_tables.add_correction(workspace, pid(workspace, 2), ("name", "Robert Cuivre"), DAY, "Anne")
    back, _ = sheets.read_back(workspace, path, DAY)
    assert back.added == 2 and not back.issues


def test_nobody_writes_under_anothers_name_unsaid(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1), "Anne", path, DAY)
    fill(path, ("C2", "Bea"), ("D5", 3))
    back, _ = sheets.read_back(workspace, path, DAY)
    assert [(one.field, one.raw) for one in back.issues] == [("assessor", "Anne → Bea")]
    assert any("another’s name" in line for line in sheets.back_words(back, "sheet.xlsx"))


def test_a_sheet_of_a_million_rows_is_refused_in_a_sentence(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_sheet, "MOST_ROWS", 20)
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1), "Anne", path, DAY)
    fill(path, ("A40", "x"))
    with pytest.raises(Trouble, match="This sheet has 40 rows; one that was filled in has 20 at most"):
        sheets.read_back(workspace, path, DAY)


# --- undo ------------------------------------------------------------------------------------------------------------


def test_what_a_sheet_brought_is_said_row_by_row() -> None:
    issues = [Issue(n, "peers", "x", "not a level from 0 to 4 nor a question mark") for n in range(10)]
    said, *rows = sheets.back_words(sheets.Back("Bea", 2, 0, 0, issues), "a.xlsx", 8)
    assert said == "a.xlsx: 2 new levels and notes by Bea."
    assert len(rows) == 9 and rows[-1] == "and 2 more"


def test_a_sheet_is_written_for_those_who_come_first(workspace: Workspace, tmp_path: Path) -> None:
    order = sheets.SheetOrder("Anne", 2, 500)
    assert sheets.write_next_sheet(workspace, cid(workspace), order, tmp_path / "sheet.xlsx", DAY) == 2
    listed = assessing.waiting(workspace, cid(workspace), "Anne", assessing.queue(workspace, cid(workspace), 500))
    assert len(listed) > 2
