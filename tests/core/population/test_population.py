"""A population: scored as the desktop scores, gone on with after a stop, nothing half done taken for whole; its head is
exactly who can be in."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cli import run as run_program
from core.errors import Cancelled, Trouble
from core.model import HUNDREDTHS, WEIGHT_PARTS, to_day
from core.population.partition import newest_day, read_partition
from core.population.prescreen import Sides, can_be_in, find_head, needed
from core.population.run import Request, list_sources, overlapping, score_population
from core.ranking.skyband import skyband
from core.scoring.model import load
from core.scoring.score import FLAGS, score
from tests.core.scoring.bought import generate, observe

WEEKS = 30


def write_people(path: Path, first: int, people: int, seed: int, **columns: object) -> None:
    """So many people of the generator, numbered from ``first``, in a Parquet or CSV file."""
    seen = observe(generate(seed, people), np.random.default_rng(seed))
    table = {
        "person": pa.array(seen.person + first),
        "day": pa.array(seen.day.astype(np.int32), pa.int32()).cast(pa.date32()),
        "channel": pa.array(["instagram"] * len(seen)),
        **{name: pa.array(values) for name, values in seen.metrics.items()},
    }
    table |= columns
    if path.suffix == ".parquet":
        pq.write_table(pa.table(table), path)
    else:
        pa.table(table).to_pandas().to_csv(path, index=False)


@pytest.fixture
def universe(tmp_path: Path) -> Path:
    folder = tmp_path / "universe"
    folder.mkdir()
    write_people(folder / "a.parquet", 0, 40, 1)
    write_people(folder / "b.csv", 40, 25, 2)
    write_people(folder / "c.parquet", 65, 30, 3)
    return folder


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def test_the_scores_are_those_of_the_desktop(universe: Path, tmp_path: Path) -> None:
    done = score_population(Request([universe], tmp_path / "out"))
    assert done.scores is not None and done.before == 0 and [one.people for one in done.partitions] == [40, 25, 30]
    table = pq.read_table(done.scores)
    assert table.column_names == [
        *("person", "score", "score_low", "score_high", "speed", "cruise", "reach", "amplification", "network", "flags")
    ]
    assert table.column("person").to_pylist() == list(range(95))
    found = score(observe(generate(1, 40), np.random.default_rng(1)), load())
    assert table.column("score").to_pylist()[:40] == (found.score / HUNDREDTHS).tolist()
    assert table.column("network").null_count == 95
    named = [[name for name in FLAGS if found.flags[name][at]] for at in range(40)]
    assert table.column("flags").to_pylist()[:40] == named
    said = json.loads(pq.read_schema(done.scores).metadata[b"entregent"])
    assert said["basis"]["model"] == {"name": load().name, "hash": load().hash} and said["basis"]["as_of"]
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["people"], report["rows_refused"], report["failed"], report["overlapping"]) == (95, 0, 0, [])


def test_one_file_or_many_and_any_order_of_rows_give_the_same(universe: Path, tmp_path: Path) -> None:
    whole = score_population(Request([universe / "a.parquet"], tmp_path / "one")).scores
    table = pq.read_table(universe / "a.parquet")
    shuffled = table.take(pa.array(np.random.default_rng(0).permutation(len(table))))
    pq.write_table(shuffled, tmp_path / "a.parquet")
    other = score_population(Request([tmp_path / "a.parquet"], tmp_path / "two", workers=1)).scores
    assert whole is not None and other is not None and pq.read_table(whole).equals(pq.read_table(other))


def test_what_was_done_is_not_done_again_and_a_stopped_run_goes_on(universe: Path, tmp_path: Path) -> None:
    out, expected = tmp_path / "out", tmp_path / "expected"
    score_population(Request([universe], expected))

    def stop(done: int, total: int, words: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        score_population(Request([universe], out, workers=1), stop)
    assert not (out / "scores.parquet").exists() and len(list((out / "parts").glob("*.parquet"))) == 2
    done = score_population(Request([universe], out))
    assert done.before == 2 and contents(out) == contents(expected)
    assert score_population(Request([universe], out)).before == 3
    assert score_population(Request([universe], out, as_of=to_day(date(2020, 1, 1)))).before == 0
    write_people(universe / "b.csv", 40, 20, 9)
    os.utime(universe / "b.csv", (1, 1))
    assert score_population(Request([universe], out)).before == 0, "another day's scores stood there"


def test_a_damaged_part_is_no_part_and_a_damaged_partition_is_said(universe: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = score_population(Request([universe], out))
    before, part = contents(out), next((out / "parts").glob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-40])
    assert score_population(Request([universe], out)).before == 2 and contents(out) == before
    (universe / "c.parquet").write_bytes(b"PAR1 no more")
    done = score_population(Request([universe], out))
    assert done.scores is None and not (out / "scores.parquet").exists()
    assert [bool(one.fault) for one in done.partitions] == [False, False, True] and "c.parquet" in done.partitions[
        2
    ].fault
    write_people(universe / "c.parquet", 65, 30, 3)
    again = score_population(Request([universe], out)).scores
    assert again is not None and again.read_bytes() == before["scores.parquet"]


def test_what_is_wrong_with_a_row_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = ["person,day,audience,likes,posts", "x,2026-01-01,100,5,1", "x,2026-13-01,100,5,1", ",2026-01-08,100,5,1"]
    rows += ["y,2026-01-01,-3,many,1", "y,,200,,1"]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = read_partition(file)
    assert (found.read, found.refused, found.people.to_pylist()) == (5, 2, ["x", "y"])
    said = {(one["field"], one["rows"], tuple(one["first"])) for one in found.issues}
    assert {("person", 1, (3,)), ("day", 1, (2,)), ("audience", 1, (4,)), ("likes", 1, (4,))} <= said
    assert newest_day(file) == to_day(date(2026, 1, 1))
    (tmp_path / "b.csv").write_text("who,day\n1,2026-01-01\n", encoding="utf-8")
    with pytest.raises(Trouble, match="person"):
        read_partition(tmp_path / "b.csv")


def test_people_in_two_partitions_are_said(universe: Path, tmp_path: Path) -> None:
    write_people(universe / "d.parquet", 90, 10, 4)
    done = score_population(Request([universe], tmp_path / "out"))
    assert overlapping(done.partitions) == [("c.parquet", "d.parquet")]


def test_sources_are_files_of_their_kind(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="nothing to score"):
        list_sources([tmp_path])
    with pytest.raises(Trouble, match="Parquet or CSV"):
        list_sources([tmp_path / "a.xlsx"])


def brute_head(sides: Sides, seats: int, weights: tuple[int, int]) -> list[bool]:
    """Straight from the meaning: at some weight fewer than so many others stand above at their worst."""
    score, low, high = (side.astype(np.int64) for side in (sides.score, sides.low, sides.high))
    able = np.zeros(len(score), bool)
    for weight in range(weights[0], weights[1] + 1):
        worst, best = ((WEIGHT_PARTS - weight) * score + weight * side for side in (low, high))
        able |= np.array([np.count_nonzero(worst > total) < seats for total in best], bool)
    return able.tolist()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 8), st.sampled_from([(0, 1000), (0, 0), (300, 420)]))
def test_the_head_is_exactly_who_can_be_in(seed: int, people: int, seats: int, weights: tuple[int, int]) -> None:
    rng = np.random.default_rng(seed)
    step = int(rng.choice([1, 500, 2500]))
    score, one, other = (rng.integers(0, 10_000 // step + 1, people).astype(np.int32) * step for _ in range(3))
    known = rng.random(people) < 0.5
    sides = Sides(score, np.where(known, one, np.minimum(one, other)), np.where(known, one, np.maximum(one, other)))
    band = skyband(sides.score, sides.low, seats)
    lines = Sides(sides.score[band], sides.low[band], sides.high[band])
    assert can_be_in(sides, needed(lines, seats, weights)).tolist() == brute_head(sides, seats, weights)


def test_the_head_of_files_is_that_of_all_people(universe: Path, tmp_path: Path) -> None:
    done = score_population(Request([universe], tmp_path / "out"))
    assert done.scores is not None
    rng = np.random.default_rng(3)
    credibility = rng.integers(0, 101, 95).astype(float)
    known = np.sort(rng.permutation(95)[:80])
    pq.write_table(pa.table({"person": known, "credibility": credibility[known]}), tmp_path / "known.parquet")
    parts = sorted((tmp_path / "out" / "parts").glob("*.parquet"))
    table = pq.read_table(done.scores)
    score_of = np.rint(np.array(table.column("score")) * HUNDREDTHS).astype(np.int32)
    low, high = np.zeros(95, np.int32), np.full(95, 10_000, np.int32)
    low[known] = high[known] = credibility[known] * HUNDREDTHS
    for weights in ((0, 100), (0, 1000)):
        head = find_head(parts, 5, weights, tmp_path / "known.parquet")
        expected = np.flatnonzero(brute_head(Sides(score_of, low, high), 5, weights)).tolist()
        assert head.table.column("person").to_pylist() == expected and head.people == 95


def test_the_command_line_scores_and_brings_the_head_home(
    universe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run_program(["score", str(universe), "--out", str(out), "--workers", "1"]) == 0
    assert "95 people scored" in capsys.readouterr().err
    base = ["prescreen", str(out / "scores.parquet"), "--seats", "5", "--out", str(tmp_path / "head.csv")]
    assert run_program([*base, "--weights", "0", "5"]) == 0
    lines = (tmp_path / "head.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "id,external:population,credibility_low,credibility_high" and 6 <= len(lines) < 95
    assert run_program([*base, "--most", "10"]) == 3
    assert run_program([*base, "--weights", "60", "5"]) == 2
    (universe / "c.parquet").write_bytes(b"PAR1 no more")
    capsys.readouterr()
    assert run_program(["score", str(universe), "--out", str(out)]) == 3
    assert "c.parquet" in capsys.readouterr().err
