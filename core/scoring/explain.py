"""Explanation: a score as signed parts that add up to it exactly, and what would change it, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.i18n import decimal, integer, percent, tr, trn
from core.model import FULL, HUNDREDTHS
from core.scoring.model import COMPONENTS, ScoreModel
from core.scoring.score import Scores

GAIN = 5 * HUNDREDTHS
NETWORK_VALUES = ("listed", "inbound_links", "audience_quality")


@dataclass(frozen=True)
class Part:
    """One signed part of a score: its ``key``, its points in hundredths, and words saying what it rests on."""

    key: str
    points: int
    words: str


@dataclass(frozen=True)
class Change:
    """One change that would gain the points asked for: which value (of ``SCALES``, or ``posts``, ``days``), to what,
    how many points of its component that takes, and words. A change of a value is meant to last."""

    key: str
    value: float
    effort: float
    words: str


def parts(scores: Scores, person: int, model: ScoreModel) -> list[Part]:
    """The score of one person as parts whose hundredths add up to it exactly; empty where there is no score.

    The components present, each by its share of the weight, are what the last date is worth; silence takes it away
    if no post was observed; the memory of earlier dates is the difference between cruise and speed.
    """
    shown = {name: int(scores.components[name][person]) for name in COMPONENTS if scores.components[name][person] >= 0}
    if not scores.known[person] or not shown:
        return []
    silent = bool(scores.flags["silent"][person])
    speed = int(scores.speed[person])
    shares = _share_points(shown, model, None if silent else speed)
    found = [Part(name, points, component_words(scores, person, name)) for name, points in shares.items()]
    if silent:
        found.append(Part("silence", speed - sum(shares.values()), tr("No post was observed at the last date.")))
    memory = int(scores.score[person]) - speed
    if memory:
        words = tr("Earlier dates were better.") if memory > 0 else tr("Earlier dates were poorer.")
        found.append(Part("memory", memory, words))
    return found


def _share_points(shown: dict[str, int], model: ScoreModel, total: int | None) -> dict[str, int]:
    """Each component's share of the mean in hundredths; what rounding leaves goes to the largest share."""
    weight = sum(model.weights[name] for name in shown)
    if not weight:
        return dict.fromkeys(shown, 0)
    shares = {name: model.weights[name] * points // weight for name, points in shown.items()}
    if total is None:
        total = sum(model.weights[name] * points for name, points in shown.items()) // weight
    largest = max(shares, key=lambda name: shares[name])
    shares[largest] += total - sum(shares.values())
    return shares


def part_name(key: str) -> str:
    """The name of a part or of a value, in the reader's language."""
    names = {
        "reach": tr("Reach"),
        "amplification": tr("Amplification"),
        "network": tr("Network"),
        "silence": tr("Silence"),
        "memory": tr("What earlier dates still add or take"),
    }
    return names[key]


def component_words(scores: Scores, person: int, name: str) -> str:
    """What one component rests on, in words; that it is not known, where it is missing."""
    if scores.components[name][person] < 0:
        return tr("Not known: taken to equal the mean of the others.")
    if name == "reach":
        return _audience_words(float(scores.last["audience"][person]))
    if name == "amplification":
        return tr("{n} reactions per post", n=_show_count(float(scores.last["reactions"][person])))
    return ", ".join(_network_words(scores, person))


def _network_words(scores: Scores, person: int) -> Iterator[str]:
    listed, links, quality = (float(scores.last[key][person]) for key in NETWORK_VALUES)
    if not math.isnan(listed):
        yield trn("on {n} list", "on {n} lists", round(listed))
    if not math.isnan(links):
        yield trn("{n} inbound link", "{n} inbound links", round(links))
    if not math.isnan(quality):
        yield tr("audience quality {percent}", percent=percent(quality))


def _audience_words(audience: float) -> str:
    return tr("an audience of {n}", n=integer(round(audience)))


def _show_count(value: float) -> str:
    return decimal(value, 1) if value < 10 and value != round(value) else integer(round(value))


def changes(scores: Scores, person: int, model: ScoreModel, *, gain: int = GAIN, most: int = 3) -> list[Change]:
    """The smallest changes, at most ``most``, each of which alone would gain ``gain`` hundredths, easiest first.

    A change of a value is meant to last: a score is smoothed, so it is reached once the change has held throughout.
    Empty where there is no score, or the gain would leave the scale.
    """
    if not scores.known[person] or not parts(scores, person, model) or scores.score[person] + gain > FULL:
        return []
    found = [_keep_on(scores, person, model, gain), _post_again(scores, person, model, gain)]
    if not scores.flags["silent"][person]:
        found += [_raise_component(scores, person, model, name, gain) for name in COMPONENTS]
    return sorted((change for change in found if change), key=lambda change: (change.effort, change.key))[:most]


def _keep_on(scores: Scores, person: int, model: ScoreModel, gain: int) -> Change | None:
    """Going on as at the last date: days until cruise has caught up by the gain."""
    ahead = int(scores.speed[person]) - int(scores.score[person])
    if ahead <= gain:
        return None
    days = math.ceil(model.half_life * math.log2(ahead / (ahead - gain)))
    return Change("days", days, 0.0, trn("keep this speed for {n} day", "keep this speed for {n} days", days))


def _post_again(scores: Scores, person: int, model: ScoreModel, gain: int) -> Change | None:
    """After silence: days of posting again, received as before, until cruise has risen by the gain."""
    if not scores.flags["silent"][person]:
        return None
    shown = {name: int(scores.components[name][person]) for name in COMPONENTS if scores.components[name][person] >= 0}
    ahead = sum(_share_points(shown, model, None).values()) - int(scores.score[person])
    if ahead <= gain:
        return None
    days = math.ceil(model.half_life * math.log2(ahead / (ahead - gain)))
    words = trn("post again, received as before, for {n} day", "post again, received as before, for {n} days", days)
    return Change("posts", days, 0.0, words)


def _raise_component(scores: Scores, person: int, model: ScoreModel, name: str, gain: int) -> Change | None:
    """Raising one component, or making it known, by as much as gains the points."""
    weight = model.weights[name]
    if not weight:
        return None
    known = [key for key in COMPONENTS if scores.components[key][person] >= 0]
    whole = sum(model.weights[key] for key in {*known, name})
    now = scores.components[name][person] if name in known else scores.speed[person]
    # One more hundredth of a point covers the rounding of the components.
    effort = ((gain + 1) * whole / weight + 1) / HUNDREDTHS
    target = int(now) / HUNDREDTHS + effort
    return _change_of_value(scores, person, model, name, target, effort) if target <= 100 else None


def _change_of_value(
    scores: Scores, person: int, model: ScoreModel, name: str, target: float, effort: float
) -> Change | None:
    """The component's target as the value behind it that would reach it."""
    if name == "reach":
        value = math.ceil(model.scales["audience"].value(target))
        return Change("audience", value, effort, tr("an audience of {n}", n=integer(value)))
    if name == "amplification":
        value = math.ceil(model.scales["reactions"].value(target))
        return Change("reactions", value, effort, tr("{n} reactions per post", n=integer(value)))
    return _as_listing(scores, person, model, target, effort)


def _as_listing(scores: Scores, person: int, model: ScoreModel, target: float, effort: float) -> Change | None:
    """The network's target as lists, the other values of the network staying as they are."""
    points = {key: float(model.scales[key].points(scores.last[key][person])) for key in NETWORK_VALUES}
    others = [value for key, value in points.items() if key != "listed" and not math.isnan(value)]
    needed = target * (len(others) + 1) - sum(others)
    if needed > 100:
        return None
    value = math.ceil(model.scales["listed"].value(needed))
    return Change("listed", value, effort, trn("on {n} list", "on {n} lists", value))


def in_words(scores: Scores, person: int, model: ScoreModel) -> str:
    """The whole explanation of one score as plain sentences, one a line."""
    if not scores.known[person]:
        return tr("No score: an audience or reactions are needed.")
    found = parts(scores, person, model)
    if not found:
        return tr("Off line by choice: there is no speed to measure.")
    lines = [
        tr(
            "Score {score}, between {low} and {high}; speed at the last date {speed}.",
            score=_show_points(int(scores.score[person])),
            low=_show_points(int(scores.low[person])),
            high=_show_points(int(scores.high[person])),
            speed=_show_points(int(scores.speed[person])),
        )
    ]
    lines += [
        tr(
            "{points}  {name}: {words}",
            points=_show_points(p.points, signed=True),
            name=part_name(p.key),
            words=p.words,
        )
        for p in found
    ]
    wanted = changes(scores, person, model)
    if wanted:
        lines.append(
            tr(
                "To gain five points, any one of these is enough: {changes}.",
                changes="; ".join(c.words for c in wanted),
            )
        )
    return "\n".join(lines)


def _show_points(hundredths: int, signed: bool = False) -> str:
    text = decimal(hundredths / HUNDREDTHS, 2)
    return f"+{text}" if signed and hundredths >= 0 else text
