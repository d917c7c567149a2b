"""Charts: numbers from the outline or from a CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, error
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, items_of, list_of, written
from deckgen.outline.element import Outside, Selectable, Sourced, Words, one_of
from deckgen.outline.forms import CELL, JsonSchema, mapping_of
from deckgen.outline.highlight import unknown_highlight
from deckgen.outline.tables import SeriesName, at, rows_of, still_there
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = "chart:\n  values: {Docker: 1, Virtual machine: 60}\n  unit: s"
SEVERAL = "chart:\n  series: [Docker, Virtual machine]\n  values:\n    Start: [1, 60]\n    Stop: [0.5, 20]"


class ChartRow(Selectable, frozen=True):
    """The numbers of one category: `category: number`, or `category: [number, number]` for several series."""

    noun: ClassVar[str] = "a row of a chart"
    has_long_form: ClassVar[bool] = False

    name: Annotated[Words, Meta(description="The category of the numbers.", examples=[EXAMPLE])]
    numbers: Annotated[
        tuple[Words, ...],
        Meta(description="A number for each series; an empty one leaves a gap.", examples=[SEVERAL]),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode(entries=(Entry(key=name, value=TextNode() | ListNode() as value),)):
                numbers = list_of(items_of(value), value.place)
                return written(node.place, name=name, numbers=numbers)
        hint = "write what the number is of, `: ` and the number, or `[number, number]` for several series"
        sink.wrong(node, "a row of a chart is `name: number`", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(CELL, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(CELL)


class Chart(Sourced, frozen=True):
    """A chart that PowerPoint can edit, in the theme's colours; series named like roles have the roles' colours."""

    noun: ClassVar[str] = "a chart"

    kind: Annotated[
        Literal["column", "bar", "line", "pie", "scatter"],
        Meta(
            description="The kind of chart: vertical columns, horizontal bars, a line, shares of a whole, or points.",
            examples=[EXAMPLE + "\n  kind: bar"],
        ),
    ] = "column"
    values: Annotated[
        tuple[ChartRow, ...],
        Meta(
            description="The numbers: `category: number`, or `category: [number, number]` for several series.",
            examples=[EXAMPLE],
        ),
    ] = ()
    series: Annotated[
        tuple[SeriesName, ...],
        Meta(description="The names of the series, for a legend or for the ends of lines.", examples=[SEVERAL]),
    ] = ()
    file: Annotated[
        Words | None,
        Outside,
        Meta(
            description="A CSV or Excel file beside the outline: categories in the first column, series named in the "
            "first row. `series` chooses columns by their names.",
            examples=["chart: {file: times.csv, kind: line}", "chart: {file: times.csv, series: [Docker]}"],
        ),
    ] = None
    categories: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The column of the file with the categories, or with the numbers along the horizontal axis: "
            "the first one, unless another is named.",
            examples=["chart: {file: times.csv, categories: Year, series: [Seconds]}"],
        ),
    ] = None
    decimal: Annotated[
        Literal[".", ","] | None,
        Meta(
            description="The decimal sign, if the numbers can be read in two ways, as `1.500` in a German deck. With "
            "`,`, points part thousands.",
            examples=['chart: {file: times.csv, decimal: ","}', 'chart: {values: {Docker: 1.500}, decimal: ","}'],
        ),
    ] = None
    skip: Annotated[
        float,
        Meta(
            gt=0,
            description="The number of lines at the beginning of the file that are not part of the table.",
            examples=["chart: {file: times.csv, skip: 2}"],
        ),
    ] = 0
    sheet: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The sheet of an Excel file, if it has several.",
            examples=["chart: {file: times.xlsx, sheet: Results}"],
        ),
    ] = None
    range: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The cells of an Excel file that hold the table, from the first to the last.",
            examples=["chart: {file: times.xlsx, range: 'B2:D12'}"],
        ),
    ] = None
    unit: Annotated[
        Words | None,
        Meta(
            description="The unit after each number, or before it as `$` in English; one of more than three letters, "
            "or that has no room there, is written once, as the title of the axis.",
            examples=[EXAMPLE],
        ),
    ] = None
    axes: Annotated[
        tuple[Words, ...],
        Meta(
            description="The titles of the two axes, the horizontal one first. Both are level.",
            examples=["chart:\n  kind: scatter\n  values: {1: 8, 2: 4.2, 4: 2.3}\n  axes: [Cores, Seconds]"],
        ),
    ] = ()

    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The categories or the series that stand out in the accent colour, while the rest is grey.",
            examples=[EXAMPLE + "\n  highlight: Docker", SEVERAL + "\n  highlight: [Docker]"],
        ),
    ] = ()

    def names_outside(self) -> Iterator[Words]:
        yield from super().names_outside()
        if self.file is not None:
            typed = {each.bare for each in self.series if each.column is not None}
            yield from (each.name for each in self.series if each.column is None)
            yield from (words for words in self.highlight if words.bare not in typed)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if not isinstance(node, MapNode):
            sink.wrong(node, "a chart is a mapping", "begin it with `values:` and `name: number` in a line for each")
            return None
        if not has(node, "values", "file") and (bare := _numbers_in(node)):
            hint = f"write them under `values`: `values: {{{bare[0].text}: …}}`"
            sink.error(Code.UNKNOWN_FIELD, "these numbers are fields of the chart itself", bare[0].place, hint)
            return None
        entries = []
        for entry in node.entries:
            value = entry.value
            if entry.key.text == "values" and isinstance(value, MapNode) and value.entries:
                value = list_of(rows_of(value), value.place)
            entries.append(Entry(entry.key, value))
        return MapNode(tuple(entries), node.place)

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order; 1 for numbers from a file, as yet unknown."""
        if not self.values:
            return 1
        by_series = order == "by series" or (order == "one by one" and len(self.series) > 1)
        return max(len(self.series), 1) if by_series or self.kind == "scatter" else len(self.values)

    def narrowed(self, before: Self) -> Self:
        if len(self.series) == len(before.series):
            return self
        left = still_there(before.series, self.series)
        rows = (replace(row, numbers=at(left, row.numbers)) for row in self.values)
        return replace(self, values=tuple(rows), file=self.file) if left else replace(self, values=(), file=None)

    def pruned(self) -> Self | None:
        return self if self.values or self.file else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        if has(node, "values") and has(node, "file"):
            sink.error(Code.CLASHING_FIELDS, "a chart has `values` or `file`, not both", node.place, "remove one")
        elif element.is_sound and not (element.values or element.file):
            sink.error(Code.MISSING_FIELD, "a chart needs `values` or `file`", node.place, "add `values:`")
        elif not has(node, "file"):
            _check_needs_no_file(element, node, sink)
        if element.axes and (len(element.axes) != 2 or element.kind == "pie"):
            message = "a pie has no axes" if element.kind == "pie" else "a chart has two axes"
            hint = "remove `axes`" if element.kind == "pie" else "write `axes: [level, upright]`"
            sink.error(Code.WRONG_TYPE, message, element.axes[0].place, hint)
        if element.is_sound:
            _check_rows(element, sink)
        if element.is_sound and element.values:
            categories = [row.name.bare for row in element.values]
            sink.add(*element.unknown_highlights(categories, [name.bare for name in element.series]))

    def unknown_highlights(self, categories: Sequence[str], series: Sequence[str]) -> Iterator[Diagnostic]:
        """Errors for highlights of what is not in the chart, or cannot stand out beside the others.

        A category of a scatter chart is a number.
        """
        names = [*series, *(categories if self.kind != "scatter" else ())]
        there = [words for words in self.highlight if words.bare in names]
        for words in self.highlight:
            if words not in there:
                yield unknown_highlight(words, names, "chart")
        lit = [words for words in there if words.bare in series]
        points = [words for words in there if words.bare not in series]
        if self.kind == "line" and len(series) > 1 and points:
            message = (
                f"`{points[0].bare}` is a point of {len(series)} lines, and only whole lines stand out among others"
            )
            hint = f"highlight a line, {one_of(series)}, or use `kind: column`"
            yield error(Code.CLASHING_FIELDS, message, points[0].place, hint)
        elif lit and points:
            message = (
                f"`{lit[0].bare}` is a series and `{points[0].bare}` a category, and only one kind can stand out"
            )
            last = max(lit[0], points[0], key=there.index)
            yield error(Code.CLASHING_FIELDS, message, last.place, f"remove `{last.bare}`")


