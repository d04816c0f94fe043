"""The seal of a frozen list: an Ed25519 signature over its text, the columns beside it and the list before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from core.shortlist.key import SigningKey, fingerprint, is_signed_by
from core.shortlist.seal import canonical
from core.shortlist.tables import FrozenList

FORM = "entregent-list/1"
COLUMNS = ("campaign", "name", "digest", "signed_by", "signed_on")


@dataclass(frozen=True)
class Seal:
    """``previous`` is the link of the list before it, empty for the first; ``columns`` the digests of the columns
    beside the text, which name what was altered; ``key`` the public key; ``resealed`` by day the fingerprint of the
    key that had signed before an erasure; ``signature`` covers all of it and the text."""

    previous: str
    columns: Mapping[str, str]
    key: str
    resealed: Mapping[str, str]
    signature: str = ""

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.key)


def sign_list(frozen: FrozenList, previous: str, key: SigningKey, resealed: Mapping[str, str] | None = None) -> str:
    """The seal of a list as text, to be stored beside it."""
    unsigned = Seal(previous, column_digests(frozen), key.public, resealed or {})
    return canonical(asdict(replace(unsigned, signature=key.sign(_message(frozen, unsigned)))))


def read_seal(text: str) -> Seal | None:
    """The seal written in a text; None for what is none."""
    try:
        raw = json.loads(text)
        found = Seal(
            str(raw["previous"]), dict(raw["columns"]), str(raw["key"]), dict(raw["resealed"]), str(raw["signature"])
        )
    except (ValueError, KeyError, TypeError):
        return None
    return found if canonical(asdict(found)) == text else None


def is_genuine(frozen: FrozenList, seal: Seal) -> bool:
    """Whether the text, the columns and the rest of the seal are what the bearer of the key signed."""
    return is_signed_by(seal.key, _message(frozen, seal), seal.signature)


def column_digests(frozen: FrozenList) -> dict[str, str]:
    """By column its digest."""
    return {name: _hash([name, value])[:16] for name, value in _columns(frozen).items()}


def link_of(frozen: FrozenList) -> str:
    """What the next list holds of this one: a digest over the text, the columns and the seal."""
    return _hash([FORM, *_columns(frozen).values(), _text_hash(frozen), frozen.seal])


def _message(frozen: FrozenList, seal: Seal) -> str:
    """What is signed: everything but the number of the row, which says nothing of the list."""
    parts = [*_columns(frozen).values(), _text_hash(frozen), {**asdict(seal), "signature": ""}]
    return canonical([FORM, *parts])


def _columns(frozen: FrozenList) -> dict[str, Any]:
    values = {name: getattr(frozen, name) for name in COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _text_hash(frozen: FrozenList) -> str:
    return sha256(frozen.data.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(value: Any) -> str:
    return sha256(canonical(value).encode("ascii")).hexdigest()
