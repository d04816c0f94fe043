"""A table written in any of 672 dialects comes in as it was meant: every name, account, number, day and note."""

from __future__ import annotations

import csv
import io
import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.importing import cleaning
from core.importing.columns.recognise import recognise
from core.importing.reading.read import read
from core.importing.values.dates import EITHER_ORDER
from core.importing.values.numbers import COMMAS_PART, POINTS_PART
from core.model import to_day

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso-8859-1", "mac-roman")
DELIMITERS = (",", ";", "\t", "|")
QUOTINGS = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
ENDS = ("\n", "\r\n", "\r")
DECIMALS = (".", ",")
HEADINGS = {
    "en": ("Name", "Instagram handle", "Followers", "Engagement rate", "Date", "Notes"),
    "fr": ("Nom", "Compte Instagram", "Abonnés", "Taux d'engagement", "Date", "Remarques"),
}
MONTHS = {"en": ("January", "May", "August", "December"), "fr": ("janvier", "mai", "août", "décembre")}
NAMES = ("Zoé Lefèvre", "Anaïs D'Hérouville", "Max O'Brien", "NA", "None", "François Gonçalves", "Müller, Jürgen")
NOTES = ("Mode; beauté", "cuisine, vin", 'dit "la Voix"', "deux\nlignes", "", "a|b", "5 cm \\ 2", "été à Évry, 2 %")
# What the reader says of a column that the few values of a small table leave open.
OPEN = {EITHER_ORDER, COMMAS_PART, POINTS_PART}


@dataclass(frozen=True)
class Person:
    """One row as it is meant."""

    name: str
    handle: str
    audience: int
    rate: float
    day: date
    note: str


def person(rng: random.Random, end: str) -> Person:
    audience, rate = int(rng.lognormvariate(9, 2)), rng.randrange(1, 2000) / 100
    # Figures are measured on days that have come.
    day = date(2025, rng.choice((1, 5, 8, 12)), 1) + timedelta(rng.randrange(28))
    # Python's writer before 3.13 quotes a line break in a cell only when it is one of the file's own.
    note = rng.choice(NOTES).replace("\n", end)
    return Person(rng.choice(NAMES), f"blog.{rng.randrange(10**6)}", audience // 100 * 100, rate, day, note)


def written(who: Person, rng: random.Random, decimal: str, language: str) -> list[str]:
    """The cells of a row in one of the ways of a country."""
    parted = f"{who.audience:,}"
    other = parted.replace(",", "\u00a0") if rng.random() < 0.5 else parted.replace(",", ".")
    short = f"{who.audience / 1000:.1f} k".replace(".", decimal)
    audience = rng.choice((str(who.audience), parted if decimal == "." else other, short))
    month = MONTHS[language][(1, 5, 8, 12).index(who.day.month)]
    words = f"{month} {who.day.day}, {who.day.year}" if language == "en" else f"{who.day.day} {month} {who.day.year}"
    day = rng.choice((words, f"{who.day:%d/%m/%Y}", who.day.isoformat()))
    rate = f"{who.rate:.2f}".replace(".", decimal) + ("\u00a0%" if language == "fr" else "%")
    return [who.name, f"@{who.handle}", audience, rate, day, who.note]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("language", HEADINGS)
def test_what_was_meant_comes_in(encoding: str, language: str, tmp_path: Path) -> None:
    for dialect in itertools.product(DELIMITERS, QUOTINGS, ENDS, DECIMALS):
        delimiter, quoting, end, decimal = dialect
        rng = random.Random(f"{encoding}{language}{dialect}")
        people = [person(rng, end) for _ in range(rng.randint(4, 30))]
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)
        writer.writerows([HEADINGS[language], *(written(who, rng, decimal, language) for who in people)])
        path = tmp_path / "people.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        table = read(path)
        rows = cleaning.clean(table, recognise(table))
        came = zip(
            rows.texts["name"].to_pylist(),
            rows.handles["instagram"].to_pylist(),
            rows.metrics["audience"].tolist(),
            rows.metrics["engagement_rate"].tolist(),
            rows.day.tolist(),
            rows.texts["note"].to_pylist(),
            strict=True,
        )
        meant = [(p.name, p.handle, p.audience, p.rate, to_day(p.day), p.note) for p in people]
        assert list(came) == meant, dialect
        assert {issue.reason for issue in rows.issues} <= OPEN, dialect
