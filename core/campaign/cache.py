"""A large campaign's people and scores as they are kept in the workspace, so that it opens without computing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.campaign.column_tables import PeopleColumns
from core.model import CodedTexts, PackedTexts
from core.scoring.score import Scores
from core.workspace import cache
from core.workspace.store import Workspace

WORTH_STORING = 20_000
"""Fewer candidates are read and scored within a fraction of a second."""

_PACKED, _CODED = ("key", "name"), ("market", "country", "organisation", "language")
_MAPPINGS = ("components", "last", "flags")


def store_people(workspace: Workspace, campaign: int, people: PeopleColumns) -> None:
    """Keeps the candidates of a campaign until people change."""
    if len(people.person) < WORTH_STORING or cache.is_stored(
        workspace.connection, *_people_key(campaign, len(people.person))
    ):
        return
    with workspace.unrecorded():
        cache.store_arrays(
            workspace.connection, *_people_key(campaign, len(people.person)), ["people"], _arrays_of_people(people)
        )


def stored_people(workspace: Workspace, campaign: int, size: int) -> PeopleColumns | None:
    """The ``size`` candidates of a campaign as kept, nothing decided about any; None where they are not."""
    arrays = cache.stored_arrays(workspace.connection, *_people_key(campaign, size))
    workspace.shrink_memory()
    return _people_of(arrays) if arrays else None


def short_people(people: PeopleColumns) -> PeopleColumns:
    """The same candidates, nothing decided about any, in as little memory as they are read back in."""
    return _people_of({part: cache.narrow(array) for part, array in _arrays_of_people(people).items()})


def _arrays_of_people(people: PeopleColumns) -> dict[str, NDArray[Any]]:
    arrays = {"person": people.person, "offline": people.offline}
    for name in _PACKED:
        arrays |= _unpack_texts(name, getattr(people, name))
    for name in _CODED:
        column = getattr(people, name)
        arrays |= {f"{name} codes": column.codes, **_unpack_texts(name, column.words)}
    return arrays


def _people_of(arrays: Mapping[str, NDArray[Any]]) -> PeopleColumns:
    nobody = np.zeros(len(arrays["person"]), bool)
    key, name = (_pack_texts(part, arrays) for part in _PACKED)
    market, country, organisation, language = (
        CodedTexts(arrays[f"{part} codes"], _pack_texts(part, arrays)) for part in _CODED
    )
    return PeopleColumns(
        person=arrays["person"],
        key=key,
        name=name,
        market=market,
        country=country,
        organisation=organisation,
        language=language,
        offline=arrays["offline"],
        pinned=nobody,
        excluded=nobody,
        markets={},
        cost={},
    )


def store_scores(workspace: Workspace, campaign: int, key: str, scores: Scores) -> None:
    """Keeps the scores of a campaign, made for ``key``, until people or observations change."""
    thing = f"scores {campaign}"
    if len(scores) < WORTH_STORING or cache.is_stored(workspace.connection, thing, key):
        return
    with workspace.unrecorded():
        cache.store_arrays(workspace.connection, thing, key, ["people", "observations"], _arrays_of_scores(scores))


def stored_scores(workspace: Workspace, campaign: int, key: str, size: int) -> Scores | None:
    """The scores of ``size`` candidates kept for this key; None where there are none."""
    arrays = cache.stored_arrays(workspace.connection, f"scores {campaign}", key)
    workspace.shrink_memory()
    return _scores_of(arrays, size) if arrays else None


def short_scores(scores: Scores) -> Scores:
    """The same scores in as little memory as they are read back in: half, where most metrics are not known."""
    return _scores_of({part: cache.narrow(array) for part, array in _arrays_of_scores(scores).items()}, len(scores))


def _arrays_of_scores(scores: Scores) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(Scores):
        value = getattr(scores, field.name)
        if field.name in _MAPPINGS:
            arrays |= {f"{field.name} {part}": array for part, array in value.items()}
        else:
            arrays[field.name] = value
    return {name: _store_once(array) for name, array in arrays.items()}


def _scores_of(arrays: Mapping[str, NDArray[Any]], size: int) -> Scores:
    parts: dict[str, Any] = {name: {} for name in _MAPPINGS}
    for name, short in arrays.items():
        array = np.broadcast_to(short, size) if len(short) == 1 else short
        mapping, _, part = name.partition(" ")
        if part:
            parts[mapping][part] = array
        else:
            parts[name] = array
    return Scores(**parts)


def _store_once(array: NDArray[Any]) -> NDArray[Any]:
    """A column with one value throughout, such as a metric that no file brought, takes one place."""
    first = array[:1].copy()
    alike = np.isnan(array).all() if array.dtype.kind == "f" and np.isnan(first).all() else (array == first).all()
    return first if alike else array


def _people_key(campaign: int, size: int) -> tuple[str, str]:
    return f"people {campaign}", str(size)


def _unpack_texts(name: str, texts: PackedTexts) -> dict[str, NDArray[Any]]:
    return {f"{name} letters": np.frombuffer(texts.letters, np.uint8), f"{name} starts": texts.starts}


def _pack_texts(name: str, arrays: Mapping[str, NDArray[Any]]) -> PackedTexts:
    return PackedTexts(arrays[f"{name} letters"].data, arrays[f"{name} starts"])
