"""A campaign's form: its name, day, place, market, seats, cut-off, and what its ranking makes of the unknown, of people
off line and of sides that part people unlike each other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.campaign.choices.absent import Absent, read_absent, with_absent
from core.campaign.choices.stretch import read_stretch, with_stretch, with_stretch_asked
from core.errors import Trouble
from core.i18n import decimal, percent, tr
from core.model import FULL, HUNDREDTHS, Campaign, CampaignValues
from core.ranking.stretch import Stretch
from gui.parts.days import day_typed
from gui.parts.form import Form

NO_CUTOFF = -1
AS_THEY_ARE, AS_MEASURED, MEASURED_NOW = "plain", "measured", "now"
"""What a campaign makes of sides that part people unlike each other."""


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
        self.source = self.choice("campaign_source", tr("Score"), _list_sources(), shown.score_source)
        self.missing = self.choice("campaign_missing", tr("Where something is unknown"), _list_missing(), shown.missing)
        self._rules = shown.rules
        absent, stretch = read_absent(shown.rules), read_stretch(shown.rules)
        self.absent = self.choice("campaign_absent", tr("People on no network by choice"), _absent(), absent.choice)
        self.absent_seats = self.number("campaign_absent_seats", tr("Seats for them"), absent.seats, 0, 1_000_000)
        self.absent.currentIndexChanged.connect(self._offer_seats)
        self._offer_seats()
        kept = AS_MEASURED if stretch else AS_THEY_ARE
        self.sides = self.choice("campaign_sides", tr("Score against credibility"), _sides(stretch), kept)
        self.sides.setEnabled(not new)  # measured on a list, which a new campaign does not have yet

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
            "rules": self._read_rules(),
        }

    def _read_rules(self) -> str:
        """The campaign's choices with what was chosen here; those made elsewhere stay."""
        seats = self.absent_seats.value() if self.absent.currentData() == "reserved" else 0
        rules = with_absent(self._rules, Absent(self.absent.currentData(), seats))
        if self.sides.currentData() == AS_THEY_ARE:
            return with_stretch(rules, None)
        return with_stretch_asked(rules) if self.sides.currentData() == MEASURED_NOW else rules

    def _offer_seats(self) -> None:
        """Seats are asked for only where some are reserved."""
        reserved = self.absent.currentData() == "reserved"
        self.absent_seats.setEnabled(reserved)
        if reserved and not self.absent_seats.value():
            self.absent_seats.setValue(1)

    def check(self) -> None:
        with self.about(self.name):
            if not self.name.text().strip():
                raise Trouble(tr("A campaign needs a name."), "", tr("Type one."))
        with self.about(self.when):
            day_typed(self.when.text())
        with self.about(self.absent_seats):
            self._read_rules()


def _list_sources() -> list[tuple[object, str]]:
    return [
        ("computed", tr("computed here")),
        ("external", tr("from another tool")),
        ("mixed", tr("the mean of both")),
    ]


def _list_missing() -> list[tuple[object, str]]:
    return [
        ("median", tr("the middle value of the others counts")),
        ("low", tr("the lowest possible value counts")),
        ("apart", tr("set the candidate apart")),
    ]


def _absent() -> list[tuple[object, str]]:
    return [
        ("neutral", tr("the score counts neither for nor against them")),
        ("zero", tr("their score is 0")),
        ("reserved", tr("seats of their own, by credibility alone")),
    ]


def _sides(stretch: Stretch | None) -> list[tuple[object, str]]:
    """What can be chosen; scales that were measured are said."""
    choices: list[tuple[object, str]] = [(AS_THEY_ARE, tr("as they are"))]
    if stretch is not None:
        side, scale = (
            (tr("credibility"), stretch.credibility)
            if stretch.credibility.parts < FULL
            else (tr("score"), stretch.score)
        )
        words = tr(
            "on one spread: {side} × {factor} around {centre}",
            side=side,
            factor=decimal(scale.parts / FULL, 4),
            centre=decimal(scale.centre / HUNDREDTHS, 2),
        )
        return [*choices, (AS_MEASURED, words), (MEASURED_NOW, tr("on one spread, measured anew"))]
    return [*choices, (MEASURED_NOW, tr("on one spread: {half} is an equal say", half=percent(50)))]
