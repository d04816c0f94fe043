"""Gathers the dossier of one candidate: score and its parts, levels, evidence, history, source rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.actions import building
from core.actions.dossier import CriterionRow, Dossier, ScorePart, Series, SourceRow
from core.importing.traces import trace
from core.model import HUNDREDTHS, Assessment, Campaign, Evidence, IntArray
from core.scoring import model as models
from core.scoring.explain import part_name, parts
from core.scoring.history import history
from core.scoring.score import Scores
from core.scoring.smoothing import pause_cost
from core.stature.assessment import combine
from core.stature.credibility import credibility
from core.stature.rubric import Rubric
from core.workspace import assessments, campaigns, people
from core.workspace.store import Workspace

FAR_APART = 2


def dossier(workspace: Workspace, campaign: int, person: int, assessor: str = "") -> Dossier:
    """All that is held on one candidate of a campaign. KeyError for somebody who is none."""
    asked = campaigns.campaign(workspace, campaign)
    place = _place(workspace, campaign, person)
    scores, rubric = building.scores_of(workspace, asked), building.rubric_in_force(workspace)
    given, pieces = assessments.assessments(workspace, person), assessments.evidence(workspace, person)
    levels = combine(given)
    side = credibility({key: np.array([levels.get((person, key), np.nan)]) for key in rubric.keys}, rubric)
    known, half_life = bool(scores.known[place]), half_life_of(asked)
    return Dossier(
        person=people.person(workspace, person),
        score=_points(scores.score, place) if known else None,
        score_low=_points(scores.low, place),
        score_high=_points(scores.high, place),
        credibility=_points(side.value, 0) if side.known[0] else None,
        credibility_low=_points(side.low, 0),
        credibility_high=_points(side.high, 0),
        speed=_points(scores.speed, place) if known else None,
        cruise=_points(scores.cruise, place) if known else None,
        age_days=int(scores.age_days[place]) if scores.age_days[place] >= 0 else None,
        pause_cost=float(pause_cost(scores.score[[place]] / HUNDREDTHS, half_life)[0]) if known else None,
        components={
            name: _points(values, place) if values[place] >= 0 else None for name, values in scores.components.items()
        },
        parts=_parts(scores, place, asked),
        criteria=[_criterion(person, key, rubric, levels, given, pieces, assessor) for key in rubric.keys],
        evidence=pieces,
        history=_series(workspace, asked, person, half_life),
        sources=[SourceRow(found.file, found.row, found.cells) for found in trace(workspace, person)],
        flags=[flag for flag, bearers in scores.flags.items() if bearers[place]],
    )


def half_life_of(campaign: Campaign) -> float:
    """The half-life in force, in days."""
    return campaign.half_life or models.load(campaign.score_model).half_life


def _place(workspace: Workspace, campaign: int, person: int) -> int:
    ids = building.people_of(workspace, campaign).person
    place = int(np.searchsorted(ids, person))
    if place >= len(ids) or ids[place] != person:
        raise KeyError(person)
    return place


def _points(hundredths: IntArray, place: int) -> float:
    return int(hundredths[place]) / HUNDREDTHS


def _parts(scores: Scores, place: int, campaign: Campaign) -> list[ScorePart]:
    found = parts(scores, place, models.load(campaign.score_model))
    return [ScorePart(part_name(part.key), part.points / HUNDREDTHS, part.words) for part in found]


def _criterion(
    person: int,
    key: str,
    rubric: Rubric,
    levels: dict[tuple[int, str], float],
    given: Sequence[Assessment],
    pieces: Sequence[Evidence],
    assessor: str,
) -> CriterionRow:
    criterion, level = rubric[key], levels.get((person, key))
    latest = {a.assessor: a for a in given if a.criterion == key}
    stated = [a.level for a in latest.values() if a.level is not None]
    own = latest.get(assessor)
    supporting = sum(piece.criterion == key for piece in pieces)
    notes = [a.note for a in reversed(list(latest.values())) if a.note]
    return CriterionRow(
        key=key,
        name=criterion.name(),
        anchors=[criterion.anchor(number) for number in range(len(criterion.anchors))],
        level=level,
        own_level=own.level if own else None,
        note=own.note if own and own.note else next(iter(notes), ""),
        evidence=supporting,
        unsupported=level is not None and level >= building.HIGH_LEVEL and not supporting,
        review=len(stated) > 1 and max(stated) - min(stated) >= FAR_APART,
    )


def _series(workspace: Workspace, campaign: Campaign, person: int, half_life: float) -> Series:
    seen = building.observations_of_person(workspace, person)
    past = history(seen, 0, models.load(campaign.score_model), half_life=half_life)
    lines = {"audience": past.audience, "reactions": past.reactions, "speed": past.speed, "cruise": past.cruise}
    return Series(past.day.tolist(), {name: values.tolist() for name, values in lines.items()})
