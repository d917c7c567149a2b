"""Preflight lets good packages pass and stops each kind of broken one, each with a name of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from deckgen.archive import archive
from deckgen.codes import Code, explanations
from deckgen.deck import Deck
from deckgen.diagnostics import BrokenDeck
from deckgen.pipeline import build
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers import preflight
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import Defect, defects, defects_in, packaging
from deckgen.writers.preflight.generate_schema import automaton
from deckgen.writers.preflight.packaging import Markup, markup
from deckgen.writers.preflight.rules import FOLDER
from deckgen.writers.preflight.schema import Followed, Step, _State
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


@cache
def lecture() -> Parts:
    """A package that is built from an outline."""
    result = build(OUTLINE.encode(), ROOT)
    assert isinstance(result, Deck)
    return parts(result.content)


@cache
def by_hand() -> Parts:
    """A package whose scene is made by hand."""
    return parts(write(sample(), CLASSROOM))


TYPES, MAIN, MAIN_RELS = "[Content_Types].xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
THEME, CHART_PART, PROPERTIES = "ppt/theme/theme1.xml", "ppt/charts/chart1.xml", "ppt/presProps.xml"
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


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"


BROKEN: list[tuple[str, str, Change]] = [
    # the package
    ("content-type-missing", TYPES, swapped(r'<Override PartName="/ppt/slides/slide3.xml"[^>]*>', "")),
    ("content-type-stale", TYPES, swap("</Types>", '<Override PartName="/x.xml" ContentType="text/xml"/></Types>')),
    ("content-type-twice", TYPES, twice(r'<Override PartName="/ppt/slides/slide3.xml"[^>]*>')),
    ("relationship-broken", rels(3), swap("</Relationships>", '<Relationship Id="rId9" Type="' + OFFICE + '/custom" '
     'Target="nowhere.xml"/></Relationships>')),
    ("relationship-kind", rels(3), swap("</Relationships>", '<Relationship Id="rId9" Type="' + OFFICE + '/theme" '
     'Target="../presProps.xml"/></Relationships>')),
    ("relationship-twice", rels(9), twice(r'<Relationship [^>]*External"/>')),
    ("relationship-id", rels(3), swap("</Relationships>", '<Relationship Id="9 9" Type="' + OFFICE + '/theme" '
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
    ("root-part-twice", "_rels/.rels", swap("</Relationships>", '<Relationship Id="rId9" Type="' + PACKAGE
     + '/core-properties" Target="docProps/core.xml"/></Relationships>')),
    # the properties of the document
    ("properties-date", "docProps/core.xml", swap("1980-01-01T00:00:00Z", "1 January 1980")),
    ("properties-namespace", "docProps/app.xml", swapped(
        r"(<Properties)", r'\1 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"')),
    # the presentation
    ("attribute-value", MAIN, lambda text: text.replace('<p:sldId id="257"', '<p:sldId id="7"').replace(
        '<p14:sldId id="257"', '<p14:sldId id="7"')),
    ("slide-id-twice", MAIN, lambda text: text.replace('<p:sldId id="257"', '<p:sldId id="256"').replace(
        '<p14:sldId id="257"/>', "")),
    ("slide-listed-twice", MAIN, swapped(r'(<p:sldId id="257" r:id=)("[^"]*")(/><p:sldId id="258" r:id=)"[^"]*"',
     r"\1\2\3\2")),
    ("slide-unlisted", MAIN, lambda text: re.sub(r'<p:sldId id="257"[^>]*>', "", text).replace(
        '<p14:sldId id="257"/>', "")),
    ("attribute-value", MAIN, swapped(r'<p:sldSz cx="\d+"', '<p:sldSz cx="1"')),
    ("element-misplaced", MAIN, swapped(r"(<p:sldSz[^>]*>)(<p:notesSz[^>]*>)", r"\2\1")),
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
    ("attribute-value", MASTER, swapped(r'<p:sldLayoutId id="\d+"', '<p:sldLayoutId id="300"')),
    ("master-layout-id-twice", MASTER, swapped(r'<p:sldLayoutId id="\d+"', '<p:sldLayoutId id="2147483648"')),
    ("master-unlisted", MAIN_RELS, swap("</Relationships>", '<Relationship Id="rId999" Type="' + OFFICE
     + '/slideMaster" Target="slideMasters/slideMaster1.xml"/></Relationships>')),
    ("notes-master-unlisted", MAIN, swapped(r"<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", "")),
    ("notes-master-theme", NOTES_MASTER, swap("theme2.xml", "theme1.xml")),
    ("master-theme", "ppt/slideMasters/_rels/slideMaster1.xml.rels",
     swapped(r'(Type="[^"]*)theme("[^>]*theme1.xml")', r"\1other\2")),
    ("layout-unlisted", MASTER, swapped(r"<p:sldLayoutId [^>]*>", "")),
    ("layout-master", "ppt/slideLayouts/_rels/slideLayout2.xml.rels", swapped(r"slideMaster(\"|1)", r"other\1")),
    ("placeholder-on-master", MASTER, swap('type="body"', 'type="subTitle"')),
    ("element-missing", MASTER, swapped(r"<p:clrMap [^>]*>", "")),
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
    ("attribute-value", FIGURE, swapped(r'<a:ext cx="(\d{3,})"', r'<a:ext cx="-\1"')),
    ("attribute-missing", FIGURE, swapped(r'<a:ext uri="[^"]*"', "<a:ext")),
    # text
    ("typeface-empty", slide(3), swap('<a:latin typeface="Consolas"', '<a:latin typeface=""')),
    ("typeface-unknown", MASTER, swap('typeface="+mn-lt"', 'typeface="+mn-xx"')),
    ("attribute-value", POINTS, swapped(r'<a:rPr lang="[^"]*"', r'<a:rPr lang="en" sz="24.5"')),
    ("attribute-value", POINTS, swapped(r'(<a:fld id="\{)B', r"\1b")),
    ("element-misplaced", FIGURE, swap("<a:endParaRPr/></a:p>", "<a:endParaRPr/><a:r><a:t>x</a:t></a:r></a:p>")),
    ("element-misplaced", FIGURE, swap("<a:p><a:pPr", "<a:p><a:r><a:t>x</a:t></a:r><a:pPr")),
    ("element-missing", FIGURE, swapped(r"<a:p><a:endParaRPr/></a:p>", "")),
    ("attribute-value", FIGURE, swapped(r'<a:schemeClr val="[^"]*"', '<a:schemeClr val="accent7"')),
    ("attribute-value", MASTER, swapped(r'<a:schemeClr val="tx1"/>', '<a:srgbClr val="red"/>')),
    # tables
    ("row-cells", TABLE, swapped(r"<a:gridCol [^>]*>", "")),
    ("row-height", TABLE, swapped(r'<a:tr h="\d+"', '<a:tr h="12700"')),
    ("column-width", TABLE, swapped(r'<a:gridCol w="\d+"', '<a:gridCol w="12700"')),
    ("merged-cells", TABLE, swap(' hMerge="1"', "")),
    ("merged-cells", TABLE, swapped(r'gridSpan="\d+"', 'gridSpan="9"')),
    ("merged-cells", TABLE, swap("<a:tc>", '<a:tc vMerge="1">')),
    ("merged-cells", TABLE, swap("<a:tc>", '<a:tc rowSpan="2">')),
    ("merged-cells", TABLE, lambda text: '<a:tc rowSpan="2">'.join(text.rsplit("<a:tc>", 1))),
    ("table-properties", TABLE, swapped(r"<a:tblPr.*?</a:tblPr>", "")),
    # builds and transitions
    ("element-misplaced", POINTS, swapped(r"(<p:clrMapOvr>.*?</p:clrMapOvr>)(.*)(</p:sld>)", r"\2\1\3")),
    ("element-misplaced", POINTS, swapped(
        r"(<mc:AlternateContent.*?</mc:AlternateContent>)(<p:timing.*</p:timing>)", r"\2\1")),
    ("timing-ids", POINTS, swap('<p:cTn id="5"', '<p:cTn id="50"')),
    ("element-misplaced", POINTS, swapped(r"(<p:prevCondLst>.*?</p:prevCondLst>)(<p:nextCondLst>.*?</p:nextCondLst>)",
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
        r'((?:axId|crossAx) val=")(\d+)"', lambda found: f'{found[1]}3{found[2]:0>9}"', text)),
    ("chart-series", "ppt/charts/chart1.xml", twice(r"<c:ser>.*?</c:ser>")),
]  # fmt: skip
BY_SCHEMA: list[tuple[str, str, Change]] = [
    # texts with a meaning
    ("attribute-value", POINTS, swapped(r' lang="[^"]*"', ' lang="english please"')),
    ("attribute-value", LINK, swapped("ppaction://hlinksldjump", "ppaction://hlinksldjmp")),
    ("attribute-value", POINTS, swapped(r'(<a:fld [^>]*?type=)"[^"]*"', r'\1""')),
    ("attribute-value", FIGURE, swapped(r'fmla="val ', 'fmla="value ')),
    # order of children
    ("element-misplaced", POINTS, swapped(r"(<p:cSld>.*?</p:cSld>)(<p:clrMapOvr>.*?</p:clrMapOvr>)", r"\2\1")),
    ("element-misplaced", POINTS, swapped(r"(<p:spPr>.*?</p:spPr>)(<p:txBody>.*?</p:txBody>)", r"\2\1")),
    ("element-misplaced", POINTS, swapped(r"(<a:off [^>]*>)(<a:ext [^>]*>)", r"\2\1")),
    ("element-misplaced", POINTS, swapped("(<a:bodyPr/>)(<a:lstStyle/>)", r"\2\1")),
    ("element-misplaced", FIGURE, swapped(r"(<a:xfrm>(?:(?!</a:xfrm>).)*</a:xfrm>)(<a:prstGeom.*?</a:prstGeom>)",
     r"\2\1")),
    ("element-misplaced", FIGURE, swapped(r"(<a:solidFill>(?:(?!</a:solidFill>).)*</a:solidFill>)"
     r"(<a:ln w=.*?</a:ln>)", r"\2\1")),
    ("element-misplaced", FIGURE, swapped(r"(<a:rPr [^>]*>)(<a:solidFill>.*?</a:solidFill>)",
     r'\1<a:latin typeface="+mn-lt"/>\2')),
    ("element-misplaced", TABLE, swapped(r"(<a:tblGrid>.*?</a:tblGrid>)(<a:tr .*?</a:tr>)", r"\2\1")),
    ("element-misplaced", POINTS, swapped(r"(<p:tnLst>.*</p:tnLst>)(<p:bldLst>.*</p:bldLst>)", r"\2\1")),
    ("element-misplaced", POINTS, swapped(r"(<p:set>.*?)(<p:to>.*?</p:to>)(</p:set>)",
     r"<p:set>\2<p:cBhvr><p:cTn/><p:tgtEl><p:sldTgt/></p:tgtEl></p:cBhvr>\3")),
    ("element-misplaced", MAIN, swapped(r"(<p:sldMasterIdLst>.*?</p:sldMasterIdLst>)"
     r"(<p:notesMasterIdLst>.*?</p:notesMasterIdLst>)", r"\2\1")),
    ("element-misplaced", MAIN, swapped(r"(<a:lvl1pPr.*?</a:lvl1pPr>)(<a:lvl2pPr.*?</a:lvl2pPr>)", r"\2\1")),
    ("element-misplaced", MASTER, swapped(r"(<p:clrMap [^>]*>)(<p:sldLayoutIdLst>.*?</p:sldLayoutIdLst>)", r"\2\1")),
    ("element-misplaced", MASTER, swapped(r"(<p:titleStyle>.*?</p:titleStyle>)(<p:bodyStyle>.*?</p:bodyStyle>)",
     r"\2\1")),
    ("element-misplaced", THEME, swapped(r"(<a:accent1>.*?</a:accent1>)(<a:accent2>.*?</a:accent2>)", r"\2\1")),
    ("element-misplaced", CHART_PART, swapped(r"(<c:idx [^>]*>)(<c:order [^>]*>)(<c:tx>)", r"\2\1\3")),
    ("element-misplaced", CHART_PART, swapped(r"(<c:cat>.*?</c:cat>)(<c:val>.*?</c:val>)", r"\2\1")),
    ("element-misplaced", CHART_PART, swapped(r"(<c:crossAx [^>]*>)(<c:crosses [^>]*>)", r"\2\1")),
    ("element-misplaced", PROPERTIES, swap("<p:showPr>", '<p:showPr><p:penClr><a:srgbClr val="FF0000"/>'
     "</p:penClr>")),
    # doubled elements
    ("element-misplaced", POINTS, twice(r"<p:clrMapOvr>.*?</p:clrMapOvr>")),
    ("element-misplaced", POINTS, twice(r"<p:spPr/>")),
    ("element-misplaced", POINTS, twice(r"<a:pPr .*?</a:pPr>")),
    ("element-misplaced", POINTS, swapped(r"(<p:bldLst>.*?</p:bldLst>)", r"\1<p:bldLst/>")),
    ("element-misplaced", TABLE, twice(r"<a:tcPr [^>]*></a:tcPr>")),
    ("element-misplaced", PICTURE, twice(r"<a:stretch>.*?</a:stretch>")),
    ("element-misplaced", "docProps/core.xml", twice(r"<dc:title>.*?</dc:title>")),
    ("element-misplaced", "docProps/app.xml", twice(r"<Slides>.*?</Slides>")),
    ("element-misplaced", FORMULAS, twice(r"<m:den>.*?</m:den>")),
    # unknown elements
    ("element-unknown", POINTS, swapped(r"<p:spPr/>", "<p:spPr><a:shape/></p:spPr>")),
    ("element-unknown", POINTS, swap("<p:fade/>", '<p:morph option="byObject"/>')),
    ("element-unknown", POINTS, swap("<a:t>One</a:t>", "<a:t>One</a:t><a:text/>")),
    ("element-unknown", TABLE, swapped(r"<a:tc><a:txBody>", "<a:tc><a:cell/><a:txBody>")),
    ("element-unknown", FIGURE, swap("<a:prstGeom ", "<a:effectDag2/><a:prstGeom ")),
    ("element-unknown", FIGURE, swapped(r"<a:endParaRPr/></a:p>", "<a:rPr/></a:p>")),
    ("element-unknown", MAIN, swap("<p:sldSz ", "<p:slideSize/><p:sldSz ")),
    ("element-unknown", "docProps/core.xml", swap("<dc:creator>", "<dc:author>x</dc:author><dc:creator>")),
    ("element-unknown", "docProps/core.xml", swap("<cp:revision>", "<cp:company/><cp:revision>")),
    ("element-unknown", CHART_PART, swap("<c:gapWidth ", "<c:gap/><c:gapWidth ")),
    ("element-unknown", FORMULAS, swap("<m:num>", "<m:above/><m:num>")),
    # unknown attributes
    ("attribute-unknown", POINTS, swap('<p:cNvPr id="3"', '<p:cNvPr alt="x" id="3"')),
    ("attribute-unknown", POINTS, swap("<a:bodyPr/>", '<a:bodyPr left="0"/>')),
    ("attribute-unknown", POINTS, swap("<p:spPr/>", '<p:spPr r:id="rId1"/>')),
    ("attribute-unknown", POINTS, swapped(r"<a:rPr lang", '<a:rPr size="20" lang')),
    ("attribute-unknown", TABLE, swap('<a:tr h="', '<a:tr w="5" h="')),
    ("attribute-unknown", POINTS, swap('<p:cTn id="3" fill="hold"', '<p:cTn id="3" fill="hold" delay="0"')),
    ("attribute-unknown", MAIN, swap("<p:notesSz ", '<p:notesSz type="a4" ')),
    ("attribute-unknown", CHART_PART, swap('<c:gapWidth val="60"', '<c:gapWidth val="60" by="1"')),
    # required children and attributes
    ("element-missing", POINTS, swapped(r"<p:nvSpPr>.*?</p:nvSpPr>", "")),
    ("element-missing", POINTS, swapped(r"<p:cNvSpPr>.*?</p:cNvSpPr>", "")),
    ("element-missing", POINTS, swapped(r"<p:tgtEl>.*?</p:tgtEl>", "<p:tgtEl/>")),
    ("element-missing", PICTURE, swapped(r"<p:blipFill>.*?</p:blipFill>", "")),
    ("element-missing", TABLE, swapped(r"<a:tblGrid>.*?</a:tblGrid>", "")),
    ("element-missing", FIGURE, swapped(r"<a:solidFill>(?:(?!</a:solidFill>).)*</a:solidFill>(<a:ln w)",
     r"<a:gradFill><a:gsLst/></a:gradFill>\1")),
    ("element-missing", THEME, swapped(r"<a:accent6>.*?</a:accent6>", "")),
    ("element-missing", THEME, swapped(r"<a:effectStyle>.*?</a:effectStyle>", "")),
    ("element-missing", MAIN, swapped(r"<p:notesSz [^>]*>", "")),
    ("element-missing", CHART_PART, swapped(r"<c:scaling>.*?</c:scaling>", "")),
    ("attribute-missing", POINTS, swapped(r'<p:cNvPr id="3" name="[^"]*"', '<p:cNvPr id="3"')),
    ("attribute-missing", POINTS, swap(' Requires="p14"', "")),
    ("attribute-missing", FORMULAS, swap(' Requires="a14"', ' Requires=""')),
    ("attribute-missing", POINTS, swapped(r'<a:off x="5\d+"', "<a:off")),
    ("attribute-missing", FIGURE, swap('<a:prstGeom prst="roundRect"', "<a:prstGeom")),
    ("attribute-missing", MASTER, swap(' accent1="accent1"', "")),
    ("attribute-missing", THEME, swapped(r'<a:clrScheme name="[^"]*"', "<a:clrScheme")),
    # values
    ("attribute-value", POINTS, swap('<p:ph type="title"', '<p:ph type="heading"')),
    ("attribute-value", FIGURE, swap('prst="roundRect"', 'prst="roundedRectangle"')),
    ("attribute-value", FIGURE, swapped(r'anchor="ctr"', 'anchor="middle"')),
    ("attribute-value", FIGURE, swapped(r'<a:ln w="\d+"', '<a:ln w="3pt"')),
    ("attribute-value", FIGURE, swapped(r'<a:ln w="\d+"', '<a:ln w="20116801"')),
    ("attribute-value", POINTS, swapped(r'marL="\d+"', 'marL="51206401"')),
    ("attribute-value", POINTS, swapped(r"<a:pPr marL", '<a:pPr lvl="9" marL')),
    ("attribute-value", POINTS, swapped(r"<a:rPr lang", '<a:rPr b="yes" lang')),
    ("attribute-value", POINTS, swapped(r"<a:rPr lang", '<a:rPr u="line" lang')),
    ("attribute-value", POINTS, swap('spd="med"', 'spd="medium"')),
    ("attribute-value", POINTS, swap('presetClass="entr"', 'presetClass="entrance"')),
    ("attribute-value", POINTS, swap('transition="in"', 'transition="fade"')),
    ("attribute-value", POINTS, swap('build="p"', 'build="paragraph"')),
    ("attribute-value", TABLE, swap('firstRow="1"', 'firstRow="first"')),
    ("attribute-value", THEME, swapped(r'<a:srgbClr val="\w{6}"', '<a:srgbClr val="12345"')),
    ("attribute-value", CHART_PART, swap('<c:gapWidth val="60"', '<c:gapWidth val="900"')),
    ("attribute-value", CHART_PART, swap('<c:barDir val="col"', '<c:barDir val="column"')),
    ("attribute-value", FORMULAS, swap('<m:sty m:val="p"', '<m:sty m:val="plain"')),
    ("text-value", TABLE, swapped(r"<a:tableStyleId>[^<]*", "<a:tableStyleId>Lecture")),
    ("text-value", "docProps/app.xml", swapped(r"<Slides>\d+", "<Slides>ten")),
    ("text-misplaced", POINTS, swap("</a:p><a:p>", "</a:p>between<a:p>")),
    ("text-misplaced", POINTS, swap("<p:spPr/>", "<p:spPr>x</p:spPr>")),
    ("namespace-unknown", POINTS, swapped(r"<mc:Choice .*?</mc:Choice>", '<mc:Choice Requires="p159" xmlns:p159='
     '"http://schemas.microsoft.com/office/powerpoint/2015/main"><p:transition><p159:morph option="byObject"/>'
     "</p:transition></mc:Choice>")),
    ("namespace-unknown", POINTS, swap("drawing/2017/decorative", "drawing/2018/decorative")),
    # the form in which PowerPoint writes a timing, and the styles of tables
    ("timing-root", POINTS, swap(' nodeType="tmRoot"', "")),
    ("timing-root", POINTS, swap('dur="indefinite" restart="never"', 'dur="500" restart="never"')),
    ("timing-root", POINTS, swap(' nodeType="mainSeq"', ' nodeType="interactiveSeq"')),
    ("timing-root", POINTS, swap(' nextAc="seek"', "")),
    ("timing-order", POINTS, swapped(r"<p:prevCondLst>.*?</p:prevCondLst>", "")),
    ("timing-order", POINTS, swapped(r"<p:nextCondLst>.*?</p:nextCondLst>", "")),
    ("timing-start", POINTS, swap('<p:cTn id="4" fill="hold"', '<p:cTn id="4" fill="remove"')),
    ("timing-start", POINTS, swapped(r'(<p:cTn id="4"[^>]*>)<p:stCondLst>.*?</p:stCondLst>', r"\1")),
    ("timing-start", POINTS, swapped(r'(<p:cTn id="3"[^>]*>)<p:stCondLst>.*?</p:stCondLst>', r"\1")),
    ("timing-effect", POINTS, swap(' presetClass="entr"', "")),
    ("timing-effect", POINTS, swap(' presetSubtype="0"', "")),
    ("table-style", TABLE, swapped(r"<a:tableStyleId>\{6", "<a:tableStyleId>{7")),
]  # fmt: skip
"""What the schema of the format forbids, and PowerPoint's own form of it."""
WHOLE = "(?s).+"
BEYOND: list[tuple[str, str, Change]] = [
    # what is no XML, and roots
    ("not-well-formed", TABLE, swapped(WHOLE, "")),
    ("not-well-formed", THEME, swapped(WHOLE, "")),
    ("not-well-formed", CHART_PART, swapped(WHOLE, "")),
    ("not-well-formed", "ppt/notesSlides/notesSlide3.xml", swapped(WHOLE, "")),
    ("not-well-formed", "docProps/core.xml", swapped(WHOLE, "")),
    ("not-well-formed", TABLE, swapped(r"(?<=\?>).*", "")),
    ("not-well-formed", TABLE, swapped(WHOLE, "hello")),
    ("not-well-formed", TABLE, lambda text: f" {text}"),
    ("not-well-formed", TABLE, lambda text: f"hello{text}"),
    ("not-well-formed", TABLE, lambda text: f"{text}<p:sld/>"),
    ("text-misplaced", TABLE, swap("<p:sld ", "hello<p:sld ")),
    ("text-misplaced", TABLE, lambda text: f"{text}hello"),
    ("not-well-formed", TABLE, swap("<p:sld ", '<?xml version="1.0"?><p:sld ')),
    ("not-well-formed", TABLE, swap("<p:cSld>", '<?xml version="1.0"?><p:cSld>')),
    ("not-well-formed", TABLE, swap("<p:cSld>", "<? ?><p:cSld>")),
    ("not-well-formed", TABLE, swap("<a:t>", "<a:t>&#x110000;")),
    ("not-well-formed", TABLE, swap("<a:t>", "<a:t>&#xD800;")),
    ("not-well-formed", TABLE, swap("<a:t>", "<a:t>]]>")),
    ("not-well-formed", TABLE, swap('encoding="UTF-8"', 'encoding="UTF-16"')),
    ("prefix-undeclared", TABLE, swapped(r' xmlns:a="[^"]*"', "")),
    ("prefix-undeclared", PICTURE, swapped(r' xmlns:r="[^"]*"', "")),
    ("prefix-undeclared", TABLE, swap("<p:cNvSpPr", '<p:cNvSpPr q:z="1"')),
    ("element-unknown", TABLE, lambda text: text.replace("<p:sld ", "<p:sldLayout ").replace("</p:sld>",
     "</p:sldLayout>")),
    ("element-unknown", CHART_PART, lambda _: lecture()[FIGURE].decode()),
    # namespaces
    *(("namespace-unknown", part, swap(f"{space}/2006/{word}", f"{space}/2007/{word}")) for part, space, word in (
        (POINTS, "drawingml", "main"), (POINTS, "presentationml", "main"), (MAIN, "presentationml", "main"),
        (POINTS, "officeDocument", "relationships"), (CHART_PART, "drawingml", "chart"),
        (FORMULAS, "officeDocument", "math"), ("docProps/core.xml", "package", "metadata/core-properties"),
        ("docProps/app.xml", "officeDocument", "extended-properties"), (TYPES, "package", "content-types"),
        (rels(3), "package", "relationships"),
    )),
    # relationships by their use
    ("relationship-kind", PICTURE, swapped(r'(<a:blip r:embed=")[^"]*"', r'\1rId1"')),
    ("relationship-kind", rels(5), swap(f"{OFFICE}/image", f"{OFFICE}/hyperlink")),
    ("relationship-kind", rels(5), swap(f"{OFFICE}/image", "http://example.org/image")),
    ("relationship-kind", CHART, swapped(r'(<c:chart [^>]*r:id=")[^"]*"', r'\1rId1"')),
    ("relationship-missing", CHART_PART, swapped(r'(<c:externalData r:id=")[^"]*"', r'\1rId9"')),
    ("address-malformed", rels(9), swap("https://example.org", "https://")),
    ("address-malformed", rels(9), swap("https://example.org", "https://example.org:port/")),
    ("address-malformed", rels(9), swap("https://example.org", "https://[::1/")),
    # graphics, extensions and content types
    ("graphic-address", TABLE, swap("drawingml/2006/table", "drawingml/2006/tabel")),
    ("graphic-address", CHART, swap('graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"',
     'graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"')),
    ("graphic-address", POINTS, swap("{C183D7F6-B498", "{C183D7F6-B499")),
    ("element-missing", CHART, swapped(r"(<a:graphicData [^>]*>).*?</a:graphicData>", r"\1</a:graphicData>")),
    ("relationship-kind", TYPES, swap("drawingml.chart+xml", "drawingm.chart+xml")),
    ("presentation-missing", TYPES, swap("presentation.main+xml", "template.main+xml")),
    ("content-type-missing", TYPES, swap("image/png", "text/plain")),
    ("content-type-missing", TYPES, swap("package.relationships+xml", "package.relations+xml")),
    ("content-type-stale", TYPES, swap('PartName="/docProps/core.xml"', 'PartName="docProps/core.xml"')),
    # values
    ("attribute-value", POINTS, swapped(r'<a:off x="\d+"', '<a:off x="\u0664\u0662"')),
    ("attribute-value", POINTS, swapped(r'<a:off x="\d+"', f'<a:off x="{"9" * 5_000}"')),
    ("attribute-value", MAIN, swapped(r' lang="[^"]*"', ' lang="en_US!"')),
    ("typeface-unknown", MAIN, swap('typeface="+mn-lt"', 'typeface="+zz-lt"')),
    ("text-misplaced", TABLE, swap("<p:spTree>", "<p:spTree>\u00a0")),
    ("shape-id", FIGURE, swapped(r'<p:cNvPr id="3"', '<p:cNvPr id="03"')),
    ("attribute-value", FIGURE, swapped(r'fmla="val [^"]*"', 'fmla="val"')),
    ("attribute-value", FIGURE, swapped(r'fmla="val [^"]*"', 'fmla="val 1 2"')),
    ("attribute-value", POINTS, swap('type="slidenum"', 'type="slidenumber"')),
    ("attribute-value", POINTS, swap('filter="fade"', 'filter="fadd"')),
    ("attribute-value", POINTS, swap('strVal val="visible"', 'strVal val="seen"')),
    ("text-value", POINTS, swap("style.visibility", "style.visible")),
    ("attribute-value", POINTS, swap('2017/decorative" val="1"', '2017/decorative" val="yes"')),
    ("attribute-value", LINK, swap('2018/hyperlinkcolor" val="tx"', '2018/hyperlinkcolor" val="text"')),
    ("attribute-value", PICTURE, swap("<a:stretch>", '<a:srcRect l="60000" r="40000"/><a:stretch>')),
    ("element-missing", PICTURE, swapped(r"<a:blip [^>]*/>", "")),
    ("element-missing", TABLE, swapped(r"(<a:tc>)<a:txBody>.*?</a:txBody>", r"\1")),
    ("merged-cells", TABLE, swap("<a:tc>", '<a:tc gridSpan="0">')),
    ("merged-cells", TABLE, swap("<a:tc>", '<a:tc rowSpan="-1">')),
    ("element-unknown", FORMULAS, lambda text: text.replace("m:oMathPara", "m:oMathParagraph")),
    # charts
    ("chart-points", CHART_PART, swap('<c:ptCount val="2"/>', '<c:ptCount val="1"/>')),
    ("chart-points", CHART_PART, swap('<c:pt idx="1">', '<c:pt idx="0">')),
    ("chart-points", CHART_PART, swapped(r"(<c:numCache>.*?<c:v>)[^<]*", r"\1sixty")),
    ("chart-points", CHART_PART, swapped(r"<c:f>[^<]*</c:f>", "<c:f></c:f>")),
    ("chart-scale", CHART_PART, swapped(r'(<c:valAx>.*?)<c:max val="[^"]*"/>(<c:min val="[^"]*"/>)?',
     r'\1<c:max val="-5"/><c:min val="0"/>')),
    ("chart-labels", CHART_PART, swap('dLblPos val="outEnd"', 'dLblPos val="r"')),
    ("chart-format", CHART_PART, swapped(r'formatCode="[^"]*"', f'formatCode="{"0" * 256}"')),
    ("chart-format", CHART_PART, swapped(r'formatCode="[^"]*"', 'formatCode="0&quot;x"')),
]  # fmt: skip
"""What no program that follows the schema alone would find."""
FROM_SAMPLE = {"custom-show-name", "custom-show-id", "custom-show-slide", "custom-show-empty", "opening-show",
               "typeface-empty"}  # fmt: skip
