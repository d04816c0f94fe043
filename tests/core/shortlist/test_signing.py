"""A signed list that was altered, however it was done, is noticed and what was altered is named."""

from __future__ import annotations

import json
import random
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import tables as campaign_tables
from core.model import Campaign, Person
from core.people import tables as people_tables
from core.shortlist import actions as shortlists
from core.shortlist import key as keys
from core.shortlist import register, seal, signing, tables
from core.shortlist.tables import FrozenList
from core.shortlist.verify import Verified, verify_lists
from core.stature import actions as stature
from core.workspace.sql import execute
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.workspaces import cid, erase_person, pid
from tests.trust import FULL

ALTERATIONS = 504 if FULL else 60
DAY = date(2026, 10, 1)
LISTS = 3


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key folder of the test's own."""
    folder = tmp_path / "keys"
    monkeypatch.setenv("ENTREGENT_KEYS", str(folder))
    return folder


@pytest.fixture
def workspace(own_keys: Path) -> Iterator[Workspace]:
    """Three signed lists of two campaigns over a dozen people."""
    made = temporary_workspace()
    for number in range(12):
        with made.step("People", "people"):
            people_tables.add_person(made, Person(0, f"Person {number:02}", email=f"p{number}@mail.example"))
    for name in ("Launch", "Dinner"):
        campaigns.start_campaign(made, Campaign(0, name, seats=4))
    for place in range(1, 11):
        stature.set_level(made, pid(made, place), "peers", place % 5, stature.Occasion("Anne", DAY))
    campaigns.exclude(made, cid(made), pid(made, 3), "Works for a competitor", by="Camille")
    campaigns.pin(made, cid(made), pid(made, 12), "Chairs the jury", by="Camille")
    for number, place in enumerate((1, 2, 1)):
        shortlists.freeze_list(made, cid(made, place), f"List {number}", "Camille", DAY)
    yield made
    made.close()


def verified(workspace: Workspace) -> list[Verified]:
    return verify_lists(workspace, [one.id for one in campaign_tables.campaigns(workspace)])


def alter(workspace: Workspace, number: int, **values: object) -> None:
    """Writes beside the program into the row of a list."""
    with workspace.unrecorded():
        for column, value in values.items():
            stored = (value - date(1970, 1, 1)).days if isinstance(value, date) else value
            execute(workspace.connection, f"UPDATE shortlist SET {column}=? WHERE id=?", (stored, number))


def row(workspace: Workspace, number: int) -> FrozenList:
    return next(one for one in tables.all_shortlists(workspace) if one.id == number)


def change_letter(workspace: Workspace, rng: random.Random) -> str:
    """A letter anywhere in the text."""
    one = rng.choice(tables.all_shortlists(workspace))
    at = rng.randrange(len(one.data))
    letter = rng.choice([c for c in "abcxyz0123456789" if c != one.data[at]])
    alter(workspace, one.id, data=one.data[:at] + letter + one.data[at + 1 :])
    return one.name


def change_body(workspace: Workspace, rng: random.Random, parts: bool = False) -> str:
    """A figure of an entry, the digest (and those of the parts) reckoned anew, in the column too."""
    one = rng.choice(tables.all_shortlists(workspace))
    sealed = json.loads(one.data)
    entry = rng.choice(sealed["snapshot"]["entries"])
    entry[rng.choice(["total", "rank", "score_used", "credibility_used"])] += 1
    text, digest = seal.sealed_body(sealed["snapshot"], parts=True)
    if not parts:
        text = seal.canonical({**json.loads(text), "parts": sealed["parts"]})
    alter(workspace, one.id, data=text, digest=digest)
    return one.name


def change_body_and_parts(workspace: Workspace, rng: random.Random) -> str:
    return change_body(workspace, rng, parts=True)


