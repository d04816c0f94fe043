"""Evidence: its kinds, which levels lack it, which addresses are opened, and levels out of numeric facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from core.errors import Trouble
from core.files import safe_name
from core.i18n import decimal, tr
from core.links import openable as openable
from core.model import Evidence, FloatArray
from core.stature.rubric import RUBRIC_DIR, TOP_LEVEL, Words, spoken

MOST_MEGABYTES = 10
"""The largest file that is kept with a piece of evidence."""
NEEDS_EVIDENCE = 3
"""From this level on, a level without evidence is shown as unsupported."""


@dataclass(frozen=True)
class Kind:
    """A kind of evidence, such as a directory entry or an honour."""

    key: str
    names: Words

    def name(self, language: str = "") -> str:
        return spoken(self.names, language)


@dataclass(frozen=True)
class Fact:
    """A numeric fact that turns into a level of a criterion: below ``cuts[0]`` it is 0, from ``cuts[3]`` on 4."""

    key: str
    names: Words
    criterion: str
    kind: str
    cuts: tuple[float, ...]

    def name(self, language: str = "") -> str:
        return spoken(self.names, language)


@cache
def _load_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((RUBRIC_DIR / "evidence.json").read_text(encoding="utf-8"))
    return data


def kinds() -> dict[str, Kind]:
    """The kinds of evidence by key, in the order they are offered."""
    return {raw["key"]: Kind(**raw) for raw in _load_data()["kinds"]}


def facts() -> dict[str, Fact]:
    """The declared facts by key."""
    return {raw["key"]: Fact(**{**raw, "cuts": tuple(raw["cuts"])}) for raw in _load_data()["facts"]}


def harmless_name(name: str) -> str:
    """A file's name as it may be offered for saving: no folder in it, nothing hidden or read backwards, no device of
    Windows."""
    bare = re.split(r"[\\/]", name)[-1]
    return safe_name("".join(sign for sign in bare if sign not in '<>:"|?*\n')) if bare.strip(" .") else "file"


def is_unsupported(level: float | None, pieces: int) -> bool:
    """Whether a level 0..4 (None: unknown) is high and no piece of evidence supports it: the one rule of the word."""
    return level is not None and level >= NEEDS_EVIDENCE and not pieces


def unsupported(levels: Mapping[tuple[int, str], float], evidence: Iterable[Evidence]) -> set[tuple[int, str]]:
    """The (person, criterion) whose level is 3 or more with no evidence for it."""
    supported = {(piece.person, piece.criterion) for piece in evidence}
    return {cell for cell, level in levels.items() if level >= NEEDS_EVIDENCE and cell not in supported}


def levels_from(values: FloatArray, cuts: Sequence[float]) -> FloatArray:
    """Levels 0..4 out of numbers: how many of the four cuts each reaches; NaN stays unknown.

    Raises ``Trouble`` unless there are four cuts, each above the one before.
    """
    edges = np.asarray(cuts, np.float64)
    if edges.shape != (TOP_LEVEL,) or not np.all(np.isfinite(edges)) or not np.all(np.diff(edges) > 0):
        raise Trouble(
            tr("Levels need four rising thresholds."),
            ", ".join(str(cut) for cut in cuts),
            tr("Give them as in 5,15,30,60: below the first is level 0, from the last on level 4."),
        )
    found = np.searchsorted(edges, values, side="right").astype(np.float64)
    return np.where(np.isnan(values), np.nan, found)


@dataclass(frozen=True)
class Source:
    """Where a number is found, and from when it is."""

    where: str = ""
    day: date | None = None


UNKNOWN_SOURCE = Source()


def of_fact(fact: Fact, value: float, person: int, source: Source = UNKNOWN_SOURCE) -> Evidence:
    """The number itself kept as evidence for the level it gave."""
    shown = decimal(value, 0 if float(value).is_integer() else 2)
    title = tr("{fact}: {value}", fact=fact.name(), value=shown)
    return Evidence(0, person, fact.criterion, fact.kind, title, source.where, "", source.day)
