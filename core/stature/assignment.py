"""Who assesses whom: each candidate by so many, loads in balance, nobody in conflict, enough shared for severity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.errors import Trouble
from core.i18n import tr

LEAST_SHARED = 10
"""So many people each assessor shares with others, so that how strict they are can be told from whom they met."""
MOST_AT_ONCE = 12
"""Of more assessors only those with the least to do are tried for a person."""


@dataclass(frozen=True)
class Assignment:
    """By person (id) who assesses them; ``short`` are those for whom too few are free to judge."""

    assessors: dict[int, tuple[str, ...]]
    short: tuple[int, ...]

    def load(self, name: str) -> int:
        """How many people somebody assesses."""
        return sum(name in chosen for chosen in self.assessors.values())

    def shared(self, name: str) -> int:
        """How many of them somebody else assesses too."""
        return sum(name in chosen and len(chosen) > 1 for chosen in self.assessors.values())


def assign_people(
    people: Sequence[int], names: Sequence[str], each: int, barred: Collection[tuple[int, str]] = ()
) -> Assignment:
    """Who assesses whom. ``each``: by how many; ``barred``: (person, assessor) in conflict. Trouble without anybody.

    Person by person the group is taken whose members have the least to do, then the one whose pairs have met least,
    so that everybody is linked with everybody; those with the fewest free assessors come first, while there is
    choice. Where each is assessed once, some are given to a second, until everybody shares ``LEAST_SHARED``.
    """
    names = list(dict.fromkeys(names))
    if not names or each < 1:
        raise Trouble(
            tr("Nobody is named who could assess."), "", tr("Name at least one assessor, and at least one each.")
        )
    plan = _Plan(names)
    free = {person: [name for name in names if (person, name) not in barred] for person in people}
    for person in sorted(people, key=lambda person: len(free[person])):
        plan.add(person, free[person], min(each, len(free[person])))
    plan.level_loads(free)
    if each == 1 and len(names) > 1:
        plan.link(people, free)
    chosen = {person: tuple(sorted(plan.groups[person])) for person in people}
    return Assignment(chosen, tuple(person for person in people if len(chosen[person]) < each))


class _Plan:
    """The groups so far, everybody's load, and how often each pair has met."""

    def __init__(self, names: Sequence[str]) -> None:
        self.groups: dict[int, set[str]] = {}
        self.load = dict.fromkeys(names, 0)
        self.met = {frozenset(pair): 0 for pair in combinations(names, 2)}

    def add(self, person: int, free: Sequence[str], size: int) -> None:
        """Gives a person to the best group of this size."""
        least = sorted(free, key=lambda name: self.load[name])[: max(MOST_AT_ONCE, size)]
        best = min(combinations(least, size), key=self._cost, default=())
        self.groups[person] = set()
        for name in best:
            self.join(person, name)

    def join(self, person: int, name: str) -> None:
        """Adds somebody to a person's group."""
        for other in self.groups[person]:
            self.met[frozenset((name, other))] += 1
        self.groups[person].add(name)
        self.load[name] += 1

    def leave(self, person: int, name: str) -> None:
        """Takes somebody out of a person's group."""
        self.groups[person].remove(name)
        for other in self.groups[person]:
            self.met[frozenset((name, other))] -= 1
        self.load[name] -= 1

    def level_loads(self, free: dict[int, list[str]]) -> None:
        """Hands people over from whoever has more to do, as long as that brings two loads nearer to each other."""
        moved = True
        while moved:
            moved = False
            for person, group in self.groups.items():
                for most in sorted(group, key=lambda name: -self.load[name]):
                    others = [name for name in free[person] if name not in self.groups[person]]
                    least = min(others, key=lambda name: self.load[name], default=most)
                    if self.load[most] - self.load[least] > 1:
                        self.leave(person, most)
                        self.join(person, least)
                        moved = True

    def link(self, people: Sequence[int], free: dict[int, list[str]]) -> None:
        """Gives people to a second assessor until each shares enough, with everybody in turn."""
        shared = dict.fromkeys(self.load, 0)
        for person in people:
            group = self.groups[person]
            wanting = [name for name in free[person] if name not in group]
            if len(group) != 1 or not wanting:
                continue
            (first,) = group
            second = min(wanting, key=lambda name: (self.met[frozenset((first, name))], self.load[name]))
            if min(shared[first], shared[second]) >= LEAST_SHARED:
                continue
            self.join(person, second)
            shared[first] += 1
            shared[second] += 1

    def _cost(self, group: Sequence[str]) -> tuple[int, int, int]:
        loads = [self.load[name] for name in group]
        return max(loads, default=0), sum(loads), sum(self.met[frozenset(pair)] for pair in combinations(group, 2))
