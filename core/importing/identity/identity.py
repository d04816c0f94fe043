"""Who is the same person: exact keys from the strongest to the weakest, and never a name alone.

Everything here is a pure function over whole columns. A *node* is a row of the file or a person the workspace knows;
nodes that share a key become one group, unless that would make one person of two: of two people already known, or of
two identifiers of the same source. Such a key is *contested*: it joins nobody and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.importing.identity.groups import LAST_DAY, NOBODY, components, several, smallest
from core.importing.identity.names import at_odds, coded
from core.importing.identity.tenures import owner_on, tenures, told_apart
from core.model import BoolArray, LongArray

SHARED_KINDS = ("url", "email")
"""Keys that several people may share, such as an agency's address."""


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


@dataclass(frozen=True)
class _Groups:
    """Nodes in groups: ``label`` per node; per group the known person and the source's identifier, or NOBODY."""

    label: LongArray
    person: LongArray
    source: LongArray


@dataclass(frozen=True)
class _Holdings:
    """Who holds the keys of one kind: node and key code of each holding, the days, and the texts of the codes.

    ``prior`` marks what the workspace knew before.
    """

    node: LongArray
    code: LongArray
    since: LongArray
    until: LongArray
    prior: BoolArray
    texts: Any


def assign(keys: Keys, known: Known) -> People:
    """Makes people of rows by their exact keys, within the file and with what the workspace knows."""
    persons = _persons(known)
    held = {kind: _holdings(keys, known, kind, persons) for kind in keys.texts}
    n, nodes = len(keys), len(keys) + len(persons)
    groups = _Groups(np.arange(nodes), np.where(np.arange(nodes) < n, NOBODY, np.arange(nodes)), np.full(nodes, NOBODY))
    contested: list[Contested] = []
    for kind, holdings in held.items():
        barred = _shared(kind, held, groups, holdings, keys, known, persons)
        groups, codes = _join(groups, holdings, barred)
        if len(barred):
            groups, _ = _join(groups, _under_names(holdings, barred, keys, known, persons), np.empty(0, np.int64))
        contested += _report(kind, holdings, codes, n, persons)
        if kind.startswith("id:"):
            groups = replace(groups, source=_sources(groups, holdings))
    return _told_apart(_people(keys, groups, held, persons, tuple(contested)), keys)


def _persons(known: Known) -> LongArray:
    """The people that hold any of the known keys, ascending."""
    held = [entries.person for entries in known.entries.values()]
    return np.unique(np.concatenate(held)) if held else np.empty(0, np.int64)


def _holdings(keys: Keys, known: Known, kind: str, persons: LongArray) -> _Holdings:
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
    return _Holdings(node, code, since, until, node >= len(keys), encoded.dictionary)


def _join(groups: _Groups, held: _Holdings, barred: LongArray) -> tuple[_Groups, LongArray]:
    """The groups after joining those that share a key of this kind, and the codes that were contested."""
    holder = groups.label[held.node]
    keep = ~np.isin(held.code, barred) if len(barred) else np.ones(len(held.code), bool)
    comp = _linked(groups, holder, held.code, keep)
    torn = _torn(groups, comp)
    contested = barred
    if torn.any():
        inside = torn[comp[holder]] & keep
        contested = np.union1d(barred, _claimed_twice(groups, holder[inside], held.code[inside]))
        keep &= ~np.isin(held.code, contested)
        comp = _linked(groups, holder, held.code, keep)
        torn = _torn(groups, comp)
        # What still hangs together hangs by a chain of keys: none of them can be believed.
        chain = np.unique(held.code[torn[comp[holder]] & keep])
        contested = np.union1d(contested, chain)
        keep &= ~np.isin(held.code, chain)
        comp = _linked(groups, holder, held.code, keep)
    joined = _merged(groups, comp)
    if len(contested) > len(barred):
        joined = _merged(joined, _given_by_day(joined, held, np.setdiff1d(contested, barred)))
    return joined, contested


