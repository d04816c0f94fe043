"""How many times the tests of trust try: short within the suite, in full with ``make trust``."""

from __future__ import annotations

import os
from collections.abc import Iterable

FULL = bool(os.environ.get("ENTREGENT_TRUST"))


def tried(full: Iterable[str], *short: str) -> list[str]:
    """What is tried: all of it, or some that differ in kind."""
    return list(full) if FULL else list(short)


def times(short: int, full: int) -> int:
    """The number of tries."""
    return full if FULL else short
