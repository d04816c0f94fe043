"""Assessing on 45,867 published accounts: the queue after each level, whole and mended alike; a sheet out and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from core.campaign import actions as campaigns
from core.campaign import assessing, online, screening, sheets
from core.model import Campaign
from core.stature import actions as stature
from core.stature import levels as stature_levels
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, rubric_now

pytestmark = pytest.mark.real
DAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def scientists(shared: Path) -> Iterator[Workspace]:
    workspace = temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Scientists", market="Science", seats=40))
    path = shared / "data/twitter-scientists/twitter_scientists.csv"
    screening.import_files(workspace, cid(workspace), screening.Files("candidates", [path]))
    yield workspace
    workspace.close()


def test_the_queue_follows_each_level_as_if_all_were_read_again(scientists: Workspace) -> None:
    assert len(online.people_of(scientists, cid(scientists)).person) == 45_867
    queue = assessing.queue(scientists, cid(scientists))
    for person in queue.people[:3].tolist():
        for key in rubric_now(scientists).keys:
            stature.set_level(scientists, person, key, 0, stature.Occasion("Anne", DAY, campaign=1))
            mended = assessing.queue(scientists, cid(scientists))
        scientists.cached("levels by person", (), stature_levels._CachedLevels).key = None  # read whole again
        whole = assessing.queue(scientists, cid(scientists))
        np.testing.assert_array_equal(mended.people, whole.people)
        assert person not in whole.people
        assert assessing.person_view(scientists, cid(scientists), person, "Anne", DAY).finished


def test_sixty_people_on_a_sheet_come_back_unchanged(scientists: Workspace, tmp_path: Path) -> None:
    queue = assessing.queue(scientists, cid(scientists))
    chosen = assessing.waiting(scientists, cid(scientists), "Bea", queue)[:60]
    path = tmp_path / "sheet.xlsx"
    assert sheets.write_sheet(scientists, cid(scientists), chosen, "Bea", path, DAY) == 60
    back, _ = sheets.read_back(scientists, path, DAY)
    assert (back.added, back.blank, back.missing, list(back.issues)) == (0, 60, 0, [])
