"""Rules, the cost of a guest and another number of seats, through the whole window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from core.campaign import rules
from core.campaign.rules import Bound, Rules
from core.invitations import actions as invitations
from gui.desk.live import Live
from gui.parts.form import Form
from gui.rank.rules.rules_dialog import RulesDialog
from gui.rank.weight.seats_dialog import SeatsDialog, seats_words
from tests.gui.pages.window import WindowPage


def test_rules_are_set_followed_by_every_view_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    live = page.live
    plain = live.ranking.invited().tolist()
    page.trigger("choosing.rules")
    form = page.dialog(RulesDialog)
    form.most.setValue(1)
    sense, number, kind, value = form.bounds[0]
    sense.setCurrentIndex(1)
    number.setValue(10)
    kind.setCurrentIndex(kind.findData("type"))
    value.setCurrentText("Instagram")
    page.after(form.agree.click)
    ruled = live.ranking.invited().tolist()
    assert live.ruled and not live.clash and ruled != plain
    types = live.board.type.take(ruled)
    assert sum("Instagram" in each for each in types) <= 10
    assert sorted(ruled) == live.stability.members(live.weight / 1000).tolist()
    before = live.change_after()
    page.after(lambda: page.trigger("ranking.next_change"))
    assert live.weight == before and sorted(live.ranking.invited().tolist()) != sorted(ruled)
    page.after(lambda: page.trigger("edit.undo"))
    page.after(lambda: page.trigger("edit.undo"))
    assert not live.ruled
    page.close()


def test_one_guest_may_cost_more_than_the_others(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    live = page.live
    first = int(live.ranking.window(0, 1).index[0])
    page.after(lambda: live.select(first))
    page.trigger("candidates.cost")
    form = page.dialog(Form)
    form.findChild(QSpinBox, "cost").setValue(5000)
    page.after(form.agree.click)
    assert live.board.cost == {first: 5000}
    page.trigger("choosing.rules")
    form = page.dialog(RulesDialog)
    form.budget.setValue(4000)
    form.cost.setValue(100)
    page.after(form.agree.click)
    assert live.ranking.rank_of([first])[0] == 1 and not live.ranking.holds_seat([first])[0]
    assert len(live.ranking.invited()) == 40
    page.close()


def test_who_moves_up_by_the_rules_is_said_in_the_status_bar(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    session = page.program.session

    def act(name: str, *values: object) -> None:
        page.after(lambda: session.act(getattr(invitations, name), session.campaign, *values))

    held = page.live.ranking.invited()
    markets = page.live.board.market.take(held.tolist())
    after = next(row for row in page.live.ranking.window(0, 60).index.tolist() if row not in held)
    rarest = min(set(markets) - set(page.live.board.market.take([after])), key=markets.count)
    rule = Rules(floors=(Bound("market", rarest, markets.count(rarest)),))
    page.after(lambda: session.act(rules.set_rules, session.campaign, rule))
    act("start_invitations")
    act("send_wave")
    act("set_state", int(page.live.board.person[held[markets.index(rarest)]]), "declined")
    assert " moves up instead of " in page.window.saved.text()
    page.close()


def test_who_would_come_in_is_said_while_the_seats_are_typed(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.trigger("ranking.seats")
    form = page.dialog(SeatsDialog)
    form.seats.setValue(42)
    qtbot.waitUntil(lambda: bool(form.words.text()), timeout=4000)
    outside = page.live.ranking.invited()
    wanted = [i for i in page.live.ranking.window(0, 60).index.tolist() if i not in outside][:2]
    names = page.live.board.name.take(wanted)
    assert form.words.text() == f"2 come in: {names[0]}, {names[1]}."
    page.after(form.agree.click)
    assert page.live.seats == 42
    page.close()


def test_the_names_of_many_are_cut(live: Live) -> None:
    places = live.ranking.invited()
    assert seats_words(live.board, places[:0], places[:0]) == "The list stays the same."
    words = seats_words(live.board, places[:8], places[8:9])
    assert words.startswith("8 come in: ") and " and 2 more. 1 drops out: " in words
