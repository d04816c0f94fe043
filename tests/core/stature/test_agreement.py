"""Alpha is the package's; what it means is told in words; differences are put up for review."""

from __future__ import annotations

from datetime import date

import krippendorff
import numpy as np
import pytest

from core import i18n
from core.model import Assessment
from core.stature.agreement import agreement, alpha, disputes, in_words
from core.stature.assessment import settlement, statements

GAP = np.nan
# The examples the package publishes; the second is Krippendorff's own (2011, p. 8), ordinal alpha 0.815.
FIRST = [
    [GAP, GAP, GAP, GAP, GAP, 3, 4, 1, 2, 1, 1, 3, 3, GAP, 3],
    [1, GAP, 2, 1, 3, 3, 4, 3, GAP, GAP, GAP, GAP, GAP, GAP, GAP],
    [GAP, GAP, 2, 1, 3, 4, 4, GAP, 2, 1, 1, 3, 3, GAP, 4],
]
SECOND = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]
DAY = date(2026, 1, 1)


def by_hand(table: np.ndarray) -> float:
    """Ordinal alpha from its definition: observed by expected disagreement over all pairs of comparable ratings."""
    units = [column[~np.isnan(column)] for column in table.T]
    units = [unit for unit in units if len(unit) > 1]
    values = np.concatenate(units)
    counts = {v: int(np.sum(values == v)) for v in np.unique(values)}

    def distance(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        return (sum(n for v, n in counts.items() if low <= v <= high) - (counts[a] + counts[b]) / 2) ** 2

    observed = sum(sum(distance(a, b) for a in unit for b in unit) / (len(unit) - 1) for unit in units) / len(values)
    expected = sum(distance(a, b) for a in values for b in values) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


def test_the_published_examples() -> None:
    assert round(alpha(np.array(SECOND)), 3) == 0.815
    for table in (FIRST, SECOND):
        assert alpha(np.array(table)) == pytest.approx(
            krippendorff.alpha(table, level_of_measurement="ordinal"), abs=1e-12
        )


def test_a_hundred_random_tables_with_gaps() -> None:
    rng = np.random.default_rng(5)
    defined = 0
    for _ in range(100):
        shape = (int(rng.integers(2, 6)), int(rng.integers(3, 40)))
        truth = rng.integers(0, 5, shape[1])
        table = np.clip(truth + rng.integers(-1, 2, shape) * (rng.random(shape) < 0.5), 0, 4).astype(float)
        table[rng.random(shape) < rng.choice([0.1, 0.4, 0.7])] = GAP
        ours = alpha(table)
        if ours is None:
            continue
        defined += 1
        assert ours == pytest.approx(krippendorff.alpha(table, level_of_measurement="ordinal"), abs=1e-12)
        assert ours == pytest.approx(by_hand(table), abs=1e-9)
    assert defined >= 90


@pytest.mark.parametrize("table", [[[1, GAP], [GAP, 2]], [[3, 3], [3, 3]], [[1, 2, 3]], [[], []]])
def test_where_alpha_is_not_defined(table: list[list[float]]) -> None:
    assert alpha(np.array(table)) is None


def said(person: int, assessor: str, level: int, key: str = "peers") -> tuple[Assessment, str]:
    return Assessment(person, key, assessor, level, "", DAY), ""


def test_by_criterion_before_anything_is_settled() -> None:
    stated = [
        said(p, a, level)
        for p, pair in enumerate([(0, 0), (2, 2), (4, 1)])
        for a, level in zip("ab", pair, strict=True)
    ]
    settled = (settlement(2, "peers", 3, "checked", "c", date(2026, 2, 1)), "")
    peers, standing = agreement(statements([*stated, settled, said(9, "a", 1)]), ["peers", "standing"])
    assert (peers.people, peers.assessors) == (3, 2)
    assert peers.alpha == pytest.approx(by_hand(np.array([[0, 2, 4], [0, 2, 1]], float)))
    assert (standing.alpha, standing.people, standing.assessors) == (None, 0, 0)


def test_differences_of_two_levels_are_a_queue() -> None:
    stated = [said(1, "a", 4), said(1, "b", 2), said(2, "a", 3), said(2, "b", 2), said(3, "a", 0), said(3, "b", 4)]
    queue = disputes(statements(stated))
    assert [(found.person, found.spread) for found in queue] == [(3, 4), (1, 2)]
    assert queue[1].levels == {"a": 4, "b": 2}
    settled = (settlement(3, "peers", 2, "checked", "c", date(2026, 2, 1)), "")
    assert [found.person for found in disputes(statements([*stated, settled]))] == [1]


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (None, "cannot be measured", "pas encore mesurable"),
        (0.8, "relied on", "fiables"),
        (0.7, "caution", "prudence"),
        (0.3, "too little", "trop peu"),
        (-0.1, "chance", "hasard"),
    ],
)
def test_in_words(value: float | None, en: str, fr: str) -> None:
    assert en in in_words(value)
    i18n.use("fr")
    assert fr in in_words(value)
