"""Spans: the flagged part of a history, as what begins and ends it, its numbers, and what is left without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.model import UNDATED, BoolArray, FloatArray, IntArray, LongArray
from core.scoring.states import States
from core.scoring.windows import GROWTH_FLAGS, REACTION_FLAGS, Windows, cover_rows

GRACE_DAYS = 28
"""How long after its last day what was set aside still covers the same flag; what goes on longer is raised again."""


@dataclass(frozen=True)
class SetAside:
    """A flag of one ``person`` (place) that somebody set aside; the first and last day (since 1970) it spoke of."""

    person: int
    flag: str
    first: int
    last: int

    def moved(self, person: int) -> SetAside:
        """The same of another place."""
        return replace(self, person=person)


@dataclass(frozen=True)
class Span:
    """One flagged span of a person's dates; days since 1970, both belong to it.

    ``numbers``: ``audience_from`` and ``audience_to``, ``reactions_usual`` (per post, before it, or after where
    nothing was known before) and ``reactions_within`` (means of logarithms, so that one date does not decide),
    ``dates``, and ``week_percent``, the audience's growth a week. What is not known is left out.
    """

    person: int
    flag: str
    first: int
    last: int
    numbers: Mapping[str, float]

    def moved(self, person: int) -> Span:
        """The same of another place."""
        return replace(self, person=person)


def drop_set_aside(found: States, windows: Windows, set_aside: Sequence[SetAside]) -> Windows:
    """The windows without those that end on a span somebody set aside, or soon after it."""
    if not set_aside:
        return windows
    hit = {name: rows.copy() for name, rows in windows.hit.items()}
    for one in set_aside:
        if one.flag in hit and 0 <= one.person < len(found.start) - 1:
            rows = slice(found.start[one.person], found.start[one.person + 1])
            day = found.day[rows]
            hit[one.flag][rows] &= (day < one.first) | (day > one.last + GRACE_DAYS)
    return Windows(hit, windows.begin)


def people_flagged(found: States, windows: Windows) -> dict[str, BoolArray]:
    """For each flag who (n people) has a window of it."""
    return {name: _mark_people(hit, found.start) for name, hit in windows.hit.items()}


def find_spans(found: States, windows: Windows) -> list[Span]:
    """Every span, by person, flag and day: windows of one flag that touch are one."""
    spans = [
        Span(person, flag, int(found.day[i]), int(found.day[j]), _list_numbers(found, person, i, j))
        for flag in windows.hit
        for person, i, j in _join_windows(found, windows, flag)
        if found.day[i] != UNDATED
    ]
    return sorted(spans, key=lambda one: (one.person, one.first, one.flag))


def without_spans(found: States, windows: Windows, peers: IntArray) -> States:
    """The states as they would be had nothing flagged happened.

    What an audience gained within a flagged span is taken off from there on: it stays bought. Reactions within one
    are those stated last before it; not known, where there were none. Of whoever lies far above similar accounts
    (``peers`` 1) the reactions are not known, far below (-1) the audience is not.
    """
    grown, received = (_cover_rows(found, windows, flags) for flags in (GROWTH_FLAGS, REACTION_FLAGS))
    side = np.repeat(peers, np.diff(found.start))
    reactions = _carry_past(found, received)
    return replace(
        found,
        audience=np.where(side < 0, np.nan, found.audience / _gain_within(found, grown)),
        reactions=np.where(side > 0, np.nan, reactions),
    )


def _mark_people(rows: BoolArray, start: LongArray) -> BoolArray:
    total = np.concatenate([[0], np.cumsum(rows)])
    marked: BoolArray = total[start[1:]] > total[start[:-1]]
    return marked


def _cover_rows(found: States, windows: Windows, flags: Sequence[str]) -> BoolArray:
    """The rows within any window of these flags, the row before it left out."""
    covered = np.zeros(len(found.day), np.bool_)
    place = np.arange(len(found.day))
    for flag in flags:
        if windows.hit[flag].any():
            covered |= cover_rows(windows.hit[flag], np.minimum(windows.begin[flag] + 1, place))
    return covered


def _gain_within(found: States, rows: BoolArray) -> FloatArray:
    """By what factor the audience had grown within these rows up to each date; never less than 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(found.audience)
        step = np.diff(log, prepend=log[:1])
    step[found.start[:-1][np.diff(found.start) > 0]] = 0.0
    gained = np.cumsum(np.where(rows & np.isfinite(step), np.maximum(step, 0.0), 0.0))
    count = np.diff(found.start)
    before = np.concatenate([[0.0], gained])[found.start[:-1]]
    factor: FloatArray = np.exp(gained - np.repeat(before, count))
    return factor


def _carry_past(found: States, rows: BoolArray) -> FloatArray:
    """Reactions with those of these rows replaced by the person's last ones before."""
    place = np.arange(len(rows))
    latest = np.maximum.accumulate(np.where(rows, -1, place))
    first = np.repeat(found.start[:-1], np.diff(found.start))
    known = latest >= first
    reactions: FloatArray = np.where(known, found.reactions[np.maximum(latest, 0)], np.nan)
    return reactions


def _join_windows(found: States, windows: Windows, flag: str) -> Iterator[tuple[int, int, int]]:
    """(person, first row, last row) of each span of one flag."""
    end = np.flatnonzero(windows.hit[flag])
    begin = windows.begin[flag][end]
    person = np.searchsorted(found.start, end, side="right") - 1
    span: list[int] = []
    for who, i, j in zip(person.tolist(), begin.tolist(), end.tolist(), strict=True):
        if span and span[0] == who and i <= span[2]:
            span = [who, min(span[1], i), j]
            continue
        if span:
            yield span[0], span[1], span[2]
        span = [who, i, j]
    if span:
        yield span[0], span[1], span[2]


def _list_numbers(found: States, person: int, i: int, j: int) -> dict[str, float]:
    """What a span from row i to row j is told by."""
    first, after = int(found.start[person]), int(found.start[person + 1])
    days = int(found.day[j] - found.day[i])
    numbers = {"audience_from": float(found.audience[i]), "audience_to": float(found.audience[j])}
    if days and numbers["audience_from"] > 0:
        ratio = numbers["audience_to"] / numbers["audience_from"]
        numbers["week_percent"] = 100.0 * (ratio ** (7.0 / days) - 1.0) if ratio > 0 else -100.0
    usual = _mean_log(found.reactions[first : i + 1])
    numbers["reactions_usual"] = usual if not np.isnan(usual) else _mean_log(found.reactions[j + 1 : after])
    numbers["reactions_within"] = _mean_log(found.reactions[min(i + 1, j) : j + 1])
    numbers["dates"] = float(j - i + 1)
    return {name: value for name, value in numbers.items() if not np.isnan(value)}


def _mean_log(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(np.expm1(np.log1p(known).mean())) if len(known) else float("nan")