def _linked(groups: _Groups, holder: LongArray, code: LongArray, keep: BoolArray) -> LongArray:
    """The connected component of each group, groups being linked by the keys kept."""
    holder, code = holder[keep], code[keep]
    first = np.empty(int(code.max()) + 1 if len(code) else 0, np.int64)
    first[code] = holder
    other = first[code] if len(code) else code
    apart = holder != other
    return components(len(groups.person), holder[apart], other[apart])


def _torn(groups: _Groups, comp: LongArray) -> BoolArray:
    """Which components would make one person of two."""
    count = int(comp.max()) + 1 if len(comp) else 0
    return several(groups.person, comp, count) | several(groups.source, comp, count)


def _claimed_twice(groups: _Groups, holder: LongArray, code: LongArray) -> LongArray:
    """The codes held directly by two people or by two identifiers of the source."""
    codes, place = np.unique(code, return_inverse=True)
    twice = several(groups.person[holder], place, len(codes)) | several(groups.source[holder], place, len(codes))
    return np.asarray(codes[twice])


def _merged(groups: _Groups, comp: LongArray) -> _Groups:
    count = int(comp.max()) + 1 if len(comp) else 0
    person, source = np.full(count, NOBODY), np.full(count, NOBODY)
    np.maximum.at(person, comp, groups.person)
    np.maximum.at(source, comp, groups.source)
    return _Groups(comp[groups.label], person, source)


def _given_by_day(groups: _Groups, held: _Holdings, contested: LongArray) -> LongArray:
    """A row with nothing but a handle that changed hands goes to whoever held it on its day, else held it last."""
    inside = np.flatnonzero(np.isin(held.code, contested))
    holder = groups.label[held.node[inside]]
    claimed = (groups.person[holder] != NOBODY) | (groups.source[holder] != NOBODY)
    owners: dict[int, set[int]] = {}
    codes: dict[int, list[int]] = {}
    for code in contested.tolist():
        mine = held.code[inside] == code
        spans = inside[mine & claimed]
        tenure = tenures(holder[mine & claimed], held.since[spans], held.until[spans])
        prior = set(holder[mine & claimed & held.prior[inside]].tolist())
        for place in np.flatnonzero(mine & ~claimed).tolist():
            group = int(holder[place])
            owners.setdefault(group, set()).update(owner_on(int(held.since[inside[place]]), tenure, prior))
            codes.setdefault(group, []).append(code)
    edges = [(group, next(iter(found))) for group, found in owners.items() if len(found) == 1]
    # Those that belong to neither are at least one another's.
    loose: dict[int, int] = {}
    edges += [(g, loose.setdefault(c, g)) for g, found in owners.items() if len(found) != 1 for c in codes[g]]
    one, other = zip(*edges, strict=True) if edges else ((), ())
    return components(len(groups.person), np.array(one, np.int64), np.array(other, np.int64))


def _shared(
    kind: str,
    held: Mapping[str, _Holdings],
    groups: _Groups,
    holdings: _Holdings,
    keys: Keys,
    known: Known,
    persons: LongArray,
) -> LongArray:
    """The codes of an e-mail or URL shared by people who are not one: an agency's or a newspaper's, say.

    They are not where their accounts differ as well as their names, or where rows of one file bear names that cannot
    be one person's. From file to file somebody may go by a pen name; that alone parts nobody.
    """
    if kind not in SHARED_KINDS:
        return np.empty(0, np.int64)
    place, count = holdings.code, len(holdings.texts)
    holder = groups.label[holdings.node]
    many = several(holder, place, count)
    if not many.any():
        return np.empty(0, np.int64)
    differ = np.zeros(count, bool)
    for other, accounts in held.items():
        if not other.startswith("id:") and (other not in SHARED_KINDS or (kind, other) == ("url", "email")):
            low, high = _marks_of(groups, accounts)
            both = np.concatenate([low[holder], high[holder]])
            differ |= several(both, np.concatenate([place, place]), count)
    inside = np.flatnonzero(many[place])
    name, names = coded(_names_of(holdings.node[inside], keys, known, persons))
    barred = several(name, place[inside], count) & differ
    of_file = holdings.node[inside] < len(keys)
    barred[at_odds(place[inside][of_file], name[of_file], names, count)] = True
    return np.flatnonzero(barred)


