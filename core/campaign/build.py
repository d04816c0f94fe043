"""Builds the board: the workspace's columns, scored, assessed, and set in or out of the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from core.campaign import column_tables, rules, score_models, tables
from core.campaign.board import NO_TEXTS, Board
from core.campaign.choices import absent
from core.campaign.choices.stretch import read_stretch
from core.campaign.choices.ties import settle_order, tie_order
from core.campaign.column_tables import PeopleColumns
from core.campaign.online import online_axis, people_of, scores_of
from core.folding import fold
from core.i18n import tr
from core.model import (
    APART,
    EXCLUDED,
    HUNDREDTHS,
    OUT_OF_MARKET,
    PINNED,
    RANKED,
    UNDATED,
    Axis,
    BoolArray,
    Campaign,
    Candidates,
    FloatArray,
    IntArray,
    LongArray,
    Progress,
    Texts,
    TieOrder,
    no_progress,
    to_date,
    to_day,
)
from core.ranking.stretch import stretch_sides
from core.ranking.total import ranks
from core.ranking.unknown import (
    StandIns,
    fill_absent,
    fill_unknown,
    gives_stand_in,
    reserve_seats,
    stand_in_of,
)
from core.scoring.score import Scores
from core.stature import tables as stature_tables
from core.stature.actions import rubric_of
from core.stature.credibility import credibility
from core.stature.evidence import NEEDS_EVIDENCE, is_unsupported
from core.stature.levels import levels_of, newest_days_of, widths_of
from core.stature.rubric import Rubric
from core.workspace.store import Workspace


def build_board(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Board:
    """The board of a campaign. Columns and scores are kept until what they come from changes."""
    return build_board_with(workspace, tables.campaign(workspace, campaign), progress)


def build_board_with(workspace: Workspace, asked: Campaign, progress: Progress = no_progress) -> Board:
    """The board of a campaign under choices that need not be those it has now, such as a frozen list's."""
    progress(0, 3, tr("Reading the candidates"))
    people = people_of(workspace, asked.id)
    progress(1, 3, tr("Computing the scores"))
    scores = scores_of(workspace, asked)
    progress(2, 3, tr("Ranking"))
    rubric = rubric_of(workspace, asked)
    board = _make_board(workspace, asked, people, scores, levels_of(workspace, asked, people.person, rubric), rubric)
    progress(3, 3, tr("Ranking"))
    return board


def candidates_of(workspace: Workspace, campaign: Campaign, scores: Scores, standing: Axis | None = None) -> Candidates:
    """Both sides of the ranking and who competes, for the scores given and the credibility given or in force."""
    people, rubric = people_of(workspace, campaign.id), rubric_of(workspace, campaign)
    offline = standing or _credibility_of(workspace, campaign, people, rubric)
    axis = online_axis(workspace, campaign, people, scores)
    return _make_candidates(workspace, campaign, people, axis, offline)[0]


def _credibility_of(workspace: Workspace, campaign: Campaign, people: PeopleColumns, rubric: Rubric) -> Axis:
    """The credibility of the candidates, its bounds as wide as what is unknown and as their assessors' doubts."""
    table = levels_of(workspace, campaign, people.person, rubric)
    return credibility(table, rubric, widths_of(workspace, campaign, people.person, rubric))


def _make_board(
    workspace: Workspace,
    campaign: Campaign,
    people: PeopleColumns,
    online: Scores,
    levels: dict[str, FloatArray],
    rubric: Rubric,
) -> Board:
    axis = online_axis(workspace, campaign, people, online)
    candidates, stand_ins = _make_candidates(
        workspace, campaign, people, axis, _credibility_of(workspace, campaign, people, rubric)
    )
    model, half_life = score_models.in_force(workspace, campaign)
    as_of = day_of(campaign, online)
    return Board(
        campaign=replace(campaign, as_of=as_of, half_life=half_life),
        person=people.person,
        key=people.key,
        name=people.name,
        market=people.market,
        country=people.country,
        organisation=people.organisation,
        candidates=candidates,
        audience=online.audience,
        speed=online.speed,
        cruise=online.cruise,
        components=online.components,
        levels={key: _to_hundredths(values) for key, values in levels.items()},
        age=online.age_days,
        stand_ins=stand_ins,
        criteria={criterion.key: criterion.names for criterion in rubric.criteria},
        weights={criterion.key: criterion.weight for criterion in rubric.criteria},
        stated=newest_days_of(workspace, campaign, people.person, rubric),
        rank_by_score=_rank_by_score(workspace, candidates),
        flags={
            **_bearers_by_flag(online.flags),
            **_find_unscored(candidates),
            **_find_unsupported(workspace, campaign.id, as_of, people, levels),
        },
        score_model=f"{model.name}#{model.hash}",
        rubric=f"{rubric.name} {rubric.version}",
        version=sum(workspace.revision.values()),
        language=people.language,
        type=_read_types(workspace, campaign, people.person),
        markets=people.markets,
        cost=people.cost,
        settled=people.settled,
        asked=campaign,
    )


