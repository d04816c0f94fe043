"""The rows of a file once they are cleaned: columns of values beside the row each came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.model import METRICS, BoolArray, FloatArray, Issue, LongArray


@dataclass(frozen=True)
class Undecided:
    """Some values of a column that can be read in two ways, and the two ways, the one taken first where one is.

    ``each``: the values of a column that contradicts itself, none of which is read until it is asked by itself.
    """

    examples: tuple[str, ...]
    one: str
    other: str
    each: tuple[str, ...] = ()


@dataclass(frozen=True)
class CleanRows:
    """n rows, some of them perhaps of one file row (a row that speaks of several channels).

    ``rows``: row numbers in the file. ``texts`` and ``handles`` (platform -> column) are pyarrow string arrays, ""
    for none; ``channel`` says whose audience a row states. ``day`` counts from 1970-01-01, ``UNDATED`` for none.
    ``metrics``, ``external`` and ``levels`` are float64, NaN for none. ``per_post``: the reactions are averages.
    ``refused``: the row has nobody in it. ``undecided``: columns that can be read in two ways.
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
    undecided: Mapping[int, Undecided] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


def joined(columns: Sequence[Any]) -> Any:
    """Blocks of a pyarrow column, one below the other."""
    import pyarrow as pa

    whole = [c.combine_chunks() if isinstance(c, pa.ChunkedArray) else c for c in columns]
    return whole[0] if len(whole) == 1 else pa.concat_arrays(whole)


def stacked(blocks: Sequence[tuple[int, Mapping[str, FloatArray]]]) -> dict[str, FloatArray]:
    """Metrics of several blocks of so many rows, NaN where a block has none of a name."""
    names = [name for name in METRICS if any(name in metrics for _, metrics in blocks)]
    if len(blocks) == 1:
        return {name: blocks[0][1][name] for name in names}
    return {
        name: np.concatenate([metrics.get(name, np.full(count, np.nan)) for count, metrics in blocks]) for name in names
    }


@dataclass(frozen=True)
class Incoming(CleanRows):
    """``CleanRows`` that can be asked for any column of texts, and for all that a row says."""

    def text(self, name: str) -> Any:
        """A column of texts, blank when the file has none."""
        return self.texts.get(name, self._blank)

    def has(self, name: str) -> bool:
        """Whether the file has a column of these texts."""
        return name in self.texts

    @cached_property
    def _blank(self) -> Any:
        import pyarrow as pa

        return pa.repeat(pa.scalar("", pa.string()), len(self))

    def said(self, place: int) -> str:
        """All a row says, to tell rows of one name apart whatever their order."""
        words = [column[place].as_py() for column in (*self.texts.values(), *self.handles.values(), self.channel)]
        numbers = [
            repr(float(c[place])) for group in (self.metrics, self.external, self.levels) for c in group.values()
        ]
        return "\0".join([*words, str(self.day[place]), *numbers])


def incoming(clean: CleanRows) -> Incoming:
    """What ``cleaning.clean`` gave."""
    return Incoming(**vars(clean))
