"""The language explains itself: every field is described, and every example builds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from textwrap import indent

import pytest
import yaml

from deckgen.decode.outline import elements, parse
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, fields_of
from deckgen.outline.slide import Variant
from deckgen.outline.theme_file import ThemeColours, ThemeFile, ThemeFonts
from deckgen.reference.explain import explain, is_known, models, plain_type, topics_of
from deckgen.reference.schema import json_schema
from deckgen.theme_file import read_theme
from tests.outline.outlines import HEAD
from tests.outline.schema_check import accepts

every_model = pytest.mark.parametrize("model", [*elements(Element)])
SCHEMA = json_schema()
OF_THEME_FILES = (ThemeFile, ThemeColours, ThemeFonts)


FIGURES = "figures:\n  machine: {layers: [Applications, OS kernel, Hardware]}\n"


def whole(example: str) -> str:
    """The outline that an example is a part of: its head, or one of its slides."""
    first = example.split(":", maxsplit=1)[0]
    if first == "figure":
        return f"title: Docker\n{FIGURES}slides:\n  - title: One\n{indent(example, '    ')}\n"
    if first in (
        "subtitle",
        "author",
        "date",
        "course",
        "institution",
        "contact",
        "cover",
        "logo",
        "language",
        "theme",
        "fonts",
        "audiences",
        "roles",
        "values",
        "macros",
        "room",
        "legible_from",
        "figures",
    ) or example.startswith("minutes: 45"):
        return ("" if first == "title" else "title: Docker\n") + example + "\nslides: [title: One]\n"
    if first == "slides":
        return f"title: Docker\n{example}\n"
    if first in ("title", "section", "agenda"):
        return f"{HEAD}slides:\n  -\n{indent(example, '    ')}\n"
    return f"{HEAD}slides:\n  - title: One\n{indent(example, '    ')}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that examples name."""
    made = tmp_path_factory.mktemp("examples")
    (made / "shared").mkdir()
    (made / "shared" / "kernel.yaml").write_text("- title: A kernel serves many programs\n")
    (made / "flow.mmd").write_text("flowchart LR\n  A[Source] --> B(Program)\n")
    return made


@every_model
def test_every_field_has_a_description_and_an_example_that_builds(model: type[Element], folder: Path) -> None:
    for topic in topics_of(model, model.__name__):
        assert topic.description.endswith("."), topic.key
        assert builds(topic.example, folder, is_theme=model in OF_THEME_FILES), topic.key


@cache
def builds(example: str, folder: Path, *, is_theme: bool) -> bool:
    """True if nothing is to be said of an example, which many fields may share."""
    if is_theme:
        found = read_theme(example.encode(), "ours.yaml").diagnostics
        return found == () and accepts(json_schema(ThemeFile), yaml.safe_load(example))
    outline = whole(example)
    return parse(outline.encode(), folder).diagnostics == () and accepts(SCHEMA, yaml.safe_load(outline))


@every_model
def test_only_what_is_known_of_an_elements_place_cannot_be_typed(model: type[Element]) -> None:
    """A field with no words about it is no part of the language, which nobody may notice."""
    untyped = set(model.__struct_fields__) - {spec.name for spec in fields_of(model)}
    kept = {"place", "is_sound", "places"} | ({"content"} if issubclass(model, Blocks) else set())
    assert untyped == kept | ({"only", "except_"} if model is Variant else set())


def test_every_element_has_a_name_of_its_own() -> None:
    nouns = [model.noun for model in elements(Element) if model.noun != Element.noun]
    assert len(set(nouns)) == len(nouns)
    assert all(model.__doc__ for model in elements(Element))


def test_the_overview_names_every_field_of_a_slide() -> None:
    overview = explain(None)
    for key in ("title", "bullets", "layers", "below", "wide", "best", "columns", "audiences"):
        assert f"\n  {key} " in overview


@pytest.mark.parametrize("key", [None, *models()])
def test_no_row_ends_inside_backticks(key: str | None) -> None:
    rows = re.findall(r"^  \S+ {2,}\S.*$", explain(key), re.MULTILINE)
    assert [row for row in rows if row.count("`") % 2] == []


def test_a_row_holds_all_of_what_is_between_backticks() -> None:
    assert "  braces     Braces beside boxes of `layers`, `label: [box, box]`, at one side or both\n" in explain(None)


@pytest.mark.parametrize(
    "key", [*models(), "layers", "box.role", "layers.box", "compare.best", "kind", "except", "from"]
)
def test_what_is_known_is_explained(key: str) -> None:
    assert is_known(key)
    assert "did you mean" not in explain(key)
    assert all(len(line) < 120 for line in explain(key).splitlines())


