"""Assessing: what one assessor sees of a person, whom it is worth assessing next, and where assessors differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from core.campaign import build, online, tables
from core.campaign.ranked import find_triage
from core.campaign.rules import read_rules
from core.i18n import tr
from core.model import LongArray, Person
from core.people import tables as people_tables
from core.stature import actions as stature
from core.stature import agreement as agreeing
from core.stature import assessor_tables, stop
from core.stature import tables as stature_tables
from core.stature.assessor_tables import spelling_of
from core.stature.choices import read_choices
from core.stature.conflicts import excluded_pairs
from core.stature.counted import conflicts_of, free_levels
from core.stature.evidence import is_unsupported
from core.stature.levels import levels_of
from core.stature.rubric import Criterion
from core.stature.tables import Stated
from core.stature.triage import summary
from core.workspace.changed import Changed
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Said:
    """What somebody said of one criterion: level None is "unknown". ``campaign`` is the name of another campaign,
    empty for this one; ``age`` in days, None where undated; ``market`` empty for every market; ``confidence`` a key of
    ``core.stature.confidence``."""

    assessor: str
    level: float | None
    note: str
    market: str = ""
    campaign: str = ""
    age: int | None = None
    confidence: str = ""


@dataclass(frozen=True)
class CriterionView:
    """One criterion of a person as one assessor may see it.

    ``own`` is what the assessor said last (None: nothing yet) and ``note`` the assessor's note, with or without a
    level. ``others`` are seen once the assessor has rated; until then ``hidden`` says how many there are.
    ``earlier`` are notes from other campaigns, the newest first. ``unsupported``: a high level without evidence.
    ``blind``: the others are hidden until every criterion is rated.
    """

    key: str
    name: str
    anchors: Sequence[str]
    own: Said | None
    note: str
    others: Sequence[Said]
    hidden: int
    earlier: Sequence[Said]
    evidence: int
    unsupported: bool
    blind: bool = False


@dataclass(frozen=True)
class PersonView:
    """One person as one assessor may see them; the criteria in the rubric's order."""

    person: Person
    criteria: Sequence[CriterionView]

    @property
    def finished(self) -> bool:
        """Whether the assessor has said something on every criterion."""
        return all(row.own is not None for row in self.criteria)


@dataclass(frozen=True)
class Queue:
    """People whose assessment can still change the list, the most decisive first, and that in a sentence."""

    people: LongArray
    words: str


@dataclass(frozen=True)
class Ahead:
    """What comes next for an assessor: the queue in a sentence, whom it leaves to them, and the first of those."""

    words: str
    waiting: Sequence[int]
    person: PersonView | None


@dataclass(frozen=True)
class Difference:
    """A person and criterion on which assessors differ by two levels or more. ``market``: the one for which they
    stated their levels, empty for every market; it is settled for the same."""

    person: int
    name: str
    criterion: str
    title: str
    said: Sequence[Said]
    spread: float
    market: str = ""


@dataclass(frozen=True)
class Agreed:
    """How far the assessors agree on one criterion. ``people`` were rated by at least two of them; ``meaning`` is
    ``core.stature.agreement``'s word for the alpha, ``words`` the same as a sentence."""

    criterion: str
    title: str
    alpha: float | None
    people: int
    assessors: int
    meaning: str
    words: str


def person_view(workspace: Workspace, campaign: int, person: int, assessor: str, as_of: date) -> PersonView:
    """A person as an assessor may see them on a day: neither score nor rank, and the others' levels stay hidden until
    one's own is there; in a campaign that assesses blind, until one has gone through the whole person.

    Levels and notes for other markets are left out, since influence ends at its market. Gone for nobody.
    """
    asked, assessor = tables.campaign(workspace, campaign), spelling_of(workspace, assessor)
    market = asked.market
    stated = [s for s in stature_tables.statements(workspace, person) if s.market in ("", market)]
    pieces = stature_tables.evidence(workspace, person)
    current = [piece.criterion for piece in pieces if piece.current(as_of)]
    names = {kept.id: kept.name for kept in tables.campaigns(workspace)}
    rubric = stature.rubric_of(workspace, asked)
    mine = {s.said.criterion for s in stated if (s.said.assessor, s.said.kind) == (assessor, "level")}
    frame = _Frame(campaign, names, as_of, read_choices(asked.assessing).blind and not mine.issuperset(rubric.keys))
    return PersonView(
        people_tables.person(workspace, person),
        [_view_criterion(one, stated, assessor, frame, current.count(one.key)) for one in rubric.criteria],
    )


