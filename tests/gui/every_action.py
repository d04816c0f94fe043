"""Every public action of the core, found in its modules, with what to call it with on one workspace that has it all."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from inspect import isfunction, signature
from pathlib import Path
from types import FunctionType
from typing import Any

import core
from core.campaign import actions as campaigns
from core.campaign import assessing, lists, rubrics, rules, screening, sheets, stretching
from core.campaign import score_models as models
from core.campaign.assessors import assigning
from core.campaign.choices import flagged
from core.importing import actions as imports
from core.importing import changes, missing_words, preview, proposals, saved_mappings
from core.importing import tables as import_tables
from core.invitations import actions as invitations
from core.invitations import brought
from core.invitations.coverage import Coverage, Mention
from core.invitations.replies import Replies, Reply
from core.model import Campaign, Evidence, Person
from core.people import actions as people
from core.rights import actions as rights
from core.rights import record_tables, writing
from core.scoring import actions as histories
from core.scoring import tables as scoring_tables
from core.scoring.spans import Span
from core.shortlist import actions as shortlists
from core.shortlist import outputs
from core.shortlist import tables as shortlist_tables
from core.stature import actions as stature
from core.stature import assessor_tables, assessors
from core.stature import evidence as evidences
from core.stature import tables as stature_tables
from core.stature.choices import AssessingChoices
from core.stature.conflicts import Conflict
from core.stature.rubric import load
from core.workspace import actions as steps
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import cid, pid

DAY = date(2026, 3, 12)
WHO = stature.Occasion("Anne", DAY)
SECRET = "Zerlina Abbado"
"""The name of one of the people: it must never be found in a log."""
PEOPLE = (
    "Name,Instagram handle,Followers,Likes,Posts,Date,Market,Organisation,Email,Klout\n"
    f"{SECRET},@zerlina,9000,400,3,2026-02-01,Steel,Forge,zerlina@example.org,61\n"
    "Bob Cuivre,@bob,1200,90,4,2026-02-01,Steel,Forge,,44\n"
    "Bob Cuivre,@bobc,1300,80,4,2026-02-01,Steel,Forge,,40\n"
    "Cléo Étain,@cleo,700,10,2,2026-02-01,Steel,Mill,cleo@example.org,38\n"
    "Dan Plomb,@dan,300,70,9,2026-02-01,Steel,Mill,,35\n"
    "Eve Zinc,@eve,5000,70,1,2026-02-01,Wood,Saw,,52\n"
)
LATER = (
    "Name,Instagram handle,Followers,Likes,Posts,Date,Market,Organisation\n"
    "Dan Plomb,@dan,310,72,9,2026-02-08,Steel,Guild\nFay Laiton,@fay,900,50,5,2026-02-08,Steel,Guild\n"
    "Cléo Étain,@cleo,720,15,2,2026-02-08,Steel,Guild\n"
)
MORE = "Name,Instagram handle,Followers\nGil Bronze,@gil,800\nHal Acier,@hal,90\n"
ACTION_ROOMS = [module.name for module in pkgutil.walk_packages(core.__path__, "core.") if ".cli" not in module.name]


def every_action() -> dict[str, FunctionType]:
    """Every public action by its name: a function on a workspace that says what it changed."""
    found: dict[str, FunctionType] = {}
    for room in ACTION_ROOMS:
        for name, function in vars(importlib.import_module(room)).items():
            if isfunction(function) and function.__module__ == room and name[0] != "_" and _is_action(function):
                found[f"{room}.{name}"] = function
    return found


def _is_action(function: FunctionType) -> bool:
    said = signature(function)
    return next(iter(said.parameters), "") == "workspace" and "Changed" in str(said.return_annotation)


@dataclass(frozen=True)
class Story:
    """A workspace and what stands in it: ids of people, campaigns and the rest, and files that are ready to be read."""

    folder: Path
    path: Path
    campaign: int
    other: int
    people: tuple[int, ...]
    stranger: int
    evidence: int
    absence: int
    pair: int
    mapping: int
    batch: int
    request: int
    version: int
    changes: tuple[int, ...]
    conflict: Conflict
    prepared: Any
    previewed: Any


def write_story(folder: Path) -> Story:
    """Makes the workspace: two campaigns, imports with a pair and a change, levels, a list, invitations, requests."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("people", PEOPLE), ("later", LATER), ("more", MORE)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    workspace = open_workspace(folder / "story.entregent")
    workspace.backup_folder = None
    with workspace.transaction():
        first = campaigns.start_campaign(workspace, Campaign(0, "Spring", seats=2, market="Steel"))[0]
    for name in ("people", "later"):
        screening.import_files(workspace, first, screening.Files("candidates", [folder / f"{name}.csv"]), today=DAY)
    with workspace.transaction():
        _fill(workspace, folder, first)
    _fill_more(workspace, folder, first)
    story = _know(workspace, folder)
    workspace.close()
    return story


