"""The snapshot: a shortlist as it was decided, frozen, signed off, and sealed by a digest.

Every number of points or of percent is an integer in hundredths (0..10000), so that the canonical text of a
snapshot has one form only and its digest is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SCHEMA = 1
"""The version of this form. New fields come with a default, so that older snapshots still open."""

LEFT_OUT_EMPTY = {"left out empty": True}
"""Marks what came later than the form: a snapshot that holds none of it is sealed as before."""

Words = Mapping[str, str]
"""A text by language: ``{"en": ..., "fr": ...}``."""


@dataclass(frozen=True)
class Part:
    """One component of the score model or one criterion of the rubric. ``weight`` is relative to its siblings.

    ``anchors`` describes the levels 0..4 of a criterion, and is empty for a component.
    """

    key: str
    names: Words
    weight: int
    anchors: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of evidence for a criterion: what it is, where it can be found, and of which date."""

    criterion: str
    kind: str
    title: str
    where: str = ""
    url: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Why:
    """Why an entry stands above another: signed terms in hundredths, and the weight at which they change places."""

    against: str
    by_score: int
    by_credibility: int
    break_even: int | None = None


@dataclass(frozen=True)
class History:
    """A person's past: dates, and speed and cruise at each (None where not known)."""

    days: tuple[date, ...] = ()
    speed: tuple[int | None, ...] = ()
    cruise: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Share:
    """One signed part of a score in hundredths; the parts of an entry add up to its computed score."""

    names: Words
    points: int


@dataclass(frozen=True)
class Entry:
    """One candidate of the snapshot.

    ``id`` is the person's stable key. ``score`` and ``credibility`` are None where unknown; ``provisional`` then names
    the axis, and ``score_used`` and ``credibility_used`` say what stood in for it. ``levels`` are hundredths of a
    level (0..400), None for unknown. ``intervals`` are the weights, [from, to), for which the candidate is in.
    ``stated`` is the day of the newest level. ``state`` is ranked, pinned, apart, out_of_market or excluded,
    ``reason`` why. ``notes`` are those for the client. ``tie_reason``: why it goes before those equal to
    it. ``more`` holds what the catalogue of fields has gained since this form was made, by key; it is left out of
    the sealed text while it is empty, so that older seals hold.
    """

    id: str
    rank: int
    name: str
    is_in: bool
    score_used: int
    credibility_used: int
    total: int
    tied: bool = False
    handles: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    url: str = ""
    market: str = ""
    country: str = ""
    language: str = ""
    organisation: str = ""
    audience: int | None = None
    score: int | None = None
    score_low: int = 0
    score_high: int = 10000
    speed: int | None = None
    cruise: int | None = None
    age_days: int | None = None
    pause_cost: int | None = None
    components: Mapping[str, int | None] = field(default_factory=dict)
    provisional: tuple[str, ...] = ()
    credibility: int | None = None
    credibility_low: int = 0
    credibility_high: int = 10000
    stated: date | None = None
    levels: Mapping[str, int | None] = field(default_factory=dict)
    unsupported: tuple[str, ...] = ()
    assessors: int = 0
    notes: tuple[str, ...] = ()
    evidence: tuple[Piece, ...] = ()
    rank_by_score: int = 0
    intervals: tuple[tuple[int, int], ...] = ()
    best_rank: int = 0
    worst_rank: int = 0
    flags: tuple[str, ...] = ()
    flagged: tuple[Words, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)
    offline: bool = False
    state: str = "ranked"
    reason: str = ""
    why: tuple[Why, ...] = ()
    history: History = field(default_factory=History)
    told: date | None = None
    parts: tuple[Share, ...] = ()
    changes: tuple[Words, ...] = ()
    tie_reason: str = field(default="", metadata=LEFT_OUT_EMPTY)
    more: Mapping[str, int | str | bool | None] = field(default_factory=dict, metadata=LEFT_OUT_EMPTY)


@dataclass(frozen=True)
class Named:
    """Somebody a cut-off would have dropped or admitted, with what they stand at."""

    id: str
    name: str
    rank: int
    score: int
    credibility: int
    total: int


@dataclass(frozen=True)
class Audit:
    """Whom a cut-off on the score alone drops from the list, and whom it admits in their place."""

    cutoff: int
    dropped: tuple[Named, ...] = ()
    admitted: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Stability:
    """How much the list depends on the weight: where the very same names hold, and how many names ever change."""

    holds: tuple[int, int]
    always_in: int
    depends: int


