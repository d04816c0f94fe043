"""10,000 people in two campaigns: undo, redo, another campaign and another place, each until it is painted.

Times are divided by the bar of 100 ms, so that every figure is a ratio to be at most 1.
"""

from __future__ import annotations

import atexit
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from core.model import Campaign
from tests.benchmarks import seconds

PEOPLE, TIMES, BAR_S = 10_000, 9, 0.1
PLACES = ("campaign", "people", "assess", "rank", "list", "invitations", "rights")


@cache
def desk() -> Any:
    """The window over two campaigns of the same people, every place seen once."""
    from tests.benchmarks.bench_import_window import Desk

    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Desk(folder)
    made.program.session.open(write_workspace(folder))
    made.settle()
    for place in PLACES:
        made.program.window.go(place)
        made.settle()
    return made


def write_workspace(folder: Path) -> Path:
    """A workspace with the people imported, and two campaigns."""
    from core.campaign import actions as campaigns
    from core.importing.run import prepare, run_import
    from core.workspace.store import open_workspace

    rows = (f"Person {i},@user{i},{50 + i * 7 % 90_000},{i * 13 % 4_000},House {i % 90}" for i in range(PEOPLE))
    people = folder / "people.csv"
    people.write_text("Name,Instagram handle,Followers,Likes,Organisation\n" + "\n".join(rows), encoding="utf-8")
    workspace = open_workspace(folder / "two.entregent")
    workspace.backup_folder = None
    first = campaigns.start_campaign(workspace, Campaign(0, "Spring", seats=40))[0]
    run_import(workspace, prepare(workspace, people), campaign=first)
    campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=60, weight=300))
    workspace.close()
    return folder / "two.entregent"


def until(act: Callable[[], object], there: Callable[[], bool]) -> float:
    """Seconds from an act until something is there and painted; what goes on behind it is then let come to rest."""

    def wait() -> None:
        act()
        while not there():
            desk().app.processEvents()
            time.sleep(0.0005)
        desk().program.window.repaint()

    taken = seconds(wait)
    desk().settle()
    return taken


def _board_changes(act: Callable[[], object]) -> float:
    session = desk().program.session
    before = session.board
    return until(act, lambda: session.board is not before)


def undone_and_redone(wanted: str) -> float:
    """A level given, undone and done again in Rank; the median of one of these."""
    from core.stature import actions as stature
    from core.workspace import actions as steps

    session, taken = desk().program.session, {"undo": [], "redo": []}
    desk().program.window.go("rank")
    for at in range(TIMES):
        person = int(session.board.person[at * 997])
        _board_changes(partial(session.act, stature.set_level, person, "peers", 1 + at % 4))
        taken["undo"].append(_board_changes(partial(session.act, steps.undo)))
        taken["redo"].append(_board_changes(partial(session.act, steps.redo)))
    return statistics.median(taken[wanted]) / BAR_S


def campaign_switched() -> float:
    """From one campaign to the other, by turns."""
    session = desk().program.session
    desk().program.window.go("rank")
    desk().settle()
    ids = [one.id for one in session.campaigns]
    taken = []
    for _ in range(TIMES):
        other = next(one for one in ids if one != session.campaign)
        taken.append(until(partial(session.choose, other), lambda other=other: session.campaign == other))
    return statistics.median(taken) / BAR_S


def place_switched() -> float:
    """From place to place; the slowest place's median."""
    window, taken = desk().program.window, {place: [] for place in PLACES}
    for _ in range(5):
        for place in PLACES:
            taken[place].append(until(partial(window.go, place), lambda: True))
    return max(statistics.median(times) for times in taken.values()) / BAR_S


CASES: list[tuple[str, float, Callable[[], float]]] = [
    ("10,000 people: undo to the painted window / 100 ms", 1.0, partial(undone_and_redone, "undo")),
    ("10,000 people: redo to the painted window / 100 ms", 1.0, partial(undone_and_redone, "redo")),
    ("10,000 people: another campaign, painted / 100 ms", 1.0, campaign_switched),
    ("10,000 people: another place, painted, the slowest / 100 ms", 1.0, place_switched),
]
