"""Filters at the columns: conditions as data, chips above the table, kept with the campaign."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core import i18n
from core.errors import Trouble
from core.model import PINNED, coded, packed
from core.ranking.total import ranks
from gui.desk.live import Live
from gui.rank.table import filter_strip
from gui.rank.table.columns import Column, columns
from gui.rank.table.filter_strip import Chip, FilterStrip
from gui.rank.table.filters import Filter, FilterDialog, number_of, number_text
from gui.rank.table.view import RankingView
from tests.gui.fiction import board
from tests.gui.pages.events import click, press
from tests.gui.pages.window import WindowPage

NAMES = ["Clémence Œuvray", "Bob; Alice", "CLEMENCE", "", "Zoë"]


@pytest.fixture
def strip(live: Live, qtbot: QtBot) -> FilterStrip:
    made = FilterStrip(live)
    made.resize(800, 40)
    qtbot.addWidget(made)
    return made


def column(live: Live, key: str) -> Column:
    return next(c for c in columns(live.board) if c.key == key)


def places(live: Live) -> set[int]:
    return set(live.listing.window(0, len(live.board)).index.tolist())


@pytest.mark.parametrize("texts", [coded(NAMES), packed(NAMES)])
@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("clemence", False, [0, 2]),
        ("oeuv", False, [0]),
        ("ALICE", True, [1]),
        ("Zoe", True, [4]),
        ("zo", True, []),
    ],
)
def test_texts_are_compared_without_case_and_accents(texts: Any, text: str, whole: bool, expected: list[int]) -> None:
    few = replace(board(5, marks=False), name=texts)
    found = Filter("name", text, whole).read(next(c for c in columns(few) if c.key == "name"), few, 500)
    assert np.flatnonzero(found).tolist() == expected


def test_numbers_lie_between_their_bounds_and_the_unknown_nowhere(live: Live) -> None:
    made, audience = live.board, live.board.audience.copy()
    audience[:7] = np.nan
    made = replace(made, audience=audience, age=np.where(np.arange(len(made)) % 2, 10, -1).astype(np.int32))
    off = made.candidates.offline
    with np.errstate(invalid="ignore"):
        expected = ((audience >= 1000) & (audience <= 50_000)) | off
    found = Filter("audience", low=1000, high=50_000).read(column(live, "audience"), made, 420)
    assert np.array_equal(found, expected) and not found[:7][~off[:7]].any()
    known = Filter("age", low=0).read(column(live, "age"), made, 420)
    assert np.array_equal(known, (made.age >= 0) | off)


def test_who_is_off_line_by_choice_is_never_lost_to_a_filter_on_the_score(live: Live) -> None:
    offline = np.flatnonzero(live.board.candidates.offline)
    for key in ("score", "rank_by_score", "audience", "speed", "cruise", "age", "reach"):
        found = Filter(key, low=1e9).read(column(live, key), live.board, 420)
        assert np.flatnonzero(found).tolist() == offline.tolist()
    assert not Filter("credibility", low=101).read(column(live, "credibility"), live.board, 420).any()


@pytest.mark.parametrize("weight", [0, 420, 1000])
def test_rank_change_and_total_are_those_of_the_weight(live: Live, weight: int) -> None:
    rank, by_score = ranks(live.board.candidates, weight).rank, live.board.rank_by_score
    found = Filter("rank", high=30).read(column(live, "rank"), live.board, weight)
    assert np.array_equal(found, (rank > 0) & (rank <= 30))
    rose = Filter("change", low=25).read(column(live, "change"), live.board, weight)
    assert np.array_equal(rose, (rank > 0) & (by_score - rank >= 25))
    sides = live.board.candidates
    total = (1000 - weight) * sides.score.value.astype(int) + weight * sides.credibility.value
    high = Filter("total", low=70).read(column(live, "total"), live.board, weight)
    assert np.array_equal(high, total >= 70 * 100_000)


def test_marks_are_states_and_flags(live: Live) -> None:
    made = replace(live.board, flags={"stale": np.array([3, 5])})
    assert np.flatnonzero(Filter("flags", "stale").read(column(live, "flags"), made, 420)).tolist() == [3, 5]
    assert not Filter("flags", "step").read(column(live, "flags"), made, 420).any()
    pinned = Filter("state", "pinned").read(column(live, "state"), made, 420)
    assert np.array_equal(pinned, made.candidates.state == PINNED)


def test_conditions_are_combined_said_and_taken_away(strip: FilterStrip, live: Live) -> None:
    assert strip.isHidden()
    strip.put(Filter("market", "mobility", True), Filter("state", "provisional"), Filter("score", low=40))
    candidates, markets = live.board.candidates, live.board.market.take(range(512))
    shown = places(live)
    assert shown and all(markets[i] == "Mobility" for i in shown)
    assert not any(candidates.score.known[i] and candidates.credibility.known[i] for i in shown)
    assert strip.words.text() == f"{len(shown)} of 512 shown"
    assert [chip.text() for chip in strip.chips] == ["Market: mobility", "provisional", "Online score ≥ 40"]
    strip.put(Filter("market"))
    assert [chip.text() for chip in strip.chips] == ["provisional", "Online score ≥ 40"] and places(live) > shown
    strip.show_everyone()
    assert live.filtered is None and strip.isHidden() and not strip.chips


def test_a_chip_goes_by_its_cross_and_by_the_delete_key(strip: FilterStrip, live: Live, qtbot: QtBot) -> None:
    strip.put(Filter("market", "data", True), Filter("total", high=60))
    first, second = strip.chips
    with qtbot.waitSignal(strip.wanted) as asked:
        click(first, QPointF(20, 10))
    assert asked.args == ["market"] and len(strip.chips) == 2
    click(first, QPointF(first.width() - 10, 10))
    assert list(strip.filters) == ["total"]
    press(second if second in strip.chips else strip.chips[0], Qt.Key.Key_Delete)
    assert not strip.filters and live.filtered is None


def test_a_rank_filter_is_asked_anew_when_the_weight_stands(strip: FilterStrip, live: Live, qtbot: QtBot) -> None:
    strip.put(Filter("rank", high=10))
    before = places(live)
    with qtbot.waitSignal(live.settled):
        live.set_weight(900)
        assert places(live) == before
    rank = ranks(live.board.candidates, 900).rank
    assert places(live) == set(np.flatnonzero((rank > 0) & (rank <= 10)).tolist()) != before


def test_filters_outlive_a_change_of_data(strip: FilterStrip, live: Live) -> None:
    strip.put(Filter("credibility", low=70))
    fewer = replace(live.board.candidates.credibility, value=live.board.candidates.credibility.value // 2)
    live.show(replace(live.board, candidates=replace(live.board.candidates, credibility=fewer), version=2))
    assert places(live) == set(np.flatnonzero(fewer.value >= 7000).tolist())


def test_a_long_list_is_looked_through_elsewhere_and_late_answers_do_no_harm(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Any] = []
    live = Live(lambda kind, work, then: waiting.append((kind, work, then)))
    names = packed([f"Candidate {i}" for i in range(100)])
    live.show(replace(board(100), name=names))
    strip = FilterStrip(live)
    qtbot.addWidget(strip)
    monkeypatch.setattr(filter_strip, "QUICK_TO_SORT", 50)
    strip.put(Filter("score", low=40))
    assert live.filtered is not None and not any(kind == "filter" for kind, *_ in waiting)
    strip.put(Filter("score"), Filter("name", "candidate 7"))
    kind, work, then = waiting.pop()
    assert kind == "filter" and work(None).sum() == 11
    then(None)
    assert places(live) == {7, *range(70, 80)}
    strip.put(Filter("name", "candidate 8"))
    strip.show_everyone()
    kind, work, then = waiting.pop()
    work(None)
    then(None)
    assert kind == "filter" and live.filtered is None


def test_no_filter_keeps_a_board_that_is_gone(strip: FilterStrip, live: Live) -> None:
    strip.put(Filter("score", low=40), Filter("market", "data", True))
    first = weakref.ref(live.board)
    strip.put(Filter("market"))
    live.show(replace(live.board, version=2))
    gc.collect()
    assert first() is None
    strip.forget()
    second = weakref.ref(live.board)
    live.show(board(20))
    gc.collect()
    assert second() is None


def test_a_search_narrows_what_the_filters_show(strip: FilterStrip, live: Live) -> None:
    strip.put(Filter("market", "data", True))
    data = places(live)
    some = sorted(data)[:2]
    strip.show_found(live.board.person[[*some, *sorted(set(range(512)) - data)[:3]]])
    assert places(live) == set(some)
    strip.show_found(None)
    assert places(live) == data


def test_many_chips_take_another_row(strip: FilterStrip) -> None:
    keys = ("score", "credibility", "total", "audience", "speed", "cruise")
    strip.put(*(Filter(key, low=1, high=99) for key in keys))
    assert len({chip.y() for chip in strip.chips}) > 1
    assert all(chip.geometry().right() < strip.everyone.x() for chip in strip.chips)
    assert strip.height() >= max(chip.geometry().bottom() for chip in strip.chips)
    strip.grab()


def test_the_form_asks_by_the_kind_of_column(live: Live, parent: QWidget) -> None:
    held = {"market": Filter("market", "data", True), "score": Filter("score", low=40.5)}
    form = FilterDialog(parent, live.board, columns(live.board), held, "market")
    assert form.chosen() == held["market"] and form.fields.isRowVisible(form.text)
    form.column.setCurrentIndex(form.column.findData("score"))
    assert form.chosen() == held["score"] and not form.fields.isRowVisible(form.text)
    form.high.setText("1,000.5")
    assert form.chosen() == Filter("score", low=40.5, high=1000.5)
    form.high.setText("many")
    form.agree.click()
    assert "many" in form.fault.text()
    form.column.setCurrentIndex(form.column.findData("state"))
    form.text.setCurrentIndex(form.text.findData("offline"))
    assert form.chosen() == Filter("state", "offline")
    form.column.setCurrentIndex(form.column.findData("audience"))
    assert not form.chosen()


def test_bounds_are_read_as_they_are_written() -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        for number in (0.0, 40.5, 12_500.0, -3.0, 0.25):
            assert number_of(number_text(number)) == number
    assert number_of("1 000,5") == 1000.5
    i18n.use("en")
    assert number_of(" ") is None
    with pytest.raises(Trouble):
        number_of("x")


def test_the_heading_offers_its_filter_and_shows_that_it_is_on(live: Live, qtbot: QtBot) -> None:
    table = RankingView(live)
    qtbot.addWidget(table)
    menu = table.columns.menu_of(table.model().column("market"))
    assert menu.actions()[0].text() == "Show only by “Market”…"
    with qtbot.waitSignal(table.columns.filter_wanted) as asked:
        menu.actions()[0].trigger()
    assert asked.args == ["market"]
    table.columns.show_filtered(["market"])
    table.grab()
    menu.deleteLater()


def test_filters_and_order_come_back_with_the_campaign(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.window.rank.filter_strip.put(Filter("market", "Data", True), Filter("rank", high=80)))
    page.after(lambda: page.window.rank.ranking.columns.read_in(("audience", False)))
    shown = page.live.listing.window(0, 500).index.tolist()
    page.close()
    again = WindowPage(qtbot, tmp_path)
    again.open_sample()
    assert [chip.text() for chip in again.window.rank.filter_strip.chips] == ["Market: Data", "Rank ≤ 80"]
    assert again.window.rank.ranking.columns.sorted == ("audience", False)
    assert again.window.rank.ranking.columns.filtered == {"market", "rank"}
    assert again.live.listing.window(0, 500).index.tolist() == shown
    again.after(lambda: again.trigger("choosing.everyone"))
    again.after(lambda: again.trigger("ranking.rank_order"))
    assert again.program.session.view_state == "" and again.live.filtered is None
    again.close()


def test_another_workspace_begins_with_everybody(sample_window: WindowPage, tmp_path: Path) -> None:
    sample_window.after(lambda: sample_window.window.rank.filter_strip.put(Filter("market", "Data", True)))
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "copy.entregent").write_bytes((tmp_path / "sample.entregent").read_bytes())
    sample_window.after(lambda: sample_window.program.session.save_view_state(""))
    sample_window.open(tmp_path / "second" / "copy.entregent")
    assert [chip.text() for chip in sample_window.window.rank.filter_strip.chips] == ["Market: Data"]
    sample_window.open(tmp_path / "sample.entregent")
    assert not sample_window.window.rank.filter_strip.filters and sample_window.live.filtered is None
    assert sample_window.window.findChildren(Chip) == [] or sample_window.window.rank.filter_strip.isHidden()
