"""Opening a workspace of 1,000,000 candidates to the first painted ranking, beside plain sqlite3, and its memory.

The window is the real one, over a real file; its process is fresh, so that imports count. Opened both as after an
import by the command line, nothing prepared, and as it stands after it was last used.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import numpy as np

from core.campaign import tables as campaign_tables
from core.model import METRICS, Campaign
from core.workspace.sql import execute, execute_many
from core.workspace.store import Workspace, open_workspace
from tests.benchmarks.bench_window import peak
from tests.core.workspaces import cid

N, BATCH = 1_000_000, 50_000
MARKETS = ("B2B technology", "Mobility", "Data")
PEOPLE = (
    "SELECT p.id, p.offline, c.pinned, c.excluded, p.key, p.name, p.market, p.country, p.organisation, c.markets "
    "FROM candidacy c JOIN person p ON p.id=c.person WHERE c.campaign=(SELECT min(id) FROM campaign) ORDER BY c.person"
)
SEEN = (
    f"SELECT o.person, o.day, o.channel, o.per_post, {','.join(METRICS)} FROM observation o "
    "JOIN candidacy c ON c.person=o.person AND c.campaign=(SELECT min(id) FROM campaign) "
    "ORDER BY c.person, o.day, o.channel, o.batch"
)
NEW_PERSON = "INSERT INTO person(id,key,name,fold,market,country,organisation) VALUES (?,?,?,?,?,?,?)"
NEW_SEEN = (
    "INSERT INTO observation(person,day,channel,batch,row,audience,posts,likes) VALUES (?,20000,'web',1,?,?,10,?)"
)


@cache
def workspace_file() -> Path:
    """A workspace of a million candidates, each observed once; never opened by a window."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "million.entregent"
    workspace = open_workspace(path)
    fill(workspace, N)
    workspace.close()
    return path


def another(name: str) -> Path:
    """A copy of it, to be opened for the first time."""
    path = workspace_file().with_name(f"{name}.entregent")
    shutil.copy(workspace_file(), path)
    return path


@cache
def used_file() -> Path:
    """A copy as it stands after it was last used."""
    path = another("used")
    opened(path)
    return path


def fill(workspace: Workspace, n: int) -> None:
    """People, what was seen of them, and a campaign, in a few statements of many rows."""
    rng = np.random.default_rng(11)
    audience, likes = np.exp(rng.normal(8, 2, n)).round(), np.exp(rng.normal(4, 2, n)).round()
    with workspace.bulk("Bench", "people", "observations", "campaign"):
        number = campaign_tables.add_campaign(workspace, Campaign(0, "A million", seats=40))
        execute(workspace.connection, "UPDATE campaign SET id=1 WHERE id=?", (number,))  # as the peer's SQL has it
        for start in range(0, n, BATCH):
            rows = range(start + 1, min(start + BATCH, n) + 1)
            execute_many(workspace.connection, NEW_PERSON, map(_person, rows))
            execute_many(workspace.connection, NEW_SEEN, ((_id(i), i, audience[i - 1], likes[i - 1]) for i in rows))
        campaign_tables.add_everyone(workspace, cid(workspace))


def _id(i: int) -> int:
    """As large as ids are."""
    return (1 << 60) + (i << 29)


def _person(i: int) -> tuple[object, ...]:
    name, country = f"Candidate {i}", ("FR", "BE", "CH", "CA")[i % 4]
    return _id(i), f"key-{i}", name, name.lower(), MARKETS[i % 3], country, f"Organisation {i % 5000}"


def opened(path: Path) -> tuple[float, float]:
    """Seconds from opening to the first painted ranking in a fresh process, and its memory in MiB once at rest."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = f"from tests.benchmarks.bench_opening import open_window; open_window({str(path)!r})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    taken, memory = run.stdout.split()[-2:]
    return float(taken), float(memory)


def open_window(path: str) -> None:
    """In the fresh process: the program's own window, opened on a file, until it has painted the list."""
    from PySide6.QtWidgets import QApplication

    from core.settings import Settings
    from gui.window.app import Program

    app = QApplication([])
    program = Program(app, Settings(Path(path).with_name("settings.json")))
    program.show()
    app.processEvents()
    start = time.perf_counter()
    program.session.open(Path(path))
    while program.window.live.board is None:
        app.processEvents()
        time.sleep(0.002)
    program.window.grab()
    taken = time.perf_counter() - start
    while program.session.jobs.busy:
        app.processEvents()
        time.sleep(0.002)
    program.window.live.set_weight(480)
    program.window.grab()
    time.sleep(0.5)  # the worker gives memory back after its last answer
    print(taken, peak())
    program.session.close()


def plain(path: Path) -> float:
    """Seconds to read the same columns by sqlite3 and nothing else."""
    start = time.perf_counter()
    connection = sqlite3.connect(path)
    for sql in (PEOPLE, SEEN):
        found = connection.execute(sql)
        while found.fetchmany(BATCH):
            pass
    connection.close()
    return time.perf_counter() - start


def opening_by_plain() -> float:
    return statistics.median(opened(used_file())[0] / plain(used_file()) for _ in range(3))


def first_opening_by_plain() -> float:
    """The file is read once by each before the clock runs, so that neither waits for the disk."""
    found = []
    for _ in range(3):
        path = another("first")
        plain(path)
        peer = plain(path)
        found.append(opened(path)[0] / peer)
    return statistics.median(found)


def memory_of_the_window() -> float:
    return opened(used_file())[1] / 350


def memory_after_a_first_opening() -> float:
    return opened(another("first"))[1] / 350


CASES = [
    ("first opening, nothing prepared, to painted / the same columns by plain sqlite3", 3.0, first_opening_by_plain),
    ("opened to first painted ranking of 1,000,000 / the same columns by plain sqlite3", 3.0, opening_by_plain),
    ("resident memory of the whole program over a million / 350 MiB", 1.0, memory_of_the_window),
    ("resident memory of it after a first opening / 350 MiB", 1.0, memory_after_a_first_opening),
]
