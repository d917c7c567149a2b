"""Preflight lets good packages pass and stops each kind of broken one, each with a name of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.deck import Deck
from deckgen.diagnostics import BrokenDeck
from deckgen.pipeline import build
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers import preflight
from deckgen.writers.pptx.deck import write
from deckgen.writers.pptx.package import archive
from deckgen.writers.preflight import Defect, defects
from deckgen.writers.preflight.packaging import searchable
from tests.writers.pptx.reading import Parts, packed, parts
from tests.writers.pptx.samples import sample

ROOT = Path(__file__).parents[2]
OUTLINE = """\
title: Everything that can be broken
slides:
  - section: First
  - title: Points
    bullets: [One, Two]
    build: true
    transition: fade
    notes: Say it.
  - title: Chart
    chart: {values: {A: 1, B: 2}}
  - title: Picture
    image: {file: assets/houses.png, alt: Houses}
  - title: A wide heading
    compare:
      of: [A, B]
      rows:
        Heading: {One: [1, 2], Two: [3, 4]}
  - section: Second
  - title: Figure
    layers: [{box: Frame, across: [A, B]}, C]
    arrows: [A -> C]
    see: Backup
  - title: Backup
    text: "A [link](https://example.org)"
    backup: true
  - title: Formulas
    formula: ['E = mc^2', '\\frac{a}{b}']
    build: true
    backup: true
