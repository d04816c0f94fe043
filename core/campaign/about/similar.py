"""A candidate's accounts beside similar ones of the workspace, whoever's campaign these are in: read, and in words."""

from __future__ import annotations

import numpy as np

from core.campaign import online, tables
from core.campaign.rules import TYPES
from core.folding import fold
from core.i18n import decimal, integer, percent, tr
from core.model import Campaign, FloatArray, IntArray, LongArray
from core.people import tables as people_tables
from core.scoring import tables as scoring_tables
from core.scoring.similar import Accounts, Standing, engagement_rates, growth_rates, limits, standings
from core.scoring.tables import ObservationColumns
from core.workspace.bulk import Numbering
from core.workspace.store import Workspace

REACTIONS = ("likes", "comments", "shares")


def similar_accounts(workspace: Workspace, campaign: int, person: int) -> list[str]:
    """How a person's accounts stand among similar ones, one sentence a figure and account; none where nothing of
    theirs was measured."""
    accounts, platforms = _cached_accounts(workspace, tables.campaign(workspace, campaign))
    first, end = np.searchsorted(accounts.person, (person, person + 1)).tolist()
    spoken = people_tables.person(workspace, person)
    origin = {"country": spoken.country, "language": spoken.language, "": ""}
    return [
        _say_standing(one, platforms[accounts.platform[one.row]], origin[one.by])
        for one in standings(accounts, range(first, end))
    ]


def gather_accounts(workspace: Workspace, campaign: Campaign) -> tuple[Accounts, tuple[str, ...]]:
    """All accounts of the workspace with their figures, and the names of their platforms.

    Each is seen as on its newest day, within the days that ``resources/similar/sizes.json`` says. A count that runs
    since the account began is no reaction to a post: no engagement follows from it.
    """
    seen = scoring_tables.recent_observations(workspace, limits().window_days)
    order = np.lexsort((seen.day, seen.channel, seen.person))
    person, platform, day = seen.person[order], seen.channel[order], seen.day[order]
    starts = np.ones(len(order), np.bool_)
    starts[1:] = (person[1:] != person[:-1]) | (platform[1:] != platform[:-1])
    first = np.flatnonzero(starts)
    last = np.append(first, len(order))[1:] - 1
    audience = _metric(seen, "audience")[order]
    country, language = _find_origins(workspace, person[first])
    figures = {
        "engagement": _find_engagement(workspace, campaign, seen, order[last]),
        "growth": growth_rates(audience[first], audience[last], day[last] - day[first]),
        "price": _find_prices(workspace, person[first], audience[last]),
    }
    return Accounts(person[first], platform[first], country, language, audience[last], figures), seen.channels


def _find_prices(workspace: Workspace, person: LongArray, audience: FloatArray) -> FloatArray:
    """What a thousand of each account's audience costs, NaN where no campaign says what its person costs."""
    cost = tables.costs(workspace)
    price = np.array([cost.get(one, np.nan) for one in person.tolist()], np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(audience > 0, price / audience * 1000, np.nan)


def _cached_accounts(workspace: Workspace, campaign: Campaign) -> tuple[Accounts, tuple[str, ...]]:
    key = (campaign.id, workspace.revisions("people", "observations", "campaign"))
    return workspace.cached("similar accounts", key, lambda: gather_accounts(workspace, campaign))


def _metric(seen: ObservationColumns, name: str) -> FloatArray:
    found = seen.metrics.get(name)
    return np.full(len(seen.person), np.nan) if found is None else found


def _find_engagement(workspace: Workspace, campaign: Campaign, seen: ObservationColumns, rows: LongArray) -> FloatArray:
    """The rate a tool states; else reactions to a post by the audience. Percent, NaN where neither is known."""
    parts = np.stack([_metric(seen, name)[rows] for name in REACTIONS])
    for channel, name in online.running_totals_of(workspace, campaign):
        if name in REACTIONS:
            parts[REACTIONS.index(name), seen.channel[rows] == seen.channels.index(channel)] = np.nan
    known = ~np.isnan(parts).all(axis=0)
    reactions = np.where(known, np.nansum(parts, axis=0), np.nan)
    posts = np.where(seen.per_post[rows], 1.0, _metric(seen, "posts")[rows])
    computed = engagement_rates(reactions, posts, _metric(seen, "audience")[rows])
    stated = _metric(seen, "engagement_rate")[rows]
    return np.where(np.isnan(stated), computed, stated)


def _find_origins(workspace: Workspace, person: LongArray) -> tuple[IntArray, IntArray]:
    """Codes of the country and the language of each account's person, -1 where not known; spelling aside."""
    said = people_tables.countries_and_languages(workspace)
    ids = np.array([one for one, _, _ in said], np.int64)
    at = np.searchsorted(ids, person)
    codes = []
    for texts in ([country for _, country, _ in said], [language for _, _, language in said]):
        numbers, folded = Numbering(), {text: fold(text) for text in set(texts)}
        numbered = np.array([numbers[folded[text]] if text else -1 for text in texts], np.int32)
        codes.append(numbered[at])
    return codes[0], codes[1]


def _say_standing(one: Standing, platform: str, origin: str) -> str:
    """One standing as a sentence."""
    known = {
        "engagement": tr("Engagement rate {value}", value=percent(one.value, 1)),
        "growth": tr("Growth in 30 days {value}", value=percent(one.value, 1)),
        "price": tr("Price for a thousand of the audience {value}", value=decimal(one.value, 2)),
    }[one.figure]
    group = f"{TYPES.get(platform, platform)}, {tr(one.size)}" + (f", {origin}" if origin else "")
    if one.above is None:
        few = tr("too few similar accounts to compare, {n} of {least}", n=integer(one.count), least=limits().least)
        return f"{known}{tr(': ')}{few} ({group})."
    share = percent(one.above * 100)
    above = tr("above {share} of {n} similar accounts", share=share, n=integer(one.count))
    return f"{known}{tr(': ')}{above} ({group})."
