"""Theme files: what a department writes once, and every lecture of it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

import deckgen
from deckgen.deck import Deck
from deckgen.paint import Colour
from deckgen.pipeline import build
from deckgen.theme.builtin import DESIGNS, THEMES
from deckgen.theme.contrast import READABLE, TOLD_APART, contrast, difference, mixed
from deckgen.theme.design import weaknesses, with_tints
from deckgen.theme.tokens import Theme
from deckgen.theme_file import read_theme, text_of

OUTLINE = "title: Docker\ntheme: ours.yaml\nslides:\n  - {title: One, text: Two.}\n"


def theme(text: str) -> Theme:
    found = read_theme(text.encode(), "ours.yaml")
    assert found.theme is not None, found.diagnostics
    return found.theme


@pytest.mark.parametrize("name", THEMES)
class TestTheBuiltInThemes:
    def test_all_colours_can_be_read_and_told_apart(self, name: str) -> None:
        assert list(weaknesses(DESIGNS[name])) == []
        assert with_tints(DESIGNS[name]) == DESIGNS[name]

    def test_a_theme_file_with_the_same_says_the_same(self, name: str) -> None:
        for text in (text_of(name), f"like: {name}"):
            assert read_theme(text.encode(), f"{name}.yaml").theme == THEMES[name]

    def test_its_deck_is_the_same_to_the_byte(self, name: str, tmp_path: Path) -> None:
        (tmp_path / f"{name}.yaml").write_text(text_of(name))
        decks = [build(OUTLINE.replace("ours.yaml", use).encode(), tmp_path) for use in (name, f"{name}.yaml")]
        assert isinstance(decks[0], Deck)
        assert decks[0].content == decks[1].content  # type: ignore[union-attr]


def test_what_a_file_does_not_say_is_as_in_the_built_in_theme() -> None:
    ours, folio = theme("like: folio\ncolours: {blue: 00305E}"), THEMES["folio"]
    assert ours.fonts == folio.fonts
    assert mixed(ours.palette.hues["blue"], ours.scheme) == "00305E"
    assert {slot for slot in folio.scheme if ours.scheme[slot] != folio.scheme[slot]} == {
        ours.palette.hues["blue"].slot
    }


def test_every_token_is_used() -> None:
    ours = theme(
        "colours: {paper: FFFFF0, surface: F0F0E0, deep: 203040, accent: violet}\ncorner: 0\nline: 3 pt\n"
        "fonts: {headings: Cambria, text: Arial, code: Courier New}\n"
        "titles: regular\nnumeral: text\ntitle_slide: rule"
    )
    assert [ours.scheme[slot] for slot in ("lt1", "lt2", "dk2", "accent1")] == [
        "FFFFF0",
        "F0F0E0",
        "203040",
        "6B4FB3",
    ]
    assert (ours.fonts.heading, ours.fonts.body, ours.fonts.code) == ("Cambria", "Arial", "Courier New")
    assert (ours.space.corner, ours.space.line) == (0, 3 * 12_700)
    assert not any(ours.layouts[name].area(0).bold for name in ("title", "section", "content"))
    assert ours.palette.on_dark_accent == ours.palette.on_dark == Colour("lt1")
    (rule,) = ours.layouts["title"].ornaments
    assert rule.rect.height == 12_700


def test_tints_are_made_that_are_told_apart_and_read() -> None:
    ours = theme("colours: {blue: 003A70, teal: 005F5F, amber: 7A4A00, violet: 5A3A9A, red: 9A1A1A, slate: 405060}")
    tints = [mixed(ours.palette.pale_of(hue), ours.scheme) for hue in ours.palette.hues.values()]
    tints.append(ours.scheme["lt1"])
    assert min(difference(one, two) for n, one in enumerate(tints) for two in tints[:n]) >= TOLD_APART
    assert min(contrast(ours.scheme["dk1"], tint) for tint in tints) >= READABLE


def test_a_dark_theme_of_ones_own_is_dark() -> None:
    ours = theme("like: board\ncolours: {paper: '#101820', surface: 1C2836, deep: 204870}")
    assert ours.is_dark
    assert ours.palette.mat is not None


def test_the_colour_that_a_message_offers_is_enough() -> None:
    (found,) = read_theme(b"colours: {amber: FFB000}", "ours.yaml").diagnostics
    assert found.hint is not None
    offered = found.hint.split("`")[1].removeprefix("amber: ")
    assert contrast(offered, "FFFFFF") >= READABLE > contrast("FFB000", "FFFFFF")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "there is no theme in this file"),
        (b"- one\n", "there is no theme in this file"),
        (b"title: Docker\n", "a theme file has no field `title`"),
        (b"colours: {radius: 3}\n", "a set of colours has no field `radius`"),
        (b"line: 41\n", "a length of 0 to 40 points is expected here, but this is `41`"),
    ],
)
def test_a_file_without_a_theme_is_told_of(content: bytes, message: str) -> None:
    found = read_theme(content, "ours.yaml")
    assert found.theme is None
    assert [each.message for each in found.diagnostics] == [message]


SLIPS = """\
like: foliio
colours:
  papper: FBF8F2
  ink: #1E1B18
  blue: navy
  teal: 0a8
