"""The window: its parts in place, joined to the session. What the menus do stands in each room's ``commands``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.campaign.board import Board
from core.errors import Trouble
from core.i18n import tr
from core.settings import RECENT, WINDOW, Settings
from core.workspace.changed import Changed
from gui.desk import messages
from gui.desk.file_field import dropped
from gui.desk.live import Live
from gui.desk.progress import ProgressStrip
from gui.desk.session import Session
from gui.parts.card import Card
from gui.parts.controls import QuietSplitter, small
from gui.parts.theme import GAP
from gui.rank.dossier.panel import DossierPanel
from gui.rank.map.view import MapView
from gui.rank.table import memory
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView
from gui.window import menus
from gui.window.header import Header
from gui.window.rooms import commands
from gui.window.search import SearchField
from gui.window.welcome import Welcome

SIZE = (1440, 900)
WIDTHS, HEIGHTS = [792, 612], [380, 330]
RECENT_KEPT = 6


class MainWindow(QMainWindow):
    """One session in view. ``look_changed``: the language, the appearance or the size of the text is another, so
    the window is to be made anew. ``closed``: the user is done."""

    look_changed = Signal()
    closed = Signal()
    sample_wanted = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Entregent")
        self.setAccessibleName("Entregent")
        self.setAcceptDrops(True)
        self.session, self.settings = session, settings
        self._steps: set[str] = set()
        self._in_view: tuple[Path | None, int] = (None, 0)
        self.live = Live(session.compute, self)
        self.header = Header(self.live)
        self.search = SearchField(session, self.live)
        self.ranking, self.map = RankingView(self.live), MapView(self.live)
        self.dossier = DossierPanel(session, self.live, settings)
        self.welcome = Welcome(self.run)
        self._commands = commands(self)
        self._lay_out()
        self._status()
        self.actions_by_name = menus.build(self.menuBar(), self.run)
        self._connect()
        self._place()
        memory.restore(settings, self.ranking, self.pinned_pane, (self.parts, self.right))
        self.show_board(session.board)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.menuBar().setObjectName("menu_bar")
        self.menuBar().setAccessibleName(tr("Menus"))
        self.menuBar().setCornerWidget(self.search)
        table = Card("table_card")
        table.setAccessibleName(tr("Ranking"))
        self.filter_strip, self.pinned_pane = FilterStrip(self.live), PinnedPane(self.ranking)
        self.filter_strip.everyone_wanted.connect(lambda: self.run("choosing.everyone"))
        self.filter_strip.wanted.connect(lambda column: self.run("choosing.show_only", column))
        self.filter_strip.changed.connect(lambda: self.ranking.columns.show_filtered(self.filter_strip.filters))
        self.search.found_people.connect(self.filter_strip.show_found)
        for part in (self.filter_strip, self.pinned_pane, self.ranking):
            table.contents.addWidget(part)
        chart = Card("map_card")
        chart.setAccessibleName(tr("Map"))
        chart.contents.addWidget(self.map)
        self.right = self._splitter("right", Qt.Orientation.Vertical, (chart, self.dossier), HEIGHTS)
        self.parts = self._splitter("parts", Qt.Orientation.Horizontal, (table, self.right), WIDTHS)
        below = QWidget(objectName="below")
        around = QVBoxLayout(below)
        around.setContentsMargins(GAP, GAP, GAP, GAP)
        around.addWidget(self.parts)
        self.work = QWidget(objectName="work")
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(below, 1)
        self.stack = QStackedWidget(objectName="stack")
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.work)
        self.setCentralWidget(self.stack)

    @staticmethod
    def _splitter(name: str, way: Qt.Orientation, widgets: tuple[QWidget, ...], sizes: list[int]) -> QSplitter:
        splitter = QuietSplitter(name, way)
        for place, widget in enumerate(widgets):
            splitter.addWidget(widget)
            splitter.setStretchFactor(place, sizes[place])
        splitter.setSizes(sizes)
        return splitter

    def _status(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("status_bar")
        bar.setAccessibleName(tr("State"))
        bar.setSizeGripEnabled(False)
        self.saved = small("saved")
        self.basis = small("basis")
        self.progress = ProgressStrip(self.session.jobs)
        bar.addWidget(self.saved)
        bar.addPermanentWidget(self.progress)
        bar.addPermanentWidget(self.basis)
        bar.setContentsMargins(10, 0, 10, 0)

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self._opened)
        session.board_changed.connect(self.show_board)
        session.changed.connect(self._changed)
        session.troubled.connect(self._troubled)
        self.live.settled.connect(self._settled)
        self.live.selected_changed.connect(self._offer)
        self.ranking.columns.filter_wanted.connect(lambda column: self.run("choosing.show_only", column))
        self.live.relisted.connect(self._keep_reading)
        self.header.triage_wanted.connect(lambda: self.run("stature.next"))
        self.ranking.activated_candidate.connect(lambda place: self.run("stature.assess"))
        self.map.picked.connect(self.ranking.reveal)
        self.search.accepted.connect(self._take_first)
        self.map.activated_candidate.connect(lambda place: self.run("stature.assess"))
        self.ranking.menu_wanted.connect(self._candidate_menu)
        self.dossier.evidence_wanted.connect(lambda criterion, file: self.run("stature.evidence", criterion, file))
        self.dossier.said.connect(self.say)
        self.dossier.name_wanted.connect(lambda then: self.run("assessing.named", then))
        self.dossier.why_wanted.connect(lambda: self.run("candidates.why"))
        paste = QShortcut(QKeySequence.StandardKey.Paste, self.ranking, context=Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(lambda: self.run("files.paste"))

    # --- what the window shows -----------------------------------------------------------------------------------

    def run(self, key: str, *values: Any) -> None:
        """Runs a command by its name, ``files.open``."""
        room, name = key.split(".")
        getattr(self._commands[room], name)(*values)

    def show_board(self, board: Board | None) -> None:
        """Shows a campaign, or what to do first where there is none."""
        self.stack.setCurrentWidget(self.welcome if board is None else self.work)
        if board is None:
            recent = [path for path in self.settings.get(RECENT) if Path(path).exists()]
            self.welcome.show_recent(recent)
        else:
            self._show_campaign(board)
            self.basis.setText(basis_words(board))
        self._offer()

    def _show_campaign(self, board: Board) -> None:
        """The board, and for a campaign that was not in view the way its table was last read."""
        before, self._in_view = self._in_view, (self.session.path, board.campaign.id)
        if before == self._in_view:
            self.live.show(board)
            return
        self.filter_strip.forget()
        self.live.board = None  # campaigns of two workspaces may bear one number
        self.live.show(board)
        memory.read_again(self.session.reading, self.ranking, self.filter_strip)

    def show_person(self, person: int) -> None:
        """Selects somebody and brings the row into view."""
        board = self.live.board
        if board is not None and person in board.person:
            place = int(board.person.searchsorted(person))
            self.live.select(place)
            self.ranking.reveal(place)

    def say(self, text: str) -> None:
        """Something done, in the status bar."""
        self.saved.setText(text)

    def _opened(self, path: Path) -> None:
        recent = [str(path), *(old for old in self.settings.get(RECENT) if old != str(path))]
        self.settings.put(RECENT, recent[:RECENT_KEPT])
        self.setWindowTitle(f"{path.stem} — Entregent")

    def _changed(self, what: Changed, steps: Any) -> None:
        self.saved.setText(what.said or tr("Saved · every change can be undone"))
        undo, redo = self.actions_by_name["edit.undo"], self.actions_by_name["edit.redo"]
        undo.setText(tr("&Undo “{step}”", step=steps.undo) if steps.undo else tr("&Undo"))
        redo.setText(tr("&Redo “{step}”", step=steps.redo) if steps.redo else tr("&Redo"))
        self._steps = {name for name, there in (("undo", steps.undo), ("redo", steps.redo)) if there}
        self._offer()

    def _take_first(self) -> None:
        """From the search to the first of those found."""
        first = self.ranking.model().candidate(0)
        if first is not None:
            self.live.select(first)
            self.run("view.table")

    def _keep_reading(self) -> None:
        self.session.keep_reading(memory.reading(self.ranking, self.filter_strip))

    def _settled(self, weight: int) -> None:
        self.session.save_weight(weight)

    def _offer(self) -> None:
        """Greys what is of no use now."""
        there = set(self._steps)
        if self.session.path is not None:
            there.add("workspace")
        if self.session.board is not None:
            there.add("campaign")
        if self.live.selected is not None:
            there.add("candidate")
        menus.enable(self.actions_by_name, there)

    def _troubled(self, trouble: Trouble) -> None:
        messages.show_trouble(self, trouble)

    def _candidate_menu(self, at: QPoint) -> None:
        menu = QMenu(self, objectName="candidate_menu")
        menu.setAccessibleName(tr("Candidate"))
        menu.addActions([self.actions_by_name[name] for name in _FOR_ONE])
        menu.popup(at)

    # --- window --------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        state = self.settings.get(WINDOW)
        if not (state and self.restoreGeometry(QByteArray.fromBase64(state.encode()))):
            self.resize(*SIZE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.run("files.import_paths", dropped(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what is still under the user's hand: a note being written, a weight that has not come to rest."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        if self.live.board is not None:
            self.session.save_weight(self.live.weight)
        memory.keep(self.settings, self.ranking, self.pinned_pane, (self.parts, self.right))
        self.settings.put(WINDOW, self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)
        self.closed.emit()


_FOR_ONE = ("stature.assess", "stature.evidence", "candidates.pin", "candidates.exclude", "candidates.release")


def basis_words(board: Board) -> str:
    """What the ranking rests on: the score model and the rubric, with their versions."""
    model = board.score_model.partition("#")[0].removeprefix("entregent-")
    name, _, version = board.rubric.rpartition(" ")
    return tr("Score model {model} · rubric “{name}”, version {version}", model=model, name=name, version=version)
