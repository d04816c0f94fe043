"""The rules a campaign's list has to keep: stored with the campaign, solved exactly, their price in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from core.actions.board import Board
from core.actions.changed import Changed, changed
from core.errors import Trouble
from core.folding import fold
from core.i18n import decimal, tr
from core.model import FULL, HUNDREDTHS, WEIGHT_PARTS, CodedTexts, IntArray, Progress, Texts, coded, no_progress
from core.ranking.rules import AtLeast, AtMost, Budget, Rule
from core.ranking.selection import Price, Selection, Swap, select
from core.workspace import campaigns
from core.workspace.store import Workspace

KINDS = ("market", "language", "country", "organisation")
TOTAL_PARTS = FULL // 100 * WEIGHT_PARTS
SHOWN_SWAPS = 3


@dataclass(frozen=True)
class Floor:
    """At least ``n`` whose ``kind`` (one of ``KINDS``) is ``value``; case and accents do not count."""

    kind: str
    value: str
    n: int


@dataclass(frozen=True)
class Rules:
    """At most ``per_organisation`` of one organisation (0: no such rule), ``floors``, and a ``budget`` (None: no such
    rule) for guests who cost ``cost`` each unless their candidacy says otherwise; money in whole units."""

    per_organisation: int = 0
    floors: tuple[Floor, ...] = field(default=())
    budget: int | None = None
    cost: int = 0

    def __bool__(self) -> bool:
        return bool(self.per_organisation or self.floors or self.budget is not None)


def read(text: str) -> Rules:
    """Rules as a campaign stores them."""
    held = json.loads(text or "{}")
    floors = tuple(Floor(**each) for each in held.pop("floors", ()))
    return Rules(**held, floors=floors)


def set_rules(workspace: Workspace, campaign: int, rules: Rules) -> Changed:
    """Keeps the rules of a campaign. Trouble for a number that says nothing."""
    if any(floor.n < 1 or not floor.value.strip() for floor in rules.floors) or rules.per_organisation < 0:
        raise Trouble(tr("A rule needs a number of at least 1 and a name."), "", tr("Fill it in, or remove the rule."))
    step = tr("Rules of the list")
    with workspace.step(step, "campaign"):
        campaigns.change(workspace, campaign, rules=json.dumps(asdict(rules), ensure_ascii=False) if rules else "{}")
    return changed(step, "campaign")


def chosen(board: Board, weight: int, seats: int, progress: Progress = no_progress) -> Selection | None:
    """The best list that keeps the campaign's rules; None where it has none. Trouble names rules that clash."""
    rules = read(board.campaign.rules)
    return select(board.candidates, seats, weight, _rules(board, rules), progress) if rules else None


def choices(board: Board, kind: str) -> list[str]:
    """The values a floor can name, in alphabetical order."""
    words = _coded(getattr(board, kind)).words
    return sorted({word for word in words.take(range(len(words))) if word}, key=fold)


def price_words(board: Board, found: Selection) -> list[str]:
    """What each rule costs, one sentence a rule: whom it brings in for whom."""
    return [f"{_named(price.rule)}: {_price(board, price, found)}" for price in found.prices]


def _named(rule: Rule) -> str:
    words = rule.words()
    return words[:1].upper() + words[1:]


def _price(board: Board, price: Price, found: Selection) -> str:
    if not price.swaps:
        return tr("costs nothing.")
    swaps = "; ".join(_swap(board, swap, found.weight) for swap in price.swaps[:SHOWN_SWAPS])
    more = len(price.swaps) - SHOWN_SWAPS
    if more > 0:
        swaps += tr(" and {n} more", n=more)
    return tr("costs {points} points in all. {swaps}.", points=decimal(price.total / TOTAL_PARTS), swaps=swaps)


def _swap(board: Board, swap: Swap, weight: int) -> str:
    if swap.gained is None:
        return tr("{lost} loses a seat that stays empty", lost=_who(board, swap.lost, weight))
    gained = _who(board, swap.gained, weight)
    if swap.lost is None:
        return tr("{gained} takes a seat", gained=gained)
    return tr("seat {seat}: {gained} for {lost}", seat=swap.seat, gained=gained, lost=_who(board, swap.lost, weight))


def _who(board: Board, place: int | None, weight: int) -> str:
    assert place is not None
    sides = board.candidates.score.value[place], board.candidates.credibility.value[place]
    total = (WEIGHT_PARTS - weight) * int(sides[0]) + weight * int(sides[1])
    return f"{board.name.take([place])[0]} ({decimal(total / TOTAL_PARTS)})"


def _rules(board: Board, rules: Rules) -> Sequence[Rule]:
    found: list[Rule] = []
    if rules.per_organisation:
        found.append(AtMost(tr("organisation"), _groups(board.organisation), rules.per_organisation))
    found += [_at_least(board, floor) for floor in rules.floors]
    if rules.budget is not None:
        found.append(Budget(_costs(len(board), rules.cost, board.cost), rules.budget * HUNDREDTHS))
    return found


def _at_least(board: Board, floor: Floor) -> AtLeast:
    texts = _coded(getattr(board, floor.kind))
    wanted = fold(floor.value)
    named = [fold(word) == wanted for word in texts.words.take(range(len(texts.words)))]
    words = f"{tr(floor.kind)}{tr(': ')}{floor.value}"
    return AtLeast(words, np.array(named, bool)[texts.codes], floor.n)


def _groups(texts: Texts) -> IntArray:
    """The number of each candidate's organisation, written one way or another; -1 for none."""
    found = _coded(texts)
    numbers: dict[str, int] = {"": -1}
    words = [fold(word).strip() for word in found.words.take(range(len(found.words)))]
    groups: IntArray = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int32)[found.codes]
    return groups


def _coded(texts: Texts) -> CodedTexts:
    return texts if isinstance(texts, CodedTexts) else coded(texts.take(range(len(texts))))


def _costs(n: int, usual: int, own: Mapping[int, float]) -> IntArray:
    costs = np.full(n, usual * HUNDREDTHS, np.int32)
    for place, cost in own.items():
        costs[place] = round(cost * HUNDREDTHS)
    return costs
