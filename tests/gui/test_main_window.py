"""The window over its session: opening, searching, undo, looks, and what closing keeps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.settings import RECENT
from gui.desk import messages
from gui.people.person_dialog import PersonDialog
from gui.window.app import system_language
from gui.window.campaign_dialog import CampaignDialog
from gui.window.main_window import dropped
from tests.gui.pages.events import click, press
from tests.gui.pages.window import WindowPage


def test_it_welcomes_and_opens_the_sample(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    assert page.window.stack.currentWidget() is page.window.welcome
    assert not page.action("outputs.csv").isEnabled()
    page.open_sample()
    assert page.window.stack.currentWidget() is page.window.work
    assert page.action("outputs.csv").isEnabled()
    assert "2026.1" in page.window.basis.text()
    assert page.program.settings.get(RECENT) == [str(tmp_path / "sample.entregent")]
    page.close()


def test_searching_filters_and_keeps_the_ranks(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wanted = int(page.live.ranking.window(25, 1).index[0])
    rank = int(page.live.ranking.rank_of([wanted])[0])
    name = page.live.board.name.take([wanted])[0]
    search = page.window.search
    search.field.setText(name.upper())
    with qtbot.waitSignal(page.live.list_changed):
        pass
    shown = page.live.listing.window(0, 10)
    assert rank in shown.rank.tolist()
    assert len(page.live.listing) < len(page.live.board)
    search.field.clear()
    search.search()
    assert len(page.live.listing) == len(page.live.board)
    page.close()


def test_enter_goes_from_the_search_to_the_first_found(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wanted = int(page.live.ranking.window(25, 1).index[0])
    field = page.window.search.field
    field.setFocus()
    field.setText(page.live.board.name.take([wanted])[0])
    page.after(lambda: press(field, Qt.Key.Key_Return))
    assert page.live.selected == page.live.listing.window(0, 1).index[0] == wanted
    page.close()


def test_who_is_picked_on_the_map_comes_into_sight_in_the_table(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    window, last = page.window, int(page.live.ranking.window(150, 1).index[0])
    sides = page.live.board.candidates
    at = window.map.plane().point(sides.score.value[last], sides.credibility.value[last])
    page.after(lambda: click(window.map, at))
    place = window.ranking.place_of(page.live.selected)
    assert place > 40 and 0 <= place - window.ranking.rowAt(0) < window.ranking.rows_in_sight()
    page.close()


def test_to_keep_somebody_in_view_begins_by_showing_them(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    table = page.window.ranking
    page.after(lambda: page.live.select(int(page.live.ranking.window(150, 1).index[0])))
    page.trigger("choosing.hold")
    assert 0 <= 150 - table.rowAt(0) < table.rows_in_sight() and table.keep_in_view
    page.close()


def test_moves_of_the_weight_in_a_row_are_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    start = page.live.weight
    for weight in (500, 510, 520):
        page.after(lambda weight=weight: page.program.session.save_weight(weight))
    assert page.program.session.board.campaign.weight == 520
    page.after(lambda: page.trigger("edit.undo"))
    assert page.live.weight == page.program.session.board.campaign.weight == start
    page.close()


def test_another_language_comes_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.live.select(7))
    page.after(lambda: page.window.rooms.view.language("fr"))
    assert page.window.menuBar().actions()[0].text() == "&Fichier"
    assert page.live.selected == 7
    page.after(lambda: page.window.rooms.view.theme("dark"))
    page.after(lambda: page.window.rooms.view.larger())
    page.close()


def test_an_unreadable_workspace_is_said_and_leaves_the_other_open(
    qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: said.append(trouble))
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    (tmp_path / "no.entregent").write_bytes(b"not a workspace" * 20)
    page.open(tmp_path / "no.entregent")
    assert len(said) == 1
    assert page.program.session.path == tmp_path / "sample.entregent"
    page.close()


def test_a_person_on_no_network_is_added_and_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.trigger("candidates.add")
    form = page.dialog(PersonDialog)
    form.agree.click()
    assert form.isVisible()
    assert form.fault.text()
    form.name.setText("Zoé Ölund")
    form.offline.setChecked(True)
    page.after(form.agree.click)
    assert page.window.dossier.title.text() == "Zoé Ölund"
    assert page.live.board.candidates.offline[page.live.selected]
    page.close()


def test_pinning_and_campaign_settings(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    last = int(page.live.ranking.window(150, 1).index[0])
    page.after(lambda: page.live.select(last))
    page.after(lambda: page.trigger("candidates.pin"))
    assert page.live.ranking.holds_seat([last])[0]
    page.after(lambda: page.trigger("candidates.release"))
    assert not page.live.ranking.holds_seat([last])[0]
    page.trigger("files.campaign_settings")
    form = page.dialog(CampaignDialog)
    form.seats.setValue(12)
    form.when.setText("31/02/2027")
    form.agree.click()
    assert "31/02/2027" in form.fault.text()
    form.when.setText("2027-02-28")
    page.after(form.agree.click)
    assert page.live.seats == 12
    page.close()


def test_next_to_assess_follows_the_queue(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("stature.next"))
    assert page.live.selected == int(page.live.triage[0])
    assert page.window.dossier.tabs.currentIndex() == 1
    page.close()


def test_files_can_be_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv")), QUrl("https://example.org/b.csv")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(1, 1), Qt.DropAction.CopyAction, data, buttons, keys)
    assert dropped(event) == [tmp_path / "a.csv"]


def test_the_system_speaks_a_known_language(qtbot: QtBot) -> None:
    assert system_language() in ("en", "fr")
