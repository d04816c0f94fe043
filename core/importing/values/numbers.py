"""Numbers as people and tools write them: ``475.8m``, ``12 500``, ``1,39 %``, ``2.28E+11``; no guess in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np

from core.model import BoolArray, FloatArray, LongArray

Mark = Literal[".", ","]
MARKS: tuple[Mark, Mark] = (".", ",")
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
MAYBE_CUT = "Far below the rest of a column whose thousands are cut short in places; it is left out."
A_RANGE = "A range: its middle is taken."
A_MARK = "A mark out of a whole: the mark is taken as it stands."
ABOUT = "An approximate number: it is taken as it stands."
OTHER_MARK = "The decimal mark differs from the rest of the column."
WHOLE = "People are counted in whole numbers: the mark is taken to part thousands."
NEGATIVE = "A number below zero means nothing here; it is left out."
COMMAS_PART = "These can be read in two ways; commas are taken to part thousands."
POINTS_PART = "These can be read in two ways; points are taken to part thousands."

_SPACE = "[ \u00a0\u202f\u2009\u2007'’_]"
_SPACED = re.compile(_SPACE)
_CURRENCY = re.compile(
    r"(?:\b(?:us|ca?|au?|nz|hk|r))?[€$£¥₽₹](?:(?:us|cad?|aud?)\b)?|\b(?:eur|usd|gbp|chf|cad|aud|kr|zł)\b", re.IGNORECASE
)
_ROUGHLY = re.compile(
    r"(?:[~≈≃<>≤≥]|(?:env(?:iron|\.)?|about|approx\.?|circa|ca\.|plus de|over|more than|moins de|less than)\s)\s*(.*)"
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
    rf"([-+−]?)\s?((?:\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d+)(?:[.,]\d+)*[.,]?|[.,]\d+)"
    r"(?:e([-+]?\d{1,3}))?\s*([a-zа-я]*)\.?\s*(%?)",
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
_GROUPED = {",": re.compile(r"\d{1,3}(,\d{3})+"), ".": re.compile(r"\d{1,3}(\.\d{3})+")}
_PROOFS = ((",,", ".."), (",", "."))
_MOST_DIGITS = 18
# A cell may hold 32,767 letters, over which the patterns would take half a second.
_LONGEST = 300
_EXACT_POWER = 22


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
    ``missing`` the texts taken for "not known"; ``percent`` when the values bear the sign."""

    value: FloatArray
    remarks: dict[str, str]
    decimal: Decimal
    percent: bool
    missing: tuple[str, ...] = ()


def decimal_mark(texts: Iterable[str], default: Mark = ".") -> Decimal:
    """The decimal mark of a column, from all its values: each that can mean one thing only is a vote.

    Where none can, a lone mark before three digits is taken to part thousands; ``default`` where both marks stand so.
    """
    votes: Counter[str] = Counter()
    doubtful: list[str] = []
    for text in texts:
        vote = _vote(text)
        votes[vote] += 1
        if vote == "?":
            doubtful.append(text)
    return _elected(votes, doubtful, default)


def _elected(votes: Counter[str], doubtful: list[str], default: Mark) -> Decimal:
    for comma, point in _PROOFS:
        if votes[comma] or votes[point]:
            return Decimal("," if votes[comma] > votes[point] else ".", True)
    used = {mark for text in doubtful for mark in ",." if mark in text}
    mark: Mark = default if len(used) != 1 else "." if "," in used else ","
    return Decimal(mark, not doubtful, tuple(doubtful[:5]))


def _vote(text: str) -> str:
    """``,`` or ``.`` where one must be the decimal mark, ``?`` where either may be, "" where there is none.

    Doubled, it is proof of more: both marks stand there, or the other one parts thousands again and again.
    """
    figures = re.findall(r"\d[\d.,]*", _SPACED.sub("", text))
    digits = figures[0].rstrip(".,") if figures else ""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        return ",," if digits.rfind(",") > digits.rfind(".") else ".."
    mark, other = (",", ".") if commas else (".", ",")
    if commas + points == 0:
        return ""
    if commas + points > 1:
        return other * 2 if _GROUPED[mark].fullmatch(digits) else ""
    whole, _, rest = digits.partition(mark)
    return "?" if len(rest) == 3 and len(whole) <= 3 and whole.strip("0") else mark


