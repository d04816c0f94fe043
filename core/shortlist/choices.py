"""How a list leaves the house: the columns and form of its files, the look of its report, who answers for it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from core.i18n import LANGUAGES
from core.shortlist.report.render import COLOURS, PAPERS, Options
from core.shortlist.snapshot import Snapshot

Dossiers = Literal["all", "reserve", "none"]
CsvForm = Literal["excel-fr", "excel-en", "plain"]
DELIMITERS, DECIMALS = (",", ";", "\t"), (".", ",")


@dataclass(frozen=True)
class Choices:
    """What a campaign's files and pages are like.

    ``columns`` None: all that hold something. ``language`` empty: the window's own. ``logo`` is the image's bytes.
    ``assessors_notes``: whether their notes go out beside the note for the client. ``dossiers``: a page for each of
    the invited, for the reserve too, or for nobody.
    """

    columns: tuple[str, ...] | None = None
    delimiter: str = ","
    decimal: str = "."
    bom: bool = True
    language: str = ""
    assessors_notes: bool = False
    paper: str = "a4"
    dossiers: Dossiers = "all"
    logo: bytes | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    footer: str = ""
    controller: str = ""
    contact: str = ""

    def options(self, snapshot: Snapshot) -> Options:
        """The report's own options for one list."""
        ids = {"all": None, "none": (), "reserve": tuple(e.id for e in snapshot.entries if e.rank)}[self.dossiers]
        return Options(self.paper, ids, self.logo, self.colours, self.footer or None)


CSV_FORMS: Mapping[CsvForm, Mapping[str, Any]] = {
    "excel-fr": {"delimiter": ";", "decimal": ",", "bom": True},
    "excel-en": {"delimiter": ",", "decimal": ".", "bom": True},
    "plain": {"delimiter": ",", "decimal": ".", "bom": False},
}
"""A spreadsheet splits a CSV by the separator of its country, and reads UTF-8 only behind a byte order mark; other
programs want neither."""


def csv_form(lang: str) -> CsvForm:
    """The form that a spreadsheet in this language opens in columns."""
    return "excel-fr" if lang == "fr" else "excel-en"


def in_form(choices: Choices, form: CsvForm) -> Choices:
    """The same choices with CSV files of this form."""
    return replace(choices, **CSV_FORMS[form])


def to_json(choices: Choices) -> str:
    """The choices as text."""
    plain = asdict(choices)
    plain["logo"] = b64encode(choices.logo).decode("ascii") if choices.logo else None
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Choices:
    """The choices as kept; what is unfit or not known gives way to the default, since no choice of looks stops work."""
    try:
        given: Any = json.loads(text)
    except ValueError:
        return Choices()
    if not isinstance(given, dict):
        return Choices()
    if isinstance(given.get("logo"), str):
        given["logo"] = b64decode(given["logo"])
    if isinstance(given.get("columns"), list):
        given["columns"] = tuple(str(key) for key in given["columns"])
    names = {item.name for item in fields(Choices)}
    return Choices(**{name: value for name, value in given.items() if name in names and _does_fit(name, value)})


def _does_fit(name: str, value: Any) -> bool:
    allowed: dict[str, tuple[object, ...]] = {
        "delimiter": DELIMITERS,
        "decimal": DECIMALS,
        "language": ("", *LANGUAGES),
        "paper": tuple(PAPERS),
        "dossiers": ("all", "reserve", "none"),
    }
    if name in allowed:
        return value in allowed[name]
    kinds: dict[str, Any] = {"columns": (tuple, type(None)), "logo": (bytes, type(None)), "colours": dict}
    if name == "colours" and isinstance(value, dict):
        return set(value) <= set(COLOURS)
    return isinstance(value, kinds.get(name, type(getattr(Choices(), name))))
