"""A workbook's zip archive, looked at before anything opens it: bombs, doubles, paths that leave it, entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from core.errors import Trouble
from core.i18n import tr
from core.importing.reading import content

MOST_BYTES = 4_000_000_000
SAFE_BYTES = 50_000_000
MOST_RATIO = 200
"""Of a large archive; a sheet of empty styled rows packs about 20 to 1."""
MOST_MEMBERS = 20_000
PROLOG = 1 << 16
DECLARATION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*?(?:/>|>\s*</(?:\w+:)?c>)")
EMPTY_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?(?:/>|>\s*</(?:\w+:)?row>)")


def inspect(path: Path) -> int:
    """The archive's whole size unpacked, in bytes. Raises ``Trouble`` where it is damaged or meant to harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            return examined(archive, path.name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise content.damaged(path.name) from problem


def examined(archive: zipfile.ZipFile, where: str) -> int:
    """Looks at the directory, then at each XML member's first bytes."""
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > MOST_BYTES or (size > SAFE_BYTES and size > MOST_RATIO * max(packed, 1)):
        raise refused(tr("Unpacked, the workbook would take {n} megabytes.", n=size // 1_000_000), where)
    if len(set(names)) < len(names):
        raise refused(tr("The workbook holds the same part twice."), where)
    if len(names) > MOST_MEMBERS or any(OUTSIDE.search(name) for name in names):
        raise refused(tr("The workbook points to files outside itself."), where)
    for member in members:
        if member.flag_bits & 1:
            raise locked(where)
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            check_prolog(archive, member, where)
    return size


def check_prolog(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> None:
    """Refuses XML that declares a document type or entities: no spreadsheet writes any."""
    with archive.open(member) as file:
        head = file.read(PROLOG)
    if DECLARATION.search(head):
        raise refused(tr("The workbook declares XML entities."), where)


def refused(what: str, where: str) -> Trouble:
    """The refusal of a workbook that looks meant to harm."""
    return Trouble(what, where, tr("It was not opened. Ask its sender for a plain CSV file."))


def locked(where: str) -> Trouble:
    """The refusal of a workbook behind a password."""
    return Trouble(
        tr("The workbook is protected by a password."),
        where,
        tr("Open it, save it without the password and try again."),
    )


def without_empty_cells(path: str) -> io.BytesIO:
    """A copy of an XLSX without the cells and rows that hold nothing but a style."""
    lean = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(lean, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            data = archive.read(member)
            if "worksheets/" in member.filename and member.filename.endswith(".xml"):
                data = EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", data))
            copy.writestr(member.filename, data)
    lean.seek(0)
    return lean
