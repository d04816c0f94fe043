"""The files of an import before anything is written: read one after another, and understood anew as the user says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import Trouble
from core.importing.draft import Reading
from core.importing.matching import Kind
from core.importing.preview import Change, Preview
from gui.desk.actions import imports, preview
from gui.desk.session import Session

Source = tuple[Path | str, Kind | None]
"""A file or a pasted text, and what it holds; None: what it looks like."""


class FilesRead(QObject):
    """``at`` is the row of the file in view.

    ``all_read`` once every file has been read; ``unreadable`` (Trouble) for one that stays out; ``reading`` when a file
    is read from its beginning, which may take long; ``settled`` when nothing is under way any more; ``refused``
    (Trouble) after it, where a change could not be made and was taken back; ``stopped`` when the reading was given up.
    """

    all_read = Signal()
    unreadable = Signal(object)
    reading = Signal()
    settled = Signal()
    refused = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.files: list[Preview] = []
        self.at = 0
        self._sources: list[Source] = []
        self._looked_at: set[int] = set()
        self._under_way: dict[int, list[Change]] = {}
        self._given_up = self._is_reading = False

    @property
    def in_view(self) -> Preview:
        """The file in view."""
        return self.files[self.at]

    @property
    def busy(self) -> bool:
        """Whether files are being read, or a change of one is under way."""
        return self._is_reading or bool(self._under_way)

    def read(self, sources: Sequence[Source]) -> None:
        """Reads further files."""
        self._sources += sources
        if not self._is_reading:
            self._is_reading = True
            self._read_next()

    def drop(self) -> None:
        """Lets the tables of the files go."""
        self.files, self._sources = [], []

    def view(self, at: int) -> None:
        """Another file comes into view."""
        self.at = at
        self._looked_at.add(at)

    def find_unseen(self) -> int | None:
        """A file not looked at yet that asks something."""
        asking = (row for row, seen in enumerate(self.files) if not is_clear(seen))
        return next((row for row in asking if row not in self._looked_at), None)

    def take_columns(self, fields: dict[int, str], kind: Kind) -> None:
        """Takes columns of the file in view, or the whole file, for something else."""
        self._change_file(partial(imports.change_columns, fields=fields, kind=kind))

    def answer_question(self, column: int, value: str, form: str) -> None:
        """A column of the file in view, or one value of it, is read as the user says."""
        self._change_file(partial(imports.answer_question, column=column, value=value, form=form))

    def read_again(self, change: Callable[[Reading], Reading], kind: Kind) -> None:
        """Reads the file in view from its beginning, in another way."""
        self._given_up = False
        self.reading.emit()
        source = self.in_view.source
        self._change_file(partial(preview.read_again, source=source, kind=kind, change=change), kind="")

    def clean_again(self) -> None:
        """The list of words for "not known" is another: every file is cleaned anew."""

        def show(found: list[Preview]) -> None:
            self.files = found if self.files else []
            self._end_changes()

        found = self.session.ask_latest("clean", preview.preview_cleaned, list(self.files))
        found.then(show).failed(self._refuse)

    def save_mapping(self, name: str) -> None:
        """Keeps what the columns of the file in view are, under a name, for later files of its shape."""
        row = self.at

        def show(found: Preview) -> None:
            self.files[row] = found
            self.settled.emit()

        self.session.act(preview.save_previewed_mapping, self.in_view, name).then(show)

    def give_up(self) -> None:
        """Stops what is being read; a file read anew stays as it was."""
        self._given_up = True
        self.session.jobs.cancel()

    def _read_next(self) -> None:
        row = len(self.files)
        if row == len(self._sources):
            self._is_reading = False
            self.all_read.emit()
            return

        def add(found: Preview) -> None:
            self.files.append(found)
            self._read_next()

        source, kind = self._sources[row]
        read = self.session.ask(preview.preview_source, source, kind)
        read.then(add).failed(self._skip_unreadable).stopped(self._stop_first_reading)

    def _skip_unreadable(self, trouble: Trouble) -> None:
        """One file that cannot be read stays out; the others go on."""
        self._sources.pop(len(self.files))
        self.unreadable.emit(trouble)
        self._read_next()

    def _stop_first_reading(self) -> None:
        """What was read before stays; what was not, is not read."""
        del self._sources[len(self.files) :]
        self._is_reading = False
        self.stopped.emit()

    def _change_file(self, change: Change, kind: str = "remap") -> None:
        """Takes the file in view in another way; what cannot be is said and taken back. Changes that are still under
        way are made first. A change of no ``kind`` may take long: it is shown, and can be cancelled."""
        row = self.at
        seen, changes = self.files[row], self._under_way.setdefault(row, [])
        changes.append(change)

        def show(found: Preview) -> None:
            if self.files and not self._given_up:
                self.files[row] = found
            self._end_changes()

        if kind:
            found = self.session.ask_latest(f"{kind} {row}", preview.preview_changed, seen, list(changes))
        else:
            found = self.session.ask(preview.preview_changed, seen, list(changes))
        found.then(show).failed(self._refuse).stopped(self._stop_reading)

    def _end_changes(self) -> None:
        self._under_way.clear()
        self._given_up = False
        self.settled.emit()

    def _stop_reading(self) -> None:
        """Another reading was given up; a change that a newer one took up is not over."""
        if self._given_up:
            self._end_changes()

    def _refuse(self, trouble: Trouble) -> None:
        self._end_changes()
        self.refused.emit(trouble)


def is_clear(seen: Preview) -> bool:
    """Whether a file says who its rows are about, and asks nothing any more."""
    return seen.prepared.draft.mapping.identifies_people and not count_open([seen])


def count_open(files: Sequence[Preview]) -> int:
    """How many questions of some files have no answer yet. A date asked by itself is one with its column."""
    return sum(not asked.answered and not asked.question.value for seen in files for asked in seen.asked)
