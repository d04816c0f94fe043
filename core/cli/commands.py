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


def screen(chosen: Namespace) -> None:
    """The whole job without a window."""
    request = Request(
        files=chosen.files,
        stature=chosen.stature,
        history=chosen.history,
        offline=chosen.offline,
        campaign=Campaign(
            0,
            chosen.name or chosen.files[0].stem,
            market=chosen.market,
            seats=chosen.seats,
            weight=weight_of(chosen.weight),
            missing=chosen.missing,
            cutoff=chosen.cutoff,
            score_source=chosen.score,
            half_life=chosen.half_life,
            as_of=chosen.as_of,
            rules=_choices_of(chosen),
        ),
        reading=reading(chosen),
        today=datetime.now().astimezone().date(),
    )
    with show.progress_bar() as progress, _workspace(chosen) as workspace, workspace.transaction():
        store_readings(workspace, chosen)
        screened = screening.screen_files(workspace, request, progress)
        _write(workspace, screened, chosen, progress)
        show.print_pairs(doubles.open_pairs(workspace, doubles.invited_people(screened.ranked)))


def read(chosen: Namespace) -> None:
    """Any file as the plain table that was understood."""
    from core.importing.reading.read import read as read_table
    from core.importing.reading.read import report, write_plain

    if not (chosen.csv or chosen.json):
        raise Usage(tr("Nothing to write."), "read", tr("Give --csv OUT, --json REPORT or both."))
    table = read_table(chosen.file, sheet=chosen.sheet)
    if chosen.csv:
        write_plain(table, chosen.csv)
    if chosen.json:
        show.write_json(report(table), chosen.json)


def sample(chosen: Namespace) -> None:
    """The fictional sample campaign as files."""
    for path in write_sample(chosen.folder):
        print(path)


def reading(chosen: Namespace) -> Reading:
    """How columns and people are to be taken, as plain values. ``Usage`` when an option is not of its form."""
    return Reading(
        choices=dict(_pair(text, "--map", "FIELD=COLUMN") for text in chosen.map),
        thresholds=dict(_threshold(text) for text in chosen.level),
        unknown=[_pair(text, "--unknown", "COLUMN=VALUE") for text in chosen.unknown],
        sheet=chosen.sheet,
        strangers=chosen.strangers,
        skip_marked=chosen.skip_hidden,
        confirmed=chosen.confirm,
    )


def store_readings(workspace: Workspace, chosen: Namespace) -> None:
    """``--counts`` and ``--scale`` kept in the workspace. ``Usage`` when one is not of its form; Trouble for an
    unknown count and a scale without a top."""
    pairs = [_pair(text, "--counts", "FIELD=total|period") for text in chosen.counts]
    if pairs:
        online.choose_counts(workspace, read_choices(pairs))
    scales = [_pair(text, "--scale", "NAME=TOP") for text in chosen.scale]
    if scales:
        online.state_scales(workspace, read_scales(scales))


def wanted_outputs(chosen: Namespace) -> outputs.Wanted:
    """The files a command asks for: ``--csv``, ``--csv-form``, ``--xlsx`` and ``--report``, in the language asked for.

    On the command line the notes come out as they were handed in; the window asks.
    """
    language = chosen.lang or current()
    choices = in_form(outputs.AS_HANDED_IN, chosen.csv_form or csv_form(language))
    return outputs.Wanted(chosen.csv, chosen.xlsx, chosen.report, language, choices=choices)


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


def _choices_of(chosen: Namespace) -> str:
    """What a campaign is asked to decide beside its weight and seats."""
    rules = "{}" if chosen.provisional is None else json.dumps({"provisional": chosen.provisional})
    rules = with_absent(rules, chosen.absent or Absent())
    rules = with_flagged(rules, chosen.flagged.replace("-", "_"))
    return with_stretch_asked(rules) if chosen.stretch else rules


@contextmanager
def _workspace(chosen: Namespace) -> Iterator[Workspace]:
    """The workspace named, or one in memory; a new file that nothing was written to is taken away again."""
    path = chosen.workspace
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


def _write(workspace: Workspace, screened: Screening, chosen: Namespace, progress: Progress) -> None:
    outputs.write_files(
        workspace,
        screened.ranked,
        wanted_outputs(chosen),
        progress,
    )
    if chosen.json:
        show.write_json(screening.screening_json(workspace, screened), chosen.json)
    if str(chosen.json) != "-":
        print_ranking(screened.ranked, chosen.seats + screened.ranked.board.campaign.reserve)
        show.print_imports(screened.imports)


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not (left and sign and right):
        raise Usage(tr("{text} is not of the form {form}.", text=text, form=form), option)
    return left.strip(), right.strip()


def _threshold(text: str) -> tuple[str, tuple[str, tuple[float, ...]]]:
    """``standing=experienceDepute:1,5,10,20`` as criterion, column and four bounds."""
    form = "CRITERION=COLUMN:a,b,c,d"
    criterion, rest = _pair(text, "--level", form)
    column, _, numbers = rest.rpartition(":")
    try:
        bounds = tuple(float(number) for number in numbers.split(","))
    except ValueError:
        bounds = ()
    if not column or len(bounds) != 4 or not all(map(isfinite, bounds)) or list(bounds) != sorted(bounds):
        raise Usage(tr("{text} is not of the form {form}.", text=text, form=form), "--level", tr("a to d do not fall."))
    return criterion, (column, bounds)


COMMANDS: dict[str, Callable[[Namespace], None]] = {"screen": screen, "read": read, "sample": sample}
