"""All SQL of stature: levels, notes and evidence on one person, and the rubrics they are given by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model import UNDATED, Assessment, BoolArray, Evidence, FloatArray, LongArray
from core.stature.assessor_tables import spellings, to_date_or_none, to_day_or_none, variants_of
from core.workspace.ids import next_id
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace

_ASSESSMENT = "person, criterion, assessor, level, note, day, kind, confidence"


@dataclass(frozen=True)
class Stated:
    """An assessment with the market it was stated for (empty: every market) and the campaign it was given in."""

    said: Assessment
    market: str
    campaign: int | None


def assessments(workspace: Workspace, person: int) -> list[Assessment]:
    """Every level ever given to a person, oldest first: by day, the undated before the dated, then as given."""
    return [stated.said for stated in statements(workspace, person)]


def statements(workspace: Workspace, person: int) -> list[Stated]:
    """Every level ever given to a person, with market and campaign, in the order of ``assessments``."""
    rows = fetch_rows(
        workspace.connection,
        f"SELECT market, campaign, {_ASSESSMENT} FROM assessment WHERE person=? ORDER BY day, id",
        (person,),
    )
    known = spellings(workspace)
    return [Stated(_read_assessment(values, known), market, campaign) for market, campaign, *values in rows]


def add_assessment(workspace: Workspace, new: Assessment, market: str = "", campaign: int | None = None) -> int:
    """Adds a level (or "unknown", None) and its note, or a note alone; earlier ones stay in the history."""
    return execute(
        workspace.connection,
        f"INSERT INTO assessment(id, {_ASSESSMENT}, market, campaign) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            next_id(workspace.connection, "assessment"),
            *(new.person, new.criterion, new.assessor, new.level, new.note, to_day_or_none(new.day), new.kind),
            *(new.confidence, market, campaign),
        ),
    )


def assessed_by(workspace: Workspace, campaign: int, assessor: str) -> list[tuple[int, str]]:
    """The (person, criterion) of a campaign's candidates that an assessor has rated, be it "unknown"."""
    names = variants_of(workspace, assessor)
    return fetch_rows(
        workspace.connection,
        "SELECT DISTINCT a.person, a.criterion FROM assessment a "
        "CROSS JOIN candidacy c ON c.person=a.person AND c.campaign=? "
        f"WHERE a.assessor IN ({','.join('?' * len(names))}) AND a.kind='level'",
        (campaign, *names),
    )


def assessors(workspace: Workspace, campaign: int) -> list[str]:
    """The names of those who have rated a campaign's candidates, in the order of the alphabet."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT DISTINCT a.assessor FROM assessment a CROSS JOIN candidacy c ON c.person=a.person AND c.campaign=? "
        "WHERE a.kind='level' ORDER BY 1",
        (campaign,),
    )
    known = spellings(workspace)
    return list(dict.fromkeys(known.get(name, name) for (name,) in rows))


def settlements(workspace: Workspace, campaign: int, market: str = "") -> list[Assessment]:
    """The differences settled on a campaign's candidates, for every market or for this one, oldest first."""
    rows = fetch_rows(
        workspace.connection,
        f"SELECT {', '.join('a.' + name for name in _ASSESSMENT.split(', '))} FROM assessment a "
        "CROSS JOIN candidacy c ON c.person=a.person AND c.campaign=? "
        "WHERE a.kind='settlement' AND a.market IN ('', ?) ORDER BY a.day, a.id",
        (campaign, market),
    )
    return [_read_assessment(row, spellings(workspace)) for row in rows]


def given_by(workspace: Workspace, people: Iterable[int], assessor: str, market: str = "") -> list[Stated]:
    """What one assessor stated or noted of some people, without what they settled: for every market, then for this
    one, each oldest first."""
    wanted, names = set(people), variants_of(workspace, assessor)
    rows = fetch_rows(
        workspace.connection,
        f"SELECT market, campaign, {_ASSESSMENT} FROM assessment WHERE assessor IN ({','.join('?' * len(names))}) "
        "AND kind<>'settlement' AND market IN ('', ?) ORDER BY market<>'', day, id",
        (*names, market),
    )
    known = spellings(workspace)
    return [
        Stated(_read_assessment(values, known), where, campaign)
        for where, campaign, *values in rows
        if values[0] in wanted
    ]


