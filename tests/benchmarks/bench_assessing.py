"""Assessing 45,867 candidates: what one key press sets off, as a part of the times promised."""

from __future__ import annotations

import statistics
import tempfile
from datetime import date
from functools import cache, partial
from pathlib import Path

from core.campaign import actions as campaigns
from core.campaign import assessing, build
from core.model import Campaign
from core.stature import actions as stature
from core.workspace.sql import execute, execute_many
from core.workspace.store import Workspace, open_workspace
from tests.benchmarks import seconds
from tests.core.workspaces import cid, rubric_now

PEOPLE = 45_867
KEY_PRESS, TRIAGE = 0.050, 0.100
DAY = date(2026, 3, 12)


@cache
def workspace() -> Workspace:
    """A file on the disk, as users have: half of the people rated on one criterion."""
    made = filled(Path(tempfile.mkdtemp()) / "many.entregent")
    build.build_board(made, cid(made))
    return made


def filled(path: Path) -> Workspace:
    """A new workspace with all of them in one campaign."""
    made = open_workspace(path)
    campaigns.start_campaign(made, Campaign(0, "Many", market="Science", seats=40))
    with made.bulk("many", "people", "stature", "campaign"):
        execute_many(
            made.connection,
            "INSERT INTO person(id, key, name, fold, market) VALUES (?,?,?,?,?)",
            ((n, f"k{n}", f"Person {n}", f"person {n}", "Science") for n in range(1, PEOPLE + 1)),
        )
        execute(made.connection, "INSERT INTO candidacy(campaign, person) SELECT ?, id FROM person", (cid(made),))
        execute_many(
            made.connection,
            "INSERT INTO assessment(person, criterion, assessor, level) VALUES (?,'profession','',?)",
            ((n, n % 5) for n in range(1, PEOPLE + 1, 2)),
        )
    return made


def press(place: int) -> None:
    """A level is kept, and the person read anew."""
    keys = rubric_now(workspace()).keys
    person = 1 + place // len(keys)
    stature.set_level(
        workspace(), person, keys[place % len(keys)], place % 5, stature.Occasion("Anne", DAY, campaign=1)
    )
    assessing.person_view(workspace(), cid(workspace()), person, "Anne", DAY)


def median_of(what: str) -> float:
    """The median of forty key presses, or of the triage after each, as a part of its limit."""
    taken: dict[str, list[float]] = {"press": [], "triage": []}
    assessing.queue(workspace(), cid(workspace()))
    for place in range(40):
        taken["press"].append(seconds(partial(press, place)))
        taken["triage"].append(seconds(lambda: assessing.queue(workspace(), cid(workspace()))))
    return statistics.median(taken[what]) / {"press": KEY_PRESS, "triage": TRIAGE}[what]


def in_the_window() -> float:
    """The 95th percentile of sixty keys on the assessing page, levels and Enter, from the press to the page painted."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    from core.settings import ASSESSOR
    from gui.assess.assess_view import AssessView
    from tests.benchmarks.bench_import_window import Desk

    folder = Path(tempfile.mkdtemp())
    filled(folder / "many.entregent").close()
    desk = Desk(folder)
    desk.program.settings.put(ASSESSOR, "Anne")
    desk.program.session.open(folder / "many.entregent")
    desk.settle()
    page = AssessView(desk.program.window, desk.program.session, desk.program.settings, 500)
    page.open()
    desk.settle()

    def key(code: Qt.Key, text: str) -> None:
        target = page.focusWidget() or page
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            desk.app.sendEvent(target, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text))
        page.repaint()

    taken = []
    for _ in range(12):
        for level in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_4):
            taken.append(seconds(partial(key, level, chr(level))))
            desk.app.processEvents()
        desk.settle()
        taken.append(seconds(partial(key, Qt.Key.Key_Return, "\r")))
        desk.settle()
    assert len(page.edited) == 48, "every level was kept"
    page.close()
    desk.close()
    return statistics.quantiles(taken, n=20)[-1] / KEY_PRESS


CASES = [
    ("a level kept among 45,867 / 50 ms", 1.0, partial(median_of, "press")),
    ("a key on the assessing page among 45,867, 95th percentile / 50 ms", 1.0, in_the_window),
    ("triage of 45,867 after a level, levels mended / 100 ms", 1.0, partial(median_of, "triage")),
]
