"""The protocol of an erasure: what went, out of which files, and what a search of each of them still finds. It names
nobody, since it outlives the erasure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.i18n import day, tr, trn
from core.rights.copies import SearchedCopy
from core.rights.erasure import Erasure


@dataclass(frozen=True)
class Protocol:
    """``left``: traces still in the workspace; ``copies``: every other file that was searched, and erased from."""

    day: date
    done: tuple[Erasure, ...]
    left: int
    copies: tuple[SearchedCopy, ...]

    @property
    def traces(self) -> int:
        """Traces left anywhere."""
        return self.left + sum(copy.left for copy in self.copies)

    @property
    def unsearched(self) -> tuple[SearchedCopy, ...]:
        """The copies that could not be read or written."""
        return tuple(copy for copy in self.copies if copy.trouble)


def counted_words(done: Sequence[Erasure]) -> list[str]:
    """What erasures took away, in sentences."""
    rows = sum(sum(one.rows.values()) for one in done)
    return [
        trn("{n} row of the workspace erased.", "{n} rows of the workspace erased.", rows),
        trn(
            "{n} row of imported files erased.",
            "{n} rows of imported files erased.",
            sum(one.source_rows for one in done),
        ),
        trn(
            "{n} frozen list sealed anew.", "{n} frozen lists sealed anew.", max((one.lists for one in done), default=0)
        ),
        trn(
            "{n} mention taken out of other texts.",
            "{n} mentions taken out of other texts.",
            sum(one.mentions for one in done),
        ),
    ]


def protocol_words(protocol: Protocol) -> list[str]:
    """The protocol in sentences: the count, then file by file."""
    first = trn("{n} person erased on {day}.", "{n} people erased on {day}.", len(protocol.done), day=day(protocol.day))
    searched = [
        tr("The workspace: {traces}", traces=_traces(protocol.left)),
        *(f"{copy.name}{tr(': ')}{copy.trouble or _traces(copy.left)}" for copy in protocol.copies),
    ]
    return [first, *counted_words(protocol.done), *searched]


def _traces(count: int) -> str:
    return trn("searched, {n} trace found.", "searched, {n} traces found.", count)
