"""Names folded by whole columns exactly as one by one; tricks seen; matches only where unique."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from core.folding import fold
from core.importing.identity import names


def test_every_character_folds_as_it_does_alone() -> None:
    texts = [f"a{chr(c)}B" for c in range(0x3000)]  # beyond, each is folded alone
    column = names.folded(pa.array(texts)).to_pylist()
    assert [t for t, f in zip(texts, column, strict=True) if f != fold(t)] == []


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])) | st.text("aÉ œß\t\u00a0\u0301Я", max_size=8)))
def test_columns_fold_like_single_names(texts: list[str]) -> None:
    assert names.folded(pa.array(texts, pa.string())).to_pylist() == [fold(text) for text in texts]


def test_what_may_be_read_as_another_name() -> None:
    texts = ["paypal", "pаypal", "Лев Толстой", "Ana Лев", "ev\u202eil", "Αlex", "Zoé", ""]
    assert names.tricks(pa.array(texts)) == [1, 4, 5]
    assert names.skeleton("pаyраl") == names.skeleton("PayPal")


def test_a_name_matches_only_where_it_is_unique_on_both_sides() -> None:
    known = {1: "ana", 2: "bob", 3: "bob", 4: "", 5: "eve"}
    assert names.match_by_name({0: "ana", 1: "bob", 2: "eve", 3: "eve", 4: ""}, known) == {0: 1}


def test_rows_of_one_name_are_one_only_when_their_cells_differ() -> None:
    assert names.same_name(["a", "a", "b", "b", ""], [1, 2, 1, 1, 1]) == [[0, 1], [2], [3], [4]]
    assert names.is_panel([[0, 1], [2, 3], [4]])
    assert not names.is_panel([[0, 1], [2]])


def test_keys_made_distinct() -> None:
    assert names.unique_keys(["a", "b", "a"], {"b"}.__contains__) == ["a", "b#2", "a#2"]
