"""Coverage: what guests published after an event, out of a monitoring tool's file or a list of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from core.i18n import tr, trn
from core.importing.values import handles
from core.invitations.guests import NOBODY_FITS, SITE, KnownGuests, Said, Unclear, compare_name
from core.invitations.replies import Doubt
from core.invitations.states import Guest
from core.model import PLATFORMS, UNDATED, FloatArray, to_date

if TYPE_CHECKING:
    from core.importing.draft import Draft

DAYS = 30
"""So many days after the event something is taken to come of it, unless another number is said."""
REACTIONS = ("likes", "comments", "shares")
REACH = ("views", "audience")
"""What says how many a post reached, the surest first."""


@dataclass(frozen=True)
class Mention:
    """One post of one guest. ``reach`` and ``reactions`` are None where the file does not say."""

    row: int
    person: int
    name: str
    key: str
    day: date | None
    platform: str
    link: str
    reach: int | None
    reactions: int | None


@dataclass(frozen=True)
class Coverage:
    """A file understood: the posts of guests within the days, each once; the rows that leave a doubt; and how many
    rows are of others, lie outside the days, or repeat a post. Every row is in one of them."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]
    of_others: int
    outside: int
    repeated: int

    @property
    def undated(self) -> int:
        """How many posts were counted though nothing says when they were published."""
        return sum(one.day is None for one in self.mentions)


@dataclass(frozen=True)
class Window:
    """The days in which something is taken to come of the event, both included."""

    first: date
    last: date

    @classmethod
    def after(cls, event: date, days: int = DAYS) -> Window:
        """From the day of the event on."""
        return cls(event, event + timedelta(days=days))


@dataclass(frozen=True)
class CoverageFile:
    """A file that was read, with the guests it may speak of and the day of the event: understood anew for each choice
    of days and names."""

    draft: Draft
    guests: KnownGuests
    event: date

    def understand(self, terms: CoverageTerms) -> Coverage:
        """Whose posts the file holds, by these terms."""
        return understand_coverage(self.draft, self.guests, Window.after(self.event, terms.days), terms.by_name)


@dataclass(frozen=True)
class CoverageTerms:
    """How many days after the event count, and whether a name alone is believed."""

    days: int = DAYS
    by_name: bool = False


def understand_coverage(draft: Draft, guests: KnownGuests, window: Window, by_name: bool = False) -> Coverage:
    """Which rows of a file are posts of which guest.

    An account, an address or a site of the guest's own decides; a name alone is asked about, unless ``by_name``.
    """
    rows = _PostRows(draft)
    found: dict[tuple[int, str], Mention] = {}
    doubts: list[Doubt] = []
    of_others = outside = repeated = 0
    for at in range(len(draft.clean)):
        guest = _find_author(guests, rows.said(at, guests), by_name)
        if isinstance(guest, Unclear):
            if guest.reason == tr(NOBODY_FITS):
                of_others += 1
            else:
                doubts.append(_doubt_row(rows, at, guest))
        elif (day := rows.day(at)) and not window.first <= day <= window.last:
            outside += 1
        else:
            mention = rows.mention(at, guest)
            key = (guest.person, mention.link or f"{mention.day} {mention.platform} {mention.row}")
            repeated += key in found
            found.setdefault(key, mention)
    return Coverage(tuple(found.values()), tuple(doubts), of_others, outside, repeated)


def _find_author(guests: KnownGuests, said: Sequence[Said], by_name: bool) -> Guest | Unclear:
    """The guest who wrote a post. What two guests have in common, or a name alone, leaves a doubt."""
    found = guests.find_guest(said)
    sure = [one for one in said if one.kind != "name" and (one.kind, one.compared) in guests.by]
    if isinstance(found, Guest) and not sure and not by_name:
        return Unclear(tr("Only the name fits."), (f"{found.name} ({found.key})",))
    return found


def _doubt_row(rows: _PostRows, at: int, why: Unclear) -> Doubt:
    link = rows.link(at)
    return Doubt(rows.number(at), rows.who(at), link, why.reason, why.might_be, raw=link)


