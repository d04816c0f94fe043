"""Every text a person reads passes through ``tr``; numbers and dates are written the reader's way.

The English text is the key. French lives in ``resources/locale/fr/<room>.json`` as ``{"English": "French"}``;
a text that depends on a count has ``["one", "many"]``. One file a room, so that each is read as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from functools import cache

from core.resources import RESOURCES

LANGUAGES = ("en", "fr")
LOCALE_DIR = RESOURCES / "locale"
_language: ContextVar[str] = ContextVar("language", default="en")
_default = "en"

NARROW_SPACE = "\u202f"


def current() -> str:
    """The language in force: ``en`` or ``fr``."""
    return _language.get(_default)


def use(language: str) -> None:
    """Sets the language of the whole program, for every thread."""
    global _default
    _default = language if language in LANGUAGES else "en"


@contextmanager
def language(name: str) -> Iterator[None]:
    """Another language for one block, such as a report for a client abroad."""
    token = _language.set(name if name in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def language_of(spoken: str) -> str:
    """The language to write to somebody in: French or English where that is theirs, else the language in force."""
    word = spoken.strip().casefold()
    known = {"fr": ("fr", "french", "français", "francais"), "en": ("en", "english", "anglais")}
    found = (code for code in LANGUAGES if word in known[code] or word.startswith((f"{code}-", f"{code}_")))
    return next(found, current())


@cache
def catalogue(name: str) -> dict[str, str | list[str]]:
    """All the texts of one language, from its room files."""
    texts: dict[str, str | list[str]] = {}
    for path in sorted((LOCALE_DIR / name).glob("*.json")):
        texts.update(json.loads(path.read_text(encoding="utf-8")))
    return texts


def tr(text: str, /, **values: object) -> str:
    """The text in the language in force, its ``{placeholders}`` filled."""
    found = text if current() == "en" else catalogue(current()).get(text, text)
    chosen = found if isinstance(found, str) else found[-1]
    return chosen.format(**values) if values else chosen


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The text for a count; ``{n}`` is filled with it. French counts 0 as one."""
    if current() == "en":
        chosen = one if n == 1 else many
    else:
        found = catalogue(current()).get(many, [one, many])
        forms = [found, found] if isinstance(found, str) else found
        chosen = forms[0] if abs(n) < 2 else forms[1]
    return chosen.format(n=integer(n), **values)


def integer(n: int) -> str:
    """``12,500`` in English, ``12 500`` (narrow no-break space) in French."""
    return f"{n:,}".replace(",", "," if current() == "en" else NARROW_SPACE)


def decimal(x: float, places: int = 1) -> str:
    """``71.2`` in English, ``71,2`` in French; thousands grouped."""
    text = f"{x:,.{places}f}"
    if current() == "fr":
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return text.replace("-", "−")


def percent(x: float, places: int = 0) -> str:
    """A percentage from 0 to 100: ``42 %`` in both languages, as on the screen's design."""
    return f"{decimal(x, places)}\u00a0%"


def day(value: date | None, style: str = "long") -> str:
    """A date the reader's way; empty when it is not known. Styles are babel's (short, medium, long)."""
    if value is None or value == date.min:
        return ""
    from babel.dates import format_date

    return str(format_date(value, style, locale="en_GB" if current() == "en" else "fr_FR"))


def time_words(value: time) -> str:
    """A time of the day the reader's way: ``19:30``, ``7:30 pm``."""
    from babel.dates import format_time

    return str(format_time(value, "short", locale="en_GB" if current() == "en" else "fr_FR"))
