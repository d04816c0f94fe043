"""Two lists side by side: who came in, who went out, who moved, and why in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.i18n import day, decimal, percent, tr
from core.shortlist.report.phrases import rule, spoken
from core.shortlist.snapshot import Entry, Snapshot

FULL = 10000


@dataclass(frozen=True)
class Change:
    """One person of two lists. A rank is 0 where the list does not show the person; ``reasons`` are in words, the
    weightiest first, and empty where nothing changed."""

    id: str
    name: str
    before: int
    after: int
    was_in: bool
    is_in: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two lists: their titles, how many seats each had, everyone on one of them in the order of the second list,
    those who are gone at the end, and what differs of the lists as wholes, in words. ``others`` are everybody else who
    was considered for either, in the same order, where the lists know of them."""

    before: str
    after: str
    seats: tuple[int, int]
    changes: tuple[Change, ...]
    facts: tuple[str, ...] = ()
    others: tuple[Change, ...] = ()

    @property
    def into(self) -> tuple[Change, ...]:
        """Who is in now and was not."""
        return tuple(one for one in self.changes if one.is_in and not one.was_in)

    @property
    def out(self) -> tuple[Change, ...]:
        """Who was in and is not."""
        return tuple(one for one in self.changes if one.was_in and not one.is_in)

    @property
    def moved(self) -> tuple[Change, ...]:
        """Who is in both times, at another rank."""
        return tuple(one for one in self.changes if one.was_in and one.is_in and one.before != one.after)

    @property
    def same(self) -> bool:
        """The same names at the same ranks, of everybody both lists know of."""
        every = (*self.changes, *self.others)
        return not any(one.before != one.after or one.was_in != one.is_in for one in every)


@dataclass(frozen=True)
class Recomputed:
    """A frozen list beside today's data under the frozen choices. ``identical``: every figure of it is the same,
    but for who signed and who has been told since."""

    identical: bool
    comparison: Comparison

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.identical:
            return tr("Today’s data still give this list, to the last figure.")
        if self.comparison.same:
            return tr("Today’s data give the same names in the same order, with other figures.")
        return tr(
            "Today’s data give another list: {into} in, {out} out, {moved} at another rank.",
            into=len(self.comparison.into),
            out=len(self.comparison.out),
            moved=len(self.comparison.moved),
        )


def compare(before: Snapshot, after: Snapshot, titles: tuple[str, str] = ("", "")) -> Comparison:
    """Any two snapshots; people are the same by their stable key. ``titles`` else the dates of the data."""
    old, new = ({entry.id: entry for entry in taken.entries} for taken in (before, after))
    listed = [*new, *(key for key in old if key not in new)]
    ranked = _OnBoth(before, after, set(listed))
    sides = [ranked.sides_of(old.get(key), new.get(key), key) for key in listed]
    changes = [_make_change(*pair, before, after) for pair in sides]
    others = [_make_change(ranked.before(key), ranked.after(key), before, after) for key in ranked.others()]
    first, second = (title or _make_title(taken) for title, taken in zip(titles, (before, after), strict=True))
    seats = (before.seats, after.seats)
    return Comparison(first, second, seats, tuple(changes), tuple(facts(before, after)), tuple(others))


MOST_OTHERS = 5000
"""So many of those on neither list are told of one by one; of more, those whose rank moved furthest."""


class _OnBoth:
    """Everyone considered for two lists by stable key, where the lists know of them; made into entries one by one."""

    def __init__(self, before: Snapshot, after: Snapshot, listed: set[str]) -> None:
        self._sides = before.everyone, after.everyone
        self._rows = tuple({key: row for row, key in enumerate(side.id if side else ())} for side in self._sides)
        self._listed = listed

    def sides_of(self, old: Entry | None, new: Entry | None, key: str) -> tuple[Entry | None, Entry | None]:
        """The entries of somebody on one of the lists, the other filled in where the other list knows of them. Of
        whoever is below a list the levels were not written down: they are taken for the same."""
        old, new = (old or self.before(key), new or self.after(key)) if old is None or new is None else (old, new)
        if old and new and not (old.levels and new.levels) and None not in self._sides:
            return replace(old, levels={}), replace(new, levels={})
        return old, new

    def before(self, key: str) -> Entry | None:
        """How somebody stood for the first list; None where it does not know of them."""
        return self._entry(0, key)

    def after(self, key: str) -> Entry | None:
        return self._entry(1, key)

    def others(self) -> list[str]:
        """The keys of those on neither list whom both lists could know of, in the order of the second."""
        if None in self._sides:
            return []
        rows = self._rows
        keys = [key for key in (*rows[1], *(key for key in rows[0] if key not in rows[1])) if key]
        found = [key for key in keys if key not in self._listed]
        if len(found) <= MOST_OTHERS:
            return found
        furthest = set(sorted(found, key=lambda key: -self._distance(key))[:MOST_OTHERS])
        return [key for key in found if key in furthest]

    def _distance(self, key: str) -> int:
        first, second = (
            side.rank[rows[key]] if side and key in rows else 0
            for side, rows in zip(self._sides, self._rows, strict=True)
        )
        return abs(first - second)

    def _entry(self, side: int, key: str) -> Entry | None:
        columns, row = self._sides[side], self._rows[side].get(key)
        if columns is None or row is None:
            return None
        score, credibility, unknown = columns.score[row], columns.credibility[row], columns.provisional[row]
        return Entry(
            *(key, columns.rank[row], columns.name[row], columns.is_in[row], score, credibility, columns.total[row]),
            score=None if unknown & 1 else score,
            credibility=None if unknown & 2 else credibility,
            state=columns.state[row],
        )


