"""Two lists side by side in the window, and the form of what leaves."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from core.shortlist.comparison import Change, Comparison
from gui.desk import messages
from gui.lists.comparison_view import ComparisonView, counts_words
from gui.lists.output_settings import FileSettings, ReportSettings
from gui.lists.slope_chart import SlopeChart
from gui.parts.form import Form
from tests.gui.pages import click
from tests.gui.pages_window import WindowPage, press


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> object:
    made = WindowPage(qtbot, tmp_path)
    made.open_sample()
    made.settle()
    yield made
    made.close()


def lists() -> Comparison:
    return Comparison(
        "Before",
        "After",
        (2, 2),
        (
            Change("a", "Aldo", 1, 1, True, True),
            Change("c", "Caspar", 3, 2, False, True, ("Score 60.0 → 90.0",)),
            Change("b", "Bruna", 2, 3, True, False, ("Others",)),
            Change("d", "Dora", 0, 4, False, False, ("New",)),
        ),
    )


def chart(qtbot: QtBot) -> SlopeChart:
    made = SlopeChart()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_comparison(lists())
    return made


def test_the_chart_says_what_it_shows_and_who_is_pointed_at(qtbot: QtBot) -> None:
    made = chart(qtbot)
    assert made.accessibleDescription() == "1 came in, 1 went out, 2 changed their rank".replace("2", "0")
    heard: list[Change] = []
    made.chosen.connect(heard.append)
    click(made, QPointF(60, made._y(1)))
    click(made, QPointF(640, made._y(1)))
    assert [one.name for one in heard] == ["Bruna", "Caspar"]
    made.choose(None)
    for _ in range(3):
        press(made, Qt.Key.Key_Down)
    assert heard[-1].name == "Bruna"


def test_a_slope_is_drawn_for_everyone_on_both_sides(qtbot: QtBot) -> None:
    made = chart(qtbot)
    picture = made.grab().toImage()
    ground = picture.pixelColor(350, 5)
    crossed = [y for y in range(picture.height()) if _differs(picture.pixelColor(350, y), ground)]
    steps = [y for y, last in zip(crossed, [-9, *crossed], strict=False) if y - last > 2]
    assert len(steps) == 2  # Aldo's level line, and the place where Bruna and Caspar cross
    made.choose(lists().changes[1])
    assert made.grab().toImage() != picture


def _differs(one: QColor, other: QColor) -> bool:
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) > 20


def test_the_list_beside_the_score_alone_and_a_frozen_one_recomputed(page: WindowPage) -> None:
    page.trigger("shortlist.freeze")
    form = page.dialog(Form)
    form.findChild(type(form.line("spare", "")), "freeze_signer").setText("Anne Morel")
    page.after(form.agree.click)
    page.settle()
    page.after(lambda: page.trigger("shortlist.compare"))
    page.settle()
    view: ComparisonView = page.dialog(ComparisonView)
    assert view.counts.text() == "Both lists are the same, name by name."
    page.after(view.recompute.click)
    assert view.counts.text() == "Today’s data still give this list, to the last figure."
    view.after.setCurrentIndex(view.after.findText("By the score alone"))
    page.after(view.compare)
    assert "came in" in view.counts.text() and "Weight of credibility" in view.facts.text()
    view.chart.choose(view.comparison.into[0])
    assert view.why.text().startswith(f"{view.comparison.into[0].name}: ")
    view.reject()


def test_any_two_weights(page: WindowPage) -> None:
    page.after(lambda: page.trigger("shortlist.compare"))
    page.settle()
    view: ComparisonView = page.dialog(ComparisonView)
    assert all(number.isHidden() for number in view.weights.values())
    for field in (view.before, view.after):
        field.setCurrentIndex(field.findText("At the weight"))
        page.after(lambda field=field: field.activated.emit(field.currentIndex()))
    assert view.comparison.same and view.weights[view.before].value() == page.live.weight / 10
    page.after(lambda: view.weights[view.before].setValue(20.5))
    page.after(lambda: view.weights[view.after].setValue(61))
    assert (view.comparison.before, view.comparison.after) == ("Weight 20.5\u00a0%", "Weight 61.0\u00a0%")
    held = {}
    for weight in (205, 610):
        page.live.set_weight(weight)
        held[weight] = {page.live.board.key.take([i])[0] for i in page.live.ranking.invited().tolist()}
    assert {change.id for change in view.comparison.into} == held[610] - held[205]
    assert {change.id for change in view.comparison.out} == held[205] - held[610]
    view.reject()


def test_counts_in_words() -> None:
    assert counts_words(lists()) == "1 came in · 1 went out · 0 changed rank"


def test_the_form_of_the_files_is_kept_and_used(page: WindowPage, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    page.after(lambda: page.trigger("outputs.form"))
    form: FileSettings = page.dialog(FileSettings)
    form.delimiter.setCurrentIndex(1)
    form.decimal.setCurrentIndex(1)
    form.spoken.setCurrentIndex(2)
    for row in range(form.columns.count()):
        item = form.columns.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.text() == "Name" else Qt.CheckState.Unchecked)
    page.after(form.agree.click)
    out = tmp_path / "list.csv"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: out)
    page.after(lambda: page.trigger("outputs.csv"))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows[0]) == 6 and "Nom" in rows[0] and "," in rows[1][rows[0].index("Total")]


def test_the_whole_table_leaves_as_a_frame(page: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "all.parquet"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: out)
    page.after(lambda: page.trigger("outputs.table"))
    found = pd.read_parquet(out)
    board = page.window.live.board
    assert len(found) == len(board) and found["in"].sum() == board.campaign.seats


def test_the_look_of_the_report_is_kept(page: WindowPage, tmp_path: Path) -> None:
    page.after(lambda: page.trigger("outputs.report_settings"))
    form: ReportSettings = page.dialog(ReportSettings)
    form.colours["accent"].setText("blue")
    form.agree.click()
    assert form.isVisible() and "not a colour" in form.fault.text()
    form.colours["accent"].setText("#102030")
    form.footer.setText("In confidence")
    logo = tmp_path / "logo.svg"
    logo.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    form.take_logo(logo)
    page.after(form.agree.click)
    page.after(lambda: page.trigger("outputs.report_settings"))
    again: ReportSettings = page.dialog(ReportSettings)
    assert again.footer.text() == "In confidence" and again.colours["accent"].text() == "#102030"
    assert again.image == logo.read_bytes() and again.logo.text() == "Remove the logo"
    again.reject()


def test_a_note_for_the_client_is_written(page: WindowPage) -> None:
    page.after(lambda: page.live.select(3))
    for text, found in (("Speaks at ten.", ""), ("", "Speaks at ten.")):
        page.after(lambda: page.trigger("shortlist.note"))
        form = page.dialog(Form)
        field = form.findChild(type(form.line("spare", "")), "client_note")
        assert field.text() == found
        field.setText(text)
        page.after(form.agree.click)
        page.settle()
