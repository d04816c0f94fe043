"""The commands about people's rights, from the first import to the last erasure."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from core.cli import run
from core.workspace.store import open_workspace

FILE = "name,instagram,email,followers\nAnn Bel,annbel,ann@bel.example.org,900\nCid Dor,ciddor,,80\n"
OFFICE = (
    "controller=Maison Verre",
    "controller_contact=a@verre.example.org",
    "processor=Agence",
    "contact=b@c.example",
)


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    path, people = str(tmp_path / "a.entregent"), tmp_path / "people.csv"
    people.write_text(FILE, encoding="utf-8")
    assert run(["import", str(people), "--workspace", path]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run([*arguments, "--lang", "en"]) == code
    out = capsys.readouterr()
    return out.err if code else out.out


def test_everybody_is_told_by_letters(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    letters = ("letters", "--workspace", workspace, "--to", str(tmp_path / "out"))
    assert "must name who answers" in said(capsys, *letters, code=3)
    sets = [word for one in OFFICE for word in ("--set", one)]
    said(capsys, "register", "--workspace", workspace, *sets)
    assert said(capsys, *letters) == "1 letter and 1 mail to send written; noted as told.\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Ann Bel.eml", "letters.pdf"]
    assert "0 overdue, 0 still to tell, 0 no address, 2 told" in said(capsys, "rights", "--workspace", workspace)
    assert "nobody to write to" in said(capsys, *letters, code=3)
    assert said(capsys, *letters, "@ciddor") == "1 letter and 0 mails to send written; noted as told.\n"


def test_a_person_asks_objects_and_is_corrected(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def person(what: str, *more: str, code: int = 0) -> str:
        return said(capsys, "person", what, "@annbel", "--workspace", workspace, *more, code=code)

    person("ask", "--kind", "access", "--on", "2026-09-21", "--how", "by mail")
    person("object", "--on", "2026-09-22")
    person("correct", "--set", "organisation=Mill", "--by", "Anne")
    assert "What is to be corrected?" in person("correct", code=2)
    person("grounds", "--expects", "She speaks at fairs.")
    held = json.loads(person("show"))
    assert [one["kind"] for one in held["request"]] == ["access", "objection"]
    assert (held["correction"][0]["new"], held["grounds"][0]["expects"]) == ("Mill", "She speaks at fairs.")
    found = json.loads(said(capsys, "rights", "--workspace", workspace, "--state", "objected", "--json", "-"))
    assert [one["name"] for one in found["list"]] == ["Ann Bel"] and found["states"]["objected"] == 1
    person("agree")
    person("answered", "--kind", "access")
    person("export", "--report", str(tmp_path / "file.pdf"))
    assert (tmp_path / "file.pdf").read_bytes().startswith(b"%PDF-")


def test_whoever_is_held_too_long_is_erased_after_asking(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ("retention", "--workspace", workspace, "--on", "2099-01-01")
    assert "2 people are held for longer than 36 months" in said(capsys, *late)
    assert "Nobody was erased" in said(capsys, *late, "--erase", code=3)
    words = said(capsys, *late, "--erase", "--yes", "--report", str(tmp_path / "protocol.pdf"))
    assert "2 people erased" in words and "The workspace: searched, 0 traces found." in words
    assert (tmp_path / "protocol.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads(said(capsys, "rights", "--workspace", workspace, "--json", "-"))["people"] == 0


def test_the_documents_are_filled_and_written(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = said(capsys, "register", "impact", "--workspace", workspace, "--report", str(tmp_path / "impact.pdf"))
    assert "impact_decision\t6. Conclusion and decision" in words
    assert (tmp_path / "impact.pdf").read_bytes().startswith(b"%PDF-")
    found = json.loads(said(capsys, "register", "interest", "--workspace", workspace, "--json", "-"))
    assert found["document"] == "interest" and found["missing"] > 0
    assert "no such question" in said(capsys, "register", "--workspace", workspace, "--set", "colour=blue", code=3)


def test_an_erasure_reaches_the_copies_beside_the_workspace(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = [tmp_path / "a.entregent.before-restore", tmp_path / "a.version-8.entregent"]
    for copy in copies:
        assert run(["backup", str(copy), "--workspace", workspace]) == 0
    words = said(capsys, "person", "erase", "@annbel", "--yes", "--workspace", workspace)
    searched = [line for line in words.splitlines() if "searched, 0 traces found." in line]
    assert len(searched) == 4 and any("erasure" in line for line in searched)  # the backup before it, too
    for copy in copies:
        assert b"annbel" not in copy.read_bytes().lower()
        opened = open_workspace(copy)
        assert opened.connection.execute("SELECT name FROM person").fetchall() == [("Cid Dor",)]
        opened.close()


def test_a_copy_that_cannot_be_cleared_is_named(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.version-2.entregent").write_bytes(b"Ann Bel, half a file")
    words = said(capsys, "person", "erase", "@annbel", "--yes", "--workspace", workspace, code=3)
    assert "a.version-2.entregent: A copy could not be cleared of them." in words


def test_cancelling_the_search_leaves_the_erasure_done_and_says_what_was_not_searched(tmp_path: Path) -> None:
    from core.errors import Cancelled
    from core.rights import actions as rights
    from core.rights.protocol import protocol_words

    people, path = tmp_path / "people.csv", tmp_path / "a.entregent"
    people.write_text(FILE, encoding="utf-8")
    assert run(["import", str(people), "--workspace", str(path)]) == 0
    assert run(["backup", str(tmp_path / "a.entregent.before-restore"), "--workspace", str(path)]) == 0

    def cancel(done: int, total: int, words: str) -> None:
        raise Cancelled

    workspace = open_workspace(path)
    protocol, _ = rights.erase_everywhere(workspace, [rights.find_one(workspace, "@annbel")], date(2026, 9, 1), cancel)
    assert protocol.unsearched and any("it was cancelled" in line for line in protocol_words(protocol))
    assert workspace.connection.execute("SELECT name FROM person").fetchall() == [("Cid Dor",)]
    workspace.close()
