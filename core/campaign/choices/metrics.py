"""How a campaign reads what files state: counts as running totals or not, external scores on which scale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

COUNTS, SCALES = "counts", "scales"


@dataclass(frozen=True)
class Metrics:
    """``counts``: metric -> ``total`` or ``period``, the others are recognised. ``scales``: external score -> the top
    of its scale, the others are their vendor's."""

    counts: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)


def read_metrics(rules: str) -> Metrics:
    """The campaign's own reading among its choices; what it does not say, the workspace says."""
    held = json.loads(rules or "{}")
    return Metrics(held.get(COUNTS, {}), held.get(SCALES, {}))


def with_metrics(rules: str, metrics: Metrics) -> str:
    """A campaign's choices with this reading."""
    others = {key: value for key, value in json.loads(rules or "{}").items() if key not in (COUNTS, SCALES)}
    said = {COUNTS: dict(metrics.counts), SCALES: dict(metrics.scales)}
    return json.dumps(others | {key: value for key, value in said.items() if value}, ensure_ascii=False)
