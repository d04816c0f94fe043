"""What the columns of a file are, and what is asked about them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import tr
from core.importing.preview import Preview
from gui.parts.controls import QUIET, Button, label, small
from gui.parts.theme import MEDIUM
from gui.people.importing.columns import ColumnsTable
from gui.people.importing.questions import Questions


class ColumnsPage(QWidget):
    """``save_wanted``: the mapping is to be kept; ``drop_wanted``: the file is to be read without the saved one."""

    save_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_page_columns")
        asked = tr("Say how these are meant; nothing in the column decides:")
        self.asked = label("import_asked", asked, weight=MEDIUM, wrap=True)
        self.questions = Questions()
        self.table = ColumnsTable()
        self.saved = label("import_saved", role=QUIET)
        self.more = small("import_more")
        self.drop = Button("import_drop", tr("Do without it"), "link")
        self.save = Button("import_save", tr("Save this mapping…"), "link")
        for button in (self.drop, self.save):
            button.setAccessibleName(button.text())
        self.drop.clicked.connect(self.drop_wanted)
        self.save.clicked.connect(self.save_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(12)
        for part in (self.more, self.saved, self.drop):
            below.addWidget(part)
        below.addStretch()
        below.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.asked)
        layout.addWidget(self.questions)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def show_file(self, seen: Preview) -> None:
        """Shows one file."""
        self.asked.setVisible(bool(seen.asked))
        self.questions.show_questions(seen.asked)
        self.table.show_file(seen)
        self.more.setText(self.table.more_words())
        self.more.setVisible(bool(self.more.text()))
        self.saved.setText(tr("Read by the saved mapping “{name}”.", name=seen.saved))
        for part in (self.saved, self.drop):
            part.setVisible(bool(seen.saved))
