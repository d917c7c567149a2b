"""Findings for programs: JSON of our own, SARIF 2.1.0 for code scanning, and the commands of GitHub's runners.

Lines and columns count from 1 and in characters, as in the report for people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from deckgen import __version__
from deckgen.codes import BY_CODE
from deckgen.diagnostics import Diagnostic
from deckgen.report import beside, in_order

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Json = dict[str, Any]


def as_json(found: Sequence[Diagnostic], name: str) -> str:
    """One object with all findings, in the order of the outline; a finding without a place has no line."""
    counts = {f"{kind}s": sum(item.severity == kind for item in found) for kind in ("error", "warning")}
    return _dumped({"outline": name, **counts, "findings": [_plain(item, name) for item in in_order(found)]})


def _plain(item: Diagnostic, name: str) -> Json:
    place: Json = {"file": name}
    if item.place is not None:
        start = item.place.column + 1
        place = {"file": _file(item, name), "line": item.place.line + 1, "column": start, "length": item.place.length}
    return {"severity": item.severity, "code": item.code, "message": item.message, "hint": item.hint, **place}


def as_sarif(found: Sequence[Diagnostic], name: str) -> str:
    """A log of one run, with a rule for each code that was found (OASIS SARIF 2.1.0)."""
    codes = sorted({item.code for item in found})
    driver = {
        "name": "deckgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(item, name, codes) for item in in_order(found)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> Json:
    about = BY_CODE[code]
    return {
        "id": code,
        "shortDescription": {"text": about.meaning},
        "fullDescription": {"text": f"{about.meaning} {about.reason}"},
        "help": {"text": about.remedy},
        "defaultConfiguration": {"level": "warning" if about.kind == "warning" else "error"},
    }


def _result(item: Diagnostic, name: str, codes: list[str]) -> Json:
    where: Json = {"artifactLocation": {"uri": quote(_file(item, name))}}
    if item.place is not None:
        line, column = item.place.line + 1, item.place.column + 1
        end = column + max(item.place.length, 1)
        where["region"] = {"startLine": line, "startColumn": column, "endColumn": end}
    return {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": item.severity,
        "message": {"text": _sentence(item)},
        "locations": [{"physicalLocation": where}],
    }


def as_github(found: Sequence[Diagnostic], name: str) -> str:
    """A line for each finding, which GitHub's runners turn into a comment on the line of the outline."""
    return "".join(f"{_command(item, name)}\n" for item in in_order(found))


def _command(item: Diagnostic, name: str) -> str:
    properties = {"file": _file(item, name)}
    if item.place is not None:
        column = item.place.column + 1
        end = column + max(item.place.length, 1)
        properties |= {"line": str(item.place.line + 1), "col": str(column), "endColumn": str(end)}
    properties["title"] = item.code
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{item.severity} {listed}::{_escaped(_sentence(item))}"


def _escaped(text: str, more: str = "") -> str:
    """`text` with what would end a line, and `more`, as percent escapes."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _sentence(item: Diagnostic) -> str:
    return f"{item.message}\nhint: {item.hint}" if item.hint else item.message


def _file(item: Diagnostic, name: str) -> str:
    file = beside(name, item.place.file) if item.place is not None and item.place.file else name
    return file.replace("\\", "/")


def _dumped(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
