"""The ranked list as a Qt model: only the rows in sight are ever turned into text."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.campaign.fields.units import STATES, TOTAL_PARTS, state_word
from core.i18n import decimal, integer, tr
from gui.desk.live import Live
from gui.parts.plain import plain_tip
from gui.rank.table.columns import Column, columns, intervals_text
from gui.rank.table.rows import Rows, rows

BLOCK = 64
KEPT_NAMES = 4096
"""Names are kept by candidate: a moved weight shows mostly the same people in another order."""

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class RankingModel(QAbstractTableModel):
    """Rows are places of the list, columns are data. ``rows`` serves the painting; ``data`` serves everything else."""

    def __init__(self, live: Live, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.columns: list[Column] = columns(live.board)
        self._rows: Rows | None = None
        self._names: dict[int, str] = {}
        self._count = 0
        live.shown.connect(self._show_board)
        live.moved.connect(self._forget_rows)
        live.analysis_ready.connect(self._forget_rows)
        live.list_changed.connect(self._follow_list)
        self._show_board()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title(self.live.seats)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.named(self.live.seats)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.rows_around(index.row())
        if found is None:
            return None
        place = index.row() - found.first
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.describe(found, place))
        return self.columns[index.column()].read(found)[place]

    def rows(self, first: int, count: int) -> Rows | None:
        """The rows from a place on, kept until something moves."""
        kept = self._rows
        if kept is not None and kept.first == first and len(kept) == min(count, self._count - first):
            return kept
        live = self.live
        if live.board is None or live.ranking is None or live.listing is None:
            return None
        window = live.listing.window(first, count)
        names = self.names(window.index.tolist())
        self._rows = rows(live.board, live.ranking, window, names, live.stability)
        return self._rows

    def rows_around(self, place: int) -> Rows | None:
        """Some rows with this place among them."""
        kept = self._rows
        if kept is not None and kept.first <= place < kept.first + len(kept):
            return kept
        return self.rows(place - place % BLOCK, BLOCK) if 0 <= place < self._count else None

    def names(self, indices: list[int]) -> list[str]:
        """The names of these candidates."""
        board = self.live.board
        if board is None:
            return []
        missing = [i for i in indices if i not in self._names]
        if missing:
            if len(self._names) > KEPT_NAMES:
                self._names.clear()
                missing = indices
            self._names.update(zip(missing, board.name.take(missing), strict=True))
        return [self._names[i] for i in indices]

    def candidate(self, place: int) -> int | None:
        """The candidate at a place of the list."""
        found = self.rows_around(place)
        return None if found is None else int(found.index[place - found.first])

    def column(self, key: str) -> int:
        """Where the column of this key stands."""
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    def describe(self, found: Rows, at: int) -> str:
        """Everything about one row in words, as its tooltip says it."""
        lines = [found.names[at]]
        if found.rank[at]:
            total = decimal(found.total[at] / TOTAL_PARTS)
            rank = integer(found.rank[at])
            lines.append(tr("rank {rank} · total {total}", rank=rank, total=total))
        if found.tied[at]:
            lines.append(tr("tied: another candidate has the same total"))
        if found.by_rule[at]:
            lines.append(tr("in by a rule") if found.by_rule[at] > 0 else tr("gave way to a rule"))
        if state_word(STATES[found.state[at]]):
            lines.append(state_word(STATES[found.state[at]]))
        lines.append(self.columns[self.column("bars")].read(found)[at])
        lines += self._issue_words(found, at)
        if found.intervals[at]:
            lines.append(tr("holds a seat for {weights}", weights=intervals_text(found.intervals[at])))
        return "\n".join(lines)

    def _issue_words(self, found: Rows, at: int) -> list[str]:
        lines = []
        if not (found.score_known[at] or found.offline[at]):
            lines.append(tr("no score (an audience or reactions are needed): the middle score of the others counts"))
        if not found.credibility_known[at]:
            lines.append(tr("not assessed yet: the middle credibility of the others counts"))
        if found.high[at] > found.low[at]:
            low, high = decimal(found.low[at] / TOTAL_PARTS), decimal(found.high[at] / TOTAL_PARTS)
            lines.append(tr("total between {low} and {high}", low=low, high=high))
            best, worst = found.possible[at]
            if best:
                lines.append(tr("rank between {best} and {worst}", best=integer(best), worst=integer(worst)))
        return lines

    def _forget_rows(self) -> None:
        self._rows = None

    def _show_board(self) -> None:
        self._names.clear()
        fresh = columns(self.live.board)
        if [c.key for c in fresh] != [c.key for c in self.columns]:
            self.beginResetModel()
            self.columns = fresh
            self._count = self._count_listed()
            self._rows = None
            self.endResetModel()
        else:
            self._follow_list()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _follow_list(self) -> None:
        """Another list. A reset only where its length changes, so that an edit leaves the view where it stands."""
        self._rows = None
        length = self._count_listed()
        if length != self._count:
            self.beginResetModel()
            self._count = length
            self.endResetModel()

    def _count_listed(self) -> int:
        return 0 if self.live.listing is None else len(self.live.listing)
