"""All SQL of an import: a batch with its raw table, the observations and levels that came with it, saved mappings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

from core.errors import Damaged
from core.i18n import tr
from core.importing.rows import Incoming
from core.model import METRICS, FloatArray, Issue, LongArray, Progress, to_date, to_day
from core.workspace.bulk import BatchWrite, insert, spans
from core.workspace.digests import digest_of, part_digest
from core.workspace.ids import next_ids
from core.workspace.registry import ABOUT_PEOPLE, IMPORTED
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace
from core.workspace.troubles import damaged

Buffer = bytes | memoryview


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


_BATCH = ("id", "file", "sha256", "kind", "dialect", "mapping", "rows_read", "rows_imported", "rows_refused")


def batches(workspace: Workspace) -> list[Batch]:
    """Every import, the newest first."""
    rows = fetch_rows(workspace.connection, f"SELECT {','.join(_BATCH)}, day FROM batch ORDER BY id DESC")
    return [_read_batch(row) for row in rows]


def _read_batch(row: tuple[Any, ...]) -> Batch:
    *known, day = row
    held: dict[str, Any] = dict(zip(_BATCH, known, strict=True))
    return Batch(**held, day=None if day is None else to_date(day))


def same_import(workspace: Workspace, new: Batch) -> Batch | None:
    """The earlier import of the same bytes, read and taken the same way."""
    return next((known for known in batches(workspace) if _is_same_import(known, new)), None)


def _is_same_import(known: Batch, new: Batch) -> bool:
    """What an older program did not keep of how it read a file is no difference."""
    if (known.sha256, known.kind, known.mapping) != (new.sha256, new.kind, new.mapping):
        return False
    was, now = json.loads(known.dialect), json.loads(new.dialect)
    return all(was.get(name, value) == value for name, value in now.items())


def add_batch(workspace: Workspace, new: Batch) -> int:
    """Keeps how a file was read (``id`` is ignored); returns the id."""
    return execute(
        workspace.connection,
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


@dataclass(frozen=True)
class Part:
    """Some rows of a batch's raw table, packed; ``first`` is the place of the first of them in the whole table."""

    first: int
    data: Buffer


def store_rows(workspace: Workspace, batch: int, parts: Iterable[Part], owners: Buffer) -> None:
    """Keeps the raw table of a batch, in parts that are read one by one, and the person of each row, all packed."""
    for part in parts:
        replace_part(workspace, batch, part)
    replace_owners(workspace, batch, owners)


def part_starts(workspace: Workspace, batch: int) -> list[int]:
    """Where each part of a batch's raw table begins, ascending."""
    sql = (
        "SELECT first FROM batch_part WHERE batch=?1 UNION ALL SELECT 0 FROM batch WHERE id=?1 AND raw IS NOT NULL "
        "ORDER BY 1"
    )
    return [first for (first,) in fetch_rows(workspace.connection, sql, (batch,))]


def stored_part(workspace: Workspace, batch: int, first: int) -> Buffer:
    """A part of the packed raw table of a batch. ``Damaged`` where it is not what was written: a spoilt byte would be
    read as another text, or end the process."""
    # Until schema 9 the whole table stood in its batch; an import of then that is redone brings it back there.
    sql = (
        "SELECT data, digest FROM batch_part WHERE batch=?1 AND first=?2 "
        "UNION ALL SELECT raw, raw_digest FROM batch WHERE id=?1 AND ?2=0 AND raw IS NOT NULL"
    )
    data, digest = fetch_rows(workspace.connection, sql, (batch, first))[0]
    if digest != part_digest(data, first):
        raise _damaged_rows(workspace, batch)
    return bytes(data)


def stored_owners(workspace: Workspace, batch: int) -> bytes:
    """The packed owners of a batch's rows. ``Damaged`` where they are not what was written."""
    sql = "SELECT owners, owners_digest FROM batch WHERE id=?"
    owners, digest = fetch_rows(workspace.connection, sql, (batch,))[0]
    if digest != digest_of(owners, "owners"):
        raise _damaged_rows(workspace, batch)
    return bytes(owners)


