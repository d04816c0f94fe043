"""The whole import: every row accounted for, nothing by chance of order, undone to the letter."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import tables as campaign_tables
from core.errors import Cancelled, Trouble
from core.importing import disputes, matching, proposals, run
from core.importing.consolidate import MERGED, TWICE, TWO_NAMES
from core.importing.traces import compare_batches, trace
from core.model import UNDATED
from core.workspace.registry import UNDONE
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.importing.rows import imported, prepared


@pytest.fixture(params=["step", "bulk"])
def workspace(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose imports are recorded edit by edit, or undone as a batch."""
    if request.param == "bulk":
        monkeypatch.setattr(run, "SMALL", -1)
    return temporary_workspace()


def dump(workspace: Workspace, *without: str) -> dict[str, list[tuple[Any, ...]]]:
    tables = [table for table in UNDONE if table not in without]
    return {table: sorted(fetch_rows(workspace.connection, f"SELECT * FROM {table}"), key=repr) for table in tables}


def people(workspace: Workspace) -> list[tuple[str, str]]:
    return fetch_rows(workspace.connection, "SELECT key, name FROM person ORDER BY id")


ROWS = [
    {"name": "Zoé", "instagram": "zoe", "audience": 10.0, "channel": "instagram", "country": "France"},
    {"name": "Ana", "instagram": "ana", "audience": 20.0, "channel": "instagram"},
    {"name": "Bob", "audience": 5.0},
    {"row": 9, "refused": True},
]


def test_every_row_is_imported_or_refused_and_ids_follow_the_keys(workspace: Workspace) -> None:
    done = imported(workspace, ROWS)
    assert (done.rows_read, done.rows_imported, done.rows_refused) == (4, 3, 1)
    assert (done.people_new, done.people_known, done.merged) == (3, 0, 0)
    assert people(workspace) == [("instagram:ana", "Ana"), ("instagram:zoe", "Zoé"), ("name:bob", "Bob")]


def test_preparing_writes_nothing(workspace: Workspace) -> None:
    before = dump(workspace)
    found = prepared(workspace, ROWS)
    assert (found.people_new, found.people_known, found.rows_refused) == (3, 0, 1)
    assert dump(workspace) == before


def test_the_same_file_again_adds_nothing(workspace: Workspace) -> None:
    imported(workspace, ROWS)
    before = dump(workspace)
    done = imported(workspace, ROWS)
    assert done.issues[0].reason == run.AGAIN
    assert (done.people_new, done.rows_imported) == (0, 3)
    assert dump(workspace) == before


def test_a_later_file_of_the_same_people_makes_a_history(workspace: Workspace) -> None:
    imported(workspace, [{"instagram": "ana", "audience": 1.0, "day": 100}])
    done = imported(workspace, [{"instagram": "ana", "audience": 2.0, "day": 130, "name": "Ana", "country": "France"}])
    assert (done.people_new, done.people_known, done.merged) == (0, 1, 1)
    assert fetch_rows(workspace.connection, "SELECT day, audience FROM observation ORDER BY day") == [
        (100, 1.0),
        (130, 2.0),
    ]
    assert fetch_rows(workspace.connection, "SELECT since, until FROM handle") == [(100, 130)]
    assert fetch_rows(workspace.connection, "SELECT name, fold, country FROM person") == [("Ana", "ana", "France")]


def test_undo_leaves_the_people_who_were_there_as_they_were(workspace: Workspace) -> None:
    imported(workspace, [{"instagram": "ana", "audience": 1.0, "day": 100}])
    before = dump(workspace)
    more = [
        {"instagram": "ana", "name": "Ana", "twitter": "a", "audience": 2.0, "day": 130, "country": "France"},
        {"instagram": "bob", "name": "Ana", "audience": 7.0, "day": 90, "klout": 50.0, "standing": 3.0},
    ]
    done = imported(workspace, more)
    assert [reason for _, _, reason in done.proposed] == [proposals.SAME]
    assert workspace.undo().startswith("Import of")
    assert dump(workspace) == before


