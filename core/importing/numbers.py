"""Numbers as people and tools write them: ``475.8m``, ``12 500``, ``1,39 %``, ``2.28E+11``; never a guess in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from core.model import FloatArray

Mark = Literal[".", ","]
SPACES = " \u00a0\u202f\u2009\u2007\t'’_"
SCALES = {
    "": 0,
    "k": 3,
    "mille": 3,
    "thousand": 3,
    "тыс": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "millions": 6,
    "млн": 6,
    "b": 9,
    "bn": 9,
    "g": 9,
    "md": 9,
    "mds": 9,
    "mrd": 9,
    "milliard": 9,
    "milliards": 9,
    "billion": 9,
    "billions": 9,
    "млрд": 9,
}
NOT_A_NUMBER = "This is not a number."
MADE_A_DATE = "A spreadsheet seems to have made a date of this number; it is left out."
CUT_THOUSANDS = "The thousands look cut short; it is left out."
A_RANGE = "A range: its middle is taken."
A_MARK = "A mark out of a whole: the mark is taken as it stands."
OTHER_MARK = "The decimal mark differs from the rest of the column."
NEGATIVE = "A number below zero means nothing here; it is left out."
UNDECIDED = "Commas or points could part thousands or decimals here; they are taken for the mark shown."

_DROP = str.maketrans("", "", SPACES)
_CURRENCY = re.compile(r"[€$£¥₽]|\b(?:eur|usd|gbp|chf|cad)\b", re.IGNORECASE)
_NUMBER = re.compile(r"([-+−]?)((?:\d[\d.,]*|[.,]\d+))(?:e([-+]?\d{1,3}))?([a-zа-я]*)\.?(%?)", re.IGNORECASE)
_RANGE = re.compile(r"(\d[\d.,]*)[-–—à](\d[\d.,]*)(?:/[a-zéû]+)?")
_MARK_OF = re.compile(r"(\d[\d.,]*)/(\d+)")
_MONTH = "jan|f[ée]v|feb|mar|avr|apr|mai|may|juin|juil|jun|jul|ao[ûu]|aug|sep|oct|nov|d[ée]c"
_DATE_LIKE = re.compile(rf"(?:\d{{1,2}}[-./ ])?(?:{_MONTH})[a-zéû]*\.?[-./ ]?\d{{0,4}}", re.IGNORECASE)
_GROUPED = {",": re.compile(r"\d{1,3}(,\d{3})+"), ".": re.compile(r"\d{1,3}(\.\d{3})+")}
_EXACT = 2**53


class Parsed(NamedTuple):
    """A number (None where there is none) and what is to be said about it ("" for nothing)."""

    value: float | None
    remark: str = ""


@dataclass(frozen=True)
class Decimal:
    """A column's decimal mark, whether its values decide it, and examples of those that do not."""

    mark: Mark
    decided: bool
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """A column as numbers: ``value`` (n, NaN where there is none); ``remarks`` text -> what is to be said of it;
    ``percent`` when the values bear the sign."""

    value: FloatArray
    remarks: dict[str, str]
    decimal: Decimal
    percent: bool


def decimal_mark(texts: Iterable[str], default: Mark = ".") -> Decimal:
    """The decimal mark of a column, from all its values: each that can mean one thing only is a vote."""
    votes: Counter[str] = Counter()
    doubtful: list[str] = []
    for text in texts:
        mark = _vote(re.sub(r"[^\d.,]", "", text.translate(_DROP)))
        if mark == "?":
            doubtful.append(text)
        elif mark:
            votes[mark] += 1
    if votes:
        winner: Mark = "," if votes[","] > votes["."] else "."
        return Decimal(winner, True)
    return Decimal(default, not doubtful, tuple(doubtful[:5]))


def _vote(digits: str) -> str:
    """``,`` or ``.`` where one must be the decimal mark, ``?`` where either may be, "" where there is none."""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    mark = "," if commas else "."
    if commas + points == 0:
        return ""
    other = "." if mark == "," else ","
    if commas + points > 1:
        return other if _GROUPED[mark].fullmatch(digits) else ""
    whole, _, rest = digits.partition(mark)
    if len(rest) != 3 or len(whole) > 3 or whole in ("", "0"):
        return mark
    return "?"


