"""Headings as tools write them, brought to the words of ``resources/mappings/fields.json``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from core.importing.columns.mending import mended
from core.importing.values.handles import PLATFORM_WORDS
from core.model import METRICS
from core.resources import RESOURCES

MAPPINGS = RESOURCES / "mappings"


@dataclass(frozen=True)
class Heading:
    """What a heading says: the field it names with a confidence (0..1), on which platform ("" for any), whether the
    values are averages per post, totals, or of new posts only. ``rank`` counts from the field's most usual words.
    ``mended``: it says so once a letter that was lost is put back."""

    field: str
    confidence: float
    platform: str = ""
    average: bool = False
    total: bool = False
    recent: bool = False
    rank: int = 0
    mended: bool = False


UNKNOWN = Heading("", 0.0)
LONGEST = 300
"""Letters of a heading that are looked at: one of 50 MB says no more."""
MENDED = 0.7
"""How sure a heading is that lost a letter."""
PERCENT = frozenset({"engagement_rate", "audience_quality"})
# Figures that stand at a level: what a period or new posts brought to them is a gain, and no level.
STANDING = frozenset({"audience", "listed", "inbound_links"})


@dataclass(frozen=True)
class Unit:
    """What a heading says of all its figures: their power of ten ("(k)" is 3), and whether they are percent."""

    power: int = 0
    percent: bool = False


@dataclass(frozen=True)
class Preset:
    """What is known of one tool's export: folded heading -> field ("" for none), its platform ("" for any), and
    whether its rows are posts."""

    columns: Mapping[str, str] = field(default_factory=dict)
    platform: str = ""
    posts: bool = False


# Capitals inside these names part no words.
_BRANDS = re.compile("youtube|tiktok|linkedin|hypeauditor|buzzstream", re.IGNORECASE)
_PARTED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_ASCII_SIGNS = re.compile("[^a-z0-9#]+")


@cache
def words() -> Mapping[str, Any]:
    """The aliases and other words, as data."""
    data: Mapping[str, Any] = json.loads((MAPPINGS / "fields.json").read_text(encoding="utf-8"))
    return data


@cache
def missing_words() -> frozenset[str]:
    """The texts that mean "nothing known"; the list is data that anyone can see and edit."""
    return frozenset(json.loads((MAPPINGS / "missing.json").read_text(encoding="utf-8"))["words"])


@cache
def presets() -> Sequence[Mapping[str, Any]]:
    """The known exports, as data."""
    found: Sequence[Mapping[str, Any]] = json.loads((MAPPINGS / "presets.json").read_text(encoding="utf-8"))["presets"]
    return found


def preset(headings: Sequence[str]) -> Preset:
    """The export these headings are of; one that says nothing where it is none that is known."""
    here = {folded(heading) for heading in headings}
    for known in presets():
        if here.issuperset(known["signature"]):
            return Preset(known["columns"], known.get("platform", ""), known.get("posts", False))
    return Preset()


def folded(heading: str) -> str:
    """A heading as it is compared: camelCase parted, no accents, no case, signs as spaces."""
    plain = _PARTED.sub(" ", _BRANDS.sub(lambda found: found[0].capitalize(), heading[:LONGEST])).casefold()
    if plain.isascii():  # as most texts are, without accents and many times as quick
        return _ASCII_SIGNS.sub(" ", plain).strip()
    letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c == "#" else " " for c in letters).split())


def understand(heading: str, known: Preset = Preset()) -> Heading:
    """What a heading says, in the export it is ``known`` to be of, once its lost letters are put back where it says
    nothing as it stands; ``UNKNOWN`` where it says nothing that counts."""
    found = _understand_as_it_stands(heading, known)
    return found if found.field or folded(heading) in known.columns else _understand_mended(heading)


def _understand_as_it_stands(heading: str, known: Preset = Preset()) -> Heading:
    text = folded(heading)
    if text in known.columns:
        return Heading(known.columns[text], 1.0) if known.columns[text] else UNKNOWN
    if not text or text in words()["ignore"] or text == "#":
        return UNKNOWN
    if text in _load_aliases():
        named, rank = _load_aliases()[text]
        return _as_percent(Heading(named, 1.0, _find_platform(text.split()), rank=rank), heading)
    if _has_phrase(text, words()["not_levels"]):
        return UNKNOWN
    return _as_percent(_reduce_heading(text), heading)


def _understand_mended(heading: str) -> Heading:
    """What a heading says once its lost letters are put back."""
    whole = mended(heading[:LONGEST], _vocabulary())
    found = _understand_as_it_stands(whole) if whole else UNKNOWN
    return replace(found, confidence=min(found.confidence, MENDED), mended=True) if found.field else UNKNOWN


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of the headings that are known."""
    return frozenset(word for alias in _load_aliases() for word in alias.split())


