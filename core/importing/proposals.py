"""Pairs of people who may be one: names alike within blocks of their rarest words, with the reasons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.i18n import tr
from core.importing import proposal_tables
from core.importing.identity import doubles
from core.importing.identity import names as naming
from core.importing.identity.both_sides import About, Sides, both_sides
from core.model import Issue, LongArray
from core.people import joining_tables, key_tables
from core.people import tables as people_tables
from core.workspace.bulk import BatchWrite
from core.workspace.refused import Gone
from core.workspace.store import Workspace

Proposal = tuple[str, str, str]

ALIKE = 88
"""Similarity (rapidfuzz ratio of the sorted words, 0..100) from which two names are proposed."""
BY_CHANCE = 0.5
"""Names that chance alone would make alike; where there would be more, being alike says nothing."""
LONGEST = 120
"""Letters of a name beyond which it is nobody's, and only compared for being equal."""
MOST_NAMES = 250_000
"""Beyond this many distinct names only equal names are looked for."""
PAIRS = 40_000_000
"""Comparisons made at most, the smallest blocks first: some seconds."""
FEW = 9
"""People of one name who are all put beside one another; of more, each beside the first."""
MOST = 5_000
"""Proposals kept from one import: nobody reads more."""

SAME = "the same name"
SAME_COUNTRY = "the same name and country"
SAME_ORGANISATION = "the same name and organisation"
SAME_ELSEWHERE = "the same name, but another country"
TURNED = "the same words in another order"
SPELT = "the same name, written otherwise"
NEAR = "nearly the same name"
WEAK = "nearly the same name, of words that many bear"
"""No reason by itself: "educational review" is not "educational psychology review", nor Mark Bell Mark Lubell."""
NEAR_CONTEXT = "nearly the same name, and the same country or organisation"


NAME_ALONE = {SAME_COUNTRY: SAME, SAME_ORGANISATION: SAME, SAME_ELSEWHERE: SAME, NEAR_CONTEXT: NEAR}
"""Reasons with what surrounds a name -> what they say of the name."""

ELSEWHERE = "the same account name on another platform, and names that agree"

BY_HAND = "said by hand"
TOO_MANY = "Only the first 5,000 pairs of people who may be one are proposed."
ONLY_EQUAL = "So many names: only people of equal names are proposed as one."
NOT_ALL = "So many names alike: not all of them were compared."


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Pending:
    """A pair to be decided: what each is called, why they may be one, what else is known of each, and what of all
    that speaks for one person and what against."""

    id: int
    one: int
    other: int
    names: tuple[str, str]
    reason: str
    about: tuple[About, About]
    sides: Sides


def find(workspace: Workspace, new: LongArray, names: Any) -> tuple[list[Proposal], list[Issue]]:
    """Pairs (key, key, reason) among new people and between them and everyone known, the most alike first; and what
    was left out.

    ``new`` are the ids of the new people, ascending and above all others; ``names`` (pyarrow) their folded names.
    """
    import pyarrow as pa

    if not len(new):
        return [], []
    number, folds = key_tables.people_names(workspace, below=int(new[0]))
    if len(number):
        number, names = np.concatenate([number, new]), pa.concat_arrays([folds, names])
    else:
        number = new
    encoded = names.dictionary_encode()
    del folds, names
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    fresh = number >= new[0]
    pairs = _find_equal(number, code, fresh, encoded.dictionary)
    said = []
    if len(encoded.dictionary) > MOST_NAMES:
        said.append(ONLY_EQUAL)
    elif len(pairs) <= MOST:
        spelled = encoded.dictionary.to_pylist()
        asked = np.zeros(len(spelled), bool)
        asked[code[fresh]] = True
        named, whole = _find_near(spelled, np.flatnonzero(asked))
        held = _holders_of(number, code, (name for pair in named for name in pair[:2]))
        pairs += [
            (one, other, why)
            for a, b, why in named
            for one in held[a]
            for other in held[b]
            if one >= new[0] or other >= new[0]
        ]
        said += [] if whole else [NOT_ALL]
    pairs = [*_find_elsewhere(workspace, int(new[0])), *pairs]
    said += [TOO_MANY] if len(pairs) > MOST else []
    return _give_reasons(workspace, pairs[:MOST]), [Issue(0, "name", "", reason) for reason in said]


def _find_elsewhere(workspace: Workspace, first_new: int) -> list[tuple[int, int, str]]:
    """Pairs with one account name on two platforms, whose names have a word in common beside the account's."""
    found = []
    for one, other, handle, names in key_tables.same_handle_elsewhere(workspace, first_new, MOST + 1):
        shared = set(_words_of(names[0])) & set(_words_of(names[1]))
        if shared - {handle.casefold()}:
            found.append((one, other, ELSEWHERE))
    return found


