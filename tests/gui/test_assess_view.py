"""Assessing by keyboard alone, differences settled, lists, the rubric: each as a user goes through it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.settings import ASSESSOR, SHOW_OTHERS
from gui import messages
from gui.commands.assessing import back_words
from gui.parts.form import Form
from gui.stature.assess_view import AssessView, first_of
from gui.stature.evidence_dialog import EvidenceDialog
from gui.stature.fact_dialog import FactDialog
from gui.stature.lists_view import ListsView
from gui.stature.review_view import ReviewView
from gui.stature.rubric_dialog import RubricDialog, fresh_key
from tests.gui.pages import RankingPage
from tests.gui.pages_window import WindowPage, press

DAY = date(2026, 3, 12)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    made = WindowPage(qtbot, tmp_path)
    made.program.settings.put(ASSESSOR, "Anne")
    made.open(small_workspace(tmp_path))
    yield made
    made.close()


def small_workspace(folder: Path) -> Path:
    """Sixteen people on no network, one of them in high esteem."""
    from core.actions import campaigns, files, stature
    from core.model import Campaign, Person
    from core.stature.rubric import load

    path = folder / "few.entregent"
    workspace = files.open_workspace(path)
    with workspace.together():
        campaigns.start(workspace, Campaign(0, "Spring", seats=4))
        for number in range(16):
            stature.add_person(workspace, 1, Person(0, f"Person {number:02d}", offline=True))
        for key in load().keys:
            stature.set_level(workspace, 16, key, 4, assessor="Carl", day=DAY)
        stature.set_level(workspace, 15, "peers", 1, assessor="Carl", day=DAY)
        stature.set_level(workspace, 15, "profession", 4, assessor="Carl", day=DAY)
    workspace.close()
    return path


class AssessPage:
    """The assessing page as an assessor uses it: keys only."""

    def __init__(self, page: WindowPage) -> None:
        self.page = page
        page.after(lambda: page.trigger("assessing.start"))
        page.settle()
        self.view: AssessView = page.dialog(AssessView)

    @property
    def person(self) -> int:
        assert self.view.shown is not None
        return self.view.shown.person.id

    @property
    def criterion(self) -> str:
        return self.view._current

    def type(self, *keys: str) -> None:
        """Keys, each on what has the keyboard, and what they start awaited."""
        for key in keys:
            self.hit(key)
        self.page.settle()

    def hit(self, key: str) -> None:
        """One key, nothing awaited."""
        named = {"Enter": Qt.Key.Key_Return, "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down}
        target: QWidget = self.view.lines[self.criterion].bar
        press(self.view if key == "Enter" else target, named.get(key, Qt.Key.Key_unknown), "" if key in named else key)

    def words(self) -> list[str]:
        return [line.words.text() for line in self.view.lines.values()]

    @property
    def queued(self) -> int:
        return int(self.view.counter.text().split()[0].replace(",", ""))

    def close(self) -> None:
        self.page.after(self.view.reject)


def ask(page: WindowPage, question: Any) -> Any:
    """An answer out of the workspace."""
    heard: list[Any] = []
    page.after(lambda: page.program.session.ask(lambda workspace, progress: question(workspace), heard.append))
    return heard[0]


def levels(page: WindowPage, person: int, who: str = "Anne") -> dict[str, object]:
    from core.workspace import assessments

    said = ask(page, lambda workspace: assessments.assessments(workspace, person))
    return {one.criterion: one.level for one in said if one.assessor == who}


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
    assert levels(page, seat.person) == {f"{seat.criterion}.note": None}
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
    from core.actions import stature

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


def test_a_difference_is_settled_with_a_level_and_a_reason(page: WindowPage) -> None:
    from core.actions import stature

    def differ(workspace: Any) -> None:
        for who, level in (("Anne", 0), ("Bea", 4)):
            stature.set_level(workspace, 1, "network", level, assessor=who, day=DAY)

    ask(page, differ)
    page.after(lambda: page.trigger("assessing.review"))
    view: ReviewView = page.dialog(ReviewView)
    before = view.queue.topLevelItemCount()
    place = next(i for i in range(before) if view.queue.topLevelItem(i).data(0, Qt.ItemDataRole.UserRole).person == 1)
    view.queue.setCurrentItem(view.queue.topLevelItem(place))
    assert "Anne 0" in view.said.text() and "Bea 4" in view.said.text()
    view.settle.click()
    assert "0 to 4" in view.fault.text()
    view.bar.chosen.emit(3)
    page.after(view.settle.click)
    assert "reason" in view.fault.text()
    view.reason.setText("the book was read")
    page.after(view.settle.click)
    page.settle()
    assert view.queue.topLevelItemCount() == before - 1
    assert view.agreement.topLevelItemCount() == 4
    view.reject()


def test_a_difference_is_settled_on_the_market_it_was_stated_for(page: WindowPage) -> None:
    from core.actions import campaigns, stature

    def differ(workspace: Any) -> None:
        campaigns.change(workspace, 1, market="Steel")
        for who, level in (("Anne", 0), ("Bea", 4)):
            stature.set_level(workspace, 1, "network", 2, assessor=who, day=DAY)
            stature.set_level(workspace, 1, "network", level, assessor=who, day=DAY, market="Steel")

    ask(page, differ)
    page.after(lambda: page.trigger("assessing.review"))
    view: ReviewView = page.dialog(ReviewView)
    assert view.chosen is not None and view.chosen.market == "Steel"
    assert view.queue.topLevelItem(0).text(2) == "Steel" and "“Steel” only" in view.said.text()
    view.bar.chosen.emit(3)
    view.reason.setText("the award")
    page.after(view.settle.click)
    page.settle()
    assert view.queue.topLevelItemCount() == 0
    view.reject()


def test_the_dossier_hides_what_others_said_until_one_has_rated(page: WindowPage) -> None:
    page.select("Person 15")
    tab = page.window.dossier.stature
    row = tab.rows["peers"]
    assert (row.bar.level, row.words.text(), row.doubt.text()) == (None, "hidden", "1 other has rated")
    assert tab.others.isVisible() and not tab.others.isChecked() and not tab.name.isVisible()
    page.after(lambda: press(row.bar, Qt.Key.Key_unknown, "0"))
    assert (row.bar.level, row.bar.own) == (2, 0)
    assert tab.rows["network"].words.text() == "hidden"
    page.after(lambda: page.trigger("stature.others"))
    assert tab.rows["network"].words.text() == "4 of 4" and page.program.settings.get(SHOW_OTHERS)
    page.after(lambda: page.trigger("stature.others"))
    assert tab.rows["network"].words.text() == "hidden"
    page.select("Person 00")  # nobody else has rated this one: there is nothing to hide
    assert not tab.others.isVisible() and tab.rows["peers"].words.text() == "unknown"


def test_the_dossier_says_credibility_with_bounds_coverage_and_age(page: WindowPage) -> None:
    page.select("Person 00")
    tab = page.window.dossier.stature
    assert not tab.credibility.isVisible()
    for key, level in (("standing", "3"), ("peers", "2")):
        page.after(lambda key=key, level=level: press(tab.rows[key].bar, Qt.Key.Key_unknown, level))
    assert tab.credibility.text() == (
        "credibility 62.5 · between 31.2 and 81.2 · 50\u00a0% of the rubric known · newest level today"
    )
    page.select("Person 14")
    page.after(lambda: press(tab.rows["peers"].bar, Qt.Key.Key_unknown, "2"))
    page.select("Person 15")  # what others gave is hidden, and so is what it adds up to
    assert not tab.credibility.isVisible()


def test_a_level_of_this_market_is_given_again_for_it(page: WindowPage) -> None:
    from core.actions import campaigns, stature
    from core.workspace import assessments

    def local(workspace: Any) -> None:
        campaigns.change(workspace, 1, market="Steel")
        stature.set_level(workspace, 1, "peers", 1, assessor="Anne", day=DAY, market="Steel")

    ask(page, local)
    page.after(page.program.session.refresh)
    page.select("Person 00")
    row = page.window.dossier.stature.rows["peers"]
    assert row.doubt.text() == "for this market only"
    page.after(lambda: press(row.bar, Qt.Key.Key_unknown, "4"))
    assert row.words.text() == "4 of 4"
    page.after(lambda: press(page.level("network"), Qt.Key.Key_unknown, "2"))
    stated = ask(page, lambda workspace: assessments.statements(workspace, 1))
    assert [(one.said.level, one.market, one.campaign) for one in stated] == [
        (1, "Steel", None),
        (4, "Steel", 1),
        (2, "", 1),
    ]


def test_the_table_says_how_much_is_known_and_since_when(page: WindowPage) -> None:
    page.after(page.program.session.refresh)
    table = RankingPage(page.window.ranking)
    shown = dict(
        zip(table.names(), zip(table.column("criteria_known"), table.column("stated"), strict=True), strict=True)
    )
    assert shown["Person 15"] == ("4 of 4", "12 Mar 2026")
    assert shown["Person 14"] == ("2 of 4", "12 Mar 2026")
    assert shown["Person 03"] == ("", "")


def test_a_reader_without_a_name_may_ask_for_blindness(page: WindowPage) -> None:
    page.program.settings.put(ASSESSOR, "")
    page.select("Person 15")
    tab = page.window.dossier.stature
    assert tab.rows["peers"].words.text() == "4 of 4" and tab.name.isVisible() and not tab.others.isVisible()
    tab.name.click()
    form = page.dialog(Form)
    form.agree.click()
    assert "bear the name" in form.fault.text()
    form.findChild(QWidget, "assessor_name").setText("Anne")
    page.after(form.agree.click)
    assert tab.rows["peers"].words.text() == "hidden" and tab.others.isVisible() and not tab.name.isVisible()


def test_the_lists_beyond_the_score(page: WindowPage) -> None:
    page.after(lambda: page.trigger("assessing.lists"))
    view: ListsView = page.dialog(ListsView)
    assert view.overlooked.topLevelItemCount() > 0
    assert "cut-off at 60" in view.words.text()
    assert view.overlooked.topLevelItem(0).text(1) == "off line"
    person = view._person()
    page.after(view.show_button.click)
    assert page.window.dossier.person == person


def test_whom_no_network_knows_becomes_a_candidate(page: WindowPage) -> None:
    from core.actions import stature
    from core.model import Evidence, Person
    from core.workspace.store import Workspace

    def known(workspace: Workspace) -> int:
        number, _ = stature.add_person(workspace, 1, Person(0, "Ada Verre"))
        for title in ("One", "Two", "Three", "Four"):
            stature.add_evidence(workspace, Evidence(0, number, "peers", "book", title))
        with workspace.step("elsewhere", "people"):
            workspace.run("DELETE FROM candidacy WHERE person=?", (number,))
        return number

    number = ask(page, known)
    page.after(lambda: page.trigger("assessing.lists"))
    view: ListsView = page.dialog(ListsView)
    view.tabs.setCurrentIndex(2)
    view.unknown.setCurrentItem(view.unknown.topLevelItem(0))
    assert view.unknown.topLevelItem(0).text(0) == "Ada Verre"
    assert view.invite.isEnabled() and not view.show_button.isEnabled()
    page.after(view.invite.click)
    page.settle()
    assert number in page.live.board.person
    view.reject()


def test_the_rubric_says_its_effect_and_is_kept_as_the_next_version(page: WindowPage, qtbot: QtBot) -> None:
    page.after(lambda: page.trigger("assessing.rubric"))
    dialog: RubricDialog = page.dialog(RubricDialog)
    dialog.weight.setValue(100)
    page.after(dialog._ask_effect)
    assert dialog.effect.text().startswith("Moves the credibility of 1 candidate by up to ")
    assert dialog.effect.text().endswith("weighs 100 instead of 25.")
    dialog.names["en"].setText("")
    dialog.names["fr"].setText("")
    dialog._edited()
    dialog._ask_effect()
    assert dialog.fault.text() and not dialog.keep.isEnabled()
    dialog.names["en"].setText("Trade")
    dialog.names["fr"].setText("Métier")
    dialog._edited()
    dialog.add.click()
    dialog.criteria.setCurrentRow(1)
    page.after(dialog._ask_effect)
    assert dialog.keep.isEnabled()
    page.after(dialog.keep.click)
    page.settle()
    assert page.live.board.rubric.endswith(" 2")
    assert list(page.live.board.levels)[-1] == "new_criterion_1"
    titles = [column.title(4) for column in page.window.ranking.model().columns]
    assert titles[-1] == "New criterion" and "Credit among peers" in titles


def test_an_earlier_version_of_the_rubric_is_gone_back_to(page: WindowPage) -> None:
    from core.actions import rubrics
    from core.stature.rubric import changed

    def heavier(workspace: Any) -> None:
        rubrics.save(workspace, changed(rubrics.in_force(workspace), weights={"peers": 60}))

    ask(page, heavier)
    page.after(lambda: page.trigger("assessing.rubric"))
    dialog: RubricDialog = page.dialog(RubricDialog)
    assert [dialog.version.itemText(i) for i in range(2)] == ["Version 2, in force", "Version 1"]
    dialog.version.activated.emit(1)
    page.after(dialog._ask_effect)
    assert "weighs 25 instead of 60" in dialog.effect.text()
    page.after(dialog.keep.click)
    now = ask(page, rubrics.versions)
    assert [(one.version, one["peers"].weight) for one in now] == [(3, 25), (2, 60), (1, 25)]


def test_a_fresh_key() -> None:
    assert fresh_key("Crédit – auprès", []) == "credit_aupres_1"
    assert fresh_key("Crédit – auprès", ["credit_aupres_1"]) == "credit_aupres_2"


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_a_sheet_goes_out_and_comes_back(page: WindowPage, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    from openpyxl import load_workbook

    path, heard = tmp_path / "sheet.xlsx", []
    monkeypatch.setattr(messages, "ask_save_file", lambda *values: path)
    monkeypatch.setattr(messages, "ask_open_files", lambda *values: [path])
    monkeypatch.setattr(messages, "inform", lambda parent, *words: heard.append(words))
    page.trigger("assessing.sheet_out")
    form = page.dialog(Form)
    form.findChild(QWidget, "sheet_assessor").setText("Bea")
    form.findChild(QWidget, "sheet_people").setValue(5)
    page.after(form.agree.click)
    assert "5 people" in page.window.saved.text()
    book = load_workbook(path)
    book.worksheets[0]["D5"], book.worksheets[0]["D6"] = 3, "eleven"
    book.save(path)
    page.after(lambda: page.trigger("assessing.sheet_in"))
    assert heard[0][0] == "sheet.xlsx: 1 new level or note by Bea."
    assert "eleven" in heard[0][1]


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


def test_what_a_sheet_brought_is_said_row_by_row() -> None:
    from core.actions.sheets import Back
    from core.model import Issue

    issues = [Issue(n, "peers", "x", "not a level from 0 to 4 nor a question mark") for n in range(10)]
    said, rows = back_words(Back("Bea", 2, 0, 0, issues), "a.xlsx")
    assert said == "a.xlsx: 2 new levels and notes by Bea."
    assert len(rows.split("\n")) == 9 and rows.endswith("and 2 more")
