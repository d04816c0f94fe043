"""Text to values: each column cleaned as a whole, every cell that is not taken as it stands said with its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from core.i18n import tr
from core.importing.columns.headings import missing_words
from core.importing.columns.recognise import ACCOUNTS, DAY_FIRST, MONTH_FIRST, ColumnMap, ColumnUse
from core.importing.reading.table import TextTable
from core.importing.rows import CleanRows, joined, stacked
from core.importing.values import dates, forms, numbers
from core.importing.values import handles as importing_handles
from core.model import CRITERIA, METRICS, UNDATED, BoolArray, FloatArray, Issue, LongArray, Progress, no_progress

MISSING = "Treated as unknown: it is on the list of words for “not known”."
NOBODY = "Nobody is named in this row: no name, account, address or e-mail."
NO_LEVEL = "A level lies between 0 and 4; this is left out."
DISAGREE = "Two columns under the same heading disagree; the more exact one is taken."
FRACTIONS = "The rates lie between 0 and 1: they are taken for parts of 1, not for percent."
POSTS_ADDED = "A row is one post: the posts of a person are counted day by day, and their reactions added up."
POST_TWICE = "This post stands twice in the file; it counts once."
UNDATED_POST = "This post has no date; it counts only for somebody of whom nothing dated is known."
DATES_DIFFER = "The file’s name and its dates differ; the dates are taken."
PLAIN_TEXTS = ("country", "language", "market", "organisation", "note", "evidence", "assessor")
# Rounded text such as 13.8M beside 13849999 is no disagreement.
ROUNDING = 0.06
MARKS: Mapping[str, numbers.Mark] = {".": ".", ",": ","}
ORDERS = {DAY_FIRST: True, MONTH_FIRST: False}

Bounds = tuple[float, ...]


def clean(
    table: TextTable,
    mapping: ColumnMap,
    *,
    unknown: Iterable[tuple[str, str]] = (),
    thresholds: Mapping[str, tuple[str, Bounds]] | None = None,
    missing: frozenset[str] | None = None,
    progress: Progress = no_progress,
) -> CleanRows:
    """The table's rows as typed columns.

    ``unknown``: (heading, value) pairs that mean "not known" in that column. ``thresholds``: criterion -> (heading,
    four bounds): below the first is level 0, from the last on level 4; durations count in years. ``missing``: the
    words taken for "not known", by default ``resources/mappings/missing.json``.
    """
    work = _Cleaning(table, mapping, missing_words() if missing is None else missing, unknown)
    steps = max(1, len(mapping.uses))
    for done, use in enumerate(mapping.uses):
        progress(done, steps, tr("Cleaning {heading}", heading=table.headings[use.column].strip()))
        work.take(use)
    for criterion, (heading, bounds) in (thresholds or {}).items():
        work.levels[criterion] = _graded(work, table.headings.index(heading), criterion, bounds)
    progress(steps, steps, "")
    return work.result()


class _Cleaning:
    """One table under way: what has been cleaned so far."""

    def __init__(
        self, table: TextTable, mapping: ColumnMap, missing: frozenset[str], unknown: Iterable[tuple[str, str]]
    ) -> None:
        self.table, self.mapping, self.missing = table, mapping, missing
        self.unknown: dict[int, set[str]] = {}
        for heading, value in unknown:
            self.unknown.setdefault(table.headings.index(heading), set()).add(value.strip().casefold())
        self.texts: dict[str, Any] = {}
        self.handles: dict[str, Any] = {}
        self.metrics: dict[tuple[str, str], FloatArray] = {}
        self.external: dict[str, FloatArray] = {}
        self.levels: dict[str, FloatArray] = {}
        self.platforms: Any = None
        self.day: LongArray | None = None
        self.issues: list[Issue] = list(mapping.doubts)
        self.decimal = ""
        self.undecided: dict[int, tuple[str, ...]] = {}

    def take(self, use: ColumnUse) -> None:
        """Cleans one column into its field."""
        if use.field in METRICS:
            self.metrics[use.field, use.platform] = self._metric(use)
        elif use.field.startswith("external:"):
            self.external[use.field.partition(":")[2]] = self._numbers(use.column, use)
        elif use.field in CRITERIA:
            self.levels[use.field] = self._level(use)
        elif use.field == "date":
            self._date(use)
        elif use.field in ("url", "blog"):
            self._address(use)
        else:
            self._text(use)

    def missing_in(self, column: int) -> frozenset[str]:
        """The words that mean "not known" in one column."""
        return self.missing | frozenset(self.unknown.get(column, ()))

    def say(self, column: int, field: str, remarks: Mapping[str, str]) -> None:
        """One issue for each cell whose text bears a remark."""
        if not remarks:
            return
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.table.columns[column]
        places = np.flatnonzero(pc.is_in(texts, pa.array(list(remarks), pa.string())).to_numpy(zero_copy_only=False))
        for place, raw in zip(places.tolist(), texts.take(places).to_pylist(), strict=True):
            self.issues.append(Issue(int(self.table.rows[place]), field, raw, remarks[raw]))

    def _numbers(self, column: int, use: ColumnUse) -> FloatArray:
        """A column of numbers that cannot be negative, with its remarks."""
        texts, missing, field = self.table.columns[column], self.missing_in(column), use.field
        default: numbers.Mark = "," if self.table.dialect.delimiter == ";" else "."
        found = numbers.column(texts, missing, default, MARKS.get(use.form))
        found = numbers.people(texts, found) if field == "audience" and not use.form else found
        self.say(column, field, found.remarks | dict.fromkeys(found.missing, MISSING))
        if not found.decimal.decided:
            self.undecided[column] = found.decimal.doubtful
            reason = numbers.COMMAS_PART if found.decimal.mark == "." else numbers.POINTS_PART
            self.issues.append(Issue(0, field, ", ".join(found.decimal.doubtful), reason))
        self.decimal = self.decimal or (found.decimal.mark if found.decimal.decided else "")
        below = found.value < 0
        if below.any():
            self.say(column, field, dict.fromkeys(texts.filter(_mask(below)).to_pylist(), numbers.NEGATIVE))
        return np.where(below, np.nan, found.value)

    def _metric(self, use: ColumnUse) -> FloatArray:
        value = self._numbers(use.column, use)
        for column, twin in self.mapping.checks:
            if column == use.column:
                value = self._checked(value, twin, use)
        if use.field == "engagement_rate" and not self._percent_signs(use.column):
            top = float(np.nanmax(value, initial=0.0))
            if 0 < top <= 1:
                self.issues.append(Issue(0, use.field, f"{top:g}", FRACTIONS))
                value = value * 100
        return value

    def _checked(self, value: FloatArray, twin: int, use: ColumnUse) -> FloatArray:
        """The same figures under the same heading once more: they fill gaps, and are said where they disagree."""
        other = self._numbers(twin, use)
        far = np.abs(value - other) > ROUNDING * np.maximum(value, other)
        for place in np.flatnonzero(far).tolist():
            raw = f"{self.table.columns[use.column][place]} / {self.table.columns[twin][place]}"
            self.issues.append(Issue(int(self.table.rows[place]), use.field, raw, DISAGREE))
        return np.where(np.isnan(value), other, value)

    def _percent_signs(self, column: int) -> bool:
        import pyarrow.compute as pc

        return bool(pc.any(pc.match_substring(self.table.columns[column], "%")).as_py())

    def _level(self, use: ColumnUse) -> FloatArray:
        """Levels 0..4; "?" is unknown."""
        value = self._numbers(use.column, use)
        out = (value > 4) | (value != np.floor(value)) & ~np.isnan(value)
        if out.any():
            texts = self.table.columns[use.column].filter(_mask(out)).to_pylist()
            self.say(use.column, use.field, dict.fromkeys(texts, NO_LEVEL))
        return np.where(out, np.nan, value)

    def _date(self, use: ColumnUse) -> None:
        texts, missing = self.table.columns[use.column], self.missing_in(use.column)
        found = dates.column(texts, missing, ORDERS.get(use.form))
        self.say(use.column, "date", found.remarks | _missing_remarks(texts, missing))
        if found.doubtful:
            self.undecided[use.column] = found.doubtful
            self.issues.append(Issue(0, "date", ", ".join(found.doubtful), dates.EITHER_ORDER))
        self.day = found.day
        dated = found.day[found.day != UNDATED]
        if self.mapping.day != UNDATED and len(dated) and not (dated == self.mapping.day).any():
            self.issues.append(Issue(0, "date", "", DATES_DIFFER))

    def _address(self, use: ColumnUse) -> None:
        """An address of the web; one that leads to an account gives the account as well."""
        texts = self._known(use)
        urls, accounts, remarks = forms.addresses_in(texts)
        self.say(use.column, use.field, remarks)
        self.texts["url"] = forms.filled(self.texts.get("url"), urls)
        for platform, column in accounts.items():
            self.handles[platform] = forms.filled(self.handles.get(platform), column)

    def _text(self, use: ColumnUse) -> None:
        texts = self.table.columns[use.column]
        if {"name", "handle"} <= {other.field for other in self.mapping.uses if other.column == use.column}:
            names, accounts = forms.parted(texts)
            texts = names if use.field == "name" else accounts
        if use.field in ("handle", *ACCOUNTS):
            platform = use.field if use.field in ACCOUNTS else ""
            cleaned, remarks = forms.handles_in(texts, platform)
            self.say(use.column, use.field, remarks)
            self.handles[platform] = forms.filled(self.handles.get(platform), cleaned)
        elif use.field == "email":
            cleaned, remarks = forms.emails_in(self._known(use))
            self.say(use.column, "email", remarks)
            self.texts["email"] = cleaned
        elif use.field == "platform":
            self.platforms = forms.mapped(texts, importing_handles.platform)
        elif use.field in PLAIN_TEXTS:
            self.texts[use.field] = forms.tidy(self._known(use))
        else:
            self.texts[use.field] = forms.tidy(texts)

    def _known(self, use: ColumnUse) -> Any:
        """The column with the words for "not known" blanked, each of them said."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.table.columns[use.column]
        remarks = _missing_remarks(texts, self.missing_in(use.column))
        self.say(use.column, use.field, remarks)
        return pc.if_else(pc.is_in(texts, pa.array(list(remarks), pa.string())), "", texts) if remarks else texts

    def result(self) -> CleanRows:
        """All columns together, one block of rows for each channel the file speaks of."""
        self._full_names()
        self._nobodys_accounts()
        n = len(self.table)
        day = self.day if self.day is not None else np.full(n, self.mapping.day, np.int64)
        if self.mapping.posts:
            self._posts(day)
        channel, self.handles = self._channels()
        refused = self._refused()
        self.issues += [
            Issue(int(self.table.rows[place]), "", "", NOBODY, True) for place in np.flatnonzero(refused).tolist()
        ]
        blocks = self._blocks(channel)
        # Every row once and in order: the columns as they are, as a copy of each would double the memory.
        rows = slice(None) if len(blocks) == 1 else np.concatenate([places for places, _, _ in blocks])
        return CleanRows(
            rows=self.table.rows[rows],
            texts={name: _at(column, rows) for name, column in self.texts.items()},
            handles={name: _at(column, rows) for name, column in self.handles.items()},
            channel=joined([names for _, names, _ in blocks]),
            day=day[rows],
            metrics=stacked([(len(places), metrics) for places, _, metrics in blocks]),
            per_post=np.full(len(self.table.rows[rows]), any(use.per_post for use in self.mapping.uses)),
            external={name: values[rows] for name, values in self.external.items()},
            levels={name: values[rows] for name, values in self.levels.items()},
            refused=refused[rows],
            issues=tuple(sorted(self.issues, key=lambda issue: issue.row)),
            decimal=self.decimal,
            undecided=self.undecided,
        )

    def _posts(self, day: LongArray) -> None:
        """Each row is one post, but for what stands there before; posts without a date are said, row by row where the
        others have one."""
        self.metrics["posts", ""] = np.ones(len(day))
        self.issues.append(Issue(0, "posts", "", POSTS_ADDED))
        if self.mapping.post is not None:
            self._once(self.table.columns[self.mapping.post])
        undated = self.table.rows[day == UNDATED].tolist()
        rows = undated if len(undated) < len(day) else [0]
        self.issues += [Issue(row, "date", "", UNDATED_POST) for row in rows]

    def _once(self, posts: Any) -> None:
        """A post that two searches found has its figures in its first row only; the other rows are said."""
        again = forms.repeated(posts)
        self.metrics = {name: np.where(again, np.nan, value) for name, value in self.metrics.items()}
        said = zip(self.table.rows[again].tolist(), posts.filter(_mask(again)).to_pylist(), strict=True)
        self.issues += [Issue(row, "posts", raw, POST_TWICE) for row, raw in said]

    def _full_names(self) -> None:
        """First and last name make the name where there is none of its own."""
        import pyarrow.compute as pc

        first, last = self.texts.pop("first_name", None), self.texts.pop("last_name", None)
        parts = [part for part in (first, last) if part is not None]
        if parts:
            joined = pc.utf8_trim_whitespace(pc.binary_join_element_wise(*parts, " "))
            self.texts["name"] = forms.filled(self.texts.get("name"), joined)
        used = {use.column for use in self.mapping.uses if use.field == "name"}
        for column, other in self.mapping.stand_ins:
            if column in used:
                self.texts["name"] = forms.filled(self.texts["name"], forms.tidy(self.table.columns[other]))

    def _nobodys_accounts(self) -> None:
        """Someone may be called NA; but where people of several names are, the word means that they have no account."""
        import pyarrow as pa
        import pyarrow.compute as pc

        names = self.texts.get("name")
        if names is None:
            return
        words = pa.array(sorted(self.missing), pa.string())
        for platform, column in self.handles.items():
            for word in pc.unique(column.filter(pc.is_in(column, value_set=words))).to_pylist():
                here = pc.equal(column, word)
                if len(pc.unique(names.filter(here))) > 1:
                    self.handles[platform] = pc.if_else(here, "", self.handles[platform])
                    rows = self.table.rows[here.to_numpy(zero_copy_only=False)].tolist()
                    self.issues += [Issue(row, platform or "handle", word, MISSING) for row in rows]

    def _channels(self) -> tuple[Any, dict[str, Any]]:
        """Whose audience each row states, and its own handle under that platform."""
        import pyarrow as pa
        import pyarrow.compute as pc

        n = len(self.table)
        led = [platform for platform in self.handles if platform]
        # A file without a word on its platform is about the one to which all its addresses lead.
        alone = led[0] if len(led) == 1 and "" not in self.handles else ""
        own = pa.repeat(pa.scalar(self.mapping.platform or alone, pa.string()), n)
        channel = own if self.platforms is None else pc.if_else(pc.equal(self.platforms, ""), own, self.platforms)
        found = dict(self.handles)
        plain = found.pop("", None)
        if plain is None:
            return channel, found
        for platform in pc.unique(channel).to_pylist():
            here = pc.if_else(pc.equal(channel, platform), plain, "")
            found[platform or "unknown"] = forms.filled(found.get(platform), here)
        return channel, found

    def _refused(self) -> BoolArray:
        """The rows with nobody in them."""
        import pyarrow.compute as pc

        named = np.zeros(len(self.table), bool)
        known = [self.texts[name] for name in ("id", "name", "url", "email") if name in self.texts]
        for column in (*known, *self.handles.values()):
            named |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
        return ~named

    def _blocks(self, channel: Any) -> list[tuple[LongArray, Any, dict[str, FloatArray]]]:
        """(places, channel names, metrics): the rows once for the file's own channel, again for each other one."""
        import pyarrow as pa

        everyone = np.arange(len(self.table))
        if self.platforms is None:
            self._own_metrics()
        platforms = sorted({platform for _, platform in self.metrics})
        if len(platforms) == 1 and platforms[0] in ("", self.mapping.platform):
            platforms = [""]
            self.metrics = {(name, ""): values for (name, _), values in self.metrics.items()}
        blocks: list[tuple[LongArray, Any, dict[str, FloatArray]]] = []
        for platform in platforms or [""]:
            metrics = {name: values for (name, own), values in self.metrics.items() if own == platform}
            places = everyone
            if platform and blocks:
                places = np.flatnonzero(~np.all([np.isnan(v) for v in metrics.values()], axis=0))
            if places is not everyone:
                metrics = {name: values[places] for name, values in metrics.items()}
            names = pa.array([platform] * len(places), pa.string()) if platform else channel
            blocks.append((places, names, metrics))
        return blocks

    def _own_metrics(self) -> None:
        """Figures of the file's own platform by name are those it states without one: they share a row."""
        for name, platform in list(self.metrics):
            if platform and platform == self.mapping.platform:
                named, plain = self.metrics.pop((name, platform)), self.metrics.get((name, ""))
                self.metrics[name, ""] = named if plain is None else np.where(np.isnan(named), plain, named)


