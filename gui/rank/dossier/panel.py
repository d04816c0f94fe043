"""The dossier: everything held on the selected candidate, and the place where stature is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.campaign.dossier import Dossier, added_facts
from core.campaign.readings import Listed
from core.campaign.units import TOTAL_PARTS
from core.i18n import decimal, tr
from core.settings import ASSESSOR, SHOW_OTHERS, Settings
from core.workspace.changed import Changed
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts.card import Card
from gui.parts.controls import QUIET, Elided, Tabs, label
from gui.parts.days import today
from gui.parts.theme import HEADING, STRONG
from gui.rank.dossier.evidence import EvidenceTab
from gui.rank.dossier.history import HistoryTab
from gui.rank.dossier.score import ScoreTab
from gui.rank.dossier.sources import SourcesTab
from gui.rank.dossier.stature import StatureTab
from gui.rank.weight.words import holds_text

STATURE, EVIDENCE = 1, 2


class DossierPanel(Card):
    """Follows the candidate a ``Live`` has selected. ``evidence_wanted`` (criterion or "", file or None),
    ``why_wanted`` and ``name_wanted`` (what to do once the assessor has a name) ask the window, ``said`` (text) tells
    it what is done; levels and notes go through the session at once."""

    evidence_wanted = Signal(str, object)
    why_wanted = Signal()
    name_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, live: Live, settings: Settings) -> None:
        super().__init__("dossier")
        self.setAccessibleName(tr("Dossier"))
        self.session, self.live, self.settings = session, live, settings
        self.dossier: Dossier | None = None
        self._assessing = False
        self.title = Elided("dossier_name", HEADING, STRONG)
        self.place = Elided("dossier_place", role=QUIET)
        self.tabs = Tabs("dossier_tabs")
        self.tabs.setAccessibleName(tr("Parts of the dossier"))
        self.pages = QStackedWidget(objectName="dossier_pages")
        self.stature, self.evidence = StatureTab(settings.get(SHOW_OTHERS)), EvidenceTab()
        self.score, self.history, self.sources = ScoreTab(), HistoryTab(), SourcesTab()
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        self.empty = label("dossier_empty", tr("Choose a candidate in the table or on the map."), role=QUIET, wrap=True)
        self.body = QWidget(objectName="dossier_body")
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for widget in (self.title, self.place, self.tabs):
            body.addWidget(widget)
        body.insertSpacing(1, 3)
        body.insertSpacing(3, 4)
        body.addWidget(self.pages, 1)
        for title, page in (
            (tr("Score"), self.score),
            (tr("Stature"), self.stature),
            (tr("Evidence"), self.evidence),
            (tr("History"), self.history),
            (tr("Source rows"), self.sources),
        ):
            self.tabs.addTab(title)
            self.pages.addWidget(page)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.empty)
        inside.addWidget(self.body, 1)
        self.contents.addLayout(inside)
        self.tabs.setCurrentIndex(STATURE)
        self.pages.setCurrentIndex(STATURE)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.live.selected_changed.connect(self._follow)
        self.live.moved.connect(self._show_place)
        self.live.steadied.connect(self._show_place)
        self.session.changed.connect(self._look_again)
        self.stature.level_set.connect(self._set_level)
        self.stature.note_written.connect(self._write_note)
        self.stature.others_wanted.connect(self._show_others)
        self.stature.name_wanted.connect(lambda: self.name_wanted.emit(self._ask_again))
        self.stature.evidence_wanted.connect(lambda criterion: self.evidence_wanted.emit(criterion, None))
        self.stature.why_wanted.connect(self.why_wanted)
        self.evidence.wanted.connect(lambda file: self.evidence_wanted.emit("", file))
        self.evidence.removed.connect(self._remove_evidence)
        self.evidence.attached.connect(self._attach)
        self.evidence.saved.connect(self._save_file)

    @property
    def person(self) -> int | None:
        """The id of the selected candidate."""
        live = self.live
        return None if live.selected is None or live.board is None else int(live.board.person[live.selected])

    def assess(self) -> None:
        """Brings the stature up and puts the keyboard on it, as soon as it is there."""
        self.tabs.setCurrentIndex(STATURE)
        self._assessing = self.dossier is None or self.dossier.person.id != self.person
        if not self._assessing:
            self.stature.start()

    def toggle_others(self) -> None:
        """Shows what the others said, or hides it again, where there is anything to hide."""
        self.tabs.setCurrentIndex(STATURE)
        if not self.stature.others.isHidden():
            self.stature.others.toggle()

    def evidence_file(self) -> None:
        """Brings the evidence up, and attaches a file to the piece in hand or saves the one it has."""
        self.tabs.setCurrentIndex(EVIDENCE)
        self.evidence.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        (self.evidence.file if self.evidence.file.isEnabled() else self.evidence.add).click()

    def _follow(self) -> None:
        """Another candidate is selected, or none: its name at once, the rest as soon as it is read."""
        person = self.person
        self.body.setVisible(person is not None)
        self.empty.setVisible(person is None)
        if person is None:
            self.dossier = None
            return
        if self.dossier is None or self.dossier.person.id != person:
            board, selected = self.live.board, self.live.selected
            self.title.setText(board.name.take([selected])[0] if board is not None and selected is not None else "")
            self._ask(person)
        self._show_place()

    def _ask_again(self) -> None:
        if self.person is not None:
            self._ask(self.person)

    def _ask(self, person: int) -> None:
        campaign, assessor = self.session.campaign, self.settings.get(ASSESSOR)
        blind = not self.settings.get(SHOW_OTHERS)

        def question(workspace: Any, progress: Any) -> Dossier | None:
            from core.campaign.dossier import gather_dossier

            return gather_dossier(workspace, campaign, person, assessor, blind)

        self.session.ask(question, self._show, kind="dossier")

    def _show(self, dossier: Dossier) -> None:
        if dossier.person.id != self.person:
            return
        self.dossier = dossier
        self.title.setText(dossier.person.name)
        for tab in (self.score, self.stature, self.evidence, self.history, self.sources):
            tab.show_dossier(dossier)
        self.stature.show_shared(dossier.shared, bool(self.settings.get(ASSESSOR)))
        if self._assessing:
            self._assessing = False
            self.stature.start()

    def _show_place(self) -> None:
        """Rank, total and the weights that hold: they move with the weight."""
        live = self.live
        if live.ranking is None or live.selected is None:
            return
        self.place.setText(place_words(live, live.selected))
        rank = int(live.ranking.rank_of([live.selected])[0])
        self.stature.show_why(rank + 1 if 0 < rank < len(live.ranking) else 0)

    def _look_again(self, what: Changed, steps: object) -> None:
        """After an edit, unless it concerns others only."""
        person = self.person
        if person is not None and (not what.people or person in what.people) and what.areas != {"shortlists"}:
            self._ask(person)

    def _set_level(self, criterion: str, level: int | None) -> None:
        self._edit("set_level", criterion, level)

    def _write_note(self, criterion: str, note: str) -> None:
        self._edit("write_note", criterion, note)

    def _edit(self, action: str, criterion: str, value: object) -> None:
        """Keeps a level or a note: for this market only where what counts was stated for it only, or it would not
        count here."""
        person, held = self.person, self.dossier
        if person is None or held is None:
            return
        given = {"assessor": self.settings.get(ASSESSOR), "campaign": self.session.campaign}
        given["market"] = held.market_of(criterion)
        self.session.act(
            lambda workspace, progress: _stature(action)(workspace, person, criterion, value, day=today(), **given)
        )

    def _remove_evidence(self, number: int) -> None:
        person = self.person
        if person is not None:
            self.session.act(lambda workspace, progress: _stature("remove_evidence")(workspace, person, number))

    def _attach(self, number: int, path: Path) -> None:
        person = self.person
        if person is not None:
            self.session.act(lambda workspace, progress: _stature("attach_file")(workspace, person, number, path))

    def _save_file(self, number: int, path: Path) -> None:
        self.session.ask(
            lambda workspace, progress: _stature("save_file")(workspace, number, path),
            lambda nothing: self.said.emit(tr("Written: {file}", file=path.name)),
        )

    def _show_others(self, shown: bool) -> None:
        """What the others said, or not: the choice is kept, and the same tick takes it back."""
        self.settings.put(SHOW_OTHERS, shown)
        self._ask_again()


def _stature(name: str) -> Callable[..., Any]:
    """An action on stature, imported when it is needed."""
    from core.stature import actions as stature

    return getattr(stature, name)


def place_words(live: Live, index: int) -> str:
    """``rank 19 · total 75.0 · in the 40 for every weight from 26 to 100 %``."""
    ranking = live.ranking
    rank, total = int(ranking.rank_of([index])[0]), int(ranking.totals_of([index])[0]) / TOTAL_PARTS
    words = [tr("rank {rank}", rank=rank) if rank else tr("not ranked"), tr("total {total}", total=decimal(total))]
    if live.stability is not None and rank:
        words.append(_held(live.stability.intervals(index), live.seats))
    one_row = Listed(live.board, ranking, ranking.described(0, np.array([index])), live.stability)
    words += added_facts(one_row)
    return " · ".join(words)


def _held(intervals: list[tuple[float, float]], seats: int) -> str:
    if not intervals:
        return tr("never in the {seats}, whatever the weight", seats=seats)
    if intervals[0][0] <= 0 and intervals[0][1] >= 1:
        return tr("in the {seats} at every weight", seats=seats)
    ranges = ", ".join(holds_text(start, stop) for start, stop in intervals[:3])
    return tr("in the {seats} for weights {ranges}", seats=seats, ranges=ranges)
