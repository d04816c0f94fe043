"""Which of "." and "," is a column's decimal mark: each value that can mean one thing only is a vote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Mark = Literal[".", ","]
MARKS: tuple[Mark, Mark] = (".", ",")
SPACE = "[ \u00a0\u202f\u2009\u2007'’_]"
SPACED = re.compile(SPACE)
GROUPED = {",": re.compile(r"\d{1,3}(,\d{3})+"), ".": re.compile(r"\d{1,3}(\.\d{3})+")}
LAKHS = re.compile(r"\d{1,2}(,\d{2})+,\d{3}")
"""Thousands parted as in India: 12,34,567."""
_PROOFS = ((",,", ".."), (",", "."))


@dataclass(frozen=True)
class Decimal:
    """A column's decimal mark, whether its values decide it, and examples of those that do not."""

    mark: Mark
    decided: bool
    doubtful: tuple[str, ...] = ()


def decimal_mark(texts: Iterable[str], default: Mark = ".") -> Decimal:
    """The decimal mark of a column, from all its values: each that can mean one thing only is a vote.

    Where none can, a lone mark before three digits is taken to part thousands; ``default`` where both marks stand so.
    """
    votes: Counter[str] = Counter()
    doubtful: list[str] = []
    for text in texts:
        cast = vote(text)
        votes[cast] += 1
        if cast == "?":
            doubtful.append(text)
    return elected(votes, doubtful, default)


def elected(votes: Counter[str], doubtful: Sequence[str], default: Mark) -> Decimal:
    """The mark that the votes elect; ``doubtful`` are the texts whose vote is "?"."""
    for comma, point in _PROOFS:
        if votes[comma] or votes[point]:
            return Decimal("," if votes[comma] > votes[point] else ".", True)
    used = {mark for text in doubtful for mark in ",." if mark in text}
    mark: Mark = default if len(used) != 1 else "." if "," in used else ","
    return Decimal(mark, not doubtful, tuple(doubtful[:5]))


def vote(text: str) -> str:
    """``,`` or ``.`` where one must be the decimal mark, ``?`` where either may be, "" where there is none.

    Doubled, it is proof of more: both marks stand there, or the other one parts thousands again and again.
    """
    figures = re.findall(r"\d[\d.,]*", SPACED.sub("", text))
    digits = figures[0].rstrip(".,") if figures else ""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        return ",," if digits.rfind(",") > digits.rfind(".") else ".."
    mark, other = (",", ".") if commas else (".", ",")
    if commas + points == 0:
        return ""
    if commas + points > 1:
        return other * 2 if GROUPED[mark].fullmatch(digits) or LAKHS.fullmatch(digits) else ""
    whole, _, rest = digits.partition(mark)
    return "?" if len(rest) == 3 and len(whole) <= 3 and whole.strip("0") else mark
