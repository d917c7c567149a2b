"""The errors of YAML's parsers in a lecturer's words.

The two loaders word their problems differently and blame slightly different columns. So this module looks at the text
itself: the line that is blamed, and its beginning.
"""

from __future__ import annotations

import re

import yaml

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.regex import regex

LINE_BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")
_SURROGATE = regex(r"(\\u[dD][89a-fA-F][0-9a-fA-F]{2})+")
SIGNS = "*&!@%`|>"
DEEPEST = 64
"""The largest depth to which lists and mappings may be nested."""


def lines_of(text: str) -> list[str]:
    """The lines as YAML counts them."""
    return LINE_BREAK.split(text)


def explain_syntax(problem: yaml.YAMLError, text: str) -> Diagnostic:
    """The error as a diagnostic: the problem, its place, and what to type."""
    if isinstance(problem, yaml.reader.ReaderError):
        return _unprintable(text)
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return error(Code.BAD_SYNTAX, "this is not YAML")
    if "maximum nesting depth" in (problem.problem or ""):
        # Newer releases of libyaml have a limit of their own and read ahead, so they may reach it first.
        return too_deep(Place(problem.problem_mark.line, problem.problem_mark.column))
    return _Syntax(problem, lines_of(text)).explain()


def too_deep(place: Place) -> Diagnostic:
    """An error for lists and mappings that are nested deeper than anybody types."""
    message = f"lists and mappings are nested more than {DEEPEST} deep"
    return error(Code.TOO_DEEP, message, place, f"an outline goes down at most {DEEPEST} levels")


def too_many_values(most: int, place: Place) -> Diagnostic:
    """An error for an outline with more values than anybody types."""
    hint = "split the lecture into several outlines, or allow more: `--limit values=NUMBER`"
    return error(Code.TOO_LARGE, f"this outline has more than {most:,} texts, lists and mappings", place, hint)


def no_break_margin(place: Place) -> Diagnostic:
    """An error for a line indented with characters that only look like spaces."""
    message = "this line is indented with spaces of another kind, which do not count in YAML"
    return error(Code.INDENTATION, message, place, "replace them by ordinary spaces, 2 for each level")


def _unprintable(text: str) -> Diagnostic:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return error(Code.BAD_SYNTAX, "this is not YAML")
    lines = lines_of(text[: found.start()])
    message = f"an invisible control character (U+{ord(found.group()):04X}) is here"
    return error(
        Code.CONTROL_CHARACTER, message, Place(len(lines) - 1, len(lines[-1])), "delete it and type the text again"
    )


