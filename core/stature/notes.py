"""Warnings for free notes that touch what the GDPR protects most (article 9); the words are data."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from core.i18n import tr
from core.stature.rubric import RUBRIC_DIR, Words, spoken


@dataclass(frozen=True)
class Warned:
    """A passage of a note that may say something of a protected matter (``topic``)."""

    topic: str
    names: Words
    found: str

    def words(self) -> str:
        """The warning as the assessor reads it."""
        return tr(
            "“{found}” may say something about {topic}. Such data is protected (GDPR, article 9): leave it out.",
            found=self.found,
            topic=spoken(self.names),
        )


@dataclass(frozen=True)
class _Topic:
    key: str
    names: Words
    loose: re.Pattern[str]
    exact: re.Pattern[str]
    innocent: re.Pattern[str]


def warnings(note: str) -> list[Warned]:
    """What a note should not hold, one warning a passage, in the order of the topics and then of the text.

    A note may be in either language whatever the screen's, so both lists are always tried. A warning never stops
    anyone: whether a word is meant so, only its writer knows.
    """
    text = unicodedata.normalize("NFC", note).replace("’", "'")
    return [
        Warned(topic.key, topic.names, text[start:end])
        for topic in _load_topics()
        for start, end in _find_passages(topic, text)
    ]


def _find_passages(topic: _Topic, text: str) -> list[tuple[int, int]]:
    """Where a topic's words stand outside its innocent phrases; overlapping finds count once."""
    plain = _fold_signs(text)
    innocent = [found.span() for found in topic.innocent.finditer(plain)]
    spans = sorted(found.span() for found in (*topic.loose.finditer(plain), *topic.exact.finditer(text)))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        excused = any(first < end and start < last for first, last in innocent)
        if not excused and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _fold_signs(text: str) -> str:
    """Small letters without accents, sign for sign, so that places in it are places in the text."""
    return "".join(_fold_sign(sign) for sign in text)


def _fold_sign(sign: str) -> str:
    lower = unicodedata.normalize("NFD", sign)[0].lower()
    return lower if len(lower) == 1 else sign


@cache
def _load_topics() -> tuple[_Topic, ...]:
    data = json.loads((RUBRIC_DIR / "sensitive.json").read_text(encoding="utf-8"))
    return tuple(_make_topic(raw["key"], raw["names"], raw["words"], raw["except"]) for raw in data["topics"])


def _make_topic(key: str, names: Words, words: dict[str, list[str]], innocent: list[str]) -> _Topic:
    every = [phrase for listed in words.values() for phrase in listed]
    exact = [phrase[1:] for phrase in every if phrase.startswith("=")]
    loose = [_fold_signs(phrase) for phrase in every if not phrase.startswith("=")]
    return _Topic(key, names, _make_pattern(loose), _make_pattern(exact), _make_pattern(map(_fold_signs, innocent)))


def _make_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first; matches nothing when there is none."""
    parts = [
        re.escape(phrase).replace(r"\ ", r"[\s-]+").replace(r"\*", r"\w*")
        for phrase in sorted(phrases, key=len, reverse=True)
    ]
    # A phrase that ends in an apostrophe (« enceinte de l' ») runs on into the next word.
    whole = "|".join(part if part.endswith("'") else rf"{part}(?!\w)" for part in parts)
    return re.compile(rf"(?<!\w)(?:{whole})" if parts else r"(?!)")