corner: 5 mm
"""
REPORT_OF_SLIPS = """\
error[unknown-value]: `classroom`, `dark`, `folio`, `signal` or `board` is expected here, but this is `foliio`
 --> ours.yaml:1:7
  |
1 | like: foliio
  |       ^^^^^^
hint: did you mean `folio`?

error[unknown-field]: a set of colours has no field `papper`
 --> ours.yaml:3:3
  |
3 |   papper: FBF8F2
  |   ^^^^^^
hint: did you mean `paper`?

error[empty-value]: `ink` is empty
 --> ours.yaml:4:3
  |
4 |   ink: #1E1B18
  |   ^^^
hint: write six digits without `#`, which begins a comment, or put the colour in quotes

error[wrong-type]: a colour of six digits from 0 to F is expected here, but this is `navy`
 --> ours.yaml:5:9
  |
5 |   blue: navy
  |         ^^^^
hint: write six digits, such as `1F5FBF`

error[wrong-type]: a colour of six digits from 0 to F is expected here, but this is `0a8`
 --> ours.yaml:6:9
  |
6 |   teal: 0a8
  |         ^^^
hint: write `00aa88`

error[wrong-type]: a length of 0 to 40 points is expected here, but this is `5 mm`
 --> ours.yaml:7:9
  |
7 | corner: 5 mm
  |         ^^^^
hint: write it like `1.5 pt`

6 errors
"""
UNREADABLE = """\
colours:
  ink: 8090A0
  amber: FFB000
  deep: 7F7F7F
"""
REPORT_OF_UNREADABLE = """\
error[unreadable-colour]: `ink` has a contrast of 3.0:1 to `surface`, less than 4.5:1
 --> ours.yaml:2:8
  |
2 |   ink: 8090A0
  |        ^^^^^^
hint: write `ink: 607081`, or a colour that is even darker

error[unreadable-colour]: `amber` has a contrast of 1.8:1 to `paper`, less than 4.5:1
 --> ours.yaml:3:10
  |
3 |   amber: FFB000
  |          ^^^^^^
hint: write `amber: 9E6D00`, or a colour that is even darker

error[unreadable-colour]: `deep` has a contrast of 4.0:1 to `paper`, less than 4.5:1
 --> ours.yaml:4:9
  |
4 |   deep: 7F7F7F
  |         ^^^^^^
hint: write `deep: 757575`, or a colour that is even darker

3 errors
"""
ALIKE = "colours: {teal: 1F5FC6, red: 7050B4}\n"
REPORT_OF_ALIKE = """\
error[similar-colours]: `blue` and `teal` differ by a ΔE of 4.3, less than 7
 --> ours.yaml:1:17
  |
1 | colours: {teal: 1F5FC6, red: 7050B4}
  |                 ^^^^^^
hint: choose another colour for `teal` or `blue`

error[similar-colours]: `violet` and `red` differ by a ΔE of 1.4, less than 7
 --> ours.yaml:1:30
  |
1 | colours: {teal: 1F5FC6, red: 7050B4}
  |                              ^^^^^^
hint: choose another colour for `red` or `violet`

2 errors
"""


@pytest.mark.parametrize(
    ("text", "report"), [(SLIPS, REPORT_OF_SLIPS), (UNREADABLE, REPORT_OF_UNREADABLE), (ALIKE, REPORT_OF_ALIKE)]
)
def test_mistakes_are_reported_at_their_places_in_the_theme_file(text: str, report: str, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(text)
    found = build(OUTLINE.encode(), tmp_path)
    assert not isinstance(found, Deck)
    assert str(found.findings) == report


def test_scripts_take_theme_files(tmp_path: Path) -> None:
    file = tmp_path / "signal.yaml"
    file.write_text("like: signal\n")
    outline = OUTLINE.replace("theme: ours.yaml\n", "")
    assert deckgen.build(outline, theme=file).content == deckgen.build(outline, theme="signal").content
    file.write_text("like: signl\n")
    with pytest.raises(deckgen.OutlineError, match="did you mean `signal`"):
        deckgen.build(outline, theme=file)


def test_an_audience_may_have_a_theme_file(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("like: signal\ncolours: {ink: EEEEEE}\n")
    outline = "title: T\naudiences: {one: {theme: ours.yaml}}\nslides:\n  - {title: One, text: Two.}\n"
    found = deckgen.check(outline, audience="one", folder=tmp_path)
    assert "--> ours.yaml:2:16" in str(found)
