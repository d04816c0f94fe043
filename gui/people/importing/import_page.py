"""The import as a page of People: what the columns are beside what was found, the work itself, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Trouble
from core.i18n import tr, trn
from core.importing.draft import ImportResult
from core.importing.preview import FileIssue, Imported
from gui.desk import messages
from gui.desk.actions import preview
from gui.desk.session import Session
from gui.parts.columns import Column, Columns
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import today
from gui.parts.named import named
from gui.people.importing.causes import CausesPanel, Shares
from gui.people.importing.columns_page import ColumnsPage
from gui.people.importing.files_read import FilesRead, Source, count_open
from gui.people.importing.issues import IssuesList, join_issues, preview_words, result_words
from gui.people.importing.reading import ReadingBar
from gui.people.importing.result import ResultPage

WORK, COLUMNS, RESULT = range(3)
"""What the page shows: files being read or imported, what was understood of them, what came of it."""
SIDE, LEAST_HIGH = 340, 120
LONGEST = 40
"""Letters of a file's name in the title."""


@dataclass(frozen=True)
class Head:
    """What stands over the page: title, sentence, and the words of the blue button ("" for none)."""

    title: str
    sentence: str
    blue: str = ""
    ready: bool = True


class ImportPage(QWidget):
    """``headed`` (Head) when what stands over the page is to be another; ``turned`` when it shows something else, and
    the keyboard is to stand where that begins. ``closed``: nothing of it is needed any more.
    ``left``: the user goes back to the people, and the files wait. ``words_wanted``: the list of words taken for "not
    known" is to be seen; ``compare_wanted`` (batch): what an import changed; ``changes_wanted``: what it would change
    of people who are known. ``invited`` says who is in at the time."""

    headed = Signal(object)
    turned = Signal()
    closed = Signal()
    left = Signal()
    words_wanted = Signal()
    compare_wanted = Signal(object)
    changes_wanted = Signal()

    def __init__(self, session: Session, invited: Callable[[], Collection[int]]) -> None:
        super().__init__()
        self.setObjectName("import_page")
        self.setAccessibleName(tr("Import"))
        self.session, self.campaign = session, session.campaign
        self.read = FilesRead(session, self)
        self.results: Sequence[ImportResult] = ()
        self.head = Head("", "")
        self.state = WORK
        self._importing = False
        self._issues: Sequence[FileIssue] = ()
        self._make_parts(invited)
        self._lay_out()
        self._connect_parts()
        self._go_to(WORK)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self, invited: Callable[[], Collection[int]]) -> None:
        self.bar, self.page = ReadingBar(), ColumnsPage()
        self.columns = self.page.table
        self.causes = CausesPanel(self.session.compute)
        self.issues = IssuesList("import_issues", self.session.compute)
        self.from_rows = Button("import_from_rows", tr("Back"), "link")
        self.from_rows.setAccessibleName(self.from_rows.text())
        self.result_page = ResultPage(self.session, invited)
        self.duplicates = self.result_page.duplicates
        self.fault = small("import_fault", role=WORSE, wrap=True)
        self.words = label("import_words", role=QUIET, wrap=True)
        self.progress = named(QProgressBar(), "import_bar")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setFixedHeight(10)

    def _lay_out(self) -> None:
        rows = named(QWidget(), "import_rows")
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.from_rows)
        inside.addWidget(self.issues, 1)
        self._rows = rows
        self.main = named(QStackedWidget(), "import_main")
        for part in (self.page, self.result_page, rows):
            self.main.addWidget(part)
        self.main.setMinimumHeight(LEAST_HIGH)
        parts = (Column(tr("Columns"), self.main), Column(tr("What was found"), self.causes, SIDE))
        self.parts = Columns("import_parts", parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.fault, self.words, self.progress, self.bar):
            layout.addWidget(part)
        layout.addWidget(self.parts, 1)
        self._rest = named(QWidget(), "import_rest")
        layout.addWidget(self._rest, 1)

    def _connect_parts(self) -> None:
        bar, read = self.bar, self.read
        bar.file_chosen.connect(lambda at: self._show_other_file())
        bar.kind_chosen.connect(lambda kind: self._take_columns({}))
        bar.sheet_chosen.connect(lambda sheet: self._read_again(sheet=sheet))
        bar.encoding_chosen.connect(lambda encoding: self._read_again(encoding=encoding))
        bar.delimiter_chosen.connect(lambda delimiter: self._read_again(delimiter=delimiter))
        self.columns.chosen.connect(lambda column, field: self._take_columns({column: field}))
        self.page.questions.answered.connect(self._answer_question)
        self.page.drop_wanted.connect(lambda: self._read_again(saved=False))
        self.page.save_wanted.connect(self._save_mapping)
        self.causes.words_wanted.connect(self.words_wanted)
        self.causes.wanted.connect(self._show_rows)
        self.from_rows.clicked.connect(self._leave_rows)
        self.result_page.compare_wanted.connect(self.compare_wanted)
        self.result_page.changes_wanted.connect(self.changes_wanted)
        read.all_read.connect(self._show_read)
        read.unreadable.connect(self._say_unreadable)
        read.reading.connect(lambda: self._go_to(WORK))
        read.settled.connect(self._show_settled)
        read.refused.connect(lambda trouble: self.fault.setText(str(trouble)))
        read.stopped.connect(self._end_reading)
        self.session.jobs.progressed.connect(self._show_progress)

    # --- reading and understanding -------------------------------------------------------------------------------

    def add(self, sources: Sequence[Source]) -> None:
        """Reads files, after those that are read already."""
        self._go_to(WORK)
        self.read.read(sources)

    def clean_again(self) -> None:
        """The list of words for "not known" is another: every file is cleaned anew."""
        self.read.clean_again()
        self._say_head()

    @property
    def is_done(self) -> bool:
        """Whether the files have been imported, and only what came of it is shown."""
        return self.state == RESULT

    @property
    def can_wait(self) -> bool:
        """Whether the page can be left and come back to."""
        return self.state == COLUMNS

    @property
    def is_of_no_use(self) -> bool:
        """Whether none of the files could be read."""
        return self.state == WORK and not self.read.busy and not self._importing

    @property
    def is_importing(self) -> bool:
        """Whether the files are being imported now."""
        return self._importing

    def _say_unreadable(self, trouble: Trouble) -> None:
        self.fault.setText(" ".join(text for text in (self.fault.text(), str(trouble)) if text))

    def _show_read(self) -> None:
        if not self.read.files:
            self._show_nothing()
            return
        said = self.fault.text()
        self.bar.show_names([seen.prepared.draft.file for seen in self.read.files])
        self._show_file()
        if said:
            self.fault.setText(said)
        self._go_to(COLUMNS)

    def _show_nothing(self) -> None:
        """None of the files can be read: why, and the way back."""
        self.progress.hide()
        self.words.clear()
        self.head = Head(tr("Nothing can be imported"), "")
        self.headed.emit(self.head)

    def _show_file(self) -> None:
        self.read.view(max(0, self.bar.file.currentIndex()))
        seen = self.read.in_view
        self.bar.show_file(seen)
        self.page.show_file(seen)
        who = tr("Say which column holds the name, the account, the address or the e-mail.")
        self.fault.setText("" if seen.prepared.draft.mapping.identifies_people else who)
        self._show_found()

    def _show_found(self) -> None:
        """What was found in all files, on the side."""
        files = self.read.files
        self._issues = join_issues(files)
        known, new = sum(f.prepared.people_known for f in files), sum(f.prepared.people_new for f in files)
        self.causes.show_shares(Shares(known, new, sum(f.rows_refused for f in files)))
        self.causes.show_issues(self._issues, tr("Every row can be imported as it stands."))
        self.causes.show_missing(files)
        if self.main.currentWidget() is self._rows:
            self.issues.show_issues(self._issues, len(files) > 1, str(self.issues.reason.currentData() or ""))

    def _show_other_file(self) -> None:
        self._show_file()
        self._say_head()

    def _show_settled(self) -> None:
        """Nothing is under way any more: the file in view is shown as it is."""
        if self.read.files:
            self._show_file()
            self._go_to(COLUMNS)

    def _take_columns(self, fields: dict[int, str]) -> None:
        self.read.take_columns(fields, self.bar.kind.currentData())
        self._say_head()

    def _answer_question(self, column: int, value: str, form: str) -> None:
        self.read.answer_question(column, value, form)
        self._say_head()

    def _read_again(self, **choices: str | bool) -> None:
        self.read.read_again(lambda reading: replace(reading, **choices), self.bar.kind.currentData())  # type: ignore[arg-type]

    def _save_mapping(self) -> None:
        stem = Path(self.read.in_view.prepared.draft.file).stem
        name = messages.ask_text(self, tr("Save this mapping"), tr("It is taken again for files like this:"), stem)
        if name and name.strip():
            self.read.save_mapping(name.strip())

    # --- the rows of a cause -------------------------------------------------------------------------------------

    def _show_rows(self, reason: str) -> None:
        """The rows of one cause, or of all, in the place of the columns."""
        self.issues.show_issues(self._issues, len({file for file, _ in self._issues}) > 1, reason)
        self.main.setCurrentWidget(self._rows)
        self.parts.show_part(0)
        self.issues.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_rows(self) -> None:
        self.main.setCurrentWidget(self.result_page if self.is_done else self.page)
        self.causes.all.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- going on ------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The one next step: a file that asks something comes into view, the import is made, or the page is done."""
        if self.state == RESULT:
            self.closed.emit()
            return
        unseen = self.read.find_unseen()
        if self.read.busy or self.state != COLUMNS:
            return
        if unseen is None:
            self._import_files()
        else:
            self.bar.file.setCurrentIndex(unseen)
            self.begin()

    def begin(self) -> None:
        """Puts the keyboard on the first open question; the place puts it on its blue button where there is none."""
        if self.state == COLUMNS:
            self.page.questions.begin()

    def cancel(self) -> None:
        """An import under way is stopped and undone whole, another reading is given up, else the page closes."""
        if self.state != WORK or not self.session.jobs.busy:
            self.read.drop()
            self.columns.let_go()
            self.closed.emit()
        elif self._importing:
            self.session.jobs.cancel()
        else:
            self.read.give_up()

    def step_back(self) -> None:
        """Goes back one step and loses nothing that was chosen; work under way is stopped."""
        if self.main.currentWidget() is self._rows and self.state != WORK:
            self._leave_rows()
        elif self.state == COLUMNS:
            self.left.emit()
        else:
            self.cancel()

    def _go_to(self, state: int) -> None:
        another, self.state = state != self.state, state
        working = state == WORK
        for part in (self.words, self.progress, self._rest):
            part.setVisible(working)
        self.bar.setVisible(state == COLUMNS)
        self.parts.setVisible(not working)
        if not working and self.main.currentWidget() is not self._rows:
            self.main.setCurrentWidget(self.result_page if state == RESULT else self.page)
        self._say_head()
        if another:
            self.turned.emit()

    def _say_head(self) -> None:
        self.head = self._make_head()
        self.headed.emit(self.head)

    def _make_head(self) -> Head:
        if self.state == WORK:
            title = tr("Importing…") if self._importing else tr("Reading…")
            return Head(title, tr("Cancelling leaves nothing behind."))
        if self.state == RESULT:
            return Head(tr("Import done"), result_words(self.results), tr("Done"))
        files, questions = self.read.files, count_open(self.read.files)
        words = preview_words(files)
        if questions:
            words += " · " + trn("{n} question to answer", "{n} questions to answer", questions)
        rows = sum(seen.rows_read - seen.rows_refused for seen in files)
        another = self.read.find_unseen() is not None
        step = tr("Next file") if another else trn("Import {n} row", "Import {n} rows", rows)
        ready = not self.read.busy and (another or rows > 0)
        return Head(_title_of(files[0].prepared.draft.file, len(files)), words, step, ready)

    def _import_files(self) -> None:
        self._importing = True
        self._go_to(WORK)
        done = self.session.act(preview.import_previewed, self.campaign, list(self.read.files), today())
        done.then(self._show_imported).failed(self._show_not_imported).stopped(self._stop_importing)

    def _show_imported(self, done: Imported) -> None:
        self._importing = False
        self.results, self._issues = done.results, done.issues
        self.read.drop()
        self.columns.let_go()
        self.result_page.show_results(done)
        known, new = sum(r.people_known for r in done.results), sum(r.people_new for r in done.results)
        self.causes.show_shares(Shares(known, new, sum(r.rows_refused for r in done.results)))
        self.causes.show_issues(done.issues, tr("Every row was imported as it stands."))
        self._go_to(RESULT)
        self.result_page.ask_pairs()

    def _stop_importing(self) -> None:
        """The import was cancelled; or another campaign is in view, and nobody here knows any more how it ended."""
        self._importing = False
        if self.session.campaign == self.campaign:
            self._go_to(COLUMNS)
        else:
            self.closed.emit()

    def _show_not_imported(self, trouble: Trouble) -> None:
        self._importing = False
        self._go_to(COLUMNS)
        self.fault.setText(str(trouble))

    def _end_reading(self) -> None:
        """The first reading was given up: what was read before is shown, else the page is of no use."""
        if self.read.files:
            self._show_read()
        else:
            self.closed.emit()

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.words.setText(words)
        self.progress.setRange(0, 1000 if total else 0)
        self.progress.setValue(round(1000 * done / total) if total else 0)


def _title_of(file: str, count: int) -> str:
    """``Import: press.xlsx``, or how many files."""
    if count > 1:
        return trn("Import: {n} file", "Import: {n} files", count)
    short = " ".join(file.split())
    if len(short) > LONGEST:
        short = f"{short[: LONGEST // 2]}…{short[-LONGEST // 2 :]}"
    return tr("Import: {file}", file=short)