def test_candidates_of_the_campaign(workspace: Workspace) -> None:
    from core.model import Campaign

    with workspace.step("New campaign"):
        number = campaign_tables.add_campaign(workspace, Campaign(0, "c"))
    run.run_import(workspace, prepared(workspace, ROWS), campaign=number)
    assert fetch_value(workspace.connection, "SELECT count(*) FROM candidacy WHERE campaign=?", (number,)) == 3


def test_of_two_rows_of_one_day_the_larger_audience_is_kept(workspace: Workspace) -> None:
    rows = [
        {"instagram": "ana", "name": "Ana", "audience": 5.0, "posts": 1.0, "day": 3},
        {"instagram": "ana", "name": "Ana", "audience": 9.0, "day": 3},
        {"instagram": "ana", "name": "Ana", "audience": 9.0, "day": 3},
        {"instagram": "ana", "name": "Anna B.", "audience": 1.0, "day": 3},
        {"instagram": "ana", "name": "Ana", "audience": 2.0, "day": 4},
    ]
    done = imported(workspace, rows)
    assert fetch_rows(workspace.connection, "SELECT day, audience, row FROM observation ORDER BY day") == [
        (3, 9.0, 3),
        (4, 2.0, 6),
    ]
    reasons = [(2, disputes.ONE_ACCOUNT), (2, MERGED), (4, TWICE), (5, TWO_NAMES)]
    assert [(i.row, i.reason) for i in done.issues] == reasons
    assert done.rows_imported == 5


def test_a_shared_name_alone_never_merges(workspace: Workspace) -> None:
    done = imported(workspace, [{"name": "Jean Martin", "audience": 2.0}, {"name": "JEAN  MARTÍN", "audience": 1.0}])
    assert [key for key, _ in people(workspace)] == ["name:jean martin", "name:jean martin#2"]
    assert done.proposed == (("name:jean martin", "name:jean martin#2", proposals.SAME),)


def test_confirmed_they_are_one_from_then_on_and_undo_parts_them(workspace: Workspace) -> None:
    imported(workspace, [{"instagram": "jm", "name": "Jean Martin", "audience": 2.0}])
    imported(workspace, [{"name": "Jean Martin", "audience": 1.0, "day": 50}], file="later.csv")
    before = dump(workspace)
    pair = proposals.pending(workspace)[0]
    assert pair.names == ("Jean Martin", "Jean Martin")
    stays = proposals.decide(workspace, pair.id, same=True)
    assert fetch_rows(workspace.connection, "SELECT DISTINCT person FROM observation") == [(stays,)]
    assert [(t.file, t.row) for t in trace(workspace, stays)] == [("later.csv", 2), ("people.csv", 2)]
    workspace.undo()
    assert dump(workspace) == before
    workspace.redo()
    done = imported(workspace, [{"name": "Jean Martin", "audience": 3.0, "day": 80}], file="third.csv")
    assert (done.people_new, done.people_known) == (0, 1)
    assert fetch_value(workspace.connection, "SELECT count(*) FROM person") == 1


def test_refused_they_are_never_asked_about_again(workspace: Workspace) -> None:
    imported(workspace, [{"instagram": "jm", "name": "Jean Martin", "audience": 2.0}])
    imported(workspace, [{"twitter": "jm2", "name": "Jean Martin", "audience": 1.0}])
    assert proposals.decide(workspace, proposals.pending(workspace)[0].id, same=False) == 0
    done = imported(workspace, [{"twitter": "jm2", "name": "Jean Martin", "audience": 4.0, "day": 9}])
    assert done.proposed == ()
    assert proposals.pending(workspace) == []


def test_rows_per_person_and_date_without_any_key_are_one_person_each() -> None:
    workspace = temporary_workspace()
    rows = [{"name": name, "audience": 1.0, "day": day} for name in ("Ana", "Bob", "Zoé") for day in (1, 8, 15)]
    done = imported(workspace, rows)
    assert done.people_new == 3
    assert done.issues[0].reason == matching.HISTORY_BY_NAME


