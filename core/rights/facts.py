"""What the workspace itself knows for the register, the assessments and the letters, each as a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.campaign import tables as campaign_tables
from core.i18n import day, integer, tr
from core.importing import tables as importing_tables
from core.rights import record_tables
from core.rights.office import Office
from core.rights.overview import Overview
from core.rights.provenance import Datum, field_label
from core.rights.state import count_states
from core.workspace.store import Workspace

MOST_NAMED = 12
"""Names of files or campaigns that one sentence holds."""


def facts_of(workspace: Workspace, seen: Overview) -> dict[str, str]:
    """The facts of the documents by placeholder; blank where nobody said or nothing is known."""
    states, held = count_states(seen.standings), record_tables.count_held(workspace)
    first = min((one.person.since for one in seen.standings if one.person.since), default=None)
    told = sum(one.person.told is not None for one in seen.standings)
    return {
        **office_facts(seen.office),
        "people": integer(len(seen.standings)),
        "first_day": day(first),
        "told": integer(told),
        "to_tell": integer(states["to_tell"] + states["overdue"]),
        "overdue": integer(states["overdue"]),
        "no_address": integer(states["no_address"]),
        "objected": integer(states["objected"]),
        "due": integer(states["to_erase"]),
        "erased": integer(len(seen.erasures)),
        "requests": integer(sum(one.done is None for one in seen.requests)),
        "categories": _sentence(_categories_of_all(workspace, held)),
        "files": _listed(importing_tables.source_files(workspace)) or tr("typed by hand"),
        "campaigns": _listed([one.name for one in campaign_tables.campaigns(workspace)]),
        "lists": integer(held["shortlist"]),
        "assessors": integer(len(record_tables.assessors(workspace))),
    }


def office_facts(office: Office) -> dict[str, str]:
    """Who answers for the file, by placeholder."""
    named = {name: str(getattr(office, name)) for name in ("controller", "controller_address", "controller_contact")}
    named |= {name: str(getattr(office, name)) for name in ("processor", "processor_address", "contact", "signer")}
    return {**named, "officer": office.officer or tr("none appointed"), "months": integer(office.months)}


def categories_of(data: Iterable[Datum]) -> str:
    """What is held on one person, as kinds of data, in one sentence without its full stop."""
    return _sentence([datum.what for datum in data])


def sources_of(data: Iterable[Datum]) -> str:
    """Where the data of one person come from, in one sentence without its full stop."""
    days: dict[str, set[str]] = {}
    for datum in data:
        days.setdefault(datum.source, set()).update({day(datum.day)} - {""})
    return "; ".join(f"{source} ({min(found)})" if len(found) == 1 else source for source, found in days.items())


def _categories_of_all(workspace: Workspace, held: Mapping[str, int]) -> list[str]:
    kinds = [field_label(name) for name in record_tables.columns_in_use(workspace)]
    kinds += [tr("Account")] * bool(held["handle"]) + [tr("Figures")] * bool(held["observation"])
    kinds += [tr("Score of another tool")] * bool(held["external"]) + [tr("Assessment")] * bool(held["assessment"])
    return kinds + [tr("Evidence")] * bool(held["evidence"])


def _sentence(kinds: Iterable[str]) -> str:
    """Kinds of data, each once, the first with a capital."""
    words = [word[:1].lower() + word[1:] for word in dict.fromkeys(kinds)]
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} …" if len(names) > MOST_NAMED else shown
