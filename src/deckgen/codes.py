"""Every code that deckgen can print in brackets, explained once: `deckgen explain CODE` reads it out.

A test holds that each code in the sources is here, and that nothing is here that no source can print.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["error", "warning", "defect"]


class Code(Struct, frozen=True):
    """A code of the program. An `error` keeps a deck from being built, a `warning` does not, and a `defect` is a
    fault of deckgen's own that its gate has stopped.

    `meaning` says what it is, `reason` why it matters or where a threshold comes from, `remedy` what to do.
    """

    name: str
    kind: Kind
    meaning: str
    reason: str
    remedy: str


Row = tuple[str, str, str, str]


def table(kind: Kind, *rows: Row) -> tuple[Code, ...]:
    """Codes of one kind, each written as its name, meaning, reason and remedy."""
    return tuple(Code(name, kind, meaning, reason, remedy) for name, meaning, reason, remedy in rows)


_PLAIN = "Everything behind it would be read as something else, so nothing is guessed."

SYNTAX = table(
    "error",
    ("after-quote", "There is text behind a closing quote.", "YAML ends the value there. " + _PLAIN,
     "Put the whole value in quotes, or none of it."),
    ("alias", "A text begins with `*`, which in YAML repeats an earlier value.",
     "The language has no aliases: they hide what a slide says, and a few lines of them can fill a computer.",
     "Put the text in quotes."),
    ("anchor", "A text begins with `&`, which in YAML names a value for later.",
     "The language has no aliases, so such a name would be lost without a word.",
     "Put the text in quotes, or write out what is shared; `figures` draws one thing on several slides."),
    ("bad-escape", "A backslash in double quotes is followed by a letter that means nothing there.",
     "In double quotes YAML reads `\\` as the beginning of a special character.",
     "Use single quotes, or write the backslash twice."),
    ("bad-key", "A list or a mapping stands where a name is expected.", _PLAIN,
     "Write a name in front of the colon; put it in quotes if it begins with a bracket."),
    ("bad-syntax", "The text is not YAML.", _PLAIN,
     "Look at the line shown and at the one before it: a quote, a bracket or a colon is often missing there."),
    ("block-text", "A text behind `|` or `>` does not begin in the next line, or is not indented there.",
     "YAML takes the lines for the text that are indented deeper than its name, and no others.",
     "Begin the text in the next line, indented by 2 more than its name."),
    ("control-character", "An invisible character stands in the text, often from copying out of a PDF.",
     "Neither YAML nor PowerPoint can hold it.", "Delete the place and type it again."),
    ("curly-quotes", "A value is put in curly quotes, as word processors make them.",
     "YAML takes them for letters, so they would stand on the slide.", "Type straight quotes, or leave them out."),
    ("no-dash", "The items of a list have no dashes, so YAML joins them to one text.", _PLAIN,
     "Begin each item with `- `."),
    ("duplicate-key", "A name is written twice in one mapping.",
     "YAML would keep the last and drop the first without a word.",
     "Keep one of them, or begin a new item with `- `."),
    ("empty-outline", "The file holds nothing but blanks and comments.", "There is nothing to build.",
     "Begin with `title: …` and `slides:`; `deckgen new` writes an outline to start from."),
    ("indentation", "A line is indented further or less than the lines it belongs to.",
     "Indentation is how YAML knows what belongs to what.", "Line it up with its neighbours; use 2 spaces a level."),
    ("merge-key", "`<<` merges mappings in some dialects of YAML, not here.",
     "What a slide holds should stand on it.", "Write it out."),
    ("needs-quotes", "A text begins with a sign that means something in YAML, or holds a colon and a space.",
     _PLAIN, "Put the text in quotes, as the hint shows."),
    ("no-colon", "A line in a mapping has no colon.", "It is neither a name with a value nor an item of a list.",
     "Write `name: value`, or `- ` before an item."),
    ("no-space", "There is no space behind a `:` or a `-`.", "YAML takes the sign for a part of the word.",
     "Type a space behind it."),
    ("not-text", "The file is no text, such as a Word document that was renamed.",
     "An outline is plain text.", "Save it as plain text (UTF-8), or name another file."),
    ("not-utf8", "The file is saved in another encoding than UTF-8.", "Letters with accents would come out wrong.",
     "Choose UTF-8 when saving it in the editor."),
    ("open-bracket", "A bracket or a brace is opened and not closed.", "Everything to the end would be part of it.",
     "Close it, or put the text in quotes if the bracket is meant to be seen."),
    ("open-quote", "A quote is opened and not closed.", "Everything to the end would be part of it.",
     "Close it, or leave both out."),
    ("several-documents", "A line of `---` begins a second document.", "An outline is one document.",
     "Remove the line, or put the rest into a file of its own."),
    ("tab", "A line is indented with a tab.", "YAML does not allow it: editors disagree on how wide a tab is.",
     "Indent with spaces, 2 for each level."),
    ("tag", "A text begins with `!`, which in YAML names a type.",
     "The language has none, and some of them run programs.", "Put the text in quotes."),
    ("too-deep", "Lists and mappings stand in one another more than 64 deep.",
     "Nobody types that; it is a mistake of a program, or an attempt to bring one down.", "Make it flatter."),
    ("too-large", "The outline is larger than deckgen reads.",
     "A limit keeps a broken file from filling the computer.", "Part it into several files with `include`."),
)  # fmt: skip


_BESIDE = "Names are relative to the file they stand in."

FILES = table(
    "error",
    ("damaged-picture", "A picture cannot be read to its end.", "PowerPoint would show a red cross instead.",
     "Save it or copy it again."),
    ("drawing-too-large", "An SVG drawing has more elements than deckgen looks through.",
     "It would take longer to draw than a lecture takes to build.", "Export it as PNG, which shows as much."),
    ("drawing-without-size", "An SVG drawing says neither `width` and `height` nor `viewBox`.",
     "Each program would draw it in another shape.", "Write `viewBox=\"0 0 WIDTH HEIGHT\"` into its first tag."),
    ("damaged-template", "PowerPoint's parts in a template cannot be read.",
     "The deck would be damaged too.", "Open it in PowerPoint, and save it as a .potx file."),
    ("empty-file", "A file has no content.", "Copying it was probably interrupted.", "Save it again."),
    ("encrypted-template", "A template is protected with a password.", "Nothing in it can be read.",
     "Take the password away in PowerPoint, and save it."),
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
    ("not-a-template", "A file is no template that deckgen can use.",
     "A design is taken from a .pptx or .potx file.", "Save it as .potx in PowerPoint."),
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
    ("template-too-large", "A template unpacks to more than a deck can take.",
     "Every deck in it would be as large.", "Compress its pictures in PowerPoint, or take its slides out."),
    ("template-with-macros", "A template holds macros.",
     "Programs that somebody else wrote have no place in a lecture.", "Save it as .potx, which holds none."),
    ("too-many-includes", "There are more includes than deckgen follows.",
     "A limit keeps a chain of files from never ending.", "Write the slides out."),
    ("too-many-rows", "A file has more rows than a chart can show.", "Nobody could read them.",
     "Leave out the rows that do not matter."),
    ("unknown-layout", "A template has no layout of that name.",
     "Layouts are chosen by the names that PowerPoint shows.", "`deckgen template FILE` says how they are chosen."),
    ("unreadable-file", "The operating system does not let the file be read.", "It cannot be shown.",
     "Check its permissions, and whether it is an ordinary file."),
)  # fmt: skip


_NEVER_GUESSED = "What was typed is never guessed at and never dropped."

VALUES = table(
    "error",
    ("arrow-in-a-pyramid", "An arrow leads from box to box of a pyramid.",
     "The slanted sides have no place where it could end well.", "Write an arrow along its side: `axes`."),
    ("axis-twice", "Two axes of a figure stand on the same side.", "They would be drawn over each other.",
     "Give one of them another `side`, or take it away."),
    ("bad-formula", "Something in a formula cannot be set: it is no LaTeX that deckgen knows, or is never closed, or "
     "cannot stand in a line of text.",
     "A formula that is set in part says something else than its author meant. What is higher than a line, such as a "
     "fraction, would tear the lines of a text apart.",
     "Write it as the hint says; give a high formula a `formula` of its own, and write `\\$` for a dollar sign."),
    ("brace-across-panels", "A brace spans boxes of several panels.", "It would run through what is between them.",
     "Write one brace for each panel."),
    ("arrow-between-far-panels", "An arrow leads to a panel that is not the next one.",
     "It would run through the panels between them.", "Put the panels beside each other."),
    ("arrow-within-a-box", "An arrow leads from a box to itself, or into a box that it is in.",
     "It would have no way to go.", "Let it lead to a box beside, above or below it."),
    ("build-does-not-fit", "A way to build does not go with what is on the slide.", _NEVER_GUESSED,
     "`true` builds everything in the usual order."),
    ("build-without-categories", "A chart is to be built category by category and has none, as points do not.",
     _NEVER_GUESSED, "Use `by series`, or `true`."),
    ("build-without-panels", "`by panel` is asked of a figure that has one panel only.", _NEVER_GUESSED,
     "Use `bottom up`, or give the figure captions."),
    ("build-without-winners", "`winners last` is asked of a comparison without winners.", _NEVER_GUESSED,
     "Name them in `best` or `better`."),
    ("built-twice", "One thing is built in two ways.", "Only one of them can happen.", "Remove one."),
    ("choice-count", "A quiz has too few choices, or too many.", "One choice is none, and many cannot be read.",
     "Put `- ` before each choice."),
    ("clashing-fields", "Two fields stand together that exclude each other.", _NEVER_GUESSED, "Keep one of them."),
    ("clashing-units", "Numbers that are compared have different units.",
     "The best of 500 MB and 2 seconds cannot be told.", "Write them in one unit."),
    ("empty-column", "A column holds nothing.", "It would be a hole in the slide.",
     "Give it something, or remove it."),
    ("empty-figure", "A figure has no boxes.", "There is nothing to draw.", "Write the label of a box."),
    ("empty-slide", "A slide holds nothing.", "A blank slide in the middle of a lecture looks like a fault.",
     "Give it a `title`, or remove its `- `."),
    ("empty-value", "A field is there, and nothing is behind it.",
     "Something was probably meant to be there.", "Fill it in, or remove the field."),
    ("figure-too-full", "The boxes of a figure are too small for their labels at the smallest size.",
     "Labels under 14 pt cannot be read from the back of a room.", "Shorten the label, or draw two figures."),
    ("formula-too-wide", "A formula is wider than its place at the smallest size.",
     "Formulas are never broken where their author did not break them; letters under 18 pt cannot be read from the "
     "back of a room.", "Break it into lines after `|`, with `&` in front of what should line up."),
    ("line-in-a-row", "A line that parts layers stands in a row of boxes.", "It has to run across the whole figure.",
     "Move it between two layers."),
    ("no-plain-box", "A pyramid holds something else than plain boxes above each other.",
     "Only whole layers can get narrower together.", "Write labels, or leave `pyramid` out."),
    ("link-too-long", "The link of a poll is too long for a code that phones read from a distance.",
     "Longer links make codes with smaller squares.", "Make a short link that leads to it."),
    ("missing-answer", "No choice of a quiz is the answer.", "The click that reveals it would reveal nothing.",
     "Write `answer: …` before the right choice."),
    ("missing-field", "Something lacks a field that it needs.", "It cannot be drawn without it.",
     "Add the field that the message names."),
    ("missing-reason", "A warning is allowed without a reason.",
     "In a year nobody will know whether it was looked at, or only silenced.", "Write why, behind the code."),
    ("missing-title", "A slide has no title.",
     "Lists of slides and links show titles, and screen readers read them first.",
     "Write a sentence that says the point."),
    ("needed-part", "A variant leaves out something that a slide needs.", "What is left would not be a slide.",
     "Keep it, or replace it."),
    ("no-audiences", "One deck for all audiences is asked for, and the outline has none.",
     "There are no shows to make.", "Name them in `audiences`, or build without `--one-file`."),
    ("not-a-link", "The link of a poll is no address of a web page.", "Phones would open nothing.",
     "Write the whole address, with `https://`."),
    ("not-a-number", "Something is no number where one is needed.", "It cannot be drawn or compared.",
     "Write digits, with a point for decimals."),
    ("not-allowable", "`allow` names a code that is an error.", "A deck cannot be built with an error in it.",
     "Mend the error; only warnings can be allowed."),
    ("nothing-to-blank", "A text to be left blank does not stand on its slide.", "There would be no gap to fill in.",
     "Write it as it stands there: whole words, with the same capitals."),
    ("nothing-to-replace", "A variant says something about a part that the slide does not have.", _NEVER_GUESSED,
     "Add the part to the slide, or take it out of the variant."),
    ("row-length", "A row has more or fewer cells than there are columns.",
     "Cells would stand under the wrong heading.", "Give each column a cell, empty ones as `\"\"`."),
    ("see-itself", "`see` names the slide it stands on.", "The link would lead nowhere.", "Name another slide."),
    ("slide-too-full", "The content of a slide does not fit, at the smallest sizes and parted over pages.",
     "Text is never cut off, never spills, and never gets smaller than can be read from the back (18 pt).",
     "Make two slides of it, or shorten its longest texts."),
    ("slot-too-short", "What must stay takes longer than the slot.", "Nothing more may be left out.",
     "Shorten the longest slides, or let one go with `keep: should`."),
    ("text-too-long", "A text does not fit its place at its smallest size.", "It would spill over what is beside it.",
     "Shorten it by as many characters as the hint says."),
    ("too-many-levels", "Points or boxes stand in one another deeper than a slide can show.",
     "The class sees levels by size and indentation; there are only so many.",
     "Move it up, or make a slide of its own."),
    ("too-many-roles", "A box has more than two roles.", "A box has one colour, or two that share it.",
     "Leave the others out."),
    ("wrong-type", "Something else is expected here: a list, a mapping, a text, a number.", _NEVER_GUESSED,
     "The hint shows how to write it; `deckgen explain FIELD` has an example."),
)  # fmt: skip


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


_TRACE = "It is often the trace of a slide that went, or of a name that was misspelt."

FINDINGS = table(
    "warning",
    ("invisible-character", "A text holds a character that nobody sees, such as a zero-width space (U+200B).",
     "A word that holds one looks like its neighbour and is another: names and searches do not find it.",
     "Delete the place and type it again."),
    ("text-direction", "An invisible character turns the direction of a text, and nothing turns it back.",
     "Letters are shown in another order than they are in, which is how names are forged.",
     "Delete it; right-to-left letters need no such character."),
    ("arrow-label-without-room", "The label of an arrow has no room beside it.", "It would cover a box.",
     "Shorten it, or say it in a point beside the figure."),
    ("arrow-through-a-box", "An arrow runs through a box or a text.", "It seems to belong to what it crosses.",
     "Put the boxes it joins next to each other."),
    ("code-too-wide", "A line of code is longer than the slide is wide, in the smallest type for code.",
     "It goes on in the next line, moved in, where no editor would have broken it.",
     "Break it where the language allows it, or leave out what the class need not see."),
    ("colour-alone", "Two boxes of a figure have the same label, and only their colours differ.",
     "One man in twelve does not see the difference, and projectors wash it out (WCAG 2.2, 1.4.1).",
     "Say the difference in labels or notes, or give one of them `style: dashed`."),
    ("colour-shared", "Two roles have the same colour, because there are more roles than colours or both ask for it.",
     "A colour that means two things means nothing. Six are what a theme can keep apart on a projector.",
     "Join roles, or leave some out."),
    ("comment", "A `#` in the middle of a text cuts off the rest.", "In YAML a comment begins there.",
     "Put the text in quotes; write a space behind `#` where a comment is meant."),
    ("dead-link", "A link leads to a file, a slide or an address that is not there.",
     "It is clicked in front of everybody. Addresses are looked at, not visited: builds never use the network.",
     "Write whole addresses with `https://`, file names relative to the outline, and `see` for slides."),
    ("empty-agenda", "An agenda has no sections to list.", "The slide would be blank.",
     "Begin each part with `- section: …`."),
    ("motion-lost", "A picture moves in a format that does not move on a slide.",
     "PowerPoint plays animated GIFs and no other pictures.", "Save it as an animated GIF, or as a still."),
    ("rare-font", "An SVG drawing has text in a font that few machines have.",
     "Where it is missing, the text gets wider or narrower and may leave its place.",
     "Turn the text into paths when you export it, or set it in Calibri or Arial."),
    ("estimated-widths", "The widths of a template's font are not known.",
     "Text is measured with those of Arial or Cambria and a little more, so that it fits in any case.",
     "Look through the slides: some text may be smaller than it could be, or stand in more lines."),
    ("labels-too-wide", "The labels of a chart are wider than their columns.", "They would be turned or cut.",
     "Shorten them, or use `kind: bar`."),
    ("low-contrast", "Text differs too little from what is behind it.",
     "WCAG 2.2 (1.4.3) asks for 4.5:1, and for 3:1 where text is large. On a slide, which is seen from afar, 24 pt "
     "count as large, or 19 pt in bold, and not the 18 and 14 pt of a page in the hand.",
     "Choose a darker or a lighter colour in the theme."),
    ("missing-alt", "A picture has neither `alt` nor a caption.",
     "A screen reader has nothing to say about it (WCAG 2.2, 1.1.1), nor has the outline view.",
     "Say in `alt` what the picture shows, and what follows from it."),
    ("not-legible", "Text is smaller than the last row of the room needs.",
     "By ANSI/INFOCOMM V202.01 text is at least 1/200 as high as its reader is far away.",
     "Shorten the texts of the slide, or make two slides of it."),
    ("room-too-deep", "The last row is too far away for any text on a slide of this height.",
     "Text would have to be larger than a slide has room for (1/200 of the distance, ANSI/INFOCOMM V202.01).",
     "Make the picture higher, or leave the last rows empty."),
    ("nothing-to-allow", "A warning is allowed that is not there.",
     "It was mended, or has another code; the next one of its kind would go unseen.", "Remove it from `allow`."),
    ("nothing-to-morph", "A slide should morph, and shows nothing of the slide before.",
     "PowerPoint would fade the one into the other.", "Give the boxes that move the same labels on both."),
    ("over-time", "The slides take longer than the slot.",
     "Minutes are those that slides say, or an estimate: 130 spoken words a minute, at least 1 minute a slide.",
     "`deckgen plan` shows where the minutes go; `--minutes` fits the lecture by `keep`."),
    ("picture-too-coarse", "A picture has too few pixels for the size at which it is shown.",
     "Under 72 pixels for an inch of slide, one pixel covers four of a projector with 1920 across (144 an inch).",
     "Export it larger, or let it share the slide with something."),
    ("spelled-differently", "A term has capitals in one place that it does not have in another.",
     "The class takes two spellings for two things.",
     "Spell it one way. First words, code, headlines in Title Case and words of three letters are left alone."),
    ("text-spills", "A text is higher than its place.", "It covers what is under it, or leaves the slide.",
     "Shorten it, or make two slides of it. It should not happen: please report it with the outline."),
    ("text-too-small", "Text is smaller than can be read from the back of a room.",
     "The floors are 18 pt for text, 16 for code, 14 for labels and small links, 12 for footers. 18 pt can be read "
     "from as far as 6.6 times the height of the picture (1/200 of the distance, ANSI/INFOCOMM V202.01).",
     "Make two slides of it, or shorten its texts."),
    ("title-too-long", "A title needs more lines than its area holds at 30 pt.",
     "It is set smaller, so that it looks unlike all others; where that does not help either, it is an error.",
     "Shorten it by as many characters as the hint says."),
    ("title-twice", "Two slides that do not follow each other have the same title.",
     "Lists of slides, links and screen readers tell slides apart by title (WCAG 2.2, 2.4.2). Slides that follow "
     "each other go on with one thing, and slides that nobody sees both of do not count.",
     "Say in the second what is new."),
    ("too-many-clicks", "A slide takes more than 12 clicks.",
     "At two minutes a slide that is one click every ten seconds: the class waits for them, and you count them.",
     "Let some things appear together, or make two slides."),
    ("too-many-notes", "Notes have more parts than the slide has clicks.", "The last parts would never be due.",
     "Add a `build`, or join the parts."),
    ("too-many-words", "A slide has more than 100 words, code not counted.",
     "Silently, people read 4 words a second (238 a minute: Brysbaert 2019). For 25 seconds nobody would listen.",
     "Say some of it instead, in `notes`."),
    ("unknown-language", "No colours are known for the language of a program.", "It is shown in one colour.",
     "Use a name that Pygments knows, or leave `language` out."),
    ("unused-asset", "A picture or a table under `assets/` is shown by no outline of the folder.",
     "It travels with the lecture for nothing; often it was meant to be shown. Files that another outline or a page "
     "in Markdown beside it names do not count.", "Show it, or delete it."),
    ("unused-audience", "An audience sees what everybody sees.", _TRACE,
     "Use it in `only`, `except` or `for`, give it `minutes`, or remove it."),
    ("unused-figure", "No slide shows a figure.", _TRACE, "Show it with `figure: …`, or remove it."),
    ("unused-role", "Nothing has a role.", _TRACE, "Give it to a box, add patterns to its `matches`, or remove it."),
    ("unused-value", "No text uses a value.", _TRACE, "Write `{{name}}` where it should stand, or remove it."),
)  # fmt: skip


REPORT = "It is a bug in deckgen: please report it with the message and the outline. The last good deck was kept."
_PACKAGE_REPAIRS = "PowerPoint offers to repair the file."
_REJECTS = "PowerPoint and Keynote refuse to open the file."


def defects(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    """Codes of defects, each written as its name, meaning and reason."""
    return tuple(Code(name, "defect", meaning, reason, REPORT) for name, meaning, reason in rows)


PACKAGE = defects(
    ("part-name-twice", "Two parts have the same name, but for capitals.", _PACKAGE_REPAIRS),
    ("part-name-not-ascii", "The name of a part has letters beyond ASCII.", _PACKAGE_REPAIRS),
    ("part-name-malformed", "The name of a part has blanks, empty pieces or a dot at its end.", _REJECTS),
    ("part-orphaned", "No relationship leads to a part.", "PowerPoint drops it when it saves, or offers a repair."),
    ("content-types-missing", "The list of content types is not there.", _REJECTS),
    ("content-type-missing", "A part has no content type.", _PACKAGE_REPAIRS),
    ("content-type-stale", "A content type is given for a part that is not there.", _PACKAGE_REPAIRS),
    ("content-type-twice", "A part or an extension has two content types.", _REJECTS),
    ("relationship-broken", "A relationship leads to a part that is not there.", _PACKAGE_REPAIRS),
    ("relationship-missing", "A part uses a relationship that it does not define.", _PACKAGE_REPAIRS),
    ("relationship-twice", "Two relationships of a part have the same id.", _PACKAGE_REPAIRS),
    ("relationship-id", "The id of a relationship is no XML name.", _REJECTS),
    ("relationship-kind", "A relationship leads to a part of another kind than it says.", _PACKAGE_REPAIRS),
    ("relationships-stale", "There are relationships for a part that is not there.", _PACKAGE_REPAIRS),
    ("address-malformed", "An external address holds characters that no address may have.", _PACKAGE_REPAIRS),
    ("presentation-missing", "The package does not lead to a presentation.", _REJECTS),
    ("root-part-twice", "The package leads to two parts of which there may be one.", _PACKAGE_REPAIRS),
    ("not-well-formed", "A part is no well-formed XML.", _REJECTS),
    ("forbidden-character", "A part holds a control character, which XML cannot.", _REJECTS),
    ("document-type", "A part has a document type.", "The packaging standard forbids it: " + _REJECTS),
    ("prefix-undeclared", "A part needs a namespace by a prefix that it does not declare.", _REJECTS),
    ("media-damaged", "A picture or a workbook does not begin as its type does.", "A red cross stands in its place."),
    ("properties-date", "A date of the document properties is not written as W3CDTF.", _PACKAGE_REPAIRS),
    ("properties-namespace", "Document properties use markup compatibility.", _PACKAGE_REPAIRS),
    ("presentation-order", "The children of the presentation are in a wrong order.", _PACKAGE_REPAIRS),
    ("slide-size", "Slides are smaller than 1 inch or larger than 56.", _PACKAGE_REPAIRS),
    ("slide-id", "The id of a slide is not from 256 to 2147483647.", _PACKAGE_REPAIRS),
    ("slide-id-twice", "Two slides have the same id.", _PACKAGE_REPAIRS),
    ("slide-listed-twice", "A slide is listed twice.", _PACKAGE_REPAIRS),
    ("slide-unlisted", "A slide is related to the presentation and not listed.", "It is not shown."),
    ("section-slide-missing", "A slide is in no section.", _PACKAGE_REPAIRS),
    ("section-slide-twice", "A slide is in two sections.", _PACKAGE_REPAIRS),
    ("section-stale", "A section lists a slide that is not there.", _PACKAGE_REPAIRS),
    ("section-order", "Sections list slides in another order than the deck.", "PowerPoint reorders the slides."),
    ("section-id", "The id of a section is no GUID, or another one has it.", _PACKAGE_REPAIRS),
    ("section-name", "A section has no name.", _PACKAGE_REPAIRS),
    ("custom-show-name", "A custom show has no name, or another one has it.", _PACKAGE_REPAIRS),
    ("custom-show-id", "Two custom shows have the same id.", _PACKAGE_REPAIRS),
    ("custom-show-slide", "A custom show holds a slide that the deck does not list.", _PACKAGE_REPAIRS),
    ("custom-show-empty", "A custom show holds no slides.", _PACKAGE_REPAIRS),
    ("opening-show", "The deck begins with a custom show that is not there.", _PACKAGE_REPAIRS),
    ("all-hidden", "All slides are hidden.", "The show ends as it begins."),
    ("master-layout-id", "The id of a master or a layout is below 2147483648.", _PACKAGE_REPAIRS),
    ("master-layout-id-twice", "A master or a layout has the id of another one.", _PACKAGE_REPAIRS),
    ("master-theme", "A master has no theme, or shares it with another master.", _PACKAGE_REPAIRS),
    ("master-unlisted", "A master is related to the presentation and not listed.", _PACKAGE_REPAIRS),
    ("notes-master-theme", "The master of notes has no theme of its own.", _PACKAGE_REPAIRS),
    ("notes-master-unlisted", "The master of notes is not listed in the presentation.", "Keynote loses the notes."),
    ("notes-master", "A page of notes leads to no master of notes, or to several.", _PACKAGE_REPAIRS),
    ("notes-slide", "A page of notes and its slide do not lead to each other.", _PACKAGE_REPAIRS),
    ("layout-unlisted", "A layout is related to its master and not listed there.", _PACKAGE_REPAIRS),
    ("layout-master", "A layout does not lead back to its master.", _PACKAGE_REPAIRS),
    ("placeholder-on-master", "A master has a placeholder of a kind that masters cannot have.", _PACKAGE_REPAIRS),
    ("colour-map-missing", "A master does not say which colours are text and ground.", _PACKAGE_REPAIRS),
)


_SLIDE_REPAIRS = "PowerPoint offers to repair the file, and the slide may come out blank."
_DROPS = "PowerPoint drops the effect without a word when it saves."
_MOVES = "PowerPoint moves or resizes it as soon as it is touched."

SLIDES = defects(
    ("slide-layout", "A slide has no layout, or several.", _SLIDE_REPAIRS),
    ("slide-order", "The children of a slide are in a wrong order.", _SLIDE_REPAIRS),
    ("shape-id", "The id of a shape is not from 1 to 2147483647.", _SLIDE_REPAIRS),
    ("shape-id-twice", "Two shapes of a slide have the same id, those in groups included.", _SLIDE_REPAIRS),
    ("shape-name-missing", "A shape has no name.", "The selection pane and screen readers have nothing to say."),
    ("placeholder-mismatch", "The layout has no placeholder of this type, index, size and direction.",
     "The text does not follow the layout (MS-OI29500 2.1.1127)."),
    ("placeholder-twice", "Two placeholders of a slide or a layout have the same index.", _SLIDE_REPAIRS),
    ("placeholder-in-group", "A placeholder stands in a group.", _SLIDE_REPAIRS),
    ("table-in-group", "A table stands in a group.", _SLIDE_REPAIRS),
    ("glue-missing", "A connector is glued to a shape that is not there.", _MOVES),
    ("text-body-missing", "A shape that is no placeholder has no text body.", _SLIDE_REPAIRS),
    ("picture-missing", "A picture names no file.", "A red cross stands in its place."),
    ("link-target", "A link to a slide leads to something else.", "Clicking it does nothing."),
    ("link-empty", "A link leads nowhere and has no action.", _SLIDE_REPAIRS),
    ("ground-effects", "The ground of a slide or a layout has no list of effects.", _SLIDE_REPAIRS),
    ("size-negative", "A shape has a size under 0.", _SLIDE_REPAIRS),
    ("extension-uri", "An extension has no uri.", _SLIDE_REPAIRS),
    ("typeface-empty", "A font on a slide names no typeface.", "Text falls back to another face and wraps anew."),
    ("typeface-unknown", "A font refers to one that themes do not have.", "Text falls back to another face."),
    ("text-size", "A size of text is not a whole number from 100 to 400000.", _SLIDE_REPAIRS),
    ("field-id", "The id of a field is no GUID in braces and capital letters.", _SLIDE_REPAIRS),
    ("paragraph-end", "Something follows what ends a paragraph.", _SLIDE_REPAIRS),
    ("paragraph-order", "The properties of a paragraph do not come first in it.", _SLIDE_REPAIRS),
    ("paragraph-missing", "A text has no paragraph, not even an empty one.", _SLIDE_REPAIRS),
    ("colour-unknown", "A colour of the theme is named that no theme has.", _SLIDE_REPAIRS),
    ("colour-value", "A colour is not six hexadecimal digits.", _SLIDE_REPAIRS),
    ("equation-without-fallback", "An equation has no picture in its stead, or one with another id or name.",
     "Programs that know no equations show nothing, and lose its builds."),
    ("equation-empty", "A part of an equation is empty.", "PowerPoint shows a dotted box in its place."),
    ("table-properties", "A table has no properties.", _SLIDE_REPAIRS),
    ("row-cells", "A row has more or fewer cells than the table has columns.", _SLIDE_REPAIRS),
    ("row-height", "A row is lower than its margins and 2 pt (MS-OI29500 2.1.1427).", _MOVES),
    ("column-width", "A column is narrower than its margins and 2 pt (MS-OI29500 2.1.1416).", _MOVES),
    ("merged-cells", "The cells that a merged cell covers do not add up.", _SLIDE_REPAIRS),
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
    ("chart-axis", "A plot or an axis names an axis that is not there, or there twice.", _SLIDE_REPAIRS),
    ("chart-axis-id", "The id of an axis is not a whole number above 0.", _SLIDE_REPAIRS),
    ("chart-series", "Two series of a chart have the same index.", _SLIDE_REPAIRS),
)  # fmt: skip


__all__ = ["BY_CODE", "Code", "explained"]

BY_CODE = {each.name: each for each in (*SYNTAX, *FILES, *VALUES, *NAMES, *FINDINGS, *PACKAGE, *SLIDES)}

_KINDS = {
    "error": "an error: no deck is written",
    "warning": "a warning: the deck is written; `allow` can silence it",
    "defect": "a defect of a package: a bug in deckgen, which its gate has stopped",
}


def explained(code: str) -> tuple[str, ...]:
    """What there is to say about a code, in paragraphs; KeyError for one that is none."""
    about = BY_CODE[code]
    return f"{about.name}  ({_KINDS[about.kind]})", about.meaning, f"Why it matters: {about.reason}", about.remedy
