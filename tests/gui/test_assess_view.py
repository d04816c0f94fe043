"""Assessing by keyboard alone, as a user goes through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.settings import ASSESSOR
from gui.assess.assess_view import AssessView, first_of
from gui.assess.lists_view import ListsView
from gui.assess.review_view import ReviewView
from gui.assess.rubric_dialog import RubricDialog
from gui.desk.evidence_dialog import EvidenceDialog
from gui.parts.form import Form
from gui.rank.dossier.fact_dialog import FactDialog
from tests.gui.pages.assess import DAY, AssessPage, ask, levels, lone_notes, opened, small_workspace
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    yield from opened(qtbot, tmp_path)


def test_four_keys_and_enter_assess_a_person_and_the_queue_shrinks(page: WindowPage) -> None:
    seat = AssessPage(page)
    first, before = seat.person, seat.queued
    seat.type("3", "2", "?", "4")
    assert seat.words() == ["3 of 4", "2 of 4", "unknown", "4 of 4"]
    assert list(levels(page, first).values()) == [3, 2, None, 4]
    assert seat.queued <= before
    seat.type("Enter")
    assert seat.person != first
    for _ in range(3):
        seat.type("0", "0", "0", "0", "Enter")
    assert seat.queued < before
    seat.close()


def test_keys_typed_faster_than_they_are_kept_lose_nothing(page: WindowPage) -> None:
    seat = AssessPage(page)
    given = {}
    for level in "1234":
        given[seat.person] = [int(level)] * 4
        for _ in range(4):
            seat.hit(level)
        seat.type("Enter")
    seat.page.settle()
    assert {person: list(levels(page, person).values()) for person in given} == given
    seat.close()


def test_arrows_turn_between_criteria_and_anchors_follow(page: WindowPage) -> None:
    seat = AssessPage(page)
    keys = list(seat.view.lines)
    assert seat.criterion == keys[0]
    seat.type("Down")
    assert seat.criterion == keys[1]
    assert seat.view.side.title.text() == seat.view.lines[keys[1]].name.text()
    shown = [label.text() for label in seat.view.side.anchors]
    assert shown == list(seat.view.lines[keys[1]].bar.anchors)
    seat.type("Up", "Up")
    assert seat.criterion == keys[0]
    seat.close()


def test_a_note_is_kept_without_a_level_and_warned_about(page: WindowPage) -> None:
    seat = AssessPage(page)
    seat.type("n")
    note = seat.view.side.note
    note.setText("a trade union member")
    assert "GDPR" in seat.view.side.warning.text()
    page.after(lambda: note.editingFinished.emit())
    page.settle()
    assert levels(page, seat.person) == {}
    assert lone_notes(page, seat.person) == {seat.criterion: "a trade union member"}
    assert seat.words()[0] == "not rated"
    seat.type("2", "Up")
    assert seat.view.side.note.text() == "a trade union member"
    seat.close()


def test_undo_takes_back_the_last_key_and_shows_whose_it_was(page: WindowPage) -> None:
    seat = AssessPage(page)
    first = seat.person
    seat.type("3", "2", "1", "0", "Enter")
    page.after(seat.view.undo)
    page.settle()
    assert seat.person == first
    assert seat.words() == ["3 of 4", "2 of 4", "1 of 4", "not rated"]
    page.after(seat.view.redo)
    page.settle()
    assert seat.words() == ["3 of 4", "2 of 4", "1 of 4", "0 of 4"]
    seat.view.redo()  # nothing is left to do again
    assert list(levels(page, first).values()) == [3, 2, 1, 0]
    seat.close()


def test_previous_person_comes_back(page: WindowPage) -> None:
    seat = AssessPage(page)
    first = seat.person
    seat.type("Enter")
    second = seat.person
    assert second != first
    page.after(seat.view.show_previous)
    page.settle()
    assert seat.person == first
    seat.close()


def test_others_are_hidden_until_a_level_is_given(page: WindowPage) -> None:
    seat = AssessPage(page)
    from core.stature import actions as stature

    person, key = seat.person, seat.criterion
    ask(page, lambda ws: stature.set_level(ws, person, key, 4, assessor="Bea", day=DAY))
    page.after(lambda: seat.view._fetch(person))
    page.settle()
    assert "Bea" not in seat.view.side.said.text()
    assert "once you have given a level" in seat.view.side.said.text()
    seat.type("1", "Up")
    assert "Bea 4" in seat.view.side.said.text()
    seat.close()


def test_the_board_behind_follows_when_the_page_closes(page: WindowPage) -> None:
    seat = AssessPage(page)
    person = seat.person
    seat.type("4", "4", "4", "4")
    seat.close()
    page.settle()
    board = page.live.board
    assert int(board.candidates.credibility.value[board.person.searchsorted(person)]) > 5000


def test_who_comes_next() -> None:
    assert first_of([3, 1, 2], []) == 3
    assert first_of([3, 1, 2], [3]) == 1
    assert first_of([3, 1], [3, 1]) == 3
    assert first_of([1], [1]) is None
    assert first_of([], [4, 5]) is None


def test_everything_has_a_name_and_is_plain_text(page: WindowPage) -> None:
    seat = AssessPage(page)
    seat.close()
    page.after(lambda: page.trigger("assessing.review"))
    page.after(lambda: page.trigger("assessing.lists"))
    page.after(lambda: page.trigger("assessing.rubric"))
    page.settle()
    page.select("Person 00")
    page.trigger("stature.fact")
    page.trigger("stature.evidence")
    kinds = (ReviewView, ListsView, RubricDialog, FactDialog, EvidenceDialog)
    for dialog in (seat.view, *(page.dialog(kind) for kind in kinds)):
        own = [w for w in dialog.findChildren(QWidget) if w.objectName() and not w.objectName().startswith("qt_")]
        silent = [w.objectName() for w in own if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()]
        assert (type(dialog).__name__, silent) == (type(dialog).__name__, [])
        assert all(w.textFormat() == Qt.TextFormat.PlainText for w in own if isinstance(w, QLabel))
    for kind in reversed(kinds):
        page.dialog(kind).reject()


# --- review, lists, rubric -------------------------------------------------------------------------------------------


def test_a_name_is_asked_once(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open(small_workspace(tmp_path))
    page.trigger("assessing.start")
    form = page.dialog(Form)
    form.findChild(QWidget, "assessor_name").setText("Anne")
    page.after(form.agree.click)
    page.settle()
    assert page.program.settings.get(ASSESSOR) == "Anne"
    assert page.dialog(AssessView).assessor == "Anne"
    page.after(page.dialog(AssessView).reject)
    page.close()
