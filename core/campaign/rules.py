"""The rules a campaign's list has to keep: stored with the campaign, solved exactly, their price in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields

import numpy as np

from core.campaign import tables
from core.campaign.board import Board
from core.campaign.fields.units import TOTAL_PARTS
from core.errors import Trouble
from core.folding import fold
from core.i18n import decimal, tr, trn
from core.model import (
    HUNDREDTHS,
    WEIGHT_PARTS,
    BoolArray,
    Candidates,
    CodedTexts,
    IntArray,
    LongArray,
    Progress,
    Texts,
    coded,
    no_progress,
)
from core.ranking.ruled import Steps, ruled_steps, to_the_end
from core.ranking.rules import AtLeast, AtMost, Budget, Rule
from core.ranking.seats import Span, seat_spans
from core.ranking.selection import Price, Selection, Swap, best_list, invited, select
from core.ranking.stability import Stability, stability
from core.ranking.total import totals
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

TYPES = {
    "web": "Blog",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "twitter": "X / Twitter",
    "youtube": "YouTube",
}
"""A candidate's types are where he or she publishes: the platforms with an account, or a site of one's own."""

KINDS = ("market", "language", "country", "organisation", "type")
SHOWN_SWAPS = 3


@dataclass(frozen=True)
class Bound:
    """At least ``n``, or at most, whose ``kind`` (one of ``KINDS``) is ``value``; case and accents do not count.

    Who has several, such as markets parted by semicolons, counts for each of them.
    """

    kind: str
    value: str
    n: int


@dataclass(frozen=True)
class Rules:
    """At most ``per_organisation`` of one organisation (0: no such rule), at least the ``floors``, at most the
    ``ceilings``, and a ``budget`` (None: no such rule) for guests who cost ``cost`` each unless their candidacy says
    otherwise; money in whole units. At most so many ``provisional`` (None: no such rule), of whom a side is unknown."""

    per_organisation: int = 0
    floors: tuple[Bound, ...] = field(default=())
    budget: int | None = None
    cost: int = 0
    ceilings: tuple[Bound, ...] = field(default=())
    provisional: int | None = None

    def __bool__(self) -> bool:
        return bool(self.per_organisation or self.bounds or self.budget is not None or self.provisional is not None)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Floors and ceilings."""
        return self.floors + self.ceilings

    def asks_for(self, kind: str) -> bool:
        """Whether any of the rules looks at this kind."""
        return any(bound.kind == kind for bound in self.bounds)


RULE_NAMES = tuple(each.name for each in fields(Rules))
"""Under these names the rules stand among a campaign's choices."""


def read_rules(text: str) -> Rules:
    """Rules as a campaign stores them."""
    held = {name: value for name, value in json.loads(text or "{}").items() if name in RULE_NAMES}
    floors, ceilings = (tuple(Bound(**each) for each in held.pop(name, ())) for name in ("floors", "ceilings"))
    return Rules(**held, floors=floors, ceilings=ceilings)


def with_provisional(text: str, asked: str) -> str:
    """A campaign's choices with how many provisional ones others ask for at most, where they do."""
    most = read_rules(asked).provisional
    if most is None:
        return text
    return json.dumps(json.loads(text or "{}") | {"provisional": most}, ensure_ascii=False)


def recorded_rules(rules: Rules) -> Iterator[str]:
    """The rules as a snapshot records them: plain English, "what: which"."""
    if rules.per_organisation:
        yield f"At most of one organisation: {rules.per_organisation}"
    for sense, bounds in (("at least", rules.floors), ("at most", rules.ceilings)):
        for bound in bounds:
            yield f"{bound.kind.capitalize()}, {sense}: {bound.value}, {bound.n}"
    if rules.budget is not None:
        yield f"Budget for all guests: {rules.budget}"
    if rules.provisional is not None:
        yield f"Provisional, at most: {rules.provisional}"


def set_rules(workspace: Workspace, campaign: int, rules: Rules) -> Changed:
    """Keeps the rules of a campaign. Trouble for a number that says nothing."""
    counts = (rules.per_organisation, rules.provisional or 0)
    if any(bound.n < 1 or not bound.value.strip() for bound in rules.bounds) or min(counts) < 0:
        raise Trouble(tr("A rule needs a number of at least 1 and a name."), "", tr("Fill it in, or remove the rule."))
    step = tr("Rules of the list")
    before = json.loads(tables.campaign(workspace, campaign).rules)
    others = {name: value for name, value in before.items() if name not in RULE_NAMES}
    held = others | (asdict(rules) if rules else {})
    with workspace.step(step, "campaign"):
        tables.change_campaign(workspace, campaign, rules=json.dumps(held, ensure_ascii=False))
    return changed(step, "campaign")


