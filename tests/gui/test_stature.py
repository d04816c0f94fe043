"""Stature beyond the assessing page: differences settled, the dossier, lists, the rubric, sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.settings import ASSESSOR, SHOW_OTHERS
from core.workspace.sql import execute
from gui.assess.commands import back_words
from gui.assess.lists_view import ListsView
from gui.assess.review_view import ReviewView
from gui.assess.rubric_dialog import RubricDialog, fresh_key
from gui.desk import messages
from gui.parts.form import Form
from tests.gui.pages.assess import DAY, ask, opened
from tests.gui.pages.events import press
from tests.gui.pages.rank import RankingPage
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    yield from opened(qtbot, tmp_path)


def test_a_difference_is_settled_with_a_level_and_a_reason(page: WindowPage) -> None:
    from core.stature import actions as stature

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
    from core.campaign import actions as campaigns
    from core.stature import actions as stature

    def differ(workspace: Any) -> None:
        campaigns.change_campaign(workspace, 1, market="Steel")
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
    from core.campaign import actions as campaigns
    from core.stature import actions as stature
    from core.stature import tables as stature_tables

    def local(workspace: Any) -> None:
        campaigns.change_campaign(workspace, 1, market="Steel")
        stature.set_level(workspace, 1, "peers", 1, assessor="Anne", day=DAY, market="Steel")

    ask(page, local)
    page.after(page.program.session.refresh)
    page.select("Person 00")
    row = page.window.dossier.stature.rows["peers"]
    assert row.doubt.text() == "for this market only"
    page.after(lambda: press(row.bar, Qt.Key.Key_unknown, "4"))
    assert row.words.text() == "4 of 4"
    page.after(lambda: press(page.level("network"), Qt.Key.Key_unknown, "2"))
    stated = ask(page, lambda workspace: stature_tables.statements(workspace, 1))
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
    from core.campaign import actions as campaign_actions
    from core.model import Evidence, Person
    from core.stature import actions as stature
    from core.workspace.store import Workspace

    def known(workspace: Workspace) -> int:
        number, _ = campaign_actions.add_person(workspace, 1, Person(0, "Ada Verre"))
        for title in ("One", "Two", "Three", "Four"):
            stature.add_evidence(workspace, Evidence(0, number, "peers", "book", title))
        with workspace.step("elsewhere", "people"):
            execute(workspace.connection, "DELETE FROM candidacy WHERE person=?", (number,))
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
    from core.campaign import rubrics
    from core.stature.rubric import changed

    def heavier(workspace: Any) -> None:
        rubrics.save_rubric(workspace, changed(rubrics.rubric_in_force(workspace), weights={"peers": 60}))

    ask(page, heavier)
    page.after(lambda: page.trigger("assessing.rubric"))
    dialog: RubricDialog = page.dialog(RubricDialog)
    assert [dialog.version.itemText(i) for i in range(2)] == ["Version 2, in force", "Version 1"]
    dialog.version.activated.emit(1)
    page.after(dialog._ask_effect)
    assert "weighs 25 instead of 60" in dialog.effect.text()
    page.after(dialog.keep.click)
    now = ask(page, rubrics.rubric_versions)
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


def test_what_a_sheet_brought_is_said_row_by_row() -> None:
    from core.campaign.sheets import Back
    from core.model import Issue

    issues = [Issue(n, "peers", "x", "not a level from 0 to 4 nor a question mark") for n in range(10)]
    said, rows = back_words(Back("Bea", 2, 0, 0, issues), "a.xlsx")
    assert said == "a.xlsx: 2 new levels and notes by Bea."
    assert len(rows.split("\n")) == 9 and rows.endswith("and 2 more")
