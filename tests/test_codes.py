"""Every code that the program can print is explained, and nothing is explained that it cannot print."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from deckgen.codes import Code, explained, explanations

SOURCE = Path(__file__).parents[1] / "src" / "deckgen"
PARTS_OF_PACKAGES = {"notes-master"}
"""What looks like a code, but is the name of a kind of part."""


@cache
def modules() -> list[tuple[str, list[ast.AST]]]:
    """The names of the modules in which codes are used, with the nodes of their syntax trees."""
    files = {file.relative_to(SOURCE).as_posix(): file for file in SOURCE.rglob("*.py")}
    return [
        (name, list(ast.walk(ast.parse(file.read_text("utf-8")))))
        for name, file in files.items()
        if name != "codes.py"
    ]


def used(nodes: Iterable[ast.AST]) -> set[str]:
    """The codes that a module uses."""
    return {
        str(Code[node.attr])
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
        if node.attr.isupper()
    }


def test_every_code_is_used_and_explained() -> None:
    explained_codes = {code for codes in explanations().values() for code in codes}
    assert set().union(*(used(nodes) for _, nodes in modules())) == explained_codes == set(Code)


def test_no_code_is_typed_as_a_string() -> None:
    hyphenated = {str(code) for code in Code if "-" in code} - PARTS_OF_PACKAGES
    strays = {
        f"{module}:{node.lineno}: {node.value}"
        for module, nodes in modules()
        for node in nodes
        if isinstance(node, ast.Constant) and node.value in hyphenated
    }
    assert strays == set()


def test_no_string_is_where_a_code_belongs() -> None:
    """A code that is typed as a string may be one that nothing explains."""
    calls = [
        (f"{module}:{node.lineno}", ast.unparse(node.func).rpartition(".")[2], position, argument)
        for module, nodes in modules()
        for node in nodes
        if isinstance(node, ast.Call)
        for position, argument in enumerate(node.args)
    ]
    takers = {(function, position) for _, function, position, argument in calls if used([argument])}
    assert {("error", 0), ("warning", 0), ("Defect", 0), ("Flaw", 0)} <= takers
    strays = [
        place
        for place, function, position, argument in calls
        if (function, position) in takers and isinstance(argument, ast.Constant | ast.JoinedStr)
    ]
    assert strays == []


def test_a_code_is_named_as_it_is_printed() -> None:
    assert all(code.name.lower().replace("_", "-") == code for code in Code)


def test_a_defect_of_a_package_has_no_code_of_a_mistake() -> None:
    defects = {code for module, nodes in modules() if module.startswith("writers/") for code in used(nodes)}
    assert defects == set(explanations()["defect"])


def test_an_explanation_says_what_why_and_what_to_do() -> None:
    for code in Code:
        for text in (code.meaning, code.reason, code.remedy):
            assert text[0].isupper() or text[0] in "`1", code
            assert text.rstrip()[-1] in ".`", code
        assert len(explained(code)) == 4, code
