"""`deckgen handout`: slides with their notes, or with lines to write on, as a PDF to print.

The format is PDF because it prints the same everywhere, and because changes belong in the outline. The pictures of
the slides come from LibreOffice in any case, so it sets the pages too, and no other program is needed.
"""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli.build import slides_of
from deckgen.cli.files import DEFAULT_OUTLINE, make_output_folder, replace_file, result_path
from deckgen.cli.limits import reaching
from deckgen.cli.office import pdf_of, pictures_of
from deckgen.cli.render import built_or_exit
from deckgen.cli.terminal import Progress, say
from deckgen.cli.wanted import Wanted, wanting


@click.command("handout", short_help="Make a handout to print.")
@reaching
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("-o", "--output", metavar="PATH", help="The handout's file, or the folder to put it in.")
@wanting
def command(outline: Path, output: str | None, wanted: Wanted) -> None:
    """Make a PDF of OUTLINE (slides.yaml when none is named) to print: each slide with its notes beside it.

    In the edition for students there are lines to write on in place of notes.

    LibreOffice does the work and has to be installed.

    \b
    Examples:
      deckgen handout
      deckgen handout --students -o for-the-class.pdf
    """
    from deckgen.handout import Sheet, document, pages
    from deckgen.text.measure import FontMeasurer

    name = wanted.name(outline, "handout")
    target = result_path(outline, output, wanted.audience, name, ".pdf")
    built = built_or_exit(outline, wanted.request(builds=False, equations=False), "no handout was written")
    with Progress(f"printing {name} with LibreOffice") as progress:
        pictures = pictures_of(pdf_of(built.content, progress.tick))
        sheets = [Sheet(picture, notes) for picture, notes in zip(pictures, built.notes, strict=True)]
        paper = document(built.title, built.language, pages(sheets, FontMeasurer()), lines=wanted.students)
        pdf = pdf_of(paper, progress.tick, ".fodg")
    make_output_folder(output)
    replace_file(target, pdf)
    beside = "lines to write on" if wanted.students else "notes"
    say(f"wrote {target}: {', '.join(slides_of(built))}, with {beside}")
