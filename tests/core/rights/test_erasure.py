"""Erasing fifty people out of a full file: no trace in its bytes, and no file and no backup brings anybody back."""

from __future__ import annotations

import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import screening
from core.cli import run
from core.errors import Trouble
from core.importing.draft import ImportResult
from core.importing.erased import LEFT_OUT, SAME_NAME
from core.model import Campaign, Evidence, Person
from core.people import erased_tables, joining_tables
from core.people import tables as people_tables
from core.rights import access, proof
from core.rights import actions as rights
from core.rights.proof import find_traces
from core.shortlist import actions as shortlists
from core.stature import actions as stature
from core.workspace import backup
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.workspaces import cid, erase_person, pid

CASE = Path(__file__).resolve().parents[2] / "cases" / "b13-erased-person-comes-back"
DAY = date(2026, 3, 12)
EVERYONE, ERASED, JOINED = 120, 50, 5
SYLLABLES = ["zor", "vel", "dax", "mir", "quon", "tal", "wex", "hul", "brin", "fyl", "gom", "pex"]


def made_up(number: int, rng: random.Random) -> dict[str, str]:
    """Somebody fictional with a name, an account on two platforms, an e-mail and an address of their own."""
    first, last = ("".join(rng.sample(SYLLABLES, 3)) + "é" * (number % 3 == 0) for _ in range(2))
    plain = f"{first}{last}{number}".replace("é", "e")
    return {
        "name": f"{first.title()} {last.title()}{chr(97 + number % 26)}",
        "instagram": plain,
        "tiktok": f"{plain}_tt",
        "email": f"{plain}@post.example.org",
        "url": f"https://{plain}.example.net",
    }


def csv_of(people: list[dict[str, str]], first: int, *columns: str) -> str:
    lines = [f"{','.join(p[c] for c in columns)},{1000 + first + n}" for n, p in enumerate(people)]
    return "\n".join([",".join(columns) + ",followers", *lines]) + "\n"


def import_text(workspace: Workspace, text: str, folder: Path, name: str) -> ImportResult:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    done, _ = screening.import_files(workspace, cid(workspace), screening.Files("candidates", [path]), today=DAY)
    path.unlink()
    return done[0]


def names_here(workspace: Workspace) -> set[str]:
    return set(people_tables.names_by_id(workspace).values())


@pytest.fixture
def people() -> list[dict[str, str]]:
    rng = random.Random(7)
    return [made_up(number, rng) for number in range(EVERYONE)]


def full_workspace(path: Path, people: list[dict[str, str]]) -> Workspace:
    """Everybody imported, some joined out of a second file, with attachments, mentions and a frozen list."""
    workspace = open_workspace(path)
    campaigns.start_campaign(workspace, Campaign(0, "Launch", seats=60))
    import_text(workspace, csv_of(people, 0, "name", "instagram", "email", "url"), path.parent, "people.csv")
    import_text(workspace, csv_of(people[:JOINED], 900, "name", "tiktok"), path.parent, "tiktok.csv")
    ids = people_tables.names_by_id(workspace)
    for one in people[:JOINED]:
        first, second = sorted(number for number, name in ids.items() if name == one["name"])
        with workspace.step("One person", "people", "observations", "stature", "campaign"):
            joining_tables.join_people(workspace, first, second)
    for place, (number, name) in enumerate(people_tables.names_by_id(workspace).items(), 1):
        stature.set_level(workspace, number, "peers", place % 5, stature.Occasion("Anne", DAY))
        if place % 4 == 0:
            piece = Evidence(0, number, "peers", "book", f"A book on {name}", file_name=f"{name}.txt")
            stature.add_evidence(workspace, piece, f"On {name.upper()}".encode("utf-16-le"))
        neighbour = people[place % min(ERASED, len(people))]
        stature.write_note(workspace, number, "peers", f"knows {neighbour['name']} well", stature.Occasion("Anne", DAY))
    shortlists.freeze_list(workspace, cid(workspace), "First", "Camille", DAY)
    return workspace


