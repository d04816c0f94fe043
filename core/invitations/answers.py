"""What a reply says: whole words as forms export them, ticks and truth values, and free words; or that it is unsure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from core.folding import fold
from core.i18n import current, language
from core.importing.columns.headings import MAPPINGS
from core.invitations import states

TICKS, CROSSES = frozenset("✓✔☑✅√🗸"), frozenset("✗✘❌✖☒")
LONGEST = 1000
"""Letters of a reply that are looked at: a longer text is a letter, and somebody must read it."""
_CLAUSES = re.compile(r"[.,;:!?…\n()]+|\s[-–—]+\s|\b(?:but|mais|however|cependant)\b")
_NO = ("no", "non", "nope", "nein")
_TRUTH = {"yes", "y", "oui", "o", "ok", "true", "vrai", "1", "x", "no", "n", "non", "false", "faux", "0"}
_BEFORE_EVENT = {states.CAME: states.ACCEPTED}
_AT_DOOR = {states.ACCEPTED: states.CAME, states.DECLINED: states.NO_SHOW}
_TURNED = {states.ACCEPTED: states.DECLINED, states.DECLINED: states.ACCEPTED}


@cache
def reply_words() -> Mapping[str, Any]:
    """The words of replies and of the questions they answer, as data."""
    found: Mapping[str, Any] = json.loads((MAPPINGS / "replies.json").read_text(encoding="utf-8"))
    return found


def plain_words(text: str) -> str:
    """A text as it is compared: no accents, no case, signs as spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def has_phrase(plain: str, phrases: tuple[str, ...] | list[str]) -> bool:
    """Whether one of the phrases stands in a text of plain words, as whole words."""
    return any(f" {phrase} " in f" {plain} " for phrase in phrases)


def understand_answer(text: str, *, marks: bool = True, crossed: bool = False) -> str | None:
    """The state a cell says; None where it says none, or both yes and no, or is unsure.

    ``marks``: whether 1, 0, ticks and x are answers here; ``crossed``: whether the column also has ticks, so that an
    x beside them may mean either.
    """
    if text.rstrip().endswith("?"):
        return None  # a question is no answer
    return exact_answer(text, marks=marks, crossed=crossed) or _free_answer(text[:LONGEST])


def exact_answer(text: str, *, marks: bool = True, crossed: bool = False) -> str | None:
    """The state a cell says that is no more than a word, a truth value or a mark; else None."""
    bare = text.strip().strip("\ufe0e\ufe0f")
    if bare and bare[0] in TICKS | CROSSES and len(bare.rstrip("\ufe0e\ufe0f")) == 1:
        return states.ACCEPTED if bare[0] in TICKS else states.DECLINED
    plain = plain_words(bare)
    if marks and plain in ("x", "1", "0", "1 0", "0 0"):
        if plain == "x":
            return None if crossed else states.ACCEPTED
        return states.ACCEPTED if plain[0] == "1" else states.DECLINED
    return _exact_words(current()).get(plain)


def mean_in_question(text: str, state: str | None, kind: str, future: bool) -> str | None:
    """What an answer means to a question of this kind: to "absent?" a plain yes declines, to "attended?" it came."""
    if kind == "absent":
        return _TURNED.get(state or "", state) if _is_truth(text) else state
    if kind == "came":
        return _AT_DOOR.get(state or "", state)
    return _BEFORE_EVENT.get(state or "", state) if future else state


def _is_truth(text: str) -> bool:
    return plain_words(text) in _TRUTH or text.strip()[:1] in TICKS | CROSSES


@cache
def _exact_words(lang: str) -> Mapping[str, str]:
    """The words of every state, those it is shown with in the language in force among them."""
    found = {word: state for state, words in reply_words()["answers"].items() for word in words}
    with language(lang):
        shown = {plain_words(states.words(state)): state for state in states.STATES}
    said = {**{plain_words(state): state for state in states.STATES}, **shown}
    return {**found, **said}


def _free_answer(text: str) -> str | None:
    """Yes or no out of free words: clause by clause, and only where all that say something agree."""
    said: set[str] = set()
    for clause in _CLAUSES.split(fold(text).replace("’", "'")):
        plain = plain_words(clause)
        if has_phrase(plain, reply_words()["unsure"]):
            return None
        said |= _said_in_clause(plain)
    return said.pop() if len(said) == 1 else None


def _said_in_clause(plain: str) -> set[str]:
    words = reply_words()
    for phrase in words["neutral"]:
        plain = f" {plain} ".replace(f" {phrase} ", " ").strip()
    # Phrases such as "can't wait" say yes with the words of a no: they are read before it.
    yes = [phrase for phrase in words["yes"] if has_phrase(plain, [phrase])]
    rest = f" {plain} "
    for phrase in sorted(yes, key=len, reverse=True):
        rest = rest.replace(f" {phrase} ", " / ")
    first, _, after = plain.partition(" ")
    if first in _NO and after.split(" ", 1)[0] not in words["after_no"]:
        return {states.ACCEPTED, states.DECLINED}  # "no allergies" is no refusal: somebody must read it
    if first in _NO or has_phrase(" ".join(rest.split()), words["no"]) or _is_negated(rest, bool(yes)):
        return {states.DECLINED}
    # What negates a yes stands across it: "will not be there" holds "be there".
    if yes and has_phrase(plain, [phrase for phrase in words["no"] if not _is_within(phrase, yes)]):
        return {states.DECLINED}
    return {states.ACCEPTED} if yes else set()


def _is_within(phrase: str, others: list[str]) -> bool:
    return any(f" {phrase} " in f" {other} " for other in others)


def _is_negated(rest: str, yes: bool) -> bool:
    """A yes with a "not" or a "pas" beside it is a no."""
    return yes and bool(re.search(r" (?:not|pas|don t|doesn t|jamais|never|wouldn t|shan t) ", rest))
