"""The invented campaign, made once."""

from __future__ import annotations

import pytest

from core.shortlist.snapshot import Snapshot
from tests.core.shortlist import fiction


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """512 people, 40 seats, 4 in reserve, a weight of 42 %."""
    return fiction.snapshot()


@pytest.fixture(scope="session")
def small() -> Snapshot:
    """30 people, 8 seats, every one of them listed."""
    return fiction.snapshot(n=30, seats=8, reserve=2)
