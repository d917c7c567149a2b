"""The theme of a deck: the one that an outline or a command asks for, built in or read from a template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, refused, warning
from deckgen.limits import Limits
from deckgen.media.opening import opened
from deckgen.outline.element import Words
from deckgen.outline.head import Look
from deckgen.text.measure import is_known
from deckgen.theme.builtin import CLASSROOM, DARK
from deckgen.theme.tokens import LayoutName, Theme

if TYPE_CHECKING:
    from deckgen.template.reading import Understood

THEMES: Final = {"classroom": CLASSROOM, "dark": DARK}


class GivenTheme(Struct, frozen=True):
    """A theme requested outside the outline: the name of a built-in theme, or a template's name and content."""

    name: str
    content: bytes | None = None


def chosen_theme(
    look: Look | None, where: tuple[Path, Limits], given: GivenTheme | None = None
) -> Outcome[Theme | None]:
    """The theme that was `given`, or else the outline's; `where` is the folder of its files and its limits."""
    if given is not None:
        return _given(given)
    if look is None:
        return Outcome(CLASSROOM)
    if not look.is_file:
        return Outcome(THEMES[look.use.raw])
    from deckgen.template.reading import understand  # noqa: PLC0415  (few decks have a template)

    content = opened(look.use, *where)
    if content.value is None:
        return refused(*content.diagnostics)
    named = look.layouts.named if look.layouts is not None else {}
    asked: dict[LayoutName, str] = {kind: words.raw for kind, words in named.items()}
    found = _with_warnings(understand(content.value, look.use.raw, asked, where[1]))
    placed = (replace(each, place=_place_of(each, look, list(named.values()))) for each in found.diagnostics)
    return replace(found, diagnostics=tuple(placed))


def _given(given: GivenTheme) -> Outcome[Theme | None]:
    if given.content is None:
        return Outcome(THEMES[given.name])
    from deckgen.template.reading import understand  # noqa: PLC0415

    return _with_warnings(understand(given.content, given.name))


def _place_of(found: Diagnostic, look: Look, named: Sequence[Words]) -> Place:
    """The place of the layout that is not there, or else that of the template's name."""
    missing = (words.place for words in named if found.message.endswith(f" has no layout `{words.raw}`"))
    return next(missing, look.use.place)


def _with_warnings(understood: Outcome[Understood | None]) -> Outcome[Theme | None]:
    """The theme of a template, with its warnings and one about fonts whose widths are not known."""
    if understood.value is None:
        return refused(*understood.diagnostics)
    theme = understood.value.theme
    unknown = [font for font in dict.fromkeys((theme.fonts.heading, theme.fonts.body)) if not is_known(font)]
    if not unknown:
        return Outcome(theme, understood.diagnostics)
    fonts = " and ".join(f"`{font}`" for font in unknown)
    message = f"how wide the letters of {fonts} are is not known, so they are taken to be a little wider than usual"
    hint = "look through the slides: some text may be smaller than it could be, or take more lines"
    return Outcome(theme, (*understood.diagnostics, warning(Code.ESTIMATED_WIDTHS, message, None, hint)))
