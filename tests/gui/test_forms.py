"""Every form begins in its first field, and goes to the field that is at fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import i18n
from gui.parts.days import day_typed, day_written
from gui.rank.rules.rules_sheet import RulesSheet
from tests.gui.pages.forms import FormPage
from tests.gui.pages.past_imports import MissingWordsPage
from tests.gui.pages.window import WindowPage

FIRST = {
    "files.campaign_settings": "campaign_name",
    "candidates.add": "person_name",
    "candidates.exclude": "exclude_reason",
    "candidates.cost": "cost",
    "stature.evidence": "evidence_title",
    "stature.fact": "fact_which",
    "assessing.sheet_out": "sheet_assessor",
    "shortlist.freeze": "freeze_name",
    "outputs.form": "file_language",
    "outputs.report_settings": "report_language",
    "score.absence": "absence_first",
}
FAULTS: Mapping[str, tuple[Mapping[str, str], str]] = {
    "files.campaign_settings": ({"campaign_day": "31/02/2027"}, "campaign_day"),
    "candidates.add": ({"person_email": "zoe@example.org"}, "person_name"),
    "stature.evidence": ({"evidence_title": "A book", "evidence_expires": "soon"}, "evidence_expires"),
    "stature.fact": ({"fact_day": "soon"}, "fact_day"),
    "outputs.report_settings": ({"report_accent": "blue"}, "report_accent"),
    "score.absence": ({"absence_first": "2026-01-09", "absence_last": "2026-01-05"}, "absence_last"),
}


def opened(window: WindowPage, command: str) -> FormPage:
    window.after(lambda: window.live.select(int(window.live.ranking.window(0, 1).index[0])))
    window.trigger(command)
    window.settle()
    return FormPage(window)


@pytest.mark.parametrize("command", FIRST)
def test_a_form_begins_in_its_first_field(sample_window: WindowPage, command: str) -> None:
    form = opened(sample_window, command)
    assert form.focused() == FIRST[command]
    form.close()


def test_the_rules_beside_the_list_begin_in_their_first_field(sample_window: WindowPage) -> None:
    sample_window.trigger("choosing.rules")
    sample_window.settle()
    focused = sample_window.dialog(RulesSheet).window().focusWidget()
    assert focused is not None and focused.objectName() == "rules_organisation"


@pytest.mark.parametrize("command", FAULTS)
def test_what_is_at_fault_has_the_keyboard(sample_window: WindowPage, command: str) -> None:
    form = opened(sample_window, command)
    typed, at_fault = FAULTS[command]
    assert form.fill(**typed).try_to_agree()
    assert form.focused() == at_fault
    form.close()


def test_the_words_for_not_known_begin_in_their_field(sample_window: WindowPage) -> None:
    form = MissingWordsPage(sample_window)
    form.write("x" * 100)
    form.view.agree.setFocus()
    form.agree()
    assert form.view.focusWidget() is form.view.field
    form.close()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("2024", "taken as 1 January 2024"),
        ("2024-03", "taken as 1 March 2024"),
        ("12/03/2027", "taken as 12 March 2027"),
        ("2027-03-12", "taken as 12 March 2027"),
        ("", ""),
        ("soon", ""),
    ],
)
def test_a_date_says_what_is_taken_for_it(sample_window: WindowPage, typed: str, taken: str) -> None:
    form = opened(sample_window, "files.campaign_settings")
    form.fill(campaign_day=typed)
    assert form.words("campaign_day_taken") == taken
    form.close()


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from(["en", "fr"]))
def test_a_date_is_read_back_and_a_part_of_it_is_its_first_or_last_day(day: date, language: str) -> None:
    with i18n.language(language):
        assert day_typed(day_written(day)) == day
        year, month = f"{day.year}", f"{day.year}-{day.month:02}"
        assert day_typed(year) == date(day.year, 1, 1) and day_typed(year, last=True) == date(day.year, 12, 31)
        first, last = day_typed(month), day_typed(month, last=True)
        assert first is not None and last is not None
        assert first == day.replace(day=1) and first <= day <= last
        assert (last + timedelta(1)).day == 1


def test_a_colour_is_chosen_behind_its_patch(
    sample_window: WindowPage, answering: Callable[[str, object], None]
) -> None:
    form = opened(sample_window, "outputs.report_settings")
    answering("ask_colour", "#102030")
    form.press("report_accent_patch")
    assert form.text("report_accent") == "#102030"
    form.agree()