"""


def _built() -> Parts:
    result = build(OUTLINE.encode(), ROOT)
    assert isinstance(result, Deck)
    return parts(result.content)


LECTURE = _built()
SAMPLE = parts(write(sample(), CLASSROOM))
TYPES, MAIN, MAIN_RELS = "[Content_Types].xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
MASTER, NOTES_MASTER = "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/_rels/notesMaster1.xml.rels"


def slide(number: int) -> str:
    return f"ppt/slides/slide{number}.xml"


def rels(number: int) -> str:
    return f"ppt/slides/_rels/slide{number}.xml.rels"


POINTS, CHART, PICTURE, TABLE, FIGURE, LINK, FORMULAS = map(slide, (3, 4, 5, 6, 8, 9, 10))

Change = Callable[[str], str]


def swap(before: str, after: str) -> Change:
    """Replace the first `before`."""
    return lambda text: text.replace(before, after, 1)


def swapped(before: str, after: str) -> Change:
    """Replace what the pattern `before` finds first."""
    return lambda text: re.sub(before, after, text, count=1, flags=re.DOTALL)


def twice(pattern: str) -> Change:
    """Repeat what the pattern finds first."""
    return swapped(f"({pattern})", r"\1\1")


def grouping(before: str, after: str) -> Change:
    """Put the first shape that stands between two texts into a group."""
    group = '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="900" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return swapped(f"({before}.*?{after})", rf"{group}\1</p:grpSp>")


BROKEN: list[tuple[str, str, Change]] = [
    # the package
    ("content-type-missing", TYPES, swapped(r'<Override PartName="/ppt/slides/slide3.xml"[^>]*>', "")),
    ("content-type-stale", TYPES, swap("</Types>", '<Override PartName="/x.xml" ContentType="text/xml"/></Types>')),
    ("content-type-twice", TYPES, twice(r'<Override PartName="/ppt/slides/slide3.xml"[^>]*>')),
    ("relationship-broken", rels(3), swap("</Relationships>", '<Relationship Id="rId9" Type="x/custom" '
     'Target="nowhere.xml"/></Relationships>')),
    ("relationship-kind", rels(3), swap("</Relationships>", '<Relationship Id="rId9" Type="x/theme" '
     'Target="../presProps.xml"/></Relationships>')),
    ("relationship-twice", rels(9), twice(r'<Relationship [^>]*External"/>')),
    ("relationship-id", rels(3), swap("</Relationships>", '<Relationship Id="9 9" Type="x/theme" '
     'Target="../theme/theme1.xml"/></Relationships>')),
    ("relationship-missing", LINK, swapped(r'(<a:hlinkClick r:id=")[^"]*"', r'\1rId77"')),
    ("relationship-missing", MAIN, swapped(r'(<p:sldMasterId id="\d+" r:id=")[^"]*"', r'\1rId999"')),
    ("address-malformed", rels(9), swap("https://example.org", "https://example.org/a b")),
    ("presentation-missing", "_rels/.rels", swap("relationships/officeDocument", "relationships/other")),
    ("not-well-formed", TABLE, swap("</p:sld>", "")),
    ("forbidden-character", TABLE, swap("<a:t>", "<a:t>\x08")),
    ("forbidden-character", TABLE, swap("<a:t>", "<a:t>&#8;")),
    ("document-type", TABLE, swap("<p:sld ", "<!DOCTYPE sld><p:sld ")),
    ("prefix-undeclared", POINTS, swap('Requires="p14"', 'Requires="p15"')),
    ("root-part-twice", "_rels/.rels", swap("</Relationships>", '<Relationship Id="rId9" Type="x/core-properties" '
     'Target="docProps/core.xml"/></Relationships>')),
    # the properties of the document
    ("properties-date", "docProps/core.xml", swap("1980-01-01T00:00:00Z", "1 January 1980")),
    ("properties-namespace", "docProps/app.xml", swapped(
        r"(<Properties)", r'\1 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"')),
    # the presentation
    ("slide-id", MAIN, lambda text: text.replace('<p:sldId id="257"', '<p:sldId id="7"').replace(
        '<p14:sldId id="257"', '<p14:sldId id="7"')),
    ("slide-id-twice", MAIN, lambda text: text.replace('<p:sldId id="257"', '<p:sldId id="256"').replace(
        '<p14:sldId id="257"/>', "")),
    ("slide-listed-twice", MAIN, swapped(r'(<p:sldId id="257" r:id=)("[^"]*")(/><p:sldId id="258" r:id=)"[^"]*"',
     r"\1\2\3\2")),
    ("slide-unlisted", MAIN, lambda text: re.sub(r'<p:sldId id="257"[^>]*>', "", text).replace(
        '<p14:sldId id="257"/>', "")),
    ("slide-size", MAIN, swapped(r'<p:sldSz cx="\d+"', '<p:sldSz cx="1"')),
    ("presentation-order", MAIN, swapped(r"(<p:sldSz[^>]*>)(<p:notesSz[^>]*>)", r"\2\1")),
    ("section-slide-missing", MAIN, swap('<p14:sldId id="257"/>', "")),
    ("section-slide-twice", MAIN, twice(r'<p14:sldId id="257"/>')),
    ("section-stale", MAIN, swap('<p14:sldId id="257"/>', '<p14:sldId id="257"/><p14:sldId id="999"/>')),
    ("section-order", MAIN, swapped(r'(<p14:sldId id="257"/>)(<p14:sldId id="258"/>)', r"\2\1")),
    ("section-id", MAIN, swapped(r'(<p14:section name="[^"]*" id=")\{[^"]*"', r'\1first"')),
    ("section-name", MAIN, swapped(r'<p14:section name="[^"]*"', '<p14:section name=""')),
    ("custom-show-name", MAIN, swap('name="Short"', 'name="All"')),
    ("custom-show-name", MAIN, swap('name="Short"', 'name=""')),
    ("custom-show-id", MAIN, swap('<p:custShow name="Short" id="1"', '<p:custShow name="Short" id="0"')),
    ("custom-show-slide", MAIN, swap('<p:sldLst><p:sld r:id="rId2"/>', '<p:sldLst><p:sld r:id="rId1"/>')),
    ("custom-show-empty", MAIN, swapped(r"(name=\"Short\"[^>]*><p:sldLst>).*?(</p:sldLst>)", r"\1\2")),
    ("opening-show", "ppt/presProps.xml", swap('<p:custShow id="1"/>', '<p:custShow id="7"/>')),
    # masters, layouts and notes
    ("master-layout-id", MASTER, swapped(r'<p:sldLayoutId id="\d+"', '<p:sldLayoutId id="300"')),
    ("master-layout-id-twice", MASTER, swapped(r'<p:sldLayoutId id="\d+"', '<p:sldLayoutId id="2147483648"')),
    ("master-unlisted", MAIN_RELS, swap("</Relationships>", '<Relationship Id="rId999" Type="x/slideMaster" '
     'Target="slideMasters/slideMaster1.xml"/></Relationships>')),
    ("notes-master-unlisted", MAIN, swapped(r"<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", "")),
    ("notes-master-theme", NOTES_MASTER, swap("theme2.xml", "theme1.xml")),
    ("master-theme", "ppt/slideMasters/_rels/slideMaster1.xml.rels",
     swapped(r'(Type="[^"]*)theme("[^>]*theme1.xml")', r"\1other\2")),
    ("layout-unlisted", MASTER, swapped(r"<p:sldLayoutId [^>]*>", "")),
    ("layout-master", "ppt/slideLayouts/_rels/slideLayout2.xml.rels", swapped(r"slideMaster(\"|1)", r"other\1")),
    ("placeholder-on-master", MASTER, swap('type="body"', 'type="subTitle"')),
    ("colour-map-missing", MASTER, swapped(r"<p:clrMap [^>]*>", "")),
    ("notes-slide", "ppt/notesSlides/_rels/notesSlide3.xml.rels", swap("slides/slide3.xml", "slides/slide4.xml")),
    ("notes-master", "ppt/notesSlides/_rels/notesSlide3.xml.rels", swap("relationships/notesMaster", "x/other")),
    # what stands on slides
    ("slide-layout", rels(3), swap("relationships/slideLayout", "relationships/other")),
    ("placeholder-mismatch", POINTS, swap('sz="quarter" idx="11"', 'idx="11"')),
    ("placeholder-twice", POINTS, swap('type="sldNum" sz="quarter" idx="12"', 'type="ftr" sz="quarter" idx="11"')),
    ("placeholder-in-group", POINTS, grouping(r'<p:sp><p:nvSpPr><p:cNvPr id="\d+" name="Footer"', "</p:sp>")),
    ("table-in-group", TABLE, grouping("<p:graphicFrame>", "</p:graphicFrame>")),
    ("shape-id", FIGURE, swapped(r'<p:cNvPr id="2"', '<p:cNvPr id="0"')),
    ("shape-id-twice", FIGURE, swap('<p:cNvPr id="3"', '<p:cNvPr id="2"')),
    ("shape-name-missing", POINTS, swap('name="Title"', 'name=""')),
    ("glue-missing", FIGURE, swapped(r'<a:stCxn id="\d+"', '<a:stCxn id="600"')),
    ("text-body-missing", FIGURE, swapped(r"<p:txBody>(?:(?!</p:txBody>).)*</p:txBody>(?=</p:sp></p:spTree>)", "")),
    ("picture-missing", PICTURE, swapped(r'<a:blip r:embed="[^"]*"', "<a:blip")),
    ("link-target", FIGURE, lambda text: re.sub(r'r:id="[^"]*"( action="ppaction://hlinksldjump")', r'r:id="rId1"\1',
     text)),
    ("link-empty", LINK, swapped(r'<a:hlinkClick r:id="[^"]*">', '<a:hlinkClick r:id="">')),
    ("ground-effects", "ppt/slideLayouts/slideLayout2.xml", swap("<a:effectLst/>", "")),
    ("size-negative", FIGURE, swapped(r'<a:ext cx="(\d{3,})"', r'<a:ext cx="-\1"')),
    ("extension-uri", FIGURE, swapped(r'<a:ext uri="[^"]*"', "<a:ext")),
    # text
    ("typeface-empty", slide(3), swap('<a:latin typeface="Courier New"', '<a:latin typeface=""')),
    ("typeface-unknown", MASTER, swap('typeface="+mn-lt"', 'typeface="+mn-xx"')),
    ("text-size", POINTS, swapped(r'<a:rPr lang="[^"]*"', r'<a:rPr lang="en" sz="24.5"')),
    ("field-id", POINTS, swapped(r'(<a:fld id="\{)B', r"\1b")),
    ("paragraph-end", FIGURE, swap("<a:endParaRPr/></a:p>", "<a:endParaRPr/><a:r><a:t>x</a:t></a:r></a:p>")),
    ("paragraph-order", FIGURE, swap("<a:p><a:pPr", "<a:p><a:r><a:t>x</a:t></a:r><a:pPr")),
    ("paragraph-missing", FIGURE, swapped(r"<a:p><a:endParaRPr/></a:p>", "")),
    ("colour-unknown", FIGURE, swapped(r'<a:schemeClr val="[^"]*"', '<a:schemeClr val="accent7"')),
    ("colour-value", MASTER, swapped(r'<a:schemeClr val="tx1"/>', '<a:srgbClr val="red"/>')),
    # tables
    ("row-cells", TABLE, swapped(r"<a:gridCol [^>]*>", "")),
    ("row-height", TABLE, swapped(r'<a:tr h="\d+"', '<a:tr h="12700"')),
    ("column-width", TABLE, swapped(r'<a:gridCol w="\d+"', '<a:gridCol w="12700"')),
    ("merged-cells", TABLE, swap(' hMerge="1"', "")),
    ("merged-cells", TABLE, swapped(r'gridSpan="\d+"', 'gridSpan="9"')),
    ("table-properties", TABLE, swapped(r"<a:tblPr.*?</a:tblPr>", "")),
    # builds and transitions
    ("slide-order", POINTS, swapped(r"(<p:clrMapOvr>.*?</p:clrMapOvr>)(.*)(</p:sld>)", r"\2\1\3")),
    ("transition-after-timing", POINTS, swapped(
        r"(<mc:AlternateContent.*?</mc:AlternateContent>)(<p:timing.*</p:timing>)", r"\2\1")),
    ("timing-ids", POINTS, swap('<p:cTn id="5"', '<p:cTn id="50"')),
    ("timing-order", POINTS, swapped(r"(<p:prevCondLst>.*?</p:prevCondLst>)(<p:nextCondLst>.*?</p:nextCondLst>)",
     r"\2\1")),
    ("timing-click", POINTS, swap('nodeType="clickEffect"', 'nodeType="withEffect"')),
    ("timing-target", POINTS, lambda text: re.sub(r'(<p:(?:spTgt|bldP) spid=)"\d+"', r'\1"900"', text)),
    ("timing-paragraph", POINTS, swapped(r'<p:pRg st="\d+" end="\d+"', '<p:pRg st="40" end="40"')),
    ("build-unlisted", POINTS, swapped(r"<p:bldLst>.*</p:bldLst>", "")),
    ("build-without-effect", POINTS, lambda text: text.replace(' grpId="0" nodeType', " nodeType")),
    ("build-without-group", POINTS, swap(' grpId="0" nodeType', " nodeType")),
    ("build-twice", POINTS, twice(r"<p:bldP [^>]*>")),
    ("build-target", POINTS, lambda text: re.sub(r"<a:t>(One|Two)</a:t>", "<a:t> </a:t>", text)),
    # equations, and the pictures in their stead
    ("equation-without-fallback", FORMULAS, swapped(r"<mc:Fallback><p:sp>.*?</mc:Fallback>", "")),
    ("equation-without-fallback", FORMULAS, swapped(r'(<mc:Fallback>.*?<p:cNvPr id=")\d+"', r'\g<1>77"')),
    ("equation-without-fallback", FORMULAS, swapped(
        r'<mc:Choice( xmlns:a14=[^>]*) Requires="a14">(<p:sp>.*?</p:sp>)</mc:Choice><mc:Fallback>.*?</mc:Fallback>',
        r'<mc:Choice\1 Requires="a14">\2</mc:Choice><mc:Fallback\1>\2</mc:Fallback>')),
    ("equation-empty", FORMULAS, swapped(r"<m:num>.*?</m:num>", "<m:num/>")),
    ("relationship-missing", FORMULAS, swapped(r'(<a:blipFill><a:blip r:embed=")[^"]*"', r'\1rId77"')),
    ("shape-id-twice", FORMULAS, swapped(r'(<p:cNvPr id=")2(".*?id=")(\d+)(" name="Formula)', r"\g<1>\3\2\3\4")),
    ("build-target", FORMULAS, lambda text: re.sub(r"<m:t>[^<]*</m:t>", "<m:t> </m:t>", text)),
    ("build-target", FORMULAS, lambda text: text.replace("<a:t> </a:t>", "<a:t></a:t>")),
    # charts
    ("chart-axis", "ppt/charts/chart1.xml", swapped(r'(<c:catAx><c:axId val=")\d+"', r'\g<1>77"')),
    ("chart-axis-id", "ppt/charts/chart1.xml", lambda text: re.sub(
        r'((?:axId|crossAx) val=")(\d+)"', lambda found: f'{found[1]}-{found[2]}"', text)),
    ("chart-series", "ppt/charts/chart1.xml", twice(r"<c:ser>.*?</c:ser>")),
]  # fmt: skip
FROM_SAMPLE = {"custom-show-name", "custom-show-id", "custom-show-slide", "custom-show-empty", "opening-show",
               "typeface-empty"}  # fmt: skip
ALSO = {
    "content-type-missing": {"notes-slide"}, "presentation-missing": {"part-orphaned"},
    "timing-target": {"build-target"}, "notes-master-theme": {"part-orphaned"}, "master-theme": {"part-orphaned"},
    "slide-listed-twice": {"slide-unlisted"}, "relationship-missing": {"master-unlisted"},
    "custom-show-id": {"opening-show"},
}  # fmt: skip
"""What one defect cannot be without."""


def codes(package: bytes) -> set[str]:
    return {defect.code for defect in defects(package)}


def broken(code: str, part: str, change: Change) -> bytes:
    contents = SAMPLE if code in FROM_SAMPLE else LECTURE
    before = contents[part].decode()
    after = change(before)
    assert after != before, "nothing was broken"
    return packed(contents | {part: after.encode()})


@pytest.mark.parametrize("package", [SAMPLE, LECTURE], ids=["by hand", "from an outline"])
def test_a_good_package_passes(package: Parts) -> None:
    assert defects(packed(package)) == []


@pytest.mark.parametrize(("code", "part", "change"), BROKEN, ids=[code for code, _, _ in BROKEN])
def test_a_broken_package_is_stopped_for_its_defect_and_no_other(code: str, part: str, change: Change) -> None:
    assert codes(broken(code, part, change)) - ALSO.get(code, set()) == {code}


EXTRA: list[tuple[str, Parts]] = [
    ("part-name-not-ascii", {"ppt/media/bücher.png": b"\x89PNG\r\n\x1a\n"}),
    ("part-name-malformed", {"ppt/media/a b.png": b"\x89PNG\r\n\x1a\n"}),
    ("part-name-twice", {"ppt/Media/image1.png": b"\x89PNG\r\n\x1a\n"}),
    ("part-orphaned", {"ppt/media/image9.png": b"\x89PNG\r\n\x1a\n"}),
    ("relationships-stale", {"ppt/slides/_rels/slide99.xml.rels": b"<Relationships/>"}),
]


@pytest.mark.parametrize(("code", "more"), EXTRA, ids=[code for code, _ in EXTRA])
def test_a_part_too_many_is_stopped(code: str, more: Parts) -> None:
    assert codes(packed(LECTURE | more)) - {"part-orphaned"} == {code} - {"part-orphaned"}
    assert code in codes(packed(LECTURE | more))


def test_a_picture_that_is_none_is_stopped() -> None:
    picture = next(name for name in LECTURE if name.startswith("ppt/media/"))
    assert codes(packed(LECTURE | {picture: b"<html>"})) == {"media-damaged"}


def test_a_package_without_content_types_is_stopped() -> None:
    contents = {name: content for name, content in LECTURE.items() if name != TYPES}
    assert "content-types-missing" in codes(packed(contents))


def test_a_deck_without_a_slide_that_is_shown_is_stopped() -> None:
    hidden = replace(sample(), slides=tuple(replace(slide, hidden=True) for slide in sample().slides))
    with pytest.raises(BrokenDeck) as caught:
        write(hidden, CLASSROOM)
    assert [line.partition(":")[0] for line in caught.value.defects] == ["all-hidden"]


def test_nothing_is_written_that_preflight_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "deckgen.writers.pptx.package.defects_in", lambda _: [Defect(Code.SLIDE_ID, MAIN, "7 is none")]
    )
    with pytest.raises(BrokenDeck) as caught:
        write(sample(), CLASSROOM)
    assert caught.value.defects == ("slide-id: ppt/presentation.xml: 7 is none",)


def test_every_code_of_preflight_has_a_package_that_it_stops() -> None:
    folder = Path(preflight.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    known = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    emitted = {code for code in known if re.search(rf'Defect\(\s*"{code}"|"{code}"[,)] (?:"name"|"id"|code)', source)}
    tried = {code for code, _, _ in BROKEN} | {code for code, _ in EXTRA}
    tried |= {"media-damaged", "content-types-missing", "all-hidden"}
    assert emitted <= tried
    assert len(tried) >= 40


def test_markup_in_other_prefixes_is_read_as_well() -> None:
    """A template may name its namespaces as it likes, and hold comments."""
    foreign = (
        b'<?xml version="1.0"?><!-- <p:ph type="title"/> -->'
        b"<x:sld xmlns:x='http://schemas.openxmlformats.org/presentationml/2006/main'><x:ph type='body'/></x:sld>"
    )
    text = searchable(foreign)
    assert "<p:ph " in text
    assert "title" not in text


MARKUP = [
    ' r:id="rId99" ', "x='a'", ' show="0"', '<p:ph type="title"/>', "<!-- no comment -->", "]]>", "<![CDATA[x",
    ' mc:Ignorable="zz"', "&amp;",
    '<p:timing><p:seq>', '<a:tbl>', '</p:cSld>', 'typeface=""', '<!DOCTYPE x>', "%", "\\",
    'http://schemas.openxmlformats.org/markup-compatibility/2006', '<a:fld id="1"/>', 'hlinksldjump', "</a:p>",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_the_words_of_a_lecture_is_no_markup(text: str) -> None:
    """Authors write about XML too; nothing they say may keep their deck from being written."""
    said = json.dumps(text)
    outline = (
        f"title: {said}\nauthor: {said}\nslides:\n  - section: {said}\n  - title: {said}\n    bullets: [{said}, x]\n"
        f"    build: true\n    notes: {said}\n    transition: fade\n"
        f"  - title: Table\n    table: [[a, {said}], [b, c]]\n"
        f"  - title: Code\n    code: {said}\n  - title: Figure\n    layers: [[{said}, B], C]\n    highlight: C\n"
    )
    assert isinstance(build(outline.encode(), ROOT), Deck)


def test_a_package_is_looked_at_before_it_is_zipped() -> None:
    entries = [(name, content, True) for name, content in LECTURE.items()]
    assert defects(archive(entries)) == preflight.defects_in((name, content) for name, content, _ in entries) == []
