"""The dossier page of one candidate as plain data."""

from __future__ import annotations

from typing import Any

from core.campaign.fields.catalogue import fields_in
from core.i18n import day, integer, tr, trn
from core.scoring.flags import flag_words
from core.shortlist.report import phrases
from core.shortlist.report.pages import signs
from core.shortlist.snapshot import Entry, Part, Piece, Snapshot

Data = dict[str, Any]
WHOLE_LEVELS = (0, 100, 200, 300, 400)


def profile(snapshot: Snapshot, entry: Entry) -> Data:
    """Everything on one page: who, where they stand, the two halves of the total, the proof, and the reasons."""
    return {
        "name": phrases.name(entry.name, 400),
        "who": _say_who(entry),
        "sign": _find_sign(entry),
        "facts": _list_facts(snapshot, entry),
        "strip": {
            "words": phrases.in_for(entry, snapshot.seats),
            "intervals": entry.intervals,
            "weight": snapshot.weight,
        },
        "score": _describe_score(snapshot, entry),
        "credibility": _describe_credibility(snapshot, entry),
        "history": _draw_history(entry),
        "evidence": [_describe_piece(snapshot, piece) for piece in entry.evidence],
        "why": [*phrases.why(snapshot, entry), " ".join(_explain_score(entry))]
        if entry.parts
        else phrases.why(snapshot, entry),
        "notes": [phrases.visible(note) for note in entry.notes],
        "told": _say_told(entry),
    }


def _say_who(entry: Entry) -> str:
    parts = [entry.organisation, entry.market, entry.country]
    return " · ".join(phrases.one_line(part) for part in parts if part)


def _find_sign(entry: Entry) -> str:
    found = signs(entry)
    if entry.tied:
        found.append(tr("tied"))
    if entry.tie_reason:
        found.append(tr("goes before its equals: {reason}", reason=phrases.one_line(entry.tie_reason)))
    return " · ".join(found)


def _list_facts(snapshot: Snapshot, entry: Entry) -> list[Data]:
    facts = [
        {"number": str(entry.rank), "words": tr("rank among {n}", n=integer(snapshot.considered))},
        {"number": phrases.points(entry.total), "words": tr("total")},
        {"number": str(entry.rank_by_score or "–"), "words": tr("rank by score alone")},
    ]
    if entry.worst_rank and entry.best_rank != entry.worst_rank:
        words = tr("possible ranks, until all is known")
        facts.append({"number": f"{entry.best_rank}–{entry.worst_rank}", "words": words})
    # What the catalogue of fields has gained since these pages were laid out stands beside the plain figures.
    for one in fields_in("report"):
        if (value := entry.more.get(one.key)) is not None:
            number = phrases.points(int(value)) if one.unit.kind == "points" else str(one.unit.to_cell(value))
            facts.append({"number": phrases.one_line(number, 20), "words": tr(one.title)})
    return facts


def _describe_score(snapshot: Snapshot, entry: Entry) -> Data:
    bars = [] if entry.offline else [_describe_component(part, entry) for part in snapshot.components]
    return {
        "title": tr("Online score"),
        "value": tr("off line") if entry.offline else _value_or_blank(entry.score, entry.score_used),
        "bars": bars,
        "words": _score_words(entry),
        "handles": [phrases.handle(platform, handle) for platform, handle in sorted(entry.handles.items())],
    }


def _describe_component(part: Part, entry: Entry) -> Data:
    value = entry.components.get(part.key)
    return {
        "name": phrases.one_line(phrases.spoken(part.names)),
        "value": value,
        "text": tr("unknown") if value is None else phrases.points(value, 0),
    }


def _value_or_blank(known: int | None, used: int) -> str:
    if known is not None:
        return phrases.points(known)
    return tr("unknown; counted as {points}", points=phrases.points(used))


def _score_words(entry: Entry) -> str:
    if entry.offline:
        return tr("On no network, by choice: there is no speed to measure.")
    sentences = [phrases.audience(entry.audience)] if entry.audience is not None else []
    if entry.speed is not None and entry.cruise is not None:
        speed, cruise = phrases.points(entry.speed, 0), phrases.points(entry.cruise, 0)
        sentences.append(tr("speed {speed} now, cruise {cruise}", speed=speed, cruise=cruise))
    if entry.pause_cost is not None:
        cost = phrases.points(entry.pause_cost, 1)
        sentences.append(tr("a four-week pause would cost {points} points", points=cost))
    if entry.age_days is not None:
        sentences.append(tr("last data {age}", age=phrases.days_old(entry.age_days)))
    return " ".join([_join_parts(sentences), *_flag_sentences(entry)])


