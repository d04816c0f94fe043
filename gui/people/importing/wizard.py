"""The import, page by page: what the columns are, which rows have a problem, the work itself, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Trouble
from core.i18n import tr
from core.importing.draft import ImportResult, Reading
from core.importing.matching import Kind
from core.importing.preview import Change, Imported, Preview
from gui.desk import messages
from gui.desk.actions import imports, preview
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import today
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.people.importing.check import CheckPage
from gui.people.importing.columns_page import ColumnsPage
from gui.people.importing.issues import join_issues, preview_words, result_words
from gui.people.importing.result import ResultPage

SIZE = (1080, 680)
WORK, COLUMNS, CHECK, RESULT = range(4)


class ImportWizard(QDialog):
    """``sources`` are files or pasted texts; closing the wizard leaves nothing behind unless the import was done.
    ``kind`` "candidates" lets each file say what it looks like. ``words_wanted``: the list of words taken for "not
    known" is to be seen; ``compare_wanted`` (batch): what an import changed; ``changes_wanted``: what it would
    change of people who are known. ``invited`` says who is in at the time."""

    words_wanted = Signal()
    compare_wanted = Signal(object)
    changes_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        sources: Sequence[Path | str],
        kind: Kind,
        invited: Callable[[], Collection[int]],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_wizard")
        self.setWindowTitle(tr("Import"))
        self.setAccessibleName(tr("Import"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.sources, self._invited = session, list(sources), invited
        self.asked_kind: Kind | None = None if kind == "candidates" else kind
        self.files: list[Preview] = []
        self.results: Sequence[ImportResult] = ()
        self._importing = False
        self._given_up = False
        self._looked_at: set[int] = set()
        self._under_way: dict[int, list[Change]] = {}
        self._make_parts()
        self._lay_out()
        self._connect_parts()
        self._go_to(WORK)
        self._read_next()

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.title = label("import_title", size=HEADING, weight=STRONG)
        self.text = label("import_text", role=QUIET, wrap=True)
        self.fault = small("import_fault", role=WORSE, wrap=True)
        self.page, self.check = ColumnsPage(), CheckPage(self.session.compute)
        self.result_page = ResultPage(self.session, self._invited)
        self.columns, self.issues = self.page.table, self.check.issues
        self.outcome, self.duplicates = self.result_page.outcome, self.result_page.duplicates
        self.words = label("import_words", role=QUIET)
        self.bar = named(QProgressBar(), "import_bar")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedHeight(10)
        self.back = Button("import_back", tr("Back"))
        self.cancel = Button("import_cancel", tr("Cancel"))
        self.next = Button("import_next", tr("Next"), "primary")
        self.next.setDefault(True)

    def _lay_out(self) -> None:
        work = named(QWidget(), "import_page_work")
        inside = QVBoxLayout(work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.words)
        inside.addWidget(self.bar)
        inside.addStretch()
        self.pages = named(QStackedWidget(), "import_pages")
        for page in (work, self.page, self.check, self.result_page):
            self.pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.fault, 1)
        for button in (self.back, self.cancel, self.next):
            buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)

    def _connect_parts(self) -> None:
        bar = self.page.bar
        bar.file_chosen.connect(lambda at: self._show_other_file())
        bar.kind_chosen.connect(lambda kind: self._take_columns({}))
        bar.sheet_chosen.connect(lambda sheet: self._read_again(lambda reading: replace(reading, sheet=sheet)))
        bar.encoding_chosen.connect(
            lambda encoding: self._read_again(lambda reading: replace(reading, encoding=encoding))
        )
        bar.delimiter_chosen.connect(
            lambda delimiter: self._read_again(lambda reading: replace(reading, delimiter=delimiter))
        )
        self.columns.chosen.connect(lambda column, field: self._take_columns({column: field}))
        self.page.questions.answered.connect(self._answer_question)
        self.page.drop_wanted.connect(lambda: self._read_again(lambda reading: replace(reading, saved=False)))
        self.page.save_wanted.connect(self._save_mapping)
        self.check.words_wanted.connect(self.words_wanted)
        self.result_page.compare_wanted.connect(self.compare_wanted)
        self.result_page.changes_wanted.connect(self.changes_wanted)
        self.back.clicked.connect(lambda: self._go_to(COLUMNS))
        self.cancel.clicked.connect(self.reject)
        self.next.clicked.connect(self._go_on)
        self.finished.connect(lambda code: self._drop_files())
        self.session.jobs.progressed.connect(self._show_progress)

    # --- reading -------------------------------------------------------------------------------------------------

    def _read_next(self) -> None:
        """Reads the files one after another, so that the first that cannot be read is named at once."""
        row = len(self.files)
        if row == len(self.sources):
            self._show_columns()
            return

        def add(found: Preview) -> None:
            self.files.append(found)
            self._read_next()

        read = self.session.ask(preview.preview_source, self.sources[row], self.asked_kind)
        read.then(add).failed(self._skip_unreadable)

    def _skip_unreadable(self, trouble: Trouble) -> None:
        """One file that cannot be read stays out; the others go on."""
        self.sources.pop(len(self.files))
        self.fault.setText(" ".join(text for text in (self.fault.text(), str(trouble)) if text))
        if self.sources:
            self._read_next()
        else:
            self.title.setText(tr("Nothing can be imported"))
            self.bar.hide()
            self.words.clear()
            self.cancel.setText(tr("Close"))

    def _show_columns(self) -> None:
        self.page.bar.show_names([seen.prepared.draft.file for seen in self.files])
        self._show_file()
        self._go_to(COLUMNS)

    # --- columns -------------------------------------------------------------------------------------------------

    @property
    def _file_row(self) -> int:
        """Which of the files is in view."""
        return max(0, int(self.page.bar.file.currentIndex()))

    def _show_file(self) -> None:
        seen = self.files[self._file_row]
        self._looked_at.add(self._file_row)
        self.page.show_file(seen)
        if not seen.prepared.draft.mapping.identifies_people:
            self.fault.setText(tr("Say which column holds the name, the account, the address or the e-mail."))

    def _show_other_file(self) -> None:
        """Another file comes into view."""
        self.fault.setText("")
        self._show_file()

    def _find_unseen(self) -> int | None:
        """A file not looked at yet that asks something."""
        asking = (
            row
            for row, seen in enumerate(self.files)
            if not seen.prepared.draft.mapping.identifies_people or any(not asked.answered for asked in seen.asked)
        )
        return next((row for row in asking if row not in self._looked_at), None)

    def _change_file(self, change: Change, kind: str = "remap") -> None:
        """Takes the file in view in another way; what cannot be is said and taken back. Changes that are still under
        way are made first. A change of no ``kind`` may take long: it is shown, and can be cancelled."""
        row = self._file_row
        seen, changes = self.files[row], self._under_way.setdefault(row, [])
        changes.append(change)
        self.next.setEnabled(False)

        def show(found: Preview) -> None:
            if self.files and not self._given_up:
                self.fault.setText("")
                self.files[row] = found
            self._show_settled()

        if kind:
            found = self.session.ask_latest(f"{kind} {row}", preview.preview_changed, seen, list(changes))
        else:
            found = self.session.ask(preview.preview_changed, seen, list(changes))
        found.then(show).failed(self._show_refused).stopped(self._stop_reading)

    def _show_settled(self) -> None:
        """Nothing is under way any more: the file in view is shown as it is."""
        self._under_way.clear()
        self._given_up = False
        self.next.setEnabled(True)
        if self.files:
            self._show_file()
            if self.pages.currentIndex() in (WORK, CHECK):
                self._go_to(max(COLUMNS, self.pages.currentIndex()))

    def _stop_reading(self) -> None:
        """Another reading was given up; a change that a newer one took up is not over."""
        if self._given_up:
            self._show_settled()

    def _take_columns(self, fields: dict[int, str]) -> None:
        """Takes a column, or the whole file, for something else."""
        self._change_file(partial(imports.change_columns, fields=fields, kind=self.page.bar.kind.currentData()))

    def _answer_question(self, column: int, value: str, form: str) -> None:
        self._change_file(partial(imports.answer_question, column=column, value=value, form=form))

    def clean_again(self) -> None:
        """The list of words for "not known" is another: every file is cleaned anew."""

        def show(found: list[Preview]) -> None:
            self.files = found if self.files else []
            self._show_settled()

        self.next.setEnabled(False)
        found = self.session.ask_latest("clean", preview.preview_cleaned, list(self.files))
        found.then(show).failed(self._show_refused)

    def _read_again(self, change: Callable[[Reading], Reading]) -> None:
        kind, source = self.page.bar.kind.currentData(), self.files[self._file_row].source
        self._given_up = False
        self._go_to(WORK)
        self._change_file(partial(preview.read_again, source=source, kind=kind, change=change), kind="")

    def _show_refused(self, trouble: Trouble) -> None:
        self._show_settled()
        self.fault.setText(str(trouble))

    def _save_mapping(self) -> None:
        """Keeps what the columns of the file in view are, under a name, for later files of its shape."""
        row = self._file_row
        seen = self.files[row]
        stem = Path(seen.prepared.draft.file).stem
        name = messages.ask_text(self, tr("Save this mapping"), tr("It is taken again for files like this:"), stem)
        if not name or not name.strip():
            return

        def show(found: Preview) -> None:
            self.files[row] = found
            self._show_file()

        self.session.act(preview.save_previewed_mapping, seen, name.strip()).then(show)

    # --- going on ------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        page = self.pages.currentIndex()
        if page == COLUMNS:
            unseen = self._find_unseen()
            if unseen is None:
                self._go_to(CHECK)
            else:
                self.page.bar.file.setCurrentIndex(unseen)
        elif page == CHECK:
            self._import_files()
        else:
            self.accept()

    def _go_to(self, page: int, importing: bool = False) -> None:
        self.pages.setCurrentIndex(page)
        title, text, button = self._page_words(page, importing)
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
            self.check.show_files(self.files, join_issues(self.files))

    def _page_words(self, page: int, importing: bool) -> tuple[str, str, str]:
        if page == WORK:
            title = tr("Importing…") if importing else tr("Reading…")
            return title, tr("Cancelling leaves nothing behind."), ""
        if page == COLUMNS:
            text = tr("Say above a column if it is something else. A column left out stays in the file’s trace.")
            return tr("What the columns are"), text, tr("Next")
        if page == CHECK:
            return tr("Rows to look at first"), preview_words(self.files), tr("Import these rows")
        return tr("Import done"), result_words(self.results), tr("Close")

    def _import_files(self) -> None:
        self._importing = True
        self._go_to(WORK, importing=True)
        done = self.session.act(preview.import_previewed, self.session.campaign, list(self.files), today())
        done.then(self._show_imported).failed(self._show_not_imported).stopped(self._back_to_check)

    def _show_imported(self, done: Imported) -> None:
        self._importing = False
        self.results = done.results
        self.result_page.show_results(done)
        self._go_to(RESULT)
        self.result_page.ask_pairs()

    def _back_to_check(self) -> None:
        self._importing = False
        self._go_to(CHECK)

    def _show_not_imported(self, trouble: Trouble) -> None:
        self._back_to_check()
        self.fault.setText(str(trouble))

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def _drop_files(self) -> None:
        """The window keeps its dialogs; the tables of the files need not stay with them."""
        self.files = []
        self.columns.let_go()

    def reject(self) -> None:
        """Cancel: an import under way is stopped and undone whole, another reading is given up, else the wizard
        closes."""
        working = self.pages.currentIndex() == WORK
        if working and self.session.jobs.busy:
            self.session.jobs.cancel()
            self._given_up = not self._importing
        if not working or (not self._importing and not self.page.bar.file.count()):
            super().reject()
