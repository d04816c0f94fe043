"""Assess: one person after another, whole size."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import tr
from core.settings import ASSESSOR
from gui.assess.assess_view import AssessView
from gui.assess.commands import Assessing
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import label
from gui.parts.named import named
from gui.parts.theme import STRONG

NAME_WIDTH = 384


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

    def make_page(self) -> QWidget:
        self._stale = False
        if not self.settings.get(ASSESSOR):
            return self._make_name_card()
        view = AssessView(self, self.session, self.settings, self.live.weight)
        view.counted.connect(self._show_counted)
        view.edited_on.connect(self._note_edit)
        return view

    def show_next(self) -> None:
        view = self.view
        if view is None:
            self.say_next(tr("Levels bear the name of whoever gives them."))
            self.offer(tr("Begin"), self._take_name)
        else:
            self.offer(tr("Next person"), view.show_next)
            self.blue.setToolTip(tr("Enter"))

    def come(self) -> None:
        if self.view is None and self.settings.get(ASSESSOR):
            self.make_anew()  # the name was given elsewhere meanwhile
        else:
            self.follow()

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

    def _make_name_card(self) -> QWidget:
        """The name beside one's levels, asked for once, in the page itself."""
        card = Card("assess_name_card")
        card.setAccessibleName(tr("Your name"))
        card.setMaximumWidth(round(theme.scaled(self, NAME_WIDTH)))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.name = named(QLineEdit(), "assess_own_name")
        self.name.setAccessibleName(tr("Your name"))
        self.name.setMinimumHeight(round(theme.scaled(self, 32)))
        self.name.returnPressed.connect(self._take_name)
        lines = QVBoxLayout()
        lines.setContentsMargins(16, 14, 16, 16)
        lines.setSpacing(8)
        lines.addWidget(label("assess_name_title", tr("Your name"), weight=STRONG))
        lines.addWidget(self.name)
        card.contents.addLayout(lines)
        page = named(QWidget(), "assess_name_page")
        page.setFocusProxy(self.name)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch()
        return page

    def _take_name(self) -> None:
        name = self.name.text().strip()
        if name:
            self.settings.put(ASSESSOR, name)
            self.make_anew()
        self.begin()
