"""Observations: what was seen of people, on which channel and day, as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from core.model import METRICS, BoolArray, FloatArray, LongArray


@dataclass(frozen=True)
class Observations:
    """m observations of ``n_people`` people, in long columns.

    ``person`` (int64, 0..n-1) never falls; ``channel`` (int16) is a code into ``channels``; ``day`` (int64) counts
    from 1970-01-01 and may be ``UNDATED``; ``metrics`` holds, by name of ``core.model.METRICS``, m numbers that are
    not negative, NaN where missing; rates and quality are percent. ``per_post`` says that the reactions are averages
    per post already. Raises ``ValueError`` where the columns do not fit together.
    """

    person: LongArray
    channel: NDArray[np.int16]
    day: LongArray
    metrics: Mapping[str, FloatArray]
    per_post: BoolArray
    n_people: int
    channels: tuple[str, ...] = field(default=("web",))

    def __post_init__(self) -> None:
        lengths = {len(self.channel), len(self.day), len(self.per_post), *map(len, self.metrics.values())}
        if lengths != {len(self.person)}:
            raise ValueError("the columns of observations differ in length")
        if not set(self.metrics) <= set(METRICS):
            raise ValueError("an unknown metric")
        if len(self.person) and not (
            self.person[0] >= 0 and self.person[-1] < self.n_people and bool((np.diff(self.person) >= 0).all())
        ):
            raise ValueError("observations run by person, from 0 to n - 1")

    def __len__(self) -> int:
        return len(self.person)

    def metric(self, name: str) -> FloatArray:
        """One metric's m values; all NaN where nothing was observed of it."""
        found = self.metrics.get(name)
        return np.full(len(self), np.nan) if found is None else found

    def keep(self, rows: BoolArray | slice) -> Observations:
        """The observations of these rows only, people keeping their numbers."""
        metrics = {name: column[rows] for name, column in self.metrics.items()}
        return Observations(
            self.person[rows],
            self.channel[rows],
            self.day[rows],
            metrics,
            self.per_post[rows],
            self.n_people,
            self.channels,
        )

    def of_people(self, wanted: BoolArray) -> Observations:
        """The observations of these people (n booleans) alone, numbered anew from 0 in the same order."""
        left = self.keep(wanted[self.person])
        return replace(left, person=(np.cumsum(wanted) - 1)[left.person], n_people=int(wanted.sum()))

    def block(self, people_from: int, people_to: int, first: int, last: int) -> Observations:
        """The people ``people_from .. people_to - 1``, whose rows are ``first .. last - 1``, renumbered from 0."""
        rows = slice(first, last)
        metrics = {name: column[rows] for name, column in self.metrics.items()}
        return Observations(
            self.person[rows] - people_from,
            self.channel[rows],
            self.day[rows],
            metrics,
            self.per_post[rows],
            people_to - people_from,
            self.channels,
        )


def is_ordered(person: LongArray, day: LongArray, channel: NDArray[np.int16]) -> bool:
    """Whether rows stand by person, day and channel, as a workspace gives them."""
    later = (person[1:] > person[:-1]) | (day[1:] > day[:-1])
    same_day = (person[1:] == person[:-1]) & (day[1:] == day[:-1]) & (channel[1:] >= channel[:-1])
    return bool((later & (person[1:] >= person[:-1]) | same_day).all())
