"""By how much keys move the weight."""

from __future__ import annotations

STEP, FINE_STEP, PAGE = 10, 1, 100
"""Thousandths: 1 %, 0.1 % with Shift, 10 %."""
