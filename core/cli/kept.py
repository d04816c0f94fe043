"""The commands on a kept workspace: import, rank, explain, freeze, export, report, person, check, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from core.campaign import actions as campaigns
from core.campaign import build, doubles, ranked, ranking_json, screening
from core.campaign import explain as campaign_explain
from core.cli import show
from core.cli.commands import reading, weight_of
from core.errors import Trouble, Usage
from core.i18n import current, tr
from core.importing import actions as imports
from core.model import Campaign, Progress
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.shortlist import outputs
from core.workspace import backup as backups
from core.workspace.store import Workspace, open_workspace


def import_(chosen: Namespace) -> None:
    """Imports files into a workspace's campaign; the first import of a new workspace makes the campaign."""
    with show.progress_bar() as progress, opened(chosen, new=True) as workspace, workspace.transaction():
        known = campaigns.all_campaigns(workspace)
        campaign = campaign_of(workspace, chosen).id if known else _first(workspace, chosen)
        today = datetime.now().astimezone().date()
        done, _ = screening.import_files(
            workspace, campaign, chosen.kind, chosen.files, reading(chosen), progress, today
        )
        build.store_prepared(workspace, campaign)
        show.print_imports(done)
        if imports.pending_pairs(workspace):
            board = build.build_board(workspace, campaign, progress)
            show.print_pairs(doubles.open_pairs(workspace, ranked.rank_board(board, progress)))
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
        print(campaign_explain.explain_candidate(workspace, campaign.id, rights.find_one(workspace, chosen.person)))


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
        _write(workspace, campaign_of(workspace, chosen).id, chosen, progress, quiet=True)


def person(chosen: Namespace) -> None:
    """Shows, exports or erases what is held on a person, or notes that they were told."""
    with opened(chosen) as workspace:
        number = rights.find_one(workspace, chosen.person)
        if chosen.what == "told":
            if chosen.on is None:
                raise Usage(tr("When were they told?"), "person told", tr("Give --on YYYY-MM-DD."))
            rights.note_told(workspace, number, chosen.on, chosen.how)
        elif chosen.what == "erase":
            rights.erase_person(workspace, number)
        else:
            show.write_json(rights.show_everything(workspace, number), chosen.json or "-")


def check(chosen: Namespace) -> None:
    """Checks a workspace for damage."""
    with opened(chosen) as workspace:
        faults = backups.faults(workspace.connection)
        if faults:
            raise Trouble("; ".join(faults), str(chosen.workspace), tr("Restore the newest backup."))
        print(tr("Sound."))


def backup(chosen: Namespace) -> None:
    """Copies a workspace safely."""
    with opened(chosen) as workspace:
        backups.back_up(workspace, chosen.file)


def restore(chosen: Namespace) -> None:
    """Puts a backup in a workspace's place."""
    backups.restore(chosen.file, chosen.workspace)


@contextmanager
def opened(chosen: Namespace, new: bool = False) -> Iterator[Workspace]:
    """The workspace named; one that is not there is made only for an import, and goes again if that fails."""
    fresh = not chosen.workspace.exists()
    if fresh and not new:
        raise Trouble(tr("There is no such workspace."), str(chosen.workspace), tr("Import files into it first."))
    workspace = open_workspace(chosen.workspace)
    try:
        yield workspace
    except BaseException:
        workspace.close()
        if fresh:
            chosen.workspace.unlink(missing_ok=True)
        raise
    workspace.close()


def campaign_of(workspace: Workspace, chosen: Namespace) -> Campaign:
    """The campaign asked for, the newest unless one was. Trouble when there is no such campaign."""
    known = campaigns.all_campaigns(workspace)
    for campaign in known:
        if chosen.campaign in (0, campaign.id):
            return campaign
    numbers = ", ".join(f"{campaign.id} ({campaign.name})" for campaign in known)
    raise Trouble(
        tr("There is no such campaign."), str(chosen.workspace), tr("There are: {names}.", names=numbers or "–")
    )


def _first(workspace: Workspace, chosen: Namespace) -> int:
    return campaigns.start_campaign(workspace, Campaign(0, chosen.files[0].stem))[0]


def _write(workspace: Workspace, campaign: int, chosen: Namespace, progress: Progress, quiet: bool = False) -> None:
    now = ranked.rank_board(build.build_board(workspace, campaign, progress), progress)
    wanted = outputs.Wanted(chosen.csv, chosen.xlsx, chosen.report, chosen.lang or current())
    outputs.write_files(workspace, now, wanted, progress)
    if chosen.json:
        show.write_json(ranking_json.ranking_json(now, screening.handles_of(workspace, campaign)), chosen.json)
    if not quiet and str(chosen.json) != "-":
        show.print_ranking(now, now.board.campaign.seats + now.board.campaign.reserve)


COMMANDS: dict[str, Callable[[Namespace], None]] = {
    "import": import_,
    "rank": rank,
    "explain": explain,
    "freeze": freeze,
    "export": export,
    "report": export,
    "person": person,
    "check": check,
    "backup": backup,
    "restore": restore,
}
