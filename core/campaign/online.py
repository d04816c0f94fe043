"""The online side of a campaign: its people, their scores, what other tools say; cached until the data changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.campaign import cache, column_tables, score_models, tables
from core.campaign.choices.flagged import read_flagged, with_flagged
from core.campaign.choices.metrics import read_metrics
from core.campaign.column_tables import PeopleColumns
from core.errors import Trouble
from core.i18n import tr
from core.model import HUNDREDTHS, Axis, Campaign, FloatArray, LongArray, Progress, no_progress, to_day
from core.scoring import tables as scoring_tables
from core.scoring.evidence import Evidence, evidence_json, find_evidence
from core.scoring.external import SCALES, chosen, external_axis, top_of
from core.scoring.model import ScoreModel
from core.scoring.observations import Observations
from core.scoring.outages import outage_rows
from core.scoring.running_totals import channel_names
from core.scoring.score import Scores, Terms, counted, score
from core.scoring.spans import SetAside
from core.scoring.tables import ObservationColumns
from core.scoring.windows import BOUGHT_FLAGS
from core.workspace.preferences import setting, store_setting
from core.workspace.store import Workspace

COUNTS = "counts"
"""The setting that says how counts are read."""
ARITHMETIC = 3
"""Grows when scores are computed otherwise from the same data: what was stored before is computed anew."""


@dataclass(frozen=True)
class Online:
    """The computed scores of a campaign's candidates, the outages left out of them as rows (place, day), and the
    counts read as running totals as (channel, metric)."""

    scores: Scores
    outages: LongArray
    totals: tuple[tuple[str, str], ...] = ()


def people_of(workspace: Workspace, campaign: int) -> PeopleColumns:
    """The candidates of a campaign, in the order of the board's places."""
    key = (campaign, workspace.revisions("people", "campaign"))
    return workspace.cached(
        "people", key, lambda: column_tables.with_decisions(workspace, campaign, _cached_people(workspace, campaign))
    )


def _cached_people(workspace: Workspace, campaign: int) -> PeopleColumns:
    """The candidates without the campaign's decisions, which change far more often than people do."""
    size = tables.count_candidates(workspace, campaign)
    key = (campaign, workspace.revisions("people"), size)

    def read() -> PeopleColumns:
        held = cache.stored_people(workspace, campaign, size)
        return held or cache.short_people(column_tables.known_people(workspace, campaign))

    return workspace.cached("known people", key, read)


def scores_of(workspace: Workspace, campaign: Campaign) -> Scores:
    """The computed scores of a campaign's candidates, by place."""
    return _online_of(workspace, campaign).scores


def outage_days(workspace: Workspace, campaign: Campaign, place: int) -> LongArray:
    """The days on which a candidate's source reported nothing of anybody, left out of the score."""
    rows = _online_of(workspace, campaign).outages
    days: LongArray = rows[rows[:, 0] == place, 1]
    return days


