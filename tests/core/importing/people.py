"""A seeded generator of people who are alike: couples, colleagues, namesakes, and one person written in two ways."""

from __future__ import annotations

import random
from dataclasses import dataclass

VIETNAMESE = ("Lan", "Anh", "Châu", "Phúc", "Hải", "Hà")
# fmt: off
GIVEN = {
    "latin": [
        *("Daniel", "Daniela", "Michel", "Michèle", "Mario", "Maria", "Jean", "Jean-Pierre", "Paul", "Paula", "Anne"),
        *("Sophie", "Sophia", "Claude", "Claudine", "Éric", "Frédéric", "Louis", "Louise", "Andrea", "Andreas", "Uwe"),
    ],
    "vietnamese": [
        f"{middle} {last}"
        for middle in ("Thị", "Văn", "Minh", "Hữu", "Quang")
        for last in ["Lan", "Anh", "Châu", "Phúc", "Hải", "Hà"]
    ],
    "cyrillic": [
        "Елена",
        "Иван",
        "Иванна",
        "Юлия",
        "Алексей",
        "Александра",
        "Мария",
        "Михаил",
        "Ольга",
        "Сергей",
        "Дмитрий",
        "Жанна",
    ],
    "greek": ["Γιώργος", "Γεωργία", "Ελένη", "Νίκος", "Μαρία", "Σοφία", "Δημήτρης", "Κατερίνα", "Πέτρος", "Χρήστος"],
    "arabic": ["أحمد", "محمد", "فاطمة", "سالم", "ليلى", "خالد", "يوسف", "مريم", "عمر", "حسن", "زينب", "كريم"],
    "persian": ["علی", "رضا", "مریم", "زهرا", "حسین", "پریسا", "کاوه", "نرگس", "سعید", "شیرین", "بهرام", "آرش"],
    "chinese": [one + two for one in "小丽建志文海春玉" for two in "明华国強梅龙芳伟"],
    "japanese": [one + two for one in "太健美花真直" for two in "郎一咲子由樹"],
    "korean": [one + two for one in "민지서하준은" for two in "수영준은호빈"],
}
FAMILY = {
    "latin": [
        "Le Goff",
        "Durand",
        "McDermott",
        "de La Tourelle",
        "Weiß",
        "Lindqvist",
        "Saint-Clair",
        "Özdemir",
        "Roux",
    ],
    "vietnamese": ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Hồ", "Vũ", "Bùi"],
    "cyrillic": ["Петров", "Соколова", "Чехов", "Жданов", "Щукин", "Хохлов", "Яковлев", "Цветков", "Ершов", "Зайцев"],
    "greek": ["Παπαδόπουλος", "Νικολάου", "Σταύρου", "Αγγελίδης", "Βλάχος", "Ζέρβας", "Καλογεράς", "Ξενάκης"],
    "arabic": ["الهاشمي", "المصري", "حداد", "منصور", "الخطيب", "بركات", "شاهين", "نصار", "العلي", "قباني"],
    "persian": ["رضایی", "کریمی", "احمدی", "موسوی", "یزدانی", "شیرازی", "کاشانی", "فرهادی", "بهمنی", "تهرانی"],
    "chinese": list("王張李陈刘楊黄周吴趙"),
    "japanese": ["山田", "佐藤", "鈴木", "高橋", "田中", "渡辺", "中村", "小林"],
    "korean": list("김박이최정강조윤"),
}
# fmt: on
SPACELESS = ("chinese", "japanese", "korean")


@dataclass(frozen=True)
class One:
    """A row and whose it is."""

    person: int
    row: dict[str, str]


