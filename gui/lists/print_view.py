"""The report on the screen and on paper: typst's own pages, painted as SVG here and printed as images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import current, tr, trn
from gui.desk.actions import printing, render
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.named import named
from gui.parts.theme import GAP, HEADING, STRONG

if TYPE_CHECKING:
    from core.model import Progress
    from core.shortlist.printing import Pages
    from core.shortlist.versions import Version

SIZE = (880, 860)
PAGE_WIDTH = 760
SHAPE = re.compile(r'<svg[^>]*? viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
PPI = 300
"""Dots an inch on paper: QtSvg on a printer thickens the letters, an image does not."""


class Page(QWidget):
    """One page, as wide as the view."""

    def __init__(self, number: int, svg: str) -> None:
        super().__init__()
        self.setObjectName(f"page_{number}")
        self.setAccessibleName(tr("Page {number}", number=number))
        self.svg = svg
        self.renderer: QSvgRenderer | None = None
        width = round(theme.scaled(self, PAGE_WIDTH))
        self.setFixedSize(QSize(width, round(width * height_of(svg))))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.renderer is None:  # a page is understood when it first comes into view: 47 of them take 0.6 s
            self.renderer = QSvgRenderer(QByteArray(self.svg.encode()), self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        self.renderer.render(painter, QRectF(self.rect()))
        painter.setPen(theme.colours(self).edge)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def height_of(svg: str) -> float:
    """How tall a page is for a width of 1, by the shape that its first tag declares. ValueError where it has none."""
    shape = SHAPE.match(svg)
    if shape is None:
        raise ValueError("a page without a shape")
    across, down = map(float, shape.groups())
    return down / across


class PrintView(QDialog):
    """The pages of the draft, or of a frozen version; ``taken`` is what they show, once it is read."""

    def __init__(self, parent: QWidget, session: Session, version: Version | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print_view")
        self.setWindowTitle(tr("Print preview"))
        self.setAccessibleName(tr("Print preview"))
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.session, self.version = session, version
        self.taken: Pages | None = None
        self.pages: list[Page] = []
        self.title = label("print_title", tr("Setting the pages…"), size=HEADING, weight=STRONG)
        self.count = label("print_count", role=QUIET)
        self.area = named(QScrollArea(), "print_pages")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("Pages"))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.print_button = Button("print_button", tr("Print…"), "primary")
        self.close_button = Button("print_close", tr("Close"))
        for button in (self.print_button, self.close_button):
            button.setAccessibleName(button.text())
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(self.ask_printer)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._ask_front()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.close_button)
        head.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)

    def _ask_front(self) -> None:
        frozen = None if self.version is None else self.version.snapshot
        asked = self.session.ask(printing.front_pages, self.session.campaign, frozen, current())
        asked.then(self._show_front)

    def _show_front(self, front: Pages) -> None:
        """The pages before the dossiers come first, since they are all that is in view; then the whole."""
        self.taken = front
        which = tr("draft") if self.version is None else self.version.words()
        self.title.setText(f"{front.snapshot.campaign} – {which}")
        self._show_pages(front.svgs)
        if front.how.dossiers == "none":
            self._say_count()
            return
        self.count.setText(tr("The dossiers follow…"))
        language = current()

        def set_pages(progress: Progress) -> tuple[Sequence[str], Sequence[str]]:
            svgs = printing.preview_pages(front.snapshot, language, progress, front.how)
            return svgs, render.missing_glyphs(front.snapshot)

        def show_whole(answer: tuple[Sequence[str], Sequence[str]]) -> None:
            svgs, gone = answer
            self._show_pages(svgs)
            self._say_count(len(gone))

        self.session.jobs.run(set_pages).then(show_whole).failed(self.session.troubled.emit)

    def _show_pages(self, svgs: Sequence[str]) -> None:
        self.pages = [Page(number, svg) for number, svg in enumerate(svgs, 1)]
        inner = named(QWidget(), "print_sheet")
        inner.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(inner)
        column.setSpacing(GAP)
        for page in self.pages:
            column.addWidget(page, alignment=Qt.AlignmentFlag.AlignHCenter)
        at = self.area.verticalScrollBar().value()
        self.area.setWidget(inner)
        self.area.verticalScrollBar().setValue(at)

    def _say_count(self, gone: int = 0) -> None:
        words = trn("{n} page", "{n} pages", len(self.pages))
        marks = trn("{n} character has no font here", "{n} characters have no font here", gone)
        self.count.setText(f"{words} · {marks}" if gone else words)
        self.print_button.setEnabled(True)

    def ask_printer(self) -> None:
        """Chooses a printer and prints."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("printer_dialog")
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter) -> None:
        """Prints the pages; they are set anew at the printer's resolution in the worker."""
        front, language = self.taken, current()
        if front is None:
            return

        def set_pages(progress: Progress) -> Sequence[bytes]:
            return printing.pages_to_print(front.snapshot, language, PPI, progress, front.how)

        images = self.session.jobs.run(set_pages)
        images.then(partial(self._print_images, printer)).failed(self.session.troubled.emit)

    def _print_images(self, printer: QPrinter, images: Sequence[bytes]) -> None:
        paint_pages(printer, images)
        self.count.setText(trn("{n} page sent to the printer", "{n} pages sent to the printer", len(images)))


def paint_pages(printer: QPrinter, images: Sequence[bytes]) -> None:
    """Each image on a page of its own, as large as the paper."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    for place, data in enumerate(images):
        if place:
            printer.newPage()
        image = QImage.fromData(data)
        paper = QRectF(0, 0, printer.width(), printer.height())
        size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF((paper.width() - size.width()) / 2, 0, size.width(), size.height()), image)
    painter.end()
