"""The catalogue of fields: each stands in each place or says why not, and a field added to it stands everywhere."""

from __future__ import annotations

import ast
import csv
import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.campaign import dossier
from core.campaign.build import build_board
from core.campaign.dossier import Dossier
from core.campaign.fields import catalogue, units
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field, Place
from core.campaign.fields.readings import Listed, flagged
from core.campaign.fields.units import STATES, Number
from core.campaign.ranked import Ranked, rank_board
from core.campaign.ranking_json import ranking_json
from core.i18n import LOCALE_DIR, decimal
from core.model import Person
from core.shortlist import exports, seal
from core.shortlist.columns import columns_of
from core.shortlist.entries import GATHERED
from core.shortlist.report.profile import profile
from core.shortlist.snapshot import Entry
from core.shortlist.taking import take_snapshot
from core.workspace.store import Workspace
from tests.core.workspaces import cid
from tests.sample import sample_workspace

REPORT = Path(__file__).resolve().parents[3] / "core" / "shortlist" / "report"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return sample_workspace()


@pytest.fixture(scope="module")
def ranked(workspace: Workspace) -> Ranked:
    return rank_board(build_board(workspace, cid(workspace)))


def test_each_field_stands_in_each_place_or_says_why_not() -> None:
    for one in catalogue.FIELDS:
        assert set(one.absent) <= set(get_args(Place))
        assert all(len(reason) > 8 for reason in one.absent.values()), one.key
        assert not set(one.absent) & (set(one.names) | set(one.after)), f"{one.key} is absent and named there"
        assert "snapshot" not in one.absent or {"export", "report"} & set(one.absent) or one.key == "weight", one.key


def test_keys_are_unlike_each_other_in_each_place() -> None:
    assert len({one.key for one in catalogue.FIELDS}) == len(catalogue.FIELDS)
    for place in set(get_args(Place)) - {"dossier"}:  # which shows a level and whether it is supported in one row
        names = [one.name_in(place) for one in fields_in(place)]
        assert len(set(names)) == len(names), place


def test_every_title_has_its_french() -> None:
    french: dict[str, str] = {}
    for path in (LOCALE_DIR / "fr").glob("*.json"):
        french.update(json.loads(path.read_text(encoding="utf-8")))
    titles = {title for one in catalogue.FIELDS for title in (one.title, one.heading) if title}
    assert not titles - french.keys()


def test_the_json_holds_what_the_catalogue_says(ranked: Ranked) -> None:
    for entry in ranking_json(ranked, {})["ranking"]:
        assert list(entry) == [one.name_in("json") for one in fields_in("json")]


def test_the_snapshot_holds_what_the_catalogue_says(ranked: Ranked) -> None:
    names = {one.name_in("snapshot") for one in fields_in("snapshot")}
    assert names == {one.name for one in dataclasses.fields(Entry)} - {"more"}
    assert {one.key for one in fields_in("snapshot") if one.personal} == GATHERED.keys()


def test_the_exports_hold_what_the_catalogue_says(workspace: Workspace, ranked: Ranked) -> None:
    snapshot = take_snapshot(workspace, ranked)
    found = [column.key for column in columns_of(snapshot)]
    whole = [one.name_in("export") for one in fields_in("export") if not one.parts]
    assert [key for key in found if key in whole] == whole
    assert len(found) == len(whole) + 6 + len(snapshot.components) + len(snapshot.criteria)


def test_the_report_reads_what_the_catalogue_says() -> None:
    read = {
        node.attr
        for path in REPORT.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    for one in fields_in("report"):
        assert one.name_in("snapshot") in read, one.key


def test_the_dossier_shows_what_the_catalogue_says() -> None:
    laid_out = {one.name for one in (*dataclasses.fields(Dossier), *dataclasses.fields(Person))}.union(dossier.HEAD)
    assert {one.name_in("dossier") for one in fields_in("dossier")} <= laid_out


NEW = Field("cruise_lead", "Speed over cruise", units.POINTS, column=lambda board, rows: board.cruise[rows] // 2)


def test_a_field_added_in_one_place_stands_in_all(
    workspace: Workspace, ranked: Ranked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take_snapshot(workspace, ranked)
    monkeypatch.setattr(catalogue, "FIELDS", (*catalogue.FIELDS, NEW))
    board, first = ranked.board, int(ranked.window.index[0])
    wanted = int(board.cruise[first]) // 2
    assert ranking_json(ranked, {})["ranking"][0]["cruise_lead"] == wanted / 100
    snapshot = take_snapshot(workspace, ranked)
    assert snapshot.entries[0].more == {"cruise_lead": wanted}
    exports.write_csv(tmp_path / "list.csv", snapshot)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["Speed over cruise"] == f"{wanted / 100:.2f}"
    exports.write_xlsx(tmp_path / "list.xlsx", snapshot)
    opened = seal.from_json(seal.to_json(snapshot))
    assert opened.valid and opened.snapshot == snapshot
    assert profile(snapshot, snapshot.entries[0])["facts"][-1]["words"] == "Speed over cruise"
    one_row = Listed(board, ranked.live, ranked.live.described(0, np.array([first])), ranked.stability)
    assert dossier.added_facts(one_row) == [f"Speed over cruise: {decimal(wanted / 100)}"]
    # A list frozen before the field was there leaves its column blank and keeps its seal.
    exports.write_csv(tmp_path / "old.csv", before)
    assert seal.from_json(seal.to_json(before)).valid and '"more"' not in seal.to_json(before)


def test_states_and_points_are_written_once(ranked: Ranked) -> None:
    assert list(STATES.values()) == ["ranked", "pinned", "apart", "out_of_market", "excluded"]
    total = catalogue.field_of("total")
    written = total.unit.to_json(total.values_of(ranked))
    frozen = total.unit.to_frozen(total.values_of(ranked))
    assert written[0] == ranked.window.total[0] / 100_000 and frozen[0] == round(written[0] * 100)


@given(st.lists(st.integers(-1, 10_000), max_size=30))
def test_points_lose_nothing_on_the_way(values: list[int]) -> None:
    found = units.POINTS.to_json(np.array(values, np.int32))
    assert [-1 if value is None else round(value * 100) for value in found] == values
    assert units.POINTS.to_frozen(values) == [None if value < 0 else value for value in values]
    assert [units.POINTS.to_cell(value) for value in units.POINTS.to_frozen(values)] == units.POINTS.to_frozen(values)


@given(st.sets(st.integers(0, 511), max_size=40), st.lists(st.integers(0, 511), max_size=40))
def test_a_flag_is_found_in_any_rows(bearers: set[int], rows: list[int]) -> None:
    board: Any = SimpleNamespace(flags={"step": np.array(sorted(bearers), np.int64)})
    assert flagged(board, "step", np.array(rows, np.int64)).tolist() == [row in bearers for row in rows]
    assert not flagged(board, "stale", np.array(rows, np.int64)).any()


def test_numbers_say_which_are_known() -> None:
    assert Number().known(np.array([np.nan, -1.0, 0.0, 5.0])).tolist() == [False, False, True, True]
    assert units.RANK.to_json([0, 3]) == [None, 3] and units.RANK.to_frozen([0, 3]) == [0, 3]
