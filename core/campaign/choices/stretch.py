"""Whether a campaign brings both sides to one spread, and by which scales: kept among its choices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from core.model import FULL, Scale
from core.ranking.stretch import Stretch

STRETCH = "stretch"
SIDES = ("score", "credibility")
UNMEASURED: dict[str, list[int]] = {}
"""What stands for a stretch that is asked for and not measured yet."""


def read_stretch(rules: str) -> Stretch | None:
    """The scales among a campaign's choices; None where it has none, or none is measured yet."""
    held = json.loads(rules or "{}").get(STRETCH)
    return Stretch(*(Scale(*held[side]) for side in SIDES)) if held else None


def asks_stretch(rules: str) -> bool:
    """Whether a stretch is asked for and still to be measured."""
    return bool(json.loads(rules or "{}").get(STRETCH) == UNMEASURED)


def with_stretch(rules: str, stretch: Stretch | None) -> str:
    """A campaign's choices with these scales, or without any."""
    if stretch is None:
        return _with_held(rules, None)
    scales = {side: getattr(stretch, side) for side in SIDES}
    return _with_held(rules, {side: [scale.centre, scale.parts] for side, scale in scales.items()})


def with_stretch_asked(rules: str) -> str:
    """A campaign's choices with a stretch that is to be measured."""
    return _with_held(rules, UNMEASURED)


def _with_held(rules: str, held: dict[str, list[int]] | None) -> str:
    others = {key: value for key, value in json.loads(rules or "{}").items() if key != STRETCH}
    return json.dumps(others if held is None else others | {STRETCH: held}, ensure_ascii=False)


RECORDED = {"score": "Score counts as", "credibility": "Credibility counts as"}
"""How a snapshot's rule begins that says on which scale a side counts."""
_WRITTEN = re.compile(r"(\d+)\.(\d\d) \+ (\d)\.(\d{4}) × \(x − \d+\.\d\d\)")


def recorded_stretch(stretch: Stretch | None) -> Iterator[str]:
    """The scales as a snapshot records them: plain English, "what: which"; a side left as it is is not named."""
    for side in SIDES if stretch else ():
        scale: Scale = getattr(stretch, side)
        if scale.parts != FULL:
            centre, parts = f"{scale.centre // 100}.{scale.centre % 100:02}", f"{scale.parts / FULL:.4f}"
            yield f"{RECORDED[side]}: {centre} + {parts} × (x − {centre})"


def stretch_of_record(rules: Iterable[str]) -> Stretch | None:
    """The scales that a snapshot's rules record."""
    found = {}
    for rule in rules:
        what, _, which = rule.partition(": ")
        written = _WRITTEN.fullmatch(which)
        if what in RECORDED.values() and written:
            whole, part, one, ten_thousandths = map(int, written.groups())
            found[what] = Scale(whole * 100 + part, one * FULL + ten_thousandths)
    return Stretch(*(found.get(RECORDED[side], Scale()) for side in SIDES)) if found else None
