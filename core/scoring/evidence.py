"""Evidence of flags: for everybody flagged the spans of dates that are, with their numbers, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.i18n import day as day_words
from core.i18n import integer, percent, tr, trn
from core.model import UNDATED, BoolArray, to_date
from core.scoring.flags import flag_words
from core.scoring.model import ScoreModel
from core.scoring.observations import Observations
from core.scoring.peers import Peers
from core.scoring.score import RECENT_ROWS, Scores, Terms, counted, find_peers
from core.scoring.spans import Span, drop_set_aside, find_spans
from core.scoring.states import States, states
from core.scoring.windows import BOUGHT_FLAGS, GROWTH_FLAGS, find_windows

GROWING = (*GROWTH_FLAGS, "halving")
"""Flags of the audience: told by how it changed."""


@dataclass(frozen=True)
class Evidence:
    """A flagged ``span``; ``reason`` is why it was set aside, None where it was not."""

    span: Span
    reason: str | None = None


def find_evidence(
    observations: Observations, model: ScoreModel, terms: Terms, scores: Scores, reasons: Sequence[str] = ()
) -> list[Evidence]:
    """The spans of everybody who bears a flag of bought noise or of halving, by person and day; ``reasons`` are those
    of ``terms.set_aside``, in its order. ``Span.person`` is the place among all."""
    wanted = np.any([scores.flags[flag] for flag in (*BOUGHT_FLAGS, "halving")], axis=0)
    places = np.flatnonzero(wanted)
    aside = [
        Evidence(Span(one.person, one.flag, one.first, one.last, {}), reason)
        for one, reason in zip(terms.set_aside, reasons, strict=True)
    ]
    if not len(places):
        return aside
    left = counted(observations, model, terms).observations
    found = states(left.of_people(wanted), model.reactions_per_view)
    own = [one.moved(int(np.searchsorted(places, one.person))) for one in terms.set_aside if wanted[one.person]]
    windows = drop_set_aside(found, find_windows(found, model.window_rules, model.flags), own)
    spans = [span.moved(int(places[span.person])) for span in find_spans(found, windows)]
    if scores.flags["peers"].any():
        spans += _compare_spans(found, places.tolist(), scores.flags["peers"], find_peers(left, model))
    return sorted([*map(Evidence, spans), *aside], key=lambda one: (one.span.person, one.span.first, one.span.flag))


def evidence_json(one: Evidence) -> dict[str, Any]:
    """A span as plain data: flag, from and to (days as texts), its numbers, and why it was set aside, or None."""
    days = (to_date(one.span.first), to_date(one.span.last))
    return {
        "flag": one.span.flag,
        "from": days[0].isoformat() if days[0] else None,
        "to": days[1].isoformat() if days[1] else None,
        "numbers": {name: round(value, 2) for name, value in one.span.numbers.items()},
        "set_aside": one.reason,
    }


def span_words(one: Evidence) -> str:
    """Which flag speaks of which days, and why it was set aside where it was."""
    first, last = (day_words(to_date(day), "medium") for day in (one.span.first, one.span.last))
    name = flag_words(one.span.flag).partition(":")[0].strip()
    head = tr("{flag}, {first} to {last}", flag=name, first=first, last=last)
    return head if one.reason is None else tr("{what}: set aside, {reason}", what=head, reason=one.reason)


def evidence_words(one: Evidence) -> str:
    """The same with its numbers, in one sentence."""
    said = ", ".join(_say_numbers(one.span.flag, one.span.numbers)) if one.reason is None else ""
    return f"{span_words(one)}{tr(': ')}{said}." if said else f"{span_words(one)}."


def _say_numbers(flag: str, numbers: Mapping[str, float]) -> Iterator[str]:
    """What is known of a span, a phrase each: of growth what grew and what did not, of reactions what is usual."""
    whole = {name: integer(round(value)) for name, value in numbers.items()}
    if flag in GROWING:
        if "audience_from" in whole and "audience_to" in whole:
            yield tr("audience {before} → {after}", before=whole["audience_from"], after=whole["audience_to"])
        if "week_percent" in numbers:
            yield tr("{percent} a week", percent=percent(numbers["week_percent"], 1))
        if "reactions_usual" in whole and "reactions_within" in whole:
            usual, within = whole["reactions_usual"], whole["reactions_within"]
            yield tr("reactions per post {before} → {after}", before=usual, after=within)
        return
    if "reactions_within" in whole:
        yield trn("{n} reaction to a post", "{n} reactions to a post", round(numbers["reactions_within"]))
    if "reactions_usual" in whole and flag != "peers":
        yield tr("usually {n}", n=whole["reactions_usual"])
    if "reactions_low" in whole:
        low, high = whole["reactions_low"], whole["reactions_high"]
        yield tr("similar accounts {low} to {high}", low=low, high=high)
    if flag == "beyond" and "audience_to" in whole:
        yield tr("audience {value}", value=whole["audience_to"])


def _compare_spans(found: States, places: Sequence[int], far: BoolArray, peers: Peers) -> list[Span]:
    """The newest dates of whoever lies far from similar accounts, with what those receive."""
    spans = []
    for own, place in enumerate(places):
        first, after = int(found.start[own]), int(found.start[own + 1])
        first = max(first, after - RECENT_ROWS)
        if not far[place] or after <= first or found.day[first] == UNDATED:
            continue
        heard = found.reactions[first:after]
        heard = heard[found.reacted[first:after] & (heard > 0)]
        numbers = {
            "audience_from": float(found.audience[first]),
            "audience_to": float(found.audience[after - 1]),
            "reactions_within": float(np.exp(np.log(heard).mean())),
            "reactions_usual": float(peers.usual[place]),
            "reactions_low": float(peers.low[place]),
            "reactions_high": float(peers.high[place]),
            "dates": float(len(heard)),
        }
        known = {name: value for name, value in numbers.items() if not np.isnan(value)}
        spans.append(Span(place, "peers", int(found.day[first]), int(found.day[after - 1]), known))
    return spans
