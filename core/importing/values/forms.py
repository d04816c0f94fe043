"""Whole columns of text brought to one form: simple cells at once, odd ones once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from core.files import restore
from core.folding import fold
from core.importing.values import addresses, handles
from core.model import BoolArray

_MADE = rf"^\s*({handles.MADE_BY_SPREADSHEET})\s*$"


def handles_in(texts: Any, platform: str = "") -> tuple[Any, dict[str, str]]:
    """Handles in one form; what can be none, what a spreadsheet made of them, and what does not show and was taken
    out, is said. In a column of no one
    ``platform`` channels without a handle may stand by their name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # A channel's number, UC and 22 signs, keeps its capitals.
    channel = pc.and_(pc.starts_with(texts, "UC"), pc.equal(pc.binary_length(texts), 24))
    simple = pc.match_substring_regex(texts, r"^@?[A-Za-z0-9_.]*[A-Za-z0-9_][A-Za-z0-9_.]*$")
    made = made_by_spreadsheet(texts)
    if made:
        rest = pc.if_else(pc.is_in(texts, pa.array(made, pa.string())), "", texts)
        cleaned, remarks = handles_in(rest, platform)
        return cleaned, remarks | dict.fromkeys(made, handles.MADE_OTHERWISE)
    simple = pc.and_(simple, pc.invert(channel))
    quick = pc.utf8_lower(pc.utf8_ltrim(texts, "@"))
    cleaned = _apply_partly(
        texts, simple, quick, partial(handles.handle, platform=platform) if platform else handles.account
    )
    hidden = pc.match_substring_regex(texts, r"[\x00-\x1f\x7f\x{ad}\x{200b}-\x{200d}\x{2060}\x{feff}]")
    none = pc.and_(pc.equal(cleaned, ""), pc.match_substring_regex(texts, r"[\pL\pN]"))
    remarks = dict.fromkeys(pc.unique(texts.filter(hidden)).to_pylist(), handles.CLEANED)
    return cleaned, remarks | dict.fromkeys(pc.unique(texts.filter(none)).to_pylist(), handles.NOT_HANDLE)


def made_by_spreadsheet(texts: Any) -> list[str]:
    """The distinct texts that a spreadsheet made a date or a truth value of."""
    import pyarrow.compute as pc

    made: list[str] = pc.unique(texts.filter(pc.match_substring_regex(texts, _MADE))).to_pylist()
    return made


def without_platform(texts: Any, missing: frozenset[str]) -> dict[str, str]:
    """The texts of a column of platforms that name none, each with what is said of it."""
    import pyarrow.compute as pc

    said = [text for text in pc.unique(texts).to_pylist() if text.strip() and text.strip().casefold() not in missing]
    return {text: handles.NO_PLATFORM for text in said if not handles.platform(text)}


def emails_in(texts: Any) -> tuple[Any, dict[str, str]]:
    """E-mail addresses in small letters, the first of several; what is none, and what holds several, is said."""
    import pyarrow as pa
    import pyarrow.compute as pc

    simple = pc.match_substring_regex(texts, r"^[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$")
    odd = pc.unique(texts.filter(pc.invert(simple))).to_pylist()
    read = {text: handles.emails(text) for text in odd}
    cleaned = texts
    if odd:
        firsts = pa.array([read[text][0] if read[text] else "" for text in odd], pa.string())
        rest = texts.filter(pc.invert(simple))
        cleaned = pc.replace_with_mask(texts, pc.invert(simple), firsts.take(pc.index_in(rest, pa.array(odd))))
    none = [text for text in odd if text.strip() and not read[text]]
    several = [text for text in odd if len(read[text]) > 1]
    return cleaned, dict.fromkeys(none, handles.NOT_EMAIL) | dict.fromkeys(several, handles.SEVERAL_EMAILS)


