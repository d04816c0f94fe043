"""The assessment sheet: a workbook that goes out to an assessor, and what comes back in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from core.errors import Trouble
from core.folding import fold
from core.i18n import tr
from core.model import Assessment, Issue, to_day
from core.stature.rubric import LEVELS, Criterion, Rubric

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MARK = "entregent-sheet/1/"
UNKNOWN = "?"
CHOICES = (*(str(level) for level in range(LEVELS)), UNKNOWN)
CELL_LIMIT = 32_767
NOTE = ".note"
# The first column says what each row is and the first row what each column is; both are hidden, so that sorting,
# translating or moving what is seen loses nothing.
_MARK_ROW, _ASSESSOR_ROW, _HEAD_ROW, _ANCHOR_ROW, _FIRST_PERSON = range(5)
_MARK_COLUMN, _NAME_COLUMN, _CONTEXT_COLUMN, _FIRST_CRITERION = range(4)

_RULE = {"bottom": 1, "bottom_color": "#D9D9D9"}

Given = Mapping[tuple[int, str], tuple[int | None, str]]
"""Level (None: "unknown") and note by (person, criterion)."""


@dataclass(frozen=True)
class Listed:
    """A person on the sheet: the id that brings the row home, the name, and what the assessor sees beside it."""

    person: int
    name: str
    context: str = ""


@dataclass(frozen=True)
class Filled:
    """What came back. Every row of a person is in ``given``, ``notes`` (those without a level), ``blank``, ``issues``
    or is one of the ``missing``."""

    assessor: str
    given: dict[tuple[int, str], tuple[int | None, str]] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    notes: dict[tuple[int, str], str] = field(default_factory=dict)

    def assessments(self, day: date | None) -> list[Assessment]:
        """The levels as assessments of that day."""
        return [
            Assessment(person, criterion, self.assessor, level, note, day)
            for (person, criterion), (level, note) in self.given.items()
        ]


def fingerprint(rubric: Rubric, people: Iterable[int], campaign: str) -> str:
    """Binds a sheet to a campaign, a version of the rubric and the people on it."""
    text = "\n".join([campaign, rubric.hash, *(str(person) for person in sorted(people))])
    return sha256(text.encode()).hexdigest()[:16]


def make_sheet(
    rubric: Rubric, people: Sequence[Listed], assessor: str, campaign: str, day: date, given: Given | None = None
) -> bytes:
    """The workbook (XLSX) for one assessor, in the language in force; ``given`` are this assessor's earlier levels.

    Texts stay texts: no formula, no link. Raises ``Trouble`` for a text that no cell can hold.
    """
    import xlsxwriter

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": datetime.combine(day, time(), UTC)})
        sheet = book.add_worksheet(tr("Assessment"))
        styles = _add_styles(book)
        mark = MARK + fingerprint(rubric, (who.person for who in people), campaign)
        _write_head(sheet, rubric, mark, assessor, styles)
        for row, who in enumerate(people, _FIRST_PERSON):
            _write_person(sheet, row, who, rubric, given or {}, styles)
        _lay_out(sheet, rubric, len(people))
    return target.getvalue()


def _add_styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "anchor": book.add_format({"text_wrap": True, "valign": "top", "font_size": 9, "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", **_RULE}),
        "level": book.add_format({"align": "center", "valign": "top", "bold": True, "bg_color": "#FBF3E1", **_RULE}),
    }


def _write_head(sheet: Worksheet, rubric: Rubric, mark: str, assessor: str, styles: dict[str, Any]) -> None:
    keys = [mark, "name", "context", *(column for key in rubric.keys for column in (key, key + NOTE))]
    for column, text in enumerate(keys):
        sheet.write_string(_MARK_ROW, column, text)
    for row, text in ((_ASSESSOR_ROW, "assessor"), (_HEAD_ROW, "head"), (_ANCHOR_ROW, "anchors")):
        sheet.write_string(row, _MARK_COLUMN, text)
    sheet.write_string(_ASSESSOR_ROW, _NAME_COLUMN, tr("Assessor"), styles["head"])
    sheet.write_string(_ASSESSOR_ROW, _CONTEXT_COLUMN, assessor, styles["text"])
    sheet.write_string(_HEAD_ROW, _NAME_COLUMN, tr("Name"), styles["head"])
    sheet.write_string(_HEAD_ROW, _CONTEXT_COLUMN, tr("What is known"), styles["head"])
    sheet.write_string(
        _ANCHOR_ROW, _NAME_COLUMN, tr("Choose a level from 0 to 4, or ? if you do not know."), styles["anchor"]
    )
    sheet.write_string(
        _ANCHOR_ROW, _CONTEXT_COLUMN, tr("Leave blank whatever you have not looked at."), styles["anchor"]
    )
    for criterion, column in _place_columns(rubric):
        anchors = "\n".join(f"{level}  {criterion.anchor(level)}" for level in range(LEVELS))
        sheet.write_string(_HEAD_ROW, column, criterion.name(), styles["head"])
        sheet.write_string(_HEAD_ROW, column + 1, tr("Note"), styles["head"])
        sheet.write_string(_ANCHOR_ROW, column, "0–4, ?", styles["anchor"])
        sheet.write_string(_ANCHOR_ROW, column + 1, anchors, styles["anchor"])
        sheet.write_comment(_HEAD_ROW, column, anchors, {"x_scale": 3, "y_scale": 2})


def _place_columns(rubric: Rubric) -> list[tuple[Criterion, int]]:
    """Each criterion with the column of its level; the note stands to the right."""
    return [(criterion, _FIRST_CRITERION + 2 * place) for place, criterion in enumerate(rubric.criteria)]


def _write_person(
    sheet: Worksheet, row: int, who: Listed, rubric: Rubric, given: Given, styles: dict[str, Any]
) -> None:
    sheet.write_string(row, _MARK_COLUMN, str(who.person))
    _write_text(sheet, row, _NAME_COLUMN, who.name, styles)
    _write_text(sheet, row, _CONTEXT_COLUMN, who.context, styles)
    for criterion, column in _place_columns(rubric):
        said = (who.person, criterion.key) in given
        level, note = given[who.person, criterion.key] if said else (None, "")
        # A number, as the pull-down itself enters it.
        sheet.write(row, column, level if level is not None else UNKNOWN if said else None, styles["level"])
        _write_text(sheet, row, column + 1, note, styles)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, styles: dict[str, Any]) -> None:
    text = "\n".join(text.splitlines())
    if len(text.encode("utf-16-le")) > 2 * CELL_LIMIT:
        raise Trouble(
            tr("A text is longer than a cell can hold."), f"{text[:40]}…", tr("Shorten it, then make the sheet again.")
        )
    sheet.write_string(row, column, text, styles["text"])


def _lay_out(sheet: Worksheet, rubric: Rubric, people: int) -> None:
    sheet.set_row(_MARK_ROW, None, None, {"hidden": True})
    sheet.set_row(_HEAD_ROW, 32)
    sheet.set_row(_ANCHOR_ROW, 120)
    sheet.set_column(_MARK_COLUMN, _MARK_COLUMN, None, None, {"hidden": True})
    sheet.set_column(_NAME_COLUMN, _CONTEXT_COLUMN, 28)
    sheet.freeze_panes(_FIRST_PERSON, _CONTEXT_COLUMN)
    for _, column in _place_columns(rubric):
        sheet.set_column(column, column, 16)
        sheet.set_column(column + 1, column + 1, 44)
        if people:
            sheet.data_validation(_FIRST_PERSON, column, _FIRST_PERSON + people - 1, column, _pull_down())
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _pull_down() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(CHOICES),
        "error_title": tr("Level"),
        "error_message": tr("Choose a level from 0 to 4, or ? if you do not know."),
    }


def read_sheet(
    rows: Sequence[Sequence[str]],
    rubric: Rubric,
    people: Iterable[int],
    campaign: str,
    names: Mapping[int, Collection[str]] | None = None,
) -> Filled:
    """A sheet that came back, as rows of texts (hidden ones included), whatever was sorted, moved or translated.

    ``rubric``, ``people`` and ``campaign`` are those it was made with; ``names`` are the folded names each person goes
    by: a row whose number and name disagree, as after half a sheet was sorted, becomes an issue. A cell that is no
    level, a person who is not on the sheet and a row that contradicts an earlier one become issues with the raw text;
    the same row twice counts once. Raises ``Trouble`` when this is no assessment sheet or not this one.
    """
    ids = sorted(people)
    start, mark_column = _find_mark(rows)
    if rows[start][mark_column].strip() != MARK + fingerprint(rubric, ids, campaign):
        raise Trouble(
            tr("This sheet was made for another campaign, other people or another version of the rubric."),
            "",
            tr("Make a new sheet, or open the campaign that this one belongs to."),
        )
    columns = _sheet_columns(rows[start])
    filled = Filled(_find_assessor(rows, mark_column, columns["context"]) if "context" in columns else "")
    absent = [key for key in rubric.keys if key not in columns]
    filled.issues.extend(Issue(0, key, "", "the column is not on the sheet", True) for key in absent)
    body = dict(enumerate(rows[start + 1 :], start + 2))
    _take_out_strangers(body, columns, mark_column, names or {}, filled)
    _read_people(body, columns | {"mark": mark_column}, rubric, ids, filled)
    return filled


def fresh(read: Iterable[Assessment], known: Iterable[Assessment]) -> list[Assessment]:
    """Only what says something new beside each assessor's latest, so that a sheet read twice adds nothing."""
    latest = {
        (said.person, said.criterion, said.assessor, said.kind): (said.level, said.note.strip())
        for said in sorted(known, key=lambda said: to_day(said.day))
    }
    return [
        said
        for said in read
        if latest.get((said.person, said.criterion, said.assessor, said.kind), ()) != (said.level, said.note.strip())
    ]


