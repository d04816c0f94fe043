"""Backups by themselves: made, checked by opening, thinned, and never deleted because a clock moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Person
from core.people import tables as people_tables
from core.workspace.automatic import (
    Backup,
    Content,
    all_backups,
    back_up_by_itself,
    back_up_now,
    content_of,
    superfluous,
)
from core.workspace.store import Workspace, backups_beside, open_workspace, temporary_workspace

NOON = datetime(2026, 3, 12, 12).astimezone()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(tmp_path / "a.entregent")
    yield made
    made.close()


def made_at(times: list[datetime]) -> list[Backup]:
    """Backups made in this order, the newest first."""
    return [Backup(Path(str(n)), n, when, "work") for n, when in enumerate(times, 1)][::-1]


def test_a_backup_holds_what_stood_there_and_says_so(workspace: Workspace) -> None:
    assert back_up_by_itself(workspace, "import", NOON) is None  # nothing is in it yet
    with workspace.step("Add", "people"):
        people_tables.add_person(workspace, Person(0, "Bruna"))
    assert back_up_by_itself(workspace, "import", NOON) is not None
    assert back_up_by_itself(workspace, "work", NOON) is None  # nothing was written since
    with workspace.step("Add", "people"):
        people_tables.add_person(workspace, Person(0, "Aldo"))
    back_up_by_itself(workspace, "erasure", NOON)
    newest, oldest = all_backups(backups_beside(workspace.path))
    assert (newest.occasion, newest.made, newest.number) == ("erasure", NOON, 2) and oldest.occasion == "import"
    assert content_of(newest.path) == Content(2, 0, 0, 0) and content_of(oldest.path).people == 1


def test_what_is_no_file_has_no_backups() -> None:
    workspace = temporary_workspace()
    assert back_up_by_itself(workspace, "work", NOON) is None
    workspace.close()


def test_a_foreign_file_in_the_folder_stays(workspace: Workspace) -> None:
    back_up_now(workspace)
    other = workspace.path.with_name("a.entregent.backups") / "mine.txt"
    other.write_text("x")
    for day in range(1, 60):
        with workspace.step("Add", "people"):
            people_tables.add_person(workspace, Person(0, f"Person {day}"))
        back_up_by_itself(workspace, "work", NOON + timedelta(days=day))
    assert other.exists() and len(all_backups(backups_beside(workspace.path))) < 30


def test_a_year_of_half_hours_is_thinned() -> None:
    held: list[Backup] = []
    for hour in range(0, 500 * 24, 6):
        held.insert(0, Backup(Path(str(hour)), hour, NOON + timedelta(hours=hour), "work"))
        gone = superfluous(held)
        held = [one for one in held if one not in gone]
    days = [(held[0].made.date() - one.made.date()).days for one in held]
    assert days.count(0) + days.count(1) == len([day for day in days if day < 2]) >= 5
    assert len(held) <= 8 + 12 + 10 + 9 and days[-1] > 250
    assert {day for day in days if day < 14} == set(range(14))


@given(st.lists(st.integers(0, 2000), max_size=60))
def test_only_a_newer_one_of_the_same_time_makes_one_superfluous(hours: list[int]) -> None:
    backups = made_at([NOON + timedelta(hours=hour) for hour in hours])
    gone = superfluous(backups)
    assert not backups or backups[0] not in gone
    days = [one.made.date() for one in backups]
    assert sum(one != other for one, other in pairwise(days)) >= 2 or not gone


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.integers(-20000, 20000))
def test_a_clock_that_moved_deletes_nothing(hours: list[int], jump: int) -> None:
    """Some backups of one day, then the clock jumps by years either way, and back."""
    before = made_at([NOON + timedelta(hours=hour / 24) for hour in hours])
    moved = Backup(Path("moved"), len(hours) + 1, NOON + timedelta(days=jump), "work")
    assert superfluous([moved, *before]) == []
    back = Backup(Path("back"), len(hours) + 2, NOON, "work")
    assert not {moved, back} & set(superfluous([back, moved, *before]))
    # At most those of the first day are thinned, to the last of them, once two other days stand before it.
    assert before[0] not in superfluous([back, moved, *before])


def test_none_is_made_within_a_transaction(workspace: Workspace) -> None:
    """SQLite would wait for the end of the transaction that waits for the backup."""
    with workspace.transaction(), workspace.step("Add", "people"):
        people_tables.add_person(workspace, Person(0, "Aldo"))
        assert back_up_by_itself(workspace, "import", NOON) is None
    assert back_up_by_itself(workspace, "import", NOON) is not None
