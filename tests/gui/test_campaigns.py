"""All campaigns: a new one is a name, saved by itself; the next stands beside it; the sample stays alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.window.file_commands import ENDING, free_path
from tests.gui.pages.campaigns import CampaignsPage
from tests.gui.pages.window import WindowPage


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's documents are."""
    from gui.window.file_commands import Files

    folder = tmp_path / "Documents" / "Entregent"
    monkeypatch.setattr(Files, "folder", folder)
    return folder


def test_the_first_campaign_makes_its_file_by_itself_and_the_next_goes_into_it(
    empty_window: WindowPage, documents: Path
) -> None:
    page = CampaignsPage(empty_window)
    assert page.focused == "new_campaign_name" and page.blue == "New campaign…"
    page.type_name("Winter: preview")
    assert page.blue == "Create “Winter: preview”" and page.stored == "Kept as Winter preview.entregent"
    page.create("Winter: preview")
    assert empty_window.program.session.path == documents / "Winter preview.entregent"
    assert empty_window.place == "people" and empty_window.live.board is not None
    page = CampaignsPage(empty_window)
    page.create("Spring")
    assert [one.name for one in empty_window.program.session.campaigns] == ["Spring", "Winter: preview"]
    assert len(list(documents.iterdir())) == len({path.stem for path in documents.iterdir()} | {""}) - 1
    page = CampaignsPage(empty_window)
    assert [name.split(",")[0] for name in page.names()] == ["Spring", "Winter: preview"]
    page.open(1)
    assert empty_window.program.session.board.campaign.name == "Winter: preview"


def test_a_campaign_without_a_name_is_not_made(empty_window: WindowPage, documents: Path) -> None:
    page = CampaignsPage(empty_window)
    page.place.new.ask_for_it()
    assert page.place.new.fault.text() and page.focused == "new_campaign_name"
    assert not documents.exists()


def test_nothing_is_made_inside_the_sample(sample_window: WindowPage, documents: Path) -> None:
    CampaignsPage(sample_window).create("Mine")
    assert sample_window.program.session.path == documents / "Mine.entregent"


def test_all_its_choices_may_be_given_at_once(empty_window: WindowPage, documents: Path) -> None:
    page = CampaignsPage(empty_window)
    page.type_name("Winter")
    form = page.give_details()
    assert form.text("campaign_name") == "Winter"
    form.fill(campaign_place="Lyon", campaign_seats=7).agree()
    campaign = empty_window.program.session.board.campaign
    assert (campaign.name, campaign.place, campaign.seats) == ("Winter", "Lyon", 7)


def test_files_wait_for_their_campaign(empty_window: WindowPage, documents: Path, tmp_path: Path) -> None:
    table = tmp_path / "few.csv"
    table.write_text("Name,Handle,Followers\nAda,@ada,1234\n", encoding="utf-8")
    empty_window.window.rooms.files.import_paths([table])
    assert empty_window.place == "campaign"
    CampaignsPage(empty_window).create("Mine")
    from tests.gui.pages.imports import ImportPage

    empty_window.settle()
    assert ImportPage(empty_window).is_open


@given(st.text(max_size=120))
def test_any_name_makes_a_file_that_every_system_can_hold(name: str) -> None:
    path = free_path(Path("nowhere"), name)
    assert path.suffix == ENDING and path.parent == Path("nowhere") and len(path.name) <= 100
    assert not set(path.name) & set('\\/:*?"<>|') and path.stem == path.stem.strip(". ") != ""
