"""One person written in two alphabets is proposed; two people are not joined by it."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from core.folding import fold
from core.importing.identity import doubles
from core.importing.identity.consonants import same_consonants
from core.importing.identity.spelling import Likeness, likeness
from core.workspace.store import temporary_workspace
from tests.core.importing.people import FAMILY, GIVEN
from tests.core.importing.romanised import ROMANISED
from tests.core.importing.rows import imported

SCRIPTS = ("arabic", "persian", "cyrillic", "greek")


def both_alphabets(script: str, chance: random.Random) -> list[tuple[str, str]]:
    """Every name of a script as it is written there, and in one of the ways of Latin letters."""
    pairs = product((name for name in GIVEN[script] if name in ROMANISED), FAMILY[script])
    return [(f"{given} {family}", romanised(given, family, chance)) for given, family in pairs]


def romanised(given: str, family: str, chance: random.Random) -> str:
    """A name in Latin letters, its words in either order."""
    words = [chance.choice(ROMANISED[given]), chance.choice(ROMANISED[family])]
    return chance.choice([" ".join(words), ", ".join(reversed(words))])


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nineteen_in_twenty_names_in_two_alphabets_are_proposed(script: str, seed: int) -> None:
    made = both_alphabets(script, random.Random(seed))
    names = [fold(name) for pair in made for name in pair]
    found = {(one, other) for one, other, _ in doubles.spelt_alike(names, np.ones(len(names), bool))}
    right = {(2 * at, 2 * at + 1) for at in range(len(made))}
    assert len(right - found) <= len(made) * 0.05, [names[one] for one, _ in right - found]
    across = {(one, other) for one, other in found - right if names[one].isascii() != names[other].isascii()}
    assert len(across) <= len(made) * 0.02, [(names[one], names[other]) for one, other in across]


def both(pair: tuple[str, str]) -> list[tuple[str, str]]:
    """Two spellings with a platform for each."""
    return list(zip(("twitter", "tiktok"), pair, strict=True))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_alone_joins_nobody_across_alphabets(script: str) -> None:
    workspace = temporary_workspace()
    made = both_alphabets(script, random.Random(7))[:40]
    rows = [{"name": name, which: f"{which}{at}"} for at, pair in enumerate(made) for which, name in both(pair)]
    done = imported(workspace, rows)
    assert done.people_new == len(rows)
    assert len(done.proposed) >= 0.95 * len(made)
    workspace.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الرحمن منصور", "Abderrahmane Mansour"),
        ("عبد الله حداد", "Abdallah Haddad"),
        ("محمد بن سالم", "Mohamed Ben Salem"),
        ("בנימין כהן", "Binyamin Cohen"),
    ],
)
def test_names_as_they_are_written_in_two_countries(one: str, other: str) -> None:
    assert same_consonants(fold(one), fold(other))
    assert likeness(fold(one), fold(other)) is Likeness.LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [("أحمد حداد", "Mohammed Haddad"), ("ليلى منصور", "Salem Mansour"), ("Иван Петров", "Ivanna Petrova")],
)
def test_other_people_have_other_consonants(one: str, other: str) -> None:
    assert not same_consonants(fold(one), fold(other))
