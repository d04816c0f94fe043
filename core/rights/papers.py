"""What is printed about people's rights: letters, the documents, a person's whole file, the protocol of an erasure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from core.i18n import current, day, tr
from core.model import to_date
from core.rights.documents import Document
from core.rights.notice import Letter
from core.rights.protocol import Protocol, protocol_words
from core.shortlist.report.typeset import printable, typeset

Block = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """Something to be printed. ``blocks`` are what ``paper.typ`` draws; ``day`` is the date the file bears."""

    title: str
    blocks: tuple[Block, ...]
    day: date
    author: str = ""
    foot: str = ""
    numbered: bool = True
    language: str = ""


def paper_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1); the same paper gives the same bytes."""
    stamp = datetime.combine(paper.day, time(), UTC)
    return typeset("paper.typ", _data_of(paper), "pdf", pdf_standards=["ua-1"], timestamp=stamp)[0]


def _data_of(paper: Paper) -> dict[str, Any]:
    return printable(
        {
            "lang": paper.language or current(),
            "paper": "a4",
            "colours": {"score": "#2f62ac", "credibility": "#d6963f", "accent": "#17447e"},
            "title": paper.title,
            "author": paper.author,
            "foot": paper.foot,
            "numbered": paper.numbered,
            "blocks": [dict(block) for block in paper.blocks],
        }
    )


def letters_paper(letters: Sequence[Letter], on: date) -> Paper:
    """Letters one after another, each on a page of its own, each in its language."""
    blocks: list[Block] = []
    for letter in letters:
        blocks += [
            _block("page"),
            {"kind": "head", "left": letter.sender, "right": letter.day},
            _block("address", "\n".join(filter(None, (letter.name, letter.email)))),
            _block("title", letter.title),
            _block("text", letter.greeting),
        ]
        for part in letter.sections:
            blocks += [_block("heading", part.title), _block("text", part.text)]
        blocks += [_block("gap"), _block("text", letter.closing), _block("text", letter.signer or letter.sender)]
    first = letters[0]
    return Paper(first.title, tuple(blocks), on, first.sender, numbered=False, language=first.language)


def document_paper(document: Document, on: date, author: str = "") -> Paper:
    """One of the documents of the law; what nobody answered yet stands out."""
    blocks = [_block("title", document.title), *([_block("lead", document.lead)] if document.lead else [])]
    for part in document.sections:
        kind = "missing" if part.missing else "text"
        blocks += [_block("heading", part.title), *(_block(kind, text) for text in part.text.split("\n\n"))]
    return Paper(document.title, tuple(blocks), on, author, tr("As of {day}", day=day(on)))


def protocol_paper(protocol: Protocol, author: str = "") -> Paper:
    """The protocol of an erasure, which names nobody."""
    title = tr("Protocol of an erasure")
    words = [_block("text", line) for line in protocol_words(protocol)]
    return Paper(title, (_block("title", title), *words), protocol.day, author)


def access_paper(held: Mapping[str, Any], name: str, on: date, author: str = "") -> Paper:
    """A person's whole file, as ``core.rights.access.held_on`` gives it: first where each datum is from, then every
    row of every table. Attachments are named here, and are whole in the JSON file."""
    title = tr("Everything that is held about {name}", name=name)
    blocks = [_block("title", title), _block("lead", tr("As of {day}", day=day(on)))]
    blocks += [_block("heading", tr("Where each datum comes from")), _sources_table(held.get("sources", []))]
    for table, rows in held.items():
        if table != "sources":
            blocks += [_block("heading", table_title(table)), *map(_row_table, rows)]
    return Paper(title, tuple(blocks), on, author, tr("As of {day}", day=day(on)))


def table_title(table: str) -> str:
    """What a table of the workspace is called, for whoever reads their own file."""
    return {
        "person": tr("Person"),
        "handle": tr("Accounts and other keys"),
        "observation": tr("Figures"),
        "external": tr("Scores of other tools"),
        "candidacy": tr("Campaigns and invitations"),
        "client_note": tr("Notes for the client"),
        "joined": tr("Records joined"),
        "assessment": tr("Assessments"),
        "evidence": tr("Evidence"),
        "absence": tr("Declared absences"),
        "set_aside": tr("Flags set aside"),
        "told": tr("When you were told"),
        "grounds": tr("Grounds"),
        "request": tr("What you asked for"),
        "correction": tr("Corrections"),
        "source rows": tr("Rows of imported files"),
        "issues": tr("What was said of these rows"),
        "pairs": tr("Possible duplicates"),
        "shortlists": tr("Frozen lists"),
        "sheets": tr("Assessment sheets"),
        "mentions": tr("Mentions in other texts"),
    }.get(table, table)


def _sources_table(sources: Iterable[Mapping[str, Any]]) -> Block:
    head = [tr("What"), tr("Text"), tr("Source"), tr("Row"), tr("Since")]
    rows = [
        [
            *(str(one["what"]), str(one["value"]), str(one["source"])),
            str(one["row"] or ""),
            day(date.fromisoformat(one["day"]), "medium") if one["day"] else "",
        ]
        for one in sources
    ]
    return {"kind": "table", "head": head, "rows": rows, "widths": [2.2, 4, 3, 0.9, 1.7]}


def _row_table(row: Mapping[str, Any]) -> Block:
    """One row of a table, column by column; blank ones are left out, days are written as such."""
    cells = [[str(name), _shown(str(name), value)] for name, value in row.items() if value not in (None, "", [], {})]
    return {"kind": "table", "head": [tr("Column"), tr("Text")], "rows": cells, "widths": [1, 3.4]}


_DAYS = ("day", "since", "until", "done", "expires", "added", "reply_day")


def _shown(name: str, value: Any) -> str:
    if name in _DAYS and isinstance(value, int):
        return day(to_date(value), "medium") or "–"
    if name == "file" and isinstance(value, str) and len(value) > 200:
        return tr("(attachment, whole in the JSON file)")
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_shown(str(key), item)}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _block(kind: str, text: str = "") -> Block:
    return {"kind": kind, "text": text}
