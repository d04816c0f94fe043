"""The rows of a file matched with the workspace: by keys, then by names where the kind of file allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from core.importing import disputes
from core.importing.consolidate import chosen
from core.importing.identity import names as naming
from core.importing.identity.groups import NOBODY
from core.importing.identity.identity import Entries, Keys, Known, People, assign, numbered
from core.importing.identity.nobodys import COUNTS_ROWS, counts_rows
from core.importing.rows import Incoming
from core.model import PLATFORMS, BoolArray, Issue, LongArray
from core.people import key_tables
from core.people.joining_tables import ALSO
from core.people.joining_tables import BY_NAME as CONFIRMED_NAME
from core.workspace.store import Workspace

Kind = Literal["candidates", "history", "stature", "offline"]
BY_NAME = "Matched by name alone; nobody else has this name."
BY_NAME_PROPOSED = "the same name, and nobody else has it"
NOBODY_KNOWN = "Nobody known matches this row."
SEVERAL_KNOWN = "Several known people bear this name; an account or an address says which of them is meant."
NO_NAME = "No name and nothing else to know the person by."
LOOK_ALIKE = "Letters of several alphabets or hidden marks: this may be read as another name."
DOUBLE = "Drawn like the name of another person, in other letters; they were not joined."
HISTORY_BY_NAME = "No account or identifier: the rows of one name were taken as one person."


@dataclass(frozen=True)
class Match:
    """The people of a file, what was said about it, and pairs of keys to be confirmed: (new, known, reason)."""

    people: People
    names: Any
    issues: tuple[Issue, ...]
    proposed: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Terms:
    """What a file is taken for: its kind; whether a unique name of a history or stature file is taken as matched, and
    said; whether a row is one post or mention, so that a person has many; whether people nobody knows come with a
    history or stature file."""

    kind: Kind
    confirm: bool = True
    posts: bool = False
    strangers: bool = False


def match(workspace: Workspace, clean: Incoming, source: str, terms: Terms) -> Match:
    """Every row's person. A history or stature file speaks of people who are known; into a workspace that knows nobody
    a history brings its own."""
    kind = terms.kind
    folds = naming.folded(clean.text("name"))
    known_names = key_tables.folded_names(workspace)
    ids, said = _find_identifiers(workspace, clean, kind, source)
    keys = Keys(_key_texts(workspace, clean, kind, {f"id:{source}": ids}, folds), folds, clean.day)
    known = Known({k: _load_entries(workspace, k) for k in keys.texts}, known_names, _other_names(workspace))
    people = _part_unlike(workspace, assign(keys, known))
    people, named = _with_names(workspace, clean, kind, folds, people, terms.posts)
    issues = [*said, *named, *disputes.said_of(people.contested, clean)]
    proposed: list[tuple[str, str, str]] = []
    if kind in ("history", "stature") and known_names:
        people, said, proposed = _by_name(workspace, clean, people, folds, keys, known, terms.confirm)
        issues += said
    if not terms.strangers and (kind == "stature" or (kind == "history" and known_names)):
        people = _known_only(people, {one for one, _, _ in proposed})
    issues += _refuse_nobody(clean, people, folds, known_names)
    issues += [*_look_alikes(clean), *_find_doubles(clean, folds, known_names)]
    people = numbered(people)
    issues += disputes.names_on_one_account(clean, people, folds)
    return Match(people, folds, tuple(issues), (*proposed, *disputes.proposed(workspace, people, keys, known)))


def source_of(workspace: Workspace, clean: Incoming, family: str) -> str:
    """The name under which the file's identifiers are kept: a known source they agree with, else a new one.

    Two tools may both number from 1, so identifiers meet only where the names behind them agree.
    """
    import pyarrow.compute as pc

    ids = clean.text("id")
    if not pc.any(pc.not_equal(ids, "")).as_py():
        return family
    taken = [
        kind
        for kind in key_tables.kinds_of_keys(workspace)
        if kind.startswith("id:") and kind not in (CONFIRMED_NAME, ALSO)
    ]
    if not taken:
        return family
    known_names, folds = key_tables.folded_names(workspace), naming.folded(clean.text("name"))
    agreement = {kind: _count_agreeing(_load_entries(workspace, kind), ids, folds, known_names) for kind in taken}
    best = max(taken, key=lambda kind: (agreement[kind], kind == f"id:{family}"))
    if agreement[best] > 0:
        return best.removeprefix("id:")
    return naming.unique_keys([family], lambda name: f"id:{name}" in taken)[0]


def _count_agreeing(entries: Entries, ids: Any, folds: Any, known_names: Mapping[int, str]) -> float:
    """How many identifiers are common, or 0 when the names behind most of them have no word in common."""
    import pyarrow as pa
    import pyarrow.compute as pc

    at = pc.index_in(ids, value_set=entries.texts)
    places = np.flatnonzero(at.is_valid().to_numpy(zero_copy_only=False))
    if not len(places):
        return 0.0
    person = entries.person[at.take(pa.array(places)).to_numpy()]
    said = zip(folds.take(pa.array(places)).to_pylist(), person.tolist(), strict=True)
    compared = {(name, known_names.get(number, "")) for name, number in said if name}
    same = sum(bool(set(one.split()) & set(other.split())) for one, other in compared if other)
    if compared:
        return float(len(places)) if same * 2 >= len(compared) else 0.0
    return float(len(places)) if len(places) * 2 >= len(ids) else 0.0


def _find_identifiers(workspace: Workspace, clean: Incoming, kind: Kind, source: str) -> tuple[Any, list[Issue]]:
    """The identifiers that say whom a row is about, and what was said of the others: running numbers say nothing, but
    in a history that names its people by nothing else they are the numbers of the list of candidates."""
    import pyarrow.compute as pc

    ids = clean.text("id")
    if not counts_rows(ids, key_tables.known_keys(workspace, f"id:{source}").texts):
        return ids, []
    others = [clean.text("name"), *clean.handles.values(), clean.text("email"), clean.text("url")]
    if kind in ("history", "stature") and not any(pc.any(pc.not_equal(held, "")).as_py() for held in others):
        return ids, []
    first = [text for text in ids.slice(0, 3).to_pylist() if text]
    return clean.text("no id"), [Issue(0, "id", ", ".join(first), COUNTS_ROWS)]


def _key_texts(workspace: Workspace, clean: Incoming, kind: Kind, ids: Mapping[str, Any], folds: Any) -> dict[str, Any]:
    """The keys of each row, the strongest kind first; none for refused rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    platforms = sorted(clean.handles, key=lambda name: PLATFORMS.index(name) if name in PLATFORMS else len(PLATFORMS))
    texts = {**ids}
    texts |= {name: clean.handles[name] for name in platforms}
    texts |= {"url": clean.text("url"), "email": clean.text("email")}
    if clean.refused.any():
        here = pa.array(~clean.refused)
        texts = {name: pc.if_else(here, held, "") for name, held in texts.items()}
    if kind == "stature":
        texts["url"] = _known_only_texts(workspace, "url", texts["url"])
    texts = {name: held for name, held in texts.items() if pc.any(pc.not_equal(held, "")).as_py()}
    bare = np.ones(len(clean.rows), bool)
    for held in texts.values():
        bare &= pc.equal(held, "").to_numpy(zero_copy_only=False)
    if bare.any() and CONFIRMED_NAME in key_tables.kinds_of_keys(workspace):
        alone = pc.if_else(pa.array(bare & ~clean.refused), folds, "")
        texts[CONFIRMED_NAME] = _known_only_texts(workspace, CONFIRMED_NAME, alone)
    return texts


