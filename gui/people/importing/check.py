"""The second page of the import: the rows with an issue first, and which texts were treated as unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import integer, tr
from core.importing.preview import FileIssue, Preview
from gui.parts.controls import QUIET, Button, label
from gui.people.importing.issues import Compute, IssuesList

MOST = 8
"""Texts named of those treated as unknown."""


class CheckPage(QWidget):
    """``words_wanted``: the list of words for "not known" is to be seen."""

    words_wanted = Signal()

    def __init__(self, compute: Compute) -> None:
        super().__init__()
        self.setObjectName("import_page_check")
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

    def show_files(self, files: Sequence[Preview], issues: Sequence[FileIssue]) -> None:
        """Shows what was found in the files; ``issues`` in the order they are to stand."""
        self.missing.setText(missing_words(files))
        self.clean.setVisible(not issues)
        self.issues.setVisible(bool(issues))
        if issues:
            self.issues.show_issues(issues, len(files) > 1)


def missing_words(files: Sequence[Preview]) -> str:
    """``Treated as unknown: “n.c.” 12 ×, “-” 4 ×``."""
    counts: Counter[str] = Counter()
    for seen in files:
        counts.update(dict(seen.missing))
    if not counts:
        return tr("No text was treated as unknown.")
    named = [
        tr("“{word}” {n} ×", word=" ".join(word[:40].split()), n=integer(n)) for word, n in counts.most_common(MOST)
    ]
    return tr("Treated as unknown: {words}", words=", ".join(named) + ("…" if len(counts) > MOST else ""))
