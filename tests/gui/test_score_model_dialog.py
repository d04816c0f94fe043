"""The score model's dialog: a draft tried out at once, kept as a copy, applied, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.campaign import score_models, screening
from core.campaign.screening import Reading
from core.i18n import language
from core.model import Campaign
from core.scoring import model as shipped
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace.store import open_workspace
from gui.desk.session import Session
from gui.rank.score_model.external import ExternalPage
from gui.rank.score_model.model_dialog import ScoreModelDialog

LINES = "".join(
    f"Person {i},@p{i},Instagram,{10 ** (1 + i % 5) + i},{(i * 7919) % 400},2026-01-0{5 + i % 3},{20 + i * 31 % 60}\n"
    for i in range(60)
)


class ScorePage:
    """The dialog as a user sees it."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.session = Session()
        self.troubles: list[object] = []
        self.session.jobs.crashed.connect(self.troubles.append)
        self.session.troubled.connect(self.troubles.append)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.after(lambda: self.session.open(path))
        self.open()

    def open(self) -> None:
        self.dialog = ScoreModelDialog(self.window, self.session)
        self.after(self.dialog.open)

    def after(self, act: Callable[[], object]) -> None:
        """Does something and waits for the worker, and for the effect that follows when the user pauses."""
        act()
        quiet = lambda: not (self.session.jobs.busy or (hasattr(self, "dialog") and self.dialog._still.isActive()))  # noqa: E731
        self.qtbot.waitUntil(quiet, timeout=30_000)
        assert not self.troubles

    def weigh(self, **weights: int) -> None:
        self.after(lambda: [self.dialog.pages[0].weights[name].setValue(n) for name, n in weights.items()])

    def fade(self, days: float) -> None:
        self.after(lambda: self.dialog.pages[2].days.setValue(days))

    def save_copy(self, name: str) -> None:
        self.dialog.copy.click()
        form = self.dialog.findChild(QWidget, "score_copy_dialog")
        form.findChild(QWidget, "score_copy_name").setText(name)
        self.after(form.agree.click)

    @property
    def headline(self) -> str:
        return self.dialog.effect.headline.text()

    def rows(self) -> list[list[str]]:
        names = self.dialog.effect.names
        return [[names.topLevelItem(i).text(c) for c in range(5)] for i in range(names.topLevelItemCount())]

    @property
    def choices(self) -> list[str]:
        return [self.dialog.choice.itemText(i) for i in range(self.dialog.choice.count())]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file, path = tmp_path / "people.csv", tmp_path / "a.entregent"
    file.write_text("Name,Handle,Platform,Followers,Likes,Date,Klout\n" + LINES, encoding="utf-8")
    workspace = open_workspace(path)
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=10, weight=0))[0]
    screening.import_files(workspace, campaign, "candidates", [file], Reading())
    workspace.close()
    return path


@pytest.fixture
def page(qtbot: QtBot, path: Path) -> Iterator[ScorePage]:
    made = ScorePage(qtbot, path)
    yield made
    made.dialog.close()
    made.session.close()


def test_the_model_in_force_changes_nothing(page: ScorePage) -> None:
    assert page.choices == [shipped.DEFAULT] and page.headline == "The same 10 names"
    assert not page.dialog.reset.isEnabled() and page.dialog.agree.isEnabled()
    assert len(page.rows()) == 10 and all("→" not in "".join(row) for row in page.rows())


def test_a_change_is_tried_out_at_once_and_taken_back(page: ScorePage) -> None:
    page.weigh(reach=5, amplification=95)
    assert page.headline.endswith("would change") and page.dialog.reset.isEnabled()
    words = [row[0] for row in page.rows()]
    assert words.count("in") == words.count("out") > 0 and words.index("") >= 2
    assert not page.dialog.agree.isEnabled(), "a shipped model is only copied"
    page.after(page.dialog.reset.click)
    assert page.headline == "The same 10 names" and page.dialog.pages[0].weights["reach"].value() == 45


