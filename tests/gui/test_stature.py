"""Stature beyond the assessing page: differences settled, the dossier, lists, the rubric, sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from pytest import MonkeyPatch

from core.campaign import actions as campaigns
from core.campaign import rubrics
from core.model import Evidence, Person
from core.settings import ASSESSOR, SHOW_OTHERS
from core.stature import actions as stature
from core.stature import tables as stature_tables
from core.stature.rubric import changed
from core.workspace.sql import execute
from core.workspace.store import Workspace
from gui.assess.rubric_dialog import fresh_key
from gui.desk import messages
from tests.core.workspaces import cid, pid, rubric_now
from tests.gui.pages.assess import BeyondPage, ReviewPage, RubricPage, ask
from tests.gui.pages.dossier import StaturePage
from tests.gui.pages.forms import FormPage
from tests.gui.pages.rank import RankingPage
from tests.gui.pages.window import WindowPage
from tests.gui.small import DAY


def differ_on(place: int, market: str = "") -> Callable[[Workspace], None]:
    """Anne and Bea differ by four levels on somebody's network."""

    def differ(workspace: Workspace) -> None:
        for who, level in (("Anne", 0), ("Bea", 4)):
            stature.set_level(
                workspace, pid(workspace, place), "network", level, stature.Occasion(who, DAY, market=market)
            )

    return differ


def test_a_difference_is_settled_with_a_level_and_a_reason(small_window: WindowPage) -> None:
    ask(small_window, differ_on(1))
    page = ReviewPage(small_window)
    before = len(page.differences())
    page.choose("Person 00")
    assert "Anne 0" in page.said and "Bea 4" in page.said
    assert "0 to 4" in page.settle_without_level()
    page.give(level=3)
    page.settle()
    assert "reason" in page.fault
    page.give(reason="the book was read")
    page.settle()
    assert len(page.differences()) == before - 1
    assert len(page.agreement()) == 4
    page.close()


def test_a_difference_is_settled_on_the_market_it_was_stated_for(small_window: WindowPage) -> None:
    def agree_elsewhere(workspace: Workspace) -> None:
        campaigns.change_campaign(workspace, cid(workspace), market="Steel")
        for who in ("Anne", "Bea"):
            stature.set_level(workspace, pid(workspace, 1), "network", 2, stature.Occasion(who, DAY))

    ask(small_window, agree_elsewhere)
    ask(small_window, differ_on(1, "Steel"))
    page = ReviewPage(small_window)
    assert [row[2] for row in page.differences()] == ["Steel"] and "“Steel” only" in page.said
    page.give(3, "the award")
    page.settle()
    assert page.differences() == []
    page.close()


def test_the_dossier_hides_what_others_said_until_one_has_rated(small_window: WindowPage) -> None:
    small_window.select("Person 15")
    page = StaturePage(small_window)
    assert (page.level("peers")[0], page.words("peers")) == (None, "hidden")
    assert page.hint("peers") == "1 other has rated: shown once you have"
    assert page.others_shown is False and not page.asks_for_name()
    page.type("peers", "0")
    assert page.level("peers") == (2, 0)
    assert page.words("network") == "hidden"


def test_what_others_said_is_shown_when_it_is_asked_for(small_window: WindowPage) -> None:
    small_window.select("Person 15")
    page = StaturePage(small_window)
    page.toggle_others()
    assert page.words("network") == "4 of 4" and small_window.program.settings.get(SHOW_OTHERS)
    page.toggle_others()
    assert page.words("network") == "hidden"


def test_where_nobody_else_has_rated_there_is_nothing_to_hide(small_window: WindowPage) -> None:
    small_window.select("Person 00")
    page = StaturePage(small_window)
    assert page.others_shown is None and page.words("peers") == "unknown"


def test_the_dossier_says_credibility_with_bounds_coverage_and_age(small_window: WindowPage) -> None:
    small_window.select("Person 00")
    page = StaturePage(small_window)
    assert not page.credibility
    page.type("standing", "3")
    page.type("peers", "2")
    assert page.credibility == (
        "credibility 62.5 · between 31.2 and 81.2 · 50\u00a0% of the criteria known, by weight · newest level today"
    )
    small_window.select("Person 14")
    page.type("peers", "2")
    small_window.select("Person 15")  # what others gave is hidden, and so is what it adds up to
    assert not page.credibility


def test_a_level_of_this_market_is_given_again_for_it(small_window: WindowPage) -> None:
    def state_locally(workspace: Workspace) -> None:
        campaigns.change_campaign(workspace, cid(workspace), market="Steel")
        stature.set_level(workspace, pid(workspace, 1), "peers", 1, stature.Occasion("Anne", DAY, market="Steel"))

    ask(small_window, state_locally)
    small_window.refresh()
    small_window.select("Person 00")
    page = StaturePage(small_window)
    assert page.hint("peers") == "for this market only"
    page.type("peers", "4")
    assert page.words("peers") == "4 of 4"
    page.type("network", "2")
    stated = ask(small_window, lambda workspace: stature_tables.statements(workspace, pid(workspace, 1)))
    here = small_window.program.session.campaign
    assert [(one.said.level, one.market, one.campaign) for one in stated] == [
        (1, "Steel", None),
        (4, "Steel", here),
        (2, "", here),
    ]


