"""The sample campaign: about 200 fictional candidates whose ranking tells why a score alone is not enough."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from core.files import replace_whole
from core.i18n import tr
from core.resources import RESOURCES

SEED = 20120429
NEWEST = date(2026, 9, 28)
FORTNIGHTS = 52
NAMES = RESOURCES / "sample" / "people.json"

CANDIDATES = (
    "Name",
    "Handle",
    "Platform",
    "Blog URL",
    "E-mail",
    "Country",
    "Language",
    "Market",
    "Organisation",
    "Date",
    "Followers",
    "Posts",
    "Likes per post",
    "Comments per post",
    "Shares per post",
    "Listed",
    "Inbound links",
)
HISTORY = ("Handle", "Platform", "Date", "Followers", "Posts", "Likes per post", "Comments per post", "Shares per post")
STATURE = (
    "Name",
    "Handle",
    "Platform",
    "Profession",
    "Network",
    "Standing",
    "Peers",
    "Note",
    "Evidence",
    "URL",
    "Assessor",
    "Date",
)
OFFLINE = ("Name", "Market", "Organisation", "Profession", "Network", "Standing", "Peers", "Note", "Evidence")


@dataclass(frozen=True)
class Kind:
    """A sort of candidate: audience from/to, reactions per post as a share of it, posts a fortnight, levels."""

    count: int
    audience: tuple[float, float]
    reaction: tuple[float, float]
    posts: tuple[int, int]
    links: tuple[float, float]
    levels: tuple[tuple[int, int], ...]
    assessed: int


# Loud: what a cut-off on the score lets in. Quiet: what it drops. The rest is everybody else.
KINDS = {
    "loud": Kind(44, (60_000, 900_000), (0.008, 0.03), (12, 40), (50, 900), ((0, 2), (0, 1), (0, 1), (0, 1)), 30),
    "quiet": Kind(34, (900, 26_000), (0.002, 0.01), (1, 6), (20, 400), ((3, 4), (2, 4), (2, 4), (3, 4)), 34),
    "both": Kind(16, (30_000, 400_000), (0.005, 0.02), (4, 15), (300, 3_000), ((3, 4), (2, 4), (2, 4), (2, 4)), 16),
    "middle": Kind(72, (2_000, 60_000), (0.003, 0.02), (2, 20), (10, 300), ((1, 3), (0, 3), (0, 2), (1, 3)), 34),
    "beginner": Kind(30, (80, 2_500), (0.01, 0.06), (0, 12), (0, 30), ((0, 2), (0, 1), (0, 1), (0, 2)), 6),
}
MARKETS = ("B2B technology", "B2B technology", "B2B technology", "Mobility", "Data", "Energy")


@dataclass(frozen=True)
class Invented:
    """One fictional candidate, with all that the files say of them."""

    kind: str
    name: str
    handle: str
    market: str
    organisation: str
    audience: float
    reaction: float
    posts: int
    links: float
    levels: tuple[int | None, ...] | None
    pause: range
    growth: float


def write_sample(folder: Path) -> list[Path]:
    """Writes candidates.csv, history.csv, stature.csv, offline.csv and a note that all of it is fictional."""
    folder.mkdir(parents=True, exist_ok=True)
    chance, names = Random(SEED), json.loads(NAMES.read_text(encoding="utf-8"))
    people = invented(chance, names)
    tables = {
        "candidates.csv": (CANDIDATES, [_make_candidate(p, chance, names) for p in people]),
        "history.csv": (HISTORY, [row for p in people for row in _make_history(p, chance)]),
        "stature.csv": (STATURE, [_make_stature(p, chance, names) for p in people if p.levels]),
        "offline.csv": (OFFLINE, _make_offline()),
    }
    paths = [_write_table(folder / name, head, rows) for name, (head, rows) in tables.items()]
    note = folder / "README.txt"
    with replace_whole(note) as draft:
        draft.write_text(
            tr("A fictional campaign: every person, organisation and figure in these files is invented.") + "\n",
            encoding="utf-8",
        )
    return [*paths, note]


def invented(chance: Random, names: dict[str, list[str]]) -> list[Invented]:
    """The candidates, the loudest kind first; one of them is the engine that goes slowly."""
    people = [
        _invent_person(kind, number < rule.assessed, rule, chance, names)
        for kind, rule in KINDS.items()
        for number in range(rule.count)
    ]
    people.append(_invent_engine(names))
    return _drop_namesakes(people)


def _invent_person(kind: str, assessed: bool, rule: Kind, chance: Random, names: dict[str, list[str]]) -> Invented:
    given = chance.choice(names["given"])
    surname = chance.choice(names["surname_heads"]) + chance.choice(names["surname_tails"])
    brand = kind == "loud" and chance.random() < 0.08
    name = chance.choice(names["brands"]) if brand else f"{given} {surname}"
    rests = chance.randrange(4, FORTNIGHTS - 8)
    pause = range(rests, rests + 2) if chance.random() < 0.2 else range(0)
    return Invented(
        kind,
        name,
        "".join(c for c in name.lower() if c.isascii() and c.isalpha())[:14],
        chance.choice(MARKETS),
        chance.choice(names["organisations"]) if chance.random() < 0.7 else "",
        _draw_between(chance, rule.audience),
        _draw_between(chance, rule.reaction),
        chance.randint(*rule.posts),
        _draw_between(chance, (rule.links[0] + 1, rule.links[1] + 1)) - 1,
        _draw_levels(chance, rule) if assessed else None,
        pause,
        chance.uniform(-0.002, 0.012),
    )


def _invent_engine(names: dict[str, list[str]]) -> Invented:
    """Many followers, hardly a word, the highest standing: the score says 59, the Who's Who says the rest."""
    return Invented(
        "engine",
        "Auguste Valmorand",
        "avalmorand",
        "B2B technology",
        names["organisations"][0],
        350_000,
        0.000003,
        3,
        0,
        (4, 4, 4, 3),
        range(FORTNIGHTS - 6, FORTNIGHTS - 5),
        0.0,
    )


