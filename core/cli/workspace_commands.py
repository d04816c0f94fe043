"""The commands on a kept workspace: import, rank, explain, freeze, export, report, check, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.campaign import actions as campaigns
from core.campaign import build, column_tables, doubles, online, ranked, ranking_json, screening
from core.campaign import explain as campaign_explain
from core.campaign import tables as campaign_tables
from core.cli import show
from core.cli.commands import reading, store_readings, wanted_outputs, weight_of
from core.cli.opening import campaign_of, opened
from core.cli.ranking_table import print_ranking
from core.errors import Trouble, Usage
from core.i18n import tr, trn
from core.importing import actions as imports
from core.importing import proposals
from core.model import Campaign, Progress
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.shortlist import outputs, seal
from core.shortlist.snapshot import Snapshot
from core.workspace import backup as backups
from core.workspace.automatic import back_up_before
from core.workspace.store import Workspace

MOST_FAULTS = 20
"""Faults that ``check`` names: a file with more of them is lost anyway."""


def import_(chosen: Namespace) -> None:
    """Imports files into a workspace's campaign; the first import of a new workspace makes the campaign."""
    with show.progress_bar() as progress, opened(chosen, new=True) as workspace:
        back_up_before(workspace, "import", progress)
        _import_files(workspace, chosen, progress)


def _import_files(workspace: Workspace, chosen: Namespace, progress: Progress) -> None:
    with workspace.transaction():
        known = campaign_tables.campaigns(workspace)
        campaign = campaign_of(workspace, chosen).id if known else _first(workspace, chosen)
        today = datetime.now().astimezone().date()
        store_readings(workspace, chosen)
        done, _ = screening.import_files(
            workspace, campaign, screening.Files(chosen.kind, chosen.files, reading(chosen)), progress, today
        )
        online.store_prepared(workspace, campaign)
        show.print_imports(done)
        if proposals.pending(workspace):
            now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
            show.print_pairs(doubles.open_pairs(workspace, doubles.invited_people(now)))
        if chosen.json:
            said = [{**screening.import_json(one), "compared": imports.comparison(workspace, one)} for one in done]
            show.write_json(said, chosen.json)


def rank(chosen: Namespace) -> None:
    """Ranks a campaign and prints it; options given are kept as the campaign's."""
    with show.progress_bar() as progress, opened(chosen) as workspace:
        campaign = campaign_of(workspace, chosen)
        asked = {
            "seats": chosen.seats,
            "weight": None if chosen.weight is None else weight_of(chosen.weight),
            "cutoff": chosen.cutoff,
        }
        values = {name: value for name, value in asked.items() if value is not None}
        if values:
            campaigns.change_campaign(workspace, campaign.id, **values)
        _write(workspace, campaign.id, chosen, progress)


def explain(chosen: Namespace) -> None:
    """Explains one candidate's score and place in words."""
    with opened(chosen) as workspace:
        campaign = campaign_of(workspace, chosen)
        print(
            campaign_explain.explain_candidate(workspace, campaign.id, rights.find_one_like(workspace, chosen.person))
        )


def freeze(chosen: Namespace) -> None:
    """Freezes the shortlist, signed off by a named person."""
    with opened(chosen) as workspace:
        campaign = campaign_of(workspace, chosen)
        frozen, _ = shortlists.freeze_list(
            workspace, campaign.id, chosen.name or campaign.name, chosen.signed_by, chosen.on
        )
        print(f"{frozen.name}: {frozen.digest}")


def export(chosen: Namespace) -> None:
    """Writes a campaign's list as CSV, XLSX, report or JSON."""
    if not (chosen.csv or chosen.xlsx or chosen.report or chosen.json):
        raise Usage(tr("Nothing to write."), chosen.command, tr("Give --csv, --xlsx, --report or --json."))
    with show.progress_bar() as progress, opened(chosen) as workspace:
        campaign = campaign_of(workspace, chosen).id
        if chosen.list:
            _write_frozen(shortlists.frozen_list(workspace, campaign, chosen.list), chosen, progress)
        else:
            _write(workspace, campaign, chosen, progress, quiet=True)


def check(chosen: Namespace) -> None:
    """Checks a workspace for damage."""
    with opened(chosen) as workspace:
        faults = backups.faults(workspace.connection)
        if faults:
            said = "; ".join(" ".join(fault.split()) for fault in faults[:MOST_FAULTS])
            raise Trouble(said, str(chosen.workspace), tr("Restore the newest backup."))
        print(tr("Sound."))


def backup(chosen: Namespace) -> None:
    """Copies a workspace safely."""
    with opened(chosen) as workspace:
        backups.back_up(workspace, chosen.file)


def restore(chosen: Namespace) -> None:
    """Puts a backup in a workspace's place; whoever was erased since is erased again."""
    again = rights.restore_backup(chosen.file, chosen.workspace)
    if again:
        print(trn("{n} person was erased again.", "{n} people were erased again.", again))


def _first(workspace: Workspace, chosen: Namespace) -> int:
    return campaigns.start_campaign(workspace, Campaign(0, chosen.files[0].stem))[0]


def _write(workspace: Workspace, campaign: int, chosen: Namespace, progress: Progress, quiet: bool = False) -> None:
    now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
    outputs.write_files(workspace, now, wanted_outputs(chosen), progress)
    if chosen.json:
        flagged = online.flagged_json(workspace, campaign_tables.campaign(workspace, campaign))
        handles = column_tables.handle_columns(workspace, campaign)
        show.write_json(ranking_json.ranking_json(now, handles, flagged), chosen.json)
    if not quiet and str(chosen.json) != "-":
        print_ranking(now, now.board.campaign.seats + now.board.campaign.reserve)


def _write_frozen(frozen: Snapshot, chosen: Namespace, progress: Progress) -> None:
    """A frozen list as files; its JSON is the signed text itself."""
    json = chosen.json if chosen.json and str(chosen.json) != "-" else None
    outputs.write_snapshot(frozen, replace(wanted_outputs(chosen), json=json), progress)
    if str(chosen.json) == "-":
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
