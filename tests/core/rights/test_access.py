"""One person's whole file, and nobody else's name in it: generated campaigns full of mentions of one another."""

from __future__ import annotations

import base64
import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import screening
from core.campaign.screening import Files
from core.folding import fold
from core.invitations import actions as invitations
from core.model import Campaign, Evidence
from core.people import tables as people_tables
from core.rights import access, writing
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.stature import actions as stature
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, pid

DAY = date(2026, 3, 12)
SYLLABLES = ["zor", "vel", "dax", "mir", "quon", "tal", "wex", "hul", "brin", "fyl", "gom", "pex"]
TEXTS = (
    "knows {name} well",
    "Wie {NAME}, sagt man; siehe @{account}",
    "{name}’s neighbour, write to {email}.",
    "https://example.net/{account} ({name})",
    "({name}/{name})",
)


def people_of(seed: int, count: int) -> list[dict[str, str]]:
    rng, found = random.Random(seed), []
    for number in range(count):
        first, last = ("".join(rng.sample(SYLLABLES, 3)) + "é" * (number % 3 == 0) for _ in range(2))
        name = f"{first.title()} {last.title()}{chr(97 + number % 26)}" if number % 5 else f"{first.title()}{number}"
        account = fold(f"{first}{last}{number:02}")  # no account begins as another does
        found.append({"name": name, "account": account, "email": f"{account}@post.example.org"})
    return found


def full_campaign(people: list[dict[str, str]], folder: Path, seed: int) -> Workspace:
    """Everybody mentioned in notes on everybody else, in evidence, in raw cells and on a frozen list."""
    rng, workspace = random.Random(seed), temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Launch", seats=len(people) // 2))
    lines = ["name,instagram,email,followers,remarks"]
    for number, one in enumerate(people):
        other = people[(number + 1) % len(people)]
        lines.append(f"{one['name']},{one['account']},{one['email']},{1000 + number},recommended by {other['name']}")
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    screening.import_files(workspace, cid(workspace), Files("candidates", [path]), today=DAY)
    for number in people_tables.names_by_id(workspace):
        other = rng.choice(people)
        text = rng.choice(TEXTS).format(NAME=other["name"].upper(), **other)
        stature.set_level(workspace, number, "peers", number % 5, stature.Occasion("Anne", DAY))
        stature.write_note(workspace, number, "peers", text, stature.Occasion("Anne", DAY))
        piece = Evidence(0, number, "peers", "book", f"With {other['name']}", file_name="proof.bin")
        stature.add_evidence(workspace, piece, bytes(range(256)))
    shortlists.freeze_list(workspace, cid(workspace), "First", "Camille", DAY)
    invitations.start_invitations(workspace, cid(workspace))
    return workspace


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_no_other_persons_name_is_in_anybodys_file(tmp_path: Path, seed: int) -> None:
    people = people_of(seed, 14)
    workspace = full_campaign(people, tmp_path, seed)
    by_name = {one["name"]: one for one in people}
    for number, name in people_tables.names_by_id(workspace).items():
        shown = json.dumps(access.held_on(workspace, number), ensure_ascii=False)
        own = by_name[name]
        assert all(text in shown for text in own.values())
        for other in people:
            if other is not own:
                assert fold(other["name"]) not in fold(shown), (name, other["name"])
                assert other["account"] not in shown and other["email"] not in shown, (name, other)
    workspace.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return full_campaign(people_of(3, 10), tmp_path, 3)


def test_the_json_file_holds_everything_and_attachments_whole(workspace: Workspace, tmp_path: Path) -> None:
    rights.note_request(workspace, pid(workspace, 1), "access", DAY)
    writing.write_access_file(workspace, pid(workspace, 1), tmp_path / "file.json", DAY)
    held = json.loads((tmp_path / "file.json").read_text(encoding="utf-8"))
    tables = {"person", "handle", "observation", "assessment", "evidence", "candidacy", "request"}
    assert tables | {"source rows", "shortlists", "sources"} <= held.keys()
    assert base64.b64decode(held["evidence"][0]["file"]) == bytes(range(256))
    assert {one["source"] for one in held["sources"]} >= {"people.csv", "Anne"}


def test_what_is_said_of_a_person_in_texts_about_others_is_theirs(workspace: Workspace) -> None:
    name = people_tables.person(workspace, pid(workspace, 2)).name
    stature.write_note(workspace, pid(workspace, 5), "peers", f"less known than {name}", stature.Occasion("Anne", DAY))
    mentions = access.held_on(workspace, pid(workspace, 2))["mentions"]
    assert f"less known than {name}" in {one["text"] for one in mentions}


def test_the_printed_file_is_a_pdf_that_names_nobody_else(workspace: Workspace, tmp_path: Path) -> None:
    import pypdfium2

    writing.write_access_file(workspace, pid(workspace, 1), tmp_path / "file.pdf", DAY)
    pdf = pypdfium2.PdfDocument(tmp_path / "file.pdf")
    shown = " ".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))
    names = people_tables.names_by_id(workspace)
    theirs = names.pop(pid(workspace, 1))
    assert theirs in shown and not any(name in shown for name in names.values())
    pdf.close()
