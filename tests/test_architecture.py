"""The house is built as its plan says: one direction, small rooms, no lumber room."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "deckgen"

LEAVES = {
    "macros",
    "processes",
    "locale",
    "language",
    "numerals",
    "geometry",
    "paint",
    "limits",
    "address",
    "codes",
    "diagnostics",
    "suggest",
    "reading",
    "regex",
    "version",
    "memo",
}

MAY_IMPORT: dict[str, set[str]] = {
    "geometry": set(),
    "paint": set(),
    "limits": set(),
    "macros": set(),
    "locale": set(),
    "language": set(),
    "numerals": set(),
    "diagnostics": set(),
    "address": set(),
    "suggest": set(),
    "reading": set(),
    "regex": set(),
    "version": set(),
    "memo": set(),
    "processes": set(),
    "atomic": set(),
    "archive": set(),
    "report": set(),
    "codes": set(),
    "source": set(),
    "media": {"source", "text"},
    "formula": {"media"},
    "outline": {"source", "media", "formula"},
    "validate": {"outline", "source"},
    "decode": {"source", "outline", "validate", "media", "formula"},
    "reference": {"outline"},
    "audience": {"outline"},
    "text": set(),
    "theme": set(),
    "template": {"archive", "theme", "media", "text"},
    "scene": {"formula", "media"},
    "layout": {"outline", "theme", "text", "scene", "formula", "media"},
    "checks": {"outline", "media", "theme", "scene", "layout"},
    "writers": {"archive", "scene", "theme", "formula", "media", "text"},
    "theme_file": {"source", "outline", "decode", "theme"},
    "themes": {"outline", "media", "text", "theme", "theme_file", "template"},
    "deck": {"atomic", "audience", "report"},
    "pipeline": {
        "deck", "source", "decode", "outline", "media", "audience", "text", "theme", "themes", "scene", "layout",
        "checks", "writers",
    },
    "combined": {"deck", "pipeline", "audience", "layout", "scene", "writers", "theme", "themes"},
    "handout": {"theme", "themes", "scene", "writers", "deck", "pipeline"},
    "showcase": {"deck", "media", "pipeline", "theme", "themes"},
    "preview": {
        "deck", "pipeline", "outline", "media", "scene", "writers", "report",
    },
    "proof": {"outline", "text", "template", "themes", "scene", "layout", "writers", "deck", "pipeline"},
    "cli": {
        "atomic", "deck", "pipeline", "combined", "themes", "theme", "theme_file", "template", "handout", "proof",
        "text", "report", "outline", "reference", "audience", "preview", "showcase",
    },
    "api": {"deck", "outline", "pipeline", "text", "theme", "theme_file", "themes"},
    "__main__": {"cli"},
}  # fmt: skip
"""Which rooms a room may look into, beside itself and the leaves, which are open to all."""

LIBRARIES: dict[str, set[str]] = {
    "click": {"cli"},
    "yaml": {"source"},
    "markdown_it": {"decode"},
    "pygments": {"layout", "validate"},
    "PIL": {"template", "media"},
    "pillow_heif": {"media"},
    "openpyxl": {"media"},
    "segno": {"layout"},
    "fontTools": {"text"},
    "resvg_py": {"media", "formula"},
    "typst": {"writers"},
    "pikepdf": {"writers"},
    "ziamath": {"formula"},
    "latex2mathml": {"formula"},
    "pptx": {"template"},
    "lxml": {"template"},
}
"""Which rooms may use a library; any other room that needs one has taken on somebody else's work."""

LUMBER_ROOMS = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers", "misc"}

MODULES = {
    ".".join(file.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(SOURCE.rglob("*.py"))
}


@cache
def nodes_of(file: Path) -> tuple[ast.AST, ...]:
    """The nodes of the syntax tree of a module, which several tests look at."""
    return tuple(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def dotted(node: ast.AST) -> str:
    """The name that a node is, such as `sys.exit`; empty if it is anything else."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(ast.Name(home), name):
            return f"{home}.{name}"
    return ""


@cache
def imports(file: Path) -> set[str]:
    """Full names of what a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            module = node.module or ""
            names |= {full if (full := f"{module}.{alias.name}") in MODULES else module for alias in node.names}
    return names


def room(module: str) -> str:
    """The package or top module of deckgen that a module belongs to."""
    return module.split(".")[1]


ROOMS = sorted({room(module) for module in MODULES if "." in module})


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_looks_only_into_the_rooms_its_plan_names(name: str) -> None:
    allowed = MAY_IMPORT[name] | LEAVES | {name}
    seen = {
        f"{module} imports {target}"
        for module, file in MODULES.items()
        if "." in module and room(module) == name
        for target in imports(file)
        if target.startswith("deckgen.") and room(target) not in allowed
    }
    assert not seen


def test_the_map_for_people_has_the_same_rooms() -> None:
    map_of_rooms = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/?` \| .+ \| (.+) \|$", map_of_rooms, re.MULTILINE)
    drawn = {name: set(re.findall(r"`(\w+)`", rooms)) for name, rooms in rows}
    assert drawn == {name: rooms for name, rooms in MAY_IMPORT.items() if name not in {*LEAVES, "__main__"}}


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_a_library_is_used_only_where_its_work_is_done(library: str) -> None:
    users = {
        room(module)
        for module, file in MODULES.items()
        if "." in module and any(target.split(".")[0] == library for target in imports(file))
    }
    assert users <= LIBRARIES[library]


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: imports(file) & MODULES.keys() for module, file in MODULES.items()}
    assert list(TopologicalSorter(graph).static_order())


def test_there_is_no_lumber_room() -> None:
    assert not {module for module in MODULES if LUMBER_ROOMS & set(module.split("."))}


def test_only_the_command_line_prints_exits_or_reads_the_environment() -> None:
    offenders = set()
    for module, file in MODULES.items():
        if "." not in module or room(module) in {"cli", "__main__"} or module.endswith("generate_metrics"):
            continue
        for node in nodes_of(file):
            if isinstance(node, ast.Call) and dotted(node.func) in {"print", "exit", "sys.exit", "os.getenv"}:
                offenders.add(f"{module}: {ast.unparse(node)}")
            if isinstance(node, ast.Attribute) and dotted(node) == "os.environ":
                offenders.add(f"{module}: os.environ")
    assert not offenders


def test_no_module_compiles_an_expression_before_it_is_used() -> None:
    found = set()
    for module, file in MODULES.items():
        inside = {node for each in nodes_of(file) if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
        calls = (node for node in nodes_of(file) if isinstance(node, ast.Call) and node not in inside)
        found |= {f"{module}: {ast.unparse(node)}" for node in calls if dotted(node.func) == "re.compile"}
    assert not found
