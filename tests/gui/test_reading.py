"""Reading the table: the line has a row of its own, and nothing that is done to the list loses one's place."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gui.desk.live import Live
from gui.parts import theme
from gui.rank.table.legend import BarLegend
from gui.rank.table.line_row import LINE_HEIGHT
from gui.rank.table.view import RankingView
from tests.gui.pages.events import click
from tests.gui.pages.rank import RankingPage


@pytest.fixture
def page(qtbot: QtBot, live: Live) -> RankingPage:
    view = RankingView(live)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.grab()
    return RankingPage(view)


def test_the_line_has_a_row_of_its_own(page: RankingPage, live: Live) -> None:
    after, usual = live.line_after(), page.row_height()
    page.scroll(after - 5)
    view = page.view
    tops = [view.rowViewportPosition(place) for place in range(after - 5, after + 5)]
    steps = np.diff(tops).tolist()
    band = round(theme.scaled(view, LINE_HEIGHT))
    assert steps == [usual] * 4 + [usual + band] + [usual] * 4
    picture, ratio = page.picture(), 1
    between = picture.pixelColor(5, round((tops[4] + usual + band / 2) * ratio))
    assert between == theme.colours(view).tint
    click(view.viewport(), QPointF(120, tops[4] + usual + band / 2))
    assert live.selected is None, "the line is nobody"
    click(view.viewport(), QPointF(120, tops[5] + 4))
    assert live.selected == view.model().candidate(after)


def test_the_row_of_the_line_follows_seats_filters_and_orders(page: RankingPage, live: Live) -> None:
    def tall_rows() -> list[int]:
        header, usual = page.view.verticalHeader(), page.row_height()
        return [row for row in range(header.count()) if header.sectionSize(row) != usual]

    assert tall_rows() == [live.line_after() - 1]
    live.set_seats(25)
    assert tall_rows() == [live.line_after() - 1] and live.line_after() < 40
    live.show_only(np.arange(len(live.board)) % 3 == 0)
    assert tall_rows() == [live.line_after() - 1]
    live.sort_by(lambda board: np.arange(len(board)))
    assert tall_rows() == []
    live.sort_by(None)
    live.show_only(None)
    assert tall_rows() == [live.line_after() - 1]


def test_the_selected_one_stays_where_it_stands(page: RankingPage, live: Live) -> None:
    page.scroll(100)
    page.view.grab()
    chosen = page.view.model().candidate(107)
    live.select(chosen)
    live.sort_by(lambda board: board.candidates.score.value)
    assert live.selected == chosen and page.row_of(chosen) - page.first_row() == 7
    page.view.grab()
    live.sort_by(None)
    assert page.first_row() == 100


def test_a_filter_begins_at_the_top_and_the_way_back_leads_home(page: RankingPage, live: Live) -> None:
    page.scroll(150)
    page.view.grab()
    live.show_only(np.arange(len(live.board)) % 5 == 0)
    page.view.grab()
    assert page.first_row() == 0
    live.show_only(np.arange(len(live.board)) % 10 == 0)
    page.view.grab()
    live.show_only(None)
    page.view.grab()
    assert page.first_row() == 150


@pytest.mark.parametrize("width", [240, 500, 900])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_the_legend_says_what_the_bars_mean(qtbot: QtBot, width: int, zoom: float) -> None:
    legend = BarLegend()
    qtbot.addWidget(legend)
    legend.setFont(theme.font(theme.BODY * zoom))
    legend.resize(width, 40)
    legend.show()
    boxes = [box for _, box in legend._boxes(legend.width())]
    assert all(box.bottom() <= legend.height() for box in boxes)
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    assert legend.accessibleDescription().count(";") == len(boxes) - 1
    legend.grab()
