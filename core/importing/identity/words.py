"""Words that are no part of a name, an account or an address, as data (``resources/mappings/identity.json``)."""

from __future__ import annotations

import json
from functools import cache

from core.resources import RESOURCES


@cache
def _load_lists() -> dict[str, list[str]]:
    path = RESOURCES / "mappings" / "identity.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def words(name: str) -> frozenset[str]:
    """One of the lists, such as ``titles``: folded words. KeyError for a list that is not there."""
    return frozenset(_load_lists()[name])