def test_a_stature_file_finds_people_and_makes_none(workspace: Workspace) -> None:
    imported(
        workspace,
        [
            *ROWS[:3],
            {"email": "e@x.fr", "name": "Eve"},
            {"name": "Dup", "twitter": "d1"},
            {"name": "Dup", "twitter": "d2"},
        ],
    )
    rows = [
        {"instagram": "zoe", "standing": 3.0, "evidence": "Who’s Who", "url": "https://whoswho.fr/z", "assessor": "M"},
        {"email": "e@x.fr", "peers": 2.0, "note": "jury"},
        {"name": "BOB", "standing": 1.0, "assessor": "M"},
        {"name": "Bob", "standing": 2.0, "assessor": "N"},
        {"name": "Dup", "standing": 4.0},
        {"name": "Stranger", "standing": 4.0},
    ]
    done = imported(workspace, rows, "stature", "stature.csv")
    assert (done.rows_imported, done.rows_refused, done.people_new) == (4, 2, 0)
    refused = [issue for issue in done.issues if issue.refused]
    assert [(i.row, i.raw, i.reason) for i in refused] == [
        (6, "Dup", matching.SEVERAL_KNOWN),
        (7, "Stranger", matching.NOBODY_KNOWN),
    ]
    assert [i.row for i in done.issues if i.reason == matching.BY_NAME] == [4]
    sql = "SELECT p.name, a.criterion, a.assessor, a.level, a.note FROM assessment a JOIN person p ON p.id=a.person"
    assert sorted(fetch_rows(workspace.connection, sql)) == [
        ("Bob", "standing", "M", 1.0, ""),
        ("Bob", "standing", "N", 2.0, ""),
        ("Eve", "peers", "", 2.0, "jury"),
        ("Zoé", "standing", "M", 3.0, ""),
    ]
    pieces = fetch_rows(workspace.connection, "SELECT criterion, title, url, source FROM evidence")
    assert pieces == [("standing", "Who’s Who", "https://whoswho.fr/z", "stature.csv, 2")]
    assert fetch_value(workspace.connection, "SELECT url FROM person WHERE name='Zoé'") == ""


def test_a_history_brings_no_strangers(workspace: Workspace) -> None:
    imported(workspace, [{"name": "Ana", "twitter": "ana"}])
    rows = [{"twitter": "ghost", "audience": 9.0, "day": 5}, {"twitter": "ana", "audience": 4.0, "day": 5}]
    done = imported(workspace, rows, "history", "h.csv")
    assert (done.people_new, done.people_known, done.rows_refused) == (0, 1, 1)
    refused = [issue for issue in done.issues if issue.refused]
    assert [(i.row, i.raw, i.reason) for i in refused] == [(2, "ghost", matching.NOBODY_KNOWN)]


def test_unconfirmed_a_unique_name_is_only_proposed(workspace: Workspace) -> None:
    imported(workspace, ROWS)
    done = imported(workspace, [{"name": "Bob", "standing": 1.0}], "stature", "s.csv", confirm=False)
    assert done.proposed == (("name:bob", "name:bob#2", matching.BY_NAME_PROPOSED),)
    stays = proposals.decide(workspace, proposals.pending(workspace)[0].id, same=True)
    assert fetch_rows(workspace.connection, "SELECT person, level FROM assessment") == [(stays, 1.0)]


def test_people_off_line(workspace: Workspace) -> None:
    imported(workspace, [{"name": "Simone", "standing": 4.0}], "offline")
    assert fetch_rows(workspace.connection, "SELECT name, offline FROM person") == [("Simone", 1)]


def test_identifiers_of_two_tools_never_meet(workspace: Workspace) -> None:
    imported(workspace, [{"id": "t1", "name": "Ana Bell"}, {"id": "t2", "name": "Bob Cole"}], file="export 2024-01.csv")
    done = imported(workspace, [{"id": "t1", "name": "Carl Dunn"}, {"id": "t2", "name": "Dora Esk"}], file="export.csv")
    assert (done.people_new, done.people_known) == (2, 0)
    done = imported(workspace, [{"id": "t2", "name": "Bob Cole", "audience": 1.0}], file="other name.csv")
    assert (done.people_new, done.people_known) == (0, 1)


def test_look_alikes_are_flagged_and_never_merged(workspace: Workspace) -> None:
    done = imported(workspace, [{"name": "paypal", "twitter": "a1"}, {"name": "pаypal", "twitter": "a2"}])
    assert done.people_new == 2
    assert [(i.row, i.reason) for i in done.issues] == [(3, matching.LOOK_ALIKE), (3, matching.DOUBLE)]


