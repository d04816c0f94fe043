"""The window at 1,000,000 candidates: a moved weight to a painted frame, a long drag, and the memory of it all.

Milliseconds are divided by the bar of their case, so that every figure is a ratio to be at most 1.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from core.campaign.board import Board
from core.model import coded, packed
from tests.benchmarks import seconds

N, ROWS = 1_000_000, 30
FRAMES = 240
DRAG_SECONDS, MOVES_A_SECOND = 10, 60


@cache
def window() -> object:
    """The live views at 1440x900 over a million candidates, 30 rows in sight."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

    from gui.desk.live import Live
    from gui.parts import theme
    from gui.rank.header import Header
    from gui.rank.map.view import MapView
    from gui.rank.table.view import RankingView
    from tests.gui.fiction import board

    app = QApplication.instance() or QApplication([])
    theme.apply(app, dark=False)
    live = Live()
    whole = QWidget()
    whole.resize(1440, 900)
    rows, parts = QVBoxLayout(whole), QHBoxLayout()
    whole.live, whole.header = live, Header(live)
    whole.table, whole.map = RankingView(live), MapView(live)
    rows.addWidget(whole.header)
    rows.addLayout(parts, 1)
    parts.addWidget(whole.table, 4)
    parts.addWidget(whole.map, 3)
    whole.show()
    live.show(with_real_texts(board(N)))
    height = whole.table.viewport().height() // ROWS
    whole.table.verticalHeader().setDefaultSectionSize(height)
    app.processEvents()
    return whole


def with_real_texts(made: Board) -> Board:
    """Five text columns as the workspace gives them, every name and key its own."""
    n, few, codes = len(made), ("B2B technology", "Mobility", "Data"), ("FR", "BE", "CH", "CA")
    return replace(
        made,
        name=packed([f"Candidate {place}" for place in range(n)]),
        key=packed([f"key-{place}" for place in range(n)]),
        organisation=coded([f"Organisation {place % 5000}" for place in range(n)]),
        market=coded([few[place % 3] for place in range(n)]),
        country=coded([codes[place % 4] for place in range(n)]),
    )


def moves(count: int) -> list[int]:
    """Weights back and forth, as a hand moves the slider."""
    return [int(500 + 420 * np.sin(i / 17)) for i in range(count)]


def frames(place: int, paint: Callable[[object], None], count: int = FRAMES) -> list[float]:
    """Milliseconds from a moved weight to the painted frame, at a place of the table."""
    from PySide6.QtWidgets import QApplication

    whole = window()
    whole.table.verticalScrollBar().setValue(place)
    QApplication.processEvents()
    found = []
    for weight in moves(count + 20):

        def move(weight: int = weight) -> None:
            whole.live.set_weight(weight)
            paint(whole)

        found.append(seconds(move) * 1000)
    return found[20:]


def table_only(whole: object) -> None:
    """A frame of the table alone: the rest of the window is not asked to paint."""
    from PySide6.QtGui import QPixmap

    picture = _pictures.setdefault("table", QPixmap(whole.table.viewport().size()))
    whole.table.viewport().render(picture)


_pictures: dict[str, object] = {}


def all_of_it(whole: object) -> None:
    """A frame of the whole window: whatever is to be painted anew is painted."""
    whole.table.viewport().repaint()


def slow_twentieth(place: int, paint: Callable[[object], None], bar: float) -> float:
    return float(np.quantile(frames(place, paint), 0.95)) / bar


def worst_of_a_drag() -> float:
    """The longest frame of 10 s at 60 moves a second, top of the table, everything painted."""
    return max(frames(0, all_of_it, DRAG_SECONDS * MOVES_A_SECOND)) / 50


def memory() -> float:
    """The peak of a fresh process that opens the window over a million candidates, by 350 MiB."""
    code = (
        "from tests.benchmarks.bench_window import window, peak; import sys;"
        "w = window(); w.grab(); w.live.set_weight(500); w.grab(); print(peak())"
    )
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    return float(run.stdout.split()[-1]) / 350


def peak() -> float:
    """Resident memory of this process, MiB, now (Linux) or at its peak."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as status:
            return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


CASES = [
    ("moved to painted, table at the top, 95th percentile / 8.3 ms", 1.0, partial(slow_twentieth, 0, table_only, 8.3)),
    ("moved to painted, table in the middle / 12 ms", 1.0, partial(slow_twentieth, N // 2, table_only, 12.0)),
    ("moved to painted, map and header too / 33 ms", 1.0, partial(slow_twentieth, 0, all_of_it, 33.0)),
    ("moved to painted, all of it, in the middle / 33 ms", 1.0, partial(slow_twentieth, N // 2, all_of_it, 33.0)),
    ("worst frame of a 10 s drag at 60 moves a second / 50 ms", 1.0, worst_of_a_drag),
    ("resident memory of the window over a million / 350 MiB", 1.0, memory),
]
