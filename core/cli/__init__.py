"""The command line: the same actions as the window. Exit codes: 0 done, 2 usage, 3 refused, 130 cancelled."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from core import i18n
from core.errors import Cancelled, Trouble, Usage
from core.files import trouble_writing

DONE, WRONG_USAGE, REFUSED, CANCELLED = 0, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """Runs one command. Bad input ends in one line on stderr, never in a traceback."""
    i18n.use(_find_language(arguments))
    from core.cli.parser import parser

    try:
        chosen = parser().parse_args(arguments)
        run_command(chosen)
        sys.stdout.flush()
    except (Cancelled, KeyboardInterrupt):
        return CANCELLED
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return WRONG_USAGE if isinstance(trouble, Usage) else REFUSED
    except _spoilt_file() as fault:  # asked only where something was raised
        from core.workspace.troubles import damaged, trouble_of

        path = _workspace_of(arguments).name
        print(trouble_of(fault, path) or damaged(f"{path}: {fault}"), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader has seen enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        print(trouble_writing(Path(fault.filename or ""), fault), file=sys.stderr)
        return REFUSED
    return DONE


def run_command(args: Namespace) -> None:
    """Runs the command that was asked for; no output may stand over an input, the workspace or another output."""
    from core.cli.paths import refuse_overwriting

    refuse_overwriting(args)
    if args.command == "table":  # by itself: it takes half the time without the import of files and the report
        from core.cli.tables import table

        table(args)
        return
    from core.cli import (
        assessors,
        changes,
        commands,
        flags,
        inviting,
        population,
        rights_commands,
        stature,
        workspace_commands,
    )

    rooms = (
        *(commands, workspace_commands, stature, assessors, inviting, changes, flags, population),
        rights_commands,
    )
    {name: command for room in rooms for name, command in room.COMMANDS.items()}[args.command](args)


def _spoilt_file() -> type[Exception]:
    """What SQLite raises for a damaged workspace; loaded late, as ``--help`` opens none."""
    from sqlite3 import DatabaseError

    return DatabaseError


def _workspace_of(arguments: Sequence[str]) -> Path:
    """The workspace that a command named."""
    for at, word in enumerate(arguments):
        if word == "--workspace" and at + 1 < len(arguments):
            return Path(arguments[at + 1])
        if word.startswith("--workspace="):
            return Path(word.removeprefix("--workspace="))
    return Path()


def _find_language(arguments: Sequence[str]) -> str:
    """``--lang``, else the terminal's language; looked up before the parser is made, as its help is translated."""
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if spoken.lower().startswith("fr") else "en"