def test_an_address_shared_by_two_names_is_put_up_for_a_decision_once(workspace: Workspace) -> None:
    desk = {"url": "https://daily.fr", "audience": 5.0}
    rows = [desk | {"name": "Jane Doe"}, desk | {"name": "Kim Roe"}]
    done = imported(workspace, rows)
    assert done.people_new == 2
    assert [(i.row, i.reason) for i in done.issues] == [(2, disputes.SHARED)]
    keys = [key for key, _ in people(workspace)]
    assert done.proposed == ((*keys, f"{disputes.SAME_ADDRESS}; {disputes.OTHER_NAMES}"),)
    again = imported(workspace, [row | {"day": 9} for row in rows], file="later.csv")
    assert (again.people_new, again.people_known, again.proposed) == (0, 2, ())
    proposals.decide(workspace, proposals.pending(workspace)[0].id, same=False)
    third = imported(workspace, [*rows, desk | {"name": "Lou Vey"}], file="third.csv")
    assert (third.people_new, third.people_known, third.proposed) == (1, 2, ())


def test_a_pen_name_confirmed_is_remembered(workspace: Workspace) -> None:
    mail = {"email": "e@x.fr", "audience": 5.0}
    rows = [mail | {"name": "Jane Doe"}, mail | {"name": "Cakes at Noon"}]
    imported(workspace, rows)
    before = dump(workspace)
    stays = proposals.decide(workspace, proposals.pending(workspace)[0].id, same=True)
    again = imported(workspace, [row | {"day": day} for day, row in enumerate(rows, 9)], file="later.csv")
    assert (again.people_new, again.people_known, again.proposed) == (0, 1, ())
    assert fetch_rows(workspace.connection, "SELECT DISTINCT person FROM observation") == [(stays,)]
    other = imported(workspace, [rows[0] | {"day": 30}, mail | {"name": "Lou Vey"}], file="third.csv")
    assert (other.people_new, other.people_known) == (1, 1)
    assert len({key for key, _ in people(workspace)}) == 2
    for _ in range(3):
        workspace.undo()
    assert dump(workspace) == before


def test_an_account_under_two_names_belongs_to_neither(workspace: Workspace) -> None:
    rows = [{"instagram": "duo", "name": "Jane Doe"}, {"instagram": "duo", "name": "Kim Roe"}, {"instagram": "kim"}]
    done = imported(workspace, [*rows, {"instagram": "kim", "name": "K. Roe"}])
    assert done.people_new == 3
    assert [(i.row, i.field, i.raw, i.reason) for i in done.issues] == [(2, "instagram", "duo", disputes.CHANGED_HANDS)]
    assert done.proposed[0][2] == f"{disputes.SAME_ACCOUNT}; {disputes.OTHER_NAMES}"


def test_an_account_that_changes_its_name_from_day_to_day_is_one(workspace: Workspace) -> None:
    rows = [{"instagram": "duo", "name": "Jane Doe", "day": 1}, {"instagram": "duo", "name": "Cakes", "day": 8}]
    assert imported(workspace, rows).people_new == 1


def test_every_value_leads_back_to_its_raw_row(workspace: Workspace) -> None:
    imported(workspace, ROWS)
    number = fetch_value(workspace.connection, "SELECT id FROM person WHERE name='Zoé'")
    (found,) = trace(workspace, number)
    assert (found.file, found.row) == ("people.csv", 2)
    assert dict(found.cells)["audience"] == "10.0"


def test_an_import_beside_the_one_before(workspace: Workspace) -> None:
    one = imported(workspace, ROWS)
    rows = [{**ROWS[0], "audience": 11.0}, {"instagram": "new", "audience": 1.0, "channel": "instagram"}]
    other = imported(workspace, rows, file="next.csv")
    found = compare_batches(workspace, one.batch, other.batch)
    name = dict(fetch_rows(workspace.connection, "SELECT id, name FROM person"))
    assert [name[p] for p in found.new] == ["new"]
    assert [name[p] for p in found.gone] == ["Ana", "Bob"]
    assert [(name[p], channel, a, b) for p, channel, a, b in found.changed] == [("Zoé", "instagram", 10.0, 11.0)]


