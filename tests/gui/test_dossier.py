"""The dossier: levels and notes by keyboard, evidence, history, and where a candidate comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.stature.actions import MOST_BYTES
from gui.parts.level_bar import LevelBar
from tests.gui.pages.dossier import EvidencePage, FactFormPage, StaturePage, WhyPage
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

Answering = Callable[[str, object], None]
ANCHORS = ("none", "own", "trade", "nation", "world")


@pytest.fixture
def level_bar(qtbot: QtBot) -> LevelBar:
    made = LevelBar("level", "Standing", ANCHORS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("text", "level"), [("0", 0), ("4", 4), ("?", None), ("é", 2), ("à", 0), (",", None)])
def test_a_key_gives_a_level(qtbot: QtBot, level_bar: LevelBar, text: str, level: int | None) -> None:
    with qtbot.waitSignal(level_bar.chosen) as given:
        press(level_bar, Qt.Key.Key_unknown, text)
    assert given.args == [level]


def test_a_click_gives_the_level_under_it(qtbot: QtBot, level_bar: LevelBar) -> None:
    with qtbot.waitSignal(level_bar.chosen) as given:
        qtbot.mouseClick(level_bar, Qt.MouseButton.LeftButton, pos=level_bar.segment(3).center().toPoint())
    assert given.args == [3]
    with qtbot.assertNotEmitted(level_bar.chosen):
        qtbot.mouseClick(level_bar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_arrows_notes_and_evidence_are_asked_for(qtbot: QtBot, level_bar: LevelBar) -> None:
    for key, text, asked in ((Qt.Key.Key_Up, "", "up"), (Qt.Key.Key_N, "n", "n"), (Qt.Key.Key_E, "E", "e")):
        with qtbot.waitSignal(level_bar.asked) as heard:
            press(level_bar, key, text)
        assert heard.args == [asked]


def test_words_say_the_level(level_bar: LevelBar) -> None:
    assert level_bar.words() == "unknown"
    level_bar.show_level(2.5, 3)
    assert level_bar.words() == level_bar.accessibleDescription() == "2.5 of 4"


@pytest.fixture
def next_person(sample_window: WindowPage) -> WindowPage:
    """The sample campaign with the person selected whom it is worth assessing next."""
    sample_window.after(lambda: sample_window.trigger("stature.next"))
    return sample_window


@pytest.fixture
def addresses(monkeypatch: MonkeyPatch) -> list[str]:
    """The addresses handed to the browser."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    return opened


def test_four_keys_assess_a_person(next_person: WindowPage) -> None:
    page = StaturePage(next_person)
    keys = page.criteria()
    for key, level in zip(keys, "3214", strict=True):
        page.type(key, level)
    assert [page.level(key)[1] for key in keys] == [3, 2, 1, 4]
    assert next_person.live.board.candidates.credibility.known[next_person.live.selected]
    page.type(keys[0], "?")
    assert page.level(keys[0])[1] is None


def test_the_keyboard_brings_up_the_anchors(sample_window: WindowPage) -> None:
    sample_window.window.activateWindow()
    sample_window.qtbot.waitActive(sample_window.window)
    sample_window.after(lambda: sample_window.trigger("stature.next"))
    page = StaturePage(sample_window)
    assert page.has_keyboard()
    assert page.shows_anchors()
    assert page.begin_note()


def test_a_note_is_written_in_place_and_undone(next_person: WindowPage) -> None:
    page = StaturePage(next_person)
    page.type("peers", "2")
    before = page.note("peers")
    page.write_note("peers", "Catholic, quoted in the trade press")
    assert next_person.window.rank.dossier.dossier.criteria[3].note == "Catholic, quoted in the trade press"
    assert "article 9" in page.warning
    next_person.undo()
    assert page.note("peers") == before


def test_evidence_is_added_and_its_address_opened(next_person: WindowPage, addresses: list[str]) -> None:
    page = EvidencePage(next_person)
    before = len(page.titles())
    form = page.add()
    assert form.fill(evidence_title="<b>Who’s Who</b>", evidence_url="javascript:alert(1)").try_to_agree()
    form.fill(evidence_url="https://example.org/who").agree()
    assert len(page.titles()) == before + 1
    page.choose("<b>Who’s Who</b>")
    page.open_address()
    assert addresses == ["https://example.org/who"]


