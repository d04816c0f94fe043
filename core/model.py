"""The words of the trade as frozen data, shared by every room.

Scores, credibility and their bounds are integers in hundredths of a point (0..10000); weights are integers in
thousandths of credibility (0..1000). Days are integers since 1970-01-01, as numpy's ``datetime64[D]`` counts them.
Arrays over candidates run in ascending person id; ties end at the order of their stable keys (``TieOrder``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, TypedDict

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]
LongArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

HUNDREDTHS = 100
FULL = 100 * HUNDREDTHS
WEIGHT_PARTS = 1000

# Undated data is older than any dated data: it counts only where nothing dated is known.
UNDATED = (date.min - date(1970, 1, 1)).days

CRITERIA = ("profession", "network", "standing", "peers")
PLATFORMS = ("instagram", "youtube", "tiktok", "twitter", "facebook", "linkedin", "web")
# Online metrics an observation can hold, all non-negative. Rates and quality are percent (0..100).
METRICS = (
    "audience",
    "posts",
    "likes",
    "comments",
    "shares",
    "mentions",
    "views",
    "listed",
    "inbound_links",
    "visits",
    "engagement_rate",
    "audience_quality",
)

Progress = Callable[[int, int, str], None]
"""``(done, total, words)``; raises ``Cancelled`` to stop the action."""


def no_progress(done: int, total: int, words: str) -> None:
    """The progress of an action nobody watches."""


def to_day(value: date | None) -> int:
    """Days since 1970-01-01; ``UNDATED`` for None."""
    return UNDATED if value is None else (value - date(1970, 1, 1)).days


def to_date(day: int) -> date | None:
    """The date of a day number; None for ``UNDATED``."""
    return None if day == UNDATED else date.fromordinal(day + date(1970, 1, 1).toordinal())


class Texts(Protocol):
    """A column of texts read by place: a list in tests, packed letters over a million rows."""

    def __len__(self) -> int: ...
    def take(self, places: Sequence[int]) -> list[str]:
        """The texts at these places, in this order; empty where there is none."""
        ...


@dataclass(frozen=True)
class TextList:
    """``Texts`` over a plain list."""

    items: Sequence[str]

    def __len__(self) -> int:
        return len(self.items)

    def take(self, places: Sequence[int]) -> list[str]:
        return [self.items[i] for i in places]


@dataclass(frozen=True)
class PackedTexts:
    """``Texts`` in one row of letters: text ``i`` is ``letters[starts[i]:starts[i + 1]]``, in UTF-8."""

    letters: bytes | memoryview
    starts: LongArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, places: Sequence[int]) -> list[str]:
        at = np.asarray(places, np.int64)
        ends = zip(self.starts[at].tolist(), self.starts[at + 1].tolist(), strict=True)
        return [str(self.letters[start:stop], "utf-8") for start, stop in ends]


@dataclass(frozen=True)
class CodedTexts:
    """``Texts`` of which many are alike, such as markets: ``words[codes[i]]``. ``codes`` are small integers (n,)."""

    codes: NDArray[Any]
    words: PackedTexts

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, places: Sequence[int]) -> list[str]:
        return self.words.take(self.codes[np.asarray(places, np.int64)].tolist())


def packed(texts: Sequence[str]) -> PackedTexts:
    """These texts in one row of letters."""
    # Joined by a mark that no text bears, they are measured as one: a quarter of the time of one by one.
    joined = "\0".join(texts).encode()
    ends = np.flatnonzero(np.frombuffer(joined, np.uint8) == 0)
    if len(ends) == len(texts) - 1:
        starts = np.concatenate(([0], ends - np.arange(len(ends)), [len(joined) - len(ends)]))
        return PackedTexts(joined.replace(b"\0", b""), starts)
    letters = [text.encode() for text in texts]
    starts = np.zeros(len(letters) + 1, np.int64)
    np.cumsum([len(each) for each in letters], out=starts[1:])
    return PackedTexts(b"".join(letters), starts)


def coded(texts: Sequence[str]) -> CodedTexts:
    """These texts, each different one held once; the codes follow their first places."""
    words: dict[str, int] = {}
    codes = np.array([words.setdefault(text, len(words)) for text in texts], np.int64)
    return CodedTexts(codes.astype(np.min_scalar_type(max(0, len(words) - 1))), packed(list(words)))


@dataclass(frozen=True)
class Axis:
    """One side of the ranking over n candidates: score or credibility, in hundredths (int32, 0..10000).

    ``value`` is meaningful only where ``known``; ``low <= value <= high`` there. Where nothing is known, ``low``
    and ``high`` are the full possible range (0 and 10000).
    """

    value: IntArray
    low: IntArray
    high: IntArray
    known: BoolArray


@dataclass(frozen=True)
class Scale:
    """An exact transform of one side: the value's distance from ``centre`` (hundredths), times ``parts`` / 10,000.

    Rounded down, so that it never turns two values round; with at most 10,000 parts it never leaves 0..10000.
    """

    centre: int = FULL // 2
    parts: int = FULL

    def apply(self, values: IntArray) -> IntArray:
        """The values on this scale, in hundredths."""
        away = (values.astype(np.int64) - self.centre) * self.parts
        found: IntArray = (self.centre + away // FULL).astype(np.int32)
        return found

    def least_reaching(self, target: int) -> int:
        """The least value, in hundredths, that is at least ``target`` on this scale."""
        return max(0, self.centre - (self.centre - target) * FULL // self.parts)


RANKED, PINNED, APART, OUT_OF_MARKET, EXCLUDED = range(5)
"""A candidate's place in the campaign: competing for a seat, holding one by decision, or set aside, and why."""


