"""A drawing that may go into a deck holds shapes, text and pictures, and nothing that runs, fetches or explodes."""

from __future__ import annotations

import pytest

from deckgen.media.flaw import Flaw
from deckgen.media.inspection import Drawing, inspected

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
ROOT = '<svg xmlns="http://www.w3.org/2000/svg"'


def found(body: str) -> Drawing | Flaw:
    return inspected(f"{HEAD}\n{body}\n</svg>".encode())


def said(content: bytes) -> str:
    flaw = inspected(content)
    assert isinstance(flaw, Flaw)
    return f"{flaw.code}: {flaw.said_of('a.svg')}"


UNSAFE = {
    "a script": ("<script>alert(1)</script>", "holds a script (`script`)"),
    "a script in capital letters": ("<SCRIPT>alert(1)</SCRIPT>", "holds a script (`SCRIPT`)"),
    "a script of another namespace": ('<x:script xmlns:x="urn:x"/>', "holds a script (`script`)"),
    "a script of SVG Tiny": ("<handler type='text/ecmascript'>alert(1)</handler>", "holds a script (`handler`)"),
    "a listener": ('<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events"/>', "holds a script (`listener`)"),
    "a script as a link of another kind": ('<a href="vbscript:x"/>', "loads `vbscript:x`"),
    "a page that is told of a click": ('<a href="#a" ping="https://x/"/>', "loads `https://x/`"),
    "a page of the web that a link shows as a picture": ('<a src="https://x/a.png"/>', "loads `https://x/a.png`"),
    "a link to a file": ('<a href="file:///etc/passwd"/>', "loads `file:///etc/passwd`"),
    "a picture from a file's address": ('<image href="file:///c:/a.png"/>', "loads `file:///c:/a.png`"),
    "an address set by an animation": (
        '<image><set attributeName="href" to="http://x/a.png"/></image>',
        "loads `http://x/a.png`",
    ),
    "an address that an animation comes to": (
        '<image><animate attributeName="xlink:href" values="#a;http://x/a.png"/></image>',
        "loads `http://x/a.png`",
    ),
    "an address from which an animation comes": (
        '<image><animate attributeName="href" from="//x/a.png" to="#a"/></image>',
        "loads `//x/a.png`",
    ),
    "an address by which an animation goes on": (
        '<animateTransform attributeName="href" by="file:///a"/>',
        "loads `file:///a`",
    ),
    "a paint set by an animation": (
        '<rect><set attributeName="fill" to="url(http://x/y#a)"/></rect>',
        "loads `http://x/y#a`",
    ),
    "another base of addresses": ('<g xml:base="http://x/"/>', "says where its files are (`xml:base`)"),
    "another file taken in": (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text"/>',
        "takes in another file (`include`)",
    ),
    "a frame of the web": (
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://x"/>',
        "holds a web page (`iframe`)",
    ),
    "a film from the web": ('<video xlink:href="https://x/a.mp4"/>', "loads `https://x/a.mp4`"),
    "a set of pictures": ("<style>rect {fill: image-set('http://x/y' 1x)}</style>", "loads `http://x/y`"),
    "a style sheet without a space": ("<style>@import'https://x/a.css';</style>", "loads `https://x/a.css`"),
    "an event handler": ('<rect onload="alert(1)"/>', "holds a script (`onload`)"),
    "an event handler in capital letters": ('<rect OnClick="alert(1)"/>', "holds a script (`OnClick`)"),
    "a script as a link": ('<a href="java\nscript:alert(1)"/>', "loads `java script:alert(1)`"),
    "a script put in by an animation": (
        '<set attributeName="href" to="javascript:alert(1)"/>',
        "loads `javascript:alert(1)`",
    ),
    "a web page": ("<foreignObject><p>A</p></foreignObject>", "holds a web page (`foreignObject`)"),
    "a picture from the web": ('<image href="https://example.org/a.png"/>', "loads `https://example.org/a.png`"),
    "a picture from the disk": ('<image xlink:href="/etc/passwd"/>', "loads `/etc/passwd`"),
    "a picture beside it": ('<image xlink:href="a.png"/>', "loads `a.png`"),
    "a drawing in an address of something else": (
        '<use href="data:image/svg+xml,%3Csvg/%3E"/>',
        "loads `data:image/svg+xml,%3Csvg/%3E`",
    ),
    "a part of another drawing": ('<use href="other.svg#a"/>', "loads `other.svg#a`"),
    "a gradient of another drawing": ('<rect fill="url(other.svg#a)"/>', "loads `other.svg#a`"),
    "an address in a style": ("<rect style=\"fill:url( 'http://x/y' )\"/>", "loads `http://x/y`"),
    "an address in a style sheet": ("<style>rect {fill: url(//x/y)}</style>", "loads `//x/y`"),
    "another style sheet": ('<style>@import "https://x/a.css";</style>', "loads `https://x/a.css`"),
    "an address in disguise": (r"<style>rect {fill: u\72l(http://x/y)}</style>", "loads `http://x/y`"),
    "an address parted by a comment": ("<style>rect {fill: url(/**/http://x/y)}</style>", "loads `http://x/y`"),
    "an address in CDATA": ("<style><![CDATA[rect {fill: url(http://x/y)}]]></style>", "loads `http://x/y`"),
}


