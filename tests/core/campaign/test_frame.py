"""The data frames: they say what the JSON says, and come back from a file equal in values and dtypes."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from core.campaign import actions as campaigns
from core.campaign import build, frame, ranked, ranking_json, screening
from core.campaign import tables as campaign_tables
from core.campaign.fields import catalogue, units
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field
from core.cli import run
from core.cli.parser import TABLES
from core.cli.tables import OF_CAMPAIGN, OF_IMPORTS
from core.errors import Trouble, Usage
from core.files import restore
from core.frame_files import WRITERS, write_frame
from core.invitations import actions as invitations
from core.invitations.frame import invitations_frame
from core.model import UNDATED, PackedTexts, Person, TextList, coded, packed
from core.workspace.sql import fetch_value
from core.workspace.store import Workspace, open_copy, open_workspace
from tests.core.workspaces import EVERYONE, cid, workspace_of
from tests.sample import copy_sample, sample_workspace

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The sample campaign with somebody whose name is a formula, and invitations sent."""
    made = sample_workspace()
    campaigns.add_person(made, cid(made), Person(0, HOSTILE, organisation="@SUM(A1)", offline=True))
    invitations.start_invitations(made, cid(made))
    invitations.send_wave(made, cid(made))
    return made


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.entregent"
    return copy_sample(path)


FRAMES = {
    "ranking": lambda workspace: frame.ranking_frame_of(workspace, cid(workspace)),
    "observations": lambda workspace: frame.observations_frame(workspace, cid(workspace)),
    "levels": lambda workspace: frame.levels_frame(workspace, cid(workspace)),
    "invitations": lambda workspace: invitations_frame(workspace, cid(workspace)),
    "issues": frame.issues_frame,
}


def test_the_ranking_says_what_the_json_says(workspace: Workspace) -> None:
    found = ranked.rank_board(build.build_board(workspace, cid(workspace)))
    table, entries = frame.ranking_frame(found), ranking_json.ranking_json(found, {})["ranking"]
    assert table.index.tolist() == [entry["id"] for entry in entries]
    plain = table.astype(object).where(table.notna(), None)
    for name in ("rank", "tied", "in", "name", "audience", "total", "score_low", "score_high", "speed", "rank_by_score",
                 "credibility_high", "best_rank", "worst_rank", "market"):  # fmt: skip
        assert plain[name].tolist() == [entry[name] for entry in entries], name
    assert plain["score_used"].tolist() == [entry["score"] for entry in entries]
    assert plain["level_standing"].tolist() == [entry["levels"]["standing"] for entry in entries]
    assert plain["component_reach"].tolist() == [entry["components"]["reach"] for entry in entries]
    assert plain["provisional"].tolist() == [", ".join(entry["provisional"]) for entry in entries]
    first = entries[0]["intervals"][0]
    assert plain["intervals"].iloc[0].startswith(f"{first[0]:g}-")


def test_the_ranking_has_a_column_for_every_field(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    new = Field("half_speed", "Half the speed", units.POINTS, column=lambda board, rows: board.speed[rows] // 2)
    monkeypatch.setattr(catalogue, "FIELDS", (*catalogue.FIELDS, new))
    table = frame.ranking_frame_of(workspace, cid(workspace))
    assert {one.key for one in fields_in("frame") if not one.parts} == {"id", *table.columns} - {
        name for name in table.columns if name.startswith(("level_", "component_"))
    }
    assert table["half_speed"].dtype == "Float64"


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_comes_back_from_its_file_equal(name: str, workspace: Workspace, tmp_path: Path) -> None:
    table = FRAMES[name](workspace)
    write_frame(table, tmp_path / "a.parquet")
    write_frame(table, tmp_path / "a.feather")
    plain = table.reset_index() if table.index.name else table
    # Of a category without a word a reader cannot tell the words' own dtype.
    assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), table, check_categorical=len(table) > 0)
    assert_frame_equal(pd.read_feather(tmp_path / "a.feather"), plain, check_categorical=len(table) > 0)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_text_of_a_file_is_a_formula(ending: str, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    write_frame(frame.ranking_frame_of(workspace, cid(workspace)), path)
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.reader(opened))
        assert path.read_bytes().count(b"\r\n") >= len(rows)
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    texts = [text for row in rows for text in row]
    assert not [text for text in texts if text.startswith(("=", "@"))]
    assert {HOSTILE, "@SUM(A1)"} <= {restore(text) for text in texts}


