"""Codes about the files that an outline names."""

from __future__ import annotations

from deckgen.codes.code import table

_BESIDE = "Names are relative to the file they stand in."

FILES = table(
    "error",
    ("damaged-picture", "A picture cannot be read to its end.", "PowerPoint would show a red cross instead.",
     "Save it or copy it again."),
    ("drawing-too-large", "An SVG drawing has more elements than deckgen looks through.",
     "It would take longer to draw than a lecture takes to build.", "Export it as PNG, which shows as much."),
    ("drawing-without-size", "An SVG drawing says neither `width` and `height` nor `viewBox`.",
     "Each program would draw it in another shape.", "Write `viewBox=\"0 0 WIDTH HEIGHT\"` into its first tag."),
    ("empty-file", "A file has no content.", "Copying it was probably interrupted.", "Save it again."),
    ("file-outside", "A file lies outside the folder of the outline.",
     "An outline from somebody else must not be able to show what is on your disk.",
     "Copy the file into the folder of the outline."),
    ("file-too-large", "A file is larger than a deck can take.", "PowerPoint gets slow with it, and mail refuses it.",
     "Save it smaller."),
    ("include-cycle", "A file includes itself, directly or by others.", "It would never end.",
     "Take one of the includes out."),
    ("missing-file", "There is no file of that name.", _BESIDE, "Look at its spelling, capitals included."),
    ("no-slides", "No slide is left for this audience, or there is none in a file that is included.",
     "A deck without slides cannot be shown.", "Look at `only` and `except` of the slides."),
    ("not-a-file", "A folder is named where a file is expected.", _BESIDE, "Name a file in it."),
    ("not-a-picture", "A file is no picture that deckgen can show.",
     "A picture that only some programs draw would be missing in front of the class.", "Export it as PNG."),
    ("not-a-table", "A file holds no table of numbers.", "A chart is drawn from numbers.",
     "Save it as CSV with the names in its first row and its first column."),
    ("picture-too-large", "A picture has more pixels than deckgen opens.",
     "Unpacked, it would take more memory than a lecture needs.", "1920 pixels across fill a slide: save it so."),
    ("too-many-slides", "An outline has more slides than a deck may have.",
     "Building it would take longer than anybody waits, which an outline from somebody else might want.",
     "Split the lecture, or allow more with `--limit slides=NUMBER`."),
    ("too-much", "The files of an outline are larger together than a deck may be.",
     "PowerPoint gets slow with it, and an outline from somebody else might want that.",
     "Show less, or allow more with the option that the message names."),
    ("unsafe-drawing", "An SVG drawing holds a script, a web page, or loads something from elsewhere.",
     "A deck must show the same everywhere, and run nothing on the machines of those who open it.",
     "Embed what it loads, or export it as PNG."),
    ("word-too-long", "A word has more letters than any word has.",
     "Fitting it takes longer than anybody waits.", "Break it up, or allow it with `--limit word_letters=NUMBER`."),
    ("too-many-includes", "There are more includes than deckgen follows.",
     "A limit keeps a chain of files from never ending.", "Write the slides out."),
    ("too-many-rows", "A file has more rows than a chart can show.", "Nobody could read them.",
     "Leave out the rows that do not matter."),
    ("unreadable-file", "The operating system does not let the file be read.", "It cannot be shown.",
     "Check its permissions, and whether it is an ordinary file."),
)  # fmt: skip