OF_FILES = ("categories", "skip", "sheet", "range")


def _check_needs_no_file(chart: Any, node: MapNode, sink: Sink) -> None:
    """Report what is said of a file where there is none."""
    for key in OF_FILES:
        if (value := node.get(key)) is not None:
            message = f"`{key}` is about a file, but this chart has none"
            sink.error(Code.CLASHING_FIELDS, message, value.place, f"remove `{key}`, or name the `file`")
    for name in chart.series:
        if name.column is not None:
            message = "`column` is about a file, but this chart has none"
            sink.error(Code.CLASHING_FIELDS, message, name.column.place, "write the name alone")


def _with_comma(numbers: Sequence[Words]) -> str:
    """The hint for the first two numbers with a comma between them and no space: they may be one; "" without any."""
    for one, other in pairwise(numbers):
        start, end = one.place, other.place
        is_close = start.line == end.line and start.column + start.length + 1 == end.column
        if is_close and one.raw[-1:].isdigit() and other.raw.isdigit():
            return f'put a number with a comma in quotes: "{one.raw},{other.raw}"'
    return ""


def _check_rows(chart: Any, sink: Sink) -> None:
    """Check that every row has a number for every series, and a numeric name if one is needed."""
    from deckgen.media.numbers import number  # noqa: PLC0415  (few outlines hold charts)

    count = max(len(chart.series), 1)
    decimal: Literal[".", ","] = chart.decimal or "."
    for row in chart.values:
        if len(row.numbers) != count:
            numbers = "1 number" if len(row.numbers) == 1 else f"{len(row.numbers)} numbers"
            message = f"`{row.name.plain}` has {numbers}, but there {'is 1' if count == 1 else f'are {count}'} series"
            few = f"write {count} numbers in brackets; `''` is one that is missing"
            many = _with_comma(row.numbers) or "name each series in `series: [name, name]`"
            sink.error(Code.ROW_LENGTH, message, row.place, few if len(row.numbers) < count else many)
            if not chart.series:
                return
            continue
        typed = [words for words in row.numbers if words.plain.strip()]
        wrong = next((words for words in typed if number(words.plain, decimal) is None), None)
        if wrong is None and chart.kind == "scatter" and number(row.name.plain, decimal) is None:
            wrong = row.name
        if wrong is not None:
            hint = "write digits with a comma, without a unit, which goes into `unit`"
            if decimal == ".":
                hint = _in_digits(wrong.plain.strip())
            sink.error(Code.NOT_A_NUMBER, f"`{wrong.plain}` is no number", wrong.place, hint)
    if chart.kind == "pie" and count == 1 and chart.series and chart.file is None:
        message = "a pie has no place for the name of its numbers"
        sink.error(
            Code.CLASHING_FIELDS, message, chart.series[0].place, "leave `series` out, and say it in the title"
        )


