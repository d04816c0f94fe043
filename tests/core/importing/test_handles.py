"""Handles, addresses and e-mail: one form for one account, and never one form for two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.values.handles import address, email, handle, looks_like_handle, platform

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_.", min_size=1, max_size=30).filter(
    lambda name: any(c.isalnum() for c in name) and not name.endswith(".php")
)
CHANNEL = "UCj8QWVIgyRkeOPS56z74D_w"


@pytest.mark.parametrize(
    "text",
    [
        *("name", "@name", " @Name ", "NAME", "https://www.instagram.com/name/?hl=fr", "instagram.com/name"),
        *("http://instagram.com/name", "HTTPS://WWW.Instagram.com/Name/reels/", "https://instagram.com/stories/name/1"),
        *("name\r", "\ufeffname", "na\u200bme", "https://twitter.com/name/status/12", "https://x.com/name?s=20"),
        *("https://twitter.com/#!/name", "https://mobile.twitter.com/name", "https://www.tiktok.com/@name/video/1"),
        *("https://www.threads.net/@name", "https://threads.com/@name/post/1", "https://instagram.com/_u/name"),
        *("https://twitter.com/intent/follow?screen_name=Name", "https://x.com/@name", "Ann Bell @name", "Ann (@name)"),
        *("https://twitter.com/intent/user?screen_name=Name", "https://youtube.com/@name", "youtube.com/c/Name"),
        *("https://www.youtube.com/user/name/videos", "https://fr.linkedin.com/in/name/", "https://fb.com/name"),
    ],
)
def test_one_account_in_one_form(text: str) -> None:
    assert handle(text) == "name"


@pytest.mark.parametrize(
    "text",
    [
        *("https://instagram.com/p/CabC12/", "https://instagram.com/reel/x", "https://youtube.com/watch?v=abc"),
        *(
            "https://youtu.be/abc",
            "https://youtube.com/shorts/abc",
            "https://x.com/i/user/1",
            "https://x.com/search?q=a",
        ),
        *("https://facebook.com/groups/1", "https://facebook.com/sharer.php?u=x", "https://facebook.com/profile.php"),
        *("https://vm.tiktok.com/ZM1/", "https://tiktok.com/tag/x", "https://linkedin.com/feed/", "https://t.co/abc"),
        *("https://instagram.com/", "https://example.com/name", "javascript:alert(1)", "data:text/html,x"),
        *("@one / @two", "@one @two", "write to ann@mail.fr"),
        *("", " ", "-", "—", "??", "@", "Jean Dupont", "one, two", "a" * 101, "https://instagram.com/a%2Fb"),
    ],
)
def test_what_is_nobodys_account_joins_nobody(text: str) -> None:
    assert handle(text) == ""


def test_digits_and_missing_words_are_handles() -> None:
    assert [handle(text) for text in ("433", "NA", "None", "null", "nan")] == ["433", "na", "none", "null", "nan"]


def test_numbers_of_accounts() -> None:
    assert handle(f"https://www.youtube.com/channel/{CHANNEL}") == handle(CHANNEL) == CHANNEL
    assert handle("https://www.facebook.com/profile.php?id=1000123&ref=x") == "1000123"
    assert handle("https://www.facebook.com/pages/Some-Name/12345") == "12345"
    assert address("https://facebook.com/profile.php?id=7&x=1").url == "https://facebook.com/profile.php?id=7"  # type: ignore[union-attr]


def test_addresses_without_a_beginning_in_the_column_of_a_platform() -> None:
    assert handle("people/Ann-B%C3%A9ll/1000123", "facebook") == "1000123"
    assert handle("/in/ann-bell/", "linkedin") == "ann-bell"
    assert handle(f"channel/{CHANNEL}", "youtube") == CHANNEL
    assert handle("@x.com/Ann", "twitter") == "ann"
    assert [handle(text, "facebook") for text in ("n/a", "groups/1", "ann/posts")] == ["", "", ""]


def test_marks_of_direction_are_left_to_be_flagged() -> None:
    assert handle("na\u202eme") != handle("name")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://www.example.org/", "https://example.org"),
        ("example.org/Blog/", "https://example.org/Blog"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=y#top", "https://example.org/a?id=3"),
        ("https://example.org/a?at_medium=mail&_ga=1&ttclid=2&xtor=EPR-1&id=3", "https://example.org/a?id=3"),
        ("https://example.org:8080/a", "https://example.org:8080/a"),
        ("https://xn--caf-dma.fr/", "https://café.fr"),
        ("https://café.fr", "https://café.fr"),
        ("https://youtube.com/watch?v=abc&si=1", "https://youtube.com/watch?v=abc"),
        ("https://www.instagram.com/name/?hl=fr", "https://instagram.com/name"),
    ],
)
def test_addresses_in_one_form(text: str, url: str) -> None:
    found = address(text)
    assert found and found.url == url
    assert address(found.url) == found


@pytest.mark.parametrize(
    "text",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("file:///etc/passwd", "ftp://a.b/c", "mailto:a@b.fr", "http://[::1", "localhost", "no address", "1,5", ""),
        *("https://bank.example@evil.example/", "//evil.example/x", "http://a b.example", "3.5", "12.5.2020"),
    ],
)
def test_what_is_no_address_of_the_web(text: str) -> None:
    assert address(text) is None


def test_platforms_by_host_and_by_word() -> None:
    assert address("https://netflix.com/x") == ("https://netflix.com/x", "", "")
    assert address("https://x.com/a").platform == "twitter"  # type: ignore[union-attr]
    assert [platform(w) for w in ("X", "Instagram", "Chaîne YouTube", "web site", "Boxing")] == [
        *("twitter", "instagram", "youtube", "web", "")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane.Doe@Example.org", "jane.doe@example.org"),
        ("mailto:jane@example.org?subject=hi", "jane@example.org"),
        ("<jane@example.org>", "jane@example.org"),
        ("jane@xn--caf-dma.xn--p1ai", "jane@xn--caf-dma.xn--p1ai"),
        ("jane@café.fr", "jane@café.fr"),
        ("jane@example", ""),
        ("jane at example.org", ""),
        ("a@b.fr, c@d.fr", ""),
        ("https://example.org/@jane", ""),
        ("@jane", ""),
    ],
)
def test_email(text: str, found: str) -> None:
    assert email(text) == found


@given(NAMES)
def test_a_handle_is_its_own_form(name: str) -> None:
    assert handle(name) == handle(f"@{name}") == handle(handle(name))
    assert looks_like_handle(name)


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused_quietly(text: str) -> None:
    assert handle(handle(text)) == handle(text)
    assert email(email(text)) == email(text)
    found = address(text)
    assert found is None or found.url.startswith("https://")