def best_selection(
    board: Board, weight: int, seats: int, progress: Progress = no_progress, known: LongArray | None = None
) -> Selection | None:
    """The best list that keeps the campaign's rules; None where it has none. Trouble names rules that clash.

    ``known``: that list, where it has been found already and only the prices are asked for.
    """
    rules = rules_of(board)
    return select(board.candidates, seats, weight, rules, progress, known) if rules else None


def steady_seats(board: Board, seats: int, progress: Progress = no_progress) -> Stability:
    """For which weights everybody holds a seat, the campaign's rules kept. Trouble names rules that clash."""
    if not read_rules(board.campaign.rules):
        return stability(board.candidates, seats, progress)
    return to_the_end(steady_steps(board, seats), progress)


def steady_steps(board: Board, seats: int) -> Steps:
    """``steady`` in short steps, for a campaign with rules."""
    return (yield from ruled_steps(board.candidates, seats, rules_of(board)))


def seats_for(board: Board, place: int, weight: int, most: int, progress: Progress = no_progress) -> list[Span]:
    """The numbers of seats, up to ``most``, for which a candidate holds one at this weight, the rules kept."""
    return seat_spans(board.candidates, weight, place, most, rules_of(board), progress)


def with_seats(board: Board, weight: int, before: int, after: int) -> tuple[LongArray, LongArray]:
    """Who comes in and who drops out with another number of seats. Trouble names rules that clash with so many."""
    held = invited(board.candidates, before, weight, rules_of(board))
    then = best_list(board.candidates, after, weight, rules_of(board))
    return then[~np.isin(then, held)], held[~np.isin(held, then)]


def set_cost(workspace: Workspace, campaign: int, person: int, cost: int | None) -> Changed:
    """Keeps what one guest costs; None: as much as the others. Trouble for less than nothing."""
    if cost is not None and cost < 0:
        raise Trouble(tr("A guest cannot cost less than nothing."), "", tr("Type 0 or more."))
    step = tr("Cost of a guest")
    with workspace.step(step, "campaign"):
        tables.decide_on(workspace, campaign, person, cost=cost)
    return changed(step, "campaign", people=[person])


def bound_choices(board: Board, kind: str) -> list[str]:
    """The values a bound can name, in alphabetical order."""
    if kind == "type":
        return list(TYPES.values())
    words = _code_texts(getattr(board, kind)).words
    parts = {part for word in words.take(range(len(words))) for part in _split_values(word)}
    return sorted(parts, key=fold)


def price_words(board: Board, found: Selection) -> list[str]:
    """What each rule costs, one sentence a rule: whom it brings in for whom."""
    return [f"{_name_rule(price.rule)}{tr(': ')}{_say_price(board, price, found)}" for price in found.prices]


def _name_rule(rule: Rule) -> str:
    words = rule.words()
    return words[:1].upper() + words[1:]


def _say_price(board: Board, price: Price, found: Selection) -> str:
    if not price.swaps:
        return tr("costs nothing.")
    swaps = tr("; ").join(_say_swap(board, swap, found.weight) for swap in price.swaps[:SHOWN_SWAPS])
    more = len(price.swaps) - SHOWN_SWAPS
    if more > 0:
        swaps += tr(" and {n} more", n=more)
    return tr("costs {points} points in all: {swaps}.", points=decimal(price.total / TOTAL_PARTS), swaps=swaps)


def _say_swap(board: Board, swap: Swap, weight: int) -> str:
    if swap.gained is None:
        return tr("{lost} loses a seat that stays empty", lost=name_with_total(board, swap.lost, weight))
    gained = name_with_total(board, swap.gained, weight)
    if swap.lost is None:
        return tr("{gained} takes a seat", gained=gained)
    return tr(
        "seat {seat}: {gained} for {lost}",
        seat=swap.seat,
        gained=gained,
        lost=name_with_total(board, swap.lost, weight),
    )


def name_with_total(board: Board, place: int | None, weight: int) -> str:
    """A candidate with the total at a weight."""
    assert place is not None
    sides = board.candidates.score.value[place], board.candidates.credibility.value[place]
    total = (WEIGHT_PARTS - weight) * int(sides[0]) + weight * int(sides[1])
    return f"{board.name.take([place])[0]} ({decimal(total / TOTAL_PARTS)})"


@dataclass(frozen=True)
class Trial:
    """What rules would cost that are only being tried: ``words`` for all of them, ``prices`` a sentence a rule. With
    ``clash`` they cannot all be kept, and the words say why."""

    words: str
    prices: tuple[str, ...] = ()
    clash: bool = False


