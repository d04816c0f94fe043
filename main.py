"""Entregent: no arguments opens the window, anything else is a command line."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Runs the window or a command and returns the exit code (0 done, 2 usage, 3 refused, 130 cancelled)."""
    if arguments and arguments[0] not in ("--sample", "--open"):
        from core.cli import run

        return run(arguments)
    from gui.window.app import run as show

    return show(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