def _fill(workspace: Workspace, folder: Path, campaign: int) -> None:
    known = [pid(workspace, place) for place in range(1, 7)]
    for place, person in enumerate(known[:4]):
        for at, key in enumerate(load().keys):
            stature.set_level(workspace, person, key, (place + at) % 5, WHO)
    stature.write_note(workspace, known[0], "peers", "seen on stage", WHO)
    stature.set_level(workspace, known[0], "peers", 4, stature.Occasion("Carl", DAY))
    stature.add_evidence(workspace, Evidence(0, known[0], "peers", "press", "An article", added_by="Anne"))
    campaigns.exclude(workspace, campaign, known[4], "moved abroad")
    histories.declare_absence(workspace, known[0], date(2026, 1, 5), date(2026, 1, 20))
    histories.set_flag_aside(workspace, known[1], Span(known[1], "reserved", 20485, 20490, {}), "checked", day=DAY)
    assessors.introduce_assessor(workspace, "Anne")
    assessors.declare_conflict(workspace, Conflict(0, known[1], "Anne", "related", "cousins", DAY))
    models.copy_model(workspace, models.load_model(workspace, Campaign(0, "").score_model), "Ours")


def _fill_more(workspace: Workspace, folder: Path, campaign: int) -> None:
    known = [pid(workspace, place) for place in range(1, 7)]
    seen = imports.look_at_file(workspace, folder / "people.csv", "candidates")
    saved_mappings.save_mapping(workspace, "Ours", seen)
    shortlists.freeze_list(workspace, campaign, "Draft", "Anne", DAY)
    invitations.start_invitations(workspace, campaign)
    office = ("controller", "controller_contact", "processor", "contact")
    rights.set_answers(workspace, dict.fromkeys(office, "The agency"))
    rights.note_request(workspace, known[3], "access", DAY)
    rights.note_request(workspace, known[5], "objection", DAY)
    sheets.write_sheet(workspace, campaign, known[:2], "Anne", folder / "sheet.xlsx", DAY)
    other = campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=1))[0]
    campaigns.add_person(workspace, other, Person(0, "Ida Nickel", offline=True))
    campaigns.pin(workspace, other, known[0])
    steps.undo(workspace)


def _know(workspace: Workspace, folder: Path) -> Story:
    known = tuple(pid(workspace, place) for place in range(1, 8))
    seen = imports.look_at_file(workspace, folder / "more.csv", "candidates")
    return Story(
        folder,
        folder / "story.entregent",
        cid(workspace, 1),
        cid(workspace, 2),
        known,
        pid(workspace, 8),
        stature_tables.evidence(workspace, known[0])[0].id,
        scoring_tables.absences(workspace, known[0])[0].id,
        proposals.pending(workspace)[0].id,
        import_tables.saved_mappings(workspace)[0].id,
        import_tables.batches(workspace)[-1].id,
        record_tables.requests(workspace, known[3])[0].id,
        shortlist_tables.all_shortlists(workspace)[0].id,
        tuple(one.id for one in changes.open_changes(workspace)),
        assessor_tables.stored_conflicts(workspace, cid(workspace, 1))[0],
        seen,
        preview.preview_file(workspace, folder / "more.csv", seen),
    )


Call = tuple[tuple[object, ...], dict[str, object]]


def _with(*values: object, **named: object) -> Call:
    return values, named


