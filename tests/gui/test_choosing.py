"""Rules, the cut-off audit, the pinned, the rank curve and why: as a user meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.campaign.rules import Bound, Rules
from core.model import PINNED
from core.ranking.stability import rank_curve
from core.settings import Settings
from gui.desk.live import Live
from gui.rank.dossier.why import why_words
from gui.rank.rules.cutoff_view import CutoffView
from gui.rank.rules.rules_fields import RulesFields
from gui.rank.rules.rules_sheet import RulesSheet
from gui.rank.table import memory
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView
from gui.rank.weight.rank_curve import RankCurve
from tests.gui.pages.events import press
from tests.gui.pages.rank import RankingPage
from tests.gui.pages.window import WindowPage


def test_rules_move_the_seats_and_say_so(live: Live) -> None:
    plain = set(live.ranking.invited().tolist())
    campaign = replace(live.board.campaign, rules='{"floors": [{"kind": "market", "value": "data", "n": 20}]}')
    live.show(replace(live.board, campaign=campaign))
    ruled = set(live.ranking.invited().tolist())
    assert len(ruled) == len(plain) and ruled != plain
    view = RankingView(live)
    came = view.model().rows(0, 512)
    assert [i for i, by in zip(came.index.tolist(), came.by_rule, strict=True) if by == 1] == [
        i for i in came.index.tolist() if i in ruled - plain
    ]
    assert "rules kept" in view.pill_words()
    live.set_weight(430)
    assert live.selection is None
    while_moving = live.ranking.invited().tolist()
    assert "rules kept" in view.pill_words()
    live._end_move()
    assert live.selection is not None and live.ranking.invited().tolist() == while_moving


def test_until_the_list_is_found_the_line_says_that_it_is_looked_for(live: Live) -> None:
    waiting = Live(lambda kind, work, then: None)
    campaign = replace(live.board.campaign, rules='{"per_organisation": 9}')
    waiting.show(replace(live.board, campaign=campaign))
    assert "looking for the list" in RankingView(waiting).pill_words() and waiting.stability is None


def test_rules_that_clash_leave_the_ranking_and_are_named(live: Live) -> None:
    plain = live.ranking.invited().tolist()
    campaign = replace(live.board.campaign, rules='{"floors": [{"kind": "market", "value": "Atlantis", "n": 1}]}')
    live.show(replace(live.board, campaign=campaign))
    assert live.ranking.invited().tolist() == plain
    assert "Atlantis" in live.clash


def test_the_fields_of_the_rules_give_back_what_they_show(live: Live) -> None:
    floors = (Bound("market", "Data", 3), Bound("type", "Blog", 2), Bound("language", "fr", 1))
    held = Rules(2, floors, 500, 20, (Bound("country", "Italy", 4),))
    fields = RulesFields()
    fields.offer(live.board)
    for rules in (held, Rules(), held):
        fields.show_rules(rules)
        assert fields.rules() == rules


def test_the_price_is_said_while_rules_are_typed(sample_window: WindowPage, qtbot: QtBot) -> None:
    live = sample_window.live
    plain = live.ranking.invited().tolist()
    sample_window.trigger("choosing.rules")
    sheet = sample_window.dialog(RulesSheet)
    qtbot.waitUntil(lambda: "No rule" in sheet.head.text(), timeout=4000)
    sheet.fields.most.setValue(1)
    qtbot.waitUntil(lambda: "with them" in sheet.head.text(), timeout=4000)
    assert " for " in sheet.prices.text(), "who comes in for whom"
    assert live.ranking.invited().tolist() == plain and not live.ruled, "only tried"
    press(sheet.fields.most, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and sample_window.rank.map.isVisible()
    sample_window.trigger("choosing.rules")
    assert sheet.isVisible() and sheet.fields.most.value() == 1, "what was typed stays"
    line = sheet.fields.bounds[0]
    line.number.setValue(1)
    line.which.setCurrentText("Atlantis")
    qtbot.waitUntil(lambda: "Atlantis" in sheet.head.text(), timeout=4000)
    sample_window.trigger("choosing.cutoff")
    assert sheet.cutoff.isVisible() and sheet.cutoff.words.text()


def test_the_pinned_show_their_moving_rank(live: Live) -> None:
    pane = PinnedPane(RankingView(live))
    pinned = np.flatnonzero(live.board.candidates.state == PINNED)
    before = pane.texts("rank")
    assert len(before) == len(pinned) and pane.height() > 0
    live.set_weight(1000)
    assert pane.texts("rank") != before
    pane.want(False)
    assert pane.height() == 0


def test_the_cut_off_audit_follows_the_number(live: Live) -> None:
    view = CutoffView(live)
    assert view.cutoff.value() == 60
    some = view.dropped.topLevelItemCount()
    assert some and view.words.text().startswith(f"{some} invited candidates would be dropped")
    view.cutoff.setValue(0)
    view.ask_audit()
    assert view.dropped.topLevelItemCount() <= some


def test_a_rank_curve_is_exact_and_moves_the_weight(live: Live, parent: QWidget) -> None:
    live.select(7)
    story = RankCurve(parent, live)
    assert story.curve.ranks == rank_curve(live.board.candidates, 7).tolist()
    story.grab()
    press(story.curve, Qt.Key.Key_Right)
    assert story.words.text().endswith("at a weight of 43 %")
    press(story.curve, Qt.Key.Key_Return)
    assert live.weight == 430


def test_why_any_two_and_what_one_lacks(live: Live) -> None:
    order = live.ranking.window(0, 60).index.tolist()
    live.select(order[55], [order[3], order[55]])
    title, words = why_words(live)
    assert "(rank 4)" in title and title.index("(rank 4)") < title.index("(rank 5")
    assert "would hold a seat with" in words


def test_the_view_is_remembered(live: Live, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    table = RankingView(live)
    pane = PinnedPane(table)
    table.columns.show_column("audience", True)
    table.columns.show_column("market", False)
    table.keep_in_view = True
    pane.want(False)
    memory.keep(settings, table, pane)
    again = RankingView(live)
    beside = PinnedPane(again)
    memory.restore(settings, again, beside)
    shown = RankingPage(again).shown_columns()
    assert "audience" in shown and "market" not in shown and again.keep_in_view and not beside.wanted


def test_the_parts_of_the_window_keep_their_sizes(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.rank.parts.setSizes([700, 716])
    page.rank.right.setSizes([250, 450])
    left = page.rank.parts.sizes(), page.rank.right.sizes()
    page.close()
    again = WindowPage(qtbot, tmp_path)
    again.open_sample()
    assert all(
        abs(one - other) <= 2
        for before, now in zip(left, (again.rank.parts.sizes(), again.rank.right.sizes()), strict=True)
        for one, other in zip(before, now, strict=True)
    )
    again.close()
