"""How a campaign assesses: its own choices, stored with it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

Order = Literal["decisive", "disagreement"]
ORDERS: tuple[Order, ...] = ("decisive", "disagreement")


@dataclass(frozen=True)
class AssessingChoices:
    """``severity``: levels count as corrected for how strict their assessor is. ``blind``: an assessor sees nothing
    of the others before having gone through the whole person. ``order``: whom the queue puts first."""

    severity: bool = False
    blind: bool = True
    order: Order = "decisive"


def read_choices(text: str) -> AssessingChoices:
    """The choices out of a campaign's ``assessing``; what is unfit or not said gives way to the default."""
    try:
        held = json.loads(text or "{}")
    except ValueError:
        held = {}
    held = held if isinstance(held, dict) else {}
    usual, order = AssessingChoices(), held.get("order")
    severity, blind = (
        held[name] if isinstance(held.get(name), bool) else getattr(usual, name) for name in ("severity", "blind")
    )
    return AssessingChoices(severity, blind, order if order in ORDERS else usual.order)


def write_choices(choices: AssessingChoices) -> str:
    """The choices as a campaign stores them."""
    return json.dumps(asdict(choices), sort_keys=True)
