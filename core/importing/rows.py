"""The rows of a file once cleaned: typed columns, with the issues of what was not taken as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.model import BoolArray, FloatArray, Issue, LongArray


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
