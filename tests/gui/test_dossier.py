"""The dossier: levels and notes by keyboard, evidence, history, and where a candidate comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.stature.actions import MOST_BYTES
from gui.desk import messages
from gui.desk.evidence_dialog import EvidenceDialog
from gui.parts.level_bar import LevelBar
from gui.rank.dossier.evidence import DATE, FILE
from gui.rank.dossier.fact_dialog import FactDialog
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

ANCHORS = ("none", "own", "trade", "nation", "world")


@pytest.fixture
def bar(qtbot: QtBot) -> LevelBar:
    made = LevelBar("level", "Standing", ANCHORS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("text", "level"), [("0", 0), ("4", 4), ("?", None), ("é", 2), ("à", 0), (",", None)])
def test_a_key_gives_a_level(qtbot: QtBot, bar: LevelBar, text: str, level: int | None) -> None:
    with qtbot.waitSignal(bar.chosen) as given:
        press(bar, Qt.Key.Key_unknown, text)
    assert given.args == [level]


def test_a_click_gives_the_level_under_it(qtbot: QtBot, bar: LevelBar) -> None:
    with qtbot.waitSignal(bar.chosen) as given:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.segment(3).center().toPoint())
    assert given.args == [3]
    with qtbot.assertNotEmitted(bar.chosen):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_arrows_notes_and_evidence_are_asked_for(qtbot: QtBot, bar: LevelBar) -> None:
    for key, text, asked in ((Qt.Key.Key_Up, "", "up"), (Qt.Key.Key_N, "n", "n"), (Qt.Key.Key_E, "E", "e")):
        with qtbot.waitSignal(bar.asked) as heard:
            press(bar, key, text)
        assert heard.args == [asked]


def test_words_say_the_level(bar: LevelBar) -> None:
    assert bar.words() == "unknown"
    bar.show_level(2.5, 3)
    assert bar.words() == bar.accessibleDescription() == "2.5 of 4"


def test_four_keys_assess_a_person(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    tab = page.window.dossier.stature
    keys = list(tab.rows)
    for key, level in zip(keys, (3, 2, 1, 4), strict=True):
        page.after(lambda key=key, level=level: press(tab.rows[key].bar, Qt.Key.Key_unknown, str(level)))
    assert [tab.rows[key].bar.own for key in keys] == [3, 2, 1, 4]
    assert page.live.board.candidates.credibility.known[page.live.selected]
    page.after(lambda: press(tab.rows[keys[0]].bar, Qt.Key.Key_unknown, "?"))
    assert tab.rows[keys[0]].bar.own is None
    page.close()


def test_the_keyboard_brings_up_the_anchors(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.window.activateWindow()
    qtbot.waitActive(page.window)
    page.after(lambda: page.trigger("stature.next"))
    tab = page.window.dossier.stature
    assert any(row.bar.hasFocus() for row in tab.rows.values())
    assert tab.anchors.isVisible()
    press(page.window.focusWidget(), Qt.Key.Key_N, "n")
    assert any(row.note.hasFocus() for row in tab.rows.values())
    page.close()


def test_a_note_is_written_in_place_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    row = page.window.dossier.stature.rows["peers"]
    page.after(lambda: press(row.bar, Qt.Key.Key_unknown, "2"))
    note = row.note
    before = note.text()
    note.setText("Catholic, quoted in the trade press")
    page.after(note.editingFinished.emit)
    assert page.window.dossier.dossier.criteria[3].note == "Catholic, quoted in the trade press"
    assert "article 9" in page.window.dossier.stature.warning.text()
    page.after(lambda: page.trigger("edit.undo"))
    assert note.text() == before
    page.close()


def test_evidence_is_added_opened_and_removed(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    tab = page.window.dossier.evidence
    before = tab.list.topLevelItemCount()
    page.trigger("stature.evidence")
    form = page.dialog(EvidenceDialog)
    form.what.setText("<b>Who’s Who</b>")
    form.url.setText("javascript:alert(1)")
    form.agree.click()
    assert form.fault.text()
    form.url.setText("https://example.org/who")
    page.after(form.agree.click)
    assert tab.list.topLevelItemCount() == before + 1
    item = next(i for i in map(tab.list.topLevelItem, range(before + 1)) if "<b>" in i.text(0))
    assert item.text(0) == "<b>Who’s Who</b>"
    tab.list.setCurrentItem(item)
    tab.open.click()
    assert [url.toString() for url in opened] == ["https://example.org/who"]
    page.after(tab.remove.click)
    assert tab.list.topLevelItemCount() == before
    page.after(lambda: page.trigger("edit.undo"))
    page.after(lambda: press(tab.list, Qt.Key.Key_Delete))
    assert tab.list.topLevelItemCount() == before
    page.close()


def test_a_file_is_kept_with_a_piece_and_saved_again(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    first, other, large, out = (tmp_path / name for name in ("notice.pdf", "photo.png", "film.avi", "saved.pdf"))
    first.write_bytes(b"%PDF")
    other.write_bytes(b"\x89PNG")
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    chosen = [large]
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    monkeypatch.setattr(messages, "ask_open_files", lambda parent, title, filters: chosen[:1])
    monkeypatch.setattr(messages, "ask_save_file", lambda parent, title, name, filters: out)
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    tab = page.window.dossier.evidence
    page.trigger("stature.evidence")
    form = page.dialog(EvidenceDialog)
    assert "10 MB" in form.file.words.text()
    form.file.choose.click()
    assert form.what.text() == "film"
    form.agree.click()
    assert "too large" in form.fault.text()
    form.file.choose.click()
    assert form.file.path is None
    form.file.take(first)
    page.after(form.agree.click)
    assert tab.list.currentItem().text(FILE) == "PDF"
    assert tab.file.text() == "Save the file…"
    page.after(lambda: page.trigger("stature.file"))
    assert page.window.dossier.tabs.currentIndex() == 2
    assert out.read_bytes() == b"%PDF" and opened == []
    page.after(lambda: page.trigger("edit.undo"))
    page.after(lambda: page.trigger("edit.redo"))
    assert tab.chosen() is not None and tab.chosen().file_name == "notice.pdf"
    page.close()


def test_a_file_dropped_on_the_evidence_begins_a_new_piece(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Who’s Who 2026.pdf"
    path.write_bytes(b"%PDF")
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    tab = page.window.dossier.evidence
    tab.dropEvent(drop(path))
    form = page.dialog(EvidenceDialog)
    assert (form.what.text(), form.file.path) == ("Who’s Who 2026", path)
    page.after(form.agree.click)
    assert "Who’s Who 2026.pdf" in tab.list.currentItem().toolTip(FILE)
    page.close()


def test_a_file_is_attached_to_a_piece_already_there(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    monkeypatch.setattr(messages, "ask_open_files", lambda parent, title, filters: [path])
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    page.trigger("stature.evidence")
    form = page.dialog(EvidenceDialog)
    form.what.setText("Portrait")
    form.until.setText("2020-01-01")
    page.after(form.agree.click)
    tab = page.window.dossier.evidence
    assert tab.list.isColumnHidden(FILE) and "expired" in tab.list.currentItem().text(DATE)
    page.after(lambda: page.trigger("stature.file"))
    assert tab.list.currentItem().text(FILE) == "PNG" and not tab.list.isColumnHidden(FILE)
    page.after(lambda: page.trigger("edit.undo"))
    assert tab.list.isColumnHidden(FILE)
    page.close()


def test_a_number_gives_a_level(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    page.trigger("stature.fact")
    form = page.dialog(FactDialog)
    form.which.setCurrentIndex(form.which.findData("h_index"))
    form.value.setValue(31)
    assert "level 3 (thresholds 5 · 15 · 30 · 60)" in form.gives.text()
    page.after(form.agree.click)
    assert page.level("standing").own == 3
    assert page.window.dossier.evidence.list.currentItem().text(0) == "h-index: 31"
    page.close()


def drop(path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys)
    event.kept = data  # the event does not own it
    return event


def test_score_history_and_sources_are_shown(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    first = int(page.live.ranking.window(0, 1).index[0])
    page.after(lambda: page.live.select(first))
    panel = page.window.dossier
    assert panel.place.text().startswith("rank 1 · total ")
    assert sum(part.points for part in panel.dossier.parts) == pytest.approx(panel.dossier.score)
    assert "52" in panel.history.words() or "53" in panel.history.words()
    assert panel.sources.topLevelItemCount() > 50
    told: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda parent, text, more="": told.append(more))
    panel.stature.why.click()
    assert "points" in told[0]
    page.close()
