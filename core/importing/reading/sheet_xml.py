"""What calamine does not tell of an XLSX: the text of its error cells, and its system of dates."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path

PIECE = 1 << 20
OVERLAP = 1 << 12
MOST_ERRORS = 1_000_000
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b([^>]*?\bt="e"[^>]*)>(?:<(?:\w+:)?f\b.*?</(?:\w+:)?f>|<[^>]*/>)*?<(?:\w+:)?v>([^<]{1,40})<'
)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
OLD_DATES = re.compile(r'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')
DAY_ZERO = date(1904, 1, 1)
SERIALS = range(27_760, 53_327)
"""1980-01-01 to 2049-12-31 in the system that counts from 1904."""
DATE_HEADING = re.compile(
    r"(?<![^\W_])(?:dates?|day|jour|seen|vue?|le|since|depuis|last|first|created|créée?|updated|posted|publi\w*|joined"
    r"|birth\w*|naissance|start|end|début|fin|when|quand)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Extras:
    """Error texts by row and column, from 0; whether dates count from 1904."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    from_1904: bool = False


def extras(path: Path, sheet: str | None) -> Extras | None:
    """What the XML says of a sheet, without holding it in memory; None for no name in a workbook of several.

    Nothing is found where the archive is not as it should be: calamine then says what is wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
            listed = SHEET.findall(book)
            if sheet is None and len(listed) != 1:
                return None
            name = attribute(listed[0], "name") if sheet is None else sheet
            member = member_of(archive, listed, name)
            found = error_cells(archive, member) if member else {}
            return Extras(found, bool(OLD_DATES.search(book)))
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return Extras()


def attribute(tag: str, name: str) -> str:
    """The value of a tag's attribute, whatever its prefix; empty when it has none."""
    found = re.search(rf'\b{name}\s*=\s*"([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def member_of(archive: zipfile.ZipFile, listed: list[str], sheet: str) -> str:
    """The archive's member that holds a sheet, by name; empty when there is none."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {attribute(tag, "Id"): attribute(tag, "Target") for tag in RELATION.findall(relations)}
    for tag in listed:
        if attribute(tag, "name") == sheet:
            target = targets.get(attribute(tag, "r:id") or attribute(tag, "id"), "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return member if member in archive.namelist() else ""
    return ""


def error_cells(archive: zipfile.ZipFile, member: str) -> dict[tuple[int, int], str]:
    """The errors of a sheet, such as #N/A, by row and column from 0."""
    found: dict[tuple[int, int], str] = {}
    for text in pieces(archive, member):
        if b't="e"' not in text:
            continue
        for cell in ERROR_CELL.finditer(text):
            place = PLACE.search(cell[1])
            if place and len(found) < MOST_ERRORS:
                found[int(place[2]) - 1, column_number(place[1])] = unescape(cell[2].decode("utf-8", "replace"))
    return found


def pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """A member's text piece by piece, each beginning with the end of the one before."""
    before = b""
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            yield before + piece
            before = piece[-OVERLAP:]


def column_number(letters: bytes) -> int:
    """A column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def dates_from_1904(heading: str, cells: list[str]) -> list[str] | None:
    """A column of bare serial numbers under a heading of dates, as ISO dates; None for any other column."""
    serials = [cell for cell in cells if cell]
    if not serials or not DATE_HEADING.search(heading.replace("_", " ")):
        return None
    if not all(cell.isdecimal() and cell.isascii() and len(cell) == 5 and int(cell) in SERIALS for cell in serials):
        return None
    return [str(DAY_ZERO + timedelta(days=int(cell))) if cell else "" for cell in cells]
