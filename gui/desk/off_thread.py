"""Work that is done off the window's thread: who does it, and how what takes seconds is done in parts."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeVar

from core.model import WEIGHT_PARTS, Progress, no_progress
from gui.desk.lazy import LazyModule

if TYPE_CHECKING:
    from core.ranking import ruled
    from core.ranking.ruled import Steps
    from core.ranking.stability import Stability
else:
    ruled = LazyModule("core.ranking.ruled")

WORK_AT_ONCE_S = 0.1
"""Work that takes seconds is done in parts of so many seconds, so that a user's action comes in between."""

Result = TypeVar("Result")


class Run(Protocol):
    """Does the work, perhaps in another thread, and hands over its answer here.

    A newer work of the same kind makes an older one's answer void.
    """

    def __call__(self, kind: str, work: Callable[[Progress], Result], then: Callable[[Result], object], /) -> None: ...


def run_at_once(kind: str, work: Callable[[Progress], Result], then: Callable[[Result], object]) -> None:
    """``Run`` without a thread."""
    then(work(no_progress))


def go_on_for_a_while(steps: Steps, progress: Progress) -> Stability | None:
    """The answer, or None when there is more to do: nothing else should have to wait for long."""
    until = monotonic() + WORK_AT_ONCE_S
    while monotonic() < until:
        found = ruled.go_on(steps, progress)
        if found is not None:
            return found
    return None


def first_weight_from(bound: float) -> int:
    """The least weight in thousandths that is not below this fraction."""
    weight = ceil(bound * WEIGHT_PARTS)
    return weight - 1 if weight and (weight - 1) / WEIGHT_PARTS >= bound else weight
