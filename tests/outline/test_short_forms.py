"""What lecturers type in short, and that it means the same as the long form."""

from __future__ import annotations

import pytest

from deckgen.outline.blocks import Bullet, Callout, CodeBlock, Image, Number, Paragraph, Quote, Reference, Steps
from deckgen.outline.box import Box
from deckgen.outline.figure import Figure
from deckgen.outline.tables import Compare, Table
from deckgen.reference.schema import json_schema
from tests.outline.outlines import outline, slide, the
from tests.outline.schema_check import accepts


def drawn(box: Box) -> str:
    """A box as a formula: its label, its note, and its parts in brackets."""
    label = box.label.plain if box.label else ""
    note = f"({box.note.plain})" if box.note else ""
    inner = "".join(
        f"{sign}[{', '.join(drawn(part) for part in parts)}]"
        for sign, parts in (("", box.parts), ("across", box.across), ("down", box.down))
        if parts
    )
    return label + note + inner


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kernel", "Kernel"),
        ("Kernel: talks to hardware", "Kernel(talks to hardware)"),
        ("Hardware: [CPU, Disk]", "Hardware[CPU, Disk]"),
        ("[VM 1: [App, OS], VM 2]", "[VM 1[App, OS], VM 2]"),
        ("{box: Kernel, note: small}", "Kernel(small)"),
        ("Kernel: {note: small}", "Kernel(small)"),
        ("{box: VM, down: [App, OS]}", "VMdown[App, OS]"),
        ("{across: [App, OS]}", "across[App, OS]"),
        ("Hardware: [CPU: {note: fast}, [A, B]]", "Hardware[CPU(fast), [A, B]]"),
        ("Kernel:", "Kernel"),
        ("1.10", "1.10"),
        ("no", "no"),
    ],
)
def test_a_box(typed: str, meant: str) -> None:
    layers = the(slide(f"layers:\n  - {typed}"), Figure).layers
    assert layers is not None
    assert [drawn(box) for box in layers.panels[0].boxes] == [meant]


def test_a_mapping_of_lists_gives_panels_with_captions() -> None:
    layers = the(slide("layers:\n  Docker: [App, Kernel]\n  VM:\n    - App: small\n    - Kernel"), Figure).layers
    assert layers is not None
    found = [(panel.caption and panel.caption.plain, [drawn(box) for box in panel.boxes]) for panel in layers.panels]
    assert found == [("Docker", ["App", "Kernel"]), ("VM", ["App(small)", "Kernel"])]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("[App -> Kernel]", [("App", "Kernel", None, False, False)]),
        ("\n  - App -> Kernel: asks", [("App", "Kernel", "asks", False, False)]),
        ('"App -> Kernel: asks"', [("App", "Kernel", "asks", False, False)]),
        ("App <-> Kernel", [("App", "Kernel", None, True, False)]),
        ("App -x-> Kernel", [("App", "Kernel", None, False, True)]),
        (
            "{App -> Kernel: asks, Kernel -> App: }",
            [("App", "Kernel", "asks", False, False), ("Kernel", "App", None, False, False)],
        ),
        ("[{from: App, to: Kernel, both: true}]", [("App", "Kernel", None, True, False)]),
    ],
)
def test_an_arrow(typed: str, meant: list[tuple[str, str, str | None, bool, bool]]) -> None:
    arrows = the(slide(f"layers: [App, Kernel]\narrows: {typed}"), Figure).arrows
    found = [(a.start.plain, a.end.plain, a.label and a.label.plain, a.both, a.crossed) for a in arrows]
    assert found == meant


def test_the_ends_of_an_arrow_know_where_they_stand() -> None:
    arrow = the(slide('layers: [App, Kernel]\narrows:\n  - "App  ->  Kernel: asks"'), Figure).arrows[0]
    places = [(words.place.column, words.place.length) for words in (arrow.start, arrow.end, arrow.label) if words]
    assert places == [(9, 3), (18, 6), (26, 4)]


@pytest.mark.parametrize(
    "typed",
    [
        "{both: [App, Kernel]}",
        "[both: [App, Kernel]]",
        "[{label: both, over: [App, Kernel]}]",
        "{both: {over: [App, Kernel]}}",
    ],
)
def test_a_brace(typed: str) -> None:
    (brace,) = the(slide(f"layers: [App, Kernel]\nbraces: {typed}"), Figure).braces
    assert (brace.label.plain, [name.plain for name in brace.over], brace.side) == (
        "both",
        ["App", "Kernel"],
        "right",
    )


