"""Somebody erased out of frozen lists: the entry becomes "erased on request", the list is sealed anew and says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Set
from typing import Any

from core.i18n import tr
from core.shortlist import seal, tables
from core.workspace.store import Workspace

ERASED = "Erased on request"
"""The rule that such a list records, with how many entries it says so of."""
_KEPT = ("rank", "is_in", "tied", "score_used", "credibility_used", "total")
"""What stays of an entry: its place in the list, which says nothing of anybody without a name."""
Redact = Callable[[str], str]


def entries_on(workspace: Workspace, keys: Set[str]) -> list[dict[str, Any]]:
    """All that frozen lists hold on the bearer of these keys: the list's name, and the entry or audit line."""
    found = []
    for held in tables.all_shortlists(workspace):
        body = json.loads(held.data)["snapshot"]
        lines = [*body["entries"], *(line for _, line in _audited(body))]
        found += [{"list": held.name, **line} for line in lines if _bears(line, keys)]
    return found


def erase_from_lists(workspace: Workspace, keys: Set[str], redact: Redact) -> int:
    """Takes the bearer of these stable keys out of every frozen list, and out of the texts beside other entries;
    returns how many lists were sealed anew. A seal that was broken stays broken."""
    changed = 0
    for held in tables.all_shortlists(workspace):
        sealed = json.loads(held.data)
        body = sealed["snapshot"]
        before = seal.canonical(body)
        _erase_from_body(body, keys, redact)
        if seal.canonical(body) != before:
            text, digest = seal.sealed_body(body, None if seal.is_intact(held.data) else str(sealed["digest"]))
            tables.replace_list(workspace, held.id, text, digest)
            changed += 1
    return changed


def _erase_from_body(body: dict[str, Any], keys: Set[str], redact: Redact) -> None:
    gone = [_bears(entry, keys) for entry in body["entries"]]
    body["entries"] = [
        _blank_entry(entry) if theirs else _without_mentions(entry, redact)
        for entry, theirs in zip(body["entries"], gone, strict=True)
    ]
    for lines, line in _audited(body):
        if _bears(line, keys):
            lines[lines.index(line)] = {**line, "id": "", "name": tr("erased on request")}
    if any(gone):
        others = [rule for rule in body.get("rules", []) if not rule.startswith(f"{ERASED}: ")]
        count = sum(entry.get("state") == "erased" for entry in body["entries"])
        body["rules"] = [*others, f"{ERASED}: {count}"]


def _bears(line: dict[str, Any], keys: Set[str]) -> bool:
    """Whether an entry or a line of the audit is of somebody with one of these keys."""
    accounts = (f"{platform}:{handle}" for platform, handle in line.get("handles", {}).items())
    return not keys.isdisjoint((line["id"], *accounts))


def _blank_entry(entry: dict[str, Any]) -> dict[str, Any]:
    stays = {name: entry[name] for name in _KEPT if name in entry}
    return {**stays, "id": "", "name": tr("erased on request"), "state": "erased"}


def _without_mentions(entry: dict[str, Any], redact: Redact) -> dict[str, Any]:
    """Another's entry with the texts that may mention somebody redacted; their own name and accounts stay."""
    texts = [name for name in ("notes", "reason", "why", "evidence") if name in entry]
    return entry | {name: _redacted(entry[name], redact) for name in texts}


def _redacted(value: Any, redact: Redact) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [_redacted(item, redact) for item in value]
    return {name: _redacted(item, redact) for name, item in value.items()} if isinstance(value, dict) else value


def _audited(body: dict[str, Any]) -> list[tuple[list[dict[str, Any]], dict[str, Any]]]:
    """The lines of the cut-off audit, each with the list it stands in."""
    audit = body.get("audit") or {}
    return [(lines, line) for lines in (audit.get("dropped", []), audit.get("admitted", [])) for line in lines]
