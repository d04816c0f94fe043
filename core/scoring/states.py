"""States: what is known of each person at each of their days, all channels together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.model import UNDATED, BoolArray, FloatArray, LongArray
from core.scoring.observations import Observations, is_ordered

REACTIONS = ("likes", "comments", "shares", "mentions")
# Carried forward each on its own; a row that states reactions in any way replaces both forms of them.
_ALONE = ("audience", "visits", "voice", "listed", "inbound_links", "audience_quality")
_TOGETHER = ("reactions", "rate")


@dataclass(frozen=True)
class States:
    """s states in order of person and day; ``start`` (n + 1 places) says where each person's begin.

    ``reactions`` is per post; NaN is "not known". ``silent`` says that no post at all was observed. ``noted`` and
    ``reacted`` say where an audience, and reactions, were stated on that very day and not carried forward.
    """

    start: LongArray
    day: LongArray
    audience: FloatArray
    reactions: FloatArray
    listed: FloatArray
    inbound_links: FloatArray
    audience_quality: FloatArray
    silent: BoolArray
    noted: BoolArray
    reacted: BoolArray


@dataclass(frozen=True)
class _Rows:
    """Observations in order of person, day and channel, one row each, as values the state is built from."""

    person: LongArray
    day: LongArray
    channel: NDArray[np.int16]
    values: dict[str, FloatArray]


def states(observations: Observations, reactions_per_view: float) -> States:
    """The state of each person at each of their days: the latest known value of each channel, carried forward.

    Audience, lists and links are summed over channels; quality is the channels' mean; reactions per post are those of
    the channel where people react most, a rate counting on the audience it was stated for. So splitting one
    observation's audience over two channels changes nothing, and no second channel can lower the first.
    Undated values count only where the person has no dated value of the kind.
    """
    rows = _without_stale_undated(_order_rows(observations, reactions_per_view))
    new = _mark_changes(rows.person, rows.day)
    step = np.cumsum(new) - 1
    person, day = rows.person[new], rows.day[new]
    start = np.searchsorted(person, np.arange(observations.n_people + 1)).astype(np.int64)
    found = _sum_channels(rows, step, start[person] if len(person) else person)
    keep = _dated_only(day, start, person)
    start = np.concatenate([[0], np.cumsum(keep)])[start].astype(np.int64)
    return States(start, day[keep], **{name: column[keep] for name, column in found.items()})  # type: ignore[arg-type]


def _order_rows(observations: Observations, reactions_per_view: float) -> _Rows:
    """Rows in order, those of the same person, day and channel joined by the larger of their values."""
    values = _row_values(observations, reactions_per_view)
    person, day, channel = observations.person, observations.day, observations.channel
    if not is_ordered(person, day, channel):
        order = np.lexsort((channel, day, person))
        person, day, channel = person[order], day[order], channel[order]
        values = {name: column[order] for name, column in values.items()}
    new = _mark_changes(person, day, channel)
    if not new.all():
        first = np.flatnonzero(new)
        person, day, channel = person[first], day[first], channel[first]
        values = {name: np.fmax.reduceat(column, first) for name, column in values.items()}
    return _Rows(person, day, channel, values)


def _row_values(seen: Observations, reactions_per_view: float) -> dict[str, FloatArray]:
    """Each row's values; its reactions per post from counts, else from a rate, else from views."""
    posts = seen.metric("posts")
    divisor = np.where(seen.per_post, 1.0, np.fmax(posts, 1.0))
    counts = np.stack([seen.metric(name) for name in REACTIONS])
    counted = np.where(np.isnan(counts).all(axis=0), np.nan, np.nansum(counts, axis=0)) / divisor
    rate = np.where(np.isnan(counted), seen.metric("engagement_rate") / 100.0, np.nan)
    views = seen.metric("views") * reactions_per_view / divisor
    reactions = np.where(np.isnan(counted) & np.isnan(rate), views, counted)
    quiet, active = posts == 0, (posts > 0) | (reactions > 0) | (rate > 0)
    return {
        "audience": seen.metric("audience"),
        "visits": seen.metric("visits"),
        "voice": np.where(quiet, 0.0, np.where(active, 1.0, np.nan)),
        "reactions": np.where(quiet & ~np.isnan(reactions), 0.0, reactions),
        "rate": np.where(quiet & ~np.isnan(rate), 0.0, rate),
        "listed": seen.metric("listed"),
        "inbound_links": seen.metric("inbound_links"),
        "audience_quality": np.minimum(seen.metric("audience_quality"), 100.0),
    }


