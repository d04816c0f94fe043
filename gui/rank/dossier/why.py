"""Why one candidate stands above another, and what one lacks to cross the line, in words."""

from __future__ import annotations

import numpy as np

from core.campaign import rules
from core.campaign.fields.units import TOTAL_PARTS
from core.i18n import decimal, tr
from core.model import HUNDREDTHS
from core.ranking.compare import Lack, lack, ruled_lack, why
from gui.desk.live import Live


def why_words(live: Live, pair: tuple[int, int] | None = None) -> tuple[str, str] | None:
    """The question and its answer for a pair; without one for the two chosen candidates, or the selected and the next.

    None where there are no two to compare.
    """
    pair = pair or pair_of(live)
    ranking, board = live.ranking, live.board
    if pair is None or ranking is None or board is None:
        return None
    ranks = dict(zip(pair, ranking.rank_of(np.array(pair)).tolist(), strict=True))
    keys = dict(zip(pair, ranking.keys_of(pair).tolist(), strict=True))
    upper, lower = sorted(pair, key=lambda row: (not ranks[row], keys[row]))
    found = why(board.candidates, upper, lower, live.weight)
    one, other = board.name.take([upper, lower])
    title = tr(
        "{one} (rank {a}) and {other} (rank {b})",
        one=one,
        other=other,
        a=_word_rank(ranks[upper]),
        b=_word_rank(ranks[lower]),
    )
    lines = [
        tr("Online score: {points} points", points=_word_signed(found.score)),
        tr("Off-line credibility: {points} points", points=_word_signed(found.credibility)),
        tr("Together: {points} points", points=_word_signed(found.lead)),
    ]
    if found.break_even is not None:
        lines.append(tr("They change places at a weight of {weight} %.", weight=decimal(found.break_even * 100)))
    for row, name in ((upper, one), (lower, other)):
        missing = lack(ranking, row) if ranking.chosen is None else ruled_lack(ranking, row, rules.rules_of(board))
        if missing is not None:
            lines += ["", lack_words(name, missing)]
    return title, "\n".join(lines)


def lack_words(name: str, missing: Lack) -> str:
    """What a candidate would need to hold a seat, the others as they stand."""
    if missing.total is None:
        return tr("{name}: no list with this candidate keeps the rules.", name=name)
    ways = [
        tr("{points} more points of score", points=_word_points(missing.score)) if missing.score is not None else "",
        tr("{points} more points of credibility", points=_word_points(missing.credibility))
        if missing.credibility is not None
        else "",
    ]
    enough = tr(" or ").join(way for way in ways if way)
    if not enough:
        return tr("{name}: neither side alone could be raised enough for a seat at this weight.", name=name)
    return tr("{name} would hold a seat with {enough}.", name=name, enough=enough)


def pair_of(live: Live) -> tuple[int, int] | None:
    """The two chosen; else the selected one and the next one of the ranking."""
    ranking, selected = live.ranking, live.selected
    if ranking is None or selected is None:
        return None
    if len(live.chosen) == 2:
        return int(live.chosen[0]), int(live.chosen[1])
    place = ranking.place_of(selected)
    below = None if place is None else ranking.window(place + 1, 1)
    if below is None or not len(below.index) or not below.rank[0]:
        return None
    return selected, int(below.index[0])


def _word_rank(rank: int) -> str:
    return str(rank) if rank else tr("none")


def _word_points(hundredths: int) -> str:
    return decimal(hundredths / HUNDREDTHS, 2)


def _word_signed(total: int) -> str:
    return ("+" if total >= 0 else "") + decimal(total / TOTAL_PARTS, 2)
