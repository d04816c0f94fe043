"""The dossier: all that is held on one candidate of a campaign, as the panel and the report show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

import numpy as np

from core.campaign import build, online, score_models, tables
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.readings import Listed
from core.i18n import tr
from core.importing.traces import trace
from core.model import HUNDREDTHS, Assessment, Campaign, Evidence, FloatArray, IntArray, Person, to_day
from core.people import tables as people_tables
from core.scoring import tables as scoring_tables
from core.scoring.evidence import evidence_words
from core.scoring.explain import changes, part_name, parts
from core.scoring.flags import flag_words
from core.scoring.history import History, history
from core.scoring.model import ScoreModel
from core.scoring.running_totals import channel_codes
from core.scoring.score import Scores, Terms
from core.scoring.smoothing import pause_cost
from core.scoring.spans import Span
from core.stature import actions as stature
from core.stature import tables as stature_tables
from core.stature.agreement import disputes
from core.stature.assessment import counting, hidden_from, level_table
from core.stature.counted import counted_levels_of, free_levels_of
from core.stature.credibility import coverage, credibility
from core.stature.evidence import is_unsupported
from core.stature.rubric import Criterion, Rubric
from core.workspace.refused import Gone
from core.workspace.store import Workspace


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of a dossier. ``level`` is the mean of the assessors' latest levels, None when unknown; ``raw``
    the mean as they gave them, where the campaign corrects for how strict they are and that makes a difference.

    ``hidden``: so many others have rated what the reader is not to see yet; ``level`` and ``note`` then say nothing.
    ``market``: what counts was stated for this market only; empty where it was stated for every market.
    """

    key: str
    name: str
    anchors: Sequence[str]
    level: float | None
    own_level: int | None
    note: str
    evidence: int
    unsupported: bool
    review: bool
    hidden: int = 0
    market: str = ""
    raw: float | None = None


@dataclass(frozen=True)
class ScorePart:
    """One signed part of the score in points: name, points, and what it rests on in words."""

    name: str
    points: float
    words: str


@dataclass(frozen=True)
class SourceRow:
    """A row of a file that a person came from: its number there, and (heading, text) as they stood."""

    file: str
    row: int
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Series:
    """A person's history for the charts: days since 1970 and one value a day for each line, NaN where unknown.

    ``absences`` are the declared ones as (first day, last day), ``outages`` the days left out because a whole source
    reported nothing.
    """

    days: Sequence[int]
    lines: Mapping[str, Sequence[float]]
    absences: Sequence[tuple[int, int]] = ()
    outages: Sequence[int] = ()


@dataclass(frozen=True)
class ExternalValue:
    """What another tool says of a candidate: its name, its value, the top of its scale, and whether it ranks."""

    name: str
    value: float
    top: float
    in_use: bool


@dataclass(frozen=True)
class Evidenced:
    """A flagged span of the history, its numbers in words, and why it was set aside; None where it was not."""

    span: Span
    words: str
    reason: str | None = None


@dataclass(frozen=True)
class Dossier:
    """All that is held on one candidate. Points are 0..100. ``shared``: another assessor has rated them too."""

    person: Person
    score: float | None
    score_low: float
    score_high: float
    credibility: float | None
    credibility_low: float
    credibility_high: float
    speed: float | None
    cruise: float | None
    age_days: int | None
    pause_cost: float | None
    components: Mapping[str, float | None]
    parts: Sequence[ScorePart] = ()
    criteria: Sequence[CriterionRow] = ()
    evidence: Sequence[Evidence] = ()
    history: Series = field(default_factory=lambda: Series((), {}))
    sources: Sequence[SourceRow] = ()
    flags: Sequence[str] = ()
    flag_words: Sequence[str] = ()
    flagged: Sequence[Evidenced] = ()
    """The evidence of each flag, by day."""
    score_unflagged: float | None = None
    """The score without what is flagged, where anything is."""
    changes: Sequence[str] = ()
    """What would gain five points, in words, the easiest first."""
    external: Sequence[ExternalValue] = ()
    shared: bool = False
    coverage: float = 0
    """How much of the rubric's weight is known, in percent."""
    stated: date | None = None
    """The day of the newest level, where any is dated."""

    def market_of(self, criterion: str) -> str:
        """The market for which a level given now counts; empty for every market."""
        return next((row.market for row in self.criteria if row.key == criterion), "")


