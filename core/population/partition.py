"""One partition of a population: a Parquet or CSV file of dated observations, checked row by row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from core.errors import Trouble
from core.i18n import tr
from core.model import METRICS, UNDATED, BoolArray, FloatArray, IntArray, LongArray
from core.scoring.observations import Observations

ENDINGS = (".parquet", ".csv")
KEYS = ("person", "day", "channel", "per_post")
# Only a blank is missing: a person may be called NA, and a number that is none is to be said.
BLANKS = pyarrow.csv.ConvertOptions(null_values=[""], strings_can_be_null=True)
FIRST_ROWS = 5
"""So many rows of an issue are named by their number."""


@dataclass(frozen=True)
class Partition:
    """The people of a file as texts or whole numbers, in order, their observations, and what was wrong.

    ``read`` and ``refused`` count rows; ``issues`` hold field, reason, how many rows, and the numbers of the first of
    them (from 1, without the heading).
    """

    people: pa.Array
    observations: Observations
    read: int
    refused: int
    issues: list[dict[str, Any]]


def read_partition(path: Path) -> Partition:
    """A file as a partition. A row without a person, or whose day is no day, is refused; a value that is no number of
    0 or more is left out. Trouble for a file that cannot be read or has no person."""
    table = _read_table(path)
    if "person" not in table.column_names:
        raise Trouble(tr("This file has no column “person”."), path.name, tr("Name the columns as docs/scale.md says."))
    issues: list[dict[str, Any]] = []
    person = table.column("person").combine_chunks()
    refused = pc.is_null(person).to_numpy(zero_copy_only=False)
    _note(issues, "person", "no person", refused)
    day, wrong = _read_days(table)
    _note(issues, "day", "no day", wrong)
    refused |= wrong
    columns = {name: _read_metric(table, name, issues) for name in METRICS if name in table.column_names}
    keep = np.flatnonzero(~refused)
    people, number = _number_people(person.take(pa.array(keep)))
    channel, channels = _read_channels(table, keep)
    per_post = _read_per_post(table, len(refused))[keep]
    order = _find_order(number, day[keep], channel)
    rows = keep if order is None else keep[order]
    seen = Observations(
        number if order is None else number[order],
        channel if order is None else channel[order],
        day[rows],
        {name: column[rows] for name, column in columns.items()},
        per_post if order is None else per_post[order],
        len(people),
        channels,
    )
    return Partition(people, seen, table.num_rows, int(refused.sum()), issues)


def newest_day(path: Path) -> int:
    """The newest day of a partition, since 1970; ``UNDATED`` where none is dated. From a Parquet file's own statistics
    where it has them, so that a hundred files cost no reading."""
    if path.suffix.lower() == ".parquet":
        stated = _stated_newest(path)
        if stated is not None:
            return stated
    table = _read_table(path, ["person", "day"])
    day, _ = _read_days(table)
    if "person" in table.column_names:
        day = day[pc.is_valid(table.column("person")).to_numpy()]
    dated = day[day != UNDATED]
    return int(dated.max()) if len(dated) else UNDATED


def _stated_newest(path: Path) -> int | None:
    try:
        data = pyarrow.parquet.ParquetFile(path)
        at, who = (data.schema_arrow.get_field_index(name) for name in ("day", "person"))
        if min(at, who) < 0 or not pa.types.is_date32(data.schema_arrow.field(at).type):
            return None
        groups = [data.metadata.row_group(i) for i in range(data.metadata.num_row_groups)]
        found = [group.column(at).statistics for group in groups]
        nobody = [group.column(who).statistics for group in groups]
    except (OSError, pa.ArrowException):
        return None
    if any(one is None or not one.has_null_count or one.null_count for one in nobody):
        return None  # a row without a person is refused, and its day with it
    if not found or any(one is None or not one.has_min_max for one in found):
        return None
    return max(int(np.datetime64(one.max, "D").astype(np.int64)) for one in found)


def _read_table(path: Path, only: list[str] | None = None) -> pa.Table:
    wanted = only or [*KEYS, *METRICS]
    try:
        if path.suffix.lower() == ".parquet":
            names = pyarrow.parquet.read_schema(path).names
            return pyarrow.parquet.read_table(path, columns=[name for name in names if name in wanted], memory_map=True)
        table = pyarrow.csv.read_csv(path, convert_options=BLANKS)
        return table.select([name for name in table.column_names if name in wanted])
    except (OSError, pa.ArrowException) as error:
        raise Trouble(tr("This file cannot be read."), path.name, tr("Write it anew.")) from error


def _note(issues: list[dict[str, Any]], field: str, reason: str, rows: np.ndarray) -> None:
    found = np.flatnonzero(rows)
    if len(found):
        first = (found[:FIRST_ROWS] + 1).tolist()
        issues.append({"field": field, "reason": reason, "rows": len(found), "first": first})


def _read_days(table: pa.Table) -> tuple[LongArray, np.ndarray]:
    """Days since 1970, and which of them are wrong; a day that is not stated is undated."""
    if "day" not in table.column_names:
        return np.full(table.num_rows, UNDATED, np.int64), np.zeros(table.num_rows, np.bool_)
    column = table.column("day").combine_chunks()
    missing = pc.is_null(column).to_numpy(zero_copy_only=False)
    if pa.types.is_integer(column.type):
        number = column.cast(pa.int64()).fill_null(0).to_numpy()
    elif pa.types.is_temporal(column.type):
        number = column.cast(pa.date32(), safe=False).cast(pa.int32()).fill_null(0).to_numpy().astype(np.int64)
    else:
        found = pd.to_datetime(column.to_pandas(), format="%Y-%m-%d", errors="coerce")
        wrong = found.isna().to_numpy() & ~missing
        number = found.to_numpy().astype("datetime64[D]").astype(np.int64)
        return np.where(missing | wrong, UNDATED, number), wrong
    return np.where(missing, UNDATED, number), np.zeros(len(number), np.bool_)


def _read_metric(table: pa.Table, name: str, issues: list[dict[str, Any]]) -> FloatArray:
    column = table.column(name).combine_chunks()
    missing = pc.is_null(column).to_numpy(zero_copy_only=False)
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        value = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    else:
        value = pd.to_numeric(column.to_pandas(), errors="coerce").to_numpy(np.float64)
    with np.errstate(invalid="ignore"):
        wrong = ~(value >= 0) | np.isinf(value)
    _note(issues, name, "no number of 0 or more", wrong & ~missing)
    return np.where(wrong, np.nan, value)


def _read_channels(table: pa.Table, keep: LongArray) -> tuple[np.ndarray, tuple[str, ...]]:
    if "channel" not in table.column_names:
        return np.zeros(len(keep), np.int16), ("web",)
    found = table.column("channel").combine_chunks().take(pa.array(keep)).cast(pa.string()).fill_null("web")
    coded = found.dictionary_encode()
    names = coded.dictionary.to_pylist() or ["web"]
    # By name, so that the same channel has the same code however the rows are ordered.
    rank = np.argsort(np.argsort(np.array(names)))
    codes: IntArray = rank[coded.indices.to_numpy()].astype(np.int16) if len(found) else np.zeros(0, np.int16)
    return codes, tuple(sorted(names))


def _read_per_post(table: pa.Table, size: int) -> BoolArray:
    if "per_post" not in table.column_names:
        return np.zeros(size, np.bool_)
    stated = table.column("per_post").combine_chunks().cast(pa.bool_()).fill_null(False)
    averaged: BoolArray = stated.to_numpy(zero_copy_only=False)
    return averaged


def _number_people(person: pa.Array) -> tuple[pa.Array, LongArray]:
    """The people in ascending order of their name or number, and each row's place among them."""
    coded = person.dictionary_encode()
    order = pc.sort_indices(coded.dictionary)
    rank = np.empty(len(order), np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return coded.dictionary.take(order), rank[coded.indices.to_numpy()] if len(person) else np.zeros(0, np.int64)


def _find_order(person: LongArray, day: LongArray, channel: np.ndarray) -> LongArray | None:
    """The order by person, day and channel; None where the rows stand in it already."""
    same = person[1:] == person[:-1]
    earlier = (day[1:] < day[:-1]) | ((day[1:] == day[:-1]) & (channel[1:] < channel[:-1]))
    if not ((person[1:] < person[:-1]) | (same & earlier)).any():
        return None
    return np.lexsort((channel, day, person))