def _known_only_texts(workspace: Workspace, kind: str, texts: Any) -> Any:
    """The texts the workspace knows. A stature file's URL may be a piece of evidence rather than the person's own."""
    import pyarrow.compute as pc

    return pc.if_else(pc.is_in(texts, value_set=key_tables.known_keys(workspace, kind).texts), texts, "")


def _load_entries(workspace: Workspace, kind: str) -> Entries:
    held = key_tables.known_keys(workspace, kind)
    return Entries(held.texts, held.person, held.since, held.until)


def _other_names(workspace: Workspace) -> dict[int, list[str]]:
    """Person -> the folded names, beside their own, under which they were confirmed to go."""
    held = key_tables.known_keys(workspace, ALSO)
    found: dict[int, list[str]] = {}
    for person, name in zip(held.person.tolist(), held.texts.to_pylist(), strict=True):
        found.setdefault(person, []).append(name)
    return found


def _part_unlike(workspace: Workspace, people: People) -> People:
    """New people who share a contested key with somebody known are not called by the same one."""
    import pyarrow as pa

    if not people.contested:
        return people
    taken, keys = key_tables.person_keys(workspace), people.key.to_pylist()
    new = [place for place in np.flatnonzero(people.known == 0).tolist() if keys[place] in taken]
    new.sort(key=keys.__getitem__)
    others = taken.keys() | set(keys)
    for place, key in zip(new, naming.unique_keys((keys[at] for at in new), others.__contains__), strict=True):
        keys[place] = key
    return replace(people, key=pa.array(keys, pa.string()))