def _find_mark(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text.strip().startswith(MARK):
                return number, column
    raise Trouble(
        tr("This is not an assessment sheet."), "", tr("Choose a workbook that was made with “Assessment sheet”.")
    )


def _sheet_columns(marks: Sequence[str]) -> dict[str, int]:
    named = [(text.strip(), column) for column, text in enumerate(marks) if text.strip()]
    if len(dict(named)) < len(named):
        raise Trouble(
            tr("A column of this sheet is there twice."), "", tr("Delete the copy, then read the sheet again.")
        )
    return dict(named)


def _find_assessor(rows: Sequence[Sequence[str]], mark_column: int, column: int) -> str:
    named = (row[column].strip() for row in rows if _read_cell(row, mark_column) == "assessor" and len(row) > column)
    return next(named, "")


def _read_cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _read_people(
    rows: Mapping[int, Sequence[str]], columns: Mapping[str, int], rubric: Rubric, ids: Sequence[int], filled: Filled
) -> None:
    """Reads the rows below the head (row number -> cells) into ``filled``; ``columns`` holds that of the marks too."""
    ours, seen = set(ids), dict[int, list[str]]()
    for number, row in rows.items():
        mark = _read_cell(row, columns["mark"])
        if mark in ("assessor", "head", "anchors") or not any(text.strip() for text in row):
            continue
        written = _PERSON.fullmatch(mark)
        person = int(written[1]) if written else None
        texts = [_read_cell(row, columns.get(name)) for key in rubric.keys for name in (key, key + NOTE)]
        if person not in ours or person is None:
            filled.issues.append(Issue(number, "", " · ".join(filter(None, map(str.strip, row))), _STRANGER, True))
        elif person not in seen:
            seen[person] = texts
            _read_levels(number, person, texts, rubric, filled)
        elif texts != seen[person]:
            filled.issues.append(Issue(number, "", " · ".join(texts), _CONTRADICTION, True))
    filled.missing.extend(person for person in ids if person not in seen)


def _take_out_strangers(
    body: dict[int, Sequence[str]],
    columns: Mapping[str, int],
    mark_column: int,
    names: Mapping[int, Collection[str]],
    filled: Filled,
) -> None:
    """Takes the rows out whose number is of one person and whose name is of another; each becomes an issue."""
    for number, row in list(body.items()):
        written, name = _PERSON.fullmatch(_read_cell(row, mark_column)), _read_cell(row, columns.get("name"))
        known = names.get(int(written[1])) if written else None
        if known is not None and name and fold(name) not in known:
            filled.issues.append(Issue(number, "name", name, _OTHER_NAME, True))
            del body[number]


_PERSON = re.compile(r"(\d{1,19})(?:\.0)?")
_OTHER_NAME = "the number of this row is of somebody else than its name"
_STRANGER = "the row belongs to nobody on this sheet"
_CONTRADICTION = "the person is on the sheet twice, with different levels"
_NO_LEVEL = "not a level from 0 to 4 nor a question mark"


def _read_levels(number: int, person: int, texts: Sequence[str], rubric: Rubric, filled: Filled) -> None:
    """``texts`` are level and note by turns, in the rubric's order."""
    if not any(texts):
        filled.blank.append(person)
    for key, level, note in zip(rubric.keys, texts[::2], texts[1::2], strict=True):
        if level == UNKNOWN:
            filled.given[person, key] = (None, note)
        elif re.fullmatch(r"[0-4](?:[.,]0+)?", level):
            filled.given[person, key] = (int(level[0]), note)
        elif level:
            filled.issues.append(Issue(number, key, level, _NO_LEVEL))
        elif note:
            filled.notes[person, key] = note
