"""The proof of an erasure: an independent scan of a file's bytes for what named a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def find_traces(path: Path, texts: Iterable[str]) -> list[Trace]:
    """Where any of these texts stands in a file, in any case, in UTF-8 or UTF-16; read piece by piece."""
    wanted = [text for text in dict.fromkeys(texts) if text]
    if not wanted:
        return []
    patterns = [(text, name, _plain_run(text).encode(name)) for text in wanted for name in ENCODINGS]
    overlap = 8 * max(map(len, wanted))
    found: dict[Trace, None] = {}
    with path.open("rb") as file:
        start, tail = 0, b""
        while piece := file.read(STRIDE):
            data = tail + piece
            small = data.lower()  # of ASCII letters only, in each of the encodings; a find is far faster than a pattern
            for text, name, run in patterns:
                hits = _make_pattern(text, name).finditer(data) if run in small else ()
                found |= {Trace(text, name, start - len(tail) + hit.start()): None for hit in hits}
            start, tail = start + len(piece), data[-overlap:]
    return sorted(found, key=lambda trace: trace.at)


def _plain_run(text: str) -> str:
    """The longest part of a text in plain ASCII, in small letters; "" where there is none."""
    return str(max(re.findall(r"[\x00-\x7f]*", text), key=len)).lower()


def _make_pattern(text: str, encoding: str) -> re.Pattern[bytes]:
    """A pattern of the text's bytes, each letter in its small and its capital form."""
    letters = ({sign, sign.lower(), sign.upper(), sign.casefold()} for sign in text)
    groups = (b"|".join(re.escape(form.encode(encoding)) for form in sorted(forms)) for forms in letters)
    return re.compile(b"".join(b"(?:" + group + b")" for group in groups), re.DOTALL)
