"""A place of the window that shows one page of the campaign in view, made anew for another campaign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from gui.desk.desk import Desk
from gui.desk.seen import InView
from gui.parts.place import Place


class PagePlace(Place):
    """A room says what its page is (``make_page``) and what is next on it (``show_next``)."""

    def __init__(self, key: str, title: str, desk: Desk) -> None:
        super().__init__(key, title)
        self.desk, self.session, self.live, self.settings = desk, desk.session, desk.live, desk.settings
        self.page: QWidget | None = None
        self._of: InView | None = None

    def make_page(self) -> QWidget | None:
        """The page of the campaign in view; None while it cannot be shown yet, ``show_next`` then says why."""
        raise NotImplementedError

    def show_next(self) -> None:
        """Says what is next and offers it."""

    def come(self) -> None:
        self.follow()

    def follow(self) -> None:
        if self.page is None or self._of != self.session.in_view:
            self._make_anew()
        elif self.isVisible():
            self.look_again()
        if self.session.board is not None:
            self.show_next()

    def look_again(self) -> None:
        """The campaign has changed, or the place has come back into view."""

    def begin(self) -> None:
        if self.page is not None:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.blue.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_anew(self) -> None:
        """Makes the page of the campaign in view once more."""
        self._make_anew()
        if self.session.board is not None:
            self.show_next()

    def regions(self) -> Sequence[QWidget]:
        return (self.blue,) if self.page is None else (self.page, self.blue)

    def _make_anew(self) -> None:
        if self.page is not None:
            self.content.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page, self._of = None, self.session.in_view
        if self.session.board is None:
            self.say_next(tr("There is no campaign yet: make one, or open one."))
            self.offer(tr("Go to the campaigns"), lambda: self.desk.go("campaign"))
            return
        self.page = self.make_page()
        if self.page is not None:
            self.content.addWidget(self.page, 1)
