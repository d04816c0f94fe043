"""All SQL of the record of rights: who is held since when, told, asked for what, and the workspace's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import to_date, to_day
from core.people.tables import OBJECTING
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace

KINDS = ("access", "correction", "objection", "erasure")
"""What a person may ask for."""


@dataclass(frozen=True)
class Request:
    """What a person asked for: access, correction, objection or erasure; ``done`` on the day it was answered."""

    id: int
    person: int
    kind: str
    day: date | None
    done: date | None
    note: str


@dataclass(frozen=True)
class Told:
    """When and how a person was told what is held on them."""

    day: date | None
    how: str


@dataclass(frozen=True)
class HeldPerson:
    """One person as the record has them. ``since``: the day the first datum came, from ``source`` (a file, or "" for
    typed by hand, then by ``added_by``); ``way``: how they can be written to, "mail", "message" or "" for no way.

    ``contact`` is the last day on which they and the agency were in touch; ``told``, ``how`` the newest telling.
    """

    id: int
    name: str
    language: str
    email: str
    since: date | None
    source: str
    added_by: str
    way: str
    told: date | None
    how: str
    objected: date | None
    contact: date | None


_SINCE = """
    SELECT person, min(day) AS day FROM (
        SELECT p.id AS person, b.day FROM person p JOIN batch b ON b.id=p.batch WHERE b.day IS NOT NULL
        UNION ALL SELECT id, added FROM person WHERE added IS NOT NULL
        UNION ALL SELECT h.person, min(b.day) FROM handle h JOIN batch b ON b.id=h.batch
            WHERE b.day IS NOT NULL GROUP BY h.person
    ) GROUP BY person"""
_CONTACT = """
    SELECT person, max(day) AS day FROM (
        SELECT person, day FROM told UNION ALL SELECT person, max(day, coalesce(done, day)) FROM request
        UNION ALL SELECT person, reply_day FROM candidacy WHERE reply_day IS NOT NULL
    ) GROUP BY person"""
_PEOPLE = f"""
    WITH since AS ({_SINCE}), contact AS ({_CONTACT}),
        newest AS (SELECT person, max(day) AS day, how FROM told GROUP BY person),
        objecting AS (SELECT person, min(day) AS day FROM request WHERE kind='objection' GROUP BY person),
        online AS (SELECT DISTINCT person FROM handle WHERE account)
    SELECT p.id, p.name, p.key, p.language, p.email, since.day, coalesce(b.file, ''), p.added_by,
        CASE WHEN p.email<>'' THEN 'mail' WHEN p.url<>'' OR online.person IS NOT NULL THEN 'message' ELSE '' END,
        newest.day, coalesce(newest.how, ''), objecting.day, contact.day
    FROM person p LEFT JOIN batch b ON b.id=p.batch LEFT JOIN since ON since.person=p.id
        LEFT JOIN contact ON contact.person=p.id LEFT JOIN newest ON newest.person=p.id
        LEFT JOIN objecting ON objecting.person=p.id LEFT JOIN online ON online.person=p.id"""


def held_people(workspace: Workspace, person: int | None = None) -> list[HeldPerson]:
    """Everybody who is held, by id; or one person alone, [] where there is none of this id."""
    where, values = (" WHERE p.id=?", (person,)) if person is not None else ("", ())
    return [_held(row) for row in fetch_rows(workspace.connection, f"{_PEOPLE}{where} ORDER BY p.id", values)]


def count_untold(workspace: Workspace) -> int:
    """How many people who can be written to have not been told, and do not object; counted when people have changed,
    since the window asks after every edit."""
    sql = (
        "SELECT count(*) FROM person p WHERE id NOT IN (SELECT person FROM told) AND id NOT IN "
        f"({OBJECTING}) AND (email<>'' OR url<>'' OR EXISTS (SELECT 1 FROM handle h WHERE h.person=p.id AND h.account))"
    )
    return workspace.cached(
        "untold", workspace.revisions("people"), lambda: int(fetch_value(workspace.connection, sql))
    )


def _held(row: tuple[object, ...]) -> HeldPerson:
    number, name, key, language, email, since, source, by, way, told, how, objected, contact = row
    return HeldPerson(
        int(str(number)),
        str(name or key),
        str(language),
        str(email),
        _day(since),
        str(source),
        str(by),
        str(way),
        _day(told),
        str(how),
        _day(objected),
        _day(contact),
    )


def _day(value: object) -> date | None:
    return to_date(value) if isinstance(value, int) else None


def tellings(workspace: Workspace, person: int) -> list[Told]:
    """Every time a person was told, the newest first."""
    sql = "SELECT day, how FROM told WHERE person=? ORDER BY day DESC, id DESC"
    return [Told(to_date(day), how) for day, how in fetch_rows(workspace.connection, sql, (person,))]


def add_request(workspace: Workspace, person: int, kind: str, day: date, note: str) -> int:
    """Writes down what a person asked for; returns its number. Only inside a step."""
    sql = "INSERT INTO request(person, kind, day, note) VALUES (?,?,?,?)"
    return execute(workspace.connection, sql, (person, kind, to_day(day), note))


def requests(workspace: Workspace, person: int | None = None) -> list[Request]:
    """What people asked for, or one of them: those still open first, by day."""
    where, values = (" WHERE person=?", (person,)) if person is not None else ("", ())
    sql = f"SELECT id, person, kind, day, done, note FROM request{where} ORDER BY done IS NOT NULL, day, id"
    return [
        Request(number, who, kind, to_date(day), _day(done), note)
        for number, who, kind, day, done, note in fetch_rows(workspace.connection, sql, values)
    ]


def answer_request(workspace: Workspace, number: int, day: date) -> None:
    """Writes down that a request was answered. Only inside a step."""
    execute(workspace.connection, "UPDATE request SET done=? WHERE id=?", (to_day(day), number))


def answer_requests_of(workspace: Workspace, person: int, kind: str, day: date) -> None:
    """Writes down that a person's open requests of a kind were answered. Only inside a step."""
    sql = "UPDATE request SET done=? WHERE person=? AND kind=? AND done IS NULL"
    execute(workspace.connection, sql, (to_day(day), person, kind))


