"""The result of a screening as the command line's JSON: a contract other programs may rely on (docs/json.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from core.campaign.ranked import Ranked
from core.model import APART, EXCLUDED, HUNDREDTHS, OUT_OF_MARKET, PINNED, WEIGHT_PARTS

STATE_FLAGS = {PINNED: "pinned", APART: "apart", OUT_OF_MARKET: "out_of_market", EXCLUDED: "excluded"}
TOTAL_PARTS = HUNDREDTHS * WEIGHT_PARTS


def ranking_json(ranked: Ranked, handles: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    """Everything but the imports: campaign, ranking from top to bottom, stability, cut-off audit, triage.

    Points are 0..100 with two decimals, weights percent. ``handles`` is by person id. Where a score or a
    credibility is provisional, the value given is the stand-in that the total uses.
    """
    board, campaign = ranked.board, ranked.board.campaign
    low, high = ranked.holds
    spread = ranked.spread
    name, _, digest = board.score_model.partition("#")
    keys = board.key.take(range(len(board)))
    return {
        "campaign": {
            "seats": campaign.seats,
            "weight": percent(campaign.weight / WEIGHT_PARTS),
            "as_of": campaign.as_of.isoformat() if campaign.as_of else None,
            "cutoff": campaign.cutoff,
            "score_model": {"name": name, "hash": digest},
            "effective_share": _percent_or_none(spread.share(campaign.weight / WEIGHT_PARTS)),
            "equal_say": _percent_or_none(spread.equal_say),
        },
        "people": len(board),
        "ranking": _entries(ranked, keys, handles),
        "stability": {
            "holds": [percent(low), percent(high)],
            "always_in": len(ranked.stability.always_in),
            "depends": len(ranked.stability.depends),
        },
        "cutoff_audit": _audit(ranked, keys),
        "triage": [keys[place] for place in ranked.triage.tolist()],
    }


def percent(weight: float) -> float:
    """A weight 0..1 as percent, free of the dust of binary fractions."""
    return round(weight * 100, 9)


def _percent_or_none(weight: float | None) -> float | None:
    return None if weight is None else percent(weight)


def points(hundredths: int) -> float:
    """Hundredths of a point as points."""
    return hundredths / HUNDREDTHS


def _audit(ranked: Ranked, keys: Sequence[str]) -> dict[str, list[str]]:
    if ranked.audit is None:
        return {"dropped": [], "admitted": []}
    return {
        "dropped": [keys[place] for place in ranked.audit.dropped.tolist()],
        "admitted": [keys[place] for place in ranked.audit.admitted.tolist()],
    }


def _entries(ranked: Ranked, keys: Sequence[str], handles: Mapping[int, Mapping[str, str]]) -> list[dict[str, Any]]:
    board, window = ranked.board, ranked.window
    names, markets = board.name.take(range(len(board))), board.market.take(range(len(board)))
    best, worst = ranked.live.best_worst(window.index)
    flags = _flags(ranked)
    rows = []
    for at, place in enumerate(window.index.tolist()):
        rank = int(window.rank[at])
        rows.append(
            {
                "id": keys[place],
                "rank": rank or None,
                "tied": bool(window.tied[at]),
                "in": bool(window.is_in[at]),
                "name": names[place],
                "handles": dict(handles.get(int(board.person[place]), {})),
                "market": markets[place] or None,
                "audience": _whole(board.audience[place]),
                **_axes(ranked, place),
                "levels": _levels(ranked, place),
                "total": int(window.total[at]) / TOTAL_PARTS,
                "rank_by_score": int(board.rank_by_score[place]) or None,
                "intervals": [[percent(a), percent(b)] for a, b in ranked.stability.intervals(place)],
                "best_rank": int(best[at]) or None,
                "worst_rank": int(worst[at]) or None,
                "flags": flags.get(place, []),
            }
        )
    return rows


def _axes(ranked: Ranked, place: int) -> dict[str, Any]:
    board = ranked.board
    score, credibility = board.candidates.score, board.candidates.credibility
    provisional = [
        name for name, axis in (("score", score), ("credibility", credibility)) if not bool(axis.known[place])
    ]
    return {
        "score": points(int(score.value[place])),
        "score_low": points(int(score.low[place])),
        "score_high": points(int(score.high[place])),
        "speed": points(int(board.speed[place])) if score.known[place] and not ranked.measures_nothing[place] else None,
        "components": {
            name: points(int(values[place])) if values[place] >= 0 else None
            for name, values in board.components.items()
        },
        "provisional": provisional,
        "credibility": points(int(credibility.value[place])),
        "credibility_low": points(int(credibility.low[place])),
        "credibility_high": points(int(credibility.high[place])),
    }


def _levels(ranked: Ranked, place: int) -> dict[str, float | None]:
    return {
        criterion: _number(values[place] / HUNDREDTHS) if values[place] >= 0 else None
        for criterion, values in ranked.board.levels.items()
    }


def _flags(ranked: Ranked) -> dict[int, list[str]]:
    """Place -> flags, sorted: what the data says, and what was decided."""
    board = ranked.board
    flags: dict[int, list[str]] = {}
    reserved = board.candidates.reserved
    for state, flag in STATE_FLAGS.items():
        bearers = board.candidates.state == state
        _add(flags, flag, np.flatnonzero(bearers if reserved is None else bearers & ~reserved).tolist())
    if reserved is not None:
        _add(flags, "reserved", np.flatnonzero(reserved).tolist())
    _add(flags, "offline", np.flatnonzero(board.candidates.offline).tolist())
    for flag, places in board.flags.items():
        _add(flags, flag, places.tolist())
    return {place: sorted(held) for place, held in flags.items()}


def _add(flags: dict[int, list[str]], flag: str, places: Iterable[int]) -> None:
    for place in places:
        flags.setdefault(place, []).append(flag)


def _number(value: float) -> float:
    """A whole number as an integer: a level is 3, not 3.0."""
    return int(value) if float(value).is_integer() else float(value)


def _whole(value: float) -> float | None:
    return None if np.isnan(value) else _number(float(value))
