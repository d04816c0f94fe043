"""Files before their import: columns changed, causes rare first, files that cannot be read, cancel, coming back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.model import Campaign
from gui.people.importing.fields import confidence_words
from gui.window.zoom import ZOOM
from tests.gui.pages.imports import open_import, paste_clipboard, people_place
from tests.gui.pages.window import WindowPage
from tests.gui.walk import cut_texts

AROUND = 40
"""Pixels at 100 % that the window needs below its place."""
TABLE = "Name,Handle,Followers,Remark\nAda Byron,@ada,1200,x\nBob Stone,@bob,twelve,y\n,,50,z\n"


def written(folder: Path, text: str = TABLE, name: str = "few.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_shown_with_what_they_are_taken_for(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path))
    assert wizard.page == "columns"
    assert wizard.fields()[:3] == ["name", "handle", "audience"]
    assert wizard.how_sure(0) == f"{confidence_words(1.0)[0]} · heading"
    assert wizard.cell(0, 0) == "Ada Byron"
    wizard.close()


def test_a_column_can_be_taken_for_something_else_or_left_out(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path))
    wizard.choose_field(3, "organisation")
    wizard.choose_field(2, "")
    assert wizard.uses() == {0: "name", 1: "handle", 3: "organisation"}
    wizard.choose_field(1, "")
    wizard.choose_field(0, "")
    assert wizard.fault
    assert wizard.fields()[0] == "name"
    wizard.close()


def test_problem_rows_come_first_and_every_row_is_accounted_for(
    sample_window: WindowPage, tmp_path: Path, answering: Callable[[str, object], None]
) -> None:
    count = len(sample_window.live.board)
    wizard = open_import(sample_window, written(tmp_path))
    assert "3 rows read, 2 to import, 1 left out" in wizard.summary
    assert wizard.issues.rows()[0][4].startswith("Left out")
    assert wizard.step == "Import 2 rows"
    wizard.go_on()
    assert wizard.page == "result"
    assert len(sample_window.live.board) == count + 2
    wizard.go_on()
    assert not wizard.is_open
    answering("confirm", True)  # an import is not undone unasked
    sample_window.undo()
    assert len(sample_window.live.board) == count


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path, "", "empty.csv"), written(tmp_path))
    assert "empty.csv" in wizard.fault
    assert wizard.page == "columns"
    assert wizard.files() == ["few.csv"]
    wizard.close()


def test_nothing_readable_leaves_only_a_way_out(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path, "", "empty.csv"))
    assert not wizard.can_go_on()
    assert "empty.csv" in wizard.fault
    wizard.cancel()
    assert not wizard.is_open


def test_a_cancelled_import_leaves_nothing(sample_window: WindowPage, tmp_path: Path) -> None:
    count = len(sample_window.live.board)
    wizard = open_import(sample_window, written(tmp_path))
    wizard.start_and_cancel()
    assert wizard.page == "columns"
    assert wizard.is_open
    sample_window.refresh()
    assert len(sample_window.live.board) == count
    wizard.close()


def test_a_pasted_table_is_a_file_like_any_other(sample_window: WindowPage) -> None:
    wizard = paste_clipboard(sample_window, TABLE.replace(",", "\t"))
    assert wizard.files() == ["the pasted text"]
    assert "3 rows read" in wizard.summary
    wizard.close()


def test_people_of_one_name_are_proposed_and_decided(sample_window: WindowPage, tmp_path: Path) -> None:
    text = "Name,Handle,Followers\nWilhelmina Quackenbush,@wq1,10\nWilhelmina Quackenbush,@wq2,20\n"
    wizard = open_import(sample_window, written(tmp_path, text)).import_all()
    count = len(sample_window.live.board)
    wizard.pairs.decide("Quackenbush", same=True)
    assert len(sample_window.live.board) == count - 1
    wizard.close()


def test_causes_stand_rare_first_with_their_rows_and_examples(sample_window: WindowPage, tmp_path: Path) -> None:
    people = "".join(f"Ada {n:x} Byron,@ada{n},n.c.\n" for n in range(5))
    wizard = open_import(
        sample_window, written(tmp_path, f"Name,Handle,Followers\n{people}Bob Stone,@bob,twelve\n,,50\n")
    )
    found = wizard.causes()
    assert [count for count, _, _ in found] == ["1", "1", "5"]
    assert found[0][1].startswith("Left out")
    assert found[0][2] == "row 8"
    assert found[2][2] == "row 2: “n.c.”, row 3: “n.c.”, row 4: “n.c.”…"
    rows = wizard.show_cause(2)
    assert [row[3] for row in rows.rows()] == ["n.c."] * 5
    wizard.press_escape()
    assert wizard.page == "columns"
    assert wizard.is_open
    wizard.close()


def test_going_back_loses_nothing(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path))
    wizard.choose_field(3, "organisation")
    wizard.press_escape()
    assert wizard.waits
    sample_window.go("rank")
    sample_window.go("people")
    wizard.resume()
    assert wizard.is_open
    assert wizard.uses()[3] == "organisation"
    more = open_import(sample_window, written(tmp_path, TABLE.replace("@", "@o_"), "more.csv"))
    assert more.view is wizard.view
    assert wizard.files() == ["few.csv", "more.csv"], "further files stand beside those that wait"
    wizard.close()
    assert not wizard.is_open and not wizard.waits


def test_fields_are_searched_by_name_and_stand_in_groups(sample_window: WindowPage, tmp_path: Path) -> None:
    wizard = open_import(sample_window, written(tmp_path))
    assert wizard.search_field(3, "org") == ["organisation"]
    assert set(wizard.search_field(3, "score")) >= {"external:klout", "external:kred"}
    assert wizard.search_field(3, "")[:2] == ["", "name"]
    wizard.close()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_of_an_import_is_cut_at_any_size(qtbot: QtBot, tmp_path: Path, zoom: float) -> None:
    page = WindowPage(qtbot, tmp_path, "fr")
    page.open_sample()
    page.program.settings.put(ZOOM, zoom)
    page.program.reshow()
    page.settle()
    wizard = open_import(page, written(tmp_path, TABLE.replace("1200", '"1,200"')))
    found: list[str] = []
    for step in ("columns", "causes", "rows", "result"):
        if step == "causes":
            wizard.view.parts.show_part(1)
        elif step == "rows":
            assert wizard.issues.rows()
        elif step == "result":
            wizard.press_escape()
            wizard.go_on()
        for size in ((1280, 720), (1440, 900)):
            page.window.resize(*size)
            for _ in range(3):  # a text that wraps asks for its height once its width is known
                QApplication.processEvents()
            found += [f"{size} {step}: {what}" for what in cut_texts(page.window)]
            if wizard.place.minimumSizeHint().height() > size[1] - AROUND * zoom:
                found.append(f"{size} {step}: the place takes {wizard.place.minimumSizeHint().toTuple()}")
    page.close()
    assert not found, "\n".join(found)


def test_files_wait_for_their_campaign_while_another_is_in_view(sample_window: WindowPage, tmp_path: Path) -> None:
    sample, session = sample_window.program.session.campaign, sample_window.program.session
    wizard = open_import(sample_window, written(tmp_path))
    wizard.choose_field(3, "organisation")
    sample_window.after(lambda: session.act(campaigns.start_campaign, Campaign(0, "Winter")).then(session.choose))
    sample_window.settle()
    assert session.campaign != sample
    sample_window.go("people")
    assert not wizard.is_open
    assert people_place(sample_window).importing is None
    sample_window.after(lambda: session.choose(sample))
    sample_window.go("people")
    wizard.resume() if wizard.waits else None
    assert wizard.is_open
    assert wizard.uses()[3] == "organisation"
    count = len(sample_window.live.board)
    wizard.import_all().close()
    assert len(sample_window.live.board) == count + 2
