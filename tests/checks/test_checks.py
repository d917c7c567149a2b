"""Each check finds what it is for, in the right line, and leaves alone what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from deckgen.checks.context import CheckContext, Surroundings
from deckgen.checks.legibility import colour_findings, legibility_findings
from deckgen.deck import Deck
from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic
from deckgen.geometry import Rect, pt
from deckgen.paint import Colour, Slot
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.items import Box, TextBox
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.contrast import contrast, mixed

WHOLE = BuildRequest()
INK, PALE, BLUE, WHITE = Colour("dk1"), Colour("dk1", tint=60), Colour("accent1"), Colour("lt1")
CLICKS = "  - title: Many\n    layers: [[{boxes}]]\n    build: [{boxes}]\n"
MANY = " ".join(["word"] * 40)


def found(outline: str, folder: Path = Path(), options: BuildRequest = WHOLE) -> list[tuple[str, int]]:
    """Codes and lines of what is said about an outline that builds."""
    result = build(outline.encode(), folder, options)
    assert isinstance(result, Deck), result.findings.diagnostics
    return [(item.code, item.place.line + 1 if item.place else 0) for item in result.findings.diagnostics]


def lecture(slides: str, head: str = "") -> str:
    return f"title: A lecture\n{head}slides:\n{slides}"


FOUND = [
    ("title-twice", 6, lecture("  - title: One\n    text: A\n  - title: Two\n  - title: one\n    text: B\n")),
    ("too-many-words", 3, lecture(f"  - title: Many\n    bullets: [{MANY}, {MANY}, {MANY}]\n")),
    ("too-many-clicks", 3, lecture(CLICKS.format(boxes=", ".join("ABCDEFGHIJKLM")))),
    ("over-time", 2, lecture("  - title: One\n    minutes: 3\n", "minutes: 2\n")),
    ("colour-alone", 7, lecture(
        "  - title: Two\n    layers: [{box: App, role: a}, {box: App, role: b}]\n", "roles:\n  a: A\n  b: B\n")),
    ("role-by-chance", 6, lecture(
        "  - {title: One, layers: [Drivers, Kernel], legend: true}\n"
        "  - title: Xen\n    layers: [Dom0, Drivers, Hypervisor]\n", "roles: {d: Drivers, k: Kernel}\n")),
    ("colour-shared", 4, lecture(
        "  - title: Two\n    layers: [A, B]\n",
        "roles:\n  a: {label: A, colour: blue}\n  b: {label: B, colour: blue}\n")),
    ("language-without-words", 2, lecture("  - title: One\n    text: Trzy\n", "language: pl\n")),
    ("language-without-words", 2, lecture("  - title: One\n    text: Dois\n", "language: pt-BR\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](notes.pdf)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](#two)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](www.docker.com)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](file:///C:/manual.pdf)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](javascript:open(1))\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](vbscript:open)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](data:text/html,x)\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: 'See [this](\\\\server\\share\\manual.pdf)'\n")),
    ("dead-link", 4, lecture("  - title: One\n    text: See [this](https:docker.com)\n")),
    ("unused-figure", 3, lecture("  - title: One\n", "figures:\n  machine: {layers: [A, B]}\n")),
    ("unused-role", 3, lecture("  - title: One\n    layers: [A, B]\n", "roles:\n  kernel: OS kernel\n")),
    ("unused-role", 5, lecture("  - title: One\n    layers: [A, B]\n    roles: {a: A, kernel: OS kernel}\n")),
    ("unused-role", 7, lecture(
        "  - title: One\n    allow: {empty-area: it is small}\n    graph:\n      edges: [A -> B]\n"
        "      roles: {kernel: A kernel}\n")),
    ("unused-role", 5, lecture(
        "  - title: One\n    allow: {empty-area: it is small}\n"
        "    sequence: {steps: [A -> B, B -> A], roles: {kernel: A kernel}}\n")),
    ("unused-audience", 3, lecture("  - title: One\n", "audiences:\n  managers:\n")),
    ("unused-value", 3, lecture("  - title: One\n", "values:\n  room: Room 12\n")),
    ("spelled-differently", 6, lecture(
        "  - title: One\n    bullets:\n      - Run the virtual machine\n      - A virtual Machine starts\n"
        "      - Each virtual machine stops\n")),
    ("spelled-differently", 4, lecture(
        "  - title: One\n    layers: [Virtual Machine, App]\n  - title: Two\n    layers: [Virtual machine, App]\n"
        "  - title: Three\n    layers: [Virtual machine, App]\n")),
    ("spelled-differently", 6, lecture(
        "  - title: One\n    bullets:\n      - Code is on GitHub\n      - Push to Github\n      - GitHub is slow\n")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "line", "outline"), FOUND, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(FOUND)]
)
def test_a_check_finds_what_it_is_for_and_nothing_else(code: str, line: int, outline: str) -> None:
    assert found(outline) == [(code, line)]


QUIET = {
    "a title that goes on": lecture("  - title: One\n    text: A\n  - title: One\n    text: B\n  - title: One\n"),
    "titles for audiences of their own": lecture(
        "  - {title: One, only: a}\n  - title: Two\n  - {title: One, only: b}\n  - {title: Three, except: a}\n",
        "audiences: [a, b]\n",
    ),
    "a long list of references": lecture(f"  - references: [{MANY}, {MANY}, {MANY}]\n"),
    "a long program": lecture(
        "  - title: One\n    code: |\n" + "".join(f"      say {MANY[:60]}\n" for _ in range(12))
    ),
    "twelve clicks": lecture(CLICKS.format(boxes=", ".join("ABCDEFGHIJKL"))),
    "minutes that fit": lecture("  - title: One\n    minutes: 2\n", "minutes: 2\n"),
    "a lecture for audiences, which is too long for nobody": lecture(
        "  - {title: One, minutes: 2, except: a}\n  - {title: Two, minutes: 2, only: a}\n",
        "minutes: 4\naudiences: [a, b]\n",
    ),
    "one role for both": lecture(
        "  - title: Two\n    layers: [{box: App, role: a}, {box: App, role: a}]\n", "roles:\n  a: A\n"
    ),
    "boxes told apart by their borders": lecture(
        "  - title: Two\n    layers: [{box: App, role: a}, {box: App, role: b, style: dashed}]\n",
        "roles:\n  a: A\n  b: B\n",
    ),
    "addresses of many kinds": lecture(
        "  - title: One\n    bullets:\n      - '[a](https://docs.docker.com/get-started/?a=1#b)'\n"
        "      - '[b](mailto:someone@example.org)'\n      - '[c](http://localhost:8080)'\n"
        "      - '[d](https://[::1]/x)'\n"
    ),
    "a figure shown in a column, and one in a variant": lecture(
        "  - title: One\n    columns: [{figure: a}, {text: x}]\n  - title: Two\n    text: y\n    layers: [A]\n"
        "    for: {m: {figure: b}}\n",
        "audiences: [m, n]\nfigures:\n  a: {layers: [A, B]}\n  b: {layers: [C, D]}\n",
    ),
    "roles of arrows, matrices and charts": lecture(
        "  - title: One\n    layers: [A, B]\n    arrows: [{from: A, to: B, role: x}]\n"
        "  - title: Two\n    matrix: {columns: [C, D], rows: {R: [y, you]}}\n"
        "  - title: Three\n    chart: {series: [Zed, Other], values: {v: [1, 2]}}\n",
        "roles:\n  x: X\n  y: Y\n  z: Zed\n",
    ),
    "an audience whom others make different": lecture(
        "  - {title: One, only: a}\n  - title: Two\n", "audiences: [a, b]\n"
    ),
    "words that begin a text": lecture(
        "  - title: Virtual machines are slow\n    bullets:\n      - Virtual machines start\n"
        "      - The virtual machines stop. Virtual machines do not care.\n      - 'Kernel: the kernel'\n"
        "      - Container engines\n      - 'First: Container engines'\n"
    ),
    "short words, code and names": lecture(
        "  - title: It helps\n    bullets:\n      - Our IT is here\n      - It is here\n      - Ask the US team\n"
        "      - Let us go\n      - Go is a language\n      - The `docker Engine` and `docker engine` differ\n"
        "      - Docker is a tool\n      - Type `docker` to use the docker command\n"
    ),
    "a headline in Title Case": lecture(
        "  - section: Virtual Machines and Containers\n  - title: Virtual Machine\n    bullets:\n"
        "      - A virtual machine starts\n      - The virtual machine stops\n"
    ),
    "somebody else's words": lecture(
        "  - title: One\n    quote: {text: The Virtual machine Is a Virtual Machine, by: Me}\n"
        "  - title: Two\n    text: A virtual machine is no virtual machine\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("outline", QUIET.values(), ids=list(QUIET))
def test_what_only_looks_like_a_risk_is_left_alone(outline: str) -> None:
    assert found(outline) == []


def _pictures(folder: Path, width: int) -> None:
    (folder / "assets").mkdir()
    for name in ("shown.png", "left.png"):
        Image.new("RGB", (width, width // 2), "navy").save(folder / "assets" / name)


SHOWS = lecture("  - title: One\n    image: {file: assets/shown.png, alt: A picture}\n")


def test_a_picture_too_coarse_for_its_size_is_named(tmp_path: Path) -> None:
    _pictures(tmp_path, 200)
    assert ("picture-too-coarse", 4) in found(SHOWS, tmp_path)


def test_a_coarse_cover_is_named_where_it_is_and_cannot_get_smaller(tmp_path: Path) -> None:
    _pictures(tmp_path, 200)
    outline = "title: Deck\ncover: {file: assets/shown.png, alt: A picture}\nslides:\n  - {title: One, text: Words}\n"
    deck = build(outline.encode(), tmp_path, WHOLE)
    said = [item for item in deck.findings.diagnostics if item.code == "picture-too-coarse"]
    assert [(item.place and item.place.line + 1, item.hint) for item in said] == [(2, "save it 2160 pixels wide")]


def test_a_sharp_picture_is_not(tmp_path: Path) -> None:
    _pictures(tmp_path, 1920)
    assert ("picture-too-coarse", 4) not in found(SHOWS, tmp_path)


def test_a_picture_without_alt_or_caption_is_named(tmp_path: Path) -> None:
    _pictures(tmp_path, 1920)
    assert ("missing-alt", 4) in found(SHOWS.replace(", alt: A picture", ""), tmp_path)
    assert ("missing-alt", 4) not in found(SHOWS.replace("alt:", "caption:"), tmp_path)


def test_files_that_nothing_shows_are_named(tmp_path: Path) -> None:
    _pictures(tmp_path, 1920)
    assert found(SHOWS, tmp_path) == [("unused-asset", 0)]


def test_the_source_of_a_picture_is_kept_beside_it(tmp_path: Path) -> None:
    _pictures(tmp_path, 1920)
    (tmp_path / "assets" / "left.png").rename(tmp_path / "assets" / "shown.svg")
    assert found(SHOWS, tmp_path) == []


def test_assets_that_are_a_link_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "lecture").mkdir()
    _pictures(tmp_path / "elsewhere", 1920)
    (tmp_path / "lecture" / "assets").symlink_to(tmp_path / "elsewhere" / "assets")
    assert found(lecture("  - title: One\n"), tmp_path / "lecture") == []


@pytest.mark.parametrize("page", ["week2.yaml", "README.md"])
def test_files_that_another_page_names_are_not(page: str, tmp_path: Path) -> None:
    _pictures(tmp_path, 1920)
    (tmp_path / page).write_text("image: assets/left.png", encoding="utf-8")
    assert found(SHOWS, tmp_path) == []


def test_a_link_to_a_file_beside_the_outline_is_alive(tmp_path: Path) -> None:
    (tmp_path / "my notes.pdf").write_bytes(b"%PDF")
    assert found(lecture("  - title: One\n    text: '[this](<my notes.pdf>)'\n"), tmp_path) == []
    assert found(lecture("  - title: One\n    text: '[this](my%20notes.pdf)'\n"), tmp_path) == []


def text(size: int, colour: Colour, *, bold: bool = False, lines: int = 1) -> TextBody:
    return TextBody((Paragraph((Run("Words", size, colour, bold),), (Line("Words", height=pt(30)),) * lines),))


def judged(*items: Box | TextBox) -> list[Diagnostic]:
    """What is said of the legibility of a slide by hand."""
    outline = parse(b"title: One\nslides: [title: One]").value
    assert outline is not None
    slide = SlideScene("One", "blank", items)
    scene = Scene("One", "", "", "en", (slide,), ())
    return list(legibility_findings(CheckContext(outline, outline, scene, CLASSROOM, Surroundings())))


AREA = Rect(pt(50), pt(100), pt(200), pt(60))


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        (TextBox("A", AREA, text(18, INK)), []),
        (TextBox("A", AREA, text(13, INK)), ["text-too-small"]),
        (TextBox("A", AREA, text(18, PALE)), ["low-contrast"]),
        (Box("A", AREA, fill=BLUE, body=text(18, WHITE)), []),
        (Box("A", AREA, fill=BLUE, body=text(18, INK)), ["low-contrast"]),
        (TextBox("A", AREA, text(18, INK, lines=5)), ["text-spills"]),
        (TextBox("A", AREA, text(18, INK, lines=2)), []),
    ],
)
def test_text_is_large_dark_and_short_enough_for_its_place(item: Box | TextBox, codes: list[str]) -> None:
    assert [finding.code for finding in judged(item)] == codes


def test_the_ground_of_a_text_is_the_shape_under_it() -> None:
    under = Box("Ground", Rect(0, 0, pt(400), pt(300)), fill=BLUE, decorative=True)
    assert [finding.code for finding in judged(under, TextBox("A", AREA, text(18, INK)))] == ["low-contrast"]
    assert judged(under, TextBox("A", AREA, text(18, WHITE))) == []


def test_a_line_under_a_text_is_not_its_ground() -> None:
    rule = Box("Rule", Rect(0, pt(129), pt(400), pt(2)), fill=INK, decorative=True)
    assert judged(rule, TextBox("A", AREA, text(18, INK))) == []


def test_large_text_needs_less_contrast() -> None:
    grey = Colour("dk1", tint=47)
    assert 3 < contrast(mixed(grey, CLASSROOM.scheme), "FFFFFF") < 4.5
    assert [each.code for each in judged(TextBox("A", AREA, text(20, grey)))] == ["low-contrast"]
    assert judged(TextBox("A", AREA, text(24, grey))) == []
    assert judged(TextBox("A", AREA, text(20, grey, bold=True))) == []


def test_a_theme_with_pale_ink_is_told() -> None:
    pale = replace(CLASSROOM, scheme={**CLASSROOM.scheme, "dk1": "C0C0C0"})
    outline = parse(b"title: One\nslides: [title: One]").value
    assert outline is not None
    scene = Scene("One", "", "", "en", (SlideScene("One", "blank", (TextBox("A", AREA, text(18, INK)),)),), ())
    subject = CheckContext(outline, outline, scene, pale, Surroundings())
    assert [item.code for item in legibility_findings(subject)] == ["low-contrast"]


def alike(accents: dict[Slot, str]) -> list[Diagnostic]:
    """What is said of the colours of two roles in a theme with these accents."""
    theme = replace(CLASSROOM, scheme={**CLASSROOM.scheme, **accents})
    roles = "{ours: {label: A, colour: blue}, theirs: {label: B, colour: violet}}"
    outline = parse(f"title: One\nroles: {roles}\nslides:\n  - {{title: One, layers: [A, B]}}".encode()).value
    assert outline is not None
    scene = Scene("One", "", "", "en", (), ())
    return list(colour_findings(CheckContext(outline, outline, scene, theme, Surroundings())))


def test_roles_whose_tints_look_alike_are_told() -> None:
    (told,) = alike({"accent4": "2A5FBF"})
    assert told.code == "colours-alike"
    assert told.message.startswith("the tints of `ours` and `theirs` differ by a ΔE of ")
    assert told.hint == "give `theirs` another `colour`, or change the accents of the theme"


def test_roles_of_a_built_in_theme_are_not() -> None:
    assert alike({}) == []
