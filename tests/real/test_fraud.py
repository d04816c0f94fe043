"""Published histories are taken for honest: hardly any of them may be flagged as bought."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.histories import real_histories, share_flagged

pytestmark = pytest.mark.real


def test_hardly_any_real_account_is_flagged(shared: Path) -> None:
    for name, seen in real_histories(shared).items():
        share, accounts = share_flagged(seen)
        assert accounts > 100, name
        assert share <= 0.03, name
