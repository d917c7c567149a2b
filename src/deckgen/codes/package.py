"""Codes of defects of a package and of its presentation, masters and properties, which the gate stops."""

from __future__ import annotations

from deckgen.codes.code import Code

REPORT = "It is a bug in deckgen: please report it with the message and the outline. The last good deck was kept."
_REPAIRS = "PowerPoint offers to repair the file."
_REJECTS = "PowerPoint and Keynote refuse to open the file."


def defects(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    """Codes of defects, each written as its name, meaning and reason."""
    return tuple(Code(name, "defect", meaning, reason, REPORT) for name, meaning, reason in rows)


PACKAGE = defects(
    ("part-name-twice", "Two parts have the same name, but for capitals.", _REPAIRS),
    ("part-name-not-ascii", "The name of a part has letters beyond ASCII.", _REPAIRS),
    ("part-name-malformed", "The name of a part has blanks, empty pieces or a dot at its end.", _REJECTS),
    ("part-orphaned", "No relationship leads to a part.", "PowerPoint drops it when it saves, or offers a repair."),
    ("content-types-missing", "The list of content types is not there.", _REJECTS),
    ("content-type-missing", "A part has no content type.", _REPAIRS),
    ("content-type-stale", "A content type is given for a part that is not there.", _REPAIRS),
    ("content-type-twice", "A part or an extension has two content types.", _REJECTS),
    ("relationship-broken", "A relationship leads to a part that is not there.", _REPAIRS),
    ("relationship-missing", "A part uses a relationship that it does not define.", _REPAIRS),
    ("relationship-twice", "Two relationships of a part have the same id.", _REPAIRS),
    ("relationship-id", "The id of a relationship is no XML name.", _REJECTS),
    ("relationship-kind", "A relationship leads to a part of another kind than it says.", _REPAIRS),
    ("relationships-stale", "There are relationships for a part that is not there.", _REPAIRS),
    ("address-malformed", "An external address holds characters that no address may have.", _REPAIRS),
    ("presentation-missing", "The package does not lead to a presentation.", _REJECTS),
    ("root-part-twice", "The package leads to two parts of which there may be one.", _REPAIRS),
    ("not-well-formed", "A part is no well-formed XML.", _REJECTS),
    ("forbidden-character", "A part holds a control character, which XML cannot.", _REJECTS),
    ("document-type", "A part has a document type.", "The packaging standard forbids it: " + _REJECTS),
    ("prefix-undeclared", "A part needs a namespace by a prefix that it does not declare.", _REJECTS),
    ("media-damaged", "A picture or a workbook does not begin as its type does.", "A red cross stands in its place."),
    ("properties-date", "A date of the document properties is not written as W3CDTF.", _REPAIRS),
    ("properties-namespace", "Document properties use markup compatibility.", _REPAIRS),
    ("presentation-order", "The children of the presentation are in a wrong order.", _REPAIRS),
    ("slide-size", "Slides are smaller than 1 inch or larger than 56.", _REPAIRS),
    ("slide-id", "The id of a slide is not from 256 to 2147483647.", _REPAIRS),
    ("slide-id-twice", "Two slides have the same id.", _REPAIRS),
    ("slide-listed-twice", "A slide is listed twice.", _REPAIRS),
    ("slide-unlisted", "A slide is related to the presentation and not listed.", "It is not shown."),
    ("section-slide-missing", "A slide is in no section.", _REPAIRS),
    ("section-slide-twice", "A slide is in two sections.", _REPAIRS),
    ("section-stale", "A section lists a slide that is not there.", _REPAIRS),
    ("section-order", "Sections list slides in another order than the deck.", "PowerPoint reorders the slides."),
    ("section-id", "The id of a section is no GUID, or another one has it.", _REPAIRS),
    ("section-name", "A section has no name.", _REPAIRS),
    ("custom-show-name", "A custom show has no name, or another one has it.", _REPAIRS),
    ("custom-show-id", "Two custom shows have the same id.", _REPAIRS),
    ("custom-show-slide", "A custom show holds a slide that the deck does not list.", _REPAIRS),
    ("custom-show-empty", "A custom show holds no slides.", _REPAIRS),
    ("opening-show", "The deck begins with a custom show that is not there.", _REPAIRS),
    ("all-hidden", "All slides are hidden.", "The show ends as it begins."),
    ("master-layout-id", "The id of a master or a layout is below 2147483648.", _REPAIRS),
    ("master-layout-id-twice", "A master or a layout has the id of another one.", _REPAIRS),
    ("master-theme", "A master has no theme, or shares it with another master.", _REPAIRS),
    ("master-unlisted", "A master is related to the presentation and not listed.", _REPAIRS),
    ("notes-master-theme", "The master of notes has no theme of its own.", _REPAIRS),
    ("notes-master-unlisted", "The master of notes is not listed in the presentation.", "Keynote loses the notes."),
    ("notes-master", "A page of notes leads to no master of notes, or to several.", _REPAIRS),
    ("notes-slide", "A page of notes and its slide do not lead to each other.", _REPAIRS),
    ("layout-unlisted", "A layout is related to its master and not listed there.", _REPAIRS),
    ("layout-master", "A layout does not lead back to its master.", _REPAIRS),
    ("placeholder-on-master", "A master has a placeholder of a kind that masters cannot have.", _REPAIRS),
    ("colour-map-missing", "A master does not say which colours are text and ground.", _REPAIRS),
)
