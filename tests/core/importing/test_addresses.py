"""Whole columns of addresses are taken exactly as each address is taken alone."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.importing.values import addresses, forms, handles

_word = st.text("abUC09._-", max_size=6)
_host = st.sampled_from(
    [
        *handles.HOSTS,
        "blog.net",
        "a-b.co.uk",
        "xn--caf-dma.fr",
        "com",
        "blog.net:8080",
        "BLOG.net",
        "notx.com",
        "l.facebook.com",
    ]
)
_reserved = sorted(set().union(*handles.NOBODYS.values(), *handles.BEFORE_NAME.values()))
_step = _word | st.sampled_from([*_reserved, "@name", "in", "c", "user", "UC" + "a" * 22, "a%2Fb", "UC" + "_" * 22])
_key = st.sampled_from(["utm_source", "UTM_X", "id", "si", "size", "ref", "page", "hl", "_hsenc"]) | _word
_pair = st.builds("{}={}".format, _key, _word | st.just("a%20b")) | _word


@st.composite
def address(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["https://", "http://", "", "HTTP://", "ftp://"]))
    www = draw(st.sampled_from(["", "", "www.", "m.", "www.m."]))
    path = "".join(f"/{step}" for step in draw(st.lists(_step, max_size=3))) + draw(st.sampled_from(["", "/", "//"]))
    query = "&".join(draw(st.lists(_pair, max_size=3)))
    tail = draw(st.sampled_from(["", "", "#top", " "]))
    return f"{scheme}{www}{draw(_host)}{path}{'?' + query if query else ''}{tail}"


@settings(deadline=None)  # the first call compiles
@given(st.lists(address(), max_size=6))
@example(["https://www.blog.net/?utm_source=a&id=2&utm_medium=b", "https://www.x.com/A_b/?hl=fr", "https://www.com/a"])
@example(
    ["https://blog.net/a//?id=1", "https://www.tiktok.com/@b?x=1", "https://linkedin.com/in/c/", "https://fb.me/d"]
)
def test_columns_are_taken_as_addresses_one_by_one(texts: list[str]) -> None:
    urls, accounts, remarks = forms.addresses_in(pa.array(texts, pa.string()))
    one_by_one = [handles.addresses(text) for text in texts]
    assert urls.to_pylist() == [handles.own_address(held) for held in one_by_one]
    for place, held in enumerate(one_by_one):
        led = {one.platform: one.handle for one in reversed(held) if one.handle}
        assert {p: column[place].as_py() for p, column in accounts.items() if column[place].as_py()} == led
    assert set(remarks) == {t for t, held in zip(texts, one_by_one, strict=True) if t.strip() and not held}


@pytest.mark.parametrize(
    "text", ["https://blog.net", "http://www.blog.net/a/b.html?utm_source=x&id=3", "https://blog.net/2024/05/"]
)
def test_usual_addresses_need_no_second_look(text: str) -> None:
    assert addresses.own(pa.array([text])).here.to_pylist() == [True]


@pytest.mark.parametrize(
    "text",
    ["https://www.instagram.com/a.b/?hl=fr", "https://x.com/a", "https://youtube.com/@a", "https://linkedin.com/in/a"],
)
def test_usual_profiles_need_no_second_look(text: str) -> None:
    assert addresses.profiles(pa.array([text])).here.to_pylist() == [True]
