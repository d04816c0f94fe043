"""The words taken for "not known": the list that comes with the program, or the workspace's own in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable

from core.importing.headings import missing_words
from core.workspace import invitations as kept
from core.workspace.store import Workspace

SETTING = "missing words"


def words(workspace: Workspace) -> frozenset[str]:
    """The words in force, folded as they are compared."""
    own = kept.setting(workspace, SETTING)
    return frozenset(json.loads(own)) if own else missing_words()


def keep(workspace: Workspace, new: Iterable[str] | None) -> None:
    """Another list for this workspace; None for the one that comes with the program."""
    value = "" if new is None else json.dumps(sorted(folded(new)), ensure_ascii=False)
    kept.keep_setting(workspace, SETTING, value)


def folded(given: Iterable[str]) -> set[str]:
    """Words as they are compared: without case and space around, no blank one."""
    return {word.strip().casefold() for word in given} - {""}