def delete_objections(workspace: Workspace, person: int) -> None:
    """A person objects no more. Only inside a step."""
    execute(workspace.connection, "DELETE FROM request WHERE person=? AND kind='objection'", (person,))


def drop_waiting_invitations(workspace: Workspace, person: int, state: str) -> None:
    """Takes a person off every invitation list on which they stand in this state. Only inside a step."""
    sql = "UPDATE candidacy SET invitation='' WHERE person=? AND invitation=?"
    execute(workspace.connection, sql, (person, state))


def grounds(workspace: Workspace, person: int) -> tuple[str, str]:
    """Why a person may expect to be held, and the legal basis, where theirs are not the workspace's; else blank."""
    rows = fetch_rows(workspace.connection, "SELECT expects, basis FROM grounds WHERE person=?", (person,))
    return rows[0] if rows else ("", "")


def store_grounds(workspace: Workspace, person: int, expects: str, basis: str) -> None:
    """Keeps a person's own grounds; both blank for the workspace's. Only inside a step."""
    execute(workspace.connection, "DELETE FROM grounds WHERE person=?", (person,))
    if expects or basis:
        sql = "INSERT INTO grounds(person, expects, basis) VALUES (?,?,?)"
        execute(workspace.connection, sql, (person, expects, basis))


def answers(workspace: Workspace) -> dict[str, str]:
    """The workspace's answers by question: who decides, who works for them, the texts of the assessments."""
    return dict(fetch_rows(workspace.connection, "SELECT question, text FROM answer ORDER BY question"))


