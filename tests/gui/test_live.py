"""What joins board, ranking and weight: what it says, what outlives a change of data, and what is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from core.campaign.board import Board
from core.model import Progress, no_progress
from core.ranking.stability import stability
from gui.desk import off_thread
from gui.desk.live import Live
from gui.desk.off_thread import first_weight_from
from tests.gui.fiction import board


def counted(signal: Any) -> list[tuple[Any, ...]]:
    heard: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def test_a_weight_is_told_once_and_cut_to_its_range(live: Live) -> None:
    moved = counted(live.moved)
    live.set_weight(430)
    live.set_weight(430)
    live.set_weight(2000)
    assert live.weight == 1000
    live.set_weight(-5)
    assert (live.weight, len(moved)) == (0, 3)


def test_a_weight_that_stands_still_is_settled(live: Live, qtbot: Any) -> None:
    with qtbot.waitSignal(live.settled, timeout=2000) as settled:
        live.set_weight(430)
        live.set_weight(440)
    assert settled.args == [440]


def test_the_next_change_is_the_first_weight_with_another_list(live: Live) -> None:
    start = set(live.ranking.invited().tolist())
    after = live.change_after()
    for weight in range(live.weight, after):
        live.ranking.move(weight)
        assert set(live.ranking.invited().tolist()) == start
    live.ranking.move(after)
    assert set(live.ranking.invited().tolist()) != start
    before = live.change_before()
    live.ranking.move(before)
    assert before == after - 1
    assert set(live.ranking.invited().tolist()) == start


@given(st.floats(0, 1))
def test_weights_are_rounded_up_to_the_first_that_is_not_below(bound: float) -> None:
    weight = first_weight_from(bound)
    assert weight / 1000 >= bound
    assert weight == 0 or (weight - 1) / 1000 < bound


def test_at_the_ends_nothing_changes_further(live: Live) -> None:
    live.set_weight(1000)
    assert live.change_after() is None
    live.set_weight(0)
    assert live.change_before() is None


def test_a_new_board_keeps_weight_selection_filter_and_reading_order(live: Live) -> None:
    live.set_weight(600)
    live.select(5, [5, 7])
    live.show_only(lambda b: b.candidates.score.value > 5000)
    live.sort_by(lambda b: b.candidates.score.value)
    after = replace(live.board, person=live.board.person - 1, version=2)
    live.show(after)
    assert live.weight == 600
    assert live.sorted_for_reading and live.filtered is not None
    assert live.selected is None, "another person id is another person"
    live.select(5, [5, 7])
    live.show(replace(after, version=3))
    assert (live.selected, live.chosen.tolist()) == (5, [5, 7])


def test_the_campaigns_own_new_weight_wins_and_so_does_another_campaign(live: Live) -> None:
    live.set_weight(600)
    live.select(5)
    live.show(replace(live.board, campaign=replace(live.board.campaign, weight=300)))
    assert live.weight == 300
    live.set_weight(600)
    live.show(replace(live.board, campaign=replace(live.board.campaign, id=2)))
    assert (live.weight, live.selected) == (300, None)


def test_late_answers_are_dropped(qapp: QApplication) -> None:
    waiting: list[tuple[str, Callable[[Progress], object], Callable[[Any], None]]] = []
    live = Live(lambda kind, work, then: waiting.append((kind, work, then)))
    live.show(board(60, seats=10))
    old = next(then for kind, _, then in waiting if kind == "stability")
    first = live.board
    live.show(board(50, seed=9, seats=10))
    old(stability(first.candidates, 10))
    assert live.stability is None
    for _kind, work, then in waiting[2:]:
        then(work(no_progress))
    assert live.stability is not None
    assert live.triage is not None


def test_seats_move_the_line_and_renew_the_intervals(live: Live) -> None:
    live.set_seats(10)
    assert len(live.ranking.invited()) == 10
    assert live.stability.seats == 10


@pytest.mark.parametrize("weight", [0, 420, 1000])
def test_the_line_stands_below_the_last_to_hold_a_seat(live: Live, weight: int) -> None:
    live.set_weight(weight)
    after = live.line_after()
    assert int(live.ranking.window(after - 1, 1).index[0]) == live.ranking.line.index


def test_in_a_filtered_list_the_line_stands_among_those_shown(live: Live) -> None:
    live.show_only(lambda b: b.candidates.score.value > 6000)
    after = live.line_after()
    assert live.listing.window(0, after).is_in.all()
    assert not live.listing.window(after, 1).is_in.any()


def test_a_reading_order_has_no_line_and_keeps_the_ranks(live: Live) -> None:
    live.sort_by(lambda b: b.candidates.score.value, descending=True)
    window = live.listing.window(0, 20)
    score = live.board.candidates.score.value[window.index]
    assert (np.diff(score) <= 0).all()
    assert live.line_after() is None
    assert np.array_equal(window.rank, live.ranking.rank_of(window.index))
    assert live.listing.place_of(int(window.index[7])) == 7


def test_chosen_candidates_are_known_however_many(live: Live) -> None:
    assert not live.is_chosen(np.arange(3)).any()
    live.select(4, [9, 4, 9])
    assert live.chosen.tolist() == [4, 9]
    assert live.is_chosen(np.array([3, 4, 9, 500])).tolist() == [False, True, True, False]


def test_without_a_board_nothing_happens(qapp: QApplication) -> None:
    live = Live()
    live.set_weight(100)
    live.set_seats(3)
    assert (live.weight, live.seats, live.line_after()) == (500, 0, None)
    assert live.change_after() is None and live.change_before() is None


def test_a_board_of_nobody_can_be_shown(qapp: QApplication) -> None:
    live = Live()
    live.show(board(0))
    live.set_weight(100)
    assert len(live.listing) == 0
    assert live.line_after() is None


def test_a_plain_mask_is_good_for_one_board(live: Live) -> None:
    live.show_only(live.board.candidates.score.value > 6000)
    assert len(live.listing) < len(live.board)
    live.show(replace(live.board, version=2))
    assert len(live.listing) == len(live.board)


def test_a_long_list_is_put_in_reading_order_off_the_windows_thread(qapp: QApplication) -> None:
    waiting: list[tuple[str, Callable[[Progress], object], Callable[[Any], None]]] = []
    live = Live(lambda kind, work, then: waiting.append((kind, work, then)))
    live.show(board(20_001, seats=5))
    live.sort_by(lambda b: b.candidates.score.value)
    kind, work, then = waiting[-1]
    assert kind == "order" and live.line_after() is not None
    then(work(no_progress))
    assert live.line_after() is None
    live.sort_by(None)
    then(work(no_progress))
    assert live.line_after() is not None, "a late order is dropped"


RULES = '{"per_organisation": 18, "floors": [{"kind": "market", "value": "data", "n": 15}]}'


def ruled_board(**choices: Any) -> Board:
    plain = board()
    return replace(plain, campaign=replace(plain.campaign, rules=RULES), **choices)


def test_under_rules_the_seats_follow_every_move_and_agree_with_the_intervals(live: Live) -> None:
    live.show(ruled_board())
    for weight in range(0, 1001, 125):
        live.set_weight(weight)
        held = live.ranking.invited()
        assert live.selection is None
        assert np.sort(held).tolist() == [
            row
            for row in range(512)
            if any(a <= weight / 1000 and (weight / 1000 < b or b == 1) for a, b in live.stability.intervals(row))
        ]
        markets = live.board.market.take(held.tolist())
        assert markets.count("Data") >= 15
        live._end_move()
        assert sorted(live.selection.rows.tolist()) == np.sort(held).tolist()


def test_under_rules_the_next_change_is_the_next_other_list(live: Live) -> None:
    live.show(ruled_board())
    start, after = set(live.ranking.invited().tolist()), live.change_after()
    live.set_weight(after - 1)
    assert set(live.ranking.invited().tolist()) == start
    live.set_weight(after)
    assert set(live.ranking.invited().tolist()) != start


def test_long_work_is_done_in_parts_and_let_go_by_the_next_change(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(off_thread, "WORK_AT_ONCE_S", 0.0)
    waiting: list[tuple[str, Callable[[Progress], object], Callable[[Any], None]]] = []
    live = Live(lambda kind, work, then: waiting.append((kind, work, then)))
    live.show(ruled_board())
    kind, work, then = waiting.pop(0)
    then(work(no_progress))
    assert kind == "stability" and live.stability is None and waiting[-1][0] == "stability"
    live.set_seats(12)
    _, work, then = next(each for each in waiting if each[0] == "stability")
    count = len(waiting)
    then(work(no_progress))
    assert len(waiting) == count, "what was asked for other seats is not gone on with"


def test_rules_that_clash_leave_plain_intervals_and_say_why(live: Live) -> None:
    plain = live.stability.row.tolist()
    campaign = replace(live.board.campaign, rules='{"floors": [{"kind": "market", "value": "Atlantis", "n": 1}]}')
    live.show(replace(live.board, campaign=campaign))
    assert live.stability.row.tolist() == plain and "Atlantis" in live.clash
    live.set_weight(100)
    assert live.ranking.chosen is None and live.clash
    live.show(replace(live.board, campaign=replace(campaign, rules="{}")))
    assert not live.clash
