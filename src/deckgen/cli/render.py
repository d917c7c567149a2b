"""`deckgen render`: the slides as a PDF or as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.build import OUTLINE_TO_FIX, lecture_of, say_left_out
from deckgen.cli.files import (
    DEFAULT_OUTLINE,
    NUMBER,
    make_output_folder,
    read_deck,
    read_outline,
    replace_file,
    result_path,
    write_by_slide,
)
from deckgen.cli.limits import in_time, reaching
from deckgen.cli.office import pdf_of, pictures_of
from deckgen.cli.terminal import Progress, UsageError, counted, say, say_failure, say_findings
from deckgen.cli.wanted import Wanted, wanting

if TYPE_CHECKING:
    from deckgen.deck import Deck
    from deckgen.pipeline import BuildRequest, Form


@click.command("render", short_help="Make a PDF or pictures of the slides.")
@reaching
@click.argument("source", metavar="[OUTLINE|DECK]", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("--pdf/--pictures", "as_pdf", default=True, help="One PDF (the default), or a PNG for each slide.")
@click.option(
    "-o", "--output", metavar="PATH", help="The PDF's file, the folder to put it in, or that of the pictures."
)
@wanting
def command(source: Path, as_pdf: bool, output: str | None, wanted: Wanted) -> None:
    """Render an outline (slides.yaml when none is named) or a finished .pptx as a PDF or as pictures.

    Builds show their final state. The PDF is named after the source; pictures go to a folder named after it and
    replace those of an earlier render. Of a .pptx, LibreOffice makes them, and has to be installed for that; of an
    outline, deckgen makes them itself. Its PDF is tagged for screen readers (PDF/UA-1), and needs the extra
    `deckgen[pdf]`.

    \b
    Examples:
      deckgen render
      deckgen render --pictures -o pictures
      deckgen render week3.pptx -o handout.pdf
    """
    is_deck = source.suffix.lower() == ".pptx"
    if is_deck and wanted != Wanted():
        message = "audience, edition, slot and theme are chosen for an outline, not for a finished deck"
        raise UsageError(message, "name the outline instead")
    name = wanted.name(source)
    if as_pdf:
        target = result_path(source, output, wanted.audience, name, ".pdf")
        pdf = _printed(read_deck(source), name) if is_deck else _built(source, wanted, "pdf").content
        make_output_folder(output)
        replace_file(target, pdf)
        say(f"wrote {target}")
        return
    folder = source.with_name(f"{name}-pictures") if output is None else Path(output)
    pictures = pictures_of(_printed(read_deck(source), name)) if is_deck else _built(source, wanted, "png").pictures
    write_by_slide(folder / f"slide-{NUMBER}.png", pictures)
    say(f"wrote {counted(len(pictures), 'picture')} to {folder}")


def _printed(deck: bytes, name: str) -> bytes:
    with Progress(f"rendering {name} with LibreOffice") as progress:
        return pdf_of(deck, progress.tick)


def _built(outline: Path, wanted: Wanted, form: Form) -> Deck:
    return built_or_exit(outline, wanted.request(form=form), "nothing was rendered")


def built_or_exit(outline: Path, request: BuildRequest, instead: str) -> Deck:
    """The deck of an outline; if that needs fixing, ends the command with the sentence `instead`."""
    from deckgen.deck import Rejected
    from deckgen.pipeline import build_lecture

    lecture = lecture_of(read_outline(outline), outline)
    if lecture is not None:
        with in_time():
            result = build_lecture(lecture, request)
        say_findings(result.findings)
        if not isinstance(result, Rejected):
            say_left_out(result)
            return result
    say_failure(instead)
    raise click.exceptions.Exit(OUTLINE_TO_FIX)
