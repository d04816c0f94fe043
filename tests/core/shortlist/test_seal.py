"""A snapshot comes back as it was, however old, and one altered byte is noticed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import Trouble
from core.shortlist import seal
from core.shortlist.snapshot import SCHEMA, Snapshot

OLD = Path(__file__).parents[2] / "expected" / "export-snapshot-1.json"


def test_comes_back_equal_and_valid(snapshot: Snapshot) -> None:
    opened = seal.from_json(seal.to_json(snapshot))
    assert opened.snapshot == snapshot
    assert opened.valid
    assert opened.digest == seal.digest(snapshot)


def test_every_altered_byte_is_noticed(small: Snapshot) -> None:
    text = seal.to_json(replace(small, entries=small.entries[:1], points=(), turnover=(), criteria=(), audit=None))
    for place, letter in enumerate(text):
        other = text[:place] + ("x" if letter != "x" else "y") + text[place + 1 :]
        try:
            opened = seal.from_json(other)
        except Trouble:
            continue
        assert not opened.valid, (place, letter)


@pytest.mark.parametrize("change", [lambda t: t + "\n", lambda t: " " + t, lambda t: t.replace(":", ": ", 1)])
def test_another_form_of_the_same_data_is_not_the_sealed_one(small: Snapshot, change) -> None:
    assert not seal.from_json(change(seal.to_json(small))).valid


def test_a_rewritten_digest_does_not_help(small: Snapshot) -> None:
    sealed = json.loads(seal.to_json(small))
    sealed["snapshot"]["entries"][0]["total"] += 1
    assert not seal.from_json(seal.canonical(sealed)).valid


def test_a_snapshot_of_the_first_version_still_opens_and_is_left_alone() -> None:
    text = OLD.read_text(encoding="ascii").rstrip("\n")
    opened = seal.from_json(text)
    assert opened.valid
    assert opened.digest == "6cf420be1d93b954d0e7f4204fdcc43bb5426286b30a547e143125e91b916a0b"
    assert len(opened.snapshot.entries) == 30


def test_fields_added_since_take_their_default_and_the_digest_stays_valid(small: Snapshot) -> None:
    body = json.loads(seal.to_json(small))["snapshot"]
    del body["legal"], body["entries"][0]["told"]
    older = seal.canonical({"digest": seal._hash_text(seal.canonical(body)), "snapshot": body})
    opened = seal.from_json(older)
    assert opened.valid
    assert opened.snapshot.legal.sources == ()
    assert seal.digest(opened.snapshot) != opened.digest  # today's form is another one: it is never written back


def test_a_newer_snapshot_is_refused_in_one_line(small: Snapshot) -> None:
    with pytest.raises(Trouble, match="newer version"):
        seal.from_json(seal.to_json(replace(small, schema=SCHEMA + 1)))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"digest":"","snapshot":{}}', '{"digest":"","snapshot":{"schema":1}}', "[" * 100000, "{"],
)
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(Trouble, match="not a snapshot"):
        seal.from_json(text, "somewhere")


@pytest.mark.parametrize(("name", "value"), [("seats", "40"), ("seats", 40.0), ("entries", {}), ("day", "yesterday")])
def test_a_value_of_the_wrong_kind_is_refused(small: Snapshot, name: str, value: object) -> None:
    sealed = json.loads(seal.to_json(small))
    sealed["snapshot"][name] = value
    with pytest.raises(Trouble):
        seal.from_json(json.dumps(sealed))


def test_a_fraction_cannot_be_sealed(small: Snapshot) -> None:
    with pytest.raises(TypeError):
        seal.digest(replace(small, line=71.25))  # type: ignore[arg-type]


def test_hostile_text_keeps_its_digest(small: Snapshot) -> None:
    entry = replace(small.entries[0], name="\ud800\u202e\x00=1+1", notes=("\u2028",))
    opened = seal.from_json(seal.to_json(replace(small, entries=(entry,))))
    assert opened.valid
    assert opened.snapshot.entries[0].name == entry.name


def test_what_came_later_and_is_nought_is_not_left_out(small: Snapshot) -> None:
    taken = replace(small, effective_share=0, equal_say=0)
    assert seal.from_json(seal.to_json(taken)).snapshot == taken
