"""Accounts beside similar ones: every share against pandas, and too few of a kind said, never compared."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import rules, screening
from core.campaign import tables as campaign_tables
from core.campaign.about.similar import gather_accounts, similar_accounts
from core.model import Campaign
from core.scoring.similar import FIGURES, Accounts, engagement_rates, growth_rates, limits, size_codes, standings
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import pid

NEWEST = date(2026, 3, 2)


@st.composite
def many_accounts(draw: st.DrawFn) -> Accounts:
    """A few hundred accounts of few kinds, some of whose figures are not known and many equal."""
    n = draw(st.integers(1, 300))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    figures = {name: np.where(chance.random(n) < 0.2, np.nan, chance.integers(0, 40, n) / 4) for name in FIGURES}
    return Accounts(
        person=np.arange(n),
        platform=chance.integers(0, 2, n).astype(np.int32),
        country=chance.integers(-1, 3, n).astype(np.int32),
        language=chance.integers(-1, 2, n).astype(np.int32),
        audience=np.where(chance.random(n) < 0.1, np.nan, 10 ** chance.uniform(2, 7, n)),
        figures=figures,
    )


@given(many_accounts())
def test_each_share_is_what_pandas_finds_in_the_same_group(accounts: Accounts) -> None:
    frame = pd.DataFrame(
        {"platform": accounts.platform, "country": accounts.country, "language": accounts.language, **accounts.figures}
    )
    edges = [least for _, least in limits().sizes]
    frame["size"] = pd.cut(accounts.audience, [*edges, np.inf], right=False, labels=False)
    found = {(one.figure, one.row): one for one in standings(accounts, range(len(frame)))}
    for figure in FIGURES:
        known = frame[frame[figure].notna() & frame["size"].notna()]
        assert {row for name, row in found if name == figure} == set(known.index)
        groups = {by: known[known[by] >= 0].groupby(["platform", "size", by])[figure] for by in ("country", "language")}
        groups[""] = known.groupby(["platform", "size"])[figure]
        below = {by: (group.rank(method="min") - 1) / group.transform("size") for by, group in groups.items()}
        count = {by: group.transform("size") for by, group in groups.items()}
        for row in known.index:
            one = found[figure, row]
            assert one.count == count[one.by][row]
            assert one.above == (below[one.by][row] if one.count >= limits().least else None)
            assert (one.by == "") == (accounts.country[row] < 0 and accounts.language[row] < 0)
            if one.by == "language" and one.above is not None:
                assert count["country"].get(row, 0) < limits().least


def test_sizes_are_those_that_are_stated() -> None:
    audience = np.array([0, 9_999, 10_000, 99_999, 100_000, 500_000, 999_999, 1_000_000, 9e9, np.nan])
    names = [limits().sizes[code][0] if code >= 0 else "" for code in size_codes(audience)]
    assert names == ["nano", "nano", "micro", "micro", "mid", "macro", "macro", "mega", "mega", ""]


def test_rates_say_nothing_where_something_is_missing() -> None:
    rates = engagement_rates(np.array([50.0, 50, np.nan]), np.array([5.0, 0, 5]), np.array([1000.0, 1000, 1000]))
    assert rates[0] == 1 and np.isnan(rates[1:]).all()
    gained = growth_rates(np.array([100.0, 100, 0]), np.array([121.0, 121, 121]), np.array([60, 20, 60]))
    assert round(gained[0], 9) == 10 and np.isnan(gained[1:]).all()


def crowd(folder: Path, count: int) -> tuple[Workspace, int]:
    """So many French accounts of one size with two days each, the later ones with the more reactions."""
    lines = ["Name,Instagram,Country,Date,Followers,Likes,Posts"]
    for number in range(count):
        for days, audience in ((60, 20_000), (0, 22_000)):
            day = NEWEST - timedelta(days=days)
            lines.append(f"Ada Roy {number:03},user{number:03},France,{day},{audience},{(number + 1) * 100},10")
    path = folder / "crowd.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    workspace = temporary_workspace()
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn preview", seats=2))[0]
    screening.import_files(workspace, campaign, screening.Files("candidates", [path]))
    return workspace, campaign


def test_a_candidate_stands_among_similar_accounts_in_words(tmp_path: Path) -> None:
    workspace, campaign = crowd(tmp_path, 40)
    said = similar_accounts(workspace, campaign, pid(workspace, 31))
    assert said[0] == "Engagement rate 1.4\u00a0%: above 75\u00a0% of 40 similar accounts (Instagram, micro, France)."
    assert said[1].startswith("Growth in 30 days 4.9\u00a0%: above 0\u00a0% of 40")
    rules.set_cost(workspace, campaign, pid(workspace, 31), 440)
    said = similar_accounts(workspace, campaign, pid(workspace, 31))
    assert "Price for a thousand of the audience 20.00: too few similar accounts to compare, 1 of 30" in said[2]


def test_fewer_than_thirty_are_said_and_not_compared(tmp_path: Path) -> None:
    workspace, campaign = crowd(tmp_path, 29)
    said = similar_accounts(workspace, campaign, pid(workspace, 1))
    assert said and all("too few similar accounts to compare, 29 of 30" in one for one in said)


def test_each_person_stands_once_on_each_platform(tmp_path: Path) -> None:
    workspace, campaign = crowd(tmp_path, 3)
    accounts, platforms = gather_accounts(workspace, campaign_tables.campaign(workspace, campaign))
    assert platforms == ("instagram",)
    assert accounts.person.tolist() == [pid(workspace, place) for place in (1, 2, 3)]
    assert accounts.audience.tolist() == [22_000] * 3