def change_someone_below(workspace: Workspace, rng: random.Random) -> str:
    """A figure of somebody who is not even on the list."""
    one = rng.choice(tables.all_shortlists(workspace))
    sealed = json.loads(one.data)
    column = sealed["snapshot"]["everyone"][rng.choice(["rank", "total", "score", "credibility_high"])]
    column[rng.randrange(len(column))] += 1
    text, digest = seal.sealed_body(sealed["snapshot"], parts=rng.random() < 0.5)
    alter(workspace, one.id, data=text, digest=digest)
    return one.name


def change_column(workspace: Workspace, rng: random.Random) -> str:
    """A column beside the text."""
    one = rng.choice(tables.all_shortlists(workspace))
    column = rng.choice(["name", "signed_by", "signed_on", "campaign", "digest"])
    values = {"name": one.name + "!", "signed_by": "Odalie", "signed_on": date(2026, 10, rng.randint(2, 30))}
    other = cid(workspace) + cid(workspace, 2) - one.campaign
    values |= {"campaign": other, "digest": f"{rng.getrandbits(256):064x}"}
    alter(workspace, one.id, **{column: values[column]})
    return one.name + ("!" if column == "name" else "")


def delete_list(workspace: Workspace, rng: random.Random) -> str:
    one = rng.choice(tables.all_shortlists(workspace))
    with workspace.unrecorded():
        execute(workspace.connection, "DELETE FROM shortlist WHERE id=?", (one.id,))
    return ""


def strip_seal(workspace: Workspace, rng: random.Random) -> str:
    """A signed list made to look like one from before lists were signed."""
    one = rng.choice(tables.all_shortlists(workspace))
    body = json.loads(one.data)["snapshot"]
    body["signing_key"] = ""
    body["entries"][0]["total"] += 1
    text, digest = seal.sealed_body(body)
    alter(workspace, one.id, data=text, digest=digest, seal="")
    return one.name


def swap_signer(workspace: Workspace, rng: random.Random) -> str:
    """One list altered, signed by another name with another key; nothing else is reckoned anew."""
    one = rng.choice(tables.all_shortlists(workspace))
    sign_again(workspace, one, other_key(), one_name="Mallory")
    return one.name


def swap_every_signer(workspace: Workspace, rng: random.Random) -> str:
    """All lists signed anew with another key, chain and register too: only the ledger of the signer knows."""
    key, link = other_key(), ""
    wanted = rng.choice(tables.all_shortlists(workspace))
    for one in sorted(tables.all_shortlists(workspace), key=lambda one: one.id):
        sign_again(workspace, one, key, link, "Mallory" if one.id == wanted.id else one.signed_by)
        link = signing.link_of(row(workspace, one.id))
    known = register.read_register(workspace)
    assert known is not None
    lists = tuple(register.describe(one) for one in reversed(tables.all_shortlists(workspace)))
    with workspace.unrecorded():
        register._store(workspace, replace(known, lists=lists), key)
    return wanted.name


def drop_register(workspace: Workspace, rng: random.Random) -> str:
    """The last list deleted, and the register that would name it."""
    last = tables.all_shortlists(workspace)[0]
    with workspace.unrecorded():
        execute(workspace.connection, "DELETE FROM shortlist WHERE id=?", (last.id,))
        execute(workspace.connection, "DELETE FROM setting WHERE name=?", (tables.REGISTER,))
    return "List 1"


def change_seal(workspace: Workspace, rng: random.Random) -> str:
    """A letter of the seal."""
    one = rng.choice(tables.all_shortlists(workspace))
    at = rng.randrange(len(one.seal))
    letter = rng.choice([c for c in "abcdef0123456789" if c != one.seal[at]])
    alter(workspace, one.id, seal=one.seal[:at] + letter + one.seal[at + 1 :])
    return one.name


def swap_rows(workspace: Workspace, rng: random.Random) -> str:
    """Two lists, each whole, in each other's row."""
    one, other = rng.sample(tables.all_shortlists(workspace), 2)
    for mine, theirs in ((one, other), (other, one)):
        alter(workspace, mine.id, data=theirs.data, digest=theirs.digest, seal=theirs.seal)
    return one.name


