"""The entries of a snapshot: what the catalogue reads from the ranked list, and what is gathered person by person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core.campaign import online, score_models
from core.campaign import tables as campaign_tables
from core.campaign.dossier import history_of
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field
from core.campaign.fields.units import hundredths_of_percent
from core.campaign.ranked import Ranked
from core.i18n import LANGUAGES, language
from core.model import HUNDREDTHS, WEIGHT_PARTS, Assessment, Campaign, Evidence, LongArray, Person, to_date
from core.people import tables as people_tables
from core.ranking.compare import why
from core.ranking.live import Window
from core.scoring import explain
from core.scoring.evidence import span_words
from core.scoring.score import hundredths
from core.scoring.smoothing import pause_cost
from core.shortlist.snapshot import Entry, History, Piece, Share, Why
from core.stature import tables as stature_tables
from core.stature.evidence import is_unsupported
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Gathering:
    """One candidate at a position of the whole list, with what the workspace holds on that person."""

    workspace: Workspace
    ranked: Ranked
    position: int
    all_notes: bool

    @cached_property
    def row(self) -> int:
        return int(self.ranked.window.index[self.position])

    @cached_property
    def person(self) -> Person:
        return people_tables.person(self.workspace, int(self.ranked.board.person[self.row]))

    @cached_property
    def campaign(self) -> Campaign:
        return self.ranked.board.campaign

    @cached_property
    def scored_as(self) -> Campaign:
        return self.ranked.board.scored_as

    @cached_property
    def assessments(self) -> list[Assessment]:
        return stature_tables.assessments(self.workspace, self.person.id)

    @cached_property
    def pieces(self) -> list[Evidence]:
        return stature_tables.evidence(self.workspace, self.person.id)


def take_entries(workspace: Workspace, ranked: Ranked, all_notes: bool) -> tuple[Entry, ...]:
    """The invited and the reserve, in the order of the list; with the assessors' own notes if ``all_notes``."""
    window, reserve = ranked.window, ranked.reserve(ranked.board.campaign.reserve)
    positions = np.flatnonzero(window.is_in | np.isin(window.index, reserve))
    columns = _read_columns(replace(ranked, window=_cut_window(window, positions)))
    return tuple(
        _make_entry(
            {name: values[at] for name, values in columns.items()},
            Gathering(workspace, ranked, int(position), all_notes),
        )
        for at, position in enumerate(positions)
    )


def _cut_window(window: Window, positions: LongArray) -> Window:
    """Some rows of a window, which need not follow each other."""
    return Window(
        window.first,
        window.index[positions],
        window.rank[positions],
        window.tied[positions],
        window.total[positions],
        window.is_in[positions],
    )


def _read_columns(listed: Ranked) -> dict[str, list[Any]]:
    """Name in the snapshot -> the frozen values of the rows, of every field that is read from the list."""
    return {one.name_in("snapshot"): _freeze_field(one, listed) for one in fields_in("snapshot") if not one.personal}


def _freeze_field(one: Field, listed: Ranked) -> list[Any]:
    values = one.values_of(listed)
    if not one.parts:
        return one.unit.to_frozen(values)
    parts = {part: one.unit.to_frozen(column) for part, column in values.items()}
    return [{part: column[at] for part, column in parts.items()} for at in range(len(listed.window.index))]


def _make_entry(values: Mapping[str, Any], gathering: Gathering) -> Entry:
    """An entry; what the catalogue has and the snapshot's form has no place for goes to ``more``."""
    form = Entry.__dataclass_fields__
    fixed = {name: value for name, value in values.items() if name in form}
    more = {name: value for name, value in values.items() if name not in form}
    return Entry(**fixed, **{key: gather(gathering) for key, gather in GATHERED.items()}, more=more)


def _gather_handles(one: Gathering) -> dict[str, str]:
    return dict(one.person.handles)


def _gather_reason(one: Gathering) -> str:
    decided = campaign_tables.candidacy(one.workspace, one.campaign.id, one.person.id)
    return decided.reason if decided else ""


def _gather_notes(one: Gathering) -> tuple[str, ...]:
    """Of the notes those for the client, then those of the assessors where they go out; each once."""
    given = [campaign_tables.client_note(one.workspace, one.campaign.id, one.person.id)]
    given += [said.note for said in one.assessments] if one.all_notes else []
    return tuple(dict.fromkeys(note for note in given if note))