def test_fifty_people_leave_no_trace_and_none_comes_back(tmp_path: Path, people: list[dict[str, str]]) -> None:
    path = tmp_path / "a.entregent"
    gone, stay = people[:ERASED], people[ERASED:]
    workspace = full_workspace(path, people)
    copies = [tmp_path / f"copy{number}" for number in range(3)]
    for copy in copies:
        backup.back_up(workspace, copy)
    texts = [one[kind] for one in gone for kind in ("name", "instagram", "email", "tiktok")]
    assert find_traces(path, texts)
    ids = [rights.find_one(workspace, f"@{one['instagram']}") for one in gone]
    rights.erase_people(workspace, ids, DAY)
    assert find_traces(path, texts) == [] and rights.prove_erased(workspace, texts) == 0
    assert names_here(workspace) == {one["name"] for one in stay}
    assert all(opened.valid for _, opened in shortlists.frozen_lists(workspace, cid(workspace)))

    same = import_text(workspace, csv_of(people, 0, "name", "instagram", "email", "url"), tmp_path, "people.csv")
    assert [issue.reason for issue in same.issues if issue.refused] == [LEFT_OUT] * ERASED
    for columns in (("name", "instagram"), ("name", "email"), ("name", "url"), ("instagram",), ("name", "tiktok")):
        later = import_text(workspace, csv_of(people, 50, *columns), tmp_path, f"{'-'.join(columns)}.csv")
        left = ERASED if columns != ("name", "tiktok") else JOINED
        assert [issue.reason for issue in later.issues if issue.refused] == [LEFT_OUT] * left, columns
        named = [issue for issue in later.issues if issue.reason == SAME_NAME]
        assert len(named) == ERASED - left
    workspace.close()
    # An account nobody knew came with the name of an erased person: it was said, and is no other's.
    assert {name for name in texts if name in "".join(people[n]["instagram"] for n in range(ERASED, EVERYONE))} == set()

    for copy in copies:
        assert rights.restore_backup(copy, path) == ERASED
        workspace = open_workspace(path)
        assert names_here(workspace) == {one["name"] for one in stay}
        workspace.close()
        assert find_traces(path, texts) == []


def test_a_backup_put_back_over_a_lost_file_brings_nobody_back(tmp_path: Path, people: list[dict[str, str]]) -> None:
    path, copy = tmp_path / "a.entregent", tmp_path / "copy"
    workspace = full_workspace(path, people)
    backup.back_up(workspace, copy)
    erase_person(workspace, rights.find_one(workspace, people[0]["email"]), DAY)
    workspace.close()
    path.write_bytes(b"\0" * 5000)
    assert rights.restore_backup(copy, path) == 1
    workspace = open_workspace(path)
    assert len(names_here(workspace)) == EVERYONE - 1
    workspace.close()
    assert (tmp_path / "a.entregent.before-restore").read_bytes() == b"\0" * 5000


def test_the_case_of_somebody_who_comes_back(tmp_path: Path) -> None:
    """One file, Ann erased, next week's file, and one that has her in other spellings."""
    path, files = str(tmp_path / "a.entregent"), CASE
    assert run(["import", str(files / "one.csv"), "--workspace", path]) == 0
    assert run(["person", "--workspace", path, "erase", "Ann Bel", "--yes"]) == 0
    for name in ("one-next-week.csv", "again.csv", "one.csv"):
        assert run(["import", str(files / name), "--workspace", path]) == 0
        workspace = open_workspace(Path(path))
        assert not any("bel" in name.casefold() for name in names_here(workspace)), name
        workspace.close()
        assert b"bel.example" not in Path(path).read_bytes().lower()


def test_letting_somebody_back_in_is_a_deliberate_act(tmp_path: Path) -> None:
    path, files = str(tmp_path / "a.entregent"), CASE
    assert run(["import", str(files / "one.csv"), "--workspace", path]) == 0
    assert run(["person", "--workspace", path, "erase", "@annbel", "--yes"]) == 0
    assert run(["person", "--workspace", path, "allow", "nobody@example.org"]) == 3
    workspace = open_workspace(Path(path))
    with pytest.raises(Trouble, match="asked to be erased"):
        campaigns.add_person(workspace, cid(workspace), Person(0, "Ann B.", handles={"instagram": "AnnBel"}))
    workspace.close()
    assert run(["person", "--workspace", path, "allow", "ANN@bel.example.org"]) == 0
    assert run(["import", str(files / "one-next-week.csv"), "--workspace", path]) == 0
    workspace = open_workspace(Path(path))
    assert "Ann Bel" in names_here(workspace)
    workspace.close()


@pytest.mark.parametrize("part", ["Ann", "nn Bel", "annbel", "bel.example.org", "instagram", "@", "", "%", "@ann"])
def test_a_part_of_a_name_erases_nobody(tmp_path: Path, part: str) -> None:
    path, files = str(tmp_path / "a.entregent"), CASE
    assert run(["import", str(files / "one.csv"), "--workspace", path]) == 0
    assert run(["person", "--workspace", path, "erase", part, "--yes"]) == 3
    assert run(["person", "--workspace", path, "show", part]) == 3