class Generator:
    """Rows of people who are alike. Every account and personal address is a person's own unless it is shared."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = 0
        self.rows: list[One] = []
        self.doubles: list[tuple[int, int]] = []

    def add_person(self, row: dict[str, str]) -> int:
        """A new person's row, and their number."""
        self.people += 1
        self.rows.append(One(self.people, row))
        return self.people

    def names(self) -> tuple[str, str, str]:
        """A script, a given and a family name."""
        script = self.chance.choice(list(GIVEN))
        return script, self.chance.choice(GIVEN[script]), self.chance.choice(FAMILY[script])

    def account(self) -> dict[str, str]:
        """An account of its own."""
        return {self.chance.choice(("instagram", "twitter", "tiktok")): f"acc{self.chance.randrange(10**9)}"}

    def mail(self) -> dict[str, str]:
        """An address of its own."""
        return {"email": f"box{self.chance.randrange(10**9)}@mail.example.org"}

    def shared(self) -> dict[str, str]:
        """A key that several hold: an address, a site or an account."""
        mark = self.chance.randrange(10**9)
        return self.chance.choice(
            [
                {"email": f"family{mark}@foyer.example.org"},
                {"email": f"contact@house{mark}.example.org"},
                {"url": f"https://house{mark}.example.org"},
                {"twitter": f"house{mark}"},
            ]
        )

    def add_couple(self) -> None:
        """Two of one family name who share a key."""
        script, given, family = self.names()
        other = self.chance.choice([name for name in GIVEN[script] if name != given])
        key = self.shared()
        for name in (given, other):
            own = self.chance.choice([{}, self.mail(), self.account()])
            self.add_person({**own, **key, "name": whole(script, name, family)})

    def add_colleagues(self) -> None:
        """Three who share a newspaper's key."""
        key = self.shared()
        seen: set[str] = set()
        while len(seen) < 3:
            script, given, family = self.names()
            name = whole(script, given, family)
            if given not in " ".join(seen) and family not in " ".join(seen):
                seen.add(name)
        for name in sorted(seen):
            self.add_person({**self.chance.choice([{}, self.mail()]), **key, "name": name})

    def add_namesakes(self) -> None:
        """Two of one name, each with accounts and an address of their own, perhaps at one firm."""
        script, given, family = self.names()
        house = self.chance.choice([{}, {"email": f"contact@firm{self.chance.randrange(10**9)}.example.org"}])
        for _ in range(2):
            own = {"instagram": f"acc{self.chance.randrange(10**9)}", **self.mail()}
            self.add_person({**own, **house, "name": whole(script, given, family)})

    def add_double(self) -> None:
        """One person on two rows without a key in common, the name written in two ways."""
        script, given, family = self.names()
        mark = f" {self.chance.choice('BCDFGKLMNPRT')}{self.chance.choice('aeiou')}{self.chance.choice('lmnrst')}ov"
        if script == "latin":
            family += mark
        first = {"instagram": f"acc{self.chance.randrange(10**9)}", "name": whole(script, given, family)}
        person = self.add_person(first)
        again = {"tiktok": f"acc{self.chance.randrange(10**9)}", "name": rewritten(self.chance, script, given, family)}
        self.rows.append(One(person, again))
        self.doubles.append((len(self.rows) - 2, len(self.rows) - 1))


def whole(script: str, given: str, family: str) -> str:
    """A full name as it is written where it comes from."""
    if script in SPACELESS:
        return family + given
    return f"{family} {given}" if script == "vietnamese" else f"{given} {family}"


def rewritten(chance: random.Random, script: str, given: str, family: str) -> str:
    """The same person's name as another list has it."""
    name = whole(script, given, family)
    if script in SPACELESS:
        return chance.choice([f"{family} {given}", f"{given} {family}"])
    if script in ("arabic", "persian"):
        swapped = name.replace("ی", "ي").replace("ک", "ك").replace("أ", "ا")
        return chance.choice([swapped, f"{family} {given}", f"د. {name}" if swapped == name else swapped])
    ways = [f"{family} {given}", f"{family}, {given}", name.upper(), plain(name)]
    if script == "latin":
        ways += [f"Dr {name}", f"Mme {name}", f"{name} (Le Mag)", f"{name} | Travel", f"{given[0]}. {family}"]
        ways += [joined(name), f"{given} Marie {family}", f"{name}-Martin", name.replace("ß", "ss").replace("-", " ")]
    return chance.choice(ways)


def plain(name: str) -> str:
    """The name without its accents."""
    import unicodedata

    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def joined(name: str) -> str:
    """The name with its particles written together."""
    for apart, together in (("Le Goff", "Legoff"), ("de La Tourelle", "Delatourelle"), ("McDermott", "Mac Dermott")):
        name = name.replace(apart, together)
    return name.replace("Saint-", "St-")
