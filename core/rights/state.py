"""Where each person stands: told, still to be told and until when, objecting, or held for longer than it is needed."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.i18n import tr
from core.rights.record_tables import HeldPerson

State = Literal["overdue", "to_tell", "no_address", "told", "objected", "to_erase"]
STATES: tuple[State, ...] = ("overdue", "to_tell", "no_address", "told", "objected", "to_erase")
MONTHS_TO_TELL = 1
"""Art. 14(3)(a) GDPR: at the latest within one month after the data were obtained."""
MONTHS_TO_ANSWER = 1
"""Art. 12(3) GDPR: a request is answered within one month of its receipt."""
MONTHS_TO_KEEP = 36
"""Three years after the last contact, as the French authority's frame of reference for prospects has it."""


@dataclass(frozen=True)
class Standing:
    """One person's state on a day. ``tell_by``: the last day to tell them, None where the first day is not known;
    ``erase_on``: the day from which they are to be erased, None likewise."""

    person: HeldPerson
    state: State
    tell_by: date | None
    erase_on: date | None


def state_words(state: State) -> str:
    """What a state is called beside a name."""
    return {
        "overdue": tr("overdue"),
        "to_tell": tr("still to tell"),
        "no_address": tr("no address"),
        "told": tr("told"),
        "objected": tr("objected"),
        "to_erase": tr("due for erasure"),
    }[state]


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last (Regulation 1182/71, art. 3(2)(c))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def standing_of(person: HeldPerson, today: date, months_to_keep: int = MONTHS_TO_KEEP) -> Standing:
    """A person's state: what is to be done about them first.

    Somebody of whom no day is known is overdue where they can be written to: nothing says that the month is not over.
    """
    tell_by = months_later(person.since, MONTHS_TO_TELL) if person.since else None
    last = max((day for day in (person.since, person.contact) if day), default=None)
    erase_on = months_later(last, months_to_keep) if last else None
    return Standing(person, _state(person, today, tell_by, erase_on), tell_by, erase_on)


def _state(person: HeldPerson, today: date, tell_by: date | None, erase_on: date | None) -> State:
    if erase_on is not None and erase_on <= today:
        return "to_erase"
    if person.objected is not None:
        return "objected"
    if person.told is not None:
        return "told"
    if not person.way:
        return "no_address"
    return "overdue" if tell_by is None or tell_by < today else "to_tell"


def count_states(standings: Sequence[Standing]) -> Mapping[State, int]:
    """How many people stand in each state, 0 included."""
    found = Counter(one.state for one in standings)
    return {state: found[state] for state in STATES}
