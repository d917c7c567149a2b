"""Load and mistakes of slides: too many words or clicks, dead links, coarse pictures, repeated titles and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from deckgen.address import address
from deckgen.checks.context import CheckContext, Text
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.geometry import EMU_PER_INCH
from deckgen.locale import has_words
from deckgen.outline.blocks import Image, OnePicture
from deckgen.outline.chart import Chart
from deckgen.outline.element import meet
from deckgen.outline.head import Outline
from deckgen.outline.interaction import Choice, Quiz
from deckgen.outline.registry import BLOCKS
from deckgen.outline.slide import Slide
from deckgen.outline.tables import Compare, Named, Table
from deckgen.outline.walk import elements_in
from deckgen.regex import regex
from deckgen.scene.items import WHOLE, Picture, walk
from deckgen.scene.slide import SlideScene
from deckgen.scene.validate import clicks

MOST_WORDS = 100
MOST_CLICKS = 12


def load_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for slides with too many words or clicks."""
    for shown, texts in context.pages:
        slide = context.slide_of(shown)
        if slide is None or slide.section is not None:
            continue
        place = context.place_of(shown)
        words = 0 if any(BLOCKS[name].glanced for name in slide.order) else words_in(texts)
        if words > MOST_WORDS:
            message = f"this slide has {words} words, which take {round(words / 4)} seconds to read"
            hint = f"say some of it instead, in `notes`, or make two slides of it; {MOST_WORDS} words are the most"
            yield warning(Code.TOO_MANY_WORDS, message, place, hint)
        needed = clicks(shown.items)
        if needed > MOST_CLICKS:
            message = f"this slide takes {needed} clicks, more than {MOST_CLICKS}"
            yield warning(Code.TOO_MANY_CLICKS, message, place, "let some things appear together, or make two slides")


def words_in(texts: Iterable[Text]) -> int:
    """The number of words to read on a slide: content and title, without code and without the frame of the slide."""
    return sum(
        len("".join([run.text for run in paragraph.runs if run.face != "code"]).split())
        for text in texts
        if not text.is_frame
        for paragraph in text.body.paragraphs
    )


def language_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """A warning for a language in which deckgen has no words of its own."""
    outline = context.whole
    if not has_words(outline.language):
        message = (
            f"deckgen has no words in `{outline.language}`, so descriptions and labels of its own are in English"
        )
        hint = "write `alt` for figures and charts yourself, then `allow: [language-without-words]`"
        yield warning(Code.LANGUAGE_WITHOUT_WORDS, message, outline.place_of("language"), hint)


_WEB = regex(r"https?:", re.IGNORECASE)
_FILE = regex(r"file:|[a-z]:|\\", re.IGNORECASE)
_CONTENT = regex(r"(?:javascript|vbscript|data):", re.IGNORECASE)


def link_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for links to slides and files that do not exist, and for invalid addresses."""
    for words in context.surroundings.links:
        for run in words.runs:
            fault = _fault(run.link, context.surroundings.missing) if run.link else None
            if fault is not None:
                yield warning(
                    Code.DEAD_LINK, f"this link to `{run.link}` leads nowhere: {fault[0]}", words.place, fault[1]
                )


def _fault(target: str, missing: frozenset[str]) -> tuple[str, str] | None:
    """The problem with a link, and its remedy."""
    if target.startswith("#"):
        return "slides have no such names", "write `see: …` with the title of the slide"
    if target.startswith(("www.", "//")):
        return "it does not begin with `https://`", f"write `https://{target.lstrip('/')}`"
    if _FILE.match(target):
        return "it is a file of your own computer", "put the file beside the outline, and link to its name"
    if _CONTENT.match(target):
        return "a slide cannot open it", "write the address of a page, with `https://`"
    if address(target) is None:
        what = "it names no computer" if _WEB.match(target) else "it is no address"
        return what, "copy the whole address from a browser"
    if target in missing:
        return "there is no such file beside the outline", "names are relative to the folder of the outline"
    return None


COARSEST = 72
"""In pixels per inch of slide: half of the 144 at which a projector of 1,920 pixels shows a 13.3-inch slide."""


def picture_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for pictures without a description, and for pictures with too few pixels for their size."""
    for image in _images(context):
        if image.alt is None and image.caption is None:
            message = f"`{image.file.raw}` says nothing to those who cannot see it"
            yield warning(Code.MISSING_ALT, message, image.file.place, "describe what it shows in `alt: …`")
    for slide in context.scene.slides:
        for picture in walk(slide.items):
            if not isinstance(picture, Picture) or picture.media.drawing:  # drawings are scaled without loss
                continue
            width = picture.rect.width * WHOLE / picture.crop.width
            density = picture.media.width * EMU_PER_INCH / width if width else COARSEST
            if density < COARSEST:
                needed = round(width / EMU_PER_INCH * 2 * COARSEST)
                message = f"`{picture.media.name}` is {picture.media.width} pixels wide and looks coarse at its size"
                hint = f"save it {needed} pixels wide"
                if not _is_cover(context, slide):
                    hint += ", or put something beside it so that it gets smaller"
                yield warning(Code.PICTURE_TOO_COARSE, message, _place(context, slide, picture), hint)