def running_totals_of(workspace: Workspace, campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """The counts of a campaign that are read as running totals: (channel, metric)."""
    return _online_of(workspace, campaign).totals


def scales_of(workspace: Workspace, campaign: Campaign | None = None) -> dict[str, float]:
    """The scales of external scores that somebody stated: name -> top; a campaign's own above the workspace's."""
    held: dict[str, float] = json.loads(setting(workspace, SCALES) or "{}")
    return held | dict(read_metrics(campaign.rules).scales) if campaign else held


def state_scales(workspace: Workspace, scales: Mapping[str, float]) -> None:
    """Keeps the scales of external scores in this workspace, over what was stated before."""
    store_setting(workspace, SCALES, json.dumps(scales_of(workspace) | dict(scales), sort_keys=True))


def counts_of(workspace: Workspace, campaign: Campaign | None = None) -> dict[str, str]:
    """How somebody said that counts are read: metric -> ``total`` or ``period``; the others are recognised. What a
    campaign says itself stands above what the workspace says."""
    held: dict[str, str] = json.loads(setting(workspace, COUNTS) or "{}")
    return held | dict(read_metrics(campaign.rules).counts) if campaign else held


def choose_counts(workspace: Workspace, counts: Mapping[str, str]) -> None:
    """Keeps how counts are read in this workspace, over what was said before."""
    store_setting(workspace, COUNTS, json.dumps(counts_of(workspace) | dict(counts), sort_keys=True))


def scores_by(workspace: Workspace, campaign: Campaign, model: ScoreModel, progress: Progress = no_progress) -> Scores:
    """The scores a campaign's candidates would have by another model; nothing of it is kept."""
    people = people_of(workspace, campaign.id)
    return _score_people(workspace, campaign, people, model, _cached_observations(workspace, campaign.id), progress)


def evidence_of(workspace: Workspace, campaign: Campaign) -> dict[int, list[Evidence]]:
    """Place -> the spans that a candidate's flags speak of, and those set aside; only of those who have any."""
    people, (model, half_life) = people_of(workspace, campaign.id), score_models.in_force(workspace, campaign)
    counts = _counts_text(workspace, campaign)
    key = (
        campaign.id,
        len(people.person),
        workspace.revisions("people", "observations"),
        model.hash,
        half_life,
        campaign.as_of,
        counts,
    )

    def gather() -> dict[int, list[Evidence]]:
        reasons = [one.reason for one in scoring_tables.flags_set_aside_in(workspace, campaign.id)]
        seen, terms = _cached_observations(workspace, campaign.id), _make_terms(workspace, campaign, people)
        found: dict[int, list[Evidence]] = {}
        for one in find_evidence(seen, model, terms, scores_of(workspace, campaign), reasons):
            found.setdefault(one.span.person, []).append(one)
        return found

    return workspace.cached("evidence of flags", key, gather)


def evidence_at(workspace: Workspace, campaign: Campaign, place: int) -> list[Evidence]:
    """``evidence_of`` one candidate: everybody's observations are read for it only where they bear a flag that has
    evidence, or had one set aside."""
    flags, person = scores_of(workspace, campaign).flags, int(people_of(workspace, campaign.id).person[place])
    borne = any(flags[flag][place] for flag in (*BOUGHT_FLAGS, "halving") if flag in flags)
    if not borne and not scoring_tables.flags_set_aside(workspace, person):
        return []
    return evidence_of(workspace, campaign).get(place, [])


def flagged_json(workspace: Workspace, campaign: Campaign) -> dict[int, dict[str, Any]]:
    """Place -> what the JSON says of a flagged candidate: the evidence of each flag, and the score without what it
    speaks of, in points."""
    found = evidence_of(workspace, campaign)
    if not found:
        return {}
    without = scores_without_flagged(workspace, campaign)
    return {
        place: {
            "flag_evidence": [evidence_json(one) for one in evidence],
            "score_unflagged": int(without.score[place]) / HUNDREDTHS if without.known[place] else None,
        }
        for place, evidence in found.items()
    }


def scores_without_flagged(workspace: Workspace, campaign: Campaign) -> Scores:
    """The scores as they would be without what is flagged as bought."""
    return scores_of(workspace, replace(campaign, rules=with_flagged(campaign.rules, "left_out")))


def observations_of_person(workspace: Workspace, person: int) -> Observations:
    """One person's observations, as a set of one person."""
    return _as_observations(scoring_tables.observations_of(workspace, person), np.array([person]))


def _as_observations(seen: ObservationColumns, person: LongArray) -> Observations:
    return Observations(
        np.searchsorted(person, seen.person).astype(np.int64),
        seen.channel.astype(np.int16),
        seen.day,
        seen.metrics,
        seen.per_post,
        len(person),
        seen.channels or ("web",),
    )


def _online_of(workspace: Workspace, campaign: Campaign) -> Online:
    people, (model, half_life) = people_of(workspace, campaign.id), score_models.in_force(workspace, campaign)
    seen = workspace.revisions("people", "observations")
    counts = _counts_text(workspace, campaign)
    flagged = read_flagged(campaign.rules)
    key = (campaign.id, len(people.person), seen, model.hash, half_life, campaign.as_of, counts, flagged)
    return workspace.cached("scores", key, lambda: _score_or_stored(workspace, campaign, people, model))


def store_prepared(workspace: Workspace, campaign: int) -> None:
    """Keeps what opening a large campaign would have to compute again. Nothing is lost where this is never called."""
    if workspace.read_only or tables.count_candidates(workspace, campaign) < cache.WORTH_STORING:
        return
    asked = tables.campaign(workspace, campaign)
    model, half_life = score_models.in_force(workspace, asked)
    cache.store_people(workspace, campaign, _cached_people(workspace, campaign))
    online = _online_of(workspace, asked)
    if not len(online.outages) and not online.totals:
        made_for = _rests_on(workspace, asked, len(online.scores), model, half_life)
        cache.store_scores(workspace, campaign, made_for, online.scores)
    workspace.shrink_memory()


def _rests_on(workspace: Workspace, campaign: Campaign, size: int, model: ScoreModel, half_life: float) -> str:
    """What computed scores rest on beside the data."""
    flagged, counts = read_flagged(campaign.rules), _counts_text(workspace, campaign)
    return f"{ARITHMETIC} {size} {model.hash} {half_life} {campaign.as_of} {flagged} {counts}"


def _counts_text(workspace: Workspace, campaign: Campaign) -> str:
    """How counts are read, as part of a key: the same text for the same reading."""
    counts = counts_of(workspace, campaign)
    return json.dumps(counts, sort_keys=True) if counts else ""


def _score_or_stored(workspace: Workspace, campaign: Campaign, people: PeopleColumns, model: ScoreModel) -> Online:
    made_for = _rests_on(workspace, campaign, len(people.person), model, campaign.half_life or model.half_life)
    held = cache.stored_scores(workspace, campaign.id, made_for, len(people.person))
    if held is not None:
        return Online(held, np.empty((0, 2), np.int64))
    seen = _as_observations(scoring_tables.observation_columns(workspace, campaign.id), people.person)
    scores = cache.short_scores(_score_people(workspace, campaign, people, model, seen))
    outages = np.empty((0, 2), np.int64)
    if scores.flags["outage"].any():
        hit = outage_rows(seen, model.flags.outage_people)
        outages = np.stack((seen.person[hit], seen.day[hit]), axis=1)
    if not scores.flags["running_total"].any():
        return Online(scores, outages)
    totals = counted(seen, model, _make_terms(workspace, campaign, people)).totals
    return Online(scores, outages, channel_names(seen, totals))


def _score_people(
    workspace: Workspace,
    campaign: Campaign,
    people: PeopleColumns,
    model: ScoreModel,
    seen: Observations,
    progress: Progress = no_progress,
) -> Scores:
    return score(seen, model, _make_terms(workspace, campaign, people), progress)


def _make_terms(workspace: Workspace, campaign: Campaign, people: PeopleColumns) -> Terms:
    """What the campaign's scores rest on beside observations and model."""
    aside = scoring_tables.flags_set_aside_in(workspace, campaign.id)
    return Terms(
        to_day(campaign.as_of) if campaign.as_of else None,
        campaign.half_life,
        _read_absences(workspace, campaign, people),
        people.offline,
        counts_of(workspace, campaign),
        [SetAside(int(np.searchsorted(people.person, s.person)), s.flag, s.first, s.last) for s in aside],
        read_flagged(campaign.rules) == "left_out",
    )


def _read_absences(workspace: Workspace, campaign: Campaign, people: PeopleColumns) -> LongArray:
    """The declared absences as rows (place, first day, last day)."""
    away = scoring_tables.absence_columns(workspace, campaign.id)
    away[:, 0] = np.searchsorted(people.person, away[:, 0])
    return away


def _cached_observations(workspace: Workspace, campaign: int) -> Observations:
    """A campaign's observations, kept while a score model is tried out: reading them takes longer than scoring."""
    person = people_of(workspace, campaign).person
    key = (campaign, workspace.revisions("people", "observations", "campaign"))
    return workspace.cached(
        "observations", key, lambda: _as_observations(scoring_tables.observation_columns(workspace, campaign), person)
    )


def online_axis(workspace: Workspace, campaign: Campaign, people: PeopleColumns, scores: Scores) -> Axis:
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
    wanted, used = read_metrics(campaign.rules).used, external_in_use(given, campaign)
    if wanted and wanted.casefold() != used.casefold():
        raise Trouble(tr("No file brought this score."), wanted, tr("There are: {names}.", names=", ".join(given)))
    theirs = external_axis(*given[used], people.offline)
    return chosen(ours, theirs, campaign.score_source, people.offline)


def external_of(workspace: Workspace, campaign: Campaign) -> dict[str, tuple[FloatArray, float]]:
    """External score name -> its values by place (NaN for none), and the top of its scale."""
    scales = scales_of(workspace, campaign)
    key = (campaign.id, workspace.revisions("people", "observations", "campaign"), tuple(sorted(scales.items())))
    return workspace.cached("external", key, lambda: _read_external(workspace, campaign.id, scales))


def _read_external(
    workspace: Workspace, campaign: int, scales: Mapping[str, float]
) -> dict[str, tuple[FloatArray, float]]:
    person = people_of(workspace, campaign).person
    found = {}
    for name, (owners, values) in scoring_tables.external_columns(workspace, campaign).items():
        column = np.full(len(person), np.nan)
        column[np.searchsorted(person, owners)] = values
        found[name] = (column, top_of(name, scales))
    return found


def usual_scales(workspace: Workspace, campaign: int) -> dict[str, float]:
    """The external scores of a campaign -> the top of each one's scale where the campaign states none."""
    stated = scales_of(workspace)
    return {name: top_of(name, stated) for name in scoring_tables.external_columns(workspace, campaign)}


def external_in_use(given: Mapping[str, tuple[FloatArray, float]], campaign: Campaign) -> str:
    """Of several external scores the one the campaign chose, else the one that says most; the name decides between
    equals."""
    used = read_metrics(campaign.rules).used.casefold()
    best = min(given, key=lambda name: (-int(np.count_nonzero(given[name][0] > 0)), name))
    return next((name for name in given if name.casefold() == used), best)
