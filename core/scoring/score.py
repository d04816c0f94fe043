"""The online score of a population: a pure function of its observations, the model, and a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.i18n import tr
from core.model import FULL, UNDATED, Axis, BoolArray, FloatArray, IntArray, LongArray, Progress, no_progress
from core.scoring.components import Activity, activity, amplification, network, reach
from core.scoring.model import COMPONENTS, SCALES, ScoreModel
from core.scoring.observations import Observations
from core.scoring.outages import outage_rows
from core.scoring.peers import Peers, channels_of, compare_peers
from core.scoring.running_totals import Total, gains, people_with_totals, running_totals
from core.scoring.smoothing import cruise
from core.scoring.spans import SetAside, drop_set_aside, people_flagged, without_spans
from core.scoring.states import States, states
from core.scoring.windows import BOUGHT_FLAGS, WINDOW_FLAGS, find_windows

FLAGS = (*WINDOW_FLAGS, "peers", "outage", "stale", "silent", "running_total")
RECENT_ROWS = 13
"""So many of the newest dates say what an account usually receives."""
LEAST_ROWS = 4
"""Fewer dates make no history that could be compared."""
# Rows at a time: a block's columns stay near the processor, which halves the time of the many passes over them.
BLOCK_ROWS = 1 << 16


@dataclass(frozen=True)
class Scores:
    """The scores of n people. Points are int32 hundredths (0..10000), meaningful only where ``known``.

    ``score`` is the value at ``cruise``, ``low <= score <= high``; ``speed`` is the activity at the last date.
    ``components`` are those of the last date, -1 where missing; ``coverage`` is the share of the weights they bear
    (0..1). ``last_day`` is ``UNDATED`` and ``age_days`` -1 where no date is known. ``last`` holds the values used at
    the last date by name of ``SCALES`` (reactions are per post), NaN where unknown; ``flags`` n booleans for each of
    ``FLAGS``.
    """

    score: IntArray
    low: IntArray
    high: IntArray
    known: BoolArray
    speed: IntArray
    components: Mapping[str, IntArray]
    coverage: FloatArray
    last_day: LongArray
    age_days: IntArray
    last: Mapping[str, FloatArray]
    flags: Mapping[str, BoolArray]

    def __len__(self) -> int:
        return len(self.score)

    @property
    def cruise(self) -> IntArray:
        """The value at cruise, which is the score."""
        return self.score

    @property
    def audience(self) -> FloatArray:
        """The audience at the last date, all channels together; NaN where unknown."""
        return self.last["audience"]

    @property
    def reactions(self) -> FloatArray:
        """The reactions one post received at the last date; NaN where unknown."""
        return self.last["reactions"]

    def as_core_axis(self) -> Axis:
        """The ranking's side of it."""
        return Axis(self.score, self.low, self.high, self.known)


@dataclass(frozen=True)
class Terms:
    """What a score rests on beside observations and model.

    ``as_of``: the day (since 1970; None: the newest in the data). ``half_life`` in days replaces the model's.
    ``absences``: rows (person, first day, last day), of which nothing counts. ``offline`` (n booleans): who is absent
    by choice. ``counts`` settles how a metric is counted, as ``running_totals`` says. ``set_aside``: flags that
    somebody set aside. ``without_flagged``: what is flagged as bought does not count.
    """

    as_of: int | None = None
    half_life: float | None = None
    absences: ArrayLike | None = None
    offline: BoolArray | None = None
    counts: Mapping[str, str] | None = None
    set_aside: Sequence[SetAside] = ()
    without_flagged: bool = False


USUAL = Terms()


def score(
    observations: Observations, model: ScoreModel, terms: Terms = USUAL, progress: Progress = no_progress
) -> Scores:
    """The scores of ``observations.n_people`` people on these terms.

    What was observed on absences is left out, as are outages. People off line score 0 as a fact. A person's score
    depends on nobody else's data, but for the recognition of outages and of running totals. Raises ``ValueError`` for
    a half-life that is not positive; ``progress`` may raise ``Cancelled``.
    """
    left = counted(observations, model, terms)
    whole = _score_blocks(left.observations, model, terms, progress)
    peers = _compare_recent(left.observations, model, whole)
    whole["peers"] = peers.side != 0
    for one in terms.set_aside:
        if one.flag == "peers":
            whole["peers"][one.person] = False
    if terms.without_flagged:
        whole |= _score_without(left.observations, model, terms, whole, peers)
    age = np.where(whole["last_day"] == UNDATED, -1, left.today - whole["last_day"])
    hit = np.zeros(observations.n_people, np.bool_)
    hit[observations.person[left.outage]] = True
    whole["outage"], whole["stale"] = hit, age > model.flags.stale_days
    whole["running_total"] = people_with_totals(observations, left.totals)
    nobody = np.zeros(observations.n_people, np.bool_)
    return _round_scores(whole, age, nobody if terms.offline is None else terms.offline)


