"""Whom the workspace was told to forget: keyed hashes of their keys, so that a later file brings nobody back unseen.

The hashes of one erasure belong together. Each workspace has a secret of its own for them, so that they say nothing
beside another list; a restored backup may bring a second one.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from core.folding import fold
from core.model import BoolArray, to_day
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace

Key = tuple[str, str]
"""Kind and text: ``("instagram", "name")``, ``("email", ...)``, ``("url", ...)``, ``("id:<source>", ...)``."""
NAME = "name"
"""The kind of a folded name, which alone identifies nobody whom anything else tells apart."""
_OTHER_NAMES = ("id:name", "id:also")
_SECRETS = "suppression key"


def keys_of(workspace: Workspace, person: int) -> list[Key]:
    """Every key a person is known by: accounts, identifiers, addresses, and the folded names."""
    own = fetch_rows(workspace.connection, "SELECT email, url, fold FROM person WHERE id=?", (person,))
    rows = fetch_rows(workspace.connection, "SELECT platform, handle FROM handle WHERE person=?", (person,))
    keys = [(kind, text) for row in own for kind, text in zip(("email", "url", NAME), row, strict=True) if text]
    keys += [(NAME if kind in _OTHER_NAMES else kind, text) for kind, text in rows]
    return list(dict.fromkeys(keys))


def own_keys(workspace: Workspace, person: int) -> list[Key]:
    """Those of a person's keys that nobody else here bears."""
    return [key for key in keys_of(workspace, person) if not _is_borne(workspace, key, person)]


def remember_erasure(workspace: Workspace, person: int, day: date | None) -> None:
    """Keeps the keyed hashes of a person's keys; of those that somebody else bears too, none: it would shut out both.
    Only inside an unrecorded change."""
    every = _read_secrets(workspace.connection) or [secrets.token_hex(32)]
    _store_secrets(workspace, every)
    erasure = secrets.token_hex(8)
    when = None if day is None else to_day(day)
    rows = [(_hash_key(every[0], key), erasure, when) for key in own_keys(workspace, person)]
    sql = "INSERT INTO suppression(hash, erasure, day) VALUES (?,?,?) ON CONFLICT DO NOTHING"
    execute_many(workspace.connection, sql, rows)


def has_erasures(workspace: Workspace) -> bool:
    """Whether anybody was erased whom a file could bring back."""
    return _known_key(workspace) is not None


def erased_rows(
    workspace: Workspace, keys: Iterable[tuple[str, Any]], folds: Any, newcomers: bool = True
) -> tuple[BoolArray, BoolArray]:
    """Which of n rows speak of somebody who was erased, and which only bear the name of one: two arrays of length n.

    ``keys``: (kind, n texts as pyarrow, blank for none), a kind as often as need be; ``folds``: the n folded names.
    An account or an address decides alone. An identifier does where the name is blank or agrees, since tools number
    their rows anew; a name does where no account or address is given and (of ``newcomers``) nobody here bears it.
    """
    import pyarrow.compute as pc

    count, known = len(folds), _known_key(workspace)
    decided, identified, keyed = (np.zeros(count, bool) for _ in range(3))
    if known is None:
        return decided, identified
    for kind, texts in keys:
        found = _find_matches(texts, kind, known)
        if kind.startswith("id:"):
            identified |= found
        else:
            decided |= found
            keyed |= pc.not_equal(texts, "").to_numpy(zero_copy_only=False)
    named = _find_matches(folds, NAME, lambda key: known(key) and not (newcomers and _is_borne(workspace, key)))
    nameless = pc.equal(folds, "").to_numpy(zero_copy_only=False)
    erased = decided | (identified & (named | nameless)) | (named & ~keyed)
    return erased, named & ~erased


def is_erased(workspace: Workspace, keys: Iterable[Key], name: str) -> bool:
    """Whether somebody with these keys and this name was erased, by the rule of ``erased_rows``."""
    import pyarrow as pa

    columns = [(kind, pa.array([text], pa.string())) for kind, text in keys]
    return bool(erased_rows(workspace, columns, pa.array([fold(name)], pa.string()))[0][0])


