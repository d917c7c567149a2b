"""`deckgen preview`: the lecture in the browser while it is being written."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from deckgen.cli.files import DEFAULT_OUTLINE, read_outline, replace_file, result_path
from deckgen.cli.limits import reaching, typed_limits
from deckgen.cli.terminal import UsageError, say, say_usage_error
from deckgen.suggest import closest

if TYPE_CHECKING:
    from deckgen.preview.drawing import Studio

EDITORS = {
    **{name: f"{name}://file/{{path}}:{{line}}:{{column}}" for name in ("cursor", "vscode", "vscodium", "zed")},
    **{
        name: f"{name}://open?file={{path}}&line={{line}}&column={{column}}"
        for name in ("idea", "pycharm", "webstorm")
    },
}
"""The addresses with which editors open a file at a line and a column, both counted from 1."""


@click.command("preview", short_help="Show the lecture while you write it.")
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("--deck", is_flag=True, help="Write the .pptx at each save too.")
@click.option(
    "--editor",
    metavar="NAME|ADDRESS",
    help=f"Lines are links that an editor opens: {', '.join(EDITORS)}, or an address with {{path}} and {{line}}.",
)
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Listen on this port; usually any free one.")
@click.option("--no-browser", is_flag=True, help="Say the address, and open no browser.")
@reaching
def command(outline: Path, deck: bool, editor: str | None, port: int, no_browser: bool) -> None:
    """Show OUTLINE (slides.yaml when none is named) in the browser, and draw it anew at each save.

    The page shows the slide that changed, its clicks, its notes, and what is wrong with it; a mistake leaves the last
    good slides in sight. Only this machine can open the page. Ctrl-C ends the preview.

    \b
    Examples:
      deckgen preview
      deckgen preview week3.yaml --editor vscode
    """
    from deckgen.preview.drawing import Studio
    from deckgen.preview.serving import News, Server
    from deckgen.preview.watching import changes

    read_outline(outline)  # a folder or a misspelt name is told at once
    studio, news, stopped = Studio(outline, typed_limits()), News(), Event()
    address = _address_in(editor, outline) if editor is not None else None
    try:
        server = Server(studio, news, address, port)
    except OSError as reason:
        message = f"cannot listen on port {port}: {(reason.strerror or str(reason)).lower()}"
        raise UsageError(message, "choose another with `--port`, or leave it out") from None
    changed = changes(studio.files, stopped)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        say(f"preview at {server.address} (Ctrl-C ends it)")
        if not no_browser:
            # Some browsers keep their caller waiting.
            Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
        for _ in changed:
            news.tell()
            if deck:
                _write_deck(studio, outline)
    except KeyboardInterrupt:
        stopped.set()
        server.shutdown()


def _address_in(editor: str, outline: Path) -> str:
    """The address of a place in an editor; `{path}` stands for the file as it is named here."""
    address = EDITORS.get(editor, editor)
    if "://" not in address or "{path}" not in address:
        near = closest(editor, EDITORS)
        hint = f"did you mean `{near}`?" if near else f"write one of {', '.join(EDITORS)}, or such an address"
        example = "`vscode://file/{path}:{line}:{column}`"
        raise UsageError(f"`{editor}` is no editor that is known, and no address such as {example}", hint)
    folder = "" if outline.is_absolute() else f"{quote(Path.cwd().as_posix())}/"
    if (folder or outline.as_posix()).startswith("/"):
        address = re.sub(r"(?<!/)/\{path}", "{path}", address)  # the path has that stroke itself
    return address.replace("{path}", f"{folder}{{path}}")


def _write_deck(studio: Studio, outline: Path) -> None:
    """Write the deck, or say why it cannot be written: PowerPoint may have it open, and the preview goes on."""
    content = studio.deck()
    if content is not None:
        try:
            replace_file(result_path(outline, None, None, outline.stem), content)
        except UsageError as trouble:
            say_usage_error(trouble)
