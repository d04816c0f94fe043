"""The columns of an export: a heading in each language, a kind, and how to read the cell from an entry.

The headings are those the importer knows, so that an exported file can be read again; but for our own key, which
it passes over: read as a source's identifier it would part the people from the accounts they are known by.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from core.i18n import language, tr
from core.model import PLATFORMS
from core.shortlist.report import phrases
from core.shortlist.snapshot import Entry, Snapshot, Words
from core.shortlist.ties import tied_at_line

Kind = Literal["text", "integer", "points", "percent", "level"]
Value = str | int | None


@dataclass(frozen=True)
class Column:
    """``points``, ``percent`` and ``level`` are read in hundredths; a text column never holds a number."""

    key: str
    headings: Words
    kind: Kind
    read: Callable[[Entry], Value]
    always: bool = False

    def heading(self, lang: str) -> str:
        return self.headings.get(lang) or self.headings["en"]


def _column(key: str, english: str, kind: Kind, read: Callable[[Entry], Value], always: bool = False) -> Column:
    with language("fr"):
        return Column(key, {"en": english, "fr": tr(english)}, kind, read, always)


def columns_of(snapshot: Snapshot) -> list[Column]:
    """Every column there is for a snapshot, in the order of a file: its criteria and components are its own."""
    tied = {entry.id for entry in tied_at_line(snapshot.entries)}
    return [
        _column("rank", "Rank", "integer", lambda e: e.rank, True),
        _column("tied", "Tied", "text", lambda e: yes_no(e.tied), True),
        _column("in", "In", "text", lambda e: yes_no(e.is_in), True),
        _column("id", "Entregent key", "text", lambda e: e.id),
        _column("name", "Name", "text", lambda e: e.name),
        *(_column(p, HANDLE_HEADINGS[p], "text", _handle(p)) for p in PLATFORMS if p != "web"),
        _column("email", "Email", "text", lambda e: e.email),
        _column("url", "URL", "text", lambda e: e.url),
        _column("organisation", "Organisation", "text", lambda e: e.organisation),
        _column("market", "Market", "text", lambda e: e.market),
        _column("country", "Country", "text", lambda e: e.country),
        _column("language", "Language", "text", lambda e: e.language),
        _column("audience", "Audience", "integer", lambda e: e.audience),
        _column("total", "Total", "points", lambda e: e.total, True),
        _column("score", "Online score", "points", lambda e: e.score),
        _column("score_low", "Online score, low", "points", lambda e: e.score_low),
        _column("score_high", "Online score, high", "points", lambda e: e.score_high),
        _column("speed", "Speed", "points", lambda e: e.speed),
        *(Column(f"component:{p.key}", _score_part(p.names), "points", _component(p.key)) for p in snapshot.components),
        _column("credibility", "Credibility", "points", lambda e: e.credibility),
        _column("credibility_low", "Credibility, low", "points", lambda e: e.credibility_low),
        _column("credibility_high", "Credibility, high", "points", lambda e: e.credibility_high),
        *(Column(p.key, p.names, "level", _level(p.key)) for p in snapshot.criteria),
        _column("provisional", "Provisional", "text", lambda e: ", ".join(tr(axis) for axis in e.provisional)),
        _column("offline", "Off line", "text", lambda e: yes_no(e.offline)),
        _column("weight", "Weight of credibility (%)", "percent", lambda e: snapshot.weight, True),
        _column("rank_by_score", "Rank by score alone", "integer", lambda e: e.rank_by_score),
        _column("intervals", "In for weights (%)", "text", lambda e: intervals_text(e.intervals)),
        _column("best_rank", "Best rank", "integer", lambda e: e.best_rank or None),
        _column("worst_rank", "Worst rank", "integer", lambda e: e.worst_rank or None),
        _column("flags", "Flags", "text", lambda e: ", ".join(tr(flag) for flag in _flags(e, tied))),
        _column("reason", "Reason", "text", lambda e: e.reason),
        _column("note", "Note", "text", lambda e: "\n".join(e.notes)),
        _column("evidence", "Evidence", "text", lambda e: "\n".join(_piece_text(e))),
    ]


def _flags(entry: Entry, tied: Container[str]) -> Iterable[str]:
    return (*entry.flags, "tied at the line") if entry.id in tied else entry.flags


HANDLE_HEADINGS = {
    "instagram": "Instagram",
    "youtube": "Youtube",
    "tiktok": "Tiktok",
    "twitter": "Twitter",
    "facebook": "Facebook",
    "linkedin": "Linkedin",
}


def chosen(snapshot: Snapshot, keys: Iterable[str] | None) -> list[Column]:
    """The columns asked for, in the file's order; rank, ties, in, total and weight are always among them.

    Without a choice: all but those in which nobody has anything.
    """
    columns = columns_of(snapshot)
    if keys is not None:
        wanted = set(keys)
        return [column for column in columns if column.always or column.key in wanted]
    return [column for column in columns if column.always or _used(column, snapshot.entries)]


def _used(column: Column, entries: Sequence[Entry]) -> bool:
    return any(column.read(entry) not in (None, "") for entry in entries)


def yes_no(value: bool) -> str:
    return tr("yes") if value else tr("no")


def hundredths(value: int, mark: str = ".") -> str:
    """``7123`` as ``71.23``: exact, without the road through a fraction."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}{mark}{abs(value) % 100:02d}"


def intervals_text(intervals: Iterable[tuple[int, int]]) -> str:
    """``26-100`` for percent, several joined by ``; `` (plain, since another program may read it)."""
    return "; ".join(f"{short(a)}-{short(b)}" for a, b in intervals)


def short(value: int, mark: str = ".") -> str:
    """``400`` as ``4``, ``350`` as ``3.5``."""
    return hundredths(value, mark).rstrip("0").rstrip(mark)


def _handle(platform: str) -> Callable[[Entry], Value]:
    return lambda entry: entry.handles.get(platform, "")


def _score_part(names: Words) -> Words:
    """A component says what it is counted in: a criterion may bear the same name."""
    return {spoken: f"{name}, points" for spoken, name in names.items()}


def _component(key: str) -> Callable[[Entry], Value]:
    return lambda entry: entry.components.get(key)


def _level(key: str) -> Callable[[Entry], Value]:
    return lambda entry: entry.levels.get(key)


def _piece_text(entry: Entry) -> Iterable[str]:
    for piece in entry.evidence:
        yield ", ".join(part for part in (phrases.kind(piece.kind), piece.title, piece.where, piece.url) if part)
