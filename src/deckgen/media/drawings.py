"""SVG drawings as Media: the drawing itself, and a small PNG of it.

Drawing takes time by the pixel, so the PNG for programs without SVG support is made only when it is known how large
the drawing is shown (`layout.drawings`). The small one tells what cannot be drawn, and which letters no font has.
"""

from __future__ import annotations

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, warning
from deckgen.media.css import first_family
from deckgen.media.flaw import Flaw
from deckgen.media.inspection import Drawing, inspected, short
from deckgen.media.media import Media
from deckgen.media.opening import FileName
from deckgen.media.raster import SECONDS, pixels_of, png_of

COMMON_FAMILIES = frozenset((
    "arial", "calibri", "cambria", "carlito", "consolas", "courier", "courier new", "georgia", "helvetica",
    "liberation mono", "liberation sans", "liberation serif", "monospace", "sans", "sans-serif", "segoe ui", "serif",
    "system-ui", "tahoma", "times", "times new roman", "trebuchet ms", "verdana",
))  # fmt: skip
"""Font families that every lecture-hall PC has, or has a lookalike of."""
_SMALLER = 8
"""How many times smaller than a screen the first picture is."""


def open_drawing(name: FileName, content: bytes) -> Outcome[Media | None]:
    """The drawing and its diagnostics; None for a drawing that cannot be used."""
    drawing = inspected(content)
    if isinstance(drawing, Flaw):
        return Outcome(None, (error(drawing.code, drawing.said_of(name.raw), name.place, drawing.hint),))
    width, height = pixels_of(drawing.width, drawing.height)
    sketch = png_of(drawing.content, max(1, width // _SMALLER), max(1, height // _SMALLER))
    if sketch is None:
        message = f"`{name.raw}` cannot be drawn, or not within {SECONDS} seconds"
        return Outcome(
            None, (error(Code.DAMAGED_PICTURE, message, name.place, "make it simpler, or export it as PNG"),)
        )
    media = Media(name.raw, "png", sketch.content, width, height, drawing.content)
    return Outcome(media, (*_remarks(name, drawing), *_text_lost(name, drawing, sketch.missing)))


def _remarks(name: FileName, drawing: Drawing) -> list[Diagnostic]:
    found = []
    rare = sorted(families for families in drawing.families if not _is_common(families))
    from_web = sorted({first_family(families) for families in drawing.families} & drawing.web_fonts)
    hint = "turn the text into paths when you export it, or set it in Calibri or Arial"
    if from_web:
        message = f"`{name.raw}` takes its font {from_web[0]} from the web; the deck leaves it out"
        found.append(warning(Code.RARE_FONT, message, name.place, hint))
    elif rare:
        message = f"`{name.raw}` has text in {first_family(rare[0])}, which few machines have"
        found.append(warning(Code.RARE_FONT, message, name.place, hint))
    if drawing.unset:
        message = f"`{name.raw}` takes a colour from `{drawing.unset[0]}`, to which it gives no value"
        hint = f"write the colour in its place, or `var({drawing.unset[0]}, black)`"
        found.append(warning(Code.COLOUR_MISSING, message, name.place, hint))
    if drawing.moves:
        found.append(motion_lost(name))
    if drawing.links:
        others = f" and {len(drawing.links) - 1} more addresses" if len(drawing.links) > 1 else ""
        message = f"`{name.raw}` has a link to `{short(drawing.links[0])}`{others}, which the deck will hold"
        hint = "take the link out of the drawing if it is not meant for everybody who gets the deck"
        found.append(warning(Code.DRAWING_LINK, message, name.place, hint))
    return found


def _text_lost(name: FileName, drawing: Drawing, missing: str) -> list[Diagnostic]:
    """Report text that cannot be drawn."""
    found = []
    if drawing.flowed:
        message = (
            f"`{name.raw}` has text that flows into a shape (`{short(drawing.flowed[0])}`), which slides cannot show"
        )
        hint = "in Inkscape, choose Text > Convert to Text for it, and save the drawing again"
        found.append(warning(Code.TEXT_LOST, message, name.place, hint))
    if missing:
        letters = " ".join(f"`{letter}`" for letter in missing[:10]) + (" …" if len(missing) > 10 else "")
        message = f"no font here can draw {letters} of `{name.raw}` for programs without SVG support"
        hint = "install a font that has them, or turn the text into paths when you export it"
        found.append(warning(Code.LETTERS_MISSING, message, name.place, hint))
    return found


def motion_lost(name: FileName) -> Diagnostic:
    """Report a picture that moves in a format that does not move on a slide."""
    message = f"`{name.raw}` moves, but a slide shows its first picture only"
    return warning(Code.MOTION_LOST, message, name.place, "save it as an animated GIF, which PowerPoint plays")


def _is_common(families: str) -> bool:
    names = {name.strip(" '\"\t\r\n").lower() for name in families.split(",")}
    return bool(names & COMMON_FAMILIES) or not any(names) or names <= {"inherit", "initial", "unset"}
