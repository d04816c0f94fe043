"""A level given now stands; a note alone is no rating; board, dossier and assessments agree on the order of things."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import actions as campaign_actions
from core.campaign import actions as campaigns
from core.campaign import build, online
from core.campaign import tables as campaign_tables
from core.campaign.dossier import gather_dossier
from core.errors import Trouble
from core.model import Assessment, Campaign, Evidence, Person, to_date
from core.stature import actions as stature
from core.stature import levels
from core.stature import tables as stature_tables
from core.stature.assessment import combine, level_table, newest_days, visible
from core.stature.evidence import Source, facts
from core.stature.rubric import load
from core.workspace import actions as steps
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.workspaces import cid, erase_person, pid, pids

MARCH, JUNE = date(2026, 3, 12), date(2026, 6, 1)
KEYS = load().keys


@pytest.fixture
def workspace() -> Workspace:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch", market="Steel", as_of=JUNE))
    for name in ("Ada Verre", "Bob Cuivre"):
        campaign_actions.add_person(made, cid(made), Person(0, name))
    return made


def latest(workspace: Workspace, assessor: str = "Anne") -> Assessment:
    return next(
        said for said in reversed(stature_tables.assessments(workspace, pid(workspace, 1))) if said.assessor == assessor
    )


@pytest.mark.parametrize(
    "url",
    ["https://", "http://a b.org", "https://user@example.org", "javascript:alert(1)", "http://\\x", "file:///etc"],
)
def test_only_addresses_that_may_be_opened_are_kept(workspace: Workspace, url: str) -> None:
    with pytest.raises(Trouble, match="web addresses"):
        stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "book", "Title", url=url))
    assert stature_tables.evidence(workspace, pid(workspace, 1)) == []


def test_evidence_keeps_its_expiry_and_its_file(workspace: Workspace) -> None:
    piece = Evidence(
        0, pid(workspace, 1), "peers", "board", "Board", url="https://example.org", expires=JUNE, file_name="seat.pdf"
    )
    stature.add_evidence(workspace, piece, b"\x00PDF")
    kept = stature_tables.evidence(workspace, pid(workspace, 1))[0]
    assert (kept.expires, kept.file_name) == (JUNE, "seat.pdf")
    assert stature.evidence_file(workspace, kept.id) == ("seat.pdf", b"\x00PDF")
    stature.remove_evidence(workspace, pid(workspace, 1), kept.id)
    with pytest.raises(Trouble, match="No file"):
        stature.evidence_file(workspace, kept.id)
    steps.undo(workspace)
    assert stature.evidence_file(workspace, kept.id) == ("seat.pdf", b"\x00PDF")


def test_a_file_on_the_disk_is_read_kept_replaced_and_saved(workspace: Workspace, tmp_path: Path) -> None:
    first, other, out = tmp_path / "seat.pdf", tmp_path / "other.png", tmp_path / "saved"
    first.write_bytes(b"\x00PDF'")
    other.write_bytes(b"\x89PNG")
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "board", "Board"), first)
    number = stature_tables.evidence(workspace, pid(workspace, 1))[0].id
    assert stature.evidence_file(workspace, number) == ("seat.pdf", b"\x00PDF'")
    assert stature.attach_file(workspace, pid(workspace, 1), number, other).step == "Attach a file"
    stature.save_file(workspace, number, out)
    assert out.read_bytes() == b"\x89PNG" and not out.stat().st_mode & 0o111
    assert stature_tables.evidence(workspace, pid(workspace, 1))[0].file_name == "other.png"
    steps.undo(workspace)
    assert stature.evidence_file(workspace, number) == ("seat.pdf", b"\x00PDF'")
    steps.redo(workspace)
    assert stature.evidence_file(workspace, number) == ("other.png", b"\x89PNG")


def test_what_cannot_be_kept_is_refused_before_it_is_read(workspace: Workspace, tmp_path: Path) -> None:
    large, empty = tmp_path / "large.pdf", tmp_path / "empty.pdf"
    with large.open("wb") as file:
        file.truncate(stature.MOST_BYTES + 1)
    empty.touch()
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "board", "Board"))
    number = stature_tables.evidence(workspace, pid(workspace, 1))[0].id
    for path, words in ((large, "too large"), (empty, "nothing"), (tmp_path, "nothing"), (tmp_path / "no", "nothing")):
        with pytest.raises(Trouble, match=words):
            stature.check_file(path)
        with pytest.raises(Trouble, match=words):
            stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "board", "Board"), path)
        with pytest.raises(Trouble, match=words):
            stature.attach_file(workspace, pid(workspace, 1), number, path)
    assert [piece.file_name for piece in stature_tables.evidence(workspace, pid(workspace, 1))] == [""]


def test_erasing_somebody_takes_their_files_out_of_the_workspace(tmp_path: Path) -> None:
    first, other, path = tmp_path / "first.pdf", tmp_path / "other.pdf", tmp_path / "a.entregent"
    first.write_bytes(b"first secret page")
    other.write_bytes(b"other secret page")
    workspace = open_workspace(path)
    campaigns.start_campaign(workspace, Campaign(0, "Launch"))
    campaign_actions.add_person(workspace, cid(workspace), Person(0, "Ada Verre"))
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "board", "Board"), first)
    stature.attach_file(
        workspace, pid(workspace, 1), stature_tables.evidence(workspace, pid(workspace, 1))[0].id, other
    )
    erase_person(workspace, pid(workspace, 1))
    workspace.close()
    held = path.read_bytes().lower()
    for trace in (b"secret page", b"secret page".hex().encode(), b"other.pdf"):
        assert trace not in held


def test_a_file_too_large_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Trouble, match="too large"):
        stature.add_evidence(
            workspace, Evidence(0, pid(workspace, 1), "peers", "book", "T"), bytes(stature.MOST_BYTES + 1)
        )


def test_expired_evidence_supports_nothing(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "standing", 3, stature.Occasion(day=MARCH))
    assert build.build_board(workspace, cid(workspace)).flags["unsupported"].tolist() == [0]
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "standing", "board", "Seat", expires=JUNE))
    assert build.build_board(workspace, cid(workspace)).flags["unsupported"].tolist() == [0]
    stature.add_evidence(
        workspace, Evidence(0, pid(workspace, 1), "standing", "board", "Seat", expires=date(2026, 6, 2))
    )
    assert "unsupported" not in build.build_board(workspace, cid(workspace)).flags


@pytest.mark.parametrize(("value", "level"), [(0, 0), (1, 1), (4, 1), (5, 2), (19, 3), (20, 4), (45, 4)])
def test_a_number_gives_a_level_and_is_kept_as_evidence(workspace: Workspace, value: int, level: int) -> None:
    fact = facts()["years_in_office"]
    stature.state_fact(
        workspace, pid(workspace, 1), fact, value, stature.Occasion("Anne", MARCH), Source("the assembly", JUNE)
    )
    assert latest(workspace) == Assessment(pid(workspace, 1), "standing", "Anne", level, "", MARCH)
    piece = stature_tables.evidence(workspace, pid(workspace, 1))[0]
    assert (piece.kind, piece.title, piece.where, piece.day, piece.added_by) == (
        "employer",
        f"Years in office: {value}",
        "the assembly",
        JUNE,
        "Anne",
    )
    board = build.build_board(workspace, cid(workspace))
    assert board.levels["standing"][0] == 100 * level and "unsupported" not in board.flags
    steps.undo(workspace)
    assert (
        stature_tables.evidence(workspace, pid(workspace, 1)) == []
        and stature_tables.assessments(workspace, pid(workspace, 1)) == []
    )


def test_a_number_counts_where_a_level_of_this_market_does(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "standing", 0, stature.Occasion("Anne", MARCH, market="Steel"))
    market = gather_dossier(workspace, cid(workspace), pid(workspace, 1), "Anne").market_of("standing")
    stature.state_fact(
        workspace, pid(workspace, 1), facts()["h_index"], 31, stature.Occasion("Anne", MARCH, market=market)
    )
    assert build.build_board(workspace, cid(workspace)).levels["standing"][0] == 300


def test_a_note_alone_is_no_rating_and_ends_no_blindness(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "peers", 3, stature.Occasion("Bea", MARCH))
    stature.write_note(workspace, pid(workspace, 1), "peers", " ask Carl ", stature.Occasion("Anne", MARCH))
    every = stature_tables.assessments(workspace, pid(workspace, 1))
    assert (latest(workspace).criterion, latest(workspace).kind) == ("peers", "note")
    assert [said.kind for said in visible(every, "Anne") if said.criterion == "peers"] == ["note"]
    assert combine(every) == {(pid(workspace, 1), "peers"): 3.0}
    stature.set_level(workspace, pid(workspace, 1), "peers", 1, stature.Occasion("Anne", MARCH))
    assert latest(workspace) == Assessment(pid(workspace, 1), "peers", "Anne", 1, "ask Carl", MARCH)
    assert len(visible(stature_tables.assessments(workspace, pid(workspace, 1)), "Anne")) == 3


def test_a_note_leaves_the_age_of_its_level(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "peers", 3, stature.Occasion("Anne", MARCH))
    stature.write_note(workspace, pid(workspace, 1), "peers", "met in June", stature.Occasion("Anne", JUNE))
    assert latest(workspace) == Assessment(pid(workspace, 1), "peers", "Anne", 3, "met in June", MARCH)


@pytest.mark.parametrize("day", [None, MARCH])
def test_a_level_given_now_stands_whatever_was_dated_later(workspace: Workspace, day: date | None) -> None:
    stature.set_level(workspace, pid(workspace, 1), "peers", 1, stature.Occasion("Anne", JUNE))
    stature.set_level(workspace, pid(workspace, 1), "peers", 4, stature.Occasion("Anne", day))
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 400


def test_the_board_knows_how_old_a_standing_is(workspace: Workspace) -> None:
    assert [to_date(day) for day in build.build_board(workspace, cid(workspace)).stated.tolist()] == [None, None]
    stature.set_level(workspace, pid(workspace, 1), "peers", 1, stature.Occasion("Anne", MARCH))
    stature.set_level(workspace, pid(workspace, 1), "network", 4, stature.Occasion("Bea", JUNE))
    stature.set_level(workspace, pid(workspace, 2), "network", None, stature.Occasion("Bea", JUNE))
    stature.set_level(workspace, pid(workspace, 2), "peers", 1, stature.Occasion("Bea", JUNE, market="Glass"))
    assert [to_date(day) for day in build.build_board(workspace, cid(workspace)).stated.tolist()] == [JUNE, None]
    stature.set_level(workspace, pid(workspace, 1), "network", None, stature.Occasion("Bea", JUNE))
    assert [to_date(day) for day in build.build_board(workspace, cid(workspace)).stated.tolist()] == [MARCH, None]


def test_a_settlement_holds_until_somebody_rates_again(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "peers", 0, stature.Occasion("Anne", MARCH))
    stature.set_level(workspace, pid(workspace, 1), "peers", 4, stature.Occasion("Bea", JUNE))
    stature.settle(workspace, pid(workspace, 1), "peers", 3, "the book counts", stature.Occasion("Carl", MARCH))
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 300
    stature.set_level(workspace, pid(workspace, 1), "peers", 2, stature.Occasion("Anne", MARCH))
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 300  # (2 + 4) / 2
    stature.set_level(workspace, pid(workspace, 1), "peers", 4, stature.Occasion("Anne", MARCH))
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 400
    with pytest.raises(Trouble, match="reason"):
        stature.settle(workspace, pid(workspace, 1), "peers", 3, "  ", stature.Occasion("Carl"))


def test_a_level_for_one_market_counts_there_only(workspace: Workspace) -> None:
    stature.set_level(workspace, pid(workspace, 1), "peers", 1, stature.Occasion("Anne", MARCH))
    stature.set_level(workspace, pid(workspace, 1), "peers", 4, stature.Occasion("Anne", MARCH, market="Steel"))
    stature.set_level(workspace, pid(workspace, 2), "peers", 4, stature.Occasion("Anne", MARCH, market="Glass"))
    assert build.build_board(workspace, cid(workspace)).levels["peers"].tolist() == [400, -1]
    campaigns.change_campaign(workspace, cid(workspace), market="Glass")
    assert build.build_board(workspace, cid(workspace)).levels["peers"].tolist() == [100, 400]


said = st.tuples(
    st.integers(1, 2),
    st.sampled_from(KEYS[:2]),
    st.sampled_from(
        [("", "level"), ("Anne", "level"), ("Bea", "settlement"), ("Anne", "note"), ("settled:Bea", "level")]
    ),
    st.one_of(st.none(), st.integers(0, 4)),
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 4))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(said, max_size=12))
def test_board_and_dossier_agree_on_what_is_latest(rows: list[tuple]) -> None:
    workspace = temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Launch"))
    for name in "AB":
        campaign_actions.add_person(workspace, cid(workspace), Person(0, name))
    with workspace.step("as a file brings them", "stature"):
        for person, key, (assessor, kind), level, day in rows:
            said = Assessment(pid(workspace, person), key, assessor, level, "", day, kind)
            stature_tables.add_assessment(workspace, said)
    ids = pids(workspace, 1, 2)
    table = level_table(np.array(ids), stature_tables.level_columns(workspace, cid(workspace)), KEYS)
    of_dossiers = combine(said for person in ids for said in stature_tables.assessments(workspace, person))
    of_board = {
        (person, key): value
        for key, values in table.items()
        for person, value in zip(ids, values.tolist(), strict=True)
        if not np.isnan(value)
    }
    assert of_board == of_dossiers
    workspace.close()


edits = st.lists(
    st.tuples(
        st.sampled_from(["level", "note", "evidence", "undo", "market", "look"]), st.integers(1, 2), st.integers(0, 4)
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(edits)
def test_mended_levels_are_those_read_whole(made: list[tuple[str, int, int]]) -> None:
    workspace = temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Launch", market="Steel"))
    for name in "AB":
        campaign_actions.add_person(workspace, cid(workspace), Person(0, name))
    rubric, asked = load(), campaign_tables.campaigns(workspace)[0]
    ids = np.array(pids(workspace, 1, 2))
    for what, place, pick in made:
        person = int(ids[place - 1])
        key, assessor = KEYS[pick % 2], ("", "Anne")[pick % 2]
        if what in ("level", "market"):
            market = "Steel" if what == "market" else ""
            level = None if pick == 4 else pick
            stature.set_level(
                workspace,
                person,
                key,
                level,
                stature.Occasion(assessor, (None, MARCH, JUNE)[pick % 3], market=market),
            )
        elif what == "note":
            stature.write_note(workspace, person, key, f"note {pick}", stature.Occasion(assessor))
        elif what == "evidence":
            stature.add_evidence(workspace, Evidence(0, person, key, "book", "T"))
        elif what == "undo":
            steps.undo(workspace)
            if len(online.people_of(workspace, cid(workspace)).person) < 2:
                steps.redo(workspace)
        else:
            levels.levels_of(workspace, asked, ids, rubric)
    mended = levels.levels_of(workspace, asked, ids, rubric)
    whole = level_table(ids, stature_tables.level_columns(workspace, cid(workspace)), KEYS, "Steel")
    for key in KEYS:
        np.testing.assert_array_equal(mended[key], whole[key])
    said = stature_tables.level_columns(workspace, cid(workspace))
    newest = levels.newest_days_of(workspace, asked, ids, rubric)
    np.testing.assert_array_equal(newest, newest_days(ids, said, said.day, "Steel"))
    workspace.close()
