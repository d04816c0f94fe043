"""What does not fit its box in a window: labels, buttons and headings cut, and widgets that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QLabel, QPushButton, QTableView, QTreeView, QWidget

from gui.parts import theme
from gui.parts.controls import Button, Elided, Line, Link
from gui.parts.painted_rows import PaintedRows
from gui.rank.figures import PAD, FigureSwitch
from gui.rank.table.headings import RankingHeader
from gui.rank.table.view import RankingView
from gui.window.rail import TEXT_AT, CampaignButton, RailButton

SLACK = 1.5
MOST_ROWS, CELL_EDGE, WRAPPED = 40, 4, int(Qt.TextFlag.TextWordWrap)


def cut_texts(window: QWidget) -> list[str]:
    """What is cut or overlaps in what is in sight of a window, in words."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.width() and widget.height():
            found += [f"{widget.objectName()}: {what}" for what in _cut(widget)]
            found += [f"{widget.objectName()}: {what}" for what in _overlaps(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, Elided | Line) and widget.text():
        yield from _cut_label(widget)
    elif isinstance(widget, RailButton) and not isinstance(widget, CampaignButton) and not widget.narrow:
        yield from _cut_rail(widget)
    elif isinstance(widget, FigureSwitch):
        yield from _cut_figure(widget)
    elif isinstance(widget, Button | Link | QPushButton) and widget.text() and not widget.icon().cacheKey():
        if widget.sizeHint().width() > widget.width() + SLACK and not _gives_way(widget):
            yield f"“{widget.text()}” needs {widget.sizeHint().width()}, has {widget.width()}"
    elif isinstance(widget, QTreeView | QTableView) and not isinstance(widget.itemDelegate(), PaintedRows):
        yield from _cut_cells(widget)
    elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        yield from _cut_headings(widget)


def _gives_way(widget: QAbstractButton) -> bool:
    """Names of the user's own may be cut, with the whole in the tooltip."""
    return widget.objectName().startswith(("recent_", "campaign_card_", "filter_"))


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + SLACK:
            yield f"“{label.text()[:50]}” needs {label.heightForWidth(label.width())} high, has {label.height()}"
    else:
        wide = max(QFontMetricsF(label.font()).horizontalAdvance(line) for line in label.text().split("\n"))
        if wide > room.width() + SLACK:
            yield f"“{label.text()[:50]}” needs {wide:.0f}, has {room.width()}"


def _cut_rail(button: RailButton) -> Iterator[str]:
    unit = theme.scaled(button, 1)
    room = button.width() - (TEXT_AT + (34 if button.waits or button.key else 12)) * unit
    for text, font in ((button.text(), theme.font_of(button, theme.BODY, theme.STRONG)),
                       (button.below, theme.font_of(button, theme.SMALL))):  # fmt: skip
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if wide > room + SLACK:
            yield f"“{text}” needs {wide:.0f}, has {room:.0f}"


def _cut_figure(figure: FigureSwitch) -> Iterator[str]:
    unit = theme.scaled(figure, 1)
    room = QRect(0, 0, round(figure.width() - (PAD + 8) * unit), round(figure.height() - 40 * unit))
    box = QFontMetricsF(theme.font_of(figure, theme.SMALL)).boundingRect(
        room, int(Qt.TextFlag.TextWordWrap), figure.words
    )
    if box.height() > room.height() + SLACK or box.width() > room.width() + SLACK:
        yield f"“{figure.words}” needs {box.width():.0f} x {box.height():.0f}, has {room.width()} x {room.height()}"


def _cut_cells(view: QTreeView | QTableView) -> Iterator[str]:
    """Cells in sight that Qt paints itself; those this program paints are watched while they are painted."""
    model, room = view.model(), view.viewport().rect()
    if model is None or isinstance(view, RankingView):
        return
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            box = view.visualRect(index)
            text = str(index.data() or "")
            if not text or view.isColumnHidden(column) or not box.intersects(room):
                continue
            font = index.data(Qt.ItemDataRole.FontRole) or view.font()
            metrics, across = QFontMetricsF(font), max(1, box.width() - CELL_EDGE)
            wide = metrics.horizontalAdvance(text) + CELL_EDGE
            if view.wordWrap() and wide > box.width():
                high = metrics.boundingRect(QRectF(0, 0, across, 9999), WRAPPED, text).height()
                if high > box.height() + SLACK:
                    yield f"cell “{text}” needs {high:.0f} high, has {box.height()}"
            elif wide > box.width() + SLACK:
                yield f"cell “{text}” needs {wide:.0f}, has {box.width()}"


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.width() < 20:
        return
    for at in range(model.columnCount()):
        if not header.isSectionHidden(at):
            text, font = str(model.headerData(at, Qt.Orientation.Horizontal) or ""), header.font()
            if isinstance(header, RankingHeader):
                column = header.ranking_model.columns[at]
                text, font = (
                    column.title(header.ranking_model.live.seats),
                    theme.font_of(header, theme.SMALL, theme.STRONG),
                )
            wide = QFontMetricsF(font).horizontalAdvance(text)
            if wide > header.sectionSize(at) + SLACK:
                yield f"heading “{text}” needs {wide:.0f}, has {header.sectionSize(at)}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Two children of one layout that lie over each other."""
    layout = parent.layout()
    if layout is None:
        return
    boxes = [
        item.widget()
        for item in (layout.itemAt(at) for at in range(layout.count()))
        if item is not None and item.widget() is not None and item.widget().isVisibleTo(parent)
    ]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                yield f"{one.objectName()} lies over {other.objectName()}"
