"""Names across alphabets by their consonants: أحمد الهاشمي beside Ahmed El Hachemi, Жданов beside Jdanov.

Arabic and Hebrew leave short vowels out, and each country spells the others in its own way; what all of them write
are the consonants; a transliteration letter by letter (anyascii) gives those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

MOST_WORDS = 6
"""Words of a name that are read in each way."""
LEAST = 3
"""Consonants of a whole name, in two words or more, below which they say too little."""
_WORD = re.compile(r"[^\W_]+")
_ABJAD = re.compile("[\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OTHER = re.compile("[\u0370-\u052f\u0590-\u06ff\u1f00-\u1fff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARTICLE = "\u0627\u0644"
_ARTICLES = frozenset({"al", "el", "ul", "ash", "as", "ar", "an", "ad", "at", "az", "ben", "bin", "ibn", "bint"})
_FILIATION = frozenset({"\u0628\u0646", "\u0627\u0628\u0646", "\u0628\u0646\u062a"})
"""Son and daughter of: left out by many."""
_SERVANT, _SERVANT_LATIN = "\u0639\u0628\u062f", re.compile(r"\babd[aeuo]?l?[ -]*")
"""Servant of: one word with the one that follows, however it is written."""
_OPEN = frozenset("\u0627\u0639\u0623\u0625")
"""Letters that begin with a vowel in Latin ones."""
_ENDING = "\u0647\u0629\u062d"
_HEBREW = str.maketrans("\u05d1\u05db", "bk")
_PERSIAN = str.maketrans("\u0636\u0630\u062b", "\u0632\u0632\u0633")
"""Letters that Persian reads otherwise: Reza is Rida."""
_GREEK = (("\u03b1\u03c5", "av"), ("\u03b5\u03c5", "ev"), ("\u03c7", "h"))
"""What Greek says otherwise than it writes."""
_SOFT = re.compile("\\b\u03b3(?=[\u03b9\u03b5\u03b7\u03c5])")
"""A g that is heard as y: Yorgos is Giorgos."""
_LETTERS = (
    *(("x", "ks"), ("shch", "S"), ("chtch", "S"), ("tch", "S"), ("sch", "S"), ("sh", "S")),
    *(("dzh", "J"), ("zh", "J"), ("dj", "J"), ("j", "J"), ("kh", "X"), ("gh", "G"), ("ph", "f"), ("th", "t")),
    *(("dh", "d"), ("tz", "ts"), ("ck", "k"), ("ng", "g"), ("gg", "g"), ("q", "k")),
)
_SILENT = re.compile("[aeiouyw'`]+")
_TWICE = re.compile(r"(.)\1+")

Spelled = tuple[str, ...]


def is_other(name: str) -> bool:
    """Whether a name is written in an alphabet whose names Latin letters spell in several ways."""
    return bool(_OTHER.search(name))


def is_abjad(name: str) -> bool:
    """Whether a name is written in letters without short vowels."""
    return bool(_ABJAD.search(name))


def consonants_of_other(name: str) -> set[Spelled]:
    """The consonants of a name in another alphabet, word by word, in each of the ways it may be read."""
    from anyascii import anyascii

    if not is_abjad(name):
        text = name
        for letters, instead in _GREEK:
            text = text.replace(letters, instead)
        readings = {text, _SOFT.sub("", text)}
        return {
            _without_blanks(_latin_consonants(anyascii(word).casefold()) for word in _WORD.findall(one))
            for one in readings
        }
    words = _with_servants(_WORD.findall(name.translate(_HEBREW)))[:MOST_WORDS]
    found = {_without_blanks(reading) for reading in product(*map(_abjad_readings, words))}
    return found | {_without_blanks(reading) for reading in product(*map(_abjad_readings, _with_fathers(words)))}


def consonants_of_latin(name: str, abjad: bool) -> set[Spelled]:
    """The consonants of a name in Latin letters, word by word, in each of the ways it may stand for one in another
    alphabet: ch as in Chahine or in Vlachos, an article written together with its word or not."""
    text = _SERVANT_LATIN.sub("abd", re.sub(r"\b(abd) (?:al|el|ul)[ -]", r"\1", name)) if abjad else name
    words = [word for word in _WORD.findall(text) if not (abjad and word in _ARTICLES)]
    found = set()
    for hard, apart in product(("S", "h"), (False, True) if abjad else (False,)):
        bare = [word[2:] if apart and word[:2] in ("al", "el") and len(word) > 4 else word for word in words]
        found.add(_without_blanks(_latin_consonants(word, hard, abjad) for word in bare))
    return found


def consonant_marks(readings: Iterable[Spelled]) -> set[str]:
    """What names of the same consonants have in common, whatever the order of their words."""
    return {" ".join(sorted(one)) for one in readings if len(one) > 1 and len("".join(one)) >= LEAST}


def _with_servants(words: Sequence[str]) -> list[str]:
    """Arabic words, each "servant of" written together with the word behind it, without its article."""
    found: list[str] = []
    for word in words:
        if found and found[-1] == _SERVANT:
            found[-1] += word[2:] if word.startswith(_ARTICLE) and len(word) > 3 else word
        else:
            found.append(word)
    return found


def _with_fathers(words: Sequence[str]) -> list[str]:
    """Arabic words, each "son of" written together with the word behind it: Benali."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _FILIATION:
            found[-1] = "\u0628\u0646" + word
        else:
            found.append(word)
    return found


