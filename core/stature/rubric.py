"""The rubric: criteria with weights and anchored levels, named, versioned and hashed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

from core.errors import Trouble
from core.i18n import LANGUAGES, current, tr
from core.resources import RESOURCES

RUBRIC_DIR = RESOURCES / "rubrics"
LEVELS = 5
TOP_LEVEL = LEVELS - 1
MAX_WEIGHT = 1000

Words = Mapping[str, str]
"""A text by language, ``{"en": ..., "fr": ...}``; where a language is missing the other stands in."""


def spoken(words: Words, language: str = "") -> str:
    """The text in a language (by default the one in force), or in whichever there is."""
    return words.get(language or current()) or next(iter(words.values()), "")


@dataclass(frozen=True)
class Criterion:
    """One thing that is assessed: ``anchors`` describes its five levels, from 0 to 4; ``weight`` is 1..1000."""

    key: str
    names: Words
    weight: int
    anchors: Sequence[Words]

    def name(self, language: str = "") -> str:
        return spoken(self.names, language)

    def anchor(self, level: int, language: str = "") -> str:
        return spoken(self.anchors[level], language)


@dataclass(frozen=True)
class Rubric:
    """A valid rubric: making one with a fault raises ``Trouble``. A version is never changed, only followed."""

    name: str
    version: int
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        _check_rubric(self)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(criterion.key for criterion in self.criteria)

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hex) of everything the rubric says: equal hashes assess alike."""
        return sha256(json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def __getitem__(self, key: str) -> Criterion:
        return next(criterion for criterion in self.criteria if criterion.key == key)


@cache
def load(name: str = "default") -> Rubric:
    """A rubric that comes with the program."""
    path = RUBRIC_DIR / f"{name}.json"
    return from_json(path.read_text(encoding="utf-8"), path.name)


def to_json(rubric: Rubric) -> str:
    """The rubric as text that ``from_json`` reads back."""
    return json.dumps(asdict(rubric), ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, where: str = "") -> Rubric:
    """The rubric written in a text; ``Trouble`` names ``where`` and the first fault."""
    try:
        raw = json.loads(text)
        criteria = tuple(_read_criterion(item) for item in raw["criteria"])
        name, version = raw["name"], raw["version"]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _rubric_trouble(tr("This is not a rubric."), where) from fault
    try:
        return Rubric(name, version, criteria)
    except Trouble as trouble:
        raise Trouble(trouble.what, f"{where}, {trouble.where}".strip(", "), trouble.remedy) from trouble


def _read_criterion(raw: Mapping[str, Any]) -> Criterion:
    return Criterion(raw["key"], dict(raw["names"]), raw["weight"], tuple(dict(anchor) for anchor in raw["anchors"]))


def _rubric_trouble(what: str, where: str) -> Trouble:
    return Trouble(what, where, tr("Correct the rubric, or take the one that comes with the program."))


def _check_rubric(rubric: Rubric) -> None:
    if not isinstance(rubric.name, str) or not rubric.name.strip():
        raise _rubric_trouble(tr("The rubric has no name."), tr("rubric"))
    if not _is_whole(rubric.version, 1, 10**9):
        raise _rubric_trouble(tr("The version of a rubric is a whole number from 1."), rubric.name)
    if not rubric.criteria:
        raise _rubric_trouble(tr("A rubric needs at least one criterion."), rubric.name)
    if len(set(rubric.keys)) < len(rubric.criteria):
        raise _rubric_trouble(tr("Two criteria have the same key."), rubric.name)
    for criterion in rubric.criteria:
        _check_criterion(criterion)


def _check_criterion(criterion: Criterion) -> None:
    where = str(criterion.key)
    if not isinstance(criterion.key, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", criterion.key):
        raise _rubric_trouble(tr("A criterion’s key is made of small letters, digits and underscores."), where)
    if not _is_whole(criterion.weight, 1, MAX_WEIGHT):
        raise _rubric_trouble(tr("A weight is a whole number from 1 to {top}.", top=MAX_WEIGHT), where)
    if not _is_worded(criterion.names):
        raise _rubric_trouble(tr("The criterion has no name."), where)
    if len(criterion.anchors) != LEVELS or not all(map(_is_worded, criterion.anchors)):
        raise _rubric_trouble(tr("A criterion describes its five levels, from 0 to 4."), where)


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_worded(words: Words) -> bool:
    texts = words.values()
    return bool(words) and set(words) <= set(LANGUAGES) and all(isinstance(t, str) and t.strip() for t in texts)


def changed(
    rubric: Rubric,
    *,
    name: str | None = None,
    names: Mapping[str, Words] | None = None,
    weights: Mapping[str, int] | None = None,
    anchors: Mapping[tuple[str, int], Words] | None = None,
    added: Iterable[Criterion] = (),
    removed: Iterable[str] = (),
) -> Rubric:
    """The next version of a rubric, with changes; the same object when nothing changes.

    ``names`` and ``weights`` are by criterion key, ``anchors`` by (key, level); words are laid over the old ones,
    so that one language can be changed alone. Raises ``Trouble`` when the result is not a valid rubric.
    """
    gone = set(removed)
    kept = (
        _edit_criterion(criterion, names or {}, weights or {}, anchors or {})
        for criterion in rubric.criteria
        if criterion.key not in gone
    )
    after = replace(rubric, name=rubric.name if name is None else name, criteria=(*kept, *added))
    return rubric if after == rubric else replace(after, version=rubric.version + 1)


def _edit_criterion(
    old: Criterion, names: Mapping[str, Words], weights: Mapping[str, int], anchors: Mapping[tuple[str, int], Words]
) -> Criterion:
    return replace(
        old,
        names={**old.names, **names.get(old.key, {})},
        weight=weights.get(old.key, old.weight),
        anchors=tuple({**words, **anchors.get((old.key, level), {})} for level, words in enumerate(old.anchors)),
    )


@dataclass(frozen=True)
class Change:
    """One difference between two rubrics. ``what`` is added, removed, weight, name or anchor (of ``level``)."""

    criterion: str
    what: str
    before: str = ""
    after: str = ""
    level: int | None = None

    def words(self) -> str:
        """The change as a sentence."""
        values = {"criterion": self.criterion, "before": self.before, "after": self.after, "level": self.level}
        return {
            "added": lambda: tr("“{after}” is a new criterion, unknown for everyone until assessed.", **values),
            "removed": lambda: tr("“{before}” no longer counts; its levels are kept.", **values),
            "weight": lambda: tr("“{criterion}” weighs {after} instead of {before}.", **values),
            "name": lambda: tr("“{before}” is now called “{after}”.", **values),
            "anchor": lambda: tr("Level {level} of “{criterion}” now reads: “{after}”.", **values),
        }[self.what]()


def difference(old: Rubric, new: Rubric) -> list[Change]:
    """What changes from one rubric to another, in the new one's order, in the language in force."""
    gone = [Change(c.key, "removed", before=c.name()) for c in old.criteria if c.key not in new.keys]
    changes: list[Change] = []
    for criterion in new.criteria:
        if criterion.key in old.keys:
            changes += _list_rewordings(old[criterion.key], criterion)
        else:
            changes.append(Change(criterion.key, "added", after=criterion.name()))
    return changes + gone


def _list_rewordings(old: Criterion, new: Criterion) -> list[Change]:
    title = new.name()
    changes = []
    if old.names != new.names:
        changes.append(Change(new.key, "name", *_both_texts(old.names, new.names)))
    if old.weight != new.weight:
        changes.append(Change(title, "weight", str(old.weight), str(new.weight)))
    levels = enumerate(zip(old.anchors, new.anchors, strict=True))
    return changes + [
        Change(title, "anchor", *_both_texts(*pair), level) for level, pair in levels if pair[0] != pair[1]
    ]


def _both_texts(before: Words, after: Words) -> tuple[str, str]:
    """Both texts in the reader's language, or in the one that changed."""
    differing = [name for name in LANGUAGES if before.get(name) != after.get(name)]
    language = current() if current() in differing else differing[0]
    return spoken(before, language), spoken(after, language)
