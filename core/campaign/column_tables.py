"""Whole columns out of the workspace: a campaign's people, their observations and their levels, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from core.model import BoolArray, CodedTexts, LongArray, PackedTexts, packed
from core.people.tables import OBJECTING
from core.workspace.bulk import CodedColumn, TextColumn, row_chunks
from core.workspace.sql import fetch_rows
from core.workspace.store import Workspace


@dataclass(frozen=True)
class PeopleColumns:
    """The n candidates of a campaign in ascending person id. ``markets``, ``cost`` and why a
    tie was ``settled`` for somebody: decided for some, by place."""

    person: LongArray
    key: PackedTexts
    name: PackedTexts
    market: CodedTexts
    country: CodedTexts
    organisation: CodedTexts
    language: CodedTexts
    offline: BoolArray
    pinned: BoolArray
    excluded: BoolArray
    markets: Mapping[int, str]
    cost: Mapping[int, float]
    settled: Mapping[int, str] = field(default_factory=dict)


def known_people(workspace: Workspace, campaign: int) -> PeopleColumns:
    """The candidates of a campaign as if nothing had been decided about any of them."""
    sql = (
        "SELECT p.id, p.offline, p.key, p.name, p.market, p.country, p.organisation, p.language "
        "FROM candidacy c JOIN person p ON p.id=c.person WHERE c.campaign=? ORDER BY c.person"
    )
    person, offline = [np.empty(0, np.int64)], [np.empty(0, bool)]
    key, name = TextColumn(), TextColumn()
    market, country, organisation, language = CodedColumn(), CodedColumn(), CodedColumn(), CodedColumn()
    columns = (key, name, market, country, organisation, language)
    for rows in row_chunks(workspace, sql, (campaign,)):
        ids, absent, *texts = zip(*rows, strict=True)
        person.append(np.array(ids, np.int64))
        offline.append(np.array(absent, bool))
        for column, found in zip(columns, texts, strict=True):
            column.add(found)  # type: ignore[attr-defined]
    nobody = np.zeros(sum(map(len, person)), bool)
    return PeopleColumns(
        person=np.concatenate(person),
        key=key.whole(),
        name=name.whole(),
        market=market.whole(),
        country=country.whole(),
        organisation=organisation.whole(),
        language=language.whole(),
        offline=np.concatenate(offline),
        pinned=nobody,
        excluded=nobody,
        markets={},
        cost={},
    )


def with_decisions(workspace: Workspace, campaign: int, people: PeopleColumns) -> PeopleColumns:
    """The same people with what the campaign has decided about some of them."""
    rows = fetch_rows(
        workspace.connection,
        f"WITH objecting AS ({OBJECTING}) SELECT person, pinned AND person NOT IN objecting, "
        "excluded OR person IN objecting, markets, cost, tie_reason FROM candidacy WHERE campaign=? AND "
        "(pinned OR excluded OR markets<>'' OR cost IS NOT NULL OR tie_reason<>'' OR person IN objecting) "
        "ORDER BY person",
        (campaign,),
    )
    places = np.searchsorted(people.person, [row[0] for row in rows]).tolist()
    pinned, excluded = np.zeros(len(people.person), bool), np.zeros(len(people.person), bool)
    pinned[[place for place, row in zip(places, rows, strict=True) if row[1]]] = True
    excluded[[place for place, row in zip(places, rows, strict=True) if row[2]]] = True
    markets = {place: row[3] for place, row in zip(places, rows, strict=True) if row[3]}
    cost = {place: row[4] for place, row in zip(places, rows, strict=True) if row[4] is not None}
    settled = {place: row[5] for place, row in zip(places, rows, strict=True) if row[5]}
    return replace(people, pinned=pinned, excluded=excluded, markets=markets, cost=cost, settled=settled)


def platform_columns(workspace: Workspace, campaign: int, person: LongArray, names: Mapping[str, str]) -> CodedTexts:
    """The names of the platforms on which each of these candidates has an account, parted by semicolons.

    ``person``: all of the campaign's, ascending. ``names``: platform -> name; an address counts as "web".
    """
    sql = (
        "SELECT h.person, h.platform FROM handle h JOIN candidacy c ON c.person=h.person AND c.campaign=?1 "
        "UNION SELECT p.id, 'web' FROM person p JOIN candidacy c ON c.person=p.id AND c.campaign=?1 WHERE p.url<>''"
    )
    bits = {platform: 1 << bit for bit, platform in enumerate(names)}
    codes = np.zeros(len(person), np.uint8)
    for rows in row_chunks(workspace, sql, (campaign,)):
        owners, platforms = zip(*rows, strict=True)
        marks = np.array([bits.get(each, 0) for each in platforms], np.uint8)
        np.bitwise_or.at(codes, np.searchsorted(person, owners), marks)
    words = [
        ";".join(name for bit, name in enumerate(names.values()) if code >> bit & 1) for code in range(1 << len(names))
    ]
    return CodedTexts(codes, packed(words))


def handle_columns(workspace: Workspace, campaign: int) -> dict[int, dict[str, str]]:
    """Person -> platform -> handle, the one used last where there are several; keys such as e-mail left out."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT h.person, h.platform, h.handle FROM handle h JOIN candidacy c ON c.person=h.person AND c.campaign=? "
        "WHERE h.account ORDER BY h.person, h.platform, coalesce(h.until, h.since, 0), h.handle",
        (campaign,),
    )
    held: dict[int, dict[str, str]] = {}
    for person, platform, handle in rows:
        held.setdefault(person, {})[platform] = handle
    return held
