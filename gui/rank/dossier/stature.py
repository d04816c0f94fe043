"""The Stature tab: four criteria with their levels, notes and anchors, set by mouse or by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign.dossier import CriterionRow, Dossier
from core.i18n import decimal, percent, tr, trn
from core.stature.notes import warnings
from gui.parts import theme
from gui.parts.controls import INK, QUIET, WORSE, Button, Elided, Link, label, small
from gui.parts.days import age_words, today
from gui.parts.level_bar import LevelBar
from gui.parts.named import named
from gui.parts.note_line import NoteLine
from gui.parts.plain import plain_tip
from gui.parts.theme import BODY, MEDIUM, SMALL, STRONG

MOST_HEIGHT_PX = 330
"""The dossier asks for no more room than that; beyond, it scrolls."""


class Criterion(QWidget):
    """One criterion: its name and note on the left, its level on the right."""

    def __init__(self, row: CriterionRow) -> None:
        super().__init__()
        key = row.key
        self.setObjectName(f"criterion_{key}")
        self.setAccessibleName(row.name)
        self.key = key
        self.bar = LevelBar(f"level_{key}", row.name, row.anchors, self)
        self.setFocusProxy(self.bar)
        self.name = label(f"name_{key}", row.name)
        self.doubt = Elided(f"doubt_{key}", SMALL, role=WORSE)
        self.note = NoteLine(f"note_{key}", row.name, self)
        self.words = label(f"words_{key}", weight=STRONG)
        self.words.setMinimumWidth(round(theme.scaled(self, 64)))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.doubt, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addLayout(head, 0, 0)
        grid.addWidget(self.note, 1, 0)
        grid.addWidget(self.bar, 0, 1, 2, 1)
        grid.addWidget(self.words, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)

    def show_row(self, row: CriterionRow) -> None:
        """Shows what is held on the criterion now."""
        self.bar.show_level(row.level, row.own_level)
        self.note.show_note(row.note)
        self.words.setText(tr("hidden") if row.hidden else self.bar.words())
        self.words.setForegroundRole(QUIET if row.level is None else INK)
        self.words.setToolTip("" if row.raw is None else plain_tip(given_words(row.raw)))
        self.doubt.setText(doubt_words(row))
        self.doubt.setForegroundRole(WORSE if (row.review or row.unsupported) else QUIET)
        self.doubt.setVisible(bool(self.doubt.text()))


def doubt_words(row: CriterionRow) -> str:
    """What the reader should beware of, in two or three words."""
    if row.hidden:
        return trn("{n} other has rated: shown once you have", "{n} others have rated: shown once you have", row.hidden)
    if row.review:
        return tr("assessors differ — review")
    if row.unsupported:
        return tr("no evidence")
    if row.raw is not None:
        return given_words(row.raw)
    return tr("for this market only") if row.market else ""


def given_words(raw: float) -> str:
    """The level as it was given, before it was corrected."""
    return tr("given as {level}", level=decimal(raw, 0 if raw.is_integer() else 1))


def credibility_words(dossier: Dossier) -> str:
    """Credibility with its bounds, how much of it is known, and how old it is; nothing while a part is hidden."""
    if dossier.credibility is None or any(row.hidden for row in dossier.criteria):
        return ""
    parts = [tr("credibility {value}", value=decimal(dossier.credibility))]
    if dossier.credibility_low != dossier.credibility_high:
        low, high = decimal(dossier.credibility_low), decimal(dossier.credibility_high)
        parts.append(tr("between {low} and {high}", low=low, high=high))
        parts.append(tr("{share} of the criteria known, by weight", share=percent(dossier.coverage)))
    if any(row.raw is not None for row in dossier.criteria):
        parts.append(tr("corrected for how strict assessors are"))
    if dossier.stated is not None:
        parts.append(tr("newest level {age}", age=age_words((today() - dossier.stated).days)))
    return " · ".join(parts)


class Anchors(QWidget):
    """What the five levels of one criterion mean, the present one set off."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("anchors")
        self.setAccessibleName(tr("What the levels mean"))
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 4, 0, 0)
        self._lines.setSpacing(1)
        self._labels = [small(f"anchor_{level}", wrap=True) for level in range(5)]
        for line in self._labels:
            self._lines.addWidget(line)
        self.hide()

    def show_anchors(self, anchors: Sequence[str], level: float | None) -> None:
        """Shows the anchors of one criterion."""
        for number, (line, text) in enumerate(zip(self._labels, anchors, strict=True)):
            here = level is not None and round(level) == number
            line.setText(f"{number}   {text}")
            line.setForegroundRole(INK if here else QUIET)
            theme.dress(line, SMALL, MEDIUM if here else theme.REGULAR)


