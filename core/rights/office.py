"""Who answers for the file: the client who decides (controller), the agency that works for them (processor), and the
answers to the questions of the register and the assessments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import Trouble
from core.i18n import tr
from core.rights.state import MONTHS_TO_KEEP

MOST_MONTHS = 600


@dataclass(frozen=True)
class Office:
    """Who answers for the file. Blank where nobody said; ``months`` is how long people stay after the last contact."""

    controller: str = ""
    controller_address: str = ""
    controller_contact: str = ""
    processor: str = ""
    processor_address: str = ""
    contact: str = ""
    officer: str = ""
    signer: str = ""
    months: int = MONTHS_TO_KEEP

    @property
    def missing(self) -> tuple[str, ...]:
        """What a notice cannot do without and nobody has said, as names of fields."""
        needed = ("controller", "controller_contact", "processor", "contact")
        return tuple(name for name in needed if not getattr(self, name))


FIELDS = tuple(Office.__dataclass_fields__)


def office_of(answers: Mapping[str, str]) -> Office:
    """The office among a workspace's answers."""
    texts = {name: answers.get(name, "") for name in FIELDS if name != "months"}
    months = answers.get("months", "")
    return Office(**texts, months=int(months) if months.isdecimal() else MONTHS_TO_KEEP)


def label_of(field: str) -> str:
    """What a field of the office is called."""
    return {
        "controller": tr("Controller (the client who decides)"),
        "controller_address": tr("The controller’s address"),
        "controller_contact": tr("How to reach the controller"),
        "processor": tr("Processor (the agency)"),
        "processor_address": tr("The agency’s address"),
        "contact": tr("Where people write to about their rights"),
        "officer": tr("Data protection officer"),
        "signer": tr("Who signs the letters"),
        "months": tr("Months people are kept after the last contact"),
    }[field]


def check_answer(question: str, text: str) -> None:
    """Trouble for a number of months that is none."""
    if question == "months" and not (text.isdecimal() and 1 <= int(text) <= MOST_MONTHS):
        raise Trouble(tr("This is not a number of months: {text}.", text=text), "", tr("Type a number from 1 to 600."))
