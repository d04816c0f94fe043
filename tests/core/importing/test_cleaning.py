"""From a text table to typed rows: what is missing, what is refused, and every changed cell said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest

from core.importing import cleaning, figures
from core.importing.columns.contents import look
from core.importing.columns.recognise import apply_choices, recognise
from core.importing.rows import CleanRows
from core.importing.values import counts, dates, handles, levels, numbers
from core.model import UNDATED, to_day
from tests.core.importing.test_recognise import table


def cleaned(columns: Any, file: str = "", choices: Mapping[str, str] | None = None, **options: Any) -> CleanRows:
    given = table(columns)
    return cleaning.clean(given, apply_choices(recognise(given, file), given, choices or {}), **options)


def said(rows: CleanRows) -> list[tuple[int, str, str, str]]:
    return [(issue.row, issue.field, issue.raw, issue.reason) for issue in rows.issues]


def test_whole_numbers_are_whole() -> None:
    rows = cleaned({"Handle": ["a", "b", "c"], "Followers": ["475.8m", "366.2m", "0.89k"]})
    assert rows.metrics["audience"].tolist() == [475_800_000, 366_200_000, 890]
    assert rows.decimal == "."


def test_an_audience_has_no_fractions() -> None:
    given = ["12 500", "1,234", "475,8 k", "8,150"]
    rows = cleaned({"Compte": [*"abcd"], "Abonnés": given})
    assert rows.metrics["audience"].tolist() == [12_500, 1234, 475_800, 8150]
    assert said(rows) == [(3, "audience", "1,234", numbers.WHOLE), (5, "audience", "8,150", numbers.WHOLE)]


def test_nobody_is_followed_by_parts_of_people() -> None:
    rows = cleaned({"Handle": [*"abcd"], "Followers": ["2.5", "1.234", "12.75", "850"]})
    assert rows.metrics["audience"].tolist()[1::2] == [1234, 850]
    assert np.isnan(rows.metrics["audience"][::2]).all()
    reasons = [counts.CUT_PEOPLE, numbers.WHOLE, counts.CUT_PEOPLE]
    assert [reason for *_, reason in said(rows)] == reasons


@pytest.mark.parametrize(
    ("unit", "factor"), [("(M)", 10**6), ("in thousands", 1000), ("(k)", 1000), ("_MILLIONS", 10**6)]
)
def test_an_audience_in_the_unit_of_its_heading(unit: str, factor: int) -> None:
    rows = cleaned({"Handle": [*"abcde"], f"Followers {unit}": ["2.5", "1.234", "12.75", "850", "1.5M"]})
    assert rows.metrics["audience"].tolist() == [*(n * factor // 1000 for n in (2500, 1234, 12750, 850_000)), 1_500_000]


def test_missing_words_count_by_the_list_alone_and_never_for_names() -> None:
    columns = {
        "Name": ["NA", "None", "null", "nan"],
        "Country": ["nan", "", "-", "Namibia"],
        "Followers": [*"12", "-", ""],
    }
    rows = cleaned(columns)
    assert rows.texts["name"].to_pylist() == ["NA", "None", "null", "nan"]
    assert rows.texts["country"].to_pylist() == ["", "", "", "Namibia"]
    assert np.isnan(rows.metrics["audience"]).tolist() == [False, False, True, True]
    reason = cleaning.MISSING
    assert said(rows) == [(2, "country", "nan", reason), (4, "country", "-", reason), (4, "audience", "-", reason)]
    kept = cleaned(columns, missing=frozenset())
    assert kept.texts["country"].to_pylist() == ["nan", "", "-", "Namibia"]


def test_one_may_be_called_na_but_not_all() -> None:
    one = cleaned({"Name": ["Al", "Bo"], "Twitter": ["NA", "bo"]})
    assert one.handles["twitter"].to_pylist() == ["na", "bo"]
    all_ = cleaned({"Name": ["Al", "Bo"], "Twitter": ["NA", "NA"]})
    assert all_.handles["twitter"].to_pylist() == ["", ""]
    assert [issue.reason for issue in all_.issues] == [cleaning.MISSING] * 2


def test_a_value_that_means_unknown_in_its_column() -> None:
    columns = {"Name": ["A", "B"], "Followers": ["0", "0.0"], "Posts": ["0", "3"]}
    rows = cleaned(columns, unknown=[("Followers", "0")])
    assert np.isnan(rows.metrics["audience"]).all()
    assert rows.metrics["posts"].tolist() == [0, 3]


def test_numbers_below_zero_and_not_numbers_are_said() -> None:
    rows = cleaned({"Name": ["A", "B", "C", "D"], "Posts": ["-3", "NaN%", "4", "5"]})
    assert rows.metrics["posts"].tolist()[2:] == [4, 5]
    assert {(row, reason) for row, _, _, reason in said(rows)} == {(2, numbers.NEGATIVE), (3, numbers.NOT_A_NUMBER)}


def test_a_column_that_cannot_decide_is_reported() -> None:
    rows = cleaned({"Name": ["A", "B"], "Followers": ["1,234", "56"]})
    assert rows.metrics["audience"].tolist() == [1234, 56]
    assert said(rows) == [(0, "audience", "1,234", numbers.COMMAS_PART)]
    assert rows.decimal == ""


def test_twins_fill_gaps_and_are_said_where_they_disagree() -> None:
    pairs = [("Name", ["A", "B", "C"]), ("Likes", ["1.3M", "2K", "5K"]), ("Likes", ["1349999", "9000", "#VALOR!"])]
    rows = cleaned(pairs)
    assert rows.metrics["likes"].tolist() == [1349999, 9000, 5000]
    assert (3, "likes", "9000 / 2K", figures.DISAGREE) in said(rows)
    assert (4, "likes", "#VALOR!", cleaning.MISSING) in said(rows)


def test_rates_between_0_and_1_are_parts() -> None:
    assert cleaned({"Name": ["A"], "Engagement rate": ["0.031"]}).metrics["engagement_rate"].tolist() == [3.1]
    assert cleaned({"Name": ["A"], "Engagement rate": ["0.31%"]}).metrics["engagement_rate"].tolist() == [0.31]


def test_addresses_give_accounts() -> None:
    cells = ["https://x.com/Jane?s=1|http://www.jane.example/", "javascript:alert(1)", "https://fr.linkedin.com/in/al"]
    rows = cleaned({"Name": ["Jane", "Bo", "Al"], "Website": cells})
    assert rows.texts["url"].to_pylist() == ["https://jane.example", "", "https://fr.linkedin.com/in/al"]
    assert rows.handles["twitter"].to_pylist() == ["jane", "", ""]
    assert rows.handles["linkedin"].to_pylist() == ["", "", "al"]
    assert said(rows) == [(3, "url", "javascript:alert(1)", handles.UNSAFE)]


def test_hidden_characters_and_words_that_are_no_account_are_said() -> None:
    rows = cleaned(
        {"Name": ["A", "B"], "Twitter": ["@al\r", "Al Bo"], "E-mail": ["a@b.fr", "a at b"]}, choices={"email": "3"}
    )
    assert rows.handles["twitter"].to_pylist() == ["al", ""]
    assert rows.texts["email"].to_pylist() == ["a@b.fr", ""]
    assert {(row, reason) for row, _, _, reason in said(rows)} == {
        *((2, handles.CLEANED), (3, handles.NOT_HANDLE), (3, handles.NOT_EMAIL)),
    }


def test_a_channels_number_keeps_its_capitals() -> None:
    number = "UCj8QWVIgyRkeOPS56z74Dxw"
    assert cleaned({"Youtube": [number]}).handles["youtube"].to_pylist() == [number]


def test_rows_without_anybody_are_refused() -> None:
    rows = cleaned({"Name": ["A", " "], "Followers": ["1", "2"]})
    assert rows.refused.tolist() == [False, True]
    assert [(issue.row, issue.reason, issue.refused) for issue in rows.issues] == [(3, cleaning.NOBODY, True)]


def test_one_column_of_names_and_accounts_feeds_both() -> None:
    rows = cleaned({"NAME": ["Ana Bell @ana.b", "Bo Cy (@bo)", "Di Eve"], "FOLLOWERS": ["1", "2", "3"]}, "tiktok.csv")
    assert rows.texts["name"].to_pylist() == ["Ana Bell", "Bo Cy", "Di Eve"]
    assert rows.handles["tiktok"].to_pylist() == ["ana.b", "bo", ""]


def test_names_in_parts() -> None:
    rows = cleaned({"Prénom": ["Zoë", ""], "Nom": ["Lefèvre", "Nuñez"]})
    assert rows.texts["name"].to_pylist() == ["Zoë Lefèvre", "Nuñez"]


def test_levels_and_thresholds() -> None:
    rows = cleaned({"Name": ["A", "B"], "Standing": ["4", ""]})
    assert rows.levels["standing"].tolist()[0] == 4
    assert np.isnan(rows.levels["standing"][1])
    years = {"Name": list("ABCDEF"), "Years": ["9 mois", "1 an", "6 ans", "10", "", "long"]}
    rows = cleaned(years, thresholds={"standing": ("Years", (1, 3, 6, 10))})
    assert rows.levels["standing"].tolist()[:4] == [0, 1, 3, 4]
    assert np.isnan(rows.levels["standing"][4:]).all()
    assert said(rows) == [(7, "standing", "long", numbers.NOT_A_NUMBER)]
    comma = cleaned({"Name": list("AB"), "Note": ["1,5", "3,25"]}, thresholds={"standing": ("Note", (1, 2, 3, 4))})
    assert comma.levels["standing"].tolist() == [1, 3]


def test_levels_out_of_range_are_said() -> None:
    rows = cleaned({"Name": ["A", "B", "C"], "X": ["5", "2.5", "3"]}, choices={"standing": "X"})
    assert np.isnan(rows.levels["standing"]).tolist() == [True, False, False]
    assert {reason for *_, reason in said(rows)} == {levels.NO_LEVEL}


def test_dates_of_rows_before_that_of_the_file() -> None:
    columns = {"Name": ["A", "B"], "Date": ["13/02/2023", "01/02/2023"], "Followers": ["1", "2"]}
    rows = cleaned(columns, "june 2022.csv")
    assert rows.day.tolist() == [to_day(date(2023, 2, 13)), to_day(date(2023, 2, 1))]
    assert said(rows) == [(0, "date", "", cleaning.DATES_DIFFER)]
    undated = cleaned({"Name": ["A"], "Followers": ["1"]}, "june 2022.csv")
    assert undated.day.tolist() == [to_day(date(2022, 6, 1))]
    assert cleaned({"Name": ["A"]}).day.tolist() == [UNDATED]
    unsure = cleaned({"Name": ["A"], "Date": ["01/02/2023"]})
    assert said(unsure) == [(0, "date", "01/02/2023", dates.EITHER_ORDER)]


def test_a_row_for_each_platform_and_a_platform_for_each_row() -> None:
    wide = cleaned({"Name": ["A", "B"], "Instagram followers": ["10", "20"], "YouTube subscribers": ["", "7"]})
    assert wide.rows.tolist() == [2, 3, 3]
    assert wide.channel.to_pylist() == ["instagram", "instagram", "youtube"]
    assert wide.metrics["audience"].tolist() == [10, 20, 7]
    long = cleaned({"Handle": ["a", "a"], "Platform": ["X", "Instagram"], "Followers": ["10", "20"]})
    assert long.channel.to_pylist() == ["twitter", "instagram"]
    assert (long.handles["twitter"].to_pylist(), long.handles["instagram"].to_pylist()) == (["a", ""], ["", "a"])


def test_figures_of_the_files_own_platform_share_a_row() -> None:
    rows = cleaned({"Name": ["A"], "Visits": ["9"], "Twitter followers": ["10"]})
    assert rows.rows.tolist() == [2]
    assert {name: value.tolist() for name, value in rows.metrics.items()} == {"audience": [10], "visits": [9]}


def posts(days: list[str]) -> CleanRows:
    columns = {"Post ID": list("123"), "Account username": ["a", "b", "a"], "Account ID": ["1", "2", "1"]}
    return cleaned(columns | {"Publish time": days, "Likes": ["3", "1", "4"]})


def test_a_row_of_posts_is_one_post_of_its_own_day() -> None:
    rows = posts(["03/18/2025 09:48", "03/19/2025", "03/20/2025"])
    assert rows.handles["instagram"].to_pylist() == ["a", "b", "a"]
    assert {name: value.tolist() for name, value in rows.metrics.items()} == {"posts": [1, 1, 1], "likes": [3, 1, 4]}
    assert rows.day.tolist() == [to_day(date(2025, 3, day)) for day in (18, 19, 20)]
    assert said(rows) == [(0, "posts", "", cleaning.POSTS_ADDED)]


def test_posts_without_a_date_are_said() -> None:
    assert said(posts(["2025-03-18", "", "2025-03-20"]))[1:] == [(3, "date", "", cleaning.UNDATED_POST)]
    assert said(posts(["", "", ""]))[1:] == [(0, "date", "", cleaning.UNDATED_POST)]


def test_what_a_column_looks_like() -> None:
    column = table({"x": ["1", "2.5k", "-", "+3", ""]}).columns[0]
    seen = look(column, frozenset({"-"}))
    assert (seen.filled, seen.number, seen.plain_number, seen.signed) == (
        0.6,
        1.0,
        pytest.approx(1 / 3),
        pytest.approx(1 / 3),
    )
