"""The ranked table: what it says, follows and remembers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication

from core import i18n
from core.campaign.fields import catalogue, units
from core.campaign.fields.field import Field
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED
from gui.desk.live import Live
from gui.parts import theme
from gui.rank.table.columns import alphabetical, change_text, intervals_text, possible_text, rank_text
from gui.rank.table.model import RankingModel
from gui.rank.table.view import RankingView
from tests.gui.fiction import board, named
from tests.gui.pages.rank import RankingPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ranking_page(live: Live, qtbot: Any) -> RankingPage:
    view = RankingView(live)
    qtbot.addWidget(view)
    view.resize(792, 700)
    view.show()
    return RankingPage(view)


def names(live: Live, first: int, count: int) -> list[str]:
    return live.board.name.take(live.ranking.window(first, count).index.tolist())


def test_it_shows_the_ranking_from_the_top(ranking_page: RankingPage, live: Live) -> None:
    shown = ranking_page.names()
    assert len(shown) == ranking_page.view.rows_in_sight() == 20
    assert shown == names(live, 0, 20)
    assert ranking_page.column("rank")[:3] == ["1", "2", "3"]


@pytest.mark.parametrize("place", [0, 200])
def test_it_follows_the_weight_at_the_top_and_in_the_middle(ranking_page: RankingPage, live: Live, place: int) -> None:
    ranking_page.scroll(place)
    before = ranking_page.names()
    live.set_weight(700)
    assert ranking_page.names() == names(live, place, 20)
    assert ranking_page.names() != before


def test_every_kind_of_candidate_is_painted_and_said(ranking_page: RankingPage, live: Live) -> None:
    state = live.board.candidates.state
    for index in (int(np.flatnonzero(state == s)[0]) for s in (PINNED, APART, OUT_OF_MARKET, EXCLUDED)):
        ranking_page.view.reveal(index)
        ranking_page.view.grab()
        assert live.board.name.take([index])[0] in ranking_page.tip(ranking_page.row_of(index))
    words = {ranking_page.cell(row, "rank") for row in range(len(live.board) - 8, len(live.board))}
    assert words == {"set apart", "other market", "excluded"}


def test_off_line_is_said_and_never_zero(ranking_page: RankingPage, live: Live) -> None:
    index = int(np.flatnonzero(live.board.candidates.offline)[0])
    row = ranking_page.row_of(index)
    assert ranking_page.cell(row, "score") == "off line"
    assert "off line" in ranking_page.tip(row)


def test_provisional_rows_say_so(ranking_page: RankingPage, live: Live) -> None:
    known = live.board.candidates.credibility.known & live.board.candidates.score.known
    row = ranking_page.row_of(int(np.flatnonzero(~known & (live.board.candidates.state == 0))[0]))
    assert "provisional" in ranking_page.tip(row)
    assert "total between" in ranking_page.tip(row)


def test_ties_are_marked(qtbot: Any) -> None:
    assert rank_text(12, True, 0) == "12 ="
    assert rank_text(12, False, 0) == "12"
    assert (change_text(3), change_text(-4), change_text(0)) == ("▲ 3", "▼ 4", "")


def test_names_are_never_read_as_markup(live: Live, ranking_page: RankingPage) -> None:
    live.show(named(live.board, ["<b>x</b>"] * len(live.board)))
    assert "<b>" not in ranking_page.tip(0)
    assert "&lt;b&gt;x&lt;/b&gt;" in ranking_page.tip(0)
    assert ranking_page.names()[0] == "<b>x</b>"


def test_the_line_runs_below_the_last_seat(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.scroll(live.line_after() - 10)
    assert ranking_page.line() == 10
    height = ranking_page.row_height()
    picture = ranking_page.picture()
    ratio = picture.devicePixelRatio()
    assert QColor(picture.pixel(round(300 * ratio), round(10 * height * ratio))) == theme.LIGHT.accent


def test_the_pill_tells_of_a_tie_at_the_line(live: Live, ranking_page: RankingPage) -> None:
    assert ranking_page.view.pill_words() == "40 seats · reserve below"
    flat = live.board.candidates.score
    same = replace(flat, value=np.full(len(live.board), 5000, np.int32))
    tied = replace(live.board.candidates, score=same, credibility=same)
    live.show(replace(live.board, candidates=tied))
    assert ranking_page.view.pill_words() == "40 seats · tie at the line"


def test_the_keys_walk_the_list(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.press(Qt.Key.Key_Down)
    assert live.selected == live.ranking.window(0, 1).index[0]
    ranking_page.press(Qt.Key.Key_Down)
    assert live.selected == live.ranking.window(1, 1).index[0]
    ranking_page.press(Qt.Key.Key_End)
    assert ranking_page.view.place_of(live.selected) == len(live.board) - 1
    assert live.board.name.take([live.selected])[0] in ranking_page.names()
    ranking_page.press(Qt.Key.Key_PageUp)
    assert ranking_page.view.place_of(live.selected) == len(live.board) - 21
    ranking_page.press(Qt.Key.Key_Home)
    assert ranking_page.view.place_of(live.selected) == 0


def test_the_keys_go_on_from_where_the_weight_carried_the_candidate(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.click(3)
    live.set_weight(0)
    place = ranking_page.view.place_of(live.selected)
    ranking_page.press(Qt.Key.Key_Down)
    assert ranking_page.view.place_of(live.selected) == place + 1


def test_clicks_choose_one_a_range_or_several(ranking_page: RankingPage, live: Live) -> None:
    top = live.ranking.window(0, 10).index
    ranking_page.click(2)
    assert live.chosen.tolist() == [top[2]]
    ranking_page.click(5, SHIFT)
    assert set(live.chosen.tolist()) == set(top[2:6].tolist())
    ranking_page.click(4, CTRL)
    assert set(live.chosen.tolist()) == {top[2], top[3], top[5]}
    assert live.selected == top[4]


def test_the_selected_candidate_can_be_kept_where_it_is(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.scroll(100)
    ranking_page.click(7)
    ranking_page.view.keep_in_view = True
    for weight in (430, 500, 350):
        live.set_weight(weight)
        assert ranking_page.view.place_of(live.selected) - ranking_page.view.rowAt(0) == 7


def test_qts_own_row_follows_for_screen_readers(ranking_page: RankingPage, live: Live, qtbot: Any) -> None:
    ranking_page.click(3)
    with qtbot.waitSignal(live.settled):
        live.set_weight(300)
    assert ranking_page.view.currentIndex().row() == ranking_page.view.place_of(live.selected)
    tree = QAccessible.queryAccessibleInterface(ranking_page.view)
    assert tree.text(QAccessible.Text.Name) == "Ranked candidates"
    assert tree.childCount() >= len(live.board)


def test_enter_and_double_click_open_a_candidate(ranking_page: RankingPage, live: Live, qtbot: Any) -> None:
    ranking_page.click(1)
    with qtbot.waitSignal(ranking_page.view.activated_candidate) as opened:
        ranking_page.press(Qt.Key.Key_Return)
    assert opened.args == [live.selected]


def test_a_heading_lists_for_reading_and_back(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.read_by("score")
    best = live.board.candidates.score.value[live.listing.window(0, 1).index[0]]
    assert best == live.board.candidates.score.value.max()
    assert ranking_page.line() is None
    ranking_page.read_by("score")
    worst = live.board.candidates.score.value[live.listing.window(0, 1).index[0]]
    assert worst == live.board.candidates.score.value.min()
    ranking_page.read_by("score")
    assert ranking_page.names() == names(live, 0, 20)
    ranking_page.read_by("name")
    assert ranking_page.names()[:2] == ["Candidate 001", "Candidate 002"]
    ranking_page.press(Qt.Key.Key_Escape)
    assert ranking_page.names() == names(live, 0, 20)
    assert ranking_page.view.columns.sorted is None


def test_columns_are_shown_hidden_moved_and_remembered(ranking_page: RankingPage, live: Live, qtbot: Any) -> None:
    assert ranking_page.shown_columns() == ["rank", "change", "name", "market", "total", "bars", "strip"]
    menu = ranking_page.view.columns.menu()
    next(action for action in menu.actions() if action.text() == "Audience").setChecked(True)
    next(action for action in menu.actions() if action.text() == "Market").setChecked(False)
    ranking_page.view.columns.moveSection(6, 2)
    kept = ranking_page.view.columns.layout_kept()
    other = RankingView(live)
    qtbot.addWidget(other)
    other.columns.set_layout(kept)
    shown = RankingPage(other).shown_columns()
    assert shown == ranking_page.shown_columns()
    assert shown[2] == "strip" and "audience" in shown and "market" not in shown
    menu.deleteLater()


def test_columns_are_moved_without_a_mouse(ranking_page: RankingPage) -> None:
    before = ranking_page.shown_columns()
    at = before.index("total")
    assert len(ranking_page.choose_in_columns_menu("left_menu", at)) == len(before)
    assert ranking_page.shown_columns() == [*before[: at - 1], "total", before[at - 1], *before[at + 1 :]]
    ranking_page.choose_in_columns_menu("right_menu", at)
    assert ranking_page.shown_columns() == before
    ranking_page.view.columns.move_column(before[0], -1)
    ranking_page.view.columns.move_column(before[-1], 1)
    assert ranking_page.shown_columns() == before


def test_every_column_can_be_read(ranking_page: RankingPage, live: Live) -> None:
    for column in ranking_page.view.model().columns:
        ranking_page.view.columns.show_column(column.key, True)
        assert all(isinstance(text, str) for text in ranking_page.column(column.key))
        if column.values is not None:
            assert len(column.values(live.board)) == len(live.board)
    ranking_page.view.resize(3000, 700)
    ranking_page.view.grab()


def test_the_list_can_be_read_by_a_column_without_a_mouse(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.choose_in_columns_menu("orders_menu", "Audience")
    assert ranking_page.view.columns.sorted == ("audience", True) and live.sorted_for_reading
    assert "audience" in ranking_page.shown_columns()


def test_the_provisional_say_which_ranks_they_could_have(ranking_page: RankingPage, live: Live) -> None:
    best, worst = live.ranking.best_worst(range(len(live.board)))
    index = live.listing.window(0, 20).index
    texts = [possible_text(int(best[i]), int(worst[i])) for i in index]
    assert ranking_page.column("possible")[:20] == texts and any("–" in text for text in texts)
    row = next(row for row, i in enumerate(index) if best[i] < worst[i])
    assert f"rank between {best[index[row]]} and {worst[index[row]]}" in ranking_page.tip(row)
    assert possible_text(0, 0) == "" and possible_text(3, 3) == "3"


def test_a_filter_keeps_ranks_and_line(ranking_page: RankingPage, live: Live) -> None:
    live.show_only(lambda b: b.candidates.score.value > 7000)
    assert ranking_page.count() == int((live.board.candidates.score.value > 7000).sum())
    ranks = [int(text.split()[0]) for text in ranking_page.column("rank")]
    assert ranks == sorted(ranks) and ranks[-1] > len(ranks)
    live.show_only(lambda b: b.candidates.score.value < 0)
    assert ranking_page.names() == []
    ranking_page.view.grab()


def test_an_edit_leaves_the_view_where_it_stands(ranking_page: RankingPage, live: Live) -> None:
    ranking_page.scroll(150)
    live.show(replace(live.board, version=2))
    assert ranking_page.first_row() == 150


def test_french_is_whole_and_the_look_may_change(ranking_page: RankingPage, live: Live, qapp: QApplication) -> None:
    i18n.use("fr")
    assert ranking_page.heading("bars") == "Score + crédibilité"
    assert ranking_page.view.pill_words() == "40 places · réserve ci-dessous"
    ranking_page.view.setPalette(theme.palette(theme.DARK))
    ranking_page.view.setFont(theme.font(26))
    dark = ranking_page.view.grab().toImage()
    assert QColor(dark.pixel(400, 400)).lightness() < 128 or theme.colours(ranking_page.view).dark
    assert ranking_page.row_height() == 66


def test_an_empty_board_invites_to_import(qtbot: Any, qapp: QApplication) -> None:
    live = Live()
    view = RankingView(live)
    qtbot.addWidget(view)
    view.show()
    view.grab()
    RankingPage(view).press(Qt.Key.Key_Down)
    live.show(board(0))
    view.grab()
    assert view.model().rowCount() == 0


def test_intervals_in_words() -> None:
    assert intervals_text(None) == ""
    assert intervals_text([]) == "never"
    assert intervals_text([(0.0, 0.5), (0.75, 1.0)]) == "0.0 – 50.0\u00a0%, 75.0 – 100.0\u00a0%"


def test_names_are_read_in_the_order_of_both_languages() -> None:
    names = ["Zoé", "Étienne", "eve", "Œuvre", "Odile", "Łukasz", "Lucas"]
    assert sorted(names, key=alphabetical) == ["Étienne", "eve", "Lucas", "Łukasz", "Odile", "Œuvre", "Zoé"]


def test_a_field_added_to_the_catalogue_is_a_column(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    new = Field("half_speed", "Half the speed", units.POINTS, column=lambda board, rows: board.speed[rows] // 2)
    monkeypatch.setattr(catalogue, "FIELDS", (*catalogue.FIELDS, new))
    model = RankingModel(live)
    column = model.columns[model.column("half_speed")]
    found = model.rows(0, 10)
    assert found is not None and column.title(40) == "Half the speed"
    assert column.read(found) == [i18n.decimal(live.board.speed[row] // 2 / 100) for row in found.index.tolist()]
    assert column.values(live.board)[found.index[0]] == live.board.speed[found.index[0]] // 2
