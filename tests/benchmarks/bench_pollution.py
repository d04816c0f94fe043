"""Reading of every polluted version of our own clean tables: the points of 10 that are lost, as a mean."""

from __future__ import annotations

from functools import partial
from statistics import mean

from tests.core.importing import clean, pollution


def lost(base: clean.Base) -> float:
    """The mean loss over all of a table's polluted versions."""
    return 10 - mean(pollution.points(file) for file in pollution.polluted(base))


CASES = [
    (f"points of 10 lost over all polluted versions: {base.name}", 0.1, partial(lost, base)) for base in clean.bases()
]
