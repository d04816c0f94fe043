"""Which pairs of names are put up, why, and what is left alone."""

from __future__ import annotations

import random
from time import perf_counter

import numpy as np
import pytest

from core.campaign import doubles
from core.importing import proposals
from core.workspace.sql import fetch_rows
from core.workspace.store import temporary_workspace
from tests.core.importing.rows import imported


def pairs(*people: dict[str, str]) -> list[tuple[str, str, str]]:
    workspace = temporary_workspace()
    rows = [{"twitter": f"account{at}", "audience": 1.0, **person} for at, person in enumerate(people)]
    done = imported(workspace, rows)
    called = dict(fetch_rows(workspace.connection, "SELECT key, name FROM person"))
    workspace.close()
    return [(*sorted((called[one], called[other])), reason) for one, other, reason in done.proposed]


def test_the_same_name_with_what_surrounds_it() -> None:
    one = {"name": "Ana Bell", "country": "France", "organisation": "Elle"}
    assert pairs(one, {"name": "ANA BELL"}) == [("ANA BELL", "Ana Bell", proposals.SAME)]
    assert pairs(one, {"name": "Ána Bell", "country": "france"})[0][2] == proposals.SAME_COUNTRY
    assert pairs(one, {"name": "Ana Bell", "country": "Spain"})[0][2] == proposals.SAME_ELSEWHERE
    assert pairs(one, {"name": "Ana Bell", "organisation": "elle"})[0][2] == proposals.SAME_ORGANISATION


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Émilie Dupont", "Dupont, Emilie", proposals.TURNED),
        ("Michael Herron", "Michael Heron", proposals.NEAR),
        ("Paul J. Morris", "Paul Morris", proposals.NEAR),
    ],
)
def test_nearly_the_same_name(one: str, other: str, reason: str) -> None:
    assert [why for *_, why in pairs({"name": one}, {"name": other})] == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Louis VI of France", "Louis XI of France"),
        ("Christopher Walken", "Christopher Wren"),
        ("Jos van den Broek", "Tijs van den Broek"),
        ("Studio Blog 12", "Studio Blog 13"),
        ("Li Na", "Li An"),
        ("John A Smith", "John B Smith"),
    ],
)
def test_names_alike_by_accident_are_left_alone(one: str, other: str) -> None:
    assert pairs({"name": one}, {"name": other}) == []


def test_near_names_of_two_countries_are_left_alone() -> None:
    people = {"name": "Michael Herron", "country": "Ireland"}, {"name": "Michael Heron", "country": "Chile"}
    assert pairs(*people) == []


def test_many_of_one_name_are_each_put_beside_the_first() -> None:
    assert len(pairs(*[{"name": "Anonymous"}] * 12)) == 11
    assert len(pairs(*[{"name": "Ana Bell"}] * 3)) == 3


def test_a_decision_is_a_step_of_its_own() -> None:
    workspace = temporary_workspace()
    rows = [
        {"twitter": "a", "name": "Ana", "audience": 3.0, "day": 5},
        {"email": "a@x.fr", "name": "Ana", "audience": 9.0},
    ]
    imported(workspace, [{**rows[0], "channel": "twitter"}, {**rows[1], "channel": "twitter", "day": 5}])
    (pair,) = proposals.pending(workspace)
    stays = proposals.decide(workspace, pair.id, same=True)
    assert fetch_rows(workspace.connection, "SELECT person, audience FROM observation") == [(stays, 9.0)]
    assert fetch_rows(workspace.connection, "SELECT email FROM person") == [("a@x.fr",)]
    with pytest.raises(KeyError):
        proposals.decide(workspace, pair.id, same=False)
    assert workspace.undo() == "Same person"
    assert len(fetch_rows(workspace.connection, "SELECT id FROM person")) == 2
    assert [p.id for p in proposals.pending(workspace)] == [pair.id]


