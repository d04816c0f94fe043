"""The import, page by page: what the columns are, which rows have a problem, the work itself, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Trouble
from core.i18n import tr
from core.importing.draft import ImportResult, Prepared
from core.importing.matching import Kind
from core.importing.preview import Preview
from gui.desk import messages
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import today
from gui.parts.theme import HEADING, STRONG
from gui.people.importing.check import CheckPage
from gui.people.importing.columns_page import ColumnsPage
from gui.people.importing.issues import preview_words, result_words, together
from gui.people.importing.result import ResultPage

SIZE = (1080, 680)
WORK, COLUMNS, CHECK, RESULT = range(4)
Change = Callable[[Any, Prepared, Any], Prepared]
"""What a file is turned into: (workspace, the file prepared, progress)."""


class ImportWizard(QDialog):
    """``sources`` are files or pasted texts; closing the wizard leaves nothing behind unless the import was done.
    ``kind`` "candidates" lets each file say what it looks like. ``words_wanted``: the list of words taken for "not
    known" is to be seen; ``compare_wanted`` (batch): what an import changed."""

    words_wanted = Signal()
    compare_wanted = Signal(int)

    def __init__(self, parent: QWidget, session: Session, sources: Sequence[Path | str], kind: str) -> None:
        super().__init__(parent)
        self.setObjectName("import_wizard")
        self.setWindowTitle(tr("Import"))
        self.setAccessibleName(tr("Import"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.sources = session, list(sources)
        self.asked_kind: Kind | None = None if kind == "candidates" else kind  # type: ignore[assignment]
        self.files: list[Preview] = []
        self.results: list[ImportResult] = []
        self._taking = False
        self._given_up = False
        self._looked_at: set[int] = set()
        self._under_way: dict[int, list[Change]] = {}
        self._make_parts()
        self._lay_out()
        self._connect()
        self._go(WORK)
        self._read_next()

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.title = label("import_title", size=HEADING, weight=STRONG)
        self.text = label("import_text", role=QUIET, wrap=True)
        self.fault = small("import_fault", role=WORSE, wrap=True)
        self.page, self.check = ColumnsPage(), CheckPage(self.session.compute)
        self.result = ResultPage(self.session)
        self.columns, self.issues = self.page.table, self.check.issues
        self.outcome, self.duplicates = self.result.outcome, self.result.duplicates
        self.words = label("import_words", role=QUIET)
        self.bar = QProgressBar(objectName="import_bar", textVisible=False, minimum=0, maximum=0)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedHeight(10)
        self.back = Button("import_back", tr("Back"))
        self.cancel = Button("import_cancel", tr("Cancel"))
        self.next = Button("import_next", tr("Next"), "primary")
        self.next.setDefault(True)

    def _lay_out(self) -> None:
        work = QWidget(objectName="import_page_work")
        inside = QVBoxLayout(work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.words)
        inside.addWidget(self.bar)
        inside.addStretch()
        self.pages = QStackedWidget(objectName="import_pages")
        for page in (work, self.page, self.check, self.result):
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

    def _connect(self) -> None:
        bar = self.page.bar
        bar.file_chosen.connect(lambda at: self._turn())
        bar.kind_chosen.connect(lambda kind: self._remap({}))
        bar.read_so.connect(lambda name, value: self._read_again(**{name: value}))
        self.columns.chosen.connect(lambda column, field: self._remap({column: field}))
        self.page.questions.answered.connect(self._answer)
        self.page.drop_wanted.connect(lambda: self._read_again(saved=False))
        self.page.save_wanted.connect(self._save)
        self.check.words_wanted.connect(self.words_wanted)
        self.result.compare_wanted.connect(self.compare_wanted)
        self.back.clicked.connect(lambda: self._go(COLUMNS))
        self.cancel.clicked.connect(self.reject)
        self.next.clicked.connect(self._next)
        self.finished.connect(lambda code: self._let_go())
        self.session.jobs.progressed.connect(self._progress)

    # --- reading -------------------------------------------------------------------------------------------------

    def _read_next(self) -> None:
        """Reads the files one after another, so that the first that cannot be read is named at once."""
        place = len(self.files)
        if place == len(self.sources):
            self._start()
            return
        source, kind = self.sources[place], self.asked_kind

        def look(workspace: Any, progress: Any) -> Preview:
            from core.importing import actions as imports
            from core.importing import preview

            return preview.preview_file(workspace, source, imports.look_at_file(workspace, source, kind, progress))

        def seen(found: Preview) -> None:
            self.files.append(found)
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
            self.bar.hide()
            self.words.clear()
            self.cancel.setText(tr("Close"))

    def _start(self) -> None:
        self.page.bar.show_names([seen.prepared.draft.file for seen in self.files])
        self._show_file()
        self._go(COLUMNS)

    # --- columns -------------------------------------------------------------------------------------------------

    @property
    def _place(self) -> int:
        """Which of the files is in view."""
        return max(0, int(self.page.bar.file.currentIndex()))

    def _show_file(self) -> None:
        seen = self.files[self._place]
        self._looked_at.add(self._place)
        self.page.show_file(seen)
        if not seen.prepared.draft.mapping.says_who:
            self.fault.setText(tr("Say which column holds the name, the account, the address or the e-mail."))

    def _turn(self) -> None:
        """Another file comes into view."""
        self.fault.setText("")
        self._show_file()

    def _unseen(self) -> int | None:
        """A file not looked at yet that asks something."""
        asking = (
            place
            for place, seen in enumerate(self.files)
            if not seen.prepared.draft.mapping.says_who or any(not asked.answered for asked in seen.asked)
        )
        return next((place for place in asking if place not in self._looked_at), None)

    def _change(self, change: Change, kind: str = "remap") -> None:
        """Takes the file in view in another way; what cannot be is said and taken back. Changes that are still under
        way are made first. A change of no ``kind`` may take long: it is shown, and can be cancelled."""
        place = self._place
        seen, changes = self.files[place], self._under_way.setdefault(place, [])
        changes.append(change)
        made = list(changes)
        self.next.setEnabled(False)

        def work(workspace: Any, progress: Any) -> Preview:
            from core.importing import preview

            found = seen.prepared
            for one in made:
                found = one(workspace, found, progress)
            return preview.preview_file(workspace, seen.source, found)

        def done(found: Preview) -> None:
            if self.files and not self._given_up:
                self.fault.setText("")
                self.files[place] = found
            self._settle()

        self.session.ask(work, done, kind=kind and f"{kind} {place}", failed=self._refuse, cancelled=self._stop)

    def _settle(self) -> None:
        """Nothing is under way any more: the file in view is shown as it is."""
        self._under_way.clear()
        self._given_up = False
        self.next.setEnabled(True)
        if self.files:
            self._show_file()
            if self.pages.currentIndex() in (WORK, CHECK):
                self._go(max(COLUMNS, self.pages.currentIndex()))

    def _stop(self) -> None:
        """Another reading was given up. (A change that a newer one took up is not over.)"""
        if self._given_up:
            self._settle()

    def _remap(self, fields: dict[int, str]) -> None:
        """Takes a column, or the whole file, for something else."""
        kind = self.page.bar.kind.currentData()

        def remap(workspace: Any, seen: Prepared, progress: Any) -> Prepared:
            from core.importing import actions as imports

            return imports.change_columns(workspace, seen, fields, kind, progress)

        self._change(remap)

    def _answer(self, column: int, said: str) -> None:
        def answer(workspace: Any, seen: Prepared, progress: Any) -> Prepared:
            from core.importing import actions as imports

            return imports.answer_question(workspace, seen, column, said, progress)

        self._change(answer)

    def clean_again(self) -> None:
        """The list of words taken for "not known" is another: every file is cleaned anew."""
        files = list(self.files)

        def clean(workspace: Any, progress: Any) -> list[Preview]:
            from core.importing import actions as imports
            from core.importing import preview

            kinds = [seen.prepared.draft.kind for seen in files]
            anew = [
                imports.change_columns(workspace, seen.prepared, {}, kind, progress)
                for seen, kind in zip(files, kinds, strict=True)
            ]
            return [preview.preview_file(workspace, seen.source, one) for seen, one in zip(files, anew, strict=True)]

        def done(found: list[Preview]) -> None:
            self.files = found if self.files else []
            self._settle()

        self.next.setEnabled(False)
        self.session.ask(clean, done, kind="clean", failed=self._refuse)

    def _read_again(self, **changes: Any) -> None:
        kind, source = self.page.bar.kind.currentData(), self.files[self._place].source

        def again(workspace: Any, seen: Prepared, progress: Any) -> Prepared:
            from core.importing import preview

            return preview.read_again(workspace, source, seen, kind, progress, **changes)

        self._given_up = False
        self._go(WORK)
        self._change(again, kind="")

    def _refuse(self, trouble: Trouble) -> None:
        self._settle()
        self.fault.setText(str(trouble))

    def _save(self) -> None:
        """Keeps what the columns of the file in view are, under a name, for later files of its shape."""
        place = self._place
        seen = self.files[place]
        stem = Path(seen.prepared.draft.file).stem
        name = messages.ask_text(self, tr("Save this mapping"), tr("It is taken again for files like this:"), stem)
        if not name or not name.strip():
            return

        def save(workspace: Any, progress: Any) -> Any:
            from core.importing import preview, saved_mappings

            what = saved_mappings.save_mapping(workspace, name.strip(), seen.prepared)
            return preview.preview_file(workspace, seen.source, seen.prepared), what

        def saved(found: Preview) -> None:
            self.files[place] = found
            self._show_file()

        self.session.act(save, saved)

    # --- going on ------------------------------------------------------------------------------------------------

    def _next(self) -> None:
        page = self.pages.currentIndex()
        if page == COLUMNS:
            unseen = self._unseen()
            if unseen is None:
                self._go(CHECK)
            else:
                self.page.bar.file.setCurrentIndex(unseen)
        elif page == CHECK:
            self._take()
        else:
            self.accept()

    def _go(self, page: int, taking: bool = False) -> None:
        self.pages.setCurrentIndex(page)
        title, text, button = self._words(page, taking)
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
            self.check.show_files(self.files, together(self.files))

    def _words(self, page: int, taking: bool) -> tuple[str, str, str]:
        if page == WORK:
            title = tr("Importing…") if taking else tr("Reading…")
            return title, tr("Cancelling leaves nothing behind."), ""
        if page == COLUMNS:
            text = tr("Say above a column if it is something else. A column left out stays in the file’s trace.")
            return tr("What the columns are"), text, tr("Next")
        if page == CHECK:
            return tr("Rows to look at first"), preview_words(self.files), tr("Import these rows")
        return tr("Imported"), result_words(self.results), tr("Close")

    def _take(self) -> None:
        self._taking = True
        self._go(WORK, taking=True)
        campaign, files, day = self.session.campaign, [seen.prepared for seen in self.files], today()

        def take(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports
            from core.importing import preview

            results, what = imports.import_all(workspace, campaign, files, day, progress)
            remarks = preview.issues_of_results(results)
            comparable = [r.batch for r in results if imports.import_before(workspace, r.batch)]
            return (results, remarks, comparable, imports.pending_pairs(workspace)), what

        self.session.act(take, self._taken, failed=self._not_taken, cancelled=self._stopped)

    def _taken(self, answer: Any) -> None:
        self._taking = False
        self.results, remarks, comparable, pairs = answer
        self.result.show_results(self.results, remarks, comparable)
        self._go(RESULT)
        self.result.show_pairs(pairs)

    def _stopped(self) -> None:
        self._taking = False
        self._go(CHECK)

    def _not_taken(self, trouble: Trouble) -> None:
        self._stopped()
        self.fault.setText(str(trouble))

    def _progress(self, done: int, total: int, words: str) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def _let_go(self) -> None:
        """The window keeps its dialogs; the tables of the files need not stay with them."""
        self.files = []
        self.columns.let_go()

    def reject(self) -> None:
        """Cancel: an import under way is stopped and undone whole, another reading is given up, else the wizard
        closes."""
        working = self.pages.currentIndex() == WORK
        if working and self.session.jobs.busy:
            self.session.jobs.cancel()
            self._given_up = not self._taking
        if not working or (not self._taking and not self.page.bar.file.count()):
            super().reject()