def try_rules(board: Board, weight: int, seats: int, tried: Rules, progress: Progress = no_progress) -> Trial:
    """What these rules would cost at a weight, in place of the campaign's own. Nothing is stored."""
    if not tried:
        return Trial(tr("No rule: the list goes by the totals alone."))
    if tried.asks_for("type") and not read_rules(board.campaign.rules).asks_for("type"):
        return Trial(tr("What a rule on types costs is said once it is kept: accounts are looked up for it then."))
    try:
        found = select(board.candidates, seats, weight, rules_over(board, tried), progress)
    except Trouble as clash:
        return Trial(str(clash), clash=True)
    return Trial(_say_all(board, found, seats), tuple(price_words(board, found)))


def _say_all(board: Board, found: Selection, seats: int) -> str:
    """What all rules together cost: how many seats change, and the mean total without and with them."""
    free = invited(board.candidates, seats, found.weight, ())
    moved = int(np.count_nonzero(~np.isin(found.rows, free)))
    before, after = (_mean_total(board, rows, found.weight) for rows in (free, found.rows))
    seats_moved = trn("{n} seat goes to somebody else", "{n} seats go to somebody else", moved)
    if not moved:
        return tr("These rules cost nothing now.")
    means = tr("mean total {before} without the rules, {after} with them", before=before, after=after)
    return f"{seats_moved}{tr(': ')}{means}."


def _mean_total(board: Board, rows: LongArray, weight: int) -> str:
    found = totals(board.candidates.score.value[rows], board.candidates.credibility.value[rows], weight)
    return decimal(float(found.mean()) / TOTAL_PARTS if len(rows) else 0.0, 2)


def rules_of(board: Board) -> list[Rule]:
    """The rules of a board's campaign, over its candidates."""
    return rules_over(board, read_rules(board.campaign.rules))


def rules_over(board: Board, rules: Rules) -> list[Rule]:
    """Some rules, over the candidates of a board."""
    found: list[Rule] = []
    if rules.per_organisation:
        found.append(AtMost(tr("organisation"), _number_organisations(board.organisation), rules.per_organisation))
    for bound in rules.ceilings:
        group = np.where(_find_members(board, bound), 0, -1).astype(np.int32)
        found.append(AtMost(_name_bound(bound), group, bound.n, of_each=False))
    if rules.provisional is not None:
        words = tr("at most {n} provisional", n=rules.provisional)
        group = np.where(provisional(board.candidates), 0, -1).astype(np.int32)
        found.append(AtMost(tr("provisional"), group, rules.provisional, of_each=False, said=words))
    found += [AtLeast(_name_bound(bound), _find_members(board, bound), bound.n) for bound in rules.floors]
    if rules.budget is not None:
        found.append(Budget(_fill_costs(len(board), rules.cost, board.cost), rules.budget * HUNDREDTHS))
    return found


def provisional(candidates: Candidates) -> BoolArray:
    """Of whom (n,) at least one side is unknown."""
    found: BoolArray = ~(candidates.score.known & candidates.credibility.known)
    return found


def _name_bound(bound: Bound) -> str:
    return tr("“{value}” ({kind})", value=bound.value, kind=tr(bound.kind))


def _find_members(board: Board, bound: Bound) -> BoolArray:
    """Whom a bound counts (n,)."""
    texts, wanted = _code_texts(getattr(board, bound.kind)), fold(bound.value).strip()
    named = [wanted in map(fold, _split_values(word)) for word in texts.words.take(range(len(texts.words)))]
    member: BoolArray = np.array(named, bool)[texts.codes]
    if bound.kind == "market":
        for place, decided in board.markets.items():
            member[place] = wanted in map(fold, _split_values(decided))
    return member


def _split_values(word: str) -> list[str]:
    """The values of a text that may hold several."""
    return [part.strip() for part in word.split(";") if part.strip()]


def _number_organisations(texts: Texts) -> IntArray:
    """The number of each candidate's organisation, written one way or another; -1 for none."""
    found = _code_texts(texts)
    numbers: dict[str, int] = {"": -1}
    words = [fold(word).strip() for word in found.words.take(range(len(found.words)))]
    groups: IntArray = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int32)[found.codes]
    return groups


def _code_texts(texts: Texts) -> CodedTexts:
    return texts if isinstance(texts, CodedTexts) else coded(texts.take(range(len(texts))))


def _fill_costs(n: int, usual: int, own: Mapping[int, float]) -> IntArray:
    costs = np.full(n, usual * HUNDREDTHS, np.int32)
    for place, cost in own.items():
        costs[place] = round(cost * HUNDREDTHS)
    return costs
