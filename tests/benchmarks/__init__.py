"""Speeds as ratios to a peer or a limit measured in the same run: ``make bench`` prints them.

Each ``bench_<room>.py`` holds ``CASES``: ``(label, limit, measure)``, where ``measure()`` returns the measured ratio
(median of interleaved pairs, see ``ratio``), to be compared with ``limit`` (at most).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

PRINT_PEAK = r"""
import re, resource
from pathlib import Path
status = Path("/proc/self/status")
print(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1] if status.exists()
      else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
"""A fresh process prints its own peak, in KB on Linux: by VmHWM, since getrusage counts what started it as well."""


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], peer: Callable[[], object], pairs: int = 7) -> float:
    """Median over interleaved pairs of our time by the peer's, after one warm-up of each."""
    ours(), peer()
    return statistics.median(seconds(ours) / seconds(peer) for _ in range(pairs))
