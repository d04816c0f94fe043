"""The window's own small controls: plain labels, the primary button, links, a flat tab bar, thin rules."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QValidator,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from core.i18n import decimal, tr
from gui.parts import theme
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.theme import BODY, MEDIUM, REGULAR, SMALL, STRONG

INK, QUIET, LINK, WORSE = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.PlaceholderText,
    QPalette.ColorRole.Link,
    QPalette.ColorRole.BrightText,
)
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def label(
    name: str,
    text: str = "",
    *,
    size: int = BODY,
    weight: int = REGULAR,
    role: QPalette.ColorRole = INK,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label that shows exactly its text, in the colour of a palette role so that it follows the theme."""
    made = QLabel(parent)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    theme.dress(made, size, weight)
    made.setForegroundRole(role)
    made.setWordWrap(wrap)
    made.setText(text)
    return made


class Elided(QLabel):
    """A one-line label that ends in … where there is no room; the whole text is its accessible name."""

    def __init__(self, name: str, size: int = BODY, weight: int = REGULAR, role: QPalette.ColorRole = INK) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.dress(self, size, weight)
        self.setForegroundRole(role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(self.rect(), int(side | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


def press_by_return(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Presses a button that has the keyboard by Return or Enter, as Space does; False for another key."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~KEYPAD:
        return False
    button.click()
    return True


class Button(QPushButton):
    """A button in one of three voices: primary (the one next step), plain, or a link."""

    def __init__(self, name: str, text: str, voice: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.voice = voice
        theme.dress(self, BODY, STRONG if voice != "plain" else MEDIUM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        pad = theme.scaled(self, 0 if self.voice == "link" else 18)
        return QSize(round(text.width() + 2 * pad + 4), round(text.height() + theme.scaled(self, 14)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        c = theme.colours(self)
        if self.voice != "link":
            self._draw_box(painter, box, c)
        elif self.hasFocus():
            painter.setPen(QPen(c.accent_text, 1))
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._choose_ink(c))
        painter.setFont(self.font())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic), self.text())
        painter.end()

    def _draw_box(self, painter: QPainter, box: QRectF, c: theme.Colours) -> None:
        fill = c.accent if self.voice == "primary" else c.card
        if not self.isEnabled():
            fill = c.track
        elif self.isDown() or self.underMouse():
            fill = fill.lighter(112) if c.dark or self.voice == "primary" else c.track
        edge = c.accent_text if self.hasFocus() else (fill if self.voice == "primary" else c.field_edge)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus() and self.voice == "primary":
            painter.setPen(QPen(c.on_accent, 1))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)

    def _choose_ink(self, c: theme.Colours) -> QColor:
        if not self.isEnabled():
            return c.faint
        return {"primary": c.on_accent, "link": c.accent_text}.get(self.voice, c.ink)


class Tabs(QTabBar):
    """Flat tabs: the current one in the accent, underlined."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)  # where there is no room for all of them none is squeezed
        self.setElideMode(Qt.TextElideMode.ElideNone)
        theme.dress(self, BODY)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetricsF(theme.font_of(self, BODY, STRONG)).horizontalAdvance(self.tabText(index))
        return QSize(round(width + theme.scaled(self, 26)), round(theme.scaled(self, 32)))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        base = self.height() - 1
        painter.fillRect(QRectF(0, base, self.width(), 1), c.edge)
        for index in filter(self.isTabVisible, range(self.count())):
            self._draw_tab(painter, index, c, base)
        painter.end()

    def _draw_tab(self, painter: QPainter, index: int, c: theme.Colours, base: int) -> None:
        chosen, box = index == self.currentIndex(), QRectF(self.tabRect(index))
        painter.setFont(theme.font_of(self, BODY, STRONG if chosen else REGULAR))
        painter.setPen(c.accent_text if chosen else c.quiet)
        text = painter.fontMetrics().horizontalAdvance(self.tabText(index))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.tabText(index))
        if chosen:
            painter.fillRect(QRectF(box.left(), base - 1.5, text, 2.5), c.accent_text)
            if self.hasFocus():
                painter.setPen(QPen(c.accent_text, 1, Qt.PenStyle.DotLine))
                painter.drawRect(QRectF(box.left() - 2, 4, text + 4, base - 8))


class QuietHandle(QSplitterHandle):
    """The gap between two parts: it shows itself by the pointer only, and by the keyboard's focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            painter = QPainter(self)
            upright = self.orientation() == Qt.Orientation.Horizontal
            middle = QRectF(self.rect()).center()
            size = (2.0, 28.0) if upright else (28.0, 2.0)
            painter.fillRect(
                QRectF(middle.x() - size[0] / 2, middle.y() - size[1] / 2, *size), theme.colours(self).edge
            )
            painter.end()


class QuietSplitter(QSplitter):
    """Parts whose border the user may move."""

    def __init__(self, name: str, way: Qt.Orientation) -> None:
        super().__init__(way)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.GAP)

    def createHandle(self) -> QSplitterHandle:
        handle = QuietHandle(self.orientation(), self)
        handle.setObjectName(f"{self.objectName()}_handle")
        return handle


class Rule(QFrame):
    """A thin horizontal line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colours(self).edge, 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.end()


def small(name: str, text: str = "", *, wrap: bool = False, role: QPalette.ColorRole = QUIET) -> QLabel:
    """A quiet small label."""
    return label(name, text, size=SMALL, role=role, wrap=wrap)


class Line(QLabel):
    """One line of plain text, cut with an ellipsis where there is no room for it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(plain_tip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class Link(QPushButton):
    """A button that looks like a link and gives way where there is no room; its text stays whole."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        c, font = theme.colours(self), self.font()
        font.setUnderline(self.isEnabled() and (self.underMouse() or self.hasFocus()))
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(c.accent_text if self.isEnabled() else c.quiet)
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


def steps(name: str) -> QSpinBox:
    """A whole number with its two arrows. Its text keeps off the edge by itself: no style sheet reaches it there."""
    field = named(QSpinBox(), name)
    field.lineEdit().setTextMargins(round(theme.scaled(field, 6)), 0, 0, 0)
    return field


class Number(QDoubleSpinBox):
    """The weight in percent, to be read and typed under the handle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("weight_number")
        self.setAccessibleName(tr("Weight of credibility in percent"))
        self.setDecimals(1)
        self.setRange(0, 100)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus | Qt.FocusPolicy.TabFocus)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's unless something was typed that can be taken back here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            repeats = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if repeats and not self.lineEdit().isModified():
                event.ignore()
                return True
        return super().event(event)

    def begin_with(self, typed: str) -> None:
        """Begins a new number with what was typed elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lineEdit().selectAll()
        self.lineEdit().insert(typed)

    def textFromValue(self, value: float) -> str:
        return decimal(value, 0 if round(value * 10) % 10 == 0 else 1) + "\u00a0%"

    def valueFromText(self, text: str) -> float:
        return float(_keep_digits(text) or 0)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        kept = _keep_digits(text)
        try:
            fits = not kept or 0 <= float(kept) <= 100
        except ValueError:
            fits = False
        if not fits:
            return QValidator.State.Invalid, text, position
        return (QValidator.State.Acceptable if kept else QValidator.State.Intermediate), text, position


def _keep_digits(text: str) -> str:
    return text.replace("%", "").replace(",", ".").replace("\u00a0", "").replace("\u202f", "").strip()