def test_evidence_is_removed_by_button_and_by_key(next_person: WindowPage) -> None:
    page = EvidencePage(next_person)
    before = len(page.titles())
    page.add().fill(evidence_title="Who’s Who").agree()
    page.choose("Who’s Who")
    page.remove()
    assert len(page.titles()) == before
    next_person.undo()
    assert len(page.titles()) == before + 1
    page.press_delete()
    assert len(page.titles()) == before


def test_a_file_that_cannot_be_kept_is_refused_in_the_form(
    next_person: WindowPage, tmp_path: Path, answering: Answering
) -> None:
    large = tmp_path / "film.avi"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    answering("ask_open_files", [large])
    form = EvidencePage(next_person).add()
    assert "10 MB" in form.file_words
    form.press_file_button()
    assert form.text("evidence_title") == "film"
    assert "too large" in form.try_to_agree()
    form.press_file_button()
    assert form.file is None
    form.close()


def test_a_file_is_kept_with_a_piece_and_saved_again(
    next_person: WindowPage, tmp_path: Path, answering: Answering, addresses: list[str]
) -> None:
    first, out = tmp_path / "notice.pdf", tmp_path / "saved.pdf"
    first.write_bytes(b"%PDF")
    answering("ask_save_file", out)
    page = EvidencePage(next_person)
    form = page.add()
    form.take_file(first)
    form.agree()
    assert page.file() == ("PDF", "notice.pdf")
    assert page.file_button == "Save the file…"
    page.attach_or_save()
    assert page.in_view()
    assert out.read_bytes() == b"%PDF" and addresses == []
    next_person.undo()
    next_person.redo()
    assert page.file() == ("PDF", "notice.pdf")


def test_a_file_dropped_on_the_evidence_begins_a_new_piece(next_person: WindowPage, tmp_path: Path) -> None:
    path = tmp_path / "Who’s Who 2026.pdf"
    path.write_bytes(b"%PDF")
    page = EvidencePage(next_person)
    form = page.drop(path)
    assert (form.text("evidence_title"), form.file) == ("Who’s Who 2026", path)
    form.agree()
    assert page.file() == ("PDF", "Who’s Who 2026.pdf")


def test_a_file_is_attached_to_a_piece_already_there(
    next_person: WindowPage, tmp_path: Path, answering: Answering
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    answering("ask_open_files", [path])
    page = EvidencePage(next_person)
    page.add().fill(evidence_title="Portrait", evidence_expires="2020-01-01").agree()
    assert page.file() == ("", "") and "expired" in page.date
    page.attach_or_save()
    assert page.file()[0] == "PNG"
    next_person.undo()
    assert page.file() == ("", "")


def test_a_number_gives_a_level(next_person: WindowPage) -> None:
    form = FactFormPage(next_person)
    form.choose("h_index")
    form.fill(fact_value=31)
    assert "level 3 (thresholds 5 · 15 · 30 · 60)" in form.gives
    form.agree()
    assert next_person.level("standing").own == 3
    assert EvidencePage(next_person).chosen == "h-index: 31"


def test_score_history_and_sources_are_shown(sample_window: WindowPage) -> None:
    first = int(sample_window.live.ranking.window(0, 1).index[0])
    sample_window.after(lambda: sample_window.live.select(first))
    panel = sample_window.window.rank.dossier
    assert panel.place.text().startswith("rank 1 · total ")
    assert sum(part.points for part in panel.dossier.parts) == pytest.approx(panel.dossier.score)
    assert "52" in panel.history.words() or "53" in panel.history.words()
    assert panel.sources.topLevelItemCount() > 50


def test_it_says_why_one_stands_above_the_next_or_any_other(sample_window: WindowPage) -> None:
    top = sample_window.live.ranking.window(0, 60).index.tolist()
    sample_window.after(lambda: sample_window.live.select(top[0]))
    StaturePage(sample_window).ask_why()
    page = WhyPage(sample_window)
    assert page.pair == (top[0], top[1]) and "points" in page.words
    assert [side.rank for side in page.sides] == [1, 2]
    page.compare_with(50)
    assert page.pair == (top[0], top[50]) and [side.rank for side in page.sides] == [1, 51]
    for side, row in zip(page.sides, page.pair, strict=True):
        total = sample_window.live.ranking.window(top.index(row), 1).total[0]
        assert side.total == pytest.approx(float(total) / 100_000, abs=0.001)
    meeting = page.view.chart.break_even
    assert meeting is None or f"{100 * meeting:.1f}" in page.words
    before = page.picture()
    sample_window.live.set_weight(sample_window.live.weight + 100)
    assert page.picture() != before
    page.close()
