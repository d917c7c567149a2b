"""`deckgen present`: the lecture as a page, shown in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from deckgen.cli.build import slides_of
from deckgen.cli.files import DEFAULT_OUTLINE, make_output_folder, replace_file, result_path
from deckgen.cli.limits import reaching
from deckgen.cli.render import built_or_exit
from deckgen.cli.terminal import say
from deckgen.cli.wanted import Wanted, wanting


@click.command("present", short_help="Show the lecture in the browser.")
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("-o", "--output", metavar="PATH", help="The page's file, or the folder to put it in.")
@wanting
@reaching
def command(outline: Path, output: str | None, wanted: Wanted) -> None:
    """Write OUTLINE (slides.yaml when none is named) as a page, slides.html, and show it in the browser.

    The page is one file that needs no network and no deckgen, so it can be carried to the lecture hall. Clicks,
    transitions and links are those of the deck. `P` opens a window for the speaker with the notes, the next slide and
    the clock, `?` lists the other keys.

    \b
    Examples:
      deckgen present
      deckgen present week3.yaml --audience beginners
    """
    target = result_path(outline, output, wanted.audience, wanted.name(outline), ".html")
    built = built_or_exit(outline, wanted.request(form="html"), "no page was written")
    make_output_folder(output)
    replace_file(target, built.content)
    say(f"wrote {target}: {', '.join(slides_of(built))}")
    webbrowser.open(target.resolve().as_uri())
