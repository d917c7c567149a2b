"""The CSS of a drawing: what it loads from elsewhere, and the colours that few programs can work out.

In: the value of an attribute, or a style sheet. Out: the addresses in it, or the same text with plain colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from deckgen.regex import regex

_URL = regex(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_IMPORT = regex(r"@import\s*(?:url\(\s*)?['\"]?([^'\";)]+)", re.IGNORECASE)
_PICTURES = regex(r"(?<![\w-])((?:-webkit-)?image-set|image|src)\(\s*(['\"])(.*?)\2", re.IGNORECASE | re.DOTALL)
"""The functions of CSS that load what is only a text in them."""
_WITHIN = regex(r"\s*(#|data:(image/(png|jpe?g|gif|webp)|font/|application/(x-)?font))", re.IGNORECASE)
_ESCAPE = regex(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
FAMILY = regex(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)


def is_within(address: str) -> bool:
    """True if an address is that of a part of the drawing itself."""
    return _WITHIN.match(address) is not None


def loaded(value: str, is_style: bool) -> str | None:
    """The first address outside the drawing that a value loads, or None."""
    if "(" not in value and "@" not in value:
        return None
    # CSS can write `url(` as `u\72l(`, too.
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", value)) if is_style or "\\" in value else value
    imported = _IMPORT.search(plain)
    if imported is not None:
        return imported.group(1).strip()
    named = (match.group(2) for match in _URL.finditer(plain))
    texts = (match.group(3) for match in _PICTURES.finditer(plain))
    return next((address for address in (*named, *texts) if not is_within(address)), None)


def _unescaped(escape: re.Match[str]) -> str:
    if escape.group(1) is None:
        return escape.group(2)
    number = int(escape.group(1), 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


_FACE = regex(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)
_FONT_SHEET = regex(
    r"@import\s*(?:url\(\s*)?(['\"]?)(https?://[^'\"\s)]*font[^'\"\s)]*)\1\s*\)?[^;{}<]*;?", re.IGNORECASE
)
_IN_ADDRESS = regex(r"family=([^:&|]+)", re.IGNORECASE)


def without_web_fonts(sheet: str) -> tuple[str, frozenset[str]]:
    """A style sheet without the fonts that it loads from elsewhere, and the names of their families.

    Text in these fonts is there without them, in another one, so they are no reason to refuse a drawing.
    """
    families: set[str] = set()

    def face(found: re.Match[str]) -> str:
        if loaded(found[0], is_style=True) is None:
            return found[0]
        families.update(first_family(name) for name in FAMILY.findall(found[0]))
        return ""

    def imported(found: re.Match[str]) -> str:
        families.update(unquote_plus(name).strip() for name in _IN_ADDRESS.findall(found[2]))
        return ""

    return _FONT_SHEET.sub(imported, _FACE.sub(face, sheet)), frozenset(families)


def first_family(families: str) -> str:
    """The first of several families, without quotes."""
    return families.split(",", maxsplit=1)[0].strip(" '\"\t\r\n")


_CALL = regex(r"(?<![\w-])(var|light-dark)\(", re.IGNORECASE)
_DARK = regex(r"@media[^{}]*prefers-color-scheme\s*:\s*dark[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_PROPERTY = regex(r"(--[A-Za-z_][\w-]*)\s*:\s*([^;}<\"]+)")
_LONGEST = 500
"""The letters of a value; one that repeats others again and again has more."""
COLOURS = frozenset(("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"))
_SYSTEM = {
    **dict.fromkeys(("canvastext", "windowtext", "buttontext", "fieldtext", "infotext", "menutext"), "#000000"),
    **dict.fromkeys(("canvas", "window", "field", "background", "highlighttext", "accentcolortext"), "#ffffff"),
    "captiontext": "#000000", "marktext": "#000000", "mark": "#ffff00", "buttonface": "#efefef",
    "buttonborder": "#767676", "graytext": "#808080", "linktext": "#0000ee", "visitedtext": "#551a8b",
    "activetext": "#ff0000", "highlight": "#3390ff", "selecteditem": "#3390ff", "selecteditemtext": "#ffffff",
    "accentcolor": "#0078d4",
}  # fmt: skip
"""The system colours of CSS (https://www.w3.org/TR/css-color-4/#css-system-colors), as browsers show them by day."""
_DECLARED = regex(
    rf"((?:^|[;{{\s])(?:{'|'.join(sorted(COLOURS))})\s*:\s*)({'|'.join(_SYSTEM)})(?![\w-])", re.IGNORECASE
)


class Colours:
    """The values that a drawing gives to names (`--name: value`), and the names to which it gives none (`unset`)."""

    def __init__(self, source: str = "") -> None:
        self._values: dict[str, str] = {}
        self._resolved: dict[str, str | None] = {}
        self.unset: dict[str, None] = {}
        if "var(" in source:
            # What comes first is for all; what follows is for other surroundings, such as a dark screen.
            for name, value in _PROPERTY.findall(_DARK.sub("", source)):
                self._values.setdefault(name, value.strip())

    def in_style(self, style: str) -> str:
        """A style, or a style sheet, with plain colours."""
        plain = self._without_calls(style) if "(" in style else style
        return _DECLARED.sub(lambda found: found[1] + _SYSTEM[found[2].lower()], plain)

    def in_attribute(self, key: str, value: str) -> str:
        """The value of an attribute with plain colours."""
        if key == "style":
            return self.in_style(value)
        plain = self._without_calls(value) if "(" in value else value
        return _SYSTEM.get(plain.strip().lower(), plain) if key in COLOURS else plain

    def _without_calls(self, text: str) -> str:
        parts, at = [], 0
        while (call := _CALL.search(text, at)) is not None:
            arguments = list(_arguments(text, call.end()))
            end = call.end() + sum(len(argument) + 1 for argument in arguments)
            value = self._value(call[1].lower(), arguments) if text[end - 1 : end] == ")" else None
            parts += [text[at : call.start()], text[call.start() : end] if value is None else value]
            at = end
        return "".join(parts) + text[at:]

    def _value(self, function: str, arguments: list[str]) -> str | None:
        """The value of a function of CSS: by day, of the name, or what it says for a name without a value."""
        if function == "light-dark":
            return self._without_calls(arguments[0].strip())
        name = arguments[0].strip()
        if name not in self._resolved:
            self._resolved[name] = None  # as long as it is being worked out, for one that refers to itself
            value = self._without_calls(self._values[name]) if name in self._values else None
            is_plain = value is not None and len(value) <= _LONGEST and not _CALL.search(value)
            self._resolved[name] = value if is_plain else None
        found = self._resolved[name]
        if found is None and len(arguments) > 1:
            found = self._without_calls(",".join(arguments[1:]).strip())
        if found is None:
            self.unset[name] = None
        return found


def _arguments(text: str, start: int) -> Iterator[str]:
    """The arguments of a function, whose opening bracket is before `start`."""
    depth, begun = 0, start
    for at in range(start, len(text)):
        if text[at] == ")" and depth == 0:
            yield text[begun:at]
            return
        if text[at] == "," and depth == 0:
            yield text[begun:at]
            begun = at + 1
        depth += (text[at] == "(") - (text[at] == ")")
    yield text[begun:]
