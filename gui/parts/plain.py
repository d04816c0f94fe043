"""Imported text that Qt must never take for HTML."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """A tooltip that shows exactly this text. Tooltips have no text format, so markup is made of it, escaped."""
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>' if text else ""
