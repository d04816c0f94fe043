"""What a second file says otherwise: shown, taken or left, and undone."""

from __future__ import annotations

from core.importing import changes
from core.people import tables as people_tables
from core.workspace.store import Workspace, temporary_workspace
from tests.core.importing.rows import imported
from tests.core.workspaces import pid

FIRST = {"name": "Ana Bel", "instagram": "anab", "market": "FR", "organisation": "Elle", "email": "a@elle.fr"}
OTHER = FIRST | {"name": "Ana Bell", "market": "BE", "organisation": "Vogue", "email": "ana@vogue.fr"}


def seen(workspace: Workspace) -> list[tuple[str, str, str, str, int]]:
    return [(one.field, one.old, one.new, one.file, one.row) for one in changes.open_changes(workspace)]


def test_a_change_is_shown_and_changes_nothing_until_it_is_taken() -> None:
    workspace = temporary_workspace()
    imported(workspace, [FIRST])
    done = imported(workspace, [OTHER], file="later.csv")
    assert done.people_new == 0
    assert [issue.raw for issue in done.issues if issue.reason == changes.OTHERWISE] == [
        "Ana Bel → Ana Bell",
        "FR → BE",
        "Elle → Vogue",
        "a@elle.fr → ana@vogue.fr",
    ]
    assert seen(workspace)[1] == ("market", "FR", "BE", "later.csv", 2)
    assert people_tables.person(workspace, pid(workspace, 1)).market == "FR"
    workspace.close()


def test_changes_are_taken_and_left_one_by_one_or_all_and_undone() -> None:
    workspace = temporary_workspace()
    imported(workspace, [FIRST])
    imported(workspace, [OTHER], file="later.csv")
    name, market, *rest = changes.open_changes(workspace)
    assert changes.take_changes(workspace, [name.id])[0] == 1
    assert people_tables.person(workspace, pid(workspace, 1)).name == "Ana Bell"
    assert changes.leave_changes(workspace, [market.id])[0] == 1
    assert [one.id for one in changes.open_changes(workspace)] == [one.id for one in rest]
    assert changes.take_changes(workspace, [one.id for one in rest])[0] == 2
    assert seen(workspace) == []
    assert people_tables.person(workspace, pid(workspace, 1)).organisation == "Vogue"
    for _ in range(3):
        workspace.undo()
    assert len(seen(workspace)) == 4
    assert people_tables.person(workspace, pid(workspace, 1)).name == "Ana Bel"
    workspace.close()


def test_case_and_accents_and_the_past_are_no_change() -> None:
    workspace = temporary_workspace()
    imported(workspace, [FIRST])
    imported(workspace, [FIRST | {"name": "ANA  BEL"}], file="later.csv")
    imported(workspace, [OTHER | {"day": 3, "audience": 1.0}], "history", file="history.csv")
    assert seen(workspace) == []
    workspace.close()


def test_what_several_files_say_is_one_change_and_is_decided_once() -> None:
    workspace = temporary_workspace()
    imported(workspace, [FIRST])
    for week in range(3):
        imported(workspace, [FIRST | {"market": "BE", "audience": week + 1.0}], file=f"week {week}.csv")
    (change,) = changes.open_changes(workspace)
    assert (change.file, change.old, change.new) == ("week 2.csv", "FR", "BE")
    changes.leave_changes(workspace, [change.id])
    assert changes.open_changes(workspace) == []
    imported(workspace, [FIRST | {"market": "BE", "audience": 9.0}], file="week 4.csv")
    assert changes.open_changes(workspace) == [], "left once, it is not asked again"
    imported(workspace, [FIRST | {"market": "LU", "audience": 9.5}], file="week 5.csv")
    (change,) = changes.open_changes(workspace)
    assert change.new == "LU"
    workspace.close()