def _as_percent(found: Heading, heading: str) -> Heading:
    """A heading such as "Audience (%)" is of a share of people, and no number of them: of percent only rates and
    qualities are known."""
    is_count = found.field in METRICS and found.field not in PERCENT
    return UNKNOWN if is_count and unit_of(heading).percent else found


def names_fields(cells: Sequence[str], least: int = 2) -> bool:
    """Whether a row is made of headings: ``least`` or more of its cells, and most of them, name different fields."""
    filled = [cell for cell in cells if cell.strip()]
    named = {found.field for cell in filled if (found := _understand_as_it_stands(cell)).field}
    return len(named) >= least and 2 * len(named) > len(filled)


def unit_of(heading: str) -> Unit:
    """The unit a heading states, such as "(k)", "in thousands", "en milliers", "%"."""
    text = folded(heading)
    percent = "%" in heading[:LONGEST] or _has_phrase(text, words()["percent"])
    power = next(
        (int(power) for power, phrases in words()["scales"].items() if _without_scale(text, phrases) != text), 0
    )
    return Unit(0 if percent else power, percent)


def averaged(heading: str) -> bool:
    """Whether a heading says that its figures are averages."""
    return _has_phrase(folded(heading), words()["average"])


def _without_scale(text: str, phrases: Sequence[str]) -> str:
    """The heading without the words of its scale: short ones ("k", "m") count at its end alone."""
    for phrase in sorted(phrases, key=len, reverse=True):
        end = f" {phrase}"
        if text.endswith(end):
            return text.removesuffix(end)
        if len(phrase) > 3 and _has_phrase(text, [phrase]):
            return _without_phrases(text, [phrase])
    return text


def _reduce_heading(text: str) -> Heading:
    """The heading without averages, platforms, periods and counting words: what is left names the field."""
    average, total, recent = (_has_phrase(text, words()[name]) for name in ("average", "total", "new"))
    tokens = text.split()
    platform = _find_platform(tokens)
    for phrases in words()["scales"].values():
        text = _without_scale(text, phrases)
    text = _without_phrases(text, [*words()["average"], *words()["counting"], *words()["new"], *words()["percent"]])
    rest = [t for t in text.split() if not t.isdigit() and t not in words()["period"] and t not in PLATFORM_WORDS]
    named, rank = _find_closest_field(rest)
    if not named or (named in STANDING and (recent or _has_phrase(text, words()["period"]))):
        return UNKNOWN
    return Heading(named, 0.95, platform, average, total and not average, recent, rank)


def _find_closest_field(tokens: Sequence[str]) -> tuple[str, int]:
    """The field whose alias these words are. Among other words an alias is not enough: "account created" is no
    account, "reach from posts" no number of posts."""
    return _load_aliases().get(" ".join(tokens), ("", 0))


@cache
def _load_aliases() -> dict[str, tuple[str, int]]:
    """Alias -> field and the alias's place among the field's."""
    return {alias: (name, rank) for name, aliases in words()["fields"].items() for rank, alias in enumerate(aliases)}


def _find_platform(tokens: Sequence[str]) -> str:
    found = [PLATFORM_WORDS[token] for token in tokens if token in PLATFORM_WORDS]
    return found[0] if found and found[0] != "web" else ""


def _has_phrase(text: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {text} " for phrase in phrases)


def _without_phrases(text: str, phrases: Sequence[str]) -> str:
    for phrase in sorted(phrases, key=len, reverse=True):
        text = f" {text} ".replace(f" {phrase} ", " ").strip()
    return text