class _PostRows:
    """The rows of a draft, read as posts."""

    def __init__(self, draft: Draft) -> None:
        self._clean, self._table = draft.clean, draft.table
        post = draft.mapping.post
        urls = [use.column for use in draft.mapping.uses if use.field in ("url", "blog")]
        self._links = ([] if post is None else [post]) + urls
        self._place = np.searchsorted(draft.table.rows, draft.clean.rows)
        self._reach = _first_known([self._metric(name) for name in REACH])
        self._reactions = _sum_known([self._metric(name) for name in REACTIONS])

    def number(self, at: int) -> int:
        """The row's number in the file."""
        return int(self._clean.rows[at])

    def day(self, at: int) -> date | None:
        """When it was published; None where the file does not say."""
        return None if self._clean.day[at] == UNDATED else to_date(int(self._clean.day[at]))

    def link(self, at: int) -> str:
        """The address of the post in one form; "" for none."""
        for column in self._links:
            held = handles.addresses(self._table.columns[column][int(self._place[at])].as_py())
            if held:
                return held[0].url
        return ""

    def who(self, at: int) -> str:
        """Whom the row names, as it was written."""
        name = self._text("name", at)
        accounts = [column[at].as_py() for column in self._clean.handles.values()]
        return ", ".join(filter(None, (name, *accounts)))

    def said(self, at: int, guests: KnownGuests) -> list[Said]:
        """Everything the row says of its author: accounts, e-mail, name, and where the link leads."""
        said = [
            Said(platform if platform in PLATFORMS else "handle", account, account)
            for platform, column in self._clean.handles.items()
            if (account := column[at].as_py())
        ]
        for kind, compare in (("email", handles.email), ("name", compare_name)):
            if text := self._text(kind, at):
                said.append(Said(kind, compare(text), text))
        for column in self._links:
            for one in handles.addresses(self._table.columns[column][int(self._place[at])].as_py()):
                if one.handle:
                    said.append(Said(one.platform, one.handle, one.url))
                elif site := guests.find_site(one.url):
                    said.append(Said(SITE, site, one.url))
        return [one for one in dict.fromkeys(said) if one.compared]

    def mention(self, at: int, guest: Guest) -> Mention:
        """The row as a post of this guest."""
        reach, reactions = self._reach[at], self._reactions[at]
        return Mention(
            self.number(at),
            guest.person,
            guest.name,
            guest.key,
            self.day(at),
            self._clean.channel[at].as_py(),
            self.link(at),
            None if np.isnan(reach) else round(float(reach)),
            None if np.isnan(reactions) else round(float(reactions)),
        )

    def _text(self, name: str, at: int) -> str:
        text: Any = self._clean.texts[name][at].as_py() if name in self._clean.texts else ""
        return str(text)

    def _metric(self, name: str) -> FloatArray:
        found = self._clean.metrics.get(name)
        return np.full(len(self._clean), np.nan) if found is None else found


def _first_known(columns: Sequence[FloatArray]) -> FloatArray:
    """Row by row the first value that is known."""
    found = columns[0]
    for column in columns[1:]:
        found = np.where(np.isnan(found), column, found)
    return found


def _sum_known(columns: Sequence[FloatArray]) -> FloatArray:
    """Row by row the sum of what is known; NaN where nothing is."""
    stacked = np.stack(columns)
    return np.where(np.isnan(stacked).all(axis=0), np.nan, np.nansum(stacked, axis=0))


def say_left_out(found: Coverage) -> str:
    """How many rows were left out, and why; and how many count though no day says that they came of the event."""
    said = [
        trn("{n} post of others", "{n} posts of others", found.of_others),
        trn("{n} outside the days", "{n} outside the days", found.outside),
        trn("{n} repeated", "{n} repeated", found.repeated),
    ]
    if found.undated:
        said.append(trn("{n} without a date, counted", "{n} without a date, counted", found.undated))
    return tr("; ").join(said)