@dataclass(frozen=True)
class TieOrder:
    """The order of n stable keys, which ends ties: ``place`` of each row in it, and the ``row`` at each place."""

    place: IntArray
    row: IntArray


@dataclass(frozen=True)
class Candidates:
    """The candidates of one campaign as the ranking sees them: n rows.

    ``score`` and ``credibility`` have their unknown values already filled by the campaign's rule (the median
    stand-in); ``Axis.known`` says which. ``state`` (int8) is one of RANKED .. EXCLUDED.
    ``offline`` marks those absent by choice; what their score is, the campaign chose. ``ties`` ends ties; None where
    the rows stand in the order of their keys anyway. ``reserved`` marks those who hold one of the ``reserved_seats``
    for people off line: their state is PINNED; None where no seat is reserved. Where a campaign stretches its sides,
    ``score`` and ``credibility`` are on the ``scales`` (score, credibility) and ``plain`` has both as they were.
    """

    score: Axis
    credibility: Axis
    state: NDArray[np.int8]
    offline: BoolArray
    ties: TieOrder | None = None
    reserved: BoolArray | None = None
    reserved_seats: int = 0
    plain: tuple[Axis, Axis] | None = None
    scales: tuple[Scale, Scale] = (Scale(), Scale())

    def __len__(self) -> int:
        return len(self.state)

    @property
    def plain_score(self) -> Axis:
        """The online score in points, whatever scale the total uses."""
        return self.plain[0] if self.plain else self.score

    @property
    def plain_credibility(self) -> Axis:
        """The credibility in points, whatever scale the total uses."""
        return self.plain[1] if self.plain else self.credibility


@dataclass(frozen=True)
class Issue:
    """Something an import did not take as it stood.

    ``row`` is the row's number in the file, the heading row included, from 1 (0: the whole file); ``field`` a
    field's name or empty; ``raw`` the text as it was; ``reason`` a plain English phrase, translated when shown.
    ``refused`` says that the whole row stayed out.
    """

    row: int
    field: str
    raw: str
    reason: str
    refused: bool = False


NEWEST_MODEL = "entregent-2026.2"
"""The score model of a new campaign; each campaign keeps the one it began with."""


@dataclass(frozen=True)
class Campaign:
    """What the agency invites people to, and the choices that rank them.

    ``rules`` and ``assessing`` are JSON: what ``core.campaign.rules`` and ``core.stature.choices`` read. ``rubric`` is
    the id of the saved one it assesses by, None for the one that comes with the program.
    """

    id: int
    name: str
    day: date | None = None
    place: str = ""
    market: str = ""
    seats: int = 40
    weight: int = 500
    reserve: int = 4
    missing: Literal["median", "apart", "low"] = "median"
    cutoff: int | None = None
    score_source: Literal["computed", "external", "mixed"] = "computed"
    score_model: str = NEWEST_MODEL
    half_life: float | None = None
    as_of: date | None = None
    rules: str = '{"offline": "neutral"}'
    assessing: str = "{}"
    rubric: int | None = None


class CampaignValues(TypedDict, total=False):
    """Some of the choices of a campaign, to be made or changed."""

    name: str
    day: date | None
    place: str
    market: str
    seats: int
    weight: int
    reserve: int
    missing: Literal["median", "apart"]
    cutoff: int | None
    score_source: Literal["computed", "external", "mixed"]
    score_model: str
    half_life: float | None
    as_of: date | None
    rules: str
    assessing: str


@dataclass(frozen=True)
class Person:
    """One human being, with or without an online presence."""

    id: int
    name: str
    handles: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    url: str = ""
    market: str = ""
    country: str = ""
    language: str = ""
    organisation: str = ""
    offline: bool = False


AssessmentKind = Literal["level", "settlement", "note"]


@dataclass(frozen=True)
class Assessment:
    """One assessor's level for one criterion: 0..4, or None for "unknown", which is not 0.

    ``kind``: a "settlement" settles a difference between assessors; a "note" stands where its assessor has given no
    level: it states nothing, neither "unknown" nor anything that ends its writer's blindness. ``confidence`` is a key
    of ``core.stature.confidence``, empty for the surest.
    """

    person: int
    criterion: str
    assessor: str
    level: int | None
    note: str
    day: date | None
    kind: AssessmentKind = "level"
    confidence: str = ""


@dataclass(frozen=True)
class Evidence:
    """A piece that supports a level: what, where it can be found, and when it is from.

    ``expires`` is the first day on which it no longer counts; ``file_name`` names the file kept with it, if any.
    """

    id: int
    person: int
    criterion: str
    kind: str
    title: str
    where: str = ""
    url: str = ""
    day: date | None = None
    added_by: str = ""
    expires: date | None = None
    file_name: str = ""

    def current(self, as_of: date | None) -> bool:
        """Whether it still counts on a day; where no day is said, everything does."""
        return self.expires is None or as_of is None or self.expires > as_of
