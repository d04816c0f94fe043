"""A prepared import written down: people in the order of their keys, then all that is known of them, sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.importing import tables
from core.importing.consolidate import Picked, added_up, chosen, chosen_rows, kept, key_spans, single_rows, united
from core.importing.identity import names as naming
from core.importing.identity.groups import NOBODY
from core.importing.identity.identity import People
from core.model import CRITERIA, METRICS, UNDATED, FloatArray, Issue, LongArray, Progress, to_date
from core.people import key_tables
from core.people.tables import TEXT_COLUMNS
from core.workspace.bulk import BatchWrite
from core.workspace.ids import next_ids
from core.workspace.store import Workspace

if TYPE_CHECKING:
    from core.importing.draft import Prepared


def person_ids(workspace: Workspace, prepared: Prepared) -> LongArray:
    """The id of each of the file's people: the known one, or a new one in the order of keys, drawn at each call."""
    known = prepared.match.people.known
    new = known == 0
    ids = known.copy()
    ids[new] = next_ids(workspace.connection, "person", int(new.sum()))
    return np.asarray(ids)


def store(
    write: BatchWrite, prepared: Prepared, ids: LongArray, campaign: int | None, progress: Progress
) -> tuple[list[Issue], Picked]:
    """Writes all but the batch itself and proposals; returns all issues and the folded names of the new people.

    ``ids`` are those of the file's people, by ``person_ids``.
    """
    workspace, batch = write.workspace, write.batch
    people = prepared.match.people
    single = single_rows(people.of_row, len(people))
    texts = _pick_texts(prepared, single)
    _add_people(write, prepared, ids, texts, progress)
    _add_keys(write, prepared, ids, texts, single is not None)
    new_folds = texts["fold"].slice(int(np.count_nonzero(people.known)))
    del texts
    merged = _add_observations(write, prepared, ids, progress)
    _add_external(write, prepared, ids, single)
    _add_stature(write, prepared, ids)
    if campaign is not None:
        tables.add_candidacies(workspace, batch, campaign, ids[people.known > 0])
        tables.add_newcomers(workspace, batch, campaign)
    issues = sorted((*prepared.issues, *merged), key=lambda issue: issue.row)
    tables.add_issues(workspace, batch, issues)
    return issues, new_folds


def _pick_texts(prepared: Prepared, single: LongArray | None) -> dict[str, Picked]:
    """The person's texts, one each, and the folded name; where no name is given, the account's stands in."""
    import pyarrow.compute as pc

    clean, people = prepared.draft.clean, prepared.match.people

    def pick(column: Any) -> LongArray:
        return chosen_rows(column, people.of_row, len(people), clean.day) if single is None else single

    held = {
        name: Picked(clean.text(name), pick(clean.text(name)))
        for name in TEXT_COLUMNS
        if name in clean.texts and name != "name" and not (name == "url" and prepared.draft.kind == "stature")
    }
    row = pick(clean.text("name"))
    name, fold = Picked(clean.text("name"), row), Picked(prepared.match.names, row)
    if (row == NOBODY).any() or pc.any(pc.equal(clean.text("name"), "")).as_py():
        name, fold = _named_by_account(prepared, name.whole(), fold.whole())
    return held | {"name": name, "fold": fold}


def _named_by_account(prepared: Prepared, names: Any, folds: Any) -> tuple[Picked, Picked]:
    """Names and folded names, where blank those of an account."""
    import pyarrow.compute as pc

    blank = pc.equal(names, "")
    account = pc.if_else(blank, _name_by_account(prepared), "")
    names, folds = pc.if_else(blank, account, names), pc.if_else(blank, naming.folded(account), folds)
    everyone = np.arange(len(names))
    return Picked(names, everyone), Picked(folds, everyone)


def _find_offline(prepared: Prepared) -> Sequence[bool]:
    """Whether each person is off line: by the kind of the file, or by its own column."""
    clean, people = prepared.draft.clean, prepared.match.people
    if prepared.draft.kind == "offline" or "offline" not in clean.texts:
        return [prepared.draft.kind == "offline"] * len(people)
    said = chosen(clean.text("offline"), people.of_row, len(people), clean.day)
    return [text == "yes" for text in said.to_pylist()]


