"""The rubric: valid or refused, the same after writing and reading, its changes told."""

from __future__ import annotations

import json
import re

import pytest

from core import i18n
from core.errors import Trouble
from core.model import CRITERIA
from core.stature.rubric import Criterion, Rubric, changed, difference, from_json, load, to_json

FIVE = tuple({"en": f"level {level}", "fr": f"niveau {level}"} for level in range(5))


def test_the_default_has_the_designs_criteria_in_both_languages() -> None:
    rubric = load()
    assert rubric.keys == CRITERIA
    for criterion in rubric.criteria:
        assert len(criterion.anchors) == 5
        for words in (criterion.names, *criterion.anchors):
            assert set(words) == {"en", "fr"}
            assert words["en"] != words["fr"]
        texts = [words["en"] for words in criterion.anchors]
        assert len(set(texts)) == 5
    assert rubric["standing"].anchor(3).startswith("National: a Who’s Who entry")


def test_the_french_is_set_as_french_is() -> None:
    for criterion in load().criteria:
        for words in (criterion.names, *criterion.anchors):
            assert not re.search(r" [:;!?»]|« |'", words["fr"]), words["fr"]


def test_written_and_read_it_is_the_same() -> None:
    assert from_json(to_json(load())) == load()
    assert from_json(to_json(load())).hash == load().hash


def test_the_hash_knows_every_change() -> None:
    rubric = load()
    others = [
        changed(rubric, name="ours"),
        changed(rubric, weights={"peers": 26}),
        changed(rubric, names={"peers": {"fr": "Pairs"}}),
        changed(rubric, anchors={("peers", 4): {"en": "Known everywhere"}}),
        changed(rubric, removed=["peers"]),
    ]
    assert len({rubric.hash, *(other.hash for other in others)}) == 6
    assert {other.version for other in others} == {2}
    assert changed(rubric, weights={"peers": 25}) is rubric


def test_a_language_that_is_missing_is_stood_in_for() -> None:
    criterion = Criterion("charity", {"fr": "Engagement"}, 5, FIVE)
    assert criterion.name("en") == "Engagement"
    i18n.use("fr")
    assert criterion.anchor(2) == "niveau 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not a rubric"),
        ("[]", "not a rubric"),
        ('{"name": "x", "version": 1}', "not a rubric"),
        ('{"name": "x", "version": 1, "criteria": [1]}', "not a rubric"),
        ('{"name": "x", "version": 1, "criteria": []}', "at least one"),
        ('{"name": " ", "version": 1, "criteria": []}', "no name"),
        ('{"name": "x", "version": "1", "criteria": []}', "version"),
    ],
)
def test_a_text_that_is_no_rubric_is_refused(text: str, said: str) -> None:
    with pytest.raises(Trouble, match=said) as trouble:
        from_json(text, "ours.json")
    assert str(trouble.value).startswith("ours.json")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("weight", 0, "weight"),
        ("weight", 1001, "weight"),
        ("weight", True, "weight"),
        ("weight", 2.5, "weight"),
        ("key", "Two Words", "small letters"),
        ("key", "network", "same key"),
        ("names", {}, "no name"),
        ("names", {"en": " "}, "no name"),
        ("names", {"de": "Ansehen"}, "no name"),
        ("anchors", [], "five levels"),
        ("anchors", [{"en": "x"}] * 4 + [{}], "five levels"),
        ("anchors", [{"en": "x"}] * 6, "five levels"),
    ],
)
def test_a_faulty_criterion_is_refused(key: str, value: object, said: str) -> None:
    raw = json.loads(to_json(load()))
    raw["criteria"][0][key] = value
    with pytest.raises(Trouble, match=said):
        from_json(json.dumps(raw), "ours.json")


def test_what_changes_is_told() -> None:
    old = load()
    new = changed(
        old,
        names={"profession": {"en": "Position"}},
        weights={"standing": 40},
        anchors={("peers", 1): {"en": "Liked"}},
        added=[Criterion("charity", {"en": "Giving"}, 5, FIVE)],
        removed=["network"],
    )
    told = [change.words() for change in difference(old, new)]
    assert told == [
        "“Profession and position” is now called “Position”.",
        "“Professional stature” weighs 40 instead of 25.",
        "Level 1 of “Credit among peers” now reads: “Liked”.",
        "“Giving” is a new criterion, unknown for everyone until assessed.",
        "“Off-line network” no longer counts; its levels are kept.",
    ]
    assert difference(old, old) == []
    assert isinstance(new, Rubric)
    french_only = changed(old, anchors={("peers", 1): {"fr": "Estime"}})
    assert [change.after for change in difference(old, french_only)] == ["Estime"]
    i18n.use("fr")
    assert "pèse 40 au lieu de 25" in difference(old, new)[1].words()
