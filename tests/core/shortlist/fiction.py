"""A campaign of people who do not exist, the same for a seed: names are made of syllables."""

from __future__ import annotations

import random
from datetime import date, timedelta

from core.shortlist.snapshot import Audit, Entry, History, Legal, Named, Part, Piece, Snapshot, Stability, Why

FIRST = ("Zorva", "Quillem", "Ostrane", "Mirevo", "Tavuka", "Brisolène", "Yondarí", "Kespa", "Ulvette", "Drumo")
LAST = ("Harquelle", "Vontrask", "Pemberlux", "d’Ostravine", "Mukaléo", "Trinquebois", "Əlvarsson", "Quorn-Delisle")
ORGANISATIONS = ("Institut Farfelu", "Bramble & Fog", "Lumen Imaginaire", "The Paper Comet", "Atelier Zéro")
MARKETS = ("Data", "Mobility", "Energy", "B2B tech")
CRITERIA = (
    ("profession", "Profession and position", "Profession et position", 30),
    ("network", "Off-line network", "Réseau hors ligne", 20),
    ("standing", "Professional stature", "Stature professionnelle", 30),
    ("peers", "Credit among peers", "Crédit auprès des pairs", 20),
)
ANCHORS = (
    ("None found", "Rien trouvé"),
    ("Known in their own organisation", "Connu dans son organisation"),
    ("Known in the trade: trade press, speaker", "Connu de la profession : presse spécialisée, conférences"),
    ("National: a Who’s Who entry, a book", "Nationale : une notice du Who’s Who, un livre"),
    ("International authority", "Autorité internationale"),
)
COMPONENTS = (
    ("reach", "Reach", "Portée", 45),
    ("amplification", "Amplification", "Amplification", 35),
    ("network", "Network", "Réseau", 20),
)


def snapshot(n: int = 512, seats: int = 40, reserve: int = 4, weight: int = 42, seed: int = 7) -> Snapshot:
    """A snapshot of ``n`` invented candidates, of whom the seats, the reserve and a few more are listed."""
    rng = random.Random(seed)
    people = [_person(rng, i) for i in range(n)]
    orders = [_order(people, w) for w in range(101)]
    sets = [set(order[:seats]) for order in orders]
    chosen, by_score = orders[weight], {i: r for r, i in enumerate(orders[0], 1)}
    listed = chosen[: seats + reserve] if n > 200 else chosen
    if n >= 1000:
        listed = chosen
    line = _total(people[chosen[seats - 1]], weight)
    entries = tuple(
        _entry(rng, people, i, r, weight, r <= seats, by_score[i], sets, chosen[seats]) for r, i in enumerate(listed, 1)
    )
    return Snapshot(
        campaign="Autumn preview, Paris",
        seats=seats,
        weight=weight * 100,
        line=line,
        entries=entries,
        day=date(2026, 3, 12),
        place="Paris, Pavillon des Brumes",
        market="B2B technology",
        reserve=reserve,
        as_of=date(2026, 2, 26),
        cutoff=6000,
        score_model="entregent-2026.1",
        score_hash="3b7c0f" * 10,
        components=tuple(Part(k, {"en": e, "fr": f}, w) for k, e, f, w in COMPONENTS),
        rubric="Entregent",
        rubric_version=2,
        criteria=tuple(
            Part(k, {"en": e, "fr": f}, w, tuple({"en": a, "fr": b} for a, b in ANCHORS)) for k, e, f, w in CRITERIA
        ),
        rules=("At most 3 guests of one organisation",),
        signed_by="Odalie Brancaleone, account manager",
        signed_on=date(2026, 3, 2),
        considered=n,
        assessed=round(n * 0.84),
        stability=_stability(sets, weight),
        turnover=tuple(seats - len(s & sets[weight]) for s in sets),
        points=tuple((p["s"], p["c"], i in sets[weight]) for i, p in enumerate(people)),
        audit=_audit(people, chosen, seats, weight),
        legal=Legal(
            "Agence Fictive SARL, 1 rue Imaginaire, 75000 Paris",
            "privacy@agence-fictive.example",
            ("bloggers-february.csv, 26 Feb 2026", "stature-notes.xlsx, 27 Feb 2026"),
            n - 12,
            12,
        ),
    )


def _person(rng: random.Random, i: int) -> dict:
    offline = i % 41 == 40
    score = 0 if offline else min(9800, max(300, round(rng.gauss(5000, 1700))))
    credibility = min(9800, max(300, round(rng.gauss(5000 if not offline else 8200, 1900))))
    return {
        "s": score,
        "c": credibility,
        "offline": offline,
        "unknown": i % 29 == 28,
        "name": f"{FIRST[i % len(FIRST)]} {LAST[(i // len(FIRST)) % len(LAST)]}"
        + (f" {_roman(i // 80 + 1)}" if i >= 80 else ""),
    }


