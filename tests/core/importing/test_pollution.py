"""Files spoiled in every way known from published ones: each costs the spoiled row at most, never the table."""

from __future__ import annotations

import random
from collections import defaultdict
from statistics import mean

import pytest

from tests.core.importing import clean, pollution

MOST = 12
"""Files of one kind that are read here; ``make bench`` reads them all."""
FLOOR = 9.9
FLOORS = {
    "another delimiter": 9.3,  # in two columns nothing tells a wrong delimiter from a letter
    "a delimiter less": 9.7,  # two headings grown into one look like a title
    "two tables": 9.7,  # of few rows without numbers, a shorter table looks like rows cut short
}


@pytest.mark.parametrize("base", clean.bases(), ids=lambda base: base.name)
def test_what_a_pollution_costs(base: clean.Base) -> None:
    files: dict[str, list[pollution.Polluted]] = defaultdict(list)
    for file in pollution.polluted(base):
        files[file.kind].append(file)
    rng = random.Random(base.name)
    for kind, all_of_it in files.items():
        some = rng.sample(all_of_it, min(MOST, len(all_of_it)))
        points = {file.place: round(pollution.points(file), 2) for file in some}
        assert mean(points.values()) >= FLOORS.get(kind, FLOOR), (kind, points)


def test_the_measure_itself() -> None:
    untouched = next(pollution.polluted(clean.few()))
    assert pollution.points(untouched) == 10.0
    assert pollution.likeness(["a", "b", "b"], ["a", "b", "c", "d"]) == pytest.approx((2 / 3, 1 / 2, 4 / 7))
    assert pollution.likeness([], []) == (1.0, 1.0, 1.0)
    assert pollution.likeness(["a"], []) == (0.0, 0.0, 0.0)
