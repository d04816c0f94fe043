"""People who are alike, by the thousand: none joined wrongly, the true doubles proposed, none lost between lists."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.people import key_tables
from core.workspace.sql import fetch_rows
from core.workspace.store import temporary_workspace
from tests.core.importing.people import Generator
from tests.core.importing.rows import imported, prepared


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_couples_colleagues_and_namesakes_stay_apart_and_doubles_are_proposed(seed: int) -> None:
    made = Generator(seed)
    for _ in range(170):
        made.add_couple()
        made.add_colleagues()
        made.add_namesakes()
    for _ in range(400):
        made.add_double()
    workspace = temporary_workspace()
    rows = [{**one.row, "audience": float(at)} for at, one in enumerate(made.rows)]
    whose: dict[int, set[int]] = {}
    seen = prepared(workspace, rows)
    for of, one in zip(seen.match.people.of_row.tolist(), made.rows, strict=True):
        whose.setdefault(of, set()).add(one.person)
    assert [people for people in whose.values() if len(people) > 1] == []
    proposed = {frozenset(pair[:2]) for pair in imported(workspace, rows).proposed}
    keys = seen.match.people.key.to_pylist()
    of_row = seen.match.people.of_row.tolist()
    missed = [
        (made.rows[one].row["name"], made.rows[other].row["name"])
        for one, other in made.doubles
        if frozenset((keys[of_row[one]], keys[of_row[other]])) not in proposed
    ]
    workspace.close()
    assert len(missed) <= len(made.doubles) * 0.05, missed


@st.composite
def two_lists(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Two lists of n people each, all different, with running numbers of any kind and any other columns."""
    n = draw(st.integers(1, 12))
    start, step = draw(st.integers(0, 300)), draw(st.integers(1, 10))
    form = draw(st.sampled_from(["{}", "{:03}", "#{}", "{}.", "{}.0"]))
    lists = []
    for which in "ab":
        fields = draw(st.sets(st.sampled_from(["name", "instagram", "email"]), min_size=1))
        numbers = [form.format(start + step * at) for at in range(n)]
        random.Random(draw(st.integers(0, 9))).shuffle(numbers)
        values = {
            "name": [f"{which}{chr(97 + at)}mel {which}{chr(97 + at)}rov" for at in range(n)],
            "instagram": [f"{which}account{at}" for at in range(n)],
            "email": [f"{which}{at}@mail.example.org" for at in range(n)],
        }
        lists.append([{"id": numbers[at], **{name: values[name][at] for name in sorted(fields)}} for at in range(n)])
    return lists[0], lists[1]


@settings(max_examples=60, deadline=None)
@given(two_lists())
def test_two_lists_of_n_people_never_give_fewer(lists: tuple[list[dict[str, str]], list[dict[str, str]]]) -> None:
    workspace = temporary_workspace()
    try:
        for at, rows in enumerate(lists):
            imported(workspace, [{**row, "audience": 1.0} for row in rows], file=f"list{at}.csv")
        assert len(key_tables.person_keys(workspace)) == sum(map(len, lists))
        assert fetch_rows(workspace.connection, "SELECT count(*) FROM person") == [(sum(map(len, lists)),)]
    finally:
        workspace.close()
