"""Small inputs that once gave a wrong list: columns, numbers, levels, dates, rows that are no people, scales."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import run
from core.importing import figures, scales
from core.importing.checks import not_people, plausible
from core.importing.checks.notes import MISSING
from core.importing.columns import days, fitting
from core.importing.reading import sheet_marks
from core.importing.values import counts, dates, handles, levels, numbers

CASES = Path(__file__).parents[2] / "cases"


def case(name: str, file: str) -> Path:
    """An input of a case by the case's first letters."""
    return next(CASES.glob(f"{name}-*")) / file


def screen(tmp_path: Path, *arguments: str | Path) -> dict[str, Any]:
    """The JSON of one ``screen``."""
    out = tmp_path / "out.json"
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in found["ranking"]}


def said(found: dict[str, Any], file: int = 0) -> list[tuple[int, str, str]]:
    """(row, raw text, reason) of a file's issues."""
    return [(issue["row"], issue["raw"], issue["reason"]) for issue in found["imports"][file]["issues"]]


def audiences(found: dict[str, Any]) -> dict[str, float | None]:
    return {name: entry["audience"] for name, entry in by_name(found).items()}


@pytest.mark.parametrize(("file", "cell"), [("st-five.csv", "5"), ("st-frac.csv", "3/4"), ("st-tbc.csv", "TBC")])
def test_b02_one_odd_level_costs_that_cell(tmp_path: Path, file: str, cell: str) -> None:
    candidates = case("b02", "c.csv")
    blank = screen(tmp_path, candidates, "--stature", case("b02", "st-blank.csv"))
    odd = screen(tmp_path, candidates, "--stature", case("b02", file))
    assert odd["ranking"] == blank["ranking"]
    assert (4, cell, levels.NO_LEVEL) in said(odd, 1)


