"""Rank: the weight and what it is worth above, the ranked table, the map and the dossier of whoever is selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.campaign import ranked
from core.i18n import integer, tr, trn
from core.settings import Settings
from gui.desk.actions import campaigns, rules
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.columns import is_narrow
from gui.parts.controls import QuietSplitter, Tabs
from gui.parts.named import named
from gui.parts.place import Place
from gui.rank.dossier.panel import DossierPanel
from gui.rank.figures import FigureSwitch
from gui.rank.header import Header
from gui.rank.map.view import MapView
from gui.rank.search import SearchField
from gui.rank.table import memory
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.legend import BarLegend
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView

if TYPE_CHECKING:
    from core.campaign.rules import Rules
    from gui.rank.rules.rules_sheet import RulesSheet

LEAST_HIGH = 480
"""Pixels at 100 %: in a lower page the weight gives its curve's room to the table."""
WIDTHS, HEIGHTS = [728, 440], [380, 330]


class RankPlace(Place):
    """Shows a ``Live``. How it was left is restored when it is made, and kept by ``keep``."""

    def __init__(self, session: Session, live: Live, settings: Settings) -> None:
        super().__init__("rank", tr("Ranking"))
        self.session, self.live, self.settings = session, live, settings
        self.header = Header(live)
        self.search = SearchField(session, live)
        self.ranking, self.map = RankingView(live), MapView(live)
        self.filter_strip, self.pinned_pane = FilterStrip(live), PinnedPane(self.ranking)
        self.legend = BarLegend()
        self.dossier = DossierPanel(session, live, settings)
        self._fill_content()
        self._connect_parts()
        memory.restore(settings, self.ranking, self.pinned_pane, (self.parts, self.right))

    def _fill_content(self) -> None:
        table, chart = Card("table_card"), Card("map_card")
        table.setAccessibleName(tr("Ranking"))
        chart.setAccessibleName(tr("Map"))
        tools = QWidget()
        tools.setObjectName("table_tools")
        row = QHBoxLayout(tools)
        row.setContentsMargins(12, 6, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.header.next)
        row.addStretch(1)
        row.addWidget(self.search, 20)
        row.insertWidget(1, self.header.tie)
        for part in (tools, self.filter_strip, self.pinned_pane, self.ranking, self.legend):
            table.contents.addWidget(part)
        chart.contents.addWidget(self.map)
        self._table_card = table
        self.right = _make_splitter("right", Qt.Orientation.Vertical, (chart, self.dossier), HEIGHTS)
        self.side = named(QWidget(), "side")
        self._beside = QVBoxLayout(self.side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.right)
        self.parts = _make_splitter("parts", Qt.Orientation.Horizontal, (table, self.side), WIDTHS)
        self.aside = named(QWidget(), "figures_aside")
        self._aside = QVBoxLayout(self.aside)
        self._aside.setContentsMargins(0, 0, 0, 0)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._columns: dict[str, tuple[QWidget, ...]] = {
            "table": (table, self.parts),
            "map": (chart, self.right, self.side, self.parts),
            "dossier": (self.dossier, self.right, self.side, self.parts),
            "figures": (self.aside,),
            "rules": (self.side, self.parts),
        }
        self.tabs = Tabs("rank_tabs")
        self.tabs.setAccessibleName(tr("Parts of the page"))
        for words in (tr("Ranking"), tr("Map"), tr("Dossier"), tr("Figures"), tr("Rules")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda at: self._arrange())
        self.narrow = self._sheet_open = False
        self._sheet: RulesSheet | None = None
        for part in (self.header, self.tabs):
            self.content.addWidget(part)
        self.content.addWidget(self.parts, 1)
        self.content.addWidget(self.aside, 1)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "narrow"):
            self._fit_room()

    def _fit_room(self) -> None:
        """In a small window, or with a large text, the columns become tabs, the left one first: nothing shrinks."""
        narrow = is_narrow(self)
        self.header.weight_bar.be_slim(self.height() < theme.scaled(self, LEAST_HIGH))
        if narrow == self.narrow:
            return
        self.narrow = narrow
        if narrow:
            self._aside.addWidget(self.header.figure_row)
            self._aside.addWidget(self.legend)
        else:
            self._table_card.contents.addWidget(self.legend)
            self.header.take_figures()
        self._arrange()

    def _arrange(self) -> None:
        """All columns beside each other, or the one whose tab is chosen."""
        self.tabs.setVisible(self.narrow)
        parts = {part for shown in self._columns.values() for part in shown}
        if self.narrow:
            wanted = set(self._columns[list(self._columns)[self.tabs.currentIndex()]])
        else:
            wanted = parts - {self.aside}
        if self._shows_rules():
            self._make_sheet()
            wanted -= {self.right}
        if self._sheet is not None:
            self._sheet.setVisible(self._shows_rules())
        for part in parts:
            part.setVisible(part in wanted)

    def _shows_rules(self) -> bool:
        """Whether the sheet of the rules is in sight: its tab is chosen, or it was opened beside the table."""
        return self.tabs.currentIndex() == list(self._columns).index("rules") if self.narrow else self._sheet_open

    def _make_sheet(self) -> RulesSheet:
        """The sheet of the rules, made when it is first wanted."""
        if self._sheet is None:
            from gui.rank.rules.rules_sheet import RulesSheet

            self._sheet = RulesSheet(self.live)
            self._sheet.closed.connect(self.close_rules)
            self._sheet.rules_kept.connect(self._keep_rules)
            self._sheet.cutoff_kept.connect(self._keep_cutoff)
            self._beside.addWidget(self._sheet)
        return self._sheet

    def open_rules(self, cutoff: bool = False) -> RulesSheet:
        """The sheet of the rules, in sight: the rules or the cut-off."""
        self._sheet_open = True
        self.show_part("rules")
        self._arrange()
        sheet = self._make_sheet()
        sheet.open(cutoff)
        return sheet

    def close_rules(self) -> None:
        """Map and dossier come back; what was typed into the sheet stays there."""
        self._sheet_open = False
        self.show_part("table")
        self._arrange()
        self.ranking.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_rules(self, wanted: Rules) -> None:
        self.session.act(rules.set_rules, self.session.campaign, wanted)

    def _keep_cutoff(self, cutoff: int) -> None:
        self.session.act(campaigns.change_campaign, self.session.campaign, cutoff=cutoff)

    def show_part(self, key: str) -> None:
        """Brings a column into sight: table, map, dossier or figures."""
        if self.narrow:
            self.tabs.setCurrentIndex(list(self._columns).index(key))

    def open_map(self) -> MapView:
        """The map, in sight."""
        self.show_part("map")
        return self.map

    def open_dossier(self) -> DossierPanel:
        """The dossier, in sight."""
        self.show_part("dossier")
        return self.dossier

    def open_table(self) -> RankingView:
        """The table, in sight."""
        self.show_part("table")
        return self.ranking

    def _connect_parts(self) -> None:
        self.filter_strip.changed.connect(lambda: self.ranking.columns.show_filtered(self.filter_strip.filters))
        self.header.figure_wanted.connect(self._show_figure)
        self.filter_strip.changed.connect(self._release_figure)
        self.map.picked.connect(self.ranking.reveal)
        for told in (self.live.shown, self.live.analysis_ready, self.live.settled):
            told.connect(lambda *settled: self._say_what_is_next())
        self.search.found_people.connect(self.filter_strip.show_found)
        self.search.accepted.connect(self._select_first)

    def begin(self) -> None:
        self.open_table().setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> Sequence[QWidget]:
        return self.header.weight_bar, self.header.holds, self.ranking, self.map, self.dossier.tabs, self.blue

    def show_campaign(self) -> None:
        """Another campaign has come into view: it is shown the way its table was last read."""
        memory.restore_view_state(self.session.view_state, self.ranking, self.filter_strip)

    def forget_filters(self) -> None:
        """Another campaign is about to come into view, to which the conditions of this one mean nothing."""
        self.filter_strip.forget()

    def view_state(self) -> str:
        """How the table is read now, as text."""
        return memory.view_state(self.ranking, self.filter_strip)

    def keep(self) -> None:
        """Remembers columns and sizes."""
        memory.keep(self.settings, self.ranking, self.pinned_pane, (self.parts, self.right))

    def _show_figure(self, figure: FigureSwitch | None) -> None:
        """Table and map show whom a figure counts, or everybody again."""
        if figure is None:
            self.filter_strip.show_figure("", None)
        else:
            self.filter_strip.show_figure(figure.words, partial(self.header.mask_of, figure))

    def _release_figure(self) -> None:
        if not self.filter_strip.has_figure:
            self.header.release()

    def _say_what_is_next(self) -> None:
        """What to do here, and how many seats are held by people whom nobody has assessed."""
        board, ranking = self.live.board, self.live.ranking
        if board is None or ranking is None or not len(board):
            self.say_next(tr("Import people first: there is nobody to rank yet."))
            return
        unknown = len(ranked.unassessed_in(board, ranking))
        words = tr("Move the weight, look at whom it brings in, then freeze.")
        doubt = trn(
            "{n} of the {seats} seats is held by somebody nobody has assessed.",
            "{n} of the {seats} seats are held by people nobody has assessed.",
            unknown,
            seats=integer(self.live.seats),
        )
        self.say_next(f"{words} {doubt}" if unknown else words, ranked.stand_in_words(board) if unknown else "")

    def _select_first(self) -> None:
        """From the search to the first of those found."""
        first = self.ranking.model().candidate(0)
        if first is not None:
            self.live.select(first)
            self.begin()


def _make_splitter(name: str, way: Qt.Orientation, widgets: tuple[QWidget, ...], sizes: list[int]) -> QSplitter:
    splitter = QuietSplitter(name, way)
    for at, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(at, sizes[at])
    splitter.setSizes(sizes)
    return splitter
