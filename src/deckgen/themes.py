"""The theme of a deck, built in or read from a template, as an outline or a command asks for it; and its fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, refused, warning
from deckgen.limits import Limits
from deckgen.media.opening import folder_named, opened, path_of
from deckgen.outline.element import Words
from deckgen.outline.head import Look, Outline
from deckgen.text.fonts import Source, Typefaces, typefaces
from deckgen.text.measure import Font
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.tokens import NO_ARTWORK, ArtworkByLayout, LayoutName, Theme

if TYPE_CHECKING:
    from deckgen.template.reading import Understood


class GivenTheme(Struct, frozen=True):
    """A theme requested outside the outline: the name of a built-in theme, a template's name and content, or the
    `theme` of a theme file, with its name.
    """

    name: str
    content: bytes | None = None
    theme: Theme | None = None


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
    if look.is_theme_file:
        return _in_a_theme_file(look, where)
    from deckgen.template.reading import understand  # noqa: PLC0415  (few decks have a template)

    content = opened(look.use, *where)
    if content.value is None:
        return refused(*content.diagnostics)
    named = look.layouts.named if look.layouts is not None else {}
    asked: dict[LayoutName, str] = {kind: words.raw for kind, words in named.items()}
    found = _theme_of(understand(content.value, look.use.raw, asked, where[1]))
    placed = (replace(each, place=_place_of(each, look, list(named.values()))) for each in found.diagnostics)
    return replace(found, diagnostics=tuple(placed))


def _in_a_theme_file(look: Look, where: tuple[Path, Limits]) -> Outcome[Theme | None]:
    from deckgen.theme_file import read_theme  # noqa: PLC0415  (few decks have a theme of their own)

    content = opened(look.use, *where)
    if content.value is None:
        return refused(*content.diagnostics)
    found = read_theme(content.value, look.use.raw, where[1], file=path_of(look.use))
    return Outcome(found.theme, found.diagnostics)


def texts_of_themes(outline: Outline, where: tuple[Path, Limits]) -> dict[str, str]:
    """The texts of the theme files that an outline names, by their paths from its folder, for reports."""
    looks = [outline.theme, *(audience.theme for audience in outline.audiences.values())]
    names = [look.use for look in looks if look is not None and look.is_theme_file]
    contents = {path_of(name): opened(name, *where).value for name in names}
    return {path: content.decode("utf-8-sig", "replace") for path, content in contents.items() if content is not None}


def _given(given: GivenTheme) -> Outcome[Theme | None]:
    if given.theme is not None:
        return Outcome(given.theme)
    if given.content is None:
        return Outcome(THEMES[given.name])
    from deckgen.template.reading import understand  # noqa: PLC0415

    return _theme_of(understand(given.content, given.name))


def _place_of(found: Diagnostic, look: Look, named: Sequence[Words]) -> Place:
    """The place of the layout that is not there, or else that of the template's name."""
    missing = (words.place for words in named if found.message.endswith(f" has no layout `{words.raw}`"))
    return next(missing, look.use.place)


def _theme_of(understood: Outcome[Understood | None]) -> Outcome[Theme | None]:
    if understood.value is None:
        return refused(*understood.diagnostics)
    return Outcome(understood.value.theme, understood.diagnostics)


def artwork_in(
    theme: Theme, outline: Outline | None, layouts: Iterable[LayoutName], *, drawings: bool
) -> Outcome[ArtworkByLayout]:
    """What the owner of a template drew on these layouts; nothing for a built-in theme, whose scene has it all.

    A picture that has a drawing as well is that, where `drawings` are wanted.
    """
    if theme.template is None or not (names := tuple(layouts)):
        return Outcome(NO_ARTWORK)
    from deckgen.template.artwork import artwork  # noqa: PLC0415  (few decks have a template)

    found = artwork(theme.template, names, drawings=drawings)
    place = _place_of_theme(theme, outline)
    return replace(found, diagnostics=tuple(replace(each, place=place) for each in found.diagnostics))


def typefaces_of(theme: Theme, outline: Outline | None, where: tuple[Path, Limits]) -> Outcome[Typefaces]:
    """The fonts of a theme that have to be measured, with a warning about those of which there is no file.

    The folder that the outline names comes first, because it makes decks the same everywhere; then the fonts in the
    template, then those that are installed. `where` is the folder of the outline and its limits.
    """
    families = theme.families
    sources, wrong = _beside(outline, where)
    if theme.template is not None:
        embedded = tuple(
            (Font(each.family, each.bold, each.italic), each.content) for each in theme.template.embedded
        )
        sources += (Source("embedded in the template", embedded=embedded),)
    sources += (Source("installed on this machine", where[1].fonts, is_installed=True),)
    found = typefaces(families, sources)
    unknown = [font for font in families if not found.knows(font)]
    if not unknown:
        return Outcome(found, wrong)
    fonts = " and ".join(f"`{font}`" for font in unknown)
    message = f"how wide the letters of {fonts} are is not known, so they are taken to be a little wider than usual"
    hint = "put the files of the font into a folder beside the outline, and name that: `fonts: FOLDER`"
    return Outcome(found, (*wrong, warning(Code.ESTIMATED_WIDTHS, message, _place_of_theme(theme, outline), hint)))


def _beside(outline: Outline | None, where: tuple[Path, Limits]) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """The folder of fonts that the outline names, or the error in its name."""
    if outline is None or outline.fonts is None:
        return (), ()
    folder = folder_named(outline.fonts, *where)
    if folder.value is None:
        return (), folder.diagnostics
    return (Source(f"in `{outline.fonts.raw}`", (folder.value,)),), ()


def _place_of_theme(theme: Theme, outline: Outline | None) -> Place | None:
    """The place where the outline names this theme; None if it was given outside."""
    look = outline.theme if outline is not None else None
    return look.use.place if look is not None and PurePath(look.use.raw).stem == theme.name else None
