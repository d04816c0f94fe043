"""The assessment sheet goes out to an assessor as a workbook, and what comes back is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from core import files
from core.campaign import assessing, tables
from core.errors import Trouble
from core.folding import fold
from core.i18n import tr, trn
from core.importing.reading.raw_sheet import raw_rows
from core.model import Assessment, AssessmentKind, Issue
from core.people import tables as people_tables
from core.stature import actions as stature
from core.stature import tables as stature_tables
from core.stature.assessor_tables import spelling_of
from core.stature.rubric import Rubric, load
from core.stature.sheet import MARK, Filled, Listed, fingerprint, fresh, make_sheet, read_sheet
from core.stature.tables import Stated
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Back:
    """What a sheet brought: how many levels and notes are new, how many rows were blank, how many people are no
    longer on it, and what could not be taken, each with its row and raw text."""

    assessor: str
    added: int
    blank: int
    missing: int
    issues: Sequence[Issue]


@dataclass(frozen=True)
class SheetOrder:
    """What a sheet is asked for: who fills it in, how many people stand on it at most, and the weight (thousandths)
    at which they are worth assessing."""

    assessor: str
    people: int
    weight: int


def write_next_sheet(workspace: Workspace, campaign: int, order: SheetOrder, path: Path, day: date) -> int:
    """``write_sheet`` for those whom its assessor is to be shown first; says how many are on it."""
    queued = assessing.queue(workspace, campaign, order.weight)
    chosen = assessing.waiting(workspace, campaign, order.assessor.strip(), queued)[: order.people]
    return write_sheet(workspace, campaign, chosen, order.assessor, path, day)


def write_sheet(
    workspace: Workspace, campaign: int, chosen: Sequence[int], assessor: str, path: Path, day: date
) -> int:
    """Writes a workbook on which one assessor rates some people, and says how many are on it.

    It holds the assessor's own earlier levels and nobody else's. Trouble without a name or without anybody.
    """
    if not assessor.strip():
        raise Trouble(tr("A sheet needs the name of its assessor."), "", tr("Type who will fill it in."))
    if not chosen:
        raise Trouble(tr("There is nobody to put on the sheet."), "", tr("Choose candidates first."))
    asked, name, token = tables.campaign(workspace, campaign), assessor.strip(), token_hex(8)
    rubric, market = stature.rubric_of(workspace, asked), asked.market
    said = _find_latest(stature_tables.given_by(workspace, chosen, name, market))
    given = {
        (person, key): (_to_whole(one.said.level), one.said.note)
        for (person, key, kind), one in said.items()
        if kind == "level" and key in rubric.keys
    }
    listed = [_list_person(workspace, person) for person in chosen]
    book = make_sheet(rubric, listed, name, token, day, given)
    with files.replace_whole(path) as draft:
        draft.write_bytes(book)
    mark = fingerprint(rubric, chosen, token)
    sent = {"campaign": campaign, "market": market, "token": token, "assessor": name}
    data = {**sent, "people": sorted(chosen), "sent": _digest_cells(given)}
    with workspace.unrecorded():
        stature_tables.store_sheet(workspace, mark, data)
    return len(listed)


def _rubric_of_sheet(workspace: Workspace, sent: Mapping[str, Any]) -> Rubric:
    """The rubric of the campaign for which a sheet went out; the program's own where that campaign is gone."""
    there = [one for one in tables.campaigns(workspace) if one.id == sent.get("campaign")]
    return stature.rubric_of(workspace, there[0]) if there else load()