@pytest.mark.parametrize("key", ["ann bel", "@AnnBel", "instagram:annbel", "Ann@Bel.example.org"])
def test_a_key_an_account_an_address_or_a_whole_name_finds_one(tmp_path: Path, key: str) -> None:
    path, files = str(tmp_path / "a.entregent"), CASE
    assert run(["import", str(files / "one.csv"), "--workspace", path]) == 0
    assert run(["person", "--workspace", path, "erase", key]) == 3  # nobody there to confirm it
    assert run(["person", "--workspace", path, "erase", key, "--yes"]) == 0


def test_what_two_share_shuts_out_neither() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        for name in ("Ann Bel", "Cid Dor", "Ann Bel"):
            people_tables.add_person(workspace, Person(0, name, email="info@house.example.org"))
    erase_person(workspace, pid(workspace, 1), DAY)
    assert not erased_tables.is_erased(workspace, [("email", "info@house.example.org")], "Cid Dor")
    assert not erased_tables.is_erased(workspace, [], "Ann Bel")  # the other Ann Bel is here
    assert people_tables.person(workspace, pid(workspace, 2)).name == "Ann Bel"
    workspace.close()


def test_an_identifier_shuts_out_only_with_the_name() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        number = people_tables.add_person(workspace, Person(0, "Ann Bel"))
        workspace.connection.execute(
            "INSERT INTO handle(platform, handle, person) VALUES ('id:list', '1', ?)", (number,)
        )
    erase_person(workspace, number, DAY)
    assert erased_tables.is_erased(workspace, [("id:list", "1")], "Ann Bel")
    assert erased_tables.is_erased(workspace, [("id:list", "1")], "")
    assert not erased_tables.is_erased(workspace, [("id:list", "1")], "Cid Dor")
    workspace.close()


def test_the_scan_finds_any_case_in_each_encoding(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\0" * 70 + "zoë MÜLLER".encode() + "ZOË müller".encode("utf-16-be") + "x".encode("utf-16-le"))
    assert [(hit.encoding, hit.at) for hit in find_traces(path, ["Zoë Müller"])] == [("utf-8", 70), ("utf-16-be", 82)]
    assert find_traces(path, ["Zoe Muller", ""]) == []


@pytest.mark.parametrize("stride", [7, 64, 1 << 24])
def test_a_name_within_anothers_is_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stride: int) -> None:
    monkeypatch.setattr(proof, "STRIDE", stride)
    path, others = tmp_path / "file", ["Ann Belmont", "Joann Bel", "Zoë"]
    for encoding in ("utf-8", "utf-16-le"):
        for lead in range(0, 90, 2):
            path.write_bytes(b"\0" * lead + "ANN belmont, joann bel;Ann Belmond".encode(encoding) + b"\0" * (90 - lead))
            size = len("ANN belmont, joann bel;".encode(encoding))
            found = [hit.at for hit in find_traces(path, ["Ann Bel"], others) if hit.encoding == encoding]
            assert found == [lead + size]
            assert len([hit for hit in find_traces(path, ["Ann Bel"]) if hit.encoding == encoding]) == 3


def test_somebody_whose_name_begins_anothers_is_erased_without_a_trace(tmp_path: Path) -> None:
    rows = "name,handle,platform,followers\nAnn Bel,@annbel,Instagram,10\nAnn Belmont,@annbelmont,Instagram,20\n"
    (tmp_path / "two.csv").write_text(rows, encoding="utf-8")
    where = ["--workspace", str(tmp_path / "a.entregent")]
    assert run(["import", str(tmp_path / "two.csv"), *where]) == 0
    assert run(["person", "erase", "Ann Bel", "--yes", *where]) == 0


def test_erasing_is_whole_or_not_at_all(tmp_path: Path, people: list[dict[str, str]]) -> None:
    path = tmp_path / "a.entregent"
    workspace = full_workspace(path, people[:10])
    before = dict(people_tables.names_by_id(workspace))
    stop = "CREATE TEMP TRIGGER stop BEFORE DELETE ON main.person BEGIN SELECT RAISE(ABORT, 'stop'); END"
    workspace.connection.execute(stop)
    with pytest.raises(sqlite3.IntegrityError, match="stop"):
        erase_person(workspace, pid(workspace, 1), DAY)
    assert people_tables.names_by_id(workspace) == before
    assert access.held_on(workspace, pid(workspace, 1))["source rows"]
    workspace.close()
