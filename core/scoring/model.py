"""The score model as data: named, versioned, hashed, loaded from JSON and never changed in place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.model import NEWEST_MODEL, FloatArray
from core.resources import RESOURCES

MODELS_DIR = RESOURCES / "models"
DEFAULT = NEWEST_MODEL
COMPONENTS = ("reach", "amplification", "network")
SCALES = ("audience", "reactions", "listed", "inbound_links", "audience_quality")
REQUIREMENTS = ("audience", "reactions")


@dataclass(frozen=True)
class Scale:
    """How one measured value becomes points: linear between anchors over log10(1 + value), or over the percentage.

    ``anchors`` are (x, points) with x rising and points in 0..100 never falling; beyond the last, its points hold.
    """

    axis: Literal["log10", "percent"]
    anchors: tuple[tuple[float, float], ...]
    source: str = ""

    def points(self, value: FloatArray) -> FloatArray:
        """Points (0..100) of non-negative values; NaN stays NaN."""
        x = np.log10(1.0 + value) if self.axis == "log10" else value
        place, height = zip(*self.anchors, strict=True)
        found: FloatArray = np.interp(x, place, height)
        return found

    def value(self, points: float) -> float:
        """The smallest value worth at least these points; infinite above the last anchor."""
        if points > self.anchors[-1][1]:
            return float("inf")
        for (x0, y0), (x1, y1) in zip(self.anchors, self.anchors[1:], strict=False):
            if points <= y1:
                x = x0 if points <= y0 else x0 + (x1 - x0) * (points - y0) / (y1 - y0)
                return 10.0**x - 1.0 if self.axis == "log10" else x
        return float("inf")


@dataclass(frozen=True)
class FlagRules:
    """When a history is flagged: ratios of one audience to the one before, days, and people for an outage."""

    step_ratio: float = 1.5
    step_days: int = 60
    halving_ratio: float = 0.5
    stale_days: int = 180
    outage_people: int = 20


@dataclass(frozen=True)
class WindowRules:
    """When a stretch of dates is flagged: as data, for it may be disputed.

    ``days``: how long a window is. ``rows``: how many dates in a row make one of reactions. Growth is a ratio a week
    (``creep``) or from one date to the next (``burst``); ``burst_times`` is by how often it exceeds the account's
    usual change. ``flat`` and ``steady`` are what may vary in a plateau of the audience and of reactions (in
    logarithms, about the part). ``own_ratio`` and ``own_spreads`` say how far reactions leave what they were before or
    after, ``beyond`` which part of an audience the reactions to one post exceed, ``peers_spreads`` and
    ``peers_ratio`` how far they lie from those of at least ``peers`` accounts of the same channel.
    """

    least_audience: float = 500.0
    least_reactions: float = 20.0
    days: int = 56
    rows: int = 4
    creep: float = 1.07
    creep_alone: float = 1.09
    burst: float = 1.15
    burst_alone: float = 1.3
    burst_times: float = 8.0
    flat: float = 0.006
    steady: float = 0.03
    own_ratio: float = 3.0
    own_spreads: float = 4.0
    beyond: float = 1.0
    peers: int = 40
    peers_ratio: float = 5.0
    peers_spreads: float = 2.7


@dataclass(frozen=True)
class ScoreModel:
    """Everything that turns observations into a score. Weights are whole numbers; ``spread`` is in points
    (0..100), ``half_life`` in days, ``reactions_per_view`` the reactions a view stands for where nothing else is known.
    """

    name: str
    version: str
    weights: Mapping[str, int]
    spread: Mapping[str, float]
    half_life: float
    scales: Mapping[str, Scale]
    requires: tuple[str, ...] = REQUIREMENTS
    reactions_per_view: float = 0.0
    flags: FlagRules = FlagRules()
    windows: WindowRules | None = None

    @property
    def window_rules(self) -> WindowRules:
        """The rules of windows in force: a model from before there were any has the usual ones, its hash unchanged."""
        return self.windows or WindowRules()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal: two models with one hash give the same scores."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The model as plain data; ``from_json`` gives it back."""
        stated = {} if self.windows is None else {"windows": {k: float(v) for k, v in vars(self.windows).items()}}
        return stated | {
            "name": self.name,
            "version": self.version,
            "weights": dict(self.weights),
            "spread": {k: float(v) for k, v in self.spread.items()},
            "half_life": float(self.half_life),
            "requires": list(self.requires),
            "reactions_per_view": float(self.reactions_per_view),
            "flags": {k: float(v) for k, v in vars(self.flags).items()},
            "scales": {
                k: {"axis": s.axis, "anchors": [[float(x), float(y)] for x, y in s.anchors], "source": s.source}
                for k, s in self.scales.items()
            },
        }

    def changed(self, name: str, **changes: Any) -> ScoreModel:
        """A copy under another name with other fields; raises ``Trouble`` when it would not be a sound model."""
        return from_json(replace(self, name=name, **changes).to_json())


