"""Counts of people: no parts of them, no lost thousands, each said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from core.importing.values.marks import Mark, vote
from core.importing.values.numbers import WHOLE, Numbers, parse

CUT_PEOPLE = "Nobody is followed by parts of people: the thousands look cut short; it is left out."

_UNITLESS = re.compile(r"[\d\s.,'’_]+")


def people(texts: Any, found: Numbers) -> Numbers:
    """A count of people has no fractions: a mark that made them parts thousands, and that is said; what has lost digits
    of its thousands (12.5 for 12,500) is left out, and that is said too.

    A figure with a unit may round to a part of a person, and the middle of a range may be one.
    """
    import pyarrow as pa

    odd = ~np.isnan(found.value) & (found.value != np.floor(found.value))
    if not odd.any():
        return found
    other: Mark = "." if found.decimal.mark == "," else ","
    fractions = texts.filter(pa.array(odd)).to_pylist()
    read: dict[str, float] = {}
    remarks: dict[str, str] = {}
    for text in filter(_UNITLESS.fullmatch, set(fractions)):
        whole = parse(text, other).value if vote(text) == "?" else None
        sure = whole is not None and whole.is_integer()
        read[text], remarks[text] = (whole or 0.0, WHOLE) if sure else (np.nan, CUT_PEOPLE)
    value = found.value.copy()
    value[odd] = [read.get(text, was) for text, was in zip(fractions, value[odd].tolist(), strict=True)]
    return replace(found, value=value, remarks=found.remarks | remarks)
