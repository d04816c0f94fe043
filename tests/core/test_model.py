"""Columns of texts: what is packed comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.model import packed

TEXTS = st.lists(st.text(st.characters(codec="utf-8")) | st.sampled_from(["", "\0", "é\0", "œuvre"]))


@given(TEXTS)
def test_packed_texts_come_back(texts: list[str]) -> None:
    column = packed(texts)
    assert len(column) == len(texts)
    assert column.take(range(len(texts))) == texts
