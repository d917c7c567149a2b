"""Drawings as programs for drawing write them are drawn, whole and in their colours, or refused with a way out."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from deckgen.diagnostics import Outcome
from deckgen.media.drawings import open_drawing
from deckgen.media.media import Media
from deckgen.media.raster import png_of
from deckgen.outline.element import Words

DRAWINGS = Path(__file__).parent / "drawings"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 192 108">'


def opened(content: bytes) -> Outcome[Media | None]:
    return open_drawing(Words("a.svg"), content)


def of(program: str) -> Media:
    return pictured(opened((DRAWINGS / f"{program}.svg").read_bytes()).value)


def drawn(body: str) -> Media:
    return pictured(opened(f"{HEAD}{body}</svg>".encode()).value)


def pictured(media: Media | None) -> Media:
    """The drawing with a picture as large as a screen."""
    assert media is not None
    picture = png_of(media.drawing, media.width, media.height)
    assert picture is not None
    return replace(media, content=picture.content)


def said(content: bytes) -> list[str]:
    return [f"{item.code}: {item.message}" for item in opened(content).diagnostics]


def colour_at(media: Media, x: float, y: float) -> str:
    """The colour at a place, in parts of the width and of the height; "" where nothing is drawn."""
    image = Image.open(io.BytesIO(media.content)).convert("RGBA")
    red, green, blue, alpha = image.getpixel((int(x * image.width), int(y * image.height)))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha else ""


def ink(media: Media, box: tuple[float, float, float, float]) -> int:
    """The number of points that are not light in a box, in parts of the width and of the height."""
    image = Image.open(io.BytesIO(media.content)).convert("RGBA")
    page = Image.new("RGBA", image.size, "white")
    page.alpha_composite(image)
    left, top, right, bottom = box
    part = page.convert("L").crop((
        int(left * image.width), int(top * image.height), int(right * image.width), int(bottom * image.height)
    ))  # fmt: skip
    return sum(part.histogram()[:200])


PROGRAMS = {
    "graphviz": (829, 1080),
    "matplotlib": (1920, 960),
    "inkscape": (1920, 960),
    "r": (1080, 1080),
    "visio": (1800, 1080),
    "drawio": (1920, 805),
    "mermaid-text": (1920, 960),
    "excalidraw": (1920, 960),
    "illustrator": (1920, 960),
}


@pytest.mark.parametrize(("program", "size"), PROGRAMS.items())
def test_the_drawings_of_programs_are_drawn(program: str, size: tuple[int, int]) -> None:
    found = of(program)
    assert (found.width, found.height) == size
    assert ink(found, (0, 0, 1, 1)) > 300


def test_sizes_in_points_and_millimetres_are_drawn() -> None:
    inkscape = of("inkscape")
    assert colour_at(inkscape, 0.25, 0.7) == "#afc6e9"
    # The text has 2 mm, in a drawing in which a unit is a millimetre: "Kernel" is below 14 and to the right of 14.
    assert ink(inkscape, (14 / 60, 7 / 30, 34 / 60, 14.5 / 30)) > 1000
    text = '<text x="10" y="50" font-size="{}">Kernel</text>'
    assert drawn(text.format("18pt")).content == drawn(text.format("24px")).content
    line = '<path d="M0 50h192" stroke="black" stroke-width="{}"/>'
    assert (
        drawn(line.format("1in")).content == drawn(line.format("2.54cm")).content == drawn(line.format("96")).content
    )


def test_labels_of_draw_io_are_whole_and_its_notice_is_gone() -> None:
    found = of("drawio")
    texts = re.findall(r"<text[^>]*>(.*?)</text>", found.drawing.decode())
    lines = [re.findall(r"<tspan[^>]*>(.*?)</tspan>", text) or text for text in texts]
    assert lines == [["Virtual machine", "with a kernel of its", "own &amp; drivers"], "eth0"]
    # Three lines of 14.4 px around the line of the short text, which is at 34.
    assert re.findall(r'<tspan x="60" y="([\d.]+)">', texts[0]) == ["19.6", "34", "48.4"]
    assert b"foreignObject" not in found.drawing
    assert b"light-dark" not in found.drawing.split(b"<rect", 1)[1]
    assert [colour_at(found, x, y) for x, y in ((0.05, 0.1), (0.83, 0.3))] == ["#dae8fc", "#ff9900"]
    assert opened((DRAWINGS / "drawio.svg").read_bytes()).diagnostics == ()


def label(text: str, style: str, fallback: str = "[Not supported by viewer]") -> str:
    page = f'<div xmlns="http://www.w3.org/1999/xhtml" style="{style}">{text}</div>'
    return (
        f'<switch><foreignObject>{page}</foreignObject><text x="5" y="50" font-size="10">{fallback}</text></switch>'
    )


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (label("One", ""), ['<tspan x="5" y="50">One</tspan>']),
        (label("One", "", " One "), []),
        (label("A<br xmlns=''/>B", "align-items: unsafe flex-start"),
         ['<tspan x="5" y="50">A</tspan>', '<tspan x="5" y="62">B</tspan>']),
        (label("A<p>B</p>", "align-items: flex-end"),
         ['<tspan x="5" y="38">A</tspan>', '<tspan x="5" y="50">B</tspan>']),
        (label("One two", "width: 20px"), ['<tspan x="5" y="44">One</tspan>', '<tspan x="5" y="56">two</tspan>']),
        (label("One two", "width: 20px; white-space: nowrap"), ['<tspan x="5" y="50">One two</tspan>']),
        (label("a &lt; b", ""), ['<tspan x="5" y="50">a &lt; b</tspan>']),
    ],
)  # fmt: skip
def test_a_label_has_the_words_and_lines_of_its_page(body: str, lines: list[str]) -> None:
    assert re.findall("<tspan.*?</tspan>", drawn(body).drawing.decode()) == lines


def test_a_picture_can_be_shown_in_place_of_a_page() -> None:
    page = '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">A</b></foreignObject>'
    found = drawn(f'<switch>{page}<rect width="96" height="108" fill="#00ff00"/></switch>')
    assert colour_at(found, 0.25, 0.5) == "#00ff00"


def test_a_choice_between_languages_stays() -> None:
    body = '<switch><text systemLanguage="de">Kern</text><text>Kernel</text></switch>'
    assert drawn(body).drawing == f"{HEAD}{body}</svg>".encode()


PAGES = {
    "Mermaid": ((DRAWINGS / "mermaid.svg").read_text(), 3,
                'write `%%{init: {"htmlLabels": false, "flowchart": {"htmlLabels": false}}}%%` above the diagram and '
                "export it again, or export it as PNG"),
    "draw.io": ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" content="&lt;mxfile/&gt;">'
                '<switch><foreignObject><b xmlns="http://www.w3.org/1999/xhtml">A</b></foreignObject></switch></svg>',
                1,
                "export it with plain text, without word wrap and formatted text, or as PNG"),
    "any": (f'{HEAD}\n<foreignObject><img xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>', 2,
            "export it with plain text, or as PNG"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "hint"), PAGES.values(), ids=PAGES)
def test_a_page_with_nothing_in_its_place_is_refused(text: str, line: int, hint: str) -> None:
    (found,) = opened(text.encode()).diagnostics
    assert found.message == f"`a.svg` holds a web page (`foreignObject`) in line {line}"
    assert found.hint == hint


def test_an_empty_page_is_nothing() -> None:
    assert drawn("<foreignObject><p/></foreignObject><rect/>").drawing == f"{HEAD}<rect/></svg>".encode()


def test_a_page_runs_and_loads_nothing_because_it_is_gone() -> None:
    page = '<script xmlns="http://www.w3.org/1999/xhtml" src="http://x/y">A</script>'
    found = drawn(f"<switch><foreignObject>{page}</foreignObject><text>A</text></switch>")
    assert b"script" not in found.drawing
    assert b"http://x" not in found.drawing


def test_drawings_within_a_drawing_are_drawn_and_looked_at() -> None:
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="{}"/>{}</svg>'
    )
    forms = (
        "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiPjxyZ"
        "WN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiIGZpbGw9IiMwMGZmMDAiLz48L3N2Zz4=",
        "data:image/svg+xml,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiPjxyZWN0IHdp"
        "ZHRoPSI5IiBoZWlnaHQ9IjkiIGZpbGw9IiMwMGZmMDAiLz48L3N2Zz4=",
        "data:image/svg+xml;charset=utf-8," + square.format("%2300ff00", "").replace("<", "%3C").replace('"', "'"),
    )
    for address in forms:
        body = f'<image width="96" height="108" preserveAspectRatio="none" xlink:href="{address}"/>'
        assert colour_at(drawn(body), 0.25, 0.5) == "#00ff00"
    body = f'<image xlink:href="data:image/svg+xml,{square.format("red", "<script/>")}"/>'.replace("<s", "%3Cs")
    nested = body.replace('="http', "='http").replace("<", "%3C").replace("%3Cimage", "<image", 1)
    assert said(f"{HEAD}\n{_attribute_safe(nested)}</svg>".encode()) == [
        "unsafe-drawing: `a.svg` holds a drawing that holds a script (`script`) in line 2"
    ]


def _attribute_safe(image: str) -> str:
    start, _, rest = image.partition('xlink:href="')
    address = rest.removesuffix('"/>').replace('"', "'").replace(">", "%3E")
    return f'{start}xlink:href="{address}"/>'


def test_drawings_in_drawings_have_an_end() -> None:
    inner = "%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    for _ in range(3):
        image = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/svg+xml,{inner}'/></svg>"
        inner = image.replace("%", "%25").replace("<", "%3C").replace(">", "%3E").replace("'", "%27")
    body = f'<image href="data:image/svg+xml,{inner}"/>'
    (message,) = said(f"{HEAD}{body}</svg>".encode())
    assert message.startswith("drawing-too-large: `a.svg` holds a drawing that")
    assert message.endswith("is nested too deep in line 1")


COLOURS = {
    "a name with a value": '<style>:root {--a: #00ff00}</style><rect fill="var(--a)"',
    "a name within a style": "<style>:root {--a: #00ff00} rect {fill: var(--a, red)}</style><rect",
    "a name of a name": '<style>:root {--b: var(--a); --a: #00ff00}</style><rect style="fill:var(--b)"',
    "another value in the dark": "<style>:root {--a: #00ff00} @media (prefers-color-scheme: dark) {:root {--a: red}}"
    "</style><rect fill='var(--a)'",
    "a value instead": '<rect fill="var(--ifm-color, #00ff00)"',
    "a value instead of a value instead": '<rect style="fill: var(--a, var(--b, rgb(0, 255, 0)))"',
    "by day": '<rect fill="light-dark(#00ff00, red)"',
    "by day, of names": '<rect style="stroke:none;fill:light-dark(var(--a, #00ff00), var(--b, red))"',
    "the colour of the text": '<g color="#00ff00"><rect fill="currentColor"',
}


@pytest.mark.parametrize("body", COLOURS.values(), ids=COLOURS)
def test_colours_that_are_names_are_resolved(body: str) -> None:
    end = "</g>" if body.startswith("<g") else ""
    text = f'{HEAD}{body} width="192" height="108"/>{end}</svg>'.encode()
    found = opened(text)
    assert found.diagnostics == ()
    assert found.value is not None
    assert colour_at(found.value, 0.5, 0.5) == "#00ff00"


@pytest.mark.parametrize(
    ("name", "colour"),
    [("Canvas", "#ffffff"), ("CanvasText", "#000000"), ("LinkText", "#0000ee"), ("GrayText", "#808080")],
)
def test_colours_of_the_system_are_those_of_a_browser_by_day(name: str, colour: str) -> None:
    size = 'width="192" height="108"'
    for body in (f'<rect fill="{name}" {size}/>', f"<style>rect {{ fill:{name}; }}</style><rect {size}/>"):
        assert colour_at(drawn(body), 0.5, 0.5) == colour


def test_a_colour_without_a_value_is_a_warning() -> None:
    for body in ('<rect fill="var(--a)"/>', '<style>* {--a: var(--b); --b: var(--a)}</style><rect fill="var(--a)"/>'):
        found = said(f"{HEAD}{body}</svg>".encode())
        assert found == ["colour-missing: `a.svg` takes a colour from `--a`, to which it gives no value"]


def test_names_that_repeat_each_other_again_and_again_take_no_time() -> None:
    values = "".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1});" for n in range(100))
    found = opened(f'{HEAD}<style>* {{{values} --a100: red}}</style><rect fill="var(--a0, blue)"/></svg>'.encode())
    assert found.value is not None


def test_fonts_of_the_web_are_left_out_with_a_word() -> None:
    content = (DRAWINGS / "excalidraw.svg").read_bytes()
    assert said(content) == ["rare-font: `a.svg` takes its font Virgil from the web; the deck leaves it out"]
    assert b"https://" not in of("excalidraw").drawing
    sheet = "@import url('https://fonts.googleapis.com/css2?family=Comic+Neue:wght@400&amp;display=swap');"
    text = f"{HEAD}<style>{sheet}</style><text font-family='Comic Neue, sans-serif'>A</text></svg>".encode()
    assert said(text) == ["rare-font: `a.svg` takes its font Comic Neue from the web; the deck leaves it out"]
    assert b"google" not in of("mermaid-text").drawing


def test_a_font_of_the_web_in_disguise_is_not_left_in() -> None:
    sheet = "&#64;font-face {font-family: A; src: url(https://x/a.woff)} rect {fill: red}"
    assert drawn(f"<style>{sheet}</style><rect/>").drawing == (
        f"{HEAD}<style> rect {{fill: red}}</style><rect/></svg>".encode()
    )


def test_entities_that_a_drawing_declares_itself_are_put_in() -> None:
    found = of("illustrator")
    assert b"ENTITY" not in found.drawing
    assert b'xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/"' in found.drawing
    assert b"eJzs &ns_svg; packed" in found.drawing
    assert colour_at(found, 0.5, 0.5) == "#0071bc"


ENTITIES = {
    '<!ENTITY a SYSTEM "file:///etc/passwd">': "unsafe-drawing: `a.svg` declares entities of another file in line 2",
    '<!ENTITY % a "b">': "unsafe-drawing: `a.svg` declares entities of another file in line 2",
    '<!ENTITY a "x"><!ENTITY b "&a;&a;">': "unsafe-drawing: `a.svg` declares entities of entities in line 2",
    '<!ENTITY a "&#60;script/>">': "unsafe-drawing: `a.svg` declares entities of entities in line 2",
}


@pytest.mark.parametrize(("declared", "message"), ENTITIES.items())
def test_other_entities_are_refused(declared: str, message: str) -> None:
    assert said(f"<!DOCTYPE svg [\n{declared}]>{HEAD}<text>&a;</text></svg>".encode()) == [message]


def test_a_drawing_that_grows_by_its_entities_is_refused() -> None:
    text = f'<!DOCTYPE svg [<!ENTITY a "{"x" * 1000}">]>{HEAD}<text>{"&a;" * 20_000}</text></svg>'
    assert said(text.encode()) == ["drawing-too-large: `a.svg` repeats its entities too often"]


def test_lines_are_those_of_the_file_whatever_is_taken_out() -> None:
    text = f'<!DOCTYPE svg [\n<!ENTITY a "x">\n]>\n{HEAD}\n<script/></svg>'
    assert said(text.encode()) == ["unsafe-drawing: `a.svg` holds a script (`script`) in line 5"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_a_drawing_in_another_encoding_is_drawn(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}<text y="50">Größe</text></svg>'
    found = opened(text.encode(encoding))
    assert found.diagnostics == ()
    assert found.value is not None
    assert found.value.drawing == text.replace(encoding, "UTF-8").encode()
    assert pictured(found.value).content == drawn('<text y="50">Größe</text>').content


def test_text_that_flows_into_a_shape_is_a_warning() -> None:
    content = (DRAWINGS / "inkscape.svg").read_bytes()
    message = "`a.svg` has text that flows into a shape (`Text that flows into a frame`), which slides cannot show"
    assert said(content) == [f"text-lost: {message}"]
    assert said(f"{HEAD}<flowRoot><flowPara/></flowRoot></svg>".encode()) == []


def test_letters_that_no_font_has_are_named() -> None:
    # No font has a letter for a code point that will never be one, and every machine draws Latin letters.
    text = f'{HEAD}<text y="50">Kernel \U0003fffd</text></svg>'.encode()
    message = "letters-missing: no font here can draw `\U0003fffd` of `a.svg` for programs without SVG support"
    assert said(text) == [message]


def test_letters_that_carlito_lacks_are_drawn_in_a_font_of_the_machine() -> None:
    text = f'{HEAD}<text y="50">ก</text></svg>'.encode()
    raster = png_of(text, 192, 108)
    assert raster is not None
    if raster.missing:
        pytest.skip("there is no font for Thai here")
    without = png_of(text.replace("ก".encode(), "\U0003fffd".encode()), 192, 108)
    assert without is not None
    assert raster.content != without.content