def replace_part(workspace: Workspace, batch: int, part: Part) -> None:
    """Another part in the place of the one that begins there, if there is one."""
    row = (batch, part.first, part.data, part_digest(part.data, part.first))
    execute(workspace.connection, "INSERT OR REPLACE INTO batch_part(batch, first, data, digest) VALUES (?,?,?,?)", row)
    if not part.first:
        sql = "UPDATE batch SET raw=NULL, raw_digest=NULL WHERE id=? AND raw IS NOT NULL"
        execute(workspace.connection, sql, (batch,))


def replace_owners(workspace: Workspace, batch: int, owners: Buffer) -> None:
    """Other owners for the rows of a batch, as when somebody is erased."""
    sql = "UPDATE batch SET owners=?, owners_digest=? WHERE id=?"
    execute(workspace.connection, sql, (owners, digest_of(owners, "owners"), batch))


def _damaged_rows(workspace: Workspace, batch: int) -> Damaged:
    file = fetch_value(workspace.connection, "SELECT file FROM batch WHERE id=?", (batch,))
    return damaged(f"{workspace.path.name}: {tr('the rows of the import of {file}', file=file)}")


def issues(workspace: Workspace, batch: int) -> list[Issue]:
    """What a batch did not take as it stood, row by row."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT row, field, raw, reason, refused FROM issue WHERE batch=? ORDER BY row, rowid",
        (batch,),
    )
    return [Issue(row, field, raw, reason, bool(refused)) for row, field, raw, reason, refused in rows]


def issues_because(workspace: Workspace, batch: int, reason: str) -> list[tuple[int, Issue]]:
    """The issues of a batch with one reason, by row, each with its number."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT rowid, row, field, raw, reason, refused FROM issue WHERE batch=? AND reason=? ORDER BY row, rowid",
        (batch, reason),
    )
    return [(number, Issue(row, field, raw, why, bool(refused))) for number, row, field, raw, why, refused in rows]


def set_issue_reason(workspace: Workspace, number: int, reason: str) -> None:
    """Gives an issue another reason. Only inside a step."""
    execute(workspace.connection, "UPDATE issue SET reason=? WHERE rowid=?", (reason, number))


def add_issues(workspace: Workspace, batch: int, new: Iterable[Issue]) -> None:
    """Keeps the issues of a batch."""
    execute_many(
        workspace.connection,
        "INSERT INTO issue(batch, row, field, raw, reason, refused) VALUES (?,?,?,?,?,?)",
        ((batch, i.row, i.field, i.raw, i.reason, int(i.refused)) for i in new),
    )


def remove_issues(workspace: Workspace, batch: int, rows: Iterable[int]) -> None:
    """Takes away what was said of some rows, as when the person of these rows is erased."""
    execute_many(workspace.connection, "DELETE FROM issue WHERE batch=? AND row=?", ((batch, row) for row in rows))


def add_observations(
    write: BatchWrite, clean: Incoming, place: LongArray, person: LongArray, progress: Progress
) -> None:
    """Adds observations: ``place`` (m) are the rows of ``clean`` to take, ascending by person, day and channel;
    ``person`` is aligned with it. NaN becomes NULL."""
    names = [name for name in METRICS if name in clean.metrics]
    into = f"observation(person,day,channel,batch,row,per_post,{','.join(names)})"
    for start, stop in spans(len(place), progress, tr("Writing observations")):
        at = place[start:stop]
        columns: list[Iterable[Any]] = [
            person[start:stop].tolist(),
            clean.day[at].tolist(),
            clean.channel.take(at).to_pylist(),
            repeat(write.batch),
            clean.rows[at].tolist(),
            clean.per_post[at].tolist(),
        ]
        # SQLite itself turns NaN into NULL.
        columns += [clean.metrics[name][at].tolist() for name in names]
        insert(write.workspace, into, stop - start, zip(*columns, strict=False))


