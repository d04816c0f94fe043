"""What the command line says beside the ranking: files of JSON, what was imported, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.campaign.doubles import OpenPairs
from core.files import replace_whole
from core.i18n import tr, trn
from core.importing.changes import OTHERWISE
from core.importing.draft import ImportResult
from core.importing.erased import rows_left_out
from core.model import Progress, no_progress

SHOWN_AFTER = 0.5


def write_json(value: Any, out: Path | str) -> None:
    """Writes UTF-8 JSON to a file, whole or not at all, or to the standard output for ``-``."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if str(out) == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    with replace_whole(out) as draft:
        draft.write_text(text, encoding="utf-8")


def confirmed(question: str) -> bool:
    """Whether whoever sits at the terminal says yes; nobody there says no."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    answer = input(f"{question} [{tr('yes')}/{tr('no')}] ").strip().casefold()
    return answer in {tr("yes"), tr("yes")[0], "yes", "y"}


def print_imports(imports: Iterable[ImportResult]) -> None:
    """One line a file on stderr: rows read, refused, issues."""
    for done in imports:
        words = trn("{n} row read", "{n} rows read", done.rows_read)
        refused = trn("{n} refused", "{n} refused", done.rows_refused)
        issues = trn("{n} issue", "{n} issues", len(done.issues))
        print(f"{done.file}: {words}, {refused}, {issues}", file=sys.stderr)
        erased = len(rows_left_out(done.issues))
        if erased:
            out = trn(
                "{n} row left out: this person asked to be erased",
                "{n} rows left out: their person asked to be erased",
                erased,
            )
            print(f"{done.file}: {out}", file=sys.stderr)
        otherwise = sum(issue.reason == OTHERWISE for issue in done.issues)
        if otherwise:
            changes = trn("{n} text differs from what is known", "{n} texts differ from what is known", otherwise)
            print(f"{done.file}: {changes}.", file=sys.stderr)


def print_pairs(found: OpenPairs) -> None:
    """One line on stderr on the pairs of people who may be one; nothing where there are none."""
    if found.seated:
        pairs = trn("{n} pair may be one person", "{n} pairs may be one person", found.seated)
        seats = trn("they hold {n} seat", "they hold {n} seats", found.seats)
        print(tr("{pairs}; {seats}", pairs=pairs, seats=seats) + ".", file=sys.stderr)
    elif found.pairs:
        pairs = trn("{n} pair may be one person", "{n} pairs may be one person", len(found.pairs))
        print(tr("{pairs}; {seats}", pairs=pairs, seats=tr("none of them holds a seat")) + ".", file=sys.stderr)


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
