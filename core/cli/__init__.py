"""The command line: the same actions as the window. Exit codes: 0 done, 2 usage, 3 refused, 130 cancelled."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from core import i18n
from core.errors import Cancelled, Trouble, Usage

DONE, WRONG_USAGE, REFUSED, CANCELLED = 0, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """Runs one command. Bad input ends in one line on stderr, never in a traceback."""
    i18n.use(_language(arguments))
    from core.cli.parser import parser

    try:
        chosen = parser().parse_args(arguments)
        from core.cli import commands, stature, workspace_commands

        {**commands.COMMANDS, **workspace_commands.COMMANDS, **stature.COMMANDS}[chosen.command](chosen)
        sys.stdout.flush()
    except (Cancelled, KeyboardInterrupt):
        return CANCELLED
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return WRONG_USAGE if isinstance(trouble, Usage) else REFUSED
    except sqlite3.DatabaseError as fault:
        from core.workspace.opening import damaged

        print(damaged(_workspace_of(arguments), str(fault)), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader has seen enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _workspace_of(arguments: Sequence[str]) -> Path:
    """The workspace that a command named."""
    for at, word in enumerate(arguments):
        if word == "--workspace" and at + 1 < len(arguments):
            return Path(arguments[at + 1])
        if word.startswith("--workspace="):
            return Path(word.removeprefix("--workspace="))
    return Path()


def _language(arguments: Sequence[str]) -> str:
    """``--lang``, else the terminal's language; looked up before the parser is made, as its help is translated."""
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if spoken.lower().startswith("fr") else "en"
