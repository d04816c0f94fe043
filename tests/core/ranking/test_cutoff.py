"""The cut-off audit: who loses a seat to a cut-off on the score, and who takes it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from core.model import PINNED, RANKED
from core.ranking.cutoff import cutoff_audit
from tests.core.ranking import campaigns as slow


def test_the_known_story() -> None:
    """The chairman whom many know scores 59; the guru nobody knows scores 70."""
    people = slow.plain([5900, 7000, 7100, 8000], [10000, 500, 400, 9000])
    found = cutoff_audit(people, seats=2, weight=500, cutoff=60)
    assert found.dropped.tolist() == [0] and found.admitted.tolist() == [1]
    assert found.passing == 3
    assert cutoff_audit(people, 2, 500, 59).dropped.tolist() == []


def test_off_line_and_unscored_people_are_dropped_and_said_to_be() -> None:
    score = slow.axis([0, 0, 7000, 7100, 7200, 7300, 7400], [True, False, True, True, True, True, True])
    credibility = slow.axis([9900, 9800, 100, 100, 100, 100, 100])
    people = replace(slow.campaign(score, credibility), offline=np.array([True] + [False] * 6))
    found = cutoff_audit(people, seats=2, weight=900, cutoff=1)
    assert found.dropped.tolist() == [1, 0]  # the unscored one stands in with the median score
    assert found.offline.tolist() == [0] and found.unscored.tolist() == [1]
    assert found.admitted.tolist() == [6, 5]


def test_the_audit_agrees_with_brute_force() -> None:
    for case, (people, seats) in enumerate(slow.random_campaigns(300, 31)):
        cutoff = (0, 25, 50, 75, 100)[case % 5]
        exact = Fraction(case % 11, 10)
        found = cutoff_audit(people, seats, int(exact * 1000), cutoff)
        passes = people.score.known & (people.score.value >= 100 * cutoff)
        now = slow.invited(people, seats, exact)
        pinned = [i for i in slow.competing(people) if passes[i] and people.state[i] == PINNED]
        others = [i for i in slow.competing(people) if passes[i] and people.state[i] == RANKED]
        free = max(0, seats - len(pinned))
        then = {*pinned, *slow.ranked(people, others, exact)[:free]}
        assert found.dropped.tolist() == slow.ranked(people, list(now - then), exact)
        assert found.admitted.tolist() == slow.ranked(people, list(then - now), exact)
        assert now - then == {i for i in now if not passes[i]}
