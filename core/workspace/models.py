"""Score models kept in the workspace, and the frozen shortlists that hold one fast."""

from __future__ import annotations

from dataclasses import dataclass

from core.workspace.store import Workspace


@dataclass(frozen=True)
class KeptModel:
    """A score model as it is kept: JSON and the hash over it. ``version`` counts its changes from 1."""

    name: str
    version: int
    hash: str
    data: str


def kept(workspace: Workspace) -> list[KeptModel]:
    """Every score model of the workspace, by name."""
    return [
        KeptModel(*row) for row in workspace.rows("SELECT name, version, hash, data FROM score_model ORDER BY name")
    ]


def kept_model(workspace: Workspace, name: str) -> KeptModel | None:
    """The score model of this name, or None."""
    rows = workspace.rows("SELECT name, version, hash, data FROM score_model WHERE name=?", (name,))
    return KeptModel(*rows[0]) if rows else None


def add(workspace: Workspace, new: KeptModel) -> None:
    """Keeps a new score model; its name must be free."""
    workspace.run(
        "INSERT INTO score_model(name, version, hash, data) VALUES (?,?,?,?)",
        (new.name, new.version, new.hash, new.data),
    )


def change(workspace: Workspace, new: KeptModel) -> None:
    """Writes a changed model over the one of the same name."""
    workspace.run(
        "UPDATE score_model SET version=?, hash=?, data=? WHERE name=?", (new.version, new.hash, new.data, new.name)
    )


def remove(workspace: Workspace, name: str) -> None:
    """Takes a score model away; undo brings it back."""
    workspace.run("DELETE FROM score_model WHERE name=?", (name,))


def frozen_with(workspace: Workspace, digest: str) -> list[str]:
    """The names of the frozen shortlists whose scores a model of this hash gave, oldest first."""
    sql = "SELECT name FROM shortlist WHERE json_extract(data, '$.snapshot.score_hash')=? ORDER BY id"
    return [name for (name,) in workspace.rows(sql, (digest,))]


def chosen_by(workspace: Workspace, name: str) -> list[str]:
    """The names of the campaigns that rank by this model, oldest first."""
    return [found for (found,) in workspace.rows("SELECT name FROM campaign WHERE score_model=? ORDER BY id", (name,))]
