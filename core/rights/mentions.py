"""Where a text mentions somebody: their whole name, an account, an e-mail or address, as words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.i18n import tr

SHORTEST = 4
"""Letters from which a text is looked for: shorter ones stand in other words."""


class Mentions:
    """The texts that name one person, looked for in any case.

    ``distinct`` texts (whole names, addresses) are found anywhere. An account that could be a common word is found
    after ``@``, ``/`` or ``:``, and where it is the whole text; so is a name of one word where it is the whole text.
    """

    def __init__(self, names: Iterable[str], accounts: Iterable[str], addresses: Iterable[str]) -> None:
        names, accounts, addresses = ({text for text in group if text} for group in (names, accounts, addresses))
        distinct = {name for name in names if len(name.split()) > 1} | addresses
        distinct |= {account for account in accounts if re.search(r"[\d._-]", account)}
        self.texts = tuple(sorted(text for text in names | accounts | addresses if len(text) >= SHORTEST))
        self._whole = {text.casefold() for text in names | accounts | addresses}
        parts = [_any_of(distinct, r"(?<!\w)"), _any_of(accounts, "(?<=[@/:])")]
        self._pattern = re.compile("|".join(filter(None, parts)) or r"(?!)", re.IGNORECASE)

    def found_in(self, text: str) -> bool:
        """Whether a text mentions the person."""
        return text.strip().lstrip("@").casefold() in self._whole or bool(self._pattern.search(text))

    def redacted(self, text: str) -> str:
        """The text with every mention taken out."""
        if text.strip().lstrip("@").casefold() in self._whole:
            return tr("(erased)")
        return self._pattern.sub(tr("(erased)"), text)


def _any_of(texts: Iterable[str], before: str) -> str:
    """A pattern of any of the texts, the longest first, with blanks of any length; "" for none long enough."""
    long = sorted((text for text in texts if len(text) >= SHORTEST), key=lambda text: (-len(text), text))
    words = "|".join(r"\s+".join(map(re.escape, text.split())) for text in long)
    return rf"{before}(?:{words})(?!\w)" if words else ""
