"""What Typst's tags of tables do not say yet: which cells are the names of rows, and what a table is about.

Typst 0.15 has this behind a feature that its package for Python cannot switch on, so it is added to the finished PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from deckgen.scene.items import Grid, columns, walk
from deckgen.scene.slide import SlideScene


def with_names_of_rows(content: bytes, slides: Iterable[SlideScene]) -> bytes:
    """The PDF with the names of rows as heads, and with the alternative texts of tables as their summaries
    (ISO 32000-1, table 349); `slides` are all that it shows, in order.
    """
    grids = [item for slide in slides for item in walk(slide.items) if isinstance(item, Grid)]
    if not grids:
        return content
    from pikepdf import ObjectStreamMode, open  # noqa: PLC0415  (few lectures hold tables)

    with open(BytesIO(content)) as pdf:
        for grid, table in zip(grids, _tagged(pdf.Root.StructTreeRoot.K, "/Table"), strict=True):
            _complete(table, grid)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _complete(table: Any, grid: Grid) -> None:
    from pikepdf import Name  # noqa: PLC0415

    if grid.alt:
        _attribute(table, Summary=grid.alt)
    if not grid.first_column:
        return
    for row, placed in zip(_tagged(table.K, "/TR"), columns(grid), strict=True):
        if placed and placed[0][0] == 0 and row.K[0].S == "/TD":
            row.K[0].S = Name.TH
            _attribute(row.K[0], Scope=Name.Row)


def _attribute(element: Any, **attribute: Any) -> None:
    """Add an attribute of tables to a structure element."""
    from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

    element.A = Array([*element.get("/A", []), Dictionary(O=Name.Table, **attribute)])


def _tagged(node: Any, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in reading order."""
    from pikepdf import Array, Dictionary  # noqa: PLC0415

    for kid in node if isinstance(node, Array) else [node]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            if kind == kid.S:
                yield kid
            elif "/K" in kid:
                yield from _tagged(kid.K, kind)
