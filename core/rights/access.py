"""Everything that is held on one person, for them to see and to carry away; nothing that is of anybody else."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from core.importing import traces
from core.people import correction_tables, erased_tables
from core.people import tables as people_tables
from core.rights import erasure, provenance, tables
from core.rights.others import Others
from core.shortlist.erasure import entries_on
from core.workspace.store import Workspace


def held_on(workspace: Workspace, person: int) -> dict[str, Any]:
    """Everything that is held on a person: rows by table, the raw rows of the files with what was said of them, pairs,
    frozen lists, sheets, mentions in texts about others, and the source and day of each datum.

    What names somebody else is taken out; attachments are whole, as base64. Plain data, ready for JSON.
    """
    keys, found = erasure.stable_keys(workspace, person), traces.trace(workspace, person)
    held: dict[str, Any] = dict(tables.rows_on(workspace, person))
    held["source rows"] = [{"file": row.file, "row": row.row, "cells": dict(row.cells)} for row in found]
    held["issues"] = [one for row in found for one in tables.issues_on(workspace, row.batch, [row.row])]
    held["pairs"] = [_without_other(pair, keys) for pair in tables.proposals_on(workspace, keys)]
    held["shortlists"] = entries_on(workspace, keys)
    held["sheets"] = tables.sheets_with(workspace, person)
    held["mentions"] = tables.mentions_of(workspace, person, erasure.mentions_of(workspace, person))
    held["sources"] = [_plain(asdict(datum)) for datum in provenance.data_of(workspace, person)]
    evidence = held.pop("evidence", [])
    held["evidence"] = [{**row, "file": None} for row in evidence]
    shown: dict[str, Any] = Others(workspace, person, _own_texts(workspace, person)).hide_in(held)
    for row, whole in zip(shown["evidence"], evidence, strict=True):
        row["file"] = whole["file"]  # base64 names nobody, and half a file is none
    return {name: rows for name, rows in shown.items() if rows}


def _without_other(pair: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """A pair of people who may be one, without the key of the other."""
    return {**pair, **{side: "" for side in ("one", "other") if pair[side] not in keys}}


def _own_texts(workspace: Workspace, person: int) -> set[str]:
    """The texts that are the person's own, whoever else bears them too."""
    who = people_tables.person(workspace, person)
    corrected = correction_tables.corrections(workspace, person)
    return {
        people_tables.stable_key(workspace, person),
        *(getattr(who, name) for name in people_tables.TEXT_COLUMNS),
        *(text for _, text in erased_tables.keys_of(workspace, person)),
        *(text for one in corrected for text in (one.old, one.new)),
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
