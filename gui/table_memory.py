"""How the table was left: columns, the pane of the pinned, the candidate held in view; kept between sessions."""

from __future__ import annotations

import json
from typing import Any

from core.settings import TABLE, Settings
from gui.pinned_pane import PinnedPane
from gui.ranking_view import RankingView


def keep(settings: Settings, table: RankingView, pane: PinnedPane) -> None:
    """Remembers the view. Columns that other models and rubrics have, and this one has not, stay remembered."""
    held = _read(settings)
    columns = {**held.get("columns", {}), **table.columns.layout_kept()}
    settings.put(TABLE, json.dumps({"columns": columns, "hold": table.keep_in_view, "pinned": pane.wanted}))


def restore(settings: Settings, table: RankingView, pane: PinnedPane) -> None:
    """Puts the view back as it was left; nothing happens where none was kept."""
    held = _read(settings)
    if held:
        table.keep_in_view = bool(held.get("hold"))
        table.restore(held.get("columns", {}))
        pane.want(bool(held.get("pinned", True)))


def _read(settings: Settings) -> dict[str, Any]:
    try:
        held = json.loads(settings.get(TABLE) or "{}")
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
