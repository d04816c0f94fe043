"""The size of the text as a setting of the window."""

from __future__ import annotations

from core.settings import Setting

STEPS = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)

ZOOM = Setting("zoom", 1.0, "Size of the window's text, 1 being the usual", lambda value: value in STEPS)


def beside(zoom: float, way: int) -> float:
    """The next larger (1) or smaller (-1) size, or the usual one (0)."""
    if not way:
        return 1.0
    return STEPS[max(0, min(STEPS.index(zoom) + way, len(STEPS) - 1))]
