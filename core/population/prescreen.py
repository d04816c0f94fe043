"""The head of a population: exactly those who can be among the first k for some weight, merged over partitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from core.errors import Trouble
from core.i18n import tr
from core.model import FULL, HUNDREDTHS, WEIGHT_PARTS, BoolArray, IntArray, LongArray, Progress, no_progress
from core.ranking.skyband import skyband

BATCH_ROWS = 1 << 20


@dataclass(frozen=True)
class Sides:
    """n people's score, and the bounds of their credibility, in hundredths."""

    score: IntArray
    low: IntArray
    high: IntArray


@dataclass(frozen=True)
class Head:
    """Who can be in: ``table`` with person, score, credibility_low, credibility_high; of ``people`` scored ones."""

    table: pa.Table
    people: int
    unscored: int


def needed(lines: Sides, seats: int, weights: tuple[int, int]) -> LongArray:
    """For each score (0..10000 hundredths) the credibility that whoever has it must be able to reach to be among the
    first ``seats`` at one of the weights from first to last (thousandths, both included); above FULL: none will do.

    ``lines`` are those who can hold a seat at their worst; at each weight the line is the total of the last of them,
    and whoever reaches it can be in: a tie may be decided for them.
    """
    score = np.arange(FULL + 1, dtype=np.int64)
    if len(lines.score) < seats:
        return np.zeros(FULL + 1, np.int64)
    found = np.full(FULL + 1, FULL + 1, np.int64)
    for weight in range(weights[0], weights[1] + 1):
        total = (WEIGHT_PARTS - weight) * lines.score.astype(np.int64) + weight * lines.low
        line = int(np.partition(total, len(total) - seats)[len(total) - seats])
        missing = line - (WEIGHT_PARTS - weight) * score
        least = -(-missing // weight) if weight else np.where(missing <= 0, 0, FULL + 1)
        np.minimum(found, np.maximum(least, 0), out=found)
    return found


def can_be_in(sides: Sides, needs: LongArray) -> BoolArray:
    """Who of n people reaches the line at some weight."""
    return sides.high >= needs[sides.score]


def find_head(
    scores: Sequence[Path],
    seats: int,
    weights: tuple[int, int],
    credibility: Path | None = None,
    progress: Progress = no_progress,
) -> Head:
    """Reads the scores twice: first for the line, of which only the k-skyband at the worst credibility is held, then
    for whoever can reach it. People without a score are counted and left out. ``progress`` may raise ``Cancelled``."""
    known = None if credibility is None else _read_credibility(credibility)
    kept: Sides | None = None
    people = unscored = 0
    for batch in _read_batches(scores):
        progress(0, 2, tr("Looking for the head"))
        _, sides, missing = _take_sides(batch, known)
        people, unscored = people + len(sides.score), unscored + missing
        band = _cut_sides(sides, skyband(sides.score, sides.low, seats))
        kept = band if kept is None else _join_sides(kept, band, seats)
    if kept is None:
        raise Trouble(tr("There is nobody to choose from."), "", tr("Score a population first."))
    needs = needed(kept, seats, weights)
    parts = []
    for batch in _read_batches(scores):
        progress(1, 2, tr("Looking for the head"))
        person, sides, _ = _take_sides(batch, known)
        rows = np.flatnonzero(can_be_in(sides, needs))
        parts.append(_tabulate(person.take(pa.array(rows)), _cut_sides(sides, rows)))
    return Head(pa.concat_tables(parts), people, unscored)


def _read_batches(files: Sequence[Path]) -> Iterator[pa.Table]:
    for file in files:
        try:
            data = pyarrow.parquet.ParquetFile(file)
            for batch in data.iter_batches(BATCH_ROWS, columns=["person", "score"]):
                yield pa.Table.from_batches([batch])
        except (OSError, pa.ArrowException) as error:
            raise Trouble(tr("This file cannot be read."), file.name, tr("Score the population again.")) from error


def _take_sides(batch: pa.Table, known: pa.Table | None) -> tuple[pa.Array, Sides, int]:
    """The people of a batch who have a score, their sides, and how many have none."""
    person, score = batch.column("person").combine_chunks(), batch.column("score").combine_chunks()
    scored = pc.is_valid(score)
    person, score = person.filter(scored), score.filter(scored)
    missing = len(scored) - len(score)
    value = np.rint(score.to_numpy(zero_copy_only=False) * HUNDREDTHS).astype(np.int32)
    low, high = np.zeros(len(value), np.int32), np.full(len(value), FULL, np.int32)
    if known is not None and len(value):
        place = pc.index_in(person, known.column("person").combine_chunks().cast(person.type))
        found = pc.is_valid(place).to_numpy(zero_copy_only=False)
        at = place.fill_null(0).to_numpy(zero_copy_only=False)[found]
        low[found], high[found] = known.column("low").to_numpy()[at], known.column("high").to_numpy()[at]
    return person, Sides(value, low, high), missing


def _read_credibility(path: Path) -> pa.Table:
    """Person, low and high in hundredths, from a Parquet or CSV file with person and credibility, or its bounds."""
    try:
        read: Any = pyarrow.parquet.read_table if path.suffix.lower() == ".parquet" else pyarrow.csv.read_csv
        table = read(path)
        bounds = ["credibility_low", "credibility_high"]
        names = bounds if set(bounds) <= set(table.column_names) else ["credibility", "credibility"]
        table = table.filter(pc.is_valid(table.column(names[0])))
        low, high = (
            np.rint(table.column(name).to_numpy() * HUNDREDTHS).clip(0, FULL).astype(np.int32) for name in names
        )
        return pa.table({"person": table.column("person"), "low": low, "high": high})
    except (OSError, KeyError, TypeError, pa.ArrowException) as error:
        raise Trouble(
            tr("This file cannot be read."), path.name, tr("Give it the columns person and credibility.")
        ) from error


def _cut_sides(sides: Sides, rows: LongArray) -> Sides:
    return Sides(sides.score[rows], sides.low[rows], sides.high[rows])


def _join_sides(one: Sides, other: Sides, seats: int) -> Sides:
    """The skyband of two skybands is that of all their people: whom k dominate in a part, k dominate in the whole."""
    both = Sides(
        np.concatenate([one.score, other.score]),
        np.concatenate([one.low, other.low]),
        np.concatenate([one.high, other.high]),
    )
    return _cut_sides(both, skyband(both.score, both.low, seats))


def _tabulate(person: pa.Array, sides: Sides) -> pa.Table:
    return pa.table(
        {
            "person": person,
            "score": sides.score / HUNDREDTHS,
            "credibility_low": sides.low / HUNDREDTHS,
            "credibility_high": sides.high / HUNDREDTHS,
        }
    )
