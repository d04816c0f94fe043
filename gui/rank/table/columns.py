"""The columns of the ranked table as data: title, how to read, how to show, how to sort, width."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.campaign.board import Board
from core.i18n import day, decimal, integer, tr
from core.model import (
    APART,
    EXCLUDED,
    HUNDREDTHS,
    OUT_OF_MARKET,
    PINNED,
    WEIGHT_PARTS,
    FloatArray,
    IntArray,
    Texts,
    to_date,
)
from core.ranking.total import ranks, totals
from core.stature.rubric import spoken
from gui.desk.live import Numbers
from gui.rank.table import marks
from gui.rank.table.marks import Marks
from gui.rank.table.rows import Rows

TOTAL_PARTS = HUNDREDTHS * WEIGHT_PARTS

Read = Callable[[Board, Rows], list[str]]
Values = Callable[[Board], Numbers]


SPELLED_OUT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


@dataclass(frozen=True)
class Column:
    """``read`` gives the texts of some rows; ``show`` names the way they are painted (see ``cells``).

    ``title`` gives the heading, with the number of seats, and ``called`` a name where that is only a sign. ``values``
    is what to sort by for reading, descending first unless ``ascending``, NaN where unknown. A filter reads the
    column's ``texts``, ``marks``, ``moving`` (by weight) or ``values``, in ``unit``s; of an ``online`` column nobody
    is lost who is off line by choice. A ``dated`` column holds days, to sort by only.
    """

    key: str
    title: Callable[[int], str]
    read: Read
    show: str = "quiet"
    width: int = 90
    right: bool = False
    shown: bool = False
    values: Values | None = None
    ascending: bool = False
    called: str = ""
    texts: Callable[[Board], Texts] | None = None
    marks: Marks | None = None
    moving: Callable[[Board, int], Numbers] | None = None
    unit: float = 1
    online: bool = False
    dated: bool = False

    @property
    def filtered(self) -> bool:
        """Whether a filter can read this column."""
        if self.texts or self.marks or self.moving:
            return True
        return self.values is not None and not self.dated

    def named(self, seats: int) -> str:
        """The column's name in words."""
        return tr(self.called) if self.called else self.title(seats)


def columns(board: Board | None) -> list[Column]:
    """The columns of a board: what every ranking has, then the parts of its score model and its rubric."""
    if board is None:
        return list(BASE)
    parts = [_number(k, COMPONENTS.get(k, k), _component(k), online=True) for k in board.components]
    levels = [_number(f"level {k}", criterion_title(board, k), _levels(k)) for k in board.levels]
    return [*BASE, *_stature(board), *parts, *levels]


def _component(key: str) -> Values:
    return lambda board: board.components[key]


def _levels(key: str) -> Values:
    return lambda board: board.levels[key]


def criterion_title(board: Board, key: str) -> str:
    """The name of a criterion as the agency's rubric has it."""
    return spoken(board.criteria[key]) if key in board.criteria else CRITERIA.get(key, key)


def _stature(board: Board) -> list[Column]:
    """How much is known of each candidate off line, and how old it is."""
    if not len(board.stated):
        return []
    known = Column(
        "criteria_known", lambda seats: tr("Criteria known"), _known_words, right=True, values=_criteria_known
    )
    age = Column("stated", lambda seats: tr("Newest level"), _stated, right=True, values=lambda b: b.stated, dated=True)
    return [known, age]


def _criteria_known(board: Board) -> IntArray:
    """How many criteria of each candidate have a level (n,)."""
    known = np.zeros(len(board), np.int32)
    for levels in board.levels.values():
        known += levels >= 0
    return known


def _known_words(board: Board, rows: Rows) -> list[str]:
    known = _criteria_known(board)[rows.index].tolist()
    return [tr("{n} of {all}", n=n, all=len(board.levels)) if n else "" for n in known]


def _stated(board: Board, rows: Rows) -> list[str]:
    return [day(to_date(number), "medium") for number in board.stated[rows.index].tolist()]


COMPONENTS = {"reach": "Reach", "amplification": "Amplification", "network": "Network"}
CRITERIA = {
    "profession": "Profession",
    "network": "Off-line network",
    "standing": "Professional stature",
    "peers": "Credit among peers",
}


