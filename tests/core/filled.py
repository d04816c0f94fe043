"""A workspace in which one person has a row in every table, with a mark of its own in every text column."""

from __future__ import annotations

from core.campaign import actions as campaigns
from core.folding import fold
from core.model import Campaign, Person
from core.people import tables as people_tables
from core.workspace.registry import ABOUT_PEOPLE
from core.workspace.store import Workspace, temporary_workspace

PLAIN, MARKED = 1, 2
"""Two people: of the first nothing is known but the name, the second has the marks."""
MARK = "Zqxvmark"
NUMBERS = {"person": MARKED, "batch": 1, "campaign": 1, "was": 7, "up_to_batch": 1}


def mark(table: str, column: str) -> str:
    """The text that stands in one column of one table."""
    return f"{MARK}-{table}-{column}"


def filled_workspace(workspace: Workspace | None = None) -> Workspace:
    """Fills an empty workspace, or one in memory."""
    made = workspace or temporary_workspace()
    drawn = campaigns.start_campaign(made, Campaign(0, "Launch"))[0]
    with made.step("Fill"):
        made.connection.execute("UPDATE campaign SET id=1 WHERE id=?", (drawn,))
        made.connection.execute(
            "INSERT INTO batch(id, file, sha256, kind, dialect, mapping, rows_read, rows_imported, rows_refused) "
            "VALUES (1,'list.csv','','candidates','{}','{}',1,1,0)"
        )
        for number, name in ((PLAIN, "Ann Bel"), (MARKED, "Cid Dor")):
            added = people_tables.add_person(made, Person(0, name))
            made.connection.execute("UPDATE person SET id=? WHERE id=?", (number, added))
        for column in texts(made, "person"):
            made.connection.execute(f"UPDATE person SET {column}=? WHERE id=?", (mark("person", column), MARKED))
        name = f"{mark('person', 'name')} {MARK}"
        made.connection.execute("UPDATE person SET name=?, fold=? WHERE id=?", (name, fold(name), MARKED))
        for table in ABOUT_PEOPLE:
            _fill_row(made, table.name)
    return made


def texts(workspace: Workspace, table: str) -> list[str]:
    """The text columns of a table."""
    info = workspace.connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, kind, *_ in info if kind == "TEXT"]


def _fill_row(workspace: Workspace, table: str) -> None:
    info = workspace.connection.execute(f"PRAGMA table_info({table})").fetchall()
    values = {name: _value(table, name, kind) for _, name, kind, *_ in info if name != "id"}
    names, marks = ",".join(values), ",".join("?" * len(values))
    workspace.connection.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", tuple(values.values()))


def _value(table: str, column: str, kind: str) -> object:
    if column == "kind" and table == "assessment":
        return "note"
    if kind == "BLOB":
        return mark(table, column).encode()
    return mark(table, column) if kind == "TEXT" else NUMBERS.get(column, 1)
