"""Handles, web addresses and e-mail in one form each, so that the same person is recognised in any of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlencode, urlsplit

UNSAFE = "This address is not one of the web; it is left out."
NOT_EMAIL = "This is not an e-mail address; it is left out."
SEVERAL_EMAILS = "Several e-mail addresses: the first is taken."
NOT_HANDLE = "This is no account; it is left out."
MADE_OTHERWISE = "A spreadsheet seems to have made a date or a truth value of this account; it is left out."
NAME_MADE = "A spreadsheet seems to have made a date or a truth value of this name; it is taken as it stands."
NO_PLATFORM = "This names no platform; the file's own is taken, if it has one."
CLEANED = "Characters that do not show were taken out."

HOSTS = {
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    # Nobody has a name on Threads that is not their name on Instagram.
    "threads.net": "instagram",
    "threads.com": "instagram",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "tiktok.com": "tiktok",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "linkedin.com": "linkedin",
}
_HOMES = {platform: host for host, platform in reversed(HOSTS.items())}
PLATFORM_WORDS = {
    "instagram": "instagram",
    "insta": "instagram",
    "ig": "instagram",
    "youtube": "youtube",
    "youtuber": "youtube",
    "yt": "youtube",
    "tiktok": "tiktok",
    "tiktoker": "tiktok",
    "twitter": "twitter",
    "x": "twitter",
    "facebook": "facebook",
    "fb": "facebook",
    "linkedin": "linkedin",
    "blog": "web",
    "website": "web",
    "web": "web",
}
TRACKING = (
    r"utm_.*|at_\w+|mtm_\w+|pk_\w+|_hs\w+|mc_[ce]id|fbclid|[gdwt]clid|[gw]braid|msclkid|yclid|ttclid|twclid|li_fat_id|"
    r"igsh(id)?|_g[al]|xtor|si|hl|ref|ref_src|ref_url|fref|lang|feature"
)
_TRACKING = re.compile(TRACKING, re.IGNORECASE)
# Words that stand before the name in a profile's address: what follows them is the name.
BEFORE_NAME = {
    "instagram": {"stories", "_u"},
    "youtube": {"c", "channel", "user"},
    "linkedin": {"in", "company", "school", "showcase", "pub"},
    "facebook": {"people", "pages", "public"},
}
# First words of addresses that lead to a post, a search or a form: nobody's account, and the same for everybody.
NOBODYS = {
    "instagram": {"p", "reel", "reels", "tv", "explore", "accounts", "direct", "about", "share"},
    "youtube": {
        *("watch", "shorts", "playlist", "results", "embed", "live", "feed", "hashtag", "v", "redirect", "clip"),
    },
    "tiktok": {"tag", "music", "discover", "t", "v", "foryou", "explore", "search", "share"},
    "twitter": {"i", "search", "hashtag", "home", "explore", "share", "settings", "messages", "login", "intent"},
    "facebook": {
        *("groups", "events", "watch", "photo", "photo.php", "photos", "sharer", "sharer.php", "share", "share.php"),
        *("story.php", "permalink.php", "media", "login", "login.php", "hashtag", "search", "profile.php", "help"),
        *("reel", "video.php", "l.php", "home.php", "plugins", "dialog"),
    },
    "linkedin": {"feed", "posts", "jobs", "search", "pulse", "groups", "learning", "sharing", "sharearticle", "login"},
}
# Shorteners of posts: their first word is a post's number.
POST_HOSTS = {"youtu.be", "vm.tiktok.com", "vt.tiktok.com", "fb.me", "l.facebook.com", "l.instagram.com"}
_CHANNEL = re.compile(r"UC[\w-]{22}")
# An account behind the name of who holds it: "Ann Bell @ann", "Ann Bell (@ann)".
# The look ahead finds a letter once; between two stars it would be sought from every letter of a long text.
NAMED = re.compile(r"(?=[^@]*\w)[^@]*[\s(]@([\w.]+)\)?")
_EMAIL = re.compile(r"[^@\s,;<>()\"]+@(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)")
# Controls and marks without width. Marks of direction stay: they are tricks that are to be seen and flagged.
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060\ufeff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LONGEST = 100
_LONGEST_CELL = 2000


class Address(NamedTuple):
    """A web address in one form, and the platform and handle it leads to ("" for none)."""

    url: str
    platform: str
    handle: str


def platform(text: str) -> str:
    """The platform a word or two name, such as ``X`` or ``Instagram``; "" for none."""
    words = re.findall(r"[a-z]+", text.casefold())
    return next((PLATFORM_WORDS[word] for word in words if word in PLATFORM_WORDS), "")


def visible(text: str) -> str:
    """The text without controls and marks of no width, and without space around."""
    return _INVISIBLE.sub("", text).strip()


def handle(text: str, platform: str = "") -> str:
    """A handle in one form: no address, no ``@``, small letters. "" where the text can be none.

    A YouTube channel's number (``UC`` and 22 signs) keeps its capitals: they tell channels apart. In the column of a
    ``platform`` an address may lack its beginning: "people/Ann-Bell/123".
    """
    text = visible(text)
    if "/" in text or _SCHEME.match(text):
        text = text.removeprefix("@")
        if text.lstrip("/").partition("/")[0] in BEFORE_NAME.get(platform, ()):
            text = f"{_HOMES[platform]}/{text.lstrip('/')}"
        found = address(text)
        return found.handle if found else ""
    if named := NAMED.fullmatch(text):
        text = named[1]
    text = unicodedata.normalize("NFC", text).lstrip("@＠").strip()
    if _CHANNEL.fullmatch(text):
        return text
    text = text.casefold()
    fits = text and len(text) <= _LONGEST and not re.search(r"\s", text) and not re.fullmatch(r"[-–—.?#*]+", text)
    return text if fits else ""


# As spreadsheets write them out: 2024-06-05, 05/06/2024, TRUE. "@true" is an account that somebody wrote.
MADE_BY_SPREADSHEET = (
    r"\d{4}-\d\d-\d\d([ T]\d\d:.*)?|\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d\d)|TRUE|FALSE|VRAI|FAUX|WAHR|FALSCH|VERDADERO|FALSO"
)


def account(text: str) -> str:
    """The cell of a column of accounts: a handle, or the name a channel without one goes by, "Les Deux Rives"."""
    found = handle(text)
    name = " ".join(visible(text).split()).casefold()
    return found or (name if re.search(r"\s", name) and "/" not in name and len(name) <= _LONGEST else "")


def looks_like_handle(text: str) -> bool:
    """Whether a text can be a handle and hardly a name: one word of letters, digits, dots, dashes."""
    return bool(re.fullmatch(r"@?[\w.\-]{1,60}", text.strip()))


def address(text: str) -> Address | None:
    """A web address in one form: https, no ``www.``, no tracking, no trailing slash; None where it is none.

    Only ``http`` and ``https`` are of the web: ``javascript:``, ``data:``, ``file:`` and the like are none.
    """
    text = visible(text)
    if not re.match(r"https?://", text, re.IGNORECASE):
        if _SCHEME.match(text) and not re.match(r"[\w.-]+\.\w+:\d+(/|$)", text):
            return None
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if not _is_host(host) or parts.username is not None:
        return None
    return _split_address(_decode_domain(host), f":{port}" if port not in (None, 80, 443) else "", parts)


def addresses(text: str) -> list[Address]:
    """The addresses in a cell: one, or several parted by space, ``|``, ``;`` or ``,``; what is none is passed over."""
    several = [part for part in re.split(r"[|\s]+|[;,](?=\s|https?:|www\.)", visible(text)) if "." in part]
    return [found for found in map(address, several) if found]


def own_address(held: Sequence[Address]) -> str:
    """The address to keep of several: the first that leads to no account, else the first."""
    return next((one.url for one in held if not one.platform), held[0].url if held else "")


def _is_host(host: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_][\w-]*|\d+(\.\d+){3}", host))


def _split_address(host: str, port: str, parts: SplitResult) -> Address:
    found = next((name for known, name in HOSTS.items() if host == known or host.endswith(f".{known}")), "")
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if found:
        host = host.removeprefix("m.").removeprefix("mobile.")
        name = "" if host in POST_HOSTS else _account_of(found, steps, parts)
        if name:
            return Address(f"https://{host}/{'/'.join(steps)}{_find_number(steps, parts)}".rstrip("/"), found, name)
    kept = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])])
    path = parts.path.rstrip("/")
    return Address(f"https://{host}{port}{path}" + (f"?{kept}" if kept else ""), found, "")


def _account_of(found: str, steps: Sequence[str], parts: SplitResult) -> str:
    """The account a platform's address leads to; "" for a post, a search or a form."""
    query = parse_qs(parts.query)
    if found == "facebook" and steps[:1] == ["profile.php"]:
        return next((number for number in query.get("id", []) if number.isdecimal()), "")
    if found == "twitter" and steps[:2] in (["intent", "user"], ["intent", "follow"]):
        return handle(query.get("screen_name", [""])[0])
    if found == "twitter" and not steps and parts.fragment.startswith("!/"):
        steps = parts.fragment.removeprefix("!/").split("/")
    if steps and steps[0].casefold() in BEFORE_NAME.get(found, ()):
        # "pages/Name/123" and "people/Name/123": the number is the account, the name may change.
        steps = steps[-1:] if found == "facebook" and steps[-1].isdecimal() else steps[1:]
        return _handle_of_step(steps)
    if found == "linkedin" or (found == "tiktok" and steps and not steps[0].startswith("@")):
        return ""
    return "" if not steps or steps[0].casefold() in NOBODYS[found] else _handle_of_step(steps)


def _handle_of_step(steps: Sequence[str]) -> str:
    return "" if not steps or "/" in steps[0] else handle(steps[0])


def _find_number(steps: Sequence[str], parts: SplitResult) -> str:
    number = parse_qs(parts.query).get("id", [""])[0]
    return f"?id={number}" if steps[:1] == ["profile.php"] else ""


def _decode_domain(host: str) -> str:
    """An internationalised domain in its own letters."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except (UnicodeError, ValueError):
        return host


def email(text: str) -> str:
    """An e-mail address in small letters; "" where it is none."""
    plain = visible(text).casefold().removeprefix("mailto:").partition("?")[0].strip("<> ").rstrip(".")
    return plain if len(plain) <= 254 and _EMAIL.fullmatch(plain) else ""


def emails(text: str) -> list[str]:
    """The e-mail addresses in a cell in small letters: "Ann Bel <ann@bel.org>" holds one, "a@b.org; c@d.org" two."""
    if "@" not in text:
        return []
    found = email(text)
    if found:
        return [found]
    parts = re.split(r"[\s,;|/<>()\[\]]+", visible(text)[:_LONGEST_CELL])
    return list(dict.fromkeys(filter(None, map(email, parts))))