def _find_equal(
    number: LongArray, code: LongArray, fresh: np.ndarray, dictionary: object
) -> list[tuple[int, int, str]]:
    """Each new person beside the others of the same name; of a name that many bear, beside the first alone."""
    blank = dictionary.index("").as_py()  # type: ignore[attr-defined]
    shared = np.bincount(code)[code] > 1
    shared &= code != blank
    if not (shared & fresh).any():
        return []
    at = np.flatnonzero(shared)
    order = at[np.lexsort((number[at], code[at]))]
    start = np.ones(len(order), bool)
    start[1:] = code[order][1:] != code[order][:-1]
    run = np.cumsum(start) - 1
    few = np.bincount(run)[run] <= FEW
    found: list[tuple[int, int, str]] = []
    for back in range(1, min(FEW, len(order))):
        # The one so many places before, where it is of the same name.
        here = np.flatnonzero(few[back:] & (run[back:] == run[: len(run) - back])) + back
        here = here[fresh[order[here]]]
        before = number[order[here - back]].tolist()
        found += [(one, two, SAME) for one, two in zip(before, number[order[here]].tolist(), strict=True)]
    other = ~start & fresh[order] & ~few
    first = number[order][start][run]
    found += [(one, two, SAME) for one, two in zip(first[other].tolist(), number[order][other].tolist(), strict=True)]
    return sorted(found)


def _holders_of(number: LongArray, code: LongArray, names: Iterable[int]) -> dict[int, list[int]]:
    """The people who bear some names, by the name's code: a few, or of many the first."""
    wanted = np.array(sorted(set(names)), np.int64)
    held: dict[int, list[int]] = {name: [] for name in wanted.tolist()}
    at = np.flatnonzero(np.isin(code, wanted))
    for name, person in sorted(zip(code[at].tolist(), number[at].tolist(), strict=True)):
        held[name].append(person)
    return {name: people if len(people) < FEW else people[:1] for name, people in held.items()}


def _find_near(names: Sequence[str], asked: LongArray) -> tuple[list[tuple[int, int, str]], bool]:
    """Pairs of places of names nearly alike, at least one of them asked for; and whether all were compared."""
    mask = np.zeros(len(names), bool)
    mask[asked] = True
    short = [name if len(name) <= LONGEST else "" for name in names]
    lines = [" ".join(sorted(_words_of(name))) for name in short]
    pairs = {
        (one, other): TURNED if lines[one] == lines[other] else SPELT if same else NEAR
        for one, other, same in doubles.spelt_alike(short, mask)
    }
    misspelt, whole = _find_misspelt(names, lines, asked)
    for one, other in misspelt:
        pairs.setdefault((one, other), TURNED if lines[one] == lines[other] else NEAR)
    chance = Chance(lines)
    for (one, other), why in pairs.items():
        if why == NEAR and chance.others(lines[one], lines[other]) > BY_CHANCE:
            pairs[one, other] = WEAK
    order = (TURNED, SPELT, NEAR, WEAK)
    ordered = sorted(pairs, key=lambda pair: (order.index(pairs[pair]), names[pair[0]], names[pair[1]]))
    return [(one, other, pairs[one, other]) for one, other in ordered], whole


class Chance:
    """How often the words of some names (each as its words, sorted) are borne, and what of that is chance."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.count = len(lines)
        self.bearers = Counter(word for line in lines for word in set(line.split()))

    def others(self, one: str, other: str) -> float:
        """How many further names one would expect to share what two names share, were their words drawn at random: the
        words in common, and a word of each that stands for one of the other."""
        mine, theirs = set(one.split()), set(other.split())
        alone, apart = mine - theirs, theirs - mine
        expected = float(self.count)
        for word in mine & theirs:
            expected *= max(0, self.bearers[word] - 2) / self.count
        if len(alone) == len(apart) == 1:
            expected *= max(0, self.bearers[alone.pop()] + self.bearers[apart.pop()] - 2) / self.count
        return expected


def _find_misspelt(names: Sequence[str], lines: Sequence[str], asked: LongArray) -> tuple[list[tuple[int, int]], bool]:
    """Pairs of places of names a few letters apart, compared within blocks of their rarest words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        for word in set(line.split()):
            holders[word].append(place)
    blocks: dict[str, list[int]] = defaultdict(list)
    for place in asked.tolist():
        shared = [word for word in set(lines[place].split()) if len(holders[word]) > 1]
        for word in sorted(shared, key=lambda w: (len(holders[w]), w))[:2]:
            blocks[word].append(place)
    found: dict[tuple[int, int], float] = {}
    spent = 0
    for word in sorted(blocks, key=lambda w: (len(blocks[w]) * len(holders[w]), w)):
        spent += len(blocks[word]) * len(holders[word])
        if spent > PAIRS:
            break
        for one, other, score in _compare_block(lines, blocks[word], holders[word]):
            found[min(one, other), max(one, other)] = score
    ordered = sorted(found, key=lambda pair: (-found[pair], names[pair[0]], names[pair[1]]))
    return ordered, spent <= PAIRS


