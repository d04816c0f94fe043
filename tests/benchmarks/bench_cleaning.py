"""Cleaning: messy numbers beside a Python loop, a whole table of text beside pandas reading it."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from core.importing.cleaning import clean
from core.importing.columns.recognise import apply_choices, recognise
from core.importing.reading.table import Dialect, TextTable
from core.importing.values import numbers
from tests.benchmarks import ratio

GROUP = "\u202f"
GONE = str.maketrans("", "", " \u00a0\u202f\u2009\u2007\t'’_")
SUFFIXES = {"md": 1e9, "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9}
HEADINGS = (
    *("Nom", "URL du blog", "E-mail", "Compte", "Pays", "Langue", "Marché", "Abonnés", "Publications"),
    *("J'aime (moy.)", "Commentaires (moy.)", "Partages (moy.)", "Liens entrants", "Visites mensuelles"),
    *("Taux d'engagement", "Date"),
)


@cache
def messy(count: int, seed: int = 3) -> Any:
    """So many numbers as a French spreadsheet has them: plain, grouped by spaces, ``1,2 k``, ``3,8 M``, blank."""
    rng = np.random.default_rng(seed)
    values, kinds = rng.lognormal(8.5, 2.0, count).astype(np.int64).tolist(), rng.random(count).tolist()
    return pa.array([_written(value, kind) for value, kind in zip(values, kinds, strict=True)])


def _written(value: int, kind: float) -> str:
    if kind < 0.03:
        return ""
    if kind < 0.45 or value < 1000:
        return str(value)
    if kind < 0.70:
        return f"{value:,}".replace(",", GROUP if kind < 0.55 else " ")
    scaled = f"{value / 1e6:.1f} M" if value >= 1_000_000 else f"{value / 1e3:.1f} k"
    return scaled.replace(".", ",")


def loop(texts: list[str], mark: str = ",") -> list[float]:
    """Cell by cell, with the forms ``numbers.column`` reads as a matter of course: units, percent, thousands, both
    marks. (A loop that knows only what stands in this very column takes about half its time.)"""
    return [_one(text, mark, "." if mark == "," else ",") for text in texts]


def _one(text: str, mark: str, thousands: str) -> float:
    text = text.translate(GONE).lower()
    if not text:
        return float("nan")
    text, factor = text.removesuffix("%"), 1.0
    for suffix, power in SUFFIXES.items():
        if text.endswith(suffix):
            text, factor = text.removesuffix(suffix), power
            break
    if thousands in text:
        parts = text.split(mark)[0].split(thousands)
        if all(len(part) == 3 for part in parts[1:]):
            text = text.replace(thousands, "")
        elif len(parts) == 2 and mark not in text:
            text = text.replace(thousands, ".")
        else:
            return float("nan")
    try:
        return float(text.replace(mark, ".")) * factor
    except ValueError:
        return float("nan")


def numbers_by_a_loop() -> float:
    texts = messy(1_000_000)
    cells = texts.to_pylist()
    return ratio(lambda: numbers.column(texts, frozenset(), ","), lambda: loop(cells), pairs=3)


@cache
def people(count: int) -> TextTable:
    """So many rows of 16 columns, French."""
    rng = np.random.default_rng(5)
    handles = [f"blog{i:x}" for i in range(count)]
    figures = [messy(count, seed) for seed in range(10, 16)]
    days = np.datetime_as_string(np.datetime64("2026-08-01") - rng.integers(0, 900, count)).tolist()
    columns = (
        *(pa.array([f"Léa {h}" for h in handles]), pa.array([f"https://www.{h}.example.fr/" for h in handles])),
        *(pa.array([f"{h}@example.fr" for h in handles]), pa.array([f"@{h}" for h in handles])),
        *(
            pa.array(rng.choice(names, count).tolist())
            for names in (["France", "Belgique"], ["fr", "en"], ["mode", "art"])
        ),
        *(figures[0], pa.array([str(x) for x in rng.integers(0, 5000, count)]), *figures[1:]),
        pa.array([f"{x:.2f} %".replace(".", ",") for x in rng.random(count) * 10]),
        pa.array([f"{day[8:10]}/{day[5:7]}/{day[:4]}" for day in days]),
    )
    return TextTable(HEADINGS, columns, np.arange(2, count + 2), Dialect("csv", delimiter=";"))


def table_by_reading() -> float:
    table = people(200_000)
    file = io.BytesIO()
    csv.write_csv(pa.table(dict(zip(HEADINGS, table.columns, strict=True))), file)
    mapping = apply_choices(recognise(table), table, {})
    assert len(mapping.uses) == len(HEADINGS)
    return ratio(lambda: clean(table, mapping), lambda: pd.read_csv(io.BytesIO(file.getvalue()), dtype=str), pairs=3)


CASES = [
    ("cleaning 1,000,000 messy numbers / a Python loop", 1 / 6, numbers_by_a_loop),
    ("cleaning 200,000 rows x 16 columns / pandas.read_csv(dtype=str) of them", 1.0, table_by_reading),
]
