"""The cleaned rows of a file as identity and intake read them: every text there, blank where the file has none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.importing.cleaning.rows import CleanRows


@dataclass(frozen=True)
class Incoming(CleanRows):
    """``CleanRows`` that can be asked for any column of texts, and for all that a row says."""

    def text(self, name: str) -> Any:
        """A column of texts, blank when the file has none."""
        return self.texts.get(name, self._blank)

    @cached_property
    def _blank(self) -> Any:
        import pyarrow as pa

        return pa.repeat(pa.scalar("", pa.string()), len(self))

    def said(self, place: int) -> str:
        """All a row says, to tell rows of one name apart whatever their order."""
        words = [column[place].as_py() for column in (*self.texts.values(), *self.handles.values(), self.channel)]
        numbers = [
            repr(float(c[place])) for group in (self.metrics, self.external, self.levels) for c in group.values()
        ]
        return "\0".join([*words, str(self.day[place]), *numbers])


def incoming(clean: CleanRows) -> Incoming:
    """What ``cleaning.clean`` gave."""
    return Incoming(**vars(clean))
