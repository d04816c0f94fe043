"""The report on the screen and on paper: typst's own pages, painted as SVG here and printed as images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import current, tr, trn
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.theme import GAP, HEADING, STRONG

SIZE = (880, 860)
PAGE_WIDTH = 760
SHAPE = re.compile(r'<svg[^>]*? viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
PPI = 300
"""Dots an inch on paper: QtSvg on a printer thickens the letters, an image does not."""


class Page(QWidget):
    """One page, as wide as the view."""

    def __init__(self, number: int, svg: str) -> None:
        super().__init__(objectName=f"page_{number}")
        self.setAccessibleName(tr("Page {number}", number=number))
        self.svg = svg
        self.renderer: QSvgRenderer | None = None
        across, down = map(float, SHAPE.match(svg).groups())
        width = round(theme.scaled(self, PAGE_WIDTH))
        self.setFixedSize(QSize(width, round(width * down / across)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.renderer is None:  # a page is understood when it first comes into view: 47 of them take 0.6 s
            self.renderer = QSvgRenderer(QByteArray(self.svg.encode()), self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        self.renderer.render(painter, QRectF(self.rect()))
        painter.setPen(theme.colours(self).edge)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PrintView(QDialog):
    """The pages of the list as it stands, or of a frozen ``snapshot``."""

    def __init__(self, parent: QWidget, session: Session, snapshot: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("print_view")
        self.setWindowTitle(tr("Print preview"))
        self.setAccessibleName(tr("Print preview"))
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.session, self.snapshot = session, snapshot
        self.how: Any = None
        self.pages: list[Page] = []
        self.title = label("print_title", tr("Setting the pages…"), size=HEADING, weight=STRONG)
        self.count = label("print_count", role=QUIET)
        self.scroll = QScrollArea(objectName="print_pages", widgetResizable=True)
        self.scroll.setAccessibleName(tr("Pages"))
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.print_button = Button("print_button", tr("Print…"), "primary")
        self.close_button = Button("print_close", tr("Close"))
        for button in (self.print_button, self.close_button):
            button.setAccessibleName(button.text())
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(self.ask_printer)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._ask()

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
        layout.addWidget(self.scroll, 1)

    def _ask(self) -> None:
        campaign, frozen, language = self.session.campaign, self.snapshot, current()

        def work(workspace: Any, progress: Any) -> tuple[Any, Any, list[str]]:
            from core.shortlist import outputs, printing

            taken, how = (
                frozen or printing.current_list(workspace, campaign, progress),
                outputs.output_choices(workspace, campaign),
            )
            return taken, how, printing.preview_pages(taken, language, progress, replace(how, dossiers="none"))

        self.session.ask(work, self._show_front)

    def _show_front(self, answer: tuple[Any, Any, Sequence[str]]) -> None:
        """The pages before the dossiers come first, since they are all that is in view; then the whole."""
        self.snapshot, self.how, svgs = answer
        self.title.setText(self.snapshot.campaign)
        self._show(svgs)
        if self.how.dossiers == "none":
            self._done()
            return
        self.count.setText(tr("The dossiers follow…"))
        taken, how, language = self.snapshot, self.how, current()

        def work(progress: Any) -> tuple[list[str], list[str]]:
            from core.shortlist import printing

            return printing.preview_pages(taken, language, progress, how), printing.unprintable_characters(taken)

        def whole(answer: tuple[Sequence[str], Sequence[str]]) -> None:
            svgs, gone = answer
            self._show(svgs)
            self._done(len(gone))

        self.session.jobs.run(work, whole, self.session.troubled.emit)

    def _show(self, svgs: Sequence[str]) -> None:
        self.pages = [Page(number, svg) for number, svg in enumerate(svgs, 1)]
        inner = QWidget(objectName="print_sheet")
        inner.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(inner)
        column.setSpacing(GAP)
        for page in self.pages:
            column.addWidget(page, alignment=Qt.AlignmentFlag.AlignHCenter)
        at = self.scroll.verticalScrollBar().value()
        self.scroll.setWidget(inner)
        self.scroll.verticalScrollBar().setValue(at)

    def _done(self, gone: int = 0) -> None:
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
        dialog.open()

    def print_to(self, printer: QPrinter) -> None:
        """Prints the pages; they are set anew at the printer's resolution in the worker."""
        taken, how, language = self.snapshot, self.how, current()

        def work(progress: Any) -> list[bytes]:
            from core.shortlist import printing

            return printing.pages_to_print(taken, language, PPI, progress, how)

        self.session.jobs.run(work, partial(self._printed, printer), self.session.troubled.emit)

    def _printed(self, printer: QPrinter, images: Sequence[bytes]) -> None:
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
