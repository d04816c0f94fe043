"""The seven places: the rail turns to each, a campaign is left and returned to, nothing is made before it is needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaign_actions
from core.model import Campaign
from core.settings import ASSESSOR
from core.workspace.store import open_workspace
from gui.assess.assess_view import AssessView
from gui.window import places
from tests.gui.pages.window import WindowPage
from tests.gui.small import small_workspace


@pytest.fixture
def two_campaigns(empty_window: WindowPage) -> WindowPage:
    """A workspace of sixteen people in two campaigns, the newer in view."""
    path = small_workspace(empty_window.folder)
    workspace = open_workspace(path)
    campaign_actions.start_campaign(workspace, Campaign(0, "Winter preview", date(2027, 1, 21), "Lyon", seats=3))
    workspace.close()
    empty_window.open(path)
    empty_window.settle()
    return empty_window


def test_every_place_is_reached_by_its_entry_and_by_its_key(sample_window: WindowPage) -> None:
    for number, key in enumerate(places.KEYS, start=1):
        sample_window.go(key)
        assert sample_window.place == key
        assert sample_window.window.rail.places[key].isChecked()
        action = sample_window.action(f"place.{key}")
        assert action.shortcut().toString() == f"Ctrl+{number}"
        sample_window.window.stack.go("rank" if key != "rank" else "people")
        action.trigger()
        sample_window.settle()
        assert sample_window.place == key


def test_every_place_has_a_title_and_says_what_is_next(sample_window: WindowPage) -> None:
    for key in places.KEYS:
        sample_window.go(key)
        place = sample_window.window.stack.shown
        assert place.title.text() and place.accessibleName()
        assert place.sentence.text(), key


def test_a_place_is_made_when_it_is_first_shown(empty_window: WindowPage) -> None:
    stack = empty_window.window.stack
    assert [key for key in places.KEYS if stack.made(key)] == ["campaign"]
    empty_window.open_sample()
    assert [key for key in places.KEYS if stack.made(key)] == ["campaign", "rank"]


def test_the_rail_says_how_far_each_place_is(sample_window: WindowPage) -> None:
    said = {key: button.accessibleName() for key, button in sample_window.window.rail.places.items()}
    assert said["people"] == "People, 198 people"
    assert said["assess"] == "Assess, 123 of 198, something waits here"
    assert said["rank"] == "Rank, weight 42 %"
    assert said["list"] == "List, nothing frozen yet"
    assert said["invitations"] == "Invitations, nobody invited yet"


def test_a_campaign_is_left_and_returned_to(two_campaigns: WindowPage) -> None:
    window, session = two_campaigns.window, two_campaigns.program.session
    newer = session.campaign
    older = next(one.id for one in session.campaigns if one.id != newer)
    two_campaigns.go("invitations")
    choices = [action.text() for action in _switcher(two_campaigns).actions() if action.isCheckable()]
    assert len(choices) == 2 and choices[0].startswith("Winter preview")
    two_campaigns.after(lambda: _choose(two_campaigns, older))
    two_campaigns.settle()
    assert session.campaign == older and two_campaigns.place == "rank"
    assert window.windowTitle().startswith(session.board.campaign.name)
    two_campaigns.after(lambda: _choose(two_campaigns, newer))
    two_campaigns.settle()
    assert session.campaign == newer and two_campaigns.place == "invitations", "where it was left"


def test_a_page_belongs_to_the_campaign_in_view(two_campaigns: WindowPage) -> None:
    session = two_campaigns.program.session
    newer = session.campaign
    older = next(one.id for one in session.campaigns if one.id != newer)
    two_campaigns.program.settings.put(ASSESSOR, "Anne")
    for campaign in (newer, older):
        if campaign != session.campaign:
            two_campaigns.after(lambda campaign=campaign: session.choose(campaign))
        two_campaigns.go("assess")
        assert two_campaigns.dialog(AssessView).campaign == campaign


def test_an_empty_campaign_opens_where_people_come_in(empty_window: WindowPage, tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "empty.entregent")
    campaign_actions.start_campaign(workspace, Campaign(0, "Empty"))
    workspace.close()
    empty_window.open(tmp_path / "empty.entregent")
    empty_window.settle()
    assert empty_window.place == "people"
    assert "import" in empty_window.window.stack.shown.sentence.text()


def test_levels_given_on_their_page_are_undone_by_the_windows_own_undo(small_window: WindowPage) -> None:
    small_window.go("assess")
    view = small_window.dialog(AssessView)
    first = next(iter(view.lines))
    small_window.after(lambda: view.lines[first].bar.chosen.emit(3))
    small_window.settle()
    assert view.lines[first].words.text() != "not rated"
    small_window.undo()
    assert view.lines[first].words.text() == "not rated"
    small_window.redo()
    assert view.lines[first].words.text() != "not rated"


def test_the_rail_is_icons_alone_in_a_small_window(sample_window: WindowPage) -> None:
    rail = sample_window.window.rail
    assert not rail.narrow and rail.width() == 208
    sample_window.window.resize(1366, 768)
    QApplication.processEvents()
    assert rail.narrow and rail.width() == 56


def test_the_menu_bar_is_hidden_and_its_keys_work(sample_window: WindowPage, qtbot: QtBot) -> None:
    window = sample_window.window
    assert not window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_turning_to_a_place_takes_less_than_a_tenth_of_a_second(sample_window: WindowPage) -> None:
    for key in places.KEYS:
        sample_window.go(key)
    worst = 0.0
    for key in (*places.KEYS, *reversed(places.KEYS)):
        start = perf_counter()
        sample_window.window.go(key)
        QApplication.processEvents()
        worst = max(worst, perf_counter() - start)
        sample_window.settle()
    assert worst < 0.4, "0.1 s on a machine that does nothing else"


def _switcher(page: WindowPage) -> QMenu:
    return page.window.switch_campaign()


def _choose(page: WindowPage, campaign: int) -> None:
    next(one for one in _switcher(page).actions() if one.objectName() == f"campaign_{campaign}").trigger()
