"""The three components of activity: reach, amplification, network; and their weighted mean with its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.model import BoolArray, FloatArray
from core.scoring.model import COMPONENTS, ScoreModel


def reach(audience: FloatArray, model: ScoreModel) -> FloatArray:
    """Points of the audience summed over channels; NaN where it is not known."""
    return model.scales["audience"].points(audience)


def amplification(reactions: FloatArray, model: ScoreModel) -> FloatArray:
    """Points of the reactions one post receives; NaN where they are not known."""
    return model.scales["reactions"].points(reactions)


def network(listed: FloatArray, inbound_links: FloatArray, quality: FloatArray, model: ScoreModel) -> FloatArray:
    """Mean points of what is known of who lists, links and follows; NaN where nothing is."""
    parts = {"listed": listed, "inbound_links": inbound_links, "audience_quality": quality}
    points = np.stack([model.scales[name].points(value) for name, value in parts.items()])
    known = ~np.isnan(points)
    count = known.sum(axis=0)
    mean: FloatArray = np.where(known, points, 0.0).sum(axis=0) / np.maximum(count, 1)
    return np.where(count > 0, mean, np.nan)


@dataclass(frozen=True)
class Activity:
    """A(t) of s steps in points (0..100, NaN where it cannot be said), its bounds, and the share of weights known."""

    value: FloatArray
    low: FloatArray
    high: FloatArray
    coverage: FloatArray


def activity(parts: Mapping[str, FloatArray], silent: BoolArray, model: ScoreModel) -> Activity:
    """The weighted mean of the components present, their weights shared among them.

    A missing component is taken to equal that mean; for the bounds it lies the model's spread below and above it,
    within 0..100. Silence observed is 0 whatever the components, and certain.
    """
    weight = {name: np.where(np.isnan(parts[name]), 0.0, float(model.weights[name])) for name in COMPONENTS}
    total = float(sum(model.weights.values()))
    known = np.sum([weight[name] for name in COMPONENTS], axis=0)
    reached = np.sum([weight[name] * np.nan_to_num(parts[name]) for name in COMPONENTS], axis=0)
    mean = np.where(known > 0, reached / np.maximum(known, 1.0), np.nan)
    low, high = reached.copy(), reached.copy()
    for name in COMPONENTS:
        absent = model.weights[name] - weight[name]
        low += absent * np.nan_to_num(np.maximum(mean - model.spread[name], 0.0))
        high += absent * np.nan_to_num(np.minimum(mean + model.spread[name], 100.0))
    whole = known == total
    low, high = np.where(whole, mean, low / total), np.where(whole, mean, high / total)
    quiet = silent & ~np.isnan(mean)
    value, low, high = (np.where(quiet, 0.0, column) for column in (mean, low, high))
    return Activity(value, low, high, known / total)