def parse(text: str, mark: Mark = ".") -> Parsed:
    """One number, with the column's decimal mark; the value is None where the text is no number to be trusted."""
    if len(text) > _LONGEST:
        return Parsed(None, NOT_A_NUMBER)
    bare = _COUNTED.sub("", _PERIOD.sub("", _CURRENCY.sub("", text).strip())).strip()
    roughly = _ROUGHLY.fullmatch(bare)
    found = _NUMBER.fullmatch((roughly[1] or roughly[2] or "").strip() if roughly else bare)
    if not found:
        return _odd(bare, mark)
    sign, digits, exponent, unit, percent = found.groups()
    scale = SCALES.get(unit.casefold())
    if scale is None:
        return Parsed(None, MADE_A_DATE if _DATE_LIKE.fullmatch(bare) else NOT_A_NUMBER)
    plain, remark = _plain(_SPACED.sub("", digits), mark, bool(scale or exponent or percent))
    value = None if plain is None else _scaled(plain, scale + int(exponent or 0))
    if value is None:
        return Parsed(None, remark or NOT_A_NUMBER)
    return Parsed(-value if sign in ("-", "−") else value, remark or (ABOUT if roughly else ""))


def _odd(text: str, mark: Mark) -> Parsed:
    """What is more than a number: a range, a mark out of ten, a date that was a number."""
    if _DATE_LIKE.fullmatch(text) and text:
        return Parsed(None, MADE_A_DATE)
    if found := _RANGE.fullmatch(text):
        return _middle(found[1], found[2], mark)
    if found := _MARK_OF.fullmatch(text):
        given, whole = _plain(found[1], mark, True)[0], float(found[2])
        value = _scaled(given, 0) if given else None
        if value is not None and value <= whole:
            return Parsed(value, A_MARK)
    return Parsed(None, NOT_A_NUMBER)


def _middle(low: str, high: str, mark: Mark) -> Parsed:
    """The middle of a range; a unit on its upper end alone is meant for both."""
    ends = _NUMBER.fullmatch(low), _NUMBER.fullmatch(high)
    if not ends[0] or not ends[1]:
        return Parsed(None, NOT_A_NUMBER)
    unit = "" if ends[0][4] or ends[0][5] else ends[1][4] + ends[1][5]
    lower, upper = parse(low + unit, mark).value, parse(high, mark).value
    if lower is None or upper is None or lower > upper:
        return Parsed(None, NOT_A_NUMBER)
    return Parsed((lower + upper) / 2, A_RANGE)


def _plain(digits: str, mark: Mark, small: bool) -> tuple[str | None, str]:
    """Digits with a point for the decimal mark and no thousands; None with the reason where they do not add up.

    ``small``: a unit, an exponent or a percent sign says that no thousands are to be expected in the figure.
    """
    thousands = "." if mark == "," else ","
    digits = digits.rstrip(".,") if digits[-1] in ".," else digits
    whole, _, rest = digits.partition(mark)
    if mark in rest or thousands in rest:
        other = decimal_mark([digits], mark)
        return _plain(digits, other.mark, small) if other.mark != mark and other.decided else (None, NOT_A_NUMBER)
    if thousands in whole and not _GROUPED[thousands].fullmatch(whole):
        # "1,2M" in a column with points is a decimal; "730,5" among "10,800,000" has lost digits.
        before, _, after = whole.partition(thousands)
        if not rest and thousands not in after and (small or not before.strip("0")):
            return f"{before}.{after}", OTHER_MARK
        return None, CUT_THOUSANDS
    return f"{whole.replace(thousands, '')}.{rest}", ""


