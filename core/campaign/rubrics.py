"""Actions on the rubric: keep a next version, and say beforehand what it would change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.campaign import build, online, rules, tables
from core.i18n import decimal, tr, trn
from core.model import HUNDREDTHS
from core.ranking.selection import invited
from core.stature import actions as stature
from core.stature import rubric as rubrics
from core.stature import tables as stature_tables
from core.stature.assessment import level_table
from core.stature.counted import counted_levels
from core.stature.credibility import credibility, moved
from core.stature.rubric import Rubric
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

NAMED = 5
"""So many of those who come in or drop out are named."""


@dataclass(frozen=True)
class Effect:
    """What another rubric would change: its differences in words, how many candidates' credibility moves and by up
    to how many points, how many would have none any more, and who would come into the list and leave it, by id and
    by name."""

    changes: Sequence[str]
    moves: int
    points: float
    lost: int
    enter: Sequence[int]
    leave: Sequence[int]
    names: tuple[Sequence[str], Sequence[str]]

    def words(self) -> str:
        """The effect in a few sentences."""
        if not (self.moves or self.lost):
            return tr("Nobody’s credibility moves.")
        said = [] if not self.moves else [self._say_moves()]
        if self.lost:
            said.append(
                trn("{n} candidate is no longer assessed.", "{n} candidates are no longer assessed.", self.lost)
            )
        said += self._say_list() if self.enter or self.leave else [tr("The list stays the same.")]
        return " ".join(said)

    def _say_moves(self) -> str:
        return trn(
            "Moves the credibility of {n} candidate by up to {points} points.",
            "Moves the credibility of {n} candidates by up to {points} points.",
            self.moves,
            points=decimal(self.points),
        )

    def _say_list(self) -> list[str]:
        changed = max(len(self.enter), len(self.leave))
        said = [trn("{n} name on the list changes.", "{n} names on the list change.", changed)]
        came, went = self.names
        if came:
            said.append(tr("Comes in: {names}.", names=_name_some(came)))
        if went:
            said.append(tr("Drops out: {names}.", names=_name_some(went)))
        return said


def _name_some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (" " + trn("and {n} more", "and {n} more", more) if more > 0 else "")


def rubric_versions(workspace: Workspace, campaign: int) -> list[Rubric]:
    """Every version there has been: the one by which the campaign assesses first, then the others, the newest first;
    the one that comes with the program last."""
    now = stature.rubric_of(workspace, tables.campaign(workspace, campaign))
    saved = [rubrics.from_json(text, name) for name, text in stature_tables.rubrics(workspace)]
    return [now, *(each for each in (*saved, rubrics.load()) if each != now)]


def rubric_effect(workspace: Workspace, campaign: int, new: Rubric) -> Effect:
    """What a rubric would change in a campaign; nothing of it is kept."""
    asked = tables.campaign(workspace, campaign)
    old = stature.rubric_of(workspace, asked)
    person = online.people_of(workspace, campaign).person
    keys = tuple(dict.fromkeys((*old.keys, *new.keys)))
    levels = level_table(person, counted_levels(workspace, asked), keys, asked.market)
    scores = online.scores_of(workspace, asked)
    step = np.abs(moved(levels, old, new))
    kept = rules.rules_of(build.build_board(workspace, campaign))
    before, after = credibility(levels, old), credibility(levels, new)
    sides = [build.candidates_of(workspace, asked, scores, side) for side in (before, after)]
    was, will = (set(invited(each, asked.seats, asked.weight, kept).tolist()) for each in sides)
    enter, leave = sorted(will - was), sorted(was - will)
    name = online.people_of(workspace, campaign).name
    return Effect(
        [change.words() for change in rubrics.difference(old, new)],
        int(np.count_nonzero(step)),
        int(step.max(initial=0)) / HUNDREDTHS,
        int(np.count_nonzero(before.known & ~after.known)),
        person[enter].tolist(),
        person[leave].tolist(),
        (name.take(enter), name.take(leave)),
    )


def save_rubric(workspace: Workspace, campaign: int, new: Rubric) -> Changed:
    """Keeps a rubric as the next version, by which this campaign assesses from now on, and the others by theirs; one
    that says nothing new leaves no trace."""
    now, name = stature.rubric_of(workspace, tables.campaign(workspace, campaign)), tr("Rubric")
    if (now.name, now.criteria) != (new.name, new.criteria):
        with workspace.step(name, "stature", "campaign"):
            number = stature_tables.save_rubric(workspace, new.name, json.loads(rubrics.to_json(new)))
            tables.change_campaign(workspace, campaign, rubric=number)
    return changed(name, "stature", "campaign")