ALSO = {
    "content-type-missing": {"notes-slide"}, "presentation-missing": {"part-orphaned", "relationship-kind"},
    "timing-target": {"build-target"}, "notes-master-theme": {"part-orphaned"}, "master-theme": {"part-orphaned"},
    "slide-listed-twice": {"slide-unlisted"}, "relationship-missing": {"master-unlisted"},
    "link-target": {"relationship-kind"}, "custom-show-id": {"opening-show"},
    "content-type-stale": {"content-type-missing"}, "element-misplaced": {"element-missing"},
}  # fmt: skip
"""What one defect cannot be without."""


def codes(package: Parts) -> set[str]:
    found = defects_in(package.items())
    assert all(isinstance(defect.message, str) and defect.message for defect in found)
    return {defect.code for defect in found}


def broken(code: str, part: str, change: Change) -> Parts:
    contents = by_hand() if code in FROM_SAMPLE or part == PROPERTIES else lecture()
    before = contents[part].decode()
    after = change(before)
    assert after != before, "nothing was broken"
    return contents | {part: after.encode()}


@pytest.mark.parametrize("package", [by_hand, lecture])
def test_a_good_package_passes(package: Callable[[], Parts]) -> None:
    assert defects(packed(package())) == []


@pytest.mark.parametrize(
    ("code", "part", "change"), BROKEN + BY_SCHEMA + BEYOND, ids=[code for code, _, _ in BROKEN + BY_SCHEMA + BEYOND]
)
def test_a_broken_package_is_stopped_for_its_defect_and_no_other(code: str, part: str, change: Change) -> None:
    assert codes(broken(code, part, change)) - ALSO.get(code, set()) == {code}


