"""The dossier: everything held on the selected candidate, and the place where stature is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.campaign.dossier import Dossier, Evidenced, added_facts
from core.campaign.fields.readings import Listed
from core.campaign.fields.units import TOTAL_PARTS
from core.i18n import decimal, percent, tr
from core.settings import ASSESSOR, SHOW_OTHERS, Settings
from core.workspace.changed import Changed
from gui.desk.actions import absences as histories
from gui.desk.actions import dossier as dossiers
from gui.desk.actions import similar, stature
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts.card import Card
from gui.parts.controls import QUIET, Elided, Tabs, label
from gui.parts.days import today
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.rank.dossier.evidence import EvidenceTab
from gui.rank.dossier.flags import FlaggedHistory, SetAsideForm
from gui.rank.dossier.history import HistoryTab
from gui.rank.dossier.score import ScoreTab
from gui.rank.dossier.sources import SourcesTab
from gui.rank.dossier.stature import StatureTab
from gui.rank.weight.words import holds_text

if TYPE_CHECKING:
    from core.stature.actions import Occasion
    from core.workspace.store import Workspace

SCORE, STATURE, EVIDENCE, HISTORY = range(4)


Value = TypeVar("Value", contravariant=True)


class State(Protocol[Value]):
    """An action that states something on a criterion: a level, or a note."""

    def __call__(
        self,
        workspace: Workspace,
        person: int,
        criterion: str,
        level: Value,
        occasion: Occasion,
        /,
    ) -> Changed: ...


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
        self.place = label("dossier_place", role=QUIET, wrap=True)
        self.place.setMinimumHeight(2 * self.place.fontMetrics().lineSpacing())  # one or two lines: nothing jumps
        self.tabs = Tabs("dossier_tabs")
        self.tabs.setAccessibleName(tr("Parts of the dossier"))
        self.pages = named(QStackedWidget(), "dossier_pages")
        self.stature, self.evidence = StatureTab(settings.get(SHOW_OTHERS)), EvidenceTab()
        self.score, self.history, self.sources = ScoreTab(), HistoryTab(), SourcesTab()
        self.flagged = FlaggedHistory(self.history)
        self._lay_out()
        self._connect_parts()
        self._follow_selection()

    def _lay_out(self) -> None:
        self.empty = label("dossier_empty", tr("Choose a candidate in the table or on the map."), role=QUIET, wrap=True)
        self.body = named(QWidget(), "dossier_body")
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
            (tr("History"), self.flagged),
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

    def _connect_parts(self) -> None:
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.tabs.currentChanged.connect(self._ask_similar)
        self.live.selected_changed.connect(self._follow_selection)
        self.live.moved.connect(self._show_rank)
        self.live.analysis_ready.connect(self._show_rank)
        self.session.changed.connect(self._look_anew)
        self.stature.level_set.connect(self._set_level)
        self.stature.note_written.connect(self._write_note)
        self.stature.others_wanted.connect(self._show_others)
        self.stature.name_wanted.connect(lambda: self.name_wanted.emit(self._ask_anew))
        self.stature.evidence_wanted.connect(lambda criterion: self.evidence_wanted.emit(criterion, None))
        self.stature.why_wanted.connect(self.why_wanted)
        self.evidence.wanted.connect(lambda file: self.evidence_wanted.emit("", file))
        self.evidence.removed.connect(self._remove_evidence)
        self.evidence.attached.connect(self._attach_file)
        self.evidence.saved.connect(self._save_file)
        self.score.flags_wanted.connect(self.show_flags)
        self.flagged.set_aside_wanted.connect(self._set_aside)
        self.flagged.raise_wanted.connect(self._raise_again)

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

    def _follow_selection(self) -> None:
        """Another candidate is selected, or none: its name at once, the rest as soon as it is read."""
        person = self.person
        self.body.setVisible(person is not None)
        self.empty.setVisible(person is None)
        if self.dossier is not None and self.dossier.person.id != person:
            # A note being written is of the one whose dossier this is; until the next is there, nothing is edited.
            self.stature.finish_notes()
            self.dossier = None
        if person is None:
            return
        if self.dossier is None:
            board, selected = self.live.board, self.live.selected
            self.title.setText(board.name.take([selected])[0] if board is not None and selected is not None else "")
            self._ask_dossier(person)
        self._show_rank()

    def _ask_anew(self) -> None:
        if self.person is not None:
            self._ask_dossier(self.person)

    def _ask_dossier(self, person: int) -> None:
        campaign, assessor = self.session.campaign, self.settings.get(ASSESSOR)
        blind = not self.settings.get(SHOW_OTHERS)

        found = self.session.ask_latest("dossier", dossiers.gather_dossier, campaign, person, assessor, blind)
        found.then(self._show_dossier)

    def _show_dossier(self, dossier: Dossier) -> None:
        if dossier.person.id != self.person:
            return
        self.dossier = dossier
        self.title.setText(dossier.person.name)
        for tab in (self.score, self.stature, self.evidence, self.flagged, self.sources):
            tab.show_dossier(dossier)
        self.stature.show_shared(dossier.shared, bool(self.settings.get(ASSESSOR)))
        self._ask_similar()
        if self._assessing:
            self._assessing = False
            self.stature.start()

    def _ask_similar(self) -> None:
        """Asks how the accounts stand among similar ones once the score is looked at: all accounts are read for it."""
        if self.dossier is None or self.tabs.currentIndex() != SCORE:
            return
        person = self.dossier.person.id

        def show(sentences: Sequence[str]) -> None:
            if self.dossier is not None and self.dossier.person.id == person:
                self.score.show_similar(sentences)

        self.session.ask_latest("similar", similar.similar_accounts, self.session.campaign, person).then(show)

    def _show_rank(self) -> None:
        """Rank, total and the weights that hold: they move with the weight."""
        live = self.live
        if live.ranking is None or live.selected is None:
            return
        self.place.setText(place_words(live, live.selected))
        rank = int(live.ranking.rank_of([live.selected])[0])
        self.stature.show_why(rank + 1 if 0 < rank < len(live.ranking) else 0)

    def _look_anew(self, what: Changed, steps: object) -> None:
        """After an edit, unless it concerns others only."""
        person = self.person
        if person is not None and (not what.people or person in what.people) and what.areas != {"shortlists"}:
            self._ask_dossier(person)

    def _set_level(self, criterion: str, level: int | None) -> None:
        self._store_statement(stature.set_level, criterion, level)

    def _write_note(self, criterion: str, note: str) -> None:
        self._store_statement(stature.write_note, criterion, note)

    def _store_statement(self, action: State[Value], criterion: str, value: Value) -> None:
        """Stores a level or a note: for this market only where what counts was stated for it only, or it would not
        count here."""
        shown = self.dossier
        if shown is None:
            self.said.emit(tr("Not stored: the dossier was not there yet. Please give it again."))
        else:
            self.session.act(
                action,
                shown.person.id,
                criterion,
                value,
                stature.Occasion(
                    self.settings.get(ASSESSOR), today(), shown.market_of(criterion), self.session.campaign
                ),
            )

    def show_flags(self) -> None:
        """Brings up the history with the evidence of the flags."""
        self.tabs.setCurrentIndex(HISTORY)
        (self.flagged.choice if self.flagged.flagged else self.history).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_aside(self, flagged: Evidenced) -> None:
        if self.dossier is None:
            return
        person, who = self.dossier.person.id, self.settings.get(ASSESSOR)
        form = SetAsideForm(self.window(), flagged.words)
        form.accepted.connect(
            lambda: self.session.act(
                histories.set_flag_aside, person, flagged.span, form.reason.text(), day=today(), who=who
            )
        )
        form.open()

    def _raise_again(self, flag: str) -> None:
        if self.dossier is not None:
            self.session.act(histories.raise_flag_again, self.dossier.person.id, flag)

    def _remove_evidence(self, number: int) -> None:
        if self.dossier is not None:
            self.session.act(stature.remove_evidence, self.dossier.person.id, number)

    def _attach_file(self, number: int, path: Path) -> None:
        if self.dossier is not None:
            self.session.act(stature.attach_file, self.dossier.person.id, number, path)

    def _save_file(self, number: int, path: Path) -> None:
        saved = self.session.ask(stature.save_file, number, path)
        saved.then(lambda nothing: self.said.emit(tr("Written: {file}", file=path.name)))

    def _show_others(self, shown: bool) -> None:
        """What the others said, or not: the choice is kept, and the same tick takes it back."""
        self.settings.put(SHOW_OTHERS, shown)
        self._ask_anew()


def place_words(live: Live, index: int) -> str:
    """``rank 19 · total 75.0 · in the 40 for every weight from 26 to 100 %``."""
    ranking = live.ranking
    if live.board is None or ranking is None:
        return ""
    rank, total = int(ranking.rank_of([index])[0]), int(ranking.totals_of([index])[0]) / TOTAL_PARTS
    words = [tr("rank {rank}", rank=rank) if rank else tr("not ranked"), tr("total {total}", total=decimal(total))]
    if live.stability is not None and rank:
        words.append(_holding_words(live.stability.intervals(index), live.seats))
    one_row = Listed(live.board, ranking, ranking.described(0, np.array([index])), live.stability)
    if ranking.acceptability is not None and rank:
        worlds = percent(ranking.acceptability[index] / 10)
        words.append(tr("{share} likely once all is known", share=worlds))
    words += added_facts(one_row)
    return " · ".join(words)


def _holding_words(intervals: list[tuple[float, float]], seats: int) -> str:
    if not intervals:
        return tr("never in the {seats}, whatever the weight", seats=seats)
    if intervals[0][0] <= 0 and intervals[0][1] >= 1:
        return tr("in the {seats} at every weight", seats=seats)
    ranges = ", ".join(holds_text(start, stop) for start, stop in intervals[:3])
    return tr("in the {seats} for weights {ranges}", seats=seats, ranges=ranges)
