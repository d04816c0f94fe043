"""The longest time the window stands still while the page of imports reads, previews and imports a file, by 100 ms.

Every file of ``../shared/corpora/hostile`` where it is present, and generated ones: a line and a cell of 50 MB, a
million rows with as many remarks, 16,003 columns. A timer of 5 ms in the window's thread notes how late it comes.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "hostile"
TICK, LIMIT, PATIENCE = 5, 100, 120
RUNS = 3


class Heart:
    """Notes the longest gap between two beats of the event loop, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest, self._last = 0.0, time.perf_counter()
        self.timer = QTimer(interval=TICK)
        self.timer.timeout.connect(self._beat)
        self.timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, 1000 * (now - self._last) - TICK)
        self._last = now


class Desk:
    """A program with an empty campaign in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from core.campaign import actions as campaigns
        from core.model import Campaign
        from core.settings import Settings
        from gui.parts import memory
        from gui.window.app import Program

        self.app = QApplication.instance() or QApplication([])
        self.program = Program(self.app, Settings(folder / "settings.json"), folder / "sample.entregent")
        self.program.show()
        memory.collect_rarely()

        def fill(workspace: Any, progress: Any) -> None:
            campaigns.start_campaign(workspace, Campaign(0, "Autumn preview"))

        self.program.session.open(folder / "work.entregent", fill=fill)
        self.settle()

    def settle(self) -> None:
        """Lets the window live until the worker has nothing left to do."""
        end = time.monotonic() + PATIENCE
        while self.program.session.jobs.busy:
            self.app.processEvents()
            time.sleep(0.001)
            if time.monotonic() > end:
                raise TimeoutError
        self.app.processEvents()

    def close(self) -> None:
        self.program.window.close()
        self.app.processEvents()


def journey(desk: Desk, path: Path) -> Iterator[str]:
    """The page of imports from the file to the result; each step's name once it is done."""
    from gui.people.importing.import_page import COLUMNS

    window = desk.program.window
    window.rooms.files.import_paths([path])
    desk.settle()
    place = window.stack.shown
    yield "read"
    if place.importing.state == COLUMNS:
        place.blue.click()
        desk.settle()
        yield "import"
    place.importing.cancel()
    desk.settle()
    desk.app.processEvents()
    yield "close"


def gaps(path: Path) -> dict[str, float]:
    """Step -> the longest gap in it, in milliseconds."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        heart, found = Heart(), {}
        for step in journey(desk, path):
            found[step], heart.longest = heart.longest, 0.0
        heart.timer.stop()
        desk.close()
    return found


def worst(path: Path) -> float:
    """The median of several runs' longest gap, by the limit."""
    return statistics.median(max(gaps(path).values()) for _ in range(RUNS)) / LIMIT


def generated(name: str, make: Callable[[Path], None]) -> float:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        make(path)
        return worst(path)


def one_line(path: Path) -> None:
    """50 MB without a line end."""
    path.write_text("name,handle,followers," + "x" * 50_000_000, encoding="utf-8")


def quoted_cell(path: Path) -> None:
    """A cell of 50 MB among quoted ones, in the second row."""
    path.write_text(
        '"name","handle","note"\n"Ada","@ada","' + "x y " * 12_500_000 + '"\n"Bob","@bob",""\n', encoding="utf-8"
    )


def rows(path: Path, count: int, followers: str = "{n}") -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("Name,Handle,Followers,Posts,Likes\n")
        for n in range(count):
            out.write(f"Ada {n:x} Byron,@ada_{n},{followers.format(n=n)},{n % 90},{n % 1000}\n")


def columns(path: Path) -> None:
    count = 16_000
    head = ",".join(["Name", "Handle", "Followers", *(f"Extra {n}" for n in range(count))])
    line = ",".join(["Ada", "@ada", "12", *(str(n) for n in range(count))])
    path.write_text("\n".join([head, *[line] * 20]) + "\n", encoding="utf-8")


MADE: list[tuple[str, Callable[[Path], None]]] = [
    ("one line of 50 MB", one_line),
    ("one quoted cell of 50 MB", quoted_cell),
    ("100,000 rows with a remark each", partial(rows, count=100_000, followers="n.c. {n}")),
    ("1,000,000 rows with a remark each", partial(rows, count=1_000_000, followers="n.c. {n}")),
    ("16,003 columns", columns),
]

CASES = [(f"longest gap, {path.name} / 100 ms", 1.0, partial(worst, path)) for path in sorted(HOSTILE.glob("*.[cx]*"))]
CASES += [(f"longest gap, {name} / 100 ms", 1.0, partial(generated, "made.csv", make)) for name, make in MADE]