def edit_and_view(
    workspace: Workspace,
    campaign: int,
    person: int,
    assessor: str,
    as_of: date,
    edit: Callable[[Workspace], Changed],
) -> tuple[PersonView, Changed]:
    """Makes an edit that concerns a person, and views that person anew; what ``person_view`` and the edit raise."""
    what = edit(workspace)
    return person_view(workspace, campaign, person, assessor, as_of), what


@dataclass(frozen=True)
class _Frame:
    """From where one looks: this campaign, the names of all, the day, and whether all others are hidden still."""

    campaign: int
    names: dict[int, str]
    as_of: date
    blind: bool

    def said(self, stated: Stated) -> Said:
        said, elsewhere = stated.said, stated.campaign not in (None, self.campaign)
        return Said(
            said.assessor,
            said.level,
            said.note,
            stated.market,
            self.names.get(stated.campaign or 0, "") if elsewhere else "",
            None if said.day is None else (self.as_of - said.day).days,
            said.confidence,
        )


def _view_criterion(
    criterion: Criterion, stated: list[Stated], assessor: str, frame: _Frame, pieces: int
) -> CriterionView:
    here = [s for s in stated if s.said.criterion == criterion.key]
    rated = [s for s in here if s.said.kind != "note"]
    lone = [s for s in here if s.said.kind == "note"]
    latest = {(s.said.assessor, s.said.kind): s for s in sorted(rated, key=lambda s: bool(s.market))}
    own, note = latest.pop((assessor, "level"), None), _latest_note(lone, assessor)
    seen = own is not None and not frame.blind
    open_to = [s for s in rated + lone if seen or s.said.assessor == assessor]
    earlier = [said for s in reversed(open_to) if (said := frame.said(s)).campaign and said.note]
    return CriterionView(
        key=criterion.key,
        name=criterion.name(),
        anchors=[criterion.anchor(level) for level in range(len(criterion.anchors))],
        own=frame.said(own) if own else None,
        note=own.said.note if own else note,
        others=[frame.said(s) for s in latest.values()] if seen else [],
        hidden=0 if seen else len(latest),
        earlier=list({(said.assessor, said.note): said for said in reversed(earlier)}.values())[::-1],
        evidence=pieces,
        unsupported=own is not None and is_unsupported(own.said.level, pieces),
        blind=frame.blind,
    )


def _latest_note(lone: list[Stated], assessor: str) -> str:
    return next((s.said.note for s in reversed(lone) if s.said.assessor == assessor), "")


def queue(workspace: Workspace, campaign: int, weight: int | None = None) -> Queue:
    """Triage at a weight (thousandths; the campaign's own unless said), with everything said so far."""
    asked = tables.campaign(workspace, campaign)
    standing = build.candidates_of(workspace, asked, online.scores_of(workspace, asked))
    found = find_triage(standing, asked.rules, asked.weight if weight is None else weight, asked.seats)
    people, words = online.people_of(workspace, campaign).person, summary(standing, found)
    if len(found) > stop.MOST_WEIGHED or read_rules(asked.rules):
        return Queue(people[found], words)
    rubric = stature.rubric_of(workspace, asked)
    weights = {criterion.key: criterion.weight for criterion in rubric.criteria}
    levels = levels_of(workspace, asked, people, rubric)
    at = asked.weight if weight is None else weight
    outlook = stop.find_outlook(standing, levels, weights, found, stop.Seating(at, asked.seats))
    said = stop.stop_words(outlook.chance)
    return Queue(people[outlook.queue], f"{words}. {said}" if said else words)


def waiting(workspace: Workspace, campaign: int, assessor: str, queued: Queue) -> list[int]:
    """Whom this assessor is to be shown: the queue without those already gone through, then second opinions.

    Gone through: something was said on every criterion, be it "unknown". A second opinion is asked of those whom
    others have rated and this assessor has not, in the order of the ids. Where it was said who assesses whom, only
    those who are theirs are shown, all of them; those of whom the assessor is too close to judge never. A campaign
    may put those first on whom the others differ most.
    """
    name, asked = spelling_of(workspace, assessor), tables.campaign(workspace, campaign)
    keys = set(stature.rubric_of(workspace, asked).keys)
    said: dict[int, set[str]] = {}
    for person, criterion in stature_tables.assessed_by(workspace, campaign, name):
        said.setdefault(person, set()).add(criterion)
    first = [person for person in queued.people.tolist() if not keys <= said.get(person, set())]
    known = {*first, *(person for person, done in said.items() if done & keys)}
    every = first + _find_second_opinions(workspace, campaign, name, keys, known)
    assigned = assessor_tables.assignments(workspace, campaign)
    if assigned:
        mine = [person for person, who in assigned if who == name and not keys <= said.get(person, set())]
        every = [*(person for person in every if person in set(mine)), *(one for one in mine if one not in set(every))]
    barred = {person for person, who in excluded_pairs(conflicts_of(workspace, campaign)) if who == name}
    return _in_order(workspace, campaign, [person for person in every if person not in barred])


