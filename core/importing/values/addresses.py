"""Web addresses by whole columns: the usual forms at once, exactly as ``handles.address`` takes them one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from core.importing.values import handles

_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
_PAIRS = r"[A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]+(?:&[A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]+)*"
_OWN = rf"^https?://{_HOST}(?:/[A-Za-z0-9_.~%+/-]*)?(?:\?{_PAIRS})?$"
# Another alphabet, a platform's own rules, and a host of one word are left to the slow way.
_NOT_OWN = r"(^|[./])xn--|^https?://www\.[a-z]+([/?]|$)|" + "|".join(rf"[./]{re.escape(h)}" for h in handles.HOSTS)
_TRACKED = rf"(?i)&(?:{handles.TRACKING.replace('.*', '[^=&]*')})=[^&]*"
_HOSTS = [host for host in handles.HOSTS if host not in handles.POST_HOSTS]
_PROFILE = (
    rf"^https?://(?:www\.|m\.|mobile\.)?(?P<host>{'|'.join(map(re.escape, _HOSTS))})/"
    r"(?P<before>(?:in/|c/|user/)?@?)(?P<name>[A-Za-z0-9_.]{0,48}[A-Za-z0-9_][A-Za-z0-9_.]{0,48})/?(?:\?[A-Za-z0-9_.~%&=+-]*)?$"
)
_BEFORE = {"linkedin": {"in/"}, "tiktok": {"@"}, "youtube": {"", "@", "c/", "user/"}}
_PLAIN = {"", "@"}


@dataclass(frozen=True)
class Usual:
    """The usual addresses of a column: which of its texts are (a mask), and of those the address, the platform and
    the account they lead to ("" for none)."""

    here: Any
    urls: Any
    platforms: Any
    accounts: Any


def own(texts: Any) -> Usual:
    """Addresses that lead to no platform's account: without ``www.``, tracking and trailing slash."""
    import pyarrow as pa
    import pyarrow.compute as pc

    here = pc.and_(pc.match_substring_regex(texts, _OWN), pc.invert(pc.match_substring_regex(texts, _NOT_OWN)))
    said = texts if pc.all(here).as_py() else texts.filter(here)
    asks = pc.match_substring(said, "?")
    urls = pc.replace_substring_regex(said, r"\?.*$", "") if pc.any(asks).as_py() else said
    # "://" stands only at the start of such a text: plain replacing does, in a third of a pattern's time.
    urls = pc.replace_substring(pc.utf8_rtrim(urls, "/"), "http://", "https://")
    urls = pc.replace_substring(urls, "://www.", "://")
    if pc.any(asks).as_py():
        query = pc.replace_substring_regex(said.filter(asks), r"^[^?]*\?", "&")
        query = pc.replace_substring_regex(pc.replace_substring_regex(query, _TRACKED, ""), "^&", "?")
        urls = pc.replace_with_mask(urls, asks, pc.binary_join_element_wise(urls.filter(asks), query, ""))
    blank = pa.repeat(pa.scalar("", pa.string()), len(urls))
    return Usual(here, urls, blank, blank)


def profiles(texts: Any) -> Usual:
    """Addresses of profiles on the platforms."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.extract_regex(texts, _PROFILE)
    here = found.is_valid()
    host, before, name = (pc.struct_field(found.filter(here), part) for part in ("host", "before", "name"))
    known = host.dictionary_encode()
    names = pa.array([handles.HOSTS[one] for one in known.dictionary.to_pylist()], pa.string())
    platforms = names.take(known.indices)
    fits = _find_profiles(platforms, before, name)
    urls = pc.binary_join_element_wise("https://", host, "/", before, name, "")
    return Usual(
        pc.replace_with_mask(here, here, fits),
        urls.filter(fits),
        platforms.filter(fits),
        pc.utf8_lower(name).filter(fits),
    )


def _find_profiles(platforms: Any, before: Any, name: Any) -> Any:
    """Whether each is a profile: the platform's own words are nobody's, a channel's number keeps its case."""
    import pyarrow as pa
    import pyarrow.compute as pc

    stands = [f"{platform}\n{way}" for platform in handles.NOBODYS for way in _BEFORE.get(platform, _PLAIN)]
    kept = {platform: words | handles.BEFORE_NAME.get(platform, set()) for platform, words in handles.NOBODYS.items()}
    reserved = [f"{platform}\n{word}" for platform, words in kept.items() for word in words]
    way = pc.is_in(pc.binary_join_element_wise(platforms, before, "\n"), pa.array(stands))
    word = pc.is_in(pc.binary_join_element_wise(platforms, pc.utf8_lower(name), "\n"), pa.array(reserved))
    channel = pc.and_(pc.starts_with(name, "UC"), pc.equal(pc.binary_length(name), 24))
    return pc.and_(way, pc.invert(pc.or_(word, channel)))
