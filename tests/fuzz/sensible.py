"""Outlines as they were drawn, made likely to be valid: names name something, rows have a cell for each column.

In: what `outlines` draws, with `Ref`s in it. Out: plain values. A name with nothing to name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from typing import Any

from deckgen.outline.box import Box
from deckgen.outline.registry import BLOCKS, home_of
from tests.fuzz.hints import Arrow, Ref

Tree = Any
Known = Mapping[str, list[str]]
"""The names of each kind that a `Ref` can take."""
GONE = object()
AMOUNTS = ("50 MB", "1.5 GB", "20 GB", "800 kB")
NUMBERS = (1, 2.5, "60", "0")
CLASHING = {"stacks": ("of", "rows", "best", "better", "ratio"), "file": ("text", "values")}
"""Fields that say the same as others, which then have to go."""
PLACES_OF_TITLES = ("top", "bottom", "left", "turned", "tab")
"""Where the title of a frame can stand, which a box without parts has none of."""
OF_SECTIONS = ("section", "subtitle", "notes", "keep", "only", "for", "minutes", "transition")
"""What the slide of a section can have."""
WORD = re.compile(r"[^\W_]+")


def sensible(outline: dict[str, Tree]) -> dict[str, Tree]:
    """The outline with all its names filled in."""
    audiences = outline.get("audiences")
    audiences = {str(name): None for name in audiences} if isinstance(audiences, list) else audiences
    outline = {**outline, "audiences": audiences if isinstance(audiences, dict) else {}}
    slides = outline["slides"] if isinstance(outline["slides"], list) else [outline["slides"]]
    outline["slides"] = [_with_marks(slide) for item in slides if (slide := _alone(item))]
    if any("see" in slide for slide in outline["slides"]):
        outline["slides"].append({"title": "More"})
    known = {
        "audience": list(outline["audiences"]),
        "role": [name for name in _items(outline.get("roles")) if isinstance(name, str)],
        "figure": [name for name in _items(outline.get("figures")) if isinstance(name, str)],
        "slide": [slide["title"] for slide in outline["slides"] if isinstance(slide.get("title"), str)],
    }
    figures = outline.get("figures")
    filled = _filled(outline, known, figures if isinstance(figures, dict) else {})
    return {key: value for key, value in filled.items() if value or key not in ("audiences", "roles")}


def _alone(slide: Tree) -> Tree:
    """A slide without what cannot stand beside its section or include, and with what its variants replace."""
    if not isinstance(slide, dict):
        return None
    if "include" in slide:
        return {"include": slide["include"]}
    variants = slide.get("for")
    others = [each for each in variants.values() if isinstance(each, dict)] if isinstance(variants, dict) else []
    replaced = {key: value for each in others for key, value in each.items() if key != "without"}
    whole = {**replaced, **slide}
    if "section" not in whole:
        return whole
    for each in others:
        for key in each.keys() - set(OF_SECTIONS):
            del each[key]
    return {key: value for key, value in whole.items() if key in OF_SECTIONS}


def _with_marks(slide: dict[str, Tree]) -> dict[str, Tree]:
    """A slide whose title refers to its footnotes; without a title it has none."""
    title, footnotes = slide.get("title"), slide.get("footnotes")
    if isinstance(title, str) and isinstance(footnotes, dict):
        return {**slide, "title": title + "".join(f"[^{name}]" for name in footnotes)}
    return {key: value for key, value in slide.items() if key != "footnotes"}


def _items(tree: Tree) -> list[Tree]:
    return list(tree) if isinstance(tree, list | dict) else [] if tree is None else [tree]


def _filled(tree: Tree, known: Known, figures: Mapping[str, Tree]) -> Tree:
    match tree:
        case Ref():
            there = known.get(tree.kind) or ()
            return there[tree.pick % len(there)] if there else GONE
        case Arrow():
            ends = [_filled(end, known, figures) for end in (tree.start, tree.end)]
            return GONE if GONE in ends else f"{tree.each}{ends[0]} {tree.sign} {ends[1]}"
        case list():
            return [new for item in tree if (new := _filled(item, known, figures)) is not GONE] or GONE
        case dict():
            return _mapping(tree, known, figures)
    return tree


def _mapping(tree: dict[Any, Tree], known: Known, figures: Mapping[str, Tree]) -> Tree:
    if not tree:
        return tree
    tree = _fitted(tree)
    known = {**known, **_names_in(tree, known, figures)}
    made = {}
    for key, value in tree.items():
        name = _filled(key, known, figures)
        new = _filled(value, known, figures)
        if name is not GONE and new is not GONE and _has_home(name, tree):
            made[name] = new
    return made or GONE


def _has_home(key: Tree, tree: dict[Any, Tree]) -> bool:
    home = home_of(key, tree.keys()) if isinstance(key, str) else None
    is_of_a_slide = (
        "slides" not in tree
        and not tree.keys() <= OF_SEQUENCES
        and (any(block in tree for block in BLOCKS.keys() - {"columns"}) or "title" in tree)
    )
    return home is None or home in tree or "figure" in tree or not is_of_a_slide


def _names_in(tree: dict[Any, Tree], known: Known, figures: Mapping[str, Tree]) -> dict[str, list[str]]:
    """What the fields of a slide, a column or a table can name."""
    found: dict[str, list[str]] = {}
    layers = tree.get("layers")
    name = tree.get("figure")
    if layers is None and isinstance(name, Ref) and known.get("figure"):
        figure = figures.get(known["figure"][name.pick % len(known["figure"])])
        layers = figure.get("layers") if isinstance(figure, dict) else None
    if layers is not None:
        found["box"] = [*labels(layers), *labels(tree.get("below"))]
        braces = tree.get("braces")
        found["part"] = [*found["box"], *(key for key in _items(braces) if isinstance(key, str))]
    nodes = [name for node in _items(tree.get("nodes")) for name in _node_names(node) if isinstance(name, str)]
    if nodes:
        found["box"] = nodes
    if "of" in tree and "rows" not in tree:
        found["box"] = list(labels(tree["of"]))
    if any(block in tree for block in BLOCKS):
        found["block"] = [key for key in tree if key in BLOCKS]
        found["key"] = [key for key in tree if isinstance(key, str) and key not in ("title", "for", "only", "except")]
        found["word"] = [word for text in texts(tree) for word in WORD.findall(text)]
    for columns in ("of", "columns"):
        if "rows" in tree and columns in tree:
            found["column"] = [text for text in _items(tree[columns]) if isinstance(text, str)]
            found["row"] = list(_row_names(tree["rows"]))
    if isinstance(tree.get("stacks"), dict):
        found["column"] = list(tree["stacks"])
    return found


def _node_names(node: Tree) -> list[Tree]:
    """The name of a node of a graph, however it is typed."""
    return [node["name"]] if isinstance(node, dict) and "name" in node else _items(node)


def labels(tree: Tree) -> Iterator[str]:
    """The labels of boxes, and the captions over them."""
    match tree:
        case str():
            yield tree
        case list():
            for item in tree:
                yield from labels(item)
        case dict() if "box" in tree:
            yield from labels(tree["box"])
            for key in ("parts", "across", "down"):
                yield from labels(tree.get(key))
        case dict() if "name" in tree:
            yield from labels([tree["name"], *_items(tree.get("parts"))])
        case dict():
            for key, value in tree.items():
                if key not in Box.field_names():
                    yield from labels(key)
                yield from labels(value if isinstance(value, list | dict) else None)


def texts(tree: Tree) -> Iterator[str]:
    """All texts in it."""
    if isinstance(tree, str):
        yield tree
    for item in [*tree.values()] if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from texts(item)


def _row_names(rows: Tree) -> Iterator[str]:
    for row in rows if isinstance(rows, list) else [rows]:
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            yield row["name"]
        elif isinstance(row, dict):
            yield from (key for key in row if isinstance(key, str) and key not in ("only", "except"))


def _fitted(tree: dict[Any, Tree]) -> dict[Any, Tree]:
    """Tables with a cell for each column, charts with a number for each series; other mappings as they are."""
    changes: dict[Any, Tree] = {}
    for key, others in CLASHING.items():
        if key in tree:
            tree = {name: value for name, value in tree.items() if name not in others}
    columns = tree.get("of", tree.get("columns"))
    if columns is not None and "rows" in tree:
        count = _columns(columns)
        if "columns" in tree:
            tree = {**tree, "rows": _named_alike(tree["rows"], count)}
        changes["rows"] = _rows(tree["rows"], count, AMOUNTS if {"better", "ratio"} & tree.keys() else ())
        changes["rows"] = _merged(changes["rows"], count)
        changes["rows"] = _noted(changes["rows"]) if tree.keys() & {"axis", "predict", "braces"} else changes["rows"]
        if "total" in tree:
            changes["rows"] = [[f"row {number}", *AMOUNTS[: count - 1]] for number in range(2)]
    if isinstance(tree.get("ratio"), dict):
        changes["better"] = dict.fromkeys(tree["ratio"], "lower")
        changes["best"] = {}
    if tree.get("title") in PLACES_OF_TITLES and not tree.keys() & {"parts", "across", "down"}:
        changes["down"] = ["inside"]
    if isinstance(tree.get("table"), list):
        table = [row if isinstance(row, list) else _items(row) for row in tree["table"]]
        count = _columns(table[0])
        changes["table"] = [table[0], *_merged([_padded(row, count) for row in [*table[1:], *table[:1]]], count)]
    for key, fitted in (("table", _tabled), ("chart", _charted), ("code", _coded)):
        if isinstance(tree.get(key), dict):
            changes[key] = fitted(tree[key])
    for key, drawn in (
        ("cycle", _cycled),
        ("quadrants", _in_quadrants),
        ("venn", _in_circles),
        ("entities", _related),
        ("sequence", _sequenced),
        ("stacks", _in_columns),
    ):
        if key in tree:
            changes[key] = drawn(tree[key])
    return {key: value for key, value in {**tree, **changes}.items() if value != {} or key != "best"}


def _columns(names: Tree) -> int:
    """The number of columns, of which several can be under one heading."""
    return sum(
        len(_items(*inner))
        if isinstance(name, dict)
        and len(inner := [value for key, value in name.items() if key not in ("only", "except")]) == 1
        and "column" not in name
        else 1
        for name in _items(names)
    )


def _merged(rows: Tree, count: int) -> Tree:
    """Rows of which some have a cell in common with the row above, or one over two columns."""
    if not isinstance(rows, list) or len(rows) < 2 or not all(isinstance(row, list) for row in rows):
        return rows
    *others, above, last = [list(_items(row)) for row in rows]
    match len(str(rows)) % 4:
        case 0:
            last = ["^", *last[1:]]
        case 1 if count > 1:
            last = [*last[: count - 1], "<"]
        case 2 if count > 2:
            above, last = [*above[: count - 1], "<"], [*last[: count - 2], "^", "<"]
    return [*others, above, last]


def _noted(rows: Tree) -> Tree:
    """The rows of a matrix, each with a note in its last cell."""
    if not isinstance(rows, dict):
        return rows
    return {name: _with_note(cells) for name, cells in rows.items()}


def _with_note(cells: Tree) -> Tree:
    match cells:
        case [*others, str() as last] if last.strip() and " + " not in last and last not in ("only", "except"):
            return [*others, {last: "a note"}]
    return cells


def _in_columns(stacks: Tree) -> Tree:
    """The stacks of a comparison, which become columns of a table that shows nothing under and beside its layers."""
    if not isinstance(stacks, dict):
        return stacks
    kept = {
        name: {key: value for key, value in stack.items() if key != "note"} if isinstance(stack, dict) else stack
        for name, stack in stacks.items()
    }
    return _without(kept, ("left", "right", "badge"))


def _without(tree: Tree, keys: tuple[str, ...]) -> Tree:
    """What is left without these fields."""
    match tree:
        case dict():
            return {key: _without(value, keys) for key, value in tree.items() if key not in keys}
        case list():
            return [_without(item, keys) for item in tree]
    return tree


def _tabled(table: dict[Any, Tree]) -> dict[Any, Tree]:
    """A table of a file, or of rows, with a width for each column."""
    if table.keys() & {"file", "sheet", "range", "skip"}:
        name = table.get("file", "memory.csv") if not table.keys() & set(OF_WORKBOOKS) else "memory.xlsx"
        table = {key: value for key, value in table.items() if key not in ("columns", "rows", "total", "later")}
        if name == "memory.xlsx":
            table = {key: value for key, value in table.items() if key != "skip"}
        kept = {"file": name} | ({"widths": [1, 2, 3]} if "widths" in table else {})
        return table | kept | ({"header": "row"} if "header" in table else {})
    table = {"columns": ["a", "b"], "rows": [["c", "d"]], **table}
    changes: dict[Any, Tree] = {"header": "row"} if table.get("header") in ("none", "column") else {}
    if "widths" in table:
        changes["widths"] = [1.5] * _columns(table["columns"])
    return table | changes


def _coded(code: dict[Any, Tree]) -> dict[Any, Tree]:
    """Code from one source, with lines of a file and both ends of a change, and a walk through lines that it has."""
    if "walk" in code and ("file" not in code or code.keys() & {"from", "to"}):
        code = {**code, "walk": "1"}
    if code.keys() & {"from", "to"}:
        code = {"from": "old", "to": "new", **code}
        return {key: value for key, value in code.items() if key not in ("text", "file", "lines", "between")}
    if code.keys() & {"file", "lines", "between"}:
        code = {"file": "memory.csv", **code}
        code = {key: value for key, value in code.items() if key != "text"}
    return {key: value for key, value in code.items() if key != "walk" or "between" not in code}


def _cycled(cycle: Tree) -> Tree:
    """A cycle that has from three to eight steps."""
    whole = cycle if isinstance(cycle, dict) and "of" in cycle else {"of": cycle}
    given = whole["of"]
    if isinstance(given, dict):
        given = [given] if "name" in given else [{name: value} for name, value in given.items()]
    return {**whole, "of": [*_listed(given), "Plan", "Do", "Check"][:8]}


OF_QUADRANTS = {"of", "across", "up", "points", "highlight", "roles", "legend", "source", "only", "except"}
"""Fields of quadrants in their long form."""


def _in_quadrants(quadrants: Tree) -> Tree:
    """A chart with four quadrants, or with none of its own."""
    is_long = isinstance(quadrants, dict) and quadrants.keys() & OF_QUADRANTS
    whole = quadrants if is_long and isinstance(quadrants, dict) else {"of": quadrants}
    given = whole.get("of", [])
    if isinstance(given, dict):
        given = [given] if "name" in given else [{name: value} for name, value in given.items()]
    return {**whole, "of": [*_listed(given), "Early", "Late", "Never", "Now"][:4]}


def _in_circles(venn: Tree) -> Tree:
    """A Venn diagram of two sets, and of what they have in common if that is typed."""
    if not isinstance(venn, dict) or "sets" not in venn:
        return {"Client": venn if isinstance(venn, list | str) else None, "Server": "answers", "both": "packets"}
    whole = {**venn, "sets": [{"name": "Client", "parts": ["asks"]}, "Server"]}
    given = [item for item in _listed(venn["sets"]) if isinstance(item, dict) and "name" in item][:1]
    if given:
        whole["sets"] = [{**given[0], "name": "Client"}, {"name": "Server"}]
    if "common" in venn:
        kept = [item for item in _listed(venn["common"]) if isinstance(item, dict) and item.keys() >= {"of", "parts"}]
        whole["common"] = kept[:1] or {"Client + Server": "packets"}
    return whole


OF_ENTITIES = {"of", "relations", "direction", "highlight", "roles", "legend", "source", "only", "except"}
"""Fields of entities in their long form."""


def _related(entities: Tree) -> Tree:
    """Entities of which two have the names that relations have, with relations that count or do not."""
    if not isinstance(entities, dict) or "of" not in entities:
        return {"Client": ["number key", "name"], "Server": None, "relations": ["Client 1:n Server: asks"]}
    given = [_entity(item) for item in _listed(entities["of"]) if isinstance(item, dict)][:1]
    whole: dict[Any, Tree] = {**entities, "of": [{**(given or [{}])[0], "name": "Client"}, "Server"]}
    if "relations" in whole:
        whole["relations"] = [_relation(each) for each in _listed(whole["relations"])]
    return whole


def _entity(entity: dict[Any, Tree]) -> dict[Any, Tree]:
    """An entity in its long form."""
    if "name" in entity:
        return entity
    inner = next(iter(entity.values()))
    return inner if isinstance(inner, dict) and inner.keys() & {"attributes", "operations"} else {"attributes": inner}


def _relation(relation: Tree) -> Tree:
    if not isinstance(relation, dict) or not relation.keys() & {"from", "to", "cardinality", "kind", "label", "role"}:
        return relation
    is_special = relation.get("kind") == "is a"
    relation = {"from": "Client", "to": "Server"} | relation
    if is_special:
        relation = {**relation, "from": "Client", "to": "Server"}
    return {key: value for key, value in relation.items() if key != "cardinality" or not is_special}


ONE_THING = ("alt", "loop", "opt", "par", "note")
"""Fields of a step of a sequence that make it something else than a message."""
OF_SEQUENCES = {"steps", "participants", "activation", "highlight", "roles", "legend", "source", "only", "except"}
"""Fields of a sequence in its long form."""


def _sequenced(sequence: Tree) -> Tree:
    """A sequence with participants, each step of which is one thing."""
    if not isinstance(sequence, dict) or not sequence.keys() & OF_SEQUENCES:
        sequence = {"steps": sequence}
    steps = [_step(step) for step in _listed(sequence.get("steps"))]
    return {**sequence, "steps": ["Client -> Server", *steps]}


def _step(step: Tree) -> Tree:
    if not isinstance(step, dict):
        return step
    conditions = {key: step[key] for key in ("only", "except") if key in step}
    kind = next((key for key in ONE_THING if key in step), None)
    if "over" in step:
        return {"note": step.get("note", "a note"), "over": step["over"]} | conditions
    if kind == "note":
        return {"note": step["note"]} | conditions
    if kind is not None:
        return {kind: _parts(step[kind])} | conditions
    if step.keys() & {"from", "to", "label", "reply", "crossed", "role"}:
        return {"from": "Client", "to": "Server"} | step
    return step


def _parts(parts: Tree) -> Tree:
    if isinstance(parts, dict) and not parts.keys() & {"when", "steps"}:
        return {when: [_step(step) for step in _listed(steps)] for when, steps in parts.items()}
    if isinstance(parts, dict):
        return {**parts, "steps": [_step(step) for step in _listed(parts.get("steps"))] or ["Client -> Server"]}
    if isinstance(parts, list) and all(isinstance(part, dict) and "steps" in part for part in parts):
        return [_parts(part) for part in parts]
    return [_step(step) for step in _listed(parts)]


def _listed(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else [] if tree is None else [tree]


OF_WORKBOOKS = ("sheet", "range")
OF_FILES = ("categories", "decimal", "skip", *OF_WORKBOOKS)
"""Fields of a chart that it has only with an Excel file, or with a file of any kind."""


def _charted(chart: dict[Any, Tree]) -> dict[Any, Tree]:
    if chart.keys() & {"file", *OF_FILES}:
        name = chart.get("file", "memory.csv") if not chart.keys() & set(OF_WORKBOOKS) else "memory.xlsx"
        given = _items(chart.get("series"))
        series = [{**name, "column": "Docker"} if isinstance(name, dict) else "Docker" for name in given]
        if chart.get("kind") == "pie":
            # It shows one column, which has a name only with the first line of the file.
            series = series[:1] or ["Docker"]
            chart = {key: value for key, value in chart.items() if key not in ("skip", "range")}
        chosen: dict[Any, Tree] = {**chart, "file": name, **({"series": series} if series else {})}
        # Without its first line, the file has no names that can be chosen.
        gone = ("values", "categories", "series", "range") if "skip" in chart else ("values",)
        return {key: value for key, value in chosen.items() if key not in gone}
    chart = dict(chart)
    if not isinstance(chart.get("values"), dict):
        return chart
    if chart.get("kind") == "pie":
        # It shows one series, whose name has no place.
        chart.pop("series", None)
        chart["values"] = _shares(chart["values"])
    if "series" in chart:
        chart["series"] = [_without_column(name) for name in _items(chart["series"])]
    count = max(len(_items(chart.get("series"))), 1)
    names = dict(zip(chart["values"], NUMBERS, strict=False)) if chart.get("kind") == "scatter" else {}
    return {
        **chart,
        "values": {names.get(key, key): _padded(_items(value), count) for key, value in chart["values"].items()},
    }


def _shares(values: dict[Any, Tree]) -> dict[Any, Tree]:
    """Numbers none of which is below 0, and not all are 0: what a pie can show."""
    numbers = {name: str(next(iter(_items(value)), "")).lstrip("-") for name, value in values.items()}
    return numbers if any(number not in ("", "0") for number in numbers.values()) else dict.fromkeys(values, "1")


def _without_column(name: Tree) -> Tree:
    return {key: value for key, value in name.items() if key != "column"} if isinstance(name, dict) else name


def _named_alike(rows: Tree, count: int) -> Tree:
    """Rows of which either all stand behind their names, or none: `name: [cells]` as a list among lists."""
    if not isinstance(rows, list) or not any(isinstance(row, list) for row in rows):
        return rows
    return [row if isinstance(row, list) or count < 2 else _unnamed(row) for row in rows]


def _unnamed(row: Tree) -> Tree:
    if not isinstance(row, dict):
        return [row]
    return [cell for key, value in row.items() if key not in ("only", "except") for cell in (key, *_items(value))]


def _rows(rows: Tree, count: int, amounts: tuple[str, ...]) -> Tree:
    match rows:
        case list() if rows and not any(isinstance(item, list | dict) for item in rows):
            return [_padded(rows, count)]
        case list():
            return [_row(item, count, amounts) for item in rows]
        case dict() if "cells" in rows:
            return {**rows, "cells": _cells(rows["cells"], count, amounts)}
        case dict():
            return {key: _cells(value, count, amounts) for key, value in rows.items()}
    return rows


def _row(row: Tree, count: int, amounts: tuple[str, ...]) -> Tree:
    return _padded(row, count) if isinstance(row, list) else _rows(row, count, amounts)


def _cells(cells: Tree, count: int, amounts: tuple[str, ...]) -> Tree:
    if isinstance(cells, dict):
        return _rows(cells, count, amounts)
    if isinstance(cells, list) and any(isinstance(cell, dict) for cell in cells):
        return [_rows(cell, count, amounts) for cell in cells if isinstance(cell, dict)]
    return _padded(list(amounts) or _items(cells), count)


def _padded(cells: list[Tree], count: int) -> list[Tree]:
    return list(islice(cycle(cells or [""]), count))
