"""Triage under "at most n provisional" is right: every attainable credibility of everybody is tried with the solver."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import Trouble
from core.model import APART, PINNED, RANKED, Axis, BoolArray, Candidates
from core.ranking.rules import AtMost
from core.ranking.selection import best_list
from core.stature.capped import triage_capped
from core.stature.triage import triage, unsettled
from tests.core.stature.test_triage import attainable, campaign
from tests.trust import times

CAMPAIGNS = times(400, 3000)


def invited(candidates: Candidates, provisional: BoolArray, weight: int, seats: int, most: int) -> set[int]:
    cap = AtMost("provisional", np.where(provisional, 0, -1).astype(np.int32), most, of_each=False)
    return set(best_list(candidates, seats, weight, [cap]).tolist())


def assessed(candidates: Candidates, provisional: BoolArray, row: int, value: int) -> tuple[Candidates, BoolArray]:
    """As everybody stands once one person is assessed."""
    side, state, still = candidates.credibility, candidates.state.copy(), provisional.copy()
    values, known = side.value.copy(), side.known.copy()
    values[row], known[row] = value, True
    if state[row] == APART and candidates.score.known[row]:
        state[row] = RANKED
    still[row] = not candidates.score.known[row]
    return replace(candidates, credibility=Axis(values, side.low, side.high, known), state=state), still


@pytest.mark.parametrize("block", range(4))
def test_the_queue_is_who_can_change_the_list_and_no_other(block: int) -> None:
    in_queue = of_all = otherwise = 0
    for seed in range(block, CAMPAIGNS, 4):
        candidates, levels, rubric, weight, seats = campaign(seed)
        rng, provisional = np.random.default_rng(seed), ~(candidates.score.known & candidates.credibility.known)
        most = int(rng.integers(0, 4))
        try:
            before = invited(candidates, provisional, weight, seats, most)
        except Trouble:
            continue
        pinned_anew = (candidates.state == PINNED) & ~candidates.credibility.known
        expected = {
            row
            for row in np.flatnonzero(unsettled(candidates) | pinned_anew).tolist()
            for value in attainable(levels, rubric, row).tolist()
            if invited(*assessed(candidates, provisional, row, value), weight, seats, most) != before
        }
        found = triage_capped(candidates, weight, seats, provisional, most).tolist()
        assert len(found) == len(set(found)) and set(found) == expected, seed
        in_queue, of_all = in_queue + len(expected), of_all + len(candidates)
        otherwise += expected != set(triage(candidates, weight, seats).tolist())
    assert 0.1 < in_queue / of_all < 0.9 and otherwise > 10, "campaigns that try both answers, and the rule"


def test_a_cap_that_never_binds_asks_whom_the_plain_rule_asks() -> None:
    for seed in range(200):
        candidates, _, _, weight, seats = campaign(seed)
        provisional = ~(candidates.score.known & candidates.credibility.known)
        plain = triage(candidates, weight, seats).tolist()
        assert sorted(triage_capped(candidates, weight, seats, provisional, 99).tolist()) == sorted(plain), seed


def test_pins_that_break_the_rule_leave_the_plain_triage() -> None:
    candidates, _, _, weight, seats = campaign(3)
    candidates = replace(candidates, state=np.full(len(candidates), PINNED, np.int8))
    everyone = np.ones(len(candidates), np.bool_)
    assert triage_capped(candidates, weight, seats, everyone, 0).tolist() == triage(candidates, weight, seats).tolist()
