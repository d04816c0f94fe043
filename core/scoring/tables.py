"""All SQL of scoring: observations and external scores as columns, absences, the workspace's own score models."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model import METRICS, BoolArray, FloatArray, IntArray, LongArray
from core.workspace.bulk import row_chunks
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
    source = (
        "observation o JOIN candidacy c ON c.person=o.person AND c.campaign=? "
        "ORDER BY c.person, o.day, o.channel, o.batch"
    )
    # To count what was ever said of each metric takes a fraction of reading a million blanks.
    known, extent = _find_extent(workspace)
    return _read_observations(workspace, source, campaign, known, extent)


def recent_observations(workspace: Workspace, days: int) -> ObservationColumns:
    """Everybody's observations of the last ``days`` before each person's newest, as ``observation_columns`` gives a
    campaign's."""
    source = (
        "person p CROSS JOIN observation o ON o.person=p.id AND "
        "o.day>=(SELECT max(m.day) FROM observation m WHERE m.person=p.id)-? "
        "ORDER BY p.id, o.day, o.channel, o.batch"
    )
    known, extent = _find_extent(workspace)
    return _read_observations(workspace, source, days, known, extent)


def _find_extent(workspace: Workspace) -> tuple[tuple[str, ...], _Extent]:
    """The metrics of which anything was ever said, and how many observations there are of which channels."""
    counts = f"SELECT count(*), json_group_array(DISTINCT channel), {','.join(f'count({m})' for m in METRICS)}"
    most, channels, *counted = fetch_rows(workspace.connection, f"{counts} FROM observation")[0]
    known = tuple(name for name, count in zip(METRICS, counted, strict=True) if count)
    return known, _Extent(most, tuple(json.loads(channels)))


def observations_of(workspace: Workspace, person: int) -> ObservationColumns:
    """One person's observations, as ``observation_columns`` gives a whole campaign's."""
    source = "observation o WHERE o.person=? ORDER BY o.day, o.channel, o.batch"
    channels = fetch_rows(workspace.connection, "SELECT channel FROM observation WHERE person=?", (person,))
    extent = _Extent(len(channels), tuple(dict.fromkeys(one for (one,) in channels)))
    return _read_observations(workspace, source, person, METRICS, extent)


@dataclass(frozen=True)
class _Extent:
    """How many observations there are at most, and the channels they are of."""

    rows: int
    channels: tuple[str, ...]


def _read_observations(
    workspace: Workspace, source: str, number: int, metrics: tuple[str, ...], extent: _Extent
) -> ObservationColumns:
    """What a ``source`` of observations ``o`` holds, each chunk straight into whole columns: pieces of it would litter
    the memory."""
    # SQLite numbers the channels, so that a row holds nothing but numbers and numpy takes many rows at once: in half
    # the time of taking them column by column. None becomes NaN.
    codes = " ".join(f"WHEN ? THEN {code}" for code in range(len(extent.channels)))
    channel = f"CASE o.channel {codes} END" if codes else "NULL"
    stated = "".join(f",o.{name}" for name in metrics)
    sql = f"SELECT o.person,o.day,{channel},o.per_post{stated} FROM {source}"
    kinds = [*_FIRST_KINDS, *((name, np.float64) for name in metrics)]
    columns: dict[str, Any] = {name: np.empty(extent.rows, kind) for name, kind in kinds}
    end = 0
    for rows in row_chunks(workspace, sql, (*extent.channels, number)):
        start, end = end, end + len(rows)
        chunk = np.array(rows, kinds)
        for name, column in columns.items():
            column[start:end] = chunk[name]
    columns = {name: column[:end] for name, column in columns.items()}
    newest = _mark_newest(columns["person"], columns["day"], columns["channel"])
    if not newest.all():
        columns = {name: column[newest] for name, column in columns.items()}
    person, day, code, per_post = (columns.pop(name) for name, _ in _FIRST_KINDS)
    return ObservationColumns(person, day, code, extent.channels, per_post, columns)


_FIRST_KINDS: tuple[tuple[str, type], ...] = (
    ("person", np.int64),
    ("day", np.int64),
    ("channel", np.int32),
    ("per_post", np.bool_),
)


def _mark_newest(*columns: LongArray | IntArray) -> BoolArray:
    """The last of each run of rows equal in all columns."""
    last = np.ones(len(columns[0]), np.bool_)
    last[:-1] = False
    for column in columns:
        last[:-1] |= column[1:] != column[:-1]
    return last


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
        "SELECT a.person, a.since, a.until FROM absence a CROSS JOIN candidacy c ON c.person=a.person AND c.campaign=? "
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
class FlagSetAside:
    """One flag of a person's history that was set aside: the first and last day (since 1970) it spoke of, why, on
    which day, and by whom ("" where nobody said)."""

    id: int
    person: int
    flag: str
    first: int
    last: int
    reason: str
    day: int
    who: str = ""


_SET_ASIDE = "s.id, s.person, s.flag, s.since, s.until, s.reason, s.day, s.who"


def flags_set_aside(workspace: Workspace, person: int) -> list[FlagSetAside]:
    """A person's flags that were set aside, in order of time."""
    sql = f"SELECT {_SET_ASIDE} FROM set_aside s WHERE s.person=? ORDER BY s.since, s.id"
    return [FlagSetAside(*row) for row in fetch_rows(workspace.connection, sql, (person,))]


def flags_set_aside_in(workspace: Workspace, campaign: int) -> list[FlagSetAside]:
    """The flags set aside of all a campaign's candidates, by person and time."""
    sql = (
        f"SELECT {_SET_ASIDE} FROM set_aside s CROSS JOIN candidacy c ON c.person=s.person AND c.campaign=? "
        "ORDER BY s.person, s.since, s.id"
    )
    return [FlagSetAside(*row) for row in fetch_rows(workspace.connection, sql, (campaign,))]


def add_flag_set_aside(workspace: Workspace, new: FlagSetAside) -> int:
    """Sets a flag aside (its ``id`` is ignored) and returns the id of that."""
    return execute(
        workspace.connection,
        "INSERT INTO set_aside(id, person, flag, since, until, reason, day, who) VALUES (?,?,?,?,?,?,?,?)",
        (
            *(next_id(workspace.connection, "set_aside"), new.person, new.flag, new.first, new.last),
            *(new.reason, new.day, new.who),
        ),
    )


def remove_flags_set_aside(workspace: Workspace, person: int, flag: str) -> None:
    """Raises a person's flag again, however often it was set aside; undo brings that back."""
    execute(workspace.connection, "DELETE FROM set_aside WHERE person=? AND flag=?", (person, flag))


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
