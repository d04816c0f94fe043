"""A file of replies understood: which column answers, which guest each row means, and which rows leave a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.i18n import tr
from core.importing.reading.table import TextTable
from core.importing.values import dates, handles
from core.invitations.guests import KnownGuests, Said, Unclear, compare_name
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
        self._guests = KnownGuests(known)

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
        found = self._guests.find_guest(said)
        if isinstance(found, Unclear):
            return Doubt(number, who, text, found.reason, found.might_be, raw=who)
        day = dates.parse(columns.text(columns.day, at), day_first)[0] if columns.day is not None else None
        link = columns.text(columns.link, at)
        return Reply(number, found.person, found.name, state, day, link, found.key, text)


def _identify_row(columns: ReplyColumns, at: int) -> list[Said]:
    """What a row says of who replies. A buyer's name and address count only where the row names nobody else."""
    said = _identify_rows(columns, at, "")
    names = {one.compared for one in said if one.kind == "name"}
    bought = _identify_rows(columns, at, "buyer:")
    buyer = {one.compared for one in bought if one.kind == "name"}
    if not names or (buyer and names & buyer):
        said += [one for one in bought if one.kind not in {known.kind for known in said}]
    if columns.key is not None and (key := columns.text(columns.key, at)):
        said.insert(0, Said("key", key, key))
    return said


def _identify_rows(columns: ReplyColumns, at: int, whose: str) -> list[Said]:
    said = []
    for platform in () if whose else (*PLATFORMS, "handle"):
        texts = [columns.text(column, at) for column in columns.of(platform)]
        said += [Said(platform, handles.handle(text), text) for text in texts]
    texts = [columns.text(column, at) for column in columns.of(f"{whose}email")]
    said += [Said("email", handles.email(text), text) for text in texts]
    names = [columns.text(column, at) for column in columns.of(f"{whose}name")]
    first = [columns.text(column, at) for column in columns.of(f"{whose}first_name")]
    last = [columns.text(column, at) for column in columns.of(f"{whose}last_name")]
    if any(first):
        # "Nom" beside "Prénom" is the family name, and no name of its own.
        names = [" ".join(filter(None, (*first, *(last or names))))]
    elif any(last):
        names += last
    said += [Said("name", compare_name(name), name) for name in names]
    return [one for one in said if one.compared]


def _doubt_twice(replies: Sequence[Reply]) -> Doubt:
    last = replies[-1]
    other = next(one for one in reversed(replies) if one.state != last.state)
    rows = tr("Rows {one} and {other} answer differently for the same guest.", one=other.row, other=last.row)
    return Doubt(last.row, last.name, last.said, rows, raw=last.said)
