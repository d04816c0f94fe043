"""External scores beside their vendors' scales: what lies outside is said, and a scale that seems to be another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from core.importing.columns.recognise import ColumnMap
from core.importing.reading.table import TextTable
from core.importing.rows import Incoming
from core.model import Issue
from core.scoring.external import is_known_scale, top_of

OUTSIDE = "Outside the scale of this score; it gives none. Another scale can be stated."
FAR_BELOW = "All values lie far below 100, which the scale of this score is taken to reach. Another can be stated."
SEVERAL = "Several scores of other tools. A list that goes by one takes the one most people have, or the one chosen."
SMALL_PART = 10
"""A column whose largest value is no more than this part of the scale seems to have another one."""


def scale_issues(clean: Incoming, mapping: ColumnMap, table: TextTable, stated: Mapping[str, float]) -> Iterator[Issue]:
    """One issue for each value above its scale, one for a column of an unknown vendor that never comes near it, and one
    where several scores came, of which a list goes by one."""
    if len(clean.external) > 1:
        yield Issue(0, "external", ", ".join(sorted(clean.external)), SEVERAL)
    for use in mapping.uses:
        name = use.field.partition(":")[2]
        if not use.field.startswith("external:") or name not in clean.external:
            continue
        values, top = clean.external[name], top_of(name, stated)
        outside = np.unique(clean.rows[values > top])
        texts = (
            dict(zip(table.rows.tolist(), table.columns[use.column].to_pylist(), strict=True)) if len(outside) else {}
        )
        for row in outside.tolist():
            yield Issue(row, use.field, texts.get(row, ""), OUTSIDE)
        if not is_known_scale(name, stated) and 0 < np.nanmax(values, initial=0.0) <= top / SMALL_PART:
            yield Issue(0, use.field, table.headings[use.column].strip(), FAR_BELOW)