def _graded(work: _Cleaning, column: int, criterion: str, bounds: Bounds) -> FloatArray:
    """A numeric fact as a level: below the first bound 0, from the last on 4. Durations count in years."""
    texts = work.table.columns[column]
    missing = work.missing_in(column)
    coded = texts.dictionary_encode()
    mark = numbers.decimal_mark(coded.dictionary.to_pylist()).mark
    remarks: dict[str, str] = {}
    levels = []
    for text in coded.dictionary.to_pylist():
        blank = not text.strip() or text.strip().casefold() in missing
        value = None if blank else dates.years(text)
        if value is None and not blank:
            value, remark = numbers.parse(text, mark)
            remarks |= {text: remark} if remark else {}
        levels.append(np.nan if value is None else float(np.searchsorted(bounds, value, side="right")))
    work.say(column, criterion, remarks | _missing_remarks(texts, missing))
    return np.array(levels)[coded.indices.to_numpy()] if levels else np.full(len(texts), np.nan)


def _missing_remarks(texts: Any, missing: frozenset[str]) -> dict[str, str]:
    """The column's texts that are words for "not known"."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
    hit = pc.is_in(bare, pa.array(sorted(missing), pa.string()))
    return dict.fromkeys(pc.unique(texts.filter(hit)).to_pylist(), MISSING)


def _mask(places: BoolArray) -> Any:
    import pyarrow as pa

    return pa.array(places)


def _at(column: Any, rows: LongArray | slice) -> Any:
    """A pyarrow column at some rows; itself for all of them."""
    return column if isinstance(rows, slice) else column.take(rows)
