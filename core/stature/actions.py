"""Actions on stature: a level, a note, a piece of evidence, a person who is on no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from core import files
from core.errors import Trouble
from core.folding import fold
from core.i18n import tr
from core.model import Assessment, AssessmentKind, Campaign, Evidence, to_date, to_day
from core.people import tables as people_tables
from core.stature import levels, tables
from core.stature import rubric as rubrics
from core.stature import tables as stature_tables
from core.stature.assessment import settlement
from core.stature.confidence import check_confidence
from core.stature.evidence import MOST_MEGABYTES, UNKNOWN_SOURCE, Fact, Source, levels_from, of_fact, openable
from core.stature.rubric import TOP_LEVEL, Rubric
from core.stature.tables import Stated
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def rubric_of(workspace: Workspace, campaign: Campaign) -> Rubric:
    """The rubric by which a campaign assesses: a saved one, or the one that comes with the program."""
    saved = None if campaign.rubric is None else stature_tables.rubric(workspace, campaign.rubric)
    return rubrics.from_json(saved[1], saved[0]) if saved else rubrics.load()


@dataclass(frozen=True)
class Occasion:
    """Who says something of a person, and when; ``market``: it counts there only, empty for every market;
    ``campaign``: the one it is said in; ``confidence``: how sure of it, a key of ``core.stature.confidence``."""

    assessor: str = ""
    day: date | None = None
    market: str = ""
    campaign: int | None = None
    confidence: str = ""


ANY_OCCASION = Occasion()
MOST_BYTES = MOST_MEGABYTES * 1_000_000
"""The largest file that is kept with a piece of evidence: the workspace is copied whole at every backup."""


def set_level(
    workspace: Workspace,
    person: int,
    criterion: str,
    level: int | None,
    occasion: Occasion = ANY_OCCASION,
) -> Changed:
    """Gives a level from 0 to 4, or None for "unknown"; the note given earlier stays beside it.

    What is given now stands, even where a file brought levels with a later date: it takes the newest date there is.
    """
    if level is not None and not 0 <= level <= TOP_LEVEL:
        raise Trouble(tr("A level lies between 0 and 4."), "", tr("Press 0 to 4, or ? for unknown."))
    stated = tables.statements(workspace, person)
    rated = _latest_own(stated, criterion, occasion, "level")
    lone = _latest_own(stated, criterion, occasion, "note")
    note = rated.said.note if rated else lone.said.note if lone else ""
    day = _day_now(_without_notes(stated), criterion, occasion.day)
    doubt = check_confidence(occasion.confidence)
    said = Assessment(person, criterion, occasion.assessor, level, note, day, confidence=doubt)
    return _add_statement(workspace, tr("Level"), said, occasion)


def write_note(
    workspace: Workspace,
    person: int,
    criterion: str,
    note: str,
    occasion: Occasion = ANY_OCCASION,
) -> Changed:
    """Writes the note of one assessor on one criterion; the level given earlier stays beside it, with its age.

    On a criterion the assessor has not rated the note stands alone until there is a level.
    """
    stated = tables.statements(workspace, person)
    rated = _latest_own(stated, criterion, occasion, "level")
    if rated:
        said = replace(rated.said, note=note.strip())
    else:
        day = _day_now([one for one in stated if one.said.kind == "note"], criterion, occasion.day)
        said = Assessment(person, criterion, occasion.assessor, None, note.strip(), day, "note")
    return _add_statement(workspace, tr("Note"), said, occasion)


def settle(
    workspace: Workspace,
    person: int,
    criterion: str,
    level: int | None,
    reason: str,
    occasion: Occasion,
) -> Changed:
    """Settles a difference between assessors; it holds until one of them rates again. Trouble without a reason."""
    if level is not None and not 0 <= level <= TOP_LEVEL:
        raise Trouble(tr("A level lies between 0 and 4."), "", tr("Press 0 to 4, or ? for unknown."))
    stated = tables.statements(workspace, person)
    day = _day_now(_without_notes(stated), criterion, occasion.day)
    said = settlement(person, criterion, level, reason.strip(), occasion.assessor, day)
    return _add_statement(workspace, tr("Settle a difference"), said, occasion)


def add_evidence(workspace: Workspace, piece: Evidence, file: bytes | Path | None = None) -> Changed:
    """Adds a piece of evidence, with its file where there is one: a path is read and gives its own name.

    Trouble without a title, with an address that is not plain http or https, or with a file that cannot be kept.
    """
    if not piece.title.strip():
        raise Trouble(tr("A piece of evidence needs a title."), "", tr("Name the book, the entry, the article…"))
    if piece.url and not openable(piece.url):
        raise Trouble(tr("Only web addresses can be kept."), piece.url, tr("Start it with https://"))
    if isinstance(file, Path):
        piece, file = replace(piece, file_name=file.name), _read_file(file)
    if file is not None:
        _check_size(len(file), piece.file_name)
    with workspace.step(tr("Add evidence"), "stature"):
        tables.add_evidence(workspace, piece, file=file)
    levels.refresh_person_levels(workspace, piece.person)
    return changed(tr("Add evidence"), "stature", people=[piece.person])


def state_fact(
    workspace: Workspace,
    person: int,
    fact: Fact,
    value: float,
    occasion: Occasion = ANY_OCCASION,
    source: Source = UNKNOWN_SOURCE,
) -> Changed:
    """Gives the level that a number stands for by its declared thresholds, and keeps the number as evidence."""
    step, level = tr("Level from a number"), int(levels_from(np.array([value]), fact.cuts)[0])
    piece = replace(of_fact(fact, value, person, source), added_by=occasion.assessor)
    with workspace.step(step, "stature"):
        set_level(workspace, person, fact.criterion, level, occasion)
        add_evidence(workspace, piece)
    return changed(step, "stature", people=[person])


def check_file(path: Path) -> None:
    """Whether a file may be kept with a piece of evidence, before it is read: Trouble where it may not."""
    try:
        _check_size(path.stat().st_size if path.is_file() else 0, path.name)
    except OSError as fault:
        raise _unreadable_trouble(path.name) from fault


def attach_file(workspace: Workspace, person: int, number: int, path: Path) -> Changed:
    """Keeps a file with a piece of evidence that is there already, in the place of one kept before."""
    data, step = _read_file(path), tr("Attach a file")
    with workspace.step(step, "stature"):
        tables.attach_file(workspace, number, path.name, data)
    levels.refresh_person_levels(workspace, person)
    return changed(step, "stature", people=[person])


def save_file(workspace: Workspace, number: int, path: Path) -> None:
    """Writes the file kept with a piece of evidence where the user wants it. It is never opened from here."""
    files.write_whole(path, evidence_file(workspace, number)[1])


def evidence_file(workspace: Workspace, number: int) -> tuple[str, bytes]:
    """The file kept with a piece of evidence: its name and its bytes. Trouble where there is none."""
    found = tables.evidence_file(workspace, number)
    if found is None:
        raise Trouble(tr("No file is kept with this piece."), "", tr("Add the piece again, with its file."))
    return found


def remove_evidence(workspace: Workspace, person: int, number: int) -> Changed:
    """Takes a piece of evidence away."""
    with workspace.step(tr("Remove evidence"), "stature"):
        tables.remove_evidence(workspace, number)
    levels.refresh_person_levels(workspace, person)
    return changed(tr("Remove evidence"), "stature", people=[person])


def set_offline(workspace: Workspace, person: int, offline: bool) -> Changed:
    """Flags somebody as absent from the networks by choice, which is known, not unknown."""
    step = tr("Off line") if offline else tr("On line")
    with workspace.step(step, "people"):
        people_tables.correct_person(workspace, person, offline=offline)
    return changed(step, "people", people=[person])


def _read_file(path: Path) -> bytes:
    """The bytes of a file that may be kept."""
    check_file(path)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise _unreadable_trouble(path.name) from fault


def _unreadable_trouble(name: str) -> Trouble:
    return Trouble(tr("There is nothing in this file, or it cannot be read."), name, tr("Choose another file."))


def _check_size(size: int, name: str) -> None:
    if not size:
        raise _unreadable_trouble(name)
    if size > MOST_BYTES:
        raise Trouble(
            tr("The file is too large to be kept in the workspace."),
            name,
            tr("Keep at most {n} megabytes, or write down where it can be found.", n=MOST_MEGABYTES),
        )


def _latest_own(stated: list[Stated], key: str, occasion: Occasion, kind: AssessmentKind) -> Stated | None:
    """The latest of an assessor on a criterion, of one kind and for exactly this market."""
    wanted = (key, fold(occasion.assessor), kind, occasion.market)
    every = ((s, (s.said.criterion, fold(s.said.assessor), s.said.kind, s.market)) for s in reversed(stated))
    return next((s for s, found in every if found == wanted), None)


def _without_notes(stated: list[Stated]) -> list[Stated]:
    """The levels and settlements, without the notes that stand alone."""
    return [one for one in stated if one.said.kind != "note"]


def _day_now(stated: list[Stated], key: str, day: date | None) -> date | None:
    """The day of something said now: no earlier than what has been said on the same thing."""
    days = [to_day(s.said.day) for s in stated if s.said.criterion == key]
    return to_date(max([to_day(day), *days]))


def _add_statement(workspace: Workspace, step: str, said: Assessment, occasion: Occasion) -> Changed:
    with workspace.step(step, "stature"):
        tables.add_assessment(workspace, said, occasion.market, occasion.campaign)
    levels.refresh_person_levels(workspace, said.person)
    return changed(step, "stature", people=[said.person])