def evidence(workspace: Workspace, person: int) -> list[Evidence]:
    """The evidence on a person, by criterion, newest first."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id, person, criterion, kind, title, source, url, day, added_by, expires, file_name FROM evidence "
        "WHERE person=? ORDER BY criterion, day DESC, id",
        (person,),
    )
    return [
        Evidence(number, owner, key, kind, title, source, url, to_date_or_none(day), by, to_date_or_none(ends), file)
        for number, owner, key, kind, title, source, url, day, by, ends, file in rows
    ]


def add_evidence(workspace: Workspace, new: Evidence, market: str = "", file: bytes | None = None) -> int:
    """Adds a piece of evidence (``id`` is ignored), with its file where there is one, and returns its id."""
    return execute(
        workspace.connection,
        "INSERT INTO evidence(id, person, criterion, kind, title, source, url, day, added_by, expires, market, "
        "file_name, file) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            next_id(workspace.connection, "evidence"),
            *(
                new.person,
                new.criterion,
                new.kind,
                new.title,
                new.where,
                new.url,
                to_day_or_none(new.day),
                new.added_by,
            ),
            *(to_day_or_none(new.expires), market, new.file_name if file is not None else "", file),
        ),
    )


def attach_file(workspace: Workspace, number: int, name: str, file: bytes) -> None:
    """Keeps a file with a piece of evidence, in the place of one kept before."""
    execute(workspace.connection, "UPDATE evidence SET file_name=?, file=? WHERE id=?", (name, file, number))


def evidence_file(workspace: Workspace, number: int) -> tuple[str, bytes] | None:
    """The name and the bytes of the file kept with a piece of evidence."""
    rows = fetch_rows(
        workspace.connection, "SELECT file_name, file FROM evidence WHERE id=? AND file IS NOT NULL", (number,)
    )
    return rows[0] if rows else None


def remove_evidence(workspace: Workspace, number: int) -> None:
    """Takes a piece of evidence away; undo brings it back."""
    execute(workspace.connection, "DELETE FROM evidence WHERE id=?", (number,))


def save_rubric(workspace: Workspace, name: str, data: dict[str, object]) -> int:
    """Keeps a rubric as its next version, at least the one it says it is, and returns its id."""
    last = fetch_value(workspace.connection, "SELECT max(version) FROM rubric WHERE name=?", (name,)) or 0
    version = max(int(last) + 1, int(str(data.get("version", 1))))
    text = json.dumps({**data, "version": version}, ensure_ascii=False, sort_keys=True)
    number = next_id(workspace.connection, "rubric")
    values = (number, name, version, text)
    execute(workspace.connection, "INSERT INTO rubric(id, name, version, data) VALUES (?,?,?,?)", values)
    return number


def newest_rubric(workspace: Workspace) -> int | None:
    """The id of the rubric saved last, None where none was."""
    found = fetch_value(workspace.connection, "SELECT max(id) FROM rubric")
    return None if found is None else int(found)


def rubric(workspace: Workspace, number: int) -> tuple[str, str] | None:
    """Name and JSON of a saved rubric; of the one before it where a step that an older version took was undone."""
    sql = "SELECT name, data FROM rubric WHERE id<=? ORDER BY id DESC LIMIT 1"
    return next(iter(fetch_rows(workspace.connection, sql, (number,))), None)


def rubrics(workspace: Workspace) -> list[tuple[str, str]]:
    """Every rubric saved here as name and JSON, the newest first."""
    return fetch_rows(workspace.connection, "SELECT name, data FROM rubric ORDER BY id DESC")


def store_sheet(workspace: Workspace, mark: str, data: dict[str, object]) -> None:
    """Remembers an assessment sheet that went out, so that what comes back finds its people again."""
    execute(
        workspace.connection,
        "INSERT INTO setting(name, value) VALUES (?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
        (f"sheet {mark}", json.dumps(data, ensure_ascii=False)),
    )


def stored_sheet(workspace: Workspace, mark: str) -> dict[str, Any] | None:
    """What was remembered of a sheet; None for one that did not go out from here."""
    text = fetch_value(workspace.connection, "SELECT value FROM setting WHERE name=?", (f"sheet {mark}",))
    return None if text is None else dict(json.loads(text))


def moved_since(sent: Mapping[str, Any]) -> int:
    """How far the ids of people have moved since a sheet went out; 0 but for one from before ids were random."""
    return int(sent.get("moved", 0))


def _read_assessment(row: Sequence[Any], known: Mapping[str, str]) -> Assessment:
    """An assessment, its assessor in the one spelling that is shown."""
    person, criterion, assessor, level, note, day, kind, confidence = row
    return Assessment(
        person, criterion, known.get(assessor, assessor), level, note, to_date_or_none(day), kind, confidence
    )


@dataclass(frozen=True)
class KnownPerson:
    """Somebody without any account: how many pieces of evidence, the highest level ever given, and in which campaigns
    they were candidates (ids)."""

    person: int
    name: str
    organisation: str
    market: str
    evidence: int
    level: float | None
    campaigns: tuple[int, ...]


def people_on_no_network(workspace: Workspace) -> list[KnownPerson]:
    """Everyone with evidence or a level, but with neither an account nor an audience ever observed.

    The best supported first, then the highest level, then the name. Those off line by choice belong here too.
    """
    rows = fetch_rows(
        workspace.connection,
        "SELECT p.id, p.name, p.organisation, p.market, "
        "(SELECT count(*) FROM evidence e WHERE e.person=p.id) AS pieces, "
        "(SELECT max(a.level) FROM assessment a WHERE a.person=p.id) AS top, "
        "(SELECT group_concat(c.campaign) FROM candidacy c WHERE c.person=p.id) "
        "FROM person p WHERE p.id IN (SELECT person FROM evidence UNION SELECT person FROM assessment) "
        "AND (p.offline OR (NOT EXISTS (SELECT 1 FROM observation o WHERE o.person=p.id AND o.audience>0) "
        "AND NOT EXISTS (SELECT 1 FROM handle h WHERE h.person=p.id AND h.account))) "
        "AND (pieces > 0 OR top > 0) ORDER BY pieces DESC, top DESC, p.fold, p.id",
    )
    return [
        KnownPerson(person, name, organisation, market, pieces, top, _split_numbers(listed))
        for person, name, organisation, market, pieces, top, listed in rows
    ]


def _split_numbers(listed: str | None) -> tuple[int, ...]:
    return tuple(sorted(map(int, listed.split(",")))) if listed else ()


@dataclass(frozen=True)
class LevelColumns:
    """Every level and settlement of some people, oldest first: by day, the undated before the dated, then as given.

    ``level`` is NaN for "unknown", ``day`` is ``UNDATED`` for none, ``settles`` says which are settlements; each
    assessor stands in one spelling.
    """

    person: LongArray
    criterion: tuple[str, ...]
    assessor: tuple[str, ...]
    market: tuple[str, ...]
    level: FloatArray
    day: LongArray
    settles: BoolArray
    confidence: tuple[str, ...]


def level_columns(workspace: Workspace, campaign: int) -> LevelColumns:
    """Every level and settlement of a campaign's candidates."""
    return _level_columns(workspace, "JOIN candidacy c ON c.person=a.person", "c.campaign=?", campaign)


