"""Counts since an account began among a file's columns: what is said of them, and totals of 0 that say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.importing.columns.headings import folded, words
from core.importing.columns.recognise import ColumnMap
from core.importing.identity.groups import NOBODY
from core.importing.reading.table import TextTable
from core.importing.rows import Incoming
from core.model import Issue, LongArray
from core.scoring.observations import Observations
from core.scoring.running_totals import COUNTS, LARGE_AUDIENCE, running_totals

RUNNING_TOTAL = "Only grows from date to date: read as a running total, of which the gain by the week counts."
EMPTY_TOTAL = "A total of 0 beside a large audience: taken for not known, not for silence."
SINCE_IT_BEGAN = ("posts", "views")
"""Counts that a file without dates states of an account's whole life, unless their heading names a period."""


def without_empty_totals(clean: Incoming, mapping: ColumnMap, table: TextTable) -> Incoming:
    """The same rows, totals of 0 beside a large audience as not known, each an issue."""
    audience = clean.metrics.get("audience")
    if audience is None or mapping.of("date") or mapping.posts:
        return clean
    metrics, issues = dict(clean.metrics), list(clean.issues)
    for use in mapping.uses:
        if use.field not in SINCE_IT_BEGAN or use.field not in metrics:
            continue
        if use.per_post or _names_a_period(table.headings[use.column]):
            continue
        empty = (metrics[use.field] == 0) & (audience >= LARGE_AUDIENCE)
        metrics[use.field] = np.where(empty, np.nan, metrics[use.field])
        issues += [Issue(row, use.field, "0", EMPTY_TOTAL) for row in clean.rows[empty].tolist()]
    return replace(clean, metrics=metrics, issues=tuple(sorted(dict.fromkeys(issues), key=lambda issue: issue.row)))


def running_total_issues(clean: Incoming, mapping: ColumnMap, of_row: LongArray) -> Iterator[Issue]:
    """One issue for each count of the file that only grows. ``of_row``: each row's person, or NOBODY."""
    if mapping.posts or not any(name in clean.metrics for name in COUNTS):
        return
    found = {name for _, name in running_totals(_as_observations(clean, of_row))}
    for use in mapping.uses:
        if use.field in found:
            yield Issue(0, use.field, mapping.names[use.column].strip(), RUNNING_TOTAL)


def _names_a_period(heading: str) -> bool:
    """Whether a heading speaks of a week, of the last days, or of what is new."""
    return not {*words()["period"], *words()["new"]}.isdisjoint(folded(heading).split())


def _as_observations(clean: Incoming, of_row: LongArray) -> Observations:
    """The counts of the file's rows that have a person, as the score would see them."""
    rows = np.flatnonzero(of_row != NOBODY)
    rows = rows[np.argsort(of_row[rows], kind="stable")]
    channel = clean.channel.dictionary_encode()
    return Observations(
        of_row[rows],
        channel.indices.to_numpy(zero_copy_only=False)[rows].astype(np.int16),
        clean.day[rows],
        {name: values[rows] for name, values in clean.metrics.items() if name in COUNTS},
        clean.per_post[rows],
        int(of_row.max(initial=-1)) + 1,
        tuple(channel.dictionary.to_pylist()),
    )
