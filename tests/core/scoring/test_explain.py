"""Explanation: parts that add up to the last hundredth, changes that keep their promise, words in both languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from core import i18n
from core.scoring.explain import GAIN, changes, in_words, part_name, parts
from core.scoring.model import load
from core.scoring.score import Terms, score
from tests.core.scoring.build import observations, row
from tests.core.scoring.test_laws import metrics, populations

MODEL = load("entregent-2026.1")
"""The first model: its anchors are round numbers."""
ROOT = Path(__file__).resolve().parents[3]


@given(populations)
@settings(max_examples=80, deadline=None)
def test_the_parts_add_up_to_the_score_exactly(people):
    found = score(observations(people, 4), MODEL)
    for person in range(4):
        shown = parts(found, person, MODEL)
        assert sum(part.points for part in shown) == (found.score[person] if found.known[person] else 0)
        assert bool(shown) == bool(found.known[person])


@given(metrics)
@settings(max_examples=120, deadline=None)
def test_each_change_gains_what_it_promises(values):
    found = score(observations([row(0, 5, per_post=True, **values)]), MODEL)
    if not found.known[0] or found.flags["silent"][0]:
        return
    for change in changes(found, 0, MODEL):
        assert change.key in ("audience", "reactions", "listed")
        kinds = {"reactions": ("likes", "comments", "shares", "mentions")}.get(change.key, (change.key,))
        other = values | dict.fromkeys(kinds, 0) | {kinds[0]: change.value}
        after = score(observations([row(0, 5, per_post=True, **other)]), MODEL)
        assert after.score[0] >= found.score[0] + GAIN


def test_the_changes_are_three_at_most_and_the_easiest_first():
    found = score(observations([row(0, 5, per_post=True, audience=999, likes=99, listed=99, inbound_links=99)]), MODEL)
    wanted = changes(found, 0, MODEL)
    assert [c.key for c in wanted] == ["audience", "reactions", "listed"]
    assert [c.effort for c in wanted] == sorted(c.effort for c in wanted)
    assert len(changes(found, 0, MODEL, most=1)) == 1


def test_near_the_top_nothing_is_asked():
    found = score(observations([row(0, 5, audience=10**9)]), MODEL)
    assert changes(found, 0, MODEL) == []


def test_after_silence_posting_again_is_the_change():
    rows = [row(0, 0, audience=99_999, likes=500, posts=1), row(0, 60, posts=0)]
    found = score(observations(rows), MODEL)
    (change,) = changes(found, 0, MODEL)
    assert change.key == "posts"
    again = score(observations([*rows, row(0, 60 + int(change.value), likes=500, posts=1)]), MODEL)
    assert again.score[0] >= found.score[0] + GAIN
    assert {p.key for p in parts(found, 0, MODEL)} == {"reach", "amplification", "silence", "memory"}


def test_going_on_at_a_higher_speed_is_a_change():
    rows = [row(0, 0, audience=99), row(0, 7, audience=999_999)]
    found = score(observations(rows), MODEL)
    change = changes(found, 0, MODEL)[0]
    assert change.key == "days"
    later = score(observations([*rows, row(0, 7 + int(change.value), audience=999_999)]), MODEL)
    assert later.score[0] >= found.score[0] + GAIN


def test_the_words_in_both_languages():
    rows = [
        row(0, 5, per_post=True, audience=12_500, likes=7.5, listed=1, inbound_links=3, audience_quality=82),
        row(1, 5, listed=4),
        row(2, 5, audience=10),
    ]
    found = score(observations(rows), MODEL, Terms(offline=np.array([False, False, True])))
    english = in_words(found, 0, MODEL)
    assert "an audience of 12,500" in english
    assert "7.5 reactions per post" in english
    assert "on 1 list, 3 inbound links, audience quality 82\u00a0%" in english
    with i18n.language("fr"):
        french = in_words(found, 0, MODEL)
        assert "une audience de 12\u202f500" in french
        assert "7,5 réactions par publication" in french
        assert "Portée" in french
        assert in_words(found, 1, MODEL).startswith("Pas de score")
        assert in_words(found, 2, MODEL).startswith("Hors ligne")
    assert len(english.splitlines()) == len(french.splitlines()) == 5


def test_every_part_has_a_name():
    with pytest.raises(KeyError):
        part_name("luck")
    assert part_name("memory") == "What earlier dates still add or take"
