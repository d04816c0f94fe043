"""How lists leave: the form of the files, and the look of the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.errors import Trouble
from core.i18n import tr
from core.shortlist.choices import Choices
from core.shortlist.columns import Column
from core.shortlist.report.render import COLOURS, colour_fits
from gui.desk import messages
from gui.desk.colour_field import ColourField
from gui.parts import theme
from gui.parts.controls import Button
from gui.parts.form import Form
from gui.parts.named import named

LANGUAGES = (("", "As the window"), ("en", "English"), ("fr", "Français"))
LARGEST_LOGO = 2_000_000


class FileSettings(Form):
    """Columns, separator, decimal mark, language of the exported files."""

    def __init__(self, parent: QWidget, choices: Choices, columns: list[Column], language: str) -> None:
        text = tr("Rank, ties, total and weight always go out. Excel in French reads ; and decimal commas.")
        super().__init__("file_settings", tr("Form of the exports"), tr("Keep"), parent, text)
        self.kept = choices
        separators = ((",", tr("Comma")), (";", tr("Semicolon")), ("\t", tr("Tab")))
        self.spoken = self.choice("file_language", tr("Language"), _language_choices(), choices.language)
        self.delimiter = self.choice("file_delimiter", tr("Separator"), separators, choices.delimiter)
        decimals = ((".", tr("Point (71.23)")), (",", tr("Comma (71,23)")))
        self.decimal = self.choice("file_decimal", tr("Decimals"), decimals, choices.decimal)
        self.bom = self.tick("file_bom", tr("Mark the file as UTF-8, so that Excel reads accents"), choices.bom)
        note = tr("Assessors’ notes go out beside the note for the client")
        self.notes = self.tick("file_notes", note, choices.assessors_notes)
        self.columns = self._make_columns(columns, language)

    def choices(self) -> Choices:
        """What was chosen. Every column ticked is no choice: columns to come are then in too."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        keys = tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)
        return replace(
            self.kept,
            language=self.spoken.currentData(),
            delimiter=self.delimiter.currentData(),
            decimal=self.decimal.currentData(),
            bom=self.bom.isChecked(),
            assessors_notes=self.notes.isChecked(),
            columns=None if len(ticked) == len(items) else keys,
        )

    def _make_columns(self, columns: list[Column], language: str) -> QListWidget:
        listed = named(QListWidget(), "file_columns")
        listed.setMinimumHeight(round(theme.scaled(self, 190)))
        for column in columns:
            if not column.always:
                item = QListWidgetItem(column.heading(language), listed)
                item.setData(Qt.ItemDataRole.UserRole, column.key)
                on = self.kept.columns is None or column.key in self.kept.columns
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        listed.setCurrentRow(0)
        return self.add_field(listed, tr("Columns"))


class ReportSettings(Form):
    """Paper, pages, logo, colours, footer, and who answers for the data."""

    def __init__(self, parent: QWidget, choices: Choices) -> None:
        super().__init__("report_settings", tr("Report settings"), tr("Keep"), parent)
        self.setMinimumWidth(round(theme.scaled(self, 560)))
        self.kept, self.image = choices, choices.logo
        self.spoken = self.choice("report_language", tr("Language"), _language_choices(), choices.language)
        papers = (("a4", "A4"), ("letter", tr("Letter")))
        self.paper = self.choice("report_paper", tr("Paper"), papers, choices.paper)
        pages = (("all", tr("Of every guest")), ("reserve", tr("Of the reserve too")), ("none", tr("None")))
        self.dossiers = self.choice("report_dossiers", tr("Dossier pages"), pages, choices.dossiers)
        self.logo = Button("report_logo", "")
        self.logo.clicked.connect(self._ask_logo)
        self.add_field(self.logo, tr("Logo"))
        names = {"score": tr("Colour of the score"), "credibility": tr("Colour of credibility"), "accent": tr("Accent")}
        self.colours = {
            key: self.add_field(
                ColourField(f"report_{key}", names[key], choices.colours.get(key, ""), usual), names[key]
            )
            for key, usual in COLOURS.items()
        }
        self.footer = self.line("report_footer", tr("Footer"), choices.footer)
        self.controller = self.line("report_controller", tr("Who answers for the data"), choices.controller)
        self.contact = self.line("report_contact", tr("Contact for people’s rights"), choices.contact)
        self._name_logo()

    def choices(self) -> Choices:
        """What was chosen."""
        colours = {key: field.text().strip() for key, field in self.colours.items() if field.text().strip()}
        return replace(
            self.kept,
            language=self.spoken.currentData(),
            paper=self.paper.currentData(),
            dossiers=self.dossiers.currentData(),
            logo=self.image,
            colours=colours,
            footer=self.footer.text().strip(),
            controller=self.controller.text().strip(),
            contact=self.contact.text().strip(),
        )

    def check(self) -> None:
        """Trouble for a colour that is none."""
        for field in self.colours.values():
            with self.about(field):
                if field.text().strip() and not colour_fits(field.text().strip()):
                    raise Trouble(tr("This is not a colour."), field.text(), tr("Write # and six hexadecimal digits."))

    def take_logo(self, path: Path) -> None:
        """Takes the image itself, so that the workspace needs no file beside it."""
        if path.stat().st_size > LARGEST_LOGO:
            self.fault.setText(tr("The logo is larger than 2 MB: choose a smaller one."))
            return
        self.image = path.read_bytes()
        self._name_logo()

    def _ask_logo(self) -> None:
        if self.image is not None:
            self.image = None
            self._name_logo()
            return
        files = messages.ask_open_files(self, tr("Choose a logo"), tr("Images") + " (*.png *.jpg *.jpeg *.svg)")
        if files:
            self.take_logo(files[0])

    def _name_logo(self) -> None:
        self.logo.setText(tr("Choose an image…") if self.image is None else tr("Remove the logo"))
        self.logo.updateGeometry()


def _language_choices() -> list[tuple[str, str]]:
    return [(key, tr(text)) for key, text in LANGUAGES]
