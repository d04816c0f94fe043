"""What a column is taken for: a field chosen in a list that is searched by typing and stands in groups."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from core.folding import fold
from core.i18n import tr
from gui.parts import theme
from gui.parts.named import named
from gui.people.importing.fields import GROUPS, NAMES, name_of

FIELD = Qt.ItemDataRole.UserRole
SIZE = QSize(300, 380)
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class FieldPicker(QFrame):
    """A list of all fields under a line to search in. ``picked`` (field) by Enter or a click; Escape closes it."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, name: str, chosen: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(f"{name}_picker")
        self.setAccessibleName(tr("Fields"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._chosen = chosen
        self.search = named(QLineEdit(), f"{name}_search")
        self.search.setAccessibleName(tr("Which field is this?"))
        self.search.setPlaceholderText(tr("Which field is this?"))
        self.search.setMinimumHeight(round(theme.scaled(self, 28)))
        self.list = named(QListView(), f"{name}_fields")
        self.list.setAccessibleName(tr("Fields"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(QStandardItemModel(self.list))
        self.list.setStyleSheet(list_look(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        self.resize(SIZE * theme.scaled(self, 1))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self.show_fields)
        self.list.clicked.connect(lambda index: self._pick_current())
        self.show_fields("")

    def show_fields(self, text: str) -> None:
        """The fields whose name holds a text, under the names of their groups."""
        model, wanted = QStandardItemModel(self.list), fold(text.strip())
        for group, fields in _all_groups(self._chosen):
            found = [field for field in fields if wanted in fold(name_of(field)) or wanted in fold(field)]
            if found and group:
                model.appendRow(self._make_heading(tr(group)))
            for field in found:
                model.appendRow(self._make_line(field))
        self.list.setModel(model)
        self._stand_at(self._chosen if not wanted else None)

    def fields(self) -> list[str]:
        """The fields in sight of the search, in order."""
        model = self.list.model()
        rows = (model.index(row, 0).data(FIELD) for row in range(model.rowCount()))
        return [field for field in rows if field is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list are the list's, although the keyboard stays in the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick_current()
                return True
        return super().eventFilter(watched, event)

    def _pick_current(self) -> None:
        field = self.list.currentIndex().data(FIELD)
        if field is not None:
            self.picked.emit(field)
            self.close()

    def _stand_at(self, field: str | None) -> None:
        """Makes a field the current line; None for the first."""
        model = self.list.model()
        for row in range(model.rowCount()):
            here = model.index(row, 0).data(FIELD)
            if here is not None and field in (None, here):
                self.list.setCurrentIndex(model.index(row, 0))
                self.list.scrollTo(self.list.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
                return

    def _make_heading(self, text: str) -> QStandardItem:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(theme.colours(self).quiet)
        item.setFont(theme.font_of(self, theme.TINY, theme.STRONG))
        return item

    def _make_line(self, field: str) -> QStandardItem:
        item = QStandardItem(name_of(field))
        item.setData(field, FIELD)
        if field == self._chosen:
            item.setText(f"{item.text()} ✓")
        return item


class FieldChoice(QComboBox):
    """A box with the field in force; opened it shows a ``FieldPicker``. All boxes of a table share one ``names``."""

    def __init__(self, name: str, title: str, names: QStandardItemModel) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.view().setObjectName(f"{name}_list")
        self.view().setAccessibleName(tr("Fields"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setModel(names)
        self.picker: FieldPicker | None = None

    def choose(self, field: str) -> None:
        """Takes another field, as picking it does."""
        self.setCurrentIndex(self.findData(field))

    def showPopup(self) -> None:
        picker = self.picker = FieldPicker(self, self.objectName(), str(self.currentData()))
        picker.picked.connect(self.choose)
        picker.destroyed.connect(self._forget_picker)
        room = self.screen().availableGeometry()
        at = self.mapToGlobal(QPoint(0, self.height()))
        at.setX(max(room.left(), min(at.x(), room.right() - picker.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - picker.height())))
        picker.move(at)
        picker.show()
        picker.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the table; it takes no column for something else."""
        event.ignore()

    def _forget_picker(self) -> None:
        self.picker = None


def list_look(widget: QWidget) -> str:
    """Room around the lines, and the current one marked whatever has the keyboard."""
    c, pad = theme.colours(widget), round(theme.scaled(widget, 5))
    return f"""
        QListView {{ background: {c.card.name()}; border: none; outline: 0; }}
        QListView::item {{ padding: {pad}px; }}
        QListView::item:selected {{ background: {c.chosen.name()}; color: {c.ink.name()}; }}
    """


def make_names(parent: QWidget) -> QStandardItemModel:
    """All fields by their names, for the boxes of a table."""
    names = QStandardItemModel(parent)
    for field in NAMES:
        add_name(names, field)
    return names


def add_name(names: QStandardItemModel, field: str) -> None:
    """Adds a field to the names."""
    item = QStandardItem(name_of(field))
    item.setData(field, FIELD)
    names.appendRow(item)


def _all_groups(chosen: str) -> list[tuple[str, tuple[str, ...]]]:
    """The groups of fields; a field of none of them, another tool's own score, stands with the scores."""
    groups = [(name, fields) for name, fields in GROUPS]
    if chosen not in NAMES:
        name, fields = groups[-1]
        groups[-1] = (name, (*fields, chosen))
    return groups
