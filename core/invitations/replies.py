"""A file of replies understood: which column answers, which guest each row means, and which rows leave a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.i18n import tr
from core.importing.reading.table import TextTable
from core.importing.values import dates, handles
from core.invitations.answers import plain_words
from core.invitations.questions import Question, ReplyColumns
from core.invitations.states import Guest
from core.model import PLATFORMS

_STRONG = ("key", *PLATFORMS, "handle", "email")


@dataclass(frozen=True)
class Reply:
    """One row that means one guest. ``said``: the reply as it was written."""

    row: int
    person: int
    name: str
    state: str
    day: date | None = None
    link: str = ""
    key: str = ""
    said: str = ""


@dataclass(frozen=True)
class Doubt:
    """One row that was not taken: what it says of the person and the reply, why, and whom it might mean. ``raw``:
    the text that leaves the doubt."""

    row: int
    who: str
    reply: str
    reason: str
    might_be: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True)
class Replies:
    """A file of replies: what was matched and what was not. Every row is in one of them, blank replies aside.

    ``column``: the label of the column that was taken for the reply; empty where several may be it, and then nothing
    is matched. ``columns``: the labels of those that may be it, the surest first.
    """

    matched: tuple[Reply, ...]
    doubts: tuple[Doubt, ...]
    column: str = ""
    columns: tuple[str, ...] = ()


class RepliesFile:
    """A file of replies that was read, with the guests it may speak of: understood anew for each column chosen."""

    def __init__(self, table: TextTable, known: Sequence[tuple[Guest, dict[str, str]]]) -> None:
        self._columns = ReplyColumns(table)
        self._people = _People(known)

    def understand(self, column: str = "") -> Replies:
        """The replies in the column of this label, else in the one about coming. Trouble when there is none."""
        question = self._columns.find_question(column)
        labels = tuple(one.label for one in self._columns.questions)
        if question is None:
            return Replies((), (), "", labels)
        matched, doubts = self._match_rows(question)
        return Replies(matched, doubts, question.label, tuple(dict.fromkeys((*labels, question.label))))

    def _match_rows(self, question: Question) -> tuple[tuple[Reply, ...], tuple[Doubt, ...]]:
        matched: dict[int, list[Reply]] = {}
        doubts: list[Doubt] = []
        day_first = self._find_day_order()
        for at in range(len(self._columns.table)):
            found = self._understand_row(question, at, day_first)
            if isinstance(found, Doubt):
                doubts.append(found)
            elif found:
                matched.setdefault(found.person, []).append(found)
        # Whoever answers twice and differently is asked: the later row need not be the later wish.
        torn = [replies for replies in matched.values() if len({one.state for one in replies}) > 1]
        doubts += [_doubt_twice(replies) for replies in torn]
        kept = (replies[-1] for replies in matched.values() if len({one.state for one in replies}) == 1)
        return tuple(kept), tuple(sorted(doubts, key=lambda doubt: doubt.row))

    def _find_day_order(self) -> bool:
        """Whether the days of the file are written day first, as far as the file tells."""
        day = self._columns.day
        if day is None:
            return True
        return dates.day_first(self._columns.text(day, at) for at in range(len(self._columns.table))) is not False

    def _understand_row(self, question: Question, at: int, day_first: bool) -> Reply | Doubt | None:
        columns = self._columns
        number, text = int(columns.table.rows[at]), columns.text(question.at, at)
        if not text:
            return None
        said = _identify_row(columns, at)
        who = ", ".join(dict.fromkeys(one.text for one in said))
        state = question.understand(text)
        if state is None:
            return Doubt(number, who, text, tr("The reply is not understood."), raw=text)
        found = self._people.find_guest(said)
        if isinstance(found, _Unclear):
            return Doubt(number, who, text, found.reason, found.might_be, raw=who)
        day = dates.parse(columns.text(columns.day, at), day_first)[0] if columns.day is not None else None
        link = columns.text(columns.link, at)
        return Reply(number, found.person, found.name, state, day, link, found.key, text)


@dataclass(frozen=True)
class _Said:
    """One thing a row says of who replies: its kind, as it is compared, and as it was written."""

    kind: str
    compared: str
    text: str


@dataclass(frozen=True)
class _Unclear:
    """Why a row means no one guest, and whom it might mean."""

    reason: str
    might_be: tuple[str, ...] = ()


class _People:
    """The guests by everything they can be known by; a text that several share points to all of them."""

    def __init__(self, known: Sequence[tuple[Guest, dict[str, str]]]) -> None:
        self.guests = {guest.person: guest for guest, _ in known}
        self.by: dict[tuple[str, str], set[int]] = {}
        for guest, accounts in known:
            self._add_key("key", guest.key, guest.person)
            self._add_key("email", handles.email(guest.email), guest.person)
            self._add_key("name", _compare_name(guest.name), guest.person)
            for platform, account in accounts.items():
                self._add_key(platform, handles.handle(account), guest.person)
                self._add_key("handle", handles.handle(account), guest.person)

    def _add_key(self, kind: str, text: str, person: int) -> None:
        if text:
            self.by.setdefault((kind, text), set()).add(person)

    def find_guest(self, said: Iterable[_Said]) -> Guest | _Unclear:
        """The one guest whom all that is said points to; what points to nobody says nothing against them.

        A name is believed against an address only where it shares a word with the guest's.
        """
        said = tuple(said)
        pointed = [self.by[key] for one in said if (key := (one.kind, one.compared)) in self.by]
        if not pointed:
            return _Unclear(tr("Nobody on the invitation list fits."))
        agreed = set.intersection(*pointed)
        if not agreed:
            reason = tr("The name and the address or account are of different guests.")
            return _Unclear(reason, self._names_of(set.union(*pointed)))
        if len(agreed) > 1:
            return _Unclear(tr("Several guests fit."), self._names_of(agreed))
        guest = self.guests[agreed.pop()]
        names = [one for one in said if one.kind == "name"]
        if names and not any(set(one.compared.split()) & set(_compare_name(guest.name).split()) for one in names):
            return _Unclear(
                tr("The address or account is of a guest with another name."), self._names_of({guest.person})
            )
        return guest

    def _names_of(self, people: set[int]) -> tuple[str, ...]:
        return tuple(sorted(f"{self.guests[one].name} ({self.guests[one].key})" for one in people))


def _identify_row(columns: ReplyColumns, at: int) -> list[_Said]:
    """What a row says of who replies. A buyer's name and address count only where the row names nobody else."""
    said = _identify_rows(columns, at, "")
    names = {one.compared for one in said if one.kind == "name"}
    bought = _identify_rows(columns, at, "buyer:")
    buyer = {one.compared for one in bought if one.kind == "name"}
    if not names or (buyer and names & buyer):
        said += [one for one in bought if one.kind not in {known.kind for known in said}]
    if columns.key is not None and (key := columns.text(columns.key, at)):
        said.insert(0, _Said("key", key, key))
    return said


