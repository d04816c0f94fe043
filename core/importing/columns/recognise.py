"""Which column is which field: from its heading in English or French, checked against its contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.errors import Trouble
from core.i18n import tr
from core.importing.columns.accounts import known_by_contents, name_titles, tell_accounts_from_names
from core.importing.columns.contents import Contents, look
from core.importing.columns.fitting import ACCOUNTS, ALSO, ENOUGH, fitted, left_out, shown
from core.importing.columns.headings import Heading, folded, missing_words, preset, understand, unit_of
from core.importing.reading.table import TextTable
from core.importing.values import dates
from core.importing.values.handles import platform as platform_in
from core.model import CRITERIA, METRICS, UNDATED, Issue, to_day

REACTIONS = ("likes", "comments", "shares", "mentions", "views")
IDENTITY = ("id", "name", "first_name", "last_name", "handle", "email", "url", "blog", *ACCOUNTS)
TEXTS = ("platform", "country", "language", "market", "organisation", "date", "note", "evidence", "assessor", "offline")
FIELDS = (*IDENTITY, *TEXTS, *METRICS, *CRITERIA)
FORM = "form:"
HEADING_MENDED = "A letter of this heading was lost before the file came here; it is taken for the nearest field."
TOTALS_LEFT = "Averages stand beside these totals; the totals are left out."


@dataclass(frozen=True)
class ColumnUse:
    """One column taken for one field: how sure (0..1) and why. ``platform`` is whose metric or handle it is, ""
    for the file's own; ``per_post`` says that its values are averages; ``form`` is how somebody said its values are
    to be read: the decimal mark, or which of day and month comes first ("" as the column itself says). ``power`` is
    the power of ten its heading states for figures without a unit; ``percent``: the heading states percent. ``days``:
    how somebody said that single dates are to be read, as text and order."""

    field: str
    column: int
    confidence: float
    why: str
    per_post: bool = False
    platform: str = ""
    form: str = ""
    power: int = 0
    percent: bool = False
    days: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ColumnMap:
    """How a table's columns are taken. ``platform`` and ``day`` stand for rows that state none; ``checks`` are pairs
    (column, its twin under the same heading); ``stand_ins`` pairs (column, the one that fills its blanks); ``doubts``
    what should be looked at; ``names`` the table's headings; ``posts``: a row is one post or mention of a person, which
    the column ``post`` tells from others.
    """

    uses: tuple[ColumnUse, ...]
    names: tuple[str, ...]
    platform: str = ""
    day: int = UNDATED
    checks: tuple[tuple[int, int], ...] = ()
    doubts: tuple[Issue, ...] = ()
    stand_ins: tuple[tuple[int, int], ...] = ()
    posts: bool = False
    post: int | None = None

    @property
    def headings(self) -> dict[str, str]:
        """Field -> heading of its column; a metric of one platform as ``audience:youtube``."""
        return {
            f"{u.field}:{u.platform}" if u.field in METRICS and u.platform else u.field: self.names[u.column]
            for u in self.uses
        }

    @property
    def identifies_people(self) -> bool:
        """Whether any column says who a row is about."""
        return any(use.field in IDENTITY for use in self.uses)

    def of(self, field: str) -> ColumnUse | None:
        """The column of a field, or None."""
        return next((use for use in self.uses if use.field == field), None)


def recognise(table: TextTable, file_name: str = "", missing: frozenset[str] | None = None) -> ColumnMap:
    """What each column of a table is. A field nobody names is left out; two columns of one field are settled.

    ``missing``: the words taken for "not known", by default those that come with the program.
    """
    known = preset(table.headings)
    looks = [look(column, missing_words() if missing is None else missing) for column in table.columns]
    named = [understand(heading, known) for heading in table.headings]
    taken = [fitted(*column) for column in zip(named, looks, table.headings, strict=True)]
    said = tell_accounts_from_names(name_titles(taken), looks)
    if not known.columns:
        said = known_by_contents(said, looks, table.columns)
    uses, checks, stand_ins, beaten = _settle_columns(said, looks, table.headings)
    uses, totals = _drop_totals(_drop_empty(uses, looks))
    day = dates.in_name(file_name)
    to_come = day is not None and day > dates.tomorrow()
    return ColumnMap(
        tuple(_add_accounts(_settle_names(uses, table), looks)),
        table.headings,
        known.platform or _own_platform(uses, said, file_name),
        UNDATED if to_come else to_day(day),
        tuple(checks),
        (
            *((Issue(0, "date", file_name, dates.AFTER_TODAY),) if to_come else ()),
            *left_out(named, taken, looks, table.headings),
            *_said_mended(taken, table.headings),
            *(Issue(0, said[at].field, shown(table.headings[at], looks[at]), _beaten_words(said[at])) for at in beaten),
            *(Issue(0, u.field, shown(table.headings[u.column], looks[u.column]), TOTALS_LEFT) for u in totals),
        ),
        tuple(stand_ins),
        known.posts,
        next((at for at, heading in enumerate(said) if heading.field == "post" and looks[at].filled), None),
    )


def use_of(field: str, column: int, heading: str, confidence: float, why: str) -> ColumnUse:
    """A column taken for a field as its heading says that its figures are to be read."""
    unit = unit_of(heading)
    average = understand(heading).average
    return ColumnUse(field, column, confidence, why, average, power=unit.power, percent=unit.percent)


def apply_choices(
    mapping: ColumnMap, table: TextTable, choices: Mapping[str, str], *, allow_unidentified: bool = False
) -> ColumnMap:
    """The user's ``FIELD=COLUMN`` over what was recognised; an empty column leaves the field out.

    A column is named by its heading or by its number from 1. Trouble for a field or a column that is not there, and
    when nothing then says who a row is about, unless that is still to be said (``allow_unidentified``).
    """
    for field, column in choices.items():
        if field not in FIELDS and not field.startswith("external:"):
            raise Trouble(tr("There is no such field."), field, tr("The fields are: {names}.", names=", ".join(FIELDS)))
        kept = tuple(use for use in mapping.uses if use.field != field)
        place = _column_place(table, column) if column else None
        chosen = () if place is None else (use_of(field, place, table.headings[place], 1.0, "chosen"),)
        mapping = replace(mapping, uses=(*kept, *chosen))
    if not (mapping.identifies_people or allow_unidentified):
        raise Trouble(
            tr("No column says who a row is about."),
            "",
            tr("Say which column holds the name, the account, the address or the e-mail."),
        )
    return mapping


def shape(table: TextTable) -> str:
    """What two files of the same tool have in common, also when "30 days" becomes "40 days": the folded headings."""
    kept = (" ".join(w for w in folded(h).split() if not w.isdigit()) for h in table.headings)
    return json.dumps(sorted(set(kept)), ensure_ascii=False)


def to_json(mapping: ColumnMap) -> str:
    """A mapping as it is saved: field -> heading, and how somebody said that columns are read."""
    forms = {FORM + use.field: use.form for use in mapping.uses if use.form}
    return json.dumps(mapping.headings | forms, ensure_ascii=False, sort_keys=True)


def from_json(text: str, table: TextTable) -> dict[str, str]:
    """A saved mapping as choices for a table of the same shape, headings found again when their figures drift."""
    here = {" ".join(w for w in folded(h).split() if not w.isdigit()): h for h in table.headings}
    saved = saved_headings(text)
    found = {f: here.get(" ".join(w for w in folded(h).split() if not w.isdigit()), "") for f, h in saved.items()}
    return {field.partition(":")[0] if field.split(":")[0] in METRICS else field: h for field, h in found.items() if h}


def saved_headings(text: str) -> dict[str, str]:
    """Field -> heading of a saved mapping."""
    return {field: heading for field, heading in json.loads(text).items() if not field.startswith(FORM)}


def with_forms(mapping: ColumnMap, text: str) -> ColumnMap:
    """A mapping with its columns read as a saved one says."""
    forms: dict[str, str] = json.loads(text)
    return replace(mapping, uses=tuple(replace(use, form=forms.get(FORM + use.field, "")) for use in mapping.uses))


def _column_place(table: TextTable, column: str) -> int:
    for place, heading in enumerate(table.headings):
        if heading == column or heading.strip() == column.strip():
            return place
    if column.isdecimal() and 1 <= int(column) <= len(table.headings):
        return int(column) - 1
    folds = [folded(heading) for heading in table.headings]
    if folded(column) in folds:
        return folds.index(folded(column))
    names = ", ".join(heading.strip() for heading in table.headings[:30])
    raise Trouble(tr("There is no such column."), column, tr("The columns are: {names}.", names=names))


def _settle_columns(
    said: Sequence[Heading], looks: Sequence[Contents], headings: Sequence[str]
) -> tuple[list[ColumnUse], list[tuple[int, int]], list[tuple[int, int]], list[int]]:
    """One column a field (and platform): the surest heading, the most exact numbers, the most usual words, the first.

    Also the twins to check it against, the other columns of names that fill its blanks, and the columns left out.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for at, heading in enumerate(said):
        if heading.field and heading.field != "post":
            platform = heading.platform if heading.field in METRICS else ""
            groups.setdefault((heading.field, platform), []).append(at)
    uses, checks, stand_ins, beaten = [], [], [], []
    for (field, platform), places in groups.items():
        best = max(places, key=lambda at: (*_prefer_column(said[at], looks[at]), -said[at].rank, -at))
        unit = unit_of(headings[best])
        given = (said[best].confidence, "heading", said[best].average, platform)
        uses.append(ColumnUse(field, best, *given, power=unit.power, percent=unit.percent))
        others = [at for at in places if at != best]
        twins = [at for at in others if folded(headings[at]) == folded(headings[best]) and field in METRICS]
        checks += [(best, at) for at in twins]
        stand_ins += [(best, at) for at in others if field == "name"]
        # The number that a network gives an account is another thing than the list's own identifier.
        own = [at for at in others if at not in twins and not (field == "id" and said[at].platform)]
        beaten += [at for at in own if field != "name" and looks[at].filled]
    return sorted(uses, key=lambda use: use.column), checks, stand_ins, beaten


