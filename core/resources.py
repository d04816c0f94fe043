"""Where the texts, models, rubrics and templates lie that come with the program as data."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
