"""What a user settled for the imports to come: mappings for files of one shape, the words for "not known"."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from core.workspace.store import Workspace


@dataclass(frozen=True)
class Preset:
    """A saved mapping: ``shape`` says for which files, ``mapping`` (JSON) which column is which field."""

    id: int
    name: str
    shape: str
    mapping: str


def presets(workspace: Workspace) -> list[Preset]:
    """Every saved mapping, in the order they were saved."""
    return [Preset(*row) for row in workspace.rows("SELECT id, name, shape, mapping FROM preset ORDER BY id")]


def of_shape(workspace: Workspace, shape: str) -> Preset | None:
    """The mapping saved for files of this shape."""
    return next((known for known in presets(workspace) if known.shape == shape), None)


def save(workspace: Workspace, name: str, shape: str, mapping: str) -> int:
    """Saves a mapping, in place of an earlier one for the same shape; returns its id."""
    workspace.run("DELETE FROM preset WHERE shape=?", (shape,))
    return workspace.run("INSERT INTO preset(name, shape, mapping) VALUES (?,?,?)", (name, shape, mapping))


def rename(workspace: Workspace, number: int, name: str) -> None:
    """Another name for a saved mapping."""
    workspace.run("UPDATE preset SET name=? WHERE id=?", (name, number))


def remove(workspace: Workspace, number: int) -> None:
    """Forgets a saved mapping."""
    workspace.run("DELETE FROM preset WHERE id=?", (number,))


def missing_words(workspace: Workspace) -> frozenset[str] | None:
    """The texts that mean "not known" in this workspace; None where the usual ones do."""
    text = workspace.one("SELECT value FROM setting WHERE name='missing words'")
    return None if text is None else frozenset(json.loads(text))


def keep_missing_words(workspace: Workspace, words: Iterable[str] | None) -> None:
    """Keeps the texts that mean "not known" from now on; None for the usual ones again."""
    workspace.run("DELETE FROM setting WHERE name='missing words'")
    if words is not None:
        value = json.dumps(sorted(words), ensure_ascii=False)
        workspace.run("INSERT INTO setting(name, value) VALUES ('missing words', ?)", (value,))