def _ours(name: str) -> Any:
    """A draft of a model that differs from the one that comes with the program."""
    model = models.shipped.load(Campaign(0, "").score_model)
    return model.changed(name, half_life=model.half_life + 5)


def _reply(story: Story) -> Replies:
    return Replies((Reply(2, story.people[0], SECRET, "accepted", DAY),), ())


def _coverage(story: Story) -> Coverage:
    post = Mention(2, story.people[0], SECRET, "instagram:zerlina", DAY, "instagram", "https://example.org/2", 900, 40)
    return Coverage((post,), (), 0, 0, 0)


def _new_rubric() -> Any:
    rubric = load()
    return replace(rubric, criteria=tuple(replace(one, weight=1 + at) for at, one in enumerate(rubric.criteria)))


CALLS: dict[Callable[..., object], Callable[[Story], Call]] = {
    campaigns.start_campaign: lambda s: _with(Campaign(0, "Third", seats=1)),
    campaigns.change_campaign: lambda s: _with(s.campaign, weight=777, seats=3),
    campaigns.pin: lambda s: _with(s.campaign, s.people[2]),
    campaigns.exclude: lambda s: _with(s.campaign, s.people[2], "conflict"),
    campaigns.release: lambda s: _with(s.campaign, s.people[4]),
    campaigns.add_person: lambda s: _with(s.campaign, Person(0, "Jo Cobalt", offline=True), DAY, "Anne"),
    campaigns.remove_people: lambda s: _with(s.campaign, s.people[2:4]),
    campaigns.settle_tie: lambda s: _with(s.campaign, s.people[1:2], s.people[2:3], "older"),
    assessing.edit_and_view: lambda s: _with(
        s.campaign, s.people[2], "Anne", DAY, lambda w: stature.set_level(w, s.people[2], "peers", 4, WHO)
    ),
    assigning.choose_assessing: lambda s: _with(s.campaign, AssessingChoices(severity=True)),
    assigning.assign_assessors: lambda s: _with(s.campaign, ["Anne", "Carl"], 1),
    flagged.set_flagged: lambda s: _with(s.campaign, "left_out"),
    lists.consider: lambda s: _with(s.campaign, [s.stranger]),
    rubrics.save_rubric: lambda s: _with(s.campaign, _new_rubric()),
    rules.set_rules: lambda s: _with(s.campaign, rules.Rules(per_organisation=1)),
    rules.set_cost: lambda s: _with(s.campaign, s.people[0], 200),
    models.copy_model: lambda s: _with(_ours("x"), "Another"),
    models.change_model: lambda s: _with(_ours("Ours")),
    models.remove_model: lambda s: _with("Ours"),
    models.choose_model: lambda s: _with(s.campaign, "Ours", half_life=12.0),
    models.apply_draft: lambda s: _with(s.campaign, _ours("Ours")),
    models.copy_and_choose: lambda s: _with(s.campaign, _ours("x"), "Another"),
    screening.import_files: lambda s: _with(
        s.campaign, screening.Files("candidates", [s.folder / "more.csv"]), today=DAY
    ),
    sheets.read_back: lambda s: _with(s.folder / "sheet.xlsx", DAY),
    stretching.change_settings: lambda s: _with(s.campaign, name="Renamed", cutoff=40),
    imports.import_all: lambda s: _with(s.campaign, [s.prepared], DAY),
    imports.decide_two: lambda s: _with(s.people[2], s.people[3], True),
    imports.decide_pair: lambda s: _with(s.pair, True),
    imports.revert_import: lambda s: _with(s.batch),
    changes.take_changes: lambda s: _with(s.changes),
    changes.leave_changes: lambda s: _with(s.changes),
    missing_words.save_words: lambda s: _with(["not said"]),
    preview.save_previewed_mapping: lambda s: _with(s.previewed, "Theirs"),
    preview.import_previewed: lambda s: _with(s.campaign, [s.previewed], DAY),
    saved_mappings.save_mapping: lambda s: _with("Theirs", s.prepared),
    saved_mappings.rename_mapping: lambda s: _with(s.mapping, "Theirs"),
    saved_mappings.remove_mapping: lambda s: _with(s.mapping),
    invitations.start_invitations: lambda s: _with(s.other),
    invitations.set_state: lambda s: _with(s.campaign, s.people[0], "to_invite", DAY),
    invitations.set_link: lambda s: _with(s.campaign, s.people[0], "https://example.org/1"),
    invitations.send_wave: lambda s: _with(s.campaign),
    invitations.invite_more: lambda s: _with(s.campaign, 1),
    invitations.accept_replies: lambda s: _with(s.campaign, _reply(s)),
    brought.accept_coverage: lambda s: _with(s.campaign, _coverage(s)),
    invitations.write_client_note: lambda s: _with(s.campaign, s.people[0], "an old friend"),
    people.correct_texts: lambda s: _with(s.people[0], {"organisation": "Smithy"}, people.Written(DAY, "Anne")),
    rights.note_told: lambda s: _with(s.people[0], DAY, "mail"),
    rights.note_all_told: lambda s: _with(dict.fromkeys(s.people[:3], "mail"), DAY),
    rights.note_request: lambda s: _with(s.people[0], "objection", DAY),
    rights.withdraw_objection: lambda s: _with(s.people[5]),
    rights.answer_request: lambda s: _with(s.request, DAY),
    rights.correct_person: lambda s: _with(s.people[0], {"organisation": "Smithy"}, rights.Written(DAY, "Anne")),
    rights.answer_requests_of: lambda s: _with(s.people[3], "access", DAY),
    rights.set_grounds: lambda s: _with(s.people[0], "works in public", "interest"),
    rights.set_answers: lambda s: _with({"controller": "Another"}),
    rights.erase_people: lambda s: _with([s.people[5]], DAY),
    rights.erase_everywhere: lambda s: _with([s.people[5]], DAY),
    writing.write_letters: lambda s: _with(s.people[:2], writing.LetterOrder(s.folder, DAY)),
    histories.declare_absence: lambda s: _with(s.people[1], date(2026, 1, 2), date(2026, 1, 9)),
    histories.remove_absence: lambda s: _with(s.people[0], s.absence),
    histories.remove_newest_absence: lambda s: _with(s.people[0]),
    histories.set_flag_aside: lambda s: _with(
        s.people[0], Span(s.people[0], "reserved", 20485, 20490, {}), "checked", day=DAY
    ),
    histories.raise_flag_again: lambda s: _with(s.people[1], "reserved"),
    shortlists.freeze_list: lambda s: _with(s.campaign, "Final", "Anne", DAY),
    shortlists.rename_version: lambda s: _with(s.version, "For the client"),
    outputs.store_choices: lambda s: _with(s.campaign, outputs.AS_HANDED_IN),
    stature.set_level: lambda s: _with(s.people[2], "peers", 4, WHO),
    stature.write_note: lambda s: _with(s.people[2], "peers", "seen on stage", WHO),
    stature.settle: lambda s: _with(s.people[0], "peers", 1, "agreed", WHO),
    stature.add_evidence: lambda s: _with(Evidence(0, s.people[2], "peers", "press", "A book")),
    stature.state_fact: lambda s: _with(s.people[2], next(iter(evidences.facts().values())), 40.0, WHO),
    stature.attach_file: lambda s: _with(s.people[0], s.evidence, s.folder / "more.csv"),
    stature.remove_evidence: lambda s: _with(s.people[0], s.evidence),
    stature.set_offline: lambda s: _with(s.people[2], True),
    assessors.introduce_assessor: lambda s: _with("Dora", "Forge"),
    assessors.declare_conflict: lambda s: _with(Conflict(0, s.people[2], "Anne", "related", "cousins", DAY)),
    assessors.declare_conflict_by_name: lambda s: _with("@cleo", Conflict(0, 0, "Anne", "related", "cousins", DAY)),
    assessors.waive_conflict: lambda s: _with(s.campaign, (s.people[1], "Anne"), "Carl", "needed", DAY),
    assessors.withdraw_conflict: lambda s: _with(s.conflict),
    steps.undo: lambda s: _with(),
    steps.redo: lambda s: _with(),
}
"""What each action is called with; one without an entry here fails the tests."""
