"""What identifies nobody: words put where an account is missing, numbers that count rows, numbers that were rounded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from core.importing.identity.groups import NOBODY, several
from core.importing.identity.names import coded
from core.importing.identity.words import words
from core.importing.rows import Incoming
from core.model import BoolArray, Issue

PLACEHOLDER = "This word stands for no account; it is nobody's."
NO_ADDRESS = "This address stands for none; it is nobody's."
ROUNDED = "A spreadsheet rounded this number; it identifies nobody."
COUNTS_ROWS = "These numbers count the rows; they say nothing of whom a row is about."
OF_THE_ROW = "This identifier is another one on each row of one account: a post's, perhaps, and not the person's."

WORDS = words("no_account")
"""What people write where there is no account."""
BORNE_BY_MANY = words("no_account_where_many_bear_it")
"""Words that are somebody's account as well: they stand for none where people of several names bear them."""
_MAIL_WORDS = "|".join(
    [
        *sorted(WORDS | BORNE_BY_MANY),
        "no[-_.]?e?-?mails?",
        "no[-_.]?reply",
        "pas[-_.]?d.?e?[-_.]?mail",
        "sans[-_.]?e?mail",
    ]
)
_NO_ADDRESS = rf"^({_MAIL_WORDS})@"
_ALWAYS = re.compile(r"(no[-_.]?e?-?mails?|no[-_.]?reply|pas[-_.]?d.?e?[-_.]?mail|sans[-_.]?e?mail)")
_FLOAT = r"^\d+(?:[.,]\d+)?[eE]\+?\d+$"
_LONG = r"^\d{16,}(?:\.0)?$"
_COUNT = r"^(?i:#|n[°o]?\s?)?0*(\d{1,9})(?:\.0*|\))?$"
SMALL = 1000
"""Whole numbers below this are a list's own."""
SPARSE = 3
"""A list's numbers leave out so many at most for each they have."""


def without_placeholders(clean: Incoming) -> Incoming:
    """The rows without accounts and e-mails that are only a word for none, each an issue."""
    issues: list[Issue] = []
    handles = {
        platform: _blank_texts(clean, platform, texts, _is_placeholder(texts, clean.text("name")), PLACEHOLDER, issues)
        for platform, texts in clean.handles.items()
    }
    texts = dict(clean.texts)
    if "email" in texts:
        texts["email"] = _blank_texts(
            clean, "email", texts["email"], _is_no_address(texts["email"]), NO_ADDRESS, issues
        )
    if not issues:
        return clean
    return replace(clean, handles=handles, texts=texts, issues=(*clean.issues, *issues))


def without_rounded_ids(clean: Incoming, workbook: bool) -> Incoming:
    """The rows without identifiers that a spreadsheet rounded: 1.78414E+16, and in a workbook any of 16 digits."""
    import pyarrow.compute as pc

    ids = clean.text("id")
    bad = pc.match_substring_regex(ids, f"{_FLOAT}|{_LONG}" if workbook else _FLOAT).to_numpy(zero_copy_only=False)
    if not bad.any():
        return clean
    issues: list[Issue] = []
    kept = _blank_texts(clean, "id", ids, bad, ROUNDED, issues)
    return replace(clean, texts={**clean.texts, "id": kept}, issues=(*clean.issues, *issues))


def without_row_ids(clean: Incoming, folds: Any) -> Incoming:
    """The rows without identifiers where these are another on each row of one account under one name: they are the
    rows' own (posts, entries), not the person's."""
    ids, _ = coded(clean.text("id"))
    if not _are_of_rows(clean, ids, folds):
        return clean
    first = int(np.flatnonzero(ids != NOBODY)[0])
    issue = Issue(0, "id", clean.text("id")[first].as_py(), OF_THE_ROW)
    texts = {name: held for name, held in clean.texts.items() if name != "id"}
    return replace(clean, texts=texts, issues=(*clean.issues, issue))


def _are_of_rows(clean: Incoming, ids: Any, folds: Any) -> bool:
    """Whether no identifier comes back, although accounts do under one name, on one row of twenty or more."""
    there = ids != NOBODY
    if not there.any():
        return False
    pairs = np.unique(np.stack([ids[there], clean.rows[there]]), axis=1)
    if len(pairs[0]) != len(np.unique(pairs[0])):
        return False
    name, _ = coded(folds)
    again = np.zeros(len(ids), bool)
    for texts in clean.handles.values():
        account, accounts = coded(texts)
        here = np.flatnonzero((account != NOBODY) & there)
        if len(here) == len(np.unique(account[here])):
            continue
        torn = several(ids[here], account[here], len(accounts)) & ~several(name[here], account[here], len(accounts))
        again[here] |= torn[account[here]]
    return bool(again.any() and np.count_nonzero(again) * 20 >= np.count_nonzero(there))


def counts_rows(ids: Any, known: Any) -> bool:
    """Whether identifiers (pyarrow; ``known`` those of the same source) are the running numbers of a list: whole
    numbers that are small, close to one another or evenly spaced."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.concat_arrays([ids.cast(pa.string()), known.cast(pa.string())])
    words = words.filter(pc.not_equal(words, ""))
    if not len(words) or not pc.all(pc.match_substring_regex(words, _COUNT)).as_py():
        return False
    numbers = np.unique(pc.replace_substring_regex(words, _COUNT, r"\1").cast(pa.int64()).to_numpy())
    largest = int(numbers[-1])
    if len(numbers) < SPARSE:
        return largest < SMALL
    dense = largest - int(numbers[0]) < SPARSE * len(numbers)
    return dense or largest < max(SPARSE * len(numbers), SMALL) or len(np.unique(np.diff(numbers))) == 1


def _is_placeholder(texts: Any, names: Any) -> BoolArray:
    """Which accounts are a word for none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = pc.is_in(texts, value_set=pa.array(sorted(WORDS))).to_numpy(zero_copy_only=False)
    suspect = pc.is_in(texts, value_set=pa.array(sorted(BORNE_BY_MANY))).to_numpy(zero_copy_only=False)
    if suspect.any():
        word, words = coded(pc.if_else(pa.array(suspect), texts, ""))
        mask = mask | (suspect & several(coded(names)[0][suspect], word[suspect], len(words))[word])
    return np.asarray(mask)


def _is_no_address(texts: Any) -> BoolArray:
    """Which addresses are a word for none: none@none.com, tbc@tbc.com, noemail@anything."""
    import pyarrow.compute as pc

    mask = pc.match_substring_regex(texts, _NO_ADDRESS).to_numpy(zero_copy_only=False).copy()
    for place in np.flatnonzero(mask).tolist():
        local, _, domain = texts[place].as_py().partition("@")
        mask[place] = bool(_ALWAYS.fullmatch(local)) or domain.rpartition(".")[0] == local
    return np.asarray(mask)


def _blank_texts(clean: Incoming, field: str, texts: Any, mask: BoolArray, reason: str, issues: list[Issue]) -> Any:
    """The texts without those masked, which become issues."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = np.flatnonzero(mask).tolist()
    if not places:
        return texts
    issues += [Issue(int(clean.rows[place]), field, texts[place].as_py(), reason) for place in places]
    return pc.if_else(pa.array(~mask), texts, "")
