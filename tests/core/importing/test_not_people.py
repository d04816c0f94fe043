"""Totals, means and examples hold nobody; people whose names or figures look like them stay people."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.checks import not_people

WORDS = sorted(not_people._load_lists()["totals"])
FIGURES = st.lists(st.integers(101, 10**7), min_size=2, max_size=12)


def found(names: list[str], *columns: list[float], alone: bool = True) -> dict[int, str]:
    figures = [np.array(column, float) for column in columns]
    nobody, said = not_people.find(pa.array(names), np.full(len(names), alone), figures)
    assert {place for place, reason in said if reason != not_people.MAYBE_TOTAL} == set(np.flatnonzero(nobody).tolist())
    return dict(said)


@given(FIGURES, st.sampled_from(WORDS), st.sampled_from(("sum", "mean", "median")), st.integers(0, 12))
def test_a_row_of_totals_in_any_language(figures: list[int], word: str, kind: str, at: int) -> None:
    names = [f"Ann B{n}" for n in range(len(figures))]
    whole = float({"sum": np.sum, "mean": np.mean, "median": np.median}[kind](figures))
    place = min(at, len(figures))
    names.insert(place, word.title())
    column = [*figures[:place], whole, *figures[place:]]
    assert found(names, column)[place] == not_people.A_TOTAL


@given(FIGURES, st.sampled_from(WORDS))
def test_somebody_called_total_is_somebody(figures: list[int], word: str) -> None:
    names = [f"Ann B{n}" for n in range(len(figures))]
    assert found([*names, word], [*figures, 7 * sum(figures) + 13]) == {len(figures): not_people.MAYBE_TOTAL}
    assert found([*names, word], [*figures, sum(figures)], alone=False) == {}


@given(st.lists(st.integers(1, 9), min_size=3, max_size=8), st.integers(1, 6))
def test_round_figures_that_add_up_by_chance_are_nobodys_total(digits: list[int], zeros: int) -> None:
    figures = [digit * 10**zeros for digit in digits]
    names = [f"Ann B{n}" for n in range(len(figures) + 1)]
    assert found(names, [*figures, sum(figures)]) == {}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Exemple : Jeanne Dupont", not_people.AN_EXAMPLE),
        ("e.g. Jane Doe", not_people.AN_EXAMPLE),
        ("(example)", not_people.AN_EXAMPLE),
        ("______", not_people.AN_EXAMPLE),
        ("Please fill in one line for each of the guests and send this list back.", not_people.A_NOTE),
        ("Alexander Exley", ""),
        ("Journal of the American Academy of Child and Adolescent Psychiatry and Related Fields", ""),
    ],
)
def test_examples_notes_and_blanks(name: str, reason: str) -> None:
    assert found(["Ann Bel", name, "Cid Dor"], [1, np.nan, 3]).get(1, "") == reason