def _name_by_account(prepared: Prepared) -> Any:
    """What a person without a name is called: an account of theirs, else the key itself."""
    import pyarrow.compute as pc

    clean, people = prepared.draft.clean, prepared.match.people
    name = pc.replace_substring_regex(people.key, "^(id:[^:]*|[^:]*):", "")
    for texts in reversed(list(clean.handles.values())):
        account = chosen(texts, people.of_row, len(people), clean.day)
        name = pc.if_else(pc.equal(account, ""), name, account)
    return name


def _add_people(
    write: BatchWrite, prepared: Prepared, ids: LongArray, texts: dict[str, Picked], progress: Progress
) -> None:
    """Adds the new people, gives those who were known what was blank."""
    clean, people = prepared.draft.clean, prepared.match.people
    known = int(np.count_nonzero(people.known))
    if len(people) > known:
        new = {name: column.slice(known) for name, column in texts.items()} | {"key": people.key.slice(known)}
        key_tables.add_people(write, ids[known:], new, _find_offline(prepared)[known:], progress)
    for name, column in texts.items() if known else ():
        said = zip(column.slice(0, known).to_pylist(), ids[:known].tolist(), strict=True)
        values = [(text, number) for text, number in said if text]
        if values and name not in ("name", "fold"):
            key_tables.fill_blanks(write, name, values)
    if known and "name" in clean.texts:
        name = chosen(clean.text("name"), people.of_row, len(people), clean.day).slice(0, known)
        named = zip(name.to_pylist(), naming.folded(name).to_pylist(), ids[:known].tolist(), strict=True)
        key_tables.name_accounts(write, [one for one in named if one[0]])


def _add_keys(write: BatchWrite, prepared: Prepared, ids: LongArray, texts: dict[str, Picked], single: bool) -> None:
    """Gives people the keys of their rows, kind by kind. ``single``: nobody has several rows."""
    clean, people = prepared.draft.clean, prepared.match.people
    first_new = int(ids[np.count_nonzero(people.known)]) if (people.known == 0).any() else int(ids[-1]) + 1
    columns = {f"id:{prepared.source}": clean.text("id"), **clean.handles, "email": clean.text("email")}
    if prepared.draft.kind != "stature":
        columns["url"] = clean.text("url")
    for kind in sorted(columns):
        texts_of_kind = columns[kind]
        if kind in texts:
            if single and (people.known == 0).all():
                continue
            texts_of_kind = _further_keys(texts_of_kind, texts[kind].whole(), people)
        spans = key_spans(texts_of_kind, people.of_row, clean.day)
        if len(spans.person):
            keys = key_tables.KeyColumns(spans.texts, ids[spans.person], spans.since, spans.until)
            key_tables.add_keys(write, kind, keys, first_new)


def _further_keys(texts: Any, own: Any, people: People) -> Any:
    """The addresses of rows but for the one that stands in a new person's own row already."""
    import pyarrow as pa
    import pyarrow.compute as pc

    theirs = own.take(pa.array(np.maximum(people.of_row, 0)))
    new = pa.array(people.of_row >= np.count_nonzero(people.known))
    return pc.if_else(pc.and_(pc.equal(texts, theirs), new), "", texts)


def _add_observations(write: BatchWrite, prepared: Prepared, ids: LongArray, progress: Progress) -> tuple[Issue, ...]:
    """Writes one observation a person, day and channel; returns what was said of the other rows."""
    clean, of_row = prepared.draft.clean, prepared.match.people.of_row
    metrics = {name: clean.metrics[name] for name in METRICS if name in clean.metrics}
    if not metrics:
        return ()
    stay, metrics = united(clean.rows, clean.channel, metrics)
    of_row = np.where(stay, of_row, NOBODY)
    if prepared.draft.mapping.posts:
        stay, metrics = added_up(of_row, clean.day, clean.channel, metrics)
        of_row = np.where(stay, of_row, NOBODY)
    held = kept(of_row, clean.day, clean.channel, metrics, clean.rows, prepared.match.names)
    person = ids[of_row[held.place]]
    tables.add_observations(write, replace(clean, metrics=metrics), held.place, person, progress)
    return held.issues


