"""What was written in any of 200 dialects comes in as it was, and says which dialect it was."""

from __future__ import annotations

import csv
import io
import itertools
import random

import pytest

from core.importing.reading import delimited, dialect, encoding

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman")
DELIMITERS = (",", ";", "\t", "|")
QUOTINGS = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
ENDS = ("\n", "\r\n", "\r")
HEADINGS = {
    "en": ("Name", "Blog URL", "Followers", "Engagement rate", "Last post", "Bio"),
    "fr": ("Nom", "URL du blog", "Abonnés", "Taux d'engagement", "Dernier billet", "Présentation"),
}
NAMES = ("Zoé Lefèvre", "Anaïs D'Hérouville", "Max O'Brien", "NA", "None", "François Gonçalves", "Müller, Jürgen")
BIOS = ("Mode; beauté", "cuisine, vin", 'dit "la Voix"', "deux\nlignes", "", "a|b", "5 cm \\ 2", "été à Évry, 2 %")
DIALECTS = list(itertools.product(ENCODINGS, DELIMITERS, QUOTINGS, ENDS, HEADINGS))


def number(rng: random.Random, language: str) -> str:
    n = int(rng.lognormvariate(9, 2))
    style = rng.randrange(4)
    if language == "fr":
        return (f"{n}", f"{n:,}".replace(",", "\u00a0"), f"{n / 1000:.1f} k".replace(".", ","), "")[style]
    return (f"{n}", f"{n:,}", f"{n / 1000:.1f}k", "")[style]


def person(rng: random.Random, language: str) -> list[str]:
    rate = f"{rng.random() * 10:.2f}"
    day = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2024"
    return [
        rng.choice(NAMES),
        f"https://www.{rng.choice('abcdef')}-blog.fr/?p={rng.randrange(99)}",
        number(rng, language),
        rate.replace(".", ",") + "\u00a0%" if language == "fr" else rate + "%",
        day,
        rng.choice(BIOS),
    ]


@pytest.mark.parametrize(("name", "delimiter", "quoting", "end", "language"), DIALECTS)
def test_what_comes_in_is_what_was_written(name: str, delimiter: str, quoting: int, end: str, language: str) -> None:
    rng = random.Random(f"{name}{delimiter}{quoting}{end}{language}")
    # Python's writer before 3.13 quotes a line break in a cell only when it is one of the file's own.
    people = [[cell.replace("\n", end) for cell in person(rng, language)] for _ in range(rng.randint(3, 40))]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows([HEADINGS[language], *people])
    table = delimited.from_utf8(encoding.to_utf8(out.getvalue().encode(name)), "x")
    assert table.dialect.delimiter == delimiter
    assert table.headings == HEADINGS[language]
    assert [list(row) for row in zip(*(c.to_pylist() for c in table.columns), strict=True)] == people
    assert table.rows.tolist() == list(range(2, len(people) + 2))


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        ("sep=;\n", ";"),
        ("sep=,", ","),
        ('"sep=|"\r\n', "|"),
        ("SEP=\\t\n", "\t"),
        ("sep=\t\n", "\t"),
        ("sep=||\n", "||"),
    ],
)
def test_a_declared_separator(line: str, declared: str) -> None:
    assert dialect.separator_line(line) == declared


def test_an_ordinary_line_declares_nothing() -> None:
    assert not dialect.separator_line("separate,lines\n")


def test_decimal_commas_do_not_part_cells() -> None:
    assert dialect.guess(["nom;taux;part\n", "a;1,5;2,5\n", "b;3,5;4,5\n", "c;5,5;6,5\n"]).delimiter == ";"


def test_commas_in_the_text_of_a_tabbed_file() -> None:
    lines = ["name\tbio\n", "Eric\tone, two, three\n", "Ana\tfour, five\n", "Zoé\tsix, seven, eight, nine\n"]
    assert dialect.guess(lines).delimiter == "\t"