@pytest.mark.parametrize(("body", "what"), UNSAFE.values(), ids=UNSAFE)
def test_what_runs_or_loads_is_refused_with_its_line(body: str, what: str) -> None:
    line = 3 if "<style>" in body and body.count("\n") else 2
    assert said(f"{HEAD}\n{body}\n</svg>".encode()) == f"unsafe-drawing: `a.svg` {what} in line {line}"


def test_declarations_and_style_sheets_in_front_are_refused() -> None:
    entity = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    assert said(f"{entity}{HEAD}<text>&a;</text></svg>".encode()) == (
        "unsafe-drawing: `a.svg` declares entities of another file in line 1"
    )
    sheet = '<?xml-stylesheet href="https://x/a.css"?>\n'
    assert said(f"{sheet}{HEAD}</svg>".encode()) == "unsafe-drawing: `a.svg` loads a style sheet in line 1"


def test_a_document_type_without_declarations_is_taken_out() -> None:
    before = b'<?xml version="1.0"?>\n'
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    after = f"{HEAD}<rect/></svg>\n".encode()
    drawing = inspected(before + kind + after)
    assert isinstance(drawing, Drawing)
    assert drawing.content == before + after


SAFE = {
    "a gradient": '<linearGradient id="a"/><rect fill="url(#a)" style="stroke: url(\'#a\')"/>',
    "a copy": '<g id="a"/><use xlink:href="#a"/>',
    "a picture within": '<image href="data:image/png;base64,AAAA"/>',
    "a font within": "<style>@font-face {src: url(data:font/woff2;base64,AAAA)}</style>",
    "a link": '<a href="https://example.org"><rect/></a>',
    "an animation of numbers": '<rect><animate attributeName="x" from="0" to="5" values="0;5"/></rect>',
    "an animation of a copy": '<use href="#a"><set attributeName="href" to="#b"/></use>',
    "a label with a colon": '<g aria-label="Transcript: a"/>',
    "words that look like scripts": "<text>javascript: onload=, url(http://x)</text><desc>@import</desc>",
    "what Inkscape adds": '<metadata xmlns:r="urn:r"><r:Work r:about="" r:resource="http://purl.org/x"/></metadata>',
}


@pytest.mark.parametrize("body", SAFE.values(), ids=SAFE)
def test_what_is_within_the_drawing_is_left_as_it_is(body: str) -> None:
    drawing = found(body)
    assert isinstance(drawing, Drawing)
    assert drawing.content == f"{HEAD}\n{body}\n</svg>".encode()


