"""The cleaned rows of a file as identity and intake read them: every column there, blank where the file has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.model import BoolArray, FloatArray, Issue, LongArray


@dataclass(frozen=True)
class Incoming:
    """n rows: ``rows`` (their numbers in the file), ``day`` (int64), texts and handles (pyarrow, "" for none),
    ``channel`` (pyarrow), metrics, external scores and levels (float64, NaN for none), and the issues so far."""

    rows: LongArray
    day: LongArray
    refused: BoolArray
    texts: Mapping[str, Any]
    handles: Mapping[str, Any]
    channel: Any
    per_post: BoolArray
    metrics: Mapping[str, FloatArray]
    external: Mapping[str, FloatArray]
    levels: Mapping[str, FloatArray]
    issues: tuple[Issue, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, name: str) -> Any:
        """A column of texts, blank when the file has none."""
        return self.texts.get(name, self._blank)

    @cached_property
    def _blank(self) -> Any:
        return repeated("", len(self.rows))

    def said(self, place: int) -> str:
        """All a row says, to tell rows of one name apart whatever their order."""
        words = [column[place].as_py() for column in (*self.texts.values(), *self.handles.values(), self.channel)]
        numbers = [
            repr(float(c[place])) for group in (self.metrics, self.external, self.levels) for c in group.values()
        ]
        return "\0".join([*words, str(self.day[place]), *numbers])


def incoming(clean: Any) -> Incoming:
    """What ``cleaning.clean`` gave, whole columns only."""
    n = len(clean.rows)
    channel = repeated(clean.channel, n) if isinstance(clean.channel, str) else clean.channel
    per_post = np.full(n, clean.per_post) if isinstance(clean.per_post, bool) else clean.per_post
    return Incoming(
        rows=clean.rows,
        day=clean.day,
        refused=clean.refused,
        texts=clean.texts,
        handles=clean.handles,
        channel=channel,
        per_post=per_post,
        metrics=clean.metrics,
        external=clean.external,
        levels=clean.levels,
        issues=tuple(clean.issues),
    )


def repeated(text: str, count: int) -> Any:
    """A pyarrow column of one text."""
    import pyarrow as pa

    return pa.repeat(pa.scalar(text, pa.string()), count)