def levels_of(workspace: Workspace, person: int) -> LevelColumns:
    """One person's levels and settlements, as ``level_columns`` gives a whole campaign's."""
    return _level_columns(workspace, "", "a.person=?", person)


def _level_columns(workspace: Workspace, join: str, where: str, number: int) -> LevelColumns:
    rows = fetch_rows(
        workspace.connection,
        f"SELECT a.person, a.criterion, a.assessor, a.market, a.level, coalesce(a.day, {UNDATED}), "
        f"a.kind='settlement', a.confidence FROM assessment a {join} WHERE {where} AND a.kind<>'note' "
        "ORDER BY a.day, a.id",
        (number,),
    )
    columns = zip(*rows, strict=True) if rows else ((),) * 8
    people, criteria, assessors, markets, levels, days, settles, confidence = columns
    known = spellings(workspace)
    return LevelColumns(
        np.array(people, np.int64),
        criteria,
        tuple(known.get(name, name) for name in assessors),
        markets,
        np.array(levels, np.float64),
        np.array(days, np.int64),
        np.array(settles, np.bool_),
        confidence,
    )


def evidence_counts(workspace: Workspace, campaign: int, as_of: int | None = None) -> dict[tuple[int, str], int]:
    """(person, criterion) -> how many pieces of evidence there are that have not expired by ``as_of`` (a day)."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT e.person, e.criterion, count(*) FROM evidence e "
        "CROSS JOIN candidacy c ON c.person=e.person AND c.campaign=?1 "
        "WHERE ?2 IS NULL OR e.expires IS NULL OR e.expires > ?2 GROUP BY 1, 2",
        (campaign, as_of),
    )
    return {(person, criterion): n for person, criterion, n in rows}
