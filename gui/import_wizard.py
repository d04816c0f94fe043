"""The import, page by page: what the columns are, which rows have a problem, the work itself, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.actions.intake import ImportResult, Kind, Prepared
from core.errors import Trouble
from core.i18n import tr, trn
from gui import theme
from gui.controls import QUIET, WORSE, Button, label, small
from gui.days import today
from gui.import_columns import ColumnsTable
from gui.import_duplicates import Duplicates
from gui.import_fields import KINDS
from gui.import_issues import IssuesList, preview_words, result_words
from gui.session import Session
from gui.theme import HEADING, STRONG

SIZE = (1040, 640)
READ, COLUMNS, CHECK, WORK, RESULT = range(5)


class ImportWizard(QDialog):
    """``sources`` are files or pasted texts. ``shown`` (page) once a page is up; closing it leaves nothing behind
    unless the import was done. ``kind`` "candidates" lets each file say what it looks like."""

    def __init__(self, parent: QWidget, session: Session, sources: Sequence[Path | str], kind: str) -> None:
        super().__init__(parent)
        self.setObjectName("import_wizard")
        self.setWindowTitle(tr("Import"))
        self.setAccessibleName(tr("Import"))
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.session, self.sources = session, list(sources)
        self.asked_kind: Kind | None = None if kind == "candidates" else kind  # type: ignore[assignment]
        self.files: list[Prepared] = []
        self.results: list[ImportResult] = []
        self._make_parts()
        self._lay_out()
        self._connect()
        self._go(READ)
        self._read_next()

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.title = label("import_title", size=HEADING, weight=STRONG)
        self.text = label("import_text", role=QUIET, wrap=True)
        self.fault = small("import_fault", role=WORSE, wrap=True)
        self.file = QComboBox(objectName="import_file")
        self.file.setAccessibleName(tr("File"))
        self.kind = QComboBox(objectName="import_kind")
        self.kind.setAccessibleName(tr("What the file holds"))
        for value, words in KINDS:
            self.kind.addItem(tr(words), value)
        for combo in (self.file, self.kind):
            combo.view().setObjectName(f"{combo.objectName()}_list")
            combo.view().setAccessibleName(combo.accessibleName())
            combo.setMinimumHeight(round(theme.scaled(combo, 28)))
        self.dialect = small("import_dialect")
        self.columns = ColumnsTable()
        self.issues, self.outcome = IssuesList("import_issues"), IssuesList("import_outcome")
        self.clean = label("import_clean", tr("Every row can be imported as it stands."), role=QUIET)
        self.clean.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words = label("import_words", role=QUIET)
        self.bar = QProgressBar(objectName="import_bar", textVisible=False, minimum=0, maximum=0)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedHeight(10)
        self.duplicates = Duplicates()
        self.back = Button("import_back", tr("Back"))
        self.cancel = Button("import_cancel", tr("Cancel"))
        self.next = Button("import_next", tr("Next"), "primary")
        self.next.setDefault(True)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(objectName="import_pages")
        for name, widgets in (
            ("import_page_read", ()),
            ("import_page_columns", (self._choice(), self.columns)),
            ("import_page_check", (self.clean, self.issues)),
            ("import_page_work", (self.words, self.bar)),
            ("import_page_result", (self.outcome, self.duplicates)),
        ):
            self.pages.addWidget(_page(name, widgets))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.fault, 1)
        buttons.addStretch()
        for button in (self.back, self.cancel, self.next):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)

    def _choice(self) -> QWidget:
        row = QWidget(objectName="import_choice")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(10)
        line.addWidget(self.file)
        line.addWidget(label("import_kind_label", tr("holds"), role=QUIET))
        line.addWidget(self.kind)
        line.addWidget(self.dialect)
        line.addStretch()
        return row

    def _connect(self) -> None:
        self.file.currentIndexChanged.connect(lambda index: self._show_file())
        self.kind.currentIndexChanged.connect(lambda index: self._remap({}))
        self.columns.chosen.connect(lambda column, field: self._remap({column: field}))
        self.duplicates.decided.connect(self._decide)
        self.back.clicked.connect(lambda: self._go(COLUMNS))
        self.cancel.clicked.connect(self.reject)
        self.next.clicked.connect(self._next)
        self.session.jobs.progressed.connect(self._progress)

    # --- reading -------------------------------------------------------------------------------------------------

    def _read_next(self) -> None:
        """Reads the files one after another, so that the first that cannot be read is named at once."""
        place = len(self.files)
        if place == len(self.sources):
            self._start()
            return
        source, kind = self.sources[place], self.asked_kind

        def look(workspace: Any, progress: Any) -> Prepared:
            from core.actions import intake

            return intake.look(workspace, source, kind, progress)

        def seen(prepared: Prepared) -> None:
            self.files.append(prepared)
            self._read_next()

        self.session.ask(look, seen, failed=self._unreadable)

    def _unreadable(self, trouble: Trouble) -> None:
        """One file that cannot be read stays out; the others go on."""
        self.sources.pop(len(self.files))
        self.fault.setText(" ".join(text for text in (self.fault.text(), str(trouble)) if text))
        if self.sources:
            self._read_next()
        else:
            self.title.setText(tr("Nothing can be imported"))
            self.cancel.setText(tr("Close"))

    def _start(self) -> None:
        self.file.blockSignals(True)
        self.file.addItems([prepared.draft.file for prepared in self.files])
        self.file.blockSignals(False)
        self._show_file()
        self._go(COLUMNS)

    # --- columns -------------------------------------------------------------------------------------------------

    def _show_file(self) -> None:
        seen = self.files[self.file.currentIndex()]
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(seen.draft.kind))
        self.kind.blockSignals(False)
        self.dialect.setText(dialect_words(seen))
        self.columns.show_file(seen)

    def _remap(self, fields: dict[int, str]) -> None:
        """Takes a column, or the whole file, for something else; what cannot be is said and taken back."""
        place, kind = self.file.currentIndex(), self.kind.currentData()
        seen = self.files[place]

        def remap(workspace: Any, progress: Any) -> Prepared:
            from core.actions import intake

            return intake.remap(workspace, seen, fields, kind, progress)

        def done(prepared: Prepared) -> None:
            self.fault.setText("")
            self.files[place] = prepared
            self._show_file()

        self.session.ask(remap, done, kind="remap", failed=self._refuse)

    def _refuse(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))
        self._show_file()

    # --- going on ------------------------------------------------------------------------------------------------

    def _next(self) -> None:
        page = self.pages.currentIndex()
        if page == COLUMNS:
            self.issues.show_issues([(f.draft.file, issue) for f in self.files for issue in f.issues])
            self._go(CHECK)
        elif page == CHECK:
            self._go(WORK)
            self._take()
        else:
            self.accept()

    def _go(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        title, text, button = self._words(page)
        self.title.setText(title)
        self.text.setText(text)
        self.next.setText(button)
        self.next.setVisible(bool(button))
        self.back.setVisible(page == CHECK)
        self.cancel.setVisible(page != RESULT)
        for part in (self.next, self.back, self.cancel):
            part.setAccessibleName(part.text())
        (self.next if button else self.cancel).setFocus()
        if page == CHECK:
            remarks = self.issues.topLevelItemCount()
            self.clean.setVisible(not remarks)
            self.issues.setVisible(bool(remarks))

    def _words(self, page: int) -> tuple[str, str, str]:
        if page == READ:
            return tr("Reading…"), "", ""
        if page == COLUMNS:
            text = tr("Say above a column if it is something else. A column left out stays in the file’s trace.")
            return tr("What the columns are"), text, tr("Next")
        if page == CHECK:
            return tr("Rows to look at first"), preview_words(self.files), tr("Import these rows")
        if page == WORK:
            return tr("Importing…"), tr("Cancelling leaves nothing behind."), ""
        return tr("Imported"), result_words(self.results), tr("Close")

    def _take(self) -> None:
        campaign, files, day = self.session.campaign, list(self.files), today()

        def take(workspace: Any, progress: Any) -> Any:
            from core.actions import intake

            results, what = intake.take_all(workspace, campaign, files, day, progress)
            return (results, intake.pending(workspace)), what

        self.session.act(take, self._taken, failed=self._not_taken, cancelled=lambda: self._go(CHECK))

    def _taken(self, answer: Any) -> None:
        self.results, pairs = answer
        self.outcome.show_issues([(r.file, issue) for r in self.results for issue in r.issues])
        self._go(RESULT)
        self._show_pairs(pairs)

    def _not_taken(self, trouble: Trouble) -> None:
        self._go(CHECK)
        self.fault.setText(str(trouble))

    def _show_pairs(self, pairs: Any) -> None:
        self.duplicates.setVisible(bool(pairs))
        self.duplicates.show_pairs(pairs)
        self.outcome.setVisible(bool(self.outcome.topLevelItemCount()))

    def _decide(self, number: int, same: bool) -> None:
        def decide(workspace: Any, progress: Any) -> Any:
            from core.actions import intake

            return intake.pending(workspace), intake.decide(workspace, number, same)

        # The pairs are read again after the decision: joining two people settles others as well.
        self.session.act(decide, lambda before: self.session.ask(_pending, self._show_pairs))

    def _progress(self, done: int, total: int, words: str) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def reject(self) -> None:
        """Cancel: while the work is going on it is stopped and undone whole, else the wizard closes."""
        if self.pages.currentIndex() in (READ, WORK) and self.session.jobs.busy:
            self.session.jobs.cancel()
        if self.pages.currentIndex() != WORK:
            super().reject()


def _pending(workspace: Any, progress: Any) -> Any:
    from core.actions import intake

    return intake.pending(workspace)


def _page(name: str, widgets: Sequence[QWidget]) -> QWidget:
    page = QWidget(objectName=name)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    if name == "import_page_work":
        layout.addStretch()
    return page


def dialect_words(seen: Prepared) -> str:
    """How the file was read: ``utf-8 · “;” · sheet “2024” · headings in row 1 · 200 rows``."""
    dialect = seen.draft.table.dialect
    delimiter = {"\t": tr("tabs"), "": ""}.get(dialect.delimiter, f"“{dialect.delimiter}”")
    parts = [dialect.encoding, delimiter]
    if dialect.sheet:
        parts.append(tr("sheet “{name}”", name=dialect.sheet))
    if dialect.header_row:
        parts.append(tr("headings in row {row}", row=dialect.header_row))
    parts.append(trn("{n} row", "{n} rows", seen.rows_read))
    return " · ".join(part for part in parts if part)
