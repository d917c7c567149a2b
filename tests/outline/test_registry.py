"""A block is added by its model, its layout and its entry in the registry: every stage knows it from there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Annotated, ClassVar

import pytest
import yaml
from msgspec import Meta
from msgspec.structs import replace

from deckgen.deck import Deck
from deckgen.decode.outline import parse
from deckgen.diagnostics import Sink
from deckgen.geometry import Rect, pt, rows
from deckgen.layout.block import LayoutContext, SequencedBlock
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, written
from deckgen.outline.element import Selectable, Words
from deckgen.outline.forms import TYPED, JsonSchema, mapping_of
from deckgen.outline.registry import BLOCKS, BlockType, register, unregister
from deckgen.outline.time import clicks_of, estimated
from deckgen.pipeline import build
from deckgen.reference.explain import explain
from deckgen.reference.schema import json_schema
from deckgen.scene.items import Item, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.source import MapNode, Node
from tests.layout.decks import deck, every_item
from tests.outline.outlines import outline, slide
from tests.outline.schema_check import accepts

KEY = "x-statistic"
"""A key that the language will never have, because its own have no hyphen."""
EXAMPLE = "x-statistic: {value: 70 %, label: of all servers run Linux}"
SHORT = "x-statistic: {70 %: of all servers run Linux}"
BUILT = """\
x-statistic: {value: 70 %, label: of all servers}
bullets: [Small, Fast]
build: {x-statistic: top down}
"""


class Statistic(Selectable, frozen=True):
    """A number that says it all. Written short: `value: label`."""

    noun: ClassVar[str] = "a statistic"

    value: Annotated[Words, Meta(description="The number.", examples=[EXAMPLE])]
    label: Annotated[Words, Meta(description="The words below the number.", examples=[EXAMPLE])]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, MapNode) and len(node.entries) == 1 and not has(node, *cls.field_names()):
            return written(node.place, value=node.entries[0].key, label=node.entries[0].value)
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(TYPED, only_one=True)]

    def clicks(self, order: BuildOrder) -> int:
        return 2 if order == "top down" else 1


class StatisticBlock(SequencedBlock, frozen=True):
    """The number over its label; built from the top down, each of them takes a click."""

    statistic: Statistic
    typesetter: Typesetter

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return sum(height_of([self._set(words, width)]) for words in self._words)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        built = self.build is not None
        return tuple(
            TextBox(words.plain, rect, TextBody((self._set(words, area.width),)), click=number if built else 0)
            for number, (words, rect) in enumerate(zip(self._words, rows(area, [1, 1], pt(8)), strict=True), 1)
        )

    @property
    def _words(self) -> tuple[Words, Words]:
        return self.statistic.value, self.statistic.label

    def _set(self, words: Words, width: int) -> Paragraph:
        return self.typesetter.set(words, width, Style(24, self.typesetter.theme.palette.ink))


def statistic_block(statistic: Statistic, context: LayoutContext) -> StatisticBlock:
    return StatisticBlock(statistic, context.typesetter)


@pytest.fixture
def statistics() -> Iterator[None]:
    """The language with a block more."""
    register(
        BlockType(
            KEY,
            Annotated[Statistic, Meta(description="A number that says it all.", examples=[EXAMPLE])],
            layout=f"{__name__}.statistic_block",
            orders=("top down",),
            clicks=Statistic.clicks,
            minutes=2,
            glanced=True,
        )
    )
    yield
    unregister(KEY)


@pytest.mark.usefixtures("statistics")
def test_the_schema_has_a_block_that_is_registered() -> None:
    lecture = f"title: T\nslides:\n  - title: One\n    {EXAMPLE}\n"
    assert accepts(json_schema(), yaml.safe_load(lecture))
    assert not accepts(json_schema(), yaml.safe_load(lecture.replace("label", "lable")))
    assert accepts(json_schema(), yaml.safe_load(lecture.replace(EXAMPLE, SHORT)))


@pytest.mark.usefixtures("statistics")
def test_explain_tells_of_it_and_of_its_fields() -> None:
    told = explain(KEY)
    assert "x-statistic  (in `slide` and `column`)\n  A number that says it all." in told
    assert "Fields of a statistic" in told
    assert "The words below the number." in explain(f"{KEY}.label")
    assert f"  {KEY} " in explain(None)


@pytest.mark.usefixtures("statistics")
def test_its_clicks_and_its_time_are_counted() -> None:
    found = slide(BUILT)
    assert found.find(Statistic) is not None
    assert found.order == (KEY, "bullets")
    assert clicks_of(found) == 2
    assert estimated(found) == 2.5  # 2 minutes and 2 clicks of 10 seconds, in quarters


@pytest.mark.usefixtures("statistics")
def test_its_short_form_says_the_same() -> None:
    short, long = (slide(typed).find(Statistic) for typed in (SHORT, EXAMPLE))
    assert short is not None
    assert long is not None
    assert (short.value.plain, short.label.plain) == (long.value.plain, long.label.plain)


@pytest.mark.usefixtures("statistics")
def test_mistakes_in_it_are_told_with_their_place() -> None:
    (found,) = parse(b"title: T\nslides:\n  - title: One\n    x-statistic: {value: 70 %}\n").diagnostics
    assert (found.code, found.message) == ("missing-field", "a statistic needs `label`")
    assert found.place is not None
    assert found.place.line == 3


@pytest.mark.usefixtures("statistics")
def test_it_is_laid_out_with_its_clicks() -> None:
    laid = deck(f"  - title: One\n{dedent(BUILT)}".replace("\n", "\n    ").rstrip())
    assert laid.diagnostics == ()
    clicks = {item.name: item.click for item in every_item(laid.value) if isinstance(item, TextBox)}
    assert (clicks["70 %"], clicks["of all servers"]) == (1, 2)


@pytest.mark.usefixtures("statistics")
def test_it_is_in_the_deck(tmp_path: Path) -> None:
    built = build(f"title: T\nslides:\n  - title: One\n    {EXAMPLE}\n".encode(), tmp_path)
    assert isinstance(built, Deck)
    with zipfile.ZipFile(io.BytesIO(built.content)) as package:
        slides = [package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")]
    assert any("of all servers run Linux" in content for content in slides)


@pytest.mark.usefixtures("statistics")
def test_words_beside_what_is_glanced_at_are_not_counted(tmp_path: Path) -> None:
    many = f"title: T\nslides:\n  - title: One\n    text: {'word ' * 101}\n"
    assert [found.code for found in build(many.encode(), tmp_path).findings] == ["too-many-words"]
    assert list(build(f"{many}    {EXAMPLE}\n".encode(), tmp_path).findings) == []


@pytest.mark.parametrize("key", ["quote", "braces"])
def test_a_key_that_is_known_is_not_registered_again(key: str) -> None:
    known = dict(BLOCKS)
    with pytest.raises(ValueError, match=f"a key `{key}` already"):
        register(replace(BLOCKS["quote"], key=key))
    assert known == BLOCKS


def test_without_its_entry_it_is_unknown() -> None:
    (found,) = parse(f"title: T\nslides:\n  - title: One\n    {EXAMPLE}\n".encode()).diagnostics
    assert (found.code, found.message) == ("unknown-field", "a slide has no field `x-statistic`")
    assert KEY not in explain(None)
    assert outline("title: T\nslides: [title: One]\n").slides[0].order == ()
