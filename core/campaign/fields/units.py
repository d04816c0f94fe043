"""What the values of a field are counted in, and how each unit is written: as JSON, frozen, in a cell, in words.

Every conversion between the integers of the ranking and what people and programs read stands here: points are kept
in hundredths, totals in hundredths times thousandths, the campaign's weight in thousandths of credibility and the
weights of the stability walk as fractions 0..1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from core.i18n import day, decimal, integer, tr
from core.model import APART, EXCLUDED, HUNDREDTHS, OUT_OF_MARKET, PINNED, RANKED, WEIGHT_PARTS, BoolArray, to_date

Kind = Literal["text", "integer", "points", "percent", "level"]
"""How a spreadsheet's cell is written; ``points``, ``percent`` and ``level`` are read in hundredths."""

TOTAL_PARTS = HUNDREDTHS * WEIGHT_PARTS
"""A total is a score in hundredths times a weight in thousandths: so many parts make one point."""

STATES = {RANKED: "ranked", PINNED: "pinned", APART: "apart", OUT_OF_MARKET: "out_of_market", EXCLUDED: "excluded"}
"""The state of a candidate as the files name it."""

_STATE_WORDS = {"pinned": "pinned", "apart": "set apart", "out_of_market": "other market", "excluded": "excluded"}


def state_word(state: str) -> str:
    """Why a candidate stands where it does, in the language in force; empty for a ranked one."""
    return tr(_STATE_WORDS[state]) if state in _STATE_WORDS else ""


def points(hundredths: int) -> float:
    """Hundredths of a point as points."""
    return hundredths / HUNDREDTHS


def percent(weight: float) -> float:
    """A weight 0..1 as percent, free of the dust of binary fractions."""
    return round(weight * 100, 9)


def hundredths_of_percent(weight: float) -> int:
    """A weight 0..1 as a snapshot has it: 0..10000."""
    return round(weight * 100 * HUNDREDTHS)


class Unit:
    """A unit takes the values of some rows, as ``Field.values_of`` reads them, and writes them for one place."""

    kind: Kind = "text"

    def to_json(self, values: Any) -> list[Any]:
        """One value a row as the command line's JSON has it."""
        return list(values)

    def to_frozen(self, values: Any) -> list[Any]:
        """One value a row as a snapshot has it: whole numbers, texts, dates and tuples of them."""
        return list(values)

    def to_cell(self, frozen: Any) -> str | int | None:
        """A frozen value as the cell of an export, in the language in force; None leaves it blank."""
        return str(frozen)

    def to_words(self, values: Any) -> list[str]:
        """One text a row for the screen, in the language in force; empty where nothing is known."""
        return [str(self.to_cell(value) or "") for value in self.to_frozen(values)]


@dataclass(frozen=True)
class Text(Unit):
    """Texts. ``blank_is_null``: JSON says null for an empty one. ``few``: many rows share one, such as a market."""

    blank_is_null: bool = False
    few: bool = False

    def to_json(self, values: Any) -> list[Any]:
        return [text or None for text in values] if self.blank_is_null else list(values)


@dataclass(frozen=True)
class YesNo(Unit):
    """A yes or no."""

    def to_json(self, values: Any) -> list[Any]:
        found: list[bool] = np.asarray(values, bool).tolist()
        return found

    to_frozen = to_json

    def to_cell(self, frozen: Any) -> str | int | None:
        return tr("yes") if frozen else tr("no")


@dataclass(frozen=True)
class Number(Unit):
    """Numbers of which ``parts`` make one; below ``least`` (and NaN) is not known.

    ``whole``: JSON writes 3 and not 3.0. ``frozen_unknown``: what a snapshot has for what is not known.
    """

    parts: int = 1
    kind: Kind = "integer"
    least: float = 0
    whole: bool = True
    frozen_unknown: int | None = None

    def known(self, values: Any) -> BoolArray:
        """Which values are known, (m,)."""
        found: BoolArray = np.asarray(values) >= self.least
        return found

    def sortable(self, values: Any) -> Any:
        """The values with NaN where not known."""
        known = self.known(values)
        return values if known.all() else np.where(known, values, np.nan)

    def to_json(self, values: Any) -> list[Any]:
        return [self._as_json(value) if value >= self.least else None for value in np.asarray(values).tolist()]

    def _as_json(self, value: float) -> float:
        number = value / self.parts if self.parts > 1 else value
        return int(number) if self.whole and float(number).is_integer() else number

    def to_frozen(self, values: Any) -> list[Any]:
        # A snapshot holds whole hundredths of whatever has decimals, and whole numbers of the rest.
        per = self.parts // HUNDREDTHS if self.parts >= HUNDREDTHS else 1
        times = 1 if self.kind == "integer" or self.parts >= HUNDREDTHS else HUNDREDTHS // self.parts
        return [
            (round(value / per) if per > 1 else int(value) * times) if value >= self.least else self.frozen_unknown
            for value in np.asarray(values).tolist()
        ]

    def to_cell(self, frozen: Any) -> str | int | None:
        return None if frozen is None or frozen < self.least else frozen

    def to_words(self, values: Any) -> list[str]:
        if self.parts == 1:
            return [integer(int(value)) if value >= self.least else "" for value in np.asarray(values).tolist()]
        return [decimal(value / self.parts) if value >= self.least else "" for value in np.asarray(values).tolist()]


