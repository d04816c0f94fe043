"""100,000 people with 52 dates each: imported, opened for the first time, selected, assessed, frozen and written.

Times of one action are divided by the bar of their case, so that every figure is a ratio to be at most 1; the import
and the first opening stand beside pandas and plain sqlite3 in the same run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from core.model import Campaign
from tests.benchmarks import PRINT_PEAK, seconds
from tests.benchmarks.bench_frame import ROOT
from tests.benchmarks.bench_opening import opened, plain
from tests.core.workspaces import rubric_now

PEOPLE, DATES = 100_000, 52
ACTIONS = 40
DAY = date(2026, 3, 12)
SECONDS = "import time; start = time.perf_counter()\n"
TAKEN = "\nprint(time.perf_counter() - start)"

_IMPORT = """
from pathlib import Path
import sys
from core.importing.run import prepare, run_import
from core.workspace.store import open_workspace
workspace = open_workspace(Path(sys.argv[2]))
done = run_import(workspace, prepare(workspace, Path(sys.argv[1]), kind="history"))
assert not done.rows_refused
workspace.close()
"""
_PEER = """
import sqlite3, sys
import pandas as pd
frame = pd.read_csv(sys.argv[1], dtype=str)
connection = sqlite3.connect(sys.argv[2])
frame.to_sql("history", connection, index=False)
connection.commit()
"""


@cache
def folder() -> Path:
    """A folder with the two files of the crowd, candidates.csv and history.csv, and what is made of them."""
    made = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    write_files(made)
    return made


def write_files(made: Path) -> None:
    """The crowd as two exports of a tool, seeded: people, and a history of one snapshot after the other."""
    import pyarrow as pa
    from pyarrow import csv

    rng = np.random.default_rng(52)
    audience = np.exp(rng.normal(8, 2, PEOPLE)).round() + 10
    handles, markets = [f"user.{i}" for i in range(PEOPLE)], ("Mobility", "Data", "Science")
    people = {
        "Name": [f"{('Ana', 'Zoé', 'Jean', 'Marc')[i % 4]} {_word(i)}" for i in range(PEOPLE)],
        "Instagram handle": handles,
        "Market": [markets[i % 3] for i in range(PEOPLE)],
        "Organisation": [f"House {i % 900}" for i in range(PEOPLE)],
        "Followers": audience.astype(np.int64),
    }
    csv.write_csv(pa.table(people), made / "candidates.csv")
    days = [(date(2025, 1, 6) + timedelta(weeks=week)).isoformat() for week in range(DATES)]
    seen = audience * np.exp(np.cumsum(rng.normal(0.01, 0.02, (DATES, PEOPLE)), axis=0))
    posts = rng.poisson(4, (DATES, PEOPLE))
    likes = posts * seen * 0.03 * rng.lognormal(0, 0.5, (DATES, PEOPLE))
    counts = {"Followers": seen, "Posts": posts, "Likes": likes, "Comments": likes / 12}
    history = {"Instagram handle": handles * DATES, "Date": np.repeat(days, PEOPLE)}
    history |= {name: values.ravel().astype(np.int64) for name, values in counts.items()}
    csv.write_csv(pa.table({name: pa.array(values) for name, values in history.items()}), made / "history.csv")


def _word(i: int) -> str:
    syllables = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru")
    return "".join(syllables[int(digit)] for digit in f"{i:06d}").title()


@cache
def people_file() -> Path:
    """A workspace with the people in one campaign, nothing known of their history."""
    from core.campaign import tables
    from core.importing.run import prepare, run_import
    from core.workspace.store import open_workspace

    path = folder() / "people.entregent"
    workspace = open_workspace(path)
    with workspace.step("New campaign"):
        campaign = tables.add_campaign(workspace, Campaign(0, "A crowd", seats=40))
    run_import(workspace, prepare(workspace, folder() / "candidates.csv"), campaign=campaign)
    workspace.close()
    return path


@dataclass
class Imported:
    """One import of the history beside the peer's: our seconds by theirs, our peak in GiB, and the file."""

    ratio: float
    peak: float
    path: Path = field(default_factory=lambda: folder() / "crowd.entregent")


@cache
def imported() -> Imported:
    """The history imported into the workspace of the people, and stored by pandas, each in a process of its own."""
    ours, history = folder() / "crowd.entregent", folder() / "history.csv"
    shutil.copy(people_file(), ours)
    taken, peak = _run(SECONDS + _IMPORT + TAKEN[1:] + PRINT_PEAK, history, ours)
    (theirs,) = _run(SECONDS + _PEER + TAKEN[1:], history, folder() / "peer.db")
    (folder() / "peer.db").unlink()
    return Imported(taken / theirs, peak / 2**20)


