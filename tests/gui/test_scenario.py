"""The main job in the window, end to end, on the sample's files."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.sample.files import write_sample
from gui.desk import messages
from gui.lists.print_view import PrintView
from gui.people.importing.wizard import CHECK, COLUMNS, RESULT, ImportWizard
from gui.window.campaign_dialog import CampaignDialog
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage


def _import(page: WindowPage, paths: list[Path], kind: str = "candidates") -> ImportWizard:
    page.after(lambda: page.window.rooms.files.import_paths(paths, kind))
    wizard = page.dialog(ImportWizard)
    assert wizard.pages.currentIndex() == COLUMNS
    wizard.next.click()
    assert wizard.pages.currentIndex() == CHECK
    page.after(wizard.next.click)
    assert wizard.pages.currentIndex() == RESULT
    wizard.accept()
    return wizard


def test_from_files_to_a_printed_list_and_back(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    candidates, history, stature, offline, _ = write_sample(tmp_path / "files")
    workspace = tmp_path / "mine.entregent"
    page = WindowPage(qtbot, tmp_path)
    page.open(workspace)
    page.window.rooms.files.new_campaign()
    form = page.dialog(CampaignDialog)
    form.name.setText("Autumn")
    page.after(form.agree.click)

    wizard = _import(page, [candidates])
    assert wizard.results[0].rows_read == wizard.results[0].rows_imported == len(page.live.board) == 195
    _import(page, [history], "history")
    _import(page, [stature], "stature")
    _import(page, [offline], "offline")
    assert len(page.live.board) > 195
    assert page.live.board.assessed > 100

    # The slider by keyboard: table, line and map are of the same weight, and the names above the line change.
    before = set(page.live.ranking.invited().tolist())
    bar = page.window.header.weight_bar
    top = page.window.ranking.model().index(0, page.window.ranking.model().column("name")).data()
    with qtbot.waitSignal(page.live.settled):
        press(bar, Qt.Key.Key_Home)
    page.settle()
    assert page.live.weight == bar.value() == page.live.ranking.weight == 0
    assert set(page.live.ranking.invited().tolist()) != before
    assert page.window.ranking.model().index(0, page.window.ranking.model().column("name")).data() != top
    assert page.program.session.board.campaign.weight == 0
    with qtbot.waitSignal(page.live.settled):
        press(bar, Qt.Key.Key_End)
        for _ in range(58):
            press(bar, Qt.Key.Key_Left)
    page.settle()
    assert page.program.session.board.campaign.weight == 420

    # A level by keyboard, and back.
    name = page.live.board.name.take([int(page.live.ranking.window(30, 1).index[0])])[0]
    page.select(name)
    level = page.level("standing")
    was, wanted = level.own, 4
    page.after(lambda: press(level, getattr(Qt.Key, f"Key_{wanted}"), str(wanted)))
    assert page.level("standing").own == wanted
    assert "Level" in page.action("edit.undo").text()
    page.after(lambda: page.trigger("edit.undo"))
    assert page.level("standing").own == was
    page.after(lambda: page.trigger("edit.redo"))
    assert page.level("standing").own == wanted

    # Out: CSV, PDF, paper.
    for command, file in (("outputs.csv", "list.csv"), ("outputs.xlsx", "list.xlsx"), ("outputs.pdf", "list.pdf")):
        monkeypatch.setattr(messages, "ask_save_file", lambda *args, file=file: tmp_path / file)
        page.after(lambda command=command: page.trigger(command))
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 40 + 4
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    page.after(lambda: page.trigger("outputs.preview"))
    preview = page.dialog(PrintView)
    assert len(preview.pages) > 40
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr("gui.lists.print_view.PPI", 24)
    page.after(lambda: preview.print_to(printer))
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
    preview.reject()

    # Closed and opened again: everything is still there.
    count = len(page.live.board)
    page.close()
    again = WindowPage(qtbot, tmp_path)
    again.after(lambda: again.program.start([]))
    assert again.program.session.path == workspace
    assert len(again.live.board) == count
    assert again.live.weight == 420
    again.select(name)
    assert again.level("standing").own == wanted
    again.close()
