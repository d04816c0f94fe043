"""All SQL of an import: a batch with its raw table, and the people, keys and observations that came with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, repeat
from typing import Any

import numpy as np

from core.i18n import tr
from core.model import METRICS, UNDATED, FloatArray, Issue, LongArray, Progress, to_date, to_day
from core.workspace.people import TEXT_COLUMNS
from core.workspace.store import Workspace

CHUNK = 50_000
PART = 1 << 20
TOGETHER = 20
"""Rows inserted by one statement."""


@dataclass(frozen=True)
class Batch:
    """One import of one file. ``mapping`` and ``dialect`` are JSON; ``rows_read = rows_imported + rows_refused``."""

    id: int
    file: str
    sha256: str
    kind: str
    dialect: str
    mapping: str
    rows_read: int
    rows_imported: int
    rows_refused: int
    day: date | None


Buffer = bytes | memoryview
OWN_COLUMN = ("email", "url")
"""Keys that also stand in a person's own row; the table of keys holds the further ones."""
_BATCH = ("id", "file", "sha256", "kind", "dialect", "mapping", "rows_read", "rows_imported", "rows_refused")


@dataclass(frozen=True)
class KeyColumns:
    """The known keys of one kind: m texts (pyarrow), whose, first and last day (``UNDATED`` when not known)."""

    texts: Any
    person: LongArray
    since: LongArray
    until: LongArray


def batches(workspace: Workspace) -> list[Batch]:
    """Every import, the newest first."""
    rows = workspace.rows(f"SELECT {','.join(_BATCH)}, day FROM batch ORDER BY id DESC")
    return [_batch(row) for row in rows]


def _batch(row: tuple[Any, ...]) -> Batch:
    *known, day = row
    held: dict[str, Any] = dict(zip(_BATCH, known, strict=True))
    return Batch(**held, day=None if day is None else to_date(day))


def same_import(workspace: Workspace, sha256: str, kind: str, mapping: str) -> Batch | None:
    """The earlier import of the same bytes, taken the same way."""
    return next((b for b in batches(workspace) if (b.sha256, b.kind, b.mapping) == (sha256, kind, mapping)), None)


def add_batch(workspace: Workspace, new: Batch) -> int:
    """Keeps how a file was read (``id`` is ignored); returns the id."""
    return workspace.run(
        "INSERT INTO batch(file, sha256, kind, dialect, mapping, rows_read, rows_imported, rows_refused, day) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        (
            new.file,
            new.sha256,
            new.kind,
            new.dialect,
            new.mapping,
            new.rows_read,
            new.rows_imported,
            new.rows_refused,
            None if new.day is None else to_day(new.day),
        ),
    )


def keep_rows(workspace: Workspace, batch: int, raw: Buffer, owners: Buffer) -> None:
    """Keeps the raw table of a batch and the person of each row, both packed."""
    workspace.run("UPDATE batch SET raw=zeroblob(?), owners=? WHERE id=?", (len(raw), owners, batch))
    # Written in parts: bound to a statement, the table would stand in memory twice.
    with workspace.connection.blobopen("batch", "raw", batch) as blob:
        for start in range(0, len(raw), PART):
            blob.write(raw[start : start + PART])


def kept_rows(workspace: Workspace, batch: int) -> tuple[bytes, bytes]:
    """The packed raw table of a batch and the packed owners of its rows."""
    rows = workspace.rows("SELECT raw, owners FROM batch WHERE id=?", (batch,))
    raw, owners = rows[0]
    return raw, owners


def replace_rows(workspace: Workspace, batch: int, raw: Buffer, owners: Buffer) -> None:
    """Another raw table and owners for a batch, as when somebody is erased."""
    workspace.run("UPDATE batch SET raw=?, owners=? WHERE id=?", (raw, owners, batch))


def issues(workspace: Workspace, batch: int) -> list[Issue]:
    """What a batch did not take as it stood, row by row."""
    rows = workspace.rows(
        "SELECT row, field, raw, reason, refused FROM issue WHERE batch=? ORDER BY row, rowid", (batch,)
    )
    return [Issue(row, field, raw, reason, bool(refused)) for row, field, raw, reason, refused in rows]