def _scaled(plain: str, power: int) -> float | None:
    """The number without the dust of binary fractions: 475.8 with six places more is 475,800,000.

    None for what no counter shows: more than 30 digits.
    """
    whole, _, rest = plain.partition(".")
    mantissa, power = int(f"{whole}{rest}" or "0"), power - len(rest)
    if len(str(mantissa)) + power > 30 or len(plain) > 60:
        return None
    return float(mantissa * 10**power) if power >= 0 else float(f"{mantissa}e{power}")


def column(texts: Any, missing: frozenset[str], default: Mark = ".", mark: Mark | None = None) -> Numbers:
    """A pyarrow column of texts as numbers: plain digits are cast, each distinct other text is read once.

    Blank texts and ``missing`` words (compared stripped and casefolded; figures by their value) are NaN, without a
    remark. ``mark``: the decimal mark somebody chose for the column, whatever its values say.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    digits = pc.and_(pc.ascii_is_decimal(texts), pc.less_equal(pc.binary_length(texts), _MOST_DIGITS))
    plain = digits.to_numpy(zero_copy_only=False)
    value = np.full(len(plain), np.nan)
    value[plain] = pc.cast(texts.filter(digits), pa.int64()).to_numpy().astype(np.float64)
    coded = texts.filter(pc.invert(digits)).dictionary_encode()
    distinct = _said(coded.dictionary, missing)
    decimal = Decimal(mark, True) if mark else _mark_of(distinct, default)
    looked_up, remarks = _read(distinct, decimal.mark)
    if len(looked_up):
        value[~plain] = looked_up[coded.indices.to_numpy()]
    if CUT_THOUSANDS in remarks.values():
        remarks |= _without_small(texts, value)
    figures = [figure for word in missing if (figure := parse(word, decimal.mark).value) is not None]
    unknown = pc.and_(pc.equal(distinct, ""), pc.not_equal(pc.utf8_trim_whitespace(coded.dictionary), ""))
    gone = coded.dictionary.filter(unknown).to_pylist()
    if figures:
        unknown = np.isin(value, figures)
        gone += pc.unique(texts.filter(pa.array(unknown))).to_pylist()
        value[unknown] = np.nan
    signs = pc.sum(pc.ends_with(pc.utf8_rtrim_whitespace(distinct), "%")).as_py() or 0
    percent = signs * 2 > (pc.sum(pc.not_equal(distinct, "")).as_py() or 0)
    return Numbers(value, remarks, decimal, percent, tuple(gone))


def people(texts: Any, found: Numbers) -> Numbers:
    """A count of people has no fractions: a mark that made them parts thousands, and that is said.

    A column with fractions on purpose, such as millions with decimals, stays as it is.
    """
    import pyarrow as pa

    odd = ~np.isnan(found.value) & (found.value != np.floor(found.value))
    fractions = texts.filter(pa.array(odd)).to_pylist() if odd.any() else []
    other: Mark = "." if found.decimal.mark == "," else ","
    read = {text: parse(text, other).value for text in set(fractions) if _vote(text) == "?"}
    if len(read) < len(set(fractions)) or not all(value and value.is_integer() for value in read.values()):
        return found
    value = found.value.copy()
    value[odd] = [read[text] for text in fractions]
    return replace(found, value=value, remarks=found.remarks | dict.fromkeys(read, WHOLE))


def _without_small(texts: Any, value: FloatArray) -> dict[str, str]:
    """Takes out of ``value`` what lies a thousand times below the column's middle, and says so by its texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    small = (value > 0) & (value * 1000 < np.nanmedian(value)) if not np.isnan(value).all() else np.isnan(value)
    value[small] = np.nan
    return dict.fromkeys(pc.unique(texts.filter(pa.array(small))).to_pylist(), MAYBE_CUT)


