"""The result of a screening as the command line's JSON: a contract other programs may rely on (docs/json.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.campaign.choices.flagged import read_flagged
from core.campaign.choices.stretch import read_stretch
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field
from core.campaign.fields.units import percent
from core.campaign.plausible import find_acceptability
from core.campaign.ranked import Ranked
from core.model import FULL, HUNDREDTHS, WEIGHT_PARTS


def ranking_json(
    ranked: Ranked,
    handles: Mapping[int, Mapping[str, str]],
    flagged: Mapping[int, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Everything but the imports: campaign, ranking from top to bottom, stability, cut-off audit, triage.

    What an entry of the ranking holds is the catalogue's (``core.campaign.fields.catalogue``).

    Points are 0..100 with two decimals, weights percent. ``handles`` is by person id, ``flagged`` (the evidence of
    flags, and the score without it) by place. Where a score or a
    credibility is provisional, the value given is the stand-in that the total uses.
    """
    board, campaign = ranked.board, ranked.board.campaign
    ranked.live.acceptability = find_acceptability(board, campaign.weight, campaign.seats)
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
            "flagged": read_flagged(campaign.rules),
            **_what_stands_in(ranked),
        },
        "people": len(board),
        "ranking": _list_entries(ranked, handles, flagged or {}),
        "stability": {
            "holds": [percent(low), percent(high)],
            "always_in": len(ranked.stability.always_in),
            "depends": len(ranked.stability.depends),
        },
        "cutoff_audit": _name_audited(ranked, keys),
        "triage": [keys[row] for row in ranked.triage.tolist()],
    }


def _what_stands_in(ranked: Ranked) -> dict[str, Any]:
    """What stands in where a side is unknown and from how many, how many seats hang on it, and a stretch's scales."""
    board = ranked.board
    sides = {"score": board.stand_ins.score, "credibility": board.stand_ins.credibility}
    stretch = read_stretch(board.campaign.rules)
    scales = {"score": stretch.score, "credibility": stretch.credibility} if stretch else {}
    scaled = {side: {"centre": one.centre / HUNDREDTHS, "factor": one.parts / FULL} for side, one in scales.items()}
    return {
        "stand_in": {
            side: {"points": None if board.campaign.missing == "low" else one.value / HUNDREDTHS, "of": one.of}
            for side, one in sides.items()
        },
        "unassessed_in": len(ranked.unassessed_in),
        "stretch": scaled or None,
    }


def _percent_or_none(weight: float | None) -> float | None:
    return None if weight is None else percent(weight)


def _name_audited(ranked: Ranked, keys: Sequence[str]) -> dict[str, list[str]]:
    if ranked.audit is None:
        return {"dropped": [], "admitted": []}
    return {
        "dropped": [keys[row] for row in ranked.audit.dropped.tolist()],
        "admitted": [keys[row] for row in ranked.audit.admitted.tolist()],
    }


def _list_entries(
    ranked: Ranked, handles: Mapping[int, Mapping[str, str]], flagged: Mapping[int, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """One object a candidate, in the order of the list, with the fields the catalogue puts here."""
    # Accounts and evidence come with the call: they stand in no column of the board.
    rows = ranked.window.index.tolist()
    given: dict[str, list[Any]] = {
        "handles": [dict(handles.get(person, {})) for person in ranked.board.person[ranked.window.index].tolist()],
        "flagged": [flagged.get(row, {}).get("flag_evidence", []) for row in rows],
        "score_unflagged": [flagged.get(row, {}).get("score_unflagged") for row in rows],
    }
    columns = {
        one.name_in("json"): given[one.key] if one.key in given else _json_values(one, ranked)
        for one in fields_in("json")
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _json_values(one: Field, ranked: Ranked) -> list[Any]:
    values = one.values_of(ranked)
    if not one.parts:
        return one.unit.to_json(values)
    parts = {part: one.unit.to_json(column) for part, column in values.items()}
    return [{part: column[at] for part, column in parts.items()} for at in range(len(ranked.window.index))]
