"""Which lists were ever signed: a signed register in the workspace, and the same in the signer's own folder.

A signature says nothing of a list that is gone. The register names it, by number and day; the ledger beside the key
does so too where the whole file was put back to an earlier state.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

from core.shortlist import tables
from core.shortlist.key import SigningKey, fingerprint, is_signed_by, key_folder, own_fingerprint, write_private
from core.shortlist.seal import canonical
from core.shortlist.signing import column_digests, link_of
from core.shortlist.tables import FrozenList
from core.workspace.store import Workspace

LEDGER = "signed-lists.json"


@dataclass(frozen=True)
class Signed:
    """One list that was signed: its number and day then, its link, and the digests of its columns and parts, by which
    an alteration is named. No name is held: the ledger must not know anybody who is erased."""

    number: int
    on: str
    link: str
    columns: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    was: Sequence[str] = ()


@dataclass(frozen=True)
class Register:
    """``token`` tells one workspace from another, whatever its file is called. ``genuine``: signed by its key, and
    not altered since."""

    token: str
    lists: tuple[Signed, ...]
    key: str = ""
    genuine: bool = True


def read_register(workspace: Workspace) -> Register | None:
    """The register of the workspace; None where nothing was ever signed. One that cannot be read is not genuine."""
    text = tables.stored_register(workspace)
    if not text:
        return None
    try:
        raw = json.loads(text)
        lists = tuple(Signed(**one) for one in raw["lists"])
        signed = is_signed_by(str(raw["key"]), _message(raw["token"], lists), str(raw["signature"]))
        return Register(str(raw["token"]), lists, str(raw["key"]), signed)
    except (ValueError, KeyError, TypeError):
        return Register("", (), genuine=False)


def add_to_register(workspace: Workspace, signed: FrozenList, key: SigningKey) -> None:
    """Adds a list that was just signed. A register that was altered stays as it is: signing it would hide that."""
    known = read_register(workspace) or Register(token_hex(16), ())
    if known.genuine:
        _store(workspace, replace(known, lists=(*known.lists, describe(signed))), key)


def replace_in_register(workspace: Workspace, resealed: Mapping[str, FrozenList], key: SigningKey) -> None:
    """Puts lists that were sealed anew, by their former link, in the place of what they were."""
    known = read_register(workspace)
    if known is not None and known.genuine:
        lists = (describe(resealed[one.link], one) if one.link in resealed else one for one in known.lists)
        _store(workspace, replace(known, lists=tuple(lists)), key)


def describe(signed: FrozenList, before: Signed | None = None) -> Signed:
    """What the register holds of a list; ``before``: of the same list before it was sealed anew."""
    parts = json.loads(signed.data).get("parts", {})
    whole = {name: value for name, value in parts.items() if isinstance(value, str)}
    day = signed.signed_on.isoformat() if signed.signed_on else ""
    number, was = (before.number, (*before.was, before.link)) if before else (signed.id, ())
    return Signed(number, day, link_of(signed), column_digests(signed), whole, was)


def write_ledger(workspace: Workspace) -> None:
    """Writes what the register holds into the signer's own folder, beside what was there already: what was signed
    once is forgotten only where it was sealed anew since, with this user's key. Trouble where it cannot be written."""
    known = read_register(workspace)
    if known is None or not known.genuine or fingerprint(known.key) != own_fingerprint():
        return
    ledger = _read_ledger()
    gone = {link for one in known.lists for link in (one.link, *one.was)}
    before = [one for one in _read_signed(ledger.get(known.token, {}).get("lists", ())) if one.link not in gone]
    ledger[known.token] = {"file": _file_of(workspace), "lists": [asdict(one) for one in (*before, *known.lists)]}
    write_private(key_folder() / LEDGER, canonical(ledger))


def lists_in_ledger(workspace: Workspace, token: str) -> tuple[Signed, ...]:
    """What was signed on this computer in the workspace of a token, or in this file where the token is gone."""
    ledger, file = _read_ledger(), _file_of(workspace)
    found = [held for name, held in ledger.items() if name == token]
    found = found or [held for held in ledger.values() if file and held.get("file") == file]
    return tuple(_read_signed(found[-1]["lists"])) if found else ()


def _read_signed(raw: Sequence[Any]) -> Iterator[Signed]:
    for one in raw:
        try:
            yield Signed(**one)
        except TypeError:
            continue


def _store(workspace: Workspace, register: Register, key: SigningKey) -> None:
    message = _message(register.token, register.lists)
    held = {"token": register.token, "lists": [asdict(one) for one in register.lists], "key": key.public}
    tables.store_register(workspace, canonical({**held, "signature": key.sign(message)}))


def _message(token: str, lists: Sequence[Signed]) -> str:
    return canonical(["entregent-register/1", token, [asdict(one) for one in lists]])


def _file_of(workspace: Workspace) -> str:
    return str(workspace.path.resolve()) if workspace.is_file else ""


def _read_ledger() -> dict[str, Any]:
    """The ledger; empty where there is none or it cannot be read: it only ever adds to what the file itself says."""
    path: Path = key_folder() / LEDGER
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in held.items() if isinstance(value, dict)} if isinstance(held, dict) else {}
