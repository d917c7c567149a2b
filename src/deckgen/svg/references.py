"""What a drawing refers to: parts of itself and pictures within it are fine, anything else is outside."""

from __future__ import annotations

import re

_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?['\"]?([^'\";)]+)", re.IGNORECASE)
_WITHIN = re.compile(r"\s*(#|data:(image/(png|jpe?g|gif|webp)|font/|application/(x-)?font))", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINKS = ("href", "src")


def outside(element: str, key: str, value: str) -> str | None:
    """The first address outside of the drawing that an attribute or a style sheet refers to.

    What a link (`a`) leads to is not loaded, so it may be anywhere; a script it may not be.
    """
    if "javascript:" in re.sub(r"\s", "", value).lower():
        return value.strip()
    if key in _LINKS:
        return None if element == "a" or not value.strip() or _WITHIN.match(value) else value.strip()
    if "(" not in value and "@" not in value:
        return None
    # In a style, `u\72l(` is `url(` too.
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", value)) if key == "style" or "\\" in value else value
    imported = _IMPORT.search(plain)
    if imported is not None:
        return imported.group(1).strip()
    return next((match.group(2) for match in _URL.finditer(plain) if not _WITHIN.match(match.group(2))), None)


def _unescaped(escape: re.Match[str]) -> str:
    if escape.group(1) is None:
        return escape.group(2)
    number = int(escape.group(1), 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
