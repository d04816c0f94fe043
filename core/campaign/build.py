"""Builds the board: the workspace's columns, scored, assessed, and set in or out of the ranking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from core.campaign import absent, cache, column_tables, rules, score_models, tables
from core.campaign.board import NO_TEXTS, Board
from core.campaign.column_tables import PeopleColumns
from core.campaign.ties import tie_order
from core.errors import Trouble
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
    LongArray,
    Progress,
    Texts,
    TieOrder,
    no_progress,
    to_date,
    to_day,
)
from core.ranking.total import ranks
from core.ranking.unknown import fill_absent, fill_unknown, gives_stand_in, reserve_seats
from core.scoring import tables as scoring_tables
from core.scoring.external import SCALES, chosen, external_axis, top_of
from core.scoring.model import ScoreModel
from core.scoring.observations import Observations
from core.scoring.outages import outage_rows
from core.scoring.running_totals import channel_names
from core.scoring.score import Scores, Terms, counted, score
from core.scoring.tables import ObservationColumns
from core.stature import tables as stature_tables
from core.stature.actions import rubric_in_force
from core.stature.credibility import credibility
from core.stature.evidence import NEEDS_EVIDENCE, is_unsupported
from core.stature.levels import levels_of, newest_days_of
from core.stature.rubric import Rubric
from core.workspace.preferences import setting, store_setting
from core.workspace.store import Workspace

COUNTS = "counts"
"""The setting that says how counts are read."""
ARITHMETIC = 2
"""Grows when scores are computed otherwise from the same data: what was stored before is computed anew."""


@dataclass(frozen=True)
class Online:
    """The computed scores of a campaign's candidates, the outages left out of them as rows (place, day), and the
    counts read as running totals as (channel, metric)."""

    scores: Scores
    outages: LongArray
    totals: tuple[tuple[str, str], ...] = ()


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
    rubric = rubric_in_force(workspace)
    board = _board(workspace, asked, people, scores, levels_of(workspace, asked, people.person, rubric), rubric)
    progress(3, 3, tr("Ranking"))
    return board


def people_of(workspace: Workspace, campaign: int) -> PeopleColumns:
    """The candidates of a campaign, in the order of the board's places."""
    key = (campaign, workspace.revisions("people", "campaign"))
    return workspace.cached(
        "people", key, lambda: column_tables.with_decisions(workspace, campaign, _known_people(workspace, campaign))
    )


def _known_people(workspace: Workspace, campaign: int) -> PeopleColumns:
    """The candidates without the campaign's decisions, which change far more often than people do."""
    size = tables.count_candidates(workspace, campaign)
    key = (campaign, workspace.revisions("people"), size)

    def read() -> PeopleColumns:
        held = cache.stored_people(workspace, campaign, size)
        return held or cache.short_people(column_tables.known_people(workspace, campaign))

    return workspace.cached("known people", key, read)


def scores_of(workspace: Workspace, campaign: Campaign) -> Scores:
    """The computed scores of a campaign's candidates, by place."""
    return _online(workspace, campaign).scores


def outage_days(workspace: Workspace, campaign: Campaign, place: int) -> LongArray:
    """The days on which a candidate's source reported nothing of anybody, left out of the score."""
    rows = _online(workspace, campaign).outages
    days: LongArray = rows[rows[:, 0] == place, 1]
    return days


