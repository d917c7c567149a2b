"""Diagnostics as text for a person: the problem, its place, the line itself with a caret, and the remedy.

Places count from 0 in the code and from 1 here. Nothing depends on colour.
"""

from __future__ import annotations

import json
import posixpath
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place
from deckgen.regex import regex
from deckgen.version import __version__

Paint = Callable[[str, str], str]

WIDEST = 100
TAB = "    "
LINE_BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")
COLOURS = {"error": "31", "warning": "33", "hint": "36", "gutter": "34", "message": "1"}


def render(
    diagnostics: Iterable[Diagnostic],
    name: str,
    source: str | None,
    included: Mapping[str, str] = MappingProxyType({}),
    *,
    colour: bool = False,
) -> str:
    """The report, in the order of the outline, with the number of errors and warnings as its last line.

    `name` is the outline's file; `included` has the sources of included files, by their paths from its folder.
    Without `source` no lines are shown. Of many with the same code, the first are shown and the rest are counted. The
    report of no diagnostics is empty.
    """
    found = in_order(diagnostics)
    if not found:
        return ""
    files = {"": (name, _lines(source))}
    files |= {file: (beside(name, file), _lines(text)) for file, text in included.items()}
    paint = _painted if colour else _uncoloured
    shown, more = capped(found)
    reports = ["\n".join(_report(item, files, paint)) for item in shown]
    rest = [f"{paint(item.severity, _head(item))} {_and_more(more[item.code])}" for item in _kinds(shown, more)]
    return "\n\n".join([*reports, *rest, _counts(found)]) + "\n"


MOST_OF_A_KIND = 20
"""More of the same code is no help, and a megabyte of it hides the other mistakes."""


def capped(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], dict[Code, int]]:
    """The first diagnostics of each code, in the given order, and the number of those left out, by code."""
    shown: list[Diagnostic] = []
    count: Counter[Code] = Counter()
    for item in found:
        count[item.code] += 1
        if count[item.code] <= MOST_OF_A_KIND:
            shown.append(item)
    return shown, {code: number - MOST_OF_A_KIND for code, number in count.items() if number > MOST_OF_A_KIND}


def _kinds(shown: Iterable[Diagnostic], more: Mapping[Code, int]) -> Iterable[Diagnostic]:
    """A diagnostic of each code of which there are `more`, in order."""
    first = {item.code: item for item in shown if item.code in more}
    return first.values()


def _and_more(number: int) -> str:
    return f"and {number:,} more"


def _lines(source: str | None) -> list[str]:
    return LINE_BREAK.split(source) if source is not None else []


def beside(name: str, file: str) -> str:
    """The path of a file as one would type it, from the outline's path and the file's path from its folder."""
    return posixpath.join(posixpath.dirname(name), file)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in the order of the outline; those without a place come last."""
    return sorted(diagnostics, key=_order)


def _order(item: Diagnostic) -> tuple[bool, str, int, int]:
    return (False, item.place.file, item.place.line, item.place.column) if item.place else (True, "", 0, 0)


def _counts(found: list[Diagnostic]) -> str:
    counts = []
    for severity in ("error", "warning"):
        number = sum(item.severity == severity for item in found)
        if number:
            counts.append(f"{number:,} {severity}{'' if number == 1 else 's'}")
    return ", ".join(counts)


Files = Mapping[str, tuple[str, list[str]]]
"""The names and lines of the outline, and of the files it includes, by their paths from its folder."""


def _report(item: Diagnostic, files: Files, paint: Paint) -> Iterable[str]:
    yield f"{paint(item.severity, _head(item))} {paint('message', visible(item.message))}"
    if item.place is None:
        yield f"{paint('gutter', '  -->')} {files[''][0]}"
    else:
        yield from _shown_place(item.place, files, paint, item.severity)
    for other in item.related:
        yield from _shown_place(other.place, files, paint, "hint", other.message)
    if item.hint is not None:
        yield f"{paint('hint', 'hint:')} {visible(item.hint)}"


def _head(item: Diagnostic) -> str:
    return f"{item.severity}[{item.code}]:"


def _shown_place(place: Place, files: Files, paint: Paint, part: str, label: str | None = None) -> Iterable[str]:
    """A place with its line, and carets under its characters, or dashes and the `label` if it has one."""
    name, lines = files.get(place.file, files[""])
    gutter = len(str(place.line + 1))
    arrow = "-->" if label is None else ":::"
    yield f"{' ' * gutter}{paint('gutter', arrow)} {name}:{place.line + 1}:{place.column + 1}"
    if place.line < len(lines) and lines[place.line].strip():
        line, marks = _excerpt(lines[place.line], place)
        marked = marks if label is None else f"{marks.replace('^', '-')} {label}"
        yield paint("gutter", " " * (gutter + 1) + "|")
        yield f"{paint('gutter', f'{place.line + 1} |')} {line}"
        yield f"{paint('gutter', ' ' * (gutter + 1) + '|')} {paint(part, marked)}"


def _excerpt(line: str, place: Place) -> tuple[str, str]:
    """The line as it is shown, and the carets under the marked text, in the same number of columns."""
    length = len(line.rstrip())
    start = min(place.column, length)
    stop = max(start + 1, min(start + place.length, length))
    first = last = 0
    if length > WIDEST:
        first = max(0, min(start - WIDEST // 3, length - WIDEST))
        last = length - min(length, first + WIDEST)
        stop = max(start + 1, min(stop, length - last))
    before = ("…" if first else "") + visible(line[first:start])
    meant = visible(line[start:stop])
    after = visible(line[stop : length - last]) + ("…" if last else "")
    return f"{before}{meant}{after}".rstrip(), " " * _width(before) + "^" * max(1, _width(meant))


def visible(text: str) -> str:
    """The text with control characters as escapes, so that no terminal obeys them; tabs become spaces."""
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char == "\t":
        return TAB
    if char.isprintable() or unicodedata.category(char) in ("Zs", "Co"):
        return char
    return "\\n" if char == "\n" else f"\\u{ord(char):04x}"


def _width(text: str) -> int:
    """The number of columns that the text takes on a terminal."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _uncoloured(_part: str, text: str) -> str:
    return text


