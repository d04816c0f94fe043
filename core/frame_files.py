"""A data frame as a file: Parquet, Feather, CSV or a workbook by its ending, replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import Trouble, Usage
from core.files import neutralise, replace_whole
from core.i18n import tr

if TYPE_CHECKING:
    from pandas import DataFrame

XLSX_ROWS = 1_048_575
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def check_ending(path: Path) -> None:
    """Usage where no table can be written under this name."""
    if path.suffix.lower() not in WRITERS:
        raise Usage(
            tr("No table can be written as {name}.", name=path.name),
            path.suffix or path.name,
            tr("End the name in {endings}.", endings=", ".join(WRITERS)),
        )


def write_frame(frame: DataFrame, path: Path) -> None:
    """Writes a frame by the ending of the name. Parquet keeps the index; elsewhere it is the first column.

    Usage for an unknown ending; Trouble where the file cannot be written or cannot hold so many rows.
    """
    check_ending(path)
    ending = path.suffix.lower()
    if ending == ".xlsx" and len(frame) > XLSX_ROWS:
        raise Trouble(tr("A workbook cannot hold so many rows."), path.name, tr("Write .parquet or .csv."))
    with replace_whole(path) as part:
        WRITERS[ending](frame, part)


def _write_parquet(frame: DataFrame, part: Path) -> None:
    frame.to_parquet(part, engine="pyarrow")


def _write_feather(frame: DataFrame, part: Path) -> None:
    _with_index_columns(frame).to_feather(part)


def _write_csv(frame: DataFrame, part: Path) -> None:
    _neutralise_texts(_with_index_columns(frame)).to_csv(
        part, index=False, encoding="utf-8-sig", lineterminator="\r\n", errors="replace"
    )


def _write_xlsx(frame: DataFrame, part: Path) -> None:
    from pandas import ExcelWriter

    # The name of the part ends otherwise, so the file is handed over open.
    with (
        part.open("wb") as file,
        ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": SAFE}) as book,
    ):
        _neutralise_texts(_with_index_columns(frame)).to_excel(book, index=False, freeze_panes=(1, 0))


def _with_index_columns(frame: DataFrame) -> DataFrame:
    """The frame with its named index as its first columns."""
    return frame.reset_index() if frame.index.name else frame


def _neutralise_texts(frame: DataFrame) -> DataFrame:
    """The frame with no text that a spreadsheet would take for a formula."""
    return frame.assign(**{name: _tame_column(frame[name]) for name in frame.columns}).rename(columns=neutralise)


def _tame_column(column: Any) -> Any:
    if column.dtype.name == "category":
        return column.astype("string").map(neutralise, na_action="ignore") if len(column) else column
    return column.map(neutralise, na_action="ignore") if column.dtype.name == "string" else column


WRITERS: Mapping[str, Callable[[DataFrame, Path], None]] = {
    ".parquet": _write_parquet,
    ".feather": _write_feather,
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
}
