"""A workbook's sheet cell for cell: no heading looked for, nothing left out, hidden rows and columns too."""

from __future__ import annotations

from pathlib import Path

from core.errors import Trouble
from core.i18n import integer, tr
from core.importing.reading import archive, content, workbook

MOST_ROWS = 20_000
"""Rows of a sheet that somebody filled in by hand; a longer one is another kind of table."""


def raw_rows(path: Path) -> list[list[str]]:
    """The rows of the first sheet that holds a table, as texts; row and column 1 are the first even where blank.

    Raises ``Trouble`` for a file that is no workbook, damaged, locked by a password or hostile, or of too many rows.
    """
    kind = content.kind(path)
    if kind not in workbook.KINDS:
        raise Trouble(
            tr("This is not a workbook."), path.name, tr("Choose the sheet as it was saved by Excel or LibreOffice.")
        )
    size = archive.inspect(path) if kind != "xls" else path.stat().st_size
    answer, columns = workbook.ask(path, kind, size)
    if columns is None:
        raise workbook.trouble(answer, path.name, None)
    longest = max(map(len, columns), default=0)
    if longest > MOST_ROWS:
        raise Trouble(
            tr(
                "This sheet has {n} rows; one that was filled in has {most} at most.",
                n=integer(longest),
                most=integer(MOST_ROWS),
            ),
            path.name,
            tr("Choose the sheet as it was saved by Excel or LibreOffice."),
        )
    texts = [column.to_pylist() for column in columns]
    width = answer["first_column"] + len(texts)
    above = [[""] * width for _ in range(answer["first_row"] - 1)]
    return above + [[""] * answer["first_column"] + list(row) for row in zip(*texts, strict=True)]
