"""People known off line whom no network knows: by the evidence on them, whatever the campaign or the market."""

from __future__ import annotations

from dataclasses import dataclass

from core.workspace.store import Workspace


@dataclass(frozen=True)
class Known:
    """Somebody without any account: how many pieces of evidence, the highest level ever given, and in which campaigns
    they were candidates (ids)."""

    person: int
    name: str
    organisation: str
    market: str
    evidence: int
    level: float | None
    campaigns: tuple[int, ...]


def unknown_to_networks(workspace: Workspace) -> list[Known]:
    """Everyone with evidence or a level, but with neither an account nor an audience ever observed.

    The best supported first, then the highest level, then the name. Those off line by choice belong here too.
    """
    rows = workspace.rows(
        "SELECT p.id, p.name, p.organisation, p.market, "
        "(SELECT count(*) FROM evidence e WHERE e.person=p.id) AS pieces, "
        "(SELECT max(a.level) FROM assessment a WHERE a.person=p.id) AS top, "
        "(SELECT group_concat(c.campaign) FROM candidacy c WHERE c.person=p.id) "
        "FROM person p WHERE p.id IN (SELECT person FROM evidence UNION SELECT person FROM assessment) "
        "AND (p.offline OR (NOT EXISTS (SELECT 1 FROM observation o WHERE o.person=p.id AND o.audience>0) "
        "AND NOT EXISTS (SELECT 1 FROM handle h WHERE h.person=p.id AND h.platform NOT LIKE 'id:%' "
        "AND h.platform NOT IN ('email','url')))) "
        "AND (pieces > 0 OR top > 0) ORDER BY pieces DESC, top DESC, p.fold, p.id"
    )
    return [
        Known(person, name, organisation, market, pieces, top, _numbers(listed))
        for person, name, organisation, market, pieces, top, listed in rows
    ]


def _numbers(listed: str | None) -> tuple[int, ...]:
    return tuple(sorted(map(int, listed.split(",")))) if listed else ()
