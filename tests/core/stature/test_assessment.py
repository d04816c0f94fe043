"""Several assessors, several markets: what counts, checked against the plain rule."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Trouble
from core.model import Assessment
from core.stature.assessment import age_days, combine, counting, level_table, settlement, statements, visible

DAY = date(2026, 1, 1)


def said(assessor: str, level: int | None, person: int = 1, key: str = "peers", day: int | None = 0) -> Assessment:
    when = None if day is None else DAY + timedelta(days=day)
    return Assessment(person, key, assessor, level, "", when)


def test_the_latest_of_each_then_the_mean() -> None:
    given = [said("a", 4, day=2), said("a", 0, day=1), said("b", 3), said("c", None), said("b", 1, person=2)]
    assert combine(given) == {(1, "peers"): 3.5, (2, "peers"): 1.0}


def test_unknown_takes_a_level_back_and_undated_is_oldest() -> None:
    assert combine([said("a", 4), said("a", None, day=1)]) == {}
    assert combine([said("a", 4, day=0), said("a", 1, day=None)]) == {(1, "peers"): 4.0}


def test_a_settlement_holds_until_somebody_rates_again() -> None:
    settled = settlement(1, "peers", 3, "two references checked", "Anne", DAY + timedelta(days=1))
    differing = [said("a", 4), said("b", 1)]
    assert combine([*differing, settled]) == {(1, "peers"): 3.0}
    assert combine([*differing, settled, said("a", 2, day=2)]) == {(1, "peers"): 1.5}
    with pytest.raises(Trouble, match="reason"):
        settlement(1, "peers", 3, " ", "Anne", DAY)


def test_the_campaigns_market_decides() -> None:
    stated = [(said("a", 1), ""), (said("b", 4), "telecoms"), (said("c", 0), "cosmetics")]
    columns, people = statements(stated), np.array([1, 2])
    assert level_table(people, columns, ["peers"])["peers"][0] == 1
    assert level_table(people, columns, ["peers"], "telecoms")["peers"][0] == 4
    assert level_table(people, columns, ["peers"], "cosmetics")["peers"][0] == 0
    assert level_table(people, columns, ["peers"], "wine")["peers"][0] == 1
    assert np.isnan(level_table(people, columns, ["peers"], "wine")["peers"][1])


def test_a_market_level_taken_back_leaves_the_general_one() -> None:
    stated = [(said("a", 1), ""), (said("a", 4), "telecoms"), (said("a", None, day=1), "telecoms")]
    assert level_table(np.array([1]), statements(stated), ["peers"], "telecoms")["peers"].tolist() == [1]


rows = st.tuples(
    st.builds(
        Assessment,
        st.integers(1, 3),
        st.sampled_from(["peers", "standing"]),
        st.sampled_from(["a", "b", "c"]),
        st.one_of(st.none(), st.integers(0, 4)),
        st.just(""),
        st.one_of(st.none(), st.sampled_from([DAY, DAY + timedelta(days=1)])),
        st.sampled_from(["level", "level", "settlement", "note"]),
    ),
    st.sampled_from(["", "", "telecoms", "wine"]),
)


def plain_rule(stated: list[tuple[Assessment, str]], person: int, key: str, market: str) -> Fraction | None:
    """The mean for one person and criterion, read off the docstring word by word."""
    for wanted in [market, ""] if market else [""]:
        order = sorted(stated, key=lambda row: row[0].day or date.min)
        mine = [(i, a) for i, (a, m) in enumerate(order) if (a.person, a.criterion, m) == (person, key, wanted)]
        settled = [(i, a.level) for i, a in mine if a.kind == "settlement"]
        latest = {a.assessor: (i, a.level) for i, a in mine if a.kind == "level"}
        chosen = list(latest.values())
        if settled and settled[-1][0] > max((i for i, _ in chosen), default=-1):
            chosen = settled[-1:]
        levels = [level for _, level in chosen if level is not None]
        if levels:
            return Fraction(sum(levels), len(levels))
    return None


@given(st.lists(rows, max_size=14), st.sampled_from(["", "telecoms"]))
def test_equals_the_plain_rule(stated: list[tuple[Assessment, str]], market: str) -> None:
    table = level_table(np.array([1, 2, 3]), statements(stated), ["peers", "standing"], market)
    for key, column in table.items():
        for person in (1, 2, 3):
            expected = plain_rule(stated, person, key, market)
            found = column[person - 1]
            assert (expected is None) == np.isnan(found)
            assert expected is None or found == float(expected)


def test_people_outside_the_campaign_do_not_count() -> None:
    columns = statements([(said("a", 3, person=5), ""), (said("a", 1, person=2), "")])
    assert level_table(np.array([2, 3]), columns, ["peers"])["peers"].tolist()[0] == 1
    assert np.isnan(level_table(np.array([2, 3]), columns, ["peers"])["peers"][1])
    assert level_table(np.empty(0, np.int64), columns, ["peers"])["peers"].tolist() == []
    assert np.isnan(level_table(np.array([2]), statements([]), ["peers"])["peers"]).all()


def test_without_settlements_the_assessors_own_levels_are_left() -> None:
    columns = statements(
        [(said("a", 4), ""), (said("b", 1), ""), (settlement(1, "peers", 2, "asked", "a", DAY + timedelta(days=1)), "")]
    )
    assert counting(columns).tolist() == [2]
    assert counting(columns, settlements=False).tolist() == [0, 1]


def test_blind_until_both_have_rated() -> None:
    a, b = said("a", 4), said("b", 1)
    other = said("a", 2, key="standing")
    assert visible([a, other], "b") == []
    assert visible([a, other], "a") == [a, other]
    assert visible([a, other, b], "b") == [a, b]
    assert visible([a, said("b", None)], "b") == [a, said("b", None)]


def test_the_age_of_what_is_known() -> None:
    as_of = DAY + timedelta(days=30)
    assert age_days([said("a", 1), said("b", 2, day=20), said("c", None, day=29), said("d", 1, day=None)], as_of) == 10
    assert age_days([said("a", None)], as_of) is None
