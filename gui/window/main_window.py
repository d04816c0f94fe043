"""The window: its parts in place, joined to the session. What the menus do stands in each room's ``commands``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.campaign.board import Board
from core.errors import Trouble
from core.i18n import tr
from core.settings import RECENT, WINDOW, Settings
from core.workspace.changed import Changed, Steps
from gui.desk import messages
from gui.desk.assessor import name_assessor
from gui.desk.file_field import dropped
from gui.desk.live import Live
from gui.desk.progress import ProgressStrip
from gui.desk.session import InView, Session
from gui.parts.card import Card
from gui.parts.controls import QuietSplitter, small
from gui.parts.named import named
from gui.parts.theme import GAP
from gui.rank.dossier.panel import DossierPanel
from gui.rank.map.view import MapView
from gui.rank.table import memory
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView
from gui.window import menus
from gui.window.header import Header
from gui.window.rooms import Views, furnish
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
        self._offered: set[str] = set()
        self._in_view: InView | None = None
        self.live = Live(session.compute, self)
        self._make_views()
        self.rooms = furnish(self, self._views(), self.sample_wanted.emit, self.look_changed.emit)
        self.welcome = Welcome(self.rooms.files)
        self._lay_out()
        self._show_status()
        self.menus = menus.menus(self.rooms)
        self.menu_actions = menus.build(self.menuBar(), self.menus)
        self._connect_session()
        self._connect_views()
        self._restore_geometry()
        memory.restore(settings, self.ranking, self.pinned_pane, (self.parts, self.right))
        self.show_board(session.board)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_views(self) -> None:
        self.header = Header(self.live)
        self.search = SearchField(self.session, self.live)
        self.ranking, self.map = RankingView(self.live), MapView(self.live)
        self.filter_strip, self.pinned_pane = FilterStrip(self.live), PinnedPane(self.ranking)
        self.dossier = DossierPanel(self.session, self.live, self.settings)

    def _views(self) -> Views:
        return Views(
            self.header, self.search, self.filter_strip, self.pinned_pane, self.ranking, self.map, self.dossier
        )

    def _lay_out(self) -> None:
        self.menuBar().setObjectName("menu_bar")
        self.menuBar().setAccessibleName(tr("Menus"))
        self.menuBar().setCornerWidget(self.search)
        table = Card("table_card")
        table.setAccessibleName(tr("Ranking"))
        for part in (self.filter_strip, self.pinned_pane, self.ranking):
            table.contents.addWidget(part)
        chart = Card("map_card")
        chart.setAccessibleName(tr("Map"))
        chart.contents.addWidget(self.map)
        self.right = self._splitter("right", Qt.Orientation.Vertical, (chart, self.dossier), HEIGHTS)
        self.parts = self._splitter("parts", Qt.Orientation.Horizontal, (table, self.right), WIDTHS)
        below = named(QWidget(), "below")
        around = QVBoxLayout(below)
        around.setContentsMargins(GAP, GAP, GAP, GAP)
        around.addWidget(self.parts)
        self.work = named(QWidget(), "work")
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(below, 1)
        self.stack = named(QStackedWidget(), "stack")
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

    def _show_status(self) -> None:
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

    def _connect_session(self) -> None:
        self.session.when_free = self._switch_when_free
        self.session.leaving.connect(self._finish_edits)
        self.session.opened.connect(self._show_path)
        self.session.board_changed.connect(self.show_board)
        self.session.changed.connect(self._show_change)
        self.session.troubled.connect(self._show_trouble)
        self.session.weight_saved.connect(self.live.take_saved)
        self.live.settled.connect(self._save_weight)
        self.live.selected_changed.connect(self._offer_commands)
        self.live.list_changed.connect(self._save_view_state)

    def _connect_views(self) -> None:
        rooms = self.rooms
        self.filter_strip.everyone_wanted.connect(rooms.edit.everyone)
        self.filter_strip.wanted.connect(rooms.choosing.show_only)
        self.filter_strip.changed.connect(lambda: self.ranking.columns.show_filtered(self.filter_strip.filters))
        self.ranking.columns.filter_wanted.connect(rooms.choosing.show_only)
        self.ranking.activated_candidate.connect(lambda row: rooms.stature.assess())
        self.ranking.menu_wanted.connect(self._show_candidate_menu)
        self.map.picked.connect(self.ranking.reveal)
        self.map.activated_candidate.connect(lambda row: rooms.stature.assess())
        self.header.triage_wanted.connect(rooms.stature.next)
        self.search.found_people.connect(self.filter_strip.show_found)
        self.search.accepted.connect(self._select_first)
        self.dossier.evidence_wanted.connect(rooms.stature.evidence)
        self.dossier.said.connect(self.say)
        self.dossier.name_wanted.connect(self.name_assessor)
        self.dossier.why_wanted.connect(rooms.candidates.why)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.ranking)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(rooms.files.paste)

    # --- the desk that the rooms work at -------------------------------------------------------------------------

    @property
    def parent_widget(self) -> QWidget:
        """The widget that dialogs belong to."""
        return self

    @property
    def person(self) -> int | None:
        """The id of the selected candidate."""
        board, selected = self.live.board, self.live.selected
        return None if board is None or selected is None else int(board.person[selected])

    def say(self, text: str) -> None:
        """Something done, in the status line."""
        self.saved.setText(text)

    def show_person(self, person: int) -> None:
        """Selects somebody and brings the row into view."""
        board = self.live.board
        if board is not None and person in board.person:
            row = int(board.person.searchsorted(person))
            self.live.select(row)
            self.ranking.reveal(row)

    def name_assessor(self, then: Callable[[], object]) -> None:
        """Does something that bears the assessor's name; the name is asked for first where it is not known."""
        name_assessor(self, self.settings, then)

    # --- what the window shows -----------------------------------------------------------------------------------

    def show_board(self, board: Board | None) -> None:
        """Shows a campaign, or what to do first where there is none."""
        self.stack.setCurrentWidget(self.welcome if board is None else self.work)
        if board is None:
            self.live.clear()
            recent = [path for path in self.settings.get(RECENT) if Path(path).exists()]
            self.welcome.show_recent(recent)
        else:
            self._show_campaign(board)
            self.basis.setText(basis_words(board))
        self._offer_commands()

    def _show_campaign(self, board: Board) -> None:
        """The board, and for a campaign that was not in view the way its table was last read."""
        before, self._in_view = self._in_view, self.session.in_view
        if before == self._in_view:
            self.live.show(board, self._in_view)
            return
        self.filter_strip.forget()
        self.live.show(board, self._in_view)
        memory.restore_view_state(self.session.view_state, self.ranking, self.filter_strip)

    def _show_path(self, path: Path) -> None:
        recent = [str(path), *(old for old in self.settings.get(RECENT) if old != str(path))]
        self.settings.put(RECENT, recent[:RECENT_KEPT])
        self.setWindowTitle(f"{path.stem} — Entregent")

    def _show_change(self, what: Changed, steps: Steps) -> None:
        self.saved.setText(what.said or tr("Saved · every change can be undone"))
        undo, redo = self.menu_actions[self.rooms.edit.undo], self.menu_actions[self.rooms.edit.redo]
        undo.setText(tr("&Undo “{step}”", step=steps.undo) if steps.undo else tr("&Undo"))
        redo.setText(tr("&Redo “{step}”", step=steps.redo) if steps.redo else tr("&Redo"))
        self._offered = {name for name, there in (("undo", steps.undo), ("redo", steps.redo)) if there}
        self._offer_commands()

    def _select_first(self) -> None:
        """From the search to the first of those found."""
        first = self.ranking.model().candidate(0)
        if first is not None:
            self.live.select(first)
            self.rooms.view.table()

    def _save_view_state(self) -> None:
        self.session.save_view_state(memory.view_state(self.ranking, self.filter_strip))

    def _save_weight(self, weight: int) -> None:
        self.session.save_weight(weight)

    def _finish_edits(self) -> None:
        """Stores what is still under the user's hand: a note being written, a weight that has not come to rest."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        if self.live.board is not None:
            self.session.save_weight(self.live.weight)

    def _switch_when_free(self, switch: Callable[[], None]) -> None:
        """Another workspace or campaign is ready: it comes into view once no page of the present one is open."""
        page = next((page for page in self.findChildren(QDialog) if page.isVisible()), None)
        if page is None:
            switch()
            return
        self.say(tr("Ready to be opened: it comes into view when this page is closed."))
        again = partial(QTimer.singleShot, 0, self, partial(self._switch_when_free, switch))
        page.finished.connect(lambda code: again(), Qt.ConnectionType.SingleShotConnection)

    def _offer_commands(self) -> None:
        """Greys what is of no use now."""
        there = set(self._offered)
        if self.session.path is not None:
            there.add("workspace")
        if self.session.board is not None:
            there.add("campaign")
        if self.live.selected is not None:
            there.add("candidate")
        menus.enable(self.menus, self.menu_actions, there)

    def _show_trouble(self, trouble: Trouble) -> None:
        messages.show_trouble(self, trouble)

    def _show_candidate_menu(self, at: QPoint) -> None:
        menu = named(QMenu(self), "candidate_menu")
        menu.setAccessibleName(tr("Candidate"))
        stature, candidates = self.rooms.stature, self.rooms.candidates
        for_one = (stature.assess, stature.evidence, candidates.pin, candidates.exclude, candidates.release)
        menu.addActions([self.menu_actions[command] for command in for_one])
        menu.popup(at)

    # --- window --------------------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        state = self.settings.get(WINDOW)
        if not (state and self.restoreGeometry(QByteArray.fromBase64(state.encode()))):
            self.resize(*SIZE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.rooms.files.import_paths(dropped(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finish_edits()
        memory.keep(self.settings, self.ranking, self.pinned_pane, (self.parts, self.right))
        self.settings.put(WINDOW, self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)
        self.closed.emit()


def basis_words(board: Board) -> str:
    """What the ranking rests on: the score model and the rubric, with their versions."""
    model = board.score_model.partition("#")[0].removeprefix("entregent-")
    name, _, version = board.rubric.rpartition(" ")
    return tr("Score model {model} · rubric “{name}”, version {version}", model=model, name=name, version=version)
