"""Pairs of people who may be one: proposed, confirmed or refused, and remembered by their stable keys."""

from __future__ import annotations

from collections.abc import Iterable

from core.importing.identity.both_sides import About
from core.model import PLATFORMS
from core.workspace.bulk import BatchWrite
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace


def contexts(workspace: Workspace, people: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Person -> stable key, country, organisation."""
    found: dict[int, tuple[str, str, str]] = {}
    numbers = sorted(people)
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        rows = fetch_rows(
            workspace.connection,
            f"SELECT id, key, country, organisation FROM person WHERE id IN ({','.join('?' * len(some))})",
            some,
        )
        found |= {number: (key, country, organisation) for number, key, country, organisation in rows}
    return found


def abouts(workspace: Workspace, people: Iterable[int]) -> dict[int, About]:
    """What is known of some people that tells them from others."""
    found: dict[int, About] = {}
    numbers = sorted(people)
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        marks = ",".join("?" * len(some))
        held: dict[int, dict[str, set[str]]] = {}
        handles = f"SELECT person, platform, handle FROM handle WHERE person IN ({marks})"
        for person, platform, handle in fetch_rows(workspace.connection, handles, some):
            held.setdefault(person, {}).setdefault(platform, set()).add(handle)
        rows = fetch_rows(
            workspace.connection,
            f"SELECT id, key, country, organisation, market, email FROM person WHERE id IN ({marks})",
            some,
        )
        for number, key, country, organisation, market, email in rows:
            accounts = {name: frozenset(texts) for name, texts in held.get(number, {}).items() if name in PLATFORMS}
            found[number] = About(key, country, organisation, market, email, accounts)
    return found


def verdicts(workspace: Workspace) -> dict[tuple[str, str], str | None]:
    """Pairs of keys ever proposed -> "confirmed", "refused", or None while undecided."""
    return {
        (one, other): verdict
        for one, other, verdict in fetch_rows(workspace.connection, "SELECT one, other, verdict FROM proposal")
    }


def add_proposals(write: BatchWrite, pairs: Iterable[tuple[str, str, str]]) -> None:
    """Keeps pairs (key, key, reason) to be decided."""
    connection = write.workspace.connection
    if not write.recorded:
        last = fetch_value(connection, "SELECT coalesce(max(id), 0) FROM proposal")
        way_back = f"DELETE FROM proposal WHERE id>{last}"
        execute(connection, "INSERT INTO undo_log(step, sql) VALUES (?,?)", (write.step, way_back))
    execute_many(connection, "INSERT INTO proposal(one, other, reason) VALUES (?,?,?) ON CONFLICT DO NOTHING", pairs)


def set_verdict(workspace: Workspace, number: int, verdict: str) -> None:
    """Remembers what was decided about a pair."""
    execute(workspace.connection, "UPDATE proposal SET verdict=? WHERE id=?", (verdict, number))


def add_decided(workspace: Workspace, pair: tuple[str, str], reason: str, verdict: str) -> None:
    """Remembers what was decided about a pair of keys, the smaller first, proposed before or not."""
    rows = fetch_rows(workspace.connection, "SELECT id FROM proposal WHERE one=? AND other=?", pair)
    for (number,) in rows:
        set_verdict(workspace, number, verdict)
    if not rows:
        add = "INSERT INTO proposal(one, other, reason, verdict) VALUES (?,?,?,?)"
        execute(workspace.connection, add, (*pair, reason, verdict))


def undecided(workspace: Workspace) -> list[tuple[int, int, int, tuple[str, str], str]]:
    """Pairs to be decided whose people are both there: proposal, person, person, their names, reason."""
    rows = fetch_rows(
        workspace.connection, "SELECT id, one, other, reason FROM proposal WHERE verdict IS NULL ORDER BY id"
    )
    wanted = {key for _, one, other, _ in rows for key in (one, other)}
    held = {key: (number, name) for number, key, name in _by_key(workspace, wanted)}
    return [
        (number, held[one][0], held[other][0], (held[one][1], held[other][1]), reason)
        for number, one, other, reason in rows
        if one in held and other in held
    ]


def _by_key(workspace: Workspace, keys: Iterable[str]) -> list[tuple[int, str, str]]:
    """Id, key and name of those with these keys; one pass, as keys have no index."""
    workspace.connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted(key TEXT PRIMARY KEY)")
    workspace.connection.execute("DELETE FROM temp.wanted")
    workspace.connection.executemany("INSERT INTO temp.wanted VALUES (?)", ((key,) for key in keys))
    return fetch_rows(
        workspace.connection, "SELECT p.id, p.key, p.name FROM person p JOIN temp.wanted w ON w.key=p.key"
    )