ATTACKS = (
    *(change_letter, change_body, change_body_and_parts, change_someone_below, change_column, delete_list),
    *(strip_seal, swap_signer, swap_every_signer, drop_register, change_seal, swap_rows),
)


def other_key() -> keys.SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return keys.SigningKey(Ed25519PrivateKey.generate())


def sign_again(
    workspace: Workspace, one: FrozenList, key: keys.SigningKey, link: str | None = None, one_name: str = ""
) -> None:
    """As the program would sign it, had it this key."""
    body = json.loads(one.data)["snapshot"] | {"signing_key": key.fingerprint, "signed_by": one_name}
    body["entries"][0]["total"] += 1
    text, digest = seal.sealed_body(body, parts=True)
    new = replace(one, data=text, digest=digest, signed_by=one_name)
    old = signing.read_seal(one.seal)
    assert old is not None
    new = replace(new, seal=signing.sign_list(new, old.previous if link is None else link, key))
    alter(workspace, one.id, data=text, digest=digest, signed_by=one_name, seal=new.seal)


def test_lists_as_they_were_signed_are_sound(workspace: Workspace, own_keys: Path) -> None:
    found = verified(workspace)
    assert [(one.name, one.valid, one.guard, one.changed) for one in found] == [
        (f"List {number}", True, "signature", ()) for number in (2, 1, 0)
    ]
    assert {one.fingerprint for one in found} == {keys.own_fingerprint()}
    assert stat.S_IMODE((own_keys / keys.FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_alteration_is_noticed_and_named(workspace: Workspace, attack: Callable[..., str]) -> None:
    for seed in range(-(-ALTERATIONS // len(ATTACKS))):
        copy = copied(workspace)
        altered = attack(copy, random.Random(seed))
        found = [one for one in verified(copy) if not one.valid]
        assert altered in {one.name for one in found}, (attack.__name__, seed, found)
        assert all(one.changed for one in found)
        others = {one.name for one in verified(copy) if one.valid}
        if attack in (change_letter, change_body, change_body_and_parts, change_column, delete_list, swap_signer):
            assert len(others) == LISTS - 1, (attack.__name__, seed, found)
        copy.close()


def copied(workspace: Workspace) -> Workspace:
    """A copy in memory, under the same token."""
    made = temporary_workspace()
    workspace.connection.backup(made.connection)
    return made


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Another"}, "the name of the list"),
        ({"signed_by": "Mallory"}, "who signed"),
        ({"signed_on": date(2026, 11, 1)}, "the day of signing"),
        ({"campaign": "the second"}, "which campaign it belongs to"),
    ],
)
def test_the_column_is_named(workspace: Workspace, values: dict[str, object], words: str) -> None:
    alter(workspace, 1, **{name: cid(workspace, 2) if name == "campaign" else value for name, value in values.items()})
    (found,) = [one for one in verified(workspace) if not one.valid]
    assert words in found.changed


def test_the_entry_and_the_field_are_named(workspace: Workspace) -> None:
    one = row(workspace, 1)
    sealed = json.loads(one.data)
    name = sealed["snapshot"]["entries"][1]["name"]
    sealed["snapshot"]["entries"][1]["total"] += 1
    sealed["snapshot"]["seats"] += 1
    alter(workspace, 1, data=seal.canonical(sealed))
    (found,) = [one for one in verified(workspace) if not one.valid]
    assert found.changed[0].startswith(f"the entry of {name}, rank ")
    assert "“seats” in the text" in found.changed


def test_a_deleted_list_is_named_by_number_and_day(workspace: Workspace) -> None:
    with workspace.unrecorded():
        execute(workspace.connection, "DELETE FROM shortlist WHERE id=3", ())
    (gone,) = [one for one in verified(workspace) if not one.valid]
    assert (gone.id, gone.name) == (3, "")
    assert gone.changed == ("the list itself: number 3, signed on 1 Oct 2026, is no longer there",)


def test_a_file_put_back_to_an_earlier_state_is_noticed_where_it_was_signed(own_keys: Path, tmp_path: Path) -> None:
    path, earlier = tmp_path / "a.entregent", tmp_path / "b.entregent"
    made = open_workspace(path)
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=1))
    campaigns.add_person(made, cid(made), Person(0, "Ann Bel"))
    shortlists.freeze_list(made, cid(made), "First", "Camille", DAY)
    made.close()
    earlier.write_bytes(path.read_bytes())
    made = open_workspace(path)
    shortlists.freeze_list(made, cid(made), "Second", "Camille", DAY)
    made.close()
    path.write_bytes(earlier.read_bytes())
    made = open_workspace(path)
    assert [(one.id, one.valid) for one in verified(made)] == [(1, True), (2, False)]
    made.close()


