"""The options of the command on assessors."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.values import read_count, read_day
from core.i18n import tr
from core.stature.choices import ORDERS
from core.stature.conflicts import DECLARED

ASKED = ("show", "introduce", "conflict", "waive", "withdraw", "assign", "choose", "queue")
"""What may be asked about assessors."""
SWITCH = ("on", "off")


def add_assessor_options(command: argparse.ArgumentParser) -> None:
    """What is asked, of whom, and how."""
    command.add_argument("what", nargs="?", choices=ASKED, default="show")
    command.add_argument(
        "--assessor", action="append", default=[], metavar="NAME", help=tr("whom it is about; several for assign")
    )
    command.add_argument("--organisation", default="", help=tr("where the assessor works, to find conflicts"))
    command.add_argument("--email", default="", help=tr("the assessor’s address, to find conflicts by its domain"))
    command.add_argument("--person", default="", metavar="KEY", help=tr("the candidate a conflict is with"))
    command.add_argument("--kind", choices=DECLARED, default="works_with", help=tr("what the conflict is"))
    command.add_argument("--reason", default="", help=tr("why there is a conflict, or why it is waived"))
    command.add_argument("--by", default="", metavar="NAME", help=tr("who waives it"))
    command.add_argument("--each", type=read_count, default=2, metavar="N", help=tr("by how many each is assessed; 2"))
    command.add_argument("--people", type=read_count, default=0, metavar="N", help=tr("how many people; all"))
    command.add_argument("--sheets", type=Path, metavar="DIR", help=tr("write a sheet for each assessor there"))
    command.add_argument("--severity", choices=SWITCH, help=tr("count levels corrected for how strict assessors are"))
    command.add_argument("--blind", choices=SWITCH, help=tr("assess without seeing the others; on"))
    command.add_argument("--order", choices=ORDERS, help=tr("whom the queue puts first"))
    command.add_argument("--on", type=read_day, metavar="YYYY-MM-DD", help=tr("the day of it; today unless given"))
    command.add_argument("--json", type=Path, metavar="OUT|-")
