"""Dates: in words and figures, the order of day and month decided by the whole column."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.values.dates import (
    AFTER_TODAY,
    DAY_FIRST,
    EITHER_HERE,
    MONTH_FIRST,
    MONTH_ONLY,
    NOT_A_DATE,
    OTHER_ORDER,
    YEAR_FIRST,
    YEARS_AFTER,
    Dates,
    column,
    day_first,
    in_name,
    parse,
    years,
)
from core.model import UNDATED, to_date, to_day

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


TODAY = date(2024, 12, 31)


def days(*texts: str, order: str = "") -> tuple[list[str], Dates]:
    """What a column of these texts is read as, blank for no day."""
    found = column(pa.array(texts, pa.string()), frozenset(), order, TODAY)
    read = [to_date(day) for day in found.day.tolist()]
    return [day.isoformat() if day else "" for day in read], found


def test_three_pairs_of_digits_have_the_year_first_where_only_so_their_days_are_near() -> None:
    assert days("24/05/12", "24/06/13", "24/07/31")[0] == ["2024-05-12", "2024-06-13", "2024-07-31"]
    assert days("24.05.12", "24.06.01")[0] == ["2024-05-12", "2024-06-01"]
    assert days("21/05/24", "22/05/24", "23/06/24")[0] == ["2024-05-21", "2024-05-22", "2024-06-23"]
    alone, found = days("24/05/12")
    assert (alone, found.doubtful, found.ways) == (["2012-05-24"], ("24/05/12",), (DAY_FIRST, YEAR_FIRST))
    assert days("24/05/12", order=YEAR_FIRST)[0] == ["2024-05-12"]


def test_a_column_that_contradicts_itself_is_asked_value_by_value() -> None:
    read, found = days("03/04/2024", "12/31/2024", "31/12/2024", "05/05/2024")
    assert read == ["", "2024-12-31", "2024-12-31", "2024-05-05"]
    assert (found.remarks, found.doubtful, found.contrary) == ({"03/04/2024": EITHER_HERE}, ("03/04/2024",), True)
    assert days("03/04/2024", "12/31/2024", "31/12/2024", order=MONTH_FIRST)[0] == ["2024-03-04"] + ["2024-12-31"] * 2
    many = [f"{day}/03/2024" for day in range(13, 29)]
    read, found = days(*many, "03/29/2024", "03/04/2024")
    assert (read[-2:], found.remarks) == (["2024-03-29", "2024-04-03"], {"03/29/2024": OTHER_ORDER})


def test_days_to_come_and_days_years_after_the_others_are_left_out() -> None:
    read, found = days("2024-01-05", "2204-01-05", "2025-01-01", "2025-01-02")
    assert read == ["2024-01-05", "", "2025-01-01", ""]  # tomorrow is today somewhere
    assert found.remarks == dict.fromkeys(("2204-01-05", "2025-01-02"), AFTER_TODAY)
    read, found = days(*["2016-01-05"] * 4, "2017-02-01", "2024-01-01")
    assert (read[-2:], found.remarks) == (["2017-02-01", ""], {"2024-01-01": YEARS_AFTER})
    assert days("2016-01-05", "2024-01-01")[0] == ["2016-01-05", "2024-01-01"]


@given(st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 30)), min_size=1, max_size=12), st.sampled_from("/.-"))
def test_days_of_one_year_are_never_read_as_another_year(given_days: list[date], sign: str) -> None:
    for form in ("%y{0}%m{0}%d", "%d{0}%m{0}%y", "%m{0}%d{0}%y"):
        texts = [day.strftime(form.format(sign)) for day in given_days]
        read, found = days(*texts)
        meant = [day.isoformat() for day in given_days]
        settled = [(one, other) for one, other in zip(read, meant, strict=True) if one and one != other]
        assert not settled or found.doubtful, (texts, read)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_said(text: str) -> None:
    found, remark = parse(text)
    assert found is not None or remark
    in_name(text)
