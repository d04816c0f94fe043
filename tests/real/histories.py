"""The published histories, taken for honest: senators by the week, journals by the month, channels at five moments."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from core.model import FloatArray, to_day
from core.scoring.model import load
from core.scoring.observations import Observations
from core.scoring.score import score
from core.scoring.windows import BOUGHT_FLAGS
from tests.real.scoring_data import senators

UNITS = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9}
MOMENTS = {
    "june": date(2022, 6, 30),
    "sep": date(2022, 9, 30),
    "nov": date(2022, 11, 30),
    "dec": date(2022, 12, 31),
    "": date(2022, 3, 31),
}
COLUMNS = {
    "audience": ("subscribers", "followers"),
    "likes": ("likes", "avg likes"),
    "comments": ("comments", "avg comments"),
    "shares": ("shares",),
    "views": ("views", "avg views"),
}


def journals(shared: Path) -> Observations:
    """Followers of journals at fourteen months."""
    files = sorted((shared / "data" / "journals-monthly-followers").glob("followers-*.csv"))
    rows = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in files])
    day = pd.to_datetime(rows["date"]).map(lambda found: to_day(found.date()))
    audience = pd.to_numeric(rows["followers"], errors="coerce")
    return _observe(pd.DataFrame({"who": rows["twitter"].str.lower(), "day": day, "audience": audience}), False)


def channels(shared: Path, network: str) -> Observations:
    """Accounts of ``tiktok`` or ``youtube`` at up to five moments of 2022; reactions are averages per post."""
    files = sorted((shared / "data" / "hypeauditor-tiktok-youtube-2022").glob("*.csv"))
    return _observe(pd.concat([_read_moment(path) for path in files if network in path.name.lower()]), True)


def _read_moment(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str)
    rows.columns = pd.Index([re.sub(r"[\s.()]+", " ", str(heading)).strip().lower() for heading in rows.columns])
    named = [heading for heading in rows.columns if "name" in heading or heading in ("youtuber", "tiktoker")]
    day = to_day(next(day for word, day in MOMENTS.items() if word in path.name.lower()))
    found = {"who": rows[named[0]].str.lower(), "day": pd.Series(day, index=rows.index)}
    for field, starts in COLUMNS.items():
        place = next((i for start in starts for i, h in enumerate(rows.columns) if h.startswith(start)), None)
        found[field] = pd.Series(np.nan, index=rows.index) if place is None else rows.iloc[:, place].map(_read_number)
    return pd.DataFrame(found).dropna(subset=["who"])


def _read_number(text: object) -> float:
    found = re.fullmatch(r"([\d.]+)\s*([KMB]?)", str(text).strip())
    return float(found[1]) * UNITS[found[2]] if found else float("nan")


def _observe(rows: pd.DataFrame, per_post: bool) -> Observations:
    rows = rows.sort_values(["who", "day"], kind="stable").drop_duplicates(["who", "day"], keep="last")
    person, names = pd.factorize(rows["who"])
    metrics = {name: rows[name].to_numpy(float) for name in rows.columns if name not in ("who", "day")}
    day, channel = rows["day"].to_numpy(np.int64), np.zeros(len(rows), np.int16)
    return Observations(person.astype(np.int64), channel, day, metrics, np.full(len(rows), per_post), len(names))


def share_flagged(seen: Observations, least_dates: int = 4) -> tuple[float, int]:
    """The share of accounts flagged as bought, of those seen at so many dates or more; and how many these are."""
    found = score(seen, load())
    eligible = np.bincount(seen.person, minlength=seen.n_people) >= least_dates
    flagged: FloatArray = np.any([found.flags[name] for name in BOUGHT_FLAGS], axis=0)[eligible]
    return float(flagged.mean()), int(eligible.sum())


def real_histories(shared: Path) -> dict[str, Observations]:
    """Every published set that holds more than one date of a person."""
    return {
        "senators, weekly": senators(shared)[1],
        "journals, monthly": journals(shared),
        "TikTok, five moments": channels(shared, "tiktok"),
        "YouTube, five moments": channels(shared, "youtube"),
    }
