"""Text bodies. Formatting that a placeholder or table style provides is omitted, all other formatting is stated."""

from __future__ import annotations

from deckgen.formula import Script
from deckgen.scene.text import Insets, Paragraph, Run, TextBody
from deckgen.writers.pptx.list_styles import (
    LevelStyle,
    ListStyle,
    alignment,
    bullet,
    line_spacing,
    no_space_after,
    space_before,
)
from deckgen.writers.pptx.sheet import Sheet, Slot
from deckgen.writers.pptx.xml import attribute, fill, text

ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
STRUCK = ' strike="sngStrike"'
BASELINES: dict[Script, str] = {"none": "", "raised": ' baseline="30000"', "lowered": ' baseline="-25000"'}
"""The offset of raised and lowered text, in thousandths of a percent of its size, as PowerPoint's buttons set it."""
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_OWN_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}">'
    '<ahyp:hlinkClr xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/>'
    "</a:ext></a:extLst>"
)
"""The extension by which a link keeps the colour of its run in PowerPoint 2019 and later."""
NO_TEXT = "<a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p>"


def free_body(body: TextBody, sheet: Sheet, margins: Insets) -> str:
    """The content of p:txBody outside placeholders; `margins` are those of the body, as the shape measures them."""
    turned = ' vert="vert270"' if body.rotated else ""
    return (
        f'<a:bodyPr{turned} wrap="square" lIns="{margins.left}" tIns="{margins.top}" rIns="{margins.right}"'
        f' bIns="{margins.bottom}" rtlCol="0" anchor="{ANCHORS[body.anchor]}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{paragraphs(body, sheet.deck.inherited.free, sheet)}"
    )


def placeholder_body(body: TextBody, slot: Slot, sheet: Sheet, around: Insets) -> str:
    """The content of p:txBody in a placeholder, which inherits the margins and the anchor of its area.

    `around` is the space between the placeholder's rectangle and the one in which the text was measured.
    """
    sides = ("left", "top", "right", "bottom")
    wanted = {side: getattr(body.insets, side) + getattr(around, side) for side in sides}
    margins = "".join(
        f' {side[0]}Ins="{value}"' for side, value in wanted.items() if value != getattr(slot.margins, side)
    )
    anchor = "" if body.anchor == slot.area.anchor else f' anchor="{ANCHORS[body.anchor]}"'
    turned = ' vert="vert270"' if body.rotated else ""
    return f"<a:bodyPr{turned}{margins}{anchor}/><a:lstStyle/>{paragraphs(body, slot.levels, sheet)}"


def number_body(body: TextBody, slot: Slot, sheet: Sheet) -> str:
    """The content of p:txBody of a slide number: a field with the cached number, and the runs after it."""
    run, *others = body.paragraphs[0].runs
    look = _run_properties(run, slot.levels[0], sheet)
    return (
        f'<a:bodyPr/><a:lstStyle/><a:p><a:fld id="{_NUMBER_FIELD}" type="slidenum">'
        f"<a:rPr{look}</a:rPr><a:t>{text(run.text)}</a:t></a:fld>"
        f"{''.join([_run(other, slot.levels[0], sheet) for other in others])}</a:p>"
    )


def paragraphs(body: TextBody, inherited: ListStyle, sheet: Sheet) -> str:
    """All paragraphs as a:p, with lists numbered as PowerPoint counts."""
    lists: dict[int, tuple[int, int]] = {}
    out = []
    for paragraph in body.paragraphs or (Paragraph((), ()),):
        level = inherited[min(paragraph.level, len(inherited) - 1)]
        start = _start(paragraph, lists)
        out.append(
            f"<a:p>{_paragraph_properties(paragraph, level, start, sheet)}{_runs(paragraph, level, sheet)}</a:p>"
        )
    return "".join(out)


def _start(paragraph: Paragraph, lists: dict[int, tuple[int, int]]) -> int:
    """The number at which the paragraph's list begins; `lists` has that and the next number, by level.

    PowerPoint continues to count as long as paragraphs of one level have the same startAt, whatever deeper paragraphs
    are between them.
    """
    number = paragraph.bullet.number if paragraph.bullet else None
    for level in [
        level for level in lists if level > paragraph.level or (number is None and level == paragraph.level)
    ]:
        del lists[level]
    if number is None:
        return 1
    start, following = lists.get(paragraph.level, (number, number))
    start = start if number == following else number
    lists[paragraph.level] = (start, number + 1)
    return start


