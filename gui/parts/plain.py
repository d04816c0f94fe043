"""Plain text between the program and Qt: never taken for HTML, and without the marks of mnemonics."""

from __future__ import annotations

from html import escape


def without_mnemonic(text: str) -> str:
    """A menu's text without the mark of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_tip(text: str) -> str:
    """A tooltip that shows exactly this text. Tooltips have no text format, so markup is made of it, escaped."""
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>' if text else ""
