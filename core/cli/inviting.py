"""The commands on campaigns and what comes back to them: replies, campaigns, verify."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.campaign import tables as campaign_tables
from core.cli import show
from core.cli.opening import campaign_of, opened
from core.errors import Trouble
from core.i18n import day, tr, trn
from core.invitations import actions as invitations
from core.invitations import brought, messages, states
from core.invitations.actions import ListedCampaign
from core.invitations.brought import Brought, say_all_brought, say_brought
from core.invitations.coverage import Coverage, CoverageTerms, say_left_out
from core.invitations.messages import Composed, Letterhead
from core.invitations.replies import Replies
from core.model import Progress
from core.shortlist import verify as verification

_WORDS = {
    states.ACCEPTED: "accepted",
    states.DECLINED: "declined",
    states.CAME: "came",
    states.NO_SHOW: "no_show",
    states.WROTE: "published",
}


def replies(args: Namespace) -> None:
    """What a file of replies means, row by row; stored only with ``--take``."""
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        found = invitations.look_at_replies(workspace, campaign, args.file, progress).understand(args.column)
        if not found.column:
            names = ", ".join(f"“{name}”" for name in found.columns)
            what = tr("Several columns may hold the replies: {names}.", names=names)
            raise Trouble(what, str(args.file), tr("Name one with --column."))
        if args.take and found.matched:
            invitations.accept_replies(workspace, campaign, found)
        _write_replies(found, args)


def coverage(args: Namespace) -> None:
    """What guests published, post by post and added up; a file's posts are stored only with ``--take``."""
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        found = None
        if args.file is not None:
            read = brought.look_at_coverage(workspace, campaign, args.file, progress)
            found = read.understand(CoverageTerms(args.days, args.by_name))
            if args.take and found.mentions:
                brought.accept_coverage(workspace, campaign, found)
        guests = brought.list_brought(workspace, campaign)
    if args.json:
        show.write_json(_coverage_json(found, guests), args.json)
    if str(args.json) != "-":
        _print_coverage(found, guests)
        if found is not None and not args.take:
            print(tr("Nothing was stored; --take stores the posts that were matched."), file=sys.stderr)


def _print_coverage(found: Coverage | None, guests: Sequence[Brought]) -> None:
    for one in found.mentions if found else ():
        print(f"{one.row} {one.name}: {one.link or one.platform}")
    for doubt in found.doubts if found else ():
        might = " / ".join(doubt.might_be)
        print(f"{doubt.row} {doubt.who}: {doubt.reason} {might}".strip(), file=sys.stderr)
    if found:
        print(say_left_out(found), file=sys.stderr)
    for guest in guests:
        print(say_brought(guest))
    if guests:
        print(say_all_brought(guests))


def _coverage_json(found: Coverage | None, guests: Sequence[Brought]) -> dict[str, Any]:
    return {
        "mentions": [
            {"row": one.row, "id": one.key, "name": one.name, "day": one.day and one.day.isoformat()}
            | {"platform": one.platform, "link": one.link, "reach": one.reach, "reactions": one.reactions}
            for one in (found.mentions if found else ())
        ],
        "doubts": [{"row": one.row, "raw": one.raw, "reason": one.reason} for one in (found.doubts if found else ())],
        "of_others": found.of_others if found else 0,
        "outside": found.outside if found else 0,
        "repeated": found.repeated if found else 0,
        "undated": found.undated if found else 0,
        "guests": [
            {"id": one.key, "name": one.name, "posts": one.posts, "reach": one.reach, "reactions": one.reactions}
            | {"cost": one.cost, "per_thousand": one.per_thousand}
            for one in guests
        ],
    }


def messages_(args: Namespace) -> None:
    """What would be written to guests, and who is held back; written with ``--to``."""
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        known = messages.appointment_of(workspace, campaign)
        event = replace(known, starts=args.starts, venue=args.venue or known.venue)
        letterhead = Letterhead(args.sender, args.answer_by)
        template = messages.template_of(workspace, args.purpose)
        found = messages.compose(workspace, campaign, args.purpose, template, event, letterhead)
        if args.to:
            _write_messages(found, args.to, progress)
    if args.json:
        show.write_json(_messages_json(found), args.json)
    if str(args.json) != "-":
        for one in found.drafts:
            print(f"{one.name} <{one.mail.email}>: {one.mail.subject}")
        for held in found.held_back:
            print(tr("Held back: {name}, {why}", name=held.name, why=held.why), file=sys.stderr)
        if not args.to:
            print(tr("Nothing was written; --to says where to."), file=sys.stderr)


