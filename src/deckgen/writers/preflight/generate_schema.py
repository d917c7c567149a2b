"""A command that writes `schema/*.json`, the rules of the format. In: the schemas of ECMA-376; out: the same bytes
for the same schemas.

Run `python -m deckgen.writers.preflight.generate_schema FOLDER`. The folder holds the transitional schemas of
ISO/IEC 29500-4 and `opc-coreProperties.xsd` of 29500-2, from the standard's own archives.

Everything that a deck can hold is written as automata, one for the children of each type, so that preflight only has
to follow them. Where PowerPoint itself departs from the schema, `_INSTEAD` says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

from msgspec import json

from deckgen.writers.preflight.rules import FOLDER, Kind, Rules, Values

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_OFFICE = "http://schemas.openxmlformats.org"
_PREFIXES = {
    f"{_OFFICE}/presentationml/2006/main": "p",
    f"{_OFFICE}/drawingml/2006/main": "a",
    f"{_OFFICE}/drawingml/2006/chart": "c",
    f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    f"{_OFFICE}/officeDocument/2006/sharedTypes": "s",
    f"{_OFFICE}/officeDocument/2006/extended-properties": "",
    f"{_OFFICE}/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
_FILES = (
    "pml", "dml-main", "dml-chart", "shared-math", "shared-commonSimpleTypes", "shared-relationshipReference",
    "shared-documentPropertiesExtended", "opc-coreProperties",
)  # fmt: skip
_ROOTS = {
    "slides": (
        "p:sld", "p:sldLayout", "p:sldMaster", "p:notes", "p:notesMaster", "p:presentation", "p:presentationPr",
        "p:viewPr", "a:theme", "a:tblStyleLst", "a:tbl", "cp:coreProperties", "Properties",
    ),
    "charts": ("c:chartSpace", "c:chart"),
    "equations": ("m:oMath", "m:oMathPara"),
}  # fmt: skip
"""The elements with which a part, or the free content of another element, can begin, by the file of their rules."""
_INSTEAD = {"w:EG_RPr": "a:rPr", "w:EG_RPrMath": "a:rPr"}
"""Equations on slides have DrawingML properties where those in Word have its own ([MS-OI29500] 2.1.1731)."""
_MOST_COUNTED = 9
"""A larger number of repetitions counts as any number."""
_DOUBLE = r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
_PLAIN: dict[str, Values] = {
    "boolean": Values(words=("0", "1", "false", "true")),
    "byte": Values(ranges=((-128, 127),)),
    "unsignedByte": Values(ranges=((0, 255),)),
    "short": Values(ranges=((-(2**15), 2**15 - 1),)),
    "unsignedShort": Values(ranges=((0, 2**16 - 1),)),
    "int": Values(ranges=((-(2**31), 2**31 - 1),)),
    "unsignedInt": Values(ranges=((0, 2**32 - 1),)),
    "long": Values(ranges=((-(2**63), 2**63 - 1),)),
    "integer": Values(ranges=((-(2**63), 2**63 - 1),)),
    "double": Values(patterns=(_DOUBLE,)),
    "float": Values(patterns=(_DOUBLE,)),
    "hexBinary": Values(patterns=("([0-9A-Fa-f]{2})*",)),
    "dateTime": Values(patterns=(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",)),
}
"""The values of the types that XML Schema itself defines; all texts are right for the others."""

Particle = tuple[object, ...]
"""A content model: `("name", NAME)`, `("any",)`, `("each", …)` in order, `("one", …)` of them, `("all", …)` in any
order, or `("many", PARTICLE, LEAST, MOST)`."""


class _Schemas:
    """All declarations by kind and name, each with the prefixes of its file."""

    def __init__(self, folder: Path) -> None:
        self.found: dict[tuple[str, str], tuple[ElementTree.Element, dict[str, str], str]] = {}
        self.qualified: set[str] = set()
        self.types: dict[str, Kind] = {}
        self.values: dict[str, Values] = {}
        for name in _FILES:
            self._read(folder / f"{name}.xsd")

    def _read(self, file: Path) -> None:
        spaces = {str(key): str(uri) for _, (key, uri) in ElementTree.iterparse(file, ["start-ns"])}
        root = ElementTree.parse(file).getroot()
        own = _PREFIXES[root.get("targetNamespace", "")]
        if root.get("attributeFormDefault") == "qualified":
            self.qualified.add(own)
        prefixes = {written: _PREFIXES.get(uri, written) for written, uri in spaces.items()}
        for node in root:
            if node.get("name"):
                self.found[node.tag, _qualified(own, node.get("name", ""))] = (node, prefixes, own)

    def rules(self, roots: Iterable[str], known: Rules | None) -> Rules:
        """The rules of all that can be under `roots` and is not `known` already."""
        self.types, self.values = {}, {}
        before = known or Rules({}, {}, {})
        starts = {name: self._element(*self.found[_XSD + "element", name]) for name in roots}
        types = {name: kind for name, kind in self.types.items() if name not in before.types}
        return Rules(
            dict(sorted(starts.items())),
            dict(sorted(types.items())),
            {name: value for name, value in sorted(self.values.items()) if name not in before.values},
        )

    def _element(self, node: ElementTree.Element, prefixes: dict[str, str], own: str) -> str:
        """The name of an element's type, which is added to the types."""
        inline = node.find(f"{_XSD}complexType")
        name = f"{_qualified(own, node.get('name', ''))}()" if inline is not None else ""
        if inline is None:
            written = node.get("type", "")
            if written.startswith(("xsd:", "xs:")):
                name = f"text {written.partition(':')[2]}"
                self.types.setdefault(name, Kind(text=self._simple_name(written, prefixes)))
                return name
            name = _named(written, prefixes)
            if (_XSD + "simpleType", name) in self.found:
                self.types.setdefault(f"text {name}", Kind(text=self._simple_name(written, prefixes)))
                return f"text {name}"
            if (_XSD + "complexType", name) not in self.found:
                self.types.setdefault("anything", Kind(open=True))
                return "anything"
            inline, prefixes, own = self.found[_XSD + "complexType", name]
        if name not in self.types:
            self.types[name] = Kind()
            self.types[name] = self._kind(inline, prefixes, own)
        return name

    def _kind(self, node: ElementTree.Element, prefixes: dict[str, str], own: str) -> Kind:
        content = node.find(f"{_XSD}simpleContent/{_XSD}extension")
        holder = node if content is None else content
        attributes: dict[str, str] = {}
        required: list[str] = []
        for each in self._attributes(holder, prefixes):
            name = each.get("ref") or _qualified(own if own in self.qualified else "", each.get("name", ""))
            attributes[name] = self._simple_name(each.get("type") or "xsd:string", prefixes)
            if each.get("use") == "required":
                required.append(name)
        if content is not None:
            text = self._simple_name(content.get("base", ""), prefixes)
            return Kind(attributes=attributes, required=tuple(required), text=text)
        children: dict[str, str] = {}
        models = [self._particle(child, prefixes, own, children) for child in node if _is_particle(child)]
        states, ends = automaton(models[0] if models else ("each",))
        if node.get("mixed") == "true":
            return Kind(attributes, tuple(required), open=True)
        return Kind(
            attributes, tuple(required), children, tuple(states), tuple(ends), open=node.get("mixed") == "true"
        )

    def _attributes(self, node: ElementTree.Element, prefixes: dict[str, str]) -> Iterator[ElementTree.Element]:
        for child in node:
            if child.tag == f"{_XSD}attribute":
                yield child
            elif child.tag == f"{_XSD}attributeGroup":
                group, others, _ = self.found[child.tag, _named(child.get("ref", ""), prefixes)]
                yield from self._attributes(group, others)

    def _particle(
        self, node: ElementTree.Element, prefixes: dict[str, str], own: str, children: dict[str, str]
    ) -> Particle:
        least, most = int(node.get("minOccurs", "1")), node.get("maxOccurs", "1")
        return _repeated(self._once(node, prefixes, own, children), least, most)

    def _once(
        self, node: ElementTree.Element, prefixes: dict[str, str], own: str, children: dict[str, str]
    ) -> Particle:
        kind, ref = node.tag.removeprefix(_XSD), node.get("ref")
        if kind == "any":
            return ("any",)
        if ref in _INSTEAD:
            children[_INSTEAD[ref]] = self._element(ElementTree.Element("", {"type": "a:CT_TextCharacterProperties"}),
                                                   {"a": "a"}, "a")  # fmt: skip
            return ("name", _INSTEAD[ref])
        if kind == "element" and ref:
            name = _named(ref, prefixes)
            declared = self.found.get((node.tag, name))
            children[name] = self._element(*declared) if declared else self._foreign(name)
            return ("name", name)
        if kind == "element":
            name = _qualified(own, node.get("name", ""))
            children[name] = self._element(node, prefixes, own)
            return ("name", name)
        if kind == "group" and ref:
            found = self.found.get((node.tag, _named(ref, prefixes)))
            if found is None:
                return ("one",)
            group, others, of = found
            return self._particle(next(filter(_is_particle, group)), others, of, children)
        parts = [self._particle(child, prefixes, own, children) for child in node if _is_particle(child)]
        return ({"sequence": "each", "choice": "one", "all": "all"}[kind], *parts)

    def _foreign(self, name: str) -> str:
        """The type of an element of the Dublin Core: one text, and for dates an `xsi:type`."""
        self.types.setdefault("text string", Kind())
        self.types["text string"] = Kind(text="")
        self.types.setdefault(name, Kind(attributes={"xsi:type": ""}, text=""))
        return name

    def _simple_name(self, written: str, prefixes: dict[str, str]) -> str:
        """The name under which the values of a simple type are kept; empty if all texts are right."""
        plain = written.startswith(("xsd:", "xs:"))
        name = written.partition(":")[2] if plain else _named(written, prefixes)
        if name not in self.values:
            found = self._simple(written, prefixes)
            if found == Values():
                return ""
            self.values[name] = found
        return name

    def _simple(self, written: str, prefixes: dict[str, str]) -> Values:
        if written.startswith(("xsd:", "xs:")):
            return _PLAIN.get(written.partition(":")[2], Values())
        node, others, _ = self.found[_XSD + "simpleType", _named(written, prefixes)]
        union = node.find(f"{_XSD}union")
        if union is not None:
            return _either([self._simple(each, others) for each in union.get("memberTypes", "").split()])
        return self._restricted(node.find(f"{_XSD}restriction"), others)

    def _restricted(self, node: ElementTree.Element | None, prefixes: dict[str, str]) -> Values:
        if node is None:
            return Values()
        base = self._simple(node.get("base", ""), prefixes)
        facets = [(child.tag.removeprefix(_XSD), child.get("value", "")) for child in node]
        words = tuple(value for facet, value in facets if facet == "enumeration")
        patterns = tuple(value for facet, value in facets if facet == "pattern")
        if words or patterns:
            return Values(words=words, patterns=patterns)
        lengths = [value for facet, value in facets if facet == "length"]
        if lengths:
            return Values(patterns=(f"[0-9A-Fa-f]{{{2 * int(lengths[0])}}}",))
        if not base.ranges:
            return base
        least, most = base.ranges[0]
        moves = {"minInclusive": 0, "minExclusive": 1, "maxInclusive": 0, "maxExclusive": -1}
        for facet, value in facets:
            bound = int(value) + moves[facet]
            least, most = (max(least, bound), most) if facet.startswith("min") else (least, min(most, bound))
        return Values(ranges=((least, most),), words=base.words, patterns=base.patterns)


