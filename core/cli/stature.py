"""The commands on stature: sheets out and back, how far assessors agree, and the lists beyond the score."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from core.campaign import assessing, build, lists, sheets
from core.campaign.board import Board
from core.campaign.sheets import Back
from core.cli import show
from core.cli.opening import campaign_of, opened
from core.errors import Usage
from core.i18n import decimal, tr, trn
from core.model import HUNDREDTHS, LongArray
from core.people import tables as people_tables
from core.workspace.store import Workspace


def sheet(args: Namespace) -> None:
    """Writes an assessment sheet for one assessor, or takes in what came back, every file or none."""
    with opened(args) as workspace:
        if args.what == "write":
            _write_sheet(workspace, args)
        else:
            _read_sheets(workspace, args)


def agreement(args: Namespace) -> None:
    """How far the assessors agree on each criterion, and where they differ by two levels or more."""
    with opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        agreed, differences = assessing.agreement(workspace, campaign), assessing.differences(workspace, campaign)
        if args.json:
            show.write_json(_agreement_json(workspace, agreed, differences), args.json)
    if str(args.json) != "-":
        for one in agreed:
            print(_make_line(one.title, one.words))
        for difference in differences:
            print(_difference_words(difference))


def outliers(args: Namespace) -> None:
    """The overlooked, the loud, and whom we know that no network knows."""
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        board = build.build_board(workspace, campaign, progress)
        found = {
            "overlooked": _list_scored(board, lists.overlooked(board)),
            "loud": _list_scored(board, lists.loud(board)),
        }
        unknown = [_known_json(workspace, one) for one in lists.unknown_to_networks(workspace, campaign)]
    cutoff = lists.cutoff_of(board)
    if args.json:
        show.write_json({"cutoff": cutoff, **found, "on_no_network": unknown}, args.json)
    if str(args.json) != "-":
        titles = (tr("Overlooked, under {cutoff}", cutoff=cutoff), tr("Loud, from {cutoff} on", cutoff=cutoff))
        for title, rows in zip((*titles, tr("On no network")), (*found.values(), unknown), strict=True):
            print(_make_line(title, ", ".join(row["name"] for row in rows) or "–"))


def _write_sheet(workspace: Workspace, args: Namespace) -> None:
    if len(args.files) != 1:
        raise Usage(tr("A sheet is written into one file."), "sheet write", tr("Name one."))
    path, campaign = args.files[0], campaign_of(workspace, args).id
    queue = assessing.queue(workspace, campaign)
    people = assessing.waiting(workspace, campaign, args.assessor.strip(), queue)[: args.people]
    count = sheets.write_sheet(workspace, campaign, people, args.assessor, path, _day_asked(args))
    print(trn("{n} person on the sheet {file}", "{n} people on the sheet {file}", count, file=path.name))


def _read_sheets(workspace: Workspace, args: Namespace) -> None:
    with workspace.transaction():
        backs = [sheets.read_back(workspace, path, _day_asked(args))[0] for path in args.files]
    for path, back in zip(args.files, backs, strict=True):
        for line in sheets.back_words(back, path.name):
            print(line, file=sys.stderr)
    if args.json:
        said = [_back_json(path.name, back) for path, back in zip(args.files, backs, strict=True)]
        show.write_json(said, args.json)


def _day_asked(args: Namespace) -> date:
    return args.on or datetime.now().astimezone().date()


def _back_json(file: str, back: Back) -> dict[str, Any]:
    issues = [{"row": one.row, "field": one.field, "raw": one.raw, "reason": one.reason} for one in back.issues]
    told = {"assessor": back.assessor, "added": back.added, "blank": back.blank, "missing": back.missing}
    return {"file": file, **told, "issues": issues}


def _agreement_json(
    workspace: Workspace, agreed: Sequence[assessing.Agreed], differences: Sequence[assessing.Difference]
) -> dict[str, Any]:
    return {
        "agreement": [
            {
                "criterion": one.criterion,
                "alpha": None if one.alpha is None else round(one.alpha, 4),
                "meaning": one.meaning,
                "people": one.people,
                "assessors": one.assessors,
            }
            for one in agreed
        ],
        "differences": [
            {
                "id": people_tables.stable_key(workspace, one.person),
                "name": one.name,
                "criterion": one.criterion,
                "market": one.market,
                "levels": {said.assessor: said.level for said in one.said},
            }
            for one in differences
        ],
    }


def _difference_words(one: assessing.Difference) -> str:
    title = f"{one.title} ({one.market})" if one.market else one.title
    levels = ", ".join(f"{assessing.who(said.assessor)} {decimal(said.level or 0, 0)}" for said in one.said)
    return _make_line(f"{one.name}, {title}", levels)


def _make_line(what: str, which: str) -> str:
    return tr("{what}: {which}", what=what, which=which)


def _list_scored(board: Board, places: LongArray) -> list[dict[str, Any]]:
    score, credibility = board.candidates.score.value, board.candidates.credibility.value
    rows = zip(places.tolist(), board.key.take(places.tolist()), board.name.take(places.tolist()), strict=True)
    return [
        {
            "id": key,
            "name": name,
            "score": int(score[place]) / HUNDREDTHS,
            "credibility": int(credibility[place]) / HUNDREDTHS,
            "offline": bool(board.candidates.offline[place]),
        }
        for place, key, name in rows
    ]


def _known_json(workspace: Workspace, one: lists.Known) -> dict[str, Any]:
    return {
        "id": people_tables.stable_key(workspace, one.person),
        "name": one.name,
        "organisation": one.organisation,
        "market": one.market,
        "evidence": one.evidence,
        "level": one.level,
        "campaigns": list(one.campaigns),
        "candidate": one.here,
    }


COMMANDS: dict[str, Callable[[Namespace], None]] = {"sheet": sheet, "agreement": agreement, "outliers": outliers}
