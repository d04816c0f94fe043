"""What a weight makes on eight published sets with levels drawn: by the JSON's figures, and on one spread."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from statistics import pstdev
from typing import Any

import numpy as np
import pytest

from core.cli import run

pytestmark = pytest.mark.real
CRITERIA = ("profession", "network", "standing", "peers")
SETS = {
    "insta-top200/top_insta_influencers_data.csv": 40,
    "youtube-global-2023/Global YouTube Statistics.csv": 40,
    "hypeauditor-tiktok-youtube-2022/social media influencers - Tiktok sep 2022.csv": 60,
    "hypeauditor-tiktok-youtube-2022/social media influencers - youtube.csv": 25,
    "fr-influenceurs-small/influenceurs.csv": 8,
    "journals-monthly-followers/followers-2023-11-01.csv": 50,
    "fr-senateurs-weekly/senateurs-2023-04-01.csv": 40,
    "hypeauditor-tiktok-youtube-2022/social media influencers - Youtube sep-2022.csv": 40,
}


def screened(out: Path, *arguments: object) -> dict[str, Any]:
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def write_levels(out: Path, people: list[dict[str, Any]], seed: int) -> None:
    """Levels for three in five of the people, of the four criteria four in five known, the lower ones more often."""
    rng = np.random.default_rng(seed)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", *CRITERIA))
        for one in people:
            if one["name"] and rng.random() < 0.6:
                levels = rng.choice(5, 4, p=(0.2, 0.3, 0.25, 0.15, 0.1))
                writer.writerow([one["name"], *("" if rng.random() < 0.2 else int(level) for level in levels)])


def by_hand(found: dict[str, Any]) -> tuple[float, float]:
    """Effective share and equal say, in percent, from the figures of those who are in for at least one weight."""
    able = [row for row in found["ranking"] if row["intervals"]]
    spreads = []
    for side in ("score", "credibility"):
        values = [row[side] for row in able]
        if found["campaign"]["stretch"]:
            scale = found["campaign"]["stretch"][side]
            values = [scale["centre"] + (value - scale["centre"]) * scale["factor"] for value in values]
        spreads.append(pstdev(values))
    weight = found["campaign"]["weight"] / 100
    ours, theirs = weight * spreads[1], (1 - weight) * spreads[0]
    return 100 * ours / (ours + theirs), 100 * spreads[0] / sum(spreads)


@pytest.mark.parametrize("name", SETS)
def test_the_share_is_what_the_figures_give_and_one_spread_makes_half_of_half(
    shared: Path, tmp_path: Path, name: str
) -> None:
    file, seats, levels = shared / "data" / name, SETS[name], tmp_path / "levels.csv"
    write_levels(levels, screened(tmp_path / "plain.json", file)["ranking"], len(name))
    common = (file, "--stature", levels, "--seats", seats, "--weight", 50)
    found = screened(tmp_path / "out.json", *common)
    share, equal = by_hand(found)
    assert found["campaign"]["effective_share"] == pytest.approx(share, abs=0.1)
    assert found["campaign"]["equal_say"] == pytest.approx(equal, abs=0.1)
    stretched = screened(tmp_path / "one.json", *common, "--stretch")
    assert stretched["campaign"]["effective_share"] == pytest.approx(by_hand(stretched)[0], abs=0.1)
    print(f"{name}: 50 % makes {share:.1f} %, equal say {equal:.1f} -> {stretched['campaign']['equal_say']:.2f}")
    assert stretched["campaign"]["equal_say"] == pytest.approx(50, abs=2)
