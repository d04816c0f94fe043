"""Text to values: each column cleaned as a whole, every cell that is not taken as it stands said with its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from core.i18n import tr
from core.importing import figures
from core.importing.blocks import blocks_of, channels_of
from core.importing.checks import not_people, plausible
from core.importing.checks.notes import MISSING, Notes
from core.importing.columns.fitting import ACCOUNTS
from core.importing.columns.headings import missing_words
from core.importing.columns.recognise import ColumnMap, ColumnUse
from core.importing.reading.table import TextTable
from core.importing.rows import CleanRows, joined, stacked
from core.importing.values import dates, forms
from core.importing.values import handles as importing_handles
from core.model import CRITERIA, METRICS, UNDATED, BoolArray, FloatArray, Issue, LongArray, Progress, no_progress

NOBODY = "Nobody is named in this row: no name, account, address or e-mail."
POSTS_ADDED = "A row is one post: the posts of a person are counted day by day, and their reactions added up."
POST_TWICE = "This post stands twice in the file; it counts once."
UNDATED_POST = "This post has no date; it counts only for somebody of whom nothing dated is known."
DATES_DIFFER = "The file’s name and its dates differ; the dates are taken."
PLAIN_TEXTS = ("country", "language", "market", "organisation", "note", "evidence", "assessor")

__all__ = ["MISSING"]


def clean(
    table: TextTable,
    mapping: ColumnMap,
    *,
    unknown: Iterable[tuple[str, str]] = (),
    thresholds: Mapping[str, tuple[str, figures.Bounds]] | None = None,
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
        work.clean_column(use)
    for criterion, (heading, bounds) in (thresholds or {}).items():
        work.levels[criterion] = figures.graded_column(work.notes, table.headings.index(heading), criterion, bounds)
    progress(steps, steps, "")
    return work.result()


class _Cleaning:
    """One table under way: what has been cleaned so far."""

    def __init__(
        self, table: TextTable, mapping: ColumnMap, missing: frozenset[str], unknown: Iterable[tuple[str, str]]
    ) -> None:
        self.table, self.mapping, self.missing = table, mapping, missing
        self.notes = Notes(table, missing, unknown, mapping.doubts)
        self.texts: dict[str, Any] = {}
        self.handles: dict[str, Any] = {}
        self.metrics: dict[tuple[str, str], FloatArray] = {}
        self.external: dict[str, FloatArray] = {}
        self.levels: dict[str, FloatArray] = {}
        self.platforms: Any = None
        self.day: LongArray | None = None

    def clean_column(self, use: ColumnUse) -> None:
        """Cleans one column into its field."""
        if use.field in METRICS:
            self.metrics[use.field, use.platform] = figures.metric_column(self.notes, use, self.mapping.checks)
        elif use.field.startswith("external:"):
            self.external[use.field.partition(":")[2]] = figures.number_column(self.notes, use.column, use)
        elif use.field in CRITERIA:
            self.levels[use.field] = figures.level_column(self.notes, use)
        elif use.field == "date":
            self._clean_date(use)
        elif use.field in ("url", "blog"):
            self._clean_address(use)
        else:
            self._clean_text(use)

    def _clean_date(self, use: ColumnUse) -> None:
        order = use.form if use.form in dates.ORDERS else ""
        texts, missing = self.table.columns[use.column], self.notes.missing_in(use.column)
        found = dates.column(texts, missing, order, said=dict(use.days))
        self.notes.say(use.column, "date", found.remarks | self.notes.missing_remarks(use.column))
        if found.doubtful:
            self.notes.ask(use.column, found.doubtful, found.ways, found.either)
            reason = dates.EITHER_YEAR if dates.YEAR_FIRST in found.ways else dates.EITHER_ORDER
            if not found.contrary:  # the values of a column that writes both are said one by one
                self.notes.say_of_all("date", ", ".join(found.doubtful), reason)
        self.day = found.day
        dated = found.day[found.day != UNDATED]
        if self.mapping.day != UNDATED and len(dated) and not (dated == self.mapping.day).any():
            self.notes.say_of_all("date", "", DATES_DIFFER)

    def _clean_address(self, use: ColumnUse) -> None:
        """An address of the web; one that leads to an account gives the account as well."""
        texts = self._blank_unknown(use)
        urls, accounts, remarks = forms.addresses_in(texts)
        self.notes.say(use.column, use.field, remarks)
        self.texts["url"] = forms.filled(self.texts.get("url"), urls)
        for platform, column in accounts.items():
            self.handles[platform] = forms.filled(self.handles.get(platform), column)

    def _clean_text(self, use: ColumnUse) -> None:
        texts = self.table.columns[use.column]
        if {"name", "handle"} <= {other.field for other in self.mapping.uses if other.column == use.column}:
            names, accounts = forms.parted(texts)
            texts = names if use.field == "name" else accounts
        if use.field in ("handle", *ACCOUNTS):
            platform = use.field if use.field in ACCOUNTS else ""
            cleaned, remarks = forms.handles_in(texts, platform)
            self.notes.say(use.column, use.field, remarks)
            self.handles[platform] = forms.filled(self.handles.get(platform), cleaned)
        elif use.field == "email":
            cleaned, remarks = forms.emails_in(self._blank_unknown(use))
            self.notes.say(use.column, "email", remarks)
            self.texts["email"] = cleaned
        elif use.field == "platform":
            self.platforms = forms.mapped(texts, importing_handles.platform)
            self.notes.say(use.column, "platform", self.notes.missing_remarks(use.column))
            self.notes.say(use.column, "platform", forms.without_platform(texts, self.notes.missing_in(use.column)))
        elif use.field == "offline":
            self.texts["offline"], remarks = forms.yes_in(self._blank_unknown(use))
            self.notes.say(use.column, "offline", remarks)
        elif use.field in PLAIN_TEXTS:
            self.texts[use.field] = forms.tidy(self._blank_unknown(use))
        else:
            if use.field == "name":
                self.notes.say(
                    use.column, "name", dict.fromkeys(forms.made_by_spreadsheet(texts), importing_handles.NAME_MADE)
                )
            self.notes.say(use.column, use.field, forms.lost_letters(texts))
            self.texts[use.field] = forms.tidy(texts)

    def _blank_unknown(self, use: ColumnUse) -> Any:
        """The column with the words for "not known" blanked, each of them said."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.table.columns[use.column]
        remarks = self.notes.missing_remarks(use.column)
        self.notes.say(use.column, use.field, remarks)
        return pc.if_else(pc.is_in(texts, pa.array(list(remarks), pa.string())), "", texts) if remarks else texts

    def result(self) -> CleanRows:
        """All columns together, one block of rows for each channel the file speaks of."""
        self._full_names()
        self._nobodys_accounts()
        n = len(self.table)
        day = self.day if self.day is not None else np.full(n, self.mapping.day, np.int64)
        refused = self._find_refused()
        plausible.leave_out_impossible(self.notes, self.mapping.uses, self.metrics)
        if self.mapping.posts:
            self._count_posts(day)
        channel, self.handles = channels_of(self.handles, self.platforms, self.mapping.platform, n)
        blocks = blocks_of(self.metrics, channel, self.mapping.platform, self.platforms is not None)
        # Every row once and in order: the columns as they are, as a copy of each would double the memory.
        rows = slice(None) if len(blocks) == 1 else np.concatenate([places for places, _, _ in blocks])
        return CleanRows(
            rows=self.table.rows[rows],
            texts={name: _take_rows(column, rows) for name, column in self.texts.items()},
            handles={name: _take_rows(column, rows) for name, column in self.handles.items()},
            channel=joined([names for _, names, _ in blocks]),
            day=day[rows],
            metrics=stacked([(len(places), metrics) for places, _, metrics in blocks]),
            per_post=np.full(len(self.table.rows[rows]), any(use.per_post for use in self.mapping.uses)),
            external={name: values[rows] for name, values in self.external.items()},
            levels={name: values[rows] for name, values in self.levels.items()},
            refused=refused[rows],
            issues=tuple(sorted(self.notes.issues, key=lambda issue: issue.row)),
            decimal=self.notes.decimal,
            undecided=self.notes.undecided,
        )

    def _count_posts(self, day: LongArray) -> None:
        """Each row is one post, but for what stands there before; posts without a date are said, row by row where the
        others have one."""
        self.metrics["posts", ""] = np.ones(len(day))
        self.notes.say_of_all("posts", "", POSTS_ADDED)
        if self.mapping.post is not None:
            self._count_once(self.table.columns[self.mapping.post])
        undated = self.table.rows[day == UNDATED].tolist()
        rows = undated if len(undated) < len(day) else [0]
        self.notes.issues += [Issue(row, "date", "", UNDATED_POST) for row in rows]

    def _count_once(self, posts: Any) -> None:
        """A post that two searches found has its figures in its first row only; the other rows are said."""
        again = forms.repeated(posts)
        self.metrics = {name: np.where(again, np.nan, value) for name, value in self.metrics.items()}
        said = zip(self.table.rows[again].tolist(), posts.filter(_as_mask(again)).to_pylist(), strict=True)
        self.notes.issues += [Issue(row, "posts", raw, POST_TWICE) for row, raw in said]

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
                    self.notes.issues += [Issue(row, platform or "handle", word, MISSING) for row in rows]

    def _find_refused(self) -> BoolArray:
        """The rows with nobody in them: nothing says who, or a total, an example, a note."""
        import pyarrow.compute as pc

        keys = [self.texts[name] for name in ("id", "url", "email") if name in self.texts]
        alone = np.ones(len(self.table), bool)
        for column in (*keys, *self.handles.values()):
            alone &= pc.equal(column, "").to_numpy(zero_copy_only=False)
        names = self.texts.get("name")
        if names is None:
            nobody, unnamed = np.zeros(len(self.table), bool), alone
        else:
            unnamed = alone & pc.equal(names, "").to_numpy(zero_copy_only=False)
            columns = [*self.metrics.values(), *self.external.values(), *self.levels.values()]
            nobody, said = not_people.find(names, alone & ~unnamed, columns)
            for place, reason in said:
                self.notes.say_at(place, "name", names[place], reason, bool(nobody[place]))
        for place in np.flatnonzero(unnamed).tolist():
            self.notes.say_at(place, "", "", NOBODY, True)
        if nobody.any():
            self._blank_figures(nobody)
        return unnamed | nobody

    def _blank_figures(self, nobody: BoolArray) -> None:
        """Takes the figures out of rows that hold nobody: a total is no outlier of its column."""
        self.metrics = {name: np.where(nobody, np.nan, column) for name, column in self.metrics.items()}
        self.external = {name: np.where(nobody, np.nan, column) for name, column in self.external.items()}
        self.levels = {name: np.where(nobody, np.nan, column) for name, column in self.levels.items()}


def _as_mask(places: BoolArray) -> Any:
    import pyarrow as pa

    return pa.array(places)


def _take_rows(column: Any, rows: LongArray | slice) -> Any:
    """A pyarrow column at some rows; itself for all of them."""
    return column if isinstance(rows, slice) else column.take(rows)
