"""Where an account stands among similar ones: of one platform and size, and of one country or, failing that, language.

Only what the workspace itself holds is compared, and only where enough accounts are similar; sizes, the least number
and the window are data (``resources/similar/sizes.json``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from core.model import FloatArray, IntArray, LongArray
from core.resources import RESOURCES

FIGURES = ("engagement", "growth", "price")
"""Reactions to a post in percent of the audience; percent gained in 30 days; what a thousand of the audience cost."""
MONTH = 30


@dataclass(frozen=True)
class Limits:
    """The least audience of each size, ascending; how many accounts a group needs; the days that are looked at before
    a person's newest, and how far apart two of them lie at least to speak of growth."""

    sizes: tuple[tuple[str, float], ...]
    least: int
    window_days: int
    growth_days: int


@cache
def limits() -> Limits:
    """The limits as the program states them."""
    said: dict[str, Any] = json.loads((RESOURCES / "similar" / "sizes.json").read_text("utf-8"))
    sizes = tuple((str(name), float(least)) for name, least in said["sizes"])
    return Limits(sizes, said["least"], said["window_days"], said["growth_days"])


@dataclass(frozen=True)
class Accounts:
    """n accounts, one row for each person and platform, ascending by both: ``person`` and the codes ``platform``,
    ``country`` and ``language`` (-1 where not known), ``audience`` and the figures of ``FIGURES``, NaN where not
    known."""

    person: LongArray
    platform: IntArray
    country: IntArray
    language: IntArray
    audience: FloatArray
    figures: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Standing:
    """One figure of the account in one ``row`` beside similar ones: of ``count`` in its group (itself among them) the
    share ``above`` (0..1) has less; None where they are fewer than the least number.

    ``by`` says what the group shares beside platform and size: "country", "language", or "" where neither is known.
    """

    figure: str
    row: int
    size: str
    by: str
    value: float
    count: int
    above: float | None


def size_codes(audience: FloatArray) -> IntArray:
    """The place of each audience's size among ``limits().sizes``, (n,); -1 where the audience is not known."""
    lines = np.array([least for _, least in limits().sizes])
    found = np.searchsorted(lines, np.nan_to_num(audience, nan=-1.0), side="right").astype(np.int32) - 1
    return np.asarray(found, np.int32)


def engagement_rates(reactions: FloatArray, posts: FloatArray, audience: FloatArray) -> FloatArray:
    """Reactions to one post in percent of the audience, (n,); ``posts`` is 1 where they are averages already."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where((posts > 0) & (audience > 0), reactions / posts / audience * 100, np.nan)
    return np.asarray(found, np.float64)


def growth_rates(before: FloatArray, after: FloatArray, days: LongArray) -> FloatArray:
    """Percent gained in 30 days at the pace between two audiences ``days`` apart, (n,); NaN where they lie too near."""
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = np.power(after / before, MONTH / np.maximum(days, 1)) - 1
    return np.where((days >= limits().growth_days) & (before > 0), pace * 100, np.nan)


def standings(accounts: Accounts, rows: Sequence[int]) -> list[Standing]:
    """How the accounts in some rows stand, figure by figure, in the order of ``FIGURES`` and of the rows.

    The country counts where enough accounts of it are similar, else the language, as more accounts share one.
    """
    size = size_codes(accounts.audience)
    return [
        _stand_among_similar(accounts, size, figure, row)
        for figure in FIGURES
        for row in rows
        if size[row] >= 0 and not np.isnan(accounts.figures[figure][row])
    ]


def _stand_among_similar(accounts: Accounts, size: IntArray, figure: str, row: int) -> Standing:
    values, name = accounts.figures[figure], limits().sizes[size[row]][0]
    alike = (accounts.platform == accounts.platform[row]) & (size == size[row]) & ~np.isnan(values)
    groups = [
        (by, alike & (codes == codes[row]))
        for by, codes in (("country", accounts.country), ("language", accounts.language))
        if codes[row] >= 0
    ] or [("", alike)]
    counted = [(by, group, int(np.count_nonzero(group))) for by, group in groups]
    by, group, count = next((one for one in counted if one[2] >= limits().least), counted[0])
    value = float(values[row])
    above = float(np.count_nonzero(values[group] < value)) / count if count >= limits().least else None
    return Standing(figure, row, name, by, value, count, above)
