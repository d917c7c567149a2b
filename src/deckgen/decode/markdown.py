"""Inline Markdown to runs: `**bold**`, `*italic*`, `` `code` ``, `[link](url)`, `$formula$` and escapes.

As in the Markdown of most programs, there are also `~~struck~~`, `H~2~O`, `x^2^`, `<br>`, bare addresses of the web
and `[^name]` for a footnote. Everything else is text.

markdown-it-py is the reference for Markdown. Its import takes longer than reading a lecture, so two obvious cases are
handled before it: a text without Markdown, and one whose signs come in simple pairs. Tests compare both with
markdown-it-py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from deckgen.address import address
from deckgen.formula import Script
from deckgen.macros import Macros
from deckgen.outline.element import Inline, verbatim
from deckgen.regex import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEMANDING = regex(
    r"\]\(|\\[!-/:-@\[-`{-~\n]|<[A-Za-z][\w.+-]*[:@]|<[\w.!#$%&'*+/=?^`{|}~-]+@|&#?\w+;|\s\n|\n\s|[\r\0]"
    r"|[~^]|<br\b|://|www\.|\w\*\w",
    re.DOTALL | re.IGNORECASE,
)
"""Signs that may mean something other than bold, italic or code, apart from `_`."""

OPENING = regex(r"(?<!\w)_(?![\s_])")
CLOSING = regex(r"_(?!\w)")

SIMPLE = regex(
    r"(?<!\*)\*\*(?P<bold>[^\W_](?:[^*`\n]*[^\W_])?)\*\*(?!\*)"
    r"|(?<!\*)\*(?P<italic>[^\W_](?:[^*`\n]*[^\W_])?)\*(?!\*)"
    r"|(?<!`)`(?P<code>[^\s`](?:[^`\n]*[^\s`])?)`(?!`)"
)
"""Pairs of signs around text that begins and ends with a letter or digit, for which Markdown has only one reading."""


@lru_cache(maxsize=8192)
def inline(text: str, macros: Macros = (), *, spoken: bool = False) -> tuple[Inline, ...]:
    """The runs of a text. Every word is in one of them; line ends are new-line characters.

    `macros` are for its formulas. A `spoken` text, which only the speaker sees, may hold formulas in `$$`.
    """
    if "$" in text:
        from deckgen.decode.dollars import with_formulas  # noqa: PLC0415  (few texts hold formulas)

        return with_formulas(text, _inline, macros, spoken=spoken)
    return _inline(text)


def _inline(text: str) -> tuple[Inline, ...]:
    """The runs of a text without formulas."""
    if DEMANDING.search(text) or ((opening := OPENING.search(text)) and CLOSING.search(text, opening.end())):
        return _parsed(text)
    if "*" not in text and "`" not in text:
        return verbatim(text)
    runs = _simple(text)
    return _parsed(text) if runs is None else runs


def _simple(text: str) -> tuple[Inline, ...] | None:
    """The runs of a text whose signs all come in simple pairs, else None."""
    runs: list[Inline] = []
    end = 0
    for found in SIMPLE.finditer(text):
        runs.append(Inline(text[end : found.start()]))
        content = found.group(found.lastgroup or 0)
        kind = found.lastgroup
        runs.append(Inline(content, bold=kind == "bold", italic=kind == "italic", code=kind == "code"))
        end = found.end()
    runs.append(Inline(text[end:]))
    if any(not run.code and ("*" in run.text or "`" in run.text) for run in runs):
        return None
    return tuple(run for run in runs if run.text)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  (slow to import, and few outlines need it)

    parser = MarkdownIt("commonmark").disable("html_inline").enable("strikethrough")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("strikethrough", "script", _script)
    parser.inline.ruler.before("autolink", "line_break", _line_break)
    parser.inline.ruler.before("link", "footnote", _footnote)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # A check of the deck tells the author of addresses that no deck can hold; Markdown would show them as they are.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


_EAST_ASIAN = regex("[\u2e80-\u2fff\u3001-\u30ff\u3100-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff9f]")
_FIRST_EAST_ASIAN = "\u2e80"
"""Before it there is no need to compile so large a class of letters, which takes as long as laying out a slide."""


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As in Markdown, except that `__init__` is a name, `2*3*4` is a product, and that East Asian texts, which put no
    spaces around words, can mark any part of them.
    """
    from markdown_it.rules_inline.state_inline import Delimiter, Scanned  # noqa: PLC0415

    start, text = state.pos, state.src
    marker = text[start]
    if silent or marker not in "*_" or "__" in text[max(0, start - 1) : start + 2]:
        return False
    found = state.scanDelims(start, marker == "*")
    if marker == "*":
        around = text[start - 1 : start], text[start + found.length : start + found.length + 1]
        if found.length == 1 and _is_times(text, start):
            found = Scanned(False, False, 1)
        elif any(sign >= _FIRST_EAST_ASIAN and _EAST_ASIAN.match(sign) for sign in around):
            found = Scanned(bool(around[1].strip()), bool(around[0].strip()), found.length)
    for _ in range(found.length):
        state.push("text", "", 0).content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), found.length, place, -1, found.can_open, found.can_close))
    state.pos += found.length
    return True


def _is_times(text: str, place: int) -> bool:
    """True for a `*` between two numbers, or letters that are words of their own, as in `a*b`."""
    return bool(_FACTOR_BEFORE.fullmatch(text[max(0, place - 2) : place])) and bool(
        _FACTOR_AFTER.match(text, place + 1)
    )


