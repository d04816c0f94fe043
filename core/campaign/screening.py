"""The whole job without a window: files in, one campaign ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from core.campaign import build, column_tables, doubles, online, ranking_json, stretching, tables
from core.campaign import ranked as campaign_ranked
from core.campaign.choices.absent import read_absent, with_absent
from core.campaign.choices.flagged import read_flagged, with_flagged
from core.campaign.choices.metrics import read_metrics, with_used
from core.campaign.choices.stretch import asks_stretch, with_stretch_asked
from core.campaign.rules import with_provisional
from core.errors import Trouble
from core.i18n import tr
from core.importing.draft import ImportResult, Prepared, Reading
from core.importing.matching import Kind
from core.importing.run import prepare, run_import
from core.model import Campaign, Progress, no_progress
from core.workspace.automatic import backed_up_before
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Request:
    """What is to be screened. The campaign's ``id`` is ignored; ``today``: the day of import, for people to be told."""

    files: Sequence[Path]
    campaign: Campaign
    stature: Sequence[Path] = ()
    history: Sequence[Path] = ()
    offline: Sequence[Path] = ()
    reading: Reading = field(default_factory=Reading)
    today: date | None = None


@dataclass(frozen=True)
class Files:
    """Files of one kind, read in one way."""

    kind: Kind
    paths: Sequence[Path]
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Screening:
    """A campaign ranked, and the imports it came from."""

    ranked: campaign_ranked.Ranked
    imports: tuple[ImportResult, ...]


def screen_files(workspace: Workspace, request: Request, progress: Progress = no_progress) -> Screening:
    """Imports every file, ranks the campaign. Trouble, and nothing kept, when one file is refused."""
    with workspace.transaction():
        campaign = campaign_named(workspace, request.campaign)
        kinds: tuple[tuple[Kind, Sequence[Path]], ...] = (
            ("candidates", request.files),
            ("history", request.history),
            ("offline", request.offline),
            ("stature", request.stature),
        )
        imports = [
            done
            for kind, paths in kinds
            for done in _import_all(workspace, campaign, Files(kind, paths, request.reading), progress, request.today)
        ]
    stretching.measure_asked(workspace, campaign)
    board = build.build_board(workspace, campaign, progress)
    return Screening(campaign_ranked.rank_board(board, progress), tuple(imports))


def import_files(
    workspace: Workspace,
    campaign: int,
    files: Files,
    progress: Progress = no_progress,
    today: date | None = None,
) -> tuple[list[ImportResult], Changed]:
    """Imports files into a campaign, all or none of them."""
    with backed_up_before(workspace, "import", progress), workspace.transaction():
        done = _import_all(workspace, campaign, files, progress, today)
    return done, changed(tr("Import"), "people", "observations", "stature", "campaign")


def campaign_named(workspace: Workspace, asked: Campaign) -> int:
    """The campaign of this name with these choices, made if there is none."""
    for known in tables.campaigns(workspace):
        if known.name == asked.name:
            with workspace.step(tr("Campaign settings"), "campaign"):
                for name in ("seats", "weight", "market", "missing", "cutoff", "score_source", "half_life", "as_of"):
                    tables.change_campaign(workspace, known.id, **{name: getattr(asked, name)})
                rules = with_absent(known.rules, read_absent(asked.rules))
                rules = with_flagged(rules, read_flagged(asked.rules))
                if used := read_metrics(asked.rules).used:
                    rules = with_used(rules, used)
                if asks_stretch(asked.rules):
                    rules = with_stretch_asked(rules)
                tables.change_campaign(workspace, known.id, rules=with_provisional(rules, asked.rules))
            return known.id
    with workspace.step(tr("New campaign"), "campaign"):
        return tables.add_campaign(workspace, asked)


def screening_json(workspace: Workspace, screened: Screening) -> dict[str, Any]:
    """The contract's JSON (DESIGN: command line)."""
    asked = tables.campaign(workspace, screened.ranked.board.campaign.id)
    ranking = ranking_json.ranking_json(
        screened.ranked, column_tables.handle_columns(workspace, asked.id), online.flagged_json(workspace, asked)
    )
    campaign = ranking.pop("campaign")
    return {
        "campaign": campaign,
        "imports": [import_json(done) for done in screened.imports],
        "people": ranking.pop("people"),
        "merged": sum(done.merged for done in screened.imports),
        "proposed_duplicates": [
            list(pair)
            for pair in doubles.seated_first([p for done in screened.imports for p in done.proposed], screened.ranked)
        ],
        **ranking,
    }


def _import_all(
    workspace: Workspace, campaign: int, files: Files, progress: Progress, today: date | None = None
) -> list[ImportResult]:
    done = []
    for path in files.paths:
        prepared = _prepare_named(workspace, path, files, progress)
        done.append(run_import(workspace, prepared, campaign=campaign, today=today, progress=progress))
    return done


def _prepare_named(workspace: Workspace, path: Path, files: Files, progress: Progress) -> Prepared:
    """The file prepared; any trouble with it names it."""
    try:
        return prepare(workspace, path, kind=files.kind, reading=files.reading, progress=progress)
    except Trouble as trouble:
        if path.name in trouble.where:
            raise
        where = f"{path.name}, {trouble.where}".removesuffix(", ")
        raise type(trouble)(trouble.what, where, trouble.remedy) from trouble


def import_json(done: ImportResult) -> Mapping[str, Any]:
    """One import as the contract's JSON has it."""
    dialect = done.dialect
    return {
        "file": done.file,
        "kind": dialect.kind,
        "encoding": dialect.encoding or None,
        "delimiter": dialect.delimiter or None,
        "decimal": done.decimal or None,
        "sheet": dialect.sheet or None,
        "header_row": dialect.header_row,
        "mapping": dict(done.mapping),
        "rows_read": done.rows_read,
        "rows_imported": done.rows_imported,
        "rows_refused": done.rows_refused,
        "issues": [
            {"row": issue.row, "field": issue.field, "raw": issue.raw, "reason": issue.reason} for issue in done.issues
        ],
    }