def _add_external(write: BatchWrite, prepared: Prepared, ids: LongArray, single: LongArray | None) -> None:
    """Of several values of one person and day the largest is kept. ``single`` is the row of each person, if but one."""
    clean, of_row = prepared.draft.clean, prepared.match.people.of_row
    for name, value in sorted(clean.external.items()):
        at = _largest_of_day(value, clean.day, of_row) if single is None else single[~np.isnan(value[single])]
        tables.add_external(write.workspace, write.batch, name, ids[of_row[at]], clean.day[at], value[at])


def _largest_of_day(value: FloatArray, day: LongArray, of_row: LongArray) -> LongArray:
    """The row of the largest value of each person and day, ascending by both."""
    rows = np.flatnonzero(~np.isnan(value) & (of_row != NOBODY))
    order = rows[np.lexsort((-value[rows], day[rows], of_row[rows]))]
    first = np.ones(len(order), bool)
    first[1:] = (of_row[order][1:] != of_row[order][:-1]) | (day[order][1:] != day[order][:-1])
    return np.asarray(order[first])


def _add_stature(write: BatchWrite, prepared: Prepared, ids: LongArray) -> None:
    """Levels and notes as assessments; what supports them as evidence."""
    rows = list(_list_levels(prepared, ids))
    notes = dict.fromkeys(_lone_notes(prepared, ids))
    if rows or notes:
        tables.add_assessments(write.workspace, write.batch, [*(assessment for assessment, _ in rows), *notes])
        tables.add_evidence(write.workspace, write.batch, [piece for _, pieces in rows for piece in pieces])


def _list_levels(prepared: Prepared, ids: LongArray) -> Iterator[tuple[tuple[object, ...], list[tuple[object, ...]]]]:
    """Each level as (person, criterion, assessor, level, note, day, kind) with its pieces of evidence."""
    clean, of_row = prepared.draft.clean, prepared.match.people.of_row
    facts = _find_facts(prepared)
    for criterion, level in sorted(clean.levels.items()):
        rows = np.flatnonzero(~np.isnan(level) & (of_row != NOBODY))
        assessor, note, title, url = (
            clean.text(name).take(rows).to_pylist() for name in ("assessor", "note", "evidence", "url")
        )
        for at, place in enumerate(rows.tolist()):
            person, day = int(ids[of_row[place]]), _to_stored_day(int(clean.day[place]))
            source = f"{prepared.draft.file}, {int(clean.rows[place])}"
            pieces: list[tuple[object, ...]] = []
            if criterion in facts:
                heading, column = facts[criterion]
                fact = f"{heading}: {column[place].as_py()}"
                pieces.append((person, criterion, "fact", fact, source, "", day, assessor[at]))
            if prepared.draft.kind == "stature" and (title[at] or url[at]):
                words = title[at] or url[at]
                pieces.append((person, criterion, "file", words, source, url[at], day, assessor[at]))
            yield (person, criterion, assessor[at], float(level[place]), note[at], day, "level"), pieces


def _lone_notes(prepared: Prepared, ids: LongArray) -> Iterator[tuple[object, ...]]:
    """The notes of rows without any level, in the form of ``_levels``: of the first criterion. A history or a list of
    posts speaks of its rows, not of people."""
    clean, of_row = prepared.draft.clean, prepared.match.people.of_row
    if not clean.has("note") or prepared.draft.kind == "history" or prepared.draft.mapping.posts:
        return
    alone = of_row != NOBODY
    for level in clean.levels.values():
        alone &= np.isnan(level)
    rows = np.flatnonzero(alone)
    notes, assessors = (clean.text(name).take(rows).to_pylist() for name in ("note", "assessor"))
    for at, note, assessor in zip(rows.tolist(), notes, assessors, strict=True):
        if note:
            day = _to_stored_day(int(clean.day[at]))
            yield (int(ids[of_row[at]]), CRITERIA[0], assessor, None, note, day, "note")


def _find_facts(prepared: Prepared) -> dict[str, tuple[str, Any]]:
    """Criterion -> heading and column (by the places of the clean rows) of the fact its level was made from."""
    table, clean = prepared.draft.table, prepared.draft.clean
    at = np.searchsorted(table.rows, clean.rows)
    return {
        criterion: (heading, table.columns[table.headings.index(heading)].take(at))
        for criterion, (heading, _) in prepared.draft.reading.thresholds.items()
        if heading in table.headings
    }


def _to_stored_day(day: int) -> int | None:
    return None if day == UNDATED or to_date(day) is None else day
