"""The notice of article 14 in both languages, and the documents of the law filled from the workspace."""

from __future__ import annotations

import email
import json
import re
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import screening
from core.campaign.screening import Files
from core.errors import Trouble
from core.files import safe_name
from core.i18n import language
from core.model import Campaign, Person
from core.rights import actions as rights
from core.rights import documents, writing
from core.rights.notice import language_of, letter_to
from core.rights.overview import overview
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, pids

DAY = date(2026, 9, 28)
OFFICE = {
    "controller": "Maison Verre",
    "controller_address": "1 rue des Arts, Paris",
    "controller_contact": "donnees@verre.example.org",
    "processor": "Agence Valdorne",
    "processor_address": "2 quai Neuf, Lyon",
    "contact": "rights@valdorne.example.org",
    "signer": "Camille Valdorne",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=2))
    path = tmp_path / "press-list.csv"
    path.write_text(
        "name,instagram,email,language,followers\nAnn Bel,annbel,ann@bel.example.org,fr,900\nCid Dor,ciddor,,en,80\n",
        encoding="utf-8",
    )
    screening.import_files(made, cid(made), Files("candidates", [path]), today=date(2026, 8, 20))
    path.unlink()
    return made


def test_a_letter_needs_to_name_who_answers_for_the_file(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="must name who answers"):
        writing.write_letters(workspace, pids(workspace, 1, 2), writing.LetterOrder(tmp_path, DAY))
    assert not list(tmp_path.iterdir()) and overview(workspace, DAY).standings[0].person.told is None


def test_letters_are_written_each_in_its_language_and_noted(workspace: Workspace, tmp_path: Path) -> None:
    import pypdfium2

    rights.set_answers(workspace, OFFICE)
    written, change = writing.write_letters(workspace, pids(workspace, 1, 2), writing.LetterOrder(tmp_path, DAY))
    assert (written.letters, written.mails) == (1, 1) and sorted(change.people) == pids(workspace, 1, 2)
    mail = email.message_from_bytes((tmp_path / "Ann Bel.eml").read_bytes(), policy=default)
    assert mail["To"] == "ann@bel.example.org" and mail["Subject"] == "Ce que nous détenons à votre sujet"
    text = mail.get_content()
    for part in (*OFFICE.values(), "20 août 2026", "press-list.csv", "CNIL", "article 14", "36 mois"):
        assert part in text, part
    pdf = pypdfium2.PdfDocument(tmp_path / "letters.pdf")
    shown = " ".join(" ".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf))).split())
    for part in ("Dear Cid Dor", "Maison Verre", "Agence Valdorne", "20 August 2026", "object at any time"):
        assert part in shown, part
    pdf.close()
    told = [(one.state, one.person.how) for one in overview(workspace, DAY).standings]
    assert told == [("told", "mail, notice in French"), ("told", "letter, notice in English")]
    workspace.undo()
    assert all(one.state == "overdue" for one in overview(workspace, DAY).standings)


def test_nobody_is_noted_as_told_where_the_files_could_not_be_written(workspace: Workspace, tmp_path: Path) -> None:
    rights.set_answers(workspace, OFFICE)
    with pytest.raises(Trouble):
        writing.write_letters(workspace, pids(workspace, 1, 2), writing.LetterOrder(tmp_path / "nowhere", DAY))
    assert all(one.state == "overdue" for one in overview(workspace, DAY).standings)


def test_people_of_one_name_get_a_file_each(workspace: Workspace, tmp_path: Path) -> None:
    rights.set_answers(workspace, OFFICE)
    for address in ("one@x.example.org", "two@x.example.org"):
        campaigns.add_person(workspace, cid(workspace), Person(0, "con", email=address), DAY)
    writing.write_letters(workspace, pids(workspace, 3, 4), writing.LetterOrder(tmp_path, DAY))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_con 2.eml", "_con.eml"]


@given(st.text(), st.text())
def test_no_text_adds_a_header_to_a_mail(name: str, address: str) -> None:
    workspace = temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Launch"))
    rights.set_answers(workspace, OFFICE)
    hostile = f"a@b.example\r\nBcc: {address}"
    number = campaigns.add_person(workspace, cid(workspace), Person(0, f"x{name}", email=hostile), DAY)[0]
    mail = email.message_from_bytes(writing.mail_of(letter_to(workspace, number, DAY)), policy=default)
    assert "Bcc" not in mail and mail["To"] is None and mail["X-Unsent"] == "1"
    workspace.close()


@pytest.mark.parametrize(
    ("spoken", "code"),
    [("fr", "fr"), ("fr-CA", "fr"), ("French", "fr"), ("Français", "fr"), ("en_GB", "en"), ("de", "en"), ("", "en")],
)
def test_a_letter_speaks_the_language_of_its_reader(spoken: str, code: str) -> None:
    assert language_of(spoken) == code


@given(st.text())
def test_a_safe_name_is_one_on_every_system(text: str) -> None:
    name = safe_name(text)
    assert name and not set(name) & set('<>:"/\\|?*\0\n\u202e') and name == name.strip(". ")
    assert len(name.encode()) <= 121
    assert name.split(".")[0].strip().casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt9"}
    assert safe_name(name) == name


@pytest.mark.parametrize("text", ["con", "CON.txt", "Nul", "com1", "LPT9.csv", "aux .x", "prn..", "COM¹"])
def test_a_name_that_windows_keeps_is_not_offered(text: str) -> None:
    assert safe_name(text).startswith("_")


@pytest.mark.parametrize("name", ["notice", *documents.NAMES])
def test_both_languages_of_a_document_hold_the_same_facts(name: str) -> None:
    for pair in re.findall(r"(?s)\[.*?\]", json.dumps(documents.template(name), ensure_ascii=False)):
        pair = json.loads(pair) if pair.count('"') == 4 else None
        if pair:
            assert sorted(re.findall(r"\{\w+\}", pair[0])) == sorted(re.findall(r"\{\w+\}", pair[1])), pair


def test_the_documents_say_what_the_workspace_knows_and_what_is_missing(workspace: Workspace, tmp_path: Path) -> None:
    register, interest, impact = writing.law_documents(workspace, DAY)
    assert register.missing == 2 and interest.missing and impact.missing
    rights.set_answers(workspace, OFFICE)
    register = writing.law_documents(workspace, DAY)[0]
    said = {part.title: part.text for part in register.sections}
    assert register.missing == 0 and said["Sources"] == "press-list.csv"
    assert said["People concerned"].startswith("2 people") and "20 August 2026" in said["People concerned"]
    assert said["Information of the people concerned"].startswith("Told: 0. Still to be told: 2, of whom overdue: 2.")
    open_questions = [part.question for part in impact.sections if part.question and part.missing]
    rights.set_answers(workspace, dict.fromkeys(open_questions, "Answered."))
    assert writing.law_documents(workspace, DAY)[2].missing == 0
    with language("fr"):
        paths = writing.write_documents(workspace, tmp_path, DAY)
    assert [path.read_bytes()[:5] for path in paths] == [b"%PDF-"] * 3
