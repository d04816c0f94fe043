"""Words a candidate may bear several of, as data: the state in the campaign, and the flags of score and stature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.campaign.board import Board
from core.i18n import tr
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, BoolArray, LongArray
from core.scoring.flags import flag_words

STATES = {"pinned": PINNED, "apart": APART, "elsewhere": OUT_OF_MARKET, "excluded": EXCLUDED}
WORDS = {
    "pinned": "pinned",
    "provisional": "provisional",
    "offline": "off line by choice",
    "apart": "set apart",
    "elsewhere": "other market",
    "excluded": "excluded",
}


@dataclass(frozen=True)
class Marks:
    """``names`` are those a board knows; ``borne`` says which of some places (m,) bear one; ``word`` says one."""

    names: Callable[[Board], Sequence[str]]
    borne: Callable[[Board, str, LongArray | slice], BoolArray]
    word: Callable[[str], str]


def _in_state(board: Board, name: str, index: LongArray | slice) -> BoolArray:
    candidates = board.candidates
    if name in STATES:
        borne: BoolArray = candidates.state[index] == STATES[name]
        return borne
    offline: BoolArray = candidates.offline[index]
    if name == "offline":
        return offline
    known = candidates.score.known[index] & candidates.credibility.known[index]
    unsure: BoolArray = ~known & ~offline
    return unsure


def _flagged(board: Board, flag: str, index: LongArray | slice) -> BoolArray:
    bearers = np.zeros(len(board), np.bool_)
    bearers[board.flags.get(flag, np.empty(0, np.int64))] = True
    found: BoolArray = bearers[index]
    return found


def flag_name(flag: str) -> str:
    """A flag in a word: what stands before the colon of its sentence."""
    return flag_words(flag).partition(":")[0].strip()


STATE = Marks(lambda board: tuple(WORDS), _in_state, lambda name: tr(WORDS.get(name, name)))
FLAGS = Marks(lambda board: sorted(board.flags), _flagged, flag_name)
