"""Generated histories, seeded: honest accounts as they grow, tire, pause and go viral, and six kinds of bought noise
laid over them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.model import BoolArray, FloatArray
from core.scoring.observations import Observations

WEEKS = 104
FIRST_DAY = 19_000

Lines = tuple[FloatArray, FloatArray]
"""Audience and reactions per post, one row an account and one place a week."""


def honest(rng: np.random.Generator, people: int) -> Lines:
    """Accounts of 2,000 to 2,000,000: slow growth with noise, reactions that vary by a third from week to week and keep
    to the audience; one in four has a viral week, of which some stay; one in five grows fast, its reactions with it."""
    size = 10 ** rng.uniform(3.3, 6.3, people)
    weekly = rng.normal(0.003, 0.003, people)[:, None] + rng.normal(0, 0.002, (people, WEEKS))
    fast = rng.random(people) < 0.2
    begin = rng.integers(0, WEEKS - 30, people)
    for i in np.flatnonzero(fast):
        weekly[i, begin[i] : begin[i] + 20] += rng.uniform(0.02, 0.08)
    viral = np.flatnonzero(rng.random(people) < 0.25)
    at = rng.integers(10, WEEKS - 10, people)
    weekly[viral, at[viral]] += rng.uniform(0.02, 0.4, len(viral))
    audience = size[:, None] * np.exp(np.cumsum(weekly, axis=1))
    noise = rng.normal(0, 0.3, (people, WEEKS))
    drift = np.cumsum(rng.normal(0, 0.03, (people, WEEKS)), axis=1)
    rate = 10 ** rng.normal(-1.7, 0.35, people)
    # Who grows fast is received better as well: people come because of what they saw.
    lift = np.where(fast[:, None] & (np.arange(WEEKS) >= begin[:, None]), 0.3, 0.0)
    reactions = rate[:, None] * audience * np.exp(noise + drift + lift)
    reactions[viral, at[viral]] *= rng.uniform(4, 40, len(viral))
    reactions[viral, np.minimum(at[viral] + 1, WEEKS - 1)] *= rng.uniform(1, 5, len(viral))
    return audience, reactions


def creep(rng: np.random.Generator, lines: Lines) -> Lines:
    """+8 to +14 % of followers a week for 8 to 24 weeks, whom nobody hears of again."""
    audience, reactions = (line.copy() for line in lines)
    for i, (first, last) in enumerate(_draw_stretches(rng, len(audience), 8, 24)):
        week = np.log(rng.uniform(1.08, 1.14))
        audience[i] *= np.exp(np.clip(np.arange(WEEKS) - first + 1, 0, last - first) * week)
    return audience, reactions


def own_history(rng: np.random.Generator, lines: Lines) -> Lines:
    """Likes bought for 6 to 20 weeks: four to twelve times what the account used to receive."""
    audience, reactions = (line.copy() for line in lines)
    for i, (first, last) in enumerate(_draw_stretches(rng, len(audience), 6, 20)):
        reactions[i, first:last] *= rng.uniform(4, 12)
    return audience, reactions


def peers(rng: np.random.Generator, lines: Lines) -> Lines:
    """From the first week on reactions far from those of like accounts: a bought audience that nothing moves, or
    bought likes for a small one."""
    audience, reactions = (line.copy() for line in lines)
    factor = np.where(rng.random(len(audience)) < 0.5, 10 ** rng.uniform(-3, -2, len(audience)), 0.0)
    typical = 10**-1.7 * audience
    level = np.exp(np.log(reactions / typical) - np.log(reactions / typical).mean(axis=1, keepdims=True))
    factor = np.where(factor > 0, factor, 10 ** rng.uniform(1.3, 1.6, len(audience)))
    return audience, typical * level * factor[:, None]


def beyond(rng: np.random.Generator, lines: Lines) -> Lines:
    """More likes to each post than the account has followers, for 5 to 30 weeks."""
    audience, reactions = (line.copy() for line in lines)
    for i, (first, last) in enumerate(_draw_stretches(rng, len(audience), 5, 30)):
        many = rng.uniform(1.3, 4) * np.exp(rng.normal(0, 0.1, last - first))
        reactions[i, first:last] = audience[i, first:last] * many
    return audience, reactions


def bursts(rng: np.random.Generator, lines: Lines) -> Lines:
    """Two to five packs of followers, each 18 to 45 % of the audience in one week."""
    audience, reactions = (line.copy() for line in lines)
    for i in range(len(audience)):
        for at in rng.choice(np.arange(10, WEEKS - 6), rng.integers(2, 6), replace=False):
            audience[i, at:] *= rng.uniform(1.18, 1.45)
    return audience, reactions


def plateaus(rng: np.random.Generator, lines: Lines) -> Lines:
    """Half of them: followers bought over 3 to 8 weeks, then an audience that stands still. The others: a like-pack of
    the same size for every post, for 9 to 30 weeks."""
    audience, reactions = (line.copy() for line in lines)
    for i, (first, last) in enumerate(_draw_stretches(rng, len(audience), 12, 30)):
        if i % 2:
            pack = reactions[i, first] + 50.0
            reactions[i, first:last] = pack * np.exp(rng.normal(0, 0.008, last - first))
            continue
        top = first + int(rng.integers(3, 9))
        rise = np.log(rng.uniform(1.4, 2.5))
        audience[i] *= np.exp(np.clip((np.arange(WEEKS) - first) / (top - first), 0, 1) * rise)
        stood = audience[i, top] * np.exp(np.cumsum(rng.normal(0, 0.0002, WEEKS - top)))
        audience[i, top:] = stood
    return audience, reactions


KINDS: dict[str, Callable[[np.random.Generator, Lines], Lines]] = {
    "creeping growth": creep,
    "far from its own history": own_history,
    "far from similar accounts": peers,
    "likes beyond the audience": beyond,
    "bursts": bursts,
    "plateaus": plateaus,
}


def generate(seed: int, people: int, kind: str | None = None) -> Lines:
    """The lines of so many accounts, honest or with one kind of bought noise laid over them."""
    rng = np.random.default_rng(seed)
    lines = honest(rng, people)
    return KINDS[kind](rng, lines) if kind else lines


def observe(lines: Lines, rng: np.random.Generator) -> Observations:
    """The lines as weekly observations of one channel: whole numbers, 1 to 7 posts a week, likes over all of them."""
    audience, reactions = lines
    people, weeks = audience.shape
    posts = rng.integers(1, 8, audience.shape).astype(np.float64)
    metrics = {"audience": np.rint(audience), "posts": posts, "likes": np.rint(reactions * posts)}
    days = np.tile(FIRST_DAY + 7 * np.arange(weeks), people)
    return Observations(
        np.repeat(np.arange(people), weeks),
        np.zeros(people * weeks, np.int16),
        days.astype(np.int64),
        {name: column.ravel() for name, column in metrics.items()},
        np.zeros(people * weeks, np.bool_),
        people,
        ("instagram",),
    )


def _draw_stretches(rng: np.random.Generator, people: int, shortest: int, longest: int) -> list[tuple[int, int]]:
    """A first week and the one after the last for each account; a third of them last to the end of the data."""
    length = rng.integers(shortest, longest + 1, people)
    first = np.array([rng.integers(12, WEEKS - n + 1) for n in length])
    first = np.where(rng.random(people) < 1 / 3, WEEKS - length, first)
    return list(zip(first.tolist(), (first + length).tolist(), strict=True))


def mixed(seed: int, honest: int, fraud: int, kind: str) -> tuple[Observations, BoolArray]:
    """Honest accounts and so many of one kind of fraud in one file; who is which."""
    good, bad = generate(seed, honest), generate(seed + 1, fraud, kind)
    lines = np.vstack((good[0], bad[0])), np.vstack((good[1], bad[1]))
    return observe(lines, np.random.default_rng(seed)), np.arange(honest + fraud) >= honest
