"""Headings that lost a letter on their way ("Abonn?s", "Abonns", "AbonnÃ©s"), brought back to the words they were."""

from __future__ import annotations

import re
from collections.abc import Collection

LOST = "?\ufffd"
"""What programs write for a letter they do not have."""
DROPPED = "e"
"""The letter whose accents programs that know none drop with it: of the headings' words hardly another bears any."""
SHORTEST = 5
"""Letters of a word that is mended: shorter ones are too much alike."""
_WORDS = re.compile(rf"[\w{re.escape(LOST)}]+")


def mended(heading: str, known: Collection[str]) -> str:
    """The heading with the words it must have had, in small letters; "" where nothing is to be mended.

    ``known``: the words of all headings, without accents. A word is mended only where one known word alone fits it.
    """
    text = _decoded_once_more(heading)
    found = _WORDS.sub(lambda word: _mended_word(word[0].casefold(), known), text)
    return "" if found.casefold() == heading.casefold() else found


def _decoded_once_more(text: str) -> str:
    """UTF-8 that was taken for cp1252, as it was."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _mended_word(word: str, known: Collection[str]) -> str:
    if word in known or len(word) < SHORTEST:
        return word
    if any(sign in word.strip(LOST) for sign in LOST):
        fits = re.compile("".join("." if letter in LOST else re.escape(letter) for letter in word))
        found = [other for other in known if fits.fullmatch(other)]
    elif word.isalpha():
        found = [other for other in known if len(other) > len(word) and _lacks_only_dropped(word, other)]
    else:
        return word
    return found[0] if len(found) == 1 else word


def _lacks_only_dropped(word: str, other: str) -> bool:
    """Whether a word is another without some of the letters that are dropped."""
    at = 0
    for letter in other:
        if at < len(word) and word[at] == letter:
            at += 1
        elif letter not in DROPPED:
            return False
    return at == len(word)
