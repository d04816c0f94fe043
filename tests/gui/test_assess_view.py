"""Assessing by keyboard alone, as a user goes through it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.campaign import actions as campaigns
from core.errors import Trouble
from core.settings import ASSESSOR
from core.stature import actions as stature
from core.workspace.changed import Changed
from gui.assess.assess_view import AssessView
from gui.assess.lists_view import ListsView
from gui.assess.review_view import ReviewView
from gui.assess.rubric_dialog import RubricDialog
from gui.desk import messages
from gui.desk.evidence_dialog import EvidenceDialog
from gui.rank.dossier.fact_dialog import FactDialog
from tests.core.workspaces import cid
from tests.gui.pages.assess import AssessPage, ask, levels, lone_notes
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage
from tests.gui.small import DAY, small_workspace


def test_four_keys_and_enter_assess_a_person_and_the_queue_shrinks(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    first, before = page.person, page.queued
    page.type("3", "2", "?", "4")
    assert page.words() == ["3 of 4", "2 of 4", "unknown", "4 of 4"]
    assert list(levels(small_window, first).values()) == [3, 2, None, 4]
    assert page.queued <= before
    page.type("Enter")
    assert page.person != first
    for _ in range(3):
        page.type("0", "0", "0", "0", "Enter")
    assert page.queued < before
    page.close()


def test_keys_typed_faster_than_they_are_kept_lose_nothing(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    given = {}
    for level in "1234":
        given[page.person] = [int(level)] * 4
        for _ in range(4):
            page.hit(level)
        page.type("Enter")
    small_window.settle()
    assert {person: list(levels(small_window, person).values()) for person in given} == given
    page.close()


def test_arrows_turn_between_criteria_and_anchors_follow(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    keys = page.criteria()
    assert page.criterion == keys[0]
    page.type("Down")
    assert page.criterion == keys[1]
    assert page.explained() == page.described(keys[1])
    page.type("Up", "Up")
    assert page.criterion == keys[0]
    page.close()


def test_a_note_is_kept_without_a_level_and_warned_about(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    page.type("n")
    assert "GDPR" in page.warning("a trade union member")
    page.write_note("a trade union member")
    assert levels(small_window, page.person) == {}
    assert lone_notes(small_window, page.person) == {page.criterion: "a trade union member"}
    assert page.words()[0] == "not rated"
    page.type("2", "Up")
    assert page.note == "a trade union member"
    page.close()


def test_undo_takes_back_the_last_key_and_shows_whose_it_was(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    first = page.person
    page.type("3", "2", "1", "0", "Enter")
    page.undo()
    assert page.person == first
    assert page.words() == ["3 of 4", "2 of 4", "1 of 4", "not rated"]
    page.redo()
    assert page.words() == ["3 of 4", "2 of 4", "1 of 4", "0 of 4"]
    page.view.redo()  # nothing is left to do again
    assert list(levels(small_window, first).values()) == [3, 2, 1, 0]
    page.close()


def test_a_level_that_cannot_be_stored_is_not_shown_as_given(
    small_window: WindowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = AssessPage(small_window)
    said: list[Trouble] = []
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: said.append(trouble))
    full = Trouble("The disk is full.")

    def refuse(*values: object, **named: object) -> Changed:
        raise full

    with monkeypatch.context() as now:
        now.setattr(stature, "set_level", refuse)
        page.type("3")
    assert said == [full] and page.words()[0] == "not rated"
    assert levels(small_window, page.person) == {}
    page.type("2")
    assert page.words()[0] == "2 of 4"
    page.close()


def test_previous_person_comes_back(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    first = page.person
    page.type("Enter")
    second = page.person
    assert second != first
    page.go_back()
    assert page.person == first
    page.close()


def test_others_are_hidden_until_a_level_is_given(small_window: WindowPage) -> None:
    ask(small_window, lambda ws: campaigns.change_campaign(ws, cid(ws), assessing='{"blind": false}'))
    page = AssessPage(small_window)
    person, key = page.person, page.criterion
    ask(small_window, lambda ws: stature.set_level(ws, person, key, 4, stature.Occasion("Bea", DAY)))
    page.look_again()
    assert "Bea" not in page.said
    assert "once you have given a level" in page.said
    page.type("1", "Up")
    assert "Bea 4" in page.said
    page.close()


def test_by_default_the_others_are_hidden_until_every_criterion_is_rated(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    person, key = page.person, page.criterion
    ask(small_window, lambda ws: stature.set_level(ws, person, key, 4, stature.Occasion("Bea", DAY)))
    page.look_again()
    page.type("1", "Up")
    assert "Bea" not in page.said and "once you have rated every criterion" in page.said
    page.close()


def test_the_board_behind_follows_when_the_page_closes(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    person = page.person
    page.type("4", "4", "4", "4")
    page.close()
    board = small_window.live.board
    assert int(board.candidates.credibility.value[board.person.searchsorted(person)]) > 5000


def test_everything_has_a_name_and_is_plain_text(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    page.close()
    small_window.after(lambda: small_window.trigger("assessing.review"))
    small_window.after(lambda: small_window.trigger("assessing.lists"))
    small_window.after(lambda: small_window.trigger("assessing.rubric"))
    small_window.settle()
    small_window.select("Person 00")
    small_window.trigger("stature.fact")
    small_window.trigger("stature.evidence")
    kinds = (ReviewView, ListsView, RubricDialog, FactDialog, EvidenceDialog)
    for dialog in (page.view, *(small_window.dialog(kind) for kind in kinds)):
        own = [w for w in dialog.findChildren(QWidget) if w.objectName() and not w.objectName().startswith("qt_")]
        silent = [w.objectName() for w in own if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()]
        assert (type(dialog).__name__, silent) == (type(dialog).__name__, [])
        assert all(w.textFormat() == Qt.TextFormat.PlainText for w in own if isinstance(w, QLabel))
    for kind in reversed(kinds):
        small_window.dialog(kind).reject()


def test_a_name_is_asked_once(empty_window: WindowPage) -> None:
    empty_window.open(small_workspace(empty_window.folder))
    empty_window.trigger("assessing.start")
    FormPage(empty_window).fill(assessor_name="Anne").agree()
    assert empty_window.program.settings.get(ASSESSOR) == "Anne"
    view = empty_window.dialog(AssessView)
    assert view.assessor == "Anne"
    empty_window.go("rank")
    assert empty_window.place == "rank"