def add_issues(workspace: Workspace, batch: int, new: Iterable[Issue]) -> None:
    """Keeps the issues of a batch."""
    workspace.run_many(
        "INSERT INTO issue(batch, row, field, raw, reason, refused) VALUES (?,?,?,?,?,?)",
        ((batch, i.row, i.field, i.raw, i.reason, int(i.refused)) for i in new),
    )


def kinds_of_keys(workspace: Workspace) -> list[str]:
    """The kinds of key the workspace knows: platforms, ``url``, ``email``, ``id:<source>``."""
    return [row[0] for row in workspace.rows("SELECT DISTINCT platform FROM handle ORDER BY 1")]


def known_keys(workspace: Workspace, kind: str) -> KeyColumns:
    """All known keys of one kind, those that stand in the person's own row included."""
    import pyarrow as pa

    sql = "SELECT handle, person, coalesce(since, ?1), coalesce(until, ?1) FROM handle WHERE platform=?2"
    if kind in OWN_COLUMN:
        sql += f" UNION SELECT {kind}, id, ?1, ?1 FROM person WHERE {kind}<>''"
    cursor = workspace.connection.execute(sql, (UNDATED, kind))
    texts: list[Any] = [pa.array([], pa.string())]
    numbers: list[LongArray] = [np.empty((3, 0), np.int64)]
    while rows := cursor.fetchmany(CHUNK):
        handle, *rest = zip(*rows, strict=True)
        texts.append(pa.array(handle, pa.string()))
        numbers.append(np.array(rest, np.int64))
    person, since, until = np.concatenate(numbers, axis=1)
    return KeyColumns(pa.concat_arrays(texts), person, since, until)


def people_names(workspace: Workspace, below: int) -> tuple[LongArray, Any]:
    """Id, ascending, and folded name (pyarrow) of everyone whose id is below a number."""
    import pyarrow as pa

    cursor = workspace.connection.execute("SELECT id, fold FROM person WHERE id<? ORDER BY id", (below,))
    numbers, names = [np.empty(0, np.int64)], [pa.array([], pa.string())]
    while rows := cursor.fetchmany(CHUNK):
        number, name = zip(*rows, strict=True)
        numbers.append(np.array(number, np.int64))
        names.append(pa.array(name, pa.string()))
    return np.concatenate(numbers), pa.concat_arrays(names)


def folded_names(workspace: Workspace) -> dict[int, str]:
    """Person -> folded name, for everyone."""
    return dict(workspace.rows("SELECT id, fold FROM person"))


def person_keys(workspace: Workspace) -> dict[str, int]:
    """Stable key -> person, for everyone."""
    return dict(workspace.rows("SELECT key, id FROM person"))


def next_person(workspace: Workspace) -> int:
    """The id the next new person gets."""
    return int(workspace.one("SELECT coalesce(max(id), 0) + 1 FROM person"))


def add_people(
    workspace: Workspace, batch: int, first: int, columns: Mapping[str, Any], offline: bool, progress: Progress
) -> None:
    """Adds g people with ids from ``first``: ``key``, ``fold`` and the text columns, pyarrow arrays of length g."""
    names = ("key", "fold", *TEXT_COLUMNS)
    count = len(columns["key"])
    into = f"person(id,{','.join(names)},offline,batch)"
    for start, stop in _spans(count, progress, tr("Writing people")):
        texts = [_texts(columns.get(name), start, stop) for name in names]
        ids = range(first + start, first + stop)
        _insert(workspace, into, stop - start, zip(ids, *texts, repeat(int(offline)), repeat(batch)))


def fill_blanks(workspace: Workspace, step: int, recorded: bool, field: str, values: Sequence[tuple[str, int]]) -> None:
    """Gives (text, person) to those whose field is blank; what was known stays."""
    assert field in TEXT_COLUMNS
    if not recorded:
        _log(workspace, "person", (field,), ("id",), f"id=:id AND {field}=''", step, [{"id": p} for _, p in values])
    workspace.run_many(f"UPDATE person SET {field}=? WHERE id=? AND {field}=''", values)