def _flag_sentences(entry: Entry) -> list[str]:
    """What each flag rests on; in general words where there is no evidence to print."""
    evidence = list(map(phrases.spoken, entry.flagged))
    told = tuple(text.partition(",")[0] for text in evidence)
    bare = [words for words in map(flag_words, entry.flags) if not words.startswith(told)] if told else None
    return [*(map(flag_words, entry.flags) if bare is None else bare), *evidence]


def _explain_score(entry: Entry) -> list[str]:
    """The score as a sum, and what would change it."""
    found = []
    if entry.parts:
        parts = ", ".join(f"{phrases.signed(share.points, 2)} {phrases.spoken(share.names)}" for share in entry.parts)
        found.append(tr("Made of {parts}.", parts=parts))
    if entry.changes:
        changes = tr("; ").join(map(phrases.spoken, entry.changes))
        found.append(tr("To gain five points, any one of these is enough: {changes}.", changes=changes))
    return found


def _join_parts(parts: list[str]) -> str:
    joined = tr("; ").join(part for part in parts if part)
    return joined[:1].upper() + joined[1:] + "." if joined else ""


def _describe_credibility(snapshot: Snapshot, entry: Entry) -> Data:
    return {
        "title": tr("Credibility"),
        "value": _value_or_blank(entry.credibility, entry.credibility_used),
        "levels": [_describe_level(part, entry) for part in snapshot.criteria],
        "words": _credibility_words(entry),
    }


def _describe_level(part: Part, entry: Entry) -> Data:
    value = entry.levels.get(part.key)
    anchor = phrases.spoken(part.anchors[value // 100]) if value in WHOLE_LEVELS and part.anchors else ""
    return {
        "name": phrases.one_line(phrases.spoken(part.names)),
        "value": value,
        "text": phrases.level(value),
        "anchor": phrases.one_line(anchor, 200),
        "unsupported": tr("no evidence yet") if part.key in entry.unsupported else "",
    }


def _credibility_words(entry: Entry) -> str:
    parts = [trn("{n} assessor", "{n} assessors", entry.assessors)] if entry.assessors else []
    if entry.credibility_low != entry.credibility_high:
        low, high = phrases.points(entry.credibility_low, 0), phrases.points(entry.credibility_high, 0)
        parts.append(tr("between {low} and {high} until every criterion is known", low=low, high=high))
        known = sum(value is not None for value in entry.levels.values())
        if known:
            parts.append(tr("{n} of {all} criteria known", n=known, all=len(entry.levels)))
    if entry.stated is not None:
        parts.append(tr("newest level of {day}", day=day(entry.stated)))
    return _join_parts(parts)


def _draw_history(entry: Entry) -> Data | None:
    past = entry.history
    if len(past.days) < 2:
        return None
    first = past.days[0].toordinal()
    length = max(1, past.days[-1].toordinal() - first)
    places = [(d.toordinal() - first) * 10000 // length for d in past.days]
    return {
        "title": tr("How it went"),
        "cruise": _draw_line(places, past.cruise),
        "speed": _draw_line(places, past.speed),
        "from": day(past.days[0], "medium"),
        "to": day(past.days[-1], "medium"),
        "names": [tr("cruise"), tr("speed")],
        "alt": tr("Curves of speed and cruise over time."),
    }


def _draw_line(places: list[int], values: tuple[int | None, ...]) -> list[list[int]]:
    return [[x, y] for x, y in zip(places, values, strict=True) if y is not None]


def _describe_piece(snapshot: Snapshot, piece: Piece) -> Data:
    names = {part.key: phrases.spoken(part.names) for part in snapshot.criteria}
    return {
        "kind": phrases.one_line(phrases.kind(piece.kind) or "–", 60),
        "criterion": phrases.one_line(names.get(piece.criterion, piece.criterion), 60),
        "title": phrases.visible(piece.title),
        "where": phrases.visible(piece.where),
        "url": phrases.address(piece.url),
        "day": day(piece.day, "medium"),
    }


def _say_told(entry: Entry) -> str:
    if entry.told is None:
        return tr("Not told yet that this is held.")
    return tr("Told on {day} what is held and why.", day=day(entry.told))
