"""What absence by choice means is kept among a campaign's rules, beside them."""

from __future__ import annotations

from contextlib import closing

import pytest

from core.campaign import actions as campaigns
from core.campaign import rules, tables
from core.campaign.choices.absent import Absent, absent_of_record, read_absent, recorded_absent
from core.errors import Trouble
from core.model import Campaign
from core.workspace import actions as steps
from core.workspace.store import temporary_workspace
from tests.core.workspaces import set_absent


def test_a_choice_and_the_rules_leave_each_other_alone() -> None:
    with closing(temporary_workspace()) as workspace:
        campaign = campaigns.start_campaign(workspace, Campaign(0, "Spring"))[0]
        asked = rules.Rules(per_organisation=1)
        assert read_absent(tables.campaign(workspace, campaign).rules) == Absent("neutral")
        rules.set_rules(workspace, campaign, asked)
        set_absent(workspace, campaign, Absent("reserved", 2))
        assert rules.read_rules(tables.campaign(workspace, campaign).rules) == asked
        rules.set_rules(workspace, campaign, rules.Rules())
        assert read_absent(tables.campaign(workspace, campaign).rules) == Absent("reserved", 2)
        assert not rules.read_rules(tables.campaign(workspace, campaign).rules)
        steps.undo(workspace)
        steps.undo(workspace)
        assert read_absent(tables.campaign(workspace, campaign).rules) == Absent("neutral")
        for wrong in (Absent("reserved", 0), Absent("neutral", 3)):
            with pytest.raises(Trouble):
                set_absent(workspace, campaign, wrong)


def test_a_campaign_from_before_the_choice_keeps_speed_zero() -> None:
    assert read_absent("{}") == read_absent('{"budget": 5}') == Absent("zero")


@pytest.mark.parametrize("choice", [Absent("zero"), Absent("neutral"), Absent("reserved", 4)])
def test_what_a_list_records_is_read_again(choice: Absent) -> None:
    assert absent_of_record(["Market: Steel", recorded_absent(choice)]) == choice