SAME_LEVEL = 1e-9
HEAD = ("rank", "total", "in", "acceptability")
"""What stands beside the name, worked out where the weight moves."""


def added_facts(listed: Listed) -> list[str]:
    """What the catalogue of fields has gained since the dossier was laid out, in words, of a list of one row."""
    laid_out = {one.name for one in (*fields(Dossier), *fields(Person))}.union(HEAD)
    gained = [one for one in fields_in("dossier") if one.name_in("dossier") not in laid_out and not one.parts]
    said = [(tr(one.title), one.unit.to_words(one.values_of(listed))[0]) for one in gained if not one.personal]
    return [f"{title}{tr(': ')}{words}" for title, words in said if words]


def gather_dossier(
    workspace: Workspace, campaign: int, person: int, assessor: str = "", blind: bool = False
) -> Dossier:
    """All that is held on one candidate of a campaign. Gone for somebody who is none.

    ``blind``: on a criterion that the assessor has not rated, what others gave stays hidden.
    """
    asked = tables.campaign(workspace, campaign)
    place = _find_row(workspace, campaign, person)
    scores, rubric = online.scores_of(workspace, asked), stature.rubric_of(workspace, asked)
    stated = _stature_of(workspace, person, rubric, asked)
    table = {key: np.array([stated.levels.get(key, np.nan)]) for key in rubric.keys}
    side = credibility(table, rubric)
    model, half_life = score_models.in_force(workspace, asked)
    as_of = build.day_of(asked, scores)
    known, flags = bool(scores.known[place]), _list_flags(scores, place)
    past = history_of(workspace, asked, place, person)
    evidence = online.evidence_at(workspace, asked, place)
    return Dossier(
        person=people_tables.person(workspace, person),
        score=_points_at(scores.score, place) if known else None,
        score_low=_points_at(scores.low, place),
        score_high=_points_at(scores.high, place),
        credibility=_points_at(side.value, 0) if side.known[0] else None,
        credibility_low=_points_at(side.low, 0),
        credibility_high=_points_at(side.high, 0),
        speed=_points_at(scores.speed, place) if known else None,
        cruise=_points_at(scores.cruise, place) if known else None,
        age_days=int(scores.age_days[place]) if scores.age_days[place] >= 0 else None,
        pause_cost=float(pause_cost(scores.score[[place]] / HUNDREDTHS, half_life)[0]) if known else None,
        components={
            name: _points_at(values, place) if values[place] >= 0 else None
            for name, values in scores.components.items()
        },
        parts=_describe_parts(scores, place, model),
        criteria=[_criterion_row(rubric[key], stated, as_of, assessor, blind) for key in rubric.keys],
        evidence=stated.pieces,
        history=_make_series(past),
        sources=[SourceRow(found.file, found.row, found.cells) for found in trace(workspace, person)],
        flags=flags,
        flag_words=[flag_words(flag, past.outages) for flag in flags],
        flagged=[Evidenced(one.span, evidence_words(one), one.reason) for one in evidence],
        score_unflagged=_points_at(online.scores_without_flagged(workspace, asked).score, place) if evidence else None,
        changes=[change.words for change in changes(scores, place, model)],
        external=_list_external(workspace, asked, place),
        shared=any(said.assessor not in ("", assessor) for said in stated.given),
        coverage=_points_at(coverage(table, rubric), 0),
        stated=max((said.day for said in stated.given if said.day and said.level is not None), default=None),
    )


def history_of(workspace: Workspace, campaign: Campaign, place: int, person: int) -> History:
    """One candidate's history with what the score leaves out left out: its last cruise is the score."""
    seen, outages = online.observations_of_person(workspace, person), online.outage_days(workspace, campaign, place)
    model, half_life = score_models.in_force(workspace, campaign)
    return history(
        seen,
        0,
        model,
        Terms(
            as_of=to_day(campaign.as_of) if campaign.as_of else None,
            half_life=half_life,
            absences=[(0, away.first, away.last) for away in scoring_tables.absences(workspace, person)],
        ),
        outage=np.isin(seen.day, outages) & (seen.metric("audience") == 0),
        totals=channel_codes(seen, online.running_totals_of(workspace, campaign)),
    )


def _find_row(workspace: Workspace, campaign: int, person: int) -> int:
    ids = online.people_of(workspace, campaign).person
    place = int(np.searchsorted(ids, person))
    if place >= len(ids) or ids[place] != person:
        raise Gone
    return place


