"""Small inputs that once gave a wrong list: ranking, unknown values, ties, running totals."""

from __future__ import annotations

import json
import random
from pathlib import Path
from statistics import pstdev
from typing import Any

import pytest

from core.cli import run

CASES = Path(__file__).parents[2] / "cases"


def screen(tmp_path: Path, *arguments: str | Path) -> dict[str, Any]:
    """The JSON of one ``screen``."""
    out = tmp_path / "out.json"
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in found["ranking"]}


def test_f12_a_lifetime_of_no_uploads_beside_31_million_subscribers_is_missing(tmp_path: Path) -> None:
    found = screen(tmp_path, CASES / "f12-lifetime-zero-posts-scores-0" / "in.csv")
    people = by_name(found)
    assert people["Luis Fonsi"]["score"] == people["Big One"]["score"] > people["Small"]["score"]
    assert people["Luis Fonsi"]["flags"] == []
    (issue,) = found["imports"][0]["issues"]
    assert (issue["row"], issue["field"], issue["raw"]) == (2, "posts", "0")


@pytest.mark.parametrize(("heading", "silent"), [("uploads last 30 days", True), ("videos", False)])
def test_no_uploads_in_a_period_are_silence(tmp_path: Path, heading: str, silent: bool) -> None:
    (tmp_path / "in.csv").write_text(f"name,youtube,subscribers,{heading}\nAnn Bel,annbel,90000,0\nCid Dor,cid,900,4\n")
    assert ("silent" in by_name(screen(tmp_path, tmp_path / "in.csv"))["Ann Bel"]["flags"]) is silent


def test_f12_a_count_that_only_grows_is_read_as_a_running_total(tmp_path: Path) -> None:
    """Three accounts over half a year, one of which stopped: it falls, and the reading is said and can be changed."""
    lines = ["date,name,twitter,followers,tweets"]
    for week in range(26):
        month, day = divmod(7 * week, 28)
        for number, name in enumerate(("Ann Bel", "Cid Dor", "Eve Fox")):
            tweets = 3000 + 9 * (min(week, 4) if name == "Cid Dor" else week)
            lines.append(f"2025-{month + 1:02}-{day + 1:02},{name},acc{number},9000,{tweets}")
    history = tmp_path / "history.csv"
    history.write_text("\n".join(lines) + "\n")
    (tmp_path / "in.csv").write_text("name,twitter\nAnn Bel,acc0\nCid Dor,acc1\nEve Fox,acc2\n")
    found = screen(tmp_path, tmp_path / "in.csv", "--history", history)
    people = by_name(found)
    assert people["Cid Dor"]["score"] < 10 < 50 < people["Ann Bel"]["score"] == people["Eve Fox"]["score"]
    assert people["Cid Dor"]["flags"] == ["running_total", "silent"]
    said = [issue for issue in found["imports"][1]["issues"] if issue["field"] == "posts"]
    assert [(issue["row"], issue["raw"]) for issue in said] == [(0, "tweets")]
    other = by_name(screen(tmp_path, tmp_path / "in.csv", "--history", history, "--counts", "posts=period"))
    assert other["Cid Dor"]["score"] == other["Ann Bel"]["score"] == people["Ann Bel"]["score"]
    assert run(["screen", str(tmp_path / "in.csv"), "--counts", "audience=total"]) == 3
    assert run(["screen", str(tmp_path / "in.csv"), "--counts", "posts"]) == 2