def _without_stale_undated(rows: _Rows) -> _Rows:
    """Undated values blanked where the same person has a dated value of the kind."""
    undated = rows.day == UNDATED
    if not undated.any() or undated.all():
        return rows
    people = int(rows.person[-1]) + 1
    values = dict(rows.values)
    for kind in [(name,) for name in _ALONE] + [_TOGETHER]:
        stated = ~np.isnan(np.stack([values[name] for name in kind])).all(axis=0)
        dated = np.zeros(people, np.bool_)
        dated[rows.person[stated & ~undated]] = True
        stale = undated & dated[rows.person]
        values.update({name: np.where(stale, np.nan, values[name]) for name in kind})
    return _Rows(rows.person, rows.day, rows.channel, values)


def _sum_channels(rows: _Rows, step: LongArray, first_step: LongArray) -> dict[str, FloatArray | BoolArray]:
    """The channels' carried values brought together, one place a step."""
    size = len(first_step)
    audience, listed, links = (np.full(size, np.nan) for _ in range(3))
    quality, channels_with_quality = np.zeros(size), np.zeros(size)
    best, by_rate, lowest_rate, unrated = (np.full(size, np.nan) for _ in range(4))
    quiet, active, noted, reacted = (np.zeros(size, np.bool_) for _ in range(4))
    for values, stated in _carry_channels(rows, step, first_step):
        own = np.where(np.isnan(values["audience"]), values["visits"], values["audience"])
        audience, listed = _add_known(audience, own), _add_known(listed, values["listed"])
        links = _add_known(links, values["inbound_links"])
        quality += np.nan_to_num(values["audience_quality"])
        channels_with_quality += ~np.isnan(values["audience_quality"])
        best = np.fmax(best, values["reactions"])
        by_rate, lowest_rate = _add_known(by_rate, values["rate"] * own), np.fmin(lowest_rate, values["rate"])
        spoken = ~np.isnan(values["reactions"]) | ~np.isnan(values["rate"])
        unrated = _add_known(unrated, np.where(spoken, np.nan, own))
        quiet |= values["voice"] == 0
        active |= values["voice"] == 1
        noted |= stated["audience"] | stated["visits"]
        reacted |= stated["reactions"]
    reactions = np.fmax(best, _add_known(by_rate, lowest_rate * unrated))
    mean_quality = np.where(channels_with_quality > 0, quality / np.maximum(channels_with_quality, 1), np.nan)
    return {
        "audience": audience,
        "reactions": reactions,
        "listed": listed,
        "inbound_links": links,
        "audience_quality": mean_quality,
        "silent": quiet & ~active,
        "noted": noted,
        "reacted": reacted,
    }


def _carry_channels(
    rows: _Rows, step: LongArray, first_step: LongArray
) -> Iterator[tuple[dict[str, FloatArray], dict[str, BoolArray]]]:
    """For each channel, its values at every step: the latest stated by the person on it so far; and, by the first name
    of each kind, where one was stated."""
    place = np.arange(len(first_step))
    for channel in np.unique(rows.channel):
        mine = rows.channel == channel
        everywhere = len(step) == len(place) and bool(mine.all())
        values: dict[str, FloatArray] = {}
        seen: dict[str, BoolArray] = {}
        for kind in [(name,) for name in _ALONE] + [_TOGETHER]:
            spread = [rows.values[n] if everywhere else _place_column(rows.values[n], mine, step, place) for n in kind]
            stated: BoolArray = ~np.isnan(spread[0])
            for other in spread[1:]:
                stated |= ~np.isnan(other)
            if not stated.all():
                latest = np.maximum.accumulate(np.where(stated, place, -1))
                old = latest < first_step
                spread = [np.where(old, np.nan, column[latest]) for column in spread]
            values.update(zip(kind, spread, strict=True))
            seen[kind[0]] = stated
        yield values, seen


def _place_column(column: FloatArray, mine: BoolArray, step: LongArray, place: LongArray) -> FloatArray:
    out = np.full(len(place), np.nan)
    out[step[mine]] = column[mine]
    return out


def _add_known(left: FloatArray, right: FloatArray) -> FloatArray:
    """A sum in which a missing side is left out, not zero: NaN only where both are missing."""
    total: FloatArray = np.where(np.isnan(left), right, np.where(np.isnan(right), left, left + right))
    return total


def _dated_only(day: LongArray, start: LongArray, person: LongArray) -> BoolArray:
    """The steps that count in time: the undated one only for people without any dated."""
    alone = (np.diff(start) == 1)[person] if len(person) else np.zeros(0, np.bool_)
    counting: BoolArray = (day != UNDATED) | alone
    return counting


def _mark_changes(*columns: NDArray[np.int64] | NDArray[np.int16]) -> BoolArray:
    """True where a row differs from the one before in any of the columns; the first row always does."""
    new = np.zeros(len(columns[0]), np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new
