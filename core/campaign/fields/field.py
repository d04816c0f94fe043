"""A field: one fact of a ranked candidate, how it is read, and in which places it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.campaign.board import Board
from core.campaign.fields.readings import Listed
from core.campaign.fields.units import Unit
from core.model import LongArray, Texts

Place = Literal["table", "json", "snapshot", "export", "frame", "report", "dossier"]
"""The window's table; the command line's JSON; the frozen list; its CSV and XLSX; the data frame; the printed report;
the window's dossier. ``export`` and ``report`` are read from ``snapshot``."""


@dataclass(frozen=True)
class Field:
    """One fact. ``title`` is English and passes ``tr`` where shown; ``heading`` is an export's where that differs.

    It is read in one of four ways: ``texts`` and ``column`` from the board alone, for rows (m,) of it; ``read`` from
    rows of the list, since it moves with the weight; and without any of these person by person where a list is frozen
    (``core.shortlist.taking``). Of a field in ``parts`` each reading is a mapping from a part's key to its values.

    ``absent`` says why it does not stand in a place, ``names`` under which older name a place knows it, ``after``
    behind which field it stands there where that is not its order here. ``always``: no export goes without it.
    ``online``: nobody who is off line by choice is lost by a filter on it.
    """

    key: str
    title: str
    unit: Unit
    texts: Callable[[Board], Texts] | None = None
    column: Callable[[Board, LongArray], Any] | None = None
    read: Callable[[Listed], Any] | None = None
    parts: bool = False
    heading: str = ""
    always: bool = False
    online: bool = False
    absent: Mapping[Place, str] = field(default_factory=dict)
    names: Mapping[Place, str] = field(default_factory=dict)
    after: Mapping[Place, str] = field(default_factory=dict)

    def name_in(self, place: Place) -> str:
        """The key under which a place knows this field."""
        return self.names.get(place, self.key)

    @property
    def personal(self) -> bool:
        """Whether it is read person by person, where a list is frozen."""
        return not (self.texts or self.column or self.read)

    def values_on(self, board: Board, rows: LongArray) -> Any:
        """The values of some rows of the board, (m,); only for what does not move with the weight."""
        if self.texts:
            return self.texts(board).take(rows.tolist())
        if self.column is None:
            raise TypeError(f"{self.key} is not read from the board alone")
        return self.column(board, rows)

    def values_of(self, listed: Listed) -> Any:
        """The values of rows of the list, (m,), in this field's unit."""
        return self.read(listed) if self.read else self.values_on(listed.board, listed.window.index)
