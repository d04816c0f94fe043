"""The map: where points and line are, whom a click or lasso takes, what zoom shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPolygonF

from gui.desk.live import Live
from gui.parts import theme
from gui.rank.map import points as map_points
from gui.rank.map import view as map_view
from gui.rank.map.marks import slope_words
from gui.rank.map.points import WHOLE
from gui.rank.map.view import MapView
from tests.gui.fiction import board, named
from tests.gui.pages.events import drag, press, wheel
from tests.gui.pages.rank import MapPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def map_page(live: Live, qtbot: Any) -> MapPage:
    view = MapView(live)
    qtbot.addWidget(view)
    view.resize(612, 380)
    view.show()
    return MapPage(view)


def alone(live: Live) -> int:
    """A candidate on the map with nobody else near."""
    c = live.board.candidates
    s, k = c.score.value.astype(float), c.credibility.value.astype(float)
    for index in np.flatnonzero(c.state <= 1).tolist():
        away = np.hypot(s - s[index], k - k[index])
        if np.partition(away, 1)[1] > 500 and not c.offline[index]:
            return index
    raise AssertionError("nobody stands alone")


def test_a_click_selects_and_a_click_on_nothing_lets_go(map_page: MapPage, live: Live) -> None:
    index = alone(live)
    map_page.click(index)
    assert (live.selected, live.chosen.tolist()) == (index, [index])
    other = int(live.ranking.invited()[0])
    live.select(other)
    map_page.click(index, CTRL)
    assert set(live.chosen.tolist()) == {index, other}
    live.select(None)
    assert map_page.view.nearest(QPointF(1, 1)) is None


def test_a_lasso_chooses_exactly_those_inside(map_page: MapPage, live: Live) -> None:
    map_page.lasso((50, 50), (80, 50), (80, 80), (50, 80))
    c = live.board.candidates
    s, k = c.score.value, c.credibility.value
    inside = (s > 5000) & (s < 8000) & (k > 5000) & (k < 8000) & (c.state <= 2)
    assert set(np.flatnonzero(inside & (c.state < 2))).issubset(set(live.chosen.tolist()))
    assert set(live.chosen.tolist()).issubset(set(np.flatnonzero((s >= 5000) & (s <= 8000))))
    assert live.selected == live.chosen[np.argmin(live.ranking.keys_of(live.chosen))]
    map_page.view.grab()
    map_page.lasso((90, 1), (99, 1), (99, 2))
    assert live.chosen.tolist() == [] or live.selected is not None


def test_a_few_chosen_show_their_ranges(map_page: MapPage, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    k = live.board.candidates.credibility
    unsure = np.flatnonzero(k.known & (k.high - k.low > 500) & (live.board.candidates.state == 0))[:3]
    assert len(unsure) == 3
    live.select(int(unsure[0]), unsure)
    shown = map_page.view.grab().toImage()
    monkeypatch.setattr(map_view, "RANGES", 2)
    live.select(None)
    live.select(int(unsure[0]), unsure)
    bare = map_page.view.grab().toImage()
    at = map_page.view.plane().point(*(side[unsure[1]] for side in (live.board.candidates.score.value, k.low)))
    assert shown.pixelColor(at.toPoint()) != bare.pixelColor(at.toPoint())


def test_the_line_turns_with_the_weight(map_page: MapPage, live: Live) -> None:
    for weight in (0, 420, 1000):
        live.set_weight(weight)
        map_page.view.grab()
        plane, line = map_page.view.plane(), map_page.view.line(map_page.view.plane())
        a, b, c = line
        at = live.ranking.line
        x, y = plane.screen(live.board.candidates, np.array([at.index]))
        assert a * x[0] + b * y[0] == pytest.approx(c, rel=1e-6)
        held = live.ranking.invited()
        held = held[live.board.candidates.state[held] == 0]
        x, y = plane.screen(live.board.candidates, held)
        assert (a * x + b * y >= c - 1e-3).all()


def test_the_wheel_zooms_about_the_pointer_and_keys_move(map_page: MapPage, live: Live) -> None:
    view, at = map_page.view, QPointF(300, 200)
    before = view.plane().value(at)
    wheel(view, at, 4)
    assert view.sight.width() < WHOLE.width()
    assert view.plane().value(at) == pytest.approx(before)
    left = view.sight.left()
    press(view, Qt.Key.Key_Right)
    assert view.sight.left() > left
    view.grab()
    for _ in range(60):
        press(view, Qt.Key.Key_Plus)
    assert view.sight.width() == pytest.approx(200)
    view.grab()
    for _ in range(60):
        press(view, Qt.Key.Key_Minus)
    assert view.sight == WHOLE
    wheel(view, at, 4)
    drag(view, at, at + QPointF(-40, 0), modifiers=Qt.KeyboardModifier.AltModifier)
    press(view, Qt.Key.Key_0)
    assert view.sight == WHOLE


def test_the_line_says_what_its_slope_means(map_page: MapPage, live: Live) -> None:
    live.set_weight(600)
    plane = map_page.view.plane()
    a, b, c = map_page.view.line(plane)
    on_the_line = (QPointF(x, (c - a * x) / b) for x in np.linspace(plane.box.left(), plane.box.right(), 400))
    alone_there = next(at for at in on_the_line if plane.box.contains(at) and map_page.view.nearest(at) is None)
    words = "Invitation line: one point of credibility is worth 1.50 of score"
    assert map_page.view.words_at(alone_there) == words
    assert map_page.view.words_at(map_page.at(alone(live))).count("\n") == 1
    live._end_move()
    assert map_page.view.accessibleDescription() == words
    assert slope_words(0).endswith("only the score counts") and slope_words(1000).endswith("only credibility counts")


def test_a_crowd_is_a_density(map_page: MapPage, live: Live) -> None:
    live.show(board(100_000))
    picture = map_page.view.grab().toImage()
    live.select(0, np.arange(50_000))
    assert map_page.view.grab().toImage() != picture


def test_the_denser_the_darker(live: Live) -> None:
    c, box = live.board.candidates, QRectF(0, 0, 100, 100)
    plane, colour = map_points.Plane(box, WHOLE), QColor("black")
    one, other = (int(i) for i in np.argsort(c.score.value)[[100, 400]])
    index = np.array([one] * 2 + [other] * 9)
    image = map_points.density(c, index, plane, colour, 1.0)
    wide, high = image.width() / box.width(), image.height() / box.height()
    shade = [
        image.pixelColor(int(plane.x(c.score.value[i]) * wide), int(plane.y(c.credibility.value[i]) * high)).alpha()
        for i in (one, other)
    ]
    assert 0 < shade[0] < shade[1]
    shades = {image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())}
    assert shades == {0, *shade}


def test_fewer_points_are_counted_in_larger_cells(live: Live) -> None:
    plane, c = map_points.Plane(QRectF(0, 0, 600, 400), WHOLE), board(200_000).candidates
    wide = [map_points.density(c, np.arange(n), plane, QColor("black"), 1.0).width() for n in (10_000, 40_000, 200_000)]
    assert wide == sorted(wide) and wide[0] == 100 and wide[-1] > 200


def test_the_selected_has_its_label_and_a_name_that_is_no_markup(map_page: MapPage, live: Live) -> None:
    live.show(named(live.board, ["<b>x</b>"] * len(live.board)))
    index = alone(live)
    live.select(index)
    assert map_page.view.words(index).startswith("<b>x</b>\nscore ")
    off = int(np.flatnonzero(live.board.candidates.offline)[0])
    live.select(off)
    assert map_page.view.words(off).endswith("off line, credibility 95")
    map_page.view.grab()
    unknown = ~live.board.candidates.credibility.known & ~live.board.candidates.score.known
    for index in [
        *np.flatnonzero(unknown)[:2].tolist(),
        *np.flatnonzero(~live.board.candidates.score.known)[:2].tolist(),
    ]:
        live.select(index)
        map_page.view.grab()


def test_enter_opens_the_selected(map_page: MapPage, live: Live, qtbot: Any) -> None:
    live.select(3)
    with qtbot.waitSignal(map_page.view.activated_candidate) as opened:
        press(map_page.view, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_it_paints_in_the_dark_large_and_empty(map_page: MapPage, live: Live, qtbot: Any) -> None:
    map_page.view.setPalette(theme.palette(theme.DARK))
    map_page.view.setFont(theme.font(26))
    picture = map_page.view.grab().toImage()
    seen = [
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 9)
        for y in range(0, picture.height(), 9)
    ]
    assert sorted(seen)[len(seen) * 3 // 4] < 64, "three quarters of it are dark"
    empty = MapView(Live())
    qtbot.addWidget(empty)
    empty.grab()
    assert empty.nearest(QPointF(100, 100)) is None


corner = st.integers(0, 800).map(lambda eighths: eighths / 8)


@given(st.lists(st.tuples(corner, corner), min_size=3, max_size=8), st.lists(st.tuples(corner, corner), min_size=1))
def test_inside_agrees_with_qt_on_points_off_the_edge(
    corners: list[tuple[float, float]], points: list[tuple[float, float]]
) -> None:
    shape = QPolygonF([QPointF(*c) for c in corners])
    x, y = (np.array(values) for values in zip(*points, strict=True))
    found = map_points.inside(x, y, shape)
    for at, held in zip(points, found, strict=True):
        if not near_edge(at, corners):
            assert held == shape.containsPoint(QPointF(*at), Qt.FillRule.OddEvenFill), at


def near_edge(at: tuple[float, float], corners: list[tuple[float, float]]) -> bool:
    p = complex(*at)
    points = [complex(*c) for c in corners]
    for a, b in zip(points, points[1:] + points[:1], strict=True):
        along = b - a
        share = 0.0 if not along else min(1.0, max(0.0, ((p - a) * along.conjugate()).real / abs(along) ** 2))
        if abs(a + share * along - p) < 1e-3:
            return True
    return False


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-500, 500))
def test_a_half_plane_of_a_box_holds_only_its_own_side(a: float, b: float, c: float) -> None:
    box = QRectF(0, 0, 100, 60)
    for point in map_points.half_plane(box, a, b, c):
        assert a * point.x() + b * point.y() >= c - 1e-6 * (1 + abs(c))
        assert box.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(point)
