"""The sample campaign, made once in a process for all its tests: importing its files takes half a second."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core import i18n
from core.sample.campaign import fill_sample
from core.workspace.store import Workspace, open_copy, open_workspace


def sample_workspace() -> Workspace:
    """A workspace in memory with the sample campaign, as ``fill_sample`` makes it."""
    with TemporaryDirectory() as folder:
        return open_copy(copy_sample(Path(folder) / "sample.entregent"))


def copy_sample(path: Path) -> Path:
    """A workspace file with the sample campaign, in the language in use."""
    path.write_bytes(_filled(i18n.current(), i18n.catalogue))
    return path


@cache
def _filled(language: str, catalogue: object) -> bytes:
    """A closed workspace file of the sample, whose texts come from a catalogue: some tests put another in its place."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.entregent"
        workspace = open_workspace(path)
        fill_sample(workspace)
        workspace.close()
        return path.read_bytes()