def rank_text(rank: int, tied: bool, state: int) -> str:
    """``12``, ``12 =`` for a tie, or the word for why there is no rank."""
    if rank:
        return f"{integer(rank)} =" if tied else integer(rank)
    return state_word(state)


def state_word(state: int) -> str:
    """Why a candidate stands where it does; empty for a ranked one."""
    words = {PINNED: "pinned", APART: "set apart", OUT_OF_MARKET: "other market", EXCLUDED: "excluded"}
    return tr(words[state]) if state in words else ""


def change_text(change: int) -> str:
    """The rank gained or lost against score alone."""
    return "" if not change else f"{'▲' if change > 0 else '▼'} {integer(abs(change))}"


def _ranks(board: Board, rows: Rows) -> list[str]:
    return [rank_text(*row) for row in zip(rows.rank, rows.tied, rows.state, strict=True)]


def _changes(board: Board, rows: Rows) -> list[str]:
    return [change_text(change) for change in rows.change]


def _names(board: Board, rows: Rows) -> list[str]:
    return rows.names


def _totals(board: Board, rows: Rows) -> list[str]:
    return [decimal(total / TOTAL_PARTS) for total in rows.total]


def _scores(board: Board, rows: Rows) -> list[str]:
    known = zip(rows.score, rows.score_known, rows.offline, strict=True)
    return [tr("off line") if off else _side(value, sure) for value, sure, off in known]


def _credibility(board: Board, rows: Rows) -> list[str]:
    return [_side(value, sure) for value, sure in zip(rows.credibility, rows.credibility_known, strict=True)]


def _side(value: int, known: bool) -> str:
    text = decimal(value / HUNDREDTHS)
    return text if known else tr("{value} provisional", value=text)


def _bars(board: Board, rows: Rows) -> list[str]:
    pairs = zip(_scores(board, rows), _credibility(board, rows), strict=True)
    return [tr("score {score}, credibility {credibility}", score=s, credibility=c) for s, c in pairs]


def _intervals(board: Board, rows: Rows) -> list[str]:
    return [intervals_text(found) for found in rows.intervals]


def intervals_text(found: list[tuple[float, float]] | None) -> str:
    """The weights for which a seat is held, in percent; empty while they are not known."""
    if found is None:
        return ""
    if not found:
        return tr("never")
    return ", ".join(f"{decimal(100 * a, 1)} – {decimal(100 * b, 1)}\u00a0%" for a, b in found)


def _possible(board: Board, rows: Rows) -> list[str]:
    return [possible_text(*ranks) for ranks in rows.possible]


def possible_text(best: int, worst: int) -> str:
    """The ranks somebody could have within what is not known: ``12 – 180``; one where nothing is open."""
    if not best:
        return ""
    return integer(best) if best == worst else f"{integer(best)} – {integer(worst)}"


def _texts(key: str) -> Read:
    return lambda board, rows: getattr(board, key).take(rows.index.tolist())


def _audiences(board: Board, rows: Rows) -> list[str]:
    return ["" if np.isnan(n) else integer(int(n)) for n in board.audience[rows.index].tolist()]


def _ages(board: Board, rows: Rows) -> list[str]:
    return ["" if days < 0 else integer(days) for days in board.age[rows.index].tolist()]


def _known(values: Numbers) -> FloatArray:
    """Numbers with NaN where they are not known (-1)."""
    return np.where(values < 0, np.nan, values)


def _number(key: str, title: str, values: Values, online: bool = False) -> Column:
    """A column of hundredths, blank where unknown (-1)."""

    def read(board: Board, rows: Rows) -> list[str]:
        return ["" if v < 0 else decimal(v / HUNDREDTHS) for v in values(board)[rows.index].tolist()]

    return Column(
        key,
        lambda seats: tr(title),
        read,
        right=True,
        values=lambda board: _known(values(board)),
        unit=HUNDREDTHS,
        online=online,
    )


