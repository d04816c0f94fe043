"""Which bytes are which letters: any file's bytes become UTF-8, and what was damaged is said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np

from core.model import Issue

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 1 << 22
SAMPLE = 1 << 18
REPLACEMENT = "\ufffd".encode()
TWICE = re.compile(rb"\xc3\x83\xc2[\xa0-\xbf]")  # "é" written as UTF-8, read as cp1252 and written as UTF-8 again

DAMAGED = "letters were lost before the file came here (shown as \ufffd)"
BAD_BYTES = "bytes that are no letters in this encoding were replaced by \ufffd"
NUL_REPLACED = "NUL characters were replaced by \ufffd"
SURROGATES = "half characters (lone surrogates) were replaced by \ufffd"
ENCODED_TWICE = "accents look encoded twice (Ã© for é)"
GUESSED = "the encoding is a guess from its letters"


@dataclass(frozen=True)
class Decoded:
    """A file's text as UTF-8 without a byte order mark, and the encoding it came in."""

    utf8: bytes
    encoding: str
    doubts: tuple[Issue, ...] = ()


def to_utf8(raw: bytes, said: str = "") -> Decoded:
    """The bytes as UTF-8: BOM, strict UTF-8, UTF-16 by its zero bytes, then an 8-bit encoding by its letters.

    ``said``: the encoding, where the user knows it; a byte order mark still goes before it.
    """
    doubts: list[Issue] = []
    for bom, name in BOMS:
        if raw.startswith(bom):
            text, bad = transcode(raw[len(bom) :], name)
            return finish((text, bad), f"{name}-bom", doubts)
    if said:
        return finish(transcode(raw, said), said, doubts)
    wide = zero_bytes(raw)
    if wide:
        return finish(transcode(raw, wide), wide, doubts)
    if is_utf8(raw):
        return finish((raw, 0), "utf-8", doubts)
    if mostly_utf8(raw):
        return finish(transcode(raw, "utf-8"), "utf-8", doubts)
    name = by_letters(raw)
    doubts.append(Issue(0, "", name, GUESSED))
    return finish(transcode(raw, name), name, doubts)


def from_text(text: str) -> Decoded:
    """Pasted text as UTF-8; lone surrogates are replaced, and said."""
    utf8 = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    if is_utf8(utf8):
        return finish((utf8, 0), "", [])
    clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text.removeprefix("\ufeff"))
    count = sum("\ud800" <= c <= "\udfff" for c in text)
    return finish((clean.encode(), count), "", [Issue(0, "", str(count), SURROGATES)])


def finish(text: tuple[bytes, int], encoding: str, doubts: list[Issue]) -> Decoded:
    """Replaces NUL, and tells the damage that came with the file from the ``bad`` letters replaced here."""
    utf8, bad = text
    if bad and not doubts:
        doubts.append(Issue(0, "", str(bad), BAD_BYTES))
    damaged = utf8.count(REPLACEMENT) - bad
    if damaged > 0:
        doubts.append(Issue(0, "", str(damaged), DAMAGED))
    if b"\0" in utf8:
        doubts.append(Issue(0, "", str(utf8.count(b"\0")), NUL_REPLACED))
        utf8 = utf8.replace(b"\0", REPLACEMENT)
    twice = sum(1 for _ in TWICE.finditer(utf8, 0, SAMPLE))
    if twice:
        doubts.append(Issue(0, "", str(twice), ENCODED_TWICE))
    return Decoded(utf8.removeprefix(codecs.BOM_UTF8), encoding, tuple(doubts))


def transcode(raw: bytes, encoding: str) -> tuple[bytes, int]:
    """The bytes in UTF-8, piece by piece, and how many letters had to be replaced. Valid UTF-8 passes as it is."""
    if encoding == "utf-8" and is_utf8(raw):
        return raw, 0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces, bad = [], 0
    for start in range(0, max(len(raw), 1), CHUNK):
        piece = raw[start : start + CHUNK]
        text = decoder.decode(piece, final=start + CHUNK >= len(raw))
        bad += text.count("\ufffd")
        pieces.append(text.encode("utf-8", "replace"))
    return b"".join(pieces), bad - original_damage(raw, encoding)


