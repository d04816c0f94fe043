"""People: the table edited in place, rows copied, two made one, people out of the campaign, a search."""

from __future__ import annotations

from collections.abc import Callable

from gui.people.people_model import headings
from tests.gui.pages.imports import open_import
from tests.gui.pages.people import PeoplePage
from tests.gui.pages.window import WindowPage

Answering = Callable[[str, object], None]


def test_a_cell_is_corrected_in_place_and_undone(sample_window: WindowPage) -> None:
    people = PeoplePage(sample_window)
    before = people.rows()[4]
    people.type_in(4, "organisation", "Banc d’Essai")
    assert people.rows()[4][3] == "Banc d’Essai"
    assert "outlives" in people.said()
    assert sample_window.place == "people", "the Return that ends a correction leads nowhere else"
    people.type_in(4, "email", "who@house.example")
    assert people.rows()[4][1] == "who@house.example"
    assert not people.can_type_in(4, 2), "accounts are no text"
    sample_window.undo()
    sample_window.undo()
    assert people.rows()[4] == before


def test_what_is_no_address_is_said_and_not_stored(sample_window: WindowPage, answering: Answering) -> None:
    answering("show_trouble", None)
    people = PeoplePage(sample_window)
    before = people.rows()[2]
    people.type_in(2, "email", "nobody at all")
    people.type_in(2, "name", "  ")
    assert people.rows()[2] == before


def test_enter_on_a_row_shows_the_person_in_the_ranking(sample_window: WindowPage) -> None:
    people = PeoplePage(sample_window)
    people.press_enter(2)
    assert sample_window.place == "rank"
    assert sample_window.live.selected == 2


def test_rows_are_copied_and_pasted_back(sample_window: WindowPage) -> None:
    people = PeoplePage(sample_window)
    rows = people.rows()
    people.choose(1, 3)
    text = people.press_copy()
    lines = [line.split("\t") for line in text.splitlines()]
    assert lines[0] == list(headings())
    assert [line[0] for line in lines[1:]] == [rows[1][0], rows[3][0]]
    page = people.press_paste()
    assert "2 to import" in page.summary
    assert "name" in page.fields()
    page.close()


def test_two_are_made_one_and_apart_again(sample_window: WindowPage, answering: Answering) -> None:
    answering("confirm", True)
    people = PeoplePage(sample_window)
    names = people.names()
    people.choose(0)
    assert not people.can_join()
    people.choose(0, 5)
    people.join()
    assert people.names() == [*names[:5], *names[6:]]
    sample_window.undo()
    assert people.names() == names


def test_people_leave_the_campaign_and_come_back_by_undo(sample_window: WindowPage, answering: Answering) -> None:
    answering("confirm", True)
    people = PeoplePage(sample_window)
    names = people.names()
    people.choose(0, 1, 2)
    people.remove()
    assert people.names() == names[3:]
    sample_window.undo()
    assert people.names() == names


def test_the_table_is_searched_and_shown_whole_again(sample_window: WindowPage) -> None:
    people = PeoplePage(sample_window)
    names = people.names()
    people.search(names[7])
    assert people.names() == [names[7]]
    people.type_in(0, "market", "Mobility")
    assert people.rows()[0][4] == "Mobility"
    people.search("")
    assert people.names() == names


def test_what_waits_is_decided_beside_the_table(sample_window: WindowPage, answering: Answering) -> None:
    answering("confirm", True)
    people = PeoplePage(sample_window)
    rows = people.rows()
    text = f"Name,E-mail,Market\n{rows[0][0]},{rows[0][1]},Elsewhere\n{rows[3][0]},{rows[3][1]},Elsewhere\n"
    (sample_window.folder / "later.csv").write_text(text, encoding="utf-8")
    open_import(sample_window, sample_window.folder / "later.csv").import_all().close()
    people = PeoplePage(sample_window)
    assert [words for _, words in people.changes()] == [f"“{rows[at][4]}” → “Elsewhere”" for at in (0, 3)]
    people.decide_change(0, taken=True)
    assert people.rows()[0][4] == "Elsewhere"
    people.decide_change(0, taken=False)
    assert people.changes() == []
    assert people.rows()[3][4] == rows[3][4]
    sample_window.undo()
    sample_window.undo()
    assert len(people.changes()) == 2
    assert people.rows()[0][4] == rows[0][4]
