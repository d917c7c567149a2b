"""Codes of defects of what stands on slides, which the gate stops."""

from __future__ import annotations

from deckgen.codes.package import defects

_REPAIRS = "PowerPoint offers to repair the file, and the slide may come out blank."
_DROPS = "PowerPoint drops the effect without a word when it saves."
_MOVES = "PowerPoint moves or resizes it as soon as it is touched."

SLIDES = defects(
    ("slide-layout", "A slide has no layout, or several.", _REPAIRS),
    ("slide-order", "The children of a slide are in a wrong order.", _REPAIRS),
    ("shape-id", "The id of a shape is not from 1 to 2147483647.", _REPAIRS),
    ("shape-id-twice", "Two shapes of a slide have the same id, those in groups included.", _REPAIRS),
    ("shape-name-missing", "A shape has no name.", "The selection pane and screen readers have nothing to say."),
    ("placeholder-mismatch", "The layout has no placeholder of this type, index, size and direction.",
     "The text does not follow the layout (MS-OI29500 2.1.1127)."),
    ("placeholder-twice", "Two placeholders of a slide or a layout have the same index.", _REPAIRS),
    ("placeholder-in-group", "A placeholder stands in a group.", _REPAIRS),
    ("table-in-group", "A table stands in a group.", _REPAIRS),
    ("glue-missing", "A connector is glued to a shape that is not there.", _MOVES),
    ("text-body-missing", "A shape that is no placeholder has no text body.", _REPAIRS),
    ("picture-missing", "A picture names no file.", "A red cross stands in its place."),
    ("link-target", "A link to a slide leads to something else.", "Clicking it does nothing."),
    ("link-empty", "A link leads nowhere and has no action.", _REPAIRS),
    ("ground-effects", "The ground of a slide or a layout has no list of effects.", _REPAIRS),
    ("size-negative", "A shape has a size under 0.", _REPAIRS),
    ("extension-uri", "An extension has no uri.", _REPAIRS),
    ("typeface-empty", "A font on a slide names no typeface.", "Text falls back to another face and wraps anew."),
    ("typeface-unknown", "A font refers to one that themes do not have.", "Text falls back to another face."),
    ("text-size", "A size of text is not a whole number from 100 to 400000.", _REPAIRS),
    ("field-id", "The id of a field is no GUID in braces and capital letters.", _REPAIRS),
    ("paragraph-end", "Something follows what ends a paragraph.", _REPAIRS),
    ("paragraph-order", "The properties of a paragraph do not come first in it.", _REPAIRS),
    ("paragraph-missing", "A text has no paragraph, not even an empty one.", _REPAIRS),
    ("colour-unknown", "A colour of the theme is named that no theme has.", _REPAIRS),
    ("colour-value", "A colour is not six hexadecimal digits.", _REPAIRS),
    ("equation-without-fallback", "An equation has no picture in its stead, or one with another id or name.",
     "Programs that know no equations show nothing, and lose its builds."),
    ("equation-empty", "A part of an equation is empty.", "PowerPoint shows a dotted box in its place."),
    ("table-properties", "A table has no properties.", _REPAIRS),
    ("row-cells", "A row has more or fewer cells than the table has columns.", _REPAIRS),
    ("row-height", "A row is lower than its margins and 2 pt (MS-OI29500 2.1.1427).", _MOVES),
    ("column-width", "A column is narrower than its margins and 2 pt (MS-OI29500 2.1.1416).", _MOVES),
    ("merged-cells", "The cells that a merged cell covers do not add up.", _REPAIRS),
    ("transition-after-timing", "The transition stands behind the timing.",
     "PowerPoint passes over it and loses it when it saves."),
    ("timing-ids", "The ids of time nodes do not count upwards in the order of the document.", _DROPS),
    ("timing-order", "A sequence lacks its conditions, or has them in another order.", _DROPS),
    ("timing-click", "The effects of a click do not begin with one that waits for it.", _DROPS),
    ("timing-target", "An effect is for a shape that is not there, or stands in a group.", _DROPS),
    ("timing-paragraph", "An effect is for a paragraph that is not there.", _DROPS),
    ("build-target", "The build list has a shape that is not there or has no text (MS-OI29500 2.1.1149).", _DROPS),
    ("build-twice", "The build list has a shape twice.", _DROPS),
    ("build-unlisted", "An effect has a group that the build list does not have (MS-OI29500 2.1.1157).", _DROPS),
    ("build-without-group", "A shape has an effect in a group and another one in none.", _DROPS),
    ("build-without-effect", "The build list has a shape without an effect of that group.", _DROPS),
    ("chart-axis", "A plot or an axis names an axis that is not there, or there twice.", _REPAIRS),
    ("chart-axis-id", "The id of an axis is not a whole number above 0.", _REPAIRS),
    ("chart-series", "Two series of a chart have the same index.", _REPAIRS),
)  # fmt: skip
