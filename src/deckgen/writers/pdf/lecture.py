"""The lecture as PDF: a page for each slide, as large as the slide, with bookmarks for sections and slides."""

from __future__ import annotations

from datetime import datetime

from deckgen.scene.slide import Scene
from deckgen.theme.tokens import NO_ARTWORK, ArtworkByLayout, Theme
from deckgen.writers.pdf.markup import document, language, pdf_of
from deckgen.writers.pdf.slide import drawing_of, markup, sheets
from deckgen.writers.pdf.tables import with_names_of_rows
from deckgen.writers.svg.pen import points


def lecture(
    scene: Scene, theme: Theme, artwork: ArtworkByLayout = NO_ARTWORK, moment: datetime | None = None
) -> bytes:
    """The slides with all that clicks bring; `moment` is when the file is said to be made, not said without it."""
    drawing = drawing_of(theme, artwork)
    size = f"width: {points(theme.page.width)}pt, height: {points(theme.page.height)}pt"
    head = (
        f"{document(scene.title, scene.author, moment)}\n#set page({size}, margin: 0pt)\n"
        f"#set text({language(scene.language)})"
    )
    pages = [f"canvas({{\n{markup(sheet, drawing)}\n}})" for sheet in sheets(scene)]
    return with_names_of_rows(pdf_of(head, "\npagebreak()\n".join(pages), moment), scene.slides)
