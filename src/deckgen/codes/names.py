"""Codes about names that name nothing, or too much."""

from __future__ import annotations

from deckgen.codes.code import table

_MISSPELT = "A misspelt name that is passed over in silence is found in front of the class."

NAMES = table(
    "error",
    ("ambiguous-box", "A name fits several boxes of a figure.", "An arrow can lead to one of them only.",
     "Write `panel / box`."),
    ("missing-value", "A text has a `{{name}}` for which there is no value.",
     "The braces would stand on the slide.", "Add it to `values` in the head, or mend its spelling."),
    ("unknown-audience", "There is no audience of that name.", _MISSPELT, "Add it to `audiences`, or mend it."),
    ("unknown-block", "`build` names something that is not on the slide.", _MISSPELT, "Name a part of the slide."),
    ("unknown-box", "There is no box of that name in the figure.", _MISSPELT,
     "Write the label as it stands in the box."),
    ("unknown-code", "`allow` names a code that there is not.", _MISSPELT,
     "A warning has its code in brackets behind its first word."),
    ("unknown-column", "There is no column of that name.", _MISSPELT, "Write the name as it stands in the header."),
    ("unknown-field", "The language has no field of that name here.", _MISSPELT,
     "Take the name in the hint; `deckgen explain` lists them all."),
    ("unknown-figure", "There is no figure of that name.", _MISSPELT, "Add it to `figures` in the head."),
    ("unknown-role", "There is no role of that name.", _MISSPELT, "Add it to `roles` in the head, or mend it."),
    ("unknown-row", "There is no row of that name.", _MISSPELT, "Write the name as it stands in its row."),
    ("unknown-slide", "There is no slide with that title.", _MISSPELT, "Write the title as it stands there."),
    ("unknown-value", "A field takes one of a few words, and this is none of them.", _MISSPELT,
     "Choose one of the words in the hint."),
)  # fmt: skip
