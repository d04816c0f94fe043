"""Colours by what they mean, fonts and sizes: light and dark, the same on every system."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from core.resources import RESOURCES

FAMILY = "Inter"
REGULAR, MEDIUM, STRONG = 400, 500, 600

PLACE_TITLE, TITLE, HEADING, CARD_TITLE, BODY, SMALL, TINY = 20, 18, 16, 15, 13, 12, 11
"""Text sizes in pixels at 100 %."""

GAP = 12
RADIUS = 8

MOVING = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
STILL = "QProgressBar, QScrollBar, QComboBox, QTreeView { widget-animation-duration: 0; }"
"""What Qt would move by itself."""


@dataclass(frozen=True)
class Colours:
    """What is painted in which colour. The ``..._text`` variants are dark (or light) enough to be read as text."""

    ground: QColor
    card: QColor
    rail: QColor
    edge: QColor
    field_edge: QColor
    ink: QColor
    quiet: QColor
    faint: QColor
    score: QColor
    score_text: QColor
    credibility: QColor
    credibility_text: QColor
    accent: QColor
    accent_text: QColor
    on_accent: QColor
    chosen: QColor
    tint: QColor
    plot: QColor
    point: QColor
    groove: QColor
    curve: QColor
    track: QColor
    inside: QColor
    outside: QColor
    better: QColor
    worse: QColor

    @property
    def dark(self) -> bool:
        """True when light text stands on a dark ground."""
        return self.ground.lightness() < 128


def _load_colours(**hexes: str) -> Colours:
    return Colours(**{field.name: QColor(hexes[field.name]) for field in fields(Colours)})


LIGHT = _load_colours(
    ground="#f5f7fa",
    card="#ffffff",
    rail="#ebeff5",
    edge="#dfe4ec",
    field_edge="#768195",
    ink="#1c2330",
    quiet="#566073",
    faint="#98a2b3",
    score="#3b6fb6",
    score_text="#2f62a8",
    credibility="#bd7521",
    credibility_text="#8a4f0a",
    accent="#1f4e8c",
    accent_text="#1f4e8c",
    on_accent="#ffffff",
    chosen="#e4eefb",
    tint="#eff5fd",
    plot="#fbfcfd",
    point="#788395",
    groove="#768195",
    curve="#8490a4",
    track="#edf0f5",
    inside="#1f4e8c",
    outside="#737f95",
    better="#216c47",
    worse="#a53a32",
)

DARK = _load_colours(
    ground="#12161d",
    card="#1a202a",
    rail="#0e1218",
    edge="#2f3846",
    field_edge="#737f95",
    ink="#e7ebf2",
    quiet="#a7b2c4",
    faint="#6f7b8e",
    score="#4f86d0",
    score_text="#8ab4ee",
    credibility="#cf8b36",
    credibility_text="#e5aa5f",
    accent="#2e6cba",
    accent_text="#8dbaf3",
    on_accent="#ffffff",
    chosen="#24344d",
    tint="#1e2a3d",
    plot="#161b24",
    point="#8491a6",
    groove="#737f95",
    curve="#6f7c92",
    track="#2a313d",
    inside="#739fdb",
    outside="#76839a",
    better="#6cc492",
    worse="#ec8a80",
)


def high_contrast(system: QPalette) -> Colours:
    """The system's own colours by what they mean here, for whoever asked the system for high contrast: no colour of
    this program's. Signs, hatching and words tell apart what colours no longer do."""
    roles = QPalette.ColorRole
    ink, ground, marked = system.color(roles.WindowText), system.color(roles.Window), system.color(roles.Highlight)
    base, text = system.color(roles.Base), system.color(roles.Text)
    named = dict.fromkeys((field.name for field in fields(Colours)), ink)
    named |= dict.fromkeys(("ground", "rail"), ground) | dict.fromkeys(("card", "plot", "track", "tint"), base)
    named |= dict.fromkeys(("score", "inside", "accent"), marked)
    named |= {"ink": text, "quiet": text, "chosen": base, "on_accent": system.color(roles.HighlightedText)}
    return Colours(**named)


_contrasting: list[Colours] = []
"""The system's colours while high contrast is asked for."""


def colours(widget: QWidget) -> Colours:
    """The colours in force where this widget stands: its palette says whether it is light or dark."""
    if _contrasting:
        return _contrasting[0]
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


@cache
def _register_font() -> bool:
    """Makes the program's own font known, so that the screen looks alike everywhere."""
    import fontpkg

    return QFontDatabase.addApplicationFont(str(fontpkg.path(FAMILY))) >= 0