def test_cancelling_leaves_the_file_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SMALL", -1)
    workspace = open_workspace(tmp_path / "a.entregent")
    imported(workspace, ROWS[:1])
    before = workspace.path.read_bytes()
    found = prepared(workspace, ROWS)

    def cancel(done: int, total: int, words: str) -> None:
        if words == "Writing observations":
            raise Cancelled

    with pytest.raises(Cancelled):
        run.run_import(workspace, found, progress=cancel)
    assert workspace.path.read_bytes() == before
    with pytest.raises(Trouble):
        imported(workspace, [{"audience": 3.0}])
    assert workspace.path.read_bytes() == before
    workspace.close()


def test_prepared_before_another_import_is_matched_anew(workspace: Workspace) -> None:
    early = prepared(workspace, ROWS)
    imported(workspace, [{"instagram": "zoe", "audience": 3.0}])
    done = run.run_import(workspace, early)
    assert (done.people_new, done.people_known) == (2, 1)


def test_the_name_of_a_tools_files_is_the_same_at_every_date() -> None:
    assert run.family("followers-2022-08-01.csv") == run.family("followers-2023-11-01.CSV") == "followers"
    assert run.family("export juin 2022.xlsx") == "export"
    assert run.family("2022.csv") == "file"


short = st.sampled_from(["", "a", "b", "c"])
some = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["", "Ana", "ana", "Bob Lee", "Лев"]),
        "id": short,
        "instagram": short,
        "email": short,
        "country": st.sampled_from(["", "France", "Spain"]),
        "audience": st.sampled_from([1.0, 2.0, float("nan")]),
        "posts": st.sampled_from([1.0, 2.0]),
        "day": st.sampled_from([UNDATED, 10, 20]),
        "refused": st.sampled_from([False, False, False, True]),
    }
)


def numbered(held: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows with the order of each id in its place: the ids themselves are drawn."""
    cells = {cell for rows in held.values() for row in rows for cell in row}
    place = {cell: at for at, cell in enumerate(sorted(c for c in cells if isinstance(c, int) and c > 1 << 60))}
    return {table: [tuple(place.get(cell, cell) for cell in row) for row in rows] for table, rows in held.items()}


@settings(max_examples=60, deadline=None)
@given(st.lists(some, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_show(rows: list[dict[str, Any]], chance: random.Random) -> None:
    shuffled = [dict(row) for row in rows]
    chance.shuffle(shuffled)
    stored = []
    for some_rows in (rows, shuffled):
        workspace = temporary_workspace()
        try:
            done = imported(workspace, some_rows)
        except Trouble:
            stored.append(None)
            continue
        assert done.rows_read == len(rows) == done.rows_imported + done.rows_refused
        assert {i.row for i in done.issues if i.refused} <= set(range(2, len(rows) + 2))
        held = dump(workspace, "batch", "batch_part", "issue", "observation")
        held["observation"] = [row[:4] + row[5:] for row in dump(workspace)["observation"]]
        stored.append(numbered(held))
        workspace.close()
    assert stored[0] == stored[1]


def test_a_note_without_any_level_is_kept_and_undone() -> None:
    workspace = temporary_workspace()
    imported(workspace, [{"name": "Ana Bel", "instagram": "anab"}, {"name": "Bob Roy", "instagram": "bob"}])
    notes = [{"instagram": "anab", "note": "knows all"}, {"instagram": "bob", "note": "three", "peers": 3.0}]
    imported(workspace, [*notes, notes[0]], "stature", file="levels.csv")
    sql = (
        "SELECT p.name, a.criterion, a.level, a.note, a.kind FROM assessment a JOIN person p ON p.id=a.person "
        "ORDER BY a.person"
    )
    assert fetch_rows(workspace.connection, sql) == [
        ("Ana Bel", "profession", None, "knows all", "note"),
        ("Bob Roy", "peers", 3.0, "three", "level"),
    ]
    workspace.undo()
    assert fetch_rows(workspace.connection, sql) == []
    workspace.close()