def _in_order(workspace: Workspace, campaign: int, people: list[int]) -> list[int]:
    """Those on whom assessors differ most first, where the campaign says so; else as they are."""
    if read_choices(tables.campaign(workspace, campaign).assessing).order != "disagreement":
        return people
    spread = agreeing.spread_by_person(free_levels(workspace, campaign), tables.campaign(workspace, campaign).market)
    return sorted(people, key=lambda person: -spread.get(person, 0.0))


def look_ahead(
    workspace: Workspace, campaign: int, weight: int, assessor: str, passed: Sequence[int], as_of: date
) -> Ahead:
    """The queue of an assessor at a weight (thousandths), and the next person after those passed over, already read."""
    queued = queue(workspace, campaign, weight)
    left = waiting(workspace, campaign, assessor, queued)
    following = first_of(left, passed)
    seen = None if following is None else person_view(workspace, campaign, following, assessor, as_of)
    return Ahead(queued.words, left, seen)


def first_of(waiting: Sequence[int], passed: Sequence[int]) -> int | None:
    """The first who was not passed over yet, else the one passed over longest ago, never the last one."""
    over = set(passed)
    fresh = next((person for person in waiting if person not in over), None)
    if fresh is not None:
        return fresh
    left = set(waiting)
    return next((person for person in passed[:-1] if person in left), None)


def _find_second_opinions(
    workspace: Workspace, campaign: int, assessor: str, keys: set[str], known: set[int]
) -> list[int]:
    others = [name for name in stature_tables.assessors(workspace, campaign) if name not in ("", assessor)]
    rated = {
        person
        for name in others
        for person, criterion in stature_tables.assessed_by(workspace, campaign, name)
        if criterion in keys
    }
    return sorted(rated - known)


def differences(workspace: Workspace, campaign: int) -> list[Difference]:
    """The differences of two levels or more that nobody has settled, the widest first."""
    asked = tables.campaign(workspace, campaign)
    rubric, market = stature.rubric_of(workspace, asked), asked.market
    found = agreeing.disputes(free_levels(workspace, campaign), market)
    return [
        _describe_difference(workspace, dispute, rubric[dispute.criterion])
        for dispute in found
        if dispute.criterion in rubric.keys
    ]


def _describe_difference(workspace: Workspace, dispute: agreeing.Dispute, criterion: Criterion) -> Difference:
    notes = {
        stated.said.assessor: stated.said.note
        for stated in stature_tables.statements(workspace, dispute.person)
        if (stated.said.kind, stated.said.criterion, stated.market) == ("level", dispute.criterion, dispute.market)
    }
    return Difference(
        dispute.person,
        people_tables.person(workspace, dispute.person).name,
        dispute.criterion,
        criterion.name(),
        [Said(who, level, notes.get(who, "")) for who, level in sorted(dispute.levels.items())],
        dispute.spread,
        dispute.market,
    )


def differences_and_agreement(workspace: Workspace, campaign: int) -> tuple[list[Difference], list[Agreed]]:
    """The differences nobody has settled, and how far the assessors agree: one look for the page of both."""
    return differences(workspace, campaign), agreement(workspace, campaign)


def agreement(workspace: Workspace, campaign: int) -> list[Agreed]:
    """Krippendorff's alpha of each criterion, with what it means in words."""
    asked = tables.campaign(workspace, campaign)
    rubric, market = stature.rubric_of(workspace, asked), asked.market
    found = agreeing.agreement(free_levels(workspace, campaign), rubric.keys, market)
    return [
        Agreed(
            one.criterion,
            rubric[one.criterion].name(),
            one.alpha,
            one.people,
            one.assessors,
            agreeing.meaning(one.alpha),
            agreeing.in_words(one.alpha),
        )
        for one in found
    ]


def who(assessor: str) -> str:
    """The name of an assessor as it is shown; levels out of a file or given before anyone said their name have none."""
    return assessor or tr("no name")
