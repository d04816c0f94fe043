"""How the report says things: points, weights, ranks and reasons in the language in force."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.i18n import current, decimal, integer, percent, tr, trn
from core.ranking.share import say_share
from core.shortlist.snapshot import Entry, Snapshot, Why, Words
from core.stature.evidence import kinds

FULL = 10000
_CONTROLS = {c: "\ufffd" for c in (*range(32), *range(127, 160)) if c not in (9, 10)}
# Marks that turn the direction of the text around them would let a name rewrite its neighbours.
_DIRECTIONS = dict.fromkeys((1564, 8206, 8207, *range(8234, 8239), *range(8294, 8298)))
_SPACES = dict.fromkeys((9, 0x1680, 0x180E, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x3000), " ")
_LINES = dict.fromkeys((0x2028, 0x2029), "\n")
_VISIBLE = {**_CONTROLS, **_DIRECTIONS, **_SPACES, **_LINES}
_LONG_RUN = re.compile(r"\S{22,}")
_STEP = re.compile(r"(.{6})(?=.)")
_JOINTS = re.compile(r"(?<=[/?&=_.\-@])(?=\w)")
ZERO_WIDTH_SPACE = "\u200b"


def name(text: str, longest: int = 160) -> str:
    """A name for a heading or a row: never empty, since something must be there to see and to read out."""
    line = one_line(text, longest)
    return line if any(c.isprintable() and not c.isspace() and c != ZERO_WIDTH_SPACE for c in line) else "–"


def visible(text: str) -> str:
    """A text fit for the page: control characters show as a mark, directions stay in their place, lines may break."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return breakable(clean.translate(_VISIBLE))


def breakable(text: str) -> str:
    """The text with invisible places to break its long runs, so that no word leaves its column."""
    return _LONG_RUN.sub(lambda run: _STEP.sub(rf"\1{ZERO_WIDTH_SPACE}", run[0]), text)


def one_line(text: str, longest: int = 160) -> str:
    """A text for one row of a table."""
    line = " ".join(text.split())
    return visible(line if len(line) <= longest else line[: longest - 1].rstrip() + "…")


def address(url: str) -> str:
    """An address that may break at its joints."""
    return _JOINTS.sub(ZERO_WIDTH_SPACE, visible(" ".join(url.split())).replace(ZERO_WIDTH_SPACE, ""))


def spoken(words: Words) -> str:
    """The text in the language in force, or in whichever there is."""
    return words.get(current()) or next((text for text in words.values() if text), "")


def rule(text: str) -> str:
    """A rule as recorded, "what: which" in English, in the language in force; any other text as it stands."""
    what, colon, which = text.partition(": ")
    return visible(tr("{what}: {which}", what=tr(what), which=tr(which)) if colon else tr(text))


def kind(key: str) -> str:
    """A kind of evidence in words; what is no key of ours is shown as it came."""
    known = kinds().get(key)
    return known.name() if known else tr("Document") if key == "file" else tr(key)


def points(value: int | None, places: int = 1) -> str:
    """Hundredths as points; a dash where nothing is known."""
    return "–" if value is None else decimal(value / 100, places)


def signed(value: int, places: int = 1) -> str:
    """Hundredths as points with their sign."""
    return ("+" if value >= 0 else "") + decimal(value / 100, places)


def weight(value: int) -> str:
    """Hundredths of a percent, with a decimal only where there is one."""
    return percent(value / 100, 0 if value % 100 == 0 else 1)


def weight_and_share(snapshot: Snapshot) -> str:
    """The weight, and what it makes of the difference among those who can be in, where the list recorded it."""
    share = None if snapshot.effective_share is None else snapshot.effective_share / 10_000
    return say_share(snapshot.weight // 10, share)


def bare_weight(value: int) -> str:
    """A weight in hundredths of a percent without its sign, for a place that has one."""
    return decimal(value / 100, 0 if value % 100 == 0 else 1)


def span(interval: tuple[int, int]) -> str:
    """``26 to 100 %``."""
    low, high = interval
    return tr("{low} to {high}", low=bare_weight(low), high=weight(high))


def level(value: int | None) -> str:
    """``3 / 4``, or that it is not known."""
    if value is None:
        return tr("unknown")
    return f"{decimal(value / 100, 0 if value % 100 == 0 else 1)} / 4"


def listing(texts: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(texts) < 2:
        return "".join(texts)
    return tr("{first} and {last}", first=", ".join(texts[:-1]), last=texts[-1])


def in_for(entry: Entry, seats: int) -> str:
    """For which weights an entry is in, in words."""
    if not entry.intervals:
        return tr("in the {seats} for no weight", seats=integer(seats))
    if entry.intervals == ((0, FULL),):
        return tr("in the {seats} for every weight", seats=integer(seats))
    spans = listing([span(i) for i in entry.intervals])
    return tr("in the {seats} for weights from {spans}", seats=integer(seats), spans=spans)


def why(snapshot: Snapshot, entry: Entry) -> list[str]:
    """Why somebody is on the list: one sentence a reason."""
    sentences = (
        [tr("Chosen by the agency: {reason}.", reason=one_line(entry.reason).rstrip("."))]
        if entry.state == "pinned"
        else []
    )
    for reason in entry.why:
        sentences.append(_word_against(reason))
        if reason.break_even is not None:
            sentences.append(
                tr("The two would change places at a weight of {weight}.", weight=weight(reason.break_even))
            )
    if entry.offline:
        sentences.append(tr("Absent from the networks by choice: ranked by credibility."))
    elif snapshot.audit and any(entry.id == named.id for named in snapshot.audit.dropped):
        cutoff = bare_weight(snapshot.audit.cutoff)
        sentences.append(tr("A cut-off on the score at {cutoff} would have left this person out.", cutoff=cutoff))
    return sentences


def _word_against(reason: Why) -> str:
    gap = reason.by_score + reason.by_credibility
    words = {
        "name": name(reason.against),
        "gap": points(abs(gap)),
        "score": signed(reason.by_score),
        "credibility": signed(reason.by_credibility),
    }
    if gap >= 0:
        return tr("Above {name} by {gap} points: {score} from the score, {credibility} from credibility.", **words)
    return tr("Below {name} by {gap} points: {score} from the score, {credibility} from credibility.", **words)


def audience(value: int | None) -> str:
    """``350,000 followers``; nothing where it is not known."""
    return "" if value is None else trn("{n} follower", "{n} followers", value)


PLATFORM_NAMES = {
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "twitter": "Twitter",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "web": "Web",
}


def handle(platform: str, name: str) -> str:
    """``Instagram: zorva``."""
    return tr("{platform}: {handle}", platform=PLATFORM_NAMES.get(platform, platform), handle=one_line(name, 60))


def days_old(value: int) -> str:
    """An age in days, in words."""
    return trn("{n} day old", "{n} days old", value)


def grouped(hexadecimal: str, groups: int = 4) -> str:
    """The first groups of a digest, as a person compares them."""
    parts = [hexadecimal[i : i + 4] for i in range(0, 4 * groups, 4)]
    return " ".join(parts)
