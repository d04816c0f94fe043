"""Every text that is painted, watched while a window is: what was cut short, and what was drawn beyond its box."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

SLACK = 2.5
WRAPPED = int(Qt.TextFlag.TextWordWrap)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Lists, while it is open, each text that was elided, and each that is larger than the box it is drawn into."""
    found: list[str] = []
    elide = {kind: kind.elidedText for kind in (QFontMetrics, QFontMetricsF)}
    draw = QPainter.drawText

    def elided(kind: type) -> Callable[..., str]:
        def cut(metrics: Any, text: str, mode: Any, width: float, *more: Any) -> str:
            shown: str = elide[kind](metrics, text, mode, width, *more)
            if shown != text:
                found.append(text)
            return shown

        return cut

    def drawn(painter: QPainter, *values: Any) -> Any:
        boxed = len(values) == 3 and isinstance(values[0], QRect | QRectF) and isinstance(values[2], str)
        if boxed and _overflows(painter, *values):
            found.append(values[2])
        return draw(painter, *values)

    try:
        for kind in elide:
            kind.elidedText = elided(kind)  # type: ignore[method-assign, assignment]
        QPainter.drawText = drawn  # type: ignore[method-assign, assignment]
        yield found
    finally:
        for kind, usual in elide.items():
            kind.elidedText = usual  # type: ignore[method-assign, assignment]
        QPainter.drawText = draw  # type: ignore[method-assign]


def _overflows(painter: QPainter, box: QRect | QRectF, flags: Any, text: str) -> bool:
    """Whether a text is wider than its box, or, wrapped, higher."""
    metrics = QFontMetricsF(painter.font())
    if int(flags) & WRAPPED:
        room = QRectF(0, 0, box.width(), 10_000)
        return metrics.boundingRect(room, int(flags), text).height() > box.height() + SLACK
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) > box.width() + SLACK


def cut_when_painted(window: QWidget, of_the_user: Sequence[str]) -> list[str]:
    """The texts of the program that are cut while a window is painted; names and other texts of the user's may be."""
    with watched() as found:
        window.grab()
    return [text for text in dict.fromkeys(found) if text and not any(own in text for own in of_the_user if own)]
