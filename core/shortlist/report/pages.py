"""The pages of the report as plain data: every text translated, every number written, every shape measured.

The templates in ``resources/report`` only lay them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.campaign.fields.units import state_word
from core.i18n import day, integer, tr, trn
from core.shortlist.report import phrases
from core.shortlist.snapshot import Entry, Named, Snapshot
from core.shortlist.ties import tied_at_line

Data = dict[str, Any]
FULL = 10000
TIED_SHOWN = 6


def cover(snapshot: Snapshot) -> Data:
    """The first page: what, when, where, and three numbers."""
    when = " · ".join(text for text in (day(snapshot.day), phrases.one_line(snapshot.place)) if text)
    seats = trn("{n} seat", "{n} seats", snapshot.seats)
    if snapshot.reserve:
        seats += ", " + tr("{n} in reserve", n=integer(snapshot.reserve))
    return {
        "kicker": tr("Guest list"),
        "title": phrases.name(snapshot.campaign, 200),
        "when": when,
        "what": " · ".join(text for text in (phrases.one_line(snapshot.market), seats) if text),
        "facts": _cover_facts(snapshot),
        "contents": tr("In this report"),
        "signed": signed_off(snapshot),
    }


def _cover_facts(snapshot: Snapshot) -> list[Data]:
    facts = [
        _make_fact(
            integer(snapshot.considered),
            tr("people considered, {n} of them assessed", n=integer(snapshot.assessed)),
        ),
        _make_fact(
            phrases.weight(snapshot.weight),
            _cover_weight(snapshot),
        ),
    ]
    if snapshot.audit:
        cutoff, dropped = phrases.bare_weight(snapshot.audit.cutoff), len(snapshot.audit.dropped)
        words = trn(
            "guest whom a score cut-off at {cutoff} would have left out",
            "guests whom a score cut-off at {cutoff} would have left out",
            dropped,
            cutoff=cutoff,
        )
        facts.append(_make_fact(integer(dropped), words))
    elif snapshot.stability:
        words = tr("of the seats do not depend on the weight at all")
        facts.append(_make_fact(integer(snapshot.stability.always_in), words))
    return facts


def _cover_weight(snapshot: Snapshot) -> str:
    rest = phrases.weight(FULL - snapshot.weight)
    if snapshot.effective_share is None:
        return tr("of the weight on credibility off line, {rest} on the online score", rest=rest)
    return tr(
        "of the weight on credibility off line, {rest} on the online score: it makes {share} of the difference among "
        "those who can be in",
        rest=rest,
        share=phrases.weight(round(snapshot.effective_share, -2)),
    )


def _make_fact(number: str, words: str) -> Data:
    return {"number": number, "words": words}


def signed_off(snapshot: Snapshot) -> str:
    """Who answers for the list, and since when."""
    if not snapshot.signed_by:
        return tr("Draft: nobody has signed this list off yet.")
    name = phrases.one_line(snapshot.signed_by)
    if snapshot.signed_on is None:
        return tr("Signed off by {name}", name=name)
    return tr("Signed off by {name} on {day}", name=name, day=day(snapshot.signed_on))


def running(snapshot: Snapshot, footer: str | None, seal: str) -> Data:
    """What stands at the head and the foot of each page."""
    return {
        "author": phrases.one_line(snapshot.signed_by),
        "left": phrases.name(snapshot.campaign, 80),
        "right": " · ".join((tr("Guest list"), trn("{n} seat", "{n} seats", snapshot.seats))),
        "foot": f"{phrases.one_line(footer, 110) if footer else signed_off(snapshot)} · {phrases.grouped(seal)}",
        "of": tr("Page {page} of {pages}", page="\x00", pages="\x01").replace("\x00", "{p}").replace("\x01", "{n}"),
    }


def the_list(snapshot: Snapshot) -> Data:
    """The ranked table, the invitation line after the last seat."""
    seats = integer(snapshot.seats)
    lead = tr(
        "By total: {score} online score, {credibility} credibility. The strip shows the weights for which a name is "
        "in the {seats}; the mark is the weight chosen.",
        score=phrases.weight(FULL - snapshot.weight),
        credibility=phrases.weight(snapshot.weight),
        seats=seats,
    )
    heads = ("#", "±", tr("Guest"), tr("Market"), tr("Total"), tr("Score"), tr("Credibility"))
    invited = max((i for i, entry in enumerate(snapshot.entries, 1) if entry.is_in), default=0)
    return {
        "title": tr("The list"),
        "lead": lead,
        "heads": [*heads, tr("In the {seats} for", seats=seats)],
        "rows": [list_row(snapshot, entry) for entry in snapshot.entries],
        "line_after": invited,
        "line": _line_words(snapshot, len(snapshot.entries) > invited),
        "weight": snapshot.weight,
        "key": _list_key(snapshot),
    }


def _line_words(snapshot: Snapshot, more: bool) -> str:
    seats = trn("{n} seat", "{n} seats", snapshot.seats)
    line = tr("line at {points}", points=phrases.points(snapshot.line))
    words = [seats, line]
    if snapshot.unassessed_in:
        words.append(
            trn(
                "{n} of them held by somebody nobody has assessed",
                "{n} of them held by people nobody has assessed",
                snapshot.unassessed_in,
            )
        )
    if more:
        words.append(tr("reserve below"))
    if tied := tied_at_line(snapshot.entries):
        names = ", ".join(phrases.name(entry.name, 40) for entry in tied[:TIED_SHOWN])
        words.append(tr("tied across the line: {names}", names=names + ("…" if len(tied) > TIED_SHOWN else "")))
    return " · ".join(words)


def list_row(snapshot: Snapshot, entry: Entry) -> Data:
    """One line of the table: ``score`` and ``credibility`` are the two parts of the total, in hundredths."""
    move = entry.rank_by_score - entry.rank if entry.rank_by_score else 0
    low, high = _total_bounds(snapshot, entry)
    return {
        "rank": str(entry.rank),
        "tied": entry.tied,
        "move": move,
        "name": phrases.name(entry.name, 90),
        "sign": row_sign(entry),
        "market": phrases.one_line(entry.market, 120),
        "total": phrases.points(entry.total),
        "score": (FULL - snapshot.weight) * entry.score_used // FULL,
        "credibility": snapshot.weight * entry.credibility_used // FULL,
        "hollow": {"score": "score" in entry.provisional, "credibility": "credibility" in entry.provisional},
        "low": low,
        "high": high,
        "intervals": entry.intervals,
    }


def _total_bounds(snapshot: Snapshot, entry: Entry) -> tuple[int, int]:
    share = FULL - snapshot.weight
    low = share * entry.score_low + snapshot.weight * entry.credibility_low
    high = share * entry.score_high + snapshot.weight * entry.credibility_high
    if entry.offline:
        low, high = snapshot.weight * entry.credibility_low, snapshot.weight * entry.credibility_high
    return low // FULL, high // FULL


def row_sign(entry: Entry) -> str:
    """The word beside a name: colour is never the only sign."""
    return signs(entry)[0] if signs(entry) else ""


def unprintable_sign(entry: Entry, sign: str) -> str:
    """What stands beside a name that no font here can show: the account it is known by, after the sign it has."""
    known = next((f"@{account}" for account in entry.handles.values() if account), entry.email or entry.id)
    said = tr("no font here for this name: {account}", account=phrases.one_line(known, 40))
    return f"{sign} · {said}" if sign else said


def signs(entry: Entry) -> list[str]:
    """What sets an entry apart from a plain one, the weightiest first."""
    found = [word] if (word := state_word(entry.state)) else []
    if entry.offline:
        found.append(tr("off line"))
    if entry.provisional:
        found.append(tr("provisional"))
    return found


def _list_key(snapshot: Snapshot) -> list[str]:
    """The signs that stand in this very list, explained."""
    entries = snapshot.entries
    keys = [tr("▲▼ places gained or lost against the score alone")]
    if any(entry.tied for entry in entries):
        keys.append(tr("= shares its rank"))
    if any(entry.provisional for entry in entries):
        keys.append(tr("hollow bar: not known yet, the middle value counts; the fine line is the full range"))
    if any(entry.offline for entry in entries):
        keys.append(tr("off line: absent from the networks by choice"))
    return keys


def sensitivity(snapshot: Snapshot) -> Data | None:
    """How much the list depends on the weight; None where it was not worked out."""
    if snapshot.stability is None or not snapshot.turnover:
        return None
    held = snapshot.stability
    names = trn("This name holds", "These {n} names hold", snapshot.seats)
    lead = tr("{names} from {span}.", names=names, span=phrases.span(held.holds))
    return {
        "title": tr("How much the list depends on the weight"),
        "lead": lead + " " + tr("Beyond, names change one by one; the curve counts them."),
        "facts": [
            _make_fact(phrases.span(held.holds), tr("the same names, whatever the weight between")),
            _make_fact(integer(held.always_in), tr("in at every weight, from score alone to credibility alone")),
            _make_fact(integer(held.depends), tr("in at some weights only: their seat is a choice of values")),
        ],
        "curve": list(snapshot.turnover),
        "holds": held.holds,
        "weight": snapshot.weight,
        "axis": [tr("0\u00a0% · score alone"), tr("credibility alone · 100\u00a0%")],
        "mark": phrases.weight(snapshot.weight),
        "unit": tr("names that change"),
        "alt": tr("Curve of how many names change as the weight moves from 0 to 100\u00a0%."),
        "tables": _find_closest(snapshot),
        "heads": [tr("Guest"), tr("Total"), tr("In for")],
    }


def _find_closest(snapshot: Snapshot, most: int = 8) -> list[Data]:
    """Those whose seat hangs by least, and those who wait nearest behind the line."""
    inside = sorted(snapshot.invited, key=lambda e: (_measure_room(snapshot, e), e.rank))[:most]
    waiting = [e for e in snapshot.entries if not e.is_in and e.intervals]
    outside = sorted(waiting, key=lambda e: (_measure_room(snapshot, e), e.rank))[:most]
    return [
        {"title": tr("In, but not by much"), "rows": [_strip_row(e) for e in inside if e.intervals != ((0, FULL),)]},
        {"title": tr("Out, but not by much"), "rows": [_strip_row(e) for e in outside]},
    ]


def _measure_room(snapshot: Snapshot, entry: Entry) -> int:
    """How far the weight must move to change whether an entry is in, in hundredths of a percent."""
    edges = [edge for interval in entry.intervals for edge in interval if 0 < edge < FULL]
    return min((abs(edge - snapshot.weight) for edge in edges), default=FULL)


def _strip_row(entry: Entry) -> Data:
    return {
        "rank": str(entry.rank),
        "name": phrases.name(entry.name, 60),
        "total": phrases.points(entry.total),
        "intervals": entry.intervals,
        "words": phrases.listing([phrases.span(i) for i in entry.intervals]),
    }


def cutoff(snapshot: Snapshot) -> Data | None:
    """What a cut-off on the score alone would have done; None where none was asked."""
    audit = snapshot.audit
    if audit is None:
        return None
    at = phrases.bare_weight(audit.cutoff)
    dropped = trn(
        "A cut-off on the score at {cutoff} would have left out {n} guest of this list",
        "A cut-off on the score at {cutoff} would have left out {n} guests of this list",
        len(audit.dropped),
        cutoff=at,
    )
    admitted = trn(
        "and given their seats to {n} other person.",
        "and given their seats to {n} other people.",
        len(audit.admitted),
    )
    return {
        "title": tr("What a cut-off would have cost"),
        "lead": f"{dropped} {admitted}" if audit.admitted else f"{dropped}.",
        "cutoff": audit.cutoff,
        "heads": ["#", tr("Name"), tr("Score"), tr("Credibility"), tr("Total")],
        "none": tr("Nobody."),
        "picture": {
            "alt": tr("The map with the cut-off as an upright line: left out and let in are marked."),
            "mark": tr("cut-off at {cutoff}", cutoff=at),
            "line": tr("invitation line"),
        },
        "tables": [
            _audit_table(tr("Left out"), tr("their score is below {cutoff}", cutoff=at), audit.dropped),
            _audit_table(
                tr("Let in"),
                tr("their score is {cutoff} or more, their total below the line", cutoff=at),
                audit.admitted,
            ),
        ],
    }


def _audit_table(title: str, words: str, people: Iterable[Named]) -> Data:
    rows = [
        {
            "rank": str(p.rank),
            "name": phrases.name(p.name, 60),
            "score": p.score,
            "credibility": p.credibility,
            "texts": [phrases.points(p.score), phrases.points(p.credibility), phrases.points(p.total)],
        }
        for p in people
    ]
    return {"title": title, "words": words, "rows": rows}


def dossiers(snapshot: Snapshot, ids: Sequence[str] | None) -> list[Entry]:
    """The entries that get a page: those asked for, or everyone who is in."""
    if ids is None:
        return list(snapshot.invited)
    by_id: Mapping[str, Entry] = {entry.id: entry for entry in snapshot.entries}
    return [by_id[key] for key in ids if key in by_id]