def _with_names(
    workspace: Workspace, clean: Incoming, kind: Kind, folds: Any, people: People, posts: bool
) -> tuple[People, list[Issue]]:
    """The people of the rows that have a name and no key. A shared name alone joins nobody.

    Only where the file is plainly one row per person and date (or platform), or was given as a history or a stature
    file, are the rows of one name one person, and never two rows of the same date; in a file of posts they all are.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    named = pc.not_equal(folds, "").to_numpy(zero_copy_only=False)
    bare = np.flatnonzero((people.of_row == NOBODY) & named & ~clean.refused)
    if not len(bare):
        return people, []
    # A row of the file that speaks of several channels comes as several rows: they are one person's.
    _, once, twin = np.unique(clean.rows[bare], return_index=True, return_inverse=True)
    every, bare = bare, bare[once]
    spelled = folds.take(pa.array(bare)).to_pylist()
    groups = naming.same_name(spelled, range(len(bare)) if posts else _cells_apart(clean, kind, bare))
    issues: list[Issue] = []
    if kind in ("candidates", "offline") and not posts and not naming.is_panel(groups):
        groups = [[place] for place in range(len(bare))]
    elif any(len(group) > 1 for group in groups):
        issues.append(Issue(0, "name", "", HISTORY_BY_NAME))
    groups.sort(key=_stable_order(clean, bare, spelled))
    taken = key_tables.person_keys(workspace)
    keys = naming.unique_keys((f"name:{spelled[group[0]]}" for group in groups), taken.__contains__)
    number_of = np.empty(len(bare), np.int64)
    for number, group in enumerate(groups):
        number_of[group] = len(people) + number
    of_row = people.of_row.copy()
    of_row[every] = number_of[twin]
    known = np.concatenate([people.known, np.zeros(len(groups), np.int64)])
    return replace(
        people, of_row=of_row, known=known, key=pa.concat_arrays([people.key, pa.array(keys, pa.string())])
    ), issues


def _cells_apart(clean: Incoming, kind: Kind, bare: LongArray) -> list[object]:
    """What tells two rows of one person apart: the day and the channel; the assessor in a stature file."""
    other = clean.text("assessor") if kind == "stature" else clean.channel
    return list(zip(clean.day[bare].tolist(), other.take(bare).to_pylist(), strict=True))


def _stable_order(clean: Incoming, bare: LongArray, spelled: list[str]) -> Callable[[list[int]], tuple[str, list[str]]]:
    """Groups of one name are told apart by what their rows say, not by where they stand."""
    counts: dict[str, int] = {}
    for name in spelled:
        counts[name] = counts.get(name, 0) + 1

    def order(group: list[int]) -> tuple[str, list[str]]:
        name = spelled[group[0]]
        return name, sorted(clean.said(int(bare[place])) for place in group) if counts[name] > len(group) else []

    return order


def _by_name(
    workspace: Workspace,
    clean: Incoming,
    people: People,
    folds: Any,
    keys: Keys,
    known: Known,
    confirm: bool,
) -> tuple[People, list[Issue], list[tuple[str, str, str]]]:
    """New people whose name occurs once on both sides, and who hold no other account of a platform."""
    spelled = chosen(folds, people.of_row, len(people), clean.day).to_pylist()
    new = {place: spelled[place] for place in np.flatnonzero(people.known == 0).tolist()}
    already = set(people.known.tolist())
    free = {number: name for number, name in known.names.items() if number not in already}
    found = naming.match_by_name(new, free)
    found = {
        place: number for place, number in found.items() if not _accounts_differ(people, place, number, keys, known)
    }
    if not confirm:
        key_of = {number: key for key, number in key_tables.person_keys(workspace).items()}
        return people, [], [(people.key[at].as_py(), key_of[number], BY_NAME_PROPOSED) for at, number in found.items()]
    first = _first_rows(people)
    raw = clean.text("name")
    issues = [Issue(int(clean.rows[first[at]]), "name", raw[int(first[at])].as_py(), BY_NAME) for at in found]
    joined = people.known.copy()
    joined[list(found)] = list(found.values())
    return replace(people, known=joined), issues, []


def _accounts_differ(people: People, place: int, number: int, keys: Keys, known: Known) -> bool:
    """Whether both sides hold an account on the same platform; it is not the same, or they had met by it."""
    import pyarrow.compute as pc

    for kind, entries in known.entries.items():
        if kind.startswith("id:") or not (entries.person == number).any():
            continue
        rows = np.flatnonzero(people.of_row == place)
        if pc.any(pc.not_equal(keys.texts[kind].take(rows), "")).as_py():
            return True
    return False


def _first_rows(people: People) -> LongArray:
    first = np.full(len(people), NOBODY)
    rows = np.flatnonzero(people.of_row != NOBODY)[::-1]
    first[people.of_row[rows]] = rows
    return first


def _known_only(people: People, proposed: set[str]) -> People:
    """Without the people nobody knows: a stature file speaks of candidates and makes none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    stay: BoolArray = people.known > 0
    if proposed:
        stay |= pc.is_in(people.key, value_set=pa.array(sorted(proposed))).to_numpy(zero_copy_only=False)
    rank = np.where(stay, np.cumsum(stay) - 1, NOBODY)
    of_row = np.where(people.of_row == NOBODY, NOBODY, rank[people.of_row] if len(rank) else NOBODY)
    return replace(people, of_row=of_row, known=people.known[stay], key=people.key.filter(pa.array(stay)))