def _said_mended(taken: Sequence[Heading], headings: Sequence[str]) -> list[Issue]:
    """One issue for each column taken for a field only once its heading's lost letters are put back."""
    pairs = zip(taken, headings, strict=True)
    return [
        Issue(0, found.field, text.strip(), HEADING_MENDED) for found, text in pairs if found.mended and found.field
    ]


def _beaten_words(heading: Heading) -> str:
    """Why a column was left out for another of its field."""
    return TOTALS_LEFT if heading.total and heading.field in REACTIONS else ALSO


def _prefer_column(heading: Heading, seen: Contents) -> tuple[bool, bool, bool, bool, float, float]:
    """What says something, all posts before new ones only, averages of reactions before totals, the surest words."""
    reaction = heading.field in REACTIONS
    usual = not heading.recent, not (reaction and heading.total), reaction and heading.average
    exact = seen.plain_number if heading.field in METRICS else 0.0
    return seen.filled > 0, *usual, heading.confidence, exact


def _drop_empty(uses: list[ColumnUse], looks: Sequence[Contents]) -> list[ColumnUse]:
    """Without the columns that say nothing, unless they would say who a row is about."""
    return [use for use in uses if looks[use.column].filled or use.field in IDENTITY]


def _drop_totals(uses: list[ColumnUse]) -> tuple[list[ColumnUse], list[ColumnUse]]:
    """Averages and totals do not add up: where there are averages, totals of reactions are left out (second list)."""
    average = any(use.per_post for use in uses if use.field in REACTIONS)
    left = [use for use in uses if average and use.field in REACTIONS and not use.per_post]
    return [use for use in uses if use not in left], left