def test_an_unknown_ending_is_refused_and_nothing_is_written(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Usage):
        write_frame(frame.issues_frame(workspace), tmp_path / "a.ods")
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")

    def fail(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    with pytest.raises(Trouble):
        write_frame(pd.DataFrame({"a": [1]}), path)
    assert path.read_text(encoding="utf-8") == "before" and list(tmp_path.iterdir()) == [path]


def test_issues_and_comparisons_say_what_the_imports_said(tmp_path: Path) -> None:
    made, campaign = workspace_of(tmp_path, EVERYONE)
    with pytest.raises(Trouble):
        frame.comparison_frame(made)
    head = "Name,Handle,Platform,Followers,Likes,Posts,Date\n"
    later = tmp_path / "people-2026-02.csv"
    later.write_text(head + "Aldo,@aldo,Instagram,2000,1,1,2026-02-09\nNew,@new,Instagram,x,1,1,2026-02-09\n", "utf-8")
    screening.import_files(made, campaign, screening.Files("candidates", [later]))
    issues = frame.issues_frame(made)
    asked = issues[issues["raw"] == "x"]
    assert (asked["row"].tolist(), asked["field"].tolist(), asked["refused"].tolist()) == ([3], ["audience"], [False])
    compared = frame.comparison_frame(made)
    assert set(compared.loc[compared["change"] == "new", "name"]) == {"New"}
    assert set(compared.loc[compared["change"] == "gone", "name"]) == {"Bruna", "Caspar", "Dina"}
    changed = compared[compared["change"] == "changed"]
    assert changed[["name", "before", "after"]].values.tolist() == [["Aldo", 1000.0, 2000.0]]


texts = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6), min_size=1, max_size=20)


@given(texts, st.data())
def test_texts_are_read_alike_however_they_are_stored(words: list[str], data: Any) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(words) - 1), max_size=20)), np.int64)
    wanted = [words[row] or None for row in rows]
    for stored in (TextList(words), packed(words), coded(words)):
        found = frame.text_column(stored, rows)
        assert [None if pd.isna(text) else text for text in found] == wanted
    assert isinstance(packed(words), PackedTexts)


@given(st.lists(st.one_of(st.just(UNDATED), st.integers(-100_000, 100_000)), max_size=20))
def test_days_are_days(days: list[int]) -> None:
    found = frame.day_column(days)
    wanted = [np.datetime64("NaT") if day == UNDATED else np.datetime64(day, "D") for day in days]
    assert found.dtype == "datetime64[ms]"
    assert np.array_equal(np.array(found, "datetime64[D]"), np.array(wanted, "datetime64[D]"), equal_nan=True)


@pytest.mark.parametrize("name", [*OF_CAMPAIGN, "issues"])
def test_the_command_writes_each_table(name: str, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert run(["table", name, "--workspace", str(file), "--to", str(out)]) == 0
    opened = open_copy(file)
    assert_frame_equal(pd.read_parquet(out), FRAMES[name](opened), check_categorical=name != "issues")
    opened.close()


def test_the_command_refuses_in_a_sentence(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--workspace", str(file), "--to"]
    for command, code in (
        (["table", "ranking", *given, str(tmp_path / "a.ods")], 2),
        (["table", "nothing", *given, str(tmp_path / "a.csv")], 2),
        (["table", "comparison", *given, str(tmp_path / "a.csv")], 3),
        (["table", "ranking", "--campaign", "9", *given, str(tmp_path / "a.csv")], 3),
        (["table", "ranking", *given, str(tmp_path / "nowhere" / "a.csv")], 3),
    ):
        assert run(command) == code
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())
    assert set(TABLES) == {*OF_CAMPAIGN, *OF_IMPORTS} and set(WRITERS) == {".parquet", ".feather", ".csv", ".xlsx"}


def test_a_copy_never_writes_the_file(file: Path) -> None:
    before = file.read_bytes()
    locked, opened = open_workspace(file), open_copy(file)
    assert campaign_tables.campaigns(opened) == campaign_tables.campaigns(locked)
    campaigns.change_campaign(opened, cid(opened), seats=3)
    opened.close()
    locked.close()
    assert file.read_bytes() == before and len(list(file.parent.iterdir())) == 1


@pytest.mark.parametrize("old", sorted((ROOT / "tests" / "workspaces").glob("*.entregent")), ids=lambda path: path.stem)
def test_an_old_file_is_copied_and_left_as_it_is(old: Path) -> None:
    before, beside = old.read_bytes(), sorted(old.parent.iterdir())
    opened = open_copy(old)
    assert fetch_value(opened.connection, "SELECT count(*) FROM person")
    opened.close()
    assert old.read_bytes() == before and sorted(old.parent.iterdir()) == beside


def test_the_page_on_notebooks_runs(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
    code = re.findall(r"^```python( plot)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    plots = find_spec("matplotlib") is not None
    body = "\n".join(block for plot, block in code if plots or not plot)
    assert len(code) >= 5
    exec(body.replace('"sample.entregent"', repr(str(file))), {})
    assert "median_score" in capsys.readouterr().out


def test_pandas_is_imported_late() -> None:
    code = "import core.campaign.frame, core.cli.tables, core.frame_files, core.campaign.fields, sys;"
    code += "print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
