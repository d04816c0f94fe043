"""The score model as data: what ships, what is refused, what a copy keeps."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

from core.errors import Trouble
from core.model import Campaign
from core.scoring import model as models

SHIPPED = models.load()
FIRST = models.load("entregent-2026.1")


def test_the_shipped_model_is_the_designs():
    assert models.available() == ["entregent-2026.1", "entregent-2026.2"]
    for model in (FIRST, SHIPPED):
        assert dict(model.weights) == {"reach": 45, "amplification": 35, "network": 20}
        assert model.half_life == 30
        assert set(model.spread.values()) == {20.0}
        assert all(scale.source for scale in model.scales.values())
    points = (0, 25, 37, 49, 61, 73, 83, 91, 97, 100)
    assert FIRST.scales["audience"].anchors == tuple((float(x), float(y)) for x, y in enumerate(points))


def test_new_campaigns_take_the_newest_model_and_the_first_stays_as_it_was():
    assert Campaign(0, "new").score_model == models.DEFAULT == SHIPPED.name == "entregent-2026.2"
    assert FIRST.hash == "c39d15c15efd9011fcdda8e7cc7f52cbc7368afbb1eaa79de50ad46850869d71"
    assert FIRST.windows is None and FIRST.window_rules == SHIPPED.window_rules == models.WindowRules()


def test_beside_usual_followers_a_usual_list_count_moves_no_score_far():
    """Median followers and median lists of the same accounts stand on one scale: both say about the same."""
    for followers, lists in ((100, 2), (300, 8), (1000, 30), (3000, 90), (20_000, 500)):
        reach = SHIPPED.scales["audience"].points(np.array([followers]))[0]
        assert abs(SHIPPED.scales["listed"].points(np.array([lists]))[0] - reach) < 6


def test_a_model_survives_its_json_and_keeps_its_hash():
    again = models.from_json(SHIPPED.to_json())
    assert again == SHIPPED
    assert again.hash == SHIPPED.hash
    assert len(SHIPPED.hash) == 64


def test_a_copy_has_another_hash_and_leaves_the_first_alone():
    other = SHIPPED.changed("mine", half_life=14)
    assert other.hash != SHIPPED.hash
    assert (other.name, other.half_life, SHIPPED.half_life) == ("mine", 14, 30)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda d: d["weights"].update(reach=-1), "weights"),
        (lambda d: d["weights"].update(reach=0, amplification=0, network=0), "weights"),
        (lambda d: d["weights"].update(reach=0.5), "kind"),
        (lambda d: d.pop("weights"), "weights"),
        (lambda d: d.update(half_life=0), "half_life"),
        (lambda d: d.update(half_life=float("nan")), "half_life"),
        (lambda d: d.update(half_life="long"), "kind"),
        (lambda d: d.update(requires=["luck"]), "requires"),
        (lambda d: d.update(name=" "), "name"),
        (lambda d: d["spread"].update(reach=101), "spread"),
        (lambda d: d["flags"].update(halving_ratio=2), "flags"),
        (lambda d: d["windows"].update(creep=0), "windows"),
        (lambda d: d["windows"].update(rows=1), "windows"),
        (lambda d: d["windows"].pop("burst"), "burst"),
        (lambda d: d["scales"]["audience"].update(anchors=[[0, 0], [1, 50], [1, 60]]), "audience"),
        (lambda d: d["scales"]["audience"].update(anchors=[[0, 50], [1, 40]]), "audience"),
        (lambda d: d["scales"]["audience"].update(anchors=[[0, 0], [1, 101]]), "audience"),
        (lambda d: d["scales"]["audience"].update(anchors=[[1, 0], [2, 50]]), "audience"),
        (lambda d: d["scales"]["audience"].update(anchors=[[0, 0]]), "audience"),
        (lambda d: d["scales"]["audience"].update(axis="cube"), "audience"),
    ],
)
def test_an_unsound_model_is_refused_by_the_name_of_its_field(change, field):
    data = copy.deepcopy(SHIPPED.to_json())
    change(data)
    with pytest.raises(Trouble) as raised:
        models.from_json(data)
    assert field in str(raised.value)


def test_a_name_nobody_knows_and_a_file_that_is_not_json(tmp_path: Path):
    with pytest.raises(Trouble, match=r"entregent-2026\.1"):
        models.load("none")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(Trouble, match="JSON"):
        models.load("broken", tmp_path)
    with pytest.raises(Trouble):
        models.from_json([1, 2])


def test_a_scale_goes_both_ways():
    scale = FIRST.scales["audience"]
    assert scale.points(np.array([0.0, 9, 99, 999, 1e12])).tolist() == pytest.approx([0, 25, 37, 49, 100])
    for points in (0.0, 12.5, 49.0, 88.8, 100.0):
        assert scale.points(np.array([scale.value(points)]))[0] == pytest.approx(points)
    assert scale.value(100.5) == float("inf")
    assert SHIPPED.scales["audience_quality"].value(40) == 40
