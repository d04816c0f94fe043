"""All SQL of scoring: observations and external scores as columns, absences, the workspace's own score models."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model import METRICS, BoolArray, FloatArray, IntArray, LongArray
from core.workspace.bulk import Numbering, row_chunks
from core.workspace.ids import next_id
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace


@dataclass(frozen=True)
class ObservationColumns:
    """The m observations of some people, ascending by person, day and channel; NaN where nothing was said.

    Metrics of which nothing was said at all are left out.
    """

    person: LongArray
    day: LongArray
    channel: IntArray
    channels: tuple[str, ...]
    per_post: BoolArray
    metrics: dict[str, FloatArray]


def observation_columns(workspace: Workspace, campaign: int) -> ObservationColumns:
    """All observations of a campaign's candidates; of several for one person, day and channel the newest batch's."""
    # By the candidacy's person: both tables are stored in that order, so that nothing is sorted.
    where = "JOIN candidacy c ON c.person=o.person AND c.campaign=? ORDER BY c.person, o.day, o.channel, o.batch"
    # To count what was ever said of each metric takes a fraction of reading a million blanks.
    most, *counts = fetch_rows(
        workspace.connection, f"SELECT count(*), {','.join(f'count({m})' for m in METRICS)} FROM observation"
    )[0]
    known = tuple(name for name, count in zip(METRICS, counts, strict=True) if count)
    return _observation_columns(workspace, where, campaign, known, most)


def observations_of(workspace: Workspace, person: int) -> ObservationColumns:
    """One person's observations, as ``observation_columns`` gives a whole campaign's."""
    where = "WHERE o.person=? ORDER BY o.day, o.channel, o.batch"
    most = fetch_value(workspace.connection, "SELECT count(*) FROM observation WHERE person=?", (person,))
    return _observation_columns(workspace, where, person, METRICS, most)


def _observation_columns(
    workspace: Workspace, where: str, number: int, metrics: tuple[str, ...], most: int
) -> ObservationColumns:
    """What stands ``where``, ``most`` rows at most, straight into one table: pieces of it would litter the memory."""
    read = ("person", "day", "channel", "per_post", *metrics)
    sql = f"SELECT {','.join(f'o.{name}' for name in read)} FROM observation o {where}"
    channels = Numbering()
    table, end = np.empty((len(read), most)), 0
    # An id has more bits than a float holds exactly: its row of the table is used as whole numbers.
    person = table[0].view(np.int64)
    for rows in row_chunks(workspace, sql, (number,)):
        start, end = end, end + len(rows)
        ids, *columns = zip(*rows, strict=True)
        person[start:end] = ids
        for place, found in enumerate(columns, 1):
            table[place, start:end] = [*map(channels.__getitem__, found)] if read[place] == "channel" else found
    table = table[:, :end]
    return _observations(table[:, _newest(table)], tuple(channels), metrics)


def _newest(table: FloatArray) -> BoolArray:
    """The last of each run of equal (person, day, channel)."""
    last = np.ones(table.shape[1], bool)
    person = table[0].view(np.int64)
    last[:-1] = (person[1:] != person[:-1]) | (table[1:3, 1:] != table[1:3, :-1]).any(axis=0)
    return last


def _observations(table: FloatArray, channels: tuple[str, ...], metrics: tuple[str, ...]) -> ObservationColumns:
    return ObservationColumns(
        person=table[0].view(np.int64),
        day=table[1].astype(np.int64),
        channel=table[2].astype(np.int32),
        channels=channels,
        per_post=table[3].astype(bool),
        metrics=dict(zip(metrics, table[4:], strict=True)),
    )


def external_columns(workspace: Workspace, campaign: int) -> dict[str, tuple[LongArray, FloatArray]]:
    """External score name -> people (ascending) and the newest value of each."""
    sql = (
        "SELECT e.name, e.person, e.value FROM external e JOIN candidacy c ON c.person=e.person AND c.campaign=? "
        "ORDER BY e.name, e.person, e.day, e.batch"
    )
    newest: dict[str, dict[int, float]] = {}
    for rows in row_chunks(workspace, sql, (campaign,)):
        for name, person, value in rows:
            newest.setdefault(name, {})[person] = value
    return {
        name: (np.fromiter(held, np.int64, len(held)), np.fromiter(held.values(), np.float64, len(held)))
        for name, held in newest.items()
    }


def has_external(workspace: Workspace, campaign: int) -> bool:
    """Whether any candidate of a campaign has an external score."""
    sql = "SELECT 1 FROM external e JOIN candidacy c ON c.person=e.person AND c.campaign=? LIMIT 1"
    return bool(fetch_value(workspace.connection, sql, (campaign,)))


@dataclass(frozen=True)
class Absence:
    """One absence of a person; the first and the last day (since 1970) both belong to it."""

    id: int
    person: int
    first: int
    last: int
    reason: str = ""


def absences(workspace: Workspace, person: int) -> list[Absence]:
    """A person's absences in order of time."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id, person, since, until, reason FROM absence WHERE person=? ORDER BY since, until, id",
        (person,),
    )
    return [Absence(*row) for row in rows]


