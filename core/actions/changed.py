"""What an action changed, so that views look again only where they must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """The areas of the workspace that changed (people, observations, stature, campaign, shortlists), the people
    concerned (empty: possibly everyone), and the step's name as the Edit menu shows it."""

    areas: frozenset[str]
    people: tuple[int, ...] = ()
    step: str = ""


def changed(step: str, *areas: str, people: Iterable[int] = ()) -> Changed:
    """Shorthand for the end of an action."""
    return Changed(frozenset(areas), tuple(people), step)
