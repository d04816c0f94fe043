"""Whom the workspace was told to forget: keyed hashes of their keys, so that a later file brings nobody back unseen."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace


def is_erased(workspace: Workspace, keys: list[str]) -> bool:
    """Whether any of these keys belongs to somebody who was erased."""
    known = {row[0] for row in fetch_rows(workspace.connection, "SELECT hash FROM suppression")}
    secret = _secret(workspace) if known else ""
    return any(_hash(secret, key) in known for key in keys)


def key_hashes(workspace: Workspace, person: int) -> list[str]:
    secret = _secret(workspace)
    keys = fetch_rows(workspace.connection, "SELECT platform || ':' || handle FROM handle WHERE person=?", (person,))
    own = fetch_rows(workspace.connection, "SELECT key FROM person WHERE id=?", (person,))
    return [_hash(secret, key) for (key,) in (*keys, *own)]


def _hash(secret: str, key: str) -> str:
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()


def _secret(workspace: Workspace) -> str:
    """A workspace's own key, so that its hashes say nothing beside another list."""
    found = fetch_value(workspace.connection, "SELECT value FROM setting WHERE name='suppression key'")
    if found is None:
        found = secrets.token_hex(32)
        execute(workspace.connection, "INSERT INTO setting(name, value) VALUES ('suppression key', ?)", (found,))
    return str(found)
