"""Conflicts of interest: an assessor too close to a candidate. Such levels are kept, and count only once waived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np

from core.folding import fold
from core.i18n import tr
from core.model import BoolArray
from core.stature.assessment import Statements
from core.stature.rubric import RUBRIC_DIR

Kind = Literal["works_with", "related", "organisation", "competitor", "email", "self"]
DECLARED: tuple[Kind, ...] = ("works_with", "related", "organisation", "competitor")
"""What may be declared; the others are found."""


@dataclass(frozen=True)
class Assessor:
    """Somebody who assesses, with what a conflict can be found by. ``id`` 0: not introduced."""

    id: int
    name: str
    organisation: str = ""
    email: str = ""


@dataclass(frozen=True)
class Conflict:
    """Between an assessor and a person (id). ``id`` 0: found, not declared. ``waived_by`` names who let the levels
    count all the same, and ``waived_why`` the reason."""

    id: int
    person: int
    assessor: str
    kind: Kind
    reason: str = ""
    day: date | None = None
    waived_by: str = ""
    waived_why: str = ""
    waived_on: date | None = None

    @property
    def found(self) -> bool:
        return not self.id


@dataclass(frozen=True)
class Known:
    """What is known of a candidate to find a conflict by."""

    person: int
    name: str
    organisation: str
    email: str


def kind_words(kind: str) -> str:
    """Why an assessor is too close, in the language in force."""
    return {
        "works_with": tr("works with them"),
        "related": tr("related"),
        "organisation": tr("same organisation"),
        "competitor": tr("competitor"),
        "email": tr("same e-mail domain"),
        "self": tr("the same person"),
    }.get(kind, kind)


def find_conflicts(assessors: Iterable[Assessor], people: Iterable[Known]) -> list[Conflict]:
    """The conflicts that can be found: the same person, organisation or e-mail domain; one for each pair."""
    every = list(people)
    found = [(one, who, _find_kind(one, who)) for one in assessors for who in every]
    return [Conflict(0, who.person, one.name, kind) for one, who, kind in found if kind]


def domain_of(email: str) -> str:
    """The domain of an e-mail address, empty for none and for those that anybody may have an address at."""
    domain = email.rpartition("@")[2].strip().casefold() if "@" in email else ""
    return "" if domain in _open_domains() else domain


def excluded_pairs(conflicts: Iterable[Conflict]) -> set[tuple[int, str]]:
    """(person, assessor) of the conflicts that nobody has waived; a pair may have several, each must be waived."""
    return {(one.person, one.assessor) for one in conflicts if not one.waived_by}


def mark_countable(said: Statements, excluded: set[tuple[int, str]]) -> BoolArray:
    """Which of m statements, (m,), come from an assessor who is free to judge; a settlement always counts."""
    if not excluded:
        return np.ones(len(said.person), np.bool_)
    pairs = zip(said.person.tolist(), said.assessor, said.settles.tolist(), strict=True)
    return np.array([settles or (person, name) not in excluded for person, name, settles in pairs], np.bool_)


def with_waivers(found: Sequence[Conflict], stored: Sequence[Conflict]) -> list[Conflict]:
    """Those stored, then those found of which nothing is stored."""
    known = {(one.person, one.assessor, one.kind) for one in stored}
    return [*stored, *(one for one in found if (one.person, one.assessor, one.kind) not in known)]


def _find_kind(one: Assessor, who: Known) -> Kind | None:
    if fold(one.name) and fold(one.name) == fold(who.name):
        return "self"
    if fold(one.organisation) and fold(one.organisation) == fold(who.organisation):
        return "organisation"
    domain = domain_of(one.email)
    return "email" if domain and domain == domain_of(who.email) else None


@cache
def _open_domains() -> frozenset[str]:
    data: Mapping[str, Sequence[str]] = json.loads((RUBRIC_DIR / "open_domains.json").read_text(encoding="utf-8"))
    return frozenset(data["domains"])