def _rank_by_score(workspace: Workspace, candidates: Candidates) -> IntArray:
    """The ranks at weight 0, found anew only where a score or a state is another: a level given moves none of them."""
    seen = blake2b(candidates.score.value.tobytes())
    seen.update(candidates.state.tobytes())
    return workspace.cached("ranks by score", seen.digest(), lambda: ranks(candidates, 0).rank)


def _read_types(workspace: Workspace, campaign: Campaign, person: LongArray) -> Texts:
    """Where each candidate publishes, where a rule of the campaign asks for it: a million accounts take seconds."""
    if not rules.read_rules(campaign.rules).asks_for("type"):
        return NO_TEXTS
    key = (campaign.id, len(person), workspace.revisions("people"))
    return workspace.cached(
        "types", key, lambda: column_tables.platform_columns(workspace, campaign.id, person, rules.TYPES)
    )


def day_of(campaign: Campaign, online: Scores) -> date | None:
    """The day as of which a campaign is ranked: its own, else the newest in the data."""
    return campaign.as_of or to_date(int(online.last_day.max(initial=UNDATED)))


def _make_candidates(
    workspace: Workspace, campaign: Campaign, people: PeopleColumns, online: Axis, offline: Axis
) -> tuple[Candidates, StandIns]:
    """Both sides with what stands in for the unknown and for those off line, and who competes; what stands in."""
    state, ties = _find_state(campaign, people, online.known, offline.known), _tie_order(workspace, campaign.id, people)
    counted, chosen_way = gives_stand_in(state, people.offline), absent.read_absent(campaign.rules)
    score = fill_unknown(online, counted, campaign.missing)
    if chosen_way.choice != "zero":
        score = fill_absent(score, people.offline, counted)
    standing = fill_unknown(offline, counted, campaign.missing)
    found = Candidates(score, standing, state, people.offline, ties)
    if stretch := read_stretch(campaign.rules):
        found = stretch_sides(found, stretch)
    if chosen_way.seats:
        found = reserve_seats(found, campaign.seats, chosen_way.seats)
    return found, StandIns(stand_in_of(online, counted), stand_in_of(offline, counted))


def _tie_order(workspace: Workspace, campaign: int, people: PeopleColumns) -> TieOrder | None:
    """The order of the candidates' stable keys, found once, those for whom a tie was settled by hand before it."""
    key = (campaign, len(people.person), workspace.revisions("people"))
    order = workspace.cached("ties", key, lambda: tie_order(people.key))
    return settle_order(order, np.array(sorted(people.settled), np.int64), len(people.person))


def _find_state(campaign: Campaign, people: PeopleColumns, scored: BoolArray, assessed: BoolArray) -> NDArray[np.int8]:
    """Who competes. What a person decided stands above what the data says."""
    state = np.full(len(people.person), RANKED, np.int8)
    if campaign.missing == "apart":
        state[~(scored & assessed)] = APART
    if campaign.market:
        state[_mark_out_of_market(campaign.market, people)] = OUT_OF_MARKET
    state[people.pinned] = PINNED
    state[people.excluded] = EXCLUDED
    return state


def _mark_out_of_market(market: str, people: PeopleColumns) -> BoolArray:
    """Who counts in other markets only. A person whose markets nobody stated is not sent away for it."""
    wanted = fold(market)

    def elsewhere(stated: str) -> bool:
        known = [fold(m) for m in stated.split(";") if m.strip()]
        return bool(known) and wanted not in known

    words = people.market.words
    away: BoolArray = np.array([elsewhere(own) for own in words.take(range(len(words)))], bool)[people.market.codes]
    for place, decided in people.markets.items():
        away[place] = elsewhere(decided)
    return away


def _bearers_by_flag(flags: Mapping[str, BoolArray]) -> dict[str, LongArray]:
    """Flag -> the places that bear it, flags that nobody bears left out."""
    return {flag: np.flatnonzero(bearers) for flag, bearers in flags.items() if bearers.any()}


def _find_unscored(candidates: Candidates) -> dict[str, LongArray]:
    """Places below the model's minimum: no audience and no reactions are known, so there is no score."""
    return _bearers_by_flag({"no_score": ~candidates.score.known})


def _to_hundredths(levels: FloatArray) -> NDArray[np.int16]:
    return np.where(np.isnan(levels), -1, np.rint(np.nan_to_num(levels) * HUNDREDTHS)).astype(np.int16)


def _find_unsupported(
    workspace: Workspace, campaign: int, as_of: date | None, people: PeopleColumns, levels: dict[str, FloatArray]
) -> dict[str, LongArray]:
    """Places with a high level that no evidence supports on a day."""
    counted = stature_tables.evidence_counts(workspace, campaign, to_day(as_of) if as_of else None)
    found: set[int] = set()
    for key, values in levels.items():
        # Only the high levels are looked up one by one: on a large board they are few.
        for row in np.flatnonzero(np.nan_to_num(values) >= NEEDS_EVIDENCE).tolist():
            if is_unsupported(float(values[row]), counted.get((int(people.person[row]), key), 0)):
                found.add(row)
    return {"unsupported": np.array(sorted(found), np.int64)} if found else {}
