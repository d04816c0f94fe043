"""Rank: the weight and what it is worth above, the ranked table, the map and the dossier of whoever is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from core.i18n import tr
from core.settings import Settings
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts.card import Card
from gui.parts.controls import QuietSplitter
from gui.parts.place import Place
from gui.rank.dossier.panel import DossierPanel
from gui.rank.header import Header
from gui.rank.map.view import MapView
from gui.rank.search import SearchField
from gui.rank.table import memory
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView

WIDTHS, HEIGHTS = [792, 612], [380, 330]


class RankPlace(Place):
    """Shows a ``Live``. How it was left is restored when it is made, and kept by ``keep``."""

    def __init__(self, session: Session, live: Live, settings: Settings) -> None:
        super().__init__("rank", tr("Ranking"))
        self.session, self.live, self.settings = session, live, settings
        self.header = Header(live)
        self.search = SearchField(session, live)
        self.ranking, self.map = RankingView(live), MapView(live)
        self.filter_strip, self.pinned_pane = FilterStrip(live), PinnedPane(self.ranking)
        self.dossier = DossierPanel(session, live, settings)
        self._fill_content()
        self._connect_parts()
        memory.restore(settings, self.ranking, self.pinned_pane, (self.parts, self.right))

    def _fill_content(self) -> None:
        table, chart = Card("table_card"), Card("map_card")
        table.setAccessibleName(tr("Ranking"))
        chart.setAccessibleName(tr("Map"))
        for part in (self.search, self.filter_strip, self.pinned_pane, self.ranking):
            table.contents.addWidget(part)
        chart.contents.addWidget(self.map)
        self.right = _make_splitter("right", Qt.Orientation.Vertical, (chart, self.dossier), HEIGHTS)
        self.parts = _make_splitter("parts", Qt.Orientation.Horizontal, (table, self.right), WIDTHS)
        self.content.addWidget(self.header)
        self.content.addWidget(self.parts, 1)

    def _connect_parts(self) -> None:
        self.filter_strip.changed.connect(lambda: self.ranking.columns.show_filtered(self.filter_strip.filters))
        self.map.picked.connect(self.ranking.reveal)
        self.search.found_people.connect(self.filter_strip.show_found)
        self.search.accepted.connect(self._select_first)

    def begin(self) -> None:
        self.ranking.setFocus(Qt.FocusReason.OtherFocusReason)

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
