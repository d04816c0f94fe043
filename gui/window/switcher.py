"""The list behind the campaign's name: all campaigns of this workspace, a new one, and other workspaces."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import day, tr
from gui.desk.session import Session
from gui.parts.named import named
from gui.window.file_commands import Files
from gui.window.places import Standing, state_words


def show_switcher(
    under: QWidget, standing: Standing | None, session: Session, files: Files, choose: Callable[[int], None]
) -> QMenu:
    """Opens the list under a widget. ``choose`` (id) is for a campaign of this workspace."""
    menu = named(QMenu(under), "campaign_menu")
    menu.setAccessibleName(tr("Campaigns"))
    for listed in standing.campaigns if standing else []:
        one = listed.campaign
        facts = (one.name.replace("&", "&&"), day(one.day, "medium"), state_words(listed.state))
        action = menu.addAction(" · ".join(filter(None, facts)))
        action.setObjectName(f"campaign_{one.id}")
        action.setCheckable(True)
        action.setChecked(one.id == session.campaign)
        action.triggered.connect(lambda checked=False, number=one.id: choose(number))
    menu.addSeparator()
    for name, text, command in (
        ("switch_new", tr("New campaign…"), files.new_campaign),
        ("switch_open", tr("Open another workspace…"), files.open),
        ("switch_sample", tr("Look at the sample campaign"), files.sample),
    ):
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda checked=False, command=command: command())
    menu.addSeparator()
    for at, path in enumerate(files.recent()):
        if path != session.path:
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setObjectName(f"switch_recent_{at}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda checked=False, path=path: files.open_path(path))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))
    return menu
