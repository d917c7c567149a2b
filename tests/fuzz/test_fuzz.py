"""The short run: the same few outlines every time; `python3 -m tests.fuzz` is the long one, with new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.decode.outline import parse
from deckgen.outline import element as language
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element
from deckgen.outline.head import Layouts, Outline
from deckgen.outline.walk import elements_in
from deckgen.pipeline import build
from tests.fuzz.drawn import drawn, together
from tests.fuzz.judges import decks_of, faults_of, other_bytes, spilled_of
from tests.fuzz.mutations import slips
from tests.fuzz.outlines import Focus, definitions, foci
from tests.fuzz.pages import page_faults
from tests.fuzz.printed import lost
from tests.fuzz.promises import Tally, broken
from tests.fuzz.reduce import reduced
from tests.fuzz.run import LECTURE, WRITTEN, slip_broken
from tests.fuzz.texts import DRAWABLE, LONG, PLAIN
from tests.fuzz.typed import FOLDER, typed, without
from tests.tools import Validator, ooxml_validator

SIMPLE = st.sampled_from(PLAIN)
"""Texts that are quickly drawn, where only fields matter."""
SHORT = 5
"""Outlines in each of the short rounds."""
FEW = 9
"""Columns for which a slide has room."""


NEVER_TYPED = {
    ("Box", "times"), ("Column", "figure"), ("Slide", "figure"), ("Variant", "figure"), ("Panel", "only"),
    ("Panel", "except"), ("Graph", "mermaid"), ("Graph", "file"), ("Sequence", "mermaid"), ("Sequence", "file"),
    *(("Look" if name == "layouts" else "Layouts", name) for name in ("layouts", *Layouts.field_names())),
}  # fmt: skip
"""Fields that are read as something else: copies are boxes, figures are layers, panels are for whom layers are,
drawings in Mermaid are graphs and sequences. And
the layouts of a template, which outlines that are drawn do not have.
"""


def fields_of(model: type[Element], seen: set[type[Element]]) -> set[Focus]:
    """Every field of a model, and of all models in it."""
    if model in seen:
        return set()
    seen.add(model)
    found = {Focus(model.__name__, key) for key in model.field_names()}
    for spec in language.fields_of(model):
        for inner in models_in(spec.kind):
            found |= fields_of(inner, seen)
    return found


def models_in(kind: object) -> list[type[Element]]:
    if isinstance(kind, type) and issubclass(kind, Element):
        return [kind]
    return [model for part in get_args(kind) for model in models_in(part)]


def test_every_field_of_every_model_is_drawn_in_an_outline_that_is_valid() -> None:
    missing = fields_of(Outline, set()) - {Focus(*field) for field in NEVER_TYPED}
    missing -= reached(drawn(40, 1, SIMPLE))
    # The name of a group of rows is the key that they stand under.
    for focus in (*foci(), Focus("Row", "group")):
        # The plainest outline has most fields; others need some luck.
        for start, count in enumerate((1, *[6] * 20)):
            if focus in missing:
                missing -= reached(drawn(count, start, SIMPLE, focus, is_lean=start % 2 == 0))
    assert missing == set()


def reached(outlines: list[dict[str, Any]]) -> set[Focus]:
    """The fields in which these outlines say something."""
    found: set[Focus] = set()
    for outline in outlines:
        for element in elements_in(parse(typed(outline).text.encode(), FOLDER).value):
            names = dict(element.typed_values()) if isinstance(element, Blocks) else element.places
            keys = (spec.key for spec in language.fields_of(type(element)) if spec.name in names)
            found |= {Focus(type(element).__name__, key) for key in keys}
    return found


def test_many_columns_long_words_and_long_numbers_are_drawn() -> None:
    missing = {"columns", "words", "numbers"}
    for start in range(60):
        for key, value in (each for outline in drawn(20, start) for each in parts_of(outline)):
            missing -= {"columns"} if key == "columns" and isinstance(value, list) and len(value) > FEW else set()
            missing -= {"words"} if isinstance(value, str) and any(word in value for word in LONG) else set()
            missing -= {"numbers"} if isinstance(value, str) and "1,234,567,890.12" in value else set()
        if not missing:
            return
    assert missing == set()


def parts_of(tree: object, key: str = "") -> Iterator[tuple[str, object]]:
    """All that an outline holds, with the key above it."""
    yield key, tree
    for inner, value in tree.items() if isinstance(tree, dict) else ():
        yield from parts_of(value, inner)
    for value in tree if isinstance(tree, list) else ():
        yield from parts_of(value)


def test_the_schema_of_which_outlines_are_drawn_has_every_model() -> None:
    """Those without a definition of their own have no long form: what they hold is drawn in short forms."""
    models = {field.model for field in fields_of(Outline, set())}
    assert models - definitions().keys() <= {"Panel"}


@pytest.mark.parametrize("start", range(2))
def test_what_is_valid_is_built_for_everybody_and_keeps_its_promises(start: int) -> None:
    tally = Tally()
    for outline in drawn(SHORT, start):
        text = typed(outline).text
        assert broken(text.encode(), FOLDER, tally) == [], text
    assert tally.decks > SHORT


def test_pictures_and_pages_have_every_line() -> None:
    for outline in drawn(SHORT, 600):
        text = typed(outline).text
        assert page_faults(text.encode(), FOLDER) == [], text


def test_validators_find_nothing() -> None:
    validator = Validator(ooxml_validator())
    for deck in decks_of(together(drawn(SHORT, 100))):
        assert faults_of(deck, validator) == []


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    assert other_bytes(drawn(SHORT, 200), hash_seed=77) == []


def test_paper_has_every_letter_of_slides_and_notes() -> None:
    for outline in drawn(SHORT, 400):
        assert list(lost(outline)) == [], typed(outline).text


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_draws_no_text_outside_its_box() -> None:
    assert spilled_of(together(drawn(SHORT, 300, DRAWABLE))) == []


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 2 * len(WRITTEN) - 1), st.data())
def test_a_slip_of_the_hand_is_reported_or_does_no_harm(number: int, data: st.DataObject) -> None:
    content, folder = LECTURE if number < len(WRITTEN) else WRITTEN[number - len(WRITTEN)]
    assert slip_broken(data.draw(slips(content)), folder) == []


def test_a_word_left_out_is_noticed() -> None:
    content = b"title: Deck\nslides:\n  - title: Slide\n    text: kept\n"
    parsed = parse(content)
    assert parsed.value is not None
    assert slip_broken(content, FOLDER) == []
    from tests.fuzz.mutations import left_out  # noqa: PLC0415

    assert left_out(content.decode().replace("kept", "kept lost"), parsed.value) == Counter(lost=1)


def test_what_never_ends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_for_ever(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("tests.fuzz.run.A_SLIP", 0.2)
    monkeypatch.setattr("tests.fuzz.run.parse", read_for_ever)
    assert slip_broken(b"title: Deck\n", FOLDER) == ["raised TimeoutError in outside: more than 0.2 s"]


def test_an_outline_is_made_small() -> None:
    outline = {"title": "Deck", "slides": [{"title": "a b"}, {"title": "needle c", "bullets": ["x", "y"]}]}
    small = reduced(outline, lambda tree: "needle" in str(tree))
    assert small == {"title": "D", "slides": [{"title": "needle"}]}


def test_places_lead_back_to_what_stands_there() -> None:
    outline = {"title": "Deck", "slides": [{"title": "One", "bullets": [{"point": ["a"]}, "b"]}]}
    source = typed(outline)
    for line, text in enumerate(source.text.splitlines()):
        if (column := text.find("b]")) >= 0:
            from deckgen.diagnostics import Place  # noqa: PLC0415

            assert source.at(Place(line, column)) == ("slides", 0, "bullets", 1)
    assert without(outline, ("slides", 0, "bullets", 1))["slides"][0]["bullets"] == [{"point": ["a"]}]
    assert build(source.text.encode(), FOLDER).findings.diagnostics == ()
