"""People one at a time: read, added by hand, corrected, found by what the user types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.folding import fold
from core.model import Person, to_date, to_day
from core.workspace.ids import next_id
from core.workspace.refused import Gone
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace

TEXT_COLUMNS = ("name", "email", "url", "country", "language", "market", "organisation")


def person(workspace: Workspace, number: int) -> Person:
    """One person with their handles. Gone when there is none."""
    rows = fetch_rows(
        workspace.connection, f"SELECT {','.join(TEXT_COLUMNS)}, offline FROM person WHERE id=?", (number,)
    )
    if not rows:
        raise Gone
    values = dict(zip(TEXT_COLUMNS, rows[0], strict=False))
    return Person(id=number, handles=handles(workspace, number), offline=bool(rows[0][-1]), **values)


def names_by_id(workspace: Workspace) -> dict[int, str]:
    """What everybody is called; the account of somebody without a name."""
    return {
        number: name or stable_key
        for number, name, stable_key in fetch_rows(workspace.connection, "SELECT id, name, key FROM person")
    }


def naming_texts(workspace: Workspace) -> set[str]:
    """Whatever names anybody: names, accounts and other keys, e-mails, addresses."""
    sql = "SELECT name FROM person UNION SELECT email FROM person UNION SELECT url FROM person"
    return {text for (text,) in fetch_rows(workspace.connection, f"{sql} UNION SELECT handle FROM handle") if text}


def countries_and_languages(workspace: Workspace) -> list[tuple[int, str, str]]:
    """(id, country, language) of everybody, by id; empty texts where nothing is known."""
    return fetch_rows(workspace.connection, "SELECT id, country, language FROM person ORDER BY id")


def handles(workspace: Workspace, number: int) -> dict[str, str]:
    """Platform -> handle, the one used last where there are several. Keys such as e-mail are not handles."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT platform, handle FROM handle WHERE person=? AND account ORDER BY coalesce(until, since, 0), handle",
        (number,),
    )
    return dict(rows)


@dataclass(frozen=True)
class Contact:
    """How somebody is reached: e-mail, address on the web, and accounts as ``platform:handle``."""

    email: str
    url: str
    accounts: tuple[str, ...]


def contacts(workspace: Workspace, people: Sequence[int]) -> dict[int, Contact]:
    """How some people are reached, by their ids."""
    found: dict[int, Contact] = {}
    for start in range(0, len(people), 500):
        some = list(people[start : start + 500])
        marks = ",".join("?" * len(some))
        accounts: dict[int, list[str]] = {}
        sql = f"SELECT person, platform, handle FROM handle WHERE account AND person IN ({marks}) ORDER BY 1, 2, 3"
        for number, platform, handle in fetch_rows(workspace.connection, sql, some):
            accounts.setdefault(number, []).append(f"{platform}:{handle}")
        rows = fetch_rows(workspace.connection, f"SELECT id, email, url FROM person WHERE id IN ({marks})", some)
        found |= {number: Contact(email, url, tuple(accounts.get(number, ()))) for number, email, url in rows}
    return found


def add_person(workspace: Workspace, new: Person, day: date | None = None, by: str = "") -> int:
    """Adds a person by hand (``id`` is ignored), on a day and by somebody where that is known; returns the id."""
    stable_key = next((f"{p}:{h}" for p, h in new.handles.items()), "") or f"name:{fold(new.name)}"
    number = next_id(workspace.connection, "person")
    execute(
        workspace.connection,
        f"INSERT INTO person(id, key, fold, offline, added, added_by, {','.join(TEXT_COLUMNS)}) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(number, stable_key, fold(new.name), int(new.offline), None if day is None else to_day(day), by),
            *(getattr(new, name) for name in TEXT_COLUMNS),
        ),
    )
    _add_handles(workspace, number, new.handles)
    return number


def correct_person(workspace: Workspace, number: int, **values: object) -> None:
    """Corrects some fields of a person. KeyError for a field a person does not have."""
    before = person(workspace, number)
    after = replace(before, **{k: v for k, v in values.items() if k != "handles"})  # type: ignore[arg-type]
    for name in (*TEXT_COLUMNS, "offline"):
        if getattr(after, name) != getattr(before, name):
            execute(workspace.connection, f"UPDATE person SET {name}=? WHERE id=?", (getattr(after, name), number))
    if after.name != before.name:
        execute(workspace.connection, "UPDATE person SET fold=? WHERE id=?", (fold(after.name), number))


def stable_key(workspace: Workspace, number: int) -> str:
    """The stable key of a person, such as ``instagram:name``."""
    return str(fetch_value(workspace.connection, "SELECT key FROM person WHERE id=?", (number,)))


