"""Levels 0..4 as people write them, by one rule: a number from 0 to 4, alone or before the words of its anchor."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from core.model import FloatArray

HIGHEST = 4
NO_LEVEL = "A level is a number from 0 to 4, alone or before its words (3 - national); this is left out."

# "3 - national" and "3 (national)" are the level 3 and its words; "3+", "3/4" and "3-4" leave the level open.
_LEVEL = re.compile(
    r"(?:(?:level|niveau|lvl)\s*)?([0-4](?:[.,]\d+)?)(?:\s*(?:[-–—:.)]|\s\()\s*[^\W\d_].*)?", re.IGNORECASE | re.DOTALL
)
_LONGEST = 2000


def parse(text: str) -> float | None:
    """The level (0..4, means of several assessors included) a text states; None where it states none."""
    found = _LEVEL.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    value = float(found[1].replace(",", ".")) if found else None
    return value if value is not None and value <= HIGHEST else None


def column(texts: Any, missing: frozenset[str]) -> tuple[FloatArray, dict[str, str], tuple[str, ...]]:
    """A pyarrow column of texts as levels (n, NaN for none), each distinct text read once; text -> what is to be said
    of it; and the texts that mean "not known". ``missing`` words are compared casefolded, figures by their value."""
    coded = texts.dictionary_encode()
    distinct = coded.dictionary.to_pylist()
    unknown = {level for word in missing if (level := parse(word)) is not None}
    gone = tuple(text for text in distinct if text.strip().casefold() in missing or parse(text) in unknown)
    read = [None if text in gone else parse(text) for text in distinct]
    left = [text for text, level in zip(distinct, read, strict=True) if level is None and text.strip()]
    remarks = dict.fromkeys((text for text in left if text not in gone and text.strip() != "?"), NO_LEVEL)
    levels = np.array([np.nan if level is None else level for level in read], np.float64)
    value = levels[coded.indices.to_numpy()] if len(levels) else np.full(len(texts), np.nan)
    return value, remarks, tuple(text for text in gone if text.strip() not in ("", "?"))
