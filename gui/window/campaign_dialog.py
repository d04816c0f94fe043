"""A campaign's form: its name, day, place, market, seats, cut-off, and the rules of its ranking."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import tr
from core.model import Campaign, CampaignValues
from gui.parts.days import day_typed
from gui.parts.form import Form

NO_CUTOFF = -1


class CampaignDialog(Form):
    """``values()`` are the fields of a Campaign as they were typed."""

    def __init__(self, parent: QWidget, shown: Campaign, new: bool = False) -> None:
        title = tr("New campaign") if new else tr("Campaign settings")
        super().__init__("campaign_dialog", title, tr("Create") if new else tr("Keep"), parent)
        self.name = self.line("campaign_name", tr("Name"), shown.name, tr("Autumn preview"))
        self.when = self.day("campaign_day", tr("Day"), shown.day)
        self.place = self.line("campaign_place", tr("Place"), shown.place)
        self.market = self.line("campaign_market", tr("Market"), shown.market, tr("blank: every market"))
        self.seats = self.number("campaign_seats", tr("Seats"), shown.seats, 0, 1_000_000)
        self.cutoff = self.number("campaign_cutoff", tr("Cut-off to compare with"), NO_CUTOFF, NO_CUTOFF, 100)
        self.cutoff.setSpecialValueText(tr("none"))
        self.cutoff.setValue(NO_CUTOFF if shown.cutoff is None else shown.cutoff)
        self.source = self.choice("campaign_source", tr("Score"), _sources(), shown.score_source)
        self.missing = self.choice("campaign_missing", tr("Where something is unknown"), _missing(), shown.missing)

    def values(self) -> CampaignValues:
        """What was typed, as ``core.campaign.actions.change_campaign`` takes it."""
        cutoff = self.cutoff.value()
        return {
            "name": self.name.text().strip(),
            "day": day_typed(self.when.text()),
            "place": self.place.text().strip(),
            "market": self.market.text().strip(),
            "seats": self.seats.value(),
            "cutoff": None if cutoff == NO_CUTOFF else cutoff,
            "score_source": self.source.currentData(),
            "missing": self.missing.currentData(),
        }

    def check(self) -> None:
        with self.about(self.name):
            if not self.name.text().strip():
                raise Trouble(tr("A campaign needs a name."), "", tr("Type one."))
        with self.about(self.when):
            day_typed(self.when.text())


def _sources() -> list[tuple[object, str]]:
    return [
        ("computed", tr("computed here")),
        ("external", tr("from another tool")),
        ("mixed", tr("the mean of both")),
    ]


def _missing() -> list[tuple[object, str]]:
    return [
        ("median", tr("the median stands in")),
        ("low", tr("the lowest possible value counts")),
        ("apart", tr("set the candidate apart")),
    ]
