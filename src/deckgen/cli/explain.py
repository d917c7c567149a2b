"""`deckgen explain`: every field of the language, taken from the models, and every code of a message."""

from __future__ import annotations

import click

from deckgen.cli.terminal import UsageError, closest, say

ALL_CODES = "codes"


def limit_lines() -> list[str]:
    """The limits on an outline."""
    from deckgen.limits import described_limits

    found = list(described_limits())
    width = max(len(name) for name, _, _ in found)
    head = ["An outline reads files of its own folder only, fetches nothing, runs nothing, and may hold at most", ""]
    rows = [f"  {name:<{width}}  {number:>9,}  {meaning}" for name, number, meaning in found]
    hint = "`--limit NAME=NUMBER` allows another number; `--also-read FOLDER` lets it name files in that folder too."
    return [*head, *rows, "", hint]


@click.command("explain", short_help="Explain the outline language, and what a message means.")
@click.argument("key", required=False)
def command(key: str | None) -> None:
    """Explain the outline language, one KEY of it, or the code of a message.

    \b
    Examples:
      deckgen explain
      deckgen explain layers
      deckgen explain title-too-long
      deckgen explain codes
      deckgen explain limits
    """
    if key == "limits":
        say("\n".join(limit_lines()))
        return
    from deckgen.reference.explain import explain, is_known

    if key is None or is_known(key):
        say(explain(key).rstrip("\n"))
        return
    from deckgen.codes import Code, explained

    if key in set(Code):
        say(_paragraphs(explained(Code(key))))
    elif key == ALL_CODES:
        say("\n".join(_listed()))
    else:
        message, _, hint = explain(key).rstrip("\n").partition("; ")
        # Codes have hyphens, and fields have none.
        near = closest(key, Code) if "-" in key or "did you mean" not in hint else None
        raise UsageError(message, f"did you mean the code `{near}`?" if near else hint or None)


def _paragraphs(texts: tuple[str, ...]) -> str:
    from deckgen.reference.explain import wrapped

    head, *rest = texts
    return "\n".join([head, *("\n".join(["", *wrapped(text)]) for text in rest)])


def _listed() -> list[str]:
    """All codes with their meanings, the most frequent ones first."""
    from deckgen.codes import Kind, explanations

    titles: dict[Kind, str] = {
        "warning": "Warnings",
        "error": "Errors",
        "defect": "Defects of a package, which are bugs in deckgen",
    }
    lines: list[str] = []
    for kind, title in titles.items():
        lines += ["", title] if lines else [title]
        lines += [f"  {code:<26}{about.meaning}" for code, about in explanations()[kind].items()]
    return lines