def name_accounts(workspace: Workspace, step: int, recorded: bool, names: Sequence[tuple[str, str, int]]) -> None:
    """Gives (name, folded, person) to those who until now went by the name of an account."""
    where = "name IN (SELECT h.handle FROM handle h WHERE h.person=person.id)"
    if not recorded:
        values = [{"id": number} for *_, number in names]
        _log(workspace, "person", ("name", "fold"), ("id",), f"id=:id AND {where}", step, values)
    workspace.run_many(f"UPDATE person SET name=?, fold=? WHERE id=? AND {where}", names)


def add_keys(
    workspace: Workspace,
    batch: int,
    step: int,
    recorded: bool,
    kind: str,
    texts: Any,
    person: LongArray,
    span: tuple[LongArray, LongArray],
    new_from: int,
) -> None:
    """Gives people m keys of one kind (in ascending order of text), or widens the days they are known to hold them.

    ``span`` is first and last day, ``UNDATED`` for not known. People from ``new_from`` on are new: nothing of theirs
    can change.
    """
    since, until = span
    if not recorded:
        _log_widened(workspace, step, kind, texts, person, span, new_from)
    widen = (
        "ON CONFLICT DO UPDATE SET since=coalesce(min(since, excluded.since), since, excluded.since), "
        "until=coalesce(max(until, excluded.until), until, excluded.until) "
        "WHERE since IS NULL AND excluded.since IS NOT NULL OR since>excluded.since OR until<excluded.until"
    )
    for start in range(0, len(texts), CHUNK):
        part = slice(start, start + CHUNK)
        days = (_days(since[part]), _days(until[part]))
        rows = zip(repeat(kind), _texts(texts, start, start + CHUNK), person[part].tolist(), *days, repeat(batch))
        _insert(workspace, "handle(platform,handle,person,since,until,batch)", len(person[part]), rows, widen)


def add_observations(
    workspace: Workspace,
    batch: int,
    place: LongArray,
    person: LongArray,
    day: LongArray,
    channel: Any,
    row: LongArray,
    per_post: Any,
    metrics: Mapping[str, FloatArray],
    progress: Progress,
) -> None:
    """Adds observations: ``place`` (m) are the rows to take, ascending by person, day and channel.

    ``person`` is aligned with ``place``; the other columns with the file's rows. NaN becomes NULL.
    """
    names = [name for name in METRICS if name in metrics]
    into = f"observation(person,day,channel,batch,row,per_post,{','.join(names)})"
    for start, stop in _spans(len(place), progress, tr("Writing observations")):
        at = place[start:stop]
        columns: list[Iterable[Any]] = [
            person[start:stop].tolist(),
            day[at].tolist(),
            channel.take(at).to_pylist(),
            repeat(batch),
            row[at].tolist(),
            per_post[at].tolist(),
        ]
        # SQLite itself turns NaN into NULL.
        columns += [metrics[name][at].tolist() for name in names]
        _insert(workspace, into, stop - start, zip(*columns, strict=False))


def add_external(
    workspace: Workspace, batch: int, name: str, person: LongArray, day: LongArray, value: FloatArray
) -> None:
    """Adds one named external score of m people, ascending by person and day."""
    rows = zip(person.tolist(), repeat(name), day.tolist(), repeat(batch), value.tolist())
    _insert(workspace, "external(person,name,day,batch,value)", len(person), rows)


def add_assessments(workspace: Workspace, batch: int, rows: Iterable[tuple[object, ...]]) -> None:
    """Adds (person, criterion, assessor, level, note, day or None, market)."""
    workspace.run_many(
        "INSERT INTO assessment(person, criterion, assessor, level, note, day, market, batch) VALUES (?,?,?,?,?,?,?,?)",
        ((*row, batch) for row in rows),
    )


def add_evidence(workspace: Workspace, batch: int, rows: Iterable[tuple[object, ...]]) -> None:
    """Adds (person, criterion, kind, title, source, url, day or None, added_by)."""
    workspace.run_many(
        "INSERT INTO evidence(person, criterion, kind, title, source, url, day, added_by, batch) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        ((*row, batch) for row in rows),
    )


