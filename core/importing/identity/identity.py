"""Who is the same person: exact keys from the strongest to the weakest, and never a name alone.

Everything here is a pure function over whole columns. A *node* is a row of the file or a person the workspace knows;
nodes that share a key become one group, unless something speaks against it (``camps``) or that would make one person
of two: of two people already known, or of two identifiers of the same source. Such a key is *contested*: it joins only
those who do not contradict one another, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.importing.identity.camps import ADDRESSES
from core.importing.identity.groups import NOBODY, Groups, Holdings, components, several, smallest, stars
from core.importing.identity.tenures import owner_on, tenures, told_apart
from core.importing.identity.weighing import Names, Parted, parted
from core.model import BoolArray, LongArray


@dataclass(frozen=True)
class Keys:
    """The keys of n rows, kind by kind from the strongest: ``id:<source>``, platforms, ``url``, ``email``.

    ``texts`` and ``names`` (folded) are pyarrow string arrays of length n, "" where there is none; ``day`` is
    int64[n].
    """

    texts: Mapping[str, Any]
    names: Any
    day: LongArray

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Entries:
    """What the workspace knows of one kind of key: m texts (pyarrow), whose they are, from when to when."""

    texts: Any
    person: LongArray
    since: LongArray
    until: LongArray


@dataclass(frozen=True)
class Known:
    """The workspace as identity sees it: keys by kind, the folded names of its people, and the others some go by."""

    entries: Mapping[str, Entries] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    also: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Contested:
    """A key that would have joined two people: the rows (places in the table) and known people that hold it."""

    kind: str
    text: str
    rows: tuple[int, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class People:
    """n rows as g people. ``of_row`` is int64[n], a place among the g, or NOBODY for a row without a key.

    ``known`` (int64[g]) is the workspace's person, 0 for a new one; ``key`` (pyarrow, g) the strongest key of each.
    """

    of_row: LongArray
    known: LongArray
    key: Any
    contested: tuple[Contested, ...] = ()

    def __len__(self) -> int:
        return len(self.known)


def assign(keys: Keys, known: Known) -> People:
    """Makes people of rows by their exact keys, within the file and with what the workspace knows."""
    persons = _find_persons(known)
    held = {kind: _find_holdings(keys, known, kind, persons) for kind in keys.texts}
    n, nodes = len(keys), len(keys) + len(persons)
    groups = Groups(np.arange(nodes), np.where(np.arange(nodes) < n, NOBODY, np.arange(nodes)), np.full(nodes, NOBODY))
    names = Names(keys.names, known.names, known.also, persons)
    contested: list[Contested] = []
    for kind, holdings in held.items():
        weighed = parted(kind, groups, held, names)
        groups, torn = _join_groups(groups, weighed.held)
        codes = np.union1d(weighed.codes, weighed.origin[torn])
        if len(codes):
            groups = _merge_groups(
                groups, _given_by_day(groups, holdings, codes, _find_unclaimed(kind, groups, weighed))
            )
        contested += _report_contested(kind, holdings, codes, n, persons)
        if kind.startswith("id:"):
            groups = replace(groups, source=_part_sources(groups, holdings))
    return _told_apart(_make_people(keys, groups, held, persons, tuple(contested)), keys)


def _find_persons(known: Known) -> LongArray:
    """The people that hold any of the known keys, ascending."""
    held = [entries.person for entries in known.entries.values()]
    return np.unique(np.concatenate(held)) if held else np.empty(0, np.int64)


def _find_holdings(keys: Keys, known: Known, kind: str, persons: LongArray) -> Holdings:
    import pyarrow as pa

    texts, entries = keys.texts[kind], known.entries.get(kind)
    node, since, until = np.arange(len(keys)), keys.day, keys.day
    if entries is not None and len(entries.person):
        texts = pa.concat_arrays([texts.cast(pa.string()), entries.texts.cast(pa.string())])
        node = np.concatenate([node, len(keys) + np.searchsorted(persons, entries.person)])
        since = np.concatenate([since, entries.since])
        until = np.concatenate([until, entries.until])
    encoded = texts.dictionary_encode()
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    blank = encoded.dictionary.index(pa.scalar("")).as_py()
    there = code != blank
    if not there.all():
        node, code, since, until = node[there], code[there], since[there], until[there]
    return Holdings(node, code, since, until, node >= len(keys), encoded.dictionary)


def _join_groups(groups: Groups, held: Holdings) -> tuple[Groups, LongArray]:
    """The groups after joining those that share a key of this kind, and the codes that were contested."""
    holder = groups.label[held.node]
    keep = np.ones(len(held.code), bool)
    comp = _link_groups(groups, holder, held.code, keep)
    torn = _find_conflicting(groups, comp)
    contested = np.empty(0, np.int64)
    if torn.any():
        inside = torn[comp[holder]]
        contested = _claimed_twice(groups, holder[inside], held.code[inside])
        keep = ~np.isin(held.code, contested)
        comp = _link_groups(groups, holder, held.code, keep)
        torn = _find_conflicting(groups, comp)
        # What still hangs together hangs by a chain of keys: none of them can be believed.
        chain = np.unique(held.code[torn[comp[holder]] & keep])
        contested = np.union1d(contested, chain)
        keep &= ~np.isin(held.code, chain)
        comp = _link_groups(groups, holder, held.code, keep)
    return _merge_groups(groups, comp), contested


def _link_groups(groups: Groups, holder: LongArray, code: LongArray, keep: BoolArray) -> LongArray:
    """The connected component of each group, groups being linked by the keys kept."""
    if not keep.all():
        holder, code = holder[keep], code[keep]
    first = np.empty(int(code.max()) + 1 if len(code) else 0, np.int64)
    first[code[::-1]] = holder[::-1]
    other = first[code] if len(code) else code
    held_once = np.zeros(len(groups.person), np.bool_)
    held_once[holder] = True
    if np.count_nonzero(held_once) == len(holder):  # as where a file has one kind of key: nothing hangs by a chain
        return stars(len(groups.person), holder, other)
    apart = holder != other
    return components(len(groups.person), holder[apart], other[apart])


def _find_conflicting(groups: Groups, comp: LongArray) -> BoolArray:
    """Which components would make one person of two."""
    count = int(comp.max()) + 1 if len(comp) else 0
    return several(groups.person, comp, count) | several(groups.source, comp, count)


def _claimed_twice(groups: Groups, holder: LongArray, code: LongArray) -> LongArray:
    """The codes held directly by two people or by two identifiers of the source."""
    codes, place = np.unique(code, return_inverse=True)
    twice = several(groups.person[holder], place, len(codes)) | several(groups.source[holder], place, len(codes))
    return np.asarray(codes[twice])


def _merge_groups(groups: Groups, comp: LongArray) -> Groups:
    count = int(comp.max()) + 1 if len(comp) else 0
    person, source = np.full(count, NOBODY), np.full(count, NOBODY)
    np.maximum.at(person, comp, groups.person)
    np.maximum.at(source, comp, groups.source)
    return Groups(comp[groups.label], person, source)


def _find_unclaimed(kind: str, groups: Groups, weighed: Parted) -> BoolArray:
    """Which holdings of a contested key say nothing of whose it is: those without a name beside several names, and
    where names decide nothing those of no known person and no identifier."""
    holder = groups.label[weighed.held.node]
    silent = (groups.person[holder] == NOBODY) & (groups.source[holder] == NOBODY)
    by_names = np.isin(weighed.origin[weighed.held.code], weighed.codes)
    return np.asarray(silent & np.where(by_names, weighed.loose & (kind not in ADDRESSES), True))


def _given_by_day(groups: Groups, held: Holdings, contested: LongArray, unclaimed: BoolArray) -> LongArray:
    """A row with nothing but a handle that changed hands goes to whoever held it on its day, else held it last."""
    inside = np.flatnonzero(np.isin(held.code, contested))
    inside = inside[np.argsort(held.code[inside], kind="stable")]
    owners: dict[int, set[int]] = {}
    codes: dict[int, list[int]] = {}
    for mine in np.split(inside, np.flatnonzero(np.diff(held.code[inside])) + 1):
        open_now, theirs = mine[unclaimed[mine]], mine[~unclaimed[mine]]
        if not len(open_now):
            continue
        holder = groups.label[held.node[theirs]]
        tenure = tenures(holder, held.since[theirs], held.until[theirs])
        prior = set(holder[held.prior[theirs]].tolist())
        for place, group in zip(open_now.tolist(), groups.label[held.node[open_now]].tolist(), strict=True):
            owners.setdefault(group, set()).update(owner_on(int(held.since[place]), tenure, prior))
            codes.setdefault(group, []).append(int(held.code[place]))
    edges = [(group, next(iter(found))) for group, found in owners.items() if len(found) == 1]
    # Those that belong to neither are at least one another's.
    loose: dict[int, int] = {}
    edges += [(g, loose.setdefault(c, g)) for g, found in owners.items() if len(found) != 1 for c in codes[g]]
    one, other = zip(*edges, strict=True) if edges else ((), ())
    return components(len(groups.person), np.array(one, np.int64), np.array(other, np.int64))


def _part_sources(groups: Groups, held: Holdings) -> LongArray:
    """Groups that hold an identifier of the source are told apart by it."""
    source = np.full(len(groups.person), NOBODY)
    holder = np.unique(groups.label[held.node])
    source[holder] = holder
    return source


def _report_contested(kind: str, held: Holdings, codes: LongArray, n: int, persons: LongArray) -> list[Contested]:
    found = []
    for code in codes.tolist():
        nodes = np.unique(held.node[held.code == code])
        rows, people = nodes[nodes < n], persons[nodes[nodes >= n] - n]
        if len(rows):
            found.append(Contested(kind, held.texts[code].as_py(), tuple(rows.tolist()), tuple(people.tolist())))
    return sorted(found, key=lambda c: c.text)


def _make_people(
    keys: Keys, groups: Groups, held: Mapping[str, Holdings], persons: LongArray, contested: tuple[Contested, ...]
) -> People:
    """The groups that rows belong to, in no order yet."""
    n = len(keys)
    keyed = np.zeros(n, bool)
    for holdings in held.values():
        keyed[holdings.node[holdings.node < n]] = True
    used, place = np.unique(groups.label[:n][keyed], return_inverse=True)
    person = groups.person[used]
    known = np.where(person == NOBODY, 0, persons[np.maximum(person - n, 0)] if len(persons) else 0)
    of_row = np.full(n, NOBODY)
    of_row[keyed] = place
    torn = {(one.kind, one.text) for one in contested}
    return People(of_row, known, _find_strongest_key(keys, held, keyed, place, len(used), torn), contested)


def _told_apart(people: People, keys: Keys) -> People:
    """New people with nothing but a contested key of their own would all be called by it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array([f"{held.kind}:{held.text}" for held in people.contested], pa.string())
    alike = np.flatnonzero(pc.is_in(people.key, texts).to_numpy(zero_copy_only=False) & (people.known == 0))
    if len(alike) < 2:
        return people
    said: dict[int, set[tuple[str, ...]]] = {group: set() for group in alike.tolist()}
    for row in np.flatnonzero(np.isin(people.of_row, alike)).tolist():
        words = tuple(column[row].as_py() for column in (*keys.texts.values(), keys.names))
        said[int(people.of_row[row])].add(words)
    groups = [(group, people.key[group].as_py(), sorted(rows)) for group, rows in said.items()]
    target, key, stay = np.arange(len(people)), people.key.to_pylist(), np.ones(len(people), bool)
    for group, (one, name) in told_apart(groups).items():
        target[group], key[group], stay[group] = one, name, group == one
    rank = np.append((np.cumsum(stay) - 1)[target], NOBODY)
    named = pa.array(key, pa.string()).filter(pa.array(stay))
    return People(rank[people.of_row], people.known[stay], named, people.contested)