def _run(code: str, *values: object) -> list[float]:
    command = [sys.executable, "-c", code, *map(str, values)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return [float(word) for word in out.split()]


def first_opening() -> float:
    """Nothing prepared, to the painted ranking, by plain sqlite3 reading the same columns."""
    path = folder() / "first.entregent"
    ratios = []
    for _ in range(3):
        shutil.copy(imported().path, path)
        plain(path)
        ratios.append(opened(path)[0] / plain(path))
    return statistics.median(ratios)


@cache
def desk() -> Any:
    """The window over the crowd, opened before, so that it is prepared."""
    from tests.benchmarks.bench_import_window import Desk

    own = Path(tempfile.mkdtemp(dir=folder()))
    made = Desk(own)
    shutil.copy(imported().path, own / "crowd.entregent")
    made.program.session.open(own / "crowd.entregent")
    made.settle()
    return made


def _strangers() -> list[int]:
    """Rows of the board all over the list, seeded."""
    rng = np.random.default_rng(7)
    return [int(row) for row in rng.integers(0, PEOPLE, ACTIONS)]


def _dossier() -> Any:
    from gui.rank.dossier.panel import DossierPanel

    return desk().program.window.findChild(DossierPanel)


def _select(row: int) -> None:
    """Selects a row and waits for its dossier, painted."""
    panel = _dossier()
    desk().program.window.live.select(row)
    _wait(lambda: panel.dossier is not None)
    panel.repaint()


def _wait(there: Callable[[], bool]) -> None:
    """Lets the window live; asleep in between, or the worker would wait for Python's lock."""
    while not there():
        desk().app.processEvents()
        time.sleep(0.0005)


def selected() -> float:
    """Seconds from a selection to the painted dossier, median."""
    return statistics.median(seconds(partial(_select, row)) for row in _strangers())


def level_seen() -> float:
    """Seconds from a level given in the dossier to the painted window with the new board, median."""
    session, taken = desk().program.session, []
    for at, row in enumerate(_strangers()):
        _select(row)
        desk().settle()
        before = session.board

        def give(level: int = at % 5, before: Any = before) -> None:
            _dossier().stature.level_set.emit("network", level)
            _wait(lambda: session.board is not before)
            desk().program.window.repaint()

        taken.append(seconds(give))
        desk().settle()
    return statistics.median(taken)


@cache
def workspace() -> Any:
    """The crowd, prepared, without a window, and its board."""
    from core.campaign import build, online, tables
    from core.workspace.store import open_workspace

    path = folder() / "prepared.entregent"
    shutil.copy(imported().path, path)
    made = open_workspace(path)
    campaign = tables.campaigns(made)[0].id
    board = build.build_board(made, campaign)
    online.store_prepared(made, campaign)
    return made, campaign, board


def level_kept() -> float:
    """Seconds until a level is on the disk, 90th percentile."""
    from core.stature import actions as stature

    made, campaign, board = workspace()
    who, keys = stature.Occasion("Anne", DAY, campaign=campaign), rubric_now(made).keys

    def give(at: int, row: int) -> None:
        stature.set_level(made, int(board.person[row]), keys[at % len(keys)], at % 5, who)

    taken = [seconds(partial(give, at, row)) for at, row in enumerate(_strangers())]
    return statistics.quantiles(taken, n=10)[-1]


def frozen() -> float:
    """Seconds to freeze the list."""
    from core.shortlist import actions as shortlists

    made, campaign, _ = workspace()
    return seconds(lambda: shortlists.freeze_list(made, campaign, "List", "Anne", DAY))


def written(*command: str) -> float:
    """Seconds of a whole command over the prepared crowd that writes a CSV; Python's own start is in it."""
    workspace()[0].close()
    workspace.cache_clear()
    path, out = folder() / "prepared.entregent", folder() / "out.csv"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    whole = [sys.executable, "main.py", *command, str(out), "--workspace", str(path)]
    return min(seconds(lambda: subprocess.run(whole, cwd=ROOT, env=env, check=True)) for _ in range(2))


def of(bar: float, measure: Callable[[], float]) -> Callable[[], float]:
    """The seconds measured, by the bar."""
    return lambda: measure() / bar


CASES: list[tuple[str, float, Callable[[], float]]] = [
    ("import of 100,000 people x 52 dates: time by pandas read_csv + to_sql", 2.0, lambda: imported().ratio),
    ("import of 100,000 people x 52 dates: peak memory in GiB", 1.5, lambda: imported().peak),
    ("first opening, nothing prepared, to painted / the same columns by plain sqlite3", 2.0, first_opening),
    ("a level given is kept, 90th percentile / 20 ms", 1.0, of(0.020, level_kept)),
    ("a level given is seen / 50 ms", 1.0, of(0.050, level_seen)),
    ("somebody selected to the painted dossier / 50 ms", 1.0, of(0.050, selected)),
    ("a list frozen / 2 s", 1.0, of(2, frozen)),
    ("the list as CSV, the whole command / 3 s", 1.0, of(3, partial(written, "export", "--csv"))),
    ("the whole ranking as CSV, the whole command / 3 s", 1.0, of(3, partial(written, "table", "ranking", "--to"))),
]
