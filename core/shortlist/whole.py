"""The whole decision behind a list: everybody considered, what people decided, and what the rules cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from core.campaign import rules
from core.campaign import tables as campaign_tables
from core.campaign.fields.units import STATES, TOTAL
from core.campaign.ranked import Ranked
from core.i18n import LANGUAGES, language
from core.model import IntArray, LongArray, to_date
from core.people import tables as people_tables
from core.scoring import tables as scoring_tables
from core.shortlist.snapshot import Decision, Everyone, Snapshot, Words
from core.stature import tables as stature_tables
from core.stature.conflicts import Conflict
from core.stature.counted import conflicts_of
from core.workspace.store import Workspace

SCORE, CREDIBILITY = 1, 2
"""Which side is a stand-in, as ``Everyone.provisional`` adds them up."""


def with_whole_decision(workspace: Workspace, ranked: Ranked, taken: Snapshot) -> Snapshot:
    """A snapshot of a ranked board with everybody on it and all that was decided by people."""
    return replace(
        taken,
        everyone=list_everyone(workspace, ranked),
        decisions=tuple(_list_decisions(workspace, ranked)),
        prices=price_rules(ranked),
    )


def list_everyone(workspace: Workspace, ranked: Ranked) -> Everyone:
    """Every candidate, in the order of the list."""
    board, window = ranked.board, ranked.window
    rows, sides = window.index, board.candidates
    told = people_tables.told_people(workspace, board.campaign.id)
    provisional = SCORE * ~sides.score.known[rows] + CREDIBILITY * ~sides.credibility.known[rows]
    return Everyone(
        id=tuple(board.key.take(rows.tolist())),
        name=tuple(board.name.take(rows.tolist())),
        rank=_freeze(window.rank),
        is_in=tuple(window.is_in.tolist()),
        total=tuple(TOTAL.to_frozen(window.total)),
        score=_freeze(sides.score.value[rows]),
        score_low=_freeze(sides.score.low[rows]),
        score_high=_freeze(sides.score.high[rows]),
        credibility=_freeze(sides.credibility.value[rows]),
        credibility_low=_freeze(sides.credibility.low[rows]),
        credibility_high=_freeze(sides.credibility.high[rows]),
        state=tuple(STATES[code] for code in sides.state[rows].tolist()),
        provisional=_freeze(provisional),
        told=tuple(np.isin(board.person[rows], told).tolist()),
    )


def price_rules(ranked: Ranked) -> tuple[Words, ...]:
    """What each rule of the campaign cost, a sentence a rule in each language; none where it has no rules."""
    board = ranked.board
    if not rules.read_rules(board.campaign.rules):
        return ()
    said = {}
    for name in LANGUAGES:
        with language(name):  # the rules carry the words of the language in which they were made
            found = rules.best_selection(board, board.campaign.weight, board.campaign.seats, known=_seated(ranked))
            said[name] = rules.price_words(board, found) if found else []
    return tuple(dict(zip(said, words, strict=True)) for words in zip(*said.values(), strict=True))


def _seated(ranked: Ranked) -> LongArray:
    seated: LongArray = ranked.window.index[ranked.window.is_in]
    return seated


def _list_decisions(workspace: Workspace, ranked: Ranked) -> Iterator[Decision]:
    """What people decided: on seats first, then on levels."""
    board = ranked.board
    for one in campaign_tables.decided(workspace, board.campaign.id):
        (key,), (name,) = _named(ranked, [one.person])
        yield Decision("pinned" if one.pinned else "excluded", key, name, one.reason, one.decided_by)
    for row, why in sorted(board.settled.items()):
        yield Decision("tie", board.key.take([row])[0], board.name.take([row])[0], why)
    aside = scoring_tables.flags_set_aside_in(workspace, board.campaign.id)
    for flag, key, name in zip(aside, *_named(ranked, [one.person for one in aside]), strict=True):
        yield Decision("flag", key, name, flag.reason, flag.who, flag.flag, to_date(flag.day))
    for kind, conflict in _counted_conflicts(workspace, board.campaign.id):
        (key,), (name,) = _named(ranked, [conflict.person])
        words = ": ".join(text for text in (conflict.assessor, conflict.kind, conflict.reason) if text)
        if kind == "waived":
            yield Decision(
                kind, key, name, f"{words}; {conflict.waived_why}", conflict.waived_by, day=conflict.waived_on
            )
        else:
            yield Decision(kind, key, name, words, conflict.assessor if not conflict.found else "", day=conflict.day)
    settled = stature_tables.settlements(workspace, board.campaign.id, board.campaign.market)
    keys, names = _named(ranked, [said.person for said in settled])
    for key, name, said in zip(keys, names, settled, strict=True):
        yield Decision("settled", key, name, said.note, said.assessor, said.criterion, said.day)


def _counted_conflicts(workspace: Workspace, campaign: int) -> Iterator[tuple[str, Conflict]]:
    """The conflicts of interest that decided something: a level was left out for it, or counts since it was waived."""
    said = stature_tables.level_columns(workspace, campaign)
    given = set(zip(said.person.tolist(), said.assessor, strict=True))
    for one in conflicts_of(workspace, campaign):
        if (one.person, one.assessor) in given:
            yield "waived" if one.waived_by else "conflict", one


def _named(ranked: Ranked, people: Iterable[int]) -> tuple[list[str], list[str]]:
    """Stable keys and names of some candidates by person id."""
    rows = np.searchsorted(ranked.board.person, list(people)).tolist()
    return ranked.board.key.take(rows), ranked.board.name.take(rows)


def _freeze(values: IntArray | LongArray) -> tuple[int, ...]:
    return tuple(np.asarray(values).tolist())
