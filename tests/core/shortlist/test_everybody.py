"""Lists over everybody: compared beyond the line, printed with the signature of the list they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import tables as campaign_tables
from core.cli import run
from core.shortlist import actions as shortlists
from core.shortlist import printing
from core.shortlist.figures import signed_list
from core.workspace.store import Workspace, open_workspace
from tests.sample import copy_sample, sample_workspace

SIGNED = date(2026, 10, 1)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = sample_workspace()
    yield made
    made.close()


def number(workspace: Workspace) -> int:
    return campaign_tables.campaigns(workspace)[0].id


def test_two_lists_compare_over_everybody(workspace: Workspace) -> None:
    campaign = number(workspace)
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    campaigns.change_campaign(workspace, campaign, weight=900)
    shortlists.freeze_list(workspace, campaign, "Second", "Odalie", SIGNED)
    second, first = (kept.id for kept, _ in shortlists.frozen_lists(workspace, campaign))
    found = shortlists.compare_sides(workspace, campaign, ("list", first), ("list", second))
    snapshot = shortlists.frozen_lists(workspace, campaign)[0][1].snapshot
    assert len(found.changes) + len(found.others) == snapshot.considered
    assert all(one.before and one.after for one in found.into + found.out)
    assert all(one.reasons for one in found.others if one.before != one.after)
    assert not any(one.was_in or one.is_in for one in found.others)
    now = shortlists.compare_sides(workspace, campaign, ("list", second), ("list", 0))
    assert now.same and len(now.changes) + len(now.others) == snapshot.considered


def test_the_list_as_it_stands_bears_the_signature_of_the_list_it_is(workspace: Workspace) -> None:
    campaign = number(workspace)
    assert signed_list(workspace, campaign, printing.current_list(workspace, campaign)) is None
    frozen, _ = shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    pages = printing.front_pages(workspace, campaign, None, "en")
    assert pages.snapshot.signed_by == "Odalie" and frozen.seal
    assert len(pages.snapshot.signing_key) == 40
    campaigns.change_campaign(workspace, campaign, weight=900)
    assert printing.front_pages(workspace, campaign, None, "en").snapshot.signed_by == ""


def test_the_command_line_prints_a_frozen_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pypdfium2

    path, out = tmp_path / "a.entregent", tmp_path / "list.pdf"
    made = open_workspace(copy_sample(path))
    frozen, _ = shortlists.freeze_list(made, number(made), "First", "Odalie", SIGNED)
    campaigns.change_campaign(made, number(made), weight=900)
    made.close()
    assert run(["report", "--workspace", str(path), "--list", "First", "--report", str(out), "--lang", "en"]) == 0
    document = pypdfium2.PdfDocument(out)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Signed off by Odalie on" in text and "Draft" not in text
    joined = "".join(text.split())
    assert frozen.digest in joined and "Keyofthesignature" in joined
    assert run(["report", "--workspace", str(path), "--report", str(out), "--lang", "en"]) == 0
    assert run(["report", "--workspace", str(path), "--list", "Nothing", "--report", str(out)]) == 3
    assert "There are: 1 (First)." in capsys.readouterr().err
