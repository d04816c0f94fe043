"""A file of replies understood: which column answers, which person each row means, and which rows leave a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import Trouble
from core.files import restore
from core.folding import fold
from core.i18n import tr
from core.importing.columns import headings
from core.importing.reading.table import TextTable
from core.importing.values import dates, handles
from core.invitations import states
from core.invitations.states import Guest
from core.model import PLATFORMS

_WORDS = {
    states.ACCEPTED: "yes|y|oui|o|ok|accept|accepts|accepte|acceptee|coming|will come|attending|will attend|going|"
    "confirmed|confirme|confirmee|vient|participe|sera present|sera presente",
    states.DECLINED: "no|n|non|decline|declines|refuse|refusee|not coming|will not come|cannot come|not attending|"
    "regrets|absent|sera absent|sera absente|ne vient pas|excuse|excusee",
    states.NO_ANSWER: "no reply|no response|pas de reponse",
    states.CAME: "attended|present|presente|checked in|venu|venue|est venu|est venue",
    states.NO_SHOW: "noshow|did not come|n est pas venu|n est pas venue",
    states.WROTE: "wrote|published|posted|a ecrit|a publie",
    states.INVITED: "pending|waiting|en attente",
}
_SAID = {state: frozenset(words.split("|")) for state, words in _WORDS.items()}
_REPLY = {
    "reply",
    "replied",
    "answer",
    "response",
    "rsvp",
    "status",
    "state",
    "invitation",
    "reponse",
    "statut",
    "etat",
}
_LINK = {"link", "article", "post", "lien", "url of the post", "publication"}
_KEY = {"entregent key", "cle entregent"}


@dataclass(frozen=True)
class Reply:
    """One row that means one guest."""

    row: int
    person: int
    name: str
    state: str
    day: date | None = None
    link: str = ""


@dataclass(frozen=True)
class Doubt:
    """One row that was not taken: what it says of the person and the reply, why, and whom it might mean."""

    row: int
    who: str
    reply: str
    reason: str
    might_be: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replies:
    """A file of replies: what was matched and what was not. Every row is in one of them, blank replies aside."""

    matched: tuple[Reply, ...]
    doubts: tuple[Doubt, ...]


def state_of(text: str) -> str | None:
    """The state a cell says, in English or French; None where it says none."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    for state in states.STATES:
        if plain and (plain == fold(states.words(state)) or plain == state.replace("_", " ")):
            return state
    return next((state for state, known in _SAID.items() if plain in known), None)


def understand_replies(table: TextTable, known: Sequence[tuple[Guest, dict[str, str]]]) -> Replies:
    """Matches each row with a guest by key, account, e-mail or name. Trouble when no column holds replies."""
    columns = _Columns(table)
    people = _People(known)
    matched: dict[int, Reply] = {}
    doubts: list[Doubt] = []
    for at in range(len(table)):
        found = _row(columns, people, at, int(table.rows[at]))
        if isinstance(found, Doubt):
            doubts.append(found)
        elif found and matched.get(found.person, found).state != found.state:
            doubts.append(_twice(found, matched.pop(found.person), columns, at))
        elif found:
            matched[found.person] = found
    return Replies(tuple(matched.values()), tuple(doubts))


class _Columns:
    """Which column of the table says what."""

    def __init__(self, table: TextTable) -> None:
        self.table = table
        self.folded = [fold(heading) for heading in table.headings]
        self.fields = [headings.understand(heading) for heading in table.headings]
        self.reply = self._reply()
        self.link = self._first(_LINK)
        self.key = self._first(_KEY)
        self.day = next((at for at, field in enumerate(self.fields) if field.field == "date"), None)

    def text(self, at: int | None, row: int) -> str:
        """One cell, without the apostrophe that kept it from being a formula."""
        return "" if at is None else restore(str(self.table.columns[at][row].as_py()).strip())

    def of(self, field: str) -> list[int]:
        """The columns of a field."""
        return [at for at, heading in enumerate(self.fields) if heading.field == field and at != self.link]

    def _first(self, wanted: set[str]) -> int | None:
        return next((at for at, heading in enumerate(self.folded) if heading in wanted), None)

    def _reply(self) -> int:
        for at in sorted(range(len(self.folded)), key=lambda at: self.folded[at] not in _REPLY):
            said = [text for value in self.table.columns[at] if (text := str(value.as_py()).strip())]
            if said and sum(state_of(text) is not None for text in said) * 2 > len(said):
                return at
        raise Trouble(
            tr("No column of this file holds replies."),
            self.table.dialect.sheet,
            tr("Name one “Reply” and write yes, no, came, no-show or wrote about it."),
        )


class _People:
    """The guests by everything they can be known by; a text that several share points to all of them."""

    def __init__(self, known: Sequence[tuple[Guest, dict[str, str]]]) -> None:
        self.guests = {guest.person: guest for guest, _ in known}
        self.by: dict[tuple[str, str], set[int]] = {}
        for guest, accounts in known:
            self._add("key", guest.key, guest.person)
            self._add("email", handles.email(guest.email), guest.person)
            self._add("name", fold(guest.name), guest.person)
            for platform, account in accounts.items():
                self._add(platform, handles.handle(account), guest.person)
                self._add("handle", handles.handle(account), guest.person)

    def _add(self, kind: str, text: str, person: int) -> None:
        if text:
            self.by.setdefault((kind, text), set()).add(person)

    def find(self, said: Iterable[tuple[str, str]]) -> set[int]:
        """Whom the strongest thing said points to; several when it, or two things as strong, point to several."""
        for kinds in (("key",), (*PLATFORMS, "handle"), ("email",), ("name",)):
            found = [self.by[one] for one in said if one[0] in kinds and one in self.by]
            if found:
                return set.intersection(*found) or set.union(*found)
        return set()


def _row(columns: _Columns, people: _People, at: int, number: int) -> Reply | Doubt | None:
    text = columns.text(columns.reply, at)
    said = _said_of(columns, at)
    who = ", ".join(dict.fromkeys(value for _, value in said))
    if not text:
        return None
    state = state_of(text)
    if state is None:
        return Doubt(number, who, text, tr("The reply is not understood."))
    found = people.find(said)
    if len(found) != 1:
        names = tuple(sorted(f"{people.guests[one].name} ({people.guests[one].key})" for one in found))
        reason = tr("Several guests fit.") if found else tr("Nobody on the invitation list fits.")
        return Doubt(number, who, text, reason, names)
    guest = people.guests[found.pop()]
    day = dates.parse(columns.text(columns.day, at))[0] if columns.day is not None else None
    return Reply(number, guest.person, guest.name, state, day, columns.text(columns.link, at))


def _said_of(columns: _Columns, at: int) -> list[tuple[str, str]]:
    """What a row says of the person: (kind, text as compared)."""
    said = [("key", columns.text(columns.key, at))] if columns.key is not None else []
    for platform in (*PLATFORMS, "handle"):
        said += [(platform, handles.handle(columns.text(column, at))) for column in columns.of(platform)]
    said += [("email", handles.email(columns.text(column, at))) for column in columns.of("email")]
    names = [columns.text(column, at) for column in columns.of("name")]
    parts = [columns.text(column, at) for field in ("first_name", "last_name") for column in columns.of(field)]
    said += [("name", fold(name)) for name in (*names, " ".join(parts))]
    return [one for one in said if one[1]]


def _twice(one: Reply, other: Reply, columns: _Columns, at: int) -> Doubt:
    rows = tr("Rows {one} and {other} answer differently for the same guest.", one=other.row, other=one.row)
    return Doubt(one.row, one.name, columns.text(columns.reply, at), rows)
