"""The head of the window: what it says of the campaign, of whom to assess, and of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core import i18n
from core.campaign import ranked as campaign_ranked
from core.model import PINNED, RANKED
from gui.desk.live import Live
from gui.parts import theme
from gui.rank.figures import FigureSwitch
from gui.rank.header import Header
from gui.rank.weight.words import holds_text
from tests.gui.fiction import board
from tests.gui.pages.window import HeaderPage, WindowPage


@pytest.fixture
def header_page(live: Live, qtbot: Any) -> HeaderPage:
    header = Header(live)
    qtbot.addWidget(header)
    header.resize(1440, 104)
    header.show()
    return HeaderPage(header)


def test_the_campaign_is_named_on_the_rail_and_in_the_title(sample_window: WindowPage) -> None:
    card = sample_window.window.rail.campaign
    assert (card.text(), card.below) == ("Autumn preview (fictional)", "Paris · 12 Oct 2026")
    assert sample_window.window.windowTitle().startswith("Autumn preview (fictional) — ")
    assert "40 seats" in sample_window.rank.sentence.text()


def test_another_look_reaches_every_word(header_page: HeaderPage, qapp: QApplication) -> None:
    header = header_page.header
    before = header.grab().toImage()
    try:
        theme.apply(qapp, dark=True)
        dark = header.grab().toImage()
        assert dark.pixelColor(6, 6) == theme.DARK.card
        ink = {
            dark.pixelColor(x, y).name() for figure in header.figures for x in _across(figure) for y in _down(figure)
        }
        assert theme.LIGHT.ink.name() not in ink and theme.DARK.card.name() in ink
    finally:
        theme.apply(qapp, dark=False)
    assert header.grab().toImage() == before


def _across(figure: FigureSwitch) -> range:
    return range(figure.x(), figure.x() + figure.width())


def _down(figure: FigureSwitch) -> range:
    return range(figure.y(), figure.y() + figure.height())


def test_names_are_plain_text(header_page: HeaderPage, live: Live) -> None:
    live.show(replace(live.board, campaign=replace(live.board.campaign, name="<b>x</b>")))
    assert "<b>" not in header_page.header.next.toolTip()
    header_page.header.grab()


def test_a_figure_pressed_shows_whom_it_counts_in_table_and_map(sample_window: WindowPage) -> None:
    place, live = sample_window.rank, sample_window.live
    for figure in place.header.figures:
        sample_window.settle()
        figure.click()
        QApplication.processEvents()
        whom = set(place.header.whom(figure).tolist())
        assert 0 < len(whom) < len(live.board)
        assert set(live.listing.window(0, 500).index.tolist()) == whom
        assert [chip.text() for chip in place.filter_strip.chips] == [figure.words]
        assert f"{len(whom)} of {len(live.board)} shown" in place.filter_strip.words.text()
        assert figure.isChecked() and sum(other.isChecked() for other in place.header.figures) == 1
    place.filter_strip.chips[0].removed.emit()
    QApplication.processEvents()
    assert live.filtered is None and not any(figure.isChecked() for figure in place.header.figures)


def test_the_map_shows_those_alone(sample_window: WindowPage) -> None:
    place = sample_window.rank
    whole = place.map.grab().toImage()
    place.header.noise.click()
    QApplication.processEvents()
    some = place.map.grab().toImage()
    assert some != whole
    place.header.noise.click()
    QApplication.processEvents()
    assert place.map.grab().toImage() == whole


def test_the_link_says_how_many_could_still_change_the_list(header_page: HeaderPage, live: Live, qtbot: Any) -> None:
    assert (
        header_page.header.next.text() == f"Next to assess: {len(live.triage)} candidates could still change this list"
    )
    with qtbot.waitSignal(header_page.header.triage_wanted):
        header_page.header.next.click()
    live.triage = live.triage[:0]
    live.analysis_ready.emit()
    assert header_page.header.next.text() == "No assessment could still change this list"
    assert not header_page.header.next.isEnabled()


def test_the_figures_follow_the_weight(header_page: HeaderPage, live: Live) -> None:
    (same, held), (cut, rescued), (noise, _) = header_page.figures()
    assert (same, cut, noise) == ("Same 40 names", "Rescued from a cut-off at 60", "Noise: fall on a 4-week pause")
    assert int(rescued) == len(campaign_ranked.rescued_by_credibility(live.ranking, 60))
    live.set_weight(900)
    assert header_page.figures()[0][1] != held
    assert (
        int(header_page.figures()[1][1]) == len(campaign_ranked.rescued_by_credibility(live.ranking, 60)) > int(rescued)
    )


def test_without_a_cut_off_it_says_who_is_always_in(header_page: HeaderPage, live: Live) -> None:
    live.show(replace(live.board, campaign=replace(live.board.campaign, cutoff=None)))
    assert header_page.figures()[1] == ("In at every weight", str(len(live.stability.always_in)))


def test_while_the_intervals_are_sought_it_waits(qtbot: Any, qapp: object) -> None:
    live = Live(lambda kind, work, then: None)
    header = Header(live)
    qtbot.addWidget(header)
    header.grab()
    live.show(board(40, seats=5))
    assert header.holds.value == header.noise.value == "…"
    assert header.next.isHidden()


def test_what_holds_is_rounded_inwards() -> None:
    assert holds_text(0.4181, 0.4569) == "41.9 – 45.6\u00a0%"
    assert holds_text(0.0, 1.0) == "0 – 100\u00a0%"
    assert holds_text(0.4201, 0.4209) == "42.1\u00a0%"


def test_noise_is_who_falls_when_all_are_silent(live: Live) -> None:
    c, held = live.board.candidates, set(live.ranking.invited().tolist())
    kept = [round(s * 2 ** (-28 / 30)) for s in c.score.value.tolist()]
    total = [580 * s + 420 * k for s, k in zip(kept, c.credibility.value.tolist(), strict=True)]
    pinned = [i for i in range(len(c)) if c.state[i] == PINNED]
    ranked = [i for i in range(len(c)) if c.state[i] == RANKED]
    best = sorted(ranked, key=lambda i: (-total[i], -int(c.credibility.value[i]), -kept[i], i))
    then = {*pinned, *best[: 40 - len(pinned)]}
    assert set(campaign_ranked.lost_by_a_pause(live.board, 420, 40).tolist()) == held - then
    assert set(live.falling.tolist()) == held - then


def test_nobody_falls_where_all_find_a_seat_or_scores_are_anothers(live: Live) -> None:
    assert len(campaign_ranked.lost_by_a_pause(board(20, seats=40), 420, 40)) == 0
    outside = replace(live.board, campaign=replace(live.board.campaign, score_source="external"))
    assert len(campaign_ranked.lost_by_a_pause(outside, 420, 40)) == 0


def test_french_and_dark(header_page: HeaderPage, live: Live) -> None:
    i18n.use("fr")
    header_page.header.setPalette(theme.palette(theme.DARK))
    live.show(replace(live.board, version=2))
    assert header_page.figures()[0] == ("Mêmes 40 noms", header_page.figures()[0][1])
    assert header_page.header.next.text().startswith("À évaluer ensuite\u00a0: ")
    header_page.header.grab()


def test_every_control_has_a_name(header_page: HeaderPage) -> None:
    for widget in (
        *header_page.header.figures,
        header_page.header.next,
        header_page.header.weight_bar,
        header_page.header.weight_bar.number,
    ):
        assert widget.objectName()
    assert header_page.header.next.accessibleName() == header_page.header.next.text()
    assert header_page.header.weight_bar.number.accessibleName()


def test_at_200_percent_it_fits_a_window_of_1440(header_page: HeaderPage, live: Live) -> None:
    header_page.header.setFont(theme.font(26))
    assert header_page.header.minimumSizeHint().width() <= 1440
    header_page.header.grab()
    assert header_page.header.next.text().startswith("Next to assess")
