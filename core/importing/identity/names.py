"""Names as they are compared: folded by whole columns, looked at for tricks, and matched only where unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

import numpy as np

from core.folding import fold
from core.importing.identity.groups import NOBODY, several
from core.model import LongArray

ALIKE_WORDS = 80
"""Similarity (rapidfuzz ratio, 0..100) from which the words two names do not share may be one word misspelt."""
SHORTEST = 8
"""Names shorter than this are too easily alike: only equal ones are proposed."""

SPECIAL = {"œ": "oe", "æ": "ae", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th"}
# Letters whose whole-column folding was compared with ``fold`` one by one; U+0345 and a few rare marks differ.
_EUROPEAN = (
    "^[\\x00-\\x7f\u00a0-\u024f\u0300-\u0344\u0346-\u034e\u0400-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u205f]*$"
)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\w*\d\w*|[ivx]+")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Letters drawn like Latin ones, from Unicode's table of confusables: Cyrillic and Greek, the two that are used.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгѵАВЕКМНОРСТУХІЈЅαοενρτυικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwbkmhtrvABEKMHOPCTYXIJSaoevptuikxABEZHIKMNOPTYX",
)


def folded(texts: Any) -> Any:
    """A pyarrow string array folded like ``people.fold``: European letters by whole columns, others one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = _squeeze_spaces(pc.utf8_lower(texts))
    other = pc.invert(pc.string_is_ascii(texts))
    if not pc.any(other).as_py():
        return plain
    encoded = texts.filter(other).dictionary_encode()
    words = encoded.dictionary
    european = pc.match_substring_regex(words, _EUROPEAN)
    rest = [fold(text) for text in words.filter(pc.invert(european)).to_pylist()]
    spelled = pc.replace_with_mask(_strip_accents(words), pc.invert(european), pa.array(rest, pa.string()))
    return pc.replace_with_mask(plain, other, spelled.take(encoded.indices))


def _strip_accents(texts: Any) -> Any:
    import pyarrow.compute as pc

    plain = pc.utf8_normalize(pc.utf8_lower(texts), "NFKD")
    plain = pc.replace_substring_regex(plain, "[\u0300-\u036f]+", "")
    if pc.any(pc.match_substring_regex(plain, f"[{''.join(SPECIAL)}]")).as_py():
        for letter, instead in SPECIAL.items():
            plain = pc.replace_substring(plain, letter, instead)
    return _squeeze_spaces(plain)


def _squeeze_spaces(texts: Any) -> Any:
    import pyarrow.compute as pc

    odd = pc.match_substring_regex(texts, "[\\x09-\\x0d\\x1c-\\x1f]|  |^ | $")
    if not pc.any(odd).as_py():
        return texts
    squeezed = pc.replace_substring_regex(texts.filter(odd), "[\\x09-\\x0d\\x1c-\\x20]+", " ")
    return pc.replace_with_mask(texts, odd, pc.utf8_trim(squeezed, " "))


def skeleton(text: str) -> str:
    """The text as the eye reads it: look-alike letters made Latin, invisible marks of direction gone, folded."""
    return fold(BIDI.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOKS_LIKE))


def is_trick(text: str) -> bool:
    """Whether a text may be read as another: marks of direction, or two alphabets within one word."""
    return bool(BIDI.search(text)) or any(len(_find_scripts(word)) > 1 for word in re.findall(r"[^\W\d_]+", text))


def tricks(texts: Any) -> list[int]:
    """The places of the texts (pyarrow) that may be read as another."""
    import pyarrow.compute as pc

    beyond = np.flatnonzero(pc.invert(pc.string_is_ascii(texts)).to_numpy(zero_copy_only=False))
    said = texts.take(beyond)
    foreign = pc.match_substring_regex(said, "\\p{Cyrillic}|\\p{Greek}")
    mixed = pc.and_(
        foreign, pc.match_substring_regex(said, "\\p{Latin}|\\p{Cyrillic}.*\\p{Greek}|\\p{Greek}.*\\p{Cyrillic}")
    )
    suspect = pc.or_(mixed, pc.match_substring_regex(said, BIDI.pattern))
    places = beyond[suspect.to_numpy(zero_copy_only=False)]
    suspects = zip(places.tolist(), texts.take(places).to_pylist(), strict=True)
    return [place for place, text in suspects if is_trick(text)]