@dataclass(frozen=True)
class Counted:
    """What of m observations counts: those left without outages, absences and later days, running totals as their
    gains. ``outage`` (m) marks the outages' rows; ``today`` is the day of the score."""

    observations: Observations
    outage: BoolArray
    totals: frozenset[Total]
    today: int


def counted(observations: Observations, model: ScoreModel, terms: Terms = USUAL) -> Counted:
    """The observations that a score on these terms rests on."""
    outage = outage_rows(observations, model.flags.outage_people)
    dated = observations.day[observations.day != UNDATED]
    today = terms.as_of if terms.as_of is not None else int(dated.max()) if len(dated) else UNDATED
    left_out = outage | _mark_absent(observations, terms.absences) | (observations.day > today)
    usable = observations.keep(~left_out) if left_out.any() else observations
    totals = running_totals(usable, terms.counts)
    return Counted(gains(usable, totals), outage, totals, today)


def hundredths(points: FloatArray) -> IntArray:
    """Points as int32 hundredths, rounded half up; NaN becomes -1.

    The sixth decimal is settled first, so that sums done in another order end on the same hundredth.
    """
    settled = np.floor(np.round(points * 100.0, 6) + 0.5)
    return np.where(np.isnan(settled), -1, settled).astype(np.int32)


def activity_of(found: States, model: ScoreModel) -> tuple[Activity, dict[str, FloatArray]]:
    """A(t) and the components of every state; NaN where the model's minimum is not met."""
    parts = {
        "reach": reach(found.audience, model),
        "amplification": amplification(found.reactions, model),
        "network": network(found.listed, found.inbound_links, found.audience_quality, model),
    }
    met = np.zeros(len(found.day), np.bool_)
    for name in model.requires:
        met |= ~np.isnan(found.audience if name == "audience" else found.reactions)
    shown = {name: np.where(met, points, np.nan) for name, points in parts.items()}
    return activity(shown, found.silent, model), shown


def _mark_absent(observations: Observations, absences: ArrayLike | None) -> BoolArray:
    """The rows observed on a declared absence."""
    gone = np.zeros(len(observations), np.bool_)
    for person, first, last in np.asarray([] if absences is None else absences, np.int64).reshape(-1, 3).tolist():
        i, j = np.searchsorted(observations.person, [person, person + 1])
        day = observations.day[i:j]
        gone[i:j] |= (day >= first) & (day <= last) & (day != UNDATED)
    return gone


def _cut_blocks(observations: Observations) -> Iterator[tuple[int, Observations]]:
    """(people before it, block) for blocks of whole people, of about ``BLOCK_ROWS`` rows each."""
    n, person = observations.n_people, 0
    start = np.searchsorted(observations.person, np.arange(n + 1))
    while True:
        fitting = int(np.searchsorted(start, start[person] + BLOCK_ROWS, side="right")) - 1
        after = min(max(fitting, person + 1), n)
        yield person, observations.block(person, after, int(start[person]), int(start[after]))
        person = after
        if person >= n:
            return


def find_peers(observations: Observations, model: ScoreModel) -> Peers:
    """What accounts similar to each of n people usually receive; ``observations`` are those that count."""
    parts = [_find_recent(states(block, model.reactions_per_view)) for _, block in _cut_blocks(observations)]
    return _compare_recent(observations, model, _join_parts(parts))


def _compare_recent(observations: Observations, model: ScoreModel, found: dict[str, np.ndarray]) -> Peers:
    """Takes what is recent out of what was found of everybody, and compares it."""
    audience, reactions = found.pop("recent audience"), found.pop("recent reactions")
    return compare_peers(channels_of(observations), audience, reactions, model.window_rules)


def _score_blocks(
    observations: Observations, model: ScoreModel, terms: Terms, progress: Progress
) -> dict[str, np.ndarray]:
    """Everything about all people that depends on each alone."""
    parts = []
    for done, block in _cut_blocks(observations):
        progress(done, observations.n_people, tr("Scoring candidates"))
        found = states(block, model.reactions_per_view)
        own = [one.moved(one.person - done) for one in terms.set_aside]
        windows = drop_set_aside(found, find_windows(found, model.window_rules, model.flags), own)
        values = _score_states(found, model, terms.half_life if terms.half_life is not None else model.half_life)
        parts.append(values | people_flagged(found, windows) | _find_recent(found))
    return _join_parts(parts)


