"""What leaves, and how it was chosen to leave."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from core.campaign import actions as campaigns
from core.campaign import tables as campaign_tables
from core.campaign.build import build_board
from core.campaign.ranked import rank_board
from core.errors import Cancelled
from core.invitations import actions as invitations
from core.shortlist import actions as shortlists
from core.shortlist import outputs, printing
from core.shortlist.choices import Choices, from_json, to_json
from core.shortlist.outputs import Wanted
from core.shortlist.taking import take_snapshot
from core.workspace import actions as steps
from core.workspace.store import Workspace
from tests.sample import sample_workspace

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
COLOURS = {"accent": "#102030"}
FRENCH = Choices(
    ("name", "email"), ";", ",", False, "fr", True, "letter", "none", LOGO, COLOURS, "Pied", "Agence", "a@b"
)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return sample_workspace()


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    return campaign_tables.campaigns(workspace)[0].id


@pytest.mark.parametrize("choices", [Choices(), FRENCH, Choices(columns=())])
def test_choices_come_back_as_they_were_kept(choices: Choices) -> None:
    assert from_json(to_json(choices)) == choices


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", '{"delimiter":"x","paper":"a0","bom":"yes","colours":{"x":"#000000"},"later":1}']
)
def test_unfit_choices_give_way_to_the_usual_ones(text: str) -> None:
    assert from_json(text) == Choices()


def test_a_campaign_keeps_its_own_and_a_new_one_starts_with_the_last(workspace: Workspace, campaign: int) -> None:
    assert outputs.output_choices(workspace, campaign) == Choices()
    outputs.store_choices(workspace, campaign, FRENCH)
    assert outputs.output_choices(workspace, campaign) == FRENCH
    assert outputs.output_choices(workspace, 999) == FRENCH
    outputs.store_choices(workspace, campaign, Choices())


def test_files_are_as_chosen(workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    asked = {name: tmp_path / f"list.{name}" for name in ("csv", "xlsx", "json", "vcard", "mail")}
    paths = printing.export_files(workspace, campaign, Wanted(**asked, choices=FRENCH))
    assert sorted(paths) == sorted(asked.values()) and all(path.stat().st_size for path in paths)
    text = asked["csv"].read_bytes().decode("utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0] == ["Rang", "Ex æquo", "Retenu", "Nom", "E-mail", "Total", "Pondération de la crédibilité (%)"]
    assert "," in rows[1][5] and not text.startswith("\ufeff")
    assert asked["mail"].read_text(encoding="utf-8").startswith("Nom;")


def test_the_report_bears_the_logo_the_footer_and_who_answers(workspace: Workspace, campaign: int) -> None:
    outputs.store_choices(workspace, campaign, FRENCH)
    taken = printing.current_list(workspace, campaign)
    assert (taken.legal.controller, taken.legal.contact) == ("Agence", "a@b")
    options = FRENCH.options(taken)
    assert (options.paper, options.dossiers, options.logo, options.footer) == ("letter", (), LOGO, "Pied")
    plain = printing.preview_pages(taken, "en", how=Choices(dossiers="none"))
    dressed = printing.preview_pages(taken, "en", how=FRENCH)
    assert len(plain) == len(dressed) and plain[0] != dressed[0]
    outputs.store_choices(workspace, campaign, Choices())


def test_assessors_notes_stay_in_the_house_unless_asked(workspace: Workspace, campaign: int) -> None:
    person = invitations.list_guests(workspace, campaign)[0].person
    invitations.write_client_note(workspace, campaign, person, "Speaks at ten.")
    inside = printing.current_list(workspace, campaign)
    assert [note for entry in inside.entries for note in entry.notes] == ["Speaks at ten."]
    outputs.store_choices(workspace, campaign, Choices(assessors_notes=True))
    outside = printing.current_list(workspace, campaign)
    assert len([note for entry in outside.entries for note in entry.notes]) > 1
    outputs.store_choices(workspace, campaign, Choices())
    steps.undo(workspace)


def test_what_decided_beside_the_totals_is_recorded(workspace: Workspace, campaign: int) -> None:
    people = invitations.list_guests(workspace, campaign)
    campaigns.pin(workspace, campaign, people[50].person)
    campaigns.exclude(workspace, campaign, people[0].person, "On holiday")
    shortlists.freeze_list(workspace, campaign, "List", "Odalie", date(2026, 10, 1))
    _, opened = shortlists.frozen_lists(workspace, campaign)[0]
    assert opened.snapshot.rules == ("People off line: neutral", "Pinned to a seat: 1", "Excluded, with a reason: 1")
    for _ in range(3):
        steps.undo(workspace)


def test_what_stands_in_and_how_many_seats_hang_on_it_are_recorded(workspace: Workspace, campaign: int) -> None:
    ranked = rank_board(build_board(workspace, campaign))
    taken = take_snapshot(workspace, ranked)
    known = ranked.board.credibility.known
    assert taken.unassessed_in == int(np.count_nonzero(~known[ranked.live.invited()]))
    assert [one.side for one in taken.stand_ins] == ["score", "credibility"]
    counted = known & ~ranked.board.candidates.offline
    assert taken.stand_ins[1].of == int(np.count_nonzero(counted)) and taken.stand_ins[1].points > 0
    assert taken.scales == ()


def test_a_cancelled_report_leaves_the_old_file(workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    out.write_bytes(b"old")
    told: list[str] = []

    def stop(done: int, total: int, words: str) -> None:
        told.append(words)
        if words == "Writing the file":
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.export_files(workspace, campaign, Wanted(report=out), stop)
    assert "Setting the pages" in told
    assert out.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