def _points_at(hundredths: IntArray, place: int) -> float:
    return int(hundredths[place]) / HUNDREDTHS


def _describe_parts(scores: Scores, place: int, model: ScoreModel) -> list[ScorePart]:
    found = parts(scores, place, model)
    return [ScorePart(part_name(part.key), part.points / HUNDREDTHS, part.words) for part in found]


def _list_flags(scores: Scores, place: int) -> list[str]:
    """The flags a candidate bears; first that there is no score at all."""
    none = [] if scores.known[place] else ["no_score"]
    return none + [flag for flag, bearers in scores.flags.items() if bearers[place]]


def _list_external(workspace: Workspace, campaign: Campaign, place: int) -> list[ExternalValue]:
    """What other tools say of a candidate; 0 means that they say nothing."""
    given = online.external_of(workspace, campaign)
    used = online.external_in_use(given, campaign) if given and campaign.score_source != "computed" else ""
    return [
        ExternalValue(name, float(values[place]), top, name == used)
        for name, (values, top) in given.items()
        if 0 < values[place] <= top
    ]


@dataclass(frozen=True)
class _Stature:
    """What was said of one person that counts in one market.

    ``given``: for every market first, then for this one. By criterion: ``levels`` as the board has them, absent where
    unknown; ``raw``, those that were given otherwise, as they were; ``markets``, for which what counts was stated.
    ``disputed``: the criteria on which assessors differ.
    """

    given: Sequence[Assessment]
    pieces: Sequence[Evidence]
    levels: Mapping[str, float]
    raw: Mapping[str, float]
    disputed: set[str]
    markets: Mapping[str, str]


def _stature_of(workspace: Workspace, person: int, rubric: Rubric, campaign: Campaign) -> _Stature:
    market = campaign.market
    stated = [one for one in stature_tables.statements(workspace, person) if one.market in ("", market)]
    said = counted_levels_of(workspace, campaign, person)
    levels, raw = (
        _known_levels(level_table(np.array([person]), columns, rubric.keys, market))
        for columns in (said, free_levels_of(workspace, campaign.id, person))
    )
    return _Stature(
        # Influence ends at its market: what was said for this one comes last, and stands.
        [one.said for one in sorted(stated, key=lambda one: bool(one.market))],
        stature_tables.evidence(workspace, person),
        levels,
        {key: level for key, level in raw.items() if abs(level - levels[key]) > SAME_LEVEL},
        {dispute.criterion for dispute in disputes(said, market)},
        {said.criterion[row]: said.market[row] for row in counting(said, market).tolist()},
    )


def _known_levels(table: Mapping[str, FloatArray]) -> dict[str, float]:
    """Criterion -> level, out of a table of one person; absent where unknown."""
    return {key: float(values[0]) for key, values in table.items() if not np.isnan(values[0])}


def _criterion_row(
    criterion: Criterion, stature: _Stature, as_of: date | None, assessor: str, blind: bool
) -> CriterionRow:
    """One criterion out of what was said on it, notes without a level included."""
    key, level = criterion.key, stature.levels.get(criterion.key)
    evidence = sum(piece.criterion == key and piece.current(as_of) for piece in stature.pieces)
    given = [said for said in stature.given if said.criterion == key]
    rated = [said for said in given if said.kind != "note"]
    alone = [said.note for said in given if said.kind == "note" and said.assessor == assessor]
    hidden = hidden_from(rated, assessor) if blind else 0
    latest = {(said.assessor, said.kind): said for said in rated}
    own = latest.get((assessor, "level"))
    notes = [] if hidden else [said.note for said in reversed(list(latest.values())) if said.note]
    return CriterionRow(
        key=key,
        name=criterion.name(),
        anchors=[criterion.anchor(number) for number in range(len(criterion.anchors))],
        level=None if hidden else level,
        own_level=own.level if own else None,
        note=own.note if own and own.note else next(iter(alone[-1:] + notes), ""),
        evidence=evidence,
        unsupported=not hidden and is_unsupported(level, evidence),
        review=key in stature.disputed and not hidden,
        hidden=hidden,
        market=stature.markets.get(key, ""),
        raw=None if hidden else stature.raw.get(key),
    )


def _make_series(past: History) -> Series:
    lines = {"audience": past.audience, "reactions": past.reactions, "speed": past.speed, "cruise": past.cruise}
    return Series(
        past.day.tolist(), {name: values.tolist() for name, values in lines.items()}, past.absences, past.outages
    )
