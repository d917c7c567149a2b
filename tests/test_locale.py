"""Whatever deckgen writes itself is in the language of the lecture, in all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import to_builtins

import deckgen
from deckgen.locale import locale_of, spoken_words_of
from deckgen.theme.builtin import CLASSROOM

LANGUAGES = sorted(file.stem for file in (Path(deckgen.__file__).parent / "locales").glob("*.json"))
SPOKEN = [language for language in LANGUAGES if spoken_words_of(language)]


def patterns(value: object, where: str = "") -> dict[str, list[str]]:
    """The parts of every pattern, by where it is."""
    if isinstance(value, Mapping):
        return {
            key: parts for name, each in value.items() for key, parts in patterns(each, f"{where}/{name}").items()
        }
    return {where: sorted(re.findall(r"{(\w+)}", value))} if isinstance(value, str) else {}


def test_there_are_eleven_languages() -> None:
    assert LANGUAGES == ["ar", "de", "el", "en", "es", "fr", "he", "hi", "ja", "ru", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_and_each_pattern_its_parts(language: str) -> None:
    words = locale_of(language)
    english = locale_of("en")
    assert patterns(to_builtins(words.slides)) == patterns(to_builtins(english.slides))
    found, expected = patterns(to_builtins(words.descriptions)), patterns(to_builtins(english.descriptions))
    assert found == expected


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_that_is_heard_is_left_in_english(language: str) -> None:
    ours, english = (to_builtins(locale_of(each).descriptions) for each in (language, "en"))
    same = {name for name in ours if ours[name] == english[name]}
    assert same <= {"labelled", "comma", "semicolon", "sentence", "absent", "matrix", "inside"}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_that_is_seen_or_noted_is_left_in_english(language: str) -> None:
    ours, english = (to_builtins(locale_of(each).slides) for each in (language, "en"))
    same = {name for name in ours if ours[name] == english[name]}
    assert same <= {"continued", "short_minutes"} | ({"agenda", "no"} if language == "es" else set())


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_shapes_layouts_and_prompts_have_names_in_every_language(language: str) -> None:
    names = locale_of(language).names
    assert names.keys() == locale_of("de").names.keys()
    assert all(names.values())
    assert len([name for name, own in names.items() if name == own]) <= 6
    areas = {area.name for layout in CLASSROOM.layouts.values() for area in layout.areas}
    labels = {layout.label for layout in CLASSROOM.layouts.values()}
    assert areas | labels <= names.keys()


def test_english_names_are_as_they_are() -> None:
    assert locale_of("en").named("Slide number") == "Slide number"
    assert locale_of("de").named("Slide number") == "Foliennummer"
    assert locale_of("de").named("Docker") == "Docker"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Row: Start", "Zeile: Start"),
        ("Arrow: A to B", "Pfeil: A zu B"),
        ("Crossed-out arrow: {} to B", "Durchgestrichener Pfeil: {} zu B"),
        ("Legend: Kernel", "Legende: Kernel"),
        ("Bar 3", "Balken 3"),
        ("Kern line", "Kern (Linie)"),
        ("Kernel badge", "Kernel (Plakette)"),
        ("Graph", "Graph"),
        ("Tree", "Baum"),
        ("Line: Root to Leaf", "Linie: Root zu Leaf"),
        ("2013 dot", "2013 (Punkt)"),
        ("Docker card", "Docker (Karte)"),
        ("Kernels number", "Kernels (Nummer)"),
        ("Kernels time", "Kernels (Zeit)"),
        ("OS left", "OS (links)"),
        ("OS right", "OS (rechts)"),
        ("Verdict", "Urteil"),
        ("Output", "Ausgabe"),
    ],
)
def test_names_with_words_of_the_author_keep_them(english: str, german: str) -> None:
    assert locale_of("de").named(english) == german


@pytest.mark.parametrize("language", SPOKEN)
def test_formulas_are_read_with_the_same_parts_in_every_language(language: str) -> None:
    spoken_words, english = spoken_words_of(language), spoken_words_of("en")
    assert spoken_words is not None
    assert english is not None
    found, expected = to_builtins(spoken_words), to_builtins(english)
    assert found["signs"].keys() <= expected["signs"].keys()
    assert patterns(found) == {key: parts for key, parts in patterns(expected).items() if key in patterns(found)}


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("EN-gb", "en"), ("fi", "en"), ("../de", "en"), ("", "en")]
)
def test_a_region_changes_nothing_and_an_unknown_language_gets_english(tag: str, language: str) -> None:
    assert locale_of(tag) == locale_of(language)


def test_a_formula_is_not_read_in_a_language_that_we_cannot_speak() -> None:
    assert spoken_words_of("fi") is None
    assert spoken_words_of("zh") is None


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_names_are_listed_as_the_language_lists_them(names: list[str], said: str) -> None:
    assert locale_of("de").descriptions.listed(names) == said
