"""Addresses as they really are: nothing hidden, mixed scripts named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import mixes_scripts, openable, shown_address

STEERING = "\u202e\u202d\u2066\u2069\u200b\u200e\u00ad\ufeff"


@given(st.text(), st.sampled_from(STEERING), st.text())
def test_no_sign_that_steers_or_hides_is_opened_or_shown(before: str, sign: str, after: str) -> None:
    address = f"https://a.org/{before}{sign}{after}"
    assert not openable(address)
    assert sign not in shown_address(address)


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    shown = shown_address(f"https://{text}")
    assert shown.isprintable() and isinstance(mixes_scripts(text), bool)


@pytest.mark.parametrize(
    "address",
    ["https://p\u0430ypal.com", "https://wh\u03bfswho.fr/x", "https://xn--pypal-4ve.com", "https://a.t\u0435st.org"],
)
def test_a_host_of_mixed_scripts_is_flagged_and_shown_as_it_travels(address: str) -> None:
    assert mixes_scripts(address) and "xn--" in shown_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://élu.fr/été",
        "https://пример.рф",
        "https://例え.jp",
        "https://日本abc.jp",
        "https://한국漢.kr",
        "http://a.org",
    ],
)
def test_hosts_of_one_language_are_not_flagged(address: str) -> None:
    assert not mixes_scripts(address) and shown_address(address) == address and openable(address)
