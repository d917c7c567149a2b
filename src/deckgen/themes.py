"""The theme of a deck: the one that an outline or a command asks for, built in or read from a template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.limits import Limits
from deckgen.media.opening import opened
from deckgen.outline.element import Words
from deckgen.outline.head import Look
from deckgen.text.measure import is_known
from deckgen.theme.builtin import CLASSROOM, DARK
from deckgen.theme.tokens import LayoutName, Theme

if TYPE_CHECKING:
    from deckgen.template.opening import Problem
    from deckgen.template.reading import Understood

THEMES: Final = {"classroom": CLASSROOM, "dark": DARK}


class GivenTheme(Struct, frozen=True):
    """A theme requested outside the outline: the name of a built-in theme, or a template's name and content."""

    name: str
    content: bytes | None = None


class Chosen(Struct, frozen=True):
    """The theme of a deck, with its diagnostics."""

    theme: Theme
    diagnostics: tuple[Diagnostic, ...] = ()


def chosen_theme(
    look: Look | None, where: tuple[Path, Limits], given: GivenTheme | None = None
) -> Chosen | Diagnostic:
    """The theme that was `given`, or else the outline's; `where` is the folder of its files and its limits."""
    if given is not None:
        return _given(given)
    if look is None:
        return Chosen(CLASSROOM)
    if not look.is_file:
        return Chosen(THEMES[look.use.raw])
    from deckgen.template.reading import understand  # noqa: PLC0415  (few decks have a template)

    content = opened(look.use, *where)
    if content.value is None:
        return content.diagnostics[0]
    named = look.layouts.named if look.layouts is not None else {}
    asked: dict[LayoutName, str] = {kind: words.raw for kind, words in named.items()}
    understood = understand(content.value, Path(look.use.raw).stem, asked, where[1])
    return _chosen(understood, look.use.raw, (look.use.place, list(named.values())))


def _given(given: GivenTheme) -> Chosen | Diagnostic:
    if given.content is None:
        return Chosen(THEMES[given.name])
    from deckgen.template.reading import understand  # noqa: PLC0415

    return _chosen(understand(given.content, Path(given.name).stem), given.name, (None, []))


def _chosen(
    understood: Understood | Problem, name: str, places: tuple[Place | None, Sequence[Words]]
) -> Chosen | Diagnostic:
    """The theme of a file, or its error; `places` are those of the file's name and of the layouts' names."""
    from deckgen.template.opening import Problem  # noqa: PLC0415

    place, named = places
    if isinstance(understood, Problem):
        wrong = next((words.place for words in named if f"`{words.raw}`" in understood.message), place)
        return error(understood.code, f"`{name}` {understood.message}", wrong, understood.hint)
    theme = understood.theme
    unknown = [font for font in dict.fromkeys((theme.fonts.heading, theme.fonts.body)) if not is_known(font)]
    if not unknown:
        return Chosen(theme)
    fonts = " and ".join(f"`{font}`" for font in unknown)
    message = f"how wide the letters of {fonts} are is not known, so they are taken to be a little wider than usual"
    hint = "look through the slides: some text may be smaller than it could be, or take more lines"
    return Chosen(theme, (warning(Code.ESTIMATED_WIDTHS, message, place, hint),))