def numbers(found: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    """Everything said of some people, in their order."""
    return [entry for entry in found["ranking"] if entry["name"] in names]


def test_f09_people_of_another_market_lift_nobody(tmp_path: Path) -> None:
    folder = CASES / "f09-other-market-lifts-the-unknown-to-rank-1"
    alone = screen(tmp_path, folder / "b2b.csv", "--market", "B2B", "--seats", "2")
    both = screen(tmp_path, folder / "b2b-and-b2c.csv", "--market", "B2B", "--seats", "2")
    names = [entry["name"] for entry in alone["ranking"]]
    assert numbers(both, names) == alone["ranking"]
    for key in ("stability", "triage"):
        assert both[key] == alone[key]
    unknown = by_name(both)["Unknown"]
    assert unknown["score"] == 50.16 and unknown["rank"] == 3 and unknown["provisional"] == ["score", "credibility"]


@pytest.mark.parametrize("seed", range(8))
def test_people_of_another_market_change_no_number_of_this_one(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)

    def person(number: int, market: str) -> str:
        audience = rng.choice(["", str(rng.randrange(10, 10**6))])
        levels = [rng.choice(["", "0", "2", "4"]) for _ in range(2)]
        return f"P{number} Q{number},acc{number},{audience},{market},{','.join(levels)}"

    head = "name,twitter,followers,market,profession,peers"
    ours = [person(number, "B2B") for number in range(12)]
    theirs = [person(number, rng.choice(["B2C", "Retail"])) for number in range(12, 40)]
    mixed = [*ours, *theirs]
    rng.shuffle(mixed)
    found = []
    for rows in (ours, mixed):
        (tmp_path / "in.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        found.append(screen(tmp_path, tmp_path / "in.csv", "--market", "B2B", "--seats", "4", "--cutoff", "50"))
    names = [entry["name"] for entry in found[0]["ranking"]]
    assert numbers(found[1], names) == found[0]["ranking"]
    for key in ("stability", "triage", "cutoff_audit", "campaign"):
        assert found[1][key] == found[0][key]


def test_f09_people_off_line_lift_and_lower_no_stand_in(tmp_path: Path) -> None:
    folder = CASES / "f09-other-market-lifts-the-unknown-to-rank-1"
    offline = tmp_path / "offline.csv"
    rows = "\n".join(f"Off {n},B2B,4,4,4,4" for n in "abcdefgh")
    offline.write_text(f"name,market,profession,network,standing,peers\n{rows}\n", encoding="utf-8")
    found = by_name(screen(tmp_path, folder / "b2b.csv", "--market", "B2B", "--offline", offline))
    assert (found["Unknown"]["score"], found["Unknown"]["credibility"]) == (50.16, 50.0)


@pytest.mark.parametrize("seats", ["1", "2"])
def test_f03_a_tie_is_decided_by_the_person_and_not_by_the_file(tmp_path: Path, seats: str) -> None:
    files = [CASES / "f03-tie-decided-by-file-order" / name for name in ("a.csv", "b.csv")]
    found = [screen(tmp_path, *order, "--seats", seats) for order in (files, files[::-1])]
    assert found[0]["ranking"] == found[1]["ranking"]
    assert [entry["id"] for entry in found[0]["ranking"]] == ["twitter:abe", "twitter:zed"]
    assert [entry["in"] for entry in found[0]["ranking"]] == [True, seats == "2"]
    assert all(entry["tied"] and entry["rank"] == 1 for entry in found[0]["ranking"])


def test_b24_a_tie_across_the_line_is_told(tmp_path: Path) -> None:
    """However the file is cut and its parts are read, the same two are in, and all three are said to be tied."""
    whole = CASES / "b24-tie-across-the-line" / "tie.csv"
    head, *rows = whole.read_text(encoding="utf-8").splitlines()
    found = [screen(tmp_path, whole, "--seats", "2")["ranking"]]
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        parts = [tmp_path / f"part {at}.csv" for at in order]
        for part, at in zip(parts, order, strict=True):
            part.write_text(f"{head}\n{rows[at]}\n", encoding="utf-8")
        found.append(screen(tmp_path, *parts, "--seats", "2")["ranking"])
    assert all(ranking == found[0] for ranking in found)
    assert [(entry["id"], entry["tied"], entry["in"]) for entry in found[0]] == [
        ("instagram:annbel", True, True),
        ("instagram:ciddor", True, True),
        ("instagram:evefox", True, False),
    ]


def test_the_effective_share_is_that_of_the_list_written(tmp_path: Path) -> None:
    """Computed again from the JSON's own intervals and values."""
    rng = random.Random(5)
    rows = [f"P{n} Q{n},acc{n},{rng.randrange(100, 10**6)},{rng.randrange(5)}" for n in range(60)]
    (tmp_path / "in.csv").write_text("name,twitter,followers,peers\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = screen(tmp_path, tmp_path / "in.csv", "--seats", "9", "--weight", "42.5")
    able = [entry for entry in found["ranking"] if entry["intervals"]]
    score, credibility = (pstdev([entry[side] for entry in able]) for side in ("score", "credibility"))
    expected = 100 * 0.425 * credibility / (0.425 * credibility + 0.575 * score)
    assert found["campaign"]["effective_share"] == pytest.approx(expected, abs=1e-9)
    assert found["campaign"]["equal_say"] == pytest.approx(100 * score / (score + credibility), abs=1e-9)
    (tmp_path / "none.csv").write_text("name,twitter\nAnn Bel,annbel\n", encoding="utf-8")
    campaign = screen(tmp_path, tmp_path / "none.csv")["campaign"]
    assert campaign["effective_share"] is None and campaign["equal_say"] is None


@pytest.fixture
def offline_case(tmp_path: Path) -> list[str | Path]:
    """Seven on line, of whom one is assessed, and three off line by choice."""
    rows = [f"P{n} Q{n},acc{n},{100 * 4**n},{2 if n == 6 else ''}" for n in range(7)]
    (tmp_path / "in.csv").write_text("name,twitter,followers,peers\n" + "\n".join(rows) + "\n", encoding="utf-8")
    off = "name,profession,network,standing,peers\nOff A,4,4,4,4\nOff B,3,3,3,3\nOff C,0,0,0,0\n"
    (tmp_path / "off.csv").write_text(off, encoding="utf-8")
    return [tmp_path / "in.csv", "--offline", tmp_path / "off.csv", "--seats", "3", "--weight", "50"]


def test_absence_by_choice_counts_neither_for_nor_against_unless_the_campaign_says(
    tmp_path: Path, offline_case: list[str | Path]
) -> None:
    neutral = by_name(screen(tmp_path, *offline_case))
    middle = sorted(entry["score"] for name, entry in neutral.items() if name[0] == "P")[3]
    for name, credibility in (("Off A", 100), ("Off B", 75), ("Off C", 0)):
        off = neutral[name]
        assert off["score"] == off["score_low"] == off["score_high"] == middle and off["speed"] is None
        assert off["total"] == pytest.approx((middle + credibility) / 2) and off["provisional"] == []
        assert "offline" in off["flags"]
    zero = by_name(screen(tmp_path, *offline_case, "--absent", "zero"))
    assert [(zero[name]["score"], zero[name]["total"]) for name in ("Off A", "Off C")] == [(0, 50), (0, 0)]
    kept = by_name(screen(tmp_path, *offline_case, "--absent", "2", "--weight", "0"))
    assert [name for name, entry in kept.items() if entry["in"]] == ["P6 Q6", "Off A", "Off B"]
    assert kept["Off B"]["intervals"] == [[0, 100]] and "reserved" in kept["Off B"]["flags"]
    assert kept["Off C"]["intervals"] == [] and "pinned" not in kept["Off B"]["flags"]
    assert run(["screen", *map(str, offline_case), "--absent", "perhaps"]) == 2
    assert run(["screen", *map(str, offline_case), "--absent", "0"]) == 3


def test_an_unknown_side_may_count_at_its_lower_bound(tmp_path: Path, offline_case: list[str | Path]) -> None:
    low = by_name(screen(tmp_path, *offline_case, "--missing", "low"))
    assert (low["P3 Q3"]["credibility"], low["P3 Q3"]["credibility_high"]) == (0, 100)
    assert low["P3 Q3"]["total"] == low["P3 Q3"]["score"] / 2 and low["P3 Q3"]["provisional"] == ["credibility"]
    assert low["P6 Q6"]["credibility"] == 50


def test_f06_a_value_outside_its_scale_is_said_and_moves_nobody_else(tmp_path: Path) -> None:
    folder = CASES / "f06-one-klout-over-100-divides-everyone-by-10"
    right, wrong = (screen(tmp_path, folder / name, "--score", "external") for name in ("ok.csv", "one-typo.csv"))
    for name, score in (("Eric Schmidt", 59), ("Guru One", 72), ("Guru Two", 74)):
        assert by_name(right)[name]["score"] == by_name(wrong)[name]["score"] == score
    assert by_name(wrong)["Typo"]["provisional"] == ["score", "credibility"]
    (issue,) = wrong["imports"][0]["issues"]
    assert (issue["row"], issue["field"], issue["raw"]) == (5, "external:klout", "590")


def test_f06_a_scale_is_stated_and_never_guessed_from_the_others(tmp_path: Path) -> None:
    folder = CASES / "f06-one-klout-over-100-divides-everyone-by-10"
    files = [folder / "da-small.csv", folder / "da-with-one-big.csv"]
    for extra, expected in (((), [5, 7, 9]), (("--scale", "influence_score=10"), [50, 70, 90])):
        for file in files:
            found = by_name(screen(tmp_path, file, "--score", "external", *extra))
            assert [found[name]["score"] for name in "ABC"] == expected
    assert [issue["row"] for issue in screen(tmp_path, files[0])["imports"][0]["issues"]] == [0]
    assert run(["screen", str(files[0]), "--scale", "influence_score=none"]) == 3
