"""Flipped bits and cut files: nothing packed is ever read as something else, and check says what is damaged."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from core.campaign import actions as campaigns
from core.campaign import screening
from core.cli import run
from core.errors import Damaged, Trouble
from core.importing import tables as importing_tables
from core.importing import traces
from core.model import Campaign
from core.workspace import backup, cache
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import pid
from tests.trust import times

PEOPLE = 400


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workspace with one import and arrays that were computed from it."""
    folder = tmp_path_factory.mktemp("whole")
    path, source = folder / "a.entregent", folder / "people.csv"
    rows = (f"Person {n},@p{n},Instagram,{n * 37 % 9001},{n % 50},{1 + n % 7},2026-01-05" for n in range(PEOPLE))
    source.write_text("\n".join(["name,handle,platform,followers,likes,posts,date", *rows]), encoding="utf-8")
    workspace = open_workspace(path)
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Launch"))[0]
    screening.import_files(workspace, campaign, screening.Files("candidates", [source]))
    with workspace.unrecorded():
        cache.store_arrays(workspace.connection, "figures", "k", ["people"], {"n": np.arange(5000) * 7919})
    workspace.close()
    return path.read_bytes()


def packed(workspace: Workspace) -> tuple[object, ...]:
    """All that is packed, as it is read; what was computed counts as well when it is not there."""
    arrays = cache.stored_arrays(workspace.connection, "figures", "k")
    raw = [traces.everything(workspace, batch.id) for batch in importing_tables.batches(workspace)]
    owners = [traces.owners(workspace, batch.id).tolist() for batch in importing_tables.batches(workspace)]
    return raw, owners, arrays.get("n", np.arange(5000) * 7919).tolist()


def blob_places(data: bytes, path: Path) -> list[tuple[int, int]]:
    """Where the packed columns' bytes lie in the file, as far as they lie in one piece."""
    path.write_bytes(data)
    connection = sqlite3.connect(path)
    blobs = [row[0] for row in connection.execute("SELECT data FROM batch_part UNION ALL SELECT owners FROM batch")]
    blobs += [row[0] for row in connection.execute("SELECT data FROM derived")]
    connection.close()
    found = []
    for blob in blobs:
        for start in range(0, len(blob) - 512, 4092):
            at = data.find(blob[start : start + 512])
            found += [(at, at + 512)] if at >= 0 else []
    return found


def flipped(data: bytes, bit: int) -> bytes:
    spoilt = bytearray(data)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)


def test_no_flipped_bit_is_read_as_something_else(whole: bytes, tmp_path: Path) -> None:
    path, rng, refused = tmp_path / "a.entregent", random.Random(11), 0
    path.write_bytes(whole)
    workspace = open_workspace(path)
    expected = packed(workspace)
    workspace.close()
    for _ in range(times(60, 400)):
        path.write_bytes(flipped(whole, rng.randrange(len(whole) * 8)))
        try:
            workspace = open_workspace(path)
        except Trouble:
            refused += 1
            continue
        try:
            found = packed(workspace)
            assert found == expected or found[0] == []  # a batch whose row is lost shows in check
            if found != expected:
                assert backup.faults(workspace.connection)
        except (Trouble, sqlite3.DatabaseError):
            refused += 1
        finally:
            workspace.close()
    assert refused


def test_check_names_every_flip_in_what_is_packed(
    whole: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, rng = tmp_path / "a.entregent", random.Random(12)
    places = blob_places(whole, path)
    assert places
    for _ in range(times(15, 200)):
        start, end = rng.choice(places)
        path.write_bytes(flipped(whole, rng.randrange(start * 8, end * 8)))
        assert run(["check", "--workspace", str(path)]) == 3
        said = capfd.readouterr().err
        assert "batch 1 (people.csv)" in said or "derived, figures n" in said


def test_no_cut_file_is_opened_or_ends_the_program(whole: bytes, tmp_path: Path) -> None:
    path, rng = tmp_path / "a.entregent", random.Random(13)
    for _ in range(times(20, 100)):
        data = whole[: rng.randrange(len(whole))]
        path.write_bytes(data)
        with pytest.raises(Trouble):
            open_workspace(path)
        assert path.read_bytes() == data and list(tmp_path.iterdir()) == [path]


def test_rows_that_are_damaged_are_said_and_not_shown(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    start, _ = blob_places(whole, path)[0]
    path.write_bytes(flipped(whole, start * 8 + 77))
    workspace = open_workspace(path)
    with pytest.raises(Damaged, match=r"people\.csv"):
        traces.trace(workspace, pid(workspace, 1))
    assert backup.faults(workspace.connection) == ["batch 1 (people.csv), raw"]
    with pytest.raises(Damaged):
        backup.back_up(workspace, tmp_path / "copy")
    workspace.close()
    assert not (tmp_path / "copy").exists()
