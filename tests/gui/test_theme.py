"""Light and dark can be read, and the program's own font is there in its weights."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QProgressBar, QScrollBar, QStyle, QTreeView

from gui.parts import theme
from gui.parts.plain import plain_tip
from gui.parts.theme import DARK, LIGHT, Colours

ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: QColor, b: QColor) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_can_be_read_on_every_ground_it_stands_on(look: Colours) -> None:
    for name in ("ink", "quiet", "score_text", "credibility_text", "accent_text", "better", "worse"):
        for ground in ("card", "plot", "ground", "chosen", "tint"):
            assert contrast(getattr(look, name), getattr(look, ground)) >= 4.5, (name, ground)
    for name in ("ink", "quiet", "accent_text"):
        assert contrast(getattr(look, name), look.rail) >= 4.5, name
    assert contrast(look.on_accent, look.accent) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_carries_meaning_stands_out_from_its_ground(look: Colours) -> None:
    for name in ("score", "credibility", "accent_text", "inside", "outside", "groove", "field_edge"):
        for ground in ("card", "chosen"):
            assert contrast(getattr(look, name), getattr(look, ground)) >= 3, (name, ground)
    for name in ("point", "curve", "accent"):
        assert contrast(getattr(look, name), look.card) >= 3, name


def make_system(dark: bool) -> QPalette:
    """The colours of a desktop in high contrast."""
    ink, ground = (QColor("white"), QColor("black")) if dark else (QColor("black"), QColor("white"))
    marked, on_marked = (QColor("#ffff00"), QColor("black")) if dark else (QColor("#00008b"), QColor("white"))
    made = QPalette(ink, ground)
    roles = QPalette.ColorRole
    for role, colour in {
        roles.WindowText: ink, roles.Text: ink, roles.ButtonText: ink, roles.Base: ground, roles.Window: ground,
        roles.Button: ground, roles.Highlight: marked, roles.HighlightedText: on_marked,
    }.items():  # fmt: skip
        made.setColor(role, colour)
    return made


@pytest.mark.parametrize("dark", [False, True])
def test_high_contrast_takes_the_systems_own_colours(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, dark: bool
) -> None:
    system = make_system(dark)
    look = theme.high_contrast(system)
    of_system = {system.color(role).name() for role in QPalette.ColorRole if role != QPalette.ColorRole.NColorRoles}
    for field in fields(Colours):
        assert getattr(look, field.name).name() in of_system, field.name
    for name in ("ink", "quiet", "score_text", "credibility_text", "accent_text", "better", "worse", "point", "curve"):
        assert contrast(getattr(look, name), look.card) >= 7, name
    assert contrast(look.score, look.card) >= 3 and look.score != look.credibility and look.dark == dark
    monkeypatch.setattr(theme, "system_wants_contrast", lambda: True)
    try:
        theme.apply(qapp, dark=dark)
        hard = {getattr(each, field.name).name() for each in (LIGHT, DARK) for field in fields(Colours)}
        hard -= {qapp.palette().color(role).name() for role in QPalette.ColorRole if role.name != "NColorRoles"}
        assert not [colour for colour in hard if colour in qapp.styleSheet()]
        assert theme.colours(QLabel()).ink == qapp.palette().color(QPalette.ColorRole.Text)
    finally:
        monkeypatch.undo()
        theme.apply(qapp, dark=False)
    assert theme.colours(QLabel()) is LIGHT


def test_nothing_moves_by_itself(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False)
    assert not any(qapp.isEffectEnabled(effect) for effect in theme.MOVING)
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    for widget in (QProgressBar(), QScrollBar(), QComboBox(), QTreeView()):
        assert widget.style().styleHint(hint, None, widget) == 0, widget


HEX = re.compile(r"#[0-9a-fA-F]{6}\b|QColor\([\"'0-9]")
PICKERS = ("theme.py", "messages.py")
"""Where the colours stand, and where somebody is asked for one of their own."""


def test_no_colour_is_written_outside_the_theme() -> None:
    """A colour of its own would stay as it is in the dark, and in high contrast."""
    found = {
        path.name
        for path in (ROOT / "gui").rglob("*.py")
        if path.name not in PICKERS and HEX.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_font_is_the_programs_own_in_all_its_weights(qapp: QApplication) -> None:
    assert QFontInfo(theme.font(13)).family() == "Inter"
    widths = [QFontMetricsF(theme.font(13, weight)).horizontalAdvance("Candidate") for weight in (400, 500, 600)]
    assert widths == sorted(set(widths))
    figures = QFontMetricsF(theme.font(13, theme.STRONG, figures=True))
    assert figures.horizontalAdvance("111") == figures.horizontalAdvance("888")


def test_a_widget_takes_the_colours_of_its_own_palette(qapp: QApplication) -> None:
    label = QLabel()
    assert theme.colours(label) is LIGHT
    label.setPalette(theme.palette(DARK))
    assert theme.colours(label) is DARK


def test_sizes_follow_the_widgets_own_text(qapp: QApplication) -> None:
    label = QLabel()
    label.setFont(theme.font(26))
    assert theme.scaled(label, 10) == 20
    assert theme.font_of(label, theme.SMALL).pixelSize() == 24


def test_a_tooltip_never_reads_a_name_as_markup() -> None:
    assert plain_tip('<img src="file:///x">') == (
        '<span style="white-space: pre-wrap">&lt;img src=&quot;file:///x&quot;&gt;</span>'
    )
    assert plain_tip("") == ""
