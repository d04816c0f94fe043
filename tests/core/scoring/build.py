"""Observations from readable rows: ``row(person, day, channel, audience=1000, likes=5)``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from core.model import UNDATED
from core.scoring.observations import Observations

CHANNELS = ("web", "twitter", "youtube", "tiktok")


@dataclass(frozen=True)
class Row:
    person: int
    day: int
    channel: int = 0
    metrics: dict[str, float] = field(default_factory=dict)
    per_post: bool = False

    def having(self, **metrics: float) -> Row:
        return replace(self, metrics={**self.metrics, **metrics})


def row(person: int, day: int | None = 0, channel: int = 0, per_post: bool = False, **metrics: float) -> Row:
    return Row(person, UNDATED if day is None else day, channel, metrics, per_post)


def observations(rows: list[Row], n_people: int | None = None) -> Observations:
    rows = sorted(rows, key=lambda r: r.person)
    names = sorted({name for r in rows for name in r.metrics})
    return Observations(
        np.array([r.person for r in rows], np.int64),
        np.array([r.channel for r in rows], np.int16),
        np.array([r.day for r in rows], np.int64),
        {name: np.array([r.metrics.get(name, np.nan) for r in rows], np.float64) for name in names},
        np.array([r.per_post for r in rows], np.bool_),
        n_people if n_people is not None else max((r.person for r in rows), default=-1) + 1,
        CHANNELS,
    )