def _settle_names(uses: list[ColumnUse], table: TextTable) -> list[ColumnUse]:
    """A French "nom" beside "prénom" is the surname, unless it holds the first name as well."""
    at = {use.field: use.column for use in uses}
    if not {"name", "first_name"} <= at.keys():
        return uses
    if "last_name" in at or _holds_parts(table.columns[at["name"]], table.columns[at["first_name"]]):
        return [use for use in uses if use.field not in ("first_name", "last_name")]
    return [replace(use, field="last_name") if use.field == "name" else use for use in uses]


def _add_accounts(uses: list[ColumnUse], looks: Sequence[Contents]) -> list[ColumnUse]:
    """A column of names with their accounts behind them, "Ann Bell @ann", feeds both where no other has accounts."""
    name = next((use for use in uses if use.field == "name"), None)
    if name is None or looks[name.column].named_handle < ENOUGH:
        return uses
    held = any(use.field in ("handle", *ACCOUNTS) for use in uses)
    return uses if held else [replace(name, field="handle", confidence=0.8, why="contents"), *uses]


def _holds_parts(names: Any, parts: Any) -> bool:
    """Whether most of the first names are parts of the names beside them."""
    pairs = zip(names.slice(0, 400).to_pylist(), parts.slice(0, 400).to_pylist(), strict=True)
    held = [folded(part) in folded(name) for name, part in pairs if part.strip()]
    return sum(held) * 2 > len(held)


def _own_platform(uses: Iterable[ColumnUse], said: Iterable[Heading], file_name: str) -> str:
    """Whose audience the file states where a row does not say: by the file's name, its headings, its only account."""
    accounts = [use.field for use in uses if use.field in ACCOUNTS]
    headed = {heading.platform for heading in said if heading.platform}
    if len(set(accounts)) == 1:
        return accounts[0]
    by_name = platform_in(" ".join(folded(file_name).split()))
    if by_name and by_name != "web":
        return by_name
    return headed.pop() if len(headed) == 1 else ""