def store_answer(workspace: Workspace, question: str, text: str) -> None:
    """Keeps an answer, or takes it away where it is blank. Only inside a step."""
    execute(workspace.connection, "DELETE FROM answer WHERE question=?", (question,))
    if text:
        execute(workspace.connection, "INSERT INTO answer(question, text) VALUES (?,?)", (question, text))


def count_held(workspace: Workspace) -> dict[str, int]:
    """Rows by table of what is held, for the register: people, accounts, observations, levels, evidence, lists."""
    tables = ("person", "handle", "observation", "external", "assessment", "evidence", "shortlist", "candidacy")
    return {table: int(fetch_value(workspace.connection, f"SELECT count(*) FROM {table}")) for table in tables}


def columns_in_use(workspace: Workspace) -> list[str]:
    """Which texts of people are filled for anybody: name, email, url, country, language, market, organisation."""
    names = ("name", "email", "url", "country", "language", "market", "organisation")
    return [
        name for name in names if fetch_value(workspace.connection, f"SELECT 1 FROM person WHERE {name}<>'' LIMIT 1")
    ]


def assessors(workspace: Workspace) -> list[str]:
    """Everybody who gave a level or added evidence, by name."""
    sql = "SELECT assessor FROM assessment UNION SELECT added_by FROM evidence ORDER BY 1"
    return [name for (name,) in fetch_rows(workspace.connection, sql) if name]


def erasures(workspace: Workspace) -> list[date | None]:
    """The day of every erasure, the newest first: all that is left of it."""
    sql = "SELECT max(day) FROM suppression GROUP BY CASE WHEN erasure='' THEN hash ELSE erasure END ORDER BY 1 DESC"
    return [_day(day) for (day,) in fetch_rows(workspace.connection, sql)]


@dataclass(frozen=True)
class HeldDatum:
    """One datum that is held on a person, or a series of one kind from one import. ``kind``: account, series, score,
    level, note, evidence, decision, absence, set_aside, client_note; ``batch``: the import it came with, None for none;
    ``by``: who wrote it."""

    kind: str
    what: str
    value: str
    batch: int | None
    day: date | None
    by: str


_DATA = """
    SELECT 'account', platform, handle, batch, NULL, '' FROM handle
        WHERE person=?1 AND (account OR platform IN ('email', 'url'))
    UNION ALL SELECT 'series', channel, count(*), batch, max(day), '' FROM observation
        WHERE person=?1 GROUP BY batch, channel
    UNION ALL SELECT 'score', name, group_concat(value, '; '), batch, max(day), '' FROM external
        WHERE person=?1 GROUP BY batch, name
    UNION ALL SELECT kind, criterion, coalesce(level, ''), batch, day, assessor FROM assessment WHERE person=?1
    UNION ALL SELECT 'evidence', criterion, title, batch, day, added_by FROM evidence WHERE person=?1
    UNION ALL SELECT 'decision', c.name, CASE WHEN d.excluded THEN 'excluded' WHEN d.pinned THEN 'pinned' ELSE '' END,
        d.batch, NULL, '' FROM candidacy d JOIN campaign c ON c.id=d.campaign WHERE d.person=?1
    UNION ALL SELECT 'client_note', c.name, n.note, NULL, NULL, '' FROM client_note n JOIN campaign c ON c.id=n.campaign
        WHERE n.person=?1
    UNION ALL SELECT 'absence', '', reason, NULL, since, '' FROM absence WHERE person=?1
    UNION ALL SELECT 'set_aside', flag, reason, NULL, day, who FROM set_aside WHERE person=?1"""


def data_on(workspace: Workspace, person: int) -> list[HeldDatum]:
    """Every datum beside the person's own row, with the import that brought it or who wrote it."""
    rows = fetch_rows(workspace.connection, _DATA, (person,))
    return [HeldDatum(kind, what, str(value), batch, _day(day), by) for kind, what, value, batch, day, by in rows]
