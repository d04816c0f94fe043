"""The ranking on the terminal: its table, a cut-off's cost and a tie at the line, all in plain text."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.campaign.fields.readings import rows_tied_at_line
from core.campaign.ranked import Ranked
from core.i18n import decimal, percent, tr, trn

if TYPE_CHECKING:
    from rich.table import Table

SPANS_SHOWN = 2
NAMES_SHOWN = 8
WIDTH = 110
"""Letters of a line where the output is no terminal."""
NARROW = 78
_STEERING = frozenset(("Cc", "Zl", "Zp", "Cs"))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class _Column:
    """``share``: the part of the width beyond which a text wraps; without one it is never cut or wrapped.
    ``least``: letters it keeps however little room there is. ``always``: shown on a narrow terminal too."""

    heading: str
    side: Literal["left", "right"] = "right"
    share: float = 0.0
    least: int | None = None
    always: bool = True


def print_ranking(ranked: Ranked, count: int) -> None:
    """The first ``count`` of the list and whoever else is in, with the invitation line; then what is worth saying.

    Names are plain text. A name or a market that is long wraps: rank, score and total are never cut for it.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else WIDTH)
    console.print(_make_table(ranked, count, console.width))
    for line in (*cutoff_lines(ranked), *tie_lines(ranked)):
        console.print(Text(_strip_controls(line)))


def _make_table(ranked: Ranked, count: int, width: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    title = Text(_strip_controls(_make_title(ranked)), style="bold")
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    columns = [(at, one) for at, one in enumerate(_choose_columns(width)) if one.always or width >= NARROW]
    for _, one in columns:
        most, wraps = round(width * one.share) or None, bool(one.share)
        table.add_column(
            one.heading, justify=one.side, no_wrap=not wraps, overflow="fold", min_width=one.least, max_width=most
        )
    is_in = ranked.window.is_in
    shown = [at for at in range(len(is_in)) if at < count or is_in[at]]
    for at, after in zip(shown, [*shown[1:], None], strict=True):
        cells = _make_row(ranked, at)
        texts = (Text(_strip_controls(cells[place])) for place, _ in columns)
        table.add_row(*texts, end_section=bool(is_in[at]) and (after is None or not is_in[after]))
    return table


def _choose_columns(width: int) -> list[_Column]:
    """The columns in the order of ``_row``, for a terminal of this width."""
    return [
        _Column(tr("Rank")),
        _Column(tr("Candidate"), "left", 0.4, 18 if width >= 100 else 12),
        _Column(tr("Market"), "left", 0.3, 8, always=False),
        _Column(tr("Score")),
        _Column(tr("Credibility"), always=False),
        _Column(tr("Total")),
        _Column(tr("In for"), "left", always=False),
    ]


def _strip_controls(text: str) -> str:
    """A text without characters that steer a terminal or turn the rest of its line; line breaks of ours stay."""
    return "".join("\ufffd" if c != "\n" and _is_steering(c) else c for c in text)


def _is_steering(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in _STEERING


def tie_lines(ranked: Ranked) -> Iterator[str]:
    """A tie across the invitation line in words; none where the line parts two totals."""
    tied = rows_tied_at_line(ranked)
    if not len(tied):
        return
    is_in = np.isin(tied, ranked.window.index[ranked.window.is_in])
    names = ranked.board.name
    yield tr(
        "A tie crosses the invitation line. Same total, in: {names}; same total, not in: {others}. Credibility "
        "decides, then the score, then the person’s own key.",
        names=_some_names(names.take(tied[is_in].tolist())),
        others=_some_names(names.take(tied[~is_in].tolist())),
    )


def _some_names(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" +{more}" if more > 0 else "")


def cutoff_lines(ranked: Ranked) -> Iterator[str]:
    """Whom a cut-off on the score alone would drop from the invited, and whom it would let in; none without one."""
    if ranked.audit is None:
        return
    cutoff, names = ranked.board.campaign.cutoff, ranked.board.name
    dropped, admitted = ranked.audit.dropped.tolist(), ranked.audit.admitted.tolist()
    yield trn(
        "A cut-off at {cutoff} would drop {n} name: {names}",
        "A cut-off at {cutoff} would drop {n} names: {names}",
        len(dropped),
        cutoff=cutoff,
        names=", ".join(names.take(dropped)) or "–",
    )
    yield trn(
        "and let {n} other in: {names}",
        "and let {n} others in: {names}",
        len(admitted),
        names=", ".join(names.take(admitted)) or "–",
    )


def _make_title(ranked: Ranked) -> str:
    campaign = ranked.board.campaign
    low, high = ranked.holds
    return "\n".join(
        (
            campaign.name,
            trn("{n} candidate", "{n} candidates", len(ranked.board))
            + " · "
            + trn("{n} seat", "{n} seats", campaign.seats)
            + " · "
            + tr("credibility weighs {weight}", weight=percent(campaign.weight / 10, 1)),
            tr("The same names hold from {low} to {high}.", low=percent(low * 100, 1), high=percent(high * 100, 1)),
        )
    )


def _make_row(ranked: Ranked, at: int) -> list[str]:
    board, window = ranked.board, ranked.window
    place = int(window.index[at])
    score, credibility = board.candidates.score, board.candidates.credibility
    rank = f"{window.rank[at]}{'=' if window.tied[at] else ''}" if window.rank[at] else "–"
    offline = bool(board.candidates.offline[place])
    return [
        rank,
        board.name.take([place])[0],
        board.market.take([place])[0],
        tr("off line") if offline else _say_points(score.value[place], score.known[place]),
        _say_points(credibility.value[place], credibility.known[place]),
        decimal(window.total[at] / 100_000),
        _say_intervals(ranked.stability.intervals(place)),
    ]


def _say_intervals(intervals: Sequence[tuple[float, float]]) -> str:
    """The first intervals in percent, and how many more there are."""
    shown = ", ".join(f"{decimal(a * 100)}–{decimal(b * 100)}" for a, b in intervals[:SPANS_SHOWN])
    return shown + (f" +{len(intervals) - SPANS_SHOWN}" if len(intervals) > SPANS_SHOWN else "")


def _say_points(hundredths: int, known: bool) -> str:
    """A provisional value stands in brackets."""
    text = decimal(hundredths / 100)
    return text if known else f"({text})"
