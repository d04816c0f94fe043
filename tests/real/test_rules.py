"""Rules over real accounts: the list at every weight against one integer programme over all of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.campaign import actions as campaigns
from core.campaign import build, ranked, rules, screening
from core.campaign.rules import Bound, Rules
from core.model import Campaign
from core.ranking.program import programme
from core.ranking.total import totals
from core.workspace.store import temporary_workspace

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    "wanted",
    [
        Rules(floors=(Bound("country", "Brazil", 6),), ceilings=(Bound("country", "United States", 8),)),
        Rules(floors=(Bound("country", "brazil", 4), Bound("country", "India", 5)), budget=320, cost=10),
        Rules(ceilings=(Bound("type", "Instagram", 12),)),
    ],
    ids=["floor and ceiling", "two floors and a budget", "type"],
)
def test_two_hundred_accounts_keep_rules_at_every_weight(shared: Path, wanted: Rules) -> None:
    path = shared / "data/insta-top200/top_insta_influencers_data.csv"
    workspace = temporary_workspace()
    number = campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=40, weight=0))[0]
    screening.import_files(workspace, number, screening.Files("candidates", [path]))
    rules.set_rules(workspace, number, wanted)
    board = build.build_board(workspace, number)
    found = ranked.rank_board(board)
    workspace.close()
    kept, everybody, candidates = rules.rules_of(board), np.arange(len(board)), board.candidates
    for weight in range(0, 1001, 100):
        rows = found.stability.members(weight / 1000)
        assert len(rows) <= 40 and all(rule.kept(rows) for rule in kept)
        total = totals(candidates.score.value, candidates.credibility.value, weight).astype(np.int64)
        best = programme(everybody, total, np.zeros(len(board), np.bool_), 40, kept).among(everybody)
        assert best is not None and total[rows].sum() == total[best].sum()
