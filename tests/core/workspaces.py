"""Small workspaces for the tests of actions: people with a history, and one campaign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from core.campaign import actions as campaign_actions
from core.campaign import actions as campaigns
from core.campaign import assessing, screening
from core.campaign import tables as campaign_tables
from core.campaign.choices.absent import Absent, with_absent
from core.model import Campaign, Person
from core.rights import actions as rights
from core.rights.erasure import Erasure
from core.stature import actions as stature
from core.stature.rubric import Rubric
from core.workspace.changed import Changed
from core.workspace.store import Workspace, temporary_workspace

HEAD = "Name,Handle,Platform,Followers,Likes,Posts,Date,Klout\n"
START = date(2026, 1, 5)
DAY = date(2026, 3, 12)


def weeks(name: str, audience: int, *rows: tuple[int, int] | None, klout: str = "") -> str:
    """One person's rows, a week apart: (likes, posts), or None for no row."""
    lines = ""
    for week, row in enumerate(rows):
        if row is not None:
            day = START + timedelta(weeks=week)
            lines += f"{name},@{name.lower()},Instagram,{audience},{row[0]},{row[1]},{day},{klout}\n"
    return lines


def workspace_of(folder: Path, text: str, seats: int = 2) -> tuple[Workspace, int]:
    """A workspace in memory with these rows imported, and its campaign."""
    path = folder / "people.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    workspace = temporary_workspace()
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn preview", seats=seats, weight=0))[0]
    screening.import_files(workspace, campaign, screening.Files("candidates", [path]))
    return workspace, campaign


ACTIVE = weeks("Aldo", 1000, (500, 5), (600, 5), (550, 5), klout="40")
PAUSING = weeks("Bruna", 90_000, (900, 3), (0, 0), (0, 0), klout="70")
QUIET = weeks("Caspar", 300, (9, 1), (8, 1), (9, 1), klout="30")
UNKNOWN = "Dina,@dina,Instagram,,,,2026-01-05,\n"
EVERYONE = ACTIVE + PAUSING + QUIET + UNKNOWN


def pid(workspace: Workspace, place: int) -> int:
    """The id of the person who came in as the first (1), second (2)...: ids are drawn, their order is not."""
    return _nth_id(workspace, "person", place)


def cid(workspace: Workspace, place: int = 1) -> int:
    """The id of the first campaign (1), the second (2)..."""
    return _nth_id(workspace, "campaign", place)


def pids(workspace: Workspace, *places: int) -> list[int]:
    """The ids of several people, as ``pid`` gives each."""
    return [pid(workspace, place) for place in places]


def places(workspace: Workspace, people: Iterable[int]) -> list[int]:
    """Of each of these people, as which they came in, from 1."""
    ids = [number for (number,) in workspace.connection.execute("SELECT id FROM person ORDER BY id")]
    return [ids.index(person) + 1 for person in people]


def _nth_id(workspace: Workspace, table: str, place: int) -> int:
    rows = workspace.connection.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET ?", (place - 1,))
    return int(rows.fetchone()[0])


FORGE = ("Ada Verre", "Bob Cuivre", "Cléo Étain", "Dan Plomb")


def forge() -> Workspace:
    """Four people of one organisation on no network, two seats, one market."""
    made = temporary_workspace()
    campaign = campaigns.start_campaign(made, Campaign(0, "Spring", seats=2, market="Steel"))[0]
    for name in FORGE:
        campaign_actions.add_person(made, campaign, Person(0, name, offline=True, organisation="Forge"))
    return made


def rate(workspace: Workspace, person: int, key: str, level: int | None, who: str, **more: object) -> None:
    """A level by one assessor, on the tests' day unless another is said."""
    stature.set_level(workspace, person, key, level, stature.Occasion(who, **{"day": DAY, **more}))


def view(workspace: Workspace, person: int, who: str, as_of: date = DAY) -> dict[str, assessing.CriterionView]:
    """What an assessor may see of a person, by criterion."""
    seen = assessing.person_view(workspace, cid(workspace), person, who, as_of)
    return {row.key: row for row in seen.criteria}


def fill(path: Path, *cells: tuple[str, object]) -> None:
    """Fills cells as a spreadsheet would."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    for place, value in cells:
        book.worksheets[0][place] = value
    book.save(path)


def set_absent(workspace: Workspace, campaign: int, absent: Absent) -> None:
    """What absence by choice means in a campaign."""
    rules = with_absent(campaign_tables.campaign(workspace, campaign).rules, absent)
    campaigns.change_campaign(workspace, campaign, rules=rules)


def erase_person(workspace: Workspace, person: int, day: date | None = None) -> tuple[Erasure, Changed]:
    """Erases one person for good."""
    done, change = rights.erase_people(workspace, [person], day)
    return done[0], change


def rubric_now(workspace: Workspace, place: int = 1) -> Rubric:
    """The rubric by which the campaign at a place assesses."""
    return stature.rubric_of(workspace, campaign_tables.campaign(workspace, cid(workspace, place)))
