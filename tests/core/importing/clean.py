"""Clean tables of our own and how they are written: what a shop sold, a French list, statistics, words, few cells."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

Cells = list[str]


@dataclass(frozen=True)
class Form:
    """How a clean table is written."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"
    all_quoted: bool = False


@dataclass(frozen=True)
class Base:
    """A clean table: its headings, its rows, and how it is usually written."""

    name: str
    header: Cells
    rows: list[Cells]
    form: Form = Form()


def cell(text: str, form: Form) -> str:
    """A cell as written: quoted where it must be."""
    special = form.quote and any(mark in text for mark in (form.delimiter, form.quote, "\n", "\r"))
    if not (special or (form.quote and form.all_quoted)):
        return text
    return form.quote + text.replace(form.quote, form.escape + form.quote) + form.quote


def line(cells: Iterable[str], form: Form) -> str:
    """A row as written, without its end."""
    return form.delimiter.join(cell(text, form) for text in cells)


def written(rows: Iterable[Cells], form: Form) -> str:
    """A whole table as written."""
    return "".join(line(cells, form) + form.end for cells in rows)


def stock() -> Base:
    """What a shop sold: dates, times, quantities, codes, prices, free text with commas, quotes and line breaks."""
    rng = random.Random(1)
    things = ("Lamp", "Chair", "Desk, oak", 'Screen 24"', "Cable", "Vase", "Carafe, 1 l", "Rug\r\n2 x 3 m")
    words = ("", "", "ok", "late", "broken, sent back", 'said "never again"', "call\r\nback", "gift", "2 boxes")
    rows = [
        [
            f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2021",
            f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00",
            str(rng.randint(1, 40)),
            f"{rng.choice('ABCD')}-{rng.randint(100, 999)}-{rng.randint(10, 99)}",
            f"{rng.uniform(1, 900):.2f}",
            rng.choice(("home", "office", "garden")),
            f"{rng.choice(things)} no. {i}",
            f"https://shop.example/{rng.randint(1, 9999)}?ref={i}",
            rng.choice(words),
        ]
        for i in range(84)
    ]
    return Base("stock", ["Date", "Time", "Qty", "Product", "Price", "Type", "Description", "Page", "Comment"], rows)


def french() -> Base:
    """A list kept by hand in a French spreadsheet: semicolons, decimal commas, accents."""
    rng = random.Random(2)
    rows = [
        [
            rng.choice(("Élodie", "Zoé", "Jean-Noël", "Maëlle", "Loïc")) + f" {rng.choice('ABCDEF')}.",
            rng.choice(("Évry", "Saint-Étienne", "L’Haÿ-les-Roses", "Paris 11e", "")),
            f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/2023",
            f"{rng.uniform(0, 100):.2f}".replace(".", ","),
            f"{rng.randint(1, 900)} {rng.randint(0, 999):03}",
            f"{rng.uniform(0, 20):.1f} %".replace(".", ","),
            rng.choice(("Mode ; beauté", "cuisine", "dit « le Chef »", 'dit "la Voix"', "", "vin, fromage")),
        ]
        for _ in range(60)
    ]
    header = ["Nom", "Ville", "Dernier billet", "Montant", "Abonnés", "Taux", "Thème"]
    return Base("french", header, rows, Form(delimiter=";"))


def years() -> Base:
    """A table of statistics: years as headings, one region a row."""
    rng = random.Random(3)
    header = ["Region", "Code", *map(str, range(2001, 2021))]
    rows = [
        [
            f"Region {chr(65 + i)}",
            f"R{i:02}",
            *(f"{rng.uniform(1, 99):.1f}" if rng.random() < 0.9 else "" for _ in range(20)),
        ]
        for i in range(24)
    ]
    return Base("years", header, rows, Form(end="\n"))


def words() -> Base:
    """Almost nothing but text."""
    rng = random.Random(4)
    some = ("park", "school, primary", "the old mill", "road works", "library", 'the "Ark"', "clinic", "bus stop")
    rows = [
        [
            f"{rng.choice(some)} {i}",
            rng.choice(some).title(),
            rng.choice(("open", "closed", "planned")),
            rng.choice(some),
            "",
        ]
        for i in range(50)
    ]
    return Base("words", ["Place", "Known as", "State", "Beside", "Remarks"], rows, Form(all_quoted=True))


def few() -> Base:
    """A table of four rows."""
    rows = [["Ana", "Pau", "12", "2021-03-04"], ["Max", "Lyon, 3e", "7", "2021-03-05"]]
    rows += [["Zoé", "Aix", "31", "2021-04-01"], ["Ida", "Metz", "5", "2021-05-09"]]
    return Base("few", ["Name", "Town", "Visits", "Since"], rows, Form(end="\n"))


def pairs() -> Base:
    """Two columns: a name and a number."""
    rng = random.Random(5)
    return Base("pairs", ["Item", "Count"], [[f"item {i}", str(rng.randint(1, 5000))] for i in range(30)])


def bases() -> list[Base]:
    """Every clean table."""
    return [stock(), french(), years(), words(), few(), pairs()]
