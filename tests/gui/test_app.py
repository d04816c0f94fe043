"""The worker and the program around the window: order, cancelling, bugs that show, and a quick first paint."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.errors import Trouble
from core.model import Progress
from gui.desk.faults import print_fault
from gui.desk.jobs import Jobs
from gui.desk.progress import ProgressStrip
from tests.gui.pages.window import WindowPage

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pandas", "scipy", "sqlite_utils", "babel", "typst", "clevercsv", "pyarrow", "rapidfuzz")


@pytest.fixture
def jobs(qapp: QObject) -> object:
    made = Jobs()
    yield made
    made.close(lambda: None)


def test_answers_come_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[int] = []
    with qtbot.waitSignal(jobs.idle):
        for number in range(20):
            jobs.run(lambda progress, number=number: number).then(heard.append)
    assert heard == list(range(20))


def test_a_newer_question_wins_and_the_older_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[str] = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda p: "old", kind="a").then(heard.append).stopped(lambda: heard.append("stopped"))
        jobs.run(lambda p: "new", kind="a").then(heard.append)
    assert heard == ["stopped", "new"]


def test_trouble_is_handed_over_and_a_bug_is_not_hidden(qtbot: QtBot, jobs: Jobs) -> None:
    def troubled(progress: Progress) -> None:
        raise Trouble("no")

    def broken(progress: Progress) -> None:
        raise KeyError("bug")

    heard: list[Trouble] = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run(troubled).failed(heard.append)
    assert [trouble.what for trouble in heard] == ["no"]
    with qtbot.waitSignal(jobs.crashed) as crash:
        jobs.run(broken)
    assert isinstance(crash.args[0], KeyError)


def test_a_failing_disk_is_trouble_and_no_bug(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(progress: Progress) -> None:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE t(a)")
        connection.execute("PRAGMA max_page_count=2")
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")

    heard: list[Trouble] = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run(fail).failed(heard.append)
    assert [trouble.what for trouble in heard] == ["The disk is full."]


def test_long_work_shows_itself_and_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    strip = ProgressStrip(jobs, lambda: None)
    qtbot.addWidget(strip)
    stopped: list[bool] = []

    def endless(progress: Progress) -> None:
        done = 0
        while True:
            done += 1
            progress(done, 0, "counting")

    with qtbot.waitSignal(jobs.long):
        jobs.run(endless).stopped(lambda: stopped.append(True))
    assert strip.isVisible()
    assert strip.words.text() == "counting"
    with qtbot.waitSignal(jobs.idle):
        strip.cancel.click()
    assert stopped == [True]
    assert not strip.isVisible()


def test_closing_lets_edits_end(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.live.set_weight(777)
    page.close()
    again = WindowPage(qtbot, tmp_path)
    again.after(lambda: again.program.start(["--sample"]))
    assert again.live.weight == 777
    again.close()


def test_a_bug_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_fault(ValueError("this one"))
    assert "ValueError: this one" in capsys.readouterr().err


def test_the_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from core.settings import Settings\nfrom gui.window.app import Program\n"
        "app = QApplication([]); program = Program(app, Settings(Path(sys.argv[1]))); program.show()\n"
        "app.processEvents()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules]); program.window.close()"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "settings.json")],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.stdout.strip() == "[]", found.stderr
