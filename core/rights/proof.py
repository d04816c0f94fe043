"""The proof of an erasure: an independent scan of a file's bytes for what named a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
STRIDE = 1 << 24


@dataclass(frozen=True)
class Trace:
    """A text found in a file's bytes: in which encoding, and at which byte."""

    text: str
    encoding: str
    at: int


def find_traces(path: Path, texts: Iterable[str], others: Iterable[str] = ()) -> list[Trace]:
    """Where any of these texts stands in a file, in any case, in UTF-8 or UTF-16; read piece by piece.

    ``others`` is what names those who are still there: "Ann Bel" within "Ann Belmont" is no trace of Ann Bel.
    """
    wanted = _describe_texts(texts, others)
    if not wanted:
        return []
    reach = 8 * max(len(text) for one in wanted for text in (one.text, *one.longer))
    found: list[Trace] = []
    with path.open("rb") as file:
        start, judged, data = 0, 0, b""
        while True:
            piece = file.read(STRIDE)
            data += piece
            # What stands near the end may be a part of something longer: it is judged with the next piece.
            end = start + len(data) - (reach if piece else 0)
            found += [hit for hit in _find_in(data, start, wanted) if judged <= hit.at < end]
            if not piece:
                return sorted(set(found), key=lambda trace: trace.at)
            judged = max(judged, end)
            start, data = start + max(0, len(data) - 2 * reach), data[-2 * reach :]


@dataclass(frozen=True)
class _Wanted:
    """A text as it is looked for in one encoding: ``run`` a part of it in small letters, and what it may be part of."""

    text: str
    encoding: str
    run: bytes
    longer: tuple[str, ...]


def _describe_texts(texts: Iterable[str], others: Iterable[str]) -> list[_Wanted]:
    folded = [(other, other.casefold()) for other in dict.fromkeys(others)]
    found = []
    for text in dict.fromkeys(text for text in texts if text):
        own = text.casefold()
        longer = tuple(other for other, whole in folded if own in whole and own != whole)
        found += [_Wanted(text, name, _plain_run(text).encode(name), longer) for name in ENCODINGS]
    return found


def _find_in(data: bytes, start: int, wanted: Iterable[_Wanted]) -> Iterator[Trace]:
    """The traces in a piece of a file that begins at ``start``."""
    small = data.lower()  # of ASCII letters only, in each of the encodings; a find is far faster than a pattern
    for one in wanted:
        if one.run not in small:
            continue
        hits = [hit.span() for hit in _make_pattern(one.text, one.encoding).finditer(data)]
        within = [hit.span() for text in one.longer if hits for hit in _make_pattern(text, one.encoding).finditer(data)]
        for first, last in hits:
            if not any(low <= first and last <= high for low, high in within):
                yield Trace(one.text, one.encoding, start + first)


def _plain_run(text: str) -> str:
    """The longest part of a text in plain ASCII, in small letters; "" where there is none."""
    return str(max(re.findall(r"[\x00-\x7f]*", text), key=len)).lower()


def _make_pattern(text: str, encoding: str) -> re.Pattern[bytes]:
    """A pattern of the text's bytes, each letter in its small and its capital form."""
    letters = ({sign, sign.lower(), sign.upper(), sign.casefold()} for sign in text)
    groups = (b"|".join(re.escape(form.encode(encoding)) for form in sorted(forms)) for forms in letters)
    return re.compile(b"".join(b"(?:" + group + b")" for group in groups), re.DOTALL)
