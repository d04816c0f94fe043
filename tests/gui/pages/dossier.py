"""The dossier of the selected candidate as a user sees it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from gui.desk.evidence_dialog import EvidenceDialog
from gui.rank.dossier.evidence import DATE, FILE, WHAT
from gui.rank.dossier.fact_dialog import FactDialog
from gui.rank.dossier.why_view import Side, WhyView
from tests.gui.pages.events import press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


class StaturePage:
    """The Stature tab: a row a criterion, and what is said around them."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.window.rank.dossier.stature

    def criteria(self) -> list[str]:
        return list(self.view.rows)

    def has_keyboard(self) -> bool:
        """Whether a criterion has the keyboard."""
        return any(row.bar.hasFocus() for row in self.view.rows.values())

    def shows_anchors(self) -> bool:
        return self.view.anchors.isVisible()

    def note(self, criterion: str) -> str:
        return self.view.rows[criterion].note.text()

    def begin_note(self) -> bool:
        """Asks for the note by its key; whether a note then has the keyboard."""
        press(self.window.window.focusWidget(), Qt.Key.Key_N, "n")
        return any(row.note.hasFocus() for row in self.view.rows.values())

    def write_note(self, criterion: str, text: str) -> None:
        """Types a note and leaves its field."""
        note = self.view.rows[criterion].note
        note.setText(text)
        self.window.after(note.editingFinished.emit)

    @property
    def warning(self) -> str:
        return self.view.warning.text()

    def ask_why(self) -> None:
        self.view.why.click()

    def words(self, criterion: str) -> str:
        """What stands beside a criterion: ``3 of 4``, ``unknown``, ``hidden``."""
        return self.view.rows[criterion].words.text()

    def hint(self, criterion: str) -> str:
        """What stands under it."""
        return self.view.rows[criterion].doubt.text()

    def level(self, criterion: str) -> tuple[float | None, int | None]:
        """The level that counts, and one's own."""
        bar = self.view.rows[criterion].bar
        return bar.level, bar.own

    def type(self, criterion: str, key: str) -> None:
        """A key on a criterion."""
        self.window.after(lambda: press(self.view.rows[criterion].bar, Qt.Key.Key_unknown, key))

    @property
    def credibility(self) -> str:
        """Credibility with its bounds; nothing where it is not shown."""
        return self.view.credibility.text() if self.view.credibility.isVisible() else ""

    @property
    def others_shown(self) -> bool | None:
        """Whether what others said is shown; None where there is nothing to hide."""
        return self.view.others.isChecked() if self.view.others.isVisible() else None

    def toggle_others(self) -> None:
        self.window.after(lambda: self.window.trigger("stature.others"))

    def asks_for_name(self) -> bool:
        return self.view.name.isVisible()

    def give_name(self) -> None:
        self.view.name.click()


class EvidencePage:
    """The Evidence tab."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.window.rank.dossier.evidence

    def titles(self) -> list[str]:
        listed = self.view.list
        items = (listed.topLevelItem(row) for row in range(listed.topLevelItemCount()))
        return [item.text(WHAT) for item in items if item is not None]

    def choose(self, title: str) -> None:
        listed = self.view.list
        item = listed.topLevelItem(self.titles().index(title))
        assert item is not None
        listed.setCurrentItem(item)

    @property
    def chosen(self) -> str:
        """The title of the piece in hand."""
        return self.view.list.currentItem().text(WHAT)

    @property
    def date(self) -> str:
        return self.view.list.currentItem().text(DATE)

    def file(self) -> tuple[str, str]:
        """The kind of file kept with the piece in hand, and its name; nothing where no piece has one."""
        item, piece = self.view.list.currentItem(), self.view.chosen()
        if piece is None or self.view.list.isColumnHidden(FILE):
            return "", ""
        assert piece.file_name in item.toolTip(FILE)
        return item.text(FILE), piece.file_name

    @property
    def file_button(self) -> str:
        return self.view.file.text()

    def add(self) -> EvidenceFormPage:
        self.window.trigger("stature.evidence")
        return EvidenceFormPage(self.window)

    def drop(self, path: Path) -> EvidenceFormPage:
        """Drops a file on the tab."""
        self.view.dropEvent(_drop_of(path))
        return EvidenceFormPage(self.window)

    def open_address(self) -> None:
        self.view.open.click()

    def remove(self) -> None:
        self.window.after(self.view.remove.click)

    def press_delete(self) -> None:
        self.window.after(lambda: press(self.view.list, Qt.Key.Key_Delete))

    def attach_or_save(self) -> None:
        """The command of the menu: attaches a file to the piece in hand, or saves the one it has."""
        self.window.after(lambda: self.window.trigger("stature.file"))

    def in_view(self) -> bool:
        return self.view.isVisible()


class EvidenceFormPage(FormPage):
    """The form for one piece of evidence."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        self.view = self.dialog = window.dialog(EvidenceDialog)

    @property
    def file_words(self) -> str:
        return self.dialog.file.words.text()

    @property
    def file(self) -> Path | None:
        return self.dialog.file.path

    def press_file_button(self) -> None:
        """Asks for a file, or leaves the chosen one out."""
        self.dialog.file.choose.click()

    def take_file(self, path: Path) -> None:
        self.dialog.file.take(path)


class FactFormPage(FormPage):
    """The form for a number that stands for a level."""

    def __init__(self, window: WindowPage) -> None:
        window.trigger("stature.fact")
        self.window = window
        self.view = self.dialog = window.dialog(FactDialog)

    def choose(self, fact: str) -> None:
        self.dialog.which.setCurrentIndex(self.dialog.which.findData(fact))

    @property
    def gives(self) -> str:
        """The level that comes of it, in words."""
        return self.dialog.gives.text()


def _drop_of(path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys)
    event.kept = data  # type: ignore[attr-defined]  # the event does not own it
    return event


class WhyPage:
    """Why the one stands above the other."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.dialog(WhyView)

    @property
    def pair(self) -> tuple[int, int] | None:
        return self.view.pair

    @property
    def words(self) -> str:
        return self.view.words.text()

    @property
    def sides(self) -> Sequence[Side]:
        """The two, the upper one first."""
        return self.view.chart.sides

    def compare_with(self, place: int) -> None:
        """Chooses another one in the list, by the place."""
        self.view.other.setCurrentIndex(place)
        self.view.other.activated.emit(place)

    def picture(self) -> QImage:
        return self.view.chart.grab().toImage()

    def close(self) -> None:
        self.view.reject()
