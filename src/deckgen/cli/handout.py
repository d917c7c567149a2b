"""`deckgen handout`: slides with their notes, or with lines to write on, as a PDF to print.

The format is PDF because it prints the same everywhere, and because changes belong in the outline. The pictures of
the slides come from LibreOffice in any case, so it sets the pages too, and no other program is needed.
"""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli.build import moment
from deckgen.cli.files import DEFAULT_OUTLINE, replace_file, result_name, result_path
from deckgen.cli.limits import reaching
from deckgen.cli.office import pdf_of, pictures_of
from deckgen.cli.render import built_or_exit
from deckgen.cli.terminal import Progress, counted, say


@click.command("handout", short_help="Make a handout to print.")
@reaching
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The handout's file, or the folder to put it in."
)
@click.option("-a", "--audience", metavar="NAME", help="Make it for one of the outline's audiences.")
@click.option("--students", is_flag=True, help="Make it for students: lines to write on in place of notes.")
def command(outline: Path, output: Path | None, audience: str | None, students: bool) -> None:
    """Make a PDF of OUTLINE (slides.yaml when none is named) to print: each slide with its notes beside it.

    LibreOffice does the work and has to be installed.

    \b
    Examples:
      deckgen handout
      deckgen handout --students -o for-the-class.pdf
    """
    from deckgen.handout import Sheet, document, pages
    from deckgen.pipeline import BuildRequest
    from deckgen.text.measure import FontMeasurer

    name = result_name(outline, audience, *(["students"] if students else []), "handout")
    target = result_path(outline, output, audience, name, ".pdf")
    built = built_or_exit(
        outline,
        BuildRequest(audience, moment(), builds=False, students=students, equations=False),
        "no handout was written",
    )
    with Progress(f"printing {name} with LibreOffice") as progress:
        pictures = pictures_of(pdf_of(built.content, progress.tick))
        sheets = [Sheet(picture, notes) for picture, notes in zip(pictures, built.notes, strict=True)]
        paper = document(built.title, built.language, pages(sheets, FontMeasurer()), lines=students)
        pdf = pdf_of(paper, progress.tick, ".fodg")
    replace_file(target, pdf)
    say(f"wrote {target}: {counted(len(sheets), 'slide')} with {'lines to write on' if students else 'notes'}")
