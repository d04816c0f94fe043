"""The settings: language, appearance, and the name beside the levels one gives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import current, tr
from core.settings import ASSESSOR, BACKUP_FOLDER, BACKUPS, LANGUAGE, THEME, Settings
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

        self.backups = self.tick("settings_backups", tr("Backups are made by themselves"), settings.get(BACKUPS))
        self.backup_folder = self.line(
            "settings_backup_folder",
            tr("Folder of the backups"),
            settings.get(BACKUP_FOLDER),
            tr("beside each workspace"),
        )

    def check(self) -> None:
        """Raises Trouble for a folder that is not there."""
        with self.about(self.backup_folder):
            folder = self.backup_folder.text().strip()
            if folder and not Path(folder).is_dir():
                raise Trouble(tr("There is no such folder."), folder, tr("Choose another, or leave it blank."))

    def keep(self) -> None:
        """Keeps the settings."""
        self.settings.put(BACKUPS, self.backups.isChecked())
        self.settings.put(BACKUP_FOLDER, self.backup_folder.text().strip())
        self.settings.put(LANGUAGE, self.language.currentData())
        self.settings.put(THEME, self.theme.currentData())
        self.settings.put(ASSESSOR, self.assessor.text().strip())