def _gather_evidence(one: Gathering) -> tuple[Piece, ...]:
    return tuple(Piece(p.criterion, p.kind, p.title, p.where, p.url, p.day) for p in one.pieces)


def _gather_unsupported(one: Gathering) -> tuple[str, ...]:
    supported = [piece.criterion for piece in one.pieces if piece.current(one.campaign.as_of)]
    levels = {key: float(values[one.row]) / HUNDREDTHS for key, values in one.ranked.board.levels.items()}
    return tuple(key for key, level in levels.items() if is_unsupported(level, supported.count(key)))


def _count_assessors(one: Gathering) -> int:
    return len({said.assessor for said in one.assessments if said.level is not None})


def _gather_pause_cost(one: Gathering) -> int | None:
    """What four silent weeks would take off the computed score; another tool's is not ours to smooth."""
    board = one.ranked.board
    if not board.candidates.score.known[one.row]:
        return None
    _, half_life = score_models.in_force(one.workspace, one.campaign)
    return int(hundredths(pause_cost(board.cruise[[one.row]] / HUNDREDTHS, half_life))[0])


def _gather_parts(one: Gathering) -> tuple[Share, ...]:
    """The computed score as signed parts that add up to it."""
    scores, (model, _) = (
        online.scores_of(one.workspace, one.scored_as),
        score_models.in_force(one.workspace, one.campaign),
    )
    shares = explain.parts(scores, one.row, model)
    return tuple(Share(_name_in_each_language(explain.part_name, share.key), share.points) for share in shares)


def _gather_changes(one: Gathering) -> tuple[Mapping[str, str], ...]:
    """What alone would gain five points, in each language."""
    scores, (model, _) = (
        online.scores_of(one.workspace, one.scored_as),
        score_models.in_force(one.workspace, one.campaign),
    )
    said = {}
    for name in LANGUAGES:
        with language(name):
            said[name] = [change.words for change in explain.changes(scores, one.row, model)]
    return tuple(dict(zip(said, words, strict=True)) for words in zip(*said.values(), strict=True))


def _gather_flagged(one: Gathering) -> tuple[Mapping[str, str], ...]:
    """Which days each flag speaks of, and why it was set aside where it was, in each language."""
    found = online.evidence_at(one.workspace, one.scored_as, one.row)
    said = {}
    for name in LANGUAGES:
        with language(name):
            said[name] = [f"{span_words(flagged)}." for flagged in found]
    return tuple(dict(zip(said, words, strict=True)) for words in zip(*said.values(), strict=True))


def _name_in_each_language(name_of: Callable[[str], str], key: str) -> dict[str, str]:
    names = {}
    for spoken in LANGUAGES:
        with language(spoken):
            names[spoken] = name_of(key)
    return names


def _gather_why(one: Gathering) -> tuple[Why, ...]:
    """Against the first one below the line, the comparison a client asks for."""
    window, board = one.ranked.window, one.ranked.board
    below = np.flatnonzero((window.rank > 0) & ~window.is_in)
    if not window.is_in[one.position] or not len(below):
        return ()
    rival = int(window.index[below[0]])
    found = why(board.candidates, one.row, rival, board.campaign.weight)
    even = None if found.break_even is None else hundredths_of_percent(found.break_even)
    terms = (round(found.score / WEIGHT_PARTS), round(found.credibility / WEIGHT_PARTS))
    return (Why(board.name.take([rival])[0], *terms, even),)


def _gather_history(one: Gathering) -> History:
    past = history_of(one.workspace, one.scored_as, one.row, one.person.id)
    return History(
        tuple(day for number in past.day.tolist() if (day := to_date(number))),
        tuple(value if value >= 0 else None for value in hundredths(past.speed).tolist()),
        tuple(value if value >= 0 else None for value in hundredths(past.cruise).tolist()),
    )


GATHERED: Mapping[str, Callable[[Gathering], Any]] = {
    "handles": _gather_handles,
    "email": lambda one: one.person.email,
    "url": lambda one: one.person.url,
    "pause_cost": _gather_pause_cost,
    "reason": _gather_reason,
    "notes": _gather_notes,
    "evidence": _gather_evidence,
    "unsupported": _gather_unsupported,
    "assessors": _count_assessors,
    "why": _gather_why,
    "history": _gather_history,
    "told": lambda one: people_tables.told_on(one.workspace, one.person.id),
    "parts": _gather_parts,
    "changes": _gather_changes,
    "flagged": _gather_flagged,
}
"""How each field that is read person by person is gathered: one for each ``personal`` field of the catalogue."""