def running_totals_of(workspace: Workspace, campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """The counts of a campaign that are read as running totals: (channel, metric)."""
    return _online(workspace, campaign).totals


def scales_of(workspace: Workspace) -> dict[str, float]:
    """The scales of external scores that somebody stated: name -> top."""
    held: dict[str, float] = json.loads(setting(workspace, SCALES) or "{}")
    return held


def state_scales(workspace: Workspace, scales: Mapping[str, float]) -> None:
    """Keeps the scales of external scores in this workspace, over what was stated before."""
    store_setting(workspace, SCALES, json.dumps(scales_of(workspace) | dict(scales), sort_keys=True))


def counts_of(workspace: Workspace) -> dict[str, str]:
    """How somebody said that counts are read: metric -> ``total`` or ``period``; the others are recognised."""
    held: dict[str, str] = json.loads(setting(workspace, COUNTS) or "{}")
    return held


def choose_counts(workspace: Workspace, counts: Mapping[str, str]) -> None:
    """Keeps how counts are read in this workspace, over what was said before."""
    store_setting(workspace, COUNTS, json.dumps(counts_of(workspace) | dict(counts), sort_keys=True))


def scores_by(workspace: Workspace, campaign: Campaign, model: ScoreModel, progress: Progress = no_progress) -> Scores:
    """The scores a campaign's candidates would have by another model; nothing of it is kept."""
    people = people_of(workspace, campaign.id)
    return _score(workspace, campaign, people, model, _seen(workspace, campaign.id), progress)


def candidates_of(workspace: Workspace, campaign: Campaign, scores: Scores, standing: Axis | None = None) -> Candidates:
    """Both sides of the ranking and who competes, for the scores given and the credibility given or in force."""
    people, rubric = people_of(workspace, campaign.id), rubric_in_force(workspace)
    offline = standing or credibility(levels_of(workspace, campaign, people.person, rubric), rubric)
    return _make_candidates(workspace, campaign, people, _online_axis(workspace, campaign, people, scores), offline)


def observations_of_person(workspace: Workspace, person: int) -> Observations:
    """One person's observations, as a set of one person."""
    return _observations(scoring_tables.observations_of(workspace, person), np.array([person]))


def _observations(seen: ObservationColumns, person: LongArray) -> Observations:
    return Observations(
        np.searchsorted(person, seen.person).astype(np.int64),
        seen.channel.astype(np.int16),
        seen.day,
        seen.metrics,
        seen.per_post,
        len(person),
        seen.channels or ("web",),
    )


def _online(workspace: Workspace, campaign: Campaign) -> Online:
    people, (model, half_life) = people_of(workspace, campaign.id), score_models.in_force(workspace, campaign)
    seen = workspace.revisions("people", "observations")
    counts = setting(workspace, COUNTS)
    key = (campaign.id, len(people.person), seen, model.hash, half_life, campaign.as_of, counts)
    return workspace.cached("scores", key, lambda: _scored(workspace, campaign, people, model))


def store_prepared(workspace: Workspace, campaign: int) -> None:
    """Keeps what opening a large campaign would have to compute again. Nothing is lost where this is never called."""
    if workspace.read_only or tables.count_candidates(workspace, campaign) < cache.WORTH_STORING:
        return
    asked = tables.campaign(workspace, campaign)
    model, half_life = score_models.in_force(workspace, asked)
    cache.store_people(workspace, campaign, _known_people(workspace, campaign))
    online = _online(workspace, asked)
    if not len(online.outages) and not online.totals:
        made_for = _made_for(workspace, asked, len(online.scores), model, half_life)
        cache.store_scores(workspace, campaign, made_for, online.scores)
    workspace.shrink_memory()


def _made_for(workspace: Workspace, campaign: Campaign, size: int, model: ScoreModel, half_life: float) -> str:
    """What computed scores rest on beside the data."""
    return f"{ARITHMETIC} {size} {model.hash} {half_life} {campaign.as_of} {setting(workspace, COUNTS)}"


def _scored(workspace: Workspace, campaign: Campaign, people: PeopleColumns, model: ScoreModel) -> Online:
    made_for = _made_for(workspace, campaign, len(people.person), model, campaign.half_life or model.half_life)
    held = cache.stored_scores(workspace, campaign.id, made_for, len(people.person))
    if held is not None:
        return Online(held, np.empty((0, 2), np.int64))
    seen = _observations(scoring_tables.observation_columns(workspace, campaign.id), people.person)
    scores = cache.short_scores(_score(workspace, campaign, people, model, seen))
    outages = np.empty((0, 2), np.int64)
    if scores.flags["outage"].any():
        hit = outage_rows(seen, model.flags.outage_people)
        outages = np.stack((seen.person[hit], seen.day[hit]), axis=1)
    if not scores.flags["running_total"].any():
        return Online(scores, outages)
    totals = counted(seen, model, _terms(workspace, campaign, people)).totals
    return Online(scores, outages, channel_names(seen, totals))


def _score(
    workspace: Workspace,
    campaign: Campaign,
    people: PeopleColumns,
    model: ScoreModel,
    seen: Observations,
    progress: Progress = no_progress,
) -> Scores:
    return score(seen, model, _terms(workspace, campaign, people), progress)


def _terms(workspace: Workspace, campaign: Campaign, people: PeopleColumns) -> Terms:
    """What the campaign's scores rest on beside observations and model."""
    return Terms(
        to_day(campaign.as_of) if campaign.as_of else None,
        campaign.half_life,
        _absences(workspace, campaign, people),
        people.offline,
        counts_of(workspace),
    )


def _absences(workspace: Workspace, campaign: Campaign, people: PeopleColumns) -> LongArray:
    """The declared absences as rows (place, first day, last day)."""
    away = scoring_tables.absence_columns(workspace, campaign.id)
    away[:, 0] = np.searchsorted(people.person, away[:, 0])
    return away


def _seen(workspace: Workspace, campaign: int) -> Observations:
    """A campaign's observations, kept while a score model is tried out: reading them takes longer than scoring."""
    person = people_of(workspace, campaign).person
    key = (campaign, workspace.revisions("people", "observations", "campaign"))
    return workspace.cached(
        "observations", key, lambda: _observations(scoring_tables.observation_columns(workspace, campaign), person)
    )


def _online_axis(workspace: Workspace, campaign: Campaign, people: PeopleColumns, scores: Scores) -> Axis:
    """The score the campaign ranks by: computed, an external one, or both mixed."""
    ours = scores.as_core_axis()
    if campaign.score_source == "computed":
        return ours
    given = external_of(workspace, campaign)
    if not given:
        raise Trouble(
            tr("No file brought a score of its own."),
            campaign.name,
            tr("Rank by the computed score, or map a column to external:NAME."),
        )
    theirs = external_axis(*given[external_in_use(given)], people.offline)
    return chosen(ours, theirs, campaign.score_source, people.offline)


def external_of(workspace: Workspace, campaign: Campaign) -> dict[str, tuple[FloatArray, float]]:
    """External score name -> its values by place (NaN for none), and the top of its scale."""
    key = (campaign.id, workspace.revisions("people", "observations", "campaign"), setting(workspace, SCALES))
    return workspace.cached("external", key, lambda: _external(workspace, campaign.id))


def _external(workspace: Workspace, campaign: int) -> dict[str, tuple[FloatArray, float]]:
    person = people_of(workspace, campaign).person
    found = {}
    for name, (owners, values) in scoring_tables.external_columns(workspace, campaign).items():
        column = np.full(len(person), np.nan)
        column[np.searchsorted(person, owners)] = values
        found[name] = (column, top_of(name, scales_of(workspace)))
    return found


def external_in_use(given: Mapping[str, tuple[FloatArray, float]]) -> str:
    """Of several external scores the one that says most; the name decides between equals."""
    return min(given, key=lambda name: (-int(np.count_nonzero(given[name][0] > 0)), name))


def _board(
    workspace: Workspace,
    campaign: Campaign,
    people: PeopleColumns,
    online: Scores,
    levels: dict[str, FloatArray],
    rubric: Rubric,
) -> Board:
    axis = _online_axis(workspace, campaign, people, online)
    candidates = _make_candidates(workspace, campaign, people, axis, credibility(levels, rubric))
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
        levels={key: _hundredths(values) for key, values in levels.items()},
        age=online.age_days,
        criteria={criterion.key: criterion.names for criterion in rubric.criteria},
        stated=newest_days_of(workspace, campaign, people.person, rubric),
        rank_by_score=ranks(candidates, 0).rank,
        flags={
            **_places(online.flags),
            **_unscored(candidates),
            **_unsupported(workspace, campaign.id, as_of, people, levels),
        },
        score_model=f"{model.name}#{model.hash}",
        rubric=f"{rubric.name} {rubric.version}",
        version=sum(workspace.revision.values()),
        language=people.language,
        type=_read_types(workspace, campaign, people.person),
        markets=people.markets,
        cost=people.cost,
    )


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
) -> Candidates:
    """Both sides with what stands in for the unknown and for those off line, and who competes."""
    state, ties = _find_state(campaign, people, online.known, offline.known), _tie_order(workspace, campaign.id, people)
    counted, chosen_way = gives_stand_in(state, people.offline), absent.read_absent(campaign.rules)
    score = fill_unknown(online, counted, campaign.missing)
    if chosen_way.choice != "zero":
        score = fill_absent(score, people.offline, counted)
    standing = fill_unknown(offline, counted, campaign.missing)
    found = Candidates(score, standing, state, people.offline, ties)
    return reserve_seats(found, campaign.seats, chosen_way.seats) if chosen_way.seats else found


def _tie_order(workspace: Workspace, campaign: int, people: PeopleColumns) -> TieOrder | None:
    """The order of the candidates' stable keys, found once."""
    key = (campaign, len(people.person), workspace.revisions("people"))
    return workspace.cached("ties", key, lambda: tie_order(people.key))


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


def _places(flags: Mapping[str, BoolArray]) -> dict[str, LongArray]:
    """Flag -> the places that bear it, flags that nobody bears left out."""
    return {flag: np.flatnonzero(bearers) for flag, bearers in flags.items() if bearers.any()}


def _unscored(candidates: Candidates) -> dict[str, LongArray]:
    """Places below the model's minimum: no audience and no reactions are known, so there is no score."""
    return _places({"no_score": ~candidates.score.known})


def _hundredths(levels: FloatArray) -> NDArray[np.int16]:
    return np.where(np.isnan(levels), -1, np.rint(np.nan_to_num(levels) * HUNDREDTHS)).astype(np.int16)


def _unsupported(
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