class StatureTab(QWidget):
    """Shows and asks only: ``level_set`` (criterion, level or None), ``note_written`` (criterion, text),
    ``evidence_wanted`` (criterion or ""), ``why_wanted``, ``others_wanted`` (bool: whether what other assessors said
    is shown before the reader has rated), ``name_wanted`` (a reader without a name wants to assess blind)."""

    level_set = Signal(str, object)
    note_written = Signal(str, str)
    evidence_wanted = Signal(str)
    why_wanted = Signal()
    others_wanted = Signal(bool)
    name_wanted = Signal()

    def __init__(self, others_shown: bool) -> None:
        super().__init__()
        self.setObjectName("stature_tab")
        self.setAccessibleName(tr("Stature"))
        self.rows: dict[str, Criterion] = {}
        self._shown: Sequence[CriterionRow] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.credibility = small("dossier_credibility", wrap=True)
        self.anchors = Anchors()
        self.warning = small("note_warning", role=WORSE, wrap=True)
        self.warning.hide()
        self.add = Button("add_evidence", tr("Add evidence…"), "primary")
        self.why, self.name = Link("why_link"), Link("name_link")
        for link in (self.why, self.name):
            theme.dress(link, BODY, STRONG)
        self.others = named(QCheckBox(tr("Show what the others said")), "show_others")
        self.others.setAccessibleName(self.others.text())
        self.others.setToolTip(plain_tip(tr("Where you have not rated yet, their levels and notes are hidden.")))
        self.others.setChecked(others_shown)
        self.others.hide()
        self.others.toggled.connect(self.others_wanted)
        self.name.setText(tr("Assess blind…"))
        self.name.setAccessibleName(self.name.text())
        self.name.setToolTip(plain_tip(tr("With your name, what others said is hidden until you have rated.")))
        self.name.hide()
        self.name.clicked.connect(self.name_wanted)
        self.add.setAccessibleName(tr("Add evidence…"))
        self.add.clicked.connect(lambda: self.evidence_wanted.emit(self._focused_key()))
        self.why.clicked.connect(self.why_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        self.criteria = inner = named(QWidget(), "criteria")
        inner.setAccessibleName(tr("Criteria"))
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 4, 6, 0)
        body.setSpacing(4)
        body.addWidget(self.credibility)
        body.addLayout(self._list)
        body.addWidget(self.anchors)
        body.addWidget(self.warning)
        body.addStretch()
        self.area = named(QScrollArea(), "stature_scroll")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("Criteria"))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(18)
        buttons.addWidget(self.add)
        buttons.addWidget(self.why)
        buttons.addStretch()
        buttons.addWidget(self.others)
        buttons.addWidget(self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the criteria of a candidate."""
        if [row.key for row in dossier.criteria] != list(self.rows):
            self._make_rows(dossier.criteria)
        for row in dossier.criteria:
            self.rows[row.key].show_row(row)
        self._shown = dossier.criteria
        self.credibility.setText(credibility_words(dossier))
        self.credibility.setVisible(bool(self.credibility.text()))
        self._show_anchors()
        self._show_warnings()

    def show_shared(self, shared: bool, named: bool) -> None:
        """Where others have rated too: the choice to see what they said, or, without a name, the way to blindness."""
        self.others.setVisible(shared and named)
        self.name.setVisible(shared and not named)

    def show_why(self, rank: int) -> None:
        """The rank of the one this candidate may be compared with; 0 for none."""
        self.why.setText(tr("Why above rank {rank}?", rank=rank))
        self.why.setAccessibleName(self.why.text())
        self.why.setVisible(rank > 0)

    def finish_notes(self) -> None:
        """Hands over a note that is being written."""
        for row in self.rows.values():
            row.note.finish()

    def start(self) -> None:
        """Puts the keyboard on the first criterion nobody has given a level yet, else on the first."""
        unknown = next((row.key for row in self._shown if row.own_level is None and row.level is None), None)
        if self.rows:
            self.rows[unknown or next(iter(self.rows))].bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_rows(self, criteria: Sequence[CriterionRow]) -> None:
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {row.key: Criterion(row) for row in criteria}
        for key, made in self.rows.items():
            self._list.addWidget(made)
            made.bar.chosen.connect(lambda level, key=key: self.level_set.emit(key, level))
            made.bar.asked.connect(lambda what, key=key: self._answer_key(key, what))
            made.bar.focused.connect(self._show_anchors)
            made.note.written.connect(lambda text, key=key: self.note_written.emit(key, text))

    def _answer_key(self, key: str, what: str) -> None:
        if what == "n":
            self.rows[key].note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rows[key].note.selectAll()
        elif what == "e":
            self.evidence_wanted.emit(key)
        else:
            keys = list(self.rows)
            place = keys.index(key) + (1 if what == "down" else -1)
            self.rows[keys[max(0, min(place, len(keys) - 1))]].bar.setFocus(Qt.FocusReason.TabFocusReason)

    def _focused_key(self) -> str:
        focused = (key for key, row in self.rows.items() if row.bar.hasFocus() or row.note.hasFocus())
        return next(focused, "")

    def _show_anchors(self, by_keyboard: bool = True) -> None:
        """The anchors come up for the keyboard only: under the mouse nothing moves, its tooltips say the same."""
        row = next((row for row in self._shown if row.key == self._focused_key()), None)
        if row is not None and by_keyboard:
            self.anchors.show_anchors(row.anchors, row.level)
            self.anchors.show()
            # Only after its own layout has run does the list know its height.
            QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """The dossier grows as far as the anchors need; the map above gives way."""
        wanted = self.criteria.sizeHint().height()
        self.area.setMinimumHeight(min(wanted, round(theme.scaled(self, MOST_HEIGHT_PX))))

    def _show_warnings(self) -> None:
        found = [warned for row in self._shown for warned in warnings(row.note)]
        self.warning.setText("\n".join(warned.words() for warned in found[:2]))
        self.warning.setVisible(bool(found))
