"""The rows of a file once cleaned: typed columns, with the issues of what was not taken as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.model import UNDATED, BoolArray, FloatArray, Issue, LongArray

ADDED_UP = ("likes", "comments", "shares", "mentions", "views")
POSTS_ADDED = "A row is one post: the posts of a person are counted, and their reactions added up."


@dataclass(frozen=True)
class CleanRows:
    """n rows, some of them perhaps of one file row (a row that speaks of several channels).

    ``rows``: row numbers in the file. ``texts`` and ``handles`` (platform -> column) are pyarrow string arrays, ""
    for none; ``channel`` says whose audience a row states. ``day`` counts from 1970-01-01, ``UNDATED`` for none.
    ``metrics``, ``external`` and ``levels`` are float64, NaN for none. ``per_post``: the reactions are averages.
    ``refused``: the row has nobody in it.
    """

    rows: LongArray
    texts: Mapping[str, Any]
    handles: Mapping[str, Any]
    channel: Any
    day: LongArray
    metrics: Mapping[str, FloatArray]
    per_post: BoolArray
    external: Mapping[str, FloatArray]
    levels: Mapping[str, FloatArray]
    refused: BoolArray
    issues: tuple[Issue, ...]
    decimal: str = ""

    def __len__(self) -> int:
        return len(self.rows)


def added_up(rows: CleanRows) -> CleanRows:
    """Rows of one post or mention each as one observation a person and channel: on the latest day, in the first row.

    Posts are counted, reactions added, the largest of the other figures taken. The other rows keep who they are about
    and have no figures.
    """
    who = _who(rows)
    count = int(who.max(initial=-1)) + 1
    first = np.full(count, len(rows), np.int64)
    np.minimum.at(first, who, np.arange(len(rows)))
    latest = np.full(count, UNDATED, np.int64)
    np.maximum.at(latest, who, rows.day)
    posts = np.bincount(who, minlength=count).astype(np.float64)
    metrics = {name: _of_person(name, value, who, count) for name, value in rows.metrics.items()} | {"posts": posts}
    spread = {name: np.full(len(rows), np.nan) for name in metrics}
    for name, value in metrics.items():
        spread[name][first] = value
    said = Issue(0, "posts", "", POSTS_ADDED)
    return replace(rows, metrics=spread, day=latest[who], issues=(said, *rows.issues))


def _who(rows: CleanRows) -> LongArray:
    """A number for each person and channel, by the first of identifier, accounts, e-mail, address and name given."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [rows.texts.get(name) for name in ("email", "url", "name")]
    known = [rows.texts.get("id"), *rows.handles.values(), *texts]
    key = pa.repeat(pa.scalar("", pa.string()), len(rows))
    for place, column in enumerate(column for column in known if column is not None):
        named = pc.binary_join_element_wise(str(place), column, "\0")
        key = pc.if_else(pc.and_(pc.equal(key, ""), pc.not_equal(column, "")), named, key)
    both = pc.binary_join_element_wise(key, rows.channel, "\0")
    return np.asarray(both.dictionary_encode().indices.to_numpy(), np.int64)


def _of_person(name: str, value: FloatArray, who: LongArray, count: int) -> FloatArray:
    seen = ~np.isnan(value)
    if name in ADDED_UP:
        total = np.bincount(who[seen], value[seen], minlength=count)
        return np.where(np.bincount(who[seen], minlength=count) > 0, total, np.nan)
    largest = np.full(count, -np.inf)
    np.maximum.at(largest, who[seen], value[seen])
    return np.where(np.isinf(largest), np.nan, largest)