class _Syntax:
    """One problem and the lines around it."""

    def __init__(self, problem: yaml.MarkedYAMLError, lines: list[str]) -> None:
        self.lines = lines
        self.text = problem.problem or ""
        self.context = problem.context or ""
        mark, start = problem.problem_mark, problem.context_mark
        assert mark is not None
        self.place = Place(mark.line, mark.column)
        self.start = Place(start.line, start.column) if start is not None else self.place
        self.line = self._line(mark.line)

    def explain(self) -> Diagnostic:
        for rule in (self._tab, self._sign, self._open_quote, self._block, self._bracket, self._curly_quotes):
            found = rule()
            if found is not None:
                return found
        return self._after_quote() or self._other_colon() or self._colon() or self._dash() or self._indentation()

    def _tab(self) -> Diagnostic | None:
        for number in (self.place.line, self.place.line - 1):
            line = self._line(number)
            margin = line[: len(line) - len(line.lstrip())]
            odd = next((sign for sign in margin if sign not in " \t"), None)
            if odd is not None:
                return no_break_margin(Place(number, margin.index(odd)))
            if "\t" in margin:
                place = Place(number, margin.index("\t"))
                return error(
                    Code.TAB, "this line is indented with a tab", place, "indent it with spaces, 2 for each level"
                )
        return None

    def _sign(self) -> Diagnostic | None:
        """An error for a text that begins with `**bold**`, `` `code` `` or the like."""
        alias = "alias" in self.context or "anchor" in self.context or "tag" in self.context
        if not (alias or "cannot start any token" in self.text or "directive" in self.context):
            return None
        place = self.start if alias or "directive" in self.context else self.place
        line = self._line(place.line)
        sign = line[place.column : place.column + 1]
        rest = line[place.column :].rstrip()
        shown = "a backtick" if sign == "`" else f"`{sign}`"
        message = f"a text cannot begin with {shown} unless it is in quotes"
        place = Place(place.line, place.column, max(1, len(rest)))
        return error(Code.NEEDS_QUOTES, message, place, _instead_of_sign(rest))

    def _open_quote(self) -> Diagnostic | None:
        if "quoted scalar" not in self.context:
            return None
        sign = self._line(self.start.line)[self.start.column : self.start.column + 1]
        if "escape" in self.text:
            surrogate = _SURROGATE.match(self.line, max(0, self.line.rfind("\\", 0, self.place.column + 2)))
            if surrogate is not None:
                message = f"`{surrogate.group()}` is half a character, which is none"
                place = Place(self.place.line, surrogate.start(), len(surrogate.group()))
                return error(Code.BAD_ESCAPE, message, place, "type the character itself")
            hint = "put the text in single quotes, or write `\\\\` for a backslash"
            message = "after `\\` in double quotes comes a sign that YAML does not know"
            place = self.place
            if self.line[place.column : place.column + 1] != "\\":  # the two loaders differ by one
                place = Place(place.line, max(0, place.column - 1))
            return error(Code.BAD_ESCAPE, message, place, hint)
        message = f"the text that begins with {sign} here has no closing {sign}"
        return error(Code.OPEN_QUOTE, message, self.start, f"close it with {sign}, or leave both out")

    def _bracket(self) -> Diagnostic | None:
        if "flow" in self.context and ("','" in self.text or "node content" in self.text):
            opening = self._line(self.start.line)[self.start.column : self.start.column + 1]
            if opening == ",":
                return error(
                    Code.BAD_SYNTAX, "a second comma is not expected here", self.place, "remove one of the two"
                )
            closing = {"[": "]", "{": "}"}.get(opening, "]")
            message = (
                f"the list that begins with `{opening}` here is not closed with `{closing}`, or a comma is missing"
            )
            return error(
                Code.OPEN_BRACKET,
                message,
                self.start,
                f"add `{closing}` or `,`, or put texts with brackets in quotes",
            )
        if "node content" in self.text:
            sign = self.line[self.place.column : self.place.column + 1]
            hint = "remove it, or put the text in quotes"
            return error(Code.BAD_SYNTAX, f"`{sign}` is not expected here", self.place, hint)
        return None

    def _curly_quotes(self) -> Diagnostic | None:
        found = re.search(r"(?:^|[:\-\[,{]\s+)([“”„‘’«])", self.line)
        if found is None:
            return None
        hint = 'use straight quotes round the text: "…"'
        place = Place(self.place.line, found.start(1))
        return error(
            Code.CURLY_QUOTES, f"the curly quote {found.group(1)} does not count as a quote in YAML", place, hint
        )

    def _after_quote(self) -> Diagnostic | None:
        before = self.line[: self.place.column].rstrip()
        rest = self.line[self.place.column :].rstrip()
        if not before or before[-1] not in "\"'])}" or not rest:
            return None
        if before[-1] in "\"'":
            message = f"text goes on after the closing {before[-1]}"
            hint = "put all of the text in quotes of the other kind, or leave the quotes out"
        else:
            message = f"text goes on after the closing `{before[-1]}`"
            hint = "put all of the text in quotes"
        return error(Code.AFTER_QUOTE, message, Place(self.place.line, self.place.column, len(rest)), hint)

    def _block(self) -> Diagnostic | None:
        """An error for `notes: |` with text after the sign, or with text below it that is not indented deeper."""
        behind = re.fullmatch(r"(\s*(?:- )?([\w ]+): ([|>]) +)(\S.*)", self.line)
        if behind is not None and not behind.group(4).startswith("#"):
            begin, name, sign, text = behind.groups()
            message = f"nothing can follow `{sign}` on its line"
            hint = f"begin the text in the next line, deeper than `{name}`; or write `{name}: {text}`"
            return error(Code.BLOCK_TEXT, message, Place(self.place.line, len(begin), len(text)), hint)
        number = min(self.start.line if "simple key" in self.context else self.place.line, len(self.lines) - 1)
        above = re.fullmatch(r"( *(?:- )?)([\w ]+): *[|>][+-]?\s*", self._line(number - 1))
        line = self._line(number)
        if above is None or not line.strip() or len(line) - len(line.lstrip()) > len(above.group(1)):
            return None
        message = f"the text of `{above.group(2)}` is not indented"
        place = Place(number, len(line) - len(line.lstrip()), len(line.strip()))
        return error(Code.BLOCK_TEXT, message, place, f"indent it by 2 more than `{above.group(2)}`")

    def _other_colon(self) -> Diagnostic | None:
        """An error for `title = Docker`, or for the colon of a Chinese keyboard."""
        for number in (self.place.line, self.place.line - 1):
            found = re.fullmatch(r"(\s*(?:- )?)(\w+) ?([=：])\s*(\S.*)", self._line(number))
            if found is not None:
                _, name, sign, text = found.groups()
                message = f"`{sign}` is here instead of `:`"
                return error(Code.NO_COLON, message, Place(number, found.start(3)), f"write `{name}: {text}`")
        return None

    def _colon(self) -> Diagnostic | None:
        if "mapping values are not allowed" not in self.text:
            return None
        head = self.line[: self.place.column]
        if ": " in head or (head.lstrip().startswith("- ") and ": " in head):
            key, value = head.split(": ", 1)
            whole = value + self.line[self.place.column :].rstrip()
            place = Place(self.place.line, len(key) + 2, len(whole))
            message = "a `: ` inside a text needs quotes round the text"
            name = key.strip().removeprefix("- ")
            # The one field in which a name and a text in one line are meant as such.
            hint = f"write {name}: {{{whole}}}" if name == "allow" else f"write {name}: {quoted(whole)}"
            return error(Code.NEEDS_QUOTES, message, place, hint)
        before = self._line_before()
        bare = re.fullmatch(r"\s*(?:- )?([\w ]+):(\S.*)", before)
        if bare is not None:
            place = Place(self.place.line - 1, before.index(":"))
            hint = f"write `{bare.group(1)}: {bare.group(2)}`"
            return error(Code.NO_SPACE, "there is no space after this `:`", place, hint)
        return self._indentation()

    def _dash(self) -> Diagnostic | None:
        number = min(self.start.line if "simple key" in self.context else self.place.line, len(self.lines) - 1)
        line = self._line(number)
        bare = re.fullmatch(r"\s*-([^\s-].*)", line)
        if bare is not None:
            place = Place(number, line.index("-"))
            return error(Code.NO_SPACE, "there is no space after this `-`", place, f"write `- {bare.group(1)}`")
        bare = re.fullmatch(r"\s*(?:- )?([\w ]+):(\S.*)", line)
        if bare is not None:
            place = Place(number, line.index(":"))
            return error(
                Code.NO_SPACE, "there is no space after this `:`", place, f"write `{bare.group(1)}: {bare.group(2)}`"
            )
        if "simple key" in self.context:
            text = line.strip()
            place = Place(number, len(line) - len(line.lstrip()), max(1, len(text)))
            return error(
                Code.NO_COLON, f"`{text}` has no `:` after it", place, "write `name: value`, or `- ` before an item"
            )
        if "sequence entries" in self.text:
            return error(
                Code.INDENTATION,
                "a list cannot begin in the line of its name",
                self.place,
                "begin it in the next line",
            )
        return None

    def _indentation(self) -> Diagnostic:
        margin = len(self.line) - len(self.line.lstrip())
        message = f"this line is indented by {margin} spaces, which fits nothing above it"
        hint = "lines that belong together begin in the same column"
        if self._follows_item(margin):
            hint = "begin it with `- ` to make it a new item, or indent it by 2 more"
        place = Place(self.place.line, margin, max(1, len(self.line.strip())))
        return error(Code.INDENTATION, message, place, hint)

    def _follows_item(self, margin: int) -> bool:
        """True if the nearest line above that is not indented deeper begins a list item at this indent."""
        above = (line for line in reversed(self.lines[: self.place.line]) if line.strip())
        near = next((line for line in above if len(line) - len(line.lstrip()) <= margin), "")
        return len(near) - len(near.lstrip()) == margin and near.lstrip().startswith("- ")

    def _line(self, number: int) -> str:
        """A line of the outline. The parser may blame the end of the file, which is beyond the last line."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def _line_before(self) -> str:
        return self._line(self.place.line - 1)


def _instead_of_sign(text: str) -> str:
    """The text to type in place of one that begins with a sign."""
    if text.startswith("```"):
        return "write `language: …` and `text: |`, and the code below it, indented, without backticks"
    if re.match(r"\* \S", text):
        return f"write `-{text[1:]}` to make it an item of a list"
    return f"put it in quotes: {quoted(text)}"


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotes that it does not contain."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
