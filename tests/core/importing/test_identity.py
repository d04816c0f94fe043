"""Exact keys: what they join, what they must never join, and that the order of rows does not show."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.importing.identity.identity import NOBODY, Entries, Keys, Known, People, assign, numbered
from core.model import UNDATED

KINDS = ("id:tool", "instagram", "twitter", "url", "email")


def keys(rows: list[dict[str, str]], days: list[int] | None = None) -> Keys:
    texts = {kind: pa.array([row.get(kind, "") for row in rows], pa.string()) for kind in KINDS}
    names = pa.array([row.get("name", "") for row in rows], pa.string())
    return Keys(texts, names, np.array(days or [UNDATED] * len(rows), np.int64))


def known(entries: list[tuple[str, str, int]], names: dict[int, str] | None = None) -> Known:
    held = {}
    for kind in {kind for kind, _, _ in entries}:
        mine = [(text, person) for k, text, person in entries if k == kind]
        undated = np.full(len(mine), UNDATED)
        held[kind] = Entries(
            pa.array([text for text, _ in mine], pa.string()),
            np.array([p for _, p in mine], np.int64),
            undated,
            undated,
        )
    return Known(held, names or {})


def people(rows: list[dict[str, str]], *args: object, **options: object) -> People:
    return numbered(assign(keys(rows, options.get("days")), options.get("known", Known())))  # type: ignore[arg-type]


def test_rows_that_share_any_key_are_one_person() -> None:
    found = people(
        [
            {"instagram": "ana"},
            {"twitter": "ana_b"},
            {"instagram": "ana", "email": "a@x.fr"},
            {"twitter": "ana_b", "email": "a@x.fr"},
            {"twitter": "ana"},
        ]
    )
    assert found.of_row[:4].tolist() == [found.of_row[0]] * 4
    assert found.of_row[4] != found.of_row[0]
    assert found.key.to_pylist() == ["instagram:ana", "twitter:ana"]


def test_a_row_without_a_key_is_nobody_yet() -> None:
    found = people([{"name": "ana"}, {"name": "ana"}])
    assert found.of_row.tolist() == [NOBODY, NOBODY]
    assert len(found) == 0


def test_identifiers_of_one_source_never_meet_through_a_handle() -> None:
    found = people(
        [{"id:tool": "1", "twitter": "x"}, {"id:tool": "2", "twitter": "x"}, {"id:tool": "2", "twitter": "y"}]
    )
    assert found.key.to_pylist() == ["id:tool:1", "id:tool:2"]
    assert found.of_row.tolist() == [0, 1, 1]
    assert [(c.kind, c.text, c.rows) for c in found.contested] == [("twitter", "x", (0, 1))]


def test_nor_through_a_chain_of_rows_without_identifiers() -> None:
    rows = [
        {"id:tool": "1", "twitter": "a"},
        {"twitter": "a", "email": "m@x.fr"},
        {"twitter": "b", "email": "m@x.fr"},
        {"id:tool": "2", "twitter": "b"},
    ]
    found = people(rows)
    assert found.of_row[0] == found.of_row[1]
    assert found.of_row[2] == found.of_row[3]
    assert found.of_row[0] != found.of_row[3]


def test_a_handle_that_changed_hands_goes_by_the_day() -> None:
    rows = [
        {"id:tool": "1", "twitter": "seat"},
        {"id:tool": "1", "twitter": "seat"},
        {"id:tool": "2", "twitter": "seat"},
        {"id:tool": "2", "twitter": "seat"},
        {"twitter": "seat"},
        {"twitter": "seat"},
        {"twitter": "seat"},
    ]
    found = people(rows, days=[100, 200, 300, 400, 150, 390, UNDATED])
    assert found.of_row.tolist() == [0, 0, 1, 1, 0, 1, 1]


def test_two_known_people_are_never_made_one() -> None:
    held = known([("instagram", "a", 7), ("email", "b@x.fr", 9)])
    found = people([{"instagram": "a", "email": "b@x.fr"}, {"email": "b@x.fr"}], known=held)
    assert found.known[found.of_row].tolist() == [7, 9]
    assert [(c.text, c.people) for c in found.contested] == [("b@x.fr", (9,))]


def test_an_agencys_address_joins_nobody_whose_name_and_accounts_differ() -> None:
    rows = [
        {"instagram": "ana", "email": "desk@agency.fr", "name": "ana"},
        {"instagram": "bob", "email": "desk@agency.fr", "name": "bob"},
    ]
    assert people(rows).of_row.tolist() == [0, 1]
    # A house's address says nothing even of one name: the two have accounts of their own.
    same_name = [{**row, "name": "ana bell"} for row in rows]
    assert people(same_name).of_row.tolist() == [0, 1]
    own = [{**row, "email": "ana@x.fr"} for row in same_name]
    assert people(own).of_row.tolist() == [0, 0]


def test_an_address_joins_the_rows_of_a_file_only_where_their_names_can_be_one_persons() -> None:
    def rows(*names: str) -> list[int]:
        return people([{"url": "https://daily.fr", "name": name} for name in names]).of_row.tolist()  # type: ignore[no-any-return]

    assert rows("jane doe", "kim roe") == [0, 1]
    assert rows("jane martin", "luc martin") == [0, 1]
    assert rows("jane doe", "") == [0, 0]
    assert rows("jane doe", "dr. jane doe", "doe jane", "jane m doe") == [0, 0, 0, 0]
    assert rows("jane doe", "jane") == [0, 1]
    platforms = [{"instagram": "ana", "email": "desk@x.fr", "name": "ana b"}, {"twitter": "bob", "email": "desk@x.fr"}]
    assert people(platforms).of_row.tolist() == [0, 0]
    assert people([platforms[0], platforms[1] | {"name": "bob c"}]).of_row.tolist() == [0, 1]


def test_a_site_of_people_with_addresses_of_their_own_joins_none_of_them() -> None:
    held = known([("email", "jane@daily.fr", 3), ("url", "https://daily.fr", 3)], {3: "jane doe"})
    row = {"url": "https://daily.fr", "name": "kim roe"}
    assert people([row | {"email": "kim@daily.fr"}], known=held).known.tolist() == [0]
    # A pen name, perhaps: it is put up for a decision.
    assert people([row], known=held).known.tolist() == [0]
    assert people([row | {"name": "jane doe"}], known=held).known.tolist() == [3]
    assert people([row | {"name": ""}], known=held).known.tolist() == [3]


def test_an_agencys_address_does_not_lead_to_a_known_client_either() -> None:
    held = known([("instagram", "ana", 3), ("email", "desk@agency.fr", 3)], {3: "ana"})
    found = people([{"instagram": "bob", "email": "desk@agency.fr", "name": "bob"}], known=held)
    assert found.known.tolist() == [0]


key = st.sampled_from(["", "", "a", "b", "c", "d"])
row = st.fixed_dictionaries(dict.fromkeys(KINDS, key) | {"name": st.sampled_from(["", "n", "m"])})


def _speaks_against(rows: list[dict[str, str]], entries: list[tuple[str, str, int]], person: int) -> bool:
    """Whether somebody is known by another key of a kind that one of the rows states."""
    held = {(kind, text) for kind, text, owner in entries if owner == person}
    return any(one[kind] and (kind, one[kind]) not in held for kind, _ in held for one in rows)


@example(
    rows=[
        dict.fromkeys(KINDS, "") | {"id:tool": "a", "email": "a", "name": "n"},
        dict.fromkeys(KINDS, "") | {"id:tool": "c", "name": ""},
    ],
    entries=[("id:tool", "a", 1), ("id:tool", "a", 4), ("id:tool", "c", 1), ("email", "b", 4)],
)
@settings(max_examples=300, deadline=None)
@given(
    st.lists(row, max_size=9),
    st.lists(st.tuples(st.sampled_from(KINDS), key.filter(bool), st.integers(1, 4)), max_size=5),
)
def test_no_two_people_or_identifiers_meet_and_order_does_not_show(
    rows: list[dict[str, str]], entries: list[tuple[str, str, int]]
) -> None:
    held = known(sorted(set(entries)))
    found = people(rows, known=held)
    for group in range(len(found)):
        theirs = [rows[at] for at in np.flatnonzero(found.of_row == group)]
        ids = {one["id:tool"] for one in theirs} - {""}
        for text in ids if len(ids) > 1 else ():
            owners = {p for k, owned, p in entries if k == "id:tool" and owned == text}
            assert found.known[group] in owners
            # An identifier that two people hold means the one whom nothing in the rows speaks against.
            assert all(_speaks_against(theirs, entries, p) for p in owners - {found.known[group]})
    assert len(set(found.known[found.known > 0].tolist())) == np.count_nonzero(found.known)
    order = list(range(len(rows)))
    random.Random(5).shuffle(order)
    again = people([rows[at] for at in order], known=held)
    assert again.key.to_pylist() == found.key.to_pylist()
    assert again.of_row.tolist() == found.of_row[order].tolist() if rows else True


@settings(max_examples=300, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("instagram", "twitter"), key)), max_size=10))
def test_without_conflicts_people_are_the_connected_components(rows: list[dict[str, str]]) -> None:
    label = list(range(len(rows)))
    for _ in rows:
        for i, one in enumerate(rows):
            for j, other in enumerate(rows):
                if any(one[kind] and one[kind] == other[kind] for kind in one):
                    label[i] = label[j] = min(label[i], label[j])
    found = people(rows)
    for i, one in enumerate(rows):
        assert (found.of_row[i] == NOBODY) == (not any(one.values()))
        for j in range(i):
            if found.of_row[i] != NOBODY:
                assert (found.of_row[i] == found.of_row[j]) == (label[i] == label[j])
