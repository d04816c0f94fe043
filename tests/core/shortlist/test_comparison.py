"""Two lists beside each other: ins, outs and moves, with reasons that add up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core import i18n
from core.shortlist import comparison
from core.shortlist.comparison import Recomputed, compare
from core.shortlist.snapshot import Entry, Part, Snapshot
from tests.core.shortlist import fiction


def entry(name: str, rank: int, score: int, credibility: int, weight: int, **values: object) -> Entry:
    total = round(((10000 - weight) * score + weight * credibility) / 10000)
    filled = {"score": score, "credibility": credibility, "is_in": rank <= 2, **values}
    return Entry(name.casefold(), rank, name, total=total, score_used=score, credibility_used=credibility, **filled)


def of(weight: int, *rows: tuple[str, int, int], **values: object) -> Snapshot:
    entries = tuple(entry(name, rank, s, c, weight) for rank, (name, s, c) in enumerate(rows, 1))
    return Snapshot("Test", 2, weight, 0, entries, components=(), **values)


def test_a_list_beside_itself_has_not_changed(snapshot: Snapshot) -> None:
    found = compare(snapshot, snapshot)
    assert found.same and not found.facts
    assert not (found.into or found.out or found.moved)
    assert not any(change.reasons for change in found.changes)


def test_ins_outs_and_moves_are_told_apart() -> None:
    before = of(5000, ("A", 8000, 6000), ("B", 7000, 6000), ("C", 6000, 6000))
    after = of(5000, ("C", 9000, 6000), ("A", 8000, 6000), ("B", 7000, 6000))
    found = compare(before, after)
    assert [one.name for one in found.into] == ["C"]
    assert [one.name for one in found.out] == ["B"]
    assert [(one.name, one.before, one.after) for one in found.moved] == [("A", 1, 2)]
    assert found.into[0].reasons == ("Score 60.0 → 90.0: +15.00 points",)
    assert found.moved[0].reasons == ("Its own total stands; others have moved.",)


def test_another_weight_is_the_reason_and_a_fact() -> None:
    before = of(2000, ("A", 8000, 3000), ("B", 5000, 6000))
    after = of(8000, ("B", 5000, 6000), ("A", 8000, 3000))
    found = compare(before, after)
    assert found.facts == ("Weight of credibility: 20.0 % → 80.0 %".replace(" %", "\u00a0%"),)
    assert [one.reasons for one in found.changes] == [
        ("Weight 20.0\u00a0% → 80.0\u00a0%: +6.00 points",),
        ("Weight 20.0\u00a0% → 80.0\u00a0%: −30.00 points",),
    ]


def test_the_reasons_add_up_to_the_difference_of_the_totals() -> None:
    one, other = fiction.snapshot(weight=30, seed=3), fiction.snapshot(weight=62, seed=3)
    other = replace(
        other,
        entries=tuple(
            replace(e, score_used=e.score_used - 500 * (i % 3), credibility_used=e.credibility_used + 40 * (i % 5))
            for i, e in enumerate(other.entries)
        ),
    )
    old = {e.id: e for e in one.entries}
    checked = 0
    for after in other.entries:
        if after.id in old:
            effects = [e for e, _ in comparison._measure_effects(old[after.id], after, one, other)]
            before = old[after.id]
            exact = (10000 - 6200) * after.score_used + 6200 * after.credibility_used
            exact -= (10000 - 3000) * before.score_used + 3000 * before.credibility_used
            assert sum(effects) == exact
            checked += 1
    assert checked > 10


def test_a_changed_level_is_named() -> None:
    part = Part("standing", {"en": "Professional stature", "fr": "Stature professionnelle"}, 30)
    before = replace(of(5000, ("A", 8000, 6000), ("B", 7000, 6000)), criteria=(part,))
    raised = replace(before.entries[1], rank=1, credibility_used=9000, credibility=9000, levels={"standing": 300})
    after = replace(before, entries=(raised, replace(before.entries[0], rank=2)))
    (reason,) = compare(before, after).changes[0].reasons
    assert reason == "Credibility 60.0 → 90.0 (Professional stature unknown → 3): +15.00 points"


def test_a_decision_is_the_whole_reason_and_seats_are_named() -> None:
    before = of(5000, ("A", 8000, 6000), ("B", 7000, 6000), ("C", 6000, 6000))
    pinned = replace(before.entries[2], is_in=True, state="pinned", reason="Chairs the jury")
    found = compare(before, replace(before, entries=(*before.entries[:2], pinned)))
    assert found.into[0].reasons == ("Pinned to a seat. Chairs the jury",)
    more = replace(before, seats=3, entries=(*before.entries[:2], replace(before.entries[2], is_in=True)))
    found = compare(before, more)
    assert found.into[0].reasons == ("There are 3 seats instead of 2.",)
    assert found.facts == ("Seats: 2 → 3",)


def test_who_is_not_on_one_of_the_lists_has_no_rank_there() -> None:
    before, after = of(5000, ("A", 8000, 6000), ("B", 1, 1)), of(5000, ("A", 8000, 6000), ("D", 1, 2))
    found = compare(before, after)
    assert [(one.name, one.before, one.after) for one in found.changes] == [("A", 1, 1), ("D", 0, 2), ("B", 2, 0)]
    assert all(one.reasons for one in found.changes[1:])


@pytest.mark.parametrize(
    ("values", "fact"),
    [
        ({"market": "Energy"}, "Market: – → Energy"),
        ({"score_hash": "abc"}, "Another score model:  → abc"),
        ({"rubric_version": 2}, "Another rubric:  1 →  2"),
        ({"considered": 9}, "0 candidates were considered, now 9"),
        ({"rules": ("At most 3",)}, "Rules: – → At most 3"),
        ({"half_life": 60}, "Half-life in days: 30 → 60"),
    ],
)
def test_what_differs_of_the_lists_as_wholes_is_said(values: dict[str, object], fact: str) -> None:
    one = of(5000, ("A", 8000, 6000))
    assert compare(one, replace(one, **values)).facts == (fact,)


def test_it_is_said_in_french_throughout() -> None:
    before, after = of(2000, ("A", 8000, 3000), ("B", 5000, 6000)), of(8000, ("B", 5100, 6000), ("A", 8000, 3000))
    with i18n.language("fr"):
        found = compare(before, replace(after, market="Énergie", considered=3, rubric_version=2, score_hash="x"))
        said = " ".join((*found.facts, *(r for one in found.changes for r in one.reasons)))
        said += Recomputed(False, found).words + Recomputed(True, found).words
    assert not re.search("Weight|Score model|rubric:|points? of|Market|considered|Today|list,", said)
    assert "Pondération" in said and "Marché" in said
