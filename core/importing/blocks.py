"""Whose audience each row states, and the rows once for each channel that a file speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.importing.values import forms
from core.model import FloatArray, LongArray

Metrics = Mapping[tuple[str, str], FloatArray]
"""(field, platform or "") -> its values by row."""
Block = tuple[LongArray, Any, dict[str, FloatArray]]
"""Places of rows, the names of their channels, and their metrics."""


def channels_of(handles: Mapping[str, Any], platforms: Any, own: str, count: int) -> tuple[Any, dict[str, Any]]:
    """Whose audience each of ``count`` rows states, and its own handle under that platform. ``platforms``: what a
    column of platforms says, or None; ``own``: the platform of the file, "" for none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    led = [platform for platform in handles if platform]
    # A file without a word on its platform is about the one to which all its addresses lead.
    alone = led[0] if len(led) == 1 and "" not in handles else ""
    whole = pa.repeat(pa.scalar(own or alone, pa.string()), count)
    channel = whole if platforms is None else pc.if_else(pc.equal(platforms, ""), whole, platforms)
    found = dict(handles)
    plain = found.pop("", None)
    if plain is None:
        return channel, found
    for platform in pc.unique(channel).to_pylist():
        here = pc.if_else(pc.equal(channel, platform), plain, "")
        found[platform or "unknown"] = forms.filled(found.get(platform), here)
    return channel, found


def blocks_of(metrics: Metrics, channel: Any, own: str, stated: bool) -> list[Block]:
    """The rows once for the file's own channel, again for each other one that has figures. ``stated``: a column says
    each row's platform."""
    import pyarrow as pa

    everyone = np.arange(len(channel))
    metrics = metrics if stated else _with_own(metrics, own)
    platforms = sorted({platform for _, platform in metrics})
    if len(platforms) == 1 and platforms[0] in ("", own):
        platforms = [""]
        metrics = {(name, ""): values for (name, _), values in metrics.items()}
    blocks: list[Block] = []
    for platform in platforms or [""]:
        here = {name: values for (name, of), values in metrics.items() if of == platform}
        places = everyone
        if platform and blocks:
            places = np.flatnonzero(~np.all([np.isnan(v) for v in here.values()], axis=0))
        if places is not everyone:
            here = {name: values[places] for name, values in here.items()}
        names = pa.array([platform] * len(places), pa.string()) if platform else channel
        blocks.append((places, names, here))
    return blocks


def _with_own(metrics: Metrics, own: str) -> Metrics:
    """Figures of the file's own platform by name are those it states without one: they share a row."""
    found = dict(metrics)
    for name, platform in list(found):
        if platform and platform == own:
            named, plain = found.pop((name, platform)), found.get((name, ""))
            found[name, ""] = named if plain is None else np.where(np.isnan(named), plain, named)
    return found
