"""Which letters can be printed here: the report's own font, then the system's for the scripts it lacks."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FAMILY = "Inter"


@cache
def font_folder() -> Path:
    """The folder of the report's font, which comes with the program."""
    import fontpkg

    return Path(fontpkg.path(FAMILY)).parent


@cache
def fonts() -> Any:
    """The fonts typst may use, found once: Inter by name, everything else only where Inter has no letter."""
    import typst

    return typst.Fonts(font_paths=[str(font_folder())])


@cache
def _list_readable() -> tuple[tuple[str, int], ...]:
    """Every font file with its place in it, the report's own first."""
    found = {(info.path, info.index) for info in fonts().fonts() if info.path}
    own = str(font_folder())
    return tuple(sorted(found, key=lambda font: (not font[0].startswith(own), font)))


@cache
def letters(path: str, index: int) -> frozenset[int]:
    """The code points a font file has a shape for; empty where the file cannot be understood."""
    try:
        return frozenset(_read_coverage(Path(path).read_bytes(), index))
    except (OSError, struct.error, IndexError):
        return frozenset()


def missing(characters: Iterable[str]) -> list[str]:
    """The characters among these that no font here can show, in code order."""
    left = {ord(c) for c in set(characters) if c > "~"} - _SHAPELESS
    for path, index in _list_readable():
        if not left:
            break
        left -= letters(path, index)
    return [chr(code) for code in sorted(left)]


# Joiners, spaces without width and variation selectors need no shape of their own.
_SHAPELESS = frozenset((0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)))


def _read_coverage(data: bytes, index: int) -> Iterable[int]:
    """The code points of the ``cmap`` table (OpenType 1.9), formats 4 and 12, which every font of today has."""
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", data, start + 4)[0]
    for record in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * record)
        if tag == b"cmap":
            return _read_cmap(data, offset)
    return ()


def _read_cmap(data: bytes, table: int) -> set[int]:
    codes: set[int] = set()
    for record in range(struct.unpack_from(">H", data, table + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * record)
        form = struct.unpack_from(">H", data, table + offset)[0]
        if platform not in (0, 3):
            continue
        if form == 4:
            codes.update(_format_4(data, table + offset))
        elif form == 12:
            codes.update(_format_12(data, table + offset))
    return codes


def _format_4(data: bytes, at: int) -> Iterable[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    ranges_at = at + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if ranges[i]:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * i + ranges[i] + 2 * (code - starts[i]))[0]
            else:
                glyph = (code + deltas[i]) & 0xFFFF
            if glyph:
                yield code


def _format_12(data: bytes, at: int) -> Iterable[int]:
    for group in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
        yield from range(first + (glyph == 0), min(last, 0x10FFFF) + 1)
