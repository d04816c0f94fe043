"""What is shown to one person holds nobody else's data: the names, accounts and addresses of everybody else go out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from core.folding import fold
from core.i18n import tr
from core.rights import tables
from core.workspace.store import Workspace

LONGEST_NAME = 6
"""Words of a name that are looked at together."""
_SEPARATORS = r"\s,;:()\[\]{}<>\"“”«»…!?·|"
_WORD = re.compile(rf"[^{_SEPARATORS}/]+")
_ADDRESS = re.compile(rf"(?:https?://)?[^{_SEPARATORS}]*[.@][^{_SEPARATORS}]*")
_ACCOUNT = re.compile(r"(?<=[@/:])[\w.\-]+")
_POSSESSIVE = re.compile(r"(?:[’']s)?[.'’]*$")
SHORTEST = 4
"""Letters from which a name of one word is looked for; shorter ones are words of the language."""
Span = tuple[int, int]


class Others:
    """Everybody in the workspace but one person, as they may be named in a text."""

    def __init__(self, workspace: Workspace, person: int, own: Collection[str]) -> None:
        """``own``: texts that name the person themself, as they stand."""
        names, accounts, addresses = tables.names_of_others(workspace, person)
        mine = {fold(text) for text in own}
        self._own = set(own)
        self._whole = {fold(name) for name in names} - mine
        self._words = {name for name in names if " " not in name.strip() and len(name) >= SHORTEST} - self._own
        self._folded_words = {fold(word) for word in self._words}
        self._accounts = set(accounts) - {text.casefold() for text in own}
        self._addresses = {text.casefold() for text in addresses} - {text.casefold() for text in own}

    def hide_in(self, value: Any) -> Any:
        """Plain data with what names somebody else taken out of its texts."""
        if isinstance(value, str):
            return value if value in self._own else self._hide(value)
        if isinstance(value, dict):
            return {self.hide_in(name): self.hide_in(item) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.hide_in(item) for item in value]
        return value

    def _hide(self, text: str) -> str:
        if fold(text.strip().lstrip("@")) in self._whole:
            return _hidden()
        spans = [*self._find_addresses(text), *self._find_names(text), *self._find_accounts(text)]
        shown, at = [], 0
        for start, end in sorted(spans):
            if start >= at:
                shown += [text[at:start], _hidden()]
            at = max(at, end)
        return "".join([*shown, text[at:]])

    def _find_names(self, text: str) -> Iterable[Span]:
        """Where a name stands: the longest first, from left to right, none within another."""
        words = [(found.start(), _POSSESSIVE.sub("", found[0])) for found in _WORD.finditer(text)]
        folded = [fold(word) for _, word in words]
        at = 0
        while at < len(words):
            count = self._count_words_of_name(words[at][1], folded, at)
            if count:
                start, word = words[at + count - 1]
                yield words[at][0], start + len(word)
            at += count or 1

    def _count_words_of_name(self, first: str, folded: list[str], at: int) -> int:
        """How many words from one on are somebody's name; 0 for none."""
        for count in range(min(LONGEST_NAME, len(folded) - at), 1, -1):
            if " ".join(folded[at : at + count]) in self._whole:
                return count
        return int(first in self._words or (first[:1].isupper() and folded[at] in self._folded_words))

    def _find_addresses(self, text: str) -> Iterable[Span]:
        for found in _ADDRESS.finditer(text):
            shown = found[0].rstrip("./")
            bare = shown.casefold().removeprefix("https://").removeprefix("http://")
            if bare in self._addresses:
                yield found.start(), found.start() + len(shown)

    def _find_accounts(self, text: str) -> Iterable[Span]:
        for found in _ACCOUNT.finditer(text):
            account = found[0].rstrip(".")
            if account.casefold() in self._accounts:
                yield found.start(), found.start() + len(account)


def _hidden() -> str:
    return tr("(somebody else)")