def test_a_list_from_before_lists_were_signed_stays_valid_and_the_next_one_guards_it(own_keys: Path) -> None:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=1))
    campaigns.add_person(made, cid(made), Person(0, "Ann Bel"))
    shortlists.freeze_list(made, cid(made), "First", "Camille", DAY)
    snapshot = replace(seal.from_json(row(made, 1).data).snapshot, signing_key="")
    alter(made, 1, data=seal.to_json(snapshot), digest=seal.digest(snapshot), seal="")
    with made.unrecorded():
        execute(made.connection, "DELETE FROM setting WHERE name=?", (tables.REGISTER,))
    (found,) = verify_lists(made, [cid(made)])
    assert (found.valid, found.guard) == (True, "digest")
    assert found.notes == ("Guarded by a digest alone: against accidents, not against intent.",)
    shortlists.freeze_list(made, cid(made), "Second", "Camille", DAY)
    assert all(one.valid for one in verify_lists(made, [cid(made)]))
    forged = replace(snapshot, seats=2)
    alter(made, 1, data=seal.to_json(forged), digest=seal.digest(forged))
    found = verify_lists(made, [cid(made)])[1]
    assert found.changed == ("altered or put in since “Second” was signed after it",)
    made.close()


def test_an_erasure_signs_anew_says_so_and_hides_no_forgery(workspace: Workspace) -> None:
    alter(workspace, 2, signed_by="Mallory")
    erase_person(workspace, pid(workspace, 5), DAY)
    second, third, first = (next(one for one in verified(workspace) if one.id == number) for number in (2, 3, 1))
    assert not second.valid and third.valid and first.valid
    assert "Person 04" not in row(workspace, 1).data and "Erased on request: 1" in row(workspace, 1).data
    assert first.notes[0].startswith("Sealed anew after an erasure on 2026-10-01")


def test_the_key_can_be_asked_for(workspace: Workspace) -> None:
    mark = keys.own_fingerprint()
    spaced = " ".join((mark[:8], mark[8:]))
    assert all(one.valid for one in verify_lists(workspace, [1, 2], key=spaced))
    assert not any(one.valid for one in verify_lists(workspace, [1, 2], key="0" * 40))


def test_the_list_is_the_whole_decision(workspace: Workspace) -> None:
    snapshot = shortlists.frozen_lists(workspace, cid(workspace))[0][1].snapshot
    assert snapshot.everyone is not None and len(snapshot.everyone.id) == snapshot.considered == 12
    states = dict(zip(snapshot.everyone.name, snapshot.everyone.state, strict=True))
    assert (states["Person 02"], states["Person 11"], states["Person 05"]) == ("excluded", "pinned", "ranked")
    decided = {(one.kind, one.name): (one.reason, one.by) for one in snapshot.decisions}
    assert decided["excluded", "Person 02"] == ("Works for a competitor", "Camille")
    assert decided["pinned", "Person 11"] == ("Chairs the jury", "Camille")
    entries = {entry.id: entry for entry in snapshot.entries}
    columns = zip(
        snapshot.everyone.id, snapshot.everyone.total, snapshot.everyone.rank, snapshot.everyone.is_in, strict=True
    )
    for key, *values in columns:
        if key in entries:
            entry = entries[key]
            assert values == [entry.total, entry.rank, entry.is_in]
