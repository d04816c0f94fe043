"""The evidence of flags in the dossier: the span marked, its numbers, set aside with a reason and raised again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.campaign.dossier import Dossier, Evidenced, Series, gather_dossier
from core.scoring.spans import Span
from gui.rank.dossier.flags import FlaggedHistory, SetAsideForm
from gui.rank.dossier.history import HistoryTab
from gui.rank.dossier.score import ScoreTab
from tests.core.workspaces import EVERYONE, pid, workspace_of

DAYS = list(range(20_000, 20_364, 7))
CREEP = Span(1, "creep", DAYS[10], DAYS[30], {"week_percent": 12.0})
LINES = {
    "audience": [1000.0 + 50 * n for n in range(len(DAYS))],
    "speed": [50.0] * len(DAYS),
    "cruise": [50.0] * len(DAYS),
}


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    workspace, campaign = workspace_of(tmp_path, EVERYONE)
    shown = gather_dossier(workspace, campaign, pid(workspace, 1))
    flagged = (
        Evidenced(replace(CREEP, flag="burst"), "Burst, 1 Jan to 2 Jan: set aside, a film", "a film"),
        Evidenced(CREEP, "Creeping growth, 3 Jan to 4 Jan: 12.0 % a week."),
    )
    return replace(shown, history=Series(DAYS, LINES), flagged=flagged, score_unflagged=41.3)


def opened(qtbot: QtBot, dossier: Dossier) -> FlaggedHistory:
    page = FlaggedHistory(HistoryTab())
    qtbot.addWidget(page)
    page.resize(640, 380)
    page.show()
    page.show_dossier(dossier)
    return page


def pixels(page: FlaggedHistory) -> QImage:
    return page.chart.grab().toImage()


def test_the_first_flag_that_nobody_set_aside_is_marked_and_told(qtbot: QtBot, dossier: Dossier) -> None:
    page = opened(qtbot, dossier)
    assert page.chosen is not None and page.chosen.span is CREEP
    assert page.words.text() == "12.0 % a week."
    assert page.without.text() == "Without what is flagged the score would be 41.3."
    assert page.chart.marked == (DAYS[10], DAYS[30])
    assert page.set_aside.isVisible() and not page.raise_again.isVisible()
    marked = pixels(page)
    page.chart.mark_span(None)
    assert pixels(page) != marked
    page.choice.setCurrentIndex(0)
    assert page.raise_again.isVisible() and not page.set_aside.isVisible()


def test_what_is_asked_for_is_the_flag_in_view(qtbot: QtBot, dossier: Dossier) -> None:
    page = opened(qtbot, dossier)
    with qtbot.waitSignal(page.set_aside_wanted) as wanted:
        page.set_aside.click()
    assert wanted.args[0].span is CREEP
    page.choice.setCurrentIndex(0)
    with qtbot.waitSignal(page.raise_wanted) as raised:
        page.raise_again.click()
    assert raised.args == ["burst"]


def test_where_nothing_is_flagged_there_is_nothing_below_the_chart(qtbot: QtBot, dossier: Dossier) -> None:
    page = opened(qtbot, replace(dossier, flagged=(), score_unflagged=None))
    assert not page.evidence.isVisible() and page.chart.marked is None


def test_the_score_tab_leads_to_the_evidence(qtbot: QtBot, dossier: Dossier) -> None:
    tab = ScoreTab()
    qtbot.addWidget(tab)
    tab.show_dossier(dossier)
    button = tab.findChild(QPushButton, "score_flags")
    assert button is not None
    with qtbot.waitSignal(tab.flags_wanted):
        button.click()
    tab.show_dossier(replace(dossier, flagged=()))
    assert tab.widget().findChild(QPushButton, "score_flags") is None


def test_a_flag_is_set_aside_with_a_reason_only(qtbot: QtBot, dossier: Dossier) -> None:
    page = opened(qtbot, dossier)
    form = SetAsideForm(page, "Creeping growth")
    form.open()
    form.agree.click()
    assert form.isVisible() and "unexplained" in form.fault.text()
    form.reason.setText("a film")
    form.agree.click()
    assert not form.isVisible()