def _find_scripts(word: str) -> set[str]:
    alphabets = {"LATIN", "CYRILLIC", "GREEK"}
    return {name for c in word if (name := unicodedata.name(c, "").partition(" ")[0]) in alphabets}


def agree(one: str, other: str) -> bool:
    """Whether two folded names may be one person's: the one holds the other, or a word is misspelt or an initial."""
    mine, theirs = set(_WORD.findall(one)), set(_WORD.findall(other))
    return mine <= theirs or theirs <= mine or may_be_one(mine, theirs)


def may_be_one(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether the words two names do not share are one word misspelt, or an initial more.

    Short names, and names told apart by a number, are alike by accident.
    """
    left, right = sorted(one - other), sorted(other - one)
    if not left and not right:
        return True
    shorter = min(len(" ".join(one)), len(" ".join(other)))
    if shorter < SHORTEST or any(_NUMBER.fullmatch(word) for word in (*left, *right)):
        return False
    if not left or not right:
        return all(len(word) == 1 for word in (*left, *right))
    from rapidfuzz import fuzz

    return fuzz.ratio(" ".join(left), " ".join(right)) >= ALIKE_WORDS


def at_odds(key: LongArray, name: LongArray, names: Any, count: int) -> LongArray:
    """Which of ``count`` keys are held under names that cannot be one person's.

    ``key`` and ``name`` say who holds what under which of the folded ``names`` (pyarrow), NOBODY for none.
    """
    import pyarrow as pa

    held: dict[int, set[int]] = {code: set() for code in np.flatnonzero(several(name, key, count)).tolist()}
    inside = np.isin(key, list(held)) & (name != NOBODY)
    for code, word in zip(key[inside].tolist(), name[inside].tolist(), strict=True):
        held[code].add(word)
    spelled = {code: sorted(names.take(pa.array(sorted(some))).to_pylist()) for code, some in held.items()}
    apart = (code for code, some in spelled.items() if not all(agree(a, b) for a, b in combinations(some, 2)))
    return np.fromiter(apart, np.int64)


def coded(texts: Any) -> tuple[LongArray, Any]:
    """Each text's place among the distinct ones (pyarrow), NOBODY for a blank one."""
    import pyarrow.compute as pc

    encoded = texts.dictionary_encode()
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    code[code == pc.index(encoded.dictionary, "").as_py()] = NOBODY
    return code, encoded.dictionary


def same_name(names: Sequence[str], cells: Sequence[object]) -> list[list[int]]:
    """Places grouped by name, where no two of a name share a cell (a day and channel); the others stand alone.

    Blank names stand alone.
    """
    by_name: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        by_name.setdefault(name or f"\0{place}", []).append(place)
    groups: list[list[int]] = []
    for places in by_name.values():
        distinct = len({cells[p] for p in places}) == len(places)
        groups += [places] if distinct else [[p] for p in places]
    return groups


def is_panel(groups: Sequence[Sequence[int]]) -> bool:
    """Whether a file without keys is plainly one row per person and date or platform: most names come back."""
    return sum(len(group) > 1 for group in groups) * 2 > len(groups)


def match_by_name(names: Mapping[int, str], known: Mapping[int, str]) -> dict[int, int]:
    """Ours -> known person, where the folded name occurs once on both sides.

    It is a proposal: a name alone proves nothing, and whoever takes it as confirmed says so.
    """
    ours, theirs = _borne_once(names.items()), _borne_once(known.items())
    return {number: theirs[name] for name, number in ours.items() if name in theirs}


def _borne_once(named: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice: set[str] = set()
    for number, name in named:
        if name in found:
            twice.add(name)
        found[name] = number
    return {name: number for name, number in found.items() if name and name not in twice}


def unique_keys(keys: Iterable[str], taken: Callable[[str], bool]) -> list[str]:
    """The keys made distinct: ``#2``, ``#3`` behind those already given."""
    given: set[str] = set()
    unique: list[str] = []
    for key in keys:
        number, candidate = 1, key
        while candidate in given or taken(candidate):
            number += 1
            candidate = f"{key}#{number}"
        given.add(candidate)
        unique.append(candidate)
    return unique
