"""Every form begins in its first field, and goes to the field that is at fault."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.gui.pages.forms import FormPage
from tests.gui.pages.imports import MissingWordsPage
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
