"""Names and accounts told apart by what stands in them and beside them, whatever their headings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.folding import fold
from core.importing.columns.contents import Contents, sample
from core.importing.columns.fitting import ACCOUNTS, ENOUGH, MOSTLY
from core.importing.columns.headings import Heading
from core.importing.values import handles

SURE = 0.9
BY_CONTENTS = 0.6
LAST = 1000


def name_titles(said: Sequence[Heading]) -> list[Heading]:
    """A "Title" is the name of what has no other, and beside a name somebody's function."""
    named = any(heading.field in ("name", "first_name", "last_name") for heading in said)
    return [replace(h, field="note" if named else "name", rank=LAST) if h.field == "title" else h for h in said]


def tell_accounts_from_names(said: Sequence[Heading], looks: Sequence[Contents]) -> list[Heading]:
    """Headings such as "Youtuber", "Account name" and "Insta name" may stand over the account or the name: of two such
    columns the account is the one of single words; one alone is held against the column of names."""
    found = list(said)
    creators = [at for at, heading in enumerate(said) if heading.field == "creator"]
    platform_names = [at for at, heading in enumerate(said) if heading.field == "name" and heading.platform in ACCOUNTS]
    unclear = sorted([*creators, *platform_names])
    sure = any(h.field in ("handle", *ACCOUNTS) and looks[at].handle >= ENOUGH for at, h in enumerate(said))
    if not unclear:
        return found
    names = [at for at, heading in enumerate(said) if heading.field == "name" and at not in unclear]
    # Two headings of this sort settle it between them; one alone is held against the column of names.
    rivals = unclear if len(unclear) > 1 or sure else [*unclear, *names[:1]]
    account = max(rivals, key=lambda at: (looks[at].handle, looks[at].lowered, -at))
    certain = not sure and len(rivals) > 1 and looks[account].handle > min(looks[at].handle for at in rivals)
    enough = ENOUGH if certain else SURE
    for at in rivals:
        is_account = at == account and looks[at].handle >= enough
        field = _account_field(said[at]) if is_account else "name"
        found[at] = replace(
            said[at], field=field, platform="" if field == "name" else said[at].platform, confidence=0.8
        )
    return found


def _account_field(heading: Heading) -> str:
    """A name's column on a platform holds that platform's account; "Youtuber" and its like say so by their word."""
    return heading.platform if heading.field == "name" else "handle"


def known_by_contents(said: Sequence[Heading], looks: Sequence[Contents], columns: Sequence[Any]) -> list[Heading]:
    """Columns whose heading says nothing taken for accounts or e-mail addresses where they hold nothing else, and no
    other column has them."""
    found = list(said)
    taken = {heading.field for at, heading in enumerate(said) if looks[at].filled}
    name = next((at for at, heading in enumerate(said) if heading.field == "name"), None)
    for at, (heading, seen) in enumerate(zip(said, looks, strict=True)):
        if heading.field or not seen.filled:
            continue
        field = _field_of(seen, columns[at], None if name is None else columns[name], taken)
        if field:
            taken.add(field)
            found[at] = Heading(field, BY_CONTENTS)
    return found


def _field_of(seen: Contents, column: Any, names: Any | None, taken: set[str]) -> str:
    """The field a column without a telling heading holds by its contents; "" for none."""
    if seen.email >= SURE:
        return "" if "email" in taken else "email"
    accounts = taken.intersection(("handle", *ACCOUNTS))
    if seen.address >= SURE:
        platform = _led_to(sample(column))
        return "" if platform in taken or not platform else platform
    if accounts or seen.handle < SURE:
        return ""
    cells = [cell.strip() for cell in sample(column)]
    marked = sum(cell.startswith("@") for cell in cells if cell)
    if marked >= MOSTLY * max(1, sum(map(bool, cells))):
        return "handle"
    return "handle" if names is not None and _are_alike(cells, sample(names)) else ""


def _led_to(cells: Sequence[str]) -> str:
    """The one platform to whose accounts most of the addresses lead; "" for none."""
    led = [found.platform for cell in cells if cell.strip() and (found := handles.address(cell)) and found.handle]
    platform = max(set(led), key=led.count, default="")
    return platform if led.count(platform) >= MOSTLY * sum(1 for cell in cells if cell.strip()) else ""


def _are_alike(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether most of the cells are the names beside them in one word."""
    pairs = [
        (_keep_letters(cell), _keep_letters(name))
        for cell, name in zip(cells, names, strict=True)
        if cell and name.strip()
    ]
    alike = sum(bool(cell) and (cell in name or name in cell) for cell, name in pairs if name)
    return (
        len(pairs) > 1
        and alike >= ENOUGH * len(pairs)
        and any(cell != name for cell, name in zip(cells, names, strict=True))
    )


def _keep_letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
