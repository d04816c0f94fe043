"""A module that is loaded when something of it is first used, so that the window is painted before it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from inspect import Signature, signature


class LazyModule:
    """Stands for a module. Its functions may be named before it is loaded, and passed to the worker, which loads it
    when it calls one: the window need not wait."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        if self._name not in sys.modules:
            return LazyFunction(self._name, name)
        # Asked for again: while another thread is still loading it, it stands there half made; this waits for it.
        return getattr(import_module(self._name), name)


class LazyFunction:
    """A function of a module that is loaded when the function is called, or asked for its signature."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *values: object, **named: object) -> object:
        return self._load_function()(*values, **named)

    @property
    def __signature__(self) -> Signature:
        return signature(self._load_function())

    def _load_function(self) -> Callable[..., object]:
        function: Callable[..., object] = getattr(import_module(self._module), self._name)
        return function
