"""The settings: language, appearance, and the name beside the levels one gives."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.i18n import current, tr
from core.settings import ASSESSOR, LANGUAGE, THEME, Settings
from gui.parts.form import Form

THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
LANGUAGES = (("en", "English"), ("fr", "Français"))


class SettingsDialog(Form):
    """``keep`` writes what was chosen."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__("settings_dialog", tr("Settings"), tr("Keep"), parent)
        self.settings = settings
        self.language = self.choice("settings_language", tr("Language"), LANGUAGES, current())
        themes = [(value, tr(text)) for value, text in THEMES]
        self.theme = self.choice("settings_theme", tr("Appearance"), themes, settings.get(THEME))
        self.assessor = self.line(
            "settings_assessor", tr("Your name"), settings.get(ASSESSOR), tr("stands beside the levels you give")
        )

    def keep(self) -> None:
        """Keeps the settings."""
        self.settings.put(LANGUAGE, self.language.currentData())
        self.settings.put(THEME, self.theme.currentData())
        self.settings.put(ASSESSOR, self.assessor.text().strip())
