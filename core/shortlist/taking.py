"""The snapshot of a ranked board: everything a shortlist's exports and report need, taken at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from core.campaign import online, rules, score_models
from core.campaign.choices.absent import read_absent, recorded_absent
from core.campaign.choices.flagged import RECORDED, read_flagged
from core.campaign.choices.metrics import RECORDED as RECORDED_USED
from core.campaign.choices.metrics import read_metrics
from core.campaign.choices.stretch import read_stretch, recorded_stretch
from core.campaign.fields import units
from core.campaign.fields.units import hundredths_of_percent
from core.campaign.ranked import Ranked
from core.importing import tables as importing_tables
from core.model import EXCLUDED, HUNDREDTHS, PINNED, WEIGHT_PARTS, Campaign, LongArray
from core.people import tables as people_tables
from core.shortlist.choices import Choices
from core.shortlist.entries import take_entries
from core.shortlist.snapshot import Audit, Legal, Named, Part, Scale, Snapshot, Stability, Standing
from core.stature import actions as stature
from core.stature.choices import read_choices
from core.workspace.store import Workspace

COMPONENT_NAMES = {
    "reach": {"en": "Reach", "fr": "Portée"},
    "amplification": {"en": "Amplification", "fr": "Amplification"},
    "network": {"en": "Network", "fr": "Réseau"},
}
MOST_POINTS = 4000
CORRECTED = "Levels corrected for how strict their assessor is: yes"
"""How a snapshot records that the campaign chose so."""
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
    rubric = stature.rubric_of(workspace, campaign)
    told, spread = people_tables.told_count(workspace, campaign.id), ranked.spread
    return Snapshot(
        campaign=campaign.name,
        seats=campaign.seats,
        weight=units.WEIGHT.to_frozen([campaign.weight])[0],
        line=_total_at_line(ranked),
        entries=take_entries(workspace, ranked, choices.assessors_notes),
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
        rules=tuple(_list_rules(ranked)),
        signed_by=signed_by,
        signed_on=signed_on,
        considered=len(board),
        assessed=board.assessed,
        effective_share=_hundredths_or_none(spread.share(campaign.weight / WEIGHT_PARTS)),
        equal_say=_hundredths_or_none(spread.equal_say),
        unassessed_in=len(ranked.unassessed_in),
        stand_ins=_take_stand_ins(ranked),
        scales=tuple(_list_scales(workspace, campaign)),
        stability=Stability(
            (hundredths_of_percent(low), hundredths_of_percent(high)),
            len(ranked.stability.always_in),
            len(ranked.stability.depends),
        ),
        turnover=tuple(ranked.stability.turnover(np.linspace(0, 1, 101), campaign.weight / WEIGHT_PARTS).tolist()),
        points=_sample_points(ranked),
        audit=_take_audit(ranked),
        legal=Legal(
            choices.controller,
            choices.contact,
            tuple(importing_tables.source_files(workspace)),
            told=told,
            not_told=len(board) - told,
        ),
    )


def _hundredths_or_none(part: float | None) -> int | None:
    return None if part is None else hundredths_of_percent(part)


def _take_stand_ins(ranked: Ranked) -> tuple[Standing, ...]:
    """What stands in on either side; nothing where the unknown count at their lowest or are set apart."""
    if ranked.board.campaign.missing != "median":
        return ()
    both = ranked.board.stand_ins
    return tuple(
        Standing(side, one.value, one.of) for side, one in (("score", both.score), ("credibility", both.credibility))
    )


def _list_scales(workspace: Workspace, campaign: Campaign) -> Iterator[Scale]:
    """The external scores of a campaign's candidates, by name."""
    given = online.external_of(workspace, campaign)
    used = online.external_in_use(given, campaign) if given and campaign.score_source != "computed" else ""
    for name, (_, top) in sorted(given.items()):
        yield Scale(name, f"{top:g}", name == used)


def _list_rules(ranked: Ranked) -> Iterator[str]:
    """What beside the totals decided who is in: plain English, "what: which", translated where it is shown."""
    campaign, state = ranked.board.campaign, ranked.board.candidates.state
    if campaign.market:
        yield f"Market: {campaign.market}"
    if campaign.missing == "apart":
        yield "Unknown sides: apart"
    if campaign.missing == "low":
        yield "Unknown sides: low"
    if read_flagged(campaign.rules) == "left_out":
        yield RECORDED
    if used := read_metrics(campaign.rules).used:
        yield f"{RECORDED_USED}{used}"
    yield from recorded_stretch(read_stretch(campaign.rules))
    said = recorded_absent(read_absent(campaign.rules))
    if said and ranked.board.candidates.offline.any():
        yield said
    if read_choices(campaign.assessing).severity:
        yield CORRECTED
    yield from rules.recorded_rules(rules.read_rules(campaign.rules))
    holds = np.isin(np.array(sorted(ranked.board.settled), np.int64), ranked.live.invited())
    if holds.any():
        yield f"Ties settled by hand: {int(holds.sum())}"
    for words, which in (("Pinned to a seat", PINNED), ("Excluded, with a reason", EXCLUDED)):
        if count := int(np.count_nonzero(state == which)):
            yield f"{words}: {count}"


def _total_at_line(ranked: Ranked) -> int:
    line = ranked.live.line
    return 0 if line is None else round(line.total / WEIGHT_PARTS)


def _sample_points(ranked: Ranked) -> tuple[tuple[int, int, bool], ...]:
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


def _take_audit(ranked: Ranked) -> Audit | None:
    if ranked.audit is None:
        return None
    cutoff = (ranked.board.campaign.cutoff or 0) * HUNDREDTHS
    return Audit(cutoff, _name_people(ranked, ranked.audit.dropped), _name_people(ranked, ranked.audit.admitted))


def _name_people(ranked: Ranked, rows: LongArray) -> tuple[Named, ...]:
    board = ranked.board
    keys, names = board.key.take(rows.tolist()), board.name.take(rows.tolist())
    rank, total = ranked.live.rank_of(rows), ranked.live.totals_of(rows)
    return tuple(
        Named(
            keys[at],
            names[at],
            int(rank[at]),
            int(board.score.value[row]),
            int(board.credibility.value[row]),
            round(int(total[at]) / WEIGHT_PARTS),
        )
        for at, row in enumerate(rows.tolist())
    )
