"""What a workbook shows beside its values: rows hidden or struck through, figures in percent or in thousands."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from core.importing.reading.sheet_xml import PLACE, SHEET, attribute, column_number, member_of, pieces
from core.model import Issue

HIDDEN = "rows are hidden in the workbook and were read too"
STRUCK = "rows are struck through in the workbook and were read too"
LEFT_OUT = "hidden or struck through in the workbook: left out, as was asked"
NAMED = 20
"""Rows named in an issue; beyond it they are only counted."""
MOST_CELLS = 1_000_000
PERCENT = -2
UNITS = {3: " k", 6: " M", 9: " bn"}
PERCENT_FORMATS = {9, 10}
NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
FONT = re.compile(r"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?font>)", re.DOTALL)
STRIKE = re.compile(r'<(?:\w+:)?strike\b(?![^>]*val="(?:0|false)")')
STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
OFFICE, TABLE, TEXT, STYLED, LINED, CALC = (
    *(f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")),
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}text-line-through-",
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
)
MOST_REPEATED = 10_000


@dataclass
class Marks:
    """Rows by their numbers from 1; cells by row and column from 0: errors by their text, figures by the power of ten
    they are shown in (``PERCENT``, 3, 6, 9)."""

    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The marks as another process hands them over."""
        shown = [[row, column, power] for (row, column), power in self.shown.items()]
        return {"hidden": sorted(self.hidden), "struck": sorted(self.struck), "shown": shown}

    @staticmethod
    def from_json(given: dict[str, Any]) -> Marks:
        """The marks that another process handed over."""
        shown = {(row, column): power for row, column, power in given["shown"]}
        return Marks(set(given["hidden"]), set(given["struck"]), shown=shown)

    def rows(self) -> set[int]:
        """The rows that somebody may not have meant to send."""
        return self.hidden | self.struck

    def issues(self, present: Iterable[int]) -> list[Issue]:
        """One issue for the hidden rows among those ``present``, one for those struck through."""
        here = set(present)
        found = ((self.hidden & here, HIDDEN), (self.struck & here, STRUCK))
        return [Issue(0, "", _name_rows(rows), reason) for rows, reason in found if rows]


def _name_rows(rows: set[int]) -> str:
    """``2: 3, 4``: how many rows, and the first of them."""
    return f"{len(rows)}: {', '.join(map(str, sorted(rows)[:NAMED]))}{', …' if len(rows) > NAMED else ''}"


