"""Two lists side by side in the window, and the form of what leaves."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from core.shortlist.comparison import Change, Comparison
from gui.desk import messages
from gui.lists.comparison_view import counts_words
from gui.lists.slope_chart import SlopeChart
from tests.gui.pages.forms import FormPage
from tests.gui.pages.lists import ComparisonPage, FileSettingsPage, ReportSettingsPage, SlopePage, differ, freeze
from tests.gui.pages.window import WindowPage

LISTS = Comparison(
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


@pytest.fixture
def slope(qtbot: QtBot) -> SlopePage:
    """The chart of two lists of two seats: Caspar takes Bruna's."""
    made = SlopeChart()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_comparison(LISTS)
    return SlopePage(made)


def test_the_chart_says_what_it_shows_and_who_is_pointed_at(slope: SlopePage) -> None:
    assert slope.chart.accessibleDescription() == "1 came in, 1 went out, 0 changed their rank"
    slope.click_row(1)
    slope.click_row(1, right=True)
    assert [one.name for one in slope.chosen] == ["Bruna", "Caspar"]
    slope.chart.choose(None)
    slope.press_down(3)
    assert slope.chosen[-1].name == "Bruna"


def test_a_slope_is_drawn_for_everyone_on_both_sides(slope: SlopePage) -> None:
    picture = slope.picture()
    ground = picture.pixelColor(350, 5)
    crossed = [y for y in range(picture.height()) if differ(picture.pixelColor(350, y), ground)]
    steps = [y for y, last in zip(crossed, [-9, *crossed], strict=False) if y - last > 2]
    assert len(steps) == 2  # Aldo's level line, and where Bruna and Caspar cross
    slope.chart.choose(LISTS.changes[1])
    assert slope.picture() != picture


def test_a_frozen_list_is_recomputed(sample_window: WindowPage) -> None:
    freeze(sample_window, "Anne Morel")
    assert sample_window.place == "list"
    page = ComparisonPage(sample_window)
    assert page.counts == "Both lists are the same, name by name."
    page.recompute()
    assert page.counts == "Today’s data still give this list, to the last figure."
    page.close()


def test_the_list_beside_the_score_alone(sample_window: WindowPage) -> None:
    page = ComparisonPage(sample_window)
    page.choose("before", "As it stands now")
    page.choose("after", "By the score alone")
    assert "came in" in page.counts and "Weight of credibility" in page.facts
    who = page.comparison.into[0]
    page.point_at(who)
    assert page.why.startswith(f"{who.name}: ")
    page.close()


def test_any_two_weights(sample_window: WindowPage) -> None:
    page = ComparisonPage(sample_window)
    assert (page.weight("before"), page.weight("after")) == (None, None)
    for side in ("before", "after"):
        page.choose(side, "At the weight")
    assert page.comparison.same and page.weight("before") == sample_window.live.weight / 10
    page.type_weight("before", 20.5)
    page.type_weight("after", 61)
    assert (page.comparison.before, page.comparison.after) == ("Weight 20.5\u00a0%", "Weight 61.0\u00a0%")
    before, after = invited_at(sample_window, 205), invited_at(sample_window, 610)
    assert {change.id for change in page.comparison.into} == after - before
    assert {change.id for change in page.comparison.out} == before - after
    page.close()


def invited_at(window: WindowPage, weight: int) -> set[str]:
    """The keys of those invited at a weight, by the live ranking."""
    window.live.set_weight(weight)
    return set(window.live.board.key.take(window.live.ranking.invited().tolist()))


def test_counts_in_words() -> None:
    assert counts_words(LISTS) == "1 came in · 1 went out · 0 changed rank"


def test_the_form_of_the_files_is_stored_and_used(
    sample_window: WindowPage, tmp_path: Path, answering: Callable[[str, object], None]
) -> None:
    form = FileSettingsPage(sample_window)
    form.fill(file_delimiter="Semicolon", file_decimal="Comma (71,23)", file_language="Français")
    form.tick_columns(["Name"])
    form.agree()
    assert sample_window.window.saved.text() == "Settings saved"
    out = tmp_path / "list.csv"
    answering("ask_save_file", out)
    sample_window.after(lambda: sample_window.trigger("outputs.csv"))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows[0]) == 6 and "Nom" in rows[0] and "," in rows[1][rows[0].index("Total")]


def test_the_whole_table_leaves_as_a_frame(
    sample_window: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.parquet"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: out)
    sample_window.after(lambda: sample_window.trigger("outputs.table"))
    found = pd.read_parquet(out)
    board = sample_window.live.board
    assert len(found) == len(board) and found["in"].sum() == board.campaign.seats


def test_the_look_of_the_report_is_stored(sample_window: WindowPage, tmp_path: Path) -> None:
    form = ReportSettingsPage(sample_window)
    assert "not a colour" in form.fill(report_accent="blue").try_to_agree()
    form.fill(report_accent="#102030", report_footer="In confidence")
    logo = tmp_path / "logo.svg"
    logo.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    form.take_logo(logo)
    form.agree()
    again = ReportSettingsPage(sample_window)
    assert (again.text("report_footer"), again.text("report_accent")) == ("In confidence", "#102030")
    assert again.logo() == (logo.read_bytes(), "Remove the logo")
    again.close()


def test_a_note_for_the_client_is_written(sample_window: WindowPage) -> None:
    sample_window.after(lambda: sample_window.live.select(3))
    for text, found in (("Speaks at ten.", ""), ("", "Speaks at ten.")):
        sample_window.after(lambda: sample_window.trigger("shortlist.note"))
        form = FormPage(sample_window)
        assert form.text("client_note") == found
        form.fill(client_note=text).agree()
