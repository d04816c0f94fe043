"""Numbers: what people write is what is stored, whole numbers to the unit, and what is unsure is said."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.importing.values import numbers
from core.importing.values.numbers import (
    A_MARK,
    A_RANGE,
    ABOUT,
    CUT_THOUSANDS,
    MADE_A_DATE,
    MAYBE_CUT,
    NOT_A_NUMBER,
    OTHER_MARK,
    SCALES,
    column,
    decimal_mark,
    parse,
)

NARROW, NO_BREAK, THIN = "\u202f", "\u00a0", "\u2009"
GROUPS = [" ", NARROW, NO_BREAK, THIN, "'", "’", "_"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("475.8m", 475_800_000), ("29.0b", 29e9), ("0.89k", 890), ("2.28E+11", 228e9), ("1e5", 1e5), ("3 Md", 3e9)],
        *[("12 500", 12500), (f"12{NARROW}500", 12500), ("12'500.25", 12500.25), ("1,234,567", 1234567)],
        *[("2 mille", 2000), ("1.5 million", 1.5e6), ("2 millions", 2e6), ("1.2 Mio.", 1.2e6), ("7 млн", 7e6)],
        *[("1.39 %", 1.39), ("12%", 12), ("-4.5", -4.5), ("−3", -3), ("+1,200", 1200), (".5", 0.5), ("1.", 1)],
        *[("€1,200", 1200), ("1 200 €", 1200), ("$3.5k", 3500), ("EUR 200", 200), ("12 M€", 12e6)],
        *[("US$ 300", 300), ("CA$1.5k", 1500), ("300 $CAD", 300), ("R$ 2,000", 2000), ("500 kr", 500)],
        *[("3 posts/week", 3), ("1 post par jour", 1), ("2 fois par semaine", 2), ("2x / mois", 2)],
        *[("12K followers", 12000), ("4 500 abonnés", 4500), ("1.2 M d’abonnés", 1.2e6), ("30/mois", 30)],
        *[("１２", 12), ("٣", 3), ("999999999999999999", 1e18), ("00012", 12), ("1.234,5", 1234.5)],
    ],
)
def test_plain_numbers(text: str, value: float) -> None:
    assert parse(text) == (value, "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("1,2 k", 1200), ("12 500,50", 12500.5), ("1.234.567", 1234567), ("1.234", 1234), ("-4,5", -4.5)],
        *[
            ("2,28E+11", 228e9),
            (f"1,39{NO_BREAK}%", 1.39),
            ("730,5", 730.5),
            ("1,5 million", 1.5e6),
            ("1,234.5", 1234.5),
        ],
    ],
)
def test_plain_numbers_with_a_decimal_comma(text: str, value: float) -> None:
    assert parse(text, ",") == (value, "")


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        *[("15-20/mois", 17.5, A_RANGE), ("10K - 50K", 30_000, A_RANGE), ("10-20k", 15_000, A_RANGE)],
        *[("entre 5 et 10", 7.5, A_RANGE), ("de 5 à 10 k", 7500, A_RANGE), ("between 1 and 2%", 1.5, A_RANGE)],
        *[("1.5-2%", 1.75, A_RANGE), ("8,5 sur 10", 8.5, A_MARK), ("4 out of 5", 4, A_MARK)],
        *[("5 à 10", 7.5, A_RANGE), ("8.5/10", 8.5, A_MARK), ("8,5/10", 8.5, A_MARK), ("4/5", 4, A_MARK)],
        *[("~1200", 1200, ABOUT), (">10k", 10_000, ABOUT), ("10k+", 10_000, ABOUT), ("environ 12 000", 12_000, ABOUT)],
        *[("1,2M", 1.2e6, OTHER_MARK), ("1,39 %", 1.39, OTHER_MARK), ("0,89", 0.89, OTHER_MARK)],
    ],
)
def test_numbers_taken_with_a_remark(text: str, value: float, remark: str) -> None:
    assert parse(text) == (value, remark)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        *[
            ("04-mai", MADE_A_DATE),
            ("04/05", MADE_A_DATE),
            ("4/05", MADE_A_DATE),
            ("mai-04", MADE_A_DATE),
            ("4 May", MADE_A_DATE),
            ("2024-05-04 00:00:00", MADE_A_DATE),
        ],
        *[("04/05/2024", MADE_A_DATE), ("03-2024", MADE_A_DATE), ("janv.-24", MADE_A_DATE)],
        *[("730,5", CUT_THOUSANDS), ("10,80,000", CUT_THOUSANDS), ("-4,5", CUT_THOUSANDS)],
        *[("NaN%", NOT_A_NUMBER), ("#VALOR!", NOT_A_NUMBER), ("N/A'", NOT_A_NUMBER), ("inf", NOT_A_NUMBER)],
        *[("1e400", NOT_A_NUMBER), ("9" * 40, NOT_A_NUMBER), ("12abc", NOT_A_NUMBER), ("0x10", NOT_A_NUMBER)],
        *[("06 12 34 56 78", NOT_A_NUMBER), ("1.2.3", NOT_A_NUMBER), ("½", NOT_A_NUMBER), ("..", NOT_A_NUMBER)],
        *[("50-20", NOT_A_NUMBER), ("12/10", NOT_A_NUMBER), ("1-2-3", NOT_A_NUMBER), ("-", NOT_A_NUMBER)],
    ],
)
def test_what_is_not_sure_is_left_out_and_said(text: str, remark: str) -> None:
    assert parse(text) == (None, remark)


@pytest.mark.parametrize(
    ("texts", "mark", "decided"),
    [
        (["1,234", "12.5"], ".", True),
        (["1.234", "12,5"], ",", True),
        (["1,234,567", "1,234"], ".", True),
        (["1.234.567"], ",", True),
        (["1.234,5"], ",", True),
        (["0,123"], ",", True),
        (["12500", "3"], ".", True),
        (["2.2E+11"], ".", True),
        (["15,5-20"], ",", True),
        (["10,800,000", "730,5"], ".", True),
        (["10,800,000", "730,5", "47,25", "3,5"], ".", True),
        (["1.234,5", "1,234.5", "2,5", "3,5"], ".", True),
    ],
)
def test_a_column_decides_its_decimal_mark(texts: list[str], mark: str, decided: bool) -> None:
    found = decimal_mark(texts)
    assert (found.mark, found.decided) == (mark, decided)
    assert numbers._mark_of(pa.array(texts), ".") == found


def test_a_column_that_cannot_decide_says_so_and_takes_thousands() -> None:
    for texts, mark in ((["1,234", "56"], "."), (["1.234", "56"], ",")):
        found = column(pa.array(texts), frozenset())
        assert found.decimal == numbers.Decimal(mark, False, (texts[0],))  # type: ignore[arg-type]
        assert found.value.tolist() == [1234, 56]
    assert column(pa.array(["1,234", "1.234"]), frozenset(), ",").value.tolist() == [1.234, 1234]


def test_a_column_that_lost_thousands_is_not_believed_in_its_smallest_numbers_either() -> None:
    found = column(pa.array(["10,800,000", "25,300,000", "9,100,000", "730,5", "472", "61,000", "0"]), frozenset())
    assert np.isnan(found.value).tolist() == [False] * 3 + [True, True, False, False]
    assert found.remarks == {"730,5": CUT_THOUSANDS, "472": MAYBE_CUT}
    sound = column(pa.array(["10,800,000", "25,300,000", "9,100,000", "472"]), frozenset())
    assert (sound.value[3], sound.remarks) == (472, {})


def test_missing_words_and_blanks_are_nan_without_a_remark() -> None:
    found = column(pa.array(["", " ", "N/A", " n.c. ", "7", "?"]), frozenset({"n/a", "n.c."}))
    assert np.isnan(found.value).tolist() == [True, True, True, True, False, True]
    assert found.remarks == {"?": NOT_A_NUMBER}


def test_percent_is_told() -> None:
    assert column(pa.array(["1.4%", "2 %", ""]), frozenset()).percent
    assert not column(pa.array(["1.4%", "2", "3.5"]), frozenset()).percent
    assert not column(pa.array([], pa.string()), frozenset()).percent


def test_chunks_and_empty_columns() -> None:
    chunked = pa.chunked_array([["1", "2k"], ["3,5"]], pa.string())
    assert column(chunked, frozenset()).value.tolist() == [1, 2000, 3.5]
    assert len(column(pa.array([], pa.string()), frozenset()).value) == 0


@given(
    st.integers(0, 10**12),
    st.integers(0, 3),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from([*GROUPS, "", "mark"]),
    st.sampled_from(".,"),
    st.sampled_from(["", " ", NARROW]),
)
def test_what_is_written_is_what_is_read(
    digits: int, places: int, unit: str, group: str, mark: str, space: str
) -> None:
    whole, rest = divmod(digits, 10**places)
    parted = f"{whole:,}".replace(",", ("." if mark == "," else ",") if group == "mark" else group)
    text = parted + (f"{mark}{rest:0{places}d}" if places else "") + (space + unit if unit else "")
    exact = Fraction(digits, 10**places) * 10 ** SCALES[unit]
    found = parse(text, mark)  # type: ignore[arg-type]
    assert found == (float(exact), "")
    assert numbers._read_distinct(pa.array([text]), mark)[0].tolist() == [float(exact)]  # type: ignore[arg-type]


@given(st.lists(st.text("0123456789.,- k%eE\u202fMd€/", max_size=12), max_size=20), st.sampled_from(".,"))
def test_the_column_reads_as_its_cells(texts: list[str], mark: str) -> None:
    read, remarks, _ = numbers._read_distinct(numbers._blank_missing(pa.array(texts, pa.string()), frozenset()), mark)  # type: ignore[arg-type]
    for text, value in zip(texts, read.tolist(), strict=True):
        one = parse(text, mark) if text.strip() else numbers.Parsed(None)  # type: ignore[arg-type]
        assert (math.isnan(value) and one.value is None) or value == one.value, text
        assert remarks.get(text, "") == one.remark


@example(["0 .000"])
@given(st.lists(st.text("0123456789.,k% ", max_size=9), max_size=20))
def test_shapes_vote_as_their_texts(texts: list[str]) -> None:
    distinct = list(dict.fromkeys(texts))
    assert numbers._mark_of(pa.array(distinct, pa.string()), ".") == decimal_mark(distinct)


@given(st.text(max_size=40), st.sampled_from(".,"))
def test_any_text_is_read_or_said(text: str, mark: str) -> None:
    value, remark = parse(text, mark)  # type: ignore[arg-type]
    assert remark if value is None else math.isfinite(value)
