"""Names that may be one person's spelt in two ways, found by what their spellings have in common.

Each name gives *signatures*: its words in Latin letters whatever their order, spacing and particles; the same as they
sound; the same without one of its words (a second given name, a married name); the same with one word as an initial.
Two names that share a signature are a pair, so the work grows with the names and not with their pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from core.importing.identity.consonants import across_alphabets
from core.importing.identity.spelling import ROMAN, joined_particles, latin_words, sound, without_asides
from core.model import BoolArray, LongArray

SHORTEST = 6
"""Letters of a name below which only equal words, and no sounds, make a pair."""
MOST_FULL = 3
"""Full names that one abbreviated name may stand for; where there are more it says nothing."""
LARGEST = 12
"""Names that share one signature; where there are more, each is put beside the first alone."""

Signatures = Callable[[Sequence[str]], Iterator[str]]


def spelt_alike(names: Sequence[str], asked: BoolArray) -> list[tuple[int, int, bool]]:
    """Pairs of places of folded names, at least one of them ``asked`` for; True where the same words are only written
    otherwise, False where a word is spelt, missing or abbreviated in one of them."""
    words = [latin_words(name) for name in names]
    found: dict[tuple[int, int], bool] = {}
    written = _hash_marks(words, _written_marks)
    for pair in _pairs_sharing(*written, *written):
        found[pair] = True
    sounds = [tuple(map(sound, spelled)) if len("".join(spelled)) >= SHORTEST else () for spelled in words]
    heard = _hash_marks(sounds, _written_marks)
    bare = [tuple(map(sound, latin_words(short))) if (short := without_asides(name)) else () for name in names]
    for less in (heard, _hash_marks(sounds, _shortened_marks), _hash_marks(bare, _written_marks)):
        for pair in _pairs_sharing(*less, *heard):
            found.setdefault(pair, False)
    mine, theirs = across_alphabets(names)
    for pair in _pairs_sharing(*_order_marks(mine), *_order_marks(theirs)):
        found[pair] = True
    for pair in _pair_abbreviated(words):
        found.setdefault(pair, False)
    return sorted((one, other, same) for (one, other), same in found.items() if asked[one] or asked[other])


def _written_marks(spelled: Sequence[str]) -> Iterator[str]:
    """A name's words in any order, with particles apart or joined, and its letters without spaces."""
    if not spelled:
        return
    joined = joined_particles(spelled)
    yield " ".join(sorted(spelled))
    yield " ".join(sorted(joined))
    letters = "".join(spelled)
    if len(letters) >= SHORTEST:
        yield letters


def _shortened_marks(spelled: Sequence[str]) -> Iterator[str]:
    """A name of three to five words without one of them but the first; a number or a numeral may not be left out."""
    for some in {tuple(spelled), tuple(joined_particles(spelled))}:
        for at in range(1, len(some)) if len(some) in (3, 4, 5) else ():
            rest = [*some[:at], *some[at + 1 :]]
            numbered = ROMAN.fullmatch(some[at]) or any(c.isdigit() for c in some[at])
            if not numbered and "of" not in some and min(map(len, rest)) > 1:
                yield " ".join(sorted(rest))


def _pair_abbreviated(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Names with an initial beside the few full names they may stand for."""
    short: dict[str, list[int]] = {}
    for place, spelled in enumerate(words):
        if len(spelled) > 1 and len(spelled[0]) == 1 and min(map(len, spelled[1:])) > 1:
            short.setdefault(" ".join(sorted(spelled)), []).append(place)
    full: dict[str, list[int]] = {}
    for place, spelled in enumerate(words) if short else ():
        if len(spelled) > 1 and min(map(len, spelled)) > 1:
            for key in {" ".join(sorted([w[0], *spelled[:at], *spelled[at + 1 :]])) for at, w in enumerate(spelled)}:
                if key in short:
                    full.setdefault(key, []).append(place)
    return [
        (min(one, other), max(one, other))
        for key, places in full.items()
        if len(places) <= MOST_FULL
        for one in short[key]
        for other in places
    ]


def _hash_marks(words: Sequence[Sequence[str]], signatures: Signatures) -> tuple[LongArray, LongArray]:
    """The signatures of all names as numbers, ascending, and the place of the name of each."""
    return _order_marks([(text, place) for place, spelled in enumerate(words) for text in set(signatures(spelled))])


def _order_marks(signed: Sequence[tuple[str, int]]) -> tuple[LongArray, LongArray]:
    """Signatures with the places of their names, as numbers, ascending."""
    mark, place_of = np.array([(hash(text), place) for text, place in signed], np.int64).reshape(-1, 2).T
    order = np.lexsort((place_of, mark))
    return mark[order], place_of[order]


def _pairs_sharing(mark: LongArray, place: LongArray, other: LongArray, theirs: LongArray) -> Iterable[tuple[int, int]]:
    """Pairs of different places that share a signature, the one of the first kind and the other of the second."""
    start, stop = np.searchsorted(other, mark), np.searchsorted(other, mark, side="right")
    for at in np.flatnonzero(stop > start).tolist():
        first, last = int(start[at]), int(stop[at])
        # Of a signature many share, the first alone: so many names are a kind of name, not one person's.
        for two in theirs[first : last if last - first <= LARGEST else first + 1].tolist():
            one = int(place[at])
            if one != two:
                yield min(one, two), max(one, two)
