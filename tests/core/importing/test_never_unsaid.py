"""A recognised column that holds something is taken, or said with examples, whatever spoils some of its cells."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing import cleaning
from core.importing.columns.headings import words
from core.importing.columns.recognise import recognise
from core.model import CRITERIA, METRICS
from tests.core.importing.test_recognise import table

SPOILED = st.sampled_from(
    ["soon", "see notes", "3/4", "5+", "x x", "TBC", "12abc", "about nothing", "1.2.3", "(12)", "§", "2204-13-45", "??"]
)
ADDRESS = "https://site{n}.example.org"
SOUND = {
    **dict.fromkeys(METRICS, "{n}5"),
    **dict.fromkeys(CRITERIA, "{level}"),
    "date": "2024-03-{day}",
    "email": "p{n}@mail.example.org",
    "url": ADDRESS,
    "blog": ADDRESS,
    "platform": "instagram",
}


def sound(field: str, n: int) -> str:
    """A cell that the field's column may hold."""
    return SOUND.get(field, "{n}7").format(n=n, level=n % 5, day=f"{n % 27 + 1:02}")


@pytest.mark.parametrize("field", [*SOUND, "external:klout", "external:influence_score"])
@settings(max_examples=25)
@given(count=st.integers(4, 24), share=st.floats(0.01, 0.5), odd=st.lists(SPOILED, min_size=1), seed=st.integers())
def test_a_column_with_spoiled_cells_is_never_dropped_unsaid(
    field: str, count: int, share: float, odd: list[str], seed: int
) -> None:
    rng = random.Random(seed)
    heading = rng.choice(words()["fields"][field])
    cells = [sound(field, n) for n in range(count)]
    spoiled = rng.sample(range(count), max(1, int(share * count)))
    for at in spoiled:
        cells[at] = rng.choice(odd)
    given_table = table([("Name", [f"Ann B{chr(97 + n)}" for n in range(count)]), (heading, cells)])
    mapping = recognise(given_table)
    rows = cleaning.clean(given_table, mapping)
    taken = any(use.column == 1 for use in mapping.uses)
    assert taken or any(heading in issue.raw and issue.reason for issue in rows.issues if issue.row == 0)
    if taken and field not in ("platform", "url", "blog"):
        named = {issue.row for issue in rows.issues}
        held = rows.metrics.get(field, rows.levels.get(field, rows.external.get(field.partition(":")[2])))
        for at in spoiled if held is not None else ():
            assert at + 2 in named or not np.isnan(held[at]) or cells[at] == "??"
