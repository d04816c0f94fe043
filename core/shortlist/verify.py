"""Whether a frozen list is what was signed: its text, the columns beside it, its signature, and its neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from core.errors import Trouble
from core.i18n import day, tr
from core.model import to_date, to_day
from core.shortlist import register, seal, signing
from core.shortlist.key import own_fingerprint
from core.shortlist.register import Register, Signed
from core.shortlist.signing import Seal
from core.shortlist.tables import FrozenList, all_shortlists
from core.workspace.store import Workspace

MOST_NAMED = 8
"""Altered parts that are named one by one."""
Guard = Literal["signature", "digest"]


@dataclass(frozen=True)
class Verified:
    """A frozen list after the check. ``changed`` says what differs from what was signed; empty where ``valid``.

    ``guard``: a list from before lists were signed has a digest alone, which guards against accidents and against
    nobody who can reckon it anew. ``fingerprint``: of the key that signed. ``notes`` say what is to be known
    beside. A list that is gone is named by the number it had, without a name.
    """

    id: int
    name: str
    valid: bool
    signer: str
    changed: tuple[str, ...]
    guard: Guard = "signature"
    fingerprint: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class _Checked:
    """A list while it is being checked."""

    stored: FrozenList
    seal: Seal | None
    changed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        return signing.link_of(self.stored)


def verify_lists(workspace: Workspace, campaigns: Sequence[int], wanted: str = "", key: str = "") -> list[Verified]:
    """The frozen lists of campaigns, the newest first; only those of this number or name where one is asked for.

    ``key``: the fingerprint that the lists must be signed with, as a report prints it. Where every list is asked for,
    those that are gone are among the answers. Trouble when there is no such list.
    """
    every = all_shortlists(workspace)
    checked = [_check_list(one, key) for one in sorted(every, key=lambda one: one.id)]
    known = register.read_register(workspace)
    _check_chain(checked, known)
    gone = _check_register(checked, known) + _check_ledger(workspace, checked, known)
    shown = [one for one in reversed(checked) if one.stored.campaign in campaigns]
    if wanted:
        chosen = [one for one in shown if wanted in (str(one.stored.id), one.stored.name)]
        if not chosen and wanted not in map(str, gone):
            names = ", ".join(f"{one.stored.id} ({one.stored.name})" for one in shown)
            raise Trouble(tr("There is no such shortlist."), wanted, tr("There are: {names}.", names=names or "–"))
        return [*map(_conclude, chosen), *(_name_gone(one) for one in _once(gone) if str(one.number) == wanted)]
    return [*map(_conclude, shown), *map(_name_gone, _once(gone))]


def _conclude(one: _Checked) -> Verified:
    stored = one.stored
    guard: Guard = "signature" if one.seal else "digest"
    mark = one.seal.fingerprint if one.seal else ""
    changed = tuple(dict.fromkeys(one.changed))
    return Verified(stored.id, stored.name, not changed, stored.signed_by, changed, guard, mark, tuple(one.notes))


def _name_gone(one: Signed) -> Verified:
    when = day(to_date(_read_day(one.on)), "medium") if one.on else "–"
    what = tr("the list itself: number {n}, signed on {day}, is no longer there", n=one.number, day=when)
    return Verified(one.number, "", False, "", (what,))


def _read_day(text: str) -> int:
    """The day number of an ISO date; ``UNDATED`` for what is none."""
    try:
        return to_day(date.fromisoformat(text))
    except ValueError:
        return to_day(None)


# --- one list by itself --------------------------------------------------------------------------------------------


def _check_list(stored: FrozenList, key: str) -> _Checked:
    found = _Checked(stored, signing.read_seal(stored.seal) if stored.seal else None)
    try:
        opened = seal.from_json(stored.data, stored.name)
    except Trouble as trouble:
        found.changed.append(trouble.what)
        return found
    sealed = json.loads(stored.data)
    parts = list(_altered_parts(sealed))
    found.changed += parts
    if not opened.valid and not parts:
        found.changed.append(tr("the sealed text"))
    found.changed += _altered_columns(stored, opened)
    _check_signature(found, sealed, key)
    return found


def _altered_columns(stored: FrozenList, opened: seal.Opened) -> Iterator[str]:
    """The columns beside the text that say something else than the text."""
    if opened.digest != stored.digest:
        yield tr("the digest")
    if opened.snapshot.signed_by != stored.signed_by:
        yield tr("who signed")
    if opened.snapshot.signed_on != stored.signed_on:
        yield tr("the day of signing")


def _check_signature(found: _Checked, sealed: Mapping[str, Any], key: str) -> None:
    """The signature, and that a list which was to be signed has one."""
    stored, body = found.stored, sealed["snapshot"]
    if found.seal is None:
        if stored.seal:
            found.changed.append(tr("the seal"))
        elif "parts" in sealed or body.get("signing_key"):
            found.changed.append(tr("the signature, which is missing"))
        else:
            found.notes.append(tr("Guarded by a digest alone: against accidents, not against intent."))
        return
    found.changed += _named_columns(found.seal.columns, stored)
    if not signing.is_genuine(stored, found.seal) and not found.changed:
        found.changed.append(tr("the signature, which does not belong to this list"))
    if body.get("signing_key") != found.seal.fingerprint:
        found.changed.append(tr("the key of the signature, which is not the one the list names"))
    if key and found.seal.fingerprint != _plain_fingerprint(key):
        found.changed.append(tr("the key: the list is signed with {mark}", mark=found.seal.fingerprint))
    for when, former in found.seal.resealed.items():
        words = tr("Sealed anew after an erasure on {day}; before, the key was {mark}.", day=when, mark=former)
        found.notes.append(words)


def _plain_fingerprint(text: str) -> str:
    return "".join(text.split()).casefold()


def _named_columns(sealed: Mapping[str, str], stored: FrozenList) -> Iterator[str]:
    """The columns that differ from their digests."""
    words = {
        "campaign": tr("which campaign it belongs to"),
        "name": tr("the name of the list"),
        "digest": tr("the digest"),
        "signed_by": tr("who signed"),
        "signed_on": tr("the day of signing"),
    }
    now = signing.column_digests(stored)
    yield from (words[name] for name in words if now[name] != sealed.get(name))


def _altered_parts(sealed: Mapping[str, Any]) -> list[str]:
    """The parts of a text that differ from their digests, by name; none where the text holds no digests of parts."""
    held, body = sealed.get("parts"), sealed["snapshot"]
    if not isinstance(held, dict):
        return []
    now = seal.part_digests(body)
    said: list[str] = []
    for name in sorted({*held, *now}):
        if held.get(name) == now.get(name):
            continue
        if name == "entries":
            said += _altered_rows(held.get(name), now.get(name), [_title(entry) for entry in body.get(name, ())])
        elif name == "everyone":
            said += _altered_everyone(held.get(name), now.get(name), body.get(name) or {})
        else:
            said.append(tr("“{field}” in the text", field=name))
    return said[:MOST_NAMED] + ([tr("and more")] if len(said) > MOST_NAMED else [])


def _altered_rows(held: Any, now: Any, titles: Sequence[str]) -> list[str]:
    if not isinstance(held, list) or not isinstance(now, list) or len(held) != len(now):
        return [tr("how many entries there are")]
    return [
        tr("the entry of {who}", who=title) for title, *pair in zip(titles, held, now, strict=True) if len({*pair}) > 1
    ]


def _altered_everyone(held: Any, now: Any, body: Mapping[str, Any]) -> list[str]:
    """Of everyone considered: whose row was altered, and in which columns."""
    if not isinstance(held, dict) or not isinstance(now, dict):
        return [tr("everyone who was considered")]
    columns = [name for name in sorted({*held, *now}) if name != "rows" and held.get(name) != now.get(name)]
    people = _altered_rows(held.get("rows"), now.get("rows"), [str(name) for name in body.get("name", ())])
    what = [tr("“{field}” of everyone considered", field=name) for name in columns]
    return [*what, *people]


def _title(entry: Mapping[str, Any]) -> str:
    return tr("{name}, rank {rank}", name=entry.get("name", ""), rank=entry.get("rank", ""))


# --- the lists among each other ------------------------------------------------------------------------------------


def _check_chain(checked: Sequence[_Checked], known: Register | None) -> None:
    """Each signed list holds the link of the one before it: that one is thus guarded too, be it signed or not."""
    registered = {one.link for one in known.lists} if known and known.genuine else set()
    for before, after in pairwise(checked):
        if after.seal is None:
            if before.seal:
                after.changed.append(tr("the signature, which is missing"))
            continue
        # Where the one before is as it was registered, another one between them is gone; the register names it.
        innocent = before.changed or after.changed or before.link in registered
        if after.seal.previous != before.link and not innocent:
            words = tr("altered or put in since “{name}” was signed after it", name=after.stored.name)
            before.changed.append(words)
    first = checked[0] if checked else None
    if first and first.seal and first.seal.previous and not first.changed:
        first.notes.append(tr("A list that stood before this one is no longer there."))


def _check_register(checked: Sequence[_Checked], known: Register | None) -> list[Signed]:
    """Whether every signed list stands in the register, and which of the register are gone."""
    signed = [one for one in checked if one.seal]
    if known is None or not known.genuine:
        for one in signed:
            one.changed.append(tr("the register of signed lists, which is missing or altered"))
        return []
    gone = _compare(checked, known.lists, tr("not in the register of signed lists as it stands here"))
    registered = {one.link for one in known.lists}
    for one in signed:
        if one.link not in registered and not one.changed:
            one.changed.append(tr("not in the register of signed lists"))
    return gone


def _check_ledger(workspace: Workspace, checked: Sequence[_Checked], known: Register | None) -> list[Signed]:
    """What was signed on this computer and is something else now, or gone."""
    held = register.lists_in_ledger(workspace, known.token if known else "")
    return _compare(checked, held, tr("not what was signed on this computer"))


def _compare(checked: Sequence[_Checked], held: Iterable[Signed], words: str) -> list[Signed]:
    """Names what differs from what was signed; returns those of it that are gone."""
    links, by_number = {one.link for one in checked}, {one.stored.id: one for one in checked}
    signed = list(held)
    whole = {one.link for one in signed}
    gone = []
    for one in signed:
        if one.link in links:
            continue
        there = by_number.get(one.number)
        if there is None or there.link in whole:  # a number is given again once the freezing of its list was undone
            gone.append(one)
            continue
        there.changed += list(_differing(one, there.stored)) or ([] if there.changed else [words])
    return gone


def _differing(signed: Signed, stored: FrozenList) -> Iterator[str]:
    """Which columns and parts differ from what was signed, whatever was reckoned anew since."""
    yield from _named_columns(signed.columns, stored)
    try:
        now = register.describe(stored).parts
    except (ValueError, AttributeError):
        return
    for name in sorted(signed.parts):
        if now and now.get(name) != signed.parts[name]:
            yield tr("“{field}” in the text", field=name)


def _once(gone: Sequence[Signed]) -> list[Signed]:
    return list({one.link: one for one in gone}.values())


def as_json(one: Verified) -> dict[str, Any]:
    """A list after the check as the command line's JSON."""
    return {**vars(one), "changed": list(one.changed), "notes": list(one.notes)}


def said_beside(one: Verified) -> Iterator[str]:
    """What is to be known of a list beside whether it is sound: with whose key it is signed, and its notes."""
    if one.fingerprint:
        mark = " ".join(one.fingerprint[at : at + 8] for at in range(0, len(one.fingerprint), 8))
        if one.fingerprint == own_fingerprint():
            yield tr("Signed by {name} with your key {mark}", name=one.signer, mark=mark)
        else:
            yield tr(
                "Signed by {name} with the key {mark}, unknown here: compare it with the printed report",
                name=one.signer,
                mark=mark,
            )
    yield from one.notes