def _named(written: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = written.rpartition(":")
    return _qualified(prefixes.get(prefix, prefix), local)


def _qualified(prefix: str, local: str) -> str:
    return f"{prefix}:{local}" if prefix else local


def _is_particle(node: ElementTree.Element) -> bool:
    return node.tag.removeprefix(_XSD) in ("sequence", "choice", "all", "group", "element", "any")


def _either(members: list[Values]) -> Values:
    if any(each == Values() for each in members):
        return Values()
    return Values(
        tuple(dict.fromkeys(chain.from_iterable(each.words for each in members))),
        tuple(dict.fromkeys(chain.from_iterable(each.ranges for each in members))),
        tuple(dict.fromkeys(chain.from_iterable(each.patterns for each in members))),
    )


def _repeated(particle: Particle, least: int, most: str) -> Particle:
    if (least, most) == (1, "1"):
        return particle
    top = None if most == "unbounded" or int(most) > _MOST_COUNTED else int(most)
    return ("many", particle, least, top)


Edge = dict[str, set[int]]


def automaton(model: Particle) -> tuple[list[dict[str, int]], list[int]]:
    """The smallest deterministic automaton of a content model: next states by name, and the states that may end."""
    edges: list[Edge] = []
    loose: list[set[int]] = []

    def new() -> int:
        edges.append({})
        loose.append(set())
        return len(edges) - 1

    def build(part: Particle, start: int) -> int:
        kind, *rest = part
        if kind in ("name", "any"):
            end = new()
            edges[start].setdefault(str(rest[0]) if rest else "*", set()).add(end)
            return end
        if kind == "each":
            for each in rest:
                start = build(each, start)  # type: ignore[arg-type]
            return start
        if kind == "many":
            return repeat(rest[0], rest[1], rest[2], start)  # type: ignore[arg-type]
        end = new()
        for each in rest:
            own = new()
            loose[start].add(own)
            loose[build(each, own)].add(end)  # type: ignore[arg-type]
        return end

    def repeat(part: Particle, least: int, most: int | None, start: int) -> int:
        for _ in range(least):
            start = build(part, start)
        end = new()
        loose[start].add(end)
        if most is None:
            loose[build(part, end)].add(end)
            return end
        for _ in range(most - least):
            start = build(part, start)
            loose[start].add(end)
        return end

    if model[0] == "all":
        return _in_any_order(model)
    first = new()
    last = build(model, first)
    return _smallest(*_deterministic(first, last, edges, loose))


def _in_any_order(model: Particle) -> tuple[list[dict[str, int]], list[int]]:
    """One state for all, from which every name leads to itself: the number -1 says that no name comes twice."""
    names = [str(part[1][1] if part[0] == "many" else part[1]) for part in model[1:]]  # type: ignore[index]
    return [dict.fromkeys(names, -1)], [0]


def _deterministic(
    first: int, last: int, edges: list[Edge], loose: list[set[int]]
) -> tuple[list[dict[str, int]], set[int]]:
    def closed(states: Iterable[int]) -> frozenset[int]:
        reached = set(states)
        waiting = list(reached)
        while waiting:
            for other in loose[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        return frozenset(reached)

    numbers = {closed([first]): 0}
    waiting, table = list(numbers), list[dict[str, int]]()
    for states in waiting:
        row: dict[str, int] = {}
        for name in sorted({name for state in states for name in edges[state]}):
            target = closed(chain.from_iterable(edges[state].get(name, ()) for state in states))
            if target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
            row[name] = numbers[target]
        table.append(row)
    return table, {number for states, number in numbers.items() if last in states}


def _smallest(table: list[dict[str, int]], ends: set[int]) -> tuple[list[dict[str, int]], list[int]]:
    """The same automaton with states that cannot be told apart merged."""
    classes = [int(state in ends) for state in range(len(table))]
    while True:
        keys = [
            (classes[state], tuple((name, classes[to]) for name, to in row.items()))
            for state, row in enumerate(table)
        ]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        finer = [numbers[key] for key in keys]
        if len(set(finer)) == len(set(classes)):
            break
        classes = finer
    order = {old: new for new, old in enumerate(dict.fromkeys(classes))}
    merged: dict[int, dict[str, int]] = {}
    for state, row in enumerate(table):
        merged.setdefault(order[classes[state]], {name: order[classes[to]] for name, to in row.items()})
    return list(merged.values()), sorted({order[classes[state]] for state in ends})


def main(folder: Path) -> None:
    """Write the rules that the schemas in `folder` give."""
    schemas = _Schemas(folder)
    FOLDER.mkdir(exist_ok=True)
    first: Rules | None = None
    for name, roots in _ROOTS.items():
        rules = schemas.rules(roots, first)
        first = first or rules
        lines = json.encode(rules).replace(b'},"', b'},\n"')
        (FOLDER / f"{name}.json").write_bytes(lines + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
