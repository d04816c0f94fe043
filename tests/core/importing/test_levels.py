"""Levels by one rule: a number from 0 to 4, alone or before the words of its anchor."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.values.levels import NO_LEVEL, column, parse


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *(("0", 0), ("4", 4), ("4.0", 4), ("2.5", 2.5), ("2,5", 2.5), (" 3 ", 3), ("level 3", 3), ("Niveau 2", 2)),
        *(("3 - national", 3), ("3 – nationale", 3), ("3: national", 3), ("3 (national)", 3), ("3. national", 3)),
        *(("3+", None), ("3/4", None), ("3-4", None), ("3 - 4", None), ("5", None), ("4.5", None), ("-1", None)),
        *(("TBC", None), ("", None), ("?", None), ("3 stars", None), ("3%", None), ("3k", None), ("1e0", None)),
    ],
)
def test_what_is_a_level(text: str, level: float | None) -> None:
    assert parse(text) == level


@given(st.lists(st.text(max_size=8), max_size=12))
def test_every_cell_is_a_level_or_said_or_blank(texts: list[str]) -> None:
    value, remarks, missing = column(pa.array(texts, pa.string()), frozenset({"n/a"}))
    for text, level in zip(texts, value.tolist(), strict=True):
        unsaid = text.strip() in ("", "?") or text in missing
        assert unsaid or (remarks.get(text) == NO_LEVEL) == np.isnan(level)
        assert np.isnan(level) or 0 <= level <= 4


def test_a_figure_that_means_unknown_in_its_column() -> None:
    value, remarks, missing = column(pa.array(["0", "0.0", "3", "n/a"]), frozenset({"0", "n/a"}))
    assert np.isnan(value).tolist() == [True, True, False, True]
    assert (remarks, set(missing)) == ({}, {"0", "0.0", "n/a"})
