"""Dates: in words and figures, the order of day and month decided by the whole column."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.values.dates import MONTH_ONLY, NOT_A_DATE, column, day_first, in_name, parse, years
from core.model import UNDATED, to_day

MONTHS = (
    *(("janvier", "January"), ("février", "February"), ("mars", "March"), ("avril", "April"), ("mai", "May")),
    *(("juin", "June"), ("juillet", "July"), ("août", "August"), ("septembre", "September"), ("octobre", "October")),
    *(("novembre", "November"), ("décembre", "December")),
)
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_way_it_is_written(day: date) -> None:
    french, english = MONTHS[day.month - 1]
    n, year = day.day, day.year
    for text in (
        *(day.isoformat(), f"{day:%Y%m%d}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day.isoformat()}T10:00:00Z"),
        *(f"{n} {french} {year}", f"{n} {french.upper()} {year}", f"{n} {english[:3]} {year}"),
        *(f"{n} {english} {year}", f"{english} {n}, {year}", f"{english[:3]}. {n}, {year}"),
    ):
        assert parse(text) == (day, ""), text
    assert parse(f"{day:%m/%d/%Y}", day_first=False) == (day, "")


@pytest.mark.parametrize(
    ("text", "day", "remark"),
    [
        ("1er août 2021", date(2021, 8, 1), ""),
        ("lundi 3 mars 2020", date(2020, 3, 3), ""),
        ("Tuesday, March 3, 2026", date(2026, 3, 3), ""),
        ("Sat, 15 Nov 2025 09:12:00 GMT", date(2025, 11, 15), ""),
        ("15-Nov-2025 09:12PM", date(2025, 11, 15), ""),
        ("Nov 15, 2025, 9:12 PM", date(2025, 11, 15), ""),
        ("3 mars 2026 à 12:30", date(2026, 3, 3), ""),
        ("mar. 3 févr. 2026 12h30", date(2026, 2, 3), ""),
        ("Tue Mar 03 2026", date(2026, 3, 3), ""),
        ("31/12/99", date(1999, 12, 31), ""),
        ("44562", date(2022, 1, 1), ""),
        ("44562.75", date(2022, 1, 1), ""),
        ("2022-08", date(2022, 8, 1), MONTH_ONLY),
        ("août 2022", date(2022, 8, 1), MONTH_ONLY),
        ("08/2022", date(2022, 8, 1), MONTH_ONLY),
        ("20221301", None, NOT_A_DATE),
        ("31/02/2022", None, NOT_A_DATE),
        ("0000-00-00", None, NOT_A_DATE),
        ("Lifetime", None, NOT_A_DATE),
        ("mayor 2020", None, NOT_A_DATE),
        ("12000", None, NOT_A_DATE),
        ("", None, NOT_A_DATE),
    ],
)
def test_other_ways_and_what_is_no_date(text: str, day: date | None, remark: str) -> None:
    assert parse(text) == (day, remark)


@pytest.mark.parametrize(
    ("texts", "order"),
    [(["01/02/2023", "13/02/2023"], True), (["01/02/2023", "02/13/2023"], False), (["01/02/2023"], None), ([], None)],
)
def test_a_column_decides_which_comes_first(texts: list[str], order: bool | None) -> None:
    assert day_first(texts) is order
    found = column(pa.array(texts, pa.string()), frozenset())
    assert found.doubtful == (tuple(texts) if order is None else ())
    first = date(2023, 2, 1) if order is not False else date(2023, 1, 2)
    assert found.day[:1].tolist() == [to_day(first)][: len(texts)]


def test_a_column_of_dates() -> None:
    found = column(pa.array(["2022-08-01", "", "n/a", "soon", "2022-08-01"]), frozenset({"n/a"}))
    day = to_day(date(2022, 8, 1))
    assert np.array_equal(found.day, [day, UNDATED, UNDATED, UNDATED, day])
    assert found.remarks == {"soon": NOT_A_DATE}
    assert not found.doubtful


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("social media influencers - Tiktok sep 2022.csv", date(2022, 9, 1)),
        ("social media influencers-TIKTOK - ---DEC 2022.csv", date(2022, 12, 1)),
        ("social media influencers-tiktok june 2022 - june 2022.csv", date(2022, 6, 1)),
        ("social media influencers - Youtube sep-2022.csv", date(2022, 9, 1)),
        ("followers-2022-08-01.csv", date(2022, 8, 1)),
        ("export_20230105.csv", date(2023, 1, 5)),
        ("bloggers-20250927-1843.xlsx", date(2025, 9, 27)),
        ("Mar-18-2025_Apr-14-2025_578982928867853.csv", date(2025, 4, 14)),
        ("liste 3 août 2024.xlsx", date(2024, 8, 3)),
        ("insta_2022_12.csv", date(2022, 12, 1)),
        ("export 2024-03.csv", date(2024, 3, 1)),
        ("25-12-2024 export.csv", date(2024, 12, 25)),
        ("05-12-2024 export.csv", None),
        ("decathlon 2020.csv", None),
        ("Global Statistics 2023.csv", None),
        ("top200.csv", None),
    ],
)
def test_the_date_in_a_file_name(name: str, day: date | None) -> None:
    assert in_name(name) == day


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("9 mois", 0.75),
        ("6 ans", 6),
        ("1 an", 1),
        ("2 years 3 months", 2.25),
        ("1,5 an", 1.5),
        ("10", None),
        ("", None),
    ],
)
def test_lengths_of_time_in_years(text: str, length: float | None) -> None:
    assert years(text) == length


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_said(text: str) -> None:
    found, remark = parse(text)
    assert found is not None or remark
    in_name(text)
