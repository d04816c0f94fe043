"""Names as they are compared and searched: no accents, no case."""

from __future__ import annotations

import unicodedata

_SPECIAL = str.maketrans({"œ": "oe", "æ": "ae", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """A name as it is compared: no accents, no case, single spaces (NFKD, casefold and a small map)."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_SPECIAL)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
