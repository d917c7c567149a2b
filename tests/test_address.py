"""Addresses of links: stored as URIs, or known to be none."""

from __future__ import annotations

import pytest

from deckgen.address import address


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        ("https://example.org/?a=1&b=%20#top", "https://example.org/?a=1&b=%20#top"),
        ("https://example.org/ü <x>", "https://example.org/%C3%BC%20%3Cx%3E"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://me@example.org:8080/a", "https://me@example.org:8080/a"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("pages/a b.html#c", "pages/a%20b.html#c"),
    ],
)
def test_addresses_hold_only_what_a_uri_may_hold(url: str, stored: str) -> None:
    assert address(url) == stored


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://",
        "https:///path",
        "https:/example.org",
        "http://[::1",
        "http://[1::2::3]/",
        "https://example.org:99999/",
        "https://example..org/",
        "https://two words.org/",
        "https://{host}/",
        "mailto:",
        "mailto:a b",
        "C:\\slides\\a.html",
        "\\server\\share\\a.html",
        "file:///slides/a.html",
        "javascript:open(1)",
        "vbscript:open",
        "data:text/html,x",
    ],
)
def test_what_powerpoint_cannot_open_is_no_address(url: str) -> None:
    assert address(url) is None
