"""Numbers in groups: what hangs together, which buckets hold two different marks, the smallest text of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model import BoolArray, LongArray

NOBODY = -1
LAST_DAY = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Groups:
    """Nodes in groups: ``label`` per node; per group the known person and the source's identifier, or NOBODY."""

    label: LongArray
    person: LongArray
    source: LongArray


@dataclass(frozen=True)
class Holdings:
    """Who holds the keys of one kind: node and key code of each holding, the days, and the texts of the codes.

    ``prior`` marks what the workspace knew before.
    """

    node: LongArray
    code: LongArray
    since: LongArray
    until: LongArray
    prior: BoolArray
    texts: Any


def components(count: int, one: LongArray, other: LongArray) -> LongArray:
    """The number of the connected part each of ``count`` nodes belongs to; ``one`` and ``other`` are linked."""
    if not len(one):
        return np.arange(count)
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    graph = coo_matrix((np.ones(len(one), np.int8), (one, other)), shape=(count, count))
    label: LongArray = connected_components(graph, directed=False)[1].astype(np.int64)
    return label


def stars(count: int, node: LongArray, centre: LongArray) -> LongArray:
    """``components`` where each node is linked once at most, to its centre, and a centre to nobody but itself."""
    root = np.arange(count)
    root[node] = centre
    label: LongArray = (np.cumsum(root == np.arange(count)) - 1)[root]
    return label


def several(mark: LongArray, bucket: LongArray, count: int, upper: LongArray | None = None) -> BoolArray:
    """Which buckets hold two different marks (NOBODY is no mark). Whoever has several marks gives the lowest and, as
    ``upper``, the highest."""
    there = mark != NOBODY
    mark, bucket, upper = (mark, bucket, upper) if there.all() else (mark[there], bucket[there], _some(upper, there))
    low, high = np.full(count, LAST_DAY), np.full(count, NOBODY)
    np.minimum.at(low, bucket, mark)
    np.maximum.at(high, bucket, mark if upper is None else upper)
    return np.asarray(high > low)


def _some(column: LongArray | None, rows: BoolArray) -> LongArray | None:
    return None if column is None else column[rows]


def smallest(group: LongArray, code: LongArray, texts: Any, count: int) -> LongArray:
    """The code of the smallest text of each group, or NOBODY."""
    low, high = np.full(count, LAST_DAY), np.full(count, NOBODY)
    np.minimum.at(low, group, code)
    np.maximum.at(high, group, code)
    best = np.where(high == NOBODY, NOBODY, low)
    torn = np.flatnonzero(high > best)
    if len(torn):
        inside = np.isin(group, torn)
        smallest: dict[int, tuple[str, int]] = {}
        for g, c in zip(group[inside].tolist(), code[inside].tolist(), strict=True):
            candidate = (texts[c].as_py(), c)
            smallest[g] = min(smallest.get(g, candidate), candidate)
        for g, (_, c) in smallest.items():
            best[g] = c
    return best