def _drop_namesakes(people: Iterable[Invented]) -> list[Invented]:
    """Two people of one name are nobody's wish in a sample: the later one is left out, its handle with it."""
    seen: set[str] = set()
    kept = []
    for person in people:
        if person.name not in seen and person.handle not in seen:
            seen |= {person.name, person.handle}
            kept.append(person)
    return kept


def _draw_between(chance: Random, bounds: tuple[float, float]) -> float:
    """Log-uniform, as audiences are."""
    low, high = bounds
    return float(low * (high / low) ** chance.random())


def _draw_levels(chance: Random, rule: Kind) -> tuple[int | None, ...]:
    """One level a criterion; now and then nobody knows."""
    return tuple(None if chance.random() < 0.08 else chance.randint(*bounds) for bounds in rule.levels)


def _draw_reactions(person: Invented, audience: float, chance: Random) -> tuple[int, int, int]:
    total = audience * person.reaction * chance.uniform(0.75, 1.3)
    return round(total * 0.86), round(total * 0.09), round(total * 0.05)


def _make_candidate(person: Invented, chance: Random, names: dict[str, list[str]]) -> Sequence[object]:
    french = chance.random() < 0.6
    return (
        person.name,
        f"@{person.handle}",
        "Twitter",
        f"https://{person.handle}.example/",
        f"hello@{person.handle}.example",
        "France" if french else chance.choice(("Belgium", "Switzerland", "United Kingdom")),
        "fr" if french else "en",
        person.market,
        person.organisation,
        NEWEST.isoformat(),
        round(person.audience),
        person.posts,
        *_draw_reactions(person, person.audience, chance),
        round(person.audience**0.5 * chance.uniform(0.2, 0.9)),
        round(person.links),
    )


def _make_history(person: Invented, chance: Random) -> list[Sequence[object]]:
    """One line a fortnight, growing towards today's audience; pauses are silent."""
    rows: list[Sequence[object]] = []
    for back in range(FORTNIGHTS - 1, 0, -1):
        audience = person.audience * (1 - person.growth) ** back
        silent = (FORTNIGHTS - back) in person.pause
        posts = 0 if silent else max(min(1, person.posts), person.posts + chance.randint(-2, 2))
        reactions = (0, 0, 0) if not posts else _draw_reactions(person, audience, chance)
        day = (NEWEST - timedelta(days=14 * back)).isoformat()
        rows.append((f"@{person.handle}", "Twitter", day, round(audience), posts, *reactions))
    return rows


def _make_stature(person: Invented, chance: Random, names: dict[str, list[str]]) -> Sequence[object]:
    levels = person.levels or ()
    standing = levels[2] or 0
    title = ""
    if standing >= 3:
        title = chance.choice([*names["directories"], *names["books"]])
    profession = names["professions"][min(9, 2 * (4 - (levels[0] or 0)) + chance.randint(0, 1))]
    shown = ["" if level is None else level for level in levels]
    return (
        person.name,
        f"@{person.handle}",
        "Twitter",
        *shown,
        profession,
        title,
        f"https://{person.handle}.example/about" if title else "",
        chance.choice(("Camille", "Robin")),
        (NEWEST - timedelta(days=chance.randint(3, 300))).isoformat(),
    )


def _make_offline() -> list[Sequence[object]]:
    """The most influential are often on no network at all."""
    return [
        (
            "Marguerite Delmont-Fargue",
            "B2B technology",
            "Institut Boréal",
            4,
            4,
            4,
            4,
            "No account anywhere, by choice; every operator takes her calls",
            "Who’s Who of the invented trades",
        ),
        (
            "Ambrose Kelvault",
            "Mobility",
            "Tour de Guet",
            4,
            3,
            3,
            4,
            "Wrote the standard; no account",
            "Machines that wait",
        ),
        (
            "Solange Norimbert",
            "B2B technology",
            "",
            3,
            4,
            3,
            "",
            "Chairs the trade’s jury",
            "Annuaire imaginaire des métiers",
        ),
    ]


def _write_table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with replace_whole(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path