_FACTOR_BEFORE = regex(r".?\d|[\W_]?[^\W\d_]", re.DOTALL)
_FACTOR_AFTER = regex(r"\d|[^\W_](?![^\W_])")
_RAISED = regex(r"\^([^\s~^`*\[\]<>\\]{1,30})\^(?!\^)")
_LOWERED = regex(r"~([^\s~^`*\[\]<>\\/.]{1,30})~(?!~)")


def _script(state: StateInline, silent: bool) -> bool:
    """`x^2^` and `H~2~O`: without spaces, behind what they belong to."""
    text, start = state.src, state.pos
    pattern = {"^": _RAISED, "~": _LOWERED}.get(text[start])
    if pattern is None or not re.match(r"[\w)\]\ue000-\uf8ff]", text[start - 1 : start]):
        return False
    found = pattern.match(text, start)
    if found is None:
        return False
    if not silent:
        token = state.push("script", "", 0)
        token.content, token.markup = found[1], text[start]
    state.pos = found.end()
    return True


_FOOTNOTE = regex(r"\[\^([\w-]{1,30})\](?![(:])")


def _footnote(state: StateInline, silent: bool) -> bool:
    """`[^name]`, which stays as typed until the footnotes of its slide are numbered."""
    found = _FOOTNOTE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("footnote", "", 0)
        token.content, token.markup = found[0], found[1]
    state.pos = found.end()
    return True


_BREAK = regex(r"<br\s*/?>[ \t]*\n?[ \t]*", re.IGNORECASE)


def _line_break(state: StateInline, silent: bool) -> bool:
    """`<br>`, the only HTML that lecturers type in tables of Markdown."""
    found = _BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("softbreak", "br", 0)
    state.pos = found.end()
    return True


_LOOKS = {"strong": "bold", "em": "italic", "s": "struck"}
_CODE = regex(r"(`+[^`]*`+)")
_WITH_SPACES = regex(
    r"\]\(((?:(?:https?|ftp)://|mailto:)[^()<>\"'\n]* [^()<>\"'\n]*|[^()<>\"'\n:]* [^()<>\"'\n:]*\.[A-Za-z]{3,4})\)"
)
"""The target of a link with spaces in it: an address, or the name of a file."""


def _without_spaces(text: str) -> str:
    """The text with `%20` for spaces in the targets of its links, where Markdown has none."""
    if "](" not in text:
        return text
    parts = _CODE.split(text)
    parts[::2] = [
        _WITH_SPACES.sub(lambda found: f"]({found[1].strip().replace(' ', '%20')})", part) for part in parts[::2]
    ]
    return "".join(parts)


def _parsed(text: str) -> tuple[Inline, ...]:
    tokens = _parser().parseInline(_without_spaces(text))
    return _runs(tokens[0].children or []) if tokens else ()


def _runs(tokens: list[Token]) -> tuple[Inline, ...]:
    runs: list[Inline] = []
    look = Inline("")
    links: list[tuple[str, int]] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close" | "em_open" | "em_close" | "s_open" | "s_close":
                look = replace(look, **{_LOOKS[token.tag]: token.nesting > 0})
            case "link_open":
                links.append((str(token.attrGet("href") or ""), len(runs)))
            case "link_close":
                url, start = links.pop()
                if len(runs) == start and url:
                    runs.append(replace(look, text=url, link=url))
            case "script":
                link = (links[-1][0] or None) if links else None
                script: Script = "raised" if token.markup == "^" else "lowered"
                runs.append(replace(look, text=token.content, link=link, script=script))
            case "footnote":
                runs.append(replace(look, text=token.content, note=token.markup))
            case _ if links or token.type == "code_inline":
                link = (links[-1][0] or None) if links else None
                runs.append(replace(look, text=_text(token), code=token.type == "code_inline", link=link))
            case _:
                runs += _with_addresses(_text(token), look)
    return _merged(runs)


_ADDRESS = regex(r"(?<![\w/.@-])(?:https?://[^\s<>\"]+|www\.[^\s<>\".]+\.[^\s<>\"]+)", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'*_~»›”’“…。，、；：！？）」』"


def _with_addresses(text: str, look: Inline) -> Iterator[Inline]:
    """The runs of a text, in which the bare addresses of pages are links."""
    end = 0
    for found in _ADDRESS.finditer(text):
        shown = found[0].rstrip(_AFTER_ADDRESS)
        while shown.endswith((")", "]")) and shown.count(")") + shown.count("]") > shown.count("(") + shown.count(
            "["
        ):
            shown = shown[:-1].rstrip(_AFTER_ADDRESS)
        url = shown if "://" in shown else f"https://{shown}"
        if address(url) is not None:
            yield replace(look, text=text[end : found.start()])
            yield replace(look, text=shown, link=url)
            end = found.start() + len(shown)
    yield replace(look, text=text[end:])


def _text(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            title = token.attrGet("title")
            rest = f' "{title}"' if title else ""
            return f"![{token.content}]({token.attrGet('src')}{rest})"
    return token.content


def _merged(runs: list[Inline]) -> tuple[Inline, ...]:
    """The runs, with neighbours of the same style joined."""
    merged: list[Inline] = []
    for run in runs:
        if merged and replace(merged[-1], text=run.text) == run:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        elif run.text:
            merged.append(run)
    return tuple(merged)
