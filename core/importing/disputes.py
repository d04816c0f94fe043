"""Keys that people who contradict one another hold: said in an issue, and the pairs put up for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from core.importing.identity import names as naming
from core.importing.identity.camps import ADDRESSES, WEIGHED, Profile, accounts_differ, mails_differ, names_likeness
from core.importing.identity.groups import NOBODY
from core.importing.identity.identity import Contested, Keys, Known, People
from core.importing.identity.spelling import Likeness
from core.importing.proposal_tables import contexts
from core.importing.rows import Incoming
from core.model import Issue
from core.workspace.store import Workspace

CONTESTED = "Two people hold this key; it joined nobody."
CHANGED_HANDS = "This account belongs to two people; each row went to the one its name, identifier or date says."
SHARED = "People of different names share this address; it joined only those of one name."
ONE_ACCOUNT = "Two names go with this account; it was taken for one person's."
SAME_ACCOUNT = "the same account"
SAME_ADDRESS = "the same address"
SAME_IDENTIFIER = "the same identifier"
SAME_NAME = "the same name"
NAMES_ALIKE = "names alike"
OTHER_NAMES = "but different names"
OTHER_ACCOUNT = "but another account on the same platform"
OTHER_MAIL = "but another e-mail address"
A_HOUSE = 3
"""From so many people on, a key is a house's: only those of names alike are put up."""


def reason(parts: Sequence[str]) -> str:
    """What speaks for a pair and what against, in one text; ``both_sides`` parts it again."""
    return "; ".join(parts)


def said_of(contested: Sequence[Contested], clean: Incoming) -> list[Issue]:
    """An issue for each contested key, at the first of its rows."""
    found = []
    for held in contested:
        identifier = held.kind.startswith("id:")
        why = SHARED if held.kind in ADDRESSES else CONTESTED if identifier else CHANGED_HANDS
        field = "id" if identifier else held.kind
        found.append(Issue(int(min(clean.rows[list(held.rows)])), field, held.text, why))
    return found


def proposed(workspace: Workspace, people: People, keys: Keys, known: Known) -> list[tuple[str, str, str]]:
    """Two people who share a contested key, with what speaks for their being one and what against: one name may be the
    other's pen name, or misspelt. Of three and more only those of names alike: the key is a newspaper's or a firm's."""
    disputed = [(one, _holders_of_key(people, one)) for one in people.contested]
    disputed = [(one, holders) for one, holders in disputed if 1 < len(holders) <= WEIGHED]
    profiles = _profiles_of(people, keys, known, {holder for _, holders in disputed for holder in holders})
    stable = {number: key for number, (key, _, _) in _known_keys(workspace, profiles).items()}
    found = []
    for one, holders in disputed:
        for mine, theirs in combinations(holders, 2):
            if mine[1] and theirs[1]:
                continue
            likeness = names_likeness(profiles[mine], profiles[theirs])
            if len(holders) >= A_HOUSE and likeness is not Likeness.LIKE:
                continue
            pair = [stable[number] if number else people.key[place].as_py() for place, number in (mine, theirs)]
            found.append(
                (pair[0], pair[1], reason(_points_of_pair(one.kind, likeness, profiles[mine], profiles[theirs])))
            )
    return found


Holder = tuple[int, int]
"""A place among the people of a file, or NOBODY, and the workspace's number of a known person, or 0."""


def _holders_of_key(people: People, contested: Contested) -> list[Holder]:
    """Those who hold a contested key: new people first, by their places, then known ones."""
    places = [place for place in np.unique(people.of_row[list(contested.rows)]).tolist() if place != NOBODY]
    new = [(place, 0) for place in places if not people.known[place]]
    old = {int(people.known[place]): place for place in places if people.known[place]}
    return [*new, *((old.get(number, NOBODY), number) for number in sorted(old.keys() | set(contested.people)))]


def _points_of_pair(kind: str, likeness: Likeness | None, one: Profile, other: Profile) -> list[str]:
    """What speaks for two people being one, and then what against."""
    key = SAME_ADDRESS if kind in ADDRESSES else SAME_IDENTIFIER if kind.startswith("id:") else SAME_ACCOUNT
    said = {Likeness.SAME: SAME_NAME, Likeness.LIKE: NAMES_ALIKE, Likeness.ODD: OTHER_NAMES}
    parts = [key, *([said[likeness]] if likeness is not None else [])]
    parts += [OTHER_ACCOUNT] if accounts_differ(one, other) else []
    return [*parts, *([OTHER_MAIL] if mails_differ(one, other) else [])]


def _known_keys(workspace: Workspace, profiles: dict[Holder, Profile]) -> dict[int, tuple[str, str, str]]:
    return contexts(workspace, {number for _, number in profiles if number})


def _profiles_of(people: People, keys: Keys, known: Known, wanted: set[Holder]) -> dict[Holder, Profile]:
    """What the file and the workspace know of some people. Keys are told apart as texts, by their hashes."""
    places = np.array(sorted({place for place, _ in wanted if place != NOBODY}), np.int64)
    rows = np.flatnonzero(np.isin(people.of_row, places))
    of_place: dict[int, list[int]] = {}
    for row in rows.tolist():
        of_place.setdefault(int(people.of_row[row]), []).append(row)
    numbers = np.array(sorted({number for _, number in wanted if number}), np.int64)
    entries = {kind: _texts_of(one.person, one.texts, numbers) for kind, one in known.entries.items()}
    found = {}
    for place, number in wanted:
        mine = of_place.get(place, [])
        said = {keys.names[row].as_py() for row in mine} | {known.names.get(number, ""), *known.also.get(number, ())}
        held = {
            kind: {texts[row].as_py() for row in mine} | entries.get(kind, {}).get(number, set())
            for kind, texts in keys.texts.items()
            if kind != "url" and not kind.startswith("id:")
        }
        codes = {kind: frozenset(map(hash, texts - {""})) for kind, texts in held.items() if texts - {""}}
        mails = codes.pop("email", frozenset())
        found[place, number] = Profile(frozenset(said - {""}), codes, mails)
    return found


def _texts_of(person: Any, texts: Any, numbers: Any) -> dict[int, set[str]]:
    """Person -> the texts they hold, of some people."""
    found: dict[int, set[str]] = {}
    for at in np.flatnonzero(np.isin(person, numbers)).tolist():
        found.setdefault(int(person[at]), set()).add(texts[at].as_py())
    return found


def names_on_one_account(clean: Incoming, people: People, folds: Any) -> list[Issue]:
    """Accounts that stand beside names which cannot be one person's, and were taken for one person's all the same."""
    if len(people) == np.count_nonzero(people.of_row != NOBODY):
        return []
    found = []
    name, names = naming.coded(folds)
    for platform, texts in clean.handles.items():
        code, accounts = naming.coded(texts)
        for torn in naming.at_odds(code, np.where(code == NOBODY, NOBODY, name), names, len(accounts)).tolist():
            rows = np.flatnonzero(code == torn)
            if len(np.unique(people.of_row[rows])) == 1:
                found.append(Issue(int(clean.rows[rows[0]]), platform, accounts[torn].as_py(), ONE_ACCOUNT))
    return found
