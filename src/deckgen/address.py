"""The addresses of links in the form that a file needs; PowerPoint repairs decks with any others."""

from __future__ import annotations

import re

from deckgen.regex import regex

_NOT_IN_ADDRESSES = regex(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")
_WITH_A_HOST = regex(r"(https?|ftp)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_MAIL = regex(r"[^\s@]+@[^\s@?]+(\?.*)?", re.DOTALL)
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_\-]*[A-Za-z0-9_])?"
_NAME = regex(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_SIX = regex(r"\[(?!.*::.*::)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]")
_HIGHEST_PORT = 65_535


def address(url: str) -> str | None:
    """`url` as a URI (RFC 3986): escaped, its host in ASCII letters (RFC 5890); None if it is no address."""
    found = _WITH_A_HOST.fullmatch(url)
    if found is None:
        return _escaped(url) if _has_no_host(url) else None
    scheme_name, authority, rest = found.groups()
    user, at, place = authority.rpartition("@")
    host, colon, port = _parted(place)
    named = _host(host)
    if named is None or (colon and port and not _is_port(port)):
        return None
    return f"{scheme_name}://{_escaped(user)}{at}{named}{colon}{port}{_escaped(rest)}"


def _has_no_host(url: str) -> bool:
    """True for the name of a file, and for addresses whose scheme needs no host."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return bool(url) and not url.startswith("\\")
    rest = url[scheme.end() :]
    match scheme[1].lower():
        case "http" | "https" | "ftp" | "file" | "javascript" | "vbscript" | "data":
            return False
        case "mailto":
            return bool(_MAIL.fullmatch(rest))
        case letter if len(letter) == 1:  # a drive of the lecturer's machine
            return False
    return bool(rest)


def _parted(place: str) -> tuple[str, str, str]:
    """Host, colon and port; the colons of an IPv6 address are in brackets."""
    end = place.rfind("]")
    host, colon, port = place[end + 1 :].partition(":")
    return place[: end + 1] + host, colon, port


def _host(host: str) -> str | None:
    if _SIX.fullmatch(host):
        return host
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if _NAME.fullmatch(name) else None


def _is_port(port: str) -> bool:
    return port.isascii() and port.isdigit() and int(port) <= _HIGHEST_PORT


def _escaped(text: str) -> str:
    return _NOT_IN_ADDRESSES.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
