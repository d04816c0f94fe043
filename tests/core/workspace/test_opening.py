"""Opening: whole or not at all, refused in a sentence with no byte changed, one writer, read-only where it must be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.cli import run
from core.errors import Damaged, Trouble
from core.files import replace_whole
from core.model import Person
from core.people import tables as people_tables
from core.workspace import opening, preferences
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import pid

ROOT = Path(__file__).resolve().parents[3]
OLD = ROOT / "tests" / "workspaces"


def add(workspace: Workspace, name: str) -> int:
    with workspace.step("Add", "people"):
        return people_tables.add_person(workspace, Person(0, name))


def sample(path: Path) -> Path:
    workspace = open_workspace(path)
    add(workspace, "Aldo")
    workspace.close()
    return path


def other_process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that runs some code with the workspace's functions at hand."""
    head = "import sys\nfrom pathlib import Path\nfrom core.workspace.store import open_workspace\n"
    command = [sys.executable, "-c", head + code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


HOLD = "w = open_workspace(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); w.close()"


# Refused, and not a byte changed


def spoiled(kind: str, path: Path) -> None:
    whole = sample(path).read_bytes()
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "text":
        path.write_text("name,followers\nAnn,1\n")
    elif kind == "zeroed head":
        path.write_bytes(b"\0" * 200 + whole[200:])
    elif kind == "newer":
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version={opening.SCHEMA + 1}")
        connection.close()
    elif kind == "other":
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE other(x)")
        connection.close()


KINDS = ("empty", "cut", "text", "zeroed head", "newer", "other")


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_opened_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.entregent"
    spoiled(kind, path)
    before = path.read_bytes()
    with pytest.raises(Trouble) as trouble:
        open_workspace(path)
    assert trouble.value.what and trouble.value.remedy and "\n" not in str(trouble.value)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", [["rank"], ["check"], ["person", "show", "Aldo"], ["import", "x.csv"]])
@pytest.mark.parametrize("kind", [*KINDS, "folder", "no table", "odd name"])
def test_the_command_line_says_one_sentence(
    tmp_path: Path, kind: str, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.entregent"
    if kind == "folder":
        path.mkdir()
    elif kind == "odd name":
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.entregent"))
        path.write_bytes(b"no workspace")
    elif kind == "no table":
        connection = sqlite3.connect(sample(path))
        connection.executescript("DROP TABLE campaign; DROP TABLE handle; DROP TABLE batch;")
        connection.close()
    else:
        spoiled(kind, path)
    code = run([command[0], "--workspace", str(path), *command[1:]])
    said = capfd.readouterr().err
    assert code == 3
    assert "Traceback" not in said and len(said.strip().splitlines()) <= 1


def test_damaged_pages_are_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = sample(tmp_path / "a.entregent")
    whole = bytearray(path.read_bytes())
    whole[4096 + 8 : 3 * 4096] = b"\x5a" * (2 * 4096 - 8)
    path.write_bytes(whole)
    for command in (["rank"], ["person", "show", "Aldo"]):
        assert run([command[0], "--workspace", str(path), *command[1:]]) in (0, 3)
        assert "Traceback" not in capfd.readouterr().err
    assert run(["check", "--workspace", str(path)]) == 3
    assert path.read_bytes() == bytes(whole)


# Made and upgraded whole


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    code = """
import os, core.workspace.opening as opening
def stop(connection):
    connection.execute("CREATE TABLE half(x)")
    os.kill(os.getpid(), 9)
opening.upgrade = stop
open_workspace(Path(sys.argv[1]))
"""
    path = tmp_path / "a.entregent"
    killed = other_process(code, str(path))
    killed.communicate("")
    assert killed.returncode == -9
    assert not path.exists() and list(tmp_path.iterdir())  # the unfinished one, under another name
    sample(path)
    assert list(tmp_path.iterdir()) == [path]


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.entregent"
    shutil.copy(OLD / "schema-2.entregent", path)
    before = path.read_bytes()
    monkeypatch.setattr("core.workspace.migrations.m0006_relations", None)
    monkeypatch.setattr("core.workspace.migrations._with_relations", None)
    with pytest.raises(TypeError):
        open_workspace(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()
    assert path.read_bytes()[96:] == before[96:] or path.stat().st_size >= len(before)


def test_no_copy_of_an_older_version_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    for _ in range(3):
        shutil.copy(OLD / "schema-4.entregent", path)
        open_workspace(path).close()
    copies = sorted(found.name for found in tmp_path.iterdir())
    assert copies == [
        "a.entregent",
        "a.version-4-2.entregent",
        "a.version-4-3.entregent",
        "a.version-4.entregent",
    ]


def test_what_a_crash_left_is_removed_and_what_is_being_written_stays(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.entregent")
    left = [tmp_path / name for name in (".a.entregent.0123abcd.part", ".a.version-4.entregent.0123abcd.part")]
    journal = tmp_path / ".a.entregent.0123abcd.part-journal"
    for leftover in (*left, journal):
        leftover.write_bytes(b"Aldo")
    with replace_whole(tmp_path / "a.csv") as draft:
        open_workspace(path).close()
        assert draft.exists()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.csv", "a.entregent"]


# One writer


@pytest.mark.parametrize("way", ["itself", "symlink", "hard link", "no lock file", "renamed folder"])
def test_a_second_opener_is_refused_by_name_whatever_the_way(tmp_path: Path, way: str) -> None:
    path = sample(tmp_path / "a.entregent")
    held = other_process(HOLD, str(path))
    assert held.stdout is not None and held.stdout.readline() == "open\n"
    other = path
    if way == "symlink":
        other = tmp_path / "b.entregent"
        other.symlink_to(path)
    elif way == "hard link":
        other = tmp_path / "b.entregent"
        other.hardlink_to(path)
    elif way == "no lock file":
        path.with_name("a.entregent.lock").unlink()
    elif way == "renamed folder":
        other = tmp_path / "x" / ".." / "a.entregent"
        (tmp_path / "x").mkdir()
    start = time.monotonic()
    with pytest.raises(Trouble, match="has had it open on"):
        open_workspace(other)
    assert time.monotonic() - start < 1
    held.communicate("")
    open_workspace(other).close()


def test_a_crash_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.entregent")
    held = other_process(HOLD, str(path))
    assert held.stdout is not None and held.stdout.readline() == "open\n"
    held.kill()
    held.communicate()
    open_workspace(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_change_from_outside_is_noticed_before_the_next_write(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.entregent")
    workspace = open_workspace(path)
    add(workspace, "Bruna")
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE person SET name='Somebody'")
    connection.close()
    with pytest.raises(Trouble, match="Another program"):
        add(workspace, "Caspar")
    workspace.close()


def test_a_file_put_in_its_place_is_noticed_before_the_next_write(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.entregent")
    workspace = open_workspace(path)
    shutil.copy(path, tmp_path / "b.entregent")
    (tmp_path / "b.entregent").replace(path)
    with pytest.raises(Trouble, match="Another program"):
        add(workspace, "Bruna")
    workspace.close()
    open_workspace(path).close()


# Read-only


def test_what_may_not_be_written_is_read_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample(tmp_path / "a.entregent")
    monkeypatch.setattr("core.workspace.store.may_write", lambda path: False)
    before = path.read_bytes()
    workspace = open_workspace(path)
    assert workspace.read_only and people_tables.person(workspace, pid(workspace, 1)).name == "Aldo"
    preferences.store_setting(workspace, "reading:1", "{}")  # how a table is left is no edit: passed over
    with pytest.raises(Trouble, match="read only"):
        add(workspace, "Bruna")
    workspace.close()
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_an_older_file_that_may_not_be_written_is_read_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.entregent"
    shutil.copy(OLD / "schema-2.entregent", path)
    monkeypatch.setattr("core.workspace.store.may_write", lambda path: False)
    workspace = open_workspace(path)
    assert people_tables.person(workspace, pid(workspace, 1)).name == "Aldo Bel" and workspace.read_only
    workspace.close()
    assert path.read_bytes() == (OLD / "schema-2.entregent").read_bytes()


def test_an_empty_file_is_no_new_workspace(tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    path.touch()
    with pytest.raises(Damaged, match="empty"):
        open_workspace(path)