def test_the_table_says_how_much_is_known_and_since_when(small_window: WindowPage) -> None:
    small_window.refresh()
    table = RankingPage(small_window.window.rank.ranking)
    shown = dict(
        zip(table.names(), zip(table.column("criteria_known"), table.column("stated"), strict=True), strict=True)
    )
    assert shown["Person 15"] == ("4 of 4", "12 Mar 2026")
    assert shown["Person 14"] == ("2 of 4", "12 Mar 2026")
    assert shown["Person 03"] == ("", "")


def test_a_reader_without_a_name_may_ask_for_blindness(small_window: WindowPage) -> None:
    small_window.program.settings.put(ASSESSOR, "")
    small_window.select("Person 15")
    page = StaturePage(small_window)
    assert page.words("peers") == "4 of 4" and page.asks_for_name() and page.others_shown is None
    page.give_name()
    form = FormPage(small_window)
    assert "bear the name" in form.try_to_agree()
    form.fill(assessor_name="Anne").agree()
    assert page.words("peers") == "hidden" and page.others_shown is not None and not page.asks_for_name()


def test_the_lists_beyond_the_score(small_window: WindowPage) -> None:
    page = BeyondPage(small_window)
    assert page.overlooked()[0][1] == "off line"
    assert "cut-off at 60" in page.words
    person = page.person
    page.show_chosen()
    assert small_window.window.person == person


def test_whom_no_network_knows_becomes_a_candidate(small_window: WindowPage) -> None:
    def know_somebody(workspace: Workspace) -> int:
        number, _ = campaigns.add_person(workspace, cid(workspace), Person(0, "Ada Verre"))
        for title in ("One", "Two", "Three", "Four"):
            stature.add_evidence(workspace, Evidence(0, number, "peers", "book", title))
        with workspace.step("elsewhere", "people"):
            execute(workspace.connection, "DELETE FROM candidacy WHERE person=?", (number,))
        return number

    number = ask(small_window, know_somebody)
    page = BeyondPage(small_window)
    page.show_unknown(0)
    assert page.unknown()[0][0] == "Ada Verre"
    assert page.can_invite() and not page.can_show()
    page.invite()
    assert number in small_window.live.board.person
    page.close()


def test_the_rubric_says_what_a_weight_would_change(small_window: WindowPage) -> None:
    page = RubricPage(small_window)
    page.weigh(100)
    effect = page.effect()
    assert effect.startswith("Moves the credibility of 1 candidate by up to ")
    assert effect.endswith("weighs 100 instead of 25.")


def test_a_criterion_without_a_name_is_refused(small_window: WindowPage) -> None:
    page = RubricPage(small_window)
    page.name(en="", fr="")
    assert page.refusal() and not page.can_save()
    page.name(en="Trade", fr="Métier")
    assert page.effect() and page.can_save()


def test_a_new_criterion_makes_the_next_version(small_window: WindowPage) -> None:
    page = RubricPage(small_window)
    page.add()
    page.choose(1)
    assert page.effect() and page.can_save()
    page.save()
    assert small_window.live.board.rubric.endswith(" 2")
    assert list(small_window.live.board.levels)[-1] == "new_criterion_1"
    titles = [column.title(4) for column in small_window.window.rank.ranking.model().columns]
    assert titles[-1] == "New criterion" and "Credit among peers" in titles


def test_an_earlier_version_of_the_rubric_is_gone_back_to(small_window: WindowPage) -> None:
    def weigh_more(workspace: Workspace) -> None:
        rubrics.save_rubric(workspace, cid(workspace), changed(rubric_now(workspace), weights={"peers": 60}))

    ask(small_window, weigh_more)
    page = RubricPage(small_window)
    assert page.versions() == ["Version 2, in force", "Version 1"]
    page.start_from(1)
    assert "weighs 25 instead of 60" in page.effect()
    page.save()
    now = ask(small_window, lambda workspace: rubrics.rubric_versions(workspace, cid(workspace)))
    assert [(one.version, one["peers"].weight) for one in now] == [(3, 25), (2, 60), (1, 25)]


def test_a_fresh_key() -> None:
    assert fresh_key("Crédit – auprès", []) == "credit_aupres_1"
    assert fresh_key("Crédit – auprès", ["credit_aupres_1"]) == "credit_aupres_2"


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_a_sheet_goes_out_and_comes_back(
    small_window: WindowPage, tmp_path: Path, answering: Callable[[str, object], None], monkeypatch: MonkeyPatch
) -> None:
    path, heard = tmp_path / "sheet.xlsx", []
    answering("ask_save_file", path)
    answering("ask_open_files", [path])
    monkeypatch.setattr(messages, "inform", lambda parent, *words: heard.append(words))
    small_window.trigger("assessing.sheet_out")
    FormPage(small_window).fill(sheet_assessor="Bea", sheet_people=5).agree()
    assert "5 people" in small_window.window.saved.text()
    book = load_workbook(path)
    book.worksheets[0]["D5"], book.worksheets[0]["D6"] = 3, "eleven"
    book.save(path)
    small_window.after(lambda: small_window.trigger("assessing.sheet_in"))
    assert heard[0][0] == "sheet.xlsx: 1 new level or note by Bea."
    assert "eleven" in heard[0][1]