def _refuse_nobody(clean: Incoming, people: People, folds: Any, known_names: Mapping[int, str]) -> list[Issue]:
    """The rows that belong to nobody, refused with the reason."""
    rows = np.flatnonzero((people.of_row == NOBODY) & ~clean.refused)
    raw = clean.text("name").take(rows).to_pylist()
    spelled = folds.take(rows).to_pylist()
    keyed = {place for texts in (*clean.handles.values(), clean.text("id")) for place in _find_filled(texts, rows)}
    borne = Counter(known_names.values()) if len(rows) else Counter()
    found = []
    for place, name, fold in zip(rows.tolist(), raw, spelled, strict=True):
        reason = NO_NAME if not fold and place not in keyed else SEVERAL_KNOWN if borne[fold] > 1 else NOBODY_KNOWN
        found.append(Issue(int(clean.rows[place]), "name", name or _first_key(clean, place), reason, refused=True))
    return found


def _first_key(clean: Incoming, place: int) -> str:
    """An account, or the identifier, of a row without a name."""
    texts = (*clean.handles.values(), clean.text("id"), clean.text("email"))
    return next((text for held in texts if (text := held[place].as_py())), "")


def _find_filled(texts: Any, rows: LongArray) -> list[int]:
    return [place for place, text in zip(rows.tolist(), texts.take(rows).to_pylist(), strict=True) if text]


def _look_alikes(clean: Incoming) -> list[Issue]:
    """Names and accounts that may be read as others: flagged, never merged."""
    found = []
    for field, texts in (("name", clean.text("name")), *clean.handles.items()):
        found += [Issue(int(clean.rows[p]), field, texts[p].as_py(), LOOK_ALIKE) for p in naming.tricks(texts)]
    return found


def _find_doubles(clean: Incoming, folds: Any, known_names: Mapping[int, str]) -> list[Issue]:
    """Names drawn like another person's in other letters: flagged, never merged."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = clean.text("name")
    drawn = {place: naming.skeleton(names[place].as_py()) for place in naming.tricks(names)}
    held = set(folds.filter(pc.is_in(folds, pa.array(sorted(set(drawn.values())), pa.string()))).to_pylist())
    held |= set(drawn.values()).intersection(known_names.values()) if drawn else set()
    rows = [place for place, name in drawn.items() if name in held and folds[place].as_py() != name]
    return [Issue(int(clean.rows[place]), "name", names[place].as_py(), DOUBLE) for place in rows]