def _images(context: CheckContext) -> Iterator[OnePicture]:
    return (image for slide in context.seen.slides for image in _images_on(slide))


def _images_on(slide: Slide) -> Iterator[OnePicture]:
    for blocks in slide.blocks:
        image = blocks.find(Image)
        yield from (image,) if image is not None else ()
        yield from blocks.find_all(OnePicture)


def _is_cover(context: CheckContext, shown: SlideScene) -> bool:
    """True for the title slide, where a picture can only be the cover."""
    return context.slide_of(shown) is None and context.seen.cover is not None


def _place(context: CheckContext, shown: SlideScene, picture: Picture) -> Place | None:
    slide, cover = context.slide_of(shown), context.seen.cover
    if slide is None and cover is not None:
        return cover.file.place
    for image in _images_on(slide) if slide is not None else ():
        if image.file.raw.endswith(picture.media.name):
            return image.file.place
    return context.place_of(shown)


def ambiguity_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for two columns or series with the same name, and for a second answer of a quiz."""
    for thing in elements_in(context.whole.slides):
        match thing:
            case Table():
                yield from _names_twice(thing.columns, "columns")
            case Compare():
                yield from _names_twice(thing.of, "columns")
            case Chart():
                yield from _names_twice(thing.series, "series")
            case Quiz():
                yield from _second_answer([choice for choice in thing.choices if choice.answer])


def _names_twice(names: Sequence[Named], what: str) -> Iterator[Diagnostic]:
    for number, name in enumerate(names):
        key = _key(name)
        first = next((other for other in names[:number] if _key(other) == key and meet(other, name)), None)
        if key and first is not None:
            message = f"two {what} have the name `{name.plain}`"
            found = warning(Code.NAME_TWICE, message, name.name.place, "give each a name of its own, or remove one")
            yield found.related_to(first.name.place, "first here")


def _key(name: Named) -> str:
    return name.path.strip().casefold()


def _second_answer(answers: Sequence[Choice]) -> Iterator[Diagnostic]:
    for number, answer in enumerate(answers):
        first = next((other for other in answers[:number] if meet(other, answer)), None)
        if first is not None:
            message = f"a second choice is the answer, beside `{first.text.plain}`"
            hint = "keep one `answer`, or allow `several-answers` on this slide if all of them are right"
            found = warning(Code.SEVERAL_ANSWERS, message, answer.text.place, hint)
            yield found.related_to(first.text.place, "the first answer")
            return


def title_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for titles that an audience sees twice. Consecutive slides may share a title to continue a topic."""
    first: dict[str, list[tuple[int, Slide]]] = {}
    for number, slide in enumerate(context.whole.slides):
        if slide.headline is None:
            continue
        key = " ".join(slide.headline.plain.split()).casefold()
        earlier = first.setdefault(key, [])
        meets = [other for at, other in earlier if at < number - 1 and _share(context.whole, slide, other)]
        if meets and not (earlier and earlier[-1][0] == number - 1):
            other = meets[0].headline or slide.headline
            message = f"the slide in line {other.place.line + 1} has the same title"
            hint = "say what is new on this one: lists of slides, links and screen readers know slides by title"
            found = warning(Code.TITLE_TWICE, message, slide.headline.place, hint)
            yield found.related_to(other.place, "the same title")
        earlier.append((number, slide))


def _share(outline: Outline, one: Slide, other: Slide) -> bool:
    """True if anybody sees both slides."""
    return not outline.audiences or bool(_seers(outline, one) & _seers(outline, other))


def _seers(outline: Outline, slide: Slide) -> set[str]:
    everybody = {*outline.audiences, "students"}
    return (set(slide.only) if slide.only else everybody) - set(slide.except_)