def test_one_account_name_on_two_platforms_is_proposed_where_names_agree() -> None:
    workspace = temporary_workspace()
    imported(workspace, [{"name": "Ana Bell", "instagram": "anab"}, {"name": "Bob Roy", "instagram": "robin"}])
    rows = [{"name": "A. Bell", "youtube": "anab"}, {"name": "Robin", "youtube": "robin"}]
    done = imported(workspace, rows, file="videos.csv")
    assert done.proposed == (("instagram:anab", "youtube:anab", proposals.ELSEWHERE),)
    workspace.close()


def test_both_sides_of_a_pair_are_said() -> None:
    workspace = temporary_workspace()
    one = {"name": "Ana Bell", "instagram": "anab", "country": "France", "email": "ana@x.fr", "organisation": "Elle"}
    other = {"name": "Ana Bell", "instagram": "bella", "country": "france", "email": "b@x.fr", "youtube": "bell"}
    imported(workspace, [one, other])
    (pair,) = proposals.pending(workspace)
    assert [tuple(point) for point in pair.sides.speaks_for] == [("the same name", ""), ("the same country", "")]
    assert [tuple(point) for point in pair.sides.against] == [
        ("another account on {network}", "instagram"),
        ("another e-mail address", ""),
    ]
    workspace.close()


def test_pairs_with_seats_stand_first() -> None:
    workspace = temporary_workspace()
    imported(workspace, [{"name": name, "twitter": f"t{at}"} for at, name in enumerate(["Ana Bell", "Bo Roy"] * 2)])
    first, second = proposals.pending(workspace)
    found = doubles.open_pairs(workspace, [second.other])
    assert [pair.id for pair in found.pairs] == [second.id, first.id]
    assert (found.seated, found.seats, found.invited) == (1, 1, {second.other})
    assert doubles.open_pairs(workspace, []).seats == 0
    workspace.close()


def test_what_is_not_proposed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST", 2)
    workspace = temporary_workspace()
    done = imported(workspace, [{"name": "Ana Bell", "twitter": f"a{at}"} for at in range(4)])
    assert len(done.proposed) == 2
    assert proposals.TOO_MANY in [issue.reason for issue in done.issues]
    kept = [row[0] for row in fetch_rows(workspace.connection, "SELECT reason FROM issue")]
    assert kept == [proposals.TOO_MANY]
    monkeypatch.setattr(proposals, "MOST_NAMES", 1)
    done = imported(workspace, [{"name": f"Zoe Roy {at}", "twitter": f"z{at}"} for at in range(3)], file="more.csv")
    assert proposals.ONLY_EQUAL in [issue.reason for issue in done.issues]
    workspace.close()


def test_titles_that_share_words_of_many_are_left_alone_but_not_a_misspelt_rare_word() -> None:
    """ "Educational review" is not "educational psychology review": chance alone makes such pairs."""
    subjects = ("plant", "animal", "ocean", "urban", "rural", "early", "modern", "applied", "social", "legal")
    kinds = ("review", "letters", "science", "studies", "journal", "reports")
    titles = [f"{one} {other} {kind}" for one in subjects for other in subjects if one < other for kind in kinds]
    titles += [f"{one} {kind}" for one in subjects for kind in kinds]
    assert pairs(*({"name": title} for title in titles)) == []
    found = pairs(*({"name": name} for name in (*titles, "Michael Herron", "Michael Heron")))
    assert found == [("Michael Heron", "Michael Herron", proposals.NEAR)]


def test_very_long_names_cost_little_and_equal_ones_are_proposed() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choice("abcdefgh") for _ in range(6)) for _ in range(300)]
    long = [" ".join(chance.choice(words) for _ in range(400)) for _ in range(400)]
    before = perf_counter()
    assert proposals._find_near(long, np.arange(len(long))) == ([], True)
    assert perf_counter() - before < 5  # 45 s when they were compared letter by letter
    assert [why for *_, why in pairs({"name": long[0]}, {"name": long[0]})] == [proposals.SAME]
