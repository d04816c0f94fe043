"""The command on assessors: who they are, how strict, whom they are too close to, and who assesses whom."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from core.campaign import assessing
from core.campaign.assessors import assigning
from core.campaign.assessors import views as assessor_views
from core.cli import show
from core.cli.opening import campaign_of, opened
from core.errors import Trouble, Usage
from core.i18n import tr, trn
from core.people import tables as people_tables
from core.rights import actions as rights
from core.stature import assessors as stature_assessors
from core.stature.conflicts import Conflict, kind_words
from core.workspace.store import Workspace


def assessors(args: Namespace) -> None:
    """Shows the assessors of a campaign, or does what was asked about them."""
    with opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        _ACTIONS[args.what](workspace, campaign, args)
        if args.json:
            show.write_json(_everything_json(workspace, campaign), args.json)


def _show(workspace: Workspace, campaign: int, args: Namespace) -> None:
    if str(args.json) == "-":
        return
    names = people_tables.names_by_id(workspace)
    for one in assessor_views.view_assessors(workspace, campaign):
        levels = trn("{n} level", "{n} levels", one.levels)
        assigned = trn("{n} person assigned", "{n} people assigned", one.assigned)
        print(f"{one.who.name}: {levels}, {assigned}. {one.words}")
    for conflict, given in assessor_views.view_conflicts(workspace, campaign):
        print(_conflict_words(conflict, names.get(conflict.person, ""), given))
    if assessor_views.choices_of(workspace, campaign).severity:
        print(tr("Levels count as corrected for how strict their assessor is."))


def _conflict_words(one: Conflict, name: str, given: int) -> str:
    why = f"{kind_words(one.kind)}, {one.reason}" if one.reason else kind_words(one.kind)
    said = {"assessor": one.assessor, "name": name, "why": why, "n": given}
    if one.waived_by:
        waiver = {"by": one.waived_by, "reason": one.waived_why}
        return tr("{assessor} and {name} ({why}): waived by {by}, {reason}", **said, **waiver)
    return tr("{assessor} and {name} ({why}): {n} levels kept and not counted", **said)


def _introduce(workspace: Workspace, campaign: int, args: Namespace) -> None:
    stature_assessors.introduce_assessor(workspace, _one_name(args), args.organisation, args.email)


def _declare(workspace: Workspace, campaign: int, args: Namespace) -> None:
    person = rights.find_one(workspace, _needed(args.person, "--person KEY"))
    new = Conflict(0, person, _one_name(args), args.kind, args.reason, _day(args))
    stature_assessors.declare_conflict(workspace, new)


def _waive(workspace: Workspace, campaign: int, args: Namespace) -> None:
    person = rights.find_one(workspace, _needed(args.person, "--person KEY"))
    pair = (person, _one_name(args))
    stature_assessors.waive_conflict(workspace, campaign, pair, args.by, args.reason, _day(args))


def _withdraw(workspace: Workspace, campaign: int, args: Namespace) -> None:
    person = rights.find_one(workspace, _needed(args.person, "--person KEY"))
    known = [one for one, _ in assessor_views.view_conflicts(workspace, campaign)]
    found = [one for one in known if one.id and (one.person, one.assessor) == (person, _one_name(args))]
    if not found:
        what = tr("No conflict of interest was declared between them, and none waived.")
        raise Trouble(what, "", tr("See “assessors show”."))
    for one in found:
        stature_assessors.withdraw_conflict(workspace, one)


def _assign(workspace: Workspace, campaign: int, args: Namespace) -> None:
    found, _ = assigning.assign_assessors(workspace, campaign, args.assessor, args.each, args.people)
    written = assigning.write_sheets(workspace, campaign, args.sheets, _day(args)) if args.sheets else []
    if str(args.json) == "-":
        return
    for name in sorted({name for group in found.assessors.values() for name in group}):
        people = trn("{n} person", "{n} people", found.load(name))
        print(tr("{name}: {people}, {n} of them with another assessor", name=name, people=people, n=found.shared(name)))
    if found.short:
        print(tr("For {n} of them too few are free to judge.", n=len(found.short)))
    for path, count in written:
        print(trn("{n} person on the sheet {file}", "{n} people on the sheet {file}", count, file=path.name))


def _choose(workspace: Workspace, campaign: int, args: Namespace) -> None:
    now = assessor_views.choices_of(workspace, campaign)
    switches = {"severity": args.severity, "blind": args.blind}
    asked = {name: value == "on" for name, value in switches.items() if value}
    if args.order:
        asked["order"] = args.order
    assigning.choose_assessing(workspace, campaign, replace(now, **asked))


def _queue(workspace: Workspace, campaign: int, args: Namespace) -> None:
    queued = assessing.queue(workspace, campaign)
    names = people_tables.names_by_id(workspace)
    if str(args.json) != "-":
        print(queued.words)
        for person in assessing.waiting(workspace, campaign, _one_name(args), queued):
            print(names.get(person, ""))


_ACTIONS: Mapping[str, Callable[[Workspace, int, Namespace], None]] = {
    "show": _show,
    "introduce": _introduce,
    "conflict": _declare,
    "waive": _waive,
    "withdraw": _withdraw,
    "assign": _assign,
    "choose": _choose,
    "queue": _queue,
}


def _one_name(args: Namespace) -> str:
    if len(args.assessor) != 1:
        raise Usage(tr("One assessor is needed."), f"assessors {args.what}", tr("Give --assessor NAME once."))
    return str(args.assessor[0])


def _needed(text: str, option: str) -> str:
    if not text:
        raise Usage(tr("Nobody is named."), "assessors", tr("Give {option}.", option=option))
    return text


def _day(args: Namespace) -> date:
    return args.on or datetime.now().astimezone().date()


def _everything_json(workspace: Workspace, campaign: int) -> dict[str, Any]:
    key_of = people_tables.stable_key
    names = people_tables.names_by_id(workspace)
    return {
        "choices": asdict(assessor_views.choices_of(workspace, campaign)),
        "assessors": [
            {
                "name": one.who.name,
                "organisation": one.who.organisation,
                "email": one.who.email,
                "levels": one.levels,
                "assigned": one.assigned,
                "conflicts": one.conflicts,
                "severity": round(one.severity.shift, 4) if one.severity else None,
                "error": round(one.severity.error, 4) if one.severity and one.severity.error is not None else None,
                "shared": one.severity.shared if one.severity else 0,
            }
            for one in assessor_views.view_assessors(workspace, campaign)
        ],
        "conflicts": [
            {
                "id": key_of(workspace, one.person),
                "name": names.get(one.person, ""),
                "assessor": one.assessor,
                "kind": one.kind,
                "reason": one.reason,
                "found": one.found or one.kind in ("email", "self"),
                "waived_by": one.waived_by,
                "waived_why": one.waived_why,
                "levels": given,
            }
            for one, given in assessor_views.view_conflicts(workspace, campaign)
        ],
        "corrected": [
            {
                "id": key_of(workspace, one.person),
                "criterion": one.criterion,
                "raw": round(one.raw, 4),
                "corrected": round(one.corrected, 4),
            }
            for one in assessor_views.list_corrected(workspace, campaign)
        ],
    }


COMMANDS: dict[str, Callable[[Namespace], None]] = {"assessors": assessors}