def font(pixels: float, weight: int = REGULAR, figures: bool = False) -> QFont:
    """The program's font. Its weight is an axis of one variable file, which ``setWeight`` does not reach.

    With ``figures`` all digits are as wide as each other, so that columns of numbers stand in line.
    """
    _register_font()
    found = QFont(FAMILY)
    found.setPixelSize(max(1, round(pixels)))
    found.setVariableAxis(QFont.Tag("wght"), weight)
    if figures:
        found.setFeature(QFont.Tag("tnum"), 1)
    found.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return found


ZOOM = "zoom"
"""The property of a widget that ``dress`` gave a font of its own: that font no longer says how large texts are."""


def scaled(widget: QWidget, pixels: float) -> float:
    """Pixels at 100 % in the size this widget's text has."""
    zoom = widget.property(ZOOM)
    if zoom is not None:
        return pixels * float(zoom)
    return pixels * widget.font().pixelSize() / BODY if widget.font().pixelSize() > 0 else pixels


def dress(widget: QWidget, pixels: float, weight: int = REGULAR, figures: bool = False) -> None:
    """Gives a widget the font of so many pixels at 100 %. It may be given again and again: what was enlarged once is
    not enlarged anew, and a small text does not make the next one smaller."""
    zoom = scaled(widget, 1)
    widget.setProperty(ZOOM, zoom)
    widget.setFont(font(pixels * zoom, weight, figures))


def fitted(widget: QWidget, size: tuple[int, int]) -> QSize:
    """A size at 100 % as the text's size makes it, but never larger than the screen."""
    return fitted_size(widget, QSize(*(round(scaled(widget, side)) for side in size)))


def fitted_size(widget: QWidget, size: QSize) -> QSize:
    """A size in pixels, but never larger than the screen."""
    return size.boundedTo(widget.screen().availableSize())


def font_of(widget: QWidget, pixels: float, weight: int = REGULAR, figures: bool = False) -> QFont:
    """The font of so many pixels at 100 %, scaled as the widget's own text is."""
    return font(scaled(widget, pixels), weight, figures)


