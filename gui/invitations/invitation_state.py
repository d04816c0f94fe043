"""The pull-down of an invitation's state: only what may follow is offered, by keyboard as by mouse."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.i18n import tr
from core.invitations import states
from gui.parts import theme
from gui.parts.named import named

DOT = 8
Index = QModelIndex | QPersistentModelIndex


class StateField(QComboBox):
    """Knows whether its list has been opened: then a choice is final; arrow keys alone wait for Enter."""

    opened = False

    def showPopup(self) -> None:
        self.opened = True
        super().showPopup()


class StateDelegate(QStyledItemDelegate):
    """A dot and the state in words; the dot is full once an answer is yes, hollow while it is open."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = named(StateField(parent), "invitation_state")
        field.setAccessibleName(tr("State"))
        field.view().setObjectName("invitation_state_list")
        field.view().setAccessibleName(tr("State"))
        now = index.data(Qt.ItemDataRole.EditRole)
        for state in (now, *states.FOLLOWS[now]):
            field.addItem(states.words(state) if state else tr("in reserve"), state)
        field.activated.connect(lambda at: self._commit_choice(field) if field.opened else None)
        if QGuiApplication.mouseButtons():  # a second click would only repeat the first
            QTimer.singleShot(0, field, field.showPopup)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, StateField):
            editor.setCurrentIndex(0)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, StateField):
            model.setData(index, editor.currentData())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        c = theme.colours(widget)
        side = theme.scaled(widget, DOT)
        box = QRectF(option.rect).adjusted(theme.scaled(widget, 6), 0, 0, 0)
        dot = QRectF(box.left(), box.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_dot(painter, dot, index.data(Qt.ItemDataRole.EditRole), c)
        painter.setPen(c.ink)
        painter.setFont(option.font)
        painter.drawText(box.adjusted(side * 2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setWidth(size.width() + round(theme.scaled(option.widget, 4 * DOT)))
        return size

    def _commit_choice(self, field: QComboBox) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)


def draw_dot(painter: QPainter, dot: QRectF, state: str, c: theme.Colours) -> None:
    """Yes is full, no is crossed, open is hollow, the reserve a thin ring: the colour is never the only sign."""
    answer = _answer_of(state)
    colour = c.groove if answer is None else c.better if answer else c.worse
    painter.setPen(colour)
    painter.setBrush(colour if answer or state == states.INVITED else Qt.BrushStyle.NoBrush)
    if answer is False:
        inside = dot.adjusted(1, 1, -1, -1)
        painter.drawLine(inside.topLeft(), inside.bottomRight())
        painter.drawLine(inside.topRight(), inside.bottomLeft())
    elif state:
        painter.drawEllipse(dot)


def _answer_of(state: str) -> bool | None:
    if state in (states.ACCEPTED, states.CAME, states.WROTE):
        return True
    return False if state in (states.DECLINED, states.NO_ANSWER, states.NO_SHOW) else None
