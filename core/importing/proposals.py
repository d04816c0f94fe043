"""Pairs of people who may be one: names alike within blocks of their rarest words, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.importing.identity import People
from core.model import LongArray
from core.workspace.store import Workspace

Proposal = tuple[str, str, str]


def find(workspace: Workspace, ids: LongArray, people: People, texts: dict[str, Any]) -> list[Proposal]:
    """Pairs (key, key, reason) among a file's people and between them and everyone known."""
    return []


def keep(workspace: Workspace, found: Sequence[Proposal]) -> list[Proposal]:
    """Keeps the pairs not yet decided, and returns them."""
    return list(found)