def add_candidacies(workspace: Workspace, batch: int, campaign: int, people: LongArray) -> None:
    """Makes these people (ascending) candidates; those who already are stay as they are."""
    workspace.run_many(
        "INSERT INTO candidacy(campaign, person, batch) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        zip(repeat(campaign), people.tolist(), repeat(batch)),
    )


def add_newcomers(workspace: Workspace, batch: int, campaign: int) -> None:
    """Makes the people a batch brought candidates."""
    workspace.run(
        "INSERT INTO candidacy(campaign, person, batch) SELECT ?1, id, ?2 FROM person WHERE batch=?2 ORDER BY id",
        (campaign, batch),
    )


def mark_step(workspace: Workspace, step: int, batch: int) -> None:
    """Says that undoing this step deletes the batch."""
    workspace.run("UPDATE step SET batch=? WHERE id=?", (batch, step))


def observed(workspace: Workspace, batch: int) -> dict[tuple[int, str], tuple[int, float | None]]:
    """(person, channel) -> last day and its audience, as one batch has them."""
    rows = workspace.rows(
        "SELECT person, channel, max(day), audience FROM observation WHERE batch=? GROUP BY person, channel", (batch,)
    )
    return {(person, channel): (day, audience) for person, channel, day, audience in rows}


def _log_widened(
    workspace: Workspace,
    step: int,
    kind: str,
    texts: Any,
    person: LongArray,
    span: tuple[LongArray, LongArray],
    new_from: int,
) -> None:
    old = np.flatnonzero(person < new_from)
    since, until = _days(span[0][old]), _days(span[1][old])
    rows = zip(texts.take(old).to_pylist(), person[old].tolist(), since, until, strict=True)
    values = [{"kind": kind, "handle": h, "person": p, "since": s, "until": u} for h, p, s, u in rows]
    where = (
        "platform=:kind AND handle=:handle AND person=:person "
        "AND (since IS NULL AND :since IS NOT NULL OR since>:since OR until<:until)"
    )
    _log(workspace, "handle", ("since", "until"), ("platform", "handle", "person"), where, step, values)


def _log(
    workspace: Workspace,
    table: str,
    columns: Sequence[str],
    keys: Sequence[str],
    where: str,
    step: int,
    values: Sequence[Mapping[str, object]],
) -> None:
    """In an import of bulk the triggers are off: the few changes to what was there write their own way back."""
    sets = "||','||".join(f"'{column}='||quote({column})" for column in columns)
    at = "||' AND '||".join(f"'{key}='||quote({key})" for key in keys)
    workspace.run_many(
        f"INSERT INTO undo_log(step, sql) SELECT {int(step)}, 'UPDATE {table} SET '||{sets}||' WHERE '||{at} "
        f"FROM {table} WHERE {where}",
        values,
    )


def _insert(workspace: Workspace, into: str, count: int, rows: Iterator[tuple[Any, ...]], tail: str = "") -> None:
    """Inserts ``count`` rows, many a statement: a third less time than one by one."""
    width = into.count(",") + 1
    one, whole = f"({_marks(width)})", count // TOGETHER * TOGETHER
    flat = chain.from_iterable(islice(rows, whole))
    many = ",".join([one] * TOGETHER)
    workspace.run_many(f"INSERT INTO {into} VALUES {many} {tail}", zip(*[flat] * (width * TOGETHER), strict=True))
    workspace.run_many(f"INSERT INTO {into} VALUES {one} {tail}", rows)


def _spans(count: int, progress: Progress, words: str) -> Iterator[tuple[int, int]]:
    for start in range(0, count, CHUNK):
        progress(start, count, words)
        yield start, min(start + CHUNK, count)


def _texts(column: Any, start: int, stop: int) -> Iterable[str]:
    return repeat("") if column is None else column.slice(start, stop - start).to_pylist()


def _days(days: LongArray) -> list[int | None]:
    return [None if day == UNDATED else day for day in days.tolist()]


def _marks(count: int) -> str:
    return ",".join("?" * count)
