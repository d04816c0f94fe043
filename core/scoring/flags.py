"""What a flag of a score means, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.i18n import day as day_words
from core.i18n import tr
from core.model import to_date

MOST_DAYS = 3


def flag_words(flag: str, outages: Sequence[int] = ()) -> str:
    """One flag as a sentence; ``outages`` are the days (since 1970) left out of this person's score."""
    if flag == "outage" and len(outages):
        days = ", ".join(day_words(to_date(day), "medium") for day in outages[:MOST_DAYS])
        more = "…" if len(outages) > MOST_DAYS else ""
        return tr("Outage: a whole source reported nothing on {days}; left out of the score.", days=days + more)
    words = {
        "step": tr("Step: the audience jumped and the reactions did not."),
        "halving": tr("Halving: the audience fell to half or less."),
        "creep": tr("Creeping growth: the audience grew week upon week and the reactions did not."),
        "burst": tr("Burst: the audience leapt far beyond its usual change and the reactions did not."),
        "plateau": tr("Plateau: the audience grew fast, then stood still."),
        "own_history": tr("Unlike itself: reactions far from what the account receives otherwise."),
        "steady": tr("Too steady: every post receives nearly the same."),
        "beyond": tr("Beyond the audience: more reactions to a post than there are followers."),
        "peers": tr("Unlike its peers: reactions far from those of similar accounts."),
        "outage": tr("Outage: a whole source reported nothing on some days; left out of the score."),
        "stale": tr("Stale: the newest observation is old."),
        "silent": tr("Silent: no post was observed at the last date."),
        "running_total": tr("Running total: a count that only grows; what it gained by the week is the activity."),
        "no_score": tr("No score: needs an audience or reactions."),
        "unsupported": tr("Unsupported: a high level without evidence."),
    }
    return words.get(flag, flag)
