"""Which candidates the table shows: choices over its columns and flags, as data."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from PySide6.QtWidgets import QComboBox, QWidget

from core.actions.board import Board
from core.actions.rules import choices
from core.folding import fold
from core.i18n import tr
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, BoolArray, CodedTexts, Texts
from core.scoring.flags import flag_words
from gui.form import Form

TEXTS = ("market", "organisation", "country", "language")
STATES = {"pinned": PINNED, "apart": APART, "elsewhere": OUT_OF_MARKET, "excluded": EXCLUDED}
KINDS = {
    "": "everyone",
    "pinned": "pinned",
    "provisional": "provisional",
    "offline": "off line by choice",
    "apart": "set apart",
    "elsewhere": "other market",
    "excluded": "excluded",
}


@dataclass(frozen=True)
class Filter:
    """What a candidate has to be to be shown; an empty text asks nothing. ``kind`` is one of ``KINDS``."""

    market: str = ""
    organisation: str = ""
    country: str = ""
    language: str = ""
    flag: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def read(self, board: Board) -> BoolArray:
        """Who is shown (n,)."""
        shown = np.ones(len(board), np.bool_)
        for name in TEXTS:
            if getattr(self, name):
                shown &= _says(getattr(board, name), getattr(self, name))
        if self.flag:
            bearers = np.zeros(len(board), np.bool_)
            bearers[board.flags.get(self.flag, np.empty(0, np.int64))] = True
            shown &= bearers
        return shown & _kind(board, self.kind) if self.kind else shown

    def words(self) -> str:
        """``market Mobility · provisional``."""
        texts = [f"{tr(name)} {getattr(self, name)}" for name in TEXTS if getattr(self, name)]
        flags = [flag_name(self.flag)] if self.flag else []
        return " · ".join([*texts, *flags, *([tr(KINDS[self.kind])] if self.kind else [])])


def flag_name(flag: str) -> str:
    """A flag in a word: what stands before the colon of its sentence."""
    return flag_words(flag).partition(":")[0].strip()


def _says(texts: Texts, wanted: str) -> BoolArray:
    """Who has this text, or one of several parted by semicolons; case and accents do not count."""
    sought = fold(wanted)

    def says(text: str) -> bool:
        return sought in {fold(part) for part in text.split(";")}

    if isinstance(texts, CodedTexts):
        words = texts.words.take(range(len(texts.words)))
        found: BoolArray = np.array([says(word) for word in words], np.bool_)[texts.codes]
        return found
    return np.array([says(text) for text in texts.take(range(len(texts)))], np.bool_)


def _kind(board: Board, kind: str) -> BoolArray:
    candidates = board.candidates
    if kind in STATES:
        return candidates.state == STATES[kind]
    if kind == "offline":
        return candidates.offline
    unsure: BoolArray = ~(candidates.score.known & candidates.credibility.known) & ~candidates.offline
    return unsure


class FilterDialog(Form):
    """``chosen()`` is the filter."""

    def __init__(self, parent: QWidget, board: Board, held: Filter) -> None:
        text = tr("Ranks, seats and the invitation line stay those of the whole list.")
        super().__init__("filter_dialog", tr("Show only…").rstrip("…"), tr("Show"), parent, text)
        titles = (tr("Market"), tr("Organisation"), tr("Country"), tr("Language of the candidate"))
        self._texts = {
            name: self._text(name, title, board, getattr(held, name)) for name, title in zip(TEXTS, titles, strict=True)
        }
        flags = [(flag, flag_name(flag)) for flag in sorted(board.flags)]
        self._flag = self.choice("filter_flag", tr("Flag"), [("", tr("any")), *flags], held.flag)
        kinds = [(kind, tr(words)) for kind, words in KINDS.items()]
        self._kind = self.choice("filter_kind", tr("Candidates"), kinds, held.kind)

    def chosen(self) -> Filter:
        """The filter as it stands in the form."""
        texts = {name: field.currentText().strip() for name, field in self._texts.items()}
        return Filter(**texts, flag=self._flag.currentData(), kind=self._kind.currentData())

    def _text(self, name: str, title: str, board: Board, held: str) -> QComboBox:
        field = self.choice(f"filter_{name}", title, [("", "")], "")
        field.addItems(choices(board, name))
        field.setEditable(True)
        field.lineEdit().setPlaceholderText(tr("any"))
        field.setCurrentText(held)
        return field
