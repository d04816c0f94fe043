"""The main job in the window, end to end, on the sample's files: one journey, told step by step."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.importing.matching import Kind
from core.sample.files import write_sample
from gui.desk import messages
from tests.gui.pages.campaigns import CampaignsPage
from tests.gui.pages.events import press
from tests.gui.pages.imports import ImportPage, open_import
from tests.gui.pages.lists import PrintPage
from tests.gui.pages.rank import RankingPage, WeightPage
from tests.gui.pages.window import WindowPage

WANTED_LEVEL, WANTED_WEIGHT = 4, 420


def test_from_files_to_a_printed_list_and_back(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    workspace, files = tmp_path / "mine.entregent", write_sample(tmp_path / "files")
    window = WindowPage(qtbot, tmp_path)
    start_a_campaign(window, workspace)
    import_everything(window, *files[:4])
    move_the_weight_by_keyboard(window)
    name = give_a_level_by_keyboard(window)
    export_the_list(window, tmp_path, monkeypatch)
    print_the_pages(window, tmp_path / "paper.pdf", monkeypatch)
    count = len(window.live.board)
    window.close()
    find_everything_again(WindowPage(qtbot, tmp_path), workspace, count, name)


def start_a_campaign(window: WindowPage, workspace: Path) -> None:
    window.open(workspace)
    CampaignsPage(window).create("Autumn")


def import_everything(window: WindowPage, candidates: Path, history: Path, stature: Path, offline: Path) -> None:
    """Candidates, their past, their levels, and people on no network."""
    wizard = import_file(window, candidates)
    assert wizard.rows() == (195, 195) and len(window.live.board) == 195
    import_file(window, history, "history")
    import_file(window, stature, "stature")
    import_file(window, offline, "offline")
    assert len(window.live.board) > 195
    assert window.live.board.assessed > 100


def import_file(window: WindowPage, path: Path, kind: Kind = "candidates") -> ImportPage:
    wizard = open_import(window, path, kind=kind)
    assert wizard.page == "columns"
    wizard.import_all().close()
    return wizard


def move_the_weight_by_keyboard(window: WindowPage) -> None:
    """Table, line and map are of the same weight, the names above the line change, and it is stored."""
    table, slider = RankingPage(window.window.rank.ranking), WeightPage(window.window.rank.header.weight_bar)
    invited, top = set(window.live.ranking.invited().tolist()), table.names()[0]
    with window.qtbot.waitSignal(window.live.settled):
        slider.press(Qt.Key.Key_Home)
    window.settle()
    assert window.live.weight == slider.bar.value() == window.live.ranking.weight == 0
    assert set(window.live.ranking.invited().tolist()) != invited
    assert table.names()[0] != top
    assert window.program.session.board.campaign.weight == 0
    with window.qtbot.waitSignal(window.live.settled):
        slider.press(Qt.Key.Key_End)
        for _ in range(100 - WANTED_WEIGHT // 10):
            slider.press(Qt.Key.Key_Left)
    window.settle()
    assert window.program.session.board.campaign.weight == WANTED_WEIGHT


def give_a_level_by_keyboard(window: WindowPage) -> str:
    """To somebody in the middle of the list; taken back, and done again. Returns who it was."""
    name = str(window.live.board.name.take([int(window.live.ranking.window(30, 1).index[0])])[0])
    window.select(name)
    level = window.level("standing")
    was = level.own
    window.after(lambda: press(level, Qt.Key.Key_4, str(WANTED_LEVEL)))
    assert window.level("standing").own == WANTED_LEVEL
    assert "Level" in window.action("edit.undo").text()
    window.undo()
    assert window.level("standing").own == was
    window.redo()
    assert window.level("standing").own == WANTED_LEVEL
    return name


def export_the_list(window: WindowPage, folder: Path, monkeypatch: MonkeyPatch) -> None:
    for form in ("csv", "xlsx", "pdf"):
        monkeypatch.setattr(messages, "ask_save_file", lambda *values, form=form: folder / f"list.{form}")
        window.after(lambda form=form: window.trigger(f"outputs.{form}"))
    with (folder / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 40 + 4
    assert (folder / "list.xlsx").read_bytes().startswith(b"PK")
    assert (folder / "list.pdf").read_bytes().startswith(b"%PDF")


def print_the_pages(window: WindowPage, paper: Path, monkeypatch: MonkeyPatch) -> None:
    pages = PrintPage(window)
    assert pages.count() > 40
    monkeypatch.setattr("gui.lists.print_view.PPI", 24)
    pages.print_to(paper)
    assert paper.stat().st_size > 10_000
    pages.close()


def find_everything_again(window: WindowPage, workspace: Path, count: int, name: str) -> None:
    """The next start opens the same workspace, as it was left."""
    window.after(lambda: window.program.start([]))
    assert window.program.session.path == workspace
    assert len(window.live.board) == count
    assert window.live.weight == WANTED_WEIGHT
    window.select(name)
    assert window.level("standing").own == WANTED_LEVEL
    window.close()