def _numbers_in(node: MapNode) -> list[TextNode]:
    """The names of numbers that are typed beside the fields of a chart."""
    return [
        entry.key
        for entry in node.entries
        if entry.key.text not in Chart.field_names()
        and all(isinstance(each, TextNode) and _DIGITS.fullmatch(each.text) for each in items_of(entry.value))
    ]


_DIGITS = regex(r"[-−+]?[\d., ]*\d\s*%?")
_IN_THOUSANDS = regex(r"([-−]?\d{1,3}(?:([,' \u00a0\u202f])\d{3})(?:\2\d{3})*)(\.\d+)?")
_WITH_POWER = regex(r"[-−]?\d+(?:\.\d+)?[eE][-+]?\d{1,3}")
_MOST_ZEROS = 12
_GAPS = ("null", "~", "_", "-", "–", "—", "?", "n/a", "na", "nan", ".nan", "none")


def _in_digits(text: str) -> str:
    """The hint for what is no number in an outline: the same one in digits if that is clear."""
    if text.lower() in _GAPS:
        return "leave it empty if it is missing; in a list, write `''`"
    if (found := _IN_THOUSANDS.fullmatch(text)) is not None:
        whole = re.sub(r"[^-\d]", "", found[1].replace("−", "-")) + (found[3] or "")
        other = f", or `{text.replace(',', '.')}` if its comma is a decimal sign" if text.count(",") == 1 else ""
        return f"write `{whole}`{other if not found[3] else ''}"
    if re.fullmatch(r"[-−]?\d+,\d+", text):
        return f'write `{text.replace(",", ".")}`, or say `decimal: ","` in this chart'
    if _WITH_POWER.fullmatch(text):
        power = int(re.split("[eE]", text)[1])
        if abs(power) <= _MOST_ZEROS:
            return f"write `{Decimal(text.replace('−', '-')):f}`"
        return "write fewer digits, and the power of ten into `unit`"
    return "write digits with a point, without a unit, which goes into `unit`"
