"""What a file is by its content, whatever its ending says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from core.errors import Trouble
from core.i18n import integer, tr

MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound or a film"),
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a text document"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1e\x7f]")
MOST_CONTROLS = 16
"""One letter in so many may be a control character; bytes at random have one in ten."""
_C0 = bytes((*range(1, 9), *range(0x0E, 0x1C), 0x7F))
# What UTF-8 makes of the C1 block: letters of cp1252, such as its apostrophes, that were read as latin-1.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
PIECE = 1 << 20
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<table|<head|<body|<\?xml|<svg|<rss)", re.IGNORECASE)
JSON = re.compile(rb'\s*(?:\{\s*(?:"[^"\n]*"\s*:|\})|\[\s*(?:[\[{]|\]))')


def kind(path: Path) -> str:
    """``xlsx``, ``xlsb``, ``ods``, ``xls`` or ``text``. Raises ``Trouble`` for what can hold no table."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would be waited for, a device has no end
            raise no_table(tr("a pipe or a device"), str(path))
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    if not head:
        raise no_rows(path.name)
    for magic, what in MAGIC:
        if head.startswith(magic):
            raise no_table(tr(what), path.name)
    if head.startswith(OLE) or head.startswith(OLD_EXCEL):
        return "xls"
    if head.startswith(b"PK"):
        return archive_kind(path)
    return "text"


def archive_kind(path: Path) -> str:
    """Which workbook a zip archive is, by its members. Raises ``Trouble`` for another or a damaged archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise damaged(path.name) from problem
    if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    if "[Content_Types].xml" in names and not any(name.startswith(("word/", "ppt/")) for name in names):
        return "xlsx"
    raise no_table(tr("an archive without a workbook in it"), path.name)


def check_text(utf8: bytes, where: str) -> None:
    """Raises ``Trouble`` for text that holds no table: nothing, a page, data of another form, bytes of a program."""
    head = utf8[: 1 << 16]
    if not head.strip():
        raise no_rows(where)
    if len(CONTROL.findall(head)) > max(8, len(head) // MOST_CONTROLS):
        raise no_table(tr("no text"), where)
    if MARKUP.match(head):
        raise no_table(tr("a web page or an XML file"), where)
    if JSON.match(head):
        raise no_table(tr("a JSON file"), where)


def count_controls(utf8: bytes) -> int:
    """How many control characters a text has, but for the separators of records (1C to 1F), which part the cells of
    some files. The table keeps them, as it keeps all that stands in the file; texts that are imported do not."""
    pieces = (utf8[start : start + PIECE] for start in range(0, len(utf8), PIECE))
    return sum(len(piece) - len(piece.translate(None, _C0)) for piece in pieces) + sum(1 for _ in _C1.finditer(utf8))


def no_table(what: str, where: str) -> Trouble:
    """The refusal of a file that is something else."""
    return Trouble(
        tr("The file is {what}, not a table.", what=what),
        where,
        tr("Save the table as CSV or as a workbook and choose that."),
    )


def no_rows(where: str) -> Trouble:
    """The refusal of a file without a row."""
    return Trouble(tr("The file is empty."), where, tr("Choose a file with a table in it."))


def too_wide(most: int, where: str) -> Trouble:
    """The refusal of a table wider than any spreadsheet."""
    return Trouble(
        tr("The table has more than {n} columns.", n=integer(most)),
        where,
        tr("Keep only the columns you need and try again."),
    )


def damaged(where: str) -> Trouble:
    """The refusal of a workbook that cannot be opened."""
    return Trouble(
        tr("The workbook is damaged or incomplete."), where, tr("Open it in a spreadsheet, save it anew and try again.")
    )


def unreadable(path: Path, problem: OSError) -> Trouble:
    """The refusal of a file that the system does not hand out."""
    if isinstance(problem, FileNotFoundError):
        return Trouble(tr("There is no such file."), str(path), tr("Check its name and its folder."))
    if isinstance(problem, IsADirectoryError):
        return Trouble(tr("This is a folder, not a file."), str(path), tr("Choose a file with a table in it."))
    return Trouble(
        tr("The file cannot be read: {why}.", why=problem.strerror or str(problem)),
        str(path),
        tr("Check who may read it."),
    )
