"""People as an import writes them, and the keys they are known by: accounts, addresses, identifiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, repeat
from typing import Any

import numpy as np

from core.i18n import tr
from core.model import UNDATED, LongArray, Progress
from core.people.tables import TEXT_COLUMNS
from core.workspace.bulk import CHUNK, BatchWrite, days_of, insert, note_update, spans, texts_of
from core.workspace.sql import execute_many, fetch_rows
from core.workspace.store import Workspace

OWN_COLUMN = ("email", "url")
"""Keys that also stand in a person's own row; the table of keys holds the further ones."""


@dataclass(frozen=True)
class KeyColumns:
    """The known keys of one kind: m texts (pyarrow), whose, first and last day (``UNDATED`` when not known)."""

    texts: Any
    person: LongArray
    since: LongArray
    until: LongArray


def kinds_of_keys(workspace: Workspace) -> list[str]:
    """The kinds of key the workspace knows: platforms, ``url``, ``email``, ``id:<source>``."""
    return [row[0] for row in fetch_rows(workspace.connection, "SELECT DISTINCT platform FROM handle ORDER BY 1")]


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


def same_handle_elsewhere(
    workspace: Workspace, first_new: int, most: int
) -> list[tuple[int, int, str, tuple[str, str]]]:
    """Two people, one of them new, who hold one account name on two platforms: both, the name, their folded names."""
    platforms = [kind for kind in kinds_of_keys(workspace) if ":" not in kind and kind not in OWN_COLUMN]
    found: list[tuple[int, int, str, tuple[str, str]]] = []
    for one, other in combinations(platforms, 2):
        rows = fetch_rows(
            workspace.connection,
            "SELECT a.person, b.person, a.handle, p.fold, q.fold FROM handle a "
            "JOIN handle b ON b.platform=?2 AND b.handle=a.handle "
            "JOIN person p ON p.id=a.person JOIN person q ON q.id=b.person "
            "WHERE a.platform=?1 AND a.person<>b.person AND (a.person>=?3 OR b.person>=?3) "
            "ORDER BY a.handle, a.person, b.person LIMIT ?4",
            (one, other, first_new, most),
        )
        found += [(a, b, handle, (name, twin)) for a, b, handle, name, twin in rows]
    return found


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
    return dict(fetch_rows(workspace.connection, "SELECT id, fold FROM person"))


def texts_of_people(workspace: Workspace, people: LongArray, fields: Sequence[str]) -> dict[int, dict[str, str]]:
    """Person -> field -> text, of the people with these ids."""
    assert set(fields) <= set(TEXT_COLUMNS)
    sql = f"SELECT id, {','.join(fields)} FROM person WHERE id BETWEEN ? AND ?"
    rows = fetch_rows(workspace.connection, sql, (int(people.min()), int(people.max())))
    wanted = set(people.tolist())
    return {number: dict(zip(fields, texts, strict=True)) for number, *texts in rows if number in wanted}


def person_keys(workspace: Workspace) -> dict[str, int]:
    """Stable key -> person, for everyone."""
    return dict(fetch_rows(workspace.connection, "SELECT key, id FROM person"))


def add_people(
    write: BatchWrite,
    ids: LongArray,
    columns: Mapping[str, Any],
    offline: Sequence[bool],
    progress: Progress,
) -> None:
    """Adds g people with these ids (ascending): ``key``, ``fold`` and the text columns, all of length g.

    ``columns`` are pyarrow arrays."""
    names = ("key", "fold", *TEXT_COLUMNS)
    into = f"person(id,{','.join(names)},offline,batch)"
    for start, stop in spans(len(ids), progress, tr("Writing people")):
        texts = [texts_of(columns.get(name), start, stop) for name in names]
        rows = zip(ids[start:stop].tolist(), *texts, map(int, offline[start:stop]), repeat(write.batch))
        insert(write.workspace, into, stop - start, rows)


def fill_blanks(write: BatchWrite, field: str, values: Sequence[tuple[str, int]]) -> None:
    """Gives (text, person) to those whose field is blank; what was known stays, and what was corrected to a blank."""
    assert field in TEXT_COLUMNS
    where = f"{field}='' AND {_uncorrected(field)}"
    note_update(write, "person", (field,), ("id",), f"id=:id AND {where}", [{"id": p} for _, p in values])
    execute_many(write.workspace.connection, f"UPDATE person SET {field}=? WHERE id=? AND {where}", values)


def _uncorrected(field: str) -> str:
    """That a person's field was not corrected at their wish."""
    return f"NOT EXISTS (SELECT 1 FROM correction c WHERE c.person=person.id AND c.field='{field}')"


def name_accounts(write: BatchWrite, names: Sequence[tuple[str, str, int]]) -> None:
    """Gives (name, folded, person) to those who until now went by the name of an account."""
    where = f"name IN (SELECT h.handle FROM handle h WHERE h.person=person.id) AND {_uncorrected('name')}"
    values = [{"id": number} for *_, number in names]
    note_update(write, "person", ("name", "fold"), ("id",), f"id=:id AND {where}", values)
    execute_many(write.workspace.connection, f"UPDATE person SET name=?, fold=? WHERE id=? AND {where}", names)


def add_keys(write: BatchWrite, kind: str, keys: KeyColumns, new_from: int) -> None:
    """Gives people m keys of one kind (in ascending order of text), or widens the days they are known to hold them.

    People from ``new_from`` on are new: nothing of theirs can change.
    """
    _note_widened(write, kind, keys, new_from)
    widen = (
        "ON CONFLICT DO UPDATE SET since=coalesce(min(since, excluded.since), since, excluded.since), "
        "until=coalesce(max(until, excluded.until), until, excluded.until) "
        "WHERE since IS NULL AND excluded.since IS NOT NULL OR since>excluded.since OR until<excluded.until"
    )
    into = "handle(platform,handle,person,since,until,batch)"
    for start in range(0, len(keys.texts), CHUNK):
        part = slice(start, start + CHUNK)
        texts, person = texts_of(keys.texts, start, start + CHUNK), keys.person[part].tolist()
        days = (days_of(keys.since[part]), days_of(keys.until[part]))
        insert(write.workspace, into, len(person), zip(repeat(kind), texts, person, *days, repeat(write.batch)), widen)


def _note_widened(write: BatchWrite, kind: str, keys: KeyColumns, new_from: int) -> None:
    """Notes the days of keys that people held before, where this batch will widen them."""
    old = np.flatnonzero(keys.person < new_from)
    days = days_of(keys.since[old]), days_of(keys.until[old])
    rows = zip(keys.texts.take(old).to_pylist(), keys.person[old].tolist(), *days, strict=True)
    values = [{"kind": kind, "handle": h, "person": p, "since": s, "until": u} for h, p, s, u in rows]
    where = (
        "platform=:kind AND handle=:handle AND person=:person "
        "AND (since IS NULL AND :since IS NOT NULL OR since>:since OR until<:until)"
    )
    note_update(write, "handle", ("since", "until"), ("platform", "handle", "person"), where, values)
