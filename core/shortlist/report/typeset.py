"""Pages set by typst from a template and plain data: no text is ever markup, and no letter lacks its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, Literal

from core.resources import RESOURCES
from core.shortlist.report import fonts

TEMPLATES = RESOURCES / "report"
UNKNOWN_LETTER = "\ufffd"
Form = Literal["pdf", "svg", "png"]


def typeset(template: str, data: Mapping[str, Any], form: Form, **settings: Any) -> list[bytes]:
    """The pages of a template filled with data: one PDF, or a picture a page. Raises ``typst.TypstError``."""
    import typst

    # A compiler a call: two may set pages at once, and none keeps the people's data afterwards.
    inputs = {"data": json.dumps(data)}
    compiler: Any = typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=fonts.fonts(), sys_inputs=inputs)
    made = compiler.compile(format=form, **settings)
    return made if isinstance(made, list) else [made]


def printable(data: dict[str, Any]) -> dict[str, Any]:
    """The data with a mark for each character that no font here can show: PDF/UA forbids one without a shape."""
    gone = fonts.missing(letters_of(data))
    found: dict[str, Any] = replace_letters(data, gone) if gone else data
    return found


def letters_of(value: Any) -> set[str]:
    """Every character of every text within plain data and dataclasses."""
    found: set[str] = set()
    _gather_letters(value, found)
    return found


def replace_letters(value: Any, letters: Sequence[str]) -> Any:
    """Plain data with a mark in the place of each of these characters."""
    table = dict.fromkeys(map(ord, letters), UNKNOWN_LETTER)
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: replace_letters(item, letters) for key, item in value.items()}
    if isinstance(value, list):
        return [replace_letters(item, letters) for item in value]
    return value


def _gather_letters(value: Any, found: set[str]) -> None:
    if isinstance(value, str):
        found.update(value)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _gather_letters(item, found)
    elif isinstance(value, Mapping):
        _gather_letters(list(value.values()), found)
    elif is_dataclass(value):
        _gather_letters(list(vars(value).values()), found)
