"""Headings as tools write them, brought to the words of ``resources/mappings/fields.json``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.importing.handles import PLATFORM_WORDS
from core.model import METRICS

LEAST_SHARE = 0.3
MAPPINGS = Path(__file__).resolve().parents[2] / "resources" / "mappings"


@dataclass(frozen=True)
class Heading:
    """What a heading says: the field it names with a confidence (0..1), on which platform ("" for any), whether the
    values are averages per post, totals, or of new posts only."""

    field: str
    confidence: float
    platform: str = ""
    average: bool = False
    total: bool = False
    recent: bool = False


UNKNOWN = Heading("", 0.0)


@cache
def words() -> Mapping[str, Any]:
    """The aliases and other words, as data."""
    data: Mapping[str, Any] = json.loads((MAPPINGS / "fields.json").read_text(encoding="utf-8"))
    return data


@cache
def missing_words() -> frozenset[str]:
    """The texts that mean "nothing known"; the list is data that anyone can see and edit."""
    return frozenset(json.loads((MAPPINGS / "missing.json").read_text(encoding="utf-8"))["words"])


def folded(heading: str) -> str:
    """A heading as it is compared: camelCase parted, no accents, no case, signs as spaces."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", heading)
    plain = unicodedata.normalize("NFKD", parted.casefold())
    kept = "".join(c if c.isalnum() or c == "#" else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def understand(heading: str) -> Heading:
    """What a heading says; ``UNKNOWN`` where it says nothing that counts."""
    text = folded(heading)
    if not text or text in words()["ignore"] or text == "#":
        return UNKNOWN
    if text in _fields():
        return Heading(_fields()[text], 1.0, _platform(text.split()))
    if _has(text, words()["not_levels"]):
        return UNKNOWN
    return _reduced(text)


def _reduced(text: str) -> Heading:
    """The heading without averages, platforms, periods and counting words: what is left names the field."""
    average, total, recent = (_has(text, words()[name]) for name in ("average", "total", "new"))
    tokens = text.split()
    platform = _platform(tokens)
    text = _without(text, [*words()["average"], *words()["counting"], *words()["new"]])
    rest = [t for t in text.split() if not t.isdigit() and t not in words()["period"] and t not in PLATFORM_WORDS]
    field, confidence = _closest(rest)
    return Heading(field, confidence, platform, average, total and not average, recent) if field else UNKNOWN


def _closest(tokens: Sequence[str]) -> tuple[str, float]:
    """The field whose alias is the longest run of words within these, and how much of them it covers."""
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            field = _fields().get(" ".join(tokens[start : start + length]))
            if field:
                return (field, 0.95) if length == len(tokens) else _within(field, length / len(tokens))
    return "", 0.0


def _within(field: str, share: float) -> tuple[str, float]:
    """An alias among other words is enough for a metric only: "account created" is no account."""
    return (field, 0.5 + 0.3 * share) if field in METRICS and share >= LEAST_SHARE else ("", 0.0)


@cache
def _fields() -> dict[str, str]:
    return {alias: field for field, aliases in words()["fields"].items() for alias in aliases}


def _platform(tokens: Sequence[str]) -> str:
    found = [PLATFORM_WORDS[token] for token in tokens if token in PLATFORM_WORDS]
    return found[0] if found and found[0] != "web" else ""


def _has(text: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {text} " for phrase in phrases)


def _without(text: str, phrases: Sequence[str]) -> str:
    for phrase in sorted(phrases, key=len, reverse=True):
        text = f" {text} ".replace(f" {phrase} ", " ").strip()
    return text
