"""Web addresses as they really are: nothing invisible in them, and letters of another script in a host named."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_TOGETHER = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "HANGUL"}, {"HAN", "BOPOMOFO"})
"""Scripts that one language writes side by side, each of them with Latin letters too (UTS 39, highly restrictive)."""
_SCRIPTS = {"CJK": "HAN", "FULLWIDTH": "LATIN", "HALFWIDTH": "KATAKANA", "KATAKANA-HIRAGANA": "KATAKANA"}


def openable(address: str) -> bool:
    """Whether an address may be opened: http or https with a host, and nothing hidden in it."""
    if "\\" in address or any(not _is_plain(sign) for sign in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def shown_address(address: str) -> str:
    """An address as it really is: signs that are not seen, or that turn the direction of reading, as their code, and a
    host that mixes scripts with its letters as they travel (``xn--…``)."""
    visible = "".join(sign if _is_plain(sign) else f"\\u{ord(sign):04x}" for sign in address)
    if not mixes_scripts(address):
        return visible
    host = urlsplit(address).hostname or ""
    labels = [label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in host.split(".")]
    before, found, after = visible.partition(host)
    return f"{before}{'.'.join(labels)}{after}" if found else visible


def mixes_scripts(address: str) -> bool:
    """Whether a part of the host mixes letters of scripts that no language writes together, such as a Cyrillic а among
    Latin letters: it then looks like an address that it is not."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return any(_is_mixed(_decoded(label)) for label in host.split("."))


def _is_mixed(label: str) -> bool:
    scripts = {_script_of(sign) for sign in label if sign.isalpha()}
    others = scripts - {"LATIN"}
    return len(scripts) > 1 and (not any(others <= group for group in _TOGETHER))


def _script_of(sign: str) -> str:
    """The script of a letter, by the first word of its name: LATIN, CYRILLIC, GREEK, HAN and so on."""
    word = unicodedata.name(sign, "UNKNOWN").split()[0]
    return _SCRIPTS.get(word, word)


def _decoded(label: str) -> str:
    """A part of a host in its own letters."""
    if not label.casefold().startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


def _is_plain(sign: str) -> bool:
    """Whether a sign of an address is seen as it is: no blank, no control, none that steers or hides."""
    return not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
