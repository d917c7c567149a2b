"""Every code that the program can print is explained, and nothing is explained that it cannot print."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from deckgen.codes import BY_CODE, Code, explained

SOURCE = Path(__file__).parents[1] / "src" / "deckgen"
MAKERS = {"error": 0, "warning": 0, "Defect": 0, "make": 0, "_wrong": 0, "_refuse": 0, "Flaw": 0, "Oddity": 1}
"""What makes a report, and which of its arguments is the code."""
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BY_NAME = {
    "checks/legibility.py": {"text-too-small", "low-contrast", "text-spills"},
    "media/drawings.py": {"motion-lost", "rare-font"},
    "themes.py": {
        "damaged-template", "encrypted-template", "not-a-template", "template-too-large", "template-with-macros",
        "unknown-layout",
    },
    "validate/outline.py": {"unknown-audience", "unknown-figure", "unknown-role", "missing-value"},
    "writers/preflight/presentation.py": {"custom-show-name", "custom-show-id",
        "master-theme", "notes-master-theme", "master-unlisted", "notes-master-unlisted", "layout-unlisted",
    },

    "writers/preflight/timing.py": {"slide-order", "transition-after-timing"},
}  # fmt: skip
"""Modules in which the code is not written where the report is made, and the codes that they make."""
PASSED_ON = {"outline/sink.py", "decode/include.py", "media/drawing.py"}
"""Modules that pass on the codes of others."""
NO_REPORT = {"layout/interaction.py"}


def made() -> dict[str, set[str]]:
    """The codes that each module makes."""
    found: dict[str, set[str]] = {}
    unclear: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        module = file.relative_to(SOURCE).as_posix()
        if module == "codes.py" or module in NO_REPORT:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in MAKERS:
                continue
            code = node.args[MAKERS[name]]
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and CODE.fullmatch(code.value):
                found.setdefault(module, set()).add(code.value)
            elif not isinstance(code, ast.Constant):
                unclear.add(module)
    assert unclear - PASSED_ON == set(BY_NAME), "say in BY_NAME which codes these modules make"
    return {module: found.get(module, set()) | BY_NAME.get(module, set()) for module in {*found, *BY_NAME}}


def test_every_code_in_the_sources_is_explained_and_no_other() -> None:
    assert set().union(*made().values()) == BY_CODE.keys()


def test_a_defect_of_a_package_has_no_code_of_a_mistake() -> None:
    gate = {code for module, codes in made().items() if module.startswith("writers/") for code in codes}
    assert gate == {code for code, about in BY_CODE.items() if about.kind == "defect"}


@pytest.mark.parametrize("about", BY_CODE.values(), ids=list(BY_CODE))
def test_an_explanation_says_what_why_and_what_to_do(about: Code) -> None:
    assert BY_CODE[about.name] is about
    for text in (about.meaning, about.reason, about.remedy):
        assert text[0].isupper() or text[0] in "`1"
        assert text.rstrip()[-1] in ".`"
    assert len(explained(about.name)) == 4
