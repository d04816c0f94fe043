"""Assess: one person after another, whole size."""

from __future__ import annotations

from core.i18n import tr
from core.settings import ASSESSOR
from gui.assess.assess_view import AssessView
from gui.assess.commands import Assessing
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace


class AssessPlace(PagePlace):
    """The assessing page of the campaign in view. What was given here is in the ranking once the place is left."""

    def __init__(self, desk: Desk, commands: Assessing) -> None:
        super().__init__("assess", tr("Assess"), desk)
        self._stale = False
        self.add_button("assess_differences", tr("Differences and agreement…"), commands.review)
        self.add_button("assess_assessors", tr("Assessors…"), commands.assessors)
        self.add_button("assess_sheet", tr("Sheet for somebody else…"), commands.sheet_out)

    @property
    def view(self) -> AssessView | None:
        """The page, once there is one."""
        return self.page if isinstance(self.page, AssessView) else None

    def make_page(self) -> AssessView | None:
        self._stale = False
        if not self.settings.get(ASSESSOR):
            return None
        view = AssessView(self, self.session, self.settings, self.live.weight)
        view.counted.connect(self._show_counted)
        view.edited_on.connect(self._note_edit)
        return view

    def show_next(self) -> None:
        view = self.view
        if view is None:
            self.say_next(tr("Levels bear the name of whoever gives them."))
            self.offer(tr("Your name…"), lambda: self.desk.name_assessor(self._begin_named))
        else:
            self.offer(tr("Next person"), view.show_next)
            self.blue.setToolTip(tr("Enter"))

    def look_again(self) -> None:
        if self.view is not None:
            self.view.look_again(self.live.weight)

    def leave(self) -> None:
        if self._stale:
            self._stale = False
            self.session.refresh()

    def undo(self) -> bool:
        view = self.view
        if view is None or not view.edited:
            return False
        view.undo()
        return True

    def redo(self) -> bool:
        view = self.view
        if view is None or not view.undone:
            return False
        view.redo()
        return True

    def can_repeat(self) -> set[str]:
        view = self.view
        if view is None:
            return set()
        return {name for name, done in (("undo", view.edited), ("redo", view.undone)) if done}

    def _show_counted(self, words: str) -> None:
        self.say_next(words)

    def _note_edit(self) -> None:
        self._stale = True
        self.repeatable.emit()

    def _begin_named(self) -> None:
        self.follow()
        self.begin()
