"""Figures that cannot be: each an issue, and left out until somebody says that it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

from core.importing.checks.notes import Notes
from core.importing.columns.recognise import ColumnUse
from core.model import BoolArray, FloatArray
from core.resources import RESOURCES

LEFT_OUT, AS_STANDS = "left out", "as it stands"
WAYS = (LEFT_OUT, AS_STANDS)


@cache
def limits() -> Mapping[str, Any]:
    """What no figure can be, as data."""
    data: Mapping[str, Any] = json.loads((RESOURCES / "mappings" / "plausible.json").read_text(encoding="utf-8"))
    return data


def leave_out_impossible(notes: Notes, uses: Iterable[ColumnUse], metrics: dict[tuple[str, str], FloatArray]) -> None:
    """Takes out of ``metrics`` what cannot be, in place; each cell is said, and its column asked about. A column whose
    figures somebody said to stand is left alone."""
    for use in uses:
        value = metrics.get((use.field, use.platform))
        if value is None or use.form == AS_STANDS:
            continue
        for beyond, reason in _find_impossible(use, value, metrics):
            odd = beyond & ~np.isnan(metrics[use.field, use.platform])
            if odd.any():
                _leave_out(notes, use, odd, reason)
                metrics[use.field, use.platform] = np.where(odd, np.nan, metrics[use.field, use.platform])


def _find_impossible(
    use: ColumnUse, value: FloatArray, metrics: Mapping[tuple[str, str], FloatArray]
) -> Iterable[tuple[BoolArray, str]]:
    """Which values of a column cannot be, and why, one reason after the other."""
    known, per_audience, outlier = limits()["most"].get(use.field), limits()["per_audience"], limits()["outlier"]
    if known:
        yield value > known["value"], known["reason"]
    audience = metrics.get(("audience", use.platform))
    if use.field in per_audience["fields"] and audience is not None:
        posts = (
            np.ones(len(value)) if use.per_post else metrics.get(("posts", use.platform), np.full(len(value), np.nan))
        )
        most = per_audience["times"] * np.where(audience >= per_audience["audience"], audience, np.inf)
        yield value > most * np.where(posts >= 1, posts, np.nan), per_audience["reason"]
    if use.field in outlier["fields"]:
        yield _far_above(value, outlier), outlier["reason"]


def _far_above(value: FloatArray, outlier: Mapping[str, Any]) -> BoolArray:
    """The few values so many times larger than the next below them."""
    known = np.sort(value[value > 0])
    ratios = known[1:] / known[:-1] if len(known) >= outlier["values"] else np.zeros(0)
    gaps = np.flatnonzero(ratios >= outlier["times"])
    few = gaps[(len(known) - 1 - gaps) * outlier["share"] <= len(known)]
    return value > known[few[0]] if len(few) else np.zeros(len(value), bool)


def _leave_out(notes: Notes, use: ColumnUse, odd: BoolArray, reason: str) -> None:
    texts = notes.table.columns[use.column]
    places = np.flatnonzero(odd).tolist()
    raw = texts.take(places).to_pylist()
    for place, text in zip(places, raw, strict=True):
        notes.say_at(place, use.field, text, reason)
    notes.ask(use.column, dict.fromkeys(raw), WAYS)