def _compare_block(lines: Sequence[str], asked: Sequence[int], held: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    from rapidfuzz import fuzz, process

    score = process.cdist(
        [lines[a] for a in asked],
        [lines[h] for h in held],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        dtype=np.uint8,
    )
    for i, j in np.argwhere(score).tolist():
        one, other = asked[i], held[j]
        if one != other and naming.may_be_one(set(lines[one].split()), set(lines[other].split())):
            yield one, other, float(score[i, j])


def _words_of(name: str) -> list[str]:
    return _WORD.findall(name)


def _give_reasons(workspace: Workspace, pairs: Sequence[tuple[int, int, str]]) -> list[Proposal]:
    """The pairs by their stable keys, with what their countries and organisations add."""
    known = proposal_tables.contexts(workspace, {number for one, other, _ in pairs for number in (one, other)})
    found = []
    for one, other, reason in pairs:
        key, country, organisation = known[one]
        other_key, other_country, other_organisation = known[other]
        same_place = _texts_agree(country, other_country)
        same_house = _texts_agree(organisation, other_organisation)
        if (reason == NEAR and same_place is False) or (reason == WEAK and not (same_place or same_house)):
            continue  # two hints against one
        found.append((min(key, other_key), max(key, other_key), _reason_of(reason, same_place, same_house)))
    return found


def _texts_agree(one: str, other: str) -> bool | None:
    """Whether two texts say the same; None when one says nothing."""
    return one.casefold() == other.casefold() if one and other else None


def _reason_of(reason: str, place: bool | None, house: bool | None) -> str:
    if reason == SAME:
        return SAME_ORGANISATION if house else SAME_COUNTRY if place else SAME_ELSEWHERE if place is False else SAME
    if reason in (NEAR, WEAK):
        return NEAR_CONTEXT if place or house else NEAR
    return reason


def reason_words(reason: str) -> str:
    """What speaks for a pair and what against, in the language in use."""
    return "; ".join(tr(part) for part in reason.split("; "))


def keep(write: BatchWrite, found: Iterable[Proposal]) -> list[Proposal]:
    """Keeps the pairs that nobody has decided yet, and returns them."""
    decided = proposal_tables.verdicts(write.workspace)
    distinct: dict[tuple[str, str], str] = {}
    for one, other, reason in found:
        pair = min(one, other), max(one, other)
        if pair not in decided:
            distinct.setdefault(pair, reason)
    kept = [(one, other, reason) for (one, other), reason in distinct.items()]
    proposal_tables.add_proposals(write, kept)
    return kept


def pending(workspace: Workspace) -> list[Pending]:
    """The pairs still to be decided, in the order they were found."""
    found = proposal_tables.undecided(workspace)
    about = proposal_tables.abouts(workspace, {person for _, one, other, _, _ in found for person in (one, other)})
    return [
        Pending(
            number,
            one,
            other,
            names,
            reason,
            (about[one], about[other]),
            _weigh_sides(reason, about[one], about[other]),
        )
        for number, one, other, names, reason in found
    ]


def _weigh_sides(reason: str, one: About, other: About) -> Sides:
    """Both sides of a pair; what a reason says of what surrounds the name is looked up again."""
    return both_sides([NAME_ALONE.get(part, part) for part in reason.split("; ")], one, other)


def decide(workspace: Workspace, number: int, same: bool) -> int:
    """Confirms or refuses a pair, which is remembered; returns the person that stays (0 when refused).

    Confirmed, the two become one: the older keeps its id and takes all that is known of the other. Undone as a step.
    Gone for a pair that is not pending.
    """
    pair = next((p for p in pending(workspace) if p.id == number), None)
    if pair is None:
        raise Gone
    with workspace.step(tr("Same person") if same else tr("Different people"), "people", "observations", "stature"):
        proposal_tables.set_verdict(workspace, number, "confirmed" if same else "refused")
        return joining_tables.join_people(workspace, pair.one, pair.other) if same else 0


def decide_by_hand(workspace: Workspace, one: int, other: int, same: bool) -> int:
    """Says of two people whether they are one, proposed or not; as ``decide`` does, and returns what it returns."""
    keys = people_tables.stable_key(workspace, one), people_tables.stable_key(workspace, other)
    pair = min(keys), max(keys)
    with workspace.step(tr("Same person") if same else tr("Different people"), "people", "observations", "stature"):
        proposal_tables.add_decided(workspace, pair, BY_HAND, "confirmed" if same else "refused")
        return joining_tables.join_people(workspace, one, other) if same else 0
