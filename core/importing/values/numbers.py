"""Numbers as people and tools write them: ``475.8m``, ``12 500``, ``1,39 %``, ``2.28E+11``; no guess in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from core.importing.values import units
from core.importing.values.marks import GROUPED, LAKHS, MARKS, SPACE, SPACED, Decimal, Mark, decimal_mark, elected, vote
from core.model import BoolArray, FloatArray, LongArray

__all__ = ["MARKS", "Decimal", "Mark", "decimal_mark"]

SCALES = units.scales()
NOT_A_NUMBER = "This is not a number."
MADE_A_DATE = "A spreadsheet seems to have made a date of this number; it is left out."
CUT_THOUSANDS = "The thousands look cut short; it is left out."
MAYBE_CUT = "Far below the rest of a column whose thousands are cut short in places; it is left out."
A_RANGE = "A range: its middle is taken."
A_MARK = "A mark out of a whole: the mark is taken as it stands."
ABOUT = "An approximate number: it is taken as it stands."
OTHER_MARK = "The decimal mark differs from the rest of the column."
EITHER_UNIT = "This unit is a thousand in Spanish or Portuguese and a million elsewhere; a thousand is taken."
WHOLE = "People are counted in whole numbers: the mark is taken to part thousands."
NEGATIVE = "A number below zero means nothing here; it is left out."
COMMAS_PART = "These can be read in two ways; commas are taken to part thousands."
POINTS_PART = "These can be read in two ways; points are taken to part thousands."

_CURRENCY = re.compile(
    r"(?:\b(?:us|ca?|au?|nz|hk|r))?[€$£¥₽₹](?:(?:us|cad?|aud?)\b)?|\b(?:eur|usd|gbp|chf|cad|aud|kr|zł)\b", re.IGNORECASE
)
_ROUGH_WORDS = "|".join(re.escape(word) if len(word) == 1 else rf"{re.escape(word)}[\s.]" for word in units.roughly())
_ROUGHLY = re.compile(
    rf"(?:[~≈≃<>≤≥]|{_ROUGH_WORDS})\s*(.*)"
    r"|(.*\S)\s*\+",
    re.IGNORECASE,
)
# What is counted, or over which time, may stand behind a figure; it says nothing that the heading does not.
_COUNTED = re.compile(
    r"(?<=[\s\dkmb%])\s*(?:d[’'])?(?:followers?|abonn[ée]e?s?|subscribers?|fans?|vues?|views?|posts?|likes?|j[’']aime|"
    r"comments?|commentaires?|visites?|visits?|visit(?:eu|o)rs?|подписчик\w*|fois|times|x)$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\s*(?:/|\bpar |\bper |\ba )\s?(?:mois|month|jour|day|semaine|week|an|year|post|publication)$", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"([-+−]?)\s?((?:\d{{1,3}}(?:{SPACE}\d{{3}})+|\d+)(?:[.,]\d+)*[.,]?|[.,]\d+)"
    r"(?:e([-+]?\d{1,3}))?\s*([^\W\d_][^\s\d%.,/]*)?\.?\s*(%?)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:entre |between |de |from )?(\d.*?)\s*(?:[-–—]|\bà\b|\bto\b|\bet\b|\band\b)\s*(\d.*)", re.IGNORECASE
)
_MARK_OF = re.compile(r"(\d[\d.,]*)\s?(?:/|sur|out of)\s?(\d+)")
_MONTH = "jan|f[ée]v|feb|mar|avr|apr|mai|may|juin|juil|jun|jul|ao[ûu]|aug|sep|oct|nov|d[ée]c"
_DATE_LIKE = re.compile(
    rf"(?:\d{{1,2}}[-./ ])?(?:{_MONTH})[a-zéû]*\.?[-./ ]?\d{{0,4}}"
    r"|0\d[-/]\d{1,2}|\d{1,2}[-/]0\d"
    r"|\d{4}-\d\d-\d\d(?:[T ].*)?|\d{1,2}(?P<by>[-/.])\d{1,2}(?P=by)\d{2,4}(?: .*)?|\d{1,2}[-/](?:19|20)\d\d",
    re.IGNORECASE,
)
_ITS_UNIT = re.compile(r"\d\s*([^\W\d_]+)\.?\s*$")
_EITHER = rf"(?i)\d\s*({'|'.join(sorted(units.ambiguous()))})\.?\s*$"
_TWO_UNITS = re.compile(r"([\d.,]+\s*[亿億억])\s*([\d.,]+\s*[万萬만])")
# Forms of full width, as East Asian keyboards type them, beside plain ones.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_MOST_DIGITS = 18
# A cell may hold 32,767 letters, over which the patterns would take half a second.
_LONGEST = 300
_EXACT_POWER = 22


class Parsed(NamedTuple):
    """A number (None where there is none) and what is to be said about it ("" for nothing)."""

    value: float | None
    remark: str = ""


@dataclass(frozen=True)
class Convention:
    """What a column says of its cells: the power of ten of those without a unit of their own (its heading's), the
    power of units that mean several, and whether commas part thousands as in India (12,34,567)."""

    power: int = 0
    units: Mapping[str, int] = field(default_factory=dict)
    lakhs: bool = False


PLAIN = Convention()


@dataclass(frozen=True)
class Numbers:
    """A column as numbers: ``value`` (n, NaN where there is none); ``remarks`` text -> what is to be said of it;
    ``missing`` the texts taken for "not known"; ``percent`` when the values bear the sign."""

    value: FloatArray
    remarks: dict[str, str]
    decimal: Decimal
    percent: bool
    missing: tuple[str, ...] = ()


def parse(text: str, mark: Mark = ".", convention: Convention = PLAIN) -> Parsed:
    """One number, with the column's decimal mark and convention; the value is None where the text is no number to be
    trusted. A unit, an exponent or a percent sign of its own counts before the column's."""
    if len(text) > _LONGEST:
        return Parsed(None, NOT_A_NUMBER)
    bare = _strip_units(text)
    roughly = _ROUGHLY.fullmatch(bare)
    found = _NUMBER.fullmatch((roughly[1] or roughly[2] or "").strip() if roughly else bare)
    if not found:
        return _parse_odd(bare, mark, convention)
    sign, digits, exponent, unit, percent = found.groups()
    scale = units.power_of(unit, convention.units) if unit else 0 if exponent or percent else convention.power
    if scale is None:
        return Parsed(None, MADE_A_DATE if _DATE_LIKE.fullmatch(bare) else NOT_A_NUMBER)
    plain, remark = _plain_digits(SPACED.sub("", digits), mark, bool(scale or exponent or percent), convention.lakhs)
    value = None if plain is None else _scale_number(plain, scale + int(exponent or 0))
    if value is None:
        return Parsed(None, remark or NOT_A_NUMBER)
    return Parsed(-value if sign in ("-", "−") else value, remark or (ABOUT if roughly else ""))


def _strip_units(text: str) -> str:
    """The figure without its currency, what is counted, and over which time."""
    text = text if text.isascii() else text.translate(_NARROW)
    return _COUNTED.sub("", _PERIOD.sub("", _CURRENCY.sub("", text).strip())).strip()


def _parse_odd(text: str, mark: Mark, convention: Convention) -> Parsed:
    """What is more than a number: a range, a mark out of ten, two units, a date that was a number."""
    if _DATE_LIKE.fullmatch(text) and text:
        return Parsed(None, MADE_A_DATE)
    if found := _RANGE.fullmatch(text):
        return _middle_of_range(found[1], found[2], mark, convention)
    if found := _TWO_UNITS.fullmatch(text):
        values = [parse(part, mark).value for part in found.groups()]
        return Parsed(None, NOT_A_NUMBER) if None in values else Parsed(sum(value or 0.0 for value in values))
    if found := _MARK_OF.fullmatch(text):
        given, whole = _plain_digits(found[1], mark, True)[0], float(found[2])
        value = _scale_number(given, 0) if given else None
        if value is not None and value <= whole:
            return Parsed(value, A_MARK)
    return Parsed(None, NOT_A_NUMBER)


def _middle_of_range(low: str, high: str, mark: Mark, convention: Convention) -> Parsed:
    """The middle of a range; a unit on its upper end alone is meant for both."""
    ends = _NUMBER.fullmatch(low), _NUMBER.fullmatch(high)
    if not ends[0] or not ends[1]:
        return Parsed(None, NOT_A_NUMBER)
    unit = "" if ends[0][4] or ends[0][5] else (ends[1][4] or "") + ends[1][5]
    lower, upper = parse(low + unit, mark, convention).value, parse(high, mark, convention).value
    if lower is None or upper is None or lower > upper:
        return Parsed(None, NOT_A_NUMBER)
    return Parsed((lower + upper) / 2, A_RANGE)


def _plain_digits(digits: str, mark: Mark, small: bool, lakhs: bool = False) -> tuple[str | None, str]:
    """Digits with a point for the decimal mark and no thousands; None with the reason where they do not add up.

    ``small``: a unit, an exponent or a percent sign says that no thousands are to be expected in the figure.
    """
    thousands = "." if mark == "," else ","
    digits = digits.rstrip(".,") if digits[-1] in ".," else digits
    whole, _, rest = digits.partition(mark)
    if mark in rest or thousands in rest:
        other = decimal_mark([digits], mark)
        return (
            _plain_digits(digits, other.mark, small) if other.mark != mark and other.decided else (None, NOT_A_NUMBER)
        )
    if lakhs and LAKHS.fullmatch(whole):
        return f"{whole.replace(',', '')}.{rest}", ""
    if thousands in whole and not GROUPED[thousands].fullmatch(whole):
        # "1,2M" in a column with points is a decimal; "730,5" among "10,800,000" has lost digits.
        before, _, after = whole.partition(thousands)
        if not rest and thousands not in after and (small or not before.strip("0")):
            return f"{before}.{after}", OTHER_MARK
        return None, CUT_THOUSANDS
    return f"{whole.replace(thousands, '')}.{rest}", ""


def _scale_number(plain: str, power: int) -> float | None:
    """The number without the dust of binary fractions: 475.8 with six places more is 475,800,000.

    None for what no counter shows: more than 30 digits.
    """
    whole, _, rest = plain.partition(".")
    mantissa, power = int(f"{whole}{rest}" or "0"), power - len(rest)
    if len(str(mantissa)) + power > 30 or len(plain) > 60:
        return None
    return float(mantissa * 10**power) if power >= 0 else float(f"{mantissa}e{power}")


def column(
    texts: Any, missing: frozenset[str], default: Mark = ".", mark: Mark | None = None, power: int = 0
) -> Numbers:
    """A pyarrow column of texts as numbers: plain digits are cast, each distinct other text is read once.

    Blank texts and ``missing`` words (compared stripped and casefolded; figures by their value) are NaN, without a
    remark. ``mark``: the decimal mark somebody chose for the column, whatever its values say. ``power``: the power of
    ten that the heading states for figures without a unit of their own.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    digits = pc.and_(pc.ascii_is_decimal(texts), pc.less_equal(pc.binary_length(texts), _MOST_DIGITS))
    plain = digits.to_numpy(zero_copy_only=False)
    value = np.full(len(plain), np.nan)
    value[plain] = pc.cast(texts.filter(digits), pa.int64()).to_numpy().astype(np.float64) * 10.0**power
    coded = texts.filter(pc.invert(digits)).dictionary_encode()
    distinct = _blank_missing(coded.dictionary, missing)
    decimal = Decimal(mark, True) if mark else _mark_of(distinct, default)
    if power and not decimal.decided:
        # Thousands of thousands are not expected: under "(k)" 1.234 is 1,234 people.
        decimal = replace(decimal, mark="," if decimal.mark == "." else ".")
    looked_up, remarks, convention = _read_distinct(distinct, decimal.mark, power)
    remarks |= _either_way(distinct, convention)
    if len(looked_up):
        value[~plain] = looked_up[coded.indices.to_numpy()]
    if CUT_THOUSANDS in remarks.values():
        remarks |= _without_small(texts, value)
    figures = [figure for word in missing if (figure := parse(word, decimal.mark, convention).value) is not None]
    unknown = pc.and_(pc.equal(distinct, ""), pc.not_equal(pc.utf8_trim_whitespace(coded.dictionary), ""))
    gone = coded.dictionary.filter(unknown).to_pylist()
    if figures:
        unknown = np.isin(value, figures)
        gone += pc.unique(texts.filter(pa.array(unknown))).to_pylist()
        value[unknown] = np.nan
    signs = pc.sum(pc.ends_with(pc.utf8_rtrim_whitespace(distinct), "%")).as_py() or 0
    percent = signs * 2 > (pc.sum(pc.not_equal(distinct, "")).as_py() or 0)
    return Numbers(value, remarks, decimal, percent, tuple(gone))


def _without_small(texts: Any, value: FloatArray) -> dict[str, str]:
    """Takes out of ``value`` what lies a thousand times below the column's middle, and says so by its texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    small = (value > 0) & (value * 1000 < np.nanmedian(value)) if not np.isnan(value).all() else np.isnan(value)
    value[small] = np.nan
    return dict.fromkeys(pc.unique(texts.filter(pa.array(small))).to_pylist(), MAYBE_CUT)


def _blank_missing(distinct: Any, missing: frozenset[str]) -> Any:
    """The distinct texts, those that say nothing made empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = pc.utf8_lower(pc.utf8_trim_whitespace(distinct))
    return pc.if_else(pc.is_in(bare, value_set=pa.array(["", *sorted(missing)], pa.string())), "", distinct)


def _mark_of(distinct: Any, default: Mark) -> Decimal:
    """``decimal_mark`` of distinct texts, one vote a shape: which digits stand there (but a leading 0) is no matter."""
    import pyarrow as pa
    import pyarrow.compute as pc

    marked = distinct.filter(pc.match_substring_regex(distinct, "[.,]"))
    bare = pc.replace_substring_regex(marked, SPACE, "")
    led = pc.replace_substring_regex(bare, r"^(\D*)0+([.,])", r"\1z\2")
    coded = pc.replace_substring_regex(led, r"\d", "9").dictionary_encode()
    shapes = [vote(shape.replace("z", "0")) for shape in coded.dictionary.to_pylist()]
    counts = np.bincount(coded.indices.to_numpy(), minlength=len(shapes)).tolist()
    votes: Counter[str] = Counter()
    for cast, count in zip(shapes, counts, strict=True):
        votes[cast] += count
    unsure = pa.array([cast == "?" for cast in shapes], pa.bool_()).take(coded.indices)
    return elected(votes, marked.filter(unsure).to_pylist() if votes["?"] and set(votes) <= {"?", ""} else [], default)


def _read_distinct(distinct: Any, mark: Mark, power: int = 0) -> tuple[FloatArray, dict[str, str], Convention]:
    """Values and remarks of distinct texts, and the column's convention: texts of the usual form by whole columns, the
    odd ones by ``parse``."""
    import pyarrow.compute as pc

    value, usual = _parse_usual(distinct, mark, Convention(power))
    remarks: dict[str, str] = {}
    odd = np.flatnonzero(~usual & pc.not_equal(distinct, "").to_numpy(zero_copy_only=False))
    texts = distinct.take(odd).to_pylist()
    convention = _find_convention(texts, distinct, power)
    if convention.units:
        value, _ = _parse_usual(distinct, mark, convention)
    for place, text in zip(odd.tolist(), texts, strict=True):
        parsed = parse(text, mark, convention)
        value[place] = np.nan if parsed.value is None else parsed.value
        if parsed.remark:
            remarks[text] = parsed.remark
    return value, remarks, convention


def _find_convention(texts: Sequence[str], distinct: Any, power: int) -> Convention:
    """What a column's odd ``texts`` say of all its cells."""
    import pyarrow.compute as pc

    named = {found[1] for text in texts if (found := _ITS_UNIT.search(text[:_LONGEST]))}
    indian = any(LAKHS.search(text[:_LONGEST]) for text in texts)
    western = indian and pc.any(pc.match_substring_regex(distinct, r"^\D*\d{1,3},\d{3},\d{3}")).as_py()
    return Convention(power, units.convention_of(named), bool(indian and not western))


def _either_way(distinct: Any, convention: Convention) -> dict[str, str]:
    """The texts whose unit means one power of ten in one language and another in another, where the column's other
    units do not settle it; each with what is to be said."""
    import pyarrow.compute as pc

    texts = distinct.filter(pc.match_substring_regex(distinct, _EITHER)).to_pylist()
    named = {text: found[1].casefold() for text in texts if (found := _ITS_UNIT.search(text[:_LONGEST]))}
    return {text: EITHER_UNIT for text, unit in named.items() if unit not in convention.units}


def _parse_usual(distinct: Any, mark: Mark, convention: Convention) -> tuple[FloatArray, BoolArray]:
    """Texts of the usual form (thousands in threes, one decimal mark, a unit or ``%``) as ``parse`` reads them.

    Returns the values (NaN elsewhere) and which texts are of that form.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    percent = "" if convention.power else "%?"  # a rate is never in thousands: ``parse`` reads it
    thousands = f"[{'.' if mark == ',' else ','}{SPACE[1:]}"
    one = rf"(?P<whole>\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:\{mark}(?P<rest>\d+))?"
    found = pc.extract_regex(
        distinct, rf"^{one}[ \x{{a0}}\x{{202f}}]?(?P<unit>[kKmMbB]|[Mm]d)?[ \x{{a0}}\x{{202f}}]?{percent}$"
    )
    usual = found.is_valid()
    whole, rest = pc.fill_null(found.field("whole"), "0"), pc.fill_null(found.field("rest"), "")
    grouped = pc.invert(pc.ascii_is_decimal(whole))
    whole = pc.replace_with_mask(whole, grouped, pc.replace_substring_regex(whole.filter(grouped), thousands, ""))
    figures = pc.binary_join_element_wise(whole, rest, "")
    usual = pc.and_(usual, pc.less_equal(pc.binary_length(figures), _MOST_DIGITS))
    mantissa = pc.cast(pc.if_else(usual, figures, "0"), pa.int64()).to_numpy()
    unit = found.field("unit").dictionary_encode()
    powers = [_power_of(name, convention) for name in unit.dictionary.to_pylist()]
    scales = np.array([*powers, convention.power], np.int64)
    scale = scales[pc.fill_null(unit.indices, len(scales) - 1).to_numpy()]
    is_usual = usual.to_numpy(zero_copy_only=False)
    value = _shift_mantissa(mantissa, scale - pc.binary_length(rest).to_numpy())
    return np.where(is_usual, value, np.nan), is_usual


def _power_of(unit: str, convention: Convention) -> int:
    """The power of ten of a usual unit, the column's where a cell has none."""
    return (units.power_of(unit, convention.units) or 0) if unit else convention.power


def _shift_mantissa(mantissa: LongArray, power: LongArray) -> FloatArray:
    """``mantissa * 10**power`` rounded once: below 2**53 and up to 10**22 both factors are exact."""
    up = 10.0 ** np.clip(power, 0, _EXACT_POWER)
    down = 10.0 ** np.clip(-power, 0, _EXACT_POWER)
    value = np.asarray(mantissa * up / down, np.float64)
    for place in np.flatnonzero(np.abs(mantissa) >= 2**53).tolist():
        value[place] = _scale_number(f"{mantissa[place]}.", int(power[place]))
    return value
