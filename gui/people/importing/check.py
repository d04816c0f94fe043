"""The second page of the import: the rows with a problem first, and which texts were taken for "not known"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import integer, tr
from core.importing.preview import Preview, Remark
from gui.parts.controls import QUIET, Button, label
from gui.people.importing.issues import Compute, IssuesList

MOST = 8
"""Texts named of those taken for "not known"."""


class CheckPage(QWidget):
    """``words_wanted``: the list of words taken for "not known" is to be seen."""

    words_wanted = Signal()

    def __init__(self, compute: Compute) -> None:
        super().__init__(objectName="import_page_check")
        self.clean = label("import_clean", tr("Every row can be imported as it stands."), role=QUIET)
        self.clean.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.missing = label("import_missing", wrap=True)
        self.words = Button("import_missing_words", tr("Words for “not known”…"), "link")
        self.words.setAccessibleName(self.words.text())
        self.words.clicked.connect(self.words_wanted)
        self.issues = IssuesList("import_issues", compute)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.missing, 1)
        line.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.clean, 1)
        layout.addWidget(self.issues, 1)

    def show_files(self, files: Sequence[Preview], remarks: Sequence[Remark]) -> None:
        """Shows what was found in the files; ``remarks`` in the order they are to stand."""
        self.missing.setText(missing_words(files))
        self.clean.setVisible(not remarks)
        self.issues.setVisible(bool(remarks))
        if remarks:
            self.issues.show_remarks(remarks, len(files) > 1)


def missing_words(files: Sequence[Preview]) -> str:
    """``Taken for not known: “n.c.” 12 ×, “-” 4 ×``."""
    counts: Counter[str] = Counter()
    for seen in files:
        counts.update(dict(seen.missing))
    if not counts:
        return tr("No text was taken for “not known”.")
    named = [
        tr("“{word}” {n} ×", word=" ".join(word[:40].split()), n=integer(n)) for word, n in counts.most_common(MOST)
    ]
    return tr("Taken for “not known”: {words}", words=", ".join(named) + ("…" if len(counts) > MOST else ""))
