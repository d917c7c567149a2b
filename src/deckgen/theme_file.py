"""Theme files: the text of one to a theme, and a built-in theme to the text of one.

In: the bytes of a file, and what messages call it. Out: its theme, or the mistakes in it with their places, above all
colours that cannot be read or told apart. What a file does not say is as in the built-in theme that it is `like`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.decode.include import located, told_of
from deckgen.decode.outline import Failed, read_element
from deckgen.diagnostics import Diagnostic, Place, Sink, error
from deckgen.limits import USUAL, Limits
from deckgen.outline.theme_file import ThemeColours, ThemeFile, ThemeFonts
from deckgen.source import MapNode, read
from deckgen.theme.builtin import DESIGNS
from deckgen.theme.contrast import READABLE, TOLD_APART, luminance
from deckgen.theme.design import Design, Weakness, designed, weaknesses, with_tints
from deckgen.theme.tokens import Fonts, Hue, Theme

_HINT = "begin with `like: classroom`, or with `colours:`"


class ReadTheme(Struct, frozen=True):
    """The theme of a file, None if that has mistakes; what is to be said about it; and its text, if it is one."""

    theme: Theme | None
    diagnostics: tuple[Diagnostic, ...]
    text: str | None


def read_theme(content: bytes, name: str, limits: Limits = USUAL, *, file: str = "") -> ReadTheme:
    """The theme in a file called `name`. Places are in `file`, which is empty if it is reported alone."""
    source = read(content, limits=limits)
    sink = Sink(told_of(each, file) for each in source.diagnostics)
    theme = None
    if isinstance(source.value, MapNode) and source.value.entries:
        typed = read_element(ThemeFile, located(source.value, file), sink)
        design = None if isinstance(typed, Failed) else _design(typed, PurePath(name).stem)
        if design is not None and not isinstance(typed, Failed) and not sink.has_errors:
            sink.add(*_unseen(design, typed))
            theme = designed(design)
    elif not sink.has_errors:
        place = source.value.place if source.value is not None else Place(0, 0)
        sink.error(Code.EMPTY_OUTLINE, "there is no theme in this file", replace(place, file=file), _HINT)
    return ReadTheme(None if sink.has_errors else theme, tuple(sink.diagnostics), source.text)


def _design(typed: ThemeFile, name: str) -> Design:
    """The design of a file: the built-in one with what the file says."""
    base, colours, fonts = DESIGNS[typed.like], typed.colours or ThemeColours(), typed.fonts or ThemeFonts()
    hues = {hue: getattr(colours, hue) or rgb for hue, rgb in base.hues.items()}
    design = replace(
        base,
        name=name,
        paper=colours.paper or base.paper,
        ink=colours.ink or base.ink,
        surface=colours.surface or base.surface,
        deep=colours.deep or base.deep,
        hues=cast(dict[Hue, str], hues),
        accent=colours.accent or base.accent,
        fonts=Fonts(
            fonts.headings or base.fonts.heading, fonts.text or base.fonts.body, fonts.code or base.fonts.code
        ),
        corner=base.corner if typed.corner is None else typed.corner,
        line=base.line if typed.line is None else typed.line,
        is_bold=base.is_bold if typed.titles is None else typed.titles == "bold",
        title_slide=typed.title_slide or base.title_slide,
        numeral=typed.numeral or base.numeral,
    )
    return with_tints(design)


def _unseen(design: Design, typed: ThemeFile) -> Iterator[Diagnostic]:
    """The errors about colours that cannot be read or told apart."""
    for found in weaknesses(design):
        name, other = (each.removeprefix("tint of ") for each in (found.name, found.other))
        place = _place(typed, name, other)
        if found.is_alike:
            which = "the tints of " if found.name != name else ""
            message = (
                f"{which}`{other}` and `{name}` differ by a ΔE of {found.measured:.1f}, less than {TOLD_APART:g}"
            )
            hint = f"choose another colour for `{name}` or `{other}`"
            yield error(Code.SIMILAR_COLOURS, message, place, hint)
        else:
            least = f"less than {READABLE:g}:1"
            message = f"`{name}` has a contrast of {_down(found.measured)}:1 to `{other}`, {least}"
            yield error(Code.UNREADABLE_COLOUR, message, place, _better(found, design))


def _down(number: float) -> str:
    """The number with one decimal, rounded down, so that it stays less than what is needed."""
    return f"{int(number * 10) / 10:.1f}"


def _better(found: Weakness, design: Design) -> str:
    if found.better is None:
        return f"choose another colour for `{found.name}` or `{found.other}`"
    now = design.hues.get(cast(Hue, found.name)) or {"ink": design.ink, "deep": design.deep}[found.name]
    more = "lighter" if luminance(found.better) > luminance(now) else "darker"
    return f"write `{found.name}: {found.better}`, or a colour that is even {more}"


def _place(typed: ThemeFile, *names: str) -> Place:
    """The place of the first of these colours that the file has, or else that of its colours."""
    colours = typed.colours
    if colours is None:
        return typed.place
    return next((colours.place_of(name) for name in names if name in colours.places), colours.place)


def text_of(name: str) -> str:
    """The text of a theme file that says all that the built-in theme of this name has."""
    design = DESIGNS[name]
    named: dict[str, str] = {"paper": design.paper, "ink": design.ink, "surface": design.surface, "deep": design.deep}
    colours = [f'  {key}: "{rgb}"' for key, rgb in (*named.items(), *design.hues.items())]
    fonts = {"headings": design.fonts.heading, "text": design.fonts.body, "code": design.fonts.code}
    return "\n".join(
        [
            f"# A theme of your own. What you remove is as in `{name}`; `deckgen explain theme-file` tells more.",
            f"like: {name}",
            "colours:",
            *colours,
            f"  accent: {design.accent}",
            "fonts:",
            *(f"  {key}: {font}" for key, font in fonts.items()),
            f"corner: {design.corner:g} pt",
            f"line: {design.line:g} pt",
            f"titles: {'bold' if design.is_bold else 'regular'}",
            f"title_slide: {design.title_slide}",
            f"numeral: {design.numeral}",
            "",
        ]
    )
