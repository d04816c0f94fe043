"""Headings held against what stands under them: which field a column is taken for, and what is said of one left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.importing.columns.contents import Contents
from core.importing.columns.headings import STANDING, UNKNOWN, Heading, averaged, folded, unit_of
from core.model import CRITERIA, METRICS, PLATFORMS, Issue

ACCOUNTS = tuple(p for p in PLATFORMS if p != "web")
ENOUGH = 0.5
LEAST = 0.3
"""The share of cells that must fit for a column to be taken; the others are issues, cell by cell."""
MOSTLY = 0.8
NOT_LEVELS = "These are gains, with a sign before each; a level is wanted, so they are left out."
NOT_SO = "The heading names this field, but most of the cells say something else; the column is left out."
TIERS = "These are sizes of an audience, and no markets; the column is left out."
ALSO = "Another column is taken for this field; this one is left out."


def fitted(heading: Heading, seen: Contents, text: str) -> Heading:
    """What a column with this heading (its ``text`` as it stands) and these contents is taken for; ``UNKNOWN`` where
    the contents speak against every field."""
    field = heading.field
    if field in ACCOUNTS and seen.plain_number > MOSTLY:
        return replace(heading, field="audience", platform=field, confidence=0.7)
    if field == "network" and seen.platform >= ENOUGH:
        return replace(heading, field="platform", confidence=0.8)
    if field in CRITERIA and not _are_levels(seen):
        # A profession in words is worth keeping as a note; a level it is not.
        return replace(heading, field="note", confidence=0.4) if field == "profession" and seen.filled else UNKNOWN
    if field == "engagement_rate" and seen.large > ENOUGH and not _says_rate(text):
        # "Engagement avg" over figures of thousands counts reactions; a rate it is not.
        return replace(heading, field="likes", confidence=0.6, average=averaged(text))
    return heading if not seen.filled or _fits_field(field, seen) else UNKNOWN


def _are_levels(seen: Contents) -> bool:
    return not seen.filled or (seen.level >= ENOUGH and seen.over < ENOUGH)


def _says_rate(text: str) -> bool:
    """Whether a heading speaks of a rate, whatever the size of its figures."""
    return unit_of(text).percent or not {"rate", "taux", "er", "ratio"}.isdisjoint(folded(text).split())


def _fits_field(field: str, seen: Contents) -> bool:
    if field in STANDING and seen.signed >= ENOUGH:
        return False
    if field in METRICS or field.startswith("external:"):
        return seen.number >= LEAST
    shares = {"platform": seen.platform, "date": seen.day, "email": seen.email, "url": seen.address}
    shares |= {"blog": seen.address}
    return shares.get(field, 1.0) >= LEAST and not (field == "market" and seen.tier >= MOSTLY)


def left_out(
    named: Sequence[Heading], taken: Sequence[Heading], looks: Sequence[Contents], headings: Sequence[str]
) -> list[Issue]:
    """One issue, with examples, for each column whose heading names a field that its contents speak against."""
    return [
        Issue(0, wanted.field, shown(heading, seen), _reason_left_out(wanted.field, seen))
        for wanted, found, heading, seen in zip(named, taken, headings, looks, strict=True)
        if wanted.field and not found.field and seen.filled
    ]


def _reason_left_out(field: str, seen: Contents) -> str:
    if field in STANDING and seen.signed >= ENOUGH:
        return NOT_LEVELS
    return TIERS if field == "market" and seen.tier >= MOSTLY else NOT_SO


def shown(heading: str, seen: Contents) -> str:
    """``Followers: 12x, many``: a column's heading and some of its cells."""
    return f"{heading.strip()}: {', '.join(seen.examples)}"
