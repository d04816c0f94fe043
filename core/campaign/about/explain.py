"""Explains one candidate in words: the score part by part, what was left out of it, and where the candidate stands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.campaign import build, online, ranked, score_models, tables
from core.campaign.about.similar import similar_accounts
from core.campaign.ranked import Ranked
from core.errors import Trouble
from core.i18n import day as day_words
from core.i18n import decimal, percent, tr
from core.model import HUNDREDTHS, WEIGHT_PARTS, Campaign, to_date
from core.scoring import tables as scoring_tables
from core.scoring.evidence import evidence_words
from core.scoring.explain import in_words
from core.scoring.flags import flag_words
from core.scoring.smoothing import pause_cost
from core.workspace.store import Workspace


def explain_candidate(workspace: Workspace, campaign: int, person: int) -> str:
    """One candidate's score in words, part by part, and where they stand; one line a thing."""
    asked = tables.campaign(workspace, campaign)
    board = build.build_board(workspace, campaign)
    place = int(np.searchsorted(board.person, person))
    if place >= len(board) or board.person[place] != person:
        raise Trouble(tr("This person is no candidate of the campaign."), asked.name, tr("Choose another campaign."))
    scores, (model, _) = online.scores_of(workspace, asked), score_models.in_force(workspace, asked)
    lines = [board.name.take([place])[0], in_words(scores, place, model)]
    lines += _list_cautions(workspace, asked, place, person)
    lines += _other_scores(workspace, asked, place)
    lines += similar_accounts(workspace, campaign, person)
    return "\n".join([*lines, *_describe_standing(ranked.rank_board(board), place)])


def _list_cautions(workspace: Workspace, campaign: Campaign, place: int, person: int) -> Iterator[str]:
    """What a pause would cost, what was left out, and what deserves a second look."""
    scores, (_, half_life) = online.scores_of(workspace, campaign), score_models.in_force(workspace, campaign)
    if scores.known[place] and scores.score[place] > 0:
        cost = float(pause_cost(scores.score[[place]] / HUNDREDTHS, half_life)[0])
        yield tr(
            "A four-week pause would cost {points} points (half-life {days} days).",
            points=decimal(cost, 2),
            days=decimal(half_life, 0 if half_life == round(half_life) else 1),
        )
    for away in scoring_tables.absences(workspace, person):
        days = [day_words(to_date(day), "medium") for day in (away.first, away.last)]
        yield tr("Absent from {first} to {last}: left out of the score.", first=days[0], last=days[1])
    outages = online.outage_days(workspace, campaign, place).tolist()
    for flag, bearers in scores.flags.items():
        if bearers[place]:
            yield flag_words(flag, outages)
    evidence = online.evidence_at(workspace, campaign, place)
    yield from map(evidence_words, evidence)
    if evidence:
        left = int(online.scores_without_flagged(workspace, campaign).score[place])
        yield tr("Without what is flagged the score would be {score}.", score=decimal(left / HUNDREDTHS, 2))


def _other_scores(workspace: Workspace, campaign: Campaign, place: int) -> Iterator[str]:
    """What other tools say of the candidate."""
    for name, (values, top) in online.external_of(workspace, campaign).items():
        if 0 < values[place] <= top:
            yield tr("{name}: {value} of {top}.", name=name, value=decimal(values[place], 1), top=decimal(top, 0))


def _describe_standing(now: Ranked, place: int) -> Iterator[str]:
    spans = ", ".join(f"{percent(a * 100, 1)} – {percent(b * 100, 1)}" for a, b in now.stability.intervals(place))
    yield tr(
        "Rank {rank} of {count}, total {total}.",
        rank=int(now.live.rank_of([place])[0]) or "–",
        count=len(now.board),
        total=decimal(now.live.totals_of([place])[0] / (HUNDREDTHS * WEIGHT_PARTS), 2),
    )
    yield tr("In for these weights: {spans}.", spans=spans or "–")
