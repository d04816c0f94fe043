"""Entregent: no arguments opens the window, anything else is a command line."""

from __future__ import annotations

import sys


def is_workspace(arguments: list[str]) -> bool:
    """Whether the only argument is a workspace to open, as a double click on its file gives it."""
    return len(arguments) == 1 and arguments[0].casefold().endswith(".entregent")


def main(arguments: list[str]) -> int:
    """Runs the window or a command and returns the exit code (0 done, 2 usage, 3 refused, 130 cancelled)."""
    if arguments and arguments[0] not in ("--sample", "--open") and not is_workspace(arguments):
        from core.cli import run

        return run(arguments)
    from gui.window.app import run as show

    return show(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
