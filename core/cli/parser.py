"""The command line's words: what each command takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from core.cli.assessor_options import add_assessor_options
from core.cli.list_options import export_options, import_options, rank_options, read_options, screen_options
from core.cli.population_options import prescreen_options, score_options
from core.cli.rights_options import (
    letters_options,
    person_options,
    register_options,
    retention_options,
    rights_options,
)
from core.cli.values import add_json_option, read_change, read_count, read_day, read_number_or_id, read_time
from core.errors import Usage
from core.i18n import LANGUAGES, tr


class Parser(argparse.ArgumentParser):
    """Raises ``Usage`` instead of ending the program by itself. ``fill`` adds a command's options when it is asked for:
    the list of commands needs none of them, nor what they load."""

    fill: Callable[[Parser], None] | None = None

    def parse_known_args(self, *values: Any, **named: Any) -> Any:
        """What ``argparse`` does, with the options of this command."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill(self)
        return super().parse_known_args(*values, **named)

    def error(self, message: str) -> NoReturn:
        raise Usage(
            message if message.endswith(".") else f"{message}.", "", tr("See {command} --help.", command=self.prog)
        )


def parser() -> Parser:
    """Every command with its options. ``function`` names the command's function in ``core.cli.commands``."""
    top = Parser("main.py", description=tr("Entregent screens bloggers for invitations. No command opens the window."))
    commands = top.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True)
    _add_command(commands, "screen", tr("Do the whole job without a window: files in, shortlist out."), screen_options)
    _add_command(commands, "read", tr("Write any file as the plain table that was understood."), read_options)
    _add_command(commands, "sample", tr("Write the fictional sample campaign's files into a folder."), _sample_options)
    _add_command(
        commands, "score", tr("Score a population where it lies: partition files in, scores out."), score_options
    )
    _add_command(commands, "prescreen", tr("Bring home who can be among the first of a population."), prescreen_options)
    for name, words in (
        ("import", tr("Import files of candidates into a workspace.")),
        ("rank", tr("Rank a workspace's campaign and print it.")),
        ("explain", tr("Explain one candidate's score and rank.")),
        ("flags", tr("Show the evidence of a candidate's flags, set one aside or raise it again.")),
        ("freeze", tr("Freeze the shortlist, signed off by a named person.")),
        ("export", tr("Export a campaign's list.")),
        ("report", tr("Write a campaign's printed report.")),
        ("replies", tr("Say what a file of replies means, and store it with --take.")),
        ("coverage", tr("Say what guests published after the event, and store it with --take.")),
        ("messages", tr("Write what goes to guests as drafts; nothing is sent.")),
        ("campaigns", tr("List the campaigns of a workspace.")),
        ("changes", tr("List what later files say otherwise of people who are known, and take or leave it.")),
        ("verify", tr("Check that the frozen lists are what was signed.")),
        ("table", tr("Write a whole table as Parquet, Feather, CSV or XLSX, for notebooks and other programs.")),
        ("sheet", tr("Write an assessment sheet, or take in what came back.")),
        ("assessors", tr("Show the assessors, how strict they are and their conflicts; say who assesses whom.")),
        ("agreement", tr("Say how far the assessors agree, and where they differ.")),
        ("outliers", tr("List the overlooked, the loud, and whom no network knows.")),
        ("person", tr("Show, export, correct or erase a person, note what they were told and asked for.")),
        ("rights", tr("Say who was told what is held, who is overdue, objects, or is to be erased.")),
        ("letters", tr("Write the notice to those still to be told, and note that they are.")),
        ("register", tr("Fill in and write the register of processing and the assessments.")),
        ("retention", tr("List whom nobody was in touch with for years, and erase them with --erase.")),
        ("check", tr("Check a workspace for damage.")),
        ("backup", tr("Copy a workspace safely.")),
        ("restore", tr("Put a backup in a workspace's place.")),
    ):
        _add_command(commands, name, words, partial(_workspace_options, name))
    return top


FORMER: Mapping[str, Sequence[str]] = {"outliers": ("beyond",)}
"""Commands by the names they had before: other programs may still call them so."""


def _add_command(
    commands: argparse._SubParsersAction[Parser], name: str, words: str, options: Callable[[Parser], None]
) -> None:
    command: Parser = commands.add_parser(name, help=words, description=words, aliases=FORMER.get(name, ()))
    command.set_defaults(command=name)

    def fill(filled: Parser) -> None:
        filled.add_argument("--lang", choices=LANGUAGES, help=tr("language of what is written"))
        options(filled)

    command.fill = fill


def _sample_options(command: Parser) -> None:
    command.add_argument("folder", type=Path, metavar="DIR")


def _workspace_options(name: str, command: Parser) -> None:
    command.add_argument("--workspace", type=Path, required=True, metavar="FILE")
    command.add_argument(
        "--campaign", type=read_number_or_id, default=0, metavar="NUMBER", help=tr("the newest unless given")
    )
    extra = EXTRAS.get(name)
    if extra:
        extra(command)


