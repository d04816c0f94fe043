"""How a campaign reads what files state: counts as running totals or not, external scores on which scale, and which of
several it ranks by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

COUNTS, SCALES, USED = "counts", "scales", "external"


@dataclass(frozen=True)
class Metrics:
    """``counts``: metric -> ``total`` or ``period``, the others are recognised. ``scales``: external score -> the top
    of its scale, the others are their vendor's. ``used``: the external score it ranks by, where it ranks by one; empty
    for the one that most candidates have."""

    counts: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    used: str = ""


def read_metrics(rules: str) -> Metrics:
    """The campaign's own reading among its choices; what it does not say, the workspace says."""
    held = json.loads(rules or "{}")
    return Metrics(held.get(COUNTS, {}), held.get(SCALES, {}), held.get(USED, ""))


def with_metrics(rules: str, metrics: Metrics) -> str:
    """A campaign's choices with this reading."""
    others = {key: value for key, value in json.loads(rules or "{}").items() if key not in (COUNTS, SCALES, USED)}
    said = {COUNTS: dict(metrics.counts), SCALES: dict(metrics.scales), USED: metrics.used}
    return json.dumps(others | {key: value for key, value in said.items() if value}, ensure_ascii=False)


def with_used(rules: str, name: str) -> str:
    """A campaign's choices with the external score it ranks by; empty for the one that most candidates have."""
    return with_metrics(rules, replace(read_metrics(rules), used=name))


RECORDED = "Score of another tool in use: "
"""How a snapshot's rule begins that says which was chosen of several."""


def used_of_record(rules: Iterable[str]) -> str:
    """The external score that a snapshot's rules say was chosen; empty where none was."""
    return next((rule.removeprefix(RECORDED) for rule in rules if rule.startswith(RECORDED)), "")
