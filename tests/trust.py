"""How many times the tests of trust try: short within the suite, in full with ``make trust``."""

from __future__ import annotations

import os

FULL = bool(os.environ.get("ENTREGENT_TRUST"))


def times(short: int, full: int) -> int:
    """The number of tries."""
    return full if FULL else short
