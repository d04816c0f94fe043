"""A million rows imported whole beside pandas reading and storing the file; exact keys beside all pairs."""

from __future__ import annotations

import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.benchmarks import PRINT_PEAK, seconds

ROWS = 1_000_000
PAIRS = 3
KEYS = 100_000
BLOCK = 2_000
"""Names on each side of the all-pairs block the peer is measured on; the rest of the pairs cost the same each."""

_IMPORT = """
import sys
from pathlib import Path
from core.importing.run import prepare, run_import
from core.model import Campaign
from core.campaign import tables
from core.workspace.store import open_workspace
workspace = open_workspace(Path(sys.argv[2]))
with workspace.step("New campaign"):
    campaign = tables.add_campaign(workspace, Campaign(0, "bench"))
done = run_import(workspace, prepare(workspace, Path(sys.argv[1])), campaign=campaign)
assert done.rows_imported == int(sys.argv[3]), done.rows_imported
workspace.close()
"""

_PEER = """
import sqlite3, sys
import pandas as pd
frame = pd.read_csv(sys.argv[1], dtype=str)
connection = sqlite3.connect(sys.argv[2])
frame.to_sql("people", connection, index=False)
connection.commit()
"""


def make_file(path: Path, rows: int, tail: str = "") -> None:
    """Sixteen columns as a tool exports them, people in no order; ``tail`` stands behind each address."""
    chance = random.Random(7)
    first = ["Ana", "Zoé", "Jean", "Lucía", "Marc", "Ines", "Paul", "Noémie", "Omar", "Chloë"]
    order = list(range(rows))
    chance.shuffle(order)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "Name,Instagram handle,Email,Website,Country,Language,Organisation,Date,Followers,Posts,Likes,Comments,"
            "Shares,Views,Engagement rate,Influence score\n"
        )
        for i in order:
            audience = int(10 ** chance.uniform(2, 7))
            file.write(
                f"{first[i % 10]} {_word(i)},user.{i},u{i}@mail{i % 50}.com,https://www.blog{i}.net{tail},"
                f"{('France', 'Spain', '', 'Italy')[i % 4]},{('fr', 'es', '', 'it')[i % 4]},House {i % 900},2026-03-01,"
                f"{audience},{i % 400},{audience // 30},{audience // 300},{audience // 900},{audience * 2},"
                f"{chance.uniform(0.1, 9):.2f}%,{chance.uniform(1, 100):.1f}\n"
            )


def _word(i: int) -> str:
    syllables = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru")
    return "".join(syllables[int(digit)] for digit in f"{i:06d}").title()


def whole_import(rows: int = ROWS, tail: str = "") -> tuple[float, float]:
    """Our seconds by the peer's, each in a process of its own on one file (the median of three pairs), and our peak
    memory in GiB, the largest of the three."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "people.csv"
        make_file(source, rows, tail)
        pairs = [_pair(source, Path(folder), rows) for _ in range(PAIRS)]
    return statistics.median(mine / theirs for mine, theirs, _ in pairs), max(peak for *_, peak in pairs)


def _pair(source: Path, folder: Path, rows: int) -> tuple[float, float, float]:
    """Our seconds, the peer's, and our peak memory in GiB, of one import each."""
    ours, peer = folder / "ours.entregent", folder / "peer.db"
    peak = ""

    def work() -> None:
        nonlocal peak
        peak = _run(_IMPORT + PRINT_PEAK, source, ours, rows)

    mine, theirs = seconds(work), seconds(lambda: _run(_PEER, source, peer, rows))
    with sqlite3.connect(ours) as connection:
        assert connection.execute("SELECT count(*) FROM candidacy").fetchone()[0] == rows
    ours.unlink()
    peer.unlink()
    return mine, theirs, int(peak) / 2**20


def _run(code: str, *values: object) -> str:
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, "-c", code, *map(str, values)]
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=root).stdout


def exact_keys() -> float:
    """Matching 100,000 keys with 100,000 known ones, beside rapidfuzz's comparison of all pairs.

    All pairs are measured on a block of 2,000 x 2,000 and counted up to 100,000 x 100,000: each pair costs the same.
    """
    import pyarrow as pa
    from rapidfuzz import process

    from core.importing.identity.identity import Entries, Keys, Known, assign, numbered

    chance = np.random.default_rng(3)
    texts = pa.array([f"user.{i:06d}" for i in range(KEYS * 3 // 2)])
    mine, theirs = texts.take(chance.permutation(KEYS)), texts.take(chance.permutation(KEYS) + KEYS // 2)
    days = np.zeros(KEYS, np.int64)
    keys = Keys({"instagram": mine}, pa.array([""] * KEYS), days)
    known = Known({"instagram": Entries(theirs, np.arange(1, KEYS + 1), days, days)})
    ours = min(seconds(lambda: numbered(assign(keys, known))) for _ in range(5))
    one, other = mine.slice(0, BLOCK).to_pylist(), theirs.slice(0, BLOCK).to_pylist()
    block = min(seconds(lambda: process.cdist(one, other, workers=-1, dtype=np.uint8)) for _ in range(3))
    return ours / (block * (KEYS / BLOCK) ** 2)


TRACKED = "/?utm_source=newsletter&utm_medium=mail"
_measured: dict[str, tuple[float, float]] = {}


def _import(part: int, tail: str = "") -> float:
    """Time (0) or memory (1) of the import of one file, measured once for both."""
    if tail not in _measured:
        _measured[tail] = whole_import(tail=tail)
    return _measured[tail][part]


CASES: list[tuple[str, float, Callable[[], float]]] = [
    ("import of 1,000,000 rows x 16: time by pandas read_csv + to_sql", 2.0, lambda: _import(0)),
    ("import of 1,000,000 rows x 16: peak memory in GiB", 1.0, lambda: _import(1)),
    ("the same with a query in each address: time by pandas", 2.0, lambda: _import(0, TRACKED)),
    ("the same with a query in each address: peak memory in GiB", 1.0, lambda: _import(1, TRACKED)),
    ("exact keys of 100,000 in 100,000: time by all pairs", 1 / 50, exact_keys),
]
