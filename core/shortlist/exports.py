"""The shortlist as a file for other programs: CSV, XLSX, JSON, vCard and mail merge."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from core.campaign.fields.units import hundredths_text, short_text
from core.files import neutralise, write_whole
from core.i18n import current, language, tr
from core.shortlist.columns import Column, Value, chosen
from core.shortlist.seal import digest, to_json
from core.shortlist.snapshot import Entry, Snapshot
from core.shortlist.ties import tied_at_line

XLSX_CELL = 32767
_FORMATS = {"text": "@", "integer": "#,##0", "points": "0.00", "percent": "0.00", "level": "0.##"}
_WIDTHS = {
    "name": 30,
    "note": 40,
    "evidence": 40,
    "organisation": 26,
    "email": 28,
    "url": 34,
    "intervals": 18,
    "id": 18,
}


def write_csv(
    path: str | Path,
    snapshot: Snapshot,
    *,
    bom: bool = True,
    delimiter: str = ",",
    decimal: str = ".",
    columns: Iterable[str] | None = None,
    lang: str | None = None,
) -> None:
    """Writes the entries in the order of the list, UTF-8, CRLF; texts are neutralised. Raises ``Trouble``."""
    with language(lang or current()):
        layout = chosen(snapshot, columns)
        rows = ([_csv_cell(c, c.read(entry), decimal) for c in layout] for entry in snapshot.entries)
        write_whole(path, _to_csv(layout_headings(layout), rows, bom, delimiter))


def layout_headings(layout: Sequence[Column]) -> list[str]:
    """The headings in the language in force, safe like every other text."""
    return [neutralise(column.heading(current())) for column in layout]


def _to_csv(headings: Sequence[str], rows: Iterable[Sequence[str]], bom: bool, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")


def _csv_cell(column: Column, value: Value, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise(value)
    if column.kind == "integer":
        return str(value)
    return short_text(value, decimal) if column.kind == "level" else hundredths_text(value, decimal)


def write_xlsx(
    path: str | Path, snapshot: Snapshot, *, columns: Iterable[str] | None = None, lang: str | None = None
) -> None:
    """Writes a workbook: typed cells, frozen heading, filter; no formula, no link. Raises ``Trouble``."""
    with language(lang or current()):
        write_whole(path, _make_workbook(snapshot, chosen(snapshot, columns)))


def _make_workbook(snapshot: Snapshot, layout: Sequence[Column]) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, safe)
    # A fixed date of creation, so that the same snapshot gives the same file.
    signed = snapshot.signed_on or snapshot.as_of
    created = datetime.combine(signed or date(2000, 1, 1), time(tzinfo=UTC)).replace(tzinfo=None)
    book.set_properties({"title": _cut_text(snapshot.campaign)[:255], "created": created})
    sheet = book.add_worksheet(tr("List"))
    _write_sheet(book, sheet, snapshot, layout)
    _write_about(book, snapshot)
    book.close()
    return out.getvalue()


def _write_sheet(book: Any, sheet: Any, snapshot: Snapshot, layout: Sequence[Column]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in _FORMATS.items()}
    for place, (column, heading) in enumerate(zip(layout, layout_headings(layout), strict=True)):
        sheet.set_column(place, place, _WIDTHS.get(column.key, 12))
        sheet.write_string(0, place, heading, bold)
        form = formats[column.kind]
        for row, entry in enumerate(snapshot.entries, 1):
            _write_cell(sheet, row, place, column, column.read(entry), form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(snapshot.entries)), len(layout) - 1)


def _write_cell(sheet: Any, row: int, place: int, column: Column, value: Value, form: Any) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, _cut_text(neutralise(value)), form)
    elif value is not None:
        sheet.write_number(row, place, value if column.kind == "integer" else value / 100, form)


def _write_about(book: Any, snapshot: Snapshot) -> None:
    """A second sheet says which list this is: the first one stays a plain table."""
    sheet = book.add_worksheet(tr("About"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 70)
    tied = ", ".join(entry.name for entry in tied_at_line(snapshot.entries))
    facts = (
        (tr("Campaign"), snapshot.campaign),
        (tr("Seats"), str(snapshot.seats)),
        (tr("Weight of credibility (%)"), hundredths_text(snapshot.weight)),
        (tr("Data as of"), snapshot.as_of.isoformat() if snapshot.as_of else ""),
        (tr("Score model"), f"{snapshot.score_model} {snapshot.score_hash}".strip()),
        (tr("Signed off by"), snapshot.signed_by),
        (tr("Digest"), digest(snapshot)),
        *([(tr("Tied across the line"), tied)] if tied else []),
    )
    for row, (label, value) in enumerate(facts):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, _cut_text(neutralise(value)))


def _cut_text(text: str) -> str:
    """What a cell can hold; half characters, which no file can, become the replacement mark."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= XLSX_CELL else whole[: XLSX_CELL - 1] + "…"


def write_json(path: str | Path, snapshot: Snapshot) -> None:
    """Writes the sealed snapshot itself, byte for byte what ``seal.from_json`` checks."""
    write_whole(path, to_json(snapshot).encode("ascii"))


def write_mail_merge(
    path: str | Path,
    snapshot: Snapshot,
    *,
    bom: bool = True,
    delimiter: str = ",",
    lang: str | None = None,
) -> None:
    """Writes one line a guest for a mail-merge: who, where to reach them, and the event. No score leaves in it."""
    with language(lang or current()):
        words = [tr(w) for w in ("Name", "Email", "Organisation", "Market", "Language", "Event", "Date", "Place")]
        event = [snapshot.campaign, snapshot.day.isoformat() if snapshot.day else "", snapshot.place]
        rows = [
            [neutralise(t) for t in (e.name, e.email, e.organisation, e.market, e.language, *event)]
            for e in snapshot.invited
        ]
        write_whole(path, _to_csv(words, rows, bom, delimiter))


def write_vcard(path: str | Path, snapshot: Snapshot) -> None:
    """Writes the guests as vCard 4.0 (RFC 6350), each line folded at 75 bytes."""
    cards = "".join(_make_card(entry) for entry in snapshot.invited)
    write_whole(path, cards.encode("utf-8", "replace"))


def _make_card(entry: Entry) -> str:
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_escape_text(entry.name)}", f"N:{_escape_text(entry.name)};;;;"]
    if entry.organisation:
        lines.append(f"ORG:{_escape_text(entry.organisation)}")
    if entry.email:
        lines.append(f"EMAIL:{_escape_text(entry.email)}")
    if entry.url:
        lines.append(f"URL:{_escape_text(entry.url)}")
    lines += [f"X-SOCIALPROFILE;TYPE={p}:{_escape_text(h)}" for p, h in sorted(entry.handles.items()) if p.isalnum()]
    return "".join(_fold_line(line) + "\r\n" for line in (*lines, "END:VCARD"))


def _escape_text(text: str) -> str:
    r"""A vCard value on one line: ``\`` ``;`` ``,`` and line ends escaped, other control characters left out."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in lines if c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f")


def _fold_line(line: str) -> str:
    """Continuation lines start with a space; no letter is cut in two."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > 75:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts)
