"""The window over its session: opening, searching, undo, looks, and what closing keeps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.settings import RECENT
from gui.desk import messages
from gui.window.app import system_language
from gui.window.main_window import dropped
from tests.gui.pages.events import click, press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


def test_it_welcomes_and_opens_the_sample(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    assert page.place == "campaign"
    assert not page.action("outputs.csv").isEnabled()
    page.make_sample()
    assert page.place == "rank"
    assert page.action("outputs.csv").isEnabled()
    assert "2026.2" in page.window.basis.text()
    assert page.program.settings.get(RECENT) == [str(tmp_path / "sample.entregent")]
    page.close()


def test_searching_filters_and_keeps_the_ranks(sample_window: WindowPage, qtbot: QtBot) -> None:
    wanted = int(sample_window.live.ranking.window(25, 1).index[0])
    rank = int(sample_window.live.ranking.rank_of([wanted])[0])
    name = sample_window.live.board.name.take([wanted])[0]
    search = sample_window.window.rank.search
    search.field.setText(name.upper())
    with qtbot.waitSignal(sample_window.live.list_changed):
        pass
    shown = sample_window.live.listing.window(0, 10)
    assert rank in shown.rank.tolist()
    assert len(sample_window.live.listing) < len(sample_window.live.board)
    search.field.clear()
    search.search()
    assert len(sample_window.live.listing) == len(sample_window.live.board)


def test_enter_goes_from_the_search_to_the_first_found(sample_window: WindowPage) -> None:
    wanted = int(sample_window.live.ranking.window(25, 1).index[0])
    field = sample_window.window.rank.search.field
    field.setFocus()
    field.setText(sample_window.live.board.name.take([wanted])[0])
    sample_window.after(lambda: press(field, Qt.Key.Key_Return))
    assert sample_window.live.selected == sample_window.live.listing.window(0, 1).index[0] == wanted


def test_who_is_picked_on_the_map_comes_into_sight_in_the_table(sample_window: WindowPage) -> None:
    window, last = sample_window.rank, int(sample_window.live.ranking.window(150, 1).index[0])
    sides = sample_window.live.board.candidates
    at = window.map.plane().point(sides.score.value[last], sides.credibility.value[last])
    sample_window.after(lambda: click(window.map, at))
    place = window.ranking.place_of(sample_window.live.selected)
    assert place > 40 and 0 <= place - window.ranking.rowAt(0) < window.ranking.rows_in_sight()


def test_to_keep_somebody_in_view_begins_by_showing_them(sample_window: WindowPage) -> None:
    table = sample_window.window.rank.ranking
    sample_window.after(lambda: sample_window.live.select(int(sample_window.live.ranking.window(150, 1).index[0])))
    sample_window.trigger("choosing.hold")
    assert 0 <= 150 - table.rowAt(0) < table.rows_in_sight() and table.keep_in_view


def test_moves_of_the_weight_in_a_row_are_one_step(sample_window: WindowPage) -> None:
    start = sample_window.live.weight
    for weight in (500, 510, 520):
        sample_window.after(lambda weight=weight: sample_window.program.session.save_weight(weight))
    assert sample_window.program.session.board.campaign.weight == 520
    sample_window.undo()
    assert sample_window.live.weight == sample_window.program.session.board.campaign.weight == start


def test_another_language_comes_at_once(sample_window: WindowPage) -> None:
    sample_window.after(lambda: sample_window.live.select(7))
    sample_window.after(lambda: sample_window.window.rooms.view.language("fr"))
    assert sample_window.window.menuBar().actions()[0].text() == "&Fichier"
    assert sample_window.live.selected == 7
    sample_window.after(lambda: sample_window.window.rooms.view.theme("dark"))
    sample_window.after(lambda: sample_window.window.rooms.view.larger())


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


def test_a_person_on_no_network_is_added_and_shown(sample_window: WindowPage) -> None:
    sample_window.trigger("candidates.add")
    form = FormPage(sample_window)
    assert form.try_to_agree()
    form.fill(person_name="Zoé Ölund").tick("person_offline").agree()
    assert sample_window.window.rank.dossier.title.text() == "Zoé Ölund"
    assert sample_window.live.board.candidates.offline[sample_window.live.selected]


def test_pinning_and_campaign_settings(sample_window: WindowPage) -> None:
    last = int(sample_window.live.ranking.window(150, 1).index[0])
    sample_window.after(lambda: sample_window.live.select(last))
    sample_window.after(lambda: sample_window.trigger("candidates.pin"))
    assert sample_window.live.ranking.holds_seat([last])[0]
    sample_window.after(lambda: sample_window.trigger("candidates.release"))
    assert not sample_window.live.ranking.holds_seat([last])[0]
    sample_window.trigger("files.campaign_settings")
    form = FormPage(sample_window)
    assert "31/02/2027" in form.fill(campaign_seats=12, campaign_day="31/02/2027").try_to_agree()
    form.fill(campaign_day="2027-02-28").agree()
    assert sample_window.live.seats == 12


def test_next_to_assess_follows_the_queue(sample_window: WindowPage) -> None:
    sample_window.after(lambda: sample_window.trigger("stature.next"))
    assert sample_window.live.selected == int(sample_window.live.triage[0])
    assert sample_window.window.rank.dossier.tabs.currentIndex() == 1


def test_files_can_be_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv")), QUrl("https://example.org/b.csv")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(1, 1), Qt.DropAction.CopyAction, data, buttons, keys)
    assert dropped(event) == [tmp_path / "a.csv"]


def test_the_system_speaks_a_known_language(qtbot: QtBot) -> None:
    assert system_language() in ("en", "fr")