def _under_names(held: _Holdings, barred: LongArray, keys: Keys, known: Known, persons: LongArray) -> _Holdings:
    """Who holds shared keys, each key under each name as a key of its own: it still joins those of one name."""
    import pyarrow as pa

    inside = np.flatnonzero(np.isin(held.code, barred))
    spelled = _names_of(held.node[inside], keys, known, persons).to_pylist()
    prior = [place for place in inside.tolist() if held.prior[place]]
    others = [(place, known.also.get(int(persons[held.node[place] - len(keys)]), ())) for place in prior]
    inside = np.concatenate([inside, *(np.full(len(more), place) for place, more in others)])
    name, names = coded(pa.array([*spelled, *(one for _, more in others for one in more)], pa.string()))
    inside, name = inside[name != NOBODY], name[name != NOBODY]
    code = np.unique(held.code[inside] * len(names) + name, return_inverse=True)[1]
    return _Holdings(held.node[inside], code, held.since[inside], held.until[inside], held.prior[inside], held.texts)


def _marks_of(groups: _Groups, held: _Holdings) -> tuple[LongArray, LongArray]:
    """Two accounts of each group on a platform, the same one twice where it has one, NOBODY where it has none."""
    low, high = np.full(len(groups.person), LAST_DAY), np.full(len(groups.person), NOBODY)
    np.minimum.at(low, groups.label[held.node], held.code)
    np.maximum.at(high, groups.label[held.node], held.code)
    return np.where(high == NOBODY, NOBODY, low), high


def _names_of(node: LongArray, keys: Keys, known: Known, persons: LongArray) -> Any:
    """The folded name of each node, as pyarrow."""
    import pyarrow as pa

    ours = node < len(keys)
    names = np.empty(len(node), object)
    names[ours] = keys.names.take(pa.array(node[ours])).to_pylist()
    names[~ours] = [known.names.get(person, "") for person in persons[node[~ours] - len(keys)].tolist()]
    return pa.array(names, pa.string())


def _sources(groups: _Groups, held: _Holdings) -> LongArray:
    """Groups that hold an identifier of the source are told apart by it."""
    source = np.full(len(groups.person), NOBODY)
    holder = np.unique(groups.label[held.node])
    source[holder] = holder
    return source


def _report(kind: str, held: _Holdings, codes: LongArray, n: int, persons: LongArray) -> list[Contested]:
    found = []
    for code in codes.tolist():
        nodes = np.unique(held.node[held.code == code])
        rows, people = nodes[nodes < n], persons[nodes[nodes >= n] - n]
        if len(rows):
            found.append(Contested(kind, held.texts[code].as_py(), tuple(rows.tolist()), tuple(people.tolist())))
    return sorted(found, key=lambda c: c.text)


def _people(
    keys: Keys, groups: _Groups, held: Mapping[str, _Holdings], persons: LongArray, contested: tuple[Contested, ...]
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
    return People(of_row, known, _strongest(keys, held, keyed, place, len(used)), contested)


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


def _strongest(keys: Keys, held: Mapping[str, _Holdings], keyed: BoolArray, place: LongArray, count: int) -> Any:
    """Each group's key: the smallest text of the strongest kind it has, with the kind in front."""
    import pyarrow as pa
    import pyarrow.compute as pc

    n, chosen = len(keys), np.full(count, NOBODY)
    group_of_row = np.full(n, NOBODY)
    group_of_row[keyed] = place
    texts, given = [pa.array([], pa.string())], 0
    for kind, holdings in held.items():
        mine = holdings.node < n
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
