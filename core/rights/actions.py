"""Actions on people's rights: find somebody, show what is held, note that they were told, erase them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import Trouble
from core.i18n import tr, trn
from core.importing import tables as importing_tables
from core.importing import traces
from core.people import erased_tables, find
from core.people import tables as people_tables
from core.rights import erasure, tables
from core.rights.erasure import Erasure
from core.rights.proof import find_traces
from core.shortlist.erasure import entries_on
from core.workspace import backup as backups
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def find_one(workspace: Workspace, text: str) -> int:
    """The one person whose stable key, account (``@name``, ``platform:name``), e-mail or whole name this is.

    Trouble when there is none, or several: a part of a name means nobody.
    """
    return _only_one(workspace, text, find.find_exactly(workspace, text))


def find_one_like(workspace: Workspace, text: str) -> int:
    """``find_one``, or the only person whose name, handle or organisation holds the text: to show, never to change."""
    return _only_one(workspace, text, find.find_exactly(workspace, text) or find.find_people(workspace, text))


def show_everything(workspace: Workspace, person: int) -> dict[str, Any]:
    """Everything that is held on a person, and on nobody else: rows by table, the raw rows of the files with what was
    said of them, pairs, frozen lists, sheets, and mentions in texts about others."""
    keys, found = erasure.stable_keys(workspace, person), traces.trace(workspace, person)
    held: dict[str, Any] = dict(tables.rows_on(workspace, person))
    held["source rows"] = [{"file": row.file, "row": row.row, "cells": dict(row.cells)} for row in found]
    held["issues"] = [one for row in found for one in tables.issues_on(workspace, row.batch, [row.row])]
    held["pairs"] = tables.proposals_on(workspace, keys)
    held["shortlists"] = entries_on(workspace, keys)
    held["sheets"] = tables.sheets_with(workspace, person)
    held["mentions"] = tables.mentions_of(workspace, person, erasure.mentions_of(workspace, person))
    return held


def note_told(workspace: Workspace, person: int, day: date, how: str) -> Changed:
    """Notes that a person was told."""
    with workspace.step(tr("Told"), "people"):
        people_tables.add_told(workspace, person, day, how)
    return changed(tr("Told"), "people", people=[person])


def erase_person(workspace: Workspace, person: int, day: date | None = None) -> tuple[Erasure, Changed]:
    """Erases a person for good, everywhere; undo cannot bring them back, and a later file not unseen."""
    done, change = erase_people(workspace, [person], day)
    return done[0], change


def erase_people(workspace: Workspace, people: list[int], day: date | None = None) -> tuple[list[Erasure], Changed]:
    """``erase_person`` for several, all or none of them."""
    done = erasure.erase(workspace, people, day)
    _store_list(workspace)
    return done, changed("", *erasure.ALL_AREAS, people=people)


def prove_erased(workspace: Workspace, texts: Sequence[str]) -> int:
    """How often what named erased people still stands in the workspace: in the file's bytes, and in the cells of the
    files as they were read, which are packed there."""
    found = find_traces(workspace.path, texts) if workspace.is_file else []
    wanted = {text.casefold() for text in texts}
    packed = sum(
        any(cell.casefold() in wanted for cell in cells)
        for batch in importing_tables.batches(workspace)
        for cells in traces.everything(workspace, batch.id)
    )
    return len(found) + packed


def erasure_words(workspace: Workspace, done: Erasure) -> list[str]:
    """What an erasure took away, in sentences, and what a scan of the file still finds."""
    rows, left = sum(done.rows.values()), prove_erased(workspace, done.texts)
    return [
        trn("{n} row of the workspace erased.", "{n} rows of the workspace erased.", rows),
        trn("{n} row of imported files erased.", "{n} rows of imported files erased.", done.source_rows),
        trn("{n} frozen list sealed anew.", "{n} frozen lists sealed anew.", done.lists),
        trn("{n} mention taken out of other texts.", "{n} mentions taken out of other texts.", done.mentions),
        trn("A scan of the file finds {n} trace.", "A scan of the file finds {n} traces.", left),
    ]


def allow_again(workspace: Workspace, text: str) -> int:
    """Lets later files bring back somebody who was erased, by an account, e-mail or whole name; returns how many
    erasures were forgotten. Trouble when nobody with this key was erased."""
    with workspace.unrecorded("people"):
        count = erased_tables.allow_again(workspace, find.possible_keys(workspace, text))
    _store_list(workspace)
    if not count:
        raise Trouble(tr("Nobody with this key was erased."), text, tr("Type an account, an e-mail or the whole name."))
    return count


def restore_backup(backup: Path, target: Path) -> int:
    """Puts a backup in a workspace's place and erases again whoever was erased since; returns how many they were.

    Trouble as ``core.workspace.backup.restore`` raises it.
    """
    again: list[int] = []

    def amend(restored: Workspace, lists: list[str]) -> None:
        with restored.unrecorded("people"):
            for text in lists:
                erased_tables.add_erasures(restored, text)
        again.extend(erased_tables.erased_people(restored))
        if again:
            erasure.erase(restored, again)

    backups.restore(backup, target, erased_tables.erasure_list, amend)
    return len(again)


def _store_list(workspace: Workspace) -> None:
    """Keeps the list of erasures beside the file as it is now."""
    if workspace.is_file:
        backups.store_erasures(workspace.path, erased_tables.erasure_list(workspace.connection))


def _only_one(workspace: Workspace, text: str, found: list[int]) -> int:
    if not found:
        raise Trouble(
            tr("Nobody of this name is known."), text, tr("Type the whole name, an e-mail, or an account as @name.")
        )
    if len(found) > 1:
        names = ", ".join(people_tables.stable_key(workspace, number) for number in found[:5])
        raise Trouble(tr("Several people fit."), text, tr("Say which: {names}.", names=names))
    return found[0]
