"""Keys held by people who may not be one: each such key parted among the camps of its holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core.importing.identity.camps import ADDRESSES, Profile, camps
from core.importing.identity.groups import LAST_DAY, NOBODY, Groups, Holdings, several
from core.importing.identity.names import coded
from core.model import BoolArray, LongArray


@dataclass(frozen=True)
class Names:
    """The folded names of the rows (pyarrow), of known people, and the others these were confirmed to go by."""

    rows: Any
    known: Mapping[int, str]
    also: Mapping[int, Sequence[str]]
    persons: LongArray

    @cached_property
    def codes(self) -> tuple[LongArray, Any]:
        """The code of each node's name, NOBODY for none, and the names by code."""
        import pyarrow as pa

        known = pa.array([self.known.get(person, "") for person in self.persons.tolist()], pa.string())
        return coded(pa.concat_arrays([self.rows.cast(pa.string()), known]))

    def others(self, node: int) -> Sequence[str]:
        """The further names a node was confirmed to go by."""
        place = node - len(self.rows)
        return self.also.get(int(self.persons[place]), ()) if place >= 0 else ()


@dataclass(frozen=True)
class Parted:
    """The holdings of one kind, a code for each camp of a key's holders. ``origin``: the key's own code by camp's code;
    ``codes``: the keys that were parted; ``loose``: the holdings that stand in no camp."""

    held: Holdings
    origin: LongArray
    codes: LongArray
    loose: BoolArray


def parted(kind: str, groups: Groups, held: Mapping[str, Holdings], names: Names) -> Parted:
    """The keys of one kind, those whose holders contradict one another parted among them."""
    mine = held[kind]
    count, nobody = len(mine.texts), np.zeros(len(mine.code), bool)
    suspects = _find_suspects(kind, groups, held, names)
    if not len(suspects):
        return Parted(mine, np.arange(count), suspects, nobody)
    inside = np.flatnonzero(np.isin(mine.code, suspects))
    profiles = _make_profiles(kind, groups, held, names, np.unique(groups.label[mine.node[inside]]))
    inside = inside[np.argsort(mine.code[inside], kind="stable")]
    code, origin, loose = mine.code.copy(), [np.arange(count)], nobody
    codes: list[int] = []
    for places in np.split(inside, np.flatnonzero(np.diff(mine.code[inside])) + 1):
        old = int(mine.code[places[0]])
        label = _camps_of(kind, mine, places, [profiles[g] for g in groups.label[mine.node[places]].tolist()])
        if label.max() == label.min():
            continue
        codes.append(old)
        alone = label == NOBODY
        loose[places[alone]] = True
        label[alone] = label.max() + 1 + np.arange(int(alone.sum()))
        used, camp = np.unique(label, return_inverse=True)
        code[places] = count + camp
        count += len(used)
        origin.append(np.full(len(used), old))
    return Parted(replace(mine, code=code), np.concatenate(origin), np.array(codes, np.int64), loose)


def _camps_of(kind: str, mine: Holdings, places: LongArray, profiles: Sequence[Profile]) -> LongArray:
    """The camp of each of some holdings of a key; those of whom the same is known stand together."""
    first: dict[Profile, int] = {}
    which = np.array([first.setdefault(profile, len(first)) for profile in profiles], np.int64)
    days: list[set[int]] = [set() for _ in first]
    for at, since, until in zip(which.tolist(), mine.since[places].tolist(), mine.until[places].tolist(), strict=True):
        days[at] |= {since, until}
    holders = [replace(profile, days=frozenset(days[at])) for profile, at in first.items()]
    return np.array(camps(kind, mine.texts[int(mine.code[places[0]])].as_py(), holders), np.int64)[which]


def _find_suspects(kind: str, groups: Groups, held: Mapping[str, Holdings], names: Names) -> LongArray:
    """The keys held by several groups that differ in a name, or for weaker keys in an account or an e-mail."""
    mine = held[kind]
    count, holder = len(mine.texts), groups.label[mine.node]
    many = several(holder, mine.code, count)
    if not many.any():
        return np.empty(0, np.int64)
    name, _ = names.codes
    named = np.flatnonzero(name != NOBODY)
    differ = _marks_differ(groups, named, name[named], holder, mine.code, count)
    if kind in ADDRESSES or kind.startswith("id:"):
        for other, theirs in held.items():
            if other != kind and not other.startswith("id:") and other != "url":
                differ |= _marks_differ(groups, theirs.node, theirs.code, holder, mine.code, count)
    return np.flatnonzero(many & differ)


def _marks_differ(
    groups: Groups, node: LongArray, mark: LongArray, holder: LongArray, code: LongArray, count: int
) -> BoolArray:
    """Which keys are held by groups with different marks."""
    low, high = np.full(len(groups.person), LAST_DAY), np.full(len(groups.person), NOBODY)
    np.minimum.at(low, groups.label[node], mark)
    np.maximum.at(high, groups.label[node], mark)
    low = np.where(high == NOBODY, NOBODY, low)
    return several(low[holder], code, count, high[holder])


def _make_profiles(
    kind: str, groups: Groups, held: Mapping[str, Holdings], names: Names, wanted: LongArray
) -> dict[int, Profile]:
    """What is known of some groups. A single word that is the account's as well is no name."""
    said: dict[int, set[str]] = {group: set() for group in wanted.tolist()}
    accounts: dict[int, dict[str, set[int]]] = {group: {} for group in said}
    mails: dict[int, set[int]] = {group: set() for group in said}
    called: dict[int, set[str]] = {group: set() for group in said}
    for other, theirs in held.items():
        if other.startswith("id:") or other == "url":
            continue
        for group, code in _list_marks(groups, theirs.node, theirs.code, wanted):
            if other == "email":
                mails[group].add(code)
            else:
                accounts[group].setdefault(other, set()).add(code)
                called[group].add(_squeeze_text(theirs.texts[code].as_py()))
    code_of, spelled = names.codes
    named = np.flatnonzero(code_of != NOBODY)
    for group, code in _list_marks(groups, named, code_of[named], wanted):
        said[group].add(spelled[code].as_py())
    prior: set[int] = set()
    for node in np.flatnonzero(np.isin(groups.label, wanted) & (np.arange(len(groups.label)) >= len(names.rows))):
        prior.add(int(groups.label[node]))
        said[int(groups.label[node])].update(names.others(int(node)))
    return {
        group: Profile(
            frozenset(name for name in found if " " in name or _squeeze_text(name) not in called[group]),
            _Frozen({name: frozenset(codes) for name, codes in accounts[group].items() if name != kind}),
            frozenset(mails[group]) if kind != "email" else frozenset(),
            group in prior,
        )
        for group, found in said.items()
    }


class _Frozen(dict[str, frozenset[int]]):
    """Accounts by platform, to be compared as one value."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def _list_marks(groups: Groups, node: LongArray, mark: LongArray, wanted: LongArray) -> Iterator[tuple[int, int]]:
    """Each wanted group with each different mark of its nodes."""
    label = groups.label[node]
    here = np.isin(label, wanted)
    if not here.any():
        return
    pairs = np.unique(np.stack([label[here], mark[here]]), axis=1)
    yield from zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)


def _squeeze_text(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
