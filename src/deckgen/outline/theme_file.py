"""The language of theme files: a built-in theme, and what a department has in another way."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from msgspec import Meta

from deckgen.outline.element import Element, Points, Rgb

BUILT_IN: Final = ("classroom", "dark", "folio", "signal", "board")
"""The names of the built-in themes."""
Hue = Literal["blue", "teal", "slate", "violet", "amber", "red"]


def is_theme_file(name: str) -> bool:
    """True if a file is one in this language, by its name, and no template."""
    return name.lower().endswith((".yaml", ".yml"))


class ThemeColours(Element, frozen=True):
    """The colours of a theme, each as six digits such as `1F5FBF`. All others are made from them.

    `ink` and each of the six hues need a contrast of at least 4.5:1 to `paper`, and the hues differ by a ΔE of at
    least 7.
    """

    noun: ClassVar[str] = "a set of colours"

    paper: Annotated[
        Rgb | None, Meta(description="The background of slides.", examples=["colours: {paper: FBF8F2}"])
    ] = None
    ink: Annotated[Rgb | None, Meta(description="The colour of text.", examples=["colours: {ink: 1E1B18}"])] = None
    surface: Annotated[
        Rgb | None,
        Meta(
            description="The background of code, of columns and of frames, near to `paper`.",
            examples=["colours: {surface: F2ECE0}"],
        ),
    ] = None
    deep: Annotated[
        Rgb | None,
        Meta(
            description="The background of sections, and of what is strong on the title slide.",
            examples=["colours: {deep: 3A0F16}"],
        ),
    ] = None
    accent: Annotated[
        Hue | None,
        Meta(
            description="The hue of numbers, bullets, names of sections and the progress line.",
            examples=["colours: {accent: red, red: 7A1F2B}"],
        ),
    ] = None
    blue: Annotated[
        Rgb | None,
        Meta(
            description="What is blue in outlines, such as a role with `colour: blue`.",
            examples=["colours: {blue: 00305E}"],
        ),
    ] = None
    teal: Annotated[
        Rgb | None,
        Meta(description="What is teal in outlines, and what is good.", examples=["colours: {teal: 00705A}"]),
    ] = None
    slate: Annotated[
        Rgb | None,
        Meta(
            description="What is slate in outlines, and text of less importance.",
            examples=["colours: {slate: 4D4D4D}"],
        ),
    ] = None
    violet: Annotated[
        Rgb | None,
        Meta(description="What is violet in outlines, and questions.", examples=["colours: {violet: 6A3FA0}"]),
    ] = None
    amber: Annotated[
        Rgb | None,
        Meta(description="What is amber in outlines, and warnings.", examples=["colours: {amber: 8A4B00}"]),
    ] = None
    red: Annotated[
        Rgb | None, Meta(description="What is red in outlines, and what is bad.", examples=["colours: {red: B3261E}"])
    ] = None


class ThemeFonts(Element, frozen=True):
    """The fonts of a theme, by the names that PowerPoint shows.

    The widths of Calibri, Arial, Cambria, Courier New and Consolas are known; others are measured in their files, as
    the fonts of a template are.
    """

    noun: ClassVar[str] = "a set of fonts"

    headings: Annotated[
        str | None, Meta(description="The font of titles.", examples=["fonts: {headings: Cambria, text: Calibri}"])
    ] = None
    text: Annotated[
        str | None,
        Meta(description="The font of everything else.", examples=["fonts: {headings: Arial, text: Arial}"]),
    ] = None
    code: Annotated[
        str | None, Meta(description="The font of programs.", examples=["fonts: {code: Courier New}"])
    ] = None


class ThemeFile(Element, frozen=True):
    """A theme of one's own, in a file that outlines name: `theme: our-department.yaml`."""

    noun: ClassVar[str] = "a theme file"

    like: Annotated[
        Literal["classroom", "dark", "folio", "signal", "board"],
        Meta(
            description="The built-in theme from which it takes whatever it does not say itself.",
            examples=["like: folio"],
        ),
    ] = "classroom"
    colours: Annotated[
        ThemeColours | None, Meta(description="The colours.", examples=["colours: {blue: 00305E, deep: 00305E}"])
    ] = None
    fonts: Annotated[
        ThemeFonts | None, Meta(description="The fonts.", examples=["fonts: {headings: Cambria, text: Calibri}"])
    ] = None
    corner: Annotated[
        Points | None,
        Meta(description="The radius of the corners of boxes; 0 for square ones.", examples=["corner: 0 pt"]),
    ] = None
    line: Annotated[
        Points | None, Meta(description="The width of the lines around boxes.", examples=["line: 1.5 pt"])
    ] = None
    titles: Annotated[
        Literal["bold", "regular"] | None, Meta(description="The weight of titles.", examples=["titles: regular"])
    ] = None
    title_slide: Annotated[
        Literal["field", "side", "rule", "block", "foot"] | None,
        Meta(
            description="The title slide: on the deep colour beside a `field` in the accent; on paper beside the deep"
            " colour at the `side`; on paper over a thin `rule`; in a `block` of the accent; or low on paper, over a"
            " deep strip at the `foot`.",
            examples=["title_slide: block"],
        ),
    ] = None
    numeral: Annotated[
        Literal["accent", "text"] | None,
        Meta(
            description="The colour of the numbers of sections: the accent, or that of the text beside them.",
            examples=["numeral: text"],
        ),
    ] = None
