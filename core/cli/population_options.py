"""What the commands on a population may be told: read before any of them is loaded."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from core.cli.values import read_day, read_days
from core.i18n import tr


def score_options(command: ArgumentParser) -> None:
    """What ``score`` may be told."""
    command.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help=tr("partition files, or their folder"))
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    command.add_argument("--model", default="", metavar="NAME", help=tr("the score model; the newest unless given"))
    command.add_argument("--workers", type=int, default=2, metavar="N", help=tr("how many partitions at a time"))
    day = tr("day of the score; newest in the data")
    command.add_argument("--as-of", type=read_day, metavar="YYYY-MM-DD", help=day)
    command.add_argument("--half-life", type=read_days, metavar="DAYS")
    command.add_argument("--counts", action="append", default=[], metavar="FIELD=total|period")
    command.add_argument("--scheduler", default="", metavar="ADDRESS", help=tr("the address of dask's scheduler"))


def prescreen_options(command: ArgumentParser) -> None:
    """What ``prescreen`` may be told."""
    command.add_argument("sources", nargs="+", type=Path, metavar="SCORES", help=tr("files of scores"))
    command.add_argument("--seats", type=int, default=40, metavar="N")
    percent = tr("percent of credibility")
    command.add_argument("--weights", nargs=2, type=float, default=(0.0, 100.0), metavar=("FROM", "TO"), help=percent)
    command.add_argument("--credibility", type=Path, metavar="FILE", help=tr("person and credibility, or its bounds"))
    command.add_argument("--most", type=int, default=5000, metavar="N", help=tr("at most so many people"))
    command.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
