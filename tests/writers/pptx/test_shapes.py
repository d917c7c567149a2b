"""Shapes, connectors and tables as PowerPoint stores them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from deckgen.geometry import Point, Rect, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import (
    Box,
    Cell,
    Connector,
    Crop,
    Glue,
    Grid,
    GridRow,
    Picture,
    Placeholder,
    Shape,
    Site,
    TextBox,
    least_insets,
)  # fmt: skip
from deckgen.scene.text import Insets, Line, Paragraph, Run, TextBody
from tests.writers.pptx.pieces import elbow, png
from tests.writers.pptx.reading import NAMES, slide_of, the

INK = Colour("dk1")
PICTURE = png(40, 40)
LINE = Stroke(INK, pt(1))
WORDS = TextBody((Paragraph((Run("x", 18, INK),), (Line("x"),)),), insets=Insets(pt(10), pt(10), pt(10), pt(10)))


def box(name: str, x: int, y: int, shape: Shape = "rectangle") -> Box:
    return Box(name, Rect(pt(x), pt(y), pt(20), pt(10)), shape, alt=name)


def joined(start: Site, end: Site, to: tuple[int, int], shape: Shape = "rectangle") -> ElementTree.Element:
    """An elbow from a point at 100, 100 pt to another, glued to the sides named."""
    line = Connector(
        "Line",
        elbow(Point(pt(100), pt(100)), Point(pt(to[0]), pt(to[1])), start, end),
        LINE,
        end_head=True,
        start_glue=Glue("From", start),
        end_glue=Glue("To", end),
    )
    return the(slide_of(line, box("From", 80, 95, shape), box("To", *to)), ".//p:cxnSp")


def place(element: ElementTree.Element) -> tuple[dict[str, str], tuple[float, ...]]:
    frame = the(element, "p:spPr/a:xfrm")
    offset, extent = the(frame, "a:off"), the(frame, "a:ext")
    numbers = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    return dict(frame.attrib), tuple(int(number or 0) / 12_700 for number in numbers)


def test_the_radius_of_a_rounded_box_is_a_share_of_its_shorter_side() -> None:
    rounded = Box("Box", Rect(0, 0, pt(200), pt(50)), "rounded", corner=pt(5), alt="Box")
    assert the(slide_of(rounded), ".//p:sp//a:gd").get("fmla") == "val 10000"


def test_no_corner_is_rounder_than_half_the_shorter_side() -> None:
    rounded = Box("Box", Rect(0, 0, pt(200), pt(8)), "rounded", corner=pt(5), alt="Box")
    assert the(slide_of(rounded), ".//p:sp//a:gd").get("fmla") == "val 50000"


def test_insets_count_from_the_edge_whatever_the_shape() -> None:
    ellipse = Box("Box", Rect(0, 0, pt(40), pt(40)), "ellipse", body=WORDS)
    least = least_insets("ellipse", ellipse.rect)
    assert the(slide_of(ellipse), ".//a:bodyPr").get("lIns") == str(pt(10) - least.left)


def test_no_inset_becomes_less_than_nothing() -> None:
    ellipse = Box("Box", Rect(0, 0, pt(400), pt(40)), "ellipse", body=WORDS)
    assert the(slide_of(ellipse), ".//a:bodyPr").get("lIns") == "0"


def test_no_fill_and_no_line_are_said() -> None:
    properties = the(slide_of(box("Box", 0, 0)), ".//p:sp/p:spPr")
    assert [child.tag.split("}")[1] for child in properties] == ["xfrm", "prstGeom", "noFill", "ln"]
    assert the(properties, "a:ln/a:noFill") is not None


def test_a_decorative_shape_says_so_and_has_an_empty_description() -> None:
    identity = the(slide_of(Box("Bar", Rect(0, 0, 1, 1), decorative=True)), ".//p:sp//p:cNvPr")
    assert identity.get("descr") == ""
    assert the(identity, ".//adec:decorative").get("val") == "1"


def test_ids_count_upwards_in_document_order() -> None:
    slide = slide_of(box("One", 0, 0), box("Two", 0, 0), box("Three", 0, 0))
    ids = [(shape.get("id"), shape.get("name")) for shape in slide.findall(".//p:cNvPr", NAMES)]
    assert ids == [("1", ""), ("2", "One"), ("3", "Two"), ("4", "Three")]


def test_a_connector_names_the_shapes_it_is_glued_to_wherever_they_come() -> None:
    line = joined("right", "left", (150, 120))
    assert the(line, ".//a:stCxn").attrib == {"id": "3", "idx": "3"}
    assert the(line, ".//a:endCxn").attrib == {"id": "4", "idx": "1"}


@pytest.mark.parametrize(
    ("shape", "site", "index"),
    [
        ("rectangle", "bottom", "2"),
        ("ellipse", "bottom", "4"),
        ("ellipse", "right", "6"),
        ("left-brace", "left", "1"),
        ("right-brace", "right", "1"),
    ],
)
def test_sites_are_counted_as_the_shape_counts_them(shape: Shape, site: Site, index: str) -> None:
    assert the(joined(site, "top", (150, 120), shape), ".//a:stCxn").get("idx") == index


@pytest.mark.parametrize(
    ("to", "turn"),
    [
        ((150, 120), {}),
        ((150, 80), {"flipV": "1"}),
        ((50, 120), {"flipH": "1"}),
    ],
)
def test_a_level_elbow_is_flipped_towards_its_end(to: tuple[int, int], turn: dict[str, str]) -> None:
    assert place(joined("right", "left", to))[0] == turn


@pytest.mark.parametrize(
    ("to", "turn"),
    [
        ((50, 120), {"rot": "5400000"}),
        ((150, 120), {"rot": "16200000", "flipH": "1"}),
        ((50, 80), {"rot": "5400000", "flipH": "1"}),
        ((150, 80), {"rot": "16200000"}),
    ],
)
def test_an_upright_elbow_is_turned_by_a_quarter(to: tuple[int, int], turn: dict[str, str]) -> None:
    """Its frame, 20 wide for the way down and 50 high for the way across, has its centre between the ends."""
    attributes, frame = place(joined("bottom", "top", to))
    assert attributes == turn
    assert frame == ((100 + to[0]) / 2 - 10, (100 + to[1]) / 2 - 25, 20, 50)


def test_an_elbow_round_one_corner_has_two_legs() -> None:
    line = joined("right", "bottom", (150, 80))
    assert the(line, ".//a:prstGeom").get("prst") == "bentConnector2"
    assert place(line)[0] == {"flipV": "1"}


def grid(*rows: GridRow, header: bool = True) -> ElementTree.Element:
    table = Grid("Table", Rect(0, 0, pt(200), pt(60)), (pt(100), pt(100)), rows, header=header, alt="A table")
    return the(slide_of(table), ".//a:tbl")


def test_a_spanning_cell_covers_the_cells_after_it() -> None:
    table = grid(GridRow(pt(30), (Cell(WORDS, span=2),)), GridRow(pt(30), (Cell(WORDS), Cell(WORDS))))
    cells = [dict(cell.attrib) for cell in table.findall("a:tr/a:tc", NAMES)]
    assert cells == [{"gridSpan": "2"}, {"hMerge": "1"}, {}, {}]


def test_a_cell_over_rows_and_columns_covers_the_cells_below_and_beside_it() -> None:
    rows = (
        GridRow(pt(30), (Cell(WORDS, span=2, row_span=2),)),
        GridRow(pt(30), (), rule=Stroke(INK, pt(2))),
        GridRow(pt(30), (Cell(WORDS), Cell(WORDS))),
    )
    table = grid(*rows)
    cells = [dict(cell.attrib) for cell in table.findall("a:tr/a:tc", NAMES)]
    assert cells[:2] == [{"rowSpan": "2", "gridSpan": "2"}, {"rowSpan": "2", "hMerge": "1"}]
    assert cells[2:4] == [{"gridSpan": "2", "vMerge": "1"}, {"hMerge": "1", "vMerge": "1"}]
    assert [line.get("w") for line in table.findall("a:tr[1]//a:lnB", NAMES)] == [str(pt(2))]


def test_a_rule_is_drawn_by_the_cells_on_both_sides_of_it() -> None:
    table = grid(
        GridRow(pt(30), (Cell(WORDS), Cell(WORDS)), rule=Stroke(INK, pt(2))),
        GridRow(pt(30), (Cell(WORDS), Cell(WORDS))),
    )
    upper, lower = table.findall("a:tr", NAMES)
    assert [line.get("w") for line in upper.findall(".//a:lnB", NAMES)] == [str(pt(2))] * 2
    assert [line.get("w") for line in lower.findall(".//a:lnT", NAMES)] == [str(pt(2))] * 2


def test_text_that_is_not_bold_says_so_where_the_style_would_make_it_bold() -> None:
    table = grid(GridRow(pt(30), (Cell(WORDS), Cell(WORDS))), GridRow(pt(30), (Cell(WORDS), Cell(WORDS))))
    weights = [run.get("b") for run in table.findall(".//a:rPr", NAMES)]
    assert weights == ["0", "0", "0", None]


def test_a_crop_is_a_source_rectangle_so_that_the_picture_stays_whole() -> None:
    picture = Picture("p", Rect(0, 0, pt(50), pt(50)), PICTURE, "p", crop=Crop(left=25_000, right=50_000))
    assert the(slide_of(picture), ".//a:srcRect").attrib == {"l": "25000", "r": "50000"}
    whole = Picture("p", Rect(0, 0, pt(50), pt(50)), PICTURE, "p")
    assert slide_of(whole).find(".//a:srcRect", NAMES) is None


def test_a_fill_can_be_seen_through() -> None:
    band = Box("Band", Rect(0, 0, pt(200), pt(50)), fill=INK, decorative=True, opacity=85)
    assert the(slide_of(band), ".//p:sp/p:spPr/a:solidFill/a:schemeClr/a:alpha").get("val") == "85000"


def test_a_bare_placeholder_is_without_the_fill_and_the_line_of_its_layout() -> None:
    title = TextBox("Title", Rect(0, 0, pt(200), pt(50)), WORDS, Placeholder("title", 0), bare=True)
    shape = the(slide_of(title, layout="title-only"), ".//p:sp/p:spPr")
    assert [child.tag.partition("}")[2] for child in shape] == ["xfrm", "noFill", "ln"]
    the(shape, "a:ln/a:noFill")