def test_b02_the_mean_of_several_levels_is_one(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b02", "c.csv"), "--stature", case("b02", "st-half.csv"))
    assert by_name(found)["Eve Fox"]["levels"]["standing"] == 2.5
    assert levels.NO_LEVEL not in [reason for *_, reason in said(found, 1)]


def test_f01_thirty_nine_levels_stay(tmp_path: Path) -> None:
    found = screen(tmp_path, case("f01", "c.csv"), "--stature", case("f01", "s.csv"))
    assert sum(entry["levels"]["standing"] is not None for entry in found["ranking"]) == 39
    assert said(found, 1) == [(41, "5", levels.NO_LEVEL)]


def test_b09_magnitudes_of_other_languages(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b09", "e1.csv"))
    read = audiences(found)
    assert {name: read[name] for name in ("Ann Bel", "Cid Dor", "Gus Hop", "Ina Jet", "Kim Lou")} == {
        "Ann Bel": 125_000,
        "Cid Dor": 1_234_567,
        "Gus Hop": 120_000,
        "Ina Jet": 15_000_000,
        "Kim Lou": 34_000,
    }
    assert {name: read[name] for name in ("Max Nun", "Oda Pim", "Quy Rot", "Ulf Vig", "Wim Xan")} == {
        "Max Nun": 1200,
        "Oda Pim": 1_200_000,
        "Quy Rot": 12_500,
        "Ulf Vig": 12_500,
        "Wim Xan": 12_500,
    }
    doubtful = {row: reason for row, _, reason in said(found)}
    assert (doubtful[5], doubtful[19]) == (plausible.limits()["most"]["audience"]["reason"], numbers.NOT_A_NUMBER)
    # "mil" is a thousand or a million, and the column's other units speak for both: said.
    assert (16, "1,2 mil", numbers.EITHER_UNIT) in said(found)
    chinese = audiences(screen(tmp_path, case("b09", "e5.csv")))
    assert chinese == {"Wang Min": 125_000, "Li Na": 83_000, "Zhao Lei": 120_000_000, "Sun Qi": 44_000}


def test_b09_e_mail_addresses_as_people_write_them(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b09", "mail.csv"))
    assert found["imports"][0]["mapping"]["email"] == "email"
    assert [(row, reason) for row, _, reason in said(found)] == [
        *((3, handles.SEVERAL_EMAILS), (4, handles.SEVERAL_EMAILS)),
        *((5, handles.NOT_EMAIL), (7, handles.NOT_EMAIL)),
    ]


@pytest.mark.parametrize(
    ("name", "file", "read"),
    [
        ("b09", "n9.csv", {"Ann Bel": 12_500, "Cid Dor": 45_000, "Eve Fox": 800}),
        ("b15", "n7.csv", {"Ann Bel": 12_500, "Cid Dor": 45_000, "Eve Fox": 800}),
        ("f16", "in.csv", {"A": 12_500, "B": 300_000}),
        ("a11", "b.csv", {"anadoe": 37_000_000, "benroe": 400_000}),
    ],
)
def test_the_unit_of_a_heading_multiplies(tmp_path: Path, name: str, file: str, read: dict[str, float]) -> None:
    found = screen(tmp_path, case(name, file))
    assert audiences(found) == read
    assert said(found) == []


def test_a11_the_unit_counts_for_a_column_that_was_chosen(tmp_path: Path) -> None:
    choice = "audience=TWITTER_FOLLOWER_COUNT_MILLIONS"
    assert audiences(screen(tmp_path, case("a11", "b.csv"), "--map", choice))["anadoe"] == 37_000_000


def test_b10_rates_are_what_the_heading_and_the_format_say(tmp_path: Path) -> None:
    (tmp_path / "plain.csv").write_text(
        "name,instagram,followers,Engagement rate\nAnn Bel,annbel,120000,0.42%\nCid Dor,ciddor,90000,0.91%\n"
        "Eve Fox,evefox,4000,0.3%\n"
    )
    signs, heading = screen(tmp_path, tmp_path / "plain.csv"), screen(tmp_path, case("b10", "c.csv"))
    assert signs["ranking"] == heading["ranking"]
    assert said(heading) == []
    one, other = (by_name(screen(tmp_path, case("b10", file))) for file in ("pct1.xlsx", "pct2.xlsx"))
    for name in ("Ann Bel", "Cid Dor"):
        assert one[name]["components"] == other[name]["components"]
    assert other["Eve Fox"]["components"]["amplification"] is None


@pytest.mark.parametrize("file", [*(f"t{n}.csv" for n in range(1, 6)), "total.xlsx"])
def test_b12_a_row_of_totals_is_no_guest(tmp_path: Path, file: str) -> None:
    found = screen(tmp_path, case("b12", file))
    assert set(by_name(found)) == {"Ann Bel", "Cid Dor"}
    ((row, _, reason),) = said(found)
    assert (row, reason, found["imports"][0]["rows_refused"]) == (4, not_people.A_TOTAL, 1)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ("A,100\nB,300\nC,500\nÖsszesen,900\n", 3),
        ("A,100\nB,300\nC,500\n合计,900\n", 3),
        ("A,100\nB,300\nC,500\nDurchschnitt,300\n", 3),
        ("A,100\nB,300\nC,500\nTotal Beauty,250\n", 4),
        ("A,100\nB,300\nMax Total,500\nC,900\n", 4),
        ("A,1127\nB,300\nC,500\nYhdessä,1927\n", 3),
        ("A,100\nB,300\nC,500\nDan,900\n", 4),
        ("e.g. Jane Doe,100\nB,300\nC,500\n", 2),
        ("A,100\nB,300\nPlease send this list back to us before the end of the month of May.,\nC,500\n", 3),
    ],
)
def test_b12_totals_in_any_language_and_namesakes_of_them(tmp_path: Path, rows: str, people: int) -> None:
    (tmp_path / "in.csv").write_text(f"name,followers\n{rows}", encoding="utf-8")
    assert screen(tmp_path, tmp_path / "in.csv")["people"] == people


def test_b14_the_reading_in_which_a_column_of_days_hangs_together(tmp_path: Path) -> None:
    assert screen(tmp_path, case("b14", "d.csv"))["campaign"]["as_of"] == "2024-07-31"
    assert screen(tmp_path, case("b14", "d3.csv"))["campaign"]["as_of"] == "2024-06-01"
    contrary = screen(tmp_path, case("b14", "d1.csv"))
    assert [(row, reason) for row, _, reason in said(contrary)] == [(2, dates.EITHER_HERE), (3, dates.EITHER_HERE)]
    assert contrary["campaign"]["as_of"] == "2024-12-31"


def test_b14_f17_a_day_to_come_is_nobodys_day(tmp_path: Path) -> None:
    late = screen(tmp_path, case("b14", "d2.csv"))
    assert (late["campaign"]["as_of"], by_name(late)["Ann Bel"]["audience"]) == ("2024-06-01", 1000)
    assert said(late) == [(3, "2204-06-01", dates.AFTER_TODAY)]
    history = screen(tmp_path, case("b14", "c.csv"), "--history", case("b14", "h.csv"))
    assert history["campaign"]["as_of"] == "2024-03-01"
    one = screen(tmp_path, case("f17", "in.csv"))
    assert one["campaign"]["as_of"] == "2026-01-05"
    assert not any("stale" in entry["flags"] for entry in one["ranking"])
    assert said(one) == [(4, "2206-01-05", dates.AFTER_TODAY)]


def test_b15_nobody_has_a_part_of_a_follower(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b15", "n2.csv"))
    assert audiences(found) == {"Ann Bel": None, "Cid Dor": 45_678, "Eve Fox": 1234, "Gus Hop": 850}
    reasons = [counts.CUT_PEOPLE, numbers.WHOLE, numbers.WHOLE]
    assert [(row, reason) for row, _, reason in said(found)] == list(zip((2, 3, 4), reasons, strict=True))


@pytest.mark.parametrize("file", ["hidden.xlsx", "filtered.xlsx"])
def test_b18_hidden_rows_are_said_and_can_be_left_out(tmp_path: Path, file: str) -> None:
    found = screen(tmp_path, case("b18", file))
    assert (found["people"], said(found)) == (4, [(0, "2: 3, 4", sheet_marks.HIDDEN)])
    rest = screen(tmp_path, case("b18", file), "--skip-hidden")
    assert set(by_name(rest)) == {"Ann Bel", "Gus Hop"}
    assert [(row, reason) for row, _, reason in said(rest)] == [(3, sheet_marks.LEFT_OUT), (4, sheet_marks.LEFT_OUT)]
    assert (rest["imports"][0]["rows_read"], rest["imports"][0]["rows_refused"]) == (4, 2)


def test_b21_days_and_truth_values_are_no_accounts(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b21", "datehandle.xlsx"))
    assert not any(entry["handles"] for entry in found["ranking"])
    assert [(row, reason) for row, _, reason in said(found)] == [(row, handles.MADE_OTHERWISE) for row in (2, 3, 4)]
    names = screen(tmp_path, case("b21", "bool.xlsx"))
    assert [(row, reason) for row, _, reason in said(names)] == [(4, handles.NAME_MADE), (5, handles.NAME_MADE)]


def test_b26_figures_that_cannot_be_count_for_nothing_until_confirmed(tmp_path: Path) -> None:
    found = screen(tmp_path, case("b26", "er.csv"))
    rate = plausible.limits()["most"]["engagement_rate"]["reason"]
    assert [(row, raw, reason) for row, raw, reason in said(found) if row] == [
        *((2, "867000", rate), (3, "2276008", rate), (6, "705", rate)),
    ]
    assert (0, "1", figures.BELOW_ONE) in said(found)
    impossible = [entry for entry in found["ranking"] if entry["name"] in ("Ann and Bo", "foodie9")]
    assert [entry["components"]["amplification"] for entry in impossible] == [None, None]
    stands = screen(tmp_path, case("b26", "er.csv"), "--confirm", "engagement_rate")
    assert by_name(stands)["Ann and Bo"]["components"]["amplification"] == 100


@pytest.mark.parametrize(
    ("followers", "likes", "said_of"),
    [
        (["9000000000", "100", "200", "300", "400"], ["1"] * 5, {2}),
        (["4000000", "100", "200", "300", "400"], ["1"] * 5, {2}),
        (["5000", "100", "200", "300", "400"], ["900000", "1", "1", "1", "1"], {2}),
        (["5000", "100", "200", "300", "400"], ["20000", "1", "1", "1", "1"], set()),
    ],
)
def test_b26_other_figures_that_cannot_be(
    tmp_path: Path, followers: list[str], likes: list[str], said_of: set[int]
) -> None:
    rows = (f"P{n},p{n},{fans},{like}" for n, (fans, like) in enumerate(zip(followers, likes, strict=True)))
    (tmp_path / "in.csv").write_text("\n".join(["name,instagram,followers,avg likes", *rows]))
    assert {row for row, *_ in said(screen(tmp_path, tmp_path / "in.csv"))} == said_of


def test_f06_a_scale_belongs_to_its_vendor(tmp_path: Path) -> None:
    good, slip = (
        by_name(screen(tmp_path, case("f06", file), "--score", "external")) for file in ("ok.csv", "one-typo.csv")
    )
    assert {name: entry["score"] for name, entry in good.items()} == {
        "Eric Schmidt": 59,
        "Guru One": 72,
        "Guru Two": 74,
    }
    assert {name: slip[name]["score"] for name in good} == {name: entry["score"] for name, entry in good.items()}
    found = screen(tmp_path, case("f06", "one-typo.csv"), "--score", "external")
    assert said(found) == [(5, "590", scales.OUTSIDE)]
    small, big = (
        by_name(screen(tmp_path, case("f06", file), "--score", "external"))
        for file in ("da-small.csv", "da-with-one-big.csv")
    )
    assert {name: big[name]["score"] for name in small} == {name: entry["score"] for name, entry in small.items()}


def test_f06_a_scale_can_be_stated(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,Rating\nAnn Bel,730\nCid Dor,410\nEve Fox,1200\n")
    found = screen(tmp_path, tmp_path / "in.csv", "--score", "external", "--map", "external:acme/1000=Rating")
    assert (by_name(found)["Ann Bel"]["score"], by_name(found)["Cid Dor"]["score"]) == (73, 41)
    assert said(found) == [(4, "1200", scales.OUTSIDE)]


def test_a01_an_account_is_known_by_its_contents(tmp_path: Path) -> None:
    found = screen(tmp_path, case("a01", "a.csv"))
    assert found["people"] == 2
    assert {entry["handles"]["instagram"] for entry in found["ranking"]} == {"lunafilms", "orbitcook"}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Insta", ["@lunafilms", "@orbitcook", "@tinyblog"]),
        ("Qui", ["@lunafilms", "@orbitcook", "@tinyblog"]),
        ("Where", ["https://instagram.com/lunafilms", "instagram.com/orbitcook", "https://instagram.com/tinyblog/"]),
        ("Alias", ["lunafilms", "orbit.cook", "tiny_blog"]),
    ],
)
def test_a01_accounts_under_headings_that_say_nothing(tmp_path: Path, heading: str, cells: list[str]) -> None:
    rows = (f"{name},{cell},9" for name, cell in zip(("Luna Films", "Orbit Cook", "Tiny Blog"), cells, strict=True))
    (tmp_path / "in.csv").write_text("\n".join([f"Name,{heading},Followers", *rows]))
    found = screen(tmp_path, tmp_path / "in.csv")
    assert [len(entry["handles"]) for entry in found["ranking"]] == [1, 1, 1]


def test_a02_reactions_are_no_rate(tmp_path: Path) -> None:
    found = screen(tmp_path, case("a02", "a.csv"))
    assert found["imports"][0]["mapping"]["likes"] == "Engagement avg"
    assert "engagement_rate" not in found["imports"][0]["mapping"]
    assert by_name(found)["Tiny Blog"]["components"]["amplification"] < 70


@pytest.mark.parametrize("file", ["src.ods", "src.xlsx"])
def test_a04_error_cells_are_listed(tmp_path: Path, file: str) -> None:
    found = screen(tmp_path, case("a04", file))
    assert said(found) == [(2, "#DIV/0!", MISSING), (3, "#N/A", MISSING)]


def test_a12_metas_own_headings(tmp_path: Path) -> None:
    mapping = screen(tmp_path, case("a12", "a.csv"))["imports"][0]["mapping"]
    assert (mapping["handle"], mapping["name"]) == ("Account username", "Account name")


def test_a14_a_column_of_days_is_the_date_of_a_history(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("nom,twitter,id\nAna Doe,anadoe,ana-doe\n")
    found = screen(tmp_path, tmp_path / "c.csv", "--history", case("a14", "a.csv"))
    assert found["campaign"]["as_of"] == "2022-07-01"
    assert found["imports"][1]["mapping"]["date"] == "commit_time"
    assert said(found, 1) == []


def test_a14_a_row_of_a_history_without_its_day_is_refused(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("date,nom,followers\n2024-01-01,Ana Doe,100\n,Ana Doe,150\nsoon,Ana Doe,9\n")
    (tmp_path / "c.csv").write_text("nom\nAna Doe\n")
    found = screen(tmp_path, tmp_path / "c.csv", "--history", tmp_path / "h.csv")
    assert [row for row, _, reason in said(found, 1) if reason == days.UNDATED_ROW] == [3, 4]
    assert by_name(found)["Ana Doe"]["audience"] == 100


def test_a14_a_birthday_is_no_day_of_measurement(tmp_path: Path) -> None:
    lines = ["who,née,seen,nom,followers"]
    lines += [f"a{n},1990-0{n + 1}-03,2024-0{m}-01,Ana D{n},{m}00" for n in range(2) for m in (1, 2, 3)]
    (tmp_path / "h.csv").write_text("\n".join(lines))
    (tmp_path / "c.csv").write_text("nom\nAna D0\nAna D1\n")
    found = screen(tmp_path, tmp_path / "c.csv", "--history", tmp_path / "h.csv")
    assert found["imports"][1]["mapping"]["date"] == "seen"


def test_a14_a_history_without_days_is_refused_with_the_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "h.csv").write_text("nom,twitter,followers\nAna Doe,anadoe,100\nAna Doe,anadoe,150\n")
    workspace = tmp_path / "w.entregent"
    assert run(["screen", str(tmp_path / "h.csv"), "--workspace", str(workspace)]) == 0
    capsys.readouterr()
    assert run(["import", str(tmp_path / "h.csv"), "--kind", "history", "--workspace", str(workspace)]) == 3
    assert days.NO_DATE in capsys.readouterr().err


@pytest.mark.parametrize(
    ("heading", "cells", "field", "reason"),
    [
        ("Category", ["Macro", "Micro", "Nano"], "market", fitting.TIERS),
        ("Peers", ["many", "few", "none of note"], "peers", fitting.NOT_SO),
        ("Followers", ["lots", "some", "a few"], "audience", fitting.NOT_SO),
        ("E-mail", ["yes", "by agent", "ask"], "email", fitting.NOT_SO),
        ("Date", ["spring", "later", "soon"], "date", fitting.NOT_SO),
    ],
)
def test_a_recognised_column_is_never_left_out_unsaid(
    tmp_path: Path, heading: str, cells: list[str], field: str, reason: str
) -> None:
    rows = (f"{name},{cell}" for name, cell in zip(("Ann Bel", "Cid Dor", "Eve Fox"), cells, strict=True))
    (tmp_path / "in.csv").write_text("\n".join([f"Name,{heading}", *rows]))
    found = screen(tmp_path, tmp_path / "in.csv")
    assert field not in found["imports"][0]["mapping"]
    assert said(found) == [(0, f"{heading}: {', '.join(cells)}", reason)]
