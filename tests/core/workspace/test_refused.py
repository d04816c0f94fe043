"""An edit of what another edit took away is refused with a sentence, and a question about it too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.campaign import dossier
from core.campaign import tables as campaign_tables
from core.importing import actions as imports
from core.model import Evidence
from core.people import tables as people_tables
from core.rights import actions as rights
from core.stature import actions as stature
from core.workspace.refused import Gone
from core.workspace.store import Workspace
from tests.core.workspaces import DAY, cid, forge, pid

NOBODY = 12345


@pytest.mark.parametrize(
    "act",
    [
        lambda w: stature.set_level(w, NOBODY, "peers", 3),
        lambda w: stature.add_evidence(w, Evidence(0, NOBODY, "peers", "press", "An article")),
        lambda w: rights.note_request(w, NOBODY, "access", DAY),
        lambda w: rights.person_record(w, NOBODY, DAY),
        lambda w: dossier.gather_dossier(w, cid(w), NOBODY),
        lambda w: people_tables.person(w, NOBODY),
        lambda w: campaign_tables.campaign(w, NOBODY),
        lambda w: imports.decide_pair(w, NOBODY, True),
    ],
)
def test_what_is_no_longer_there_is_said_and_nothing_is_stored(act: Callable[[Workspace], object]) -> None:
    workspace = forge()
    steps = workspace.connection.execute("SELECT * FROM step").fetchall()
    with pytest.raises(Gone, match="no longer there"):
        act(workspace)
    assert workspace.connection.execute("SELECT * FROM step").fetchall() == steps
    stature.set_level(workspace, pid(workspace, 1), "peers", 3)
