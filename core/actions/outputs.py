"""What leaves a campaign: CSV, XLSX and the printed report of its list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.actions.ranked import Ranked
from core.actions.snapshots import snapshot
from core.model import Progress, no_progress
from core.shortlist.exports import write_csv, write_xlsx
from core.shortlist.report import render_pdf
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Wanted:
    """Which files are asked for, and the language they are written in."""

    csv: Path | None = None
    xlsx: Path | None = None
    report: Path | None = None
    language: str = "en"


def write(workspace: Workspace, ranked: Ranked, wanted: Wanted, progress: Progress = no_progress) -> None:
    """Writes the files asked for, each whole or not at all. Trouble when one cannot be written."""
    if not (wanted.csv or wanted.xlsx or wanted.report):
        return
    taken = snapshot(workspace, ranked)
    if wanted.csv:
        write_csv(wanted.csv, taken, lang=wanted.language)
    if wanted.xlsx:
        write_xlsx(wanted.xlsx, taken, lang=wanted.language)
    if wanted.report:
        render_pdf(taken, wanted.report, lang=wanted.language, progress=progress)
