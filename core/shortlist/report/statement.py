"""The pages of prose: the method in plain words, and where the data comes from and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.campaign.choices.absent import ABSENT
from core.campaign.ranked import say_stand_in
from core.i18n import day, decimal, integer, tr, trn
from core.ranking.unknown import StandIn
from core.shortlist.report import phrases
from core.shortlist.report.pages import FULL, signed_off
from core.shortlist.snapshot import Decision, Part, Snapshot

Data = dict[str, Any]


def method(snapshot: Snapshot, seal: str) -> Data:
    """The method on one page."""
    return {
        "title": tr("How this list was made"),
        "lead": tr("Speed is what a person’s networks show now. Value is what remains when they stop posting."),
        "sections": [
            _describe_score(snapshot),
            _describe_credibility(snapshot),
            _describe_total(snapshot),
            _describe_unknown(snapshot),
            _describe_stability(),
            *_own_words(snapshot),
            *_list_decided(snapshot),
        ],
        "tables": [
            _list_shares(tr("What the score is made of"), snapshot.components),
            _list_shares(tr("What credibility is made of"), snapshot.criteria),
        ],
        "colophon": _make_colophon(snapshot, seal),
    }


def _make_section(title: str, *sentences: str) -> Data:
    return {"title": title, "text": " ".join(sentence for sentence in sentences if sentence)}


def _describe_score(snapshot: Snapshot) -> Data:
    if snapshot.score_source == "external":
        return _make_section(
            tr("Online score, 0 to 100"),
            tr("The score is a supplier’s, taken as it was delivered and brought to a scale of 0 to 100."),
            _say_scales(snapshot),
        )
    return _make_section(
        tr("Online score, 0 to 100"),
        tr("How many follow, how much they react to each post, and who they are; posting more does not raise it."),
        tr("Each value is smoothed: half of what it was is forgotten in {n} days.", n=integer(snapshot.half_life)),
        tr("What is not known is never counted as zero: it widens the range of the score instead."),
        _say_scales(snapshot),
    )


def _say_scales(snapshot: Snapshot) -> str:
    """The scales of the external scores, and by which of them the list is ranked; empty where there are none."""
    said = [
        tr(
            "{name} from 0 to {top}",
            name=phrases.one_line(one.name, 40),
            top=decimal(float(one.top), int("." in one.top)),
        )
        for one in snapshot.scales
    ]
    used = [one.name for one in snapshot.scales if one.in_use]
    sentences = [tr("Scores that other tools gave count on their own scales: {scales}.", scales=phrases.listing(said))]
    if used:
        sentences.append(tr("{name} is in use.", name=phrases.one_line(used[0], 40)))
    return " ".join(sentences) if said else ""


def _describe_credibility(snapshot: Snapshot) -> Data:
    names = [phrases.spoken(part.names) for part in snapshot.criteria]
    return _make_section(
        tr("Credibility, 0 to 100"),
        tr("What a person stands for off line, rated by people: {criteria}.", criteria=phrases.listing(names).lower())
        if names
        else "",
        tr("Each criterion has levels from 0 to 4, each with a description; levels 3 and 4 ask for evidence."),
    )


def _absent_words(snapshot: Snapshot) -> str:
    """What absence by choice means; a list that says nothing of it took it for speed 0."""
    if any(rule.startswith(ABSENT) for rule in snapshot.rules):
        return tr("Somebody on no network by choice counts with the middle score of the others.")
    return tr("Somebody on no network by choice is ranked by credibility alone.")


def _share_words(snapshot: Snapshot) -> str:
    """What the weight really decides; empty where the list did not record it."""
    if snapshot.effective_share is None or snapshot.equal_say is None:
        return ""
    return tr(
        "Credibility weighs {share}; both sides would have an equal say at {equal}.",
        share=phrases.weight_and_share(snapshot),
        equal=phrases.weight(snapshot.equal_say),
    )


def _describe_total(snapshot: Snapshot) -> Data:
    return _make_section(
        tr("Total and rank"),
        tr(
            "Total = {score} of the score + {credibility} of credibility.",
            score=phrases.weight(FULL - snapshot.weight),
            credibility=phrases.weight(snapshot.weight),
        ),
        _share_words(snapshot),
        tr("Equal totals share a rank; credibility then decides their order, then the score."),
    )


def _describe_unknown(snapshot: Snapshot) -> Data:
    """What counts where nobody knows, and how many seats hang on it."""
    stand_in = {
        "median": tr(
            "Somebody not assessed yet is ranked with the middle value of the others, and marked provisional."
        ),
        "apart": tr("Somebody not assessed yet is set apart, below those who are ranked."),
        "low": tr("Somebody not assessed yet is ranked at the lowest possible value, and marked provisional."),
    }[snapshot.missing]
    return _make_section(tr("What is not known"), stand_in, *_say_unknown(snapshot), _absent_words(snapshot))


def _say_unknown(snapshot: Snapshot) -> Iterator[str]:
    """What stands in and from how many, and how many seats hang on it; nothing where the list did not record it."""
    sides = {"score": tr("Online score"), "credibility": tr("Credibility")}
    for one in snapshot.stand_ins:
        yield say_stand_in(sides[one.side], StandIn(one.points, one.of))
    if snapshot.unassessed_in is not None:
        yield trn(
            "{n} of the {seats} seats is held by somebody nobody has assessed.",
            "{n} of the {seats} seats are held by people nobody has assessed.",
            snapshot.unassessed_in,
            seats=integer(snapshot.seats),
        )


def _describe_stability() -> Data:
    return _make_section(
        tr("How firm the list is"),
        tr("For each name the report gives every weight at which it is in, worked out exactly and not by trial."),
        tr("A list that holds over a wide range owes little to the weight; a narrow one is a choice, and says so."),
    )


def _own_words(snapshot: Snapshot) -> list[Data]:
    sections = [_make_section("", phrases.visible(phrases.spoken(words))) for words in snapshot.method]
    if snapshot.rules:
        sections.append(
            _make_section(tr("Rules of this campaign"), tr("; ").join(map(phrases.rule, snapshot.rules)) + ".")
        )
    return sections


DECISIONS_SHOWN = 12


def _list_decided(snapshot: Snapshot) -> list[Data]:
    """What the rules cost, and what people decided on candidates, each with who did and why."""
    found = []
    if snapshot.prices:
        costs = " ".join(phrases.visible(phrases.spoken(words)) for words in snapshot.prices)
        found.append(_make_section(tr("What the rules cost"), costs))
    if snapshot.decisions:
        told = [_decision_words(one) for one in snapshot.decisions[:DECISIONS_SHOWN]]
        more = len(snapshot.decisions) - len(told)
        rest = trn("and {n} more", "and {n} more", more) if more else ""
        found.append(_make_section(tr("What people decided"), tr("; ").join(told) + ".", rest))
    return found


def _decision_words(one: Decision) -> str:
    kinds = {
        "pinned": tr("pinned to a seat"),
        "excluded": tr("excluded"),
        "tie": tr("a tie settled"),
        "flag": tr("a flag set aside"),
        "settled": tr("a difference settled"),
        "conflict": tr("a level not counted for a conflict of interest"),
        "waived": tr("a conflict of interest waived"),
    }
    who = (
        tr("{what} by {name}", what=kinds.get(one.kind, one.kind), name=one.by)
        if one.by
        else kinds.get(one.kind, one.kind)
    )
    words = tr("{name}: {what}", name=phrases.one_line(one.name), what=phrases.one_line(who))
    return f"{words} ({phrases.one_line(one.reason)})" if one.reason else words


def _list_shares(title: str, parts: tuple[Part, ...]) -> Data:
    whole = sum(part.weight for part in parts) or 1
    rows = [
        {
            "name": phrases.one_line(phrases.spoken(part.names)),
            "share": part.weight * FULL // whole,
            "text": phrases.weight(round(part.weight * 100 / whole) * 100),
        }
        for part in parts
    ]
    return {"title": title, "rows": rows}


def _make_colophon(snapshot: Snapshot, seal: str) -> list[list[str]]:
    facts = [
        (tr("Score model"), f"{phrases.one_line(snapshot.score_model)} · {snapshot.score_hash[:12]}".strip(" ·")),
        (tr("Rubric"), tr("{name}, version {n}", name=phrases.one_line(snapshot.rubric), n=snapshot.rubric_version)),
        (tr("Data as of"), day(snapshot.as_of)),
        (tr("Seats"), integer(snapshot.seats)),
        (tr("Weight of credibility"), phrases.weight_and_share(snapshot)),
        (tr("Decision"), signed_off(snapshot)),
        (tr("Digest"), phrases.grouped(seal, 16)),
        (tr("Key of the signature"), phrases.grouped(snapshot.signing_key, len(snapshot.signing_key))),
    ]
    return [[label, text] for label, text in facts if text]


def legal(snapshot: Snapshot, missing: str = "") -> Data:
    """The last page: source of the data, who has been told, and how to be heard."""
    return {
        "title": tr("The people on this list"),
        "lead": tr("Everyone listed can ask to see, correct or erase what is held about them."),
        "sections": [
            _make_section(tr("A person decides"), _say_decision(snapshot)),
            _make_section(tr("Where the data comes from"), _say_sources(snapshot)),
            _make_section(tr("Who has been told"), _say_told(snapshot)),
            _make_section(tr("Their rights"), *_say_rights(snapshot)),
            _make_section(tr("Keeping this report"), _say_keeping()),
            *([_make_section(tr("Letters this computer does not have"), missing)] if missing else []),
        ],
    }


def _say_decision(snapshot: Snapshot) -> str:
    rule = tr(
        "Nobody is invited or left out by a score alone: a named person reads the list, may change it, and signs it."
    )
    return f"{rule} {signed_off(snapshot)}" + ("." if snapshot.signed_by else "")


def _say_sources(snapshot: Snapshot) -> str:
    if not snapshot.legal.sources:
        return tr("The sources are kept with the campaign, file by file and line by line, and are shown on request.")
    files = tr("; ").join(phrases.one_line(source) for source in snapshot.legal.sources)
    return tr("{files}. Each value can be traced to its file and line.", files=files)


def _say_told(snapshot: Snapshot) -> str:
    told, waiting = snapshot.legal.told, snapshot.legal.not_told
    if not told and not waiting:
        return tr("It is not recorded here whether the people considered have been told.")
    first = trn(
        "{n} person has been told that data is held and why.",
        "{n} people have been told that data is held and why.",
        told,
    )
    if not waiting:
        return first
    return (
        first
        + " "
        + trn("{n} has still to be told.", "{n} have still to be told.", waiting)
        + " "
        + tr("The law asks for it within a month at the latest, or with the first message (GDPR, article 14).")
    )


def _say_rights(snapshot: Snapshot) -> tuple[str, ...]:
    ask = tr("Access, correction, erasure and objection are free of charge and answered within a month.")
    contact = [phrases.one_line(text) for text in (snapshot.legal.controller, snapshot.legal.contact) if text]
    if not contact:
        return (ask, tr("Write to the agency that made this list."))
    return ask, tr("Write to: {contact}.", contact=", ".join(contact))


def _say_keeping() -> str:
    return tr(
        "This report holds personal data. Keep it as long as the event needs it, show it to those who need it, "
        "then destroy it."
    )
