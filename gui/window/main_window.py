"""The window: the rail and its places, joined to the session. What the menus do stands in each room's ``commands``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QMenu, QWidget

from core.errors import Trouble
from core.i18n import tr
from core.settings import MENU_BAR, RECENT, WINDOW, Settings
from core.workspace.changed import Changed, Steps
from gui.desk import messages
from gui.desk.assessor import name_assessor
from gui.desk.file_field import dropped
from gui.desk.live import Live
from gui.desk.progress import ProgressStrip
from gui.desk.seen import InView
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, Elided, small
from gui.parts.named import named
from gui.parts.place import Place
from gui.window import menus, places
from gui.window.alt_key import AltKey
from gui.window.changed_file import settle_change
from gui.window.closing import leave_after_work
from gui.window.finder import Finder
from gui.window.journey import Journey
from gui.window.places import PlaceStack
from gui.window.rail import Rail
from gui.window.rooms import furnish
from gui.window.switcher import show_switcher

if TYPE_CHECKING:
    from core.campaign.board import Board
    from gui.rank.place import RankPlace

SIZE, FRAME = (1440, 900), QSize(8, 40)
"""The size of a first window, and what the desktop draws around it: it is never larger than the screen."""
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
        self._left_at: dict[int, str] = {}
        self.live = Live(session.compute, self)
        self.asks_before_closing = True
        self.rooms = furnish(self, self.sample_wanted.emit, self.look_changed.emit)
        self.rail, self.stack = Rail(), PlaceStack(self._makers())
        self.journey = Journey(session, self.live, self.rail, self.stack)
        self._lay_out()
        self._show_status()
        self.menus = menus.menus(self.rooms)
        self.menu_actions = menus.build(self.menuBar(), self.menus)
        self.addActions(list(self.menu_actions.values()))  # their keys work while the menu bar is hidden
        self._connect_session()
        self._connect_rail()
        self._restore_geometry()
        self.show_board(session.board)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _makers(self) -> dict[str, Callable[[], Place]]:
        """How each place is made, when it is first needed; its room is loaded then."""
        return {
            places.CAMPAIGN: self._make_campaign_place,
            places.PEOPLE: self.rooms.make_people_place,
            places.ASSESS: self.rooms.make_assess_place,
            places.RANK: self._make_rank_place,
            places.LIST: self.rooms.make_list_place,
            places.INVITATIONS: self.rooms.make_invitations_place,
            places.RIGHTS: self.rooms.make_rights_place,
        }

    def _make_campaign_place(self) -> Place:
        from gui.window.campaign_place import CampaignPlace

        place = CampaignPlace(self.rooms.files)
        place.chosen.connect(self._open_campaign)
        QTimer.singleShot(0, place, self.journey.show_campaigns)
        return place

    def _make_rank_place(self) -> RankPlace:
        from gui.window.rank_place import make_rank_place

        place = make_rank_place(self, self.rooms)
        place.ranking.menu_wanted.connect(self._show_candidate_menu)
        self.live.list_changed.connect(self._save_view_state)  # after the views of the place, which it reads
        return place

    def _lay_out(self) -> None:
        self.menuBar().setObjectName("menu_bar")
        self.menuBar().setAccessibleName(tr("Menus"))
        self._alt_key = AltKey(self, self.settings.get(MENU_BAR))
        middle = named(QWidget(), "middle")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(middle)

    def _show_status(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("status_bar")
        bar.setAccessibleName(tr("State"))
        bar.setSizeGripEnabled(False)
        self.saved = small("saved")
        self.basis = Elided("basis", theme.SMALL, role=QUIET)
        self.basis.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.progress = ProgressStrip(self.session.jobs, self.session.abandon)
        bar.addWidget(self.saved)
        bar.addPermanentWidget(self.progress)
        bar.addPermanentWidget(self.basis, 1)
        bar.setContentsMargins(10, 0, 10, 0)

    def _connect_session(self) -> None:
        self.session.when_free = self._switch_when_free
        self.session.leaving.connect(self._finish_edits)
        self.session.opened.connect(self._show_path)
        self.session.board_changed.connect(self.show_board)
        self.session.changed.connect(self._show_change)
        self.session.troubled.connect(self._show_trouble)
        self.session.warned.connect(self.say)
        self.session.refusals.noticed.connect(partial(settle_change, self, self.session))
        self.session.weight_saved.connect(self.live.take_saved)
        self.live.settled.connect(self._save_weight)
        self.live.selected_changed.connect(self._offer_commands)

    def _connect_rail(self) -> None:
        self.rail.chosen.connect(self.go)
        self.rail.campaign.clicked.connect(self.switch_campaign)
        self.rail.find_button.clicked.connect(self.rooms.edit.anything)
        self.rail.settings_button.clicked.connect(self.rooms.files.settings_form)
        self.rail.help_button.clicked.connect(self.rooms.help.keys)
        self.stack.turned.connect(self._show_turned)

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

    def go(self, place: str) -> None:
        """Brings a place into view, and the keyboard to where its work begins."""
        self.stack.go(place).begin()

    def show_person(self, person: int) -> None:
        """Selects somebody in the ranking and brings the row into view."""
        if self.select_person(person) and self.live.selected is not None:
            self.show_rank().open_table().reveal(self.live.selected)

    def select_person(self, person: int) -> bool:
        """Selects somebody, whatever place is in view; False where they are not in this campaign."""
        board = self.live.board
        found = board is not None and person in board.person
        if board is not None and found:
            self.live.select(int(board.person.searchsorted(person)))
        return found

    def name_assessor(self, then: Callable[[], object]) -> None:
        """Does something that bears the assessor's name; the name is asked for first where it is not known."""
        name_assessor(self, self.settings, then)

    # --- what the window shows -----------------------------------------------------------------------------------

    @property
    def rank(self) -> RankPlace:
        """Rank, whether it is in view or not."""
        return cast("RankPlace", self.stack.place(places.RANK))

    @property
    def _made_rank(self) -> RankPlace | None:
        """Rank, where it has been made already."""
        return cast("RankPlace | None", self.stack.made(places.RANK))

    def show_rank(self) -> RankPlace:
        """Rank, brought into view."""
        self.stack.go(places.RANK)
        return self.rank

    def show_board(self, board: Board | None) -> None:
        """Shows a campaign where it was left, or what to do first where there is none."""
        another = self._in_view != self.session.in_view
        if board is None:
            self.live.clear()
        else:
            self._show_campaign(board)
            self.basis.setText(basis_words(board))
        self._in_view = self.session.in_view
        if another or not self.stack.current:
            self.stack.go(self._place_to_open(board)).begin()
        self.stack.shown.follow()
        self._name_window(board)
        self._offer_commands()
        self.journey.follow()

    def _show_campaign(self, board: Board) -> None:
        """The board, and for a campaign that was not in view the way its table was last read."""
        rank = self._made_rank
        another = self._in_view != self.session.in_view
        if another and rank is not None:
            rank.forget_filters()
        self.live.show(board, self.session.in_view)
        if another and rank is not None:
            rank.show_campaign()

    def _place_to_open(self, board: Board | None) -> str:
        """Where a campaign was left while the window stood; else People while nobody is in it, else Rank."""
        if board is None:
            return places.CAMPAIGN
        fresh = places.RANK if len(board) else places.PEOPLE
        return self._left_at.get(board.campaign.id, fresh)

    def _name_window(self, board: Board | None) -> None:
        """The title bar bears the campaign's name, and that of its workspace where it is another."""
        file = self.session.path.stem if self.session.path is not None else ""
        names = ("" if board is None else board.campaign.name, file, "Entregent")
        self.setWindowTitle(" — ".join(dict.fromkeys(filter(None, names))))

    def _show_turned(self, key: str) -> None:
        self.rail.turn(key)
        if self.session.board is not None and key != places.CAMPAIGN:
            self._left_at[self.session.campaign] = key
        place = self.stack.shown
        place.repeatable.connect(self._offer_commands, Qt.ConnectionType.UniqueConnection)
        self._offer_commands()

    def switch_campaign(self) -> QMenu:
        """Opens the list of all campaigns of this workspace, a new one, and other workspaces."""
        standing, files = self.journey.standing, self.rooms.files
        return show_switcher(self.rail.campaign, standing, self.session, files, self._open_campaign)

    def show_palette(self) -> QDialog:
        """Opens the field in which every command, campaign and person is found."""
        return Finder(self, self.journey, self._open_campaign).open(self, self.menus, self.menu_actions)

    def begin_new_campaign(self) -> None:
        """Puts the keyboard where a new campaign is named."""
        self.journey.begin_new_campaign()

    def _open_campaign(self, campaign: int) -> None:
        """Another campaign of this workspace comes into view, in the place where it was left."""
        if campaign == self.session.campaign:
            self.go(self._place_to_open(self.session.board))
        else:
            self.session.choose(campaign)

    # --- what happens --------------------------------------------------------------------------------------------

    def _show_path(self, path: Path) -> None:
        recent = [str(path), *(old for old in self.settings.get(RECENT) if old != str(path))]
        self.settings.put(RECENT, recent[:RECENT_KEPT])
        self._left_at.clear()

    def _show_change(self, what: Changed, steps: Steps) -> None:
        self.saved.setText(what.said or tr("Saved · every change can be undone"))
        undo, redo = self.menu_actions[self.rooms.edit.undo], self.menu_actions[self.rooms.edit.redo]
        undo.setText(tr("&Undo “{step}”", step=steps.undo) if steps.undo else tr("&Undo"))
        redo.setText(tr("&Redo “{step}”", step=steps.redo) if steps.redo else tr("&Redo"))
        self._offered = {name for name, there in (("undo", steps.undo), ("redo", steps.redo)) if there}
        self._offer_commands()

    def _save_view_state(self) -> None:
        rank = self._made_rank
        if rank is not None:
            self.session.save_view_state(rank.view_state())

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
        there = self._offered | (self.stack.shown.can_repeat() if self.stack.current else set())
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
            self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize() - FRAME))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._alt_key.watch(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.rooms.files.import_paths(dropped(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.asks_before_closing and self.session.jobs.editing:
            event.ignore()
            leave_after_work(self, self.session)
            return
        self._finish_edits()
        rank = self._made_rank
        if rank is not None:
            rank.keep()
        self.settings.put(WINDOW, self.saveGeometry().toBase64().toStdString())
        self._alt_key.watch(False)
        super().closeEvent(event)
        self.closed.emit()


def basis_words(board: Board) -> str:
    """What the ranking rests on: the score model and the rubric, with their versions."""
    model = board.score_model.partition("#")[0].removeprefix("entregent-")
    name, _, version = board.rubric.rpartition(" ")
    return tr("Score model {model} · rubric “{name}”, version {version}", model=model, name=name, version=version)
