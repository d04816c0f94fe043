"""The report on the screen and on paper: typst's own pages, painted as SVG here and printed as images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import current, percent, tr, trn
from gui.desk.actions import printing, render
from gui.desk.session import Session
from gui.lists.paper import Page, Thumbnails
from gui.parts import theme
from gui.parts.columns import LARGE_TEXT
from gui.parts.controls import QUIET, Button, label, steps
from gui.parts.named import named
from gui.parts.theme import GAP, HEADING, STRONG

if TYPE_CHECKING:
    from core.model import Progress
    from core.shortlist.printing import Pages
    from core.shortlist.versions import Version

SIZE = (1080, 860)
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
PPI = 300
"""Dots an inch on paper: QtSvg on a printer thickens the letters, an image does not."""


class PrintView(QDialog):
    """The pages of the draft, or of a frozen version; ``taken`` is what they show, once it is read. ``write_pdf``
    writes them as a file."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        version: Version | None = None,
        write_pdf: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("print_view")
        self.setWindowTitle(tr("Print preview"))
        self.setAccessibleName(tr("Print preview"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.version = session, version
        self.taken: Pages | None = None
        self.pages: list[Page] = []
        self.zoom = 1.0
        self.title = label("print_title", tr("Setting the pages…"), size=HEADING, weight=STRONG, wrap=True)
        self.count = label("print_count", role=QUIET)
        self.area = named(QScrollArea(), "print_pages")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("Pages"))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.thumbnails = Thumbnails()
        self.thumbnails.setVisible(theme.scaled(self, 1) < LARGE_TEXT)
        self.page_number = steps("print_page_number")
        self.page_number.setAccessibleName(tr("Page number"))
        self.page_number.setRange(1, 1)
        self.zoom_words = label("print_zoom", percent(100), role=QUIET)
        self.print_button = Button("print_button", tr("Print…"), "primary")
        self.pdf_button = Button("print_pdf", tr("PDF…"))
        self.close_button = Button("print_close", tr("Close"))
        self.smaller, self.larger = Button("print_smaller", "−"), Button("print_larger", "+")
        self.fit = Button("print_fit", tr("Fit the width"))
        self._name_buttons()
        self._lay_out()
        self._connect_parts(write_pdf)
        self._ask_front()

    def _name_buttons(self) -> None:
        for button in (self.print_button, self.pdf_button, self.close_button, self.fit):
            button.setAccessibleName(button.text())
        self.smaller.setAccessibleName(tr("Smaller"))
        self.larger.setAccessibleName(tr("Larger"))
        for button in (self.print_button, self.pdf_button):
            button.setEnabled(False)

    def _connect_parts(self, write_pdf: Callable[[], object]) -> None:
        self.print_button.clicked.connect(self.ask_printer)
        self.pdf_button.clicked.connect(lambda: write_pdf())
        self.close_button.clicked.connect(self.reject)
        self.smaller.clicked.connect(lambda: self._step_zoom(-1))
        self.larger.clicked.connect(lambda: self._step_zoom(1))
        self.fit.clicked.connect(self._fit_width)
        self.page_number.valueChanged.connect(self.show_page)
        self.thumbnails.currentRowChanged.connect(lambda row: self.page_number.setValue(row + 1))
        self.area.verticalScrollBar().valueChanged.connect(lambda value: self._follow_scrolling())
        for keys, run in (("Ctrl++", self.larger.click), ("Ctrl+=", self.larger.click), ("Ctrl+-", self.smaller.click)):
            QShortcut(QKeySequence(keys), self, run)

    def _lay_out(self) -> None:
        head, tools, body = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (head, tools):
            row.setSpacing(10)
        head.addWidget(self.title, 1)
        for button in (self.close_button, self.pdf_button, self.print_button):
            head.addWidget(button)
        before = label("print_page_label", tr("Page"), role=QUIET)
        before.setBuddy(self.page_number)
        left: tuple[QWidget, ...] = (before, self.page_number, self.count)
        right: tuple[QWidget, ...] = (self.smaller, self.zoom_words, self.larger, self.fit)
        for widget in left:
            tools.addWidget(widget)
        tools.addStretch()
        for widget in right:
            tools.addWidget(widget)
        body.setSpacing(GAP)
        body.addWidget(self.thumbnails)
        body.addWidget(self.area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addLayout(body, 1)

    # --- page and size -------------------------------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        """Brings a page (the first is 1) to the top, unless it is in view already."""
        self.thumbnails.setCurrentRow(number - 1)
        if 0 < number <= len(self.pages) and number != self.page_in_view():
            self.area.verticalScrollBar().setValue(self.pages[number - 1].y() - GAP)

    def page_in_view(self) -> int:
        """The number of the page that holds the middle of the view; 0 where there are no pages."""
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        return sum(page.y() <= middle for page in self.pages) or min(1, len(self.pages))

    def set_zoom(self, zoom: float) -> None:
        """Shows the pages larger or smaller, the one in view staying in view."""
        number = self.page_in_view()
        self.zoom = zoom
        for page in self.pages:
            page.set_zoom(zoom)
        self.zoom_words.setText(percent(100 * zoom))
        inner = self.area.widget()
        if inner is not None and (layout := inner.layout()) is not None:
            layout.activate()
            inner.adjustSize()
        self.page_number.setValue(number)
        self.show_page(number)

    def _step_zoom(self, step: int) -> None:
        wanted = [zoom for zoom in ZOOMS if (zoom - self.zoom) * step > 0.01]
        if wanted:
            self.set_zoom(min(wanted, key=lambda zoom: abs(zoom - self.zoom)))

    def _fit_width(self) -> None:
        if self.pages:
            room = self.area.viewport().width() - 2 * GAP
            self.set_zoom(self.zoom * room / self.pages[0].width())

    def _follow_scrolling(self) -> None:
        """The number and the small page are those in view."""
        number = self.page_in_view()
        for part in (self.page_number, self.thumbnails):
            part.blockSignals(True)
        self.page_number.setValue(number)
        self.thumbnails.setCurrentRow(number - 1)
        for part in (self.page_number, self.thumbnails):
            part.blockSignals(False)

    # --- pages ---------------------------------------------------------------------------------------------------

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
        self.pages = [Page(number, svg, self.zoom) for number, svg in enumerate(svgs, 1)]
        inner = named(QWidget(), "print_sheet")
        inner.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(inner)
        column.setSpacing(GAP)
        for page in self.pages:
            column.addWidget(page, alignment=Qt.AlignmentFlag.AlignHCenter)
        at = self.area.verticalScrollBar().value()
        self.area.setWidget(inner)
        self.area.verticalScrollBar().setValue(at)
        self.page_number.setRange(1, max(1, len(self.pages)))
        self.thumbnails.show_pages(self.pages)

    def _say_count(self, gone: int = 0) -> None:
        words = trn("of {n} page", "of {n} pages", len(self.pages))
        marks = trn("{n} character has no font here", "{n} characters have no font here", gone)
        self.count.setText(f"{words} · {marks}" if gone else words)
        self.print_button.setEnabled(True)
        self.pdf_button.setEnabled(True)

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
