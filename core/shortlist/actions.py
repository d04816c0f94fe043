"""Freezing a shortlist: signed off by a named person, signed by a key, never rewritten; compared and recomputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any, Literal

from core.campaign import build, ranked
from core.campaign import tables as campaign_tables
from core.campaign.choices.absent import absent_of_record, with_absent
from core.campaign.choices.flagged import RECORDED, with_flagged
from core.campaign.choices.metrics import used_of_record, with_used
from core.campaign.choices.stretch import stretch_of_record, with_stretch
from core.campaign.ranked import Ranked
from core.errors import Trouble
from core.i18n import day, percent, tr, trn
from core.model import HUNDREDTHS, WEIGHT_PARTS, Campaign, Progress, no_progress
from core.shortlist import outputs, seal, tables
from core.shortlist.comparison import Comparison, Recomputed, compare
from core.shortlist.figures import same_figures
from core.shortlist.key import own_key
from core.shortlist.register import add_to_register, write_ledger
from core.shortlist.seal import Opened
from core.shortlist.signing import link_of, sign_list
from core.shortlist.snapshot import Snapshot
from core.shortlist.tables import FrozenList
from core.shortlist.taking import CORRECTED, take_snapshot
from core.shortlist.whole import list_everyone, with_whole_decision
from core.stature.choices import read_choices, write_choices
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def freeze_list(
    workspace: Workspace, campaign: int, name: str, signed_by: str, signed_on: date, at: time | None = None
) -> tuple[FrozenList, Changed]:
    """Takes the campaign's list as it stands, and signs it with the user's own key, ``at`` what time of that day where
    it is known. Trouble without a signer: nobody is left out by a score alone."""
    if not signed_by.strip():
        raise Trouble(tr("A shortlist must be signed off by a named person."), "", tr("Enter your name."))
    key = own_key()
    now = ranked.rank_board(build.build_board(workspace, campaign))
    how = outputs.output_choices(workspace, campaign)
    taken = take_snapshot(workspace, now, signed_by=signed_by.strip(), signed_on=signed_on, choices=how)
    whole = with_whole_decision(workspace, now, taken)
    signed_at = "" if at is None else f"{at:%H:%M}"
    text, digest = seal.frozen_text(replace(whole, signing_key=key.fingerprint, signed_at=signed_at))
    step = tr("Freeze the shortlist")
    with workspace.step(step, "shortlists"):
        last = max(tables.all_shortlists(workspace), key=lambda one: one.id, default=None)
        new = FrozenList(0, campaign, name, text, digest, signed_by.strip(), signed_on)
        new = replace(new, seal=sign_list(new, link_of(last) if last else "", key))
        frozen = replace(new, id=tables.add_shortlist(workspace, new))
        add_to_register(workspace, frozen, key)
    write_ledger(workspace)
    return frozen, changed(step, "shortlists")


def rename_version(workspace: Workspace, number: int, name: str) -> Changed:
    """Calls a frozen list by another name; empty for the one it was signed with. Nothing that was signed changes.
    Trouble when there is no such list."""
    known = next((one for one in tables.all_shortlists(workspace) if one.id == number), None)
    if known is None:
        raise Trouble(tr("There is no such shortlist."), str(number), tr("Choose one of the frozen ones."))
    step, name = tr("Rename a version"), " ".join(name.split())
    with workspace.step(step, "shortlists"):
        tables.label_list(workspace, number, "" if name == known.name else name)
    return changed(step, "shortlists")


def frozen_lists(workspace: Workspace, campaign: int) -> list[tuple[FrozenList, Opened]]:
    """A campaign's frozen shortlists, newest first, each opened and its seal checked."""
    return [(kept, seal.from_json(kept.data, kept.name)) for kept in tables.shortlists(workspace, campaign)]


def frozen_list(workspace: Workspace, campaign: int, wanted: str) -> Snapshot:
    """A campaign's frozen list by its number or name, the newest of that name. Trouble when there is none, or when it
    is not what was sealed."""
    known = tables.shortlists(workspace, campaign)
    for one in known:
        if wanted in (str(one.id), one.title, one.name):
            opened = seal.from_json(one.data, one.name)
            if not opened.valid:
                raise Trouble(tr("A frozen list is not what was signed."), one.name, tr("Restore the newest backup."))
            return opened.snapshot
    names = ", ".join(f"{one.id} ({one.title})" for one in known)
    raise Trouble(tr("There is no such shortlist."), wanted, tr("There are: {names}.", names=names or "–"))


