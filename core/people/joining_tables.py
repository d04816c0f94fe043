"""Two people found to be one: everything known of the younger moves to the older, and undo takes it apart again."""

from __future__ import annotations

from core.model import METRICS
from core.people.tables import TEXT_COLUMNS
from core.workspace.registry import ABOUT_PEOPLE, Table
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace

BY_NAME = "id:name"
"""The kind of key by which a person was confirmed to be meant by a name alone."""
ALSO = "id:also"
"""The kind of key that says under which other names a person was confirmed to go."""


def join_people(workspace: Workspace, one: int, other: int) -> int:
    """Makes one person of two and returns the id that stays, the smaller. Only inside a step."""
    stays, goes = min(one, other), max(one, other)
    newest = fetch_value(workspace.connection, "SELECT coalesce(max(id), 0) FROM batch")
    _fill_blanks(workspace, stays, goes)
    _keep_larger(workspace, stays, goes)
    _keep_decisions(workspace, stays, goes)
    for table in ABOUT_PEOPLE:
        _reassign_rows(workspace, table, stays, goes)
    _remember_name(workspace, stays, goes)
    add = "INSERT INTO joined(was, person, up_to_batch) VALUES (?,?,?) ON CONFLICT DO NOTHING"
    execute(workspace.connection, add, (goes, stays, newest))
    execute(workspace.connection, "DELETE FROM person WHERE id=?", (goes,))
    return stays


def former_ids(workspace: Workspace, person: int, batch: int) -> list[int]:
    """The ids under which a person stands in a batch: their own, and those of people joined with them since.

    An id given up by a join may be given to someone new later: up to the join's batch it meant the one who left.
    """
    if fetch_value(
        workspace.connection, "SELECT 1 FROM joined WHERE was=? AND up_to_batch>=? LIMIT 1", (person, batch)
    ):
        return []
    were = "SELECT was FROM joined WHERE person=? AND up_to_batch>=? ORDER BY was"
    return [person, *(was for (was,) in fetch_rows(workspace.connection, were, (person, batch)))]


def since_joined(workspace: Workspace, batch: int) -> dict[int, int]:
    """Ids that a batch knows and that were given up by joins since -> the person who stayed."""
    return dict(fetch_rows(workspace.connection, "SELECT was, person FROM joined WHERE up_to_batch>=?", (batch,)))


def _reassign_rows(workspace: Workspace, table: Table, stays: int, goes: int) -> None:
    """Moves a table's rows to the one who stays; where the key would stand twice, the row of the other goes."""
    name, column = table.name, table.person
    clash = "OR IGNORE" if table.once else ""
    execute(workspace.connection, f"UPDATE {clash} {name} SET {column}=? WHERE {column}=?", (stays, goes))
    if table.once:
        execute(workspace.connection, f"DELETE FROM {name} WHERE {column}=?", (goes,))


def _fill_blanks(workspace: Workspace, stays: int, goes: int) -> None:
    """What the one who stays leaves blank is taken from the other."""
    texts = ",".join(
        f"{name}=CASE WHEN {name}='' THEN (SELECT {name} FROM person WHERE id=?2) ELSE {name} END"
        for name in TEXT_COLUMNS
    )
    execute(
        workspace.connection,
        f"UPDATE person SET {texts}, offline=offline AND (SELECT offline FROM person WHERE id=?2) WHERE id=?1",
        (stays, goes),
    )


def _keep_larger(workspace: Workspace, stays: int, goes: int) -> None:
    """Of two observations of one day, channel and batch the one with the larger audience stays."""
    names = ",".join(("row", "per_post", *METRICS))
    twin = "FROM observation g WHERE g.person=?2 AND g.day=o.day AND g.channel=o.channel AND g.batch=o.batch"
    execute(
        workspace.connection,
        f"UPDATE observation AS o SET ({names}) = (SELECT {names} {twin}) WHERE o.person=?1 "
        f"AND EXISTS (SELECT 1 {twin} AND g.audience > coalesce(o.audience, -1))",
        (stays, goes),
    )


def _keep_decisions(workspace: Workspace, stays: int, goes: int) -> None:
    """Pinned or excluded as either was; whoever was invited stays invited."""
    execute(
        workspace.connection,
        "UPDATE candidacy AS c SET pinned=max(c.pinned, g.pinned), excluded=max(c.excluded, g.excluded), "
        "reason=CASE WHEN c.reason='' THEN g.reason ELSE c.reason END, "
        "tie_reason=CASE WHEN c.tie_reason='' THEN g.tie_reason ELSE c.tie_reason END, "
        "invitation=CASE WHEN c.invitation='' THEN g.invitation ELSE c.invitation END "
        "FROM candidacy g WHERE c.person=?1 AND g.person=?2 AND g.campaign=c.campaign",
        (stays, goes),
    )


def _remember_name(workspace: Workspace, stays: int, goes: int) -> None:
    """Someone known by a name alone was confirmed: the name alone will do for later files; any other name is one more
    under which the keys of both are theirs."""
    execute(
        workspace.connection,
        "INSERT INTO handle(platform, handle, person) SELECT ?, fold, ? FROM person WHERE id=? AND key LIKE 'name:%' "
        "ON CONFLICT DO NOTHING",
        (BY_NAME, stays, goes),
    )
    execute(
        workspace.connection,
        "INSERT INTO handle(platform, handle, person) SELECT ?1, g.fold, s.id FROM person g, person s "
        "WHERE g.id=?3 AND s.id=?2 AND g.fold<>s.fold ON CONFLICT DO NOTHING",
        (ALSO, stays, goes),
    )