def ids_matching(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose name, handle or organisation holds the text, ascending."""
    pattern = "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = fetch_rows(
        workspace.connection,
        "SELECT id FROM person WHERE fold LIKE :p ESCAPE '\\' OR organisation LIKE :p ESCAPE '\\' "
        "UNION SELECT person FROM handle WHERE handle LIKE :p ESCAPE '\\' ORDER BY 1",
        {"p": pattern},
    )
    return [row[0] for row in rows]


def ids_of_key(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose stable key, account (``@name``, ``platform:name``), identifier, e-mail or address a text
    is, ascending."""
    key = text.casefold()
    kind, _, rest = key.rpartition(":")
    rows = fetch_rows(
        workspace.connection,
        "SELECT id FROM person WHERE key IN (:text, :key) OR email=:key OR url=:text OR lower(email)=:key "
        "UNION SELECT person FROM handle WHERE account AND '@' || handle = :key "
        "UNION SELECT person FROM handle WHERE platform=:kind AND handle IN (:rest, ltrim(:rest, '@')) "
        "UNION SELECT person FROM handle WHERE platform IN ('email', 'url') AND handle IN (:text, :key) ORDER BY 1",
        {"text": text, "key": key, "kind": kind, "rest": rest},
    )
    return [row[0] for row in rows]


def ids_named(workspace: Workspace, folded: str) -> list[int]:
    """The ids of those whose folded name this is, or a further name that was confirmed to be theirs; ascending."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id FROM person WHERE fold=?1 UNION SELECT person FROM handle WHERE platform='id:also' AND handle=?1 "
        "ORDER BY 1",
        (folded,),
    )
    return [row[0] for row in rows]


def _add_handles(workspace: Workspace, number: int, new: Mapping[str, str]) -> None:
    execute_many(
        workspace.connection,
        "INSERT INTO handle(platform, handle, person) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        [(platform, handle, number) for platform, handle in new.items() if handle],
    )


def folded_names(workspace: Workspace, people: Sequence[int]) -> dict[int, set[str]]:
    """The folded names by which some people go: their own, their accounts, and others, confirmed or corrected since."""
    wanted, found = set(people), dict[int, set[str]]()
    sql = (
        "SELECT id, fold FROM person UNION ALL "
        "SELECT person, handle FROM handle WHERE account OR platform IN ('id:also', 'id:name')"
    )
    for number, name in fetch_rows(workspace.connection, sql):
        if number in wanted:
            found.setdefault(number, set()).add(name)
    return found


def existing_ids(workspace: Workspace, people: Sequence[int]) -> set[int]:
    """Those of these ids that somebody still bears."""
    found: set[int] = set()
    for start in range(0, len(people), 500):
        some = people[start : start + 500]
        rows = fetch_rows(
            workspace.connection, f"SELECT id FROM person WHERE id IN ({','.join('?' * len(some))})", some
        )
        found |= {row[0] for row in rows}
    return found


OBJECTING = "SELECT person FROM request WHERE kind='objection'"
"""Those who object to being listed: whoever is among them is left out of every campaign, of later ones too."""


def has_objected(workspace: Workspace, person: int) -> bool:
    """Whether a person objects to being listed."""
    return bool(fetch_value(workspace.connection, f"SELECT ? IN ({OBJECTING})", (person,)))


def add_told(workspace: Workspace, person: int, day: date, how: str) -> int:
    """Notes that a person has been told what is held about them."""
    number = next_id(workspace.connection, "told")
    sql = "INSERT INTO told(id, person, day, how) VALUES (?,?,?,?)"
    return execute(workspace.connection, sql, (number, person, to_day(day), how))


def told_on(workspace: Workspace, person: int) -> date | None:
    """When a person was last told, or None."""
    day = fetch_value(workspace.connection, "SELECT max(day) FROM told WHERE person=?", (person,))
    return None if day is None else to_date(day)


def told_count(workspace: Workspace, campaign: int) -> int:
    """How many candidates of a campaign have been told."""
    sql = "SELECT count(DISTINCT t.person) FROM told t JOIN candidacy c ON c.person=t.person AND c.campaign=?"
    return int(fetch_value(workspace.connection, sql, (campaign,)))


def told_people(workspace: Workspace, campaign: int) -> list[int]:
    """The ids of the candidates of a campaign who have been told, ascending."""
    sql = (
        "SELECT DISTINCT t.person FROM told t JOIN candidacy c ON c.person=t.person AND c.campaign=? ORDER BY t.person"
    )
    return [person for (person,) in fetch_rows(workspace.connection, sql, (campaign,))]