def _roman(n: int) -> str:
    out = ""
    for value, mark in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += mark * (n // value)
        n %= value
    return out


def _total(person: dict, weight: int) -> int:
    return round(((100 - weight) * person["s"] + weight * person["c"]) / 100)


def _order(people: list[dict], weight: int) -> list[int]:
    def key(i: int) -> tuple:
        p = people[i]
        return (-((100 - weight) * p["s"] + weight * p["c"]), -p["c"], -p["s"], i)

    return sorted(range(len(people)), key=key)


def _intervals(i: int, sets: list[set[int]]) -> tuple[tuple[int, int], ...]:
    out: list[list[int]] = []
    for w in range(101):
        if i not in sets[w]:
            continue
        if out and out[-1][1] == w * 100:
            out[-1][1] = min(10000, (w + 1) * 100)
        else:
            out.append([w * 100, min(10000, (w + 1) * 100)])
    return tuple((a, b) for a, b in out)


def _entry(rng, people, i, rank, weight, is_in, by_score, sets, rival) -> Entry:
    p, first = people[i], people[i]["name"].split()[0].casefold()
    spread = 900 if p["unknown"] else 0
    levels = {k: None if p["unknown"] and k != "peers" else min(400, max(0, round(p["c"] / 2500 + d) * 100)) for k, d in
              (("profession", 0.3), ("network", -0.2), ("standing", 0.1), ("peers", -0.4))}  # fmt: skip
    other = people[rival]
    by_s, by_c = (100 - weight) * (p["s"] - other["s"]) // 100, weight * (p["c"] - other["c"]) // 100
    days = tuple(date(2024, 3, 4) + timedelta(days=21 * k) for k in range(35))
    cruise = [max(0, min(10000, p["s"] + round(900 * rng.gauss(0, 1)) - 25 * (34 - k))) for k in range(35)]
    smooth = [sum(cruise[max(0, k - 5) : k + 1]) // len(cruise[max(0, k - 5) : k + 1]) for k in range(35)]
    components = {"reach": p["s"] + 700, "amplification": p["s"] - 300, "network": None if i % 3 else p["s"] - 1500}
    return Entry(
        id=f"fiction:{i:04d}",
        rank=rank,
        name=p["name"],
        is_in=is_in,
        score_used=p["s"],
        credibility_used=p["c"],
        total=_total(p, weight),
        tied=rank in (12, 13),
        handles={} if p["offline"] else {"instagram": f"{first}.{i}", "youtube": f"{first}tv{i}"},
        email=f"{first}.{i}@courriel.example",
        market=MARKETS[i % len(MARKETS)],
        country="FR" if i % 2 else "BE",
        organisation=ORGANISATIONS[i % len(ORGANISATIONS)] if i % 3 == 0 else "",
        audience=None if p["offline"] else 10 ** (2 + p["s"] // 2000) * (3 + i % 6),
        score=p["s"],
        score_low=max(0, p["s"] - spread // 2),
        score_high=min(10000, p["s"] + spread // 2),
        speed=None if p["offline"] else min(10000, p["s"] + 240),
        cruise=None if p["offline"] else p["s"],
        age_days=None if p["offline"] else 3,
        pause_cost=None if p["offline"] else 600,
        components={}
        if p["offline"]
        else {k: v if v is None else max(0, min(10000, v)) for k, v in components.items()},
        provisional=("credibility",) if p["unknown"] else (),
        credibility=None if p["unknown"] else p["c"],
        credibility_low=max(0, p["c"] - (3000 if p["unknown"] else 0)),
        credibility_high=min(10000, p["c"] + (3000 if p["unknown"] else 0)),
        levels=levels,
        unsupported=("network",) if i % 7 == 0 else (),
        assessors=2,
        notes=("Has asked for a quiet table near the entrance.",) if i % 4 == 0 else (),
        evidence=_evidence(i),
        rank_by_score=by_score,
        intervals=_intervals(i, sets),
        best_rank=max(1, rank - (9 if p["unknown"] else 0)),
        worst_rank=rank + (11 if p["unknown"] else 0),
        flags=("audience jump",) if i % 17 == 0 else (),
        offline=p["offline"],
        why=(Why(other["name"], by_s, by_c, 1700 if (by_s < 0) != (by_c < 0) else None),) if is_in else (),
        history=History() if p["offline"] else History(days, tuple(cruise), tuple(smooth)),
        told=date(2026, 2, 27) if i % 5 else None,
    )


def _evidence(i: int) -> tuple[Piece, ...]:
    pieces = (
        Piece("standing", "Directory", "Who is Nobody, entry on page 1,412", "National library", "", date(2025, 1, 1)),
        Piece("network", "Board", "Board of an invented company; standards body, technical committee", "", "", None),
        Piece("standing", "Book", "Two books with a publisher that never was", "Éditions du Vide",
              "https://books.example/never-was/catalogue?item=1412&language=fr", date(2021, 5, 3)),
        Piece("peers", "Peers’ word", "Named by four of nine people asked", "", "", date(2026, 2, 10)),
    )  # fmt: skip
    return pieces[: 1 + i % 4]


def _stability(sets: list[set[int]], weight: int) -> Stability:
    low = high = weight
    while low > 0 and sets[low - 1] == sets[weight]:
        low -= 1
    while high < 100 and sets[high + 1] == sets[weight]:
        high += 1
    always = set.intersection(*sets)
    return Stability((low * 100, min(100, high + 1) * 100), len(always), len(set.union(*sets)) - len(always))


def _audit(people: list[dict], chosen: list[int], seats: int, weight: int) -> Audit:
    def named(i: int) -> Named:
        p = people[i]
        return Named(f"fiction:{i:04d}", p["name"], chosen.index(i) + 1, p["s"], p["c"], _total(p, weight))

    dropped = [i for i in chosen[:seats] if people[i]["s"] < 6000]
    admitted = [i for i in chosen[seats:] if people[i]["s"] >= 6000][: len(dropped)]
    return Audit(6000, tuple(map(named, dropped)), tuple(map(named, admitted)))
