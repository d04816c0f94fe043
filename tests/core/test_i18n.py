"""Every text has its French, with the same placeholders, and no French text is left without its English."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from core import i18n
from core.i18n import LOCALE_DIR, tr, trn

ROOT = Path(__file__).resolve().parents[2]
# Texts that reach tr() as a value: reasons of issues, headings and names kept as data. Their modules list them.
CALLS = {"tr": 0, "trn": 1}


@cache
def sources() -> dict[Path, ast.Module]:
    """Every module of the program, read."""
    paths = [ROOT / "main.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "gui").rglob("*.py"))]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def source_texts() -> dict[str, list[str]]:
    """English text -> where it is used."""
    found: dict[str, list[str]] = {}
    for path, module in sources().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and (place := CALLS.get(getattr(node.func, "id", ""), -1)) >= 0:
                argument = node.args[place]
                if isinstance(argument, ast.Constant):
                    found.setdefault(argument.value, []).append(f"{path.name}:{node.lineno}")
    return found


@cache
def french() -> dict[str, str | list[str]]:
    texts: dict[str, str | list[str]] = {}
    for path in sorted((LOCALE_DIR / "fr").glob("*.json")):
        for english, words in json.loads(path.read_text(encoding="utf-8")).items():
            assert texts.get(english, words) == words, f"{path.name}: two translations of {english!r}"
            texts[english] = words
    return texts


def test_every_text_has_its_french() -> None:
    missing = {text: places for text, places in source_texts().items() if text not in french()}
    assert not missing, "\n".join(f"{text!r}  {places}" for text, places in missing.items())


def room_of(path: Path) -> str:
    """The file of texts that a module's own texts stand in: its room's; a room of the window has ``gui_`` before it."""
    first, *rest = path.relative_to(ROOT).parts
    if first == "core":
        return rest[0] if len(rest) > 1 else "ground"
    return "ground" if not rest else "window" if len(rest) == 1 or rest[0] == "window" else f"gui_{rest[0]}"


def test_each_text_stands_with_its_room_and_none_is_left_over() -> None:
    used: dict[str, set[str]] = {}
    for path, module in sources().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.setdefault(node.value, set()).add(room_of(path))
    for path in (LOCALE_DIR / "fr").glob("*.json"):
        for english in json.loads(path.read_text(encoding="utf-8")):
            rooms = used.get(english, {"data"})  # texts made of data: names of fields, rules a snapshot records
            assert path.stem == (next(iter(rooms)) if len(rooms) == 1 else "shared"), english


def test_placeholders_are_the_same() -> None:
    for english, words in french().items():
        for form in [words] if isinstance(words, str) else words:
            assert set(re.findall(r"{(\w*)}", form)) <= set(re.findall(r"{(\w*)}", english)), (english, form)
            if isinstance(words, str):
                assert set(re.findall(r"{(\w*)}", form)) == set(re.findall(r"{(\w*)}", english)), (english, form)


def test_french_typography() -> None:
    for english, words in french().items():
        for form in [words] if isinstance(words, str) else words:
            assert "'" not in form, f"a straight apostrophe: {form!r} for {english!r}"
            assert not re.search(r"[ \w][!?;»]| [:%]|« ", form), f"no no-break space at the sign: {form!r}"


def test_numbers_and_counts_are_written_the_readers_way() -> None:
    assert (i18n.integer(12500), i18n.decimal(-71.25, 1), i18n.percent(42)) == ("12,500", "−71.2", "42\u00a0%")
    with i18n.language("fr"):
        assert (i18n.integer(12500), i18n.decimal(1234.5)) == ("12\u202f500", "1\u202f234,5")
        assert trn("{n} seat", "{n} seats", 0) == "0 place"
        assert trn("{n} seat", "{n} seats", 2) == "2 places"
    assert trn("{n} seat", "{n} seats", 0) == "0 seats"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_unknown_text_is_shown_as_it_is(language: str) -> None:
    with i18n.language(language):
        assert tr("no such text anywhere") == "no such text anywhere"


def test_every_reason_of_an_import_has_its_french() -> None:
    """Reasons are kept in English and translated when shown, so they are constants and not calls of ``tr``."""
    import importlib
    import pkgutil

    import core.importing

    missing = []
    for found in pkgutil.walk_packages(core.importing.__path__, "core.importing."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and " " in value and value.endswith("."):
                missing += [f"{found.name}.{name}: {value}"] if value not in french() else []
    assert not missing, "\n".join(missing)
