"""`deckgen themes`: list the built-in themes, show them, and begin a theme file with one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from deckgen.cli.files import FORMS, replace_file
from deckgen.cli.terminal import UsageError, closest, say

if TYPE_CHECKING:
    from deckgen.pipeline import Form


@click.command("themes", short_help="List or show the built-in themes, or begin your own.")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("-o", "--output", metavar="FILE", help="Show them in this file; a .yaml file is a theme file.")
def command(name: str | None, output: str | None) -> None:
    """List the built-in themes, or with NAME, one of them.

    With -o, the same few slides are shown in each theme: in one picture (.png, .svg), or in a deck with a
    slide for each (.pptx, .html, .pdf). With NAME, the deck is in that theme itself, and a .yaml file is a
    theme file with all that the theme has, to change into yours.

    \b
    Examples:
      deckgen themes
      deckgen themes -o themes.png
      deckgen themes folio -o folio.pptx
      deckgen themes folio -o our-department.yaml
    """
    from deckgen.theme.builtin import DESIGNS

    if name is not None and name not in DESIGNS:
        near = closest(name, DESIGNS)
        hint = f"did you mean `{near}`?" if near else "`deckgen themes` lists them"
        raise UsageError(f"there is no built-in theme `{name}`", hint)
    names = list(DESIGNS) if name is None else [name]
    if output is None:
        width = max(map(len, names)) + 2
        say("\n".join(f"{each:<{width}}{DESIGNS[each].about}" for each in names))
        return
    file = Path(output)
    if file.suffix.lower() in (".yaml", ".yml"):
        _begin(file, name)
    else:
        _show(file, names, alone=name is not None)


def _begin(file: Path, name: str | None) -> None:
    """Write a theme file, which must not exist yet."""
    from deckgen.theme_file import text_of

    if name is None:
        raise UsageError("a theme file begins with one of the themes", f"type `deckgen themes classroom -o {file}`")
    if file.exists():
        raise UsageError(f"`{file}` is already there, and deckgen never overwrites a theme file", "name another file")
    replace_file(file, text_of(name).encode())
    say(f"wrote {file}, the theme `{name}` to change into yours")
    say(f"next: write `theme: {file.name}` in the head of an outline beside it")


def _show(file: Path, names: list[str], *, alone: bool) -> None:
    from deckgen.showcase.sheet import deck_of, picture_of, shown_in

    ending = file.suffix.lower()
    if ending not in FORMS:
        known = ", ".join(FORMS)
        raise UsageError(f"themes are not shown in `{file}`", f"name a file that ends in {known} or .yaml")
    form = cast("Form", ending[1:])
    if form in ("png", "svg"):
        content = picture_of(names, form)
    else:
        content = (shown_in(names[0], form) if alone else deck_of(names, form)).content
    replace_file(file, content)
    say(f"wrote {file}")
