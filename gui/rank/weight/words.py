"""The weights for which somebody is in, in words."""

from __future__ import annotations

from math import ceil, floor

from core.i18n import decimal


def holds_text(start: float, stop: float) -> str:
    """An interval of weights in percent, rounded inwards so that what is said is true at both ends."""
    low, high = ceil(start * 1000 - 1e-9) / 10, floor(stop * 1000 + 1e-9) / 10
    if high <= low:
        return f"{_short_percent(low)}\u00a0%"
    return f"{_short_percent(low)} – {_short_percent(high)}\u00a0%"


def _short_percent(percent: float) -> str:
    return decimal(percent, 0 if round(percent * 10) % 10 == 0 else 1)
