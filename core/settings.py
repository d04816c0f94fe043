"""Settings: each declared once with its type, default and description; kept as JSON in the user's own folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from core.i18n import LANGUAGES

Value = TypeVar("Value")


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One setting. ``valid`` refuses what an edited or older file may hold; the default then serves."""

    name: str
    default: Value
    description: str
    valid: Callable[[object], bool]


def _one_of(*choices: str) -> Callable[[object], bool]:
    return lambda value: value in choices


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


LANGUAGE = Setting("language", "", "Language of the window; empty follows the system", _one_of("", *LANGUAGES))
THEME = Setting("theme", "system", "Light, dark, or as the system", _one_of("system", "light", "dark"))
ASSESSOR = Setting("assessor", "", "Your name beside the levels you give", _is_text)
SHOW_OTHERS = Setting("show_others", False, "Other assessors’ levels are shown before you have rated", _is_switch)
RECENT: Setting[list[str]] = Setting("recent", [], "Workspaces opened lately", _is_texts)
BACKUPS = Setting("backups", True, "Backups are made by themselves", _is_switch)
BACKUP_FOLDER = Setting("backup_folder", "", "Folder of the backups; empty: beside each workspace", _is_text)
WINDOW = Setting("window", "", "Place and size of the window", _is_text)
MENU_BAR = Setting("menu_bar", False, "The menu bar stands above the window always", _is_switch)
TABLE = Setting("table", "", "Columns of the ranked table", _is_text)


class Settings:
    """The settings in one file. A file that cannot be read is as good as none: settings never stop anyone."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or default_path()
        self._values = _read_file(self._path)

    @property
    def folder(self) -> Path:
        """Where the settings lie, and what else the program writes for this user alone."""
        return self._path.parent

    def get(self, setting: Setting[Value]) -> Value:
        """The value, or the default where there is none or an unfit one."""
        value = self._values.get(setting.name, setting.default)
        return value if setting.valid(value) else setting.default  # type: ignore[return-value]

    def put(self, setting: Setting[Value], value: Value) -> None:
        """Keeps a value, at once. ValueError when it is not fit."""
        if not setting.valid(value):
            raise ValueError(setting.name)
        self._values[setting.name] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")


def default_path() -> Path:
    """Where this system keeps a program's settings."""
    from platformdirs import user_config_path

    return user_config_path("Entregent", appauthor=False) / "settings.json"


def _read_file(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
