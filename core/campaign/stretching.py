"""Changing a campaign's settings, and measuring by which scales both its sides part people alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from core.campaign import actions, build, tables
from core.campaign.choices.stretch import asks_stretch, with_stretch
from core.campaign.ranked import rank_board
from core.errors import Trouble
from core.i18n import tr
from core.model import Campaign, CampaignValues
from core.ranking.stretch import Stretch, find_stretch
from core.workspace.changed import Changed
from core.workspace.store import Workspace


def change_settings(workspace: Workspace, campaign: int, **values: Unpack[CampaignValues]) -> Changed:
    """``actions.change_campaign``; a stretch that is asked for is measured on the list those settings make."""
    asked = replace(tables.campaign(workspace, campaign), **values)
    if asks_stretch(asked.rules):
        values["rules"] = with_stretch(asked.rules, measure_stretch(workspace, asked))
    return actions.change_campaign(workspace, campaign, **values)


def measure_asked(workspace: Workspace, campaign: int) -> None:
    """Measures the stretch of a campaign that asks for one; part of the step it is called in."""
    asked = tables.campaign(workspace, campaign)
    if asks_stretch(asked.rules):
        rules = with_stretch(asked.rules, measure_stretch(workspace, asked))
        with workspace.step(tr("Campaign settings"), "campaign"):
            tables.change_campaign(workspace, campaign, rules=rules)


def measure_stretch(workspace: Workspace, campaign: Campaign) -> Stretch:
    """The scales by which both sides part those who can be in alike, around the medians of those who compete.

    Trouble where one side does not part them at all.
    """
    board = build.build_board_with(workspace, replace(campaign, rules=with_stretch(campaign.rules, None)))
    medians = board.stand_ins
    found = find_stretch(rank_board(board).spread, (medians.score.value, medians.credibility.value))
    if found is None:
        raise Trouble(
            tr("Among those who can be in, one side is the same for all: it cannot be stretched."),
            campaign.name,
            tr("Assess some candidates first, or leave the sides as they are."),
        )
    return found
