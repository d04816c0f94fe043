"""The dossier's score and history: remarks in words, values of any date, absences and outages drawn."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.campaign.dossier import Dossier, Series, gather_dossier
from core.model import to_day
from core.scoring import actions as absences
from gui.rank.dossier.history import HistoryTab
from gui.rank.dossier.score import ScoreTab, headline
from gui.rank.score_model.commands import AbsenceForm
from tests.core.workspaces import EVERYONE, pid, workspace_of
from tests.gui.pages.events import mouse, press

AWAY = (date(2026, 1, 12), date(2026, 1, 12))


@pytest.fixture
def dossiers(tmp_path: Path) -> dict[int, Dossier]:
    workspace, campaign = workspace_of(tmp_path, EVERYONE)
    absences.declare_absence(workspace, pid(workspace, 1), *AWAY)
    return {place: gather_dossier(workspace, campaign, pid(workspace, place)) for place in (1, 2, 4)}


def remarks(qtbot: QtBot, shown: Dossier) -> list[str]:
    tab = ScoreTab()
    qtbot.addWidget(tab)
    tab.show_dossier(shown)
    return [found.text() for found in tab.findChildren(QLabel) if found.objectName().startswith("score_remark")]


def test_the_score_tab_says_what_would_change_it_and_what_was_left_out(
    qtbot: QtBot, dossiers: dict[int, Dossier]
) -> None:
    found = "\n".join(remarks(qtbot, dossiers[1]))
    assert "To gain five points" in found
    assert "klout: 40.0 of 100." in found and "Absent from 12 Jan 2026" in found
    assert "Silent: no post was observed at the last date." in remarks(qtbot, dossiers[2])


def test_a_candidate_below_the_minimum_is_said_to_be(qtbot: QtBot, dossiers: dict[int, Dossier]) -> None:
    assert headline(dossiers[4]).startswith("No score: an audience or reactions are needed.")
    assert not remarks(qtbot, dossiers[4])


def history(qtbot: QtBot, series: Series, shown: Dossier) -> HistoryTab:
    from dataclasses import replace

    tab = HistoryTab()
    qtbot.addWidget(tab)
    tab.resize(600, 260)
    tab.show_dossier(replace(shown, history=series))
    return tab


SERIES = Series(
    (0, 10, 40),
    {"audience": (900, 1000, 1200), "reactions": (5, math.nan, 7), "speed": (50, 60, 0), "cruise": (50, 52, 40)},
    ((12, 20), (300, 310)),
    (30,),
)


def test_the_pointer_and_the_keys_choose_a_date(qtbot: QtBot, dossiers: dict[int, Dossier]) -> None:
    tab = history(qtbot, SERIES, dossiers[1])
    mouse(tab, QEvent.Type.MouseMove, QPointF(tab.width() * 0.3, 100))
    assert tab.chosen == 1 and tab.values(1) == "11 Jan 1970 · audience 1,000 · speed 60.0 · cruise 52.0"
    assert tab.accessibleDescription() == tab.values(1)
    press(tab, Qt.Key.Key_Right)
    press(tab, Qt.Key.Key_Right)
    assert tab.chosen == 2 and "reactions per post 7" in tab.values(2)
    tab.leaveEvent(QEvent(QEvent.Type.Leave))
    assert tab.chosen is None
    press(tab, Qt.Key.Key_Left)
    assert tab.chosen == 2


def test_absences_and_outages_are_drawn(qtbot: QtBot, dossiers: dict[int, Dossier]) -> None:
    from dataclasses import replace

    drawn = history(qtbot, SERIES, dossiers[1]).grab().toImage()
    bare = history(qtbot, replace(SERIES, absences=(), outages=()), dossiers[1]).grab().toImage()
    assert drawn != bare


def test_an_absence_needs_both_days_in_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    form = AbsenceForm(window, "Élodie")
    for first, last, said in (("", "", "first and a last"), ("2026-01-09", "2026-01-05", "day it begins")):
        form.first.setText(first)
        form.last.setText(last)
        form.agree.click()
        assert said in form.fault.text()
    form.last.setText("2026-01-09")
    form.agree.click()
    assert form.result() == 1 and to_day(date(2026, 1, 9))
