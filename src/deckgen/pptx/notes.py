"""Speaker notes: one notes slide for each slide that has any."""

from __future__ import annotations

from deckgen.pptx.package import Relationships
from deckgen.pptx.placeholders import EMPTY_TREE
from deckgen.pptx.sheet import Deck
from deckgen.pptx.text import BASELINES
from deckgen.pptx.xml import DECLARATION, NAMESPACES, attribute, text
from deckgen.scene.text import Note, NoteRun

_HEAD = (
    f"{DECLARATION}<p:notes {NAMESPACES}><p:cSld><p:spTree>{EMPTY_TREE}"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1"'
    ' noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
)
_TAIL = "</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"


def notes_part(notes: tuple[Note, ...], deck: Deck, relationships: Relationships) -> str:
    """`notes` as p:notes. PowerPoint itself numbers the body 1 here and 3 on the master."""
    paragraphs = "".join(
        [f"<a:p>{''.join([_run(run, deck, relationships) for run in note])}</a:p>" for note in notes]
    )
    return _HEAD + paragraphs + _TAIL


def _run(run: NoteRun, deck: Deck, relationships: Relationships) -> str:
    look = f' lang="{attribute(deck.language)}"' + (' b="1"' if run.bold else "") + (' i="1"' if run.italic else "")
    look += BASELINES[run.script]
    font = f'<a:latin typeface="{attribute(deck.code_font)}"/>' if run.code else ""
    if run.url:
        font += f'<a:hlinkClick r:id="{relationships.to_outside("hyperlink", run.url)}"/>'
    properties = f"<a:rPr{look}>{font}</a:rPr>" if font else f"<a:rPr{look}/>"
    lines = [f"<a:r>{properties}<a:t>{text(line)}</a:t></a:r>" if line else "" for line in run.text.split("\n")]
    return f"<a:br>{properties}</a:br>".join(lines)
