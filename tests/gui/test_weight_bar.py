"""The slider: keys, wheel, mouse and number move one weight; the curve behind it is exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from core import i18n
from core.ranking.live import LiveRanking
from core.ranking.share import spread_of
from gui.desk.live import Live
from gui.parts import theme
from gui.rank.weight.weight_bar import Curve, WeightBar, staircase
from tests.gui.fiction import board
from tests.gui.pages.rank import WeightPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def weight_page(live: Live, qtbot: Any) -> WeightPage:
    bar = WeightBar(live)
    qtbot.addWidget(bar)
    bar.resize(600, 100)
    bar.show()
    return WeightPage(bar)


@pytest.mark.parametrize(
    ("key", "modifiers", "weight"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 430),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 410),
        (Qt.Key.Key_Right, SHIFT, 421),
        (Qt.Key.Key_Left, SHIFT, 419),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 520),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 320),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 1000),
    ],
)
def test_the_keys_move_the_weight(
    weight_page: WeightPage, live: Live, key: Qt.Key, modifiers: Qt.KeyboardModifier, weight: int
) -> None:
    weight_page.press(key, modifiers)
    assert live.weight == weight_page.bar.value() == weight


def test_two_keys_go_to_the_next_and_the_previous_change_of_the_list(weight_page: WeightPage, live: Live) -> None:
    start, after, before = set(live.ranking.invited().tolist()), live.change_after(), live.change_before()
    weight_page.press(Qt.Key.Key_BracketRight, text="]")
    assert live.weight == after and set(live.ranking.invited().tolist()) != start
    weight_page.press(Qt.Key.Key_Left, CTRL)
    assert set(live.ranking.invited().tolist()) == start
    live.set_weight(420)
    weight_page.press(Qt.Key.Key_BracketLeft, text="[")
    assert live.weight == before
    live.set_weight(1000)
    weight_page.press(Qt.Key.Key_Right, CTRL)
    assert live.weight == 1000


def test_wheel_and_mouse_move_the_weight(weight_page: WeightPage, live: Live) -> None:
    weight_page.wheel(2)
    assert live.weight == 440
    weight_page.wheel(-1, SHIFT)
    assert live.weight == 439
    weight_page.drag_to(700)
    assert live.weight == pytest.approx(700, abs=1)
    weight_page.drag_to(1000)
    assert live.weight == 1000


def test_what_the_weight_makes_is_said_and_follows_it(weight_page: WeightPage, live: Live) -> None:
    for weight in (420, 700, 0, 1000):
        live.set_weight(weight)
        share = spread_of(live.board.candidates, live.stability).share(weight / 1000)
        assert weight_page.share.endswith(" of the difference among those who can be in")
        assert f"makes {round(share * 100)}\u00a0% of" in weight_page.share
    live.show(board(30, seats=0, marks=False))
    assert weight_page.share == "100\u00a0%" and not weight_page.bar.equal_say.isVisible()


def test_the_key_the_mark_and_the_link_go_where_both_sides_have_an_equal_say(
    weight_page: WeightPage, live: Live
) -> None:
    equal = round(1000 * spread_of(live.board.candidates, live.stability).equal_say)
    for go in (weight_page.click_equal_say, weight_page.click_mark, lambda: weight_page.press(Qt.Key.Key_Equal)):
        live.set_weight(999)
        go()
        assert live.weight == equal and "makes 50\u00a0% of" in weight_page.share
    weight_page.drag_to(700)
    assert live.weight == pytest.approx(700, abs=1)  # the handle on the mark can still be taken


def test_a_number_can_be_typed_in_both_languages(weight_page: WeightPage, live: Live) -> None:
    weight_page.type("37.5")
    assert (live.weight, weight_page.number) == (375, "37.5\u00a0%")
    i18n.use("fr")
    weight_page.type("62,5")
    assert (live.weight, weight_page.number) == (625, "62,5\u00a0%")
    weight_page.type("7x")
    assert live.weight == 70


def test_the_number_follows_and_sends_nothing_back(weight_page: WeightPage, live: Live) -> None:
    live.set_weight(333)
    assert (weight_page.number, weight_page.bar.value()) == ("33.3\u00a0%", 333)
    live.set_weight(1000)
    assert weight_page.bar.number.geometry().right() < weight_page.bar.width()


def test_assistive_technology_reads_and_names_it(weight_page: WeightPage) -> None:
    tree = QAccessible.queryAccessibleInterface(weight_page.bar)
    assert tree.text(QAccessible.Text.Name) == "Weight between online score and off-line credibility"
    assert tree.role() == QAccessible.Role.Slider
    assert tree.text(QAccessible.Text.Value) == "420"


@pytest.mark.parametrize("weight", [0, 420, 1000])
def test_the_curve_counts_the_names_that_change(live: Live, weight: int) -> None:
    live.set_weight(weight)
    curve = Curve(live.stability, weight, 5000)
    names = set(live.ranking.invited().tolist())
    other = LiveRanking(live.board.candidates, live.seats)
    for at in range(0, 1001, 7):
        other.move(at)
        changed = len(names - set(other.invited().tolist()))
        step = [value for begin, value in curve.corners if begin <= at / 1000][-1]
        assert step == changed, at


@given(
    st.lists(st.floats(0.001, 0.999), max_size=60, unique=True).map(sorted),
    st.integers(1, 30),
    st.data(),
)
def test_a_narrow_curve_shows_the_largest_step_a_pixel_touches(
    inner: list[float], pixels: int, data: st.DataObject
) -> None:
    value = np.array(data.draw(st.lists(st.integers(0, 40), min_size=len(inner) + 1, max_size=len(inner) + 1)))
    at = np.array([0.0, *inner, 1.0])
    corners = staircase(at, value, pixels)
    if len(value) <= pixels:
        assert corners == list(zip(at[:-1].tolist(), value.tolist(), strict=True))
        return
    for pixel, (_, tall) in enumerate(corners):
        low, high = pixel / pixels, pixel / pixels + 1 / pixels
        touching = [v for v, a, b in zip(value, at, at[1:], strict=False) if a < high and b > low]
        assert tall == max(touching)


def test_it_paints_without_intervals_with_focus_and_in_the_dark(
    weight_page: WeightPage, live: Live, qtbot: Any
) -> None:
    weight_page.bar.setFocus()
    weight_page.bar.grab()
    live.stability = None
    live.analysis_ready.emit()
    assert weight_page.bar.curve() is None
    weight_page.bar.setPalette(theme.palette(theme.DARK))
    weight_page.bar.setFont(theme.font(26))
    weight_page.bar.grab()
    assert weight_page.bar.sizeHint().height() == 2 * 114
    live.show(board(30, seats=5))
    weight_page.bar.grab()
