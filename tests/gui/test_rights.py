"""Rights in the window: the counter to 0 by letters, one person shown, corrected, objecting, erased; the documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.parts import theme
from gui.rights import commands, forms, rights_view
from tests.gui.pages.events import press
from tests.gui.pages.rights import RightsPage
from tests.gui.pages.window import WindowPage

DAY = date(2026, 10, 28)
OFFICE = {
    "office_controller": "Maison Verre",
    "office_controller_contact": "donnees@verre.example.org",
    "office_processor": "Agence Valdorne",
    "office_contact": "rights@valdorne.example.org",
}


@pytest.fixture(autouse=True)
def _day_of_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (commands, forms, rights_view):
        monkeypatch.setattr(module, "today", lambda: DAY)


@pytest.fixture
def place(sample_window: WindowPage) -> RightsPage:
    return RightsPage(sample_window)


def test_the_counter_and_the_list_say_who_is_overdue(place: RightsPage) -> None:
    assert place.number == "195"
    assert place.sentence.startswith(
        "195 of 198 people have still to be told that this is held; 195 of them are overdue"
    )
    assert place.blue == "Write 195 letters…"
    assert place.tabs == {"to_tell": "Still to tell 195", "told": "Already told 0", "no_address": "No address 3"}
    assert place.cell(0, 4) == "overdue 20/10/2026"
    model = place.view.people.model
    ink = model.index(0, 4).data(Qt.ItemDataRole.ForegroundRole)
    assert ink == theme.colours(place.view).worse
    assert "195" in place.window.window.rail.places["rights"].accessibleName()


def test_a_tick_taken_away_is_one_letter_less(place: RightsPage) -> None:
    place.tick(0, False)
    assert place.blue == "Write 194 letters…"
    table = place.view.people.table
    table.setCurrentIndex(place.view.people.model.index(1, 0))
    press(table, Qt.Key.Key_Space, " ")
    assert place.blue == "Write 193 letters…"
    place.tick(0, True)
    assert place.blue == "Write 194 letters…"


def test_letters_bring_the_counter_to_nought(
    place: RightsPage, tmp_path: Path, answering: Callable[[str, object], None]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    answering("ask_folder", folder)
    place.press("rights_blue")
    place.form().fill(**OFFICE).agree()
    place.window.settle()
    assert len(list(folder.iterdir())) == 195 and place.number == "0"
    assert place.sentence == "Everybody who can be written to has been told."
    assert place.blue == "Save the register…"
    place.show_tab("told")
    assert place.cell(0, 3).startswith("mail, notice in ")
    answering("confirm", True)
    place.window.undo()
    assert place.number == "195"


def test_the_letter_is_shown_in_either_language(place: RightsPage) -> None:
    place.view.person.languages.setCurrentIndex(1)
    place.window.settle()
    assert "What we hold about you" in place.letter()
    place.view.person.languages.setCurrentIndex(0)
    place.window.settle()
    assert "Ce que nous détenons à votre sujet" in place.letter() and "20 septembre 2026" in place.letter()


def test_told_by_other_means(place: RightsPage) -> None:
    name = place.names()[0]
    place.view.people.model.unticked = {one.person.id for one in place.view.people.model.rows[1:]}
    place.press("rights_link")
    assert "It is noted how" in place.form().try_to_agree()
    place.form().fill(told_how="by telephone, A. V.").agree()
    place.show_tab("told")
    assert place.names() == [name] and place.cell(0, 3) == "by telephone, A. V."


def test_somebody_is_shown_everything(
    place: RightsPage, tmp_path: Path, answering: Callable[[str, object], None]
) -> None:
    name = place.names()[0]
    place.press("rights_show_all")
    page = place.text()
    assert name in page.text.toPlainText() and "candidates.csv, row" in page.text.toPlainText()
    answering("ask_save_file", tmp_path / "file.pdf")
    page.findChild(type(page.leave), "file_pdf").click()
    place.window.settle()
    assert (tmp_path / "file.pdf").read_bytes().startswith(b"%PDF-")
    page.reject()


def test_a_name_is_corrected_and_the_correction_undone(place: RightsPage) -> None:
    before = place.names()[0]
    place.press("rights_correct")
    assert "is named" in place.form().fill(correct_name="Zoé Aaron").try_to_agree()
    place.form().fill(correct_who="A. V.").agree()
    assert "Zoé Aaron" in place.names()
    place.window.undo()
    assert place.names()[0] == before


def test_an_objection_is_noted_and_withdrawn(place: RightsPage) -> None:
    name = place.names()[0]
    place.press("rights_object")
    place.form().fill(request_note="by mail").agree()
    assert place.tabs["objected"] == "Objected 1" and place.number == "194"
    place.show_tab("objected")
    assert place.names() == [name]
    place.press("rights_object")
    assert place.number == "195"


def test_a_request_waits_until_it_is_answered(place: RightsPage) -> None:
    place.press("rights_note_request")
    place.form().fill(request_kind="wants to see everything").agree()
    (request,) = place.view.seen.open_requests if place.view.seen else ()
    place.press(f"rights_answer_{request.id}")
    place.text().reject()
    assert place.view.seen is not None and not place.view.seen.open_requests


def test_an_erasure_asks_twice_and_shows_its_proof(place: RightsPage, answering: Callable[[str, object], None]) -> None:
    name = place.names()[0]
    place.press("rights_erase")
    assert "This is not" in place.form().fill(erase_typed=name[:4]).try_to_agree()
    answering("confirm", False)
    place.form().fill(erase_typed=name.upper()).view.agree.click()
    assert name in place.names()
    place.press("rights_erase")
    answering("confirm", True)
    place.form().fill(erase_typed=name).agree()
    shown = place.text()
    assert "searched, 0 traces found" in shown.text.toPlainText() and name not in shown.text.toPlainText()
    assert shown.lead.text() == "Every file was searched: nothing of them is left."
    shown.reject()
    assert name not in place.names() and place.tabs["erased"] == "Erased 1"
    place.show_tab("erased")
    assert "28 October 2026" in place.view.people.empty.text()


def test_whoever_is_held_too_long_is_erased_together(
    place: RightsPage, monkeypatch: pytest.MonkeyPatch, answering: Callable[[str, object], None]
) -> None:
    monkeypatch.setattr(rights_view, "today", lambda: date(2029, 9, 20))
    place.view.look_again()
    place.window.settle()
    place.show_tab("due")
    assert place.tabs["due"] == "Due to go 198"
    for row in range(3, 198):
        place.view.people.model.tick(row, False)
    answering("confirm", True)
    place.press("rights_link")
    assert "This is not 3" in place.form().fill(erase_typed="4").try_to_agree()
    place.form().fill(erase_typed="3").agree()
    place.text().reject()
    assert place.tabs["due"] == "Due to go 195"


def test_the_documents_are_answered_and_saved(
    place: RightsPage, tmp_path: Path, answering: Callable[[str, object], None]
) -> None:
    place.press("rights_answer_documents")
    assert "number of months" in place.form().fill(office_months="some").try_to_agree()
    place.form().fill(
        office_months="24", **OFFICE, office_controller_address="Paris", office_processor_address="Lyon"
    ).agree()
    place.window.settle()
    lines = [line.text() for line in place.view.papers.labels]
    assert lines[0] == "✓  Article 30 entry: filled from this workspace" and lines[3].startswith(
        "✓  kept until 24 months"
    )
    place.press("rights_answer_documents")
    form = place.window.dialog(forms.AnswersForm)
    for field in form.texts.values():
        field.setPlainText(field.toPlainText() or "Weighed.")
    place.form().agree()
    assert place.view.papers.labels[1].text() == "✓  Balance of interests: filled from this workspace"
    answering("ask_folder", tmp_path)
    place.press("rights_save_documents")
    assert {"register.pdf", "interest.pdf", "impact.pdf"} <= {path.name for path in tmp_path.iterdir()}


def test_without_a_workspace_there_is_nothing_to_press(empty_window: WindowPage) -> None:
    empty_window.go("rights")
    place = empty_window.window.stack.shown
    assert place.sentence.text() == "No workspace is open." and not place.blue.isVisible()


def test_the_place_speaks_french(qtbot: QtBot, tmp_path: Path) -> None:
    window = WindowPage(qtbot, tmp_path, "fr")
    window.open_sample()
    window.settle()
    place = RightsPage(window)
    assert place.blue == "Écrire 195 lettres…" and place.tabs["to_tell"] == "À informer 195"
    assert "La loi accorde un mois." in place.sentence
    window.close()
