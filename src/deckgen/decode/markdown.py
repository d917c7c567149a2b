"""Inline Markdown to runs: `**bold**`, `*italic*`, `` `code` ``, `[link](url)`, `$formula$` and escapes.

Everything else is text.

markdown-it-py is the reference for Markdown. Its import takes longer than reading a lecture, so two obvious cases are
handled before it: a text without Markdown, and one whose signs come in simple pairs. Tests compare both with
markdown-it-py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from deckgen.macros import Macros
from deckgen.outline.element import Inline, verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEMANDING = re.compile(
    r"\]\(|\\[!-/:-@\[-`{-~\n]|<[A-Za-z][\w.+-]*[:@]|<[\w.!#$%&'*+/=?^`{|}~-]+@|&#?\w+;|\s\n|\n\s|[\r\0]",
    re.DOTALL,
)
"""Signs that may mean something other than bold, italic or code, apart from `_`."""

OPENING = re.compile(r"(?<!\w)_(?![\s_])")
CLOSING = re.compile(r"_(?!\w)")

SIMPLE = re.compile(
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
    from markdown_it.rules_inline.emphasis import tokenize  # noqa: PLC0415

    def emphasis(state: StateInline, silent: bool) -> bool:
        """As in Markdown, except that `__init__` is a name and not a bold `init`."""
        return "__" not in state.src[max(0, state.pos - 1) : state.pos + 2] and tokenize(state, silent)

    parser = MarkdownIt("commonmark").disable("html_inline")
    parser.inline.ruler.at("emphasis", emphasis)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _parsed(text: str) -> tuple[Inline, ...]:
    tokens = _parser().parseInline(text)
    return _runs(tokens[0].children or []) if tokens else ()


def _runs(tokens: list[Token]) -> tuple[Inline, ...]:
    runs: list[Inline] = []
    bold = italic = 0
    links: list[tuple[str, int]] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append((str(token.attrGet("href") or ""), len(runs)))
            case "link_close":
                url, start = links.pop()
                if len(runs) == start and url:
                    runs.append(Inline(url, bold > 0, italic > 0, link=url))
            case _:
                link = (links[-1][0] or None) if links else None
                runs.append(Inline(_text(token), bold > 0, italic > 0, token.type == "code_inline", link))
    return _merged(runs)


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
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic, last.code, last.link) == (run.bold, run.italic, run.code, run.link):
            merged[-1] = Inline(last.text + run.text, run.bold, run.italic, run.code, run.link)
        elif run.text:
            merged.append(run)
    return tuple(merged)