def _painted(part: str, text: str) -> str:
    return f"\x1b[{COLOURS[part]}m{text}\x1b[0m"


SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Json = dict[str, Any]


def as_json(found: Sequence[Diagnostic], name: str) -> str:
    """One JSON object with the diagnostics, in the order of the outline; one without a place has no line.

    `more` has the number of those that are left out, by code.
    """
    counts = {f"{kind}s": sum(item.severity == kind for item in found) for kind in ("error", "warning")}
    shown, more = capped(in_order(found))
    return _dumped(
        {"outline": name, **counts, "more": more, "findings": [_json_finding(item, name) for item in shown]}
    )


def _json_finding(item: Diagnostic, name: str) -> Json:
    place = {"file": name} if item.place is None else _json_place(item.place, name)
    related = [{**_json_place(other.place, name), "message": other.message} for other in item.related]
    more = {"related": related} if related else {}
    return {
        "severity": item.severity,
        "code": item.code,
        "message": item.message,
        "hint": item.hint,
        **place,
        **more,
    }


def _json_place(place: Place, name: str) -> Json:
    return {
        "file": _file(place, name),
        "line": place.line + 1,
        "column": place.column + 1,
        "length": place.length,
    }


def as_sarif(found: Sequence[Diagnostic], name: str) -> str:
    """A log of one run, with a rule for each code that occurs (OASIS SARIF 2.1.0).

    Its property `more` has the number of results that are left out, by code.
    """
    codes = sorted({item.code for item in found})
    driver = {
        "name": "deckgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    shown, more = capped(in_order(found))
    results = [_result(item, name, codes) for item in shown]
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if more:
        run["properties"] = {"more": more}
    return _dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> Json:
    return {
        "id": code,
        "shortDescription": {"text": code.meaning},
        "fullDescription": {"text": f"{code.meaning} {code.reason}"},
        "help": {"text": code.remedy},
        "defaultConfiguration": {"level": "warning" if code.kind == "warning" else "error"},
    }


def _result(item: Diagnostic, name: str, codes: list[Code]) -> Json:
    related = [{**_location(other.place, name), "message": {"text": other.message}} for other in item.related]
    return {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": item.severity,
        "message": {"text": _sentence(item)},
        "locations": [_location(item.place, name)],
        **({"relatedLocations": related} if related else {}),
    }


def _location(place: Place | None, name: str) -> Json:
    where: Json = {"artifactLocation": {"uri": quote(_file(place, name))}}
    if place is not None:
        line, column = place.line + 1, place.column + 1
        end = column + max(place.length, 1)
        where["region"] = {"startLine": line, "startColumn": column, "endColumn": end}
    return {"physicalLocation": where}


def as_github(found: Sequence[Diagnostic], name: str) -> str:
    """A line for each diagnostic, which GitHub's runners turn into a comment on the outline's line.

    Those that are left out are counted in a line for their code.
    """
    shown, more = capped(in_order(found))
    rest = [replace(item, message=_and_more(more[item.code]), place=None, hint=None) for item in _kinds(shown, more)]
    return "".join(f"{_command(item, name)}\n" for item in (*shown, *rest))


def _command(item: Diagnostic, name: str) -> str:
    properties = {"file": _file(item.place, name)}
    if item.place is not None:
        column = item.place.column + 1
        end = column + max(item.place.length, 1)
        properties |= {"line": str(item.place.line + 1), "col": str(column), "endColumn": str(end)}
    properties["title"] = item.code
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{item.severity} {listed}::{_escaped(_sentence(item))}"


def _escaped(text: str, more: str = "") -> str:
    """`text` with line breaks, percent signs and the characters in `more` as percent escapes."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _sentence(item: Diagnostic) -> str:
    return f"{item.message}\nhint: {item.hint}" if item.hint else item.message


def _file(place: Place | None, name: str) -> str:
    file = beside(name, place.file) if place is not None and place.file else name
    return file.replace("\\", "/")


def _dumped(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
