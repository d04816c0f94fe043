"""What speaks for two people being one, and what against, in points a person can weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.folding import fold

SAME_MAIL, OTHER_MAIL = "the same e-mail address", "another e-mail address"
SAME_ACCOUNT, OTHER_ACCOUNT = "the same account on {network}", "another account on {network}"
TEXTS = {
    "organisation": ("the same organisation", "another organisation"),
    "country": ("the same country", "another country"),
    "market": ("the same market", "another market"),
}
AGAINST = {"but different names": "different names"}
"""Parts of a reason that speak against -> the point. What it says of accounts and addresses, the data say here."""
SAID_BY_DATA = ("the same account", "but another account on the same platform", "but another e-mail address")


@dataclass(frozen=True)
class About:
    """What is known of somebody who may be another: stable key, texts, and accounts by platform."""

    key: str
    country: str = ""
    organisation: str = ""
    market: str = ""
    email: str = ""
    accounts: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Point(NamedTuple):
    """One thing that speaks for or against; ``network`` names the platform it is about, where it is about one."""

    words: str
    network: str = ""


@dataclass(frozen=True)
class Sides:
    """What speaks for two people being one, and what against."""

    speaks_for: tuple[Point, ...]
    against: tuple[Point, ...]


def both_sides(reason: Sequence[str], one: About, other: About) -> Sides:
    """The points of a reason, and what else is known of both."""
    points_for = [Point(part) for part in reason if part not in AGAINST and part not in SAID_BY_DATA]
    against = [Point(AGAINST[part]) for part in reason if part in AGAINST]
    for platform in sorted(one.accounts.keys() & other.accounts.keys()):
        same = one.accounts[platform] & other.accounts[platform]
        (points_for if same else against).append(Point(SAME_ACCOUNT if same else OTHER_ACCOUNT, platform))
    if one.email and other.email:
        same_mail = one.email == other.email
        (points_for if same_mail else against).append(Point(SAME_MAIL if same_mail else OTHER_MAIL))
    for name, (agrees, differs) in TEXTS.items():
        mine, theirs = fold(getattr(one, name)), fold(getattr(other, name))
        if mine and theirs:
            (points_for if mine == theirs else against).append(Point(agrees if mine == theirs else differs))
    return Sides(tuple(points_for), tuple(against))
