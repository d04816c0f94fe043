"""The snapshot of a ranked board: everything a shortlist's exports and report need, taken at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from core.campaign import build, rules, score_models
from core.campaign import tables as campaign_tables
from core.campaign.absent import read_absent, recorded_absent
from core.campaign.dossier import history_of
from core.campaign.ranked import Ranked
from core.i18n import LANGUAGES, language
from core.importing import tables as importing_tables
from core.model import (
    APART,
    EXCLUDED,
    HUNDREDTHS,
    OUT_OF_MARKET,
    PINNED,
    RANKED,
    WEIGHT_PARTS,
    Campaign,
    LongArray,
    Person,
    to_date,
)
from core.people import tables as people_tables
from core.ranking.compare import why
from core.scoring import explain
from core.scoring.score import hundredths
from core.scoring.smoothing import pause_cost
from core.shortlist.choices import Choices
from core.shortlist.snapshot import Audit, Entry, History, Legal, Named, Part, Piece, Share, Snapshot, Stability, Why
from core.stature import actions as stature
from core.stature import tables as stature_tables
from core.stature.assessment import SETTLED
from core.stature.rubric import Rubric
from core.workspace.store import Workspace

STATES = {RANKED: "ranked", PINNED: "pinned", APART: "apart", OUT_OF_MARKET: "out_of_market", EXCLUDED: "excluded"}
COMPONENT_NAMES = {
    "reach": {"en": "Reach", "fr": "Portée"},
    "amplification": {"en": "Amplification", "fr": "Amplification"},
    "network": {"en": "Network", "fr": "Réseau"},
}
MOST_POINTS = 4000
UNSET = Choices()


def take_snapshot(
    workspace: Workspace,
    ranked: Ranked,
    *,
    signed_by: str = "",
    signed_on: date | None = None,
    choices: Choices = UNSET,
) -> Snapshot:
    """The invited and the reserve of a ranked board, with all that explains them.

    Of the notes those for the client; the assessors' own only where the ``choices`` say so.
    """
    board, campaign = ranked.board, ranked.board.campaign
    low, high = ranked.holds
    model_name, _, model_hash = board.score_model.partition("#")
    model, half_life = score_models.in_force(workspace, campaign)
    rubric = stature.rubric_in_force(workspace)
    told = people_tables.told_count(workspace, campaign.id)
    return Snapshot(
        campaign=campaign.name,
        seats=campaign.seats,
        weight=campaign.weight * 10,
        line=_line(ranked),
        entries=_entries(workspace, ranked, rubric, choices.assessors_notes),
        day=campaign.day,
        place=campaign.place,
        market=campaign.market,
        reserve=campaign.reserve,
        as_of=campaign.as_of,
        cutoff=None if campaign.cutoff is None else campaign.cutoff * HUNDREDTHS,
        missing=campaign.missing,
        score_source=campaign.score_source,
        score_model=model_name,
        score_hash=model_hash,
        half_life=round(half_life),
        components=tuple(Part(key, COMPONENT_NAMES[key], weight) for key, weight in model.weights.items()),
        rubric=rubric.name,
        rubric_version=rubric.version,
        criteria=tuple(Part(c.key, c.names, c.weight, tuple(c.anchors)) for c in rubric.criteria),
        rules=tuple(_rules(ranked)),
        signed_by=signed_by,
        signed_on=signed_on,
        considered=len(board),
        assessed=board.assessed,
        stability=Stability(
            (round(low * 10000), round(high * 10000)), len(ranked.stability.always_in), len(ranked.stability.depends)
        ),
        turnover=tuple(ranked.stability.turnover(np.linspace(0, 1, 101), campaign.weight / WEIGHT_PARTS).tolist()),
        points=_points(ranked),
        audit=_audit(ranked),
        legal=Legal(
            choices.controller,
            choices.contact,
            tuple(importing_tables.source_files(workspace)),
            told=told,
            not_told=len(board) - told,
        ),
    )


def _rules(ranked: Ranked) -> Iterator[str]:
    """What beside the totals decided who is in: plain English, "what: which", translated where it is shown."""
    campaign, state = ranked.board.campaign, ranked.board.candidates.state
    if campaign.market:
        yield f"Market: {campaign.market}"
    if campaign.missing == "apart":
        yield "Unknown sides: apart"
    if campaign.missing == "low":
        yield "Unknown sides: low"
    said = recorded_absent(read_absent(campaign.rules))
    if said and ranked.board.candidates.offline.any():
        yield said
    yield from rules.recorded_rules(rules.read_rules(campaign.rules))
    for words, which in (("Pinned to a seat", PINNED), ("Excluded, with a reason", EXCLUDED)):
        if count := int(np.count_nonzero(state == which)):
            yield f"{words}: {count}"


def _line(ranked: Ranked) -> int:
    line = ranked.live.line
    return 0 if line is None else round(line.total / WEIGHT_PARTS)


def _points(ranked: Ranked) -> tuple[tuple[int, int, bool], ...]:
    """Everyone on the map; of very many, the invited and an even sample of the rest."""
    board = ranked.board
    shown = np.flatnonzero(board.candidates.state <= PINNED)
    invited = np.zeros(len(board), bool)
    invited[ranked.live.invited()] = True
    if len(shown) > MOST_POINTS:
        rest = shown[~invited[shown]]
        shown = np.concatenate((shown[invited[shown]], rest[:: len(rest) // MOST_POINTS + 1]))
    score, credibility = board.candidates.score.value, board.candidates.credibility.value
    return tuple((int(score[i]), int(credibility[i]), bool(invited[i])) for i in shown.tolist())


def _audit(ranked: Ranked) -> Audit | None:
    if ranked.audit is None:
        return None
    cutoff = (ranked.board.campaign.cutoff or 0) * HUNDREDTHS
    return Audit(cutoff, _named(ranked, ranked.audit.dropped), _named(ranked, ranked.audit.admitted))


def _named(ranked: Ranked, places: LongArray) -> tuple[Named, ...]:
    board = ranked.board
    keys, names = board.key.take(places.tolist()), board.name.take(places.tolist())
    rank, total = ranked.live.rank_of(places), ranked.live.totals_of(places)
    return tuple(
        Named(
            keys[at],
            names[at],
            int(rank[at]),
            int(board.candidates.score.value[place]),
            int(board.candidates.credibility.value[place]),
            round(int(total[at]) / WEIGHT_PARTS),
        )
        for at, place in enumerate(places.tolist())
    )


def _entries(workspace: Workspace, ranked: Ranked, rubric: Rubric, all_notes: bool) -> tuple[Entry, ...]:
    """The invited and the reserve, in the order of the list."""
    window, reserve = ranked.window, ranked.reserve(ranked.board.campaign.reserve)
    chosen = np.flatnonzero(window.is_in | np.isin(window.index, reserve))
    return tuple(_entry(workspace, ranked, rubric, int(at), all_notes) for at in chosen)


def _entry(workspace: Workspace, ranked: Ranked, rubric: Rubric, at: int, all_notes: bool) -> Entry:
    board, window = ranked.board, ranked.window
    place = int(window.index[at])
    person = people_tables.person(workspace, int(board.person[place]))
    decided = campaign_tables.candidacy(workspace, board.campaign.id, person.id)
    best, worst = ranked.live.best_worst([place])
    return Entry(
        id=board.key.take([place])[0],
        rank=int(window.rank[at]),
        name=person.name,
        is_in=bool(window.is_in[at]),
        tied=bool(window.tied[at]),
        total=round(int(window.total[at]) / WEIGHT_PARTS),
        rank_by_score=int(board.rank_by_score[place]),
        intervals=tuple((round(a * 10000), round(b * 10000)) for a, b in ranked.stability.intervals(place)),
        best_rank=int(best[0]),
        worst_rank=int(worst[0]),
        state=STATES[int(board.candidates.state[place])],
        reason=decided.reason if decided else "",
        flags=tuple(sorted(flag for flag, places in board.flags.items() if place in places)),
        why=_why(ranked, at),
        **_person(person),
        **_online(workspace, ranked, place),
        **_explained(workspace, ranked, place),
        notes=_notes(workspace, board.campaign.id, person.id, all_notes),
        **_stature(workspace, ranked, rubric, place),
    )


def _notes(workspace: Workspace, campaign: int, person: int, all_notes: bool) -> tuple[str, ...]:
    given = [campaign_tables.client_note(workspace, campaign, person)]
    given += [one.note for one in stature_tables.assessments(workspace, person)] if all_notes else []
    return tuple(dict.fromkeys(note for note in given if note))


def _person(person: Person) -> dict[str, Any]:
    return {
        "handles": dict(person.handles),
        "email": person.email,
        "url": person.url,
        "market": person.market,
        "country": person.country,
        "language": person.language,
        "organisation": person.organisation,
        "offline": person.offline,
    }


def _online(workspace: Workspace, ranked: Ranked, place: int) -> dict[str, Any]:
    board, score = ranked.board, ranked.board.candidates.score
    known = bool(score.known[place])
    audience = board.audience[place]
    return {
        "score_used": int(score.value[place]),
        "score": int(score.value[place]) if known else None,
        "score_low": int(score.low[place]),
        "score_high": int(score.high[place]),
        "speed": int(board.speed[place]) if known else None,
        "cruise": int(board.cruise[place]) if known else None,
        "audience": None if np.isnan(audience) else int(audience),
        "age_days": int(board.age[place]) if board.age[place] >= 0 else None,
        "components": {name: _or_none(values[place]) for name, values in board.components.items()},
        "pause_cost": _pause_cost(workspace, ranked, place) if known else None,
        "history": _history(workspace, ranked, place),
        "provisional": tuple(
            name
            for name, axis in (("score", score), ("credibility", board.candidates.credibility))
            if not axis.known[place]
        ),
    }


def _explained(workspace: Workspace, ranked: Ranked, place: int) -> dict[str, Any]:
    """The computed score as signed parts, and what alone would gain five points, in both languages."""
    asked = ranked.board.campaign
    scores, (model, _) = build.scores_of(workspace, asked), score_models.in_force(workspace, asked)
    shares = explain.parts(scores, place, model)
    said = {}
    for name in LANGUAGES:
        with language(name):
            said[name] = [change.words for change in explain.changes(scores, place, model)]
    return {
        "parts": tuple(Share(_both(explain.part_name, share.key), share.points) for share in shares),
        "changes": tuple(dict(zip(said, words, strict=True)) for words in zip(*said.values(), strict=True)),
    }


def _both(name_of: Callable[[str], str], key: str) -> dict[str, str]:
    """A name in both languages."""
    names = {}
    for spoken in LANGUAGES:
        with language(spoken):
            names[spoken] = name_of(key)
    return names


def _pause_cost(workspace: Workspace, ranked: Ranked, place: int) -> int:
    """What four silent weeks would take off the computed score; another tool's is not ours to smooth."""
    _, half_life = score_models.in_force(workspace, ranked.board.campaign)
    return int(hundredths(pause_cost(ranked.board.cruise[[place]] / HUNDREDTHS, half_life))[0])


