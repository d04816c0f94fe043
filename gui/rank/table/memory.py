"""How the table was left: columns, panes and their sizes in the settings, with each campaign what it is read by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSplitter

from core.settings import TABLE, Settings
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.filters import Filter
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView


def keep(settings: Settings, table: RankingView, pane: PinnedPane, parts: Sequence[QSplitter] = ()) -> None:
    """Remembers the view. Columns that other models and rubrics have, and this one has not, stay remembered."""
    held = _read_object(settings.get(TABLE))
    columns = {**held.get("columns", {}), **table.columns.layout_kept()}
    sizes = {part.objectName(): part.sizes() for part in parts}
    kept = {"columns": columns, "hold": table.keep_in_view, "pinned": pane.wanted, "sizes": sizes}
    settings.put(TABLE, json.dumps(kept))


def restore(settings: Settings, table: RankingView, pane: PinnedPane, parts: Sequence[QSplitter] = ()) -> None:
    """Puts the view back as it was left; nothing happens where none was kept."""
    held = _read_object(settings.get(TABLE))
    if held:
        table.keep_in_view = bool(held.get("hold"))
        table.restore(held.get("columns", {}))
        pane.want(bool(held.get("pinned", True)))
        for part in parts:
            part.setSizes(held.get("sizes", {}).get(part.objectName(), part.sizes()))


def view_state(table: RankingView, strip: FilterStrip) -> str:
    """The filters and the order for reading as text; empty where the whole list stands in its own order."""
    kept = {"filters": strip.as_data(), "sorted": table.columns.sorted}
    return json.dumps(kept, ensure_ascii=False) if any(kept.values()) else ""


def restore_view_state(text: str, table: RankingView, strip: FilterStrip) -> None:
    """Puts filters and order back; what an older version wrote otherwise is passed over."""
    held = _read_object(text)
    try:
        conditions, order = [Filter(**each) for each in held.get("filters", ())], held.get("sorted")
    except TypeError:
        return
    if conditions:
        strip.put(*conditions)
    if order:
        table.columns.read_in((str(order[0]), bool(order[1])))


def _read_object(text: str) -> dict[str, Any]:
    try:
        held = json.loads(text or "{}")
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