def original_damage(raw: bytes, encoding: str) -> int:
    """How many U+FFFD the bytes held already; no 8-bit encoding has one."""
    try:
        return raw.count("\ufffd".encode(encoding))
    except UnicodeEncodeError:
        return 0


def is_utf8(raw: bytes) -> bool:
    """Strictly; by Arrow's check of one huge text, which copies nothing and takes 0.1 s for 200 MB."""
    if len(raw) < CHUNK and raw.isascii():
        return True
    import pyarrow as pa

    whole = pa.py_buffer(np.array([0, len(raw)], np.int64))
    try:
        pa.Array.from_buffers(pa.large_binary(), 1, [None, whole, pa.py_buffer(raw)]).cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def mostly_utf8(raw: bytes) -> bool:
    """UTF-8 with a few bad bytes in it: ten good letters beyond ASCII for each bad byte."""
    text = raw[: 16 * SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return good >= 10 * bad


def zero_bytes(raw: bytes) -> str:
    """UTF-16 without a mark, by the side its zero bytes are on; empty when it is not UTF-16.

    A third of the letters has a zero byte, or, in alphabets that have none, every line end.
    """
    even, odd = raw[:SAMPLE:2], raw[1:SAMPLE:2]
    if len(odd) < 2:
        return ""
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        zeros = high.count(0)
        ends = [h for h, letter in zip(high, low, strict=False) if letter in b"\r\n"] if zeros else []
        if low.count(0) < 0.02 * len(low) and (zeros > 0.3 * len(high) or (len(ends) > 1 and not any(ends))):
            return name
    return ""


EIGHT_BIT = ("cp1252", "cp1251", "mac-roman", "cp850")
WESTERN = "éèêëàâáäãåæçîïíìôöóòõøœùûüúñßÿýÉÈÊÀÂÁÄÅÇÎÔÖÓØÙÛÜÚÑ"
SIGNS = "’‘“”«»–—…°€£§©®·•\xa0ºª¿¡²³½¼™†×"


def by_letters(raw: bytes) -> str:
    """The 8-bit encoding whose letters look like words: cp1252 unless another one reads clearly better."""
    lines = re.findall(rb"[^\r\n]{0,200}[\x80-\xff][^\r\n]{0,200}", raw[: 64 * SAMPLE])
    sample = b"\n".join(lines[:2000])
    marks = {name: likeness(sample.decode(name, "replace"), name) for name in EIGHT_BIT}
    best = max(marks, key=lambda name: marks[name])
    if best == "cp1252" or marks[best] <= marks["cp1252"] + 0.1:
        undefined = any(byte in sample for byte in b"\x81\x8d\x8f\x90\x9d")
        return "iso-8859-1" if undefined else "cp1252"
    return best


def likeness(text: str, name: str) -> float:
    """How much the letters beyond ASCII look like words of that alphabet: about -2 to 1 a letter."""
    total = count = 0
    padded = f" {text} "
    for i, c in enumerate(padded):
        if c > "\x7f":
            count += 1
            total += alike(c, padded[i - 1], padded[i + 1], name)
    return total / count if count else 0.0


def alike(c: str, before: str, after: str, name: str) -> int:
    """One letter between its neighbours: 1 as it should be, 0 odd, -1 or -2 wrong."""
    if c.isupper() and before.islower():
        return -2
    if name == "cp1251":
        cyrillic = "\u0400" <= c <= "\u04ff"
        latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
        return (-1 if latin else 1) if cyrillic else 0
    if c in WESTERN:
        lonely = not (before > "\x7f" and before.isalpha()) and not (after > "\x7f" and after.isalpha())
        return 1 if lonely else -1
    inside = before.isalpha() and after.isalpha()
    if c in SIGNS:
        return 1 if c == "’" or not inside else -1
    return -1 if inside or not c.isprintable() else 0
