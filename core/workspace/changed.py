"""What an action changed, so that views look again only where they must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """The areas of the workspace that changed (people, observations, stature, campaign, shortlists), the people
    concerned (empty: possibly everyone), the step's name as the Edit menu shows it, and what is worth saying of it."""

    areas: frozenset[str]
    people: tuple[int, ...] = ()
    step: str = ""
    said: str = ""


@dataclass(frozen=True)
class Steps:
    """The names of the steps that undo and redo would act on; empty when there is none.

    ``undo_import``: undo would take back an import (``for_good``: one that redo cannot bring back); ``undo_many``: it
    concerns more than one person.
    """

    undo: str
    redo: str
    undo_import: bool = False
    for_good: bool = False
    undo_many: bool = False


def changed(step: str, *areas: str, people: Iterable[int] = (), said: str = "") -> Changed:
    """Shorthand for the end of an action."""
    return Changed(frozenset(areas), tuple(people), step, said)
