"""What each audience sees."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.audience.select import Viewer, check_audience, check_slides, select
from deckgen.outline.blocks import Bullet, CodeBlock, Paragraph
from deckgen.outline.head import Outline
from deckgen.outline.tables import Table
from deckgen.outline.walk import words_in
from tests.outline.outlines import outline, the

LECTURE = """
    title: Docker
    minutes: 45
    audiences: {beginners: {title: Docker from scratch, minutes: 30}, developers: , nobody: }
    slides:
      - title: Welcome
        except: nobody
      - section: Basics
        except: nobody
      - title: What it is
      - section: Inside
      - title: Namespaces
        only: developers
      - title: Control groups
        only: [developers]
      - section: Internals
        only: developers
      - title: Kernel code
      - section: Questions
        except: nobody
    """


def shown(found: Outline) -> list[str]:
    return [words.plain for slide in found.slides for words in (slide.section, slide.title) if words is not None]


def test_without_an_audience_every_slide_is_shown() -> None:
    lecture = outline(LECTURE)
    assert shown(select(lecture, Viewer())) == shown(lecture)


def test_a_section_goes_when_its_last_slide_goes_and_takes_its_slides_when_it_goes() -> None:
    assert shown(select(outline(LECTURE), Viewer("beginners"))) == ["Welcome", "Basics", "What it is", "Questions"]


def test_slides_for_one_audience_are_shown_to_it() -> None:
    assert shown(select(outline(LECTURE), Viewer("developers"))) == shown(outline(LECTURE))


def test_the_head_takes_what_is_different_for_the_audience() -> None:
    found = select(outline(LECTURE), Viewer("beginners"))
    assert (found.title.plain, found.minutes) == ("Docker from scratch", 30)
    found = select(outline(LECTURE), Viewer("developers"))
    assert (found.title.plain, found.minutes) == ("Docker", 45)


def test_an_unknown_audience_is_a_mistake_with_a_suggestion() -> None:
    found = check_audience(outline(LECTURE), "beginer")
    assert found is not None
    assert (found.code, found.hint) == ("unknown-audience", "did you mean `beginners`?")
    assert check_audience(outline(LECTURE), "beginners") is None
    assert check_audience(outline(LECTURE), None) is None


def test_an_audience_of_an_outline_without_any_can_only_be_added() -> None:
    found = check_audience(outline("title: T\nslides: [title: A]\n"), "beginners")
    assert found is not None
    assert found.hint == "add it to `audiences`"


def test_an_audience_without_slides_is_a_mistake() -> None:
    viewer = Viewer("nobody")
    found = check_slides(select(outline(LECTURE), viewer), viewer)
    assert found is not None
    assert found.code == "no-slides"
    assert found.place is not None
    line = dedent(LECTURE).splitlines()[found.place.line]
    assert line[found.place.column :].startswith("nobody:")


EVERYTHING = """
    title: "{{what}} for {{whom}}"
    values: {what: Docker, whom: everybody, page: docs.docker.com}
    audiences:
      beginners: {values: {whom: beginners}}
      developers: {language: de, author: Somebody else}
    slides:
      - title: One
    """


def texts(body: str, audience: str | None, *, students: bool = False) -> list[str]:
    """All texts of the slide that holds `body`, as an audience sees it, its title left out."""
    head = "title: Docker\naudiences: [beginners, developers]\nslides:\n  - title: One\n"
    lecture = outline(head + indent(dedent(body), "    "))
    found = select(lecture, Viewer(audience, students)).slides
    return [words.plain for slide in found for words in words_in(slide) if words.plain != "One"]


ANYTHING = {
    "a block": ("text: {text: a, only: developers}\nquote: b", ["b"], ["a", "b"]),
    "a figure": ("layers: {layers: [a], only: developers}\ntext: b", ["b"], ["b", "a"]),
    "a figure of panels": ("layers: {A: [a], B: [b], only: developers}\ntext: c", ["c"], ["c", "A", "a", "B", "b"]),
    "a bullet": ("bullets: [a, {bullet: b, only: developers}]", ["a"], ["a", "b"]),
    "a bullet with bullets": ("bullets: [a, {b: [c], only: developers}]", ["a"], ["a", "b", "c"]),
    "a step": ("steps: [a, {b: c, only: developers}]", ["a"], ["a", "b", "c"]),
    "a layer": ("layers: [a, {b: [c, d], only: developers}]", ["a"], ["a", "b", "c", "d"]),
    "a box": ("layers: [a: [b, {box: c, only: developers}]]", ["a", "b"], ["a", "b", "c"]),
    "a row": ("table: [[a], [b], {c: [], only: developers}]", ["a", "b"], ["a", "b", "c"]),
    "a row of a comparison": (
        "compare: {of: [a], rows: [b: c, {d: e, only: developers}]}", ["a", "b", "c"], ["a", "b", "c", "d", "e"]
    ),
    "a row of a group": (
        "table: {columns: [a, b], rows: {c: [{d: [e]}, {f: [g], only: developers}]}}",
        ["a", "b", "d", "e", "c"], ["a", "b", "d", "e", "c", "f", "g", "c"],
    ),
    "a group of rows": (
        "compare: {of: [a], rows: [b: c, {d: {e: [f], g: [h]}, only: developers}]}",
        ["a", "b", "c"], ["a", "b", "c", "d", "d", "e", "f", "g", "h"],
    ),
    "a matrix": ("matrix: {columns: [a], rows: {b: [c]}, only: developers}\ntext: d", ["d"], ["a", "b", "c", "d"]),
    "a row of a matrix": (
        "matrix: {columns: [a], rows: [{b: [c]}, {d: [e + f], only: developers}]}",
        ["a", "b", "c"], ["a", "b", "c", "d", "e", "f"],
    ),
    "an event": ("timeline: [2000: a, {2013: b, only: developers}]", ["2000", "a"], ["2000", "2013", "a", "b"]),
    "a chart": ("chart: {values: {a: 1}, only: developers}\ntext: b", ["b"], ["1", "a", "b"]),
    "a row of a chart": ("chart: {values: [a: 1, {b: 2, only: developers}]}", ["a", "1"], ["1", "2", "a", "b"]),
    "a row in a mapping": (
        "compare: {of: [a], rows: {b: [c], d: {cells: [e], only: developers}, f: {a: g, only: developers}}}",
        ["a", "b", "c"], ["a", "b", "c", "d", "e", "f", "g"],
    ),
    "a row of a chart in a mapping": (
        "chart: {values: {a: 1, b: {numbers: 2, only: developers}}}", ["a", "1"], ["1", "2", "a", "b"]
    ),
    "a column of a table": (
        "table: {columns: [a, {column: b, only: developers}], rows: [[c, d]], total: [e, f], later: b}",
        ["a", "c", "e"], ["a", "b", "c", "d", "e", "f", "b"],
    ),
    "a column of a table written short": (
        "table: [[a, {column: b, only: developers}], [c, d], {e: f}]", ["a", "c", "e"], ["a", "b", "c", "d", "e", "f"]
    ),
    "columns under a heading": (
        "table: [[a, {b: [c, d], only: developers}], [e, f, g]]", ["a", "e"], ["a", "b", "c", "b", "d", "e", "f", "g"]
    ),
    "a column with the first of merged cells": (
        "table: [[{column: a, only: developers}, b, c], [d, <, e], [^, ^, f]]",
        ["b", "c", "d", "e", "^", "f"], ["a", "b", "c", "d", "<", "e", "^", "^", "f"],
    ),
    "a row with the first of merged cells": (
        "table: {columns: [a, b], rows: [{c: [d], only: developers}, [^, e], [^, f]]}",
        ["a", "b", "c", "e", "^", "f"], ["a", "b", "c", "d", "^", "e", "^", "f"],
    ),
    "a merged name of columns": (
        "table: [[a, {column: b, only: developers}, <], [c, d, e]]",
        ["a", "b", "c", "e"], ["a", "b", "<", "c", "d", "e"],
    ),
    "a thing compared": (
        "compare: {of: [a, {column: b, only: developers}], rows: {c: [d, e]}, best: {c: b}}",
        ["a", "c", "d"], ["a", "b", "c", "d", "e", "b"],
    ),
    "a row of a matrix with a brace": (
        "matrix: {columns: [a], rows: [{b: [c]}, {d: [e], only: developers}], braces: {f: d, g: [b, d]}}",
        ["a", "b", "c", "g", "b"], ["a", "b", "c", "d", "e", "f", "d", "g", "b", "d"],
    ),
    "a column of a matrix": (
        "matrix: {columns: [a, {column: b, only: developers}], rows: {c: [d, e]}}",
        ["a", "c", "d"], ["a", "b", "c", "d", "e"],
    ),
    "a series of a chart": (
        "chart: {series: [a, {series: b, only: developers}], values: {c: [1, 2]}}",
        ["c", "1", "a"], ["a", "b", "c", "1", "2"],
    ),
    "a panel": ("layers: {A: [a], B: {layers: [b], only: developers}}", ["A", "a"], ["A", "B", "a", "b"]),
    "a choice": ("quiz: [a, {choice: b, only: developers}, answer: c]", ["a", "c"], ["a", "b", "c"]),
    "a column of a slide": ("columns: [text: a, {text: b, only: developers}]", ["a"], ["a", "b"]),
    "a callout": ("text: a\ncallout: {tip: b, only: developers}", ["a"], ["a", "b"]),
    "a note": ("text: a\nnotes: [b, {note: c, only: developers}]", ["a", "b"], ["a", "b", "c"]),
    "an arrow": ("layers: [a, b]\narrows: [{a -> b: c, only: developers}]", ["a", "b"], ["a", "b", "a", "b", "c"]),
    "a reference": ("references: [a, {reference: b, only: developers}]", ["a"], ["a", "b"]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "beginners", "developers"), ANYTHING.values(), ids=ANYTHING)
def test_anything_can_be_for_one_audience(body: str, beginners: list[str], developers: list[str]) -> None:
    assert texts(body, "beginners") == beginners
    assert sorted(texts(body, "developers")) == sorted(developers)
    assert sorted(texts(body, None)) == sorted(developers)


LEFT_OVER = {
    "a table that has lost its rows": ("text: a\ntable: [[b], {c: [], except: beginners}]", ["a"]),
    "a comparison that has lost its rows": ("text: a\ncompare: {of: [b], rows: [{c: d, except: beginners}]}", ["a"]),
    "a matrix that has lost its rows": ("text: a\nmatrix: {columns: [b], rows: [{c: d, except: beginners}]}", ["a"]),
    "a timeline that has lost its events": ("text: a\ntimeline: [{1979: b, except: beginners}]", ["a"]),
    "a chart that has lost its values": ("text: a\nchart: {values: [{b: 1, except: beginners}]}", ["a"]),
    "a table that has lost its columns": ("text: a\ntable: [[{column: b, except: beginners}], [c]]", ["a"]),
    "a comparison that has lost its things": (
        "text: a\ncompare: {of: [{column: b, except: beginners}], rows: {c: [d]}}", ["a"]
    ),
    "a chart that has lost its series": (
        "text: a\nchart: {series: [{series: b, except: beginners}], values: {c: 1}}", ["a"]
    ),
    "a column that has lost its block": ("columns: [text: a, {text: {text: b, except: beginners}}]", ["a"]),
    "a list of boxes that has lost them": ("layers: [a, [{box: b, except: beginners}]]", ["a"]),
    "names of boxes that have gone": (
        "layers: [a, {box: b, except: beginners}]\nhighlight: [a, b]\nbraces: {c: [a, b]}\narrows: [a -> b]",
        ["a", "a", "c", "a"],
    ),
    "a slide that has lost everything": ("text: {text: a, except: beginners}", []),
}  # fmt: skip


@pytest.mark.parametrize(("body", "left"), LEFT_OVER.values(), ids=LEFT_OVER)
def test_what_is_left_with_nothing_goes_too(body: str, left: list[str]) -> None:
    assert sorted(texts(body, "beginners")) == sorted(left)


VARIANTS = {
    "replaced": ("bullets: [a]\nfor: {beginners: {bullets: [b]}}", ["b"]),
    "left out": ("text: a\nbullets: [b]\nfor: {beginners: {without: bullets}}", ["a"]),
    "for somebody else": ("bullets: [a]\nfor: {developers: {bullets: [b]}}", ["a"]),
}


@pytest.mark.parametrize(("body", "seen"), VARIANTS.values(), ids=VARIANTS)
def test_parts_of_a_slide_are_replaced_for_one_audience(body: str, seen: list[str]) -> None:
    assert texts(body, "beginners") == seen


def test_the_students_edition_is_named_like_an_audience() -> None:
    body = "bullets: [a, {bullet: b, except: students}, {bullet: c, only: students}]"
    assert texts(body, None) == texts(body, "beginners") == ["a", "b"]
    assert texts(body, None, students=True) == texts(body, "beginners", students=True) == ["a", "c"]


def test_values_are_filled_in_for_everybody_and_overridden_for_one() -> None:
    lecture = outline(EVERYTHING)
    assert select(lecture, Viewer()).title.plain == "Docker for everybody"
    assert select(lecture, Viewer("beginners")).title.plain == "Docker for beginners"


def test_the_name_of_an_audience_is_not_filled_in() -> None:
    lecture = outline(
        'title: T {{room}}\nvalues: {room: one}\naudiences: {"in {{room}}": null}\n'
        'slides:\n  - {title: One, text: a, except: "in {{room}}"}\n'
    )
    found = select(lecture, Viewer("in {{room}}"))
    assert (found.title.plain, list(found.audiences)) == ("T one", ["in {{room}}"])
    unseen = check_slides(found, Viewer("in {{room}}"))
    assert unseen is not None
    assert unseen.message == "no slide is for the audience `in {{room}}`"


def test_the_head_can_be_in_another_language() -> None:
    found = select(outline(EVERYTHING), Viewer("developers"))
    assert found.author is not None
    assert (found.language, found.author.plain) == ("de", "Somebody else")


def test_braces_in_code_are_code_and_links_are_filled() -> None:
    lecture = outline(
        'title: "{{a}}"\nvalues: {a: docker.com}\nslides:\n  - title: One\n    code: "echo {{a}}"\n'
        '    text: "`{{a}}` and [here](https://{{a}}/x)"\n'
    )
    slide = select(lecture, Viewer()).slides[0]
    code = the(slide, CodeBlock).text
    assert code is not None
    assert code.raw == "echo {{a}}"
    assert [(run.text, run.link) for run in the(slide, Paragraph).text.runs] == [
        ("{{a}}", None), (" and ", None), ("here", "https://docker.com/x"),
    ]  # fmt: skip


NAMES = ["beginners", "developers"]
CONDITIONS = st.sampled_from(
    ["", "only: beginners", "only: [developers]", "except: [beginners]", "except: developers"]
)


@given(st.lists(st.tuples(st.booleans(), CONDITIONS, CONDITIONS), min_size=1, max_size=8), st.sampled_from(NAMES))
def test_an_audience_sees_a_part_of_the_outline_in_its_order(
    slides: list[tuple[bool, str, str]], audience: str
) -> None:
    text = "title: T\naudiences: [beginners, developers]\nslides:\n"
    for number, (is_section, mine, bullet) in enumerate(slides):
        text += f"  - {'section' if is_section else 'title'}: S{number}\n" + (f"    {mine}\n" if mine else "")
        if not is_section:
            inner = f", {bullet}" if bullet else ""
            text += f"    bullets: [a{number}, {{bullet: b{number}{inner}}}]\n"
    lecture = outline(text)
    seen = [words.plain for words in words_in(select(lecture, Viewer(audience)).slides)]
    everything = iter([words.plain for words in words_in(lecture.slides)])
    assert all(word in everything for word in seen)


OVERRIDES = st.sampled_from(["", "beginners", "developers"])


@given(st.lists(st.tuples(CONDITIONS, CONDITIONS, OVERRIDES), min_size=1, max_size=8), st.sampled_from(NAMES))
def test_what_it_sees_is_that_part_with_its_overrides(slides: list[tuple[str, str, str]], audience: str) -> None:
    text = "title: T\naudiences: [beginners, developers]\nslides:\n"
    expected = []
    for number, (mine, bullet, override) in enumerate(slides):
        inner = f", {bullet}" if bullet else ""
        text += f"  - title: S{number}\n" + (f"    {mine}\n" if mine else "")
        text += f"    bullets: [a{number}, {{bullet: b{number}{inner}}}]\n"
        text += f"    for: {{{override}: {{title: O{number}}}}}\n" if override else ""
        if is_for(mine, audience):
            seen = [f"a{number}", *([f"b{number}"] if is_for(bullet, audience) else [])]
            expected.append((f"O{number}" if override == audience else f"S{number}", seen))
    found = select(outline(text), Viewer(audience)).slides
    assert [
        (slide.title.plain, [b.text.plain for b in slide.find_all(Bullet)]) for slide in found if slide.title
    ] == expected


def is_for(condition: str, audience: str) -> bool:
    """What `only: …` or `except: …` says of an audience."""
    return not condition or (audience in condition) == condition.startswith("only")


@pytest.mark.parametrize(("header", "left"), [("both", []), ("row", ["Size"])])
def test_what_names_the_rows_of_an_audience_does_not_come_later(header: str, left: list[str]) -> None:
    columns = "[{column: Name, except: short}, Size, Tag]"
    typed = outline(
        f"title: D\naudiences: [short]\nslides:\n- title: S\n  table:\n    header: {header}\n"
        f"    columns: {columns}\n    rows: [[a, 1, x]]\n    later: Size\n"
    )
    table = select(typed, Viewer("short")).slides[0].find(Table)
    assert table is not None
    assert [words.plain for words in table.later] == left


def test_builds_let_go_of_what_an_audience_does_not_see() -> None:
    body = "layers: [a, {box: b, except: beginners}]\nbullets: [{bullet: c, except: beginners}]\n"
    body += "build: {layers: [a, b], bullets: true}"
    lecture = outline("title: T\naudiences: [beginners]\nslides:\n  - title: One\n" + indent(body, "    "))
    (build,) = select(lecture, Viewer("beginners")).slides[0].build
    assert [name.plain for click in build.boxes for name in click.names] == ["a"]
