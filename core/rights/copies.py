"""The copies of a workspace that stand beside it, out of which an erased person goes as well: backups, and what was put
aside before an upgrade or a restore."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.errors import Cancelled, Trouble
from core.files import replace_whole
from core.i18n import tr
from core.importing import tables as importing_tables
from core.importing import traces
from core.model import Progress
from core.people import erased_tables
from core.people import tables as people_tables
from core.rights import erasure
from core.rights.proof import find_traces
from core.workspace.opening import SUFFIX, check_head
from core.workspace.store import Workspace, backups_beside, open_draft


@dataclass(frozen=True)
class SearchedCopy:
    """One copy: its name, how many traces stand in it after the erasure, and why it could not be erased from."""

    name: str
    left: int
    trouble: str = ""


def copies_of(workspace: Workspace) -> list[Path]:
    """Every copy of a workspace that the program itself made, by name."""
    path = workspace.path
    folders = {backups_beside(path), workspace.backup_folder or backups_beside(path)}
    found = [file for folder in folders if folder.is_dir() for file in folder.glob(f"*{SUFFIX}")]
    found += path.parent.glob(f"{_escaped(path.stem)}.version-*{SUFFIX}")
    found += path.parent.glob(f"{_escaped(path.name)}.before-restore")
    return sorted(file for file in found if file.is_file())


def erase_from_copies(workspace: Workspace, texts: Sequence[str], progress: Progress) -> tuple[SearchedCopy, ...]:
    """Erases whoever the workspace erased out of its copies too, file by file, and searches each; says ``progress``
    before each. A copy that cannot be opened or written is left as it is, and named with the reason; so are those that
    are left when ``progress`` cancels."""
    if not workspace.is_file:
        return ()
    copies, erased = copies_of(workspace), erased_tables.erasure_list(workspace.connection)
    done: list[SearchedCopy] = []
    try:
        for number, copy in enumerate(copies):
            progress(number, len(copies), tr("Searching {file}", file=copy.name))
            done.append(_erase_from_copy(copy, texts, erased))
        progress(len(copies), len(copies), tr("Done"))
    except Cancelled:  # who was erased is erased: the protocol must say so, and which copies were not looked at
        done += [SearchedCopy(copy.name, 0, tr("not searched: it was cancelled")) for copy in copies[len(done) :]]
    return tuple(done)


def count_in_rows(workspace: Workspace, texts: Sequence[str]) -> int:
    """How many rows of the imported files, packed in the workspace, hold one of these texts as a cell."""
    wanted = {text.casefold() for text in texts}
    return sum(
        any(cell.casefold() in wanted for cell in cells)
        for batch in importing_tables.batches(workspace)
        for cells in traces.everything(workspace, batch.id)
    )


def _erase_from_copy(copy: Path, texts: Sequence[str], erased: str) -> SearchedCopy:
    try:
        check_head(copy)
        with replace_whole(copy) as draft:
            shutil.copyfile(copy, draft)
            with closing(open_draft(draft)) as opened:
                with opened.unrecorded("people"):
                    erased_tables.add_erasures(opened, erased)
                people = erased_tables.erased_people(opened)
                if people:
                    erasure.erase(opened, people)
                left, others = count_in_rows(opened, texts), people_tables.naming_texts(opened)
    except Trouble as trouble:
        return SearchedCopy(copy.name, len(find_traces(copy, texts)), trouble.what)
    except sqlite3.DatabaseError as fault:
        return SearchedCopy(copy.name, len(find_traces(copy, texts)), str(fault))
    return SearchedCopy(copy.name, left + len(find_traces(copy, texts, others)))


def _escaped(name: str) -> str:
    """A file's name in which no sign stands for others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