SIZES = {
    'viewBox="0 0 20 10"': (20, 10),
    'width="40" height="30"': (40, 30),
    'width="1in" height="72pt"': (96, 96),
    'width="100%" height="100%" viewBox="0,0,20,10"': (20, 10),
    'width="40" viewBox="0 0 20 10"': (40, 20),
    'height="40px" viewBox="-5 -5 20 10"': (80, 40),
}


@pytest.mark.parametrize(("attributes", "size"), SIZES.items())
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[float, float]) -> None:
    drawing = inspected(f"{ROOT} {attributes}/>".encode())
    assert isinstance(drawing, Drawing)
    assert (drawing.width, drawing.height) == size


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="40"', 'width="100%" height="100%"', 'viewBox="0 0 0 10"', 'viewBox="0 0 20"',
     'width="-1" height="2"', 'width="1e9" height="1e9"', 'viewBox="0 0 1 100000"', 'width="nan" height="1"'],
)  # fmt: skip
def test_a_drawing_of_no_size_is_refused(attributes: str) -> None:
    assert (
        said(f"{ROOT} {attributes}/>".encode())
        == "drawing-without-size: `a.svg` does not say how large it is in line 1"
    )


DAMAGED = {
    b"<svg": "damaged-picture: `a.svg` is no sound SVG: unclosed token in line 1",
    b"<svg/>": "damaged-picture: `a.svg` does not say that it is SVG, so that no program shows it in line 1",
    b"<html><svg/></html>": "not-a-picture: `a.svg` is XML, but no SVG: it begins with `<html>` in line 1",
    f"{HEAD}\n<g>\n</svg>".encode(): "damaged-picture: `a.svg` is no sound SVG: mismatched tag in line 3",
    f"{HEAD}&nbsp;</svg>".encode(): "damaged-picture: `a.svg` is no sound SVG: undefined entity in line 1",
    f'<?xml version="1.0" encoding="x-none"?>{HEAD}</svg>'.encode(): (
        "damaged-picture: `a.svg` is no sound SVG: unknown encoding: x-none"
    ),
}


@pytest.mark.parametrize(("content", "message"), DAMAGED.items(), ids=DAMAGED.values())
def test_what_is_no_sound_drawing_is_refused(content: bytes, message: str) -> None:
    assert said(content) == message


def test_too_many_parts_and_too_deep_nesting_are_refused() -> None:
    assert said(f"{HEAD}{'<g/>' * 50_000}</svg>".encode()) == (
        "drawing-too-large: `a.svg` has more than 50,000 parts in line 1"
    )
    assert said(f"{HEAD}{'<g>' * 300}".encode()) == "drawing-too-large: `a.svg` is nested too deep in line 1"


def test_families_and_motion_are_noticed() -> None:
    drawing = found('<g font-family="Virgil"><text style="font-family: Arial, x">a</text></g><animate/>')
    assert isinstance(drawing, Drawing)
    assert drawing.families == {"Virgil", "Arial, x"}
    assert drawing.moves


def test_families_without_text_do_not_count() -> None:
    drawing = found('<g font-family="Virgil"/>')
    assert isinstance(drawing, Drawing)
    assert drawing.families == frozenset()


def test_links_to_the_web_are_noticed() -> None:
    link = '<a href="{}"><rect/></a>'
    drawing = found(link.format("https://a.example") + link.format("mailto:b@a.example") + link.format("#c"))
    assert isinstance(drawing, Drawing)
    assert drawing.links == ("https://a.example", "mailto:b@a.example")


def test_a_drawing_of_many_megabytes_is_refused_before_it_is_read() -> None:
    """It is no sound XML, which nobody has noticed yet."""
    assert said(b"<svg" + bytes(11_000_000)) == (
        "drawing-too-large: `a.svg` has 11 MB, more than the 10 MB that a drawing can have"
    )