def add_external(
    workspace: Workspace, batch: int, name: str, person: LongArray, day: LongArray, value: FloatArray
) -> None:
    """Adds one named external score of m people, ascending by person and day."""
    rows = zip(person.tolist(), repeat(name), day.tolist(), repeat(batch), value.tolist())
    insert(workspace, "external(person,name,day,batch,value)", len(person), rows)


def add_assessments(workspace: Workspace, batch: int, rows: Sequence[tuple[object, ...]]) -> None:
    """Adds (person, criterion, assessor, level or None, note, day or None, "level" or "note")."""
    names = "id, person, criterion, assessor, level, note, day, kind, batch"
    _add_rows(workspace, "assessment", names, batch, rows)


def add_evidence(workspace: Workspace, batch: int, rows: Sequence[tuple[object, ...]]) -> None:
    """Adds (person, criterion, kind, title, source, url, day or None, added_by)."""
    names = "id, person, criterion, kind, title, source, url, day, added_by, batch"
    _add_rows(workspace, "evidence", names, batch, rows)


def _add_rows(workspace: Workspace, table: str, names: str, batch: int, rows: Sequence[tuple[object, ...]]) -> None:
    """Adds rows with new ids before and the batch behind what each says."""
    ids = next_ids(workspace.connection, table, len(rows)).tolist()
    marks = ",".join("?" * len(names.split(",")))
    values = ((number, *row, batch) for number, row in zip(ids, rows, strict=True))
    execute_many(workspace.connection, f"INSERT INTO {table}({names}) VALUES ({marks})", values)


def add_candidacies(workspace: Workspace, batch: int, campaign: int, people: LongArray) -> None:
    """Makes these people (ascending) candidates; those who already are stay as they are."""
    execute_many(
        workspace.connection,
        "INSERT INTO candidacy(campaign, person, batch) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        zip(repeat(campaign), people.tolist(), repeat(batch)),
    )


def add_newcomers(workspace: Workspace, batch: int, campaign: int) -> None:
    """Makes the people a batch brought candidates."""
    execute(
        workspace.connection,
        "INSERT INTO candidacy(campaign, person, batch) SELECT ?1, id, ?2 FROM person WHERE batch=?2 ORDER BY id",
        (campaign, batch),
    )


def mark_step(workspace: Workspace, step: int, batch: int) -> None:
    """Says that undoing this step deletes the batch."""
    execute(workspace.connection, "UPDATE step SET batch=? WHERE id=?", (batch, step))


