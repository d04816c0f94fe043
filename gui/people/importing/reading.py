"""How a file was read, shown and changeable: what it holds, its sheet, its encoding, what parts its cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from core.i18n import tr, trn
from core.importing.preview import Preview
from gui.parts import theme
from gui.parts.controls import QUIET, Elided, label
from gui.parts.named import named
from gui.parts.theme import SMALL
from gui.people.importing.fields import KINDS

ENCODINGS = ("utf-8", "cp1252", "iso-8859-1", "cp1250", "cp1251", "mac-roman", "utf-16-le", "utf-16-be")
DELIMITERS = ((",", ","), (";", ";"), ("\t", "tab"), ("|", "|"), (" ", "space"))


class ReadingBar(QWidget):
    """Each ``…_chosen`` says what the user takes instead; a file is told by its row."""

    file_chosen = Signal(int)
    kind_chosen = Signal(str)
    sheet_chosen = Signal(str)
    encoding_chosen = Signal(str)
    delimiter_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_choice")
        self.file = _make_choice("import_file", tr("File"))
        self.kind = _make_choice("import_kind", tr("What the file holds"))
        self.sheet = _make_choice("import_sheet", tr("Sheet"))
        self.encoding = _make_choice("import_encoding", tr("Encoding"))
        self.delimiter = _make_choice("import_delimiter", tr("What parts the cells"))
        self.dialect = Elided("import_dialect", SMALL, role=QUIET)
        for value, words in KINDS:
            self.kind.addItem(tr(words), value)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(self.file)
        line.addWidget(label("import_kind_label", tr("holds"), role=QUIET))
        for part in (self.kind, self.sheet, self.encoding, self.delimiter):
            line.addWidget(part)
        line.addWidget(self.dialect, 1)
        self.file.currentIndexChanged.connect(self.file_chosen)
        self.kind.currentIndexChanged.connect(lambda at: self.kind_chosen.emit(self.kind.itemData(at)))
        self.sheet.currentIndexChanged.connect(lambda at: self.sheet_chosen.emit(self.sheet.itemData(at)))
        self.encoding.currentIndexChanged.connect(lambda at: self.encoding_chosen.emit(self.encoding.itemData(at)))
        self.delimiter.currentIndexChanged.connect(lambda at: self.delimiter_chosen.emit(self.delimiter.itemData(at)))

    def show_names(self, names: Sequence[str]) -> None:
        """The files there are."""
        self.file.blockSignals(True)
        self.file.clear()
        self.file.addItems([name[:80] for name in names])
        self.file.blockSignals(False)

    def show_file(self, seen: Preview) -> None:
        """How one file was read; choices that it does not have are not shown."""
        dialect = seen.prepared.draft.table.dialect
        _select_value(self.kind, seen.prepared.draft.kind)
        _fill_choices(self.sheet, [(name, tr("sheet “{name}”", name=name)) for name in seen.sheets], dialect.sheet)
        encoding = dialect.encoding.removesuffix("-bom")
        marked = dialect.encoding.endswith("-bom")  # a byte order mark leaves no choice
        _fill_choices(self.encoding, [] if marked or not encoding else [(name, name) for name in ENCODINGS], encoding)
        delimiters = [(sign, parted_by(sign)) for sign, _ in DELIMITERS] if dialect.delimiter else []
        _fill_choices(self.delimiter, delimiters, dialect.delimiter)
        self.dialect.setText(dialect_words(seen))


def dialect_words(seen: Preview) -> str:
    """What cannot be changed of how the file was read: ``headings in row 1 · 200 rows``."""
    dialect = seen.prepared.draft.table.dialect
    parts = [dialect.encoding] if dialect.encoding.endswith("-bom") else []
    if dialect.header_row:
        parts.append(tr("headings in row {row}", row=dialect.header_row))
    parts.append(trn("{n} row", "{n} rows", seen.rows_read))
    return " · ".join(parts)


def parted_by(delimiter: str) -> str:
    """What parts the cells, in words where it is no sign to be seen."""
    words = dict(DELIMITERS).get(delimiter, delimiter)
    return tr(words) if delimiter in "\t " else tr("“{sign}”", sign=words)


def _make_choice(name: str, title: str) -> QComboBox:
    combo = named(QComboBox(), name)
    combo.setAccessibleName(title)
    combo.setToolTip(title)
    combo.view().setObjectName(f"{name}_list")
    combo.view().setAccessibleName(title)
    combo.setMinimumHeight(round(theme.scaled(combo, 28)))
    combo.setMaximumWidth(round(theme.scaled(combo, 260)))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(6)
    return combo


def _fill_choices(combo: QComboBox, choices: Sequence[tuple[str, str]], taken: str) -> None:
    """Other choices, and which is taken: one that is not among them is added."""
    combo.blockSignals(True)
    combo.clear()
    for value, words in choices:
        combo.addItem(words, value)
    combo.blockSignals(False)
    if choices and taken:
        _select_value(combo, taken)
    combo.setVisible(bool(choices))


def _select_value(combo: QComboBox, value: str) -> None:
    combo.blockSignals(True)
    if combo.findData(value) < 0:
        combo.addItem(value, value)
    combo.setCurrentIndex(combo.findData(value))
    combo.blockSignals(False)
