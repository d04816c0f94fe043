"""Qt's Python binding must not lose references of True and None (6.12.0 did, and then aborted the process)."""

from __future__ import annotations

import os
import subprocess
import sys

CHILD = """
import sys
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication
from gui.desk.live import Live
from gui.rank.map.view import MapView
from gui.rank.table.view import RankingView
from tests.gui.fiction import board

app = QApplication([])

class Speaker(QObject):
    said = Signal(bool)

speaker, image = Speaker(), QImage(40, 40, QImage.Format.Format_RGB32)
live = Live()
live.show(board(200))
views = [RankingView(live), MapView(live)]
for view in views:
    view.resize(600, 400)

def work():
    speaker.said.emit(True)
    painter = QPainter(image)
    painter.setPen(QPen(QColor("red")))
    painter.setBrush(QColor("blue"))
    painter.fillRect(QRectF(0, 0, 5, 5), QColor("green"))
    painter.drawRect(QRectF(0, 0, 5, 5))
    painter.drawLine(0, 0, 5, 5)
    painter.save()
    painter.restore()
    painter.end()

def paint(turn):
    live.set_weight(turn * 10)
    for view in views:
        view.grab()

def lost(call):
    for turn in range(5):
        call(turn)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for turn in range(100):
        call(turn)
    after = sys.getrefcount(True), sys.getrefcount(None)
    return [b - a for b, a in zip(before, after)]

print(*lost(lambda turn: work()), *lost(paint))
"""


def test_a_hundred_signals_and_paints_lose_no_reference() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join([".", *sys.path])},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    lost = [int(word) for word in run.stdout.split()]
    assert len(lost) == 4
    assert max(lost) < 50, f"references lost in 100 turns (True, None twice): {lost}"