def available(folder: Path = MODELS_DIR) -> list[str]:
    """The names of the models that come with the program, sorted."""
    return list(_list_names(folder))


@cache
def _list_names(folder: Path) -> tuple[str, ...]:
    """The names in a folder, looked up once: the program's own files stay as they are."""
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


@cache
def load(name: str = DEFAULT, folder: Path = MODELS_DIR) -> ScoreModel:
    """The model of this name, read once: who gathers a list asks for it for each person. ``Trouble`` when there is none
    or its file is not sound."""
    if name not in available(folder):
        raise Trouble(
            tr("There is no score model of this name."),
            where=name,
            remedy=tr("Choose one of these: {names}.", names=", ".join(available(folder))),
        )
    path = folder / f"{name}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _name_fault(tr("the file is not JSON"), path.name) from error
    return from_json(data, path.name)


def from_json(data: Any, where: str = "") -> ScoreModel:
    """The model from plain data, checked; raises ``Trouble`` that names the field that is wrong."""
    if not isinstance(data, Mapping):
        raise _name_fault(tr("the file is not JSON"), where)
    name = data.get("name")
    where = where or str(name or "")
    try:
        model = _read_model(data)
    except KeyError as error:
        raise _name_fault(tr("“{field}” is missing", field=error.args[0]), where) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise _name_fault(tr("a value is not of the right kind"), where) from error
    for field, holds in _list_rules(model):
        if not holds():
            raise _name_fault(tr("“{field}” is outside what it may be", field=field), where)
    return model


def _read_model(data: Mapping[str, Any]) -> ScoreModel:
    known = vars(FlagRules())
    flags = {key: type(known[key])(value) for key, value in data.get("flags", {}).items() if key in known}
    return ScoreModel(
        name=str(data["name"]),
        version=str(data["version"]),
        weights={key: _check_whole(data["weights"][key]) for key in COMPONENTS},
        spread={key: float(data["spread"][key]) for key in COMPONENTS},
        half_life=float(data["half_life"]),
        scales={key: _read_scale(data["scales"][key]) for key in SCALES},
        requires=tuple(data.get("requires", REQUIREMENTS)),
        reactions_per_view=float(data.get("reactions_per_view", 0.0)),
        flags=FlagRules(**flags),
        windows=_read_windows(data["windows"]) if "windows" in data else None,
    )


def _read_windows(data: Mapping[str, Any]) -> WindowRules:
    usual = vars(WindowRules())
    return WindowRules(**{key: type(usual[key])(data[key]) for key in usual})


def _read_scale(data: Mapping[str, Any]) -> Scale:
    return Scale(data["axis"], tuple((float(x), float(y)) for x, y in data["anchors"]), str(data.get("source", "")))


def _check_whole(value: Any) -> int:
    if int(value) != value:
        raise ValueError("a weight is a whole number")
    return int(value)


def _list_rules(model: ScoreModel) -> Sequence[tuple[str, Callable[[], bool]]]:
    """What must hold, each rule beside the field it speaks of."""
    rules: list[tuple[str, Callable[[], bool]]] = [
        ("name", lambda: bool(model.name.strip())),
        ("weights", lambda: min(model.weights.values()) >= 0 and 0 < sum(model.weights.values()) <= 10_000),
        ("spread", lambda: all(0 <= value <= 100 for value in model.spread.values())),
        ("half_life", lambda: 0 < model.half_life <= 36_525),
        ("requires", lambda: bool(model.requires) and set(model.requires) <= set(REQUIREMENTS)),
        ("reactions_per_view", lambda: 0 <= model.reactions_per_view <= 1),
        ("flags", lambda: model.flags.step_ratio > 1 and 0 < model.flags.halving_ratio < 1),
    ]
    rules.append(("windows", lambda: min(vars(model.window_rules).values()) > 0 and model.window_rules.rows > 1))
    rules += [(f"scales.{key}", lambda scale=scale: _is_sound(scale)) for key, scale in model.scales.items()]  # type: ignore[misc]
    return rules


def _is_sound(scale: Scale) -> bool:
    """Sound anchors: at least two, from x = 0, x strictly rising, points in 0..100 never falling."""
    pairs = list(zip(scale.anchors, scale.anchors[1:], strict=False))
    return (
        scale.axis in ("log10", "percent")
        and bool(pairs)
        and scale.anchors[0][0] == 0
        and all(x0 < x1 and y0 <= y1 for (x0, y0), (x1, y1) in pairs)
        and all(0 <= y <= 100 for _, y in scale.anchors)
        and scale.anchors[-1][0] < 1e6
    )


def _name_fault(reason: str, where: str) -> Trouble:
    return Trouble(
        tr("This score model cannot be used: {reason}.", reason=reason),
        where=where,
        remedy=tr("Correct it, or copy the model that comes with the program."),
    )