def _text(key: str, title: str, show: str = "quiet", width: int = 108, shown: bool = False) -> Column:
    return Column(
        key,
        lambda seats: tr(title),
        _texts(key),
        show,
        width,
        shown=shown,
        values=_ordered(key),
        ascending=True,
        texts=lambda board: getattr(board, key),
    )


def _marked(key: str, title: str, marks: Marks) -> Column:
    """A column of short words that somebody may bear several of."""

    def read(board: Board, rows: Rows) -> list[str]:
        borne = [(marks.word(name), marks.borne(board, name, rows.index)) for name in marks.names(board)]
        return [", ".join(word for word, bearers in borne if bearers[i]) for i in range(len(rows))]

    return Column(key, lambda seats: tr(title), read, width=140, marks=marks)


def _placed(rank: IntArray) -> FloatArray:
    """Ranks with NaN where somebody does not compete (0)."""
    return np.where(rank > 0, rank, np.nan)


def _ranks_at(board: Board, weight: int) -> FloatArray:
    return _placed(ranks(board.candidates, weight).rank)


def _changes_at(board: Board, weight: int) -> FloatArray:
    return _placed(board.rank_by_score) - _ranks_at(board, weight)


def _totals_at(board: Board, weight: int) -> IntArray:
    return totals(board.candidates.score.value, board.candidates.credibility.value, weight)


def alphabetical(text: str) -> str:
    """A key that puts É beside E in both languages; a collator's keys took ten times as long to compare."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(SPELLED_OUT))
    return "".join(c for c in plain if not unicodedata.combining(c)) if not plain.isascii() else plain


def _ordered(key: str) -> Values:
    def values(board: Board) -> IntArray:
        texts = getattr(board, key).take(range(len(board)))
        place = {text: i for i, text in enumerate(sorted(set(texts), key=alphabetical))}
        return np.array([place[text] for text in texts], np.int32)

    return values


BASE = (
    Column("rank", lambda seats: "#", _ranks, "rank", 46, right=True, shown=True, called="Rank", moving=_ranks_at),
    Column(
        "change",
        lambda seats: "",
        _changes,
        "change",
        46,
        right=True,
        shown=True,
        called="Rank change against score alone",
        moving=_changes_at,
    ),
    replace(_text("name", "Candidate", "name", 200, shown=True), read=_names),
    _text("market", "Market", shown=True),
    Column(
        "total",
        lambda seats: tr("Total"),
        _totals,
        "total",
        58,
        right=True,
        shown=True,
        moving=_totals_at,
        unit=TOTAL_PARTS,
    ),
    Column("bars", lambda seats: tr("Score + credibility"), _bars, "bars", 224, shown=True),
    Column("strip", lambda seats: tr("In the {seats} for", seats=integer(seats)), _intervals, "strip", 126, shown=True),
    Column(
        "score",
        lambda seats: tr("Online score"),
        _scores,
        right=True,
        values=lambda b: b.candidates.score.value,
        unit=HUNDREDTHS,
        online=True,
    ),
    Column(
        "credibility",
        lambda seats: tr("Credibility"),
        _credibility,
        right=True,
        values=lambda b: b.candidates.credibility.value,
        unit=HUNDREDTHS,
    ),
    Column(
        "rank_by_score",
        lambda seats: tr("Rank by score"),
        lambda board, rows: [integer(rank) if rank else "" for rank in rows.by_score],
        right=True,
        values=lambda b: _placed(b.rank_by_score),
        ascending=True,
        online=True,
    ),
    Column("possible", lambda seats: tr("Possible ranks"), _possible, width=118, right=True),
    Column("audience", lambda seats: tr("Audience"), _audiences, right=True, values=lambda b: b.audience, online=True),
    _number("speed", "Speed", lambda b: b.speed, online=True),
    _number("cruise", "Cruise", lambda b: b.cruise, online=True),
    Column(
        "age",
        lambda seats: tr("Days since last seen"),
        _ages,
        right=True,
        values=lambda b: _known(b.age),
        online=True,
    ),
    _marked("state", "State", marks.STATE),
    _marked("flags", "Flags", marks.FLAGS),
    _text("organisation", "Organisation", width=140),
    _text("country", "Country"),
    _text("language", "Language of the candidate"),
    _text("key", "Identifier"),
)
