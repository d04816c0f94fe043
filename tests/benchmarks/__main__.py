"""``python -m tests.benchmarks [room ...]``: runs the cases and prints each ratio beside its limit."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

HARMLESS = "This plugin does not support"
"""What the offscreen platform says at every window."""


def hear(kind: QtMsgType, place: object, text: str) -> None:
    """What else Qt has to say."""
    if not text.startswith(HARMLESS):
        print(text, file=sys.stderr)


def main(rooms: list[str]) -> int:
    qInstallMessageHandler(hear)
    names = rooms or sorted(p.stem.removeprefix("bench_") for p in Path(__file__).parent.glob("bench_*.py"))
    over = 0
    for name in names:
        for label, limit, measure in importlib.import_module(f"tests.benchmarks.bench_{name}").CASES:
            value = measure()
            verdict = "ok" if value <= limit else "OVER"
            over += value > limit
            print(f"{name:12} {label:78} {value:10.4f}  limit {limit:<10g} {verdict}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
