"""Two names side by side: the same, one written otherwise, or two people's; and a name in plain Latin words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from core.importing.identity.consonants import same_consonants
from core.importing.identity.words import words

_HONORIFICS = words("titles")
TITLES = _HONORIFICS | words("beside_names")
"""Words that stand beside a name and are no part of it."""
GENERATIONS = words("generations")
"""Words that tell a child from a parent of the same name."""
JOINING = words("between_names")
"""Words between the names of two people."""
_PARTICLES = words("particles")
_WHOLE = {"st": "saint", "ste": "sainte", "mc": "mac", "mt": "mont"}
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"\((?!nee|née|born|geb)[^)]*\)|\[[^\]]*\]|\{[^}]*\}", re.IGNORECASE)
_ASIDE = re.compile(r"\s[|–—•·/]\s.*|\s-\s.*|[|•].*|\s@\S+.*")
ROMAN = re.compile(r"[ivx]+")
_SYLLABLE = re.compile(r"[A-Z][^A-Z]*")
_SOUNDS = (
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("ue", "u"),
    ("oe", "o"),
    ("ae", "a"),
    ("x", "ks"),
)
_LETTERS = str.maketrans({"y": "i", "j": "i", "c": "k", "q": "k", "w": "v", "z": "s", "h": None})
VOWELS = "aeiouy"
_VOWELS = frozenset(VOWELS)
ENDING = 3
"""Letters by which a man's and a woman's name may differ at their ends."""


class Likeness(IntEnum):
    """How two names stand to one another."""

    ODD = 0
    LIKE = 1
    SAME = 2


@lru_cache(maxsize=65536)
def plain_words(folded: str) -> tuple[str, ...]:
    """The words of a folded name that are its own, in order: no titles, no marks, no single letters amid others."""
    words = [word for word in _WORD.findall(folded) if word not in _HONORIFICS] or _WORD.findall(folded)
    whole = [word for word in words if len(word) > 1 or not word.isascii()]
    return tuple(whole if len(whole) > 1 else words)


def likeness(one: str, other: str) -> Likeness:
    """How two folded names stand to one another: the same words, one that holds or misspells the other, or two
    people's. Order of words, titles and middle initials count for nothing."""
    mine, theirs = plain_words(one), plain_words(other)
    if sorted(mine) == sorted(theirs):
        return Likeness.SAME
    left, right = _left_over(mine, theirs), _left_over(theirs, mine)
    if len(left) == len(mine):
        joined = "".join(mine) == "".join(theirs)
        return Likeness.LIKE if joined or same_consonants(one, other) else Likeness.ODD
    extra = {*left, *right}
    if extra & (GENERATIONS | JOINING) or _given_compound(one, other) or any(_has_digits(word) for word in extra):
        return Likeness.ODD
    given = left[:1] == list(mine[:1]) and right[:1] == list(theirs[:1])
    return Likeness.LIKE if _words_alike(left, right, given) else Likeness.ODD


def _left_over(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that have none of their own among the others."""
    rest = list(others)
    left = []
    for word in words:
        if word in rest:
            rest.remove(word)
        else:
            left.append(word)
    return left


def _words_alike(left: Sequence[str], right: Sequence[str], given: bool) -> bool:
    """Whether the words two names do not share are none on one side, or one word in two spellings; of first names,
    ``given``, only such as sound the same: Marina is not Martina."""
    if not left or not right or "".join(left) == "".join(right):
        return True
    if len(left) != 1 or len(right) != 1:
        return False
    one, other = ("".join(latin_words(word)) for word in (left[0], right[0]))
    if len(one) < 2 or len(other) < 2:
        return one[:1] == other[:1]
    return sound(one) == sound(other) or (not given and not gendered(one, other) and near(one, other))


def near(one: str, other: str) -> bool:
    """Whether two words are one, spelt by ear or misspelt."""
    from rapidfuzz import fuzz

    mine, theirs = sound(one), sound(other)
    of_one_length = min(len(one), len(other)) > 3 and abs(len(mine) - len(theirs)) < 2
    return mine == theirs or (of_one_length and fuzz.ratio(mine, theirs) >= 80)


def gendered(one: str, other: str) -> bool:
    """Whether two Latin words differ in their endings alone, and by a vowel: Daniel and Daniela, Mario and Maria,
    Ivanov and Ivanova, Andrea and Andreas."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ends = one[-1:], other[-1:]
    short = at > 1 and max(len(one), len(other)) - at <= ENDING
    return short and ends[0] != ends[1] and any(end in VOWELS for end in ends)


def _given_compound(one: str, other: str) -> bool:
    """Whether one begins with a double name of which the other bears a half: Jean-Pierre beside Jean."""
    for double, single in ((one, other), (other, one)):
        halves, words = double.partition(" ")[0].split("-"), _WORD.findall(single)
        if len(halves) == 2 and sum(half in words for half in halves) == 1:
            return True
    return False


def _has_digits(word: str) -> bool:
    return any(c.isdigit() for c in word)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A Latin word as it sounds, near enough: double letters single, h silent, c as k, y as i; a number as it is."""
    if len(word) < 3 or ROMAN.fullmatch(word) or not _VOWELS & set(word):
        return word  # Arabic without its vowels: the h that parts Ahmed from Mohammed is all there is
    for letters, instead in _SOUNDS:
        word = word.replace(letters, instead)
    return re.sub(r"(.)\1+", r"\1", word.translate(_LETTERS))


def latin_words(name: str) -> tuple[str, ...]:
    """A name of any script as Latin words, in order, without titles; syllables of Chinese, Japanese and Korean are
    words."""
    text = name if name.isascii() else unicodedata.normalize("NFKC", name)
    found: list[str] = []
    for word in _WORD.findall(text.replace("'", "").replace("’", "")):
        found += [word.casefold()] if word.isascii() else _spell_latin(word)
    own = [word for word in found if word not in TITLES]
    own = own if sum(len(word) > 1 for word in own) > 1 else found
    return tuple(_WHOLE.get(word, "mac" + word[2:] if word[:2] == "mc" else word) for word in own if word)


def without_asides(name: str) -> str:
    """A name without what stands in brackets, behind a bar or a dash, or as an account; "" where nothing does, or too
    little is left to be a name."""
    left = _ASIDE.sub("", _MARKED.sub(" ", name)).strip()
    return left if left != name and len(_WORD.findall(left)) > 1 else ""


def _spell_latin(word: str) -> list[str]:
    """A word in Latin letters: one for each syllable where the script writes syllables."""
    from anyascii import anyascii

    plain = anyascii(word)
    if any("\u2e80" <= c <= "\ud7ff" or c > "\uffff" for c in word):
        return [part.casefold() for part in _SYLLABLE.findall(plain)] or [plain.casefold()]
    return ["".join(c for c in plain.casefold() if c.isalnum())]


def joined_particles(spelled: Sequence[str]) -> list[str]:
    """Particles put before the word they belong to: de la tourelle becomes delatourelle."""
    found: list[str] = []
    before = ""
    for word in spelled:
        if word in _PARTICLES:
            before += word
        else:
            found.append(before + word)
            before = ""
    return [*found, before] if before else found