def marks(path: Path, kind: str, sheet: str) -> Marks:
    """What the XML of a sheet of an XLSX or ODS says; nothing where the archive is not as it should be."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {"xlsx": _of_xlsx, "ods": _of_ods}.get(kind, _of_none)(archive, sheet)
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ET.ParseError):
        return Marks()


def shown_as(text: str, power: int) -> str:
    """A figure as the workbook shows it: 0.0421 in percent is ``4.21%``, 12500 in thousands ``12.5 k``."""
    try:
        value = Decimal(text).scaleb(-power)
    except InvalidOperation:
        return text
    plain = format(value.normalize(), "f")
    return plain + ("%" if power == PERCENT else UNITS[power])


def _of_none(archive: zipfile.ZipFile, sheet: str) -> Marks:
    return Marks()


def _of_xlsx(archive: zipfile.ZipFile, sheet: str) -> Marks:
    found = Marks()
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    member = member_of(archive, SHEET.findall(book), sheet)
    if not member:
        return found
    powers, struck = _read_styles(archive)
    odd = "|".join(map(str, sorted(powers.keys() | struck)))
    styled = re.compile(rf'<(?:\w+:)?c\b[^>]*?\bs="({odd})"[^>]*>'.encode()) if odd else None
    for text in pieces(archive, member):
        found.hidden.update(int(row[1]) for tag in HIDDEN_ROW.findall(text) if (row := ROW_NUMBER.search(tag)))
        for cell in styled.finditer(text) if styled and len(found.shown) < MOST_CELLS else ():
            _note_cell(found, cell[0], int(cell[1]), powers, struck)
    return found


def _note_cell(found: Marks, tag: bytes, style: int, powers: dict[int, int], struck: set[int]) -> None:
    place = PLACE.search(tag)
    if not place:
        return
    if style in struck and not tag.endswith(b"/>"):
        found.struck.add(int(place[2]))
    if style in powers:
        found.shown[int(place[2]) - 1, column_number(place[1])] = powers[style]


def _read_styles(archive: zipfile.ZipFile) -> tuple[dict[int, int], set[int]]:
    """Cell styles that show figures in a power of ten, and those that strike through."""
    text = archive.read("xl/styles.xml").decode("utf-8", "replace")
    codes = {attribute(tag, "numFmtId"): attribute(tag, "formatCode") for tag in NUMBER_FORMAT.findall(text)}
    fonts = FONT.findall(_xml_part(text, "fonts"))
    struck_fonts = {str(at) for at, font in enumerate(fonts) if STRIKE.search(font)}
    powers, struck = {}, set()
    for at, tag in enumerate(STYLE.findall(_xml_part(text, "cellXfs"))):
        number = attribute(tag, "numFmtId")
        power = PERCENT if number in map(str, PERCENT_FORMATS) else power_of(codes.get(number, ""))
        if power:
            powers[at] = power
        if attribute(tag, "fontId") in struck_fonts:
            struck.add(at)
    return powers, struck


def _xml_part(text: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}\b.*?</(?:\w+:)?{name}>", text, re.DOTALL)
    return found[0] if found else ""


def power_of(code: str) -> int:
    """The power of ten in which a number format shows: ``0.00%`` is -2, ``0.0,`` is 3, ``0,,`` is 6; 0 for plain."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.partition(";")[0])
    if "%" in bare:
        return PERCENT
    commas = re.search(r"[0#?](,+)(?![0#?,])", bare)
    return min(9, 3 * len(commas[1])) if commas else 0


def _of_ods(archive: zipfile.ZipFile, sheet: str) -> Marks:
    """Looked through only where there is anything to be found: it takes longer than reading the cells."""
    text = archive.read("content.xml")
    if not re.search(rb'value-type="(?:error|percentage)"|visibility="(?:collapse|filter)"|line-through', text):
        return Marks()
    found, struck, inside, row = Marks(), set[str](), False, 0
    for event, element in _parse_elements(text):
        if element.tag == f"{STYLED}style" and event == "end":
            if any(
                name.startswith(LINED) and value not in ("none", "") for part in element for name, value in part.items()
            ):
                struck.add(element.get(f"{STYLED}name", ""))
        elif element.tag == f"{TABLE}table":
            inside = event == "start" and element.get(f"{TABLE}name") == sheet
        elif element.tag == f"{TABLE}table-row" and event == "end" and inside:
            row = _note_row(found, element, row, struck)
            element.clear()
    return found


def _parse_elements(text: bytes) -> Iterator[tuple[str, ET.Element]]:
    parser: Any = ET.XMLPullParser(("start", "end"))
    for at in range(0, len(text), 1 << 16):
        parser.feed(text[at : at + (1 << 16)])
        yield from parser.read_events()


def _note_row(found: Marks, element: ET.Element, row: int, struck: set[str]) -> int:
    """Notes a row and its repetitions; returns the number of the last of them, from 1."""
    times = int(element.get(f"{TABLE}number-rows-repeated", "1"))
    numbers = range(row + 1, row + 1 + min(times, MOST_REPEATED))
    if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
        found.hidden.update(numbers)
    column = 0
    for cell in element:
        wide = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        kind = cell.get(f"{CALC}value-type") or cell.get(f"{OFFICE}value-type")
        for place in ((n - 1, column + i) for n in numbers for i in range(min(wide, 100))):
            if kind == "error":
                found.errors[place] = "".join(cell.itertext())
            elif kind == "percentage":
                found.shown[place] = PERCENT
        if cell.get(f"{TABLE}style-name") in struck and "".join(cell.itertext()).strip():
            found.struck.update(numbers)
        column += wide
    return row + times
