"""How a table of rows looks, whatever stands in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.parts import theme


def table_look(widget: QWidget) -> str:
    """Room around the cells, a quiet heading row, and a selection that leaves the text as it is."""
    c, pad = theme.colours(widget), round(theme.scaled(widget, 8))
    return f"""
        QTableView {{ background: {c.card.name()}; selection-background-color: {c.chosen.name()};
            selection-color: {c.ink.name()}; }}
        QTableView::item {{ padding: 0 {pad}px; }}
        QHeaderView::section {{ background: {c.card.name()}; color: {c.quiet.name()}; border: none;
            border-bottom: 1px solid {c.edge.name()}; padding: {pad}px; }}
    """
