"""Every text of the room has a French one, with the same placeholders and French spacing."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import core.stature
from core.i18n import LOCALE_DIR
from core.stature import sheet

ROOM = Path(core.stature.__file__).parent
REASONS = {
    sheet._STRANGER,
    sheet._CONTRADICTION,
    sheet._NO_LEVEL,
    "the column is not on the sheet",
}


def spoken() -> set[str]:
    texts = set(REASONS)
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn"):
                word = node.args[1 if node.func.id == "trn" else 0]
                assert isinstance(word, ast.Constant), ast.unparse(node)
                texts.add(str(word.value))
    return texts


def french() -> dict[str, str | list[str]]:
    catalogue: dict[str, str | list[str]] = json.loads((LOCALE_DIR / "fr" / "stature.json").read_text(encoding="utf-8"))
    return catalogue


def test_every_text_has_its_french_and_no_french_is_left_over() -> None:
    assert set(french()) == spoken()


def test_placeholders_and_spacing() -> None:
    for english, translated in french().items():
        for text in [translated] if isinstance(translated, str) else translated:
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english))
            assert not re.search(r" [:;!»%]|« |'|[^\u00a0]»|«[^\u00a0]", text), text
