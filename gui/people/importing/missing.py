"""The list of words taken for "not known", to be seen and changed: one a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.errors import Trouble
from core.i18n import tr
from core.importing import missing_words
from gui.parts import theme
from gui.parts.controls import Button
from gui.parts.form import Form
from gui.parts.named import named

HEIGHT = 240
LONGEST = 60


class MissingDialog(Form):
    """``words()`` is the list as it stands in the form."""

    def __init__(self, parent: QWidget, words: Sequence[str]) -> None:
        text = tr(
            "A figure, a date or a place that is just one of these words is read as “not known”, never as zero. "
            "Names and accounts are left alone: somebody may be called NA."
        )
        super().__init__("missing_dialog", tr("Words for “not known”"), tr("Keep"), parent, text)
        self.field = named(QPlainTextEdit("\n".join(words)), "missing_words")
        self.field.setAccessibleName(tr("One word a line"))
        self.field.setPlaceholderText(tr("One word a line"))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(round(theme.scaled(self.field, HEIGHT)))
        self.usual = Button("missing_usual", tr("The usual words"), "link")
        self.usual.setAccessibleName(self.usual.text())
        self.usual.clicked.connect(lambda: self.field.setPlainText("\n".join(missing_words.usual_words())))
        self.fields.addRow(self.field)
        self.field.setFocus()
        self.fields.addRow(self.usual)

    def words(self) -> list[str]:
        """The words, one a line, without the blank lines."""
        return [line.strip() for line in self.field.toPlainText().splitlines() if line.strip()]

    def check(self) -> None:
        with self.about(self.field):
            for word in self.words():
                if len(word) > LONGEST:
                    raise Trouble(tr("This is no word."), word[:LONGEST] + "…", tr("Write one word a line."))
