"""The overlooked and the loud."""

from __future__ import annotations

import numpy as np

from core.campaign.lists import loud_rows, overlooked_rows
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, RANKED, Axis, Candidates

NAN = np.nan


def people(
    score: list[int],
    credibility: list[int],
    state: list[int] | None = None,
    unknown: tuple[int, ...] = (),
    offline: tuple[int, ...] = (),
) -> Candidates:
    n = len(score)
    known = ~np.isin(np.arange(n), unknown)
    value = np.array(credibility, np.int32)
    points = np.array(score, np.int32)
    return Candidates(
        Axis(points, points, points, known & ~np.isin(np.arange(n), offline)),
        Axis(value, value, value, known),
        np.array(state or [RANKED] * n, np.int8),
        np.isin(np.arange(n), offline),
    )


def test_high_credibility_under_the_cut_off() -> None:
    found = people([5900, 0, 6000, 5900, 100], [9700, 8000, 9900, 7499, 9700], offline=(1,))
    assert overlooked_rows(found, 6000).tolist() == [4, 0, 1]


def test_high_score_with_no_standing_found() -> None:
    found = people([7000, 9000, 9000, 5999, 8000], [5000, 5000, 100, 0, 0])
    assert loud_rows(found, np.array([0, 0, 0, 0, NAN]), 6000).tolist() == [2, 1, 0]


def test_those_who_do_not_compete_and_stand_ins_are_left_out() -> None:
    state = [RANKED, EXCLUDED, OUT_OF_MARKET, PINNED, APART, RANKED]
    found = people([9000] * 6, [9000] * 6, state, unknown=(5,))
    assert loud_rows(found, np.zeros(6), 6000).tolist() == [0, 3, 4]
    assert overlooked_rows(found, 9500).tolist() == [0, 3, 4]
