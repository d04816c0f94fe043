"""What the command line prints: tables of names, progress, and files of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.campaign.doubles import OpenPairs
from core.campaign.ranked import Ranked
from core.files import replace_whole
from core.i18n import decimal, percent, tr, trn
from core.importing.changes import OTHERWISE
from core.importing.draft import ImportResult
from core.model import Progress, no_progress

SHOWN_AFTER = 0.5
SPANS_SHOWN = 2


def write_json(value: Any, out: Path | str) -> None:
    """Writes UTF-8 JSON to a file, whole or not at all, or to the standard output for ``-``."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if str(out) == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    with replace_whole(out) as draft:
        draft.write_text(text, encoding="utf-8")


def print_ranking(ranked: Ranked, count: int) -> None:
    """The first places of the list, the invitation line between seats and reserve."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=_title(ranked), title_justify="left", title_style="bold")
    for heading, side in (
        (tr("Rank"), "right"),
        (tr("Candidate"), "left"),
        (tr("Market"), "left"),
        (tr("Score"), "right"),
        (tr("Credibility"), "right"),
        (tr("Total"), "right"),
        (tr("In for"), "left"),
    ):
        # A name is never cut away, however many intervals stand beside it.
        least = 18 if heading == tr("Candidate") else None
        table.add_column(heading, justify=side, no_wrap=True, min_width=least)  # type: ignore[arg-type]
    window = ranked.window
    for at in range(min(count, len(window.index))):
        last_in = bool(window.is_in[at]) and (at + 1 >= len(window.index) or not window.is_in[at + 1])
        table.add_row(*_row(ranked, at), end_section=last_in)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    console.print(table)
    for line in cutoff_lines(ranked):
        console.print(line, markup=False)


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


def _title(ranked: Ranked) -> str:
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


def _row(ranked: Ranked, at: int) -> list[str]:
    board, window = ranked.board, ranked.window
    place = int(window.index[at])
    score, credibility = board.candidates.score, board.candidates.credibility
    rank = f"{window.rank[at]}{'=' if window.tied[at] else ''}" if window.rank[at] else "–"
    offline = bool(board.candidates.offline[place])
    return [
        rank,
        board.name.take([place])[0],
        board.market.take([place])[0],
        tr("off line") if offline else _points(score.value[place], score.known[place]),
        _points(credibility.value[place], credibility.known[place]),
        decimal(window.total[at] / 100_000),
        _spans(ranked.stability.intervals(place)),
    ]


def _spans(intervals: Sequence[tuple[float, float]]) -> str:
    """The first intervals in percent, and how many more there are."""
    shown = ", ".join(f"{decimal(a * 100)}–{decimal(b * 100)}" for a, b in intervals[:SPANS_SHOWN])
    return shown + (f" +{len(intervals) - SPANS_SHOWN}" if len(intervals) > SPANS_SHOWN else "")


def _points(hundredths: int, known: bool) -> str:
    """A provisional value stands in brackets."""
    text = decimal(hundredths / 100)
    return text if known else f"({text})"


def print_imports(imports: Iterable[ImportResult]) -> None:
    """One line a file on stderr: rows read, refused, remarks."""
    for done in imports:
        words = trn("{n} row read", "{n} rows read", done.rows_read)
        refused = trn("{n} refused", "{n} refused", done.rows_refused)
        issues = trn("{n} issue", "{n} issues", len(done.issues))
        print(f"{done.file}: {words}, {refused}, {issues}", file=sys.stderr)
        otherwise = sum(issue.reason == OTHERWISE for issue in done.issues)
        if otherwise:
            changes = trn("{n} text differs from what is known", "{n} texts differ from what is known", otherwise)
            print(f"{done.file}: {changes}.", file=sys.stderr)


def print_pairs(found: OpenPairs) -> None:
    """One line on stderr on the pairs of people who may be one; nothing where there are none."""
    if found.seated:
        pairs = trn("{n} pair may be one person", "{n} pairs may be one person", found.seated)
        seats = trn("they hold {n} seat", "they hold {n} seats", found.seats)
        print(f"{pairs}; {seats}.", file=sys.stderr)
    elif found.pairs:
        pairs = trn("{n} pair may be one person", "{n} pairs may be one person", len(found.pairs))
        print(f"{pairs}; {tr('none of them holds a seat')}.", file=sys.stderr)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on the terminal after half a second; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from time import monotonic

    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    started = monotonic()
    bar = Bar(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)

    def tell(done: int, total: int, words: str) -> None:
        if monotonic() - started > SHOWN_AFTER and not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total or None, description=words)

    try:
        yield tell
    finally:
        bar.stop()