def _explain_options(command: Parser) -> None:
    command.add_argument("person", metavar="NAME|HANDLE|ID")


def _flags_options(command: Parser) -> None:
    command.add_argument("person", metavar="NAME|HANDLE|ID")
    command.add_argument("--set-aside", default="", metavar="FLAG", help=tr("set this flag aside"))
    command.add_argument("--reason", default="", help=tr("why it is set aside: it is kept"))
    command.add_argument("--by", default="", metavar="NAME", help=tr("who sets it aside"))
    command.add_argument("--raise-again", default="", metavar="FLAG", help=tr("take it back that a flag was set aside"))
    command.add_argument("--json", type=Path, metavar="OUT|-")


def _freeze_options(command: Parser) -> None:
    command.add_argument("--signed-by", required=True, metavar="NAME")
    command.add_argument("--on", type=read_day, required=True, metavar="YYYY-MM-DD")
    command.add_argument("--name", default="")


def _replies_options(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--column", default="", metavar="HEADING", help=tr("the column of the replies; found unless given")
    )
    command.add_argument("--take", action="store_true", help=tr("store the replies that were matched"))
    add_json_option(command)


def _coverage_options(command: Parser) -> None:
    from core.invitations.coverage import DAYS

    words = tr("a monitoring tool’s file or a list of links; what is stored already unless given")
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help=words)
    days = tr("how many days after the event count; {n}", n=DAYS)
    command.add_argument("--days", type=read_count, default=DAYS, metavar="N", help=days)
    command.add_argument("--by-name", action="store_true", help=tr("believe a name alone"))
    command.add_argument("--take", action="store_true", help=tr("store the posts that were matched"))
    add_json_option(command)


def _messages_options(command: Parser) -> None:
    purposes = ("invitation", "reminder", "confirmation")
    command.add_argument("purpose", choices=purposes, metavar="|".join(purposes))
    words = tr("a folder for one .eml a guest, or a file that ends in .mbox or .csv; only looked at unless given")
    command.add_argument("--to", type=Path, metavar="FOLDER|FILE", help=words)
    command.add_argument("--sender", default="", metavar="NAME", help=tr("who signs the messages"))
    command.add_argument("--starts", type=read_time, metavar="HH:MM", help=tr("when the event begins"))
    command.add_argument("--venue", default="", metavar="TEXT", help=tr("the campaign's place unless given"))
    command.add_argument("--answer-by", type=read_day, metavar="YYYY-MM-DD", help=tr("until when an answer is wanted"))
    add_json_option(command)


def _changes_options(command: Parser) -> None:
    words = tr("their numbers as they are listed, or all")
    command.add_argument("--take", nargs="+", type=read_change, default=[], metavar="N|all", help=words)
    command.add_argument("--leave", nargs="+", type=read_change, default=[], metavar="N|all", help=words)
    add_json_option(command)


def _verify_options(command: Parser) -> None:
    command.add_argument("list", nargs="?", default="", metavar="LIST", help=tr("its number or name; all unless given"))
    command.add_argument(
        "--key", default="", metavar="FINGERPRINT", help=tr("the key it must be signed with, as a report prints it")
    )
    add_json_option(command)


def _sheet_options(command: Parser) -> None:
    command.add_argument("what", choices=("write", "read"))
    command.add_argument("files", nargs="+", type=Path, metavar="FILE.xlsx")
    command.add_argument("--assessor", default="", metavar="NAME", help=tr("who fills the sheet in"))
    command.add_argument("--people", type=read_count, default=60, metavar="N", help=tr("how many people at most; 60"))
    command.add_argument("--on", type=read_day, metavar="YYYY-MM-DD", help=tr("day of the sheet; today unless given"))
    command.add_argument("--json", type=Path, metavar="OUT|-")


TABLES = ("ranking", "observations", "levels", "invitations", "issues", "comparison")


def _table_options(command: Parser) -> None:
    command.add_argument("name", choices=TABLES, metavar="|".join(TABLES))
    command.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=tr("ends in .parquet, .feather, .csv or .xlsx")
    )


def _copy_options(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="BACKUP")


EXTRAS = {
    "import": import_options,
    "rank": rank_options,
    "explain": _explain_options,
    "flags": _flags_options,
    "freeze": _freeze_options,
    "export": export_options,
    "report": export_options,
    "replies": _replies_options,
    "coverage": _coverage_options,
    "messages": _messages_options,
    "campaigns": add_json_option,
    "changes": _changes_options,
    "verify": _verify_options,
    "sheet": _sheet_options,
    "assessors": add_assessor_options,
    "agreement": add_json_option,
    "outliers": add_json_option,
    "person": person_options,
    "rights": rights_options,
    "letters": letters_options,
    "register": register_options,
    "retention": retention_options,
    "table": _table_options,
    "backup": _copy_options,
    "restore": _copy_options,
}
