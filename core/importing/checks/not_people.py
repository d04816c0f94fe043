"""Rows in which nobody stands: totals and means, examples, notes, blanks to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from core.folding import fold
from core.model import BoolArray, FloatArray
from core.resources import RESOURCES

A_TOTAL = "The figures are the sum or the mean of their columns: this row is left out."
MAYBE_TOTAL = "The name is a word for totals, but the figures are no sum or mean of theirs; the row is taken."
AN_EXAMPLE = "An example, and nobody: this row is left out."
A_NOTE = "A note, and nobody: this row is left out."
EXACT, ROUNDED = 1e-9, 1e-3
LEAST_OTHERS = 3
"""Known figures that a total without a word for it must sum up."""
LEAST_DIGITS = 4
"""Digits before the zeros of a figure that hardly is a sum by chance."""
NOTE_WORDS, NOTE_LETTERS = 10, 60
_EXAMPLE = re.compile(
    r"\W*(?:e\.g\.|p\. ?ex\.|(?:example|exemple|ejemplo|beispiel|esempio|ex)\s*[:(–-]\s)", re.IGNORECASE
)
_TO_FILL_IN = re.compile(r"[\s._…\-–—*#/]+")


@cache
def _load_lists() -> Mapping[str, Sequence[str]]:
    data: Mapping[str, Sequence[str]] = json.loads((RESOURCES / "mappings" / "not_people.json").read_text("utf-8"))
    return {name: words for name, words in data.items() if name != "_note"}


@cache
def _fold_words() -> Mapping[str, frozenset[str]]:
    """The lists' words as names are compared."""
    return {name: frozenset(map(fold, words)) for name, words in _load_lists().items()}


def find(names: Any, alone: BoolArray, figures: Sequence[FloatArray]) -> tuple[BoolArray, list[tuple[int, str]]]:
    """Which of n rows hold nobody, and (place, reason) of each of them and of those that only may.

    ``names`` is a pyarrow column; ``alone``: the rows without account, address, e-mail or identifier of their own;
    ``figures`` the columns of numbers.
    """
    nobody = np.zeros(len(names), bool)
    said: list[tuple[int, str]] = []
    worded = _find_suspects(names, alone)
    totals = [place for place, name in worded.items() if _is_total(name)]
    ends = [place for place in (0, len(names) - 1) if len(names) and alone[place] and place not in totals]
    for place in [*totals, *dict.fromkeys(ends)]:
        if _sums_up(place, totals, figures, place in totals):
            nobody[place] = True
            said.append((place, A_TOTAL))
        elif place in totals and fold(worded[place]) in _fold_words()["totals"]:
            said.append((place, MAYBE_TOTAL))
    for place, name in worded.items():
        reason = "" if nobody[place] else _other_reason(name, all(np.isnan(column[place]) for column in figures))
        if reason:
            nobody[place] = True
            said.append((place, reason))
    return nobody, said


def _find_suspects(names: Any, alone: BoolArray) -> dict[int, str]:
    """The rows whose names are worth a look: long ones, those that begin with a word of the list, those without a
    letter, where nothing else says who somebody is; and examples."""
    import pyarrow as pa
    import pyarrow.compute as pc

    example = pc.match_substring_regex(names, r"^\W*([eE]\.[gG]|[pP]\. ?[eE]x|[eE][xj]|[bB]eispiel|[eE]sempio)")
    beginning = "|".join(sorted({re.escape(word) for words in _load_lists().values() for word in words}))
    looked = np.flatnonzero(alone)
    odd = pc.match_substring_regex(
        names.take(pa.array(looked)), rf"(?i)^\W*({beginning})|^[^\pL\pN]+$|^.{{{NOTE_LETTERS},}}"
    )
    found = looked[odd.to_numpy(zero_copy_only=False)]
    places = np.union1d(np.flatnonzero(example.to_numpy(zero_copy_only=False)), found)
    return dict(zip(places.tolist(), names.take(pa.array(places)).to_pylist(), strict=True))


def _is_total(name: str) -> bool:
    """Whether a name is a word for totals, alone or before others: "Total général", "Moyenne (12)"."""
    words = re.sub(r"[()\[\]{}:;,.*=/\-–—]+", " ", fold(name)).split()
    return bool(words) and any(" ".join(words[:count]) in _fold_words()["totals"] for count in (1, 2, len(words)))


def _sums_up(place: int, totals: Iterable[int], figures: Sequence[FloatArray], worded: bool) -> bool:
    """Whether a row's figures are sums, means or medians of their columns: all of them, where no word says so."""
    if not figures:
        return False
    others = np.ones(len(figures[0]), bool)
    others[[place, *totals]] = False
    above = others.copy()
    above[place:] = False
    above[: max((total + 1 for total in totals if total < place), default=0)] = False
    known = [column for column in figures if not np.isnan(column[place])]
    near = [any(_is_sum(column[place], column[part], worded) for part in (others, above)) for column in known]
    # Three round figures may add up to a fourth by chance; long ones, or those of two columns, hardly.
    sure = sum(not chance for chance in (_is_round(column[place]) for column in known)) or len(known) > 1
    return any(near) if worded else bool(near) and all(near) and bool(sure)


def _is_round(value: float) -> bool:
    return len(f"{value:.0f}".rstrip("0")) < LEAST_DIGITS


def _is_sum(value: float, column: FloatArray, worded: bool) -> bool:
    known = column[~np.isnan(column)]
    if worded:
        candidates = (known.sum(), known.mean(), np.median(known)) if len(known) else ()
        return any(abs(value - one) <= max(ROUNDED * abs(one), 0.51 if one > 100 else 0.051) for one in candidates)
    return bool(np.count_nonzero(known) >= LEAST_OTHERS and abs(value - known.sum()) <= EXACT * abs(known.sum()))


def _other_reason(name: str, without_figures: bool) -> str:
    if re.sub(r"^\W+|\W+$", "", fold(name)) in _fold_words()["examples"] or _EXAMPLE.match(name):
        return AN_EXAMPLE
    if without_figures and len(name) >= NOTE_LETTERS and len(name.split()) >= NOTE_WORDS and name.rstrip()[-1] in ".!?":
        return A_NOTE
    return AN_EXAMPLE if name.strip() and _TO_FILL_IN.fullmatch(name) else ""