def parse(text: str, mark: Mark = ".") -> Parsed:
    """One number, with the column's decimal mark; the value is None where the text is no number to be trusted."""
    squeezed = _CURRENCY.sub("", text.strip()).translate(_DROP)
    found = _NUMBER.fullmatch(squeezed)
    if not found:
        return _odd(squeezed, mark)
    sign, digits, exponent, unit, _ = found.groups()
    scale = SCALES.get(unit.lower())
    if scale is None:
        return Parsed(None, MADE_A_DATE if _DATE_LIKE.fullmatch(squeezed) else NOT_A_NUMBER)
    plain, remark = _plain(digits, mark, bool(scale or exponent))
    if plain is None:
        return Parsed(None, remark)
    value = _scaled(plain, scale + int(exponent or 0))
    return Parsed(-value if sign in ("-", "−") else value, remark)


def _odd(text: str, mark: Mark) -> Parsed:
    """What is more than a number: a range, a mark out of ten, a date that was a number."""
    if found := _RANGE.fullmatch(text):
        low, high = (parse(part, mark).value for part in found.groups())
        return Parsed(None, NOT_A_NUMBER) if low is None or high is None else Parsed((low + high) / 2, A_RANGE)
    if found := _MARK_OF.fullmatch(text):
        return Parsed(parse(found[1], mark).value, A_MARK)
    return Parsed(None, MADE_A_DATE if text and _DATE_LIKE.fullmatch(text) else NOT_A_NUMBER)


def _plain(digits: str, mark: Mark, scaled: bool) -> tuple[str | None, str]:
    """Digits with a point for the decimal mark and no thousands; None with the reason where they do not add up."""
    thousands = "." if mark == "," else ","
    whole, _, rest = digits.partition(mark)
    if mark in rest or thousands in rest:
        other = decimal_mark([digits], mark)
        return _plain(digits, other.mark, scaled) if other.mark != mark and other.decided else (None, NOT_A_NUMBER)
    if thousands in whole and not _GROUPED[thousands].fullmatch(whole):
        # "1,2M" in a column with points is a decimal; "730,5" among "10,800,000" has lost digits.
        if scaled and whole.count(thousands) == 1 and not rest:
            return whole.replace(thousands, "."), OTHER_MARK
        return None, CUT_THOUSANDS
    return f"{whole.replace(thousands, '')}.{rest}", ""


def _scaled(plain: str, power: int) -> float:
    """The number without the dust of binary fractions: 475.8 with six places more is 475,800,000."""
    whole, _, rest = plain.partition(".")
    mantissa, power = int(f"{whole}{rest}" or "0"), power - len(rest)
    if power >= 0 and power < 30:
        return float(mantissa * 10**power)
    return float(f"{mantissa}e{power}")


def column(texts: Any, missing: frozenset[str], default: Mark = ".") -> Numbers:
    """A pyarrow column of texts as numbers. Plain digits are cast; the rest is parsed once for each distinct text.

    Blank texts and ``missing`` words (compared stripped and casefolded) are NaN; a missing word gets no remark here.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    digits = pc.and_(pc.utf8_is_decimal(texts), pc.less(pc.binary_length(texts), 19))
    plain = digits.to_numpy(zero_copy_only=False)
    value = np.full(len(plain), np.nan)
    value[plain] = pc.cast(pc.cast(texts.filter(digits), pa.int64()), pa.float64(), safe=False).to_numpy()
    coded = texts.filter(pc.invert(digits)).dictionary_encode()
    distinct = [text if text.strip().casefold() not in missing else "" for text in coded.dictionary.to_pylist()]
    decimal = decimal_mark(distinct, default)
    parsed = [parse(text, decimal.mark) if text.strip() else Parsed(None) for text in distinct]
    looked_up = np.array([np.nan if p.value is None else p.value for p in parsed])
    if len(looked_up):
        value[~plain] = looked_up[coded.indices.to_numpy()]
    remarks = {text: p.remark for text, p in zip(distinct, parsed, strict=True) if p.remark}
    signs = sum(text.rstrip().endswith("%") for text in distinct)
    return Numbers(value, remarks, decimal, signs * 2 > sum(bool(text.strip()) for text in distinct) > 0)
