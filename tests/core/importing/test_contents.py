"""What a column's cells look like, and short cuts that may not show."""

from __future__ import annotations

import unicodedata

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from core.importing.columns.contents import look
from core.importing.columns.headings import folded
from core.importing.values import dates, handles

TEXTS = st.text(max_size=30) | st.text("aB# -./é@1\t\x1c\u00a0", max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=8), st.integers(2, 5))
def test_what_is_said_twice_weighs_twice_and_each_column_looks_as_its_cells(cells: list[str], times: int) -> None:
    looked = look(pa.array(cells, pa.string()), frozenset())
    assert look(pa.array(cells * times, pa.string()), frozenset()) == looked


@given(TEXTS)
@example("Followers#Total  par jour")
@example("a\x1cb_c")
def test_a_heading_in_ascii_is_folded_as_the_same_heading_beside_an_accent(text: str) -> None:
    beside = folded(f"{text} é")
    assert beside == f"{folded(text)} e".strip()


@given(TEXTS)
def test_a_text_without_a_digit_is_no_date_and_one_without_an_at_no_email(text: str) -> None:
    if not any(c.isdecimal() for c in unicodedata.normalize("NFKD", text.casefold())):
        assert dates.parse(text) == (None, dates.NOT_A_DATE)
    assert "@" in text or handles.emails(text) == []