def _without_blanks(words: Iterable[str]) -> Spelled:
    return tuple(word for word in words if word)


def _abjad_readings(word: str) -> set[str]:
    """The consonants of a word in letters without short vowels, in each of the ways it may be read: as in Persian, as
    in Cairo (Gamal is Jamal), and in the Maghreb with the article grown to it (Larbi is Al-Arabi)."""
    if word in _FILIATION:
        return {""}
    has_article = word.startswith(_ARTICLE) and len(word) > 3
    bare = word[2:] if has_article else word
    ways = {bare, bare.translate(_PERSIAN), *([word[1:]] if has_article and word[2:3] in _OPEN else [])}
    found = {_abjad_consonants(way) for way in ways}
    return found | {way.replace("J", "g") for way in found}


def _abjad_consonants(word: str) -> str:
    """The consonants of a word, letter by letter: t and h are not th. The h at its end is hardly heard, and mostly not
    written in Latin letters."""
    from anyascii import anyascii

    return "".join(_latin_consonants(anyascii(letter).casefold(), abjad=True) for letter in word.rstrip(_ENDING))


@lru_cache(maxsize=1 << 17)
def _latin_consonants(word: str, hard: str = "S", abjad: bool = False) -> str:
    """A Latin word's consonants, one letter for each sound; ``hard``: what ch stands for. Of an ``abjad`` v is a vowel
    as well, and p is b; else the a of a woman's name stays."""
    for letters, instead in _LETTERS:
        word = word.replace(letters, instead)
    word = _TWICE.sub(r"\1", word.replace("ch", hard).replace("c", "k"))
    word = word[:-1] if word[-1:] == "h" and len(word) > 2 else word
    bare = _SILENT.sub("", word)
    if abjad:
        return bare.replace("v", "").replace("p", "b")
    return f"{bare}A" if word[-1:] == "a" else bare


def same_consonants(one: str, other: str) -> bool:
    """Whether of two names one is in another alphabet, one in Latin letters, and both have the same consonants."""
    if is_other(one) == is_other(other):
        return False
    name, latin = (one, other) if is_other(one) else (other, one)
    mine = consonant_marks(consonants_of_other(name))
    return not mine.isdisjoint(consonant_marks(consonants_of_latin(latin, is_abjad(name))))


def across_alphabets(names: Sequence[str]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Marks and places of the names in other alphabets, and of those in Latin letters; none where all are Latin."""
    others = [(at, name) for at, name in enumerate(names) if not name.isascii() and is_other(name)]
    if not others:
        return [], []
    _latin_consonants.cache_clear()  # many share their words; none is remembered longer than for one list of names
    there = {at for at, _ in others}
    mine = [
        (f"{is_abjad(name)} {mark}", at) for at, name in others for mark in consonant_marks(consonants_of_other(name))
    ]
    theirs = [
        (f"{abjad} {mark}", at)
        for abjad in sorted({is_abjad(name) for _, name in others})
        for at, name in enumerate(names)
        if at not in there
        for mark in consonant_marks(consonants_of_latin(name, abjad))
    ]
    _latin_consonants.cache_clear()
    return mine, theirs