def addresses_in(texts: Any) -> tuple[Any, dict[str, Any], dict[str, str]]:
    """Addresses in one form; the accounts they lead to by platform; remarks on what is no address.

    A cell with several addresses gives all its accounts, and its first address that leads to none.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    first = addresses.own(texts)
    rest = texts.filter(pc.invert(first.here))
    second = addresses.profiles(rest)
    odd = rest.filter(pc.invert(second.here)).dictionary_encode()
    words = odd.dictionary.to_pylist()
    found = [handles.addresses(text) for text in words]
    remarks = {text: handles.UNSAFE for text, held in zip(words, found, strict=True) if text.strip() and not held}

    def spread(usual: Any, profiles: Any, others: Sequence[str]) -> Any:
        slow = pa.array(others, pa.string()).take(odd.indices)
        return _merge_columns(texts, first.here, usual, _merge_columns(rest, second.here, profiles, slow))

    urls = spread(first.urls, second.urls, [handles.own_address(held) for held in found])
    led = {one.platform for held in found for one in held if one.handle} | set(pc.unique(second.platforms).to_pylist())
    accounts = {}
    for platform in sorted(led):
        profile = pc.if_else(pc.equal(second.platforms, platform), second.accounts, "")
        accounts[platform] = spread(first.accounts, profile, [_find_account(held, platform) for held in found])
    return _keep_if_equal(texts, urls), accounts, remarks


def _merge_columns(texts: Any, here: Any, these: Any, others: Any) -> Any:
    """A column made of two: ``these`` in their order where ``here``, elsewhere ``others`` in theirs."""
    import pyarrow.compute as pc

    return pc.replace_with_mask(pc.replace_with_mask(texts, here, these), pc.invert(here), others)


def _find_account(held: Sequence[handles.Address], platform: str) -> str:
    return next((one.handle for one in held if one.platform == platform), "")


def _apply_partly(texts: Any, simple: Any, quick: Any, slow: Callable[[str], str]) -> Any:
    """The quick form where a text is simple; elsewhere ``slow``, once for each distinct text."""
    import pyarrow.compute as pc

    if pc.all(simple).as_py():
        return _keep_if_equal(texts, quick)
    rest = mapped(texts.filter(pc.invert(simple)), slow)
    return _keep_if_equal(texts, pc.replace_with_mask(quick, pc.invert(simple), rest))


def _keep_if_equal(texts: Any, changed: Any) -> Any:
    """The column itself where nothing in it changed: it is held in memory once."""
    import pyarrow.compute as pc

    return texts if pc.all(pc.equal(texts, changed)).as_py() else changed


def mapped(texts: Any, change: Callable[[str], str]) -> Any:
    """Each distinct text changed once."""
    import pyarrow as pa

    coded = texts.dictionary_encode()
    changed = pa.array([change(text) for text in coded.dictionary.to_pylist()], pa.string())
    return changed.take(coded.indices)


YES = frozenset(("yes", "oui", "y", "true", "vrai", "1", "x"))
NO = frozenset(("", "no", "non", "n", "false", "faux", "0"))
NEITHER = "This is neither yes nor no; it counts as no."


def yes_in(texts: Any) -> tuple[Any, dict[str, str]]:
    """The texts as "yes" or "", and a remark for each that says neither yes nor no."""
    said = {text: fold(text).strip() for text in texts.unique().to_pylist()}
    remarks = {text: NEITHER for text, word in said.items() if word not in YES | NO}
    return mapped(texts, lambda text: "yes" if said[text] in YES else ""), remarks


LOST_LETTER = "A letter of this name was lost before the file came here: write it anew."


def lost_letters(texts: Any) -> dict[str, str]:
    """A remark for each text with a letter that could not be read (U+FFFD)."""
    import pyarrow.compute as pc

    lost = pc.match_substring(texts, "\ufffd")
    found = texts.filter(lost).unique().to_pylist() if pc.any(lost).as_py() else []
    return dict.fromkeys(found, LOST_LETTER)


def repeated(texts: Any) -> BoolArray:
    """Which texts stand in an earlier row already; blank ones repeat nothing."""
    import pyarrow.compute as pc

    again = np.ones(len(texts), bool)
    again[np.unique(texts.dictionary_encode().indices.to_numpy(), return_index=True)[1]] = False
    said = pc.not_equal(pc.utf8_trim_whitespace(texts), "").to_numpy(zero_copy_only=False)
    return np.asarray(again & said)


def parted(texts: Any) -> tuple[Any, Any]:
    """Names with the account behind some of them, "Ann Bell @ann", as the names and the accounts."""
    import pyarrow.compute as pc

    found = pc.extract_regex(texts, r"^(?P<name>[^@]*[^@\s(])[\s(]+@(?P<account>[\w.]+)\)?\s*$")
    names = pc.coalesce(pc.struct_field(found, "name"), texts)
    return names, pc.fill_null(pc.struct_field(found, "account"), "")


def tidy(texts: Any) -> Any:
    """No space around, no NUL, no apostrophe that an export put before a formula: the text as it was otherwise."""
    import pyarrow.compute as pc

    plain = pc.replace_substring(pc.utf8_trim_whitespace(texts), "\0", "")
    if pc.any(pc.match_substring_regex(plain, _CONTROLS)).as_py():
        plain = pc.utf8_trim_whitespace(mapped(plain, without_controls))
    quoted = pc.match_substring(plain, "'")
    if pc.any(quoted).as_py():
        tamed = pc.match_substring_regex(plain, "(^|[,;|\\t\\r\\n]\"*)'")
        plain = _apply_partly(plain, pc.invert(tamed), plain, restore)
    return _keep_if_equal(texts, plain)


_CONTROLS = "[\\x01-\\x08\\x0e-\\x1b\\x7f\\x{80}-\\x{9f}]"
_MEANT = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_NO_CONTROLS = {**dict.fromkeys((*range(1, 9), *range(0x0E, 0x1C), 0x7F), " "), **_MEANT}


def without_controls(text: str) -> str:
    """A text with a space for each control character, and for one of the C1 block the letter that cp1252 has in its
    place: an apostrophe that was read as latin-1."""
    return text.translate(_NO_CONTROLS)


def filled(first: Any, second: Any) -> Any:
    """The first column, and the second where it is blank."""
    import pyarrow.compute as pc

    return second if first is None else pc.if_else(pc.equal(first, ""), second, first)
