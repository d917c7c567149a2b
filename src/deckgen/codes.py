"""Every code that deckgen can print in brackets; `deckgen explain CODE` reads its explanation out.

The explanations are in a data file beside this module, which is read when the first of them is asked for.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, json

Kind = Literal["error", "warning", "defect"]


class Explanation(Struct, frozen=True):
    """`meaning` says what a code is, `reason` why it matters or where a threshold comes from, `remedy` what to do."""

    meaning: str
    reason: str
    remedy: str


class Code(StrEnum):
    """A code of the program, with its explanation.

    An error keeps a deck from being built, a warning does not; a defect is a fault of deckgen's own that preflight
    has stopped.
    """

    @property
    def kind(self) -> Kind:
        return next(kind for kind, codes in explanations().items() if self in codes)

    @property
    def meaning(self) -> str:
        return self._explanation.meaning

    @property
    def reason(self) -> str:
        return self._explanation.reason

    @property
    def remedy(self) -> str:
        return self._explanation.remedy

    @property
    def _explanation(self) -> Explanation:
        return explanations()[self.kind][self]

    AFTER_QUOTE = "after-quote"
    ALIAS = "alias"
    ANCHOR = "anchor"
    BAD_ESCAPE = "bad-escape"
    BAD_KEY = "bad-key"
    BAD_SYNTAX = "bad-syntax"
    BLOCK_TEXT = "block-text"
    CONTROL_CHARACTER = "control-character"
    CURLY_QUOTES = "curly-quotes"
    NO_DASH = "no-dash"
    DUPLICATE_KEY = "duplicate-key"
    EMPTY_OUTLINE = "empty-outline"
    INDENTATION = "indentation"
    MERGE_KEY = "merge-key"
    NEEDS_QUOTES = "needs-quotes"
    NO_COLON = "no-colon"
    NO_SPACE = "no-space"
    NOT_TEXT = "not-text"
    NOT_UTF8 = "not-utf8"
    OPEN_BRACKET = "open-bracket"
    OPEN_QUOTE = "open-quote"
    SEVERAL_DOCUMENTS = "several-documents"
    TAB = "tab"
    TAG = "tag"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    DAMAGED_PICTURE = "damaged-picture"
    DRAWING_TOO_LARGE = "drawing-too-large"
    DRAWING_WITHOUT_SIZE = "drawing-without-size"
    DAMAGED_TEMPLATE = "damaged-template"
    EMPTY_FILE = "empty-file"
    ENCRYPTED_TEMPLATE = "encrypted-template"
    FILE_OUTSIDE = "file-outside"
    FILE_TOO_LARGE = "file-too-large"
    INCLUDE_CYCLE = "include-cycle"
    MISSING_FILE = "missing-file"
    NO_SLIDES = "no-slides"
    NOT_A_FILE = "not-a-file"
    NOT_A_PICTURE = "not-a-picture"
    NOT_A_TABLE = "not-a-table"
    NOT_A_TEMPLATE = "not-a-template"
    PICTURE_TOO_LARGE = "picture-too-large"
    TOO_MANY_SLIDES = "too-many-slides"
    TOO_MUCH = "too-much"
    UNSAFE_DRAWING = "unsafe-drawing"
    WORD_TOO_LONG = "word-too-long"
    TEMPLATE_TOO_LARGE = "template-too-large"
    TEMPLATE_WITH_MACROS = "template-with-macros"
    TOO_MANY_INCLUDES = "too-many-includes"
    TOO_MANY_ROWS = "too-many-rows"
    UNKNOWN_LAYOUT = "unknown-layout"
    UNREADABLE_FILE = "unreadable-file"
    ARROW_IN_A_PYRAMID = "arrow-in-a-pyramid"
    AXIS_TWICE = "axis-twice"
    BAD_FORMULA = "bad-formula"
    BRACE_ACROSS_PANELS = "brace-across-panels"
    ARROW_BETWEEN_FAR_PANELS = "arrow-between-far-panels"
    ARROW_WITHIN_A_BOX = "arrow-within-a-box"
    BUILD_DOES_NOT_FIT = "build-does-not-fit"
    BUILD_WITHOUT_CATEGORIES = "build-without-categories"
    BUILD_WITHOUT_PANELS = "build-without-panels"
    BUILD_WITHOUT_WINNERS = "build-without-winners"
    BUILT_TWICE = "built-twice"
    CHOICE_COUNT = "choice-count"
    SIMILAR_COLOURS = "similar-colours"
    UNREADABLE_COLOUR = "unreadable-colour"
    PICTURE_COUNT = "picture-count"
    CLASHING_FIELDS = "clashing-fields"
    CLASHING_UNITS = "clashing-units"
    EMPTY_COLUMN = "empty-column"
    EMPTY_FIGURE = "empty-figure"
    EMPTY_SLIDE = "empty-slide"
    EMPTY_VALUE = "empty-value"
    FIGURE_TOO_FULL = "figure-too-full"
    FORMULA_TOO_WIDE = "formula-too-wide"
    FORMULA_FLAT = "formula-flat"
    LINE_IN_A_ROW = "line-in-a-row"
    NO_PLAIN_BOX = "no-plain-box"
    LINK_TOO_LONG = "link-too-long"
    MISSING_ANSWER = "missing-answer"
    MISSING_FIELD = "missing-field"
    MISSING_REASON = "missing-reason"
    MISSING_TITLE = "missing-title"
    NEEDED_PART = "needed-part"
    NO_AUDIENCES = "no-audiences"
    NOT_A_LINK = "not-a-link"
    NOT_A_NUMBER = "not-a-number"
    NOT_ALLOWABLE = "not-allowable"
    NOTHING_TO_BLANK = "nothing-to-blank"
    NOTHING_TO_REPLACE = "nothing-to-replace"
    ROW_LENGTH = "row-length"
    SEE_ITSELF = "see-itself"
    SLIDE_TOO_FULL = "slide-too-full"
    SLOT_TOO_SHORT = "slot-too-short"
    TEXT_TOO_LONG = "text-too-long"
    TOO_MANY_LEVELS = "too-many-levels"
    TOO_MANY_ROLES = "too-many-roles"
    WORD_TOO_WIDE = "word-too-wide"
    WRONG_TYPE = "wrong-type"
    AMBIGUOUS_BOX = "ambiguous-box"
    MISSING_VALUE = "missing-value"
    UNKNOWN_AUDIENCE = "unknown-audience"
    UNKNOWN_BLOCK = "unknown-block"
    UNKNOWN_BOX = "unknown-box"
    UNKNOWN_CODE = "unknown-code"
    UNKNOWN_COLUMN = "unknown-column"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_FIGURE = "unknown-figure"
    UNKNOWN_LINES = "unknown-lines"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_ROW = "unknown-row"
    UNKNOWN_SLIDE = "unknown-slide"
    UNKNOWN_VALUE = "unknown-value"
    INVISIBLE_CHARACTER = "invisible-character"
    TEXT_DIRECTION = "text-direction"
    ARROW_LABEL_WITHOUT_ROOM = "arrow-label-without-room"
    ARROW_THROUGH_A_BOX = "arrow-through-a-box"
    CODE_TOO_WIDE = "code-too-wide"
    COLOUR_ALONE = "colour-alone"
    COLOUR_SHARED = "colour-shared"
    COLOURS_ALIKE = "colours-alike"
    COMMENT = "comment"
    DEAD_LINK = "dead-link"
    DETAILS_IN_NOTES = "details-in-notes"
    EMPTY_AGENDA = "empty-agenda"
    MARKDOWN_BLOCK = "markdown-block"
    SPLIT_AT_COMMA = "split-at-comma"
    MOTION_LOST = "motion-lost"
    NAME_TWICE = "name-twice"
    NUMBERS_AS_NAMES = "numbers-as-names"
    RARE_FONT = "rare-font"
    DRAWING_LINK = "drawing-link"
    COLOUR_MISSING = "colour-missing"
    LETTERS_MISSING = "letters-missing"
    TEXT_LOST = "text-lost"
    ESTIMATED_WIDTHS = "estimated-widths"
    UNDRAWN_PICTURE = "undrawn-picture"
    TEMPLATE_LINK = "template-link"
    LINKS_LEFT_OUT = "links-left-out"
    SMALL_CONTENT_AREA = "small-content-area"
    LABELS_TOO_WIDE = "labels-too-wide"
    REPEATED_COLOURS = "repeated-colours"
    LOW_CONTRAST = "low-contrast"
    MISSING_ALT = "missing-alt"
    NOT_LEGIBLE = "not-legible"
    ROOM_TOO_DEEP = "room-too-deep"
    NOTHING_TO_ALLOW = "nothing-to-allow"
    NOTHING_TO_MORPH = "nothing-to-morph"
    OVER_TIME = "over-time"
    PICTURE_TOO_COARSE = "picture-too-coarse"
    SEVERAL_ANSWERS = "several-answers"
    SPELLED_DIFFERENTLY = "spelled-differently"
    TEXT_SPILLS = "text-spills"
    TEXT_TOO_SMALL = "text-too-small"
    TITLE_TOO_LONG = "title-too-long"
    TITLE_TWICE = "title-twice"
    TOO_MANY_CLICKS = "too-many-clicks"
    TOO_MANY_NOTES = "too-many-notes"
    TOO_MANY_WORDS = "too-many-words"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNUSED_ASSET = "unused-asset"
    UNUSED_AUDIENCE = "unused-audience"
    UNUSED_FIGURE = "unused-figure"
    UNUSED_ROLE = "unused-role"
    UNUSED_VALUE = "unused-value"
    PART_NAME_TWICE = "part-name-twice"
    PART_NAME_NOT_ASCII = "part-name-not-ascii"
    PART_NAME_MALFORMED = "part-name-malformed"
    PART_ORPHANED = "part-orphaned"
    CONTENT_TYPES_MISSING = "content-types-missing"
    CONTENT_TYPE_MISSING = "content-type-missing"
    CONTENT_TYPE_STALE = "content-type-stale"
    CONTENT_TYPE_TWICE = "content-type-twice"
    RELATIONSHIP_BROKEN = "relationship-broken"
    RELATIONSHIP_MISSING = "relationship-missing"
    RELATIONSHIP_TWICE = "relationship-twice"
    RELATIONSHIP_ID = "relationship-id"
    RELATIONSHIP_KIND = "relationship-kind"
    RELATIONSHIPS_STALE = "relationships-stale"
    ADDRESS_MALFORMED = "address-malformed"
    PRESENTATION_MISSING = "presentation-missing"
    ROOT_PART_TWICE = "root-part-twice"
    NOT_WELL_FORMED = "not-well-formed"
    FORBIDDEN_CHARACTER = "forbidden-character"
    DOCUMENT_TYPE = "document-type"
    PREFIX_UNDECLARED = "prefix-undeclared"
    MEDIA_DAMAGED = "media-damaged"
    PROPERTIES_DATE = "properties-date"
    PROPERTIES_NAMESPACE = "properties-namespace"
    SLIDE_ID_TWICE = "slide-id-twice"
    SLIDE_LISTED_TWICE = "slide-listed-twice"
    SLIDE_UNLISTED = "slide-unlisted"
    SECTION_SLIDE_MISSING = "section-slide-missing"
    SECTION_SLIDE_TWICE = "section-slide-twice"
    SECTION_STALE = "section-stale"
    SECTION_ORDER = "section-order"
    SECTION_ID = "section-id"
    SECTION_NAME = "section-name"
    CUSTOM_SHOW_NAME = "custom-show-name"
    CUSTOM_SHOW_ID = "custom-show-id"
    CUSTOM_SHOW_SLIDE = "custom-show-slide"
    CUSTOM_SHOW_EMPTY = "custom-show-empty"
    OPENING_SHOW = "opening-show"
    ALL_HIDDEN = "all-hidden"
    MASTER_LAYOUT_ID_TWICE = "master-layout-id-twice"
    MASTER_THEME = "master-theme"
    MASTER_UNLISTED = "master-unlisted"
    NOTES_MASTER_THEME = "notes-master-theme"
    NOTES_MASTER_UNLISTED = "notes-master-unlisted"
    NOTES_MASTER = "notes-master"
    NOTES_SLIDE = "notes-slide"
    LAYOUT_UNLISTED = "layout-unlisted"
    LAYOUT_MASTER = "layout-master"
    PLACEHOLDER_ON_MASTER = "placeholder-on-master"
    ELEMENT_UNKNOWN = "element-unknown"
    ELEMENT_MISPLACED = "element-misplaced"
    ELEMENT_MISSING = "element-missing"
    ATTRIBUTE_UNKNOWN = "attribute-unknown"
    ATTRIBUTE_MISSING = "attribute-missing"
    ATTRIBUTE_VALUE = "attribute-value"
    TEXT_MISPLACED = "text-misplaced"
    TEXT_VALUE = "text-value"
    NAMESPACE_UNKNOWN = "namespace-unknown"
    SLIDE_LAYOUT = "slide-layout"
    SHAPE_ID = "shape-id"
    SHAPE_ID_TWICE = "shape-id-twice"
    SHAPE_NAME_MISSING = "shape-name-missing"
    PLACEHOLDER_MISMATCH = "placeholder-mismatch"
    PLACEHOLDER_TWICE = "placeholder-twice"
    PLACEHOLDER_IN_GROUP = "placeholder-in-group"
    TABLE_IN_GROUP = "table-in-group"
    GLUE_MISSING = "glue-missing"
    TEXT_BODY_MISSING = "text-body-missing"
    PICTURE_MISSING = "picture-missing"
    LINK_TARGET = "link-target"
    LINK_EMPTY = "link-empty"
    GROUND_EFFECTS = "ground-effects"
    TYPEFACE_EMPTY = "typeface-empty"
    TYPEFACE_UNKNOWN = "typeface-unknown"
    EQUATION_WITHOUT_FALLBACK = "equation-without-fallback"
    EQUATION_EMPTY = "equation-empty"
    TABLE_PROPERTIES = "table-properties"
    TABLE_STYLE = "table-style"
    ROW_CELLS = "row-cells"
    ROW_HEIGHT = "row-height"
    COLUMN_WIDTH = "column-width"
    MERGED_CELLS = "merged-cells"
    TIMING_IDS = "timing-ids"
    TIMING_ORDER = "timing-order"
    TIMING_ROOT = "timing-root"
    TIMING_START = "timing-start"
    TIMING_EFFECT = "timing-effect"
    TIMING_CLICK = "timing-click"
    TIMING_TARGET = "timing-target"
    TIMING_PARAGRAPH = "timing-paragraph"
    BUILD_TARGET = "build-target"
    BUILD_TWICE = "build-twice"
    BUILD_UNLISTED = "build-unlisted"
    BUILD_WITHOUT_GROUP = "build-without-group"
    BUILD_WITHOUT_EFFECT = "build-without-effect"
    CHART_AXIS = "chart-axis"
    CHART_AXIS_ID = "chart-axis-id"
    CHART_SERIES = "chart-series"


@cache
def explanations() -> dict[Kind, dict[str, Explanation]]:
    """The explanations of all codes, by their kinds."""
    content = Path(__file__).with_name("codes.json").read_bytes()
    return json.decode(content, type=dict[Kind, dict[str, Explanation]])


_KINDS: dict[Kind, str] = {
    "error": "an error: no deck is written",
    "warning": "a warning: the deck is written; `allow` can silence it",
    "defect": "a defect of a package: a bug in deckgen, which preflight has stopped",
}


def explained(code: Code) -> tuple[str, ...]:
    """The explanation of a code, in paragraphs."""
    return f"{code}  ({_KINDS[code.kind]})", code.meaning, f"Why it matters: {code.reason}", code.remedy