def _stature(workspace: Workspace, ranked: Ranked, rubric: Rubric, place: int) -> dict[str, Any]:
    board, credibility = ranked.board, ranked.board.candidates.credibility
    person = int(board.person[place])
    as_of, newest = board.campaign.as_of, int(board.stated[place])
    given, pieces = stature_tables.assessments(workspace, person), stature_tables.evidence(workspace, person)
    known = bool(credibility.known[place])
    return {
        "credibility_used": int(credibility.value[place]),
        "credibility": int(credibility.value[place]) if known else None,
        "credibility_low": int(credibility.low[place]),
        "credibility_high": int(credibility.high[place]),
        "levels": {key: _or_none(values[place]) for key, values in board.levels.items()},
        "unsupported": _unsupported(ranked, place, [piece.criterion for piece in pieces if piece.current(as_of)]),
        "assessors": len({a.assessor.removeprefix(SETTLED) for a in given if a.level is not None}),
        "stated": to_date(newest),
        "evidence": tuple(Piece(p.criterion, p.kind, p.title, p.where, p.url, p.day) for p in pieces),
        "told": people_tables.told_on(workspace, person),
    }


def _unsupported(ranked: Ranked, place: int, supported: Sequence[str]) -> tuple[str, ...]:
    high = build.HIGH_LEVEL * HUNDREDTHS
    return tuple(key for key, values in ranked.board.levels.items() if values[place] >= high and key not in supported)


