"""Words for magnitudes in the languages of the world, as ``resources/mappings/numbers.json`` lists them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from core.resources import RESOURCES


@cache
def _load_words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((RESOURCES / "mappings" / "numbers.json").read_text(encoding="utf-8"))
    return data


@cache
def scales() -> Mapping[str, int]:
    """Unit in small letters -> the power of ten it stands for; "" is 0."""
    return {"": 0} | {_fold_unit(word): int(power) for power, words in _load_words()["units"].items() for word in words}


@cache
def ambiguous() -> frozenset[str]:
    """Units that mean different powers of ten in different languages."""
    return frozenset(_load_words()["either"])


def roughly() -> tuple[str, ...]:
    """Words before a figure that make it a rough one, the longest first."""
    return tuple(sorted(_load_words()["roughly"], key=len, reverse=True))


def power_of(unit: str, convention: Mapping[str, int]) -> int | None:
    """The power of ten of a unit in a column of this convention; None for a word that is none."""
    plain = _fold_unit(unit)
    return convention.get(plain, scales().get(plain))


def convention_of(units: Iterable[str]) -> Mapping[str, int]:
    """What the units of one column say of those among them that several languages use: unit -> power of ten.

    Nothing is said of a unit for which the others speak both ways.
    """
    here = {_fold_unit(unit) for unit in units}
    said: dict[str, set[int]] = {}
    for known in _load_words()["conventions"]:
        for unit, power in known["read"].items() if here.intersection(map(_fold_unit, known["with"])) else ():
            said.setdefault(unit, set()).add(power)
    return {unit: powers.pop() for unit, powers in said.items() if len(powers) == 1}


def _fold_unit(unit: str) -> str:
    return unicodedata.normalize("NFC", unit).casefold()
