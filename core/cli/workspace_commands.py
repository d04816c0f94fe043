"""The commands on a kept workspace: import, rank, explain, freeze, export, report, check, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.campaign import actions as campaigns
from core.campaign import build, column_tables, doubles, online, ranked, ranking_json, screening
from core.campaign import tables as campaign_tables
from core.campaign.about import explain as campaign_explain
from core.cli import show
from core.cli.commands import reading, store_readings, wanted_outputs, weight_of
from core.cli.opening import campaign_of, opened
from core.cli.ranking_table import print_ranking
from core.errors import Usage
from core.i18n import tr, trn
from core.importing import actions as imports
from core.importing import proposals
from core.model import Campaign, Progress
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.shortlist import outputs, seal
from core.shortlist.snapshot import Snapshot
from core.workspace import backup as backups
from core.workspace import checking
from core.workspace.automatic import backed_up_before
from core.workspace.store import Workspace


def import_(args: Namespace) -> None:
    """Imports files into a workspace's campaign; the first import of a new workspace makes the campaign."""
    with (
        show.progress_bar() as progress,
        opened(args, new=True) as workspace,
        backed_up_before(workspace, "import", progress),
    ):
        _import_files(workspace, args, progress)


def _import_files(workspace: Workspace, args: Namespace, progress: Progress) -> None:
    with workspace.transaction():
        known = campaign_tables.campaigns(workspace)
        campaign = campaign_of(workspace, args).id if known else _start_first_campaign(workspace, args)
        today = datetime.now().astimezone().date()
        store_readings(workspace, args)
        done, _ = screening.import_files(
            workspace, campaign, screening.Files(args.kind, args.files, reading(args)), progress, today
        )
        online.store_prepared(workspace, campaign)
        show.print_imports(done)
        if proposals.pending(workspace):
            now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
            show.print_pairs(doubles.open_pairs(workspace, doubles.invited_people(now)))
        if args.json:
            said = [{**screening.import_json(one), "compared": imports.comparison(workspace, one)} for one in done]
            show.write_json(said, args.json)


def rank(args: Namespace) -> None:
    """Ranks a campaign and prints it; options given are kept as the campaign's."""
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args)
        asked = {
            "seats": args.seats,
            "weight": None if args.weight is None else weight_of(args.weight),
            "cutoff": args.cutoff,
        }
        values = {name: value for name, value in asked.items() if value is not None}
        if values:
            campaigns.change_campaign(workspace, campaign.id, **values)
        _write_campaign(workspace, campaign.id, args, progress)


def explain(args: Namespace) -> None:
    """Explains one candidate's score and place in words."""
    with opened(args) as workspace:
        campaign = campaign_of(workspace, args)
        print(campaign_explain.explain_candidate(workspace, campaign.id, rights.find_one_like(workspace, args.person)))


def freeze(args: Namespace) -> None:
    """Freezes the shortlist, signed off by a named person."""
    with opened(args) as workspace:
        campaign = campaign_of(workspace, args)
        frozen, _ = shortlists.freeze_list(workspace, campaign.id, args.name or campaign.name, args.signed_by, args.on)
        print(f"{frozen.name}: {frozen.digest}")


def export(args: Namespace) -> None:
    """Writes a campaign's list as CSV, XLSX, report or JSON."""
    if not (args.csv or args.xlsx or args.report or args.json):
        raise Usage(tr("Nothing to write."), args.command, tr("Give --csv, --xlsx, --report or --json."))
    with show.progress_bar() as progress, opened(args) as workspace:
        campaign = campaign_of(workspace, args).id
        if args.list:
            _write_frozen(shortlists.frozen_list(workspace, campaign, args.list), args, progress)
        else:
            _write_campaign(workspace, campaign, args, progress, quiet=True)


def check(args: Namespace) -> None:
    """Checks a workspace for damage."""
    with opened(args) as workspace:
        checking.refuse_faults(workspace, backups.faults(workspace.connection))
        checking.note_checked(workspace, datetime.now().astimezone().date())
        print(tr("Sound."))


def backup(args: Namespace) -> None:
    """Copies a workspace safely."""
    with opened(args) as workspace:
        backups.back_up(workspace, args.file)


def restore(args: Namespace) -> None:
    """Puts a backup in a workspace's place; whoever was erased since is erased again."""
    again = rights.restore_backup(args.file, args.workspace)
    if again:
        print(trn("{n} person was erased again.", "{n} people were erased again.", again))


def _start_first_campaign(workspace: Workspace, args: Namespace) -> int:
    return campaigns.start_campaign(workspace, Campaign(0, args.files[0].stem))[0]


def _write_campaign(
    workspace: Workspace, campaign: int, args: Namespace, progress: Progress, quiet: bool = False
) -> None:
    now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
    outputs.write_files(workspace, now, wanted_outputs(args), progress)
    if args.json:
        flagged = online.flagged_json(workspace, campaign_tables.campaign(workspace, campaign))
        handles = column_tables.handle_columns(workspace, campaign)
        show.write_json(ranking_json.ranking_json(now, handles, flagged), args.json)
    if not quiet and str(args.json) != "-":
        print_ranking(now, now.board.campaign.seats + now.board.campaign.reserve)


def _write_frozen(frozen: Snapshot, args: Namespace, progress: Progress) -> None:
    """A frozen list as files; its JSON is the signed text itself."""
    json = args.json if args.json and str(args.json) != "-" else None
    outputs.write_snapshot(frozen, replace(wanted_outputs(args), json=json), progress)
    if str(args.json) == "-":
        print(seal.to_json(frozen))


COMMANDS: dict[str, Callable[[Namespace], None]] = {
    "import": import_,
    "rank": rank,
    "explain": explain,
    "freeze": freeze,
    "export": export,
    "report": export,
    "check": check,
    "backup": backup,
    "restore": restore,
}
