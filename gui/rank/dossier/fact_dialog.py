"""The form for a number that stands for a level, such as years in office or an h-index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from core.campaign.dossier import CriterionRow
from core.i18n import integer, tr
from core.stature.evidence import Fact, facts, levels_from
from gui.parts.controls import INK, label
from gui.parts.days import day_typed
from gui.parts.form import Form

MOST = 10_000


class FactDialog(Form):
    """``fact``, ``value``, ``where`` and ``when`` are what was typed; below stands the level that comes of it."""

    def __init__(self, parent: QWidget, name: str, criteria: Sequence[CriterionRow]) -> None:
        text = tr("The number gives the level by declared thresholds, and is kept as evidence.")
        super().__init__("fact_dialog", tr("Level of {name} from a number", name=name), tr("Keep"), parent, text)
        self.criteria = {row.key: row for row in criteria}
        self._facts = {key: fact for key, fact in facts().items() if fact.criterion in self.criteria}
        choices = [(key, fact.name()) for key, fact in self._facts.items()]
        self.which = self.choice("fact_which", tr("What"), choices, choices[0][0] if choices else "")
        self.value = self.number("fact_value", tr("Number"), 0, 0, MOST)
        self.where = self.line("fact_where", tr("Where"), hint=tr("publisher, directory, page"))
        self.when = self.day("fact_day", tr("Date"), None)
        self.gives = label("fact_gives", role=INK, wrap=True)
        self.fields.addRow("", self.gives)
        self.which.currentIndexChanged.connect(self._show_level)
        self.value.valueChanged.connect(self._show_level)
        self.agree.setEnabled(bool(choices))
        self.value.selectAll()
        self._show_level()

    @property
    def fact(self) -> Fact | None:
        """The fact chosen; None where the rubric has none of their criteria."""
        return self._facts.get(self.which.currentData())

    def check(self) -> None:
        with self.about(self.when):
            day_typed(self.when.text())

    def _show_level(self) -> None:
        fact = self.fact
        if fact is None:
            return
        level = int(levels_from(np.array([float(self.value.value())]), fact.cuts)[0])
        row = self.criteria[fact.criterion]
        cuts = " · ".join(integer(int(cut)) for cut in fact.cuts)
        self.gives.setText(
            tr("{criterion}: level {level} (thresholds {cuts})", criterion=row.name, level=level, cuts=cuts)
            + f"\n{row.anchors[level]}"
        )
