"""Reading against its peers: pandas on a CSV of a million rows, calamine on a workbook of 100,000."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import python_calamine
import xlsxwriter

from core.importing.reading.read import read
from tests.benchmarks import PRINT_PEAK, ratio

ROWS, COLUMNS = 1_000_000, 16
MEMORY = 600_000_000


@cache
def folder() -> Path:
    """A folder for the generated files, kept until the run ends."""
    keep.append(tempfile.TemporaryDirectory())
    return Path(keep[0].name)


keep: list[tempfile.TemporaryDirectory[str]] = []


@cache
def people_csv() -> Path:
    """A clean CSV as a tool exports it: texts with accents, some quoted, counts and dates."""
    path = folder() / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(f"Column {n}" for n in range(COLUMNS)) + "\r\n")
        for i in range(ROWS):
            out.write(
                f'Zoé Lefèvre {i},https://www.zoe{i:x}-mode.fr/,zoe.{i}@orange.fr,@zoe{i:x},France,fr,"Lyon, Rhône",'
                f'"{i * 7919 % 999_983:,}",{i % 5000},{i % 977}.2k,{i % 31},{i % 17},{i % 409},{i % 811},'
                f"{i % 12}.{i % 97:02}%,2024-{i % 12 + 1:02}-{i % 28 + 1:02}\r\n"
            )
    return path


@cache
def people_xlsx() -> Path:
    """A workbook of 100,000 rows of texts and numbers."""
    path = folder() / "people.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f"Column {n}" for n in range(12)])
    for i in range(1, 100_000):
        sheet.write_row(i, 0, [f"Zoé Lefèvre {i}", f"@zoe{i:x}", "France", "fr", f"zoe.{i}@orange.fr", "Lyon"])
        sheet.write_row(i, 6, [i * 7, i % 5000, i / 7, i % 31, i % 17, i % 409])
    book.close()
    return path


def against_pandas() -> float:
    import pandas

    return ratio(lambda: read(people_csv()), lambda: pandas.read_csv(people_csv(), dtype=str), pairs=3)


def against_calamine() -> float:
    def calamine() -> object:
        return python_calamine.load_workbook(people_xlsx()).get_sheet_by_index(0).to_python()

    return ratio(lambda: read(people_xlsx()), calamine, pairs=5)


def peak_memory() -> float:
    """The peak of a fresh process that reads the million rows, by the limit of 600 MB."""
    code = "import sys; from pathlib import Path; from core.importing.reading.read import read; read(Path(sys.argv[1]))"
    code += PRINT_PEAK
    command = [sys.executable, "-c", code, str(people_csv())]
    unit = 1 if sys.platform == "darwin" else 1024
    return int(subprocess.run(command, capture_output=True, check=True).stdout) * unit / MEMORY


CASES = [
    ("CSV of 1,000,000 x 16 by pandas.read_csv(dtype=str)", 0.6, against_pandas),
    ("XLSX of 100,000 x 12 by calamine alone", 1.5, against_calamine),
    ("peak memory of the CSV by 600 MB", 1.0, peak_memory),
]
