"""Which characters part the cells and quote them, from a sample of the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.importing.reading import layout, records
from core.importing.reading.kinds import kinds_at, usual_kind

SINGLE = (",", ";", "\t", "|", " ", ":", "~", "^", "\x1f", "\x01")
MULTIPLE = ("||", "::", ";;", "|#|", "~|~", "<>", "&&", "#|#", "%%", "@@")
LINES = 150
UNSURE = 0.9
TIME_OR_LINK = re.compile(r"\d:\d\d|://")
SEP = re.compile(r'^"?sep=(.{1,3}?)"?,*\s*$', re.IGNORECASE)

KNOWN = re.compile(
    r"""\s*(?:
      [-+]?[\d\s.,'’\u00a0\u202f\u2009]*\d[\d\s.,'’\u00a0\u202f\u2009]*(?:[eE][-+]?\d+)?\s*(?:%|k|m|b|md|€|\$|£|eur|usd)?
    | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s]\d{1,2}:\d{2}.*)?
    | \d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?
    | (?:https?://|www\.)\S+
    | [\w.+-]+@[\w-]+\.[\w.]+
    | [^\W_][\w .'’&()/%+@\#*!?-]{0,80}
    )?\s*""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Guess:
    """A form and how well the sample reads in it (0..1)."""

    form: records.Form
    mark: float


def separator_line(line: str) -> str:
    """The delimiter that a first line such as ``sep=;`` declares; empty when it is no such line."""
    found = SEP.match(line.rstrip("\r\n").removesuffix("\x00")) if line.lower().lstrip('"').startswith("sep=") else None
    if not found:
        return "\t" if line.rstrip("\r\n").lower() == "sep=\t" else ""
    return "\t" if found[1] in ("\\t", "tab") else found[1]


def guess(lines: Sequence[str], declared: str = "") -> records.Form:
    """The form of a file from its first lines (line ends kept). ``declared`` is what a ``sep=`` line said."""
    sample = [line for line in lines[:LINES] if line.strip("\r\n")]
    delimiters = (declared,) if declared else SINGLE
    tried = [form for form in forms(sample, delimiters) if declared or likely(sample, form)]
    guesses = sorted((marked(sample, form) for form in tried), key=lambda g: -g.mark)
    best = guesses[0]
    if not declared:
        best = settle(sample, guesses)
        best = max([best, *multiple(sample, best)], key=lambda g: g.mark)
        best = replace(best, form=undivided(sample, best.form))
    return best.form


def likely(sample: Sequence[str], form: records.Form) -> bool:
    """Whether a space or a colon can be the delimiter: no space in a list of names, no colon in times and links.

    Spaces part cells where half of the lines have quotes beside them, or where a column holds numbers or dates; not
    where another delimiter stands alone between them.
    """
    if form.delimiter == ":":
        return not any(map(TIME_OR_LINK.search, sample))
    if form.delimiter != " ":
        return True
    beside = (f" {form.quote}", f"{form.quote} ")
    if 2 * sum(any(pair in line for pair in beside) for line in sample) > len(sample):
        return True
    found = [cells for cells, _ in records.tolerant(seen(sample, form), form) if cells]
    width = records.usual_width(found)
    rows = [cells for cells in found if len(cells) == width]
    if 2 * len(rows) <= len(found) or 2 * sum(any(cell in SINGLE for cell in cells) for cells in rows) > len(rows):
        return False
    if in_runs(sample, form) and 5 * len(rows) >= 4 * len(found):
        return width > 1
    below = rows[len(rows) // 2 :]
    typed = [usual_kind(kinds_at(below, i)) in ("number", "date") for i in range(width)]
    return any(typed) if width > 2 else width == 2 and all(typed)


def seen(sample: Sequence[str], form: records.Form) -> Sequence[str]:
    """The lines, with one space for each run of them where such runs part the cells."""
    return list(map(squeezed, sample)) if in_runs(sample, form) else sample


def in_runs(sample: Sequence[str], form: records.Form) -> bool:
    """Whether cells are parted by several spaces, as in columns set with a typewriter: so in half of the lines."""
    if form.delimiter != " " or any(form.quote in line for line in sample):
        return False
    return 2 * sum("  " in line.strip() for line in sample) > sum(1 for line in sample if line.strip())


def squeezed(text: str) -> str:
    """The text with one space for each run of them, and none at a line's ends."""
    return re.sub(r"(?:\A|(?<=[\r\n])) | (?=[\r\n]|\Z)", "", re.sub(r" {2,}", " ", text))


def undivided(sample: Sequence[str], form: records.Form) -> records.Form:
    """A form that parts nothing, for a list of texts in which some are sentences with commas; else the form given."""
    rows = [cells for cells, _ in records.tolerant(sample, replace(form, delimiter=form.delimiter.strip() or " "))]
    if records.usual_width(rows) != 1 or not any(map(layout.is_prose, rows)):
        return form
    if len(rows[0]) > 1 or any(len(cells) > 1 and not layout.is_prose(cells) for cells in rows):
        return form
    unused = [d for d in SINGLE if not any(d in line for line in sample)]
    return replace(form, delimiter=unused[0]) if unused else form


def settle(sample: Sequence[str], guesses: Sequence[Guess]) -> Guess:
    """The best guess, or CleverCSV's choice among those that are as good."""
    best = guesses[0]
    rivals = [g for g in guesses if g.mark >= UNSURE * best.mark and g.form.delimiter != best.form.delimiter]
    if not rivals or best.mark < 0.01:
        return best
    chosen = clever(sample)
    return next((g for g in [best, *rivals] if g.form.delimiter == chosen), best)


def clever(sample: Sequence[str]) -> str:
    """CleverCSV's delimiter for a few lines: it is slow, so it sees no more than it needs."""
    import clevercsv

    try:
        found = clevercsv.Sniffer().sniff("".join(line[:500].rstrip("\r\n") + "\n" for line in sample[:30]))
    except clevercsv.Error:
        return ""
    return str(found.delimiter) if found else ""


def forms(sample: Sequence[str], delimiters: Sequence[str]) -> list[records.Form]:
    """The forms worth trying: each delimiter that occurs, with the quotes that occur beside it."""
    text = "".join(sample)
    found = []
    for delimiter in delimiters:
        if delimiter not in text and delimiter != delimiters[0]:
            continue
        plain = records.Form(delimiter, '"')
        found.append(plain)
        if f"\\{delimiter}" in text or ('\\"' in text and not records.quoting(text.encode(), plain).regular):
            found.append(replace(plain, escape="\\"))
        if f'{delimiter}"' not in text:
            found += [form for quote in ("'", "`") if (form := quoted_by(text, delimiter, quote))]
    return found


def quoted_by(text: str, delimiter: str, quote: str) -> records.Form | None:
    """The form with another quote, where that stands around half as many cells as lines, or around a delimiter."""
    edge = re.escape(delimiter)
    whole = re.findall(rf"(?:^|{edge}){quote}([^{quote}\n]*){quote}(?={edge}|\r?$)", text, re.MULTILINE)
    if 2 * len(whole) < text.count("\n") and not any(delimiter in cell for cell in whole):
        return None
    return records.Form(delimiter, quote, "\\" if f"\\{quote}" in text else "") if whole else None


def marked(sample: Sequence[str], form: records.Form) -> Guess:
    """Rows alike in width, times cells that look like something: van den Burg's consistency measure, 2019."""
    rows = [cells for cells, _ in records.tolerant(seen(sample, form), form) if cells]
    if not rows:
        return Guess(form, 0.0)
    widths = Counter(map(len, rows))
    pattern = sum(n * max(1e-3, w - 1) / w for w, n in widths.items()) / len(widths) / len(rows)
    cells = [cell for row in rows for cell in row]
    known = sum(1 for cell in cells if KNOWN.fullmatch(cell[:200])) / len(cells)
    quoted = 0.001 * bool(form.escape or form.quote != '"')
    return Guess(form, pattern * max(known, 1e-6) * (1 + quoted))


def multiple(sample: Sequence[str], best: Guess) -> list[Guess]:
    """Delimiters of several characters: the same one repeated, one and a space, or a known one."""
    text = "".join(sample)
    single = best.form.delimiter
    found = [marked(sample, replace(best.form, delimiter=d)) for d in MULTIPLE if d in text]
    rows = [cells for cells, _ in records.tolerant(sample, best.form) if len(cells) > 1]
    better = best.mark * 1.01
    if rows and single in ",;|" and single + " " in text:
        apart = replace(best.form, delimiter=single + " ")
        found.append(Guess(apart, better) if as_wide(sample, best.form, apart) else marked(sample, apart))
    twice = replace(best.form, delimiter=single * 2)
    blank_between = bool(rows) and len(rows[0]) > 2 and not any(cell for row in rows for cell in row[1::2])
    if blank_between or (single * 2 in text and parts_all(sample, best.form, twice)):
        found.append(Guess(twice, better))
    return found


def parts_all(sample: Sequence[str], form: records.Form, twice: records.Form) -> bool:
    """Whether a delimiter written twice parts every row into as many cells, where once it does not: "Roy, Ada,,@ada".
    The first row, of headings, has none of it within its cells."""
    once = {len(cells) for cells, _ in records.tolerant(sample, form)}
    rows = [cells for cells, _ in records.tolerant(sample, twice)]
    alike = len({len(cells) for cells in rows}) == 1 < len(rows[0])
    return len(once) > 1 and alike and not any(form.delimiter in cell for cell in rows[0])


def as_wide(sample: Sequence[str], form: records.Form, other: records.Form) -> bool:
    """Whether nine in ten rows have as many cells either way."""
    widths = [[len(cells) for cells, _ in records.tolerant(sample, either)] for either in (form, other)]
    same = sum(1 for one, two in zip(*widths, strict=False) if one == two)
    return 10 * same >= 9 * max(len(rows) for rows in widths)