def _find_recent(found: States) -> dict[str, FloatArray]:
    """What each person's newest dates usually show: reactions per post (the mean of their logarithms) and audience;
    NaN for fewer dates than make a history."""
    heard = found.reacted & (found.reactions > 0) & ~found.silent
    count = np.concatenate([[0], np.cumsum(heard)])
    total = np.concatenate([[0.0], np.cumsum(np.log(np.where(heard, found.reactions, 1.0)))])
    end = found.start[1:]
    begin = np.maximum(found.start[:-1], end - RECENT_ROWS)
    several = count[end] - count[begin] >= LEAST_ROWS
    mean = np.exp((total[end] - total[begin]) / np.maximum(count[end] - count[begin], 1))
    last = np.full(len(end), np.nan)
    if len(found.day):
        last = np.where(several, found.audience[np.maximum(end - 1, 0)], np.nan)
    return {"recent reactions": np.where(several, mean, np.nan), "recent audience": last}


def _score_without(
    observations: Observations, model: ScoreModel, terms: Terms, whole: dict[str, np.ndarray], peers: Peers
) -> dict[str, np.ndarray]:
    """The values of whoever bears a flag of bought noise as they would be without it; everybody else's as they are."""
    flagged = np.any([whole[flag] for flag in BOUGHT_FLAGS], axis=0)
    places = np.flatnonzero(flagged)
    if not len(places):
        return {}
    found = states(observations.of_people(flagged), model.reactions_per_view)
    own = [one.moved(int(np.searchsorted(places, one.person))) for one in terms.set_aside if flagged[one.person]]
    windows = drop_set_aside(found, find_windows(found, model.window_rules, model.flags), own)
    side = np.where(whole["peers"], peers.side, 0)[places]
    half_life = terms.half_life if terms.half_life is not None else model.half_life
    values = _score_states(without_spans(found, windows, side), model, half_life)
    out = {name: whole[name].copy() for name in values}
    for name, column in values.items():
        out[name][places] = column
    return out


def _score_states(found: States, model: ScoreModel, half_life: float) -> dict[str, np.ndarray]:
    """The score of states and what it consists of, in points."""
    active, parts = activity_of(found, model)
    counts = ~np.isnan(active.value)
    start = np.concatenate([[0], np.cumsum(counts)])[found.start].astype(np.int64)
    day = found.day[counts]
    value = active.value[counts]
    out: dict[str, np.ndarray] = {"cruise": cruise(value, day, start, half_life)}
    partly = active.coverage[counts] < 1
    for name, bound in (("low", active.low[counts]), ("high", active.high[counts])):
        out[name] = cruise(bound, day, start, half_life) if partly.any() else out["cruise"]
    last = _find_last(start)
    known = last >= 0
    of_last = {"speed": value, "last_day": day, "silent": found.silent[counts], "coverage": active.coverage[counts]}
    of_last |= {name: column[counts] for name, column in parts.items()}
    of_last |= {f"last {name}": getattr(found, name)[counts] for name in SCALES}
    blank = {"last_day": UNDATED, "silent": False, "coverage": 0.0}
    for name, column in of_last.items():
        out[name] = np.full(len(last), blank.get(name, np.nan), dtype=column.dtype)
        out[name][known] = column[last[known]]
    return out


def _find_last(start: LongArray) -> LongArray:
    """The place of each person's last value; -1 for none."""
    found: LongArray = np.where(start[1:] > start[:-1], start[1:] - 1, -1)
    return found


def _join_parts(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _round_scores(found: dict[str, np.ndarray], age: LongArray, offline: BoolArray) -> Scores:
    """Points become hundredths; whoever is off line is 0 as a fact, whoever is not known may be anything."""
    known = ~np.isnan(found["cruise"]) | offline
    value = np.where(offline, 0, np.maximum(hundredths(found["cruise"]), 0)).astype(np.int32)
    low, high = _round_outward(found, value)
    low = np.where(offline | ~known, 0, low)
    high = np.where(offline, 0, np.where(known, high, FULL))
    speed = np.where(offline, 0, np.maximum(hundredths(found["speed"]), 0)).astype(np.int32)
    parts = {name: np.where(offline, -1, hundredths(found[name])).astype(np.int32) for name in COMPONENTS}
    return Scores(
        value,
        low.astype(np.int32),
        high.astype(np.int32),
        known,
        speed,
        parts,
        np.where(offline, 1.0, found["coverage"]),
        found["last_day"],
        age.astype(np.int32),
        {name: found[f"last {name}"] for name in SCALES},
        {name: found[name].astype(np.bool_) & ~offline for name in FLAGS},
    )


def _round_outward(found: dict[str, np.ndarray], value: IntArray) -> tuple[LongArray, LongArray]:
    """Bounds in hundredths, rounded away from the score, so that rounding never leaves a possible score outside."""
    low, high = np.nan_to_num(found["low"]), np.nan_to_num(found["high"])
    below = np.floor(np.round(low * 100.0, 6)).astype(np.int64)
    above = np.ceil(np.round(high * 100.0, 6)).astype(np.int64)
    certain = high - low < 1e-9
    return np.where(certain, value, np.minimum(below, value)), np.where(certain, value, np.maximum(above, value))
