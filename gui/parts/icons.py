"""The window's own line icons: each a path in a square of 20, drawn in any colour and size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

STROKE = 1.6
PATHS = {
    "campaign": "M5 18V3M5 4h9l-2 3.5L14 11H5",
    "people": "M7 9.5a3 3 0 1 0 0-6a3 3 0 1 0 0 6M2 16.5c0-3 2-5 5-5s5 2 5 5"
    "M13 9a2.6 2.6 0 1 0 0-5M14.5 11.7c2.2.5 3.5 2.3 3.5 4.8",
    "assess": "M4 3h12v14H4zM7 7h6M7 10.5h6M7 14h3",
    "rank": "M3 5h14M3 10h10M3 15h6",
    "list": "M4 3h12v14H4zM7 7h6M7 10h4M12.5 13.6a2 2 0 1 0 .01 0",
    "invitations": "M2.5 4.5h15v11h-15zM2.5 5.5l7.5 5.5l7.5-5.5",
    "rights": "M10 2.5l6.5 2.3v4.7c0 4-2.7 6.8-6.5 8c-3.8-1.2-6.5-4-6.5-8V4.8zM7 9.8l2.2 2.2l4-4.2",
    "find": "M9 14.5a5.5 5.5 0 1 0 0-11a5.5 5.5 0 1 0 0 11M13 13l4 4",
    "settings": "M10 12.8a2.8 2.8 0 1 0 0-5.6a2.8 2.8 0 1 0 0 5.6M10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2"
    "M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M15.3 4.7l-1.6 1.6M6.3 13.7l-1.6 1.6",
    "help": "M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 1 0 0 15M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14.2v.1",
    "switch": "M6 8l4-4l4 4M6 12l4 4l4-4",
    "drop": "M10 3v9M6 8.5l4 4l4-4M3 14v3h14v-3",
}


@cache
def _drawn(name: str, colour: str) -> QSvgRenderer:
    path = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="{PATHS[name]}" fill="none" '
        f'stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return QSvgRenderer(path.encode())


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draws an icon of ``PATHS`` into a square box."""
    _drawn(name, colour.name()).render(painter, box)
