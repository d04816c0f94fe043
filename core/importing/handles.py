"""Handles, web addresses and e-mail in one form each, so that the same person is recognised in any of them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

UNSAFE = "This address is not one of the web; it is left out."
NOT_EMAIL = "This is not an e-mail address; it is left out."
CLEANED = "Characters that do not show were taken out."

HOSTS = {
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "tiktok.com": "tiktok",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "linkedin.com": "linkedin",
}
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
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|igsh(id)?|si|hl|ref|ref_src|lang|feature|mc_[ce]id", re.IGNORECASE)
# Parts of a profile's address that come before the name itself.
_BEFORE_NAME = {
    "youtube": {"c", "channel", "user"},
    "linkedin": {"in", "company", "pub"},
    "facebook": {"people", "pages"},
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Address(NamedTuple):
    """A web address in one form, and the platform and handle it leads to ("" for none)."""

    url: str
    platform: str
    handle: str


def platform(text: str) -> str:
    """The platform a word or two name, such as ``X`` or ``Instagram``; "" for none."""
    words = re.findall(r"[a-z]+", text.casefold())
    return next((PLATFORM_WORDS[word] for word in words if word in PLATFORM_WORDS), "")


def handle(text: str) -> str:
    """A handle in one form: no address, no ``@``, no space around, small letters. "" where nothing of it is left."""
    text = _INVISIBLE.sub("", text).strip()
    if "/" in text and (found := address(text)) and found.handle:
        return found.handle
    text = unicodedata.normalize("NFC", text).lstrip("@").strip().rstrip("/").casefold()
    return text if any(c.isalnum() for c in text) or (text and not re.fullmatch(r"[-–—.?/]*", text)) else ""


def looks_like_handle(text: str) -> bool:
    """Whether a text can be a handle and hardly a name: one word of letters, digits, dots, dashes."""
    return bool(re.fullmatch(r"@?[\w.\-]{1,60}", text.strip()))


def address(text: str) -> Address | None:
    """A web address in one form: https, no ``www.``, no tracking, no trailing slash; None where it is none."""
    text = _INVISIBLE.sub("", text).strip()
    if not re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        if re.match(r"[a-z]+:", text, re.IGNORECASE) and not re.match(r"[^/:]+:\d+(/|$)", text):
            return None
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host or " " in host:
        return None
    return _address(_readable(host), parts.path, parts.query)


def _address(host: str, path: str, query: str) -> Address:
    found = next((HOSTS[known] for known in HOSTS if host == known or host.endswith(f".{known}")), "")
    steps = [unquote(step) for step in path.split("/") if step]
    if found:
        steps_to_name = [s for s in steps if s.casefold() not in _BEFORE_NAME.get(found, set())]
        name = handle(steps_to_name[0].replace("/", "")) if steps_to_name else ""
        return Address(f"https://{host}/{'/'.join(steps)}".rstrip("/"), found, name)
    kept = urlencode([pair for pair in parse_qsl(query) if not _TRACKING.fullmatch(pair[0])])
    url = f"https://{host}{path.rstrip('/')}" + (f"?{kept}" if kept else "")
    return Address(url, "", "")


def _readable(host: str) -> str:
    """An internationalised domain in its own letters."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except (UnicodeError, ValueError):
        return host


def email(text: str) -> str:
    """An e-mail address in small letters; "" where it is none."""
    plain = _INVISIBLE.sub("", text).strip().removeprefix("mailto:").strip("<>").casefold()
    return plain if _EMAIL.fullmatch(plain) else ""