@dataclass(frozen=True)
class State(Unit):
    """The state of a candidate: RANKED .. EXCLUDED."""

    def to_json(self, values: Any) -> list[Any]:
        return [STATES[code] for code in np.asarray(values).tolist()]

    to_frozen = to_json

    def to_cell(self, frozen: Any) -> str | int | None:
        return state_word(frozen)


@dataclass(frozen=True)
class Names(Unit):
    """Several short names a row, such as flags."""

    def to_json(self, values: Any) -> list[Any]:
        return [list(names) for names in values]

    def to_frozen(self, values: Any) -> list[Any]:
        return [tuple(names) for names in values]

    def to_cell(self, frozen: Any) -> str | int | None:
        return ", ".join(tr(name) for name in frozen)


@dataclass(frozen=True)
class Lines(Unit):
    """Several texts a row, one below the other."""

    def to_cell(self, frozen: Any) -> str | int | None:
        return "\n".join(frozen)


@dataclass(frozen=True)
class Spans(Unit):
    """The weights [from, to), as fractions 0..1, for which something holds: several a row."""

    def to_json(self, values: Any) -> list[Any]:
        return [[[percent(a), percent(b)] for a, b in spans] for spans in values]

    def to_frozen(self, values: Any) -> list[Any]:
        return [tuple((hundredths_of_percent(a), hundredths_of_percent(b)) for a, b in spans) for spans in values]

    def to_cell(self, frozen: Any) -> str | int | None:
        return intervals_text(frozen)


@dataclass(frozen=True)
class Day(Unit):
    """Days since 1970-01-01, ``UNDATED`` for none."""

    def to_json(self, values: Any) -> list[Any]:
        return [found.isoformat() if found else None for found in self.to_frozen(values)]

    def to_frozen(self, values: Any) -> list[Any]:
        found: list[date | None] = [to_date(number) for number in np.asarray(values).tolist()]
        return found

    def to_cell(self, frozen: Any) -> str | int | None:
        return frozen.isoformat() if frozen else None

    def to_words(self, values: Any) -> list[str]:
        return [day(found, "medium") for found in self.to_frozen(values)]


@dataclass(frozen=True)
class Told(Unit):
    """What no number says: reasons, pieces, curves. Only the places that lay it out by hand can show it."""


TEXT, OPTIONAL_TEXT, FEW_TEXTS = Text(), Text(blank_is_null=True, few=True), Text(few=True)
YES_NO, NAMES, LINES, SPANS, DAY, STATE, TOLD = YesNo(), Names(), Lines(), Spans(), Day(), State(), Told()
RANK = Number(least=1, frozen_unknown=0)
COUNT = Number()
POINTS = Number(HUNDREDTHS, "points", whole=False)
TOTAL = Number(TOTAL_PARTS, "points", whole=False)
LEVEL = Number(HUNDREDTHS, "level")
WEIGHT = Number(WEIGHT_PARTS // 100, "percent", whole=False)
CHANGE = Number(least=-np.inf)


def hundredths_text(value: int, mark: str = ".") -> str:
    """``7123`` as ``71.23``: exact, without the road through a fraction."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}{mark}{abs(value) % 100:02d}"


def short_text(value: int, mark: str = ".") -> str:
    """Hundredths without needless decimals: ``400`` as ``4``, ``350`` as ``3.5``."""
    return hundredths_text(value, mark).rstrip("0").rstrip(mark)


def intervals_text(intervals: Iterable[Sequence[int]]) -> str:
    """``26-100`` for percent, several joined by ``; `` (plain, since another program may read it)."""
    return "; ".join(f"{short_text(a)}-{short_text(b)}" for a, b in intervals)
