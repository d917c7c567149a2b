"""Rules of text and of single tags: the order inside a paragraph, typefaces, sizes, fields, colours, extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import attributes, tags
from deckgen.pptx.gate.presentation import is_guid

_FONTS = {f"+{kind}-{script}" for kind in ("mj", "mn") for script in ("lt", "ea", "cs")}
_TYPEFACE = r'<a:(?:latin|ea|cs|sym|buFont)(?:\s[^>]*?)?\stypeface="([^"]*)"'
_FACES = r"<a:(?:latin|ea|cs|sym|buFont)[\s/>]"
_SIZE = r'<a:(?:rPr|defRPr|endParaRPr)\s(?:[^>]*?\s)?sz="([^"]*)"'
_SIZES = range(100, 400_001)
_END = r"(?s)<a:endParaRPr(?:\s[^>]*)?(?:/>|>.*?</a:endParaRPr>)(?!\s*</a:p>)"
_EARLY = r"(?<!<a:p>)<a:pPr[ />]"
_EMPTY_BODY = r"(?s)<(?:p|a):txBody>(?:(?!<a:p[ />]).)*?</(?:p|a):txBody>"
_COLOURS = {
    "bg1", "tx1", "bg2", "tx2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
    "phClr", "dk1", "lt1", "dk2", "lt2",
}  # fmt: skip
_COLOUR = r'<a:schemeClr val="([^"]*)"'
_NEGATIVE = r'<a:(?:ext|chExt) c[xy]="(?:-|\d+" cy="-)'
_EXTENSION = r"<(?:a|p):ext(?![\w:])(?!\s+c[xy]=)(?![^>]*\suri=)"
_BARE_LINK = r'<a:hlink(?:Click|Hover) r:id=""(?![^>]*\saction=)'
_RED_GREEN_BLUE = r'<a:srgbClr val="(?![0-9A-Fa-f]{6}")'


def text_defects(name: str, text: str) -> Iterator[Defect]:
    """What is wrong with the order of text in a part.

    Counting is many times faster than matching, so a pattern is only tried where the usual order does not account
    for all there is.
    """
    if text.count("<a:endParaRPr") != text.count("<a:endParaRPr/></a:p>") and re.search(_END, text) is not None:
        yield Defect("paragraph-end", name, "something follows what ends a paragraph")
    if text.count("<a:pPr") != text.count("<a:p><a:pPr") and re.search(_EARLY, text) is not None:
        yield Defect("paragraph-order", name, "the properties of a paragraph do not come first in it")
    begun = text.count("lstStyle/><a:p>") + text.count("lstStyle><a:p>")
    if text.count("txBody>") != 2 * begun and re.search(_EMPTY_BODY, text) is not None:
        yield Defect("paragraph-missing", name, "a text has no paragraph")


def value_defects(name: str, new: str) -> Iterator[Defect]:
    """What is wrong in the tags that have not been met before, whatever they stand in."""
    faces = re.findall(_TYPEFACE, new)
    if "" in faces or len(faces) < len(re.findall(_FACES, new)):
        yield Defect("typeface-empty", name, "a font names no typeface")
    for face in sorted({face for face in faces if face.startswith("+")} - _FONTS):
        yield Defect("typeface-unknown", name, f"{face!r} is no font of the theme")
    for size in set(re.findall(_SIZE, new)):
        if not size.isdigit() or int(size) not in _SIZES:
            yield Defect("text-size", name, f"{size!r} is no size of text in hundredths of a point")
    for field in map(attributes, tags(new, "a:fld")):
        if not is_guid(field.get("id", "")):
            yield Defect("field-id", name, f"{field.get('id', '')!r} is no GUID in braces and capital letters")
    for colour in sorted(set(re.findall(_COLOUR, new)) - _COLOURS):
        yield Defect("colour-unknown", name, f"the theme has no colour {colour!r}")
    if "<a:srgbClr" in new and re.search(_RED_GREEN_BLUE, new) is not None:
        yield Defect("colour-value", name, "a colour is not six hexadecimal digits")
    if re.search(_NEGATIVE, new) is not None:
        yield Defect("size-negative", name, "a shape has a size under 0")
    if re.search(_EXTENSION, new) is not None:
        yield Defect("extension-uri", name, "an extension has no uri")
    if "<a:hlink" in new and re.search(_BARE_LINK, new) is not None:
        yield Defect("link-empty", name, "a link leads nowhere and does nothing")