def numbered(people: People) -> People:
    """Known people first by id, then new ones by key: no order of rows shows in it. Groups of one person are joined."""
    import pyarrow as pa
    import pyarrow.compute as pc

    persons, first = np.unique(people.known[people.known > 0], return_index=True)
    new = np.flatnonzero(people.known == 0)
    ascending = new[pc.sort_indices(people.key.take(pa.array(new))).to_numpy()]
    rank = np.empty(len(people), np.int64)
    rank[people.known > 0] = np.searchsorted(persons, people.known[people.known > 0])
    rank[ascending] = len(persons) + np.arange(len(new))
    order = np.concatenate([np.flatnonzero(people.known > 0)[first], ascending])
    of_row = np.where(people.of_row == NOBODY, NOBODY, rank[people.of_row] if len(rank) else NOBODY)
    return People(of_row, people.known[order], people.key.take(pa.array(order)), people.contested)


def _find_strongest_key(
    keys: Keys, held: Mapping[str, Holdings], keyed: BoolArray, place: LongArray, count: int, torn: set[tuple[str, str]]
) -> Any:
    """Each group's key: the smallest text of the strongest kind it has, with the kind in front; one that others hold
    too only where it has no other."""
    import pyarrow as pa
    import pyarrow.compute as pc

    n, chosen = len(keys), np.full(count, NOBODY)
    group_of_row = np.full(n, NOBODY)
    group_of_row[keyed] = place
    texts, given = [pa.array([], pa.string())], 0
    for kind, holdings, own in _kinds_in_order(held, torn):
        mine = own & (holdings.node < n)
        group, code = group_of_row[holdings.node[mine]], holdings.code[mine]
        if given:
            open_now = chosen[group] == NOBODY
            group, code = group[open_now], code[open_now]
        best = smallest(group, code, holdings.texts, count)
        found = np.flatnonzero(best != NOBODY)
        chosen[found] = given + np.arange(len(found))
        texts.append(pc.binary_join_element_wise(kind, holdings.texts.take(pa.array(best[found])), ":"))
        given += len(found)
        if given == count:
            break
    return pa.concat_arrays(texts).take(pa.array(chosen))


def _kinds_in_order(
    held: Mapping[str, Holdings], torn: set[tuple[str, str]]
) -> Iterator[tuple[str, Holdings, BoolArray]]:
    """The kinds of keys from the strongest, each with the holdings that no others hold; then those that others do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    shared: dict[str, BoolArray] = {}
    for kind, holdings in held.items():
        words = pa.array(sorted(text for one, text in torn if one == kind), pa.string())
        codes = np.flatnonzero(pc.is_in(holdings.texts, value_set=words).to_numpy(zero_copy_only=False))
        shared[kind] = np.isin(holdings.code, codes) if len(codes) else np.zeros(len(holdings.code), bool)
        yield kind, holdings, ~shared[kind]
    for kind, holdings in held.items():
        yield kind, holdings, shared[kind]
