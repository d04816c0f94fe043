"""The scores of one partition: a pure function of its file, the model and the day, the same here and on a cluster."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from core.files import replace_whole
from core.model import HUNDREDTHS, UNDATED, BoolArray, IntArray
from core.population.partition import Partition, read_partition
from core.scoring import model as models
from core.scoring.score import FLAGS, Scores, Terms, score

ENTREGENT = b"entregent"
"""The key under which a Parquet file of scores says what it rests on."""


@dataclass(frozen=True)
class Basis:
    """What the scores of a run rest on: the model as plain data, the day of the score (since 1970), the half-life in
    days where it is not the model's, and how counts are read (metric -> total or period)."""

    model: dict[str, Any]
    as_of: int
    half_life: float | None = None
    counts: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The basis as it stands in the metadata: the model by name and hash."""
        found = models.from_json(self.model)
        day = None if self.as_of == UNDATED else str(np.datetime64(self.as_of, "D"))
        return {
            "model": {"name": found.name, "hash": found.hash},
            "as_of": day,
            "half_life": self.half_life or found.half_life,
            "counts": self.counts,
        }


@dataclass(frozen=True)
class Done:
    """What became of one partition: its counts and issues, or why it could not be read (``fault``)."""

    source: str
    read: int = 0
    refused: int = 0
    people: int = 0
    first: str = ""
    last: str = ""
    issues: list[dict[str, Any]] = field(default_factory=list)
    fault: str = ""


def score_file(source: Path, out: Path, basis: Basis) -> Done:
    """Scores one partition into ``out``, whole or not at all; what it says of it stands in the file as well.

    Trouble for a file that cannot be read or written.
    """
    found = read_partition(source)
    scores = score(
        found.observations,
        models.from_json(basis.model),
        Terms(as_of=basis.as_of if basis.as_of != UNDATED else None, half_life=basis.half_life, counts=basis.counts),
    )
    done = _describe(source, found)
    table = scores_table(found.people, scores)
    said = {"source": sign_source(source), "basis": basis.to_json(), "done": vars(done)}
    with replace_whole(out) as part:
        pyarrow.parquet.write_table(
            table.replace_schema_metadata({ENTREGENT: json.dumps(said, ensure_ascii=False)}), part
        )
    return done


def done_before(source: Path, out: Path, basis: Basis) -> Done | None:
    """What an earlier run did of this very file on this very basis; None where it is to be done."""
    try:
        said = json.loads(pyarrow.parquet.read_schema(out).metadata[ENTREGENT])
        same = said["source"] == sign_source(source) and said["basis"] == basis.to_json()
        return Done(**said["done"]) if same else None
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return None


def sign_source(source: Path) -> str:
    """What tells one state of a file from another without reading all of it: its size, its time, and its ends."""
    stat = source.stat()
    digest = hashlib.blake2b(digest_size=16)
    with source.open("rb") as file:
        digest.update(file.read(1 << 16))
        file.seek(max(0, stat.st_size - (1 << 16)))
        digest.update(file.read())
    return f"{stat.st_size} {stat.st_mtime_ns} {digest.hexdigest()}"


def scores_table(people: pa.Array, scores: Scores) -> pa.Table:
    """Scores as columns: points 0 to 100 with two decimals, null where nothing is known; flags by name."""
    columns: dict[str, pa.Array] = {"person": people}
    for name, values in (("score", scores.score), ("speed", scores.speed), ("cruise", scores.cruise)):
        columns[name] = _points(values, scores.known)
    columns["score_low"], columns["score_high"] = _points(scores.low), _points(scores.high)
    for name, values in scores.components.items():
        columns[name] = _points(values, values >= 0)
    columns["flags"] = _name_flags(np.stack([scores.flags[name] for name in FLAGS], axis=1))
    order = ("person", "score", "score_low", "score_high", "speed", "cruise", *scores.components, "flags")
    return pa.table({name: columns[name] for name in order})


def _points(hundredths: IntArray, known: BoolArray | None = None) -> pa.Array:
    return pa.array(hundredths / HUNDREDTHS, mask=None if known is None else ~known)


def _name_flags(borne: BoolArray) -> pa.Array:
    """N lists of names from n rows of booleans, one a flag."""
    _, flag = np.nonzero(borne)
    offsets = np.concatenate([[0], np.cumsum(borne.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(FLAGS).take(pa.array(flag)))


def _describe(source: Path, found: Partition) -> Done:
    first, last = (str(found.people[at]) if len(found.people) else "" for at in (0, -1))
    return Done(source.name, found.read, found.refused, len(found.people), first, last, found.issues)
