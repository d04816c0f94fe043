"""How a campaign reads what files state: counts as running totals or not, and the scales of external scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from core.campaign.choices.metrics import Metrics
from core.i18n import decimal, tr
from core.scoring.running_totals import COUNTS, PERIOD, TOTAL
from gui.parts.form import Form
from gui.parts.named import named

RECOGNISED = ""
HIGHEST_TOP = 1e9
NAMES = {
    "posts": "Posts",
    "likes": "Likes",
    "comments": "Comments",
    "shares": "Shares",
    "mentions": "Mentions",
    "views": "Views",
}
"""The counts as files head them; each is translated where it is shown."""


class MetricsDialog(Form):
    """``metrics()`` is what was chosen. ``usual``: external score -> the top of its scale where nobody states one."""

    def __init__(self, parent: QWidget, held: Metrics, usual: Mapping[str, float]) -> None:
        text = tr("It holds for this campaign; the scores are computed anew, and undo brings the former ones back.")
        super().__init__("metrics_dialog", tr("Counts and scales"), tr("Keep"), parent, text)
        forms: list[tuple[object, str]] = [
            (RECOGNISED, tr("recognised by their history")),
            (TOTAL, tr("totals since the account began")),
            (PERIOD, tr("of the period alone")),
        ]
        self.counts = {
            name: self.choice(f"metrics_{name}", tr(NAMES[name]), forms, held.counts.get(name, RECOGNISED))
            for name in COUNTS
        }
        self.tops = {
            name: self._add_top(at, name, held.scales.get(name.casefold(), 0.0), top)
            for at, (name, top) in enumerate(sorted(usual.items()))
        }

        self.used = self._add_used(held.used, sorted(usual))

    def metrics(self) -> Metrics:
        """The counts and scales that are not left to themselves."""
        counts = {name: choice.currentData() for name, choice in self.counts.items() if choice.currentData()}
        scales = {name.casefold(): top.value() for name, top in self.tops.items() if top.value()}
        return Metrics(counts, scales, self.used.currentData() if self.used else "")

    def _add_used(self, held: str, names: Sequence[str]) -> QComboBox | None:
        """Which of several scores of other tools ranks; nothing to choose where there is one."""
        if len(names) < 2:
            return None
        ways: list[tuple[object, str]] = [("", tr("the one that most people have"))]
        ways += [(name.casefold(), name) for name in names]
        return self.choice("metrics_used", tr("Of several scores of other tools, a list goes by"), ways, held)

    def _add_top(self, at: int, name: str, stated: float, usual: float) -> QDoubleSpinBox:
        field = named(QDoubleSpinBox(), f"metrics_top_{at}")
        field.setRange(0, HIGHEST_TOP)
        field.setDecimals(2 if stated % 1 else 0)
        field.setSpecialValueText(tr("as its vendor has it: {top}", top=decimal(usual, 0)))
        field.setValue(stated)
        return self.add_field(field, tr("Top of the scale of {name}", name=name))
