"""The report: the snapshot's pages as PDF, SVG and PNG, all three typst's own pages from one set of templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from core.errors import Trouble
from core.files import write_whole
from core.i18n import current, language, tr
from core.model import Progress, no_progress
from core.shortlist.report import fonts, pages, plot, profile, statement
from core.shortlist.report.typeset import Form, letters_of, replace_letters, typeset
from core.shortlist.seal import digest
from core.shortlist.snapshot import Snapshot

PAPERS = {"a4": "a4", "letter": "us-letter"}
COLOURS = {"score": "#2f62ac", "credibility": "#d6963f", "accent": "#17447e"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Options:
    """How a report is set. ``dossiers`` are entry ids, None for everyone invited; ``logo`` an image or its path."""

    paper: str = "a4"
    dossiers: Sequence[str] | None = None
    logo: str | Path | bytes | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    footer: str | None = None


def report_data(snapshot: Snapshot, lang: str | None = None, options: Options | None = None) -> dict[str, Any]:
    """Everything the templates lay out. Raises ``Trouble`` for an unknown paper or colour, or an unreadable logo."""
    chosen = options or Options()
    with language(lang or current()):
        seal = digest(snapshot)
        data = {**_make_settings(snapshot, chosen, seal), **_make_pages(snapshot, chosen, seal)}
        gone = fonts.missing(letters_of(data))
        data["legal"] = statement.legal(snapshot, _missing_words(gone))
        for row, entry in zip(data["list"]["rows"], snapshot.entries, strict=True):
            if not set(gone).isdisjoint(row["name"]):
                row["sign"] = pages.unprintable_sign(entry, row["sign"])
        # PDF/UA forbids a character without a shape, so that a mark stands in its place.
        return data if not gone else replace_letters(data, gone)


def _make_settings(snapshot: Snapshot, options: Options, seal: str) -> dict[str, Any]:
    if options.paper.lower() not in PAPERS:
        raise Trouble(tr("There is no such paper: {paper}.", paper=options.paper), "", tr("Choose A4 or Letter."))
    return {
        "lang": current(),
        "paper": PAPERS[options.paper.lower()],
        "colours": _choose_colours(options.colours),
        "logo": _read_logo(options.logo),
        "running": pages.running(snapshot, options.footer, seal),
        "labels": _list_labels(),
    }


def colour_fits(colour: str) -> bool:
    """Whether a text is a colour the report takes: # and six hexadecimal digits."""
    return bool(_COLOUR.fullmatch(colour))


def _choose_colours(asked: Mapping[str, str]) -> dict[str, str]:
    for name, colour in asked.items():
        if name not in COLOURS or not colour_fits(colour):
            raise Trouble(
                tr("This is not a colour of the report: {name} {colour}.", name=name, colour=colour),
                "",
                tr("Give score, credibility or accent as # and six hexadecimal digits."),
            )
    return {**COLOURS, **asked}


def _read_logo(path: str | Path | bytes | None) -> list[int] | None:
    """The image's bytes: the templates themselves open no file."""
    if path is None or isinstance(path, bytes):
        return list(path) if path else None
    try:
        return list(Path(path).read_bytes())
    except OSError as fault:
        raise Trouble(tr("The logo could not be read."), str(path), tr("Choose a PNG, JPEG or SVG file.")) from fault


def _list_labels() -> dict[str, Any]:
    return {
        "logo": tr("Logo"),
        "dossiers": tr("The guests, one by one"),
        "evidence": tr("Evidence"),
        "why": tr("Why invited"),
        "notes": tr("Notes"),
        "kind": tr("Kind"),
        "criterion": tr("Criterion"),
        "what": tr("What and where"),
        "date": tr("Date"),
        "none": tr("No evidence has been filed yet."),
        "stability": tr("How firm this seat is"),
        "ends": [tr("0\u00a0% · score alone"), tr("credibility alone · 100\u00a0%")],
    }


def _make_pages(snapshot: Snapshot, options: Options, seal: str) -> dict[str, Any]:
    return {
        "cover": pages.cover(snapshot),
        "list": pages.the_list(snapshot),
        "map": plot.the_map(snapshot),
        "sensitivity": pages.sensitivity(snapshot),
        "cutoff": pages.cutoff(snapshot),
        "method": statement.method(snapshot, seal),
        "dossiers": [profile.profile(snapshot, entry) for entry in pages.dossiers(snapshot, options.dossiers)],
    }


def missing_glyphs(snapshot: Snapshot) -> list[str]:
    """The characters of the snapshot's texts that no font on this computer can show, in code order."""
    return fonts.missing(letters_of(snapshot))


def _missing_words(letters: Sequence[str]) -> str:
    if not letters:
        return ""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:24])
    more = " …" if len(letters) > 24 else "."
    return tr("No font here shows these characters, a mark stands for each: {codes}", codes=codes) + more


def render_pdf(
    snapshot: Snapshot,
    path: str | Path | None = None,
    *,
    lang: str | None = None,
    options: Options | None = None,
    progress: Progress = no_progress,
) -> bytes:
    """The report as a tagged PDF (PDF/UA-1), also written to ``path`` where given, whole or not at all.

    ``progress`` is called before each of three steps and may raise ``Cancelled``. Raises ``Trouble``.
    """
    progress(0, 3, tr("Preparing the pages"))
    data = report_data(snapshot, lang, options)
    progress(1, 3, tr("Setting the pages"))
    (pdf,) = _typeset_pages(data, "pdf", pdf_standards=["ua-1"], timestamp=_find_stamp(snapshot))
    progress(2, 3, tr("Writing the file"))
    if path is not None:
        write_whole(path, pdf)
    progress(3, 3, tr("Done"))
    return pdf


def render_svg(snapshot: Snapshot, *, lang: str | None = None, options: Options | None = None) -> list[str]:
    """The pages as SVG, for the preview."""
    return [page.decode("utf-8") for page in _typeset_pages(report_data(snapshot, lang, options), "svg")]


def render_png(
    snapshot: Snapshot, *, lang: str | None = None, options: Options | None = None, ppi: float = 144
) -> list[bytes]:
    """The pages as PNG at a resolution, for the printer."""
    return _typeset_pages(report_data(snapshot, lang, options), "png", ppi=ppi)


def _find_stamp(snapshot: Snapshot) -> datetime:
    """The date the document bears: that of the decision, so that the same snapshot gives the same bytes."""
    day = snapshot.signed_on or snapshot.as_of or snapshot.day
    return datetime.combine(day, time(), UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)


def _typeset_pages(data: dict[str, Any], form: Form, **settings: Any) -> list[bytes]:
    import typst

    try:
        return typeset("report.typ", data, form, **settings)
    except typst.TypstError as fault:
        if data["logo"] is None:
            raise
        remedy = tr("Choose a PNG, JPEG or SVG file.")
        raise Trouble(tr("The report could not be set with this logo."), "", remedy) from fault
