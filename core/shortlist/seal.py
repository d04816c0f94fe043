"""The seal of a snapshot: its canonical text, its digest, and the reading of both, however old."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, Union, get_args, get_origin, get_type_hints

from core.errors import Trouble
from core.i18n import tr
from core.shortlist.snapshot import SCHEMA, Snapshot


@dataclass(frozen=True)
class Opened:
    """A snapshot read from its text. ``valid`` is False when a single byte differs from what was sealed."""

    snapshot: Snapshot
    digest: str
    valid: bool


def digest(snapshot: Snapshot) -> str:
    """SHA-256 (hex) of the canonical text."""
    return _hash_text(canonical(_to_plain(snapshot)))


def to_json(snapshot: Snapshot) -> str:
    """The canonical text with its digest, to be kept and never rewritten."""
    body = _to_plain(snapshot)
    return canonical({"digest": _hash_text(canonical(body)), "snapshot": body})


def from_json(text: str, where: str = "") -> Opened:
    """Reads a sealed snapshot of this version of the form or an older one.

    The digest is checked against the text as it stands, not against what today's form would write. Raises
    ``Trouble`` for a text that is no snapshot, or that a newer program wrote.
    """
    try:
        sealed = json.loads(text)
        body, stated = sealed["snapshot"], str(sealed["digest"])
        if body["schema"] > SCHEMA:
            raise Trouble(
                tr("A newer version of the program made this snapshot."), where, tr("Update the program to open it.")
            )
        snapshot = _read_value(body, Snapshot)
        intact = is_intact(text)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise Trouble(tr("This is not a snapshot."), where, tr("Choose a file that this program froze.")) from fault
    return Opened(snapshot, stated, intact)


def is_intact(text: str) -> bool:
    """Whether not a single byte of a sealed snapshot differs from what was sealed. ValueError for what is no JSON,
    KeyError for what is no snapshot."""
    sealed = json.loads(text)
    return canonical(sealed) == text and _hash_text(canonical(sealed["snapshot"])) == str(sealed["digest"])


_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """The one form of a value as text: sorted keys, no spaces, ASCII, no fractions and no NaN."""
    return _CANONICAL.encode(value)


def sealed_body(body: Any, stated: str | None = None, parts: bool = False) -> tuple[str, str]:
    """A snapshot's plain form sealed anew: its text and digest. ``stated``: another digest, of a seal that is broken
    and must stay so. ``parts``: with the digest of each part, so that what was altered can be named."""
    digest = stated or _hash_text(canonical(body))
    named = {"parts": part_digests(body)} if parts else {}
    return canonical({"digest": digest, "snapshot": body, **named}), digest


def frozen_text(snapshot: Snapshot) -> tuple[str, str]:
    """The text of a list that is frozen, with the digest of each of its parts, and the digest of the whole."""
    return sealed_body(_to_plain(snapshot), parts=True)


PART = 16
"""Hexadecimal digits of the digest of a part: it only names what the digest of the whole has noticed."""


def part_digests(body: Mapping[str, Any]) -> dict[str, Any]:
    """By name of a field its digest; of the entries one each, of everyone one a column and under "rows" one a
    person."""
    return {name: _digest_part(name, value) for name, value in body.items()}


def _digest_part(name: str, value: Any) -> Any:
    if name == "entries":
        return [_short_hash(entry) for entry in value]
    if name == "everyone":
        columns = [value[column] for column in sorted(value)]
        rows = [_short_hash(row) for row in zip(*columns, strict=False)]
        return {"rows": rows, **{column: _short_hash(values) for column, values in value.items()}}
    return _short_hash(value)


def _short_hash(value: Any) -> str:
    return _hash_text(canonical(value))[:PART]


def _hash_text(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()


_PLAIN = (str, int, bool, type(None))


def _to_plain(value: Any) -> Any:
    """A value as JSON has it. Fractions are a mistake of the caller's: hundredths are whole."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value):
        late = {item.name for item in fields(value) if "left out empty" in item.metadata}
        return {name: _to_plain(item) for name, item in vars(value).items() if name not in late or not _is_empty(item)}
    if isinstance(value, Mapping):
        return {str(key): _to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return list(value) if set(map(type, value)) <= set(_PLAIN) else [_to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a snapshot holds no {type(value).__name__}")


def _is_empty(value: Any) -> bool:
    """Whether a value says nothing; a 0 says something."""
    return value is None or (isinstance(value, (str, tuple, Mapping)) and not value)


@cache
def _form_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_value(value: Any, kind: Any) -> Any:
    """The value as the form wants it; TypeError, ValueError or KeyError where it does not fit."""
    if is_dataclass(kind):
        return _read_data(value, kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is types.UnionType or origin is Union:
        if value is None or len(inner) > 2:
            return _read_one_of(value, inner)
        return _read_value(value, next(i for i in inner if i is not type(None)))
    if origin is tuple:
        return _read_tuple(value, inner)
    if origin is not None:  # a mapping from text
        return {key: _read_value(item, inner[1]) for key, item in value.items()}
    if kind is date:
        return date.fromisoformat(value)
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _read_one_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    """A plain value of one of several kinds."""
    if type(value) not in kinds:
        raise TypeError(value)
    return value


def _read_data(value: Any, kind: Any) -> Any:
    form, given = _form_of(kind), dict(value)
    known = {item.name for item in fields(kind)}
    needed = {i.name for i in fields(kind) if i.default is MISSING and i.default_factory is MISSING}
    if not needed <= given.keys() or not given.keys() <= known:
        raise KeyError(kind.__name__)
    return kind(**{name: _read_value(item, form[name]) for name, item in given.items()})


def _read_tuple(value: Any, inner: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    if inner[-1] is Ellipsis:
        if inner[0] in _PLAIN:  # a column of a million plain values is looked at as a whole
            if not set(map(type, value)) <= {inner[0]}:
                raise TypeError(value)
            return tuple(value)
        return tuple(_read_value(item, inner[0]) for item in value)
    return tuple(_read_value(item, kind) for item, kind in zip(value, inner, strict=True))
