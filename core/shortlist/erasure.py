"""Somebody erased out of frozen lists: the entry becomes "erased on request", the list is sealed anew and says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from core.i18n import tr
from core.shortlist import seal, signing, tables
from core.shortlist.key import SigningKey, own_key
from core.shortlist.register import replace_in_register
from core.shortlist.signing import Seal
from core.shortlist.tables import FrozenList
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
        lines = [*body["entries"], *(line for _, line in _find_audit_lines(body)), *body.get("decisions", ())]
        lines += _rows_of_everyone(body.get("everyone") or {})
        found += [{"list": held.name, **line} for line in lines if _is_about(line, keys)]
    return found


def _rows_of_everyone(everyone: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Everyone considered as one mapping a person."""
    return [dict(zip(everyone, row, strict=True)) for row in zip(*everyone.values(), strict=True)]


def erase_from_lists(workspace: Workspace, keys: Set[str], redact: Redact, day: date | None = None) -> int:
    """Takes the bearer of these stable keys out of every frozen list, and out of the texts beside other entries;
    returns how many lists were sealed anew. A seal that was broken stays broken.

    A list that was signed is signed anew, with the key of whoever erases, and so are those after it, which hold its
    link; each records the day and the key it was signed with before. Trouble where there is no key to sign with.
    """
    before = sorted(tables.all_shortlists(workspace), key=lambda held: held.id)
    after = [_erase_from_list(held, keys, redact) for held in before]
    if after != before:
        _sign_anew(workspace, before, after, day)
    return sum(now.data != held.data for held, now in zip(before, after, strict=True))


def _erase_from_list(held: FrozenList, keys: Set[str], redact: Redact) -> FrozenList:
    """The list without the bearer of these keys: the same where it knows nothing of them."""
    sealed = json.loads(held.data)
    body = sealed["snapshot"]
    before = seal.canonical(body)
    _erase_from_body(body, keys, redact)
    renamed = replace(held, name=redact(held.name), label=redact(held.label))
    if seal.canonical(body) == before:
        return renamed
    intact = seal.is_intact(held.data)
    text, digest = seal.sealed_body(body, None if intact else str(sealed["digest"]), parts="parts" in sealed)
    return replace(renamed, data=text, digest=digest)


def _sign_anew(
    workspace: Workspace, before: Sequence[FrozenList], after: Sequence[FrozenList], day: date | None
) -> None:
    """Stores the lists, each signed anew where its text or the link before it is another; ascending by number."""
    key, link, resealed = None, "", dict[str, FrozenList]()
    for held, now in zip(before, after, strict=True):
        old = signing.read_seal(held.seal)
        if old is not None and (now != held or old.previous != link) and signing.is_genuine(held, old):
            key = key or own_key()
            now = _sign_one(now, link, key, old, day)
            resealed[signing.link_of(held)] = now
        if now != held:
            _store_list(workspace, held, now)
        link = signing.link_of(now)
    if key is not None:
        replace_in_register(workspace, resealed, key)


def _sign_one(now: FrozenList, link: str, key: SigningKey, old: Seal, day: date | None) -> FrozenList:
    """The list with another key in its text where that is another, signed with it."""
    body = json.loads(now.data)["snapshot"]
    if body.get("signing_key") != key.fingerprint:
        text, digest = seal.sealed_body({**body, "signing_key": key.fingerprint}, parts=True)
        now = replace(now, data=text, digest=digest)
    resealed = {**old.resealed, day.isoformat() if day else "": old.fingerprint}
    return replace(now, seal=signing.sign_list(now, link, key, resealed))


def _store_list(workspace: Workspace, held: FrozenList, now: FrozenList) -> None:
    if (now.data, now.digest) != (held.data, held.digest):
        tables.replace_list(workspace, held.id, now.data, now.digest)
    if now.name != held.name:
        tables.rename_list(workspace, held.id, now.name)
    if now.label != held.label:
        tables.label_list(workspace, held.id, now.label)
    if now.seal != held.seal:
        tables.replace_seal(workspace, held.id, now.seal)


def _erase_from_body(body: dict[str, Any], keys: Set[str], redact: Redact) -> None:
    gone = [_is_about(entry, keys) for entry in body["entries"]]
    body["entries"] = [
        _blank_entry(entry) if theirs else _without_mentions(entry, redact)
        for entry, theirs in zip(body["entries"], gone, strict=True)
    ]
    for lines, line in _find_audit_lines(body):
        if _is_about(line, keys):
            lines[lines.index(line)] = {**line, "id": "", "name": tr("erased on request")}
    everyone = body.get("everyone") or {}
    gone.append(_erase_from_everyone(everyone, keys))
    _erase_from_decisions(body, keys, redact)
    if any(gone):
        others = [rule for rule in body.get("rules", []) if not rule.startswith(f"{ERASED}: ")]
        states = everyone.get("state") or [entry.get("state") for entry in body["entries"]]
        body["rules"] = [*others, f"{ERASED}: {states.count('erased')}"]


def _erase_from_everyone(everyone: dict[str, list[Any]], keys: Set[str]) -> bool:
    """The row of somebody among everyone considered keeps its place in the order and says no more of anybody; returns
    whether there was one."""
    rows = [row for row, key in enumerate(everyone.get("id", ())) if key in keys]
    for row in rows:
        everyone["id"][row], everyone["name"][row] = "", tr("erased on request")
        everyone["state"][row], everyone["told"][row], everyone["provisional"][row] = "erased", False, 0
        for side in ("score", "credibility"):
            everyone[f"{side}_low"][row] = everyone[f"{side}_high"][row] = everyone[side][row]
    return bool(rows)


def _erase_from_decisions(body: dict[str, Any], keys: Set[str], redact: Redact) -> None:
    """What was decided on somebody goes; in what was decided on others, and in what the rules cost, a
    mention does."""
    if "decisions" in body:
        others = [one for one in body["decisions"] if one["id"] not in keys]
        body["decisions"] = [{**one, "reason": _redact_value(one["reason"], redact)} for one in others]
        if not others:
            del body["decisions"]
    if "prices" in body:
        body["prices"] = _redact_value(body["prices"], redact)


def _is_about(line: dict[str, Any], keys: Set[str]) -> bool:
    """Whether an entry or a line of the audit is of somebody with one of these keys."""
    accounts = (f"{platform}:{handle}" for platform, handle in line.get("handles", {}).items())
    return not keys.isdisjoint((line["id"], *accounts))


def _blank_entry(entry: dict[str, Any]) -> dict[str, Any]:
    stays = {name: entry[name] for name in _KEPT if name in entry}
    return {**stays, "id": "", "name": tr("erased on request"), "state": "erased"}


def _without_mentions(entry: dict[str, Any], redact: Redact) -> dict[str, Any]:
    """Another's entry with the texts that may mention somebody redacted; their own name and accounts stay."""
    texts = [name for name in ("notes", "reason", "why", "evidence") if name in entry]
    return entry | {name: _redact_value(entry[name], redact) for name in texts}


def _redact_value(value: Any, redact: Redact) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [_redact_value(item, redact) for item in value]
    return {name: _redact_value(item, redact) for name, item in value.items()} if isinstance(value, dict) else value


def _find_audit_lines(body: dict[str, Any]) -> list[tuple[list[dict[str, Any]], dict[str, Any]]]:
    """The lines of the cut-off audit, each with the list it stands in."""
    audit = body.get("audit") or {}
    return [(lines, line) for lines in (audit.get("dropped", []), audit.get("admitted", [])) for line in lines]