def _write_messages(found: Composed, to: Path, progress: Progress) -> None:
    if to.suffix.casefold() == ".mbox":
        messages.write_mbox(found, to)
    elif to.suffix.casefold() == ".csv":
        messages.write_merge_table(found, to)
    else:
        messages.write_drafts(found, to, progress)


def _messages_json(found: Composed) -> dict[str, Any]:
    return {
        "drafts": [
            {
                "name": one.name,
                "email": one.mail.email,
                "language": one.language,
                "subject": one.mail.subject,
                "text": one.mail.text,
            }
            for one in found.drafts
        ],
        "held_back": [{"name": one.name, "reason": one.why} for one in found.held_back],
    }


def campaigns_(args: Namespace) -> None:
    """Every campaign of a workspace, the newest first."""
    with opened(args) as workspace:
        found = invitations.list_campaigns(workspace, datetime.now().astimezone().date())
    if args.json:
        show.write_json([_campaign_json(place, one) for place, one in _numbered(found)], args.json)
    if str(args.json) != "-":
        for place, one in _numbered(found):
            print(f"{place} {_campaign_words(one)}")


def verify(args: Namespace) -> None:
    """Whether the frozen lists are what was signed. Trouble when one is not, unless the answer is asked as JSON."""
    with opened(args) as workspace:
        asked = campaign_tables.campaigns(workspace) if not args.campaign else [campaign_of(workspace, args)]
        found = verification.verify_lists(workspace, [one.id for one in asked], args.list, args.key)
    if args.json:
        show.write_json([verification.as_json(one) for one in found], args.json)
        return
    for one in found:
        changed = tr("Changed: {what}.", what=", ".join(one.changed))
        print(f"{one.id} {one.name}: {tr('Sound.') if one.valid else changed}")
        for line in verification.said_beside(one):
            print(f"  {line}")
    broken = [one for one in found if not one.valid]
    if broken:
        names = ", ".join(one.name or str(one.id) for one in broken)
        raise Trouble(tr("A frozen list is not what was signed."), names, tr("Restore the newest backup."))


def _write_replies(found: Replies, args: Namespace) -> None:
    if args.json:
        show.write_json(_replies_json(found), args.json)
    if str(args.json) == "-":
        return
    print(tr("Replies in “{column}”:", column=found.column))
    for reply in found.matched:
        print(f"{reply.row} {reply.name}: {states.words(reply.state)}")
    for doubt in found.doubts:
        might = " / ".join(doubt.might_be)
        print(f"{doubt.row} {doubt.who}, {doubt.reply}: {doubt.reason} {might}".strip(), file=sys.stderr)
    if not args.take:
        print(tr("Nothing was stored; --take stores the replies that were matched."), file=sys.stderr)


def _replies_json(found: Replies) -> dict[str, Any]:
    return {
        "column": found.column,
        "replies": [
            {"row": one.row, "id": one.key, "name": one.name, "reply": _WORDS.get(one.state, "unknown")}
            for one in found.matched
        ],
        "doubts": [{"row": one.row, "raw": one.raw, "reason": one.reason} for one in found.doubts],
    }


def _campaign_words(one: ListedCampaign) -> str:
    known = one.campaign
    counts = (trn("{n} candidate", "{n} candidates", one.candidates), trn("{n} seat", "{n} seats", known.seats))
    state = {
        "preparing": tr("in preparation"),
        "frozen": tr("frozen"),
        "invited": tr("invited"),
        "held": tr("held"),
    }[one.state]
    return " · ".join(part for part in (known.name, day(known.day, "medium"), *counts, state) if part)


def _numbered(found: list[ListedCampaign]) -> list[tuple[int, ListedCampaign]]:
    """Each of the campaigns, the newest first, with the number that ``--campaign`` takes."""
    return list(zip(range(len(found), 0, -1), found, strict=True))


def _campaign_json(place: int, one: ListedCampaign) -> dict[str, Any]:
    known = one.campaign
    return {
        "id": place,
        "name": known.name,
        "day": known.day.isoformat() if known.day else None,
        "seats": known.seats,
        "candidates": one.candidates,
        "state": one.state,
    }


COMMANDS: dict[str, Callable[[Namespace], None]] = {
    "replies": replies,
    "coverage": coverage,
    "messages": messages_,
    "campaigns": campaigns_,
    "verify": verify,
}
