"""Nothing in the window is without a name, nothing takes imported text for markup, and everything has its French."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core import i18n
from gui.parts.form import Form
from gui.people.importing import fields
from gui.rank.dossier import score
from gui.rank.table.filters import Filter
from gui.window import places, settings_dialog
from gui.window.menus import Choices, Entry, Menu
from tests.gui.pages.imports import people_place
from tests.gui.pages.window import WindowPage

ROOT = Path(__file__).resolve().parents[2]
DIALOGS = ("files.campaign_settings", "candidates.add", "stature.evidence", "files.settings", "candidates.exclude")
DIALOGS += ("ranking.seats", "shortlist.freeze", "choosing.show_only")
SCREENS = ("imports.past", "imports.mappings", "imports.words", "imports.duplicates", "imports.changes")


def _walk(top: QWidget) -> list[QWidget]:
    """What is of this program: not Qt's own inner parts."""
    inner = ("qt_", "Q")
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisibleTo(top)
        and not widget.objectName().startswith("qt_")
        and not (type(widget) is QWidget and isinstance(widget.parent(), QAbstractScrollArea))
        and not (widget.parent().objectName().startswith(inner) or type(widget.parent()).__name__ in _OWN_PARTS)
    ]


_OWN_PARTS = {"QComboBox", "QSpinBox", "QDoubleSpinBox", "QLineEdit", "QTabBar", "Tabs", "Number", "QMenuBar"}


def _nameless(top: QWidget) -> list[str]:
    return [f"{type(w).__name__} in {w.parent().objectName()}" for w in _walk(top) if not w.objectName()]


def _silent(top: QWidget) -> list[str]:
    """What the keyboard can reach, and a screen reader could not say."""
    reachable = (w for w in _walk(top) if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return [w.objectName() for w in reachable if not w.accessibleName()]


def _rich(top: QWidget) -> list[str]:
    labels = (w for w in _walk(top) if isinstance(w, QLabel))
    return [w.objectName() for w in labels if w.textFormat() != Qt.TextFormat.PlainText]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_widget_has_its_names(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    page = WindowPage(qtbot, tmp_path, language)
    assert (_nameless(page.window), _silent(page.window), _rich(page.window)) == ([], [], [])
    page.open_sample()
    page.after(lambda: page.live.select(3))
    page.after(lambda: page.window.rank.filter_strip.put(Filter("market", "Data", True), Filter("score", low=10)))
    for tab in range(page.window.rank.dossier.tabs.count()):
        page.window.rank.dossier.tabs.setCurrentIndex(tab)
        assert (_nameless(page.window), _silent(page.window), _rich(page.window)) == ([], [], [])
    for command in DIALOGS:
        page.trigger(command)
        form = page.dialog(Form)
        assert (command, _nameless(form), _silent(form), _rich(form)) == (command, [], [], [])
        form.reject()
    page.after(lambda: page.window.rooms.files.import_paths([_table(tmp_path)]))
    page.settle()
    place = people_place(page)
    for step in ("columns", "rows", "result"):
        assert (step, _nameless(page.window), _silent(page.window), _rich(page.window)) == (step, [], [], [])
        page.after(place.blue.click if step == "rows" else place.importing.causes.all.click)
        page.settle()
    place.blue.click()
    for command in SCREENS:
        page.trigger(command)
        page.settle()
        screen = page.screen()
        assert (command, _nameless(screen), _silent(screen), _rich(screen)) == (command, [], [], [])
        if isinstance(screen, QDialog):
            screen.reject()
    for key in places.KEYS:
        page.go(key)
        assert (key, _nameless(page.window), _silent(page.window), _rich(page.window)) == (key, [], [], [])
    page.close()


def _table(folder: Path) -> Path:
    path = folder / "few.csv"
    path.write_text('Name,Handle,Followers\nAda,@ada,"1,234"\nBob,@bob,n.c.x\n', encoding="utf-8")
    return path


@pytest.fixture
def shown_menus(qtbot: QtBot, tmp_path: Path) -> Iterator[Sequence[Menu]]:
    """The menus of a window."""
    page = WindowPage(qtbot, tmp_path)
    yield page.window.menus
    page.close()


def test_every_action_can_be_reached_by_keyboard(shown_menus: Sequence[Menu]) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        titles = [i18n.tr(menu.title) for menu in shown_menus]
        assert _distinct(titles), titles
        for menu in shown_menus:
            texts = [i18n.tr(entry.text) for entry in menu.entries if entry is not None]
            assert all("&" in text for text in texts)
            assert _distinct(texts), (language, menu.name, texts)


def _distinct(texts: list[str]) -> bool:
    letters = [text[text.index("&") + 1].lower() for text in texts]
    return len(set(letters)) == len(letters)


def test_no_shortcut_is_given_twice(shown_menus: Sequence[Menu]) -> None:
    entries = [entry for menu in shown_menus for entry in menu.entries if isinstance(entry, Entry)]
    shortcuts = [entry.shortcut for entry in entries if entry.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)


def test_every_text_of_the_window_has_its_french(shown_menus: Sequence[Menu]) -> None:
    french = i18n.catalogue("fr")
    texts = {text for path in sorted((ROOT / "gui").rglob("*.py")) for text in _texts(path)}
    entries = [entry for menu in shown_menus for entry in menu.entries if entry is not None]
    texts |= {*(menu.title for menu in shown_menus), *(entry.text for entry in entries)}
    texts |= {text for entry in entries if isinstance(entry, Choices) for _, text in entry.values}
    texts |= {*fields.NAMES.values(), *(text for _, text in fields.KINDS), *fields.WHY.values()}
    texts |= {name for name, _ in fields.GROUPS if name}
    texts |= {*score.NAMES.values(), *(text for _, text in settings_dialog.THEMES)}
    assert sorted(texts - french.keys()) == []


def _texts(path: Path) -> set[str]:
    """The English texts in a module: the first of ``tr``, the second of ``trn``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn"):
            wanted = node.args[0 if node.func.id == "tr" else 1]
            if isinstance(wanted, ast.Constant):
                found.add(wanted.value)
    return found