def erased_people(workspace: Workspace) -> list[int]:
    """The ids of those who are here although they were erased, as in an older backup; ascending."""
    import pyarrow as pa

    if _known_key(workspace) is None:
        return []
    people = [row[0] for row in fetch_rows(workspace.connection, "SELECT id FROM person ORDER BY id")]
    columns: dict[tuple[str, int], list[str]] = {}
    for row, person in enumerate(people):
        turns: dict[str, int] = {}
        for kind, text in keys_of(workspace, person):
            turn = turns[kind] = turns.get(kind, -1) + 1
            columns.setdefault((kind, turn), [""] * len(people))[row] = text
    folds = columns.pop((NAME, 0), [""] * len(people))
    texts = [(kind, pa.array(column, pa.string())) for (kind, _), column in columns.items() if kind != NAME]
    gone, _ = erased_rows(workspace, texts, pa.array(folds, pa.string()), newcomers=False)
    return [person for person, erased in zip(people, gone.tolist(), strict=True) if erased]


def allow_again(workspace: Workspace, keys: Iterable[Key]) -> int:
    """Forgets the erasures that any of these keys belongs to, so that files may bring these people again; returns how
    many erasures they were. Only inside an unrecorded change."""
    hashes = [_hash_key(secret, key) for key in keys for secret in _read_secrets(workspace.connection)]
    marks = ",".join("?" * len(hashes))
    found = fetch_rows(workspace.connection, f"SELECT hash, erasure FROM suppression WHERE hash IN ({marks})", hashes)
    for hashed, erasure in found:
        sql = "DELETE FROM suppression WHERE hash=? OR erasure=? AND erasure<>''"
        execute(workspace.connection, sql, (hashed, erasure))
    return len({erasure or hashed for hashed, erasure in found})


def erasure_list(connection: sqlite3.Connection) -> str:
    """All erasures as a text for another file: secrets, and hashes with what belongs together; "" without any.

    The workspace may be of an older schema, which did not say what belongs together.
    """
    columns = {row[1] for row in fetch_rows(connection, "PRAGMA table_info(suppression)")}
    if not columns:
        return ""
    more = "erasure, day" if "erasure" in columns else "'', NULL"
    rows = fetch_rows(connection, f"SELECT hash, {more} FROM suppression ORDER BY hash")
    return json.dumps({"secrets": _read_secrets(connection), "erased": rows}) if rows else ""


def add_erasures(workspace: Workspace, text: str) -> None:
    """Takes over what ``erasure_list`` gave. Only inside an unrecorded change; ValueError for any other text."""
    if not text:
        return
    held = json.loads(text)
    every = list(dict.fromkeys([*_read_secrets(workspace.connection), *map(str, held["secrets"])]))
    _store_secrets(workspace, every)
    sql = "INSERT INTO suppression(hash, erasure, day) VALUES (?,?,?) ON CONFLICT DO NOTHING"
    execute_many(workspace.connection, sql, held["erased"])


def _known_key(workspace: Workspace) -> Callable[[Key], bool] | None:
    """Whether a key belongs to somebody who was erased; None where nobody was."""
    hashes = {row[0] for row in fetch_rows(workspace.connection, "SELECT hash FROM suppression")}
    every = _read_secrets(workspace.connection)
    if not hashes:
        return None
    return lambda key: any(_hash_key(secret, key) in hashes for secret in every)


def _find_matches(texts: Any, kind: str, known: Callable[[Key], bool]) -> BoolArray:
    """Which of n texts are known keys of a kind; each distinct one is asked about once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = [text for text in pc.unique(texts).to_pylist() if text and known((kind, text))]
    return np.asarray(pc.is_in(texts, value_set=pa.array(found, pa.string())).to_numpy(zero_copy_only=False), bool)


def _is_borne(workspace: Workspace, key: Key, but: int = 0) -> bool:
    """Whether somebody here (other than one person) bears a key."""
    kind, text = key
    if kind == NAME:
        sql = "SELECT 1 FROM person WHERE fold=? AND id<>? LIMIT 1"
        return bool(fetch_value(workspace.connection, sql, (text, but)))
    sql = "SELECT 1 FROM handle WHERE platform=?1 AND handle=?2 AND person<>?3"
    if kind in ("email", "url"):
        sql += f" UNION SELECT 1 FROM person WHERE {kind}=?2 AND id<>?3"
    return bool(fetch_value(workspace.connection, sql, (kind, text, but)))


def _hash_key(secret: str, key: Key) -> str:
    return hmac.digest(secret.encode(), ":".join(key).casefold().encode(), "sha256").hex()


def _read_secrets(connection: sqlite3.Connection) -> list[str]:
    """The secrets of this workspace's hashes, its own first; none before the first erasure."""
    return str(fetch_value(connection, "SELECT value FROM setting WHERE name=?", (_SECRETS,)) or "").split()


def _store_secrets(workspace: Workspace, every: Sequence[str]) -> None:
    sql = "INSERT INTO setting(name, value) VALUES (?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value"
    execute(workspace.connection, sql, (_SECRETS, " ".join(every)))
