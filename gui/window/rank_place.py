"""Rank joined to what the other rooms do for it. Loaded when the place is first needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from core.i18n import tr
from gui.desk.desk import Desk
from gui.rank.place import RankPlace
from gui.window.rooms import Rooms


def make_rank_place(desk: Desk, rooms: Rooms) -> RankPlace:
    """Rank, with what the other rooms do for it; showing at once what there is."""
    place = RankPlace(desk.session, desk.live, desk.settings)
    place.filter_strip.everyone_wanted.connect(rooms.edit.everyone)
    place.filter_strip.wanted.connect(rooms.choosing.show_only)
    place.ranking.columns.filter_wanted.connect(rooms.choosing.show_only)
    for view in (place.ranking, place.map):
        view.activated_candidate.connect(lambda row: rooms.stature.assess())
    place.header.triage_wanted.connect(rooms.stature.next)
    place.header.tie_wanted.connect(rooms.choosing.tie)
    place.dossier.evidence_wanted.connect(rooms.stature.evidence)
    place.dossier.said.connect(desk.say)
    place.dossier.name_wanted.connect(desk.name_assessor)
    place.dossier.why_wanted.connect(rooms.candidates.why)
    paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), place.ranking)
    paste.setContext(Qt.ShortcutContext.WidgetShortcut)
    paste.activated.connect(rooms.files.paste)
    place.offer(tr("Freeze and sign…"), rooms.shortlist.freeze)
    place.add_button("rank_rules", tr("Rules…"), rooms.choosing.rules)
    if desk.live.board is not None:
        desk.live.tell_all()
        place.show_campaign()
    return place