def _said(distinct: Any, missing: frozenset[str]) -> Any:
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
    bare = pc.replace_substring_regex(marked, _SPACE, "")
    led = pc.replace_substring_regex(bare, r"^(\D*)0+([.,])", r"\1z\2")
    coded = pc.replace_substring_regex(led, r"\d", "9").dictionary_encode()
    shapes = [_vote(shape.replace("z", "0")) for shape in coded.dictionary.to_pylist()]
    counts = np.bincount(coded.indices.to_numpy(), minlength=len(shapes)).tolist()
    votes: Counter[str] = Counter()
    for vote, count in zip(shapes, counts, strict=True):
        votes[vote] += count
    unsure = pa.array([vote == "?" for vote in shapes], pa.bool_()).take(coded.indices)
    return _elected(votes, marked.filter(unsure).to_pylist() if votes["?"] and set(votes) <= {"?", ""} else [], default)


def _read(distinct: Any, mark: Mark) -> tuple[FloatArray, dict[str, str]]:
    """Values and remarks of distinct texts: those of the usual form by whole columns, the odd ones by ``parse``."""
    import pyarrow.compute as pc

    value, usual = _usual(distinct, mark)
    remarks: dict[str, str] = {}
    odd = np.flatnonzero(~usual & pc.not_equal(distinct, "").to_numpy(zero_copy_only=False))
    for place, text in zip(odd.tolist(), distinct.take(odd).to_pylist(), strict=True):
        parsed = parse(text, mark)
        value[place] = np.nan if parsed.value is None else parsed.value
        if parsed.remark:
            remarks[text] = parsed.remark
    return value, remarks


def _usual(distinct: Any, mark: Mark) -> tuple[FloatArray, BoolArray]:
    """Texts of the usual form (thousands in threes, one decimal mark, a unit or ``%``) as ``parse`` reads them.

    Returns the values (NaN elsewhere) and which texts are of that form.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    thousands = f"[{'.' if mark == ',' else ','}{_SPACE[1:]}"
    one = rf"(?P<whole>\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:\{mark}(?P<rest>\d+))?"
    found = pc.extract_regex(
        distinct, rf"^{one}[ \x{{a0}}\x{{202f}}]?(?P<unit>[kKmMbB]|[Mm]d)?[ \x{{a0}}\x{{202f}}]?%?$"
    )
    usual = found.is_valid()
    whole, rest = pc.fill_null(found.field("whole"), "0"), pc.fill_null(found.field("rest"), "")
    grouped = pc.invert(pc.ascii_is_decimal(whole))
    whole = pc.replace_with_mask(whole, grouped, pc.replace_substring_regex(whole.filter(grouped), thousands, ""))
    figures = pc.binary_join_element_wise(whole, rest, "")
    usual = pc.and_(usual, pc.less_equal(pc.binary_length(figures), _MOST_DIGITS))
    mantissa = pc.cast(pc.if_else(usual, figures, "0"), pa.int64()).to_numpy()
    unit = found.field("unit").dictionary_encode()
    scales = np.array([SCALES[name.lower()] for name in unit.dictionary.to_pylist()] + [0], np.int64)
    scale = scales[pc.fill_null(unit.indices, len(scales) - 1).to_numpy()]
    is_usual = usual.to_numpy(zero_copy_only=False)
    value = _shifted(mantissa, scale - pc.binary_length(rest).to_numpy())
    return np.where(is_usual, value, np.nan), is_usual


def _shifted(mantissa: LongArray, power: LongArray) -> FloatArray:
    """``mantissa * 10**power`` rounded once: below 2**53 and up to 10**22 both factors are exact."""
    up = 10.0 ** np.clip(power, 0, _EXACT_POWER)
    down = 10.0 ** np.clip(-power, 0, _EXACT_POWER)
    value = np.asarray(mantissa * up / down, np.float64)
    for place in np.flatnonzero(np.abs(mantissa) >= 2**53).tolist():
        value[place] = _scaled(f"{mantissa[place]}.", int(power[place]))
    return value