def test_a_copy_is_kept_chosen_changed_and_undone(page: ScorePage) -> None:
    page.weigh(reach=5, amplification=95)
    tried = {row[1] for row in page.rows() if row[0] != "out"}
    page.save_copy("Ours")
    assert page.choices == [shipped.DEFAULT, "Ours, version 1"]
    assert page.dialog.origin.model.name == "Ours" and page.headline == "The same 10 names"
    assert page.session.board.score_model.startswith("Ours#")
    assert {row[1] for row in page.rows()[:10]} <= tried
    page.weigh(network=40)
    page.after(page.dialog.agree.click)
    assert page.dialog.result() == 1
    page.open()
    assert page.choices == [shipped.DEFAULT, "Ours, version 2"]
    page.after(lambda: page.session.act(steps.undo))
    page.open()
    assert page.choices == [shipped.DEFAULT, "Ours, version 1"]


def test_a_half_life_alone_is_the_campaigns_own(page: ScorePage) -> None:
    page.fade(60)
    cells = [(over.text(), under.text()) for over, under in page.dialog.pages[2].cells]
    assert cells == [("7", "8.75"), ("14", "24.75"), ("30", "43.09"), ("60", "54.92"), ("90", "59.55"), ("", "")]
    assert "−" in page.rows()[0][4]
    assert page.dialog.agree.isEnabled()
    page.after(page.dialog.agree.click)
    assert page.session.board.campaign.half_life == 60 and page.session.board.score_model.startswith(shipped.DEFAULT)
    page.open()
    assert page.dialog.pages[2].days.value() == 60


def test_anchors_are_edited_and_an_unsound_one_is_said(page: ScorePage) -> None:
    anchors = page.dialog.pages[1]
    assert [field.value() for field in anchors.values[:4]] == [0, 9, 99, 999]
    page.after(lambda: anchors.points[1].setValue(36))
    assert page.dialog.draft.scales["audience"].anchors[1] == (1.0, 36.0)
    assert page.dialog.copy.isEnabled()
    page.after(lambda: anchors.points[1].setValue(99))
    assert "scales.audience" in page.dialog.fault.text() and not page.dialog.copy.isEnabled()
    page.after(page.dialog.reset.click)
    assert not page.dialog.fault.text()
    anchors.scales.setCurrentIndex(4)
    assert [field.value() for field in anchors.values] == [0, 100]


def test_other_scores_stand_beside_ours_and_may_rank(page: ScorePage) -> None:
    external: ExternalPage = page.dialog.external
    assert [external.table.topLevelItem(0).text(i) for i in range(3)] == ["klout", "0 – 100", "60"]
    assert "over 60" in external.table.topLevelItem(0).text(3) and external.pairs.topLevelItemCount() == 60
    page.after(lambda: external.source.setCurrentIndex(1))
    assert page.headline.endswith("would change")
    page.after(page.dialog.agree.click)
    assert page.session.board.campaign.score_source == "external"


def test_a_model_under_a_frozen_list_is_only_copied(qtbot: QtBot, path: Path) -> None:
    workspace = open_workspace(path)
    score_models.copy_and_choose(workspace, 1, shipped.load(), "Ours")
    shortlists.freeze_list(workspace, 1, "First list", "Élodie", date(2026, 2, 1))
    workspace.close()
    page = ScorePage(qtbot, path)
    assert "First list" in page.dialog.note.text()
    page.weigh(reach=60)
    assert not page.dialog.agree.isEnabled() and page.dialog.copy.isEnabled()
    page.dialog.close()
    page.session.close()


def test_everything_has_a_name_and_return_applies_nothing(page: ScorePage) -> None:
    own = [w for w in page.dialog.findChildren(QWidget) if w.objectName() and not w.objectName().startswith("qt_")]
    nameless = [w.objectName() for w in own if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not w.accessibleName()]
    assert not nameless
    QTest.keyClick(page.dialog.pages[0].weights["reach"], Qt.Key.Key_Return)
    assert page.dialog.isVisible() or not page.window.isVisible()
    assert page.dialog.result() == 0


def test_in_french(qtbot: QtBot, path: Path) -> None:
    with language("fr"):
        page = ScorePage(qtbot, path)
        assert page.headline == "Les mêmes 10 noms" and page.dialog.agree.text() == "Appliquer"
        page.dialog.close()
        page.session.close()
