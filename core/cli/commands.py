"""Each command of the command line: reads its arguments, calls actions, writes what was asked."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import isfinite

from core.campaign import doubles, online, screening
from core.campaign.choices.absent import Absent, with_absent
from core.campaign.choices.flagged import with_flagged
from core.campaign.choices.metrics import with_used
from core.campaign.choices.stretch import with_stretch_asked
from core.campaign.screening import Request, Screening
from core.cli import show
from core.cli.ranking_table import print_ranking
from core.errors import Usage
from core.i18n import current, tr
from core.importing.draft import Reading
from core.model import Campaign, Progress
from core.sample.files import write_sample
from core.scoring.external import read_scales
from core.scoring.running_totals import read_choices
from core.shortlist import outputs
from core.shortlist.choices import csv_form, in_form
from core.workspace.store import Workspace, open_workspace, temporary_workspace


def screen(args: Namespace) -> None:
    """The whole job without a window."""
    request = Request(
        files=args.files,
        stature=args.stature,
        history=args.history,
        offline=args.offline,
        campaign=Campaign(
            0,
            args.name or args.files[0].stem,
            market=args.market,
            seats=args.seats,
            weight=weight_of(args.weight),
            missing=args.missing,
            cutoff=args.cutoff,
            score_source=args.score,
            half_life=args.half_life,
            as_of=args.as_of,
            rules=_choices_of(args),
        ),
        reading=reading(args),
        today=datetime.now().astimezone().date(),
    )
    with show.progress_bar() as progress, _open_workspace(args) as workspace, workspace.transaction():
        store_readings(workspace, args)
        screened = screening.screen_files(workspace, request, progress)
        _write_outputs(workspace, screened, args, progress)
        show.print_pairs(doubles.open_pairs(workspace, doubles.invited_people(screened.ranked)))


def read(args: Namespace) -> None:
    """Any file as the plain table that was understood."""
    from core.importing.reading.read import read as read_table
    from core.importing.reading.read import report, write_plain

    if not (args.csv or args.json):
        raise Usage(tr("Nothing to write."), "read", tr("Give --csv OUT, --json REPORT or both."))
    table = read_table(args.file, sheet=args.sheet)
    if args.csv:
        write_plain(table, args.csv)
    if args.json:
        show.write_json(report(table), args.json)


def sample(args: Namespace) -> None:
    """The fictional sample campaign as files."""
    for path in write_sample(args.folder):
        print(path)


def reading(args: Namespace) -> Reading:
    """How columns and people are to be taken, as plain values. ``Usage`` when an option is not of its form."""
    return Reading(
        choices=dict(_split_pair(text, "--map", "FIELD=COLUMN") for text in args.map),
        thresholds=dict(_parse_threshold(text) for text in args.level),
        unknown=[_split_pair(text, "--unknown", "COLUMN=VALUE") for text in args.unknown],
        sheet=args.sheet,
        strangers=args.strangers,
        skip_marked=args.skip_hidden,
        confirmed=args.confirm,
    )


def store_readings(workspace: Workspace, args: Namespace) -> None:
    """``--counts`` and ``--scale`` kept in the workspace. ``Usage`` when one is not of its form; Trouble for an
    unknown count and a scale without a top."""
    pairs = [_split_pair(text, "--counts", "FIELD=total|period") for text in args.counts]
    if pairs:
        online.choose_counts(workspace, read_choices(pairs))
    scales = [_split_pair(text, "--scale", "NAME=TOP") for text in args.scale]
    if scales:
        online.state_scales(workspace, read_scales(scales))


def wanted_outputs(args: Namespace) -> outputs.Wanted:
    """The files a command asks for: ``--csv``, ``--csv-form``, ``--xlsx`` and ``--report``, in the language asked for.

    On the command line the notes come out as they were handed in; the window asks.
    """
    language = args.lang or current()
    choices = in_form(outputs.AS_HANDED_IN, args.csv_form or csv_form(language))
    return outputs.Wanted(args.csv, args.xlsx, args.report, language, choices=choices)


def weight_of(percent: float) -> int:
    """Thousandths from percent. ``Usage`` beyond one decimal: the weight would not be what was asked."""
    thousandths = round(percent * 10)
    if abs(thousandths - percent * 10) > 1e-9:
        raise Usage(
            tr("The weight takes one decimal at most."),
            f"--weight {percent}",
            tr("Try {nearest}.", nearest=thousandths / 10),
        )
    return thousandths


def _choices_of(args: Namespace) -> str:
    """What a campaign is asked to decide beside its weight and seats."""
    rules = "{}" if args.provisional is None else json.dumps({"provisional": args.provisional})
    rules = with_absent(rules, args.absent or Absent())
    rules = with_used(with_flagged(rules, args.flagged.replace("-", "_")), args.external)
    return with_stretch_asked(rules) if args.stretch else rules


@contextmanager
def _open_workspace(args: Namespace) -> Iterator[Workspace]:
    """The workspace named, or one in memory; a new file that nothing was written to is taken away again."""
    path = args.workspace
    fresh = path is not None and not path.exists()
    workspace = open_workspace(path) if path else temporary_workspace()
    try:
        yield workspace
    except BaseException:
        workspace.close()
        if fresh:
            path.unlink(missing_ok=True)
        raise
    workspace.close()


def _write_outputs(workspace: Workspace, screened: Screening, args: Namespace, progress: Progress) -> None:
    outputs.write_files(
        workspace,
        screened.ranked,
        wanted_outputs(args),
        progress,
    )
    if args.json:
        show.write_json(screening.screening_json(workspace, screened), args.json)
    if str(args.json) != "-":
        print_ranking(screened.ranked, args.seats + screened.ranked.board.campaign.reserve)
        show.print_imports(screened.imports)


def _split_pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not (left and sign and right):
        raise Usage(tr("{text} is not of the form {form}.", text=text, form=form), option)
    return left.strip(), right.strip()


def _parse_threshold(text: str) -> tuple[str, tuple[str, tuple[float, ...]]]:
    """``standing=experienceDepute:1,5,10,20`` as criterion, column and four bounds."""
    form = "CRITERION=COLUMN:a,b,c,d"
    criterion, rest = _split_pair(text, "--level", form)
    column, _, numbers = rest.rpartition(":")
    try:
        bounds = tuple(float(number) for number in numbers.split(","))
    except ValueError:
        bounds = ()
    if not column or len(bounds) != 4 or not all(map(isfinite, bounds)) or list(bounds) != sorted(bounds):
        raise Usage(tr("{text} is not of the form {form}.", text=text, form=form), "--level", tr("a to d do not fall."))
    return criterion, (column, bounds)


COMMANDS: dict[str, Callable[[Namespace], None]] = {"screen": screen, "read": read, "sample": sample}
