"""Rules, the cost of a guest and another number of seats, through the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.campaign import rules
from core.campaign.choices.absent import Absent, read_absent
from core.campaign.choices.metrics import Metrics, read_metrics
from core.campaign.choices.stretch import read_stretch
from core.campaign.rules import Bound, Rules
from core.invitations import actions as invitations
from core.model import Person
from gui.desk.live import Live
from gui.rank.rules.rules_sheet import RulesSheet
from gui.rank.rules.tie_dialog import TieDialog
from gui.rank.score_model.metrics_dialog import MetricsDialog
from gui.rank.weight.seats_dialog import SeatsDialog, seats_words
from gui.window.campaign_dialog import CampaignDialog
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


def test_rules_are_set_followed_by_every_view_and_undone(sample_window: WindowPage) -> None:
    live = sample_window.live
    plain = live.ranking.invited().tolist()
    sample_window.trigger("choosing.rules")
    form = sample_window.dialog(RulesSheet)
    form.fields.most.setValue(1)
    line = form.fields.bounds[0]
    line.sense.setCurrentIndex(1)
    line.number.setValue(10)
    line.kind.setCurrentIndex(line.kind.findData("type"))
    line.which.setCurrentText("Instagram")
    sample_window.after(form.agree.click)
    ruled = live.ranking.invited().tolist()
    assert live.ruled and not live.clash and ruled != plain
    types = live.board.type.take(ruled)
    assert sum("Instagram" in each for each in types) <= 10
    assert sorted(ruled) == live.stability.members(live.weight / 1000).tolist()
    before = live.change_after()
    sample_window.after(lambda: sample_window.trigger("ranking.next_change"))
    assert live.weight == before and sorted(live.ranking.invited().tolist()) != sorted(ruled)
    sample_window.undo()
    sample_window.undo()
    assert not live.ruled


def test_one_guest_may_cost_more_than_the_others(sample_window: WindowPage) -> None:
    live = sample_window.live
    first = int(live.ranking.window(0, 1).index[0])
    sample_window.after(lambda: live.select(first))
    sample_window.trigger("candidates.cost")
    FormPage(sample_window).fill(cost=5000).agree()
    assert live.board.cost == {first: 5000}
    sample_window.trigger("choosing.rules")
    sheet = sample_window.dialog(RulesSheet)
    sheet.fields.budget.setValue(4000)
    sheet.fields.cost.setValue(100)
    sample_window.after(sheet.agree.click)
    sample_window.settle()
    assert live.ranking.rank_of([first])[0] == 1 and not live.ranking.holds_seat([first])[0]
    assert len(live.ranking.invited()) == 40


def test_who_moves_up_by_the_rules_is_said_in_the_status_bar(sample_window: WindowPage) -> None:
    session = sample_window.program.session

    held = sample_window.live.ranking.invited()
    markets = sample_window.live.board.market.take(held.tolist())
    after = next(row for row in sample_window.live.ranking.window(0, 60).index.tolist() if row not in held)
    rarest = min(set(markets) - set(sample_window.live.board.market.take([after])), key=markets.count)
    rule = Rules(floors=(Bound("market", rarest, markets.count(rarest)),))
    sample_window.after(lambda: session.act(rules.set_rules, session.campaign, rule))
    who = int(sample_window.live.board.person[held[markets.index(rarest)]])
    sample_window.after(lambda: session.act(invitations.start_invitations, session.campaign))
    sample_window.after(lambda: session.act(invitations.send_wave, session.campaign))
    sample_window.after(lambda: session.act(invitations.set_state, session.campaign, who, "declined"))
    assert " moves up instead of " in sample_window.window.saved.text()


def test_who_would_come_in_is_said_while_the_seats_are_typed(sample_window: WindowPage, qtbot: QtBot) -> None:
    sample_window.trigger("ranking.seats")
    form = sample_window.dialog(SeatsDialog)
    form.seats.setValue(42)
    qtbot.waitUntil(lambda: bool(form.words.text()), timeout=4000)
    outside = sample_window.live.ranking.invited()
    wanted = [i for i in sample_window.live.ranking.window(0, 60).index.tolist() if i not in outside][:2]
    names = sample_window.live.board.name.take(wanted)
    assert form.words.text() == f"2 come in: {names[0]}, {names[1]}."
    sample_window.after(form.agree.click)
    assert sample_window.live.seats == 42


def test_the_names_of_many_are_cut(live: Live) -> None:
    places = live.ranking.invited()
    assert seats_words(live.board, places[:0], places[:0]) == "The list stays the same."
    words = seats_words(live.board, places[:8], places[8:9])
    assert words.startswith("8 come in: ") and " and 2 more. 1 drops out: " in words


def test_a_tie_at_the_line_is_announced_and_settled_by_hand(sample_window: WindowPage) -> None:
    session, live = sample_window.program.session, sample_window.live
    for name in ("Aldo Bel", "Bruna Cor", "Caspar Dal", "Dora Eil"):
        sample_window.after(lambda name=name: session.act(campaigns.add_person, session.campaign, Person(0, name)))
    # So many seats that the line runs through the newcomers, whom nothing but their keys parts.
    place = live.board.name.take(live.ranking.window(0, len(live.board)).index.tolist()).index("Bruna Cor")
    sample_window.after(lambda: session.act(campaigns.change_campaign, session.campaign, seats=place + 1))
    header = sample_window.window.findChild(QWidget, "header")
    assert "Tie at the line" in header.tie.text()
    sample_window.trigger("choosing.tie")
    form = sample_window.dialog(TieDialog)
    named = {live.board.name.take([row])[0]: tick for row, tick in form.ticks.items()}
    named["Bruna Cor"].setChecked(False)
    named["Dora Eil"].setChecked(True)
    form.agree.click()
    assert "reason" in form.fault.text()
    form.why.setText("speaks at the event")
    sample_window.after(form.agree.click)
    held = live.board.name.take(live.ranking.invited().tolist())
    assert "Dora Eil" in held and "Bruna Cor" not in held


def test_of_several_scores_of_other_tools_one_is_chosen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = MetricsDialog(parent, Metrics(used="kred"), {"klout": 100.0, "Kred": 1000.0})
    assert form.used is not None and form.used.currentText() == "Kred" and form.metrics() == Metrics(used="kred")
    form.used.setCurrentIndex(0)
    assert form.metrics() == Metrics()
    assert MetricsDialog(parent, Metrics(), {"klout": 100.0}).used is None


def test_counts_and_sides_are_chosen_in_the_window_and_taken_back(sample_window: WindowPage) -> None:
    session = sample_window.program.session
    sample_window.after(lambda: sample_window.trigger("score.metrics"))
    form = sample_window.dialog(MetricsDialog)
    form.counts["posts"].setCurrentIndex(form.counts["posts"].findData("period"))
    sample_window.after(form.agree.click)
    assert read_metrics(session.board.campaign.rules).counts == {"posts": "period"}
    sample_window.trigger("files.campaign_settings")
    settings = sample_window.dialog(CampaignDialog)
    settings.absent.setCurrentIndex(settings.absent.findData("reserved"))
    settings.sides.setCurrentIndex(settings.sides.findData("now"))
    sample_window.after(settings.agree.click)
    rules_now = session.board.campaign.rules
    assert read_absent(rules_now) == Absent("reserved", 1) and read_stretch(rules_now) is not None
    assert sample_window.live.spread.equal_say == pytest.approx(0.5, abs=0.02)
    sample_window.undo()
    assert read_absent(session.board.campaign.rules).choice == "neutral"
    assert read_metrics(session.board.campaign.rules).counts == {"posts": "period"}
