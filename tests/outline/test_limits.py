"""Outlines that ask for more than anybody can have written: refused at once, by a limit that can be raised.

Each of them would take a machine's time or memory if it were built. What is held here is that it is refused, and by
which limit; not a time.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from deckgen.decode.limits import Weight, check_weight
from deckgen.decode.outline import parse
from deckgen.limits import USUAL, Limits, described_limits
from deckgen.source import read

HEAD = "title: T\nslides:\n"
SLIDE = f"{HEAD}  - title: A\n"
TIMES = (
    "[{box: a, times: 12, down: [{box: b, times: 12, across: [{box: c, times: 12, down: [{box: d, times: 12}]}]}]}]"
)
BIG_FIGURE = "".join(f"      - [{', '.join(f'b{row}x{box}' for box in range(20))}]\n" for row in range(20))

HOSTILE: dict[str, tuple[str, str]] = {
    "more slides than a term has": (HEAD + "  - title: a\n" * 5_001, "slides"),
    "a section for every word": (HEAD + "  - section: a\n" * 201, "sections"),
    "points without end": (f"{SLIDE}    bullets:\n" + "      - point\n" * 100_000, "values"),
    "points on one slide": (f"{SLIDE}    bullets:\n" + "      - point\n" * 2_000, "slide_values"),
    "a book as a text": (f"{SLIDE}    text: {'word ' * 200_000}\n", "slide_letters"),
    "a book as a title": (f"title: {'word ' * 200_000}\nslides: [title: a]\n", "slide_values"),
    "a word without end": (f"{SLIDE}    text: {'w' * 5_000}\n", "word_letters"),
    "a word without end as the name of a field": (f"{SLIDE}    layers:\n      {'w' * 1_001}: [a]\n", "word_letters"),
    "a row of many columns": (f"{SLIDE}    table:\n" + f"      - [{'a, ' * 1_999}a]\n" * 20, "slide_values"),
    "boxes repeated in boxes": (f"{SLIDE}    layers: {TIMES}\n", "slide_values"),
    "a figure on every slide": (
        f"title: T\nfigures:\n  f:\n    layers:\n{BIG_FIGURE}slides:\n" + "  - {title: a, figure: f}\n" * 200,
        "values",
    ),
    "a value in every word": (
        f"title: T\nvalues: {{v: {'x' * 900}}}\nslides:\n  - title: a\n    text: {'a{{v}} ' * 100}\n",
        "slide_letters",
    ),
    "roles without end": (
        "title: T\nroles:\n" + "".join(f"  r{n}: L\n" for n in range(2_000)) + "slides: [title: a]\n",
        "slide_values",
    ),
    "audiences without end": (f"title: T\naudiences: [{'a, ' * 30}b]\nslides: [title: a]\n", "audiences"),
    "columns without end": (f"{SLIDE}    columns:\n" + "      - text: a\n" * 1_000, "slide_values"),
    "arrows without end": (f"{SLIDE}    layers: [a, b]\n    arrows: [{'a -> b, ' * 2_000}]\n", "slide_values"),
    "brackets without end": (f"a: [{'[],' * 100_000}]\n", "values"),
    "letters on many slides": (HEAD + f"  - {{title: A, text: {'word ' * 1_500}}}\n" * 70, "letters"),
    "comments without end": ("#" * 10_000_001, "outline_mb"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "limit"), HOSTILE.values(), ids=HOSTILE)
def test_what_asks_for_too_much_is_refused_by_a_limit(text: str, limit: str) -> None:
    parsed = parse(text.encode())
    assert parsed.value is None
    (found,) = parsed.diagnostics
    assert found.hint is not None
    assert re.findall(r"--limit (\w+)=NUMBER", found.hint) == [limit]


@pytest.mark.parametrize("limit", ["slides", "sections", "slide_values", "audiences"])
def test_a_limit_can_be_raised(limit: str) -> None:
    text = next(text for text, name in HOSTILE.values() if name == limit)
    raised = replace(USUAL, **{limit: 200_000})
    assert not any(
        f"--limit {limit}=" in (item.hint or "") for item in parse(text.encode(), Path(), raised).diagnostics
    )


def test_a_long_lecture_is_within_all_limits() -> None:
    points = "".join(f"      - A point of the usual length, number {n}\n" for n in range(6))
    text = HEAD + f"  - title: A slide\n    bullets:\n{points}    notes: {'word ' * 200}\n" * 1_000
    assert parse(text.encode()).diagnostics == ()


def test_chinese_is_no_giant_word() -> None:
    assert parse(f"{SLIDE}    text: {'内核' * 2_000}\n".encode()).diagnostics == ()


def weight(slides: str) -> Weight:
    """Of one slide, by finding the limits that it just keeps."""
    node = read(
        f"title: T\nvalues: {{v: four}}\nfigures: {{f: {{layers: [ab, cd]}}}}\nslides: [{slides}]\n".encode()
    ).value
    assert node is not None

    def keeps(limits: Limits) -> bool:
        return not list(check_weight(node, limits))

    values = next(number for number in range(1, 500) if keeps(replace(USUAL, slide_values=number, values=number)))
    letters = next(number for number in range(1, 5_000) if keeps(replace(USUAL, slide_letters=number)))
    return Weight(values, letters)


def test_what_a_slide_weighs_is_what_will_be_drawn() -> None:
    assert weight("{title: ab}") == Weight(3, 7)  # the mapping, `title`, `ab`
    assert weight("{title: ab, notes: a long note that nobody sees}") == Weight(3, 7)
    assert weight("{title: '{{v}}'}") == Weight(3, 5 + 5 + 4)
    assert weight("{title: ab, figure: f}") == Weight(3 + 4, 7 + 6 + 4)  # `layers`, the list, two boxes
    box = Weight(5, 3 + 2 + 5 + 1)  # `{box: cd, times: 3}`
    once = Weight(3 + 1 + 1, 7 + 6)  # ..., `layers`, the list
    assert weight("{title: ab, layers: [{box: cd, times: 3}]}") == Weight(
        once.values + 3 * box.values, once.letters + 3 * box.letters
    )


def test_files_cannot_include_each_other_without_end(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a.yaml").write_text("- include: here/a.yaml\n")
    assert [item.code for item in parse(b"title: T\nslides: [include: a.yaml]\n", tmp_path).diagnostics] == [
        "too-many-includes"
    ]


def test_what_is_included_counts_as_often_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"- title: A\n  bullets: [{'a, ' * 100}a]\n" * 50)
    found = parse(HEAD.encode() + b"  - include: a.yaml\n" * 20, tmp_path).diagnostics
    assert [item.code for item in found] == ["too-large"]
    (tmp_path / "a.yaml").write_text("# " + "a" * 6_000_000 + "\n- title: A\n")
    (tmp_path / "b.yaml").write_text("# " + "a" * 6_000_000 + "\n- title: A\n")
    found = parse(
        HEAD.encode() + b"  - include: a.yaml\n  - include: a.yaml\n  - include: b.yaml\n", tmp_path
    ).diagnostics
    assert [item.message for item in found] == ["with `b.yaml`, the outline has more than 10 MB"]


def test_every_limit_has_a_meaning_and_a_number() -> None:
    found = list(described_limits())
    assert len(found) >= 15
    assert all(number > 0 and meaning for _, number, meaning in found)
