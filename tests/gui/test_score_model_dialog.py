"""The score model's dialog: a draft tried out at once, kept as a copy, applied, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.campaign import score_models, screening
from core.i18n import language
from core.model import Campaign
from core.scoring import model as shipped
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace.store import open_workspace
from tests.core.workspaces import cid
from tests.gui.pages.score_model import ScorePage

LINES = "".join(
    f"Person {i},@p{i},Instagram,{10 ** (1 + i % 5) + i},{(i * 7919) % 400},2026-01-0{5 + i % 3},{20 + i * 31 % 60}\n"
    for i in range(60)
)


@pytest.fixture
def scored_workspace(tmp_path: Path) -> Path:
    file, path = tmp_path / "people.csv", tmp_path / "a.entregent"
    file.write_text("Name,Handle,Platform,Followers,Likes,Date,Klout\n" + LINES, encoding="utf-8")
    workspace = open_workspace(path)
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=10, weight=0))[0]
    screening.import_files(workspace, campaign, screening.Files("candidates", [file]))
    workspace.close()
    return path


@pytest.fixture
def score_page(qtbot: QtBot, scored_workspace: Path) -> Iterator[ScorePage]:
    made = ScorePage(qtbot, scored_workspace)
    yield made
    made.close()


def test_the_model_in_force_changes_nothing(score_page: ScorePage) -> None:
    assert score_page.choices == [*shipped.available()] and score_page.headline == "The same 10 names"
    assert "apply" in score_page.offers and "reset" not in score_page.offers
    assert len(score_page.rows()) == 10 and all("→" not in "".join(row) for row in score_page.rows())


def test_a_change_is_tried_out_at_once_and_taken_back(score_page: ScorePage) -> None:
    score_page.weigh(reach=5, amplification=95)
    assert score_page.headline.endswith("would change") and "reset" in score_page.offers
    words = [row[0] for row in score_page.rows()]
    assert words.count("in") == words.count("out") > 0 and words.index("") >= 2
    assert "apply" not in score_page.offers, "a shipped model is only copied"
    score_page.reset()
    assert score_page.headline == "The same 10 names" and score_page.weight("reach") == 45


def test_a_copy_is_kept_chosen_changed_and_undone(score_page: ScorePage) -> None:
    score_page.weigh(reach=5, amplification=95)
    tried = {row[1] for row in score_page.rows() if row[0] != "out"}
    score_page.save_copy("Ours")
    assert score_page.choices == [*shipped.available(), "Ours, version 1"]
    assert score_page.model == "Ours" and score_page.headline == "The same 10 names"
    assert score_page.session.board.score_model.startswith("Ours#")
    assert {row[1] for row in score_page.rows()[:10]} <= tried
    score_page.weigh(network=40)
    score_page.apply()
    assert score_page.applied
    score_page.open()
    assert score_page.choices == [*shipped.available(), "Ours, version 2"]
    score_page.after(lambda: score_page.session.act(steps.undo))
    score_page.open()
    assert score_page.choices == [*shipped.available(), "Ours, version 1"]


def test_a_half_life_alone_is_the_campaigns_own(score_page: ScorePage) -> None:
    score_page.fade(60)
    assert score_page.fading() == [
        ("7", "8.75"),
        ("14", "24.75"),
        ("30", "43.09"),
        ("60", "54.92"),
        ("90", "59.55"),
        ("", ""),
    ]
    assert "−" in score_page.rows()[0][4]
    assert "apply" in score_page.offers
    score_page.apply()
    assert score_page.session.board.campaign.half_life == 60 and score_page.session.board.score_model.startswith(
        shipped.DEFAULT
    )
    score_page.open()
    assert score_page.half_life == 60


def test_anchors_are_edited_and_an_unsound_one_is_said(score_page: ScorePage) -> None:
    assert score_page.anchors()[:4] == [0, 2, 5, 9]
    score_page.move_anchor(1, 3)
    assert score_page.dialog.draft.scales["audience"].anchors[1][1] == 3.0
    assert "copy" in score_page.offers
    score_page.move_anchor(1, 99)
    assert "scales.audience" in score_page.fault and "copy" not in score_page.offers
    score_page.reset()
    assert not score_page.fault
    score_page.choose_scale(4)
    assert score_page.anchors() == [0, 100]


def test_other_scores_stand_beside_ours_and_may_rank(score_page: ScorePage) -> None:
    klout = score_page.other_scores()[0]
    assert klout[:3] == ["klout", "0 – 100", "60"] and "over 60" in klout[3]
    assert score_page.compared() == 60
    score_page.choose_source(1)
    assert score_page.headline.endswith("would change")
    score_page.apply()
    assert score_page.session.board.campaign.score_source == "external"


def test_a_model_under_a_frozen_list_is_only_copied(qtbot: QtBot, scored_workspace: Path) -> None:
    workspace = open_workspace(scored_workspace)
    score_models.copy_and_choose(workspace, cid(workspace), shipped.load(), "Ours")
    shortlists.freeze_list(workspace, cid(workspace), "First list", "Élodie", date(2026, 2, 1))
    workspace.close()
    score_page = ScorePage(qtbot, scored_workspace)
    assert "First list" in score_page.note
    score_page.weigh(reach=60)
    assert "apply" not in score_page.offers and "copy" in score_page.offers
    score_page.close()


def test_everything_has_a_name_and_return_applies_nothing(score_page: ScorePage) -> None:
    own = [
        w for w in score_page.dialog.findChildren(QWidget) if w.objectName() and not w.objectName().startswith("qt_")
    ]
    nameless = [w.objectName() for w in own if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not w.accessibleName()]
    assert not nameless
    score_page.press_return_on("reach")
    assert score_page.dialog.isVisible() or not score_page.window.isVisible()
    assert not score_page.applied


def test_in_french(qtbot: QtBot, scored_workspace: Path) -> None:
    with language("fr"):
        score_page = ScorePage(qtbot, scored_workspace)
        assert score_page.headline == "Les mêmes 10 noms" and score_page.apply_words == "Appliquer"
        score_page.close()
