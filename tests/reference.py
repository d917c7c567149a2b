"""Writes docs/reference.md from the models, the commands, the codes and the limits: `python3 -m tests.reference`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import click

import deckgen
from deckgen.cli import COMMANDS
from deckgen.cli import deckgen as program
from deckgen.codes import Kind, explanations
from deckgen.limits import described_limits
from deckgen.outline.element import Element
from deckgen.reference.explain import INNER, Topic, models, plain_type, topics_of

FILE = Path(__file__).parents[1] / "docs" / "reference.md"
HEAD = """\
# Reference

Every field of the language, every command, message and limit, and the Python interface. The [guide](guide.md) shows
how they work together. This page is written by `python3 -m tests.reference`, and a test fails when it is out of date.

* [The language](#the-language)
* [Commands](#commands)
* [Messages](#messages)
* [Limits](#limits)
* [Python](#python)
"""
KINDS: dict[Kind, tuple[str, str]] = {
    "error": ("Errors", "The outline needs fixing, and no deck is built."),
    "warning": ("Warnings", "The deck is built. `allow` silences a warning, and `--strict` turns it into a failure."),
    "defect": (
        "Defects",
        "A deck that PowerPoint would have to repair. These are bugs in deckgen; please report them.",
    ),
}


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *language(), *commands(), *messages(), *limits(), *python()])


def language() -> Iterator[str]:
    """A section for each element of the language; fields that elements share are described where they occur first."""
    shown = {home: model for home, model in models().items() if model not in INNER}
    yield "## The language\n"
    yield (
        "The elements, beginning with the whole outline: " + ", ".join(f"[{home}](#{home})" for home in shown) + ".\n"
    )
    yield "Most elements can be typed shorter than with all their fields; the description of the element says how.\n"
    told: dict[str, str] = {}
    for home, model in shown.items():
        topics = list(topics_of(model, home))
        new = [topic for topic in topics if topic.description not in told]
        told |= {topic.description: home for topic in new}
        yield from _element(home, model, new)
        yield from _shared([topic for topic in topics if topic not in new], told)


def _element(home: str, model: type[Element], topics: Iterable[Topic]) -> Iterator[str]:
    yield f"### {home}\n"
    yield _paragraphs(model.__doc__) + "\n"
    for topic in topics:
        default = {"": "", "needed": " Required."}.get(topic.default, f" Default: `{topic.default}`.")
        yield f"* **`{topic.key}`**: {plain_type(topic.kind)}.{default} {topic.description}\n"
        yield _indented(f"```yaml\n{topic.example}\n```") + "\n"


def _shared(topics: list[Topic], told: dict[str, str]) -> Iterator[str]:
    by_home: dict[str, list[str]] = {}
    for topic in topics:
        by_home.setdefault(told[topic.description], []).append(f"`{topic.key}`")
    for home, keys in by_home.items():
        yield f"As in [{home}](#{home}): {', '.join(keys)}.\n"


def commands() -> Iterator[str]:
    """The help of the program and of each of its commands."""
    yield "## Commands\n"
    yield "Results go to stdout, messages to stderr.\n"
    yield f"### deckgen\n\n{_help(program, 'deckgen')}\n"
    for name in COMMANDS:
        command = import_module(f"deckgen.cli.{name}").command
        assert isinstance(command, click.Command)
        yield f"### deckgen {name}\n\n{_help(command, f'deckgen {name}')}\n"


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return f"```text\n{command.get_help(context)}\n```"


def messages() -> Iterator[str]:
    """A table of codes for each kind."""
    yield "## Messages\n"
    yield "The code in the brackets of a message, and what it means. `deckgen explain CODE` adds why it matters.\n"
    for kind, (title, meaning) in KINDS.items():
        yield f"### {title}\n\n{meaning}\n"
        head = ("code", "meaning", "what to do")[: 2 if kind == "defect" else 3]
        rows = ((f"`{code}`", about.meaning, about.remedy) for code, about in explanations()[kind].items())
        yield _table(head, (row[: len(head)] for row in rows))


def limits() -> Iterator[str]:
    """The limits, with their usual numbers."""
    yield "## Limits\n"
    yield "An outline may hold at most this much; `--limit NAME=NUMBER` allows another number.\n"
    yield _table(
        ("limit", "number", "of what"),
        ((f"`{name}`", f"{number:,}", what) for name, number, what in described_limits()),
    )


def python() -> Iterator[str]:
    """Every public name, with its signature and its docstring."""
    yield "## Python\n"
    yield _paragraphs(deckgen.__doc__) + "\n"
    for name in deckgen.__all__:
        thing = getattr(deckgen, name)
        if inspect.isfunction(thing):
            yield f"### deckgen.{name}\n\n```python\n{_signature(name, thing)}\n```\n\n{_paragraphs(thing.__doc__)}\n"
        elif inspect.isclass(thing):
            yield f"### deckgen.{name}\n\n{_paragraphs(thing.__doc__)}\n"
            yield from _members(thing)


def _signature(name: str, function: object) -> str:
    assert callable(function)
    found = inspect.signature(function)
    arguments = [f"    {each}," for each in found.parameters.values()]
    kinds = [each.kind for each in found.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        arguments.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "    *,")
    return "\n".join([f"def {name}(", *arguments, f") -> {found.return_annotation}: ..."]).replace("'", "")


def _members(thing: type) -> Iterator[str]:
    """The attributes and methods of a class that have a name of their own and a docstring."""
    for name in getattr(thing, "__struct_fields__", ()):
        yield f"* `{name}`: `{inspect.get_annotations(thing)[name]}`"
    for name, member in vars(thing).items():
        if not name.startswith("_") and getattr(member, "__doc__", None) and name not in thing.__annotations__:
            call = "" if isinstance(member, property) else str(inspect.signature(member)).replace("'", "")
            yield f"* `{name}{call}`: {' '.join(inspect.cleandoc(member.__doc__ or '').split())}"
    yield ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _paragraphs(docstring: str | None) -> str:
    """A docstring as Markdown; its indented lines stay code."""
    return inspect.cleandoc(docstring or "")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in dedent(text).splitlines())


def main() -> None:
    """Write the page."""
    FILE.write_text(reference(), encoding="utf-8")
    print(f"wrote {FILE.name}")


if __name__ == "__main__":
    main()