def _identify_rows(columns: ReplyColumns, at: int, whose: str) -> list[_Said]:
    said = []
    for platform in () if whose else (*PLATFORMS, "handle"):
        texts = [columns.text(column, at) for column in columns.of(platform)]
        said += [_Said(platform, handles.handle(text), text) for text in texts]
    texts = [columns.text(column, at) for column in columns.of(f"{whose}email")]
    said += [_Said("email", handles.email(text), text) for text in texts]
    names = [columns.text(column, at) for column in columns.of(f"{whose}name")]
    first = [columns.text(column, at) for column in columns.of(f"{whose}first_name")]
    last = [columns.text(column, at) for column in columns.of(f"{whose}last_name")]
    if any(first):
        # "Nom" beside "Prénom" is the family name, and no name of its own.
        names = [" ".join(filter(None, (*first, *(last or names))))]
    elif any(last):
        names += last
    said += [_Said("name", _compare_name(name), name) for name in names]
    return [one for one in said if one.compared]


def _compare_name(name: str) -> str:
    """A name as it is compared: folded, its words in any order."""
    return " ".join(sorted(plain_words(name).split()))


def _doubt_twice(replies: Sequence[Reply]) -> Doubt:
    last = replies[-1]
    other = next(one for one in reversed(replies) if one.state != last.state)
    rows = tr("Rows {one} and {other} answer differently for the same guest.", one=other.row, other=last.row)
    return Doubt(last.row, last.name, last.said, rows, raw=last.said)