def _why(ranked: Ranked, at: int) -> tuple[Why, ...]:
    """Against the first one below the line, the comparison a client asks for."""
    window = ranked.window
    below = np.flatnonzero((window.rank > 0) & ~window.is_in)
    if not window.is_in[at] or not len(below):
        return ()
    rival = int(window.index[below[0]])
    board = ranked.board
    found = why(board.candidates, int(window.index[at]), rival, board.campaign.weight)
    even = None if found.break_even is None else round(found.break_even * 10000)
    terms = (round(found.score / WEIGHT_PARTS), round(found.credibility / WEIGHT_PARTS))
    return (Why(board.name.take([rival])[0], *terms, even),)


def _history(workspace: Workspace, ranked: Ranked, place: int) -> History:
    past = history_of(workspace, _as_kept(workspace, ranked.board.campaign), place, int(ranked.board.person[place]))
    return History(
        tuple(day for number in past.day.tolist() if (day := to_date(number))),
        tuple(_or_none(points) for points in hundredths(past.speed).tolist()),
        tuple(_or_none(points) for points in hundredths(past.cruise).tolist()),
    )


def _as_kept(workspace: Workspace, shown: Campaign) -> Campaign:
    """The campaign without the date the board filled in: scores kept for one are then found for the other."""
    kept = campaign_tables.campaign(workspace, shown.id)
    return kept if replace(shown, as_of=kept.as_of) == kept else shown


def _or_none(value: int) -> int | None:
    return int(value) if value >= 0 else None
