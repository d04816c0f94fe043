"""The place of rights: its frame around the view, the sentence of what is next, and the one blue button."""

from __future__ import annotations

from core.i18n import tr
from gui.desk.desk import Desk
from gui.parts.place import Place
from gui.rights.commands import RightsCommands
from gui.rights.rights_view import NextStep, RightsView


class RightsPlace(Place):
    """Rights of everybody in the workspace, whichever campaign is in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("rights", tr("People’s rights"))
        self.session = desk.session
        self.view = RightsView(desk.session)
        self.commands = RightsCommands(desk, self.view)
        self.register = self.add_button("rights_register", tr("Who answers…"), self.commands.answer_office)
        self.content.addWidget(self.view, 1)
        self.view.next_changed.connect(self._show_next)

    def come(self) -> None:
        if self.view.is_stale():
            self.follow()

    def follow(self) -> None:
        there = self.session.path is not None
        self.view.setVisible(there)
        self.register.setVisible(there)
        if there:
            self.view.look_again()
        else:
            self.say_next(tr("No workspace is open."))
            self.offer("", lambda: None)

    def begin(self) -> None:
        self.view.begin()

    def _show_next(self, step: NextStep) -> None:
        self.say_next(step.sentence)
        self.offer(step.words, self.commands.take_next_step)
