"""Raw tables in parts: whoever asks for one person's rows reads those alone, and sees them as they stood."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing import tables, traces
from core.importing.reading.table import Dialect, TextTable
from core.workspace.store import Workspace, temporary_workspace
from tests.core.importing.test_tables import BATCH

OWNERS = st.lists(st.integers(0, 4), min_size=1, max_size=40)


def stored(owners: list[int]) -> tuple[Workspace, int]:
    """A workspace with one import of so many rows, each of which says its number."""
    workspace, rows = temporary_workspace(), np.arange(2, len(owners) + 2)
    cells = (pa.array([f"row {row}" for row in rows]), pa.array([f"@{owner}" for owner in owners]))
    table = TextTable(("name", "handle"), cells, rows, (), Dialect("csv"), np.zeros(2, np.int32))
    with workspace.step("Import"):
        number = tables.add_batch(workspace, BATCH)
        tables.store_rows(workspace, number, *traces.pack(table, np.array(owners)))
    return workspace, number


@given(owners=OWNERS)
def test_every_row_comes_back_to_its_person_in_the_order_of_the_file(owners: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces, "PART_ROWS", 3)
        workspace, number = stored(owners)
    assert len(tables.part_starts(workspace, number)) == -(-len(owners) // 3)
    for person in range(1, 5):
        mine = [at for at, owner in enumerate(owners) if owner == person]
        found = traces.trace(workspace, person)
        assert [(one.row, one.cells[0][1]) for one in found] == [(at + 2, f"row {at + 2}") for at in mine]
    assert traces.everything(workspace, number) == [[f"row {at + 2}", f"@{owner}"] for at, owner in enumerate(owners)]
    everybody = list(range(2, len(owners) + 2))
    assert traces.owners_of_rows(workspace, number, everybody) == dict(zip(everybody, owners, strict=True))
    workspace.close()


@given(owners=OWNERS, person=st.integers(1, 4))
def test_forgetting_a_person_rewrites_their_rows_and_no_others(owners: list[int], person: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces, "PART_ROWS", 3)
        workspace, number = stored(owners)
    with workspace.unrecorded():
        count = traces.forget(workspace, person, lambda cell: False)
    assert count == owners.count(person)
    expected = [["", ""] if owner == person else [f"row {at + 2}", f"@{owner}"] for at, owner in enumerate(owners)]
    assert traces.everything(workspace, number) == expected
    assert traces.trace(workspace, person) == []
    workspace.close()


def test_a_table_stored_whole_by_an_older_version_is_one_part() -> None:
    workspace, number = stored([1, 2, 1])
    (data,) = workspace.connection.execute("SELECT data FROM batch_part").fetchone()
    with workspace.unrecorded():
        workspace.connection.execute("DELETE FROM batch_part")
        digest = tables.part_digest(data, 0)
        workspace.connection.execute("UPDATE batch SET raw=?, raw_digest=? WHERE id=?", (data, digest, number))
    assert [one.row for one in traces.trace(workspace, 1)] == [2, 4]
    with workspace.unrecorded():
        assert traces.forget(workspace, 2, lambda cell: False) == 1
    assert traces.everything(workspace, number) == [["row 2", "@1"], ["", ""], ["row 4", "@1"]]
    assert workspace.connection.execute("SELECT raw FROM batch").fetchone() == (None,)
    workspace.close()