def absence_columns(workspace: Workspace, campaign: int) -> LongArray:
    """Rows (person, first day, last day) of all a campaign's candidates, k x 3."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT a.person, a.since, a.until FROM absence a JOIN candidacy c ON c.person=a.person AND c.campaign=? "
        "ORDER BY a.person, a.since, a.until",
        (campaign,),
    )
    return np.array(rows, np.int64).reshape(-1, 3)


def add_absence(workspace: Workspace, new: Absence) -> int:
    """Adds an absence (its ``id`` is ignored) and returns its id."""
    return execute(
        workspace.connection,
        "INSERT INTO absence(id, person, since, until, reason) VALUES (?,?,?,?,?)",
        (next_id(workspace.connection, "absence"), new.person, new.first, new.last, new.reason),
    )


def remove_absence(workspace: Workspace, number: int) -> None:
    """Takes an absence away; undo brings it back."""
    execute(workspace.connection, "DELETE FROM absence WHERE id=?", (number,))


@dataclass(frozen=True)
class StoredModel:
    """A score model as it is kept: JSON and the hash over it. ``version`` counts its changes from 1."""

    name: str
    version: int
    hash: str
    data: str


def stored_models(workspace: Workspace) -> list[StoredModel]:
    """Every score model of the workspace, by name."""
    return [
        StoredModel(*row)
        for row in fetch_rows(workspace.connection, "SELECT name, version, hash, data FROM score_model ORDER BY name")
    ]


def stored_model(workspace: Workspace, name: str) -> StoredModel | None:
    """The score model of this name, or None."""
    rows = fetch_rows(workspace.connection, "SELECT name, version, hash, data FROM score_model WHERE name=?", (name,))
    return StoredModel(*rows[0]) if rows else None


def add_model(workspace: Workspace, new: StoredModel) -> None:
    """Keeps a new score model; its name must be free."""
    execute(
        workspace.connection,
        "INSERT INTO score_model(name, version, hash, data) VALUES (?,?,?,?)",
        (new.name, new.version, new.hash, new.data),
    )


def change_model(workspace: Workspace, new: StoredModel) -> None:
    """Writes a changed model over the one of the same name."""
    execute(
        workspace.connection,
        "UPDATE score_model SET version=?, hash=?, data=? WHERE name=?",
        (new.version, new.hash, new.data, new.name),
    )


def remove_model(workspace: Workspace, name: str) -> None:
    """Takes a score model away; undo brings it back."""
    execute(workspace.connection, "DELETE FROM score_model WHERE name=?", (name,))


def shortlists_with_model(workspace: Workspace, digest: str) -> list[str]:
    """The names of the frozen shortlists whose scores a model of this hash gave, oldest first."""
    sql = "SELECT name FROM shortlist WHERE json_extract(data, '$.snapshot.score_hash')=? ORDER BY id"
    return [name for (name,) in fetch_rows(workspace.connection, sql, (digest,))]


def campaigns_with_model(workspace: Workspace, name: str) -> list[str]:
    """The names of the campaigns that rank by this model, oldest first."""
    return [
        found
        for (found,) in fetch_rows(
            workspace.connection, "SELECT name FROM campaign WHERE score_model=? ORDER BY id", (name,)
        )
    ]