def _paragraph_properties(paragraph: Paragraph, level: LevelStyle, start: int, sheet: Sheet) -> str:
    key = (
        level,
        start,
        paragraph.align,
        paragraph.level,
        paragraph.bullet,
        paragraph.indent,
        paragraph.hanging,
        paragraph.space_before,
        paragraph.line_spacing,
        paragraph.from_right,
    )
    known = sheet.deck.paragraph_properties.get(key)
    if known is None:
        known = sheet.deck.paragraph_properties[key] = _new_paragraph_properties(paragraph, level, start)
    return known


def _new_paragraph_properties(paragraph: Paragraph, level: LevelStyle, start: int) -> str:
    attributes = children = ""
    if (paragraph.indent, paragraph.hanging) != (level.indent, level.hanging):
        attributes += f' marL="{paragraph.indent}" indent="{-paragraph.hanging}"'
    if paragraph.level:
        attributes += f' lvl="{paragraph.level}"'
    if paragraph.align != level.align:
        attributes += f' algn="{alignment(paragraph.align)}"'
    if paragraph.from_right != level.from_right:
        attributes += f' rtl="{int(paragraph.from_right)}"'
    if paragraph.line_spacing != level.line_spacing:
        children += line_spacing(paragraph.line_spacing)
    if paragraph.space_before != level.space_before:
        children += space_before(paragraph.space_before)
    if level.has_space_after:
        children += no_space_after()
    if paragraph.bullet != level.bullet:
        children += bullet(paragraph.bullet, start)
    return f"<a:pPr{attributes}>{children}</a:pPr>" if attributes or children else ""


def _runs(paragraph: Paragraph, level: LevelStyle, sheet: Sheet) -> str:
    if not paragraph.runs:
        return f'<a:endParaRPr lang="{attribute(sheet.deck.language)}"/>'
    if len(paragraph.runs) == 1 and not paragraph.runs[0].text:
        return f"<a:endParaRPr{_run_properties(paragraph.runs[0], level, sheet)}</a:endParaRPr>"
    return "".join([_run(run, level, sheet) for run in paragraph.runs])


def _run(run: Run, level: LevelStyle, sheet: Sheet) -> str:
    properties = f"<a:rPr{_run_properties(run, level, sheet)}"
    if run.link is not None:
        properties += f"<a:hlinkClick {sheet.link(run.link)}>{_OWN_COLOUR}</a:hlinkClick>"
    properties += "</a:rPr>"
    if "\n" not in run.text:
        return f"<a:r>{properties}<a:t>{text(run.text)}</a:t></a:r>"
    lines = [f"<a:r>{properties}<a:t>{text(line)}</a:t></a:r>" if line else "" for line in run.text.split("\n")]
    return f"<a:br>{properties}</a:br>".join(lines)


def _run_properties(run: Run, level: LevelStyle, sheet: Sheet) -> str:
    key = (
        level,
        run.size,
        run.colour,
        run.bold,
        run.italic,
        run.face,
        run.family,
        run.language,
        run.proofed,
        run.script,
        run.struck,
        run.link is None,
    )
    known = sheet.deck.run_properties.get(key)
    if known is None:
        known = sheet.deck.run_properties[key] = _new_run_properties(run, level, sheet)
    return known


def _new_run_properties(run: Run, level: LevelStyle, sheet: Sheet) -> str:
    """The XML of the run properties after the tag's name and before the links.

    A link states its colour even if it is inherited, because PowerPoint looks for the colour to keep in the run
    itself.
    """
    out = f' lang="{attribute(run.language or sheet.deck.language)}"'
    if run.size != level.size:
        out += f' sz="{run.size * 100}"'
    if run.bold != level.bold:
        out += f' b="{int(run.bold)}"'
    if run.italic:
        out += ' i="1"'
    if run.struck:
        out += STRUCK
    if not run.proofed:
        out += ' noProof="1"'
    out += BASELINES[run.script]
    out += ">"
    if run.colour != level.colour or run.link is not None:
        out += fill(run.colour)
    faces = sheet.deck.inherited.faces
    if run.face == "code":
        font = attribute(faces.code)
        out += f'<a:latin typeface="{font}"/><a:cs typeface="{font}"/>'
    elif run.face != level.face:
        usual = faces.heading if run.face == "heading" else faces.body
        out += f'<a:latin typeface="{attribute(run.family or usual)}"/>'
    return out