def test_a_field_is_told_with_type_default_and_example() -> None:
    assert explain("box.style") == (
        "style  (in `box`)\n"
        "  The look of the box: `dashed`, `ghost` (absent), `strong`, `crossed` (out) or a `pile`\n"
        "  (of many).\n"
        "  Takes `solid`, `dashed`, `ghost`, `strong`, `crossed` or `pile`. Without it: solid.\n\n"
        "    layers:\n"
        "      - {box: Guest OS, style: ghost}\n"
        "      - {box: Images, style: pile}\n"
        "      - Host OS\n"
    )


@pytest.mark.parametrize("word", ["tip", "warning", "question", "note"])
def test_a_kind_of_callout_is_explained(word: str) -> None:
    assert is_known(word)
    assert "kind  (in `callout`)\n" in explain(word)
    assert f"`{word}`" in explain(word)


def test_a_word_that_is_only_a_choice_is_explained_with_its_home() -> None:
    assert "Fields of a callout\n" in explain("tip")
    assert "Written short: `tip: text`" in explain("tip")
    assert "style  (in `box`)\n" in explain("dashed")


def test_several_of_everything_are_named_in_good_english() -> None:
    several = {plain_type(topic.kind) for model in models().values() for topic in topics_of(model, "")}
    assert {
        "a list of names of columns",
        "a list of names of series",
        "a list of rows of a chart",
        "a list of rows of a comparison",
        "a list of cells of a table",
        "a list of boxes",
        "a list of axes",
        "a mapping from names to variants of a slide",
    } <= several
    wrong = re.compile(r"\bseriess\b|\b(?:list of|to) (?:the|an?) |\ba \w+s\b|xs\b")
    assert [kind for kind in several if wrong.search(kind)] == []


def test_no_line_of_an_explanation_ends_inside_backticks() -> None:
    for key in {None, *models(), *(topic.key for model in models().values() for topic in topics_of(model, ""))}:
        told = "\n".join(line for line in explain(key).splitlines() if not line.startswith("    "))
        assert [line for line in told.splitlines() if line.count("`") % 2] == [], key


def test_pictures_can_be_drawings() -> None:
    assert "SVG" in explain("image.file")


def test_defaults_have_their_units() -> None:
    assert "Without it: 2 m." in explain("screen")


def test_an_unknown_field_gets_a_suggestion() -> None:
    assert not is_known("layer")
    assert "did you mean `layers`?" in explain("layer")
    assert "no field `xyz`" in explain("xyz")


@pytest.mark.parametrize(
    "body",
    ["titel: One", "title: One\nbullet: [a]", "title: One\nlegend: 'yes'", "title: One\nminutes: 0",
     "title: One\nlayers: [{box: a, styl: b}, {c: d, e: f}]", "title: One\ncallout: {hint: a}"],
)  # fmt: skip
def test_the_schema_refuses_what_is_refused(body: str) -> None:
    text = f"{HEAD}slides:\n  -\n{indent(body, '    ')}\n"
    assert parse(text.encode()).value is None
    assert not accepts(SCHEMA, yaml.safe_load(text))


@pytest.mark.parametrize(
    "body",
    ["bullets: [a, b: [c: d], {bullet: e, bullets: [f]}, 1]", "layers: {A: [b: c], D: [{box: e}, [f, g: {tall: 2}]]}",
     "layers: [a]\nbraces: {b: a}\narrows: {a -> a: b}\nhighlight: a", "callout: {tip: a}\nsteps: [a, b: c]",
     "compare: {of: [a], rows: {b: c, d: [e], f: {a: g}}, best: {b: a}}", "code: |\n  a\nimage: a.png\nquote: b",
     "table: [[a, b], [c, d]]\nreferences: [a: b]", "table: {columns: [a, b], rows: {c: d}}",
     "text: 1.10\nonly: beginners", "callout: {tip: a, only: beginners}\nbullets: [{a: [b], except: [managers]}]",
     "notes: [a, {note: b, only: managers}]\nfor: {managers: {title: c, without: notes}}"],
)  # fmt: skip
def test_the_schema_accepts_the_short_forms(body: str) -> None:
    assert accepts(SCHEMA, yaml.safe_load(f"{HEAD}slides:\n  - title: One\n{indent(body, '    ')}\n"))


def test_layers_are_told_with_all_that_can_stand_round_them() -> None:
    told = explain("layers")
    for key in ("below", "braces", "arrows", "axes", "pyramid", "highlight", "show", "legend"):
        assert f"\n  {key} " in told
