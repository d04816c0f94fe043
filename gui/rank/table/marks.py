"""Words a candidate may bear several of, as data: the state in the campaign, and the flags of score and stature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.campaign.board import Board
from core.campaign.fields.readings import flagged
from core.campaign.fields.units import STATES, state_word
from core.i18n import tr
from core.model import OUT_OF_MARKET, RANKED, BoolArray, LongArray
from core.scoring.flags import flag_words
from gui.rank.table.rows import Rows

CODES = {name: code for code, name in STATES.items() if code != RANKED} | {"elsewhere": OUT_OF_MARKET}
"""State -> its code; the last is what older settings call who is out of the market."""


@dataclass(frozen=True)
class Marks:
    """``names`` are those a board knows; ``borne`` says which of some rows (m,) of it bear one; ``word`` says one."""

    names: Callable[[Board], Sequence[str]]
    borne: Callable[[Board, str, LongArray], BoolArray]
    word: Callable[[str], str]


def _bear_state(board: Board, name: str, rows: LongArray) -> BoolArray:
    candidates = board.candidates
    if name in CODES:
        found: BoolArray = candidates.state[rows] == CODES[name]
        return found
    offline: BoolArray = candidates.offline[rows]
    if name == "offline":
        return offline
    known = candidates.score.known[rows] & candidates.credibility.known[rows]
    unsure: BoolArray = ~known & ~offline
    return unsure


def _word_state(name: str) -> str:
    words = {"provisional": tr("provisional"), "offline": tr("off line by choice"), "elsewhere": tr("other market")}
    return words.get(name) or state_word(name)


def flag_name(flag: str) -> str:
    """A flag in a word: what stands before the colon of its sentence."""
    return flag_words(flag).partition(":")[0].strip()


def reader(marks: Marks) -> Callable[[Rows], list[str]]:
    """Reads the words that each of some rows bears."""

    def read(rows: Rows) -> list[str]:
        board = rows.board
        borne = [(marks.word(name), marks.borne(board, name, rows.index)) for name in marks.names(board)]
        return [", ".join(word for word, bearers in borne if bearers[i]) for i in range(len(rows))]

    return read


STATE = Marks(
    lambda board: ("pinned", "provisional", "offline", "apart", "out_of_market", "excluded"), _bear_state, _word_state
)
FLAGS = Marks(lambda board: sorted(board.flags), flagged, flag_name)