@dataclass(frozen=True)
class Legal:
    """Who answers for the data, where it came from, and how many people have been told."""

    controller: str = ""
    contact: str = ""
    sources: tuple[str, ...] = ()
    told: int = 0
    not_told: int = 0


@dataclass(frozen=True)
class Everyone:
    """Every candidate who was considered, in the order of the list, as columns of the same length: a million entries
    would be too many. ``score`` and ``credibility`` are those that the total uses; ``state`` as an entry's;
    ``provisional`` is 1 where the score is a stand-in, 2 where credibility is, 3 where both are."""

    id: tuple[str, ...]
    name: tuple[str, ...]
    rank: tuple[int, ...]
    is_in: tuple[bool, ...]
    total: tuple[int, ...]
    score: tuple[int, ...]
    score_low: tuple[int, ...]
    score_high: tuple[int, ...]
    credibility: tuple[int, ...]
    credibility_low: tuple[int, ...]
    credibility_high: tuple[int, ...]
    state: tuple[str, ...]
    provisional: tuple[int, ...]
    told: tuple[bool, ...]


@dataclass(frozen=True)
class Decision:
    """What a person decided on a candidate: ``kind`` is pinned, excluded, tie, flag, settled, conflict or
    waived; ``about`` the criterion or rule it is about, ``by`` who decided, empty where nobody said so."""

    kind: str
    id: str
    name: str
    reason: str = ""
    by: str = ""
    about: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Standing:
    """What stands in where a ``side`` (score or credibility) is unknown: the median of so many known ones."""

    side: str
    points: int
    of: int


@dataclass(frozen=True)
class Scale:
    """An external score that candidates bring: its name, the ``top`` of its scale as it is written, and whether the
    campaign ranks by it."""

    name: str
    top: str
    in_use: bool


@dataclass(frozen=True)
class Snapshot:
    """A whole shortlist with everything its report needs.

    ``weight`` is the share of credibility. ``line`` is the total of the last seat. ``turnover`` has, for each whole
    percent 0..100, how many of the names would be others. ``points`` are (score, credibility, in) of everyone on the
    map. ``half_life`` is in days. ``effective_share`` is what the weight makes of the difference among those who can
    be in (None: not recorded, or nobody can), ``equal_say`` the weight that makes half of it. ``signed_on`` and
    ``signed_at`` (the signer's clock, as 16:40) are given by the caller: nothing here reads a clock.

    ``unassessed_in`` is how many seats are held by people nobody has assessed (None: not recorded), ``stand_ins`` what
    stands in for them, ``scales`` those of external scores.

    A frozen list is the whole decision: ``everyone`` considered, the ``decisions`` people made, the ``prices`` of the
    rules in words, and the fingerprint of the ``signing_key``. All of it is left out where it is not known, as in
    older lists.
    """

    campaign: str
    seats: int
    weight: int
    line: int
    entries: tuple[Entry, ...]
    day: date | None = None
    place: str = ""
    market: str = ""
    reserve: int = 0
    as_of: date | None = None
    cutoff: int | None = None
    missing: str = "median"
    score_source: str = "computed"
    score_model: str = ""
    score_hash: str = ""
    half_life: int = 30
    components: tuple[Part, ...] = ()
    rubric: str = ""
    rubric_version: int = 1
    criteria: tuple[Part, ...] = ()
    rules: tuple[str, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None
    considered: int = 0
    assessed: int = 0
    stability: Stability | None = None
    turnover: tuple[int, ...] = ()
    points: tuple[tuple[int, int, bool], ...] = ()
    audit: Audit | None = None
    method: tuple[Words, ...] = ()
    legal: Legal = field(default_factory=Legal)
    effective_share: int | None = field(default=None, metadata=LEFT_OUT_EMPTY)
    equal_say: int | None = field(default=None, metadata=LEFT_OUT_EMPTY)
    schema: int = SCHEMA
    everyone: Everyone | None = field(default=None, metadata=LEFT_OUT_EMPTY)
    decisions: tuple[Decision, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)
    prices: tuple[Words, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)
    signing_key: str = field(default="", metadata=LEFT_OUT_EMPTY)
    unassessed_in: int | None = field(default=None, metadata=LEFT_OUT_EMPTY)
    stand_ins: tuple[Standing, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)
    scales: tuple[Scale, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)
    signed_at: str = field(default="", metadata=LEFT_OUT_EMPTY)

    @property
    def invited(self) -> tuple[Entry, ...]:
        """Those who are in, in the order of the list."""
        return tuple(entry for entry in self.entries if entry.is_in)