def recompute_list(
    workspace: Workspace, campaign: int, frozen: Snapshot, progress: Progress = no_progress
) -> Recomputed:
    """Ranks today's data under a frozen list's own choices, and says whether it still gives the same.

    The rubric is the one in force now and pins are those of today: where they differ it shows among the reasons.
    """
    asked = _choices_of(frozen, campaign_tables.campaign(workspace, campaign))
    board = ranked.rank_board(build.build_board_with(workspace, asked, progress), progress)
    now = take_snapshot(workspace, board)
    if frozen.everyone is not None:
        now = replace(now, everyone=list_everyone(workspace, board))
    comparison = compare(frozen, now, (tr("Frozen"), tr("From today’s data")))
    return Recomputed(same_figures(frozen, now), comparison)


def recompute_stored(workspace: Workspace, campaign: int, number: int, progress: Progress = no_progress) -> Recomputed:
    """``recompute`` for a frozen list by its number."""
    return recompute_list(workspace, campaign, _take_list(workspace, campaign, number, progress)[0], progress)


Side = tuple[Literal["list", "weight", "seats"], int]
"""One side of a comparison: a frozen list by its number (0: as it stands), or the data of now at a weight in
thousandths or with another number of seats."""


def compare_sides(
    workspace: Workspace, campaign: int, before: Side, after: Side, progress: Progress = no_progress
) -> Comparison:
    """Any two lists, frozen, as they stand, at a weight, or with another number of seats."""
    (one, first), (other, second) = (_take_side(workspace, campaign, side, progress) for side in (before, after))
    return compare(one, other, (first, second))


def _take_side(workspace: Workspace, campaign: int, side: Side, progress: Progress) -> tuple[Snapshot, str]:
    kind, number = side
    if kind == "list":
        return _take_list(workspace, campaign, number, progress)
    values: dict[str, Any] = {kind: number}
    asked = replace(campaign_tables.campaign(workspace, campaign), **values)
    now = ranked.rank_board(build.build_board_with(workspace, asked, progress), progress)
    if kind == "seats":
        return _take_whole(workspace, now), trn("{n} seat", "{n} seats", number)
    return _take_whole(workspace, now), tr("Weight {weight}", weight=percent(number / 10, 1))


def _take_list(workspace: Workspace, campaign: int, number: int, progress: Progress) -> tuple[Snapshot, str]:
    if number == 0:
        now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
        return _take_whole(workspace, now), tr("As it stands now")
    for kept in tables.shortlists(workspace, campaign):
        if kept.id == number:
            title = ", ".join(part for part in (kept.title, day(kept.signed_on, "medium")) if part)
            return seal.from_json(kept.data, kept.name).snapshot, title
    raise Trouble(tr("There is no such shortlist."), str(number), tr("Choose one of the frozen ones."))


def _rules_of(frozen: Snapshot, now: Campaign) -> str:
    """The campaign's rules with what a frozen list records of them."""
    rules = with_absent(now.rules, absent_of_record(frozen.rules))
    rules = with_flagged(rules, "left_out" if RECORDED in frozen.rules else "counts")
    return with_stretch(with_used(rules, used_of_record(frozen.rules)), stretch_of_record(frozen.rules))


def _take_whole(workspace: Workspace, now: Ranked) -> Snapshot:
    """A list as it stands with everyone considered, to be compared over everybody."""
    return replace(take_snapshot(workspace, now), everyone=list_everyone(workspace, now))


def _choices_of(frozen: Snapshot, now: Campaign) -> Campaign:
    """The campaign with the choices of a frozen list. A half-life it rounds to the same days is kept as it is."""
    half_life = now.half_life if round(now.half_life or 0) == frozen.half_life else float(frozen.half_life)
    corrected = replace(read_choices(now.assessing), severity=CORRECTED in frozen.rules)
    values: dict[str, Any] = {"missing": frozen.missing, "score_source": frozen.score_source}
    values["assessing"] = write_choices(corrected)
    return replace(
        now,
        seats=frozen.seats,
        weight=frozen.weight * WEIGHT_PARTS // (100 * HUNDREDTHS),
        reserve=frozen.reserve,
        market=frozen.market,
        cutoff=None if frozen.cutoff is None else frozen.cutoff // HUNDREDTHS,
        score_model=frozen.score_model or now.score_model,
        half_life=half_life,
        as_of=frozen.as_of,
        rules=_rules_of(frozen, now),
        **values,
    )