def read_back(workspace: Workspace, path: Path, day: date) -> tuple[Back, Changed]:
    """Takes the levels and notes of a filled sheet; one read before adds nothing, and undo takes them away again.

    Trouble when it is no assessment sheet, did not go out from this workspace, or the rubric has changed since.
    """
    rows, step = raw_rows(path), tr("Read an assessment sheet")
    sent = stature_tables.stored_sheet(workspace, _find_mark(rows)) or {}
    listed: list[int] = sent.get("people", [])
    moved = stature_tables.moved_since(sent)
    names = people_tables.folded_names(workspace, [number + moved for number in listed])
    filled = read_sheet(
        rows,
        _rubric_of_sheet(workspace, sent),
        listed,
        str(sent.get("token", "")),
        {number - moved: name for number, name in names.items()},
    )
    assessor = spelling_of(workspace, filled.assessor or str(sent["assessor"]))
    wanted = [number + moved for number in listed if number not in sent.get("erased", [])]
    here = people_tables.existing_ids(workspace, wanted)
    known = _find_latest(stature_tables.given_by(workspace, here, assessor, str(sent.get("market", ""))))
    newest = max((one.said.day for one in known.values() if one.said.day), default=day)
    stated = _keep_changed(_read_statements(filled, assessor, max(day, newest)), sent)
    stated = [said for one in stated if (said := replace(one, person=one.person + moved)).person in here]
    new = fresh(stated, (one.said for one in known.values()))
    # A level of this market stands before a general one: given again on the sheet it is given for the market.
    where = {cell: one.market for cell, one in known.items()}
    with workspace.step(step, "stature"):
        for said in new:
            market = where.get((said.person, said.criterion, said.kind), "")
            stature_tables.add_assessment(workspace, said, market, int(str(sent["campaign"])))
    gone = sum(number + moved not in here for number in listed)
    issues = [*_issues_of_signer(filled.assessor, str(sent["assessor"])), *filled.issues]
    back = Back(assessor, len(new), len(filled.blank), len(filled.missing) + gone, issues)
    return back, changed(step, "stature", people=sorted({said.person for said in new}))


OTHER_SIGNER = "The sheet went out to one assessor and came back under another’s name, under which its levels stand."


def _issues_of_signer(came: str, sent: str) -> list[Issue]:
    """That a sheet came back under another name than it went out under: nobody writes under another's name unsaid."""
    if not came or fold(came) == fold(sent):
        return []
    return [Issue(0, "assessor", f"{sent} → {came}", OTHER_SIGNER)]


def _find_latest(stated: Iterable[Stated]) -> dict[tuple[int, str, AssessmentKind], Stated]:
    """The latest of one assessor by (person, criterion, kind), the market's own first."""
    return {(one.said.person, one.said.criterion, one.said.kind): one for one in stated}


def back_words(back: Back, file: str, most: int | None = None) -> list[str]:
    """What a sheet brought, then what could not be taken, row by row: ``most`` of the rows, or all."""
    said = trn(
        "{file}: {n} new level or note by {assessor}.",
        "{file}: {n} new levels and notes by {assessor}.",
        back.added,
        file=file,
        assessor=back.assessor,
    )
    rows = [
        tr("Row {row}: “{raw}” – {reason}", row=issue.row, raw=issue.raw, reason=tr(issue.reason))
        for issue in back.issues[:most]
    ]
    more = len(back.issues) - len(rows)
    return [said, *rows, *([trn("and {n} more", "and {n} more", more)] if more else [])]


def _read_statements(filled: Filled, assessor: str, day: date) -> list[Assessment]:
    levels = [replace(said, assessor=assessor) for said in filled.assessments(day)]
    alone = [Assessment(who, key, assessor, None, text, day, "note") for (who, key), text in filled.notes.items()]
    return levels + alone


def _digest_cells(given: Mapping[tuple[int, str], tuple[int | None, str]]) -> dict[str, str]:
    """What stood on the sheet when it went out, as digests: enough to see what was touched, nothing to be erased."""
    return {f"{person} {key}": _digest_cell(level, note) for (person, key), (level, note) in given.items()}


def _digest_cell(level: float | None, note: str) -> str:
    return sha256(f"{level}\n{note.strip()}".encode()).hexdigest()[:16]


def _keep_changed(stated: list[Assessment], sent: Mapping[str, Any]) -> list[Assessment]:
    """What the assessor changed: a cell as it went out must not take back what was said in the program since."""
    was: Mapping[str, str] = sent.get("sent", {})
    return [
        said
        for said in stated
        if said.kind == "note" or was.get(f"{said.person} {said.criterion}") != _digest_cell(said.level, said.note)
    ]


def _find_mark(rows: Sequence[Sequence[str]]) -> str:
    found = (text.strip() for row in rows for text in row if text.strip().startswith(MARK))
    return next(found, "").removeprefix(MARK)


def _list_person(workspace: Workspace, number: int) -> Listed:
    who = people_tables.person(workspace, number)
    context = (who.organisation, who.market, who.country, *(f"@{handle}" for handle in who.handles.values()))
    return Listed(number, who.name, " · ".join(filter(None, context)))


def _to_whole(level: float | None) -> int | None:
    return None if level is None else round(level)
