"""The options of the commands that read files and write lists: how columns are taken, how is ranked, what leaves."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from core.cli.values import read_absent, read_count, read_day, read_days, read_percent
from core.i18n import tr


def screen_options(command: ArgumentParser) -> None:
    """The whole job without a window."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    ranking_options(command)
    command.add_argument(
        "--as-of", type=read_day, metavar="YYYY-MM-DD", help=tr("day of the ranking; newest in the data")
    )
    for name, words in (
        ("--stature", tr("levels and notes by person")),
        ("--history", tr("dated metrics of the same people")),
        ("--offline", tr("people with no online presence")),
    ):
        command.add_argument(name, nargs="+", type=Path, action="extend", default=[], metavar="FILE", help=words)
    reading_options(command)
    command.add_argument("--score", choices=("computed", "external"), default="computed")
    words = tr("of several scores of other tools the one a list goes by; else the one that most people have")
    command.add_argument("--external", default="", metavar="NAME", help=words)
    command.add_argument("--half-life", type=read_days, metavar="DAYS")
    command.add_argument("--missing", choices=("median", "apart", "low"), default="median")
    command.add_argument(
        "--absent",
        type=read_absent,
        metavar="neutral|zero|SEATS",
        help=tr("people off line by choice: neither for nor against, speed 0, or so many seats of their own"),
    )
    command.add_argument(
        "--flagged",
        choices=("counts", "left-out"),
        default="counts",
        help=tr("what is flagged as bought counts in the score, or is left out of it"),
    )
    command.add_argument(
        "--stretch",
        action="store_true",
        help=tr("bring score and credibility to one spread, so that 50 percent is an equal say"),
    )
    command.add_argument(
        "--provisional",
        type=read_count,
        metavar="N",
        help=tr("at most so many seats for people of whom the score or the credibility is unknown"),
    )
    command.add_argument("--market", default="")
    command.add_argument("--name", default="", help=tr("name of the campaign; that of the first file unless given"))
    command.add_argument("--workspace", type=Path, metavar="FILE", help=tr("kept; else the work is temporary"))
    output_options(command)


def read_options(command: ArgumentParser) -> None:
    """Any file as the plain table that was understood."""
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--csv", type=Path, metavar="OUT")
    command.add_argument("--json", type=Path, metavar="REPORT")
    command.add_argument("--sheet")


def import_options(command: ArgumentParser) -> None:
    """Files of candidates into a workspace."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--kind", choices=("candidates", "history", "stature", "offline"), default="candidates")
    reading_options(command)
    command.add_argument("--json", type=Path, metavar="OUT|-")


def rank_options(command: ArgumentParser) -> None:
    """A ranking printed."""
    ranking_options(command, default_seats=None, default_weight=None)
    output_options(command)


def export_options(command: ArgumentParser) -> None:
    """A list exported."""
    output_options(command)
    command.add_argument(
        "--list", default="", metavar="LIST", help=tr("a frozen list by its number or name; as it stands unless given")
    )


def ranking_options(
    command: ArgumentParser, default_seats: int | None = 40, default_weight: float | None = 50.0
) -> None:
    """Seats, weight and cut-off."""
    command.add_argument("--seats", type=read_count, default=default_seats, metavar="N")
    command.add_argument(
        "--weight",
        type=read_percent,
        default=default_weight,
        metavar="PERCENT",
        help=tr("weight of credibility, 0 to 100"),
    )
    command.add_argument("--cutoff", type=read_count, metavar="N", help=tr("audit a cut-off on the score alone"))


def reading_options(command: ArgumentParser) -> None:
    """How the columns of the files are to be taken."""
    command.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    command.add_argument("--level", action="append", default=[], metavar="CRITERION=COLUMN:a,b,c,d")
    command.add_argument("--unknown", action="append", default=[], metavar="COLUMN=VALUE")
    command.add_argument(
        "--counts",
        action="append",
        default=[],
        metavar="FIELD=total|period",
        help=tr("how a count is read: since the account began, or of one period; recognised unless given"),
    )
    command.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="FIELD",
        help=tr("figures of this field stand, however unlikely they are"),
    )
    command.add_argument(
        "--skip-hidden", action="store_true", help=tr("leave out the rows that a workbook hides or strikes through")
    )
    command.add_argument(
        "--scale",
        action="append",
        default=[],
        metavar="NAME=TOP",
        help=tr("the top of an external score’s scale: its vendor’s, or 100, unless given"),
    )
    command.add_argument("--sheet")
    words = tr("people nobody knows in a history or stature file become candidates too")
    command.add_argument("--strangers", action="store_true", help=words)


def output_options(command: ArgumentParser) -> None:
    """What is written, and where."""
    from core.shortlist.choices import CSV_FORMS

    command.add_argument("--csv", type=Path, metavar="OUT")
    command.add_argument(
        "--csv-form", choices=tuple(CSV_FORMS), help=tr("whose CSV; the language’s spreadsheet unless given")
    )
    command.add_argument("--xlsx", type=Path, metavar="OUT")
    command.add_argument("--report", type=Path, metavar="OUT.pdf")
    command.add_argument("--json", type=Path, metavar="OUT|-")
