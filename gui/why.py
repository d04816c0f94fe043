"""Why one candidate stands above another, in words."""

from __future__ import annotations

import numpy as np

from core.i18n import decimal, tr
from core.model import FULL, WEIGHT_PARTS
from core.ranking.compare import why
from gui.live import Live

TOTAL_PARTS = FULL // 100 * WEIGHT_PARTS


def why_words(live: Live) -> tuple[str, str] | None:
    """The question and its answer for the selected candidate and the one below; None where there is no such one."""
    ranking, board, selected = live.ranking, live.board, live.selected
    if ranking is None or board is None or selected is None:
        return None
    place = ranking.place_of(selected)
    below = None if place is None else ranking.window(place + 1, 1)
    if below is None or not len(below.index) or not below.rank[0]:
        return None
    rival = int(below.index[0])
    found = why(board.candidates, selected, rival, live.weight)
    one, other = board.name.take([selected, rival])
    ranks = ranking.rank_of(np.array([selected, rival]))
    title = tr("{one} (rank {a}) and {other} (rank {b})", one=one, other=other, a=int(ranks[0]), b=int(ranks[1]))
    lines = [
        tr("Online score: {points} points", points=_signed(found.score)),
        tr("Off-line credibility: {points} points", points=_signed(found.credibility)),
        tr("Together: {points} points", points=_signed(found.lead)),
    ]
    if found.break_even is not None:
        lines.append(tr("They change places at a weight of {weight} %.", weight=decimal(found.break_even * 100)))
    return title, "\n".join(lines)


def _signed(total: int) -> str:
    return ("+" if total >= 0 else "") + decimal(total / TOTAL_PARTS, 2)
