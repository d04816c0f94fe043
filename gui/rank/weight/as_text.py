"""The charts of Rank as tables of text: the weight with its curve, and the map."""

from __future__ import annotations

import numpy as np

from core.campaign.fields.units import TOTAL_PARTS
from core.i18n import decimal, integer, percent, tr
from core.model import HUNDREDTHS, WEIGHT_PARTS, Axis, LongArray
from gui.desk.live import Live
from gui.parts.chart_table import MOST_ROWS, TextTable


def weight_table(live: Live) -> TextTable:
    """At each whole percent how many of the names of now have changed."""
    title = tr("Names that change with the weight")
    headings = (tr("Weight of credibility"), tr("Names that change"))
    if live.stability is None:
        return TextTable(title, headings, ())
    at = np.linspace(0, 1, 101)
    changed = live.stability.turnover(at, live.weight / WEIGHT_PARTS).tolist()
    rows = [(percent(weight), integer(int(count))) for weight, count in enumerate(changed)]
    return TextTable(title, headings, rows)


def map_table(live: Live) -> TextTable:
    """Everybody on the map in the order of the table, as far as a table is read."""
    title = tr("Map of score against credibility")
    headings = (tr("Candidate"), tr("Online score"), tr("Off-line credibility"), tr("Total"), tr("In"))
    if live.board is None or live.ranking is None or live.listing is None:
        return TextTable(title, headings, ())
    window = live.listing.window(0, MOST_ROWS)
    candidates, index = live.board.candidates, window.index
    names = live.board.name.take(index.tolist())
    sides = [_side_words(side, index) for side in (candidates.score, candidates.credibility)]
    sides[0] = [tr("off line") if off else word for word, off in zip(sides[0], candidates.offline[index], strict=True)]
    totals = [decimal(total / TOTAL_PARTS) for total in window.total.tolist()]
    inside = [tr("yes") if held else tr("no") for held in window.is_in.tolist()]
    return TextTable(title, headings, list(zip(names, *sides, totals, inside, strict=True)), len(live.listing))


def _side_words(side: Axis, index: LongArray) -> list[str]:
    pairs = zip(side.value[index].tolist(), side.known[index].tolist(), strict=True)
    return [decimal(value / HUNDREDTHS) if known else tr("unknown") for value, known in pairs]