def test_a_point_with_a_colon_is_the_text_as_typed() -> None:
    bullets = slide("bullets:\n  - Docker: small\n  - Parent: [one, two: 2]\n  - Ask yourself:").find_all(Bullet)
    assert [point.text.plain for point in bullets] == ["Docker: small", "Parent", "Ask yourself:"]
    assert [point.text.plain for point in bullets[1].bullets] == ["one", "two: 2"]


def test_one_bare_value_is_a_list_of_one() -> None:
    found = slide("bullets: one\nonly: beginners\nlayers: [App]\nhighlight: App")
    assert ([point.text.plain for point in found.find_all(Bullet)], found.only) == (["one"], ("beginners",))
    assert [name.plain for name in the(found, Figure).highlight] == ["App"]


def test_steps() -> None:
    steps = the(slide("steps:\n  - Build\n  - Run: one command\n  - {step: Stop, note: at once}"), Steps).steps
    assert [(step.text.plain, step.note and step.note.plain) for step in steps] == [
        ("Build", None),
        ("Run", "one command"),
        ("Stop", "at once"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("{tip: Try it}", "tip"),
        ("{warning: Try it}", "warning"),
        ("Try it", "note"),
        ("{kind: question, text: Try it}", "question"),
    ],
)
def test_a_callout(typed: str, kind: str) -> None:
    callout = the(slide(f"text: a\ncallout: {typed}"), Callout)
    assert callout is not None
    assert (callout.kind, callout.text.plain) == (kind, "Try it")


def test_blocks_that_are_just_a_text() -> None:
    found = slide("quote: Simple\nimage: whale_1_.png\ncode: 'a = *b*'\nreferences: [Tanenbaum, Docker: a book]")
    code = the(found, CodeBlock).text
    assert code is not None
    assert (the(found, Quote).text.plain, the(found, Image).file.plain, code.plain) == (
        "Simple",
        "whale_1_.png",
        "a = *b*",
    )
    assert [source.text.plain for source in found.find_all(Reference)] == ["Tanenbaum", "Docker: a book"]


@pytest.mark.parametrize(
    "typed",
    [
        "[[Name, Size], [alpine, 8 MB], [debian, 120 MB]]",
        "{columns: [Name, Size], rows: {alpine: 8 MB, debian: 120 MB}}",
        "{columns: [Name, Size], rows: [alpine: [8 MB], debian: 120 MB]}",
        "{columns: [Name, Size], rows: [{Name: alpine, Size: 8 MB}, {Size: 120 MB, Name: debian}]}",
    ],
)
def test_a_table(typed: str) -> None:
    table = the(slide(f"table: {typed}"), Table)
    assert table is not None
    assert [column.plain for column in table.columns] == ["Name", "Size"]
    assert [[cell.plain for cell in row.cells] for row in table.rows] == [["alpine", "8 MB"], ["debian", "120 MB"]]


def test_a_table_whose_rows_all_have_names_gets_a_column_for_them() -> None:
    table = the(slide("table: {columns: [Size, Start], rows: {alpine: [8 MB, fast], debian: [120 MB, slow]}}"), Table)
    assert table is not None
    assert [column.plain for column in table.columns] == ["", "Size", "Start"]
    assert [cell.plain for cell in table.rows[0].cells] == ["alpine", "8 MB", "fast"]


@pytest.mark.parametrize(
    "typed",
    [
        "{Start: [fast, slow]}",
        "[Start: [fast, slow]]",
        "{Start: {VM: slow, Docker: fast}}",
        "[{name: Start, cells: [fast, slow]}]",
    ],
)
def test_a_comparison(typed: str) -> None:
    compare = the(slide(f"compare: {{of: [Docker, VM], rows: {typed}, best: {{Start: Docker}}}}"), Compare)
    assert compare is not None
    assert [(row.name.plain, [cell.plain for cell in row.cells]) for row in compare.rows] == [
        ("Start", ["fast", "slow"])
    ]
    assert {row: column.plain for row, column in compare.best.items()} == {"Start": "Docker"}


def test_empty_cells_stay_empty_and_null_stays_a_word() -> None:
    table = the(slide('table: [[a, b, c], ["", null, ~]]'), Table)
    assert table is not None
    assert [cell.plain for cell in table.rows[0].cells] == ["", "null", "~"]


def test_audiences_and_roles() -> None:
    found = outline("""
        title: Docker
        audiences: {beginners: {minutes: 30}, developers: , managers: }
        roles: {app: Applications, kernel: {label: OS kernel, colour: teal, matches: [Linux, "* kernel"]}}
        slides: [title: One]
        """)
    assert list(found.audiences) == ["beginners", "developers", "managers"]
    assert found.audiences["beginners"].minutes == 30
    assert [(role.label.plain, role.colour, role.matches) for role in found.roles.values()] == [
        ("Applications", None, ()),
        ("OS kernel", "teal", ("Linux", "* kernel")),
    ]


