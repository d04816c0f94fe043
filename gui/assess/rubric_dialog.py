"""The rubric's editor: criteria, weights and anchors in both languages, and what a change would move."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.campaign.rubrics import Effect
from core.errors import Trouble
from core.i18n import LANGUAGES, tr
from core.stature import rubric as rubrics
from core.stature.rubric import LEVELS, MAX_WEIGHT, Criterion, Rubric
from gui.desk import actions
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small, steps
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.parts.timers import single_shot

SIZE = (1040, 690)
STILL_MS = 250
SPOKEN = {"en": "English", "fr": "Français"}


class RubricDialog(QDialog):
    """Criteria on the left; name, weight and the five levels of the chosen one on the right. Nothing is kept before
    the button is pressed; then it is the next version, and every earlier one stays and can be gone back to.

    ``versions``: the newest, which is in force, first."""

    def __init__(self, parent: QWidget, session: Session, versions: Sequence[Rubric]) -> None:
        super().__init__(parent)
        self.setObjectName("rubric_dialog")
        self.setWindowTitle(tr("Rubric"))
        self.setAccessibleName(tr("Rubric"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.campaign = session, session.campaign
        self.versions, self.now = versions, versions[0]
        self.drafts: list[Criterion] = list(self.now.criteria)
        self.row = -1
        self._filling = False
        self._still = single_shot(self, STILL_MS, self.ask_effect)
        self._make_parts()
        self._lay_out()
        self._list_criteria()
        self.criteria.setCurrentRow(0)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.criteria = named(QListWidget(), "rubric_criteria")
        self.criteria.setAccessibleName(tr("Criteria"))
        self.criteria.currentRowChanged.connect(self._choose_criterion)
        self.add = Button("rubric_add", tr("Add a criterion"))
        self.remove = Button("rubric_remove", tr("Remove"))
        self.keep = Button("rubric_keep", tr("Keep as version {version}", version=self._next_version()), "primary")
        self.leave = Button("rubric_cancel", tr("Cancel"))
        for button in (self.add, self.remove, self.keep, self.leave):
            button.setAccessibleName(button.text())
        self.add.clicked.connect(self._add_criterion)
        self.remove.clicked.connect(self._remove_criterion)
        self.keep.clicked.connect(self._save_draft)
        self.leave.clicked.connect(self.reject)
        self._make_version()
        self._make_fields()
        self.effect = label("rubric_effect", role=QUIET, wrap=True)
        self.fault = small("rubric_fault", role=WORSE, wrap=True)

    def _next_version(self) -> int:
        return 1 + max(one.version for one in self.versions if one.name == self.now.name)

    def _make_version(self) -> None:
        """Every version there has been; one is started from anew."""
        self.version = named(QComboBox(), "rubric_version")
        self.version.setAccessibleName(tr("Start from version"))
        self.version.view().setObjectName("rubric_version_list")
        self.version.view().setAccessibleName(tr("Start from version"))
        self.version.addItems([version_words(one, one is self.now) for one in self.versions])
        self.version.activated.connect(self._start_from)
        self.version.setVisible(len(self.versions) > 1)

    def _make_fields(self) -> None:
        self.weight = steps("rubric_weight")
        self.weight.setRange(1, MAX_WEIGHT)
        self.weight.setAccessibleName(tr("Weight"))
        self.weight.valueChanged.connect(self._take_edit)
        self.names = {
            lang: self._make_line(f"rubric_name_{lang}", f"{tr('Name')}, {SPOKEN[lang]}") for lang in LANGUAGES
        }
        self.anchors = {
            (level, lang): self._make_text(f"rubric_anchor_{level}_{lang}", f"{tr('Level')} {level}, {SPOKEN[lang]}")
            for level in range(LEVELS)
            for lang in LANGUAGES
        }

    def _make_line(self, name: str, title: str) -> QLineEdit:
        field = named(QLineEdit(), name)
        field.setAccessibleName(title)
        field.setMinimumHeight(round(theme.scaled(field, 28)))
        field.textEdited.connect(self._take_edit)
        return field

    def _make_text(self, name: str, title: str) -> QPlainTextEdit:
        """Three lines: a description that is cut off cannot be judged."""
        field = named(QPlainTextEdit(), name)
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
        field.document().setDocumentMargin(3)
        field.setFixedHeight(3 * field.fontMetrics().lineSpacing() + round(theme.scaled(field, 10)))
        field.textChanged.connect(self._take_edit)
        return field

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(self._criteria_column(), 3)
        middle.addLayout(self._fields_grid(), 8)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.keep)
        title = tr("Rubric “{name}”, version {version}", name=self.now.name, version=self.now.version)
        head = QHBoxLayout()
        head.addWidget(label("rubric_title", title, size=HEADING, weight=STRONG))
        head.addStretch()
        head.addWidget(self.version)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addWidget(self.effect)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)

    def _criteria_column(self) -> QVBoxLayout:
        """The list of criteria, and what adds to it and takes from it."""
        column, under = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.criteria, 1)
        under.addWidget(self.add)
        under.addWidget(self.remove)
        under.addStretch()
        column.addLayout(under)
        return column

    def _fields_grid(self) -> QGridLayout:
        """Name, levels and weight of the criterion chosen, a column a language."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(small("rubric_name_label", tr("Name")), 1, 0)
        for level in range(LEVELS):
            grid.addWidget(small(f"rubric_level_label_{level}", tr("Level {n}", n=level)), 2 + level, 0)
        for column, lang in enumerate(LANGUAGES, 1):
            grid.addWidget(small(f"rubric_head_{lang}", SPOKEN[lang]), 0, column)
            grid.addWidget(self.names[lang], 1, column)
            grid.setColumnStretch(column, 1)
            for level in range(LEVELS):
                grid.addWidget(self.anchors[level, lang], 2 + level, column)
        grid.addWidget(small("rubric_weight_label", tr("Weight")), 2 + LEVELS, 0)
        grid.addWidget(self.weight, 2 + LEVELS, 1)
        grid.setRowStretch(3 + LEVELS, 1)
        return grid

    def hideEvent(self, event: QHideEvent) -> None:
        """A question that still waits would come when there is nobody left to answer it."""
        self._still.stop()
        super().hideEvent(event)

    # --- edits ---------------------------------------------------------------------------------------------------

    def draft(self) -> Rubric:
        """The rubric as it was typed. Trouble where it is not fit."""
        after = replace(self.now, criteria=tuple(self.drafts))
        return self.now if after == self.now else replace(after, version=self.now.version + 1)

    def _list_criteria(self) -> None:
        self.criteria.blockSignals(True)
        self.criteria.clear()
        self.criteria.addItems([f"{criterion.name()}   {criterion.weight}" for criterion in self.drafts])
        self.criteria.setCurrentRow(self.row)
        self.criteria.blockSignals(False)
        self.remove.setEnabled(len(self.drafts) > 1)

    def _choose_criterion(self, row: int) -> None:
        self.row = row
        if row < 0:
            return
        chosen = self.drafts[row]
        self._filling = True
        for lang, field in self.names.items():
            field.setText(chosen.names.get(lang, ""))
        for (level, lang), anchor in self.anchors.items():
            anchor.setPlainText(chosen.anchors[level].get(lang, ""))
        self.weight.setValue(chosen.weight)
        self._filling = False
        self._still.start()

    def _take_edit(self, *_: object) -> None:
        """Takes what stands in the fields, and asks what it would change once the typing rests."""
        if not self._filling and 0 <= self.row < len(self.drafts):
            key = self.drafts[self.row].key
            names = {lang: field.text().strip() for lang, field in self.names.items() if field.text().strip()}
            anchors = tuple(
                {lang: text for lang in LANGUAGES if (text := typed(self.anchors[level, lang]))}
                for level in range(LEVELS)
            )
            self.drafts[self.row] = Criterion(key, names, self.weight.value(), anchors)
            self.criteria.item(self.row).setText(f"{self.drafts[self.row].name()}   {self.weight.value()}")
        self._still.start()

    def _start_from(self, row: int) -> None:
        """Puts the criteria of an earlier version in the fields; keeping them makes them the next version."""
        self.drafts = list(self.versions[row].criteria)
        self.row = 0
        self._list_criteria()
        self._choose_criterion(0)

    def _add_criterion(self) -> None:
        title = tr("New criterion")
        known = [key for one in self.versions for key in one.keys]
        key = fresh_key(title, [criterion.key for criterion in self.drafts] + known)
        template = rubrics.load()["standing"]
        self.drafts.append(Criterion(key, dict.fromkeys(LANGUAGES, title), template.weight, template.anchors))
        self.row = len(self.drafts) - 1
        self._list_criteria()
        self._choose_criterion(self.row)
        self.names["en"].setFocus()
        self.names["en"].selectAll()

    def _remove_criterion(self) -> None:
        if len(self.drafts) > 1:
            del self.drafts[self.row]
            self.row = min(self.row, len(self.drafts) - 1)
            self._list_criteria()
            self._choose_criterion(self.row)

    # --- effect --------------------------------------------------------------------------------------------------

    def ask_effect(self) -> None:
        """Asks what the draft would change in the campaign, or says why it is not fit."""
        new = self._check_draft()
        if new is None:
            return
        self.session.ask_latest("rubric effect", actions.rubrics.rubric_effect, self.campaign, new).then(
            self._show_effect
        )

    def _show_effect(self, effect: Effect) -> None:
        if effect.changes:
            more = len(effect.changes) - 1
            self.effect.setText(effect.words() + " " + effect.changes[0] + (f" (+{more})" if more else ""))
        else:
            self.effect.setText(tr("Nothing is changed yet."))
        self.keep.setEnabled(bool(effect.changes))

    def _check_draft(self) -> Rubric | None:
        try:
            new = self.draft()
        except Trouble as trouble:
            self.fault.setText(trouble.what)
            self.keep.setEnabled(False)
            return None
        self.fault.clear()
        return new

    def _save_draft(self) -> None:
        new = self._check_draft()
        if new is not None:
            self.session.act(actions.rubrics.save_rubric, self.campaign, new)
            self.accept()


def version_words(version: Rubric, in_force: bool) -> str:
    """``Version 3, in force``."""
    words = tr("Version {version}", version=version.version)
    return f"{words}, {tr('in force')}" if in_force else words


def typed(field: QPlainTextEdit) -> str:
    """What stands in a field, on one line. Qt's plain text would make common spaces of French no-break ones."""
    return field.document().toRawText().replace("\u2029", " ").strip(" ")


def fresh_key(title: str, taken: list[str]) -> str:
    """A key for a new criterion, made of its title, that no criterion ever had here."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "criterion"
    return next(key for n in range(1, 1000) if (key := f"{stem}_{n}") not in taken)
