"""The only place that opens message boxes and file dialogs. Everything in them is plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QColorDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from core.errors import Trouble
from core.i18n import tr


def show_trouble(parent: QWidget, trouble: Trouble) -> None:
    """What happened, where, and what to do."""
    where = f"{trouble.where}: " if trouble.where else ""
    box = _make_box(parent, QMessageBox.Icon.Warning, where + trouble.what, trouble.remedy)
    box.setObjectName("trouble")
    box.exec()


def show_fault(parent: QWidget | None, details: str, stored: bool = False) -> QMessageBox:
    """A bug of the program: what happened, that nothing is lost, what to do, and the details to be copied. It stands
    over the window without holding up what runs, and goes when it is closed. ``stored``: what was asked for is in the
    file all the same."""
    done = tr("What was under way has not been done; everything stored before is as it was.")
    if stored:
        done = tr("What was under way is stored, but not all that follows from it could be done or shown.")
    more = tr(
        "You can go on working. If it happens again, save the details and send them to whoever looks after Entregent: "
        "they hold nobody’s data."
    )
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Something went wrong in the program."))
    box.setInformativeText(f"{done} {more}")
    box.setDetailedText(details)
    box.setObjectName("fault")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = box.addButton(tr("Copy the details"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(box.detailedText()))
    go_on = box.addButton(tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    box.open()
    return box


def inform(parent: QWidget, text: str, more: str = "") -> None:
    """Something worth knowing."""
    box = _make_box(parent, QMessageBox.Icon.Information, text, more)
    box.setObjectName("information")
    box.exec()


def confirm(parent: QWidget, question: str, consequence: str, yes: str) -> bool:
    """Asks before something that undo cannot take back; ``yes`` is the verb on the button."""
    box = _make_box(parent, QMessageBox.Icon.Question, question, consequence)
    box.setObjectName("confirm")
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is button


def ask_how_to_close(parent: QWidget) -> Literal["finish", "stop", "stay"]:
    """What is to become of an edit that is under way when the window is closed."""
    more = tr("Finish it first, or stop it: then nothing of it is left behind, and the workspace is as it was before.")
    box = _make_box(parent, QMessageBox.Icon.Question, tr("Something is still being written."), more)
    box.setObjectName("ask_how_to_close")
    finish = box.addButton(tr("Finish, then close"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(tr("Stop it and close"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(finish)
    box.exec()
    return "finish" if box.clickedButton() is finish else "stop" if box.clickedButton() is stop else "stay"


def ask_after_change(parent: QWidget, trouble: Trouble) -> Literal["look", "beside", "later"]:
    """What is to become of an edit refused since another program has changed the file."""
    more = tr(
        "Look again: you see what is there now, and what you did last is not made. Save mine beside it: a second file "
        "holds what you saw with what you did last, and the changed one stays as it is."
    )
    box = _make_box(parent, QMessageBox.Icon.Warning, f"{trouble.where}: {trouble.what}", more)
    box.setObjectName("ask_after_change")
    look = box.addButton(tr("Look again"), QMessageBox.ButtonRole.AcceptRole)
    beside = box.addButton(tr("Save mine beside it"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(look)
    box.exec()
    return "look" if box.clickedButton() is look else "beside" if box.clickedButton() is beside else "later"


def ask_text(parent: QWidget, title: str, label: str, text: str = "") -> str | None:
    """One line of text, or None when the user thinks better of it."""
    answer, agreed = QInputDialog.getText(parent, title, label, text=text)
    return answer if agreed else None


def ask_open_files(parent: QWidget, title: str, filters: str) -> list[Path]:
    """Files to read; empty when the user thinks better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", filters)
    return [Path(name) for name in names]


def ask_save_file(parent: QWidget, title: str, suggestion: str, filters: str) -> Path | None:
    """A file to write, its ending added; None when the user thinks better of it."""
    name, chosen = QFileDialog.getSaveFileName(parent, title, suggestion, filters)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(_find_ending(chosen))


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """A folder to write into; None when the user thinks better of it."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def ask_colour(parent: QWidget, title: str, colour: QColor) -> str | None:
    """A colour as # and six digits, or None when the user thinks better of it."""
    chosen = QColorDialog.getColor(colour if colour.isValid() else QColor("white"), parent, title)
    return chosen.name() if chosen.isValid() else None


def candidate_files() -> str:
    """The filter line for files of candidates."""
    tables = tr("Tables and workbooks")
    return f"{tables} (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.xlsb *.ods);;{tr('All files')} (*)"


def _find_ending(chosen: str) -> str:
    start = chosen.find("*.")
    return chosen[start + 1 :].split(")")[0].split(" ")[0] if start >= 0 else ""


def _make_box(parent: QWidget, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box
