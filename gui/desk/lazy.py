"""A module that is loaded when something of it is first used, so that the window is painted before it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class LazyModule:
    """Stands for a module until one of its names is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> object:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, name)