def facts(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What differs between two lists as wholes: seats, weight, market, data, model, rubric, rules."""
    for words, read in _list_choices():
        old, new = read(before), read(after)
        if old != new:
            yield tr("{what}: {old} → {new}", what=words, old=old or "–", new=new or "–")
    if (before.score_model, before.score_hash) != (after.score_model, after.score_hash):
        yield tr("Another score model: {old} → {new}", old=_name_model(before), new=_name_model(after))
    if (before.rubric, before.rubric_version, before.criteria) != (after.rubric, after.rubric_version, after.criteria):
        yield tr("Another rubric: {old} → {new}", old=_name_rubric(before), new=_name_rubric(after))
    if before.considered != after.considered:
        yield tr("{old} candidates were considered, now {new}", old=before.considered, new=after.considered)


def _list_choices() -> list[tuple[str, Callable[[Snapshot], str]]]:
    return [
        (tr("Seats"), lambda s: str(s.seats)),
        (tr("Weight of credibility"), lambda s: percent(s.weight / 100, 1)),
        (tr("Market"), lambda s: s.market),
        (tr("Data as of"), lambda s: day(s.as_of)),
        (tr("Half-life in days"), lambda s: str(s.half_life)),
        (tr("Score ranked by"), lambda s: tr(s.score_source)),
        (tr("Unknown sides"), lambda s: tr(s.missing)),
        (tr("Rules"), lambda s: tr("; ").join(map(rule, s.rules))),
    ]


def _make_change(old: Entry | None, new: Entry | None, before: Snapshot, after: Snapshot) -> Change:
    shown = new or old
    assert shown is not None
    ranks, held = (old.rank if old else 0, new.rank if new else 0), (bool(old and old.is_in), bool(new and new.is_in))
    moved = ranks[0] != ranks[1] or held[0] != held[1]
    return Change(shown.id, shown.name, *ranks, *held, _list_reasons(old, new, before, after) if moved else ())


def _list_reasons(old: Entry | None, new: Entry | None, before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    if new is None:
        return (tr("No longer among the invited and the reserve."),)
    if old is None:
        return (tr("Was not among the invited and the reserve before."),)
    decided = _word_decision(old, new)
    if decided:
        return (decided,)
    found = sorted(_measure_effects(old, new, before, after), key=lambda effect: -abs(effect[0]))
    said = tuple(words for effect, words in found if effect)
    if said:
        return said
    if before.seats != after.seats and old.is_in != new.is_in:
        return (tr("There are {new} seats instead of {old}.", new=after.seats, old=before.seats),)
    return (tr("Its own total stands; others have moved."),)


def _word_decision(old: Entry, new: Entry) -> str:
    if old.state == new.state:
        return ""
    reason = new.reason or old.reason
    words = {
        "pinned": tr("Pinned to a seat."),
        "excluded": tr("Excluded."),
        "apart": tr("Set apart."),
        "out_of_market": tr("Counts in another market."),
    }.get(new.state, tr("The ranking decides again."))
    return f"{words} {reason}".strip()


def _measure_effects(old: Entry, new: Entry, before: Snapshot, after: Snapshot) -> Iterator[tuple[int, str]]:
    """What each change did to the total, in hundredths of hundredths; together they are the whole difference.

    T = (1 - w)·s + w·c, so T' - T = (w' - w)·(c - s) + (1 - w')·(s' - s) + w'·(c' - c), exactly.
    """
    by_weight = (after.weight - before.weight) * (old.credibility_used - old.score_used)
    by_score = (FULL - after.weight) * (new.score_used - old.score_used)
    by_credibility = after.weight * (new.credibility_used - old.credibility_used)
    weights = percent(before.weight / 100, 1), percent(after.weight / 100, 1)
    yield by_weight, _word_effect(tr("Weight {old} → {new}", old=weights[0], new=weights[1]), by_weight)
    yield (
        by_score,
        _word_effect(_word_side(tr("Score"), old.score_used, new.score_used, (old.score, new.score)), by_score),
    )
    words = _word_side(
        tr("Credibility"), old.credibility_used, new.credibility_used, (old.credibility, new.credibility)
    ) + _word_levels(old.levels, new.levels, after)
    yield by_credibility, _word_effect(words, by_credibility)


def _word_side(name: str, old: int, new: int, known: tuple[int | None, int | None]) -> str:
    words = tr("{side} {old} → {new}", side=name, old=decimal(old / 100), new=decimal(new / 100))
    if known[0] is None and known[1] is not None:
        return words + tr(" (unknown before)")
    return words + tr(" (no longer known)") if known[1] is None and known[0] is not None else words


def _word_levels(old: Mapping[str, int | None], new: Mapping[str, int | None], after: Snapshot) -> str:
    names = {part.key: spoken(part.names) for part in after.criteria}
    changed = [key for key in new if old.get(key) != new[key]]
    told = "; ".join(f"{names.get(key, key)} {_word_level(old.get(key))} → {_word_level(new[key])}" for key in changed)
    return f" ({told})" if told else ""


def _word_level(value: int | None) -> str:
    return tr("unknown") if value is None else decimal(value / 100, 0 if value % 100 == 0 else 1)


def _word_effect(words: str, effect: int) -> str:
    points = decimal(effect / (FULL * 100), 2)
    return tr("{words}: {points} points", words=words, points=points if effect < 0 else f"+{points}")


def _make_title(taken: Snapshot) -> str:
    return day(taken.signed_on or taken.as_of, "medium") or taken.campaign


def _name_model(taken: Snapshot) -> str:
    return f"{taken.score_model} {taken.score_hash[:8]}".strip()


def _name_rubric(taken: Snapshot) -> str:
    return f"{taken.rubric} {taken.rubric_version}"
