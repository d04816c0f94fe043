"""Boards of invented candidates for the window's tests, benchmarks and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from core.campaign.board import Board
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, Axis, Campaign, Candidates, CodedTexts, TextList, packed
from core.ranking.total import ranks
from core.ranking.unknown import stand_in

MARKETS = ("B2B tech", "Mobility", "Data")
FEW_MARKS = 20


class Numbered:
    """``Texts`` such as "Candidate 118", made when they are asked for."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n

    def take(self, places: Sequence[int]) -> list[str]:
        return [f"Candidate {place + 1:03d}" for place in places]


class Cycled(Numbered):
    """``Texts`` of a few markets."""

    def take(self, places: Sequence[int]) -> list[str]:
        return [MARKETS[place * 7 % 11 % 3] for place in places]


def _side(rng: np.random.Generator, n: int, low: float, unknown: float, doubt: float) -> Axis:
    value = np.clip(rng.normal(low, 19, n) * 100, 0, 10000).astype(np.int32)
    known = rng.random(n) >= unknown
    wide = np.where(rng.random(n) < doubt, rng.integers(200, 2500, n), 0).astype(np.int32)
    low_bound = np.where(known, np.maximum(value - wide, 0), 0).astype(np.int32)
    high = np.where(known, np.minimum(value + wide, 10000), 10000).astype(np.int32)
    return Axis(stand_in(value, known), low_bound, high, known)


def board(n: int = 512, seed: int = 3, seats: int = 40, weight: int = 420, marks: bool = True, name: str = "") -> Board:
    """``marks``: some are pinned, excluded, off line, set apart or count elsewhere."""
    rng = np.random.default_rng(seed)
    score, credibility = _side(rng, n, 47, 0.02, 0.05), _side(rng, n, 50, 0.15, 0.12)
    state, offline = np.zeros(n, np.int8), np.zeros(n, np.bool_)
    if marks and n >= FEW_MARKS:
        some = rng.permutation(n)
        state[some[:2]], state[some[2:5]] = PINNED, EXCLUDED
        state[some[5:8]], state[some[8:10]] = OUT_OF_MARKET, APART
        offline[some[10:14]] = True
        zero = np.where(offline, 0, score.value).astype(np.int32)
        bounds = [np.where(offline, 0, side).astype(np.int32) for side in (score.low, score.high)]
        score = Axis(zero, *bounds, score.known | offline)
        best = np.where(offline, 9500, credibility.value).astype(np.int32)
        credibility = Axis(
            best,
            *(np.where(offline, best, side).astype(np.int32) for side in _bounds(credibility)),
            credibility.known | offline,
        )
    candidates = Candidates(score, credibility, state, offline)
    campaign = Campaign(
        1, name or "Autumn preview", date(2027, 3, 12), "Paris", "B2B technology", seats, weight, cutoff=60
    )
    return _made(campaign, candidates, n, rng)


def _bounds(axis: Axis) -> tuple[np.ndarray, np.ndarray]:
    return axis.low, axis.high


def _made(campaign: Campaign, candidates: Candidates, n: int, rng: np.random.Generator) -> Board:
    nothing = np.full(n, -1, np.int32)
    return Board(
        campaign=campaign,
        person=np.arange(n, dtype=np.int64) * 3 + 1,
        key=Numbered(n),
        name=Numbered(n),
        market=Cycled(n),
        country=Cycled(n),
        organisation=Cycled(n),
        candidates=candidates,
        audience=np.exp(rng.normal(9, 2, n)),
        speed=candidates.score.value,
        cruise=candidates.score.value,
        components=dict.fromkeys(("reach", "amplification", "network"), candidates.score.value),
        levels=dict.fromkeys(("profession", "network", "standing", "peers"), nothing),
        age=np.zeros(n, np.int32),
        rank_by_score=ranks(candidates, 0).rank,
        flags={},
        score_model="entregent-2026.1#0",
        rubric="default 1",
        version=1,
        language=CodedTexts((np.arange(n) % 3 > 0).astype(np.uint8), packed(["en", "fr"])),
    )


def named(made: Board, names: list[str]) -> Board:
    """The same board with these names."""
    return replace(made, name=TextList(names))
