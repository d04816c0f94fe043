"""What the program writes it reads back equal: random campaigns, every form of file, both languages."""

from __future__ import annotations

import csv
import itertools
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.campaign.screening import Request, screen_files
from core.importing.draft import Reading
from core.model import Campaign
from core.shortlist import outputs
from core.shortlist.choices import CSV_FORMS, csv_form, in_form
from core.workspace.store import temporary_workspace

FORMS = list(itertools.product(("en", "fr"), (*CSV_FORMS, "xlsx")))
NAMES = (
    "Ann Bel", "=SUM(1)", "'quoted'", "NA Bel", "None Such", "O'Brien, Kate", 'Say "Hi"', "Semi;colon", "-Dash",
    "+Plus", "@At Sign", "王小明", "Zoé Lefèvre", "[bold]Eve", "Müller | Jürgen", "Tab\tLe", "Anne-Sophie Le Goff",
    "  Edge Space ",
)  # fmt: skip
MARKETS = ("France", "B2B, tech", "Énergie; eau", "=1+1", "Food & Drinks, Travel, Lifestyle", "3D", "FR - BE", "")
NOTES = ("knows, all", "line one\nline two", 'says "no"; often', "-5 points", "", "", "l’été à Évry", "yes")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ji", "ko", "lu", "me", "ni", "po")


def word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(4)).title()


def write_campaign(folder: Path, chance: random.Random, assessors: str = "AB") -> Request:
    """A random campaign's files: people with accounts, levels of several assessors, people off line."""
    people = [f"{chance.choice(NAMES)} {word(chance)} {word(chance)}" for _ in range(chance.randint(3, 14))]
    heads = [
        "name",
        "instagram",
        "twitter",
        "email",
        "url",
        "organisation",
        "market",
        "country",
        "language",
        "followers",
    ]
    rows = [[name, *person_cells(chance)] for name in people]
    stature = [
        [name, *levels(chance), assessor, chance.choice(NOTES)]
        for name in people
        for assessor in chance.sample(assessors, chance.randint(0, len(assessors)))
    ]
    offline = [[f"{word(chance)} {word(chance)}", *levels(chance), chance.choice(MARKETS)] for _ in range(3)]
    criteria = ["profession", "network", "standing", "peers"]
    files = [("c.csv", heads, rows), ("s.csv", ["name", *criteria, "assessor", "note"], stature)]
    for name, headings, lines in (*files, ("o.csv", ["name", *criteria, "market"], offline)):
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([headings, *lines])
    return request([folder / "c.csv"], [folder / "s.csv"] if stature else [], [folder / "o.csv"])


def person_cells(chance: random.Random) -> list[object]:
    account = f"{word(chance)}{chance.randrange(100)}".lower()
    return [
        account,
        chance.choice((f"{account}_x", "")),
        chance.choice((f"{account}@mail.example.org", "")),
        chance.choice((f"https://{account}.example.org/blog", "")),
        chance.choice(("Agency, Ltd", "=Org", "Société «X»", "")),
        chance.choice(MARKETS),
        chance.choice(("FR", "BE", "NO", "")),
        chance.choice(("fr", "en", "")),
        chance.choice((chance.randrange(100, 10**6), chance.randrange(100, 10**6), "")),
    ]


def levels(chance: random.Random) -> list[object]:
    """Four levels; of some people none, so that their note stands alone."""
    if chance.random() < 0.25:
        return [""] * 4
    return [chance.choice((0, 1, 2, 3, 4, "")) for _ in range(4)]


def request(files: list[Path], stature: list[Path], offline: list[Path]) -> Request:
    campaign = Campaign(0, "Random", seats=100, weight=500)
    return Request(files=files, stature=stature, history=[], offline=offline, campaign=campaign, reading=Reading())


def write_out(asked: Request, path: Path, lang: str, form: str) -> list[str]:
    """Screens the files and writes the list; gives what was refused or left out with a reason."""
    choices = in_form(outputs.AS_HANDED_IN, "plain" if form == "xlsx" else form)  # type: ignore[arg-type]
    with temporary_workspace_of(asked) as (workspace, screened):
        wanted = {"xlsx": path} if form == "xlsx" else {"csv": path}
        outputs.write_files(workspace, screened.ranked, outputs.Wanted(**wanted, language=lang, choices=choices))
        issues = [issue for one in screened.imports for issue in one.issues]
    return [f"{issue.row} {issue.field} {issue.raw}: {issue.reason}" for issue in issues]


class temporary_workspace_of:
    def __init__(self, asked: Request) -> None:
        self.asked = asked

    def __enter__(self) -> tuple[object, object]:
        self.workspace = temporary_workspace()
        return self.workspace, screen_files(self.workspace, self.asked)

    def __exit__(self, *_: object) -> None:
        self.workspace.close()


def cells(path: Path) -> list[list[str]]:
    from core.importing.reading.read import plain_rows, read

    table = read(path)
    return [list(table.headings), *([*row] for row in plain_rows(table, 0))]


@pytest.mark.parametrize(("lang", "form"), FORMS)
@settings(max_examples=12, deadline=None)
@given(seed=some.integers(0, 10**9))
def test_what_is_written_comes_back_equal(lang: str, form: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ending = "xlsx" if form == "xlsx" else "csv"
        first, second = folder / f"first.{ending}", folder / f"second.{ending}"
        write_out(write_campaign(folder, random.Random(seed)), first, lang, form)
        write_out(request([first], [], []), second, lang, form)
        assert cells(second) == cells(first)


@settings(max_examples=20, deadline=None)
@given(seed=some.integers(0, 10**9))
def test_levels_that_are_means_of_three_come_back_as_they_were_written(seed: int) -> None:
    """2.33 stays 2.33; what was made of seven thirds may move by the hundredth that the file leaves out."""
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name) / "first.csv", Path(name) / "second.csv"
        write_out(write_campaign(Path(name), random.Random(seed), "ABC"), first, "en", "plain")
        write_out(request([first], [], []), second, "en", "plain")
        (heads, *before), (_, *after) = cells(first), cells(second)
        levels = [heads.index(one) for one in heads if one in ("Profession and position", "Off-line network")]
        levels += [heads.index(one) for one in heads if one in ("Professional stature", "Credit among peers")]
        key, total = heads.index("Entregent key"), heads.index("Total")
        found = {row[key]: row for row in after}
        assert [[found[row[key]][at] for at in levels] for row in before] == [
            [row[at] for at in levels] for row in before
        ]
        assert all(abs(float(found[row[key]][total]) - float(row[total])) <= 0.06 for row in before)


@pytest.mark.parametrize(("lang", "expected"), [("fr", ";"), ("en", ",")])
def test_a_csv_opens_in_the_spreadsheet_of_its_language(tmp_path: Path, lang: str, expected: str) -> None:
    write_out(write_campaign(tmp_path, random.Random(1)), tmp_path / "out.csv", lang, csv_form(lang))
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8")
    assert text[0] == "\ufeff" and text.splitlines()[0].split(expected)[1] in ("Tied", "Ex æquo")
    row = next(csv.DictReader(text[1:].splitlines(), delimiter=expected))
    assert ("," if lang == "fr" else ".") in row["Total"]