EXTRA: list[tuple[str, Parts]] = [
    ("part-name-not-ascii", {"ppt/media/bücher.png": b"\x89PNG\r\n\x1a\nIEND"}),
    ("part-name-malformed", {"ppt/media/a b.png": b"\x89PNG\r\n\x1a\nIEND"}),
    ("part-name-twice", {"ppt/Media/image1.png": b"\x89PNG\r\n\x1a\nIEND"}),
    ("part-orphaned", {"ppt/media/image9.png": b"\x89PNG\r\n\x1a\nIEND"}),
    (
        "relationships-stale",
        {
            "ppt/slides/_rels/slide99.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        },
    ),
]


@pytest.mark.parametrize(("code", "more"), EXTRA, ids=[code for code, _ in EXTRA])
def test_a_part_too_many_is_stopped(code: str, more: Parts) -> None:
    assert codes(lecture() | more) - {"part-orphaned"} == {code} - {"part-orphaned"}
    assert code in codes(lecture() | more)


def test_parts_that_cannot_be_read_are_told_once_each_and_hide_all_other_defects() -> None:
    """Two slides that follow each other, and the presentation, are looked at in three shares."""
    parts = {slide(number): lecture()[slide(number)][:-1] for number in (3, 4)}
    found = defects_in((broken("element-missing", MAIN, swapped(r"<p:notesSz [^>]*>", "")) | parts).items())
    assert sorted((defect.part, defect.code) for defect in found) == [(part, "not-well-formed") for part in parts]


def test_a_picture_that_is_none_is_stopped() -> None:
    picture = next(name for name in lecture() if name.startswith("ppt/media/"))
    assert codes(lecture() | {picture: b"<html>"}) == {"media-damaged"}


def test_a_package_without_content_types_is_stopped() -> None:
    contents = {name: content for name, content in lecture().items() if name != TYPES}
    assert "content-types-missing" in codes(contents)


def test_a_deck_without_a_slide_that_is_shown_is_stopped() -> None:
    hidden = replace(sample(), slides=tuple(replace(slide, hidden=True) for slide in sample().slides))
    with pytest.raises(BrokenDeck) as caught:
        write(hidden, CLASSROOM)
    assert [line.partition(":")[0] for line in caught.value.defects] == ["all-hidden"]


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_is_written_that_preflight_stops(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    found = [Defect(Code.SLIDE_ID_TWICE, MAIN, "7 is none")]
    # Two searches that find the same say it once, in however many processes they are.
    monkeypatch.setattr("deckgen.writers.pptx.package.searches", lambda *_: [lambda: found, lambda: found])
    with pytest.raises(BrokenDeck) as caught:
        write(sample(), CLASSROOM, processes=processes)
    assert caught.value.defects == ("slide-id-twice: ppt/presentation.xml: 7 is none",)


def test_every_code_of_preflight_has_a_package_that_it_stops() -> None:
    tried = {code for code, _, _ in BROKEN + BY_SCHEMA + BEYOND} | {code for code, _ in EXTRA}
    tried |= {"media-damaged", "content-types-missing", "all-hidden"}
    assert set(explanations()["defect"]) - tried == set()


def test_markup_in_other_prefixes_is_read_as_well() -> None:
    """A template may name its namespaces as it likes, and hold comments."""
    foreign = (
        b'<?xml version="1.0"?><!-- <p:ph type="title"/> -->'
        b"<x:sld xmlns:x='http://schemas.openxmlformats.org/presentationml/2006/main'><x:ph type='body'/></x:sld>"
    )
    text = markup(foreign, "x").seen
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


def test_a_defect_that_a_template_has_itself_is_let_be() -> None:
    """A part from a template is judged against the template's own."""
    own = lecture()[MASTER].replace(b"<p:txStyles>", b"<p:txStyles look='1'>")
    worse = own.replace(b"<p:titleStyle>", b"<p:titleStyle/><p:titleStyle>")
    assert codes(lecture() | {MASTER: own}) == {"attribute-unknown"}
    assert defects_in((lecture() | {MASTER: own}).items(), {MASTER: own}) == []
    added = defects_in((lecture() | {MASTER: worse}).items(), {MASTER: own})
    assert [defect.code for defect in added] == ["element-misplaced"]


@pytest.mark.parametrize("count", [5, 50])
def test_tags_that_differ_in_their_values_are_taken_apart_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[str] = []

    def taken_apart(state: _State, piece: str) -> Step:
        apart.append(piece)
        return take_apart(state, piece)

    take_apart = _State._taken_apart
    monkeypatch.setattr(_State, "_taken_apart", taken_apart)
    assert runs([f'<a:rPr lang="en" sz="{size}"/>' for size in range(1_000, 1_000 + count)]) == []
    assert [piece for piece in apart if piece.startswith("a:rPr")] == ['a:rPr lang="en" sz="1000"/>']


@pytest.mark.parametrize("size", ["24.5", "", "99", "400001"])
def test_a_tag_that_is_known_with_another_value_is_looked_at(size: str) -> None:
    known = '<a:rPr lang="en" sz="1000"/>'
    assert runs([known, known.replace("1000", "2000")]) == []
    assert runs([known, known.replace("1000", size)]) == ["attribute-value"]


SPACES = b'xmlns:a="" xmlns:p=""'


def runs(properties: list[str]) -> list[str]:
    """The codes of the defects of the tags of a text whose runs have these properties."""
    text = "".join(f"<a:r>{each}<a:t>x</a:t></a:r>" for each in properties)
    head = '<p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
    shape = f"<p:sp>{head}<p:txBody><a:bodyPr/><a:p>{text}</a:p></p:txBody></p:sp>"
    return [defect.code for defect in Followed().defects("x", Markup(shape, SPACES), "")]


def test_each_schema_file_is_what_its_types_need() -> None:
    """Every type that a rule names is there, and every name of values."""
    stored = {file.stem: json.loads(file.read_bytes()) for file in FOLDER.glob("*.json")}
    types = {name: kind for rules in stored.values() for name, kind in rules["types"].items()}
    values = {name for rules in stored.values() for name in rules["values"]}
    assert sorted(stored) == ["charts", "equations", "slides"]
    for rules in stored.values():
        assert set(rules["roots"].values()) <= types.keys()
    for kind in types.values():
        assert set(kind.get("children", {}).values()) <= types.keys()
        assert {*kind.get("attributes", {}).values(), kind.get("text") or ""} <= values | {""}


def test_an_automaton_accepts_what_its_content_model_describes() -> None:
    """The model of `a:p`: properties first, runs in any number, and at most one end."""
    run = ("many", ("one", ("name", "r"), ("name", "br")), 0, None)
    states, ends = automaton(("each", ("many", ("name", "pPr"), 0, 1), run, ("many", ("name", "end"), 0, 1)))
    assert states == [{"br": 1, "end": 2, "pPr": 1, "r": 1}, {"br": 1, "end": 2, "r": 1}, {}]
    assert ends == [0, 1, 2]
    assert automaton(("many", ("name", "x"), 2, 3)) == ([{"x": 1}, {"x": 2}, {"x": 3}, {}], [2, 3])


def test_a_package_is_looked_at_before_it_is_zipped() -> None:
    entries = [(name, content, True) for name, content in lecture().items()]
    assert defects(archive(entries)) == defects_in((name, content) for name, content, _ in entries) == []


def test_the_markup_of_a_slide_is_let_go_once_it_has_been_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[packaging.Parts] = []

    def parts_of(entries: Iterable[tuple[str, bytes]]) -> packaging.Parts:
        made.append(packaging.parts_of(entries))
        return made[-1]

    monkeypatch.setattr(preflight, "parts_of", parts_of)
    assert defects_in(by_hand().items()) == []
    kept = {made[0].kind(name) for name in made[0].texts}
    assert {"main", "slideLayout", "slideMaster"} <= kept
    assert not kept & {"slide", "notesSlide"}


def test_a_slide_may_come_before_its_layout() -> None:
    package = sorted(by_hand().items(), key=lambda part: "/slides/slide" not in part[0])
    assert defects_in(package) == []
