"""The slider says what it does, and every chart can be read as a table of text."""

from __future__ import annotations

import resource

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.i18n import percent
from gui.desk.live import Live
from gui.parts.chart_table import ChartTable, TableLink
from gui.rank.map.view import MapView
from gui.rank.weight.rank_curve import RankCurve
from gui.rank.weight.weight_bar import WeightBar
from tests.gui.fiction import board
from tests.gui.pages.events import press

MOST_SECONDS = 0.1


def test_the_slider_says_how_many_names_changed_since_it_stood(qtbot: QtBot, live: Live) -> None:
    bar = WeightBar(live)
    qtbot.addWidget(bar)
    held = set(live.ranking.invited().tolist())
    for _ in range(6):
        press(bar, Qt.Key.Key_Right)
        changed = len(set(live.ranking.invited().tolist()) - held)
        said = f"{percent(live.weight / 10)}: {changed or 'no'} name{'s' * (changed > 1)} change{'s' * (changed < 2)}"
        assert bar.accessibleDescription().startswith(said)
    live._end_move()
    press(bar, Qt.Key.Key_Left, modifiers=Qt.KeyboardModifier.ShiftModifier)
    changed = len(set(live.ranking.invited().tolist()) - held)
    assert "42" not in bar.spoken.words or changed == 0


@pytest.mark.parametrize("count", [10_000, 1_000_000])
def test_what_the_slider_does_is_said_within_a_tenth_of_a_second(qtbot: QtBot, count: int) -> None:
    live = Live()
    live.show(board(count, seats=50))
    bar = WeightBar(live)
    qtbot.addWidget(bar)
    taken = []
    for weight in np.linspace(50, 950, 20).astype(int).tolist():
        before = resource.getrusage(resource.RUSAGE_SELF)
        bar.setValue(weight)
        after = resource.getrusage(resource.RUSAGE_SELF)
        taken.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        assert bar.accessibleDescription().startswith(percent(weight / 10, 0 if weight % 10 == 0 else 1))
    assert np.median(taken) < MOST_SECONDS, taken


def open_table(link: TableLink) -> ChartTable:
    link.click()
    return [one for one in link.window().findChildren(ChartTable) if one.isVisible()][-1]


def rows_of(shown: ChartTable) -> list[list[str]]:
    tree = shown.tree
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [[item.text(column) for column in range(tree.columnCount())] for item in items if item is not None]


def test_the_weight_the_map_and_the_curve_have_a_table_beside(qtbot: QtBot, live: Live, parent: QWidget) -> None:
    bar, chart = WeightBar(live), MapView(live)
    live.select(7)
    curve = RankCurve(parent, live)
    for widget in (bar, chart, curve):
        qtbot.addWidget(widget)
        widget.show()
    rows = rows_of(open_table(bar.as_table))
    assert len(rows) == 101 and rows[42] == [percent(42), "0"]
    turnover = live.stability.turnover(np.array([0.9]), live.weight / 1000)[0]
    assert rows[90][1] == str(int(turnover))
    rows = rows_of(open_table(chart.as_table))
    first = live.ranking.window(0, 1).index.tolist()
    assert len(rows) == len(live.board) and rows[0][0] == live.board.name.take(first)[0] and rows[0][-1] == "yes"
    live.show_only(np.arange(len(live.board)) % 4 == 0)
    assert len(rows_of(open_table(chart.as_table))) == len(live.listing), "it follows the filters as the map does"
    rows = rows_of(open_table(curve.as_table))
    assert [int(row[1]) for row in rows] == curve.curve.ranks