def test_scalars_stay_what_was_typed() -> None:
    found = outline("title: 1.10\nsubtitle: no\nauthor: 12:30\ndate: 2024-10-01\nslides: [title: 0o17]")
    words = (found.title, found.subtitle, found.author, found.slides[0].title)
    assert [item.plain for item in words if item] == ["1.10", "no", "12:30", "0o17"]
    assert found.date == "2024-10-01"


def test_blocks_keep_the_order_in_which_they_were_typed() -> None:
    assert slide("callout: {tip: a}\ntext: b\nbullets: [c]\nnotes: d").order == ("callout", "text", "bullets")
    assert slide("agenda: true\ntext: a").order == ("agenda", "text")
    assert slide("title: b\nagenda: false\ntext: a\ncolumns: [text: b, text: c]").order == ("text", "columns")


def test_every_element_knows_where_it_stands() -> None:
    found = outline("title: Docker\nslides:\n  - title: One\n    bullets:\n      - small\n      - fast: [a]\n")
    (one,) = found.slides
    points = [*one.find_all(Bullet), *one.find_all(Bullet)[1].bullets]
    places = [(place.line, place.column, place.length) for place in (one.place, *(point.place for point in points))]
    assert places == [(2, 4, 5), (4, 8, 5), (5, 8, 4), (5, 15, 1)]


def test_a_blank_line_in_folded_text_parts_paragraphs() -> None:
    found = slide("text: >\n  One\n  and on\n\n  Two\nnotes: >-\n  Three\n\n  Four")
    assert (the(found, Paragraph).text.plain, found.notes[0].text.plain) == ("One and on\n\nTwo", "Three\n\nFour")


def test_text_in_lines_keeps_them_and_its_words() -> None:
    found = slide("text: |\n  One *line*\n  and another\nnotes: >\n  folded\n  text")
    assert (the(found, Paragraph).text.plain, found.notes[0].text.plain) == ("One line\nand another", "folded text")


@pytest.mark.parametrize(
    "typed",
    [
        "{title-twice: it is asked again}",
        "{title-twice: {reason: it is asked again}}",
        '"title-twice: it is asked again"',
        "['title-twice: it is asked again']",
    ],
)
def test_a_permission(typed: str) -> None:
    allow = slide(f"text: A\nallow: {typed}").allow
    assert {code: each.reason for code, each in allow.items()} == {"title-twice": "it is asked again"}


def test_permissions_in_a_list_of_texts() -> None:
    allow = slide('text: A\nallow: ["title-twice: asked: again", "over-time: new"]').allow
    assert {code: each.reason for code, each in allow.items()} == {"title-twice": "asked: again", "over-time": "new"}


@pytest.mark.parametrize(
    ("allow", "is_valid"),
    [
        ("title-twice: it is asked again", True),
        (["title-twice: it is asked again"], True),
        ([{"title-twice": "it is asked again"}], False),
        ("title-twice", False),
        ("title-twice: ", False),
    ],
)
def test_the_schema_knows_permissions_in_one_text(allow: object, is_valid: bool) -> None:
    typed = {"title": "Deck", "slides": [{"title": "One", "text": "A"}], "allow": allow}
    assert accepts(json_schema(), typed) is is_valid


@pytest.mark.parametrize(
    "typed",
    [
        "{value: 50 ms, meaning: to start, source: Me, against: {value: 2 s, meaning: to boot}}",
        "{50 ms: to start, source: Me, against: {2 s: to boot}}",
        "{against: {2 s: to boot}, source: Me, 50 ms: to start}",
    ],
)
def test_a_number_in_short_has_the_other_fields_too(typed: str) -> None:
    number = the(slide(f"number: {typed}"), Number)
    against = number.against
    assert against is not None
    texts = (number.value, number.meaning, number.source, against.value, against.meaning)
    assert [words and words.plain for words in texts] == ["50 ms", "to start", "Me", "2 s", "to boot"]


@pytest.mark.parametrize(
    ("number", "is_valid"),
    [
        ({"50 ms": "to start", "source": "Me"}, True),
        ({"50 ms": "to start", "against": {"2 s": "to boot"}, "only": ["all"]}, True),
        ({"50 ms": "to start", "against": {"2 s": "to boot", "2 h": "to wait"}}, False),
        ({"value": "50 ms", "meening": "to start"}, False),
    ],
)
def test_the_schema_knows_the_other_fields_of_a_number_in_short(number: object, is_valid: bool) -> None:
    assert accepts(json_schema(), {"title": "Deck", "slides": [{"title": "A", "number": number}]}) is is_valid
