"""The form for a person added by hand, on the networks or on none."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import tr
from core.model import PLATFORMS, Person
from gui.parts.form import Form

SHOWN = {"instagram": "Instagram", "youtube": "YouTube", "tiktok": "TikTok", "twitter": "X / Twitter"} | {
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "web": "Blog",
}


class PersonDialog(Form):
    """``person()`` is who was typed."""

    def __init__(self, parent: QWidget, market: str = "") -> None:
        text = tr("Somebody who is on no network is ranked by credibility alone, and never hidden by a score.")
        super().__init__("person_dialog", tr("Add a person"), tr("Add"), parent, text)
        self.name = self.line("person_name", tr("Name"))
        self.offline = self.tick("person_offline", tr("On no network, by choice"))
        self.platform = self.choice("person_platform", tr("Network"), [(p, SHOWN[p]) for p in PLATFORMS], PLATFORMS[0])
        self.handle = self.line("person_handle", tr("Account"), hint="@name")
        self.organisation = self.line("person_organisation", tr("Organisation"))
        self.market = self.line("person_market", tr("Market"), market)
        self.email = self.line("person_email", tr("E-mail"))
        self.offline.toggled.connect(self._show_offline)

    def person(self) -> Person:
        """Who was typed; ``id`` means nothing yet."""
        handle = self.handle.text().strip().lstrip("@").lower()
        online = not self.offline.isChecked()
        return Person(
            0,
            self.name.text().strip(),
            handles={self.platform.currentData(): handle} if handle and online else {},
            email=self.email.text().strip(),
            market=self.market.text().strip(),
            organisation=self.organisation.text().strip(),
            offline=not online,
        )

    def check(self) -> None:
        with self.about(self.name):
            if not self.name.text().strip():
                raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))

    def _show_offline(self, off: bool) -> None:
        self.platform.setEnabled(not off)
        self.handle.setEnabled(not off)