def observed(workspace: Workspace, batch: int) -> dict[tuple[int, str], tuple[int, float | None]]:
    """(person, channel) -> last day and its audience, as one batch has them."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT person, channel, max(day), audience FROM observation WHERE batch=? GROUP BY person, channel",
        (batch,),
    )
    return {(person, channel): (day, audience) for person, channel, day, audience in rows}


def last_step_is(workspace: Workspace, batch: int) -> bool:
    """Whether the last step is the import of bulk that made a batch."""
    return bool(
        fetch_value(
            workspace.connection, "SELECT batch=? FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1", (batch,)
        )
    )


def keys_of(workspace: Workspace, batch: int) -> list[tuple[str, str, int]]:
    """The accounts and other keys a batch was the first to say: (platform, handle, person)."""
    return fetch_rows(workspace.connection, "SELECT platform, handle, person FROM handle WHERE batch=?", (batch,))


def places_of(workspace: Workspace, batch: int) -> list[tuple[int, int]]:
    """Whom a batch made a candidate: (campaign, person)."""
    return fetch_rows(workspace.connection, "SELECT campaign, person FROM candidacy WHERE batch=?", (batch,))


def reassign_keys(
    workspace: Workspace, other: int, keys: Iterable[tuple[str, str, int]], places: Iterable[tuple[int, int]]
) -> None:
    """Another batch has said these keys, and made these candidates, as well: they are its own now."""
    change = "UPDATE handle SET batch=? WHERE platform=? AND handle=? AND person=?"
    execute_many(workspace.connection, change, ((other, *key) for key in keys))
    execute_many(
        workspace.connection,
        "UPDATE candidacy SET batch=? WHERE campaign=? AND person=?",
        ((other, *at) for at in places),
    )


def delete_batch(workspace: Workspace, batch: int) -> None:
    """Deletes a batch, all that came with it, and the people it brought of whom nothing else is known."""
    for table in IMPORTED:
        execute(workspace.connection, f"DELETE FROM {table} WHERE batch=?", (batch,))
    else_known = " ".join(f"AND id NOT IN (SELECT {table.person} FROM {table.name})" for table in ABOUT_PEOPLE)
    execute(workspace.connection, f"DELETE FROM person WHERE batch=? {else_known}", (batch,))
    # Whoever stays is held since that day all the same: the month to tell them runs from it.
    sql = "UPDATE person SET added=coalesce(added, (SELECT day FROM batch WHERE id=?1)), batch=NULL WHERE batch=?1"
    execute(workspace.connection, sql, (batch,))
    execute(workspace.connection, "DELETE FROM batch WHERE id=?", (batch,))


def source_files(workspace: Workspace) -> list[str]:
    """The names of the files the data came from, in the order of import."""
    return [row[0] for row in fetch_rows(workspace.connection, "SELECT file FROM batch GROUP BY file ORDER BY min(id)")]


@dataclass(frozen=True)
class SavedMapping:
    """A saved mapping: ``shape`` says for which files, ``mapping`` (JSON) which column is which field."""

    id: int
    name: str
    shape: str
    mapping: str


def saved_mappings(workspace: Workspace) -> list[SavedMapping]:
    """Every saved mapping, in the order they were saved."""
    return [
        SavedMapping(*row)
        for row in fetch_rows(workspace.connection, "SELECT id, name, shape, mapping FROM preset ORDER BY id")
    ]


def mapping_of_shape(workspace: Workspace, shape: str) -> SavedMapping | None:
    """The mapping saved for files of this shape."""
    return next((known for known in saved_mappings(workspace) if known.shape == shape), None)


def save_mapping(workspace: Workspace, name: str, shape: str, mapping: str) -> int:
    """Saves a mapping, in place of an earlier one for the same shape; returns its id."""
    execute(workspace.connection, "DELETE FROM preset WHERE shape=?", (shape,))
    return execute(
        workspace.connection, "INSERT INTO preset(name, shape, mapping) VALUES (?,?,?)", (name, shape, mapping)
    )


def rename_mapping(workspace: Workspace, number: int, name: str) -> None:
    """Another name for a saved mapping."""
    execute(workspace.connection, "UPDATE preset SET name=? WHERE id=?", (name, number))


def remove_mapping(workspace: Workspace, number: int) -> None:
    """Forgets a saved mapping."""
    execute(workspace.connection, "DELETE FROM preset WHERE id=?", (number,))


def missing_words(workspace: Workspace) -> frozenset[str] | None:
    """The texts that mean "not known" in this workspace; None where the usual ones do."""
    text = fetch_value(workspace.connection, "SELECT value FROM setting WHERE name='missing words'")
    return None if text is None else frozenset(json.loads(text))


def store_missing_words(workspace: Workspace, words: Iterable[str] | None) -> None:
    """Keeps the texts that mean "not known" from now on; None for the usual ones again."""
    execute(workspace.connection, "DELETE FROM setting WHERE name='missing words'")
    if words is not None:
        value = json.dumps(sorted(words), ensure_ascii=False)
        execute(workspace.connection, "INSERT INTO setting(name, value) VALUES ('missing words', ?)", (value,))
