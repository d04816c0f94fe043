"""Where everybody stands on a day: what the place of rights shows, and what the documents are filled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.folding import fold
from core.rights import record_tables
from core.rights.office import Office, office_of
from core.rights.record_tables import Request
from core.rights.state import Standing, State, standing_of
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Overview:
    """Everybody's standing, what was asked for, who was erased when, and who answers for the file."""

    standings: tuple[Standing, ...]
    requests: tuple[Request, ...]
    names: Mapping[int, str]
    erasures: tuple[date | None, ...]
    office: Office
    answers: Mapping[str, str]
    today: date

    def of_state(self, *states: State) -> list[Standing]:
        """Those in one of these states, the most pressing first: by the day they must be told, then by name."""
        found = [one for one in self.standings if one.state in states]
        return sorted(found, key=lambda one: (one.tell_by or date.min, fold(one.person.name), one.person.id))

    @property
    def open_requests(self) -> list[Request]:
        """What was asked for and not yet answered, the oldest first."""
        return [one for one in self.requests if one.done is None]


def overview(workspace: Workspace, today: date) -> Overview:
    """Where everybody stands on a day."""
    answers = record_tables.answers(workspace)
    office = office_of(answers)
    held = record_tables.held_people(workspace)
    return Overview(
        tuple(standing_of(person, today, office.months) for person in held),
        tuple(record_tables.requests(workspace)),
        {person.id: person.name for person in held},
        tuple(record_tables.erasures(workspace)),
        office,
        answers,
        today,
    )
