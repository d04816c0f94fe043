"""The name beside the levels one gives: asked for once, where it is first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import tr
from core.settings import ASSESSOR, Settings
from gui.parts.form import Form


class AssessorForm(Form):
    """Asks for the name that stands beside one's levels."""

    def __init__(self, parent: QWidget) -> None:
        text = tr(
            "It stands beside the levels you give, so that several people can assess without seeing each other’s."
        )
        super().__init__("assessor_dialog", tr("Your name"), tr("Begin"), parent, text)
        self.name = self.line("assessor_name", tr("Name"))

    def check(self) -> None:
        with self.about(self.name):
            if not self.name.text().strip():
                raise Trouble(tr("Levels bear the name of whoever gives them."), "", tr("Enter your name."))


def name_assessor(parent: QWidget, settings: Settings, then: Callable[[], object]) -> None:
    """Does something that bears the assessor's name; several could not be told apart without."""
    if settings.get(ASSESSOR):
        then()
        return
    form = AssessorForm(parent)

    def begin() -> None:
        settings.put(ASSESSOR, form.name.text().strip())
        then()

    form.accepted.connect(begin)
    form.open()
