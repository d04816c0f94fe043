"""Actions on the rubric: keep a next version, and say beforehand what it would change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.actions import building, rules
from core.actions.changed import Changed, changed
from core.i18n import decimal, tr, trn
from core.model import HUNDREDTHS
from core.ranking.selection import invited
from core.stature import rubric as rubrics
from core.stature.assessment import level_table
from core.stature.credibility import credibility, moved
from core.stature.rubric import Rubric
from core.workspace import assessments, campaigns, columns
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Effect:
    """What another rubric would change: its differences in words, how many candidates' credibility moves and by up
    to how many points, and the ids of those who would come into the list and leave it."""

    changes: Sequence[str]
    moves: int
    points: float
    enter: Sequence[int]
    leave: Sequence[int]

    def words(self) -> str:
        """The effect in a sentence."""
        if not self.moves:
            return tr("Nobody’s credibility moves.")
        moves = trn(
            "Moves the credibility of {n} candidate by up to {points} points.",
            "Moves the credibility of {n} candidates by up to {points} points.",
            self.moves,
            points=decimal(self.points),
        )
        if not self.enter:
            return moves + " " + tr("The list stays the same.")
        return moves + " " + trn("{n} name on the list changes.", "{n} names on the list change.", len(self.enter))


def in_force(workspace: Workspace) -> Rubric:
    """The rubric that levels are given by now."""
    return building.rubric_in_force(workspace)


def versions(workspace: Workspace) -> list[Rubric]:
    """Every version there has been, the newest first; the one that comes with the program last."""
    saved = [rubrics.from_json(text, name) for name, _, text in assessments.rubrics(workspace)]
    return [*saved, rubrics.load()]


def effect(workspace: Workspace, campaign: int, new: Rubric) -> Effect:
    """What a rubric would change in a campaign; nothing of it is kept."""
    asked, old = campaigns.campaign(workspace, campaign), building.rubric_in_force(workspace)
    person = building.people_of(workspace, campaign).person
    keys = tuple(dict.fromkeys((*old.keys, *new.keys)))
    levels = level_table(person, columns.level_columns(workspace, campaign), keys, asked.market)
    scores = building.scores_of(workspace, asked)
    step = np.abs(moved(levels, old, new))
    kept = rules.of(building.build(workspace, campaign))
    axes = [credibility(levels, rubric) for rubric in (old, new)]
    people = [building.candidates(workspace, asked, scores, axis) for axis in axes]
    held = [set(invited(each, asked.seats, asked.weight, kept).tolist()) for each in people]
    return Effect(
        [change.words() for change in rubrics.difference(old, new)],
        int(np.count_nonzero(step)),
        int(step.max(initial=0)) / HUNDREDTHS,
        person[sorted(held[1] - held[0])].tolist(),
        person[sorted(held[0] - held[1])].tolist(),
    )


def save(workspace: Workspace, new: Rubric) -> Changed:
    """Keeps a rubric as the next version, which counts from now on; one that says nothing new leaves no trace."""
    old = building.rubric_in_force(workspace)
    name = tr("Rubric")
    if rubrics.difference(old, new) or old.name != new.name or old.keys != new.keys:
        with workspace.step(name, "stature"):
            assessments.save_rubric(workspace, new.name, json.loads(rubrics.to_json(new)))
    return changed(name, "stature")
