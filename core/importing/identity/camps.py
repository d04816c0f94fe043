"""Who of those that hold one key may be one person: what speaks for each pair, and what against.

A key proves little by itself: an account may be a newspaper's, an address a family's, an identifier another list's.
The holders of a key whose names, accounts or e-mails differ are weighed in pairs, and stand in *camps*: within one
nobody contradicts anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.importing.identity.spelling import Likeness, likeness
from core.importing.identity.words import words

ADDRESSES = ("url", "email")
"""Keys that several people may share, such as an agency's address."""
WEIGHED = 40
"""Holders of one key that are weighed in pairs; where there are more, only those of one name are one."""
ROLES = words("role_addresses")
"""What stands before the @ of an address that a house answers, and no one person."""


@dataclass(frozen=True)
class Profile:
    """What is known of one holder of a key: folded names, accounts by platform (codes), e-mails (codes); whether the
    workspace knew it before; on which days it was seen to hold the key."""

    names: frozenset[str] = frozenset()
    accounts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    mails: frozenset[int] = frozenset()
    prior: bool = False
    days: frozenset[int] = frozenset()


def joins(kind: str, text: str, one: Profile, other: Profile) -> bool:
    """Whether a key that two hold makes them one person."""
    names = names_likeness(one, other)
    if kind in ADDRESSES:
        apart = accounts_differ(one, other)
        of_a_house = kind == "email" and text.partition("@")[0] in ROLES
        return not apart or not of_a_house if names is Likeness.SAME else names is None and not apart
    if kind.startswith("id:"):
        return _identifier_joins(names, one, other)
    return names is not Likeness.ODD or _may_be_renamed(one, other)


def _may_be_renamed(one: Profile, other: Profile) -> bool:
    """Whether an account may have changed its name: it had one on one day, the other on another, and nothing else
    differs. On one day, or both without one, two names are two people's."""
    return not one.days & other.days and not mails_differ(one, other)


def _identifier_joins(names: Likeness | None, one: Profile, other: Profile) -> bool:
    """An identifier proves nothing where accounts, e-mails or whole names differ; a name or account that is the same
    outweighs one that changed. One that comes back within a file counts no rows: accounts may change under it."""
    if _shared_account(one, other):
        return True
    if not one.prior and not other.prior:
        return names is not Likeness.ODD
    against = int(accounts_differ(one, other)) + int(mails_differ(one, other))
    if names is None or names is Likeness.LIKE:
        return against == 0
    return names is Likeness.SAME and against < 2


def names_likeness(one: Profile, other: Profile) -> Likeness | None:
    """The best likeness of two people's names; None where one of them has none."""
    if not one.names or not other.names:
        return None
    if one.names & other.names:
        return Likeness.SAME
    return max(likeness(a, b) for a in one.names for b in other.names)


def accounts_differ(one: Profile, other: Profile) -> bool:
    """Whether both have accounts on a platform, and none in common there."""
    return any(not held & other.accounts[name] for name, held in one.accounts.items() if name in other.accounts)


def _shared_account(one: Profile, other: Profile) -> bool:
    return any(held & other.accounts.get(name, frozenset()) for name, held in one.accounts.items())


def mails_differ(one: Profile, other: Profile) -> bool:
    """Whether both have e-mail addresses, and none in common."""
    return bool(one.mails and other.mails and not one.mails & other.mails)


def camps(kind: str, text: str, holders: Sequence[Profile]) -> list[int]:
    """The camp of each holder of a key, numbered from 0; -1 for those without a name beside several camps of others.

    Names that hang together by a third ("Ann Lee" and "Ann Roy" by "Ann") are told apart again: then only the same
    name makes one camp.
    """
    if len(holders) > WEIGHED:
        return _camps_of_names(holders)
    links = [(i, j) for i in range(len(holders)) for j in range(i) if joins(kind, text, holders[i], holders[j])]
    named = [bool(holder.names) for holder in holders]
    found = _find_components(len(holders), [(i, j) for i, j in links if named[i] == named[j]])
    linked = set(links)
    for i in range(len(holders)):
        if any(found[i] == found[j] and (i, j) not in linked for j in range(i)):
            return _camps_of_names(holders)
    return _nameless_placed(found, named, linked)


def _nameless_placed(found: list[int], named: Sequence[bool], linked: set[tuple[int, int]]) -> list[int]:
    """Holders without a name stand with the one camp of names that they agree with; beside several, nowhere."""
    many = {camp for camp, has in zip(found, named, strict=True) if has}
    if not many:
        return found
    placed = list(found)
    for i, has in enumerate(named):
        if not has and len(many) > 1:
            placed[i] = -1
        elif not has:
            whole = [j for j, name in enumerate(named) if name]
            if all((max(i, j), min(i, j)) in linked for j in whole):
                placed[i] = found[whole[0]]
    return placed


def _camps_of_names(holders: Sequence[Profile]) -> list[int]:
    """Holders by the names they have in common; those without one beside several names stand nowhere."""
    first: dict[str, int] = {}
    links = [(i, first.setdefault(name, i)) for i, holder in enumerate(holders) for name in sorted(holder.names)]
    found = _find_components(len(holders), links)
    many = {camp for camp, holder in zip(found, holders, strict=True) if holder.names}
    alone = next(iter(many)) if len(many) == 1 else -1
    return [camp if holder.names else alone for camp, holder in zip(found, holders, strict=True)]


def _find_components(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    label = list(range(count))

    def root(at: int) -> int:
        while label[at] != at:
            label[at] = label[label[at]]
            at = label[at]
        return at

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        label[high] = low
    return [root(at) for at in range(count)]
