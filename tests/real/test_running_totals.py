"""Running totals on the senators' tweets: who wrote nothing for a year falls, and nobody else is taken for silent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from core.scoring.model import load
from core.scoring.observations import Observations
from core.scoring.running_totals import running_totals
from core.scoring.score import Terms, score


def senators(shared: Path) -> tuple[pd.DataFrame, Observations]:
    rows = pd.read_csv(shared / "data" / "fr-senateurs-weekly" / "senateurs_weekly_followers.csv")
    rows["day"] = (pd.to_datetime(rows["date"]) - pd.Timestamp("1970-01-01")).dt.days
    rows = rows.sort_values(["slug", "day"]).reset_index(drop=True)
    rows["person"] = pd.factorize(rows["slug"])[0]
    columns = {"audience": "followers", "posts": "tweets", "listed": "listed"}
    metrics = {name: rows[column].to_numpy(float) for name, column in columns.items()}
    nobody, first = np.zeros(len(rows), bool), np.zeros(len(rows), np.int16)
    person, day = rows["person"].to_numpy(np.int64), rows["day"].to_numpy(np.int64)
    return rows, Observations(person, first, day, metrics, nobody, int(person.max()) + 1)


def test_senators_who_stopped_for_a_year_fall(shared: Path) -> None:
    rows, seen = senators(shared)
    assert running_totals(seen) == {(0, "posts")}
    found, before = score(seen, load()), score(seen, load(), Terms(counts={"posts": "period"}))
    year = rows[rows["day"] > rows["day"].max() - 370].groupby("person")["tweets"].agg(["min", "max", "count"])
    stopped = year.index[(year["min"] == year["max"]) & (year["count"] >= 40)].to_numpy()
    assert len(stopped) >= 50 and (found.score[stopped] < 1000).all()
    assert np.count_nonzero(before.score[stopped] > found.score[stopped]) >= 50
    writing = year.index[year["max"] - year["min"] > 500].to_numpy()
    assert len(writing) > 80 and np.median(found.score[writing] / before.score[writing]) > 0.9
