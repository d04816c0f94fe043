"""The columns of an export: a heading in each language, a kind, and how to read the cell from an entry.

Which columns there are is the catalogue’s (``core.campaign.fields``). The headings are those the importer knows, so
that an exported file can be read again; but for our own key, which it passes over: read as a source's identifier it
would part the people from the accounts they are known by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field
from core.campaign.fields.units import Kind
from core.i18n import language, tr
from core.model import PLATFORMS
from core.shortlist.report import phrases
from core.shortlist.snapshot import Entry, Snapshot, Words
from core.shortlist.ties import tied_at_line

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


def columns_of(snapshot: Snapshot) -> list[Column]:
    """Every column there is for a snapshot, in the order of a file: its criteria and components are its own."""
    return [column for one in fields_in("export") for column in _columns_of_field(one, snapshot)]


def _columns_of_field(one: Field, snapshot: Snapshot) -> Iterator[Column]:
    if one.parts:
        for key, (part, headings) in _parts_of(one, snapshot).items():
            yield Column(key, headings, one.unit.kind, _read_part(one, part))
        return
    english = one.heading or one.title
    with language("fr"):
        headings = {"en": english, "fr": tr(english)}
    yield Column(one.name_in("export"), headings, one.unit.kind, _make_reader(one, snapshot), one.always)


def _parts_of(one: Field, snapshot: Snapshot) -> Mapping[str, tuple[str, Words]]:
    """Column key -> the part it shows and its headings: the snapshot's own components and criteria, or a platform."""
    if one.key == "handles":
        return {key: (key, {"en": key.capitalize(), "fr": key.capitalize()}) for key in PLATFORMS if key != "web"}
    if one.key == "components":
        # A component says what it is counted in: a criterion may bear the same name.
        return {
            f"component:{part.key}": (part.key, {spoken: f"{name}, points" for spoken, name in part.names.items()})
            for part in snapshot.components
        }
    return {part.key: (part.key, part.names) for part in snapshot.criteria}


def _make_reader(one: Field, snapshot: Snapshot) -> Callable[[Entry], Value]:
    if one.key == "weight":  # the same for all of a list, and frozen with it
        return lambda entry: snapshot.weight
    if one.key == "flags":
        tied = {entry.id for entry in tied_at_line(snapshot.entries)}
        return lambda entry: one.unit.to_cell((*entry.flags, "tied at the line") if entry.id in tied else entry.flags)
    if one.key == "evidence":
        return lambda entry: "\n".join(_piece_text(entry))
    return lambda entry: one.unit.to_cell(frozen_value(entry, one))


def _read_part(one: Field, part: str) -> Callable[[Entry], Value]:
    def read(entry: Entry) -> Value:
        held: Mapping[str, Any] = frozen_value(entry, one)
        return one.unit.to_cell(held[part]) if part in held else None

    return read


def frozen_value(entry: Entry, one: Field) -> Any:
    """What a frozen entry holds of a field; None where it was frozen before there was such a field."""
    name = one.name_in("snapshot")
    return getattr(entry, name) if name in Entry.__dataclass_fields__ else entry.more.get(name)


def chosen(snapshot: Snapshot, keys: Iterable[str] | None) -> list[Column]:
    """The columns asked for, in the file's order; rank, ties, in, total and weight are always among them.

    Without a choice: all but those in which nobody has anything.
    """
    columns = columns_of(snapshot)
    if keys is not None:
        wanted = set(keys)
        return [column for column in columns if column.always or column.key in wanted]
    return [column for column in columns if column.always or _is_used(column, snapshot.entries)]


def _is_used(column: Column, entries: Sequence[Entry]) -> bool:
    return any(column.read(entry) not in (None, "") for entry in entries)


def _piece_text(entry: Entry) -> Iterable[str]:
    for piece in entry.evidence:
        yield ", ".join(part for part in (phrases.kind(piece.kind), piece.title, piece.where, piece.url) if part)
