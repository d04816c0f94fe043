"""The commands on a population: score partitions where they lie, and bring the head of it home."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from core.cli import show
from core.errors import Trouble, Usage
from core.i18n import integer, tr, trn
from core.model import WEIGHT_PARTS, to_day


def score(args: Namespace) -> None:
    """Scores a population; where a partition failed the others are done, and the exit code is that of a refusal."""
    from core.population.run import Request, score_population
    from core.scoring import model as models
    from core.scoring.running_totals import read_choices

    request = Request(
        args.sources,
        args.out,
        models.load(args.model) if args.model else models.load(),
        to_day(args.as_of) if args.as_of else None,
        args.half_life,
        read_choices([_cut_pair(pair) for pair in args.counts]),
        args.workers,
        args.scheduler,
    )
    with show.progress_bar() as progress:
        done = score_population(request, progress)
    people = sum(one.people for one in done.partitions)
    refused = sum(one.refused for one in done.partitions)
    print(trn("{n} person scored", "{n} people scored", people), file=sys.stderr)
    if refused:
        print(trn("{n} row refused: see report.json", "{n} rows refused: see report.json", refused), file=sys.stderr)
    failed = [one for one in done.partitions if one.fault]
    if failed:
        raise Trouble(
            tr("Not every partition could be scored."),
            ", ".join(one.source for one in failed[:3]),
            tr("Mend them and run this again: the others are done."),
        )


def _cut_pair(text: str) -> tuple[str, str]:
    field, _, form = text.partition("=")
    return field, form


def prescreen(args: Namespace) -> None:
    """Writes those who can be among the first for some weight as a file to import."""
    from core.frame_files import write_frame
    from core.population.prescreen import find_head

    first, last = (round(weight * WEIGHT_PARTS / 100) for weight in args.weights)
    if not 0 <= first <= last <= WEIGHT_PARTS or args.seats < 1:
        asked = " ".join(map(str, args.weights))
        raise Usage(tr("Weights run from 0 to 100, the smaller first."), asked, tr("Ask for one seat at least."))
    with show.progress_bar() as progress:
        head = find_head(args.sources, args.seats, (first, last), args.credibility, progress)
    if len(head.table) > args.most:
        raise Trouble(
            tr("{n} people can be in, more than {most}.", n=integer(len(head.table)), most=integer(args.most)),
            args.out.name,
            tr("Narrow the weights, give their credibility, or raise --most."),
        )
    frame = head.table.to_pandas().rename(columns={"person": "id", "score": "external:population"})
    write_frame(frame.set_index("id"), args.out)
    counted = {"n": integer(len(head.table)), "people": integer(head.people), "unscored": integer(head.unscored)}
    print(tr("{n} of {people} people can be in; {unscored} have no score.", **counted), file=sys.stderr)


COMMANDS: dict[str, Callable[[Namespace], None]] = {"score": score, "prescreen": prescreen}