def system_is_dark() -> bool:
    """Whether the desktop asks for a dark look; False where it does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_wants_contrast() -> bool:
    """Whether the desktop asks for high contrast; False where it does not say."""
    hints = QGuiApplication.styleHints()  # held: what it lends goes with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def apply(app: QApplication, dark: bool, zoom: float = 1.0) -> None:
    """Gives the whole application its palette, font and style; ``zoom`` enlarges all text and rows. Nothing in it
    moves by itself, whether the system asks for less motion or not."""
    app.setStyle("Fusion")
    _contrasting.clear()
    if system_wants_contrast():
        app.setPalette(QPalette())
        _contrasting.append(high_contrast(app.palette()))
    else:
        app.setPalette(palette(DARK if dark else LIGHT))
    look = _contrasting[0] if _contrasting else DARK if dark else LIGHT
    app.setFont(font(BODY * zoom))
    for effect in MOVING:
        app.setEffectEnabled(effect, False)
    app.setStyleSheet(scroll_bars(look, zoom) + bars(look, zoom) + fields_look(look, zoom) + STILL)


def scroll_bars(c: Colours, zoom: float) -> str:
    """Slim scroll bars without frames or arrows."""
    wide, least, radius = round(10 * zoom), round(28 * zoom), round(3 * zoom)
    return f"""
        QScrollBar:vertical {{ background: transparent; border: none; width: {wide}px; margin: 0; }}
        QScrollBar:horizontal {{ background: transparent; border: none; height: {wide}px; margin: 0; }}
        QScrollBar::handle {{ background: {c.track.darker(112).name()}; border-radius: {radius}px; margin: 2px; }}
        QScrollBar::handle:vertical {{ min-height: {least}px; }}
        QScrollBar::handle:horizontal {{ min-width: {least}px; }}
        QScrollBar::handle:hover {{ background: {c.groove.name()}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def fields_look(c: Colours, zoom: float) -> str:
    """Fields with an edge that is seen on every ground, and a ring of 2 pixels where the keyboard is."""
    pad, side, radius, arrow = round(7 * zoom), round(22 * zoom), round(5 * zoom), round(10 * zoom)
    box = round(15 * zoom)
    icons, kind = (RESOURCES / "icons").as_posix(), "dark" if c.dark else "light"
    kinds = ("QLineEdit", "QComboBox", ".QSpinBox", ".QDoubleSpinBox", "QPlainTextEdit")
    every, focused, off = (", ".join(f"{one}{state}" for one in kinds) for state in ("", ":focus", ":disabled"))
    # One whole rule for each: Qt draws a bevel of its own where the parts of one come from several.
    steps = "".join(
        f"{one}::{way}-button {{ border: none; background: transparent; width: {side}px; subcontrol-origin: border; "
        f"subcontrol-position: {place} right; }}\n"
        for one in (".QSpinBox", ".QDoubleSpinBox")
        for way, place in (("up", "top"), ("down", "bottom"))
    )
    return f"""
        {every} {{ background: {c.card.name()}; color: {c.ink.name()}; border: 1px solid {c.field_edge.name()};
            border-radius: {radius}px; padding: 1px {pad}px; selection-background-color: {c.accent.name()};
            selection-color: {c.on_accent.name()}; }}
        {focused} {{ border: 2px solid {c.accent_text.name()}; padding: 0 {pad - 1}px; }}
        {off} {{ color: {c.quiet.name()}; background: {c.track.name()}; }}
        QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {{ border: none; padding: 0;
            background: transparent; }}
        QComboBox::drop-down {{ border: none; width: {side}px; }}
        QComboBox::down-arrow, .QSpinBox::down-arrow, .QDoubleSpinBox::down-arrow {{
            image: url("{icons}/down-{kind}.svg"); width: {arrow}px; height: {arrow}px; }}
        .QSpinBox::up-arrow, .QDoubleSpinBox::up-arrow {{
            image: url("{icons}/up-{kind}.svg"); width: {arrow}px; height: {arrow}px; }}
        {steps}
        .QSpinBox QLineEdit, .QDoubleSpinBox QLineEdit {{ padding-left: {round(5 * zoom)}px; }}
        QCheckBox::indicator {{ width: {box}px; height: {box}px; border: 1px solid {c.field_edge.name()};
            border-radius: {round(3 * zoom)}px; background: {c.card.name()}; }}
        QCheckBox::indicator:checked {{ background: {c.accent.name()}; border-color: {c.accent_text.name()};
            image: url("{icons}/check-{kind}.svg"); }}
        QCheckBox::indicator:focus, QCheckBox:focus::indicator {{ border: 2px solid {c.accent_text.name()}; }}
        QCheckBox::indicator:disabled {{ background: {c.track.name()}; }}
        QTreeView QHeaderView::section {{ background: {c.card.name()}; color: {c.quiet.name()}; border: none;
            border-bottom: 1px solid {c.edge.name()}; padding: {pad}px; }}
        QTreeView::item {{ height: {round(28 * zoom)}px; }}
        QTreeView, QListView {{ selection-background-color: {c.chosen.name()}; selection-color: {c.ink.name()}; }}
        QComboBox QAbstractItemView {{ border: 1px solid {c.field_edge.name()}; background: {c.card.name()};
            selection-background-color: {c.chosen.name()}; selection-color: {c.ink.name()}; outline: none; }}
    """


def bars(c: Colours, zoom: float) -> str:
    """Menu bar and status bar as sheets with a fine edge."""
    above, beside = round(5 * zoom), round(10 * zoom)
    return f"""
        QMenuBar {{ background: {c.card.name()}; border-bottom: 1px solid {c.edge.name()}; }}
        QMenuBar::item {{ background: transparent; padding: {above}px {beside}px; }}
        QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c.chosen.name()}; color: {c.ink.name()}; }}
        QStatusBar {{ background: {c.card.name()}; border-top: 1px solid {c.edge.name()}; }}
        QStatusBar::item {{ border: none; }}
    """


def palette(c: Colours) -> QPalette:
    """Qt's roles filled from the named colours."""
    roles = QPalette.ColorRole
    made = QPalette(c.card, c.ground)
    for role, colour in {
        roles.Window: c.ground,
        roles.WindowText: c.ink,
        roles.Base: c.card,
        roles.AlternateBase: c.plot,
        roles.Text: c.ink,
        roles.PlaceholderText: c.quiet,
        roles.Button: c.card,
        roles.ButtonText: c.ink,
        roles.Highlight: c.accent,
        roles.HighlightedText: c.on_accent,
        roles.ToolTipBase: c.card,
        roles.ToolTipText: c.ink,
        roles.Link: c.accent_text,
        roles.LinkVisited: c.accent_text,
        roles.BrightText: c.worse,
        roles.Accent: c.accent,
        roles.Light: c.edge,
        roles.Midlight: c.edge,
        roles.Mid: c.edge,
        roles.Dark: c.groove,
    }.items():
        made.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, c.faint)
    return made
