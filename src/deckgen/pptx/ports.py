"""Boxes to which connectors are glued beside the middles of their sides.

No preset shape of the format has connection sites there, so such a box is a custom geometry: the rounded rectangle
itself, with the four sites of the preset first and those that are needed behind them. Its text rectangle is all of
it: LibreOffice shows no text in one that is told by guides.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.geometry import Point, Rect
from deckgen.scene.items import Site

_ANGLES: dict[Site, int] = {"top": 16_200_000, "left": 10_800_000, "bottom": 5_400_000, "right": 0}
"""The direction in which a connector leaves, in the order in which presets count their sites."""


def outline_with_ports(rect: Rect, corner: int, ports: Sequence[tuple[Site, int]]) -> str:
    """The a:custGeom of a rounded rectangle with sites at `ports`, each an offset from the left or top of a side."""
    width, height = rect.width, rect.height
    corner = min(corner, width // 2, height // 2)
    middles = [(site, (width if site in ("top", "bottom") else height) // 2) for site in _ANGLES]
    sites = "".join(_site(site, _on_side(site, offset, rect)) for site, offset in (*middles, *ports))
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">'
        f"{_path(width, height, corner)}</a:path></a:pathLst></a:custGeom>"
    )


def _on_side(site: Site, offset: int, rect: Rect) -> Point:
    if site in ("top", "bottom"):
        return Point(offset, 0 if site == "top" else rect.height)
    return Point(0 if site == "left" else rect.width, offset)


def _site(site: Site, point: Point) -> str:
    return f'<a:cxn ang="{_ANGLES[site]}"><a:pos x="{point.x}" y="{point.y}"/></a:cxn>'


def _path(width: int, height: int, corner: int) -> str:
    """Clockwise from the left end of the top, with a quarter of a circle at each corner."""
    ends = [Point(width - corner, 0), Point(width, height - corner), Point(corner, height), Point(0, corner)]
    parts = [f'<a:moveTo><a:pt x="{corner}" y="0"/></a:moveTo>']
    for number, end in enumerate(ends):
        parts.append(f'<a:lnTo><a:pt x="{end.x}" y="{end.y}"/></a:lnTo>')
        if corner:
            angle = (16_200_000 + number * 5_400_000) % 21_600_000
            parts.append(f'<a:arcTo wR="{corner}" hR="{corner}" stAng="{angle}" swAng="5400000"/>')
    return "".join(parts) + "<a:close/>"
