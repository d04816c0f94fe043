"""Faults that users met, each as the rule that was wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import main
from core.i18n import integer
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.controls import Button, Link
from gui.rank.figures import FigureSwitch
from gui.rank.table.cells import PAD, Kit
from gui.rank.table.columns import change_text
from gui.rank.table.view import RankingView
from gui.window.rail import RailButton
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_return_presses_the_button_that_has_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    made = (Button("one", "One"), Link("two"), RailButton("three", "rank", "Three", 40), FigureSwitch("four"))
    for button in made:
        qtbot.addWidget(button)
        button.show()
        with qtbot.waitSignal(button.clicked, timeout=500):
            press(button, key)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([11, 12, 13, 15, 20]), min_size=1, max_size=6),
    st.sampled_from([0.8, 1.0, 1.3, 1.5, 2.0]),
)
def test_a_text_dressed_again_and_again_keeps_its_size(sizes: list[int], zoom: float) -> None:
    label = QLabel()
    label.setFont(theme.font(theme.BODY * zoom))
    unit = theme.scaled(label, 1)
    for size in sizes:
        theme.dress(label, size)
        theme.dress(label, size)
        assert label.font().pixelSize() == theme.font(size * unit).pixelSize()
        assert theme.scaled(label, 1) == unit == pytest.approx(zoom, abs=0.04)


def test_the_descriptions_of_levels_keep_their_size(small_window: WindowPage) -> None:
    small_window.go("assess")
    from gui.assess.assess_view import AssessView

    side = small_window.dialog(AssessView).side
    before = [anchor.font().pixelSize() for anchor in side.anchors]
    for level in (0, 1, 2, 3, 4, 3, 2):
        side.show_level([anchor.text() for anchor in side.anchors], level)
    assert [anchor.font().pixelSize() for anchor in side.anchors] == before


@pytest.mark.parametrize("count", [9, 198, 12_345, 1_000_000])
@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_ranks_and_gains_are_never_cut(
    qtbot: QtBot, qapp: QApplication, live: Live, count: int, zoom: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, dark=False, zoom=zoom)
    try:
        table = RankingView(live)
    finally:
        theme.apply(qapp, dark=False)
    qtbot.addWidget(table)
    table.setFont(theme.font(theme.BODY * zoom))
    table.columns.setFont(theme.font(theme.BODY * zoom))
    monkeypatch.setattr(table.model(), "rowCount", lambda *parent: count)
    table.columns.start()
    kit, pads = Kit(table), 2 * round(PAD * zoom)
    rank = QFontMetricsF(kit.strong).horizontalAdvance(integer(count)) + 11 * zoom
    gain = QFontMetricsF(kit.tiny).horizontalAdvance(change_text(count))
    assert table.columns.sectionSize(table.model().column("rank")) >= rank + pads
    assert table.columns.sectionSize(table.model().column("change")) >= gain + pads


def test_a_first_window_is_never_larger_than_the_screen(empty_window: WindowPage) -> None:
    window = empty_window.window
    window._restore_geometry()
    assert window.width() <= window.screen().availableSize().width()
    assert window.height() <= window.screen().availableSize().height()


def _asks_for_itself(widget: QWidget, keys: QKeySequence.StandardKey) -> bool:
    """Whether a widget keeps a shortcut for itself instead of leaving it to the window."""
    combination = QKeySequence.keyBindings(keys)[0][0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers(), "")
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_the_field_of_the_weight_leaves_undo_to_the_window(sample_window: WindowPage) -> None:
    number = sample_window.rank.header.weight_bar.number
    number.setFocus()
    for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        assert not _asks_for_itself(number, keys)
    number.begin_with("6")
    assert _asks_for_itself(number, QKeySequence.StandardKey.Undo), "a field first undoes its own"


def test_a_weight_is_typed_after_going_to_it(sample_window: WindowPage) -> None:
    sample_window.trigger("ranking.weight")
    bar = sample_window.rank.header.weight_bar
    press(bar, Qt.Key.Key_7, "7")
    for letter in "3,5":
        press(bar.number, Qt.Key.Key_unknown, letter)
    press(bar.number, Qt.Key.Key_Return)
    assert sample_window.live.weight == 735


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        (["a.entregent"], True),
        (["/home/x/Autumn preview.ENTREGENT"], True),
        (["rank", "a.entregent"], False),
        (["a.csv"], False),
        ([], False),
    ],
)
def test_a_workspace_alone_opens_the_window(arguments: list[str], opens: bool) -> None:
    assert main.is_workspace(arguments) == opens


def test_the_program_opens_the_workspace_it_is_given(sample_window: WindowPage, tmp_path: Path) -> None:
    copy = tmp_path / "copy.entregent"
    copy.write_bytes((tmp_path / "sample.entregent").read_bytes())
    sample_window.after(lambda: sample_window.program.start([str(copy)]))
    assert sample_window.program.session.path == copy


def test_undo_and_redo_have_their_usual_keys(sample_window: WindowPage) -> None:
    assert {keys.toString() for keys in sample_window.action("edit.redo").shortcuts()} == {"Ctrl+Shift+Z", "Ctrl+Y"}


def test_f6_goes_through_the_parts_of_the_window(sample_window: WindowPage) -> None:
    window, seen = sample_window.window, []
    sample_window.after(lambda: sample_window.live.select(3))
    for key in ("rank", "campaign", "people", "list", "invitations"):
        sample_window.go(key)
        for _ in range(9):
            sample_window.trigger("view.region")
            focused = window.focusWidget()
            seen.append("" if focused is None else focused.objectName())
        start = f"rail_{key}"
        assert start in seen[-9:], (key, seen)
        assert len(set(seen[-9:])) > 1
    assert {"weight", "ranking", "map", "dossier_tabs", "people_table", "shortlist_lists"} <= set(seen), seen


ROWS_AND_WEIGHTS = {"settled", "weight_saved", "activated_candidate", "picked", "wanted", "read", "file_chosen"}


def test_ids_never_pass_through_a_signal_of_32_bits() -> None:
    """Ids of people, campaigns, imports and lists have 64 bits; Qt cuts an int to 32 without a word."""
    found = {
        (path.name, match[1])
        for path in (ROOT / "gui").rglob("*.py")
        for match in re.finditer(r"(\w+) = Signal\(int\)", path.read_text(encoding="utf-8"))
    }
    assert {name for _, name in found} - ROWS_AND_WEIGHTS == {"chosen"}
    assert {path for path, name in found if name == "chosen"} == {"rank_curve.py"}
