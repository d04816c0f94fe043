"""The options of the commands for people's rights: what is held on them, who was told, erasure, the law's papers."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from core.cli.values import add_json_option, read_day
from core.i18n import tr

PERSON_COMMANDS = (
    "show",
    "export",
    "erase",
    "told",
    "correct",
    "ask",
    "answered",
    "object",
    "agree",
    "grounds",
    "allow",
)


def person_options(command: ArgumentParser) -> None:
    """A person shown, exported, corrected, told or erased."""
    from core.rights.record_tables import KINDS

    command.add_argument("what", choices=PERSON_COMMANDS)
    command.add_argument("person", metavar="KEY", help=tr("a key, an account as @name, an e-mail or a whole name"))
    command.add_argument("--json", type=Path, metavar="OUT|-")
    command.add_argument("--how", default="", help=tr("how they were told, or what they said"))
    command.add_argument("--kind", choices=KINDS, default="access", help=tr("what is asked for"))
    command.add_argument("--by", default="", metavar="NAME", help=tr("who writes the correction down"))
    command.add_argument("--expects", default="", metavar="TEXT", help=tr("why this person may expect to be held"))
    command.add_argument("--basis", default="", metavar="TEXT", help=tr("the legal basis, where it is another"))
    _set_option(command, "FIELD=TEXT")
    _erasing_options(command)


def _erasing_options(command: ArgumentParser) -> None:
    command.add_argument("--yes", action="store_true", help=tr("erase without asking"))
    _paper_options(command)


def _paper_options(command: ArgumentParser) -> None:
    command.add_argument("--report", type=Path, metavar="OUT.pdf")
    command.add_argument("--on", type=read_day, metavar="YYYY-MM-DD", help=tr("the day it is; today unless given"))


def _set_option(command: ArgumentParser, form: str) -> None:
    command.add_argument("--set", action="append", default=[], metavar=form)


def rights_options(command: ArgumentParser) -> None:
    """Who was told, is overdue, objects or is to be erased."""
    from core.rights.state import STATES

    command.add_argument("--state", choices=STATES)
    command.add_argument("--on", type=read_day, metavar="YYYY-MM-DD", help=tr("the day it is; today unless given"))
    add_json_option(command)


def letters_options(command: ArgumentParser) -> None:
    """The notice to those still to be told."""
    whom = tr("to whom; to everybody still to be told unless given")
    command.add_argument("people", nargs="*", metavar="KEY", help=whom)
    command.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    command.add_argument("--on", type=read_day, metavar="YYYY-MM-DD", help=tr("the day it is; today unless given"))


def register_options(command: ArgumentParser) -> None:
    """The register of processing and the assessments."""
    from core.rights.documents import NAMES

    command.add_argument("document", nargs="?", choices=NAMES, default=NAMES[0])
    _set_option(command, "QUESTION=TEXT")
    add_json_option(command)
    _paper_options(command)


def retention_options(command: ArgumentParser) -> None:
    """Whom nobody was in touch with for years."""
    command.add_argument("--erase", action="store_true", help=tr("erase them, after asking"))
    _erasing_options(command)
