"""One deck in the languages of all programs: six kinds of slides in turn, each with two sentences of notes.

Slide n depends on n alone, so a deck of 200 begins like one of 1,000. A program that has no word for a kind gets the
same text in the nearest form that it has: pandoc has no shapes, so layers become two lists beside each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TypedDict

from PIL import Image, ImageDraw

PICTURE = "picture.png"
KINDS = ("bullets", "columns", "layers", "table", "picture", "code")
NOUNS = (
    "kernel",
    "driver",
    "scheduler",
    "cache",
    "queue",
    "socket",
    "broker",
    "parser",
    "planner",
    "ledger",
    "router",
)
VERBS = ("routes", "buffers", "validates", "replays", "signs", "batches", "throttles", "merges", "samples")
ADJECTIVES = ("stable", "idle", "regional", "encrypted", "warm", "stateless", "shared", "bounded", "late", "ordered")
ENDS = (
    "before the nightly close", "under a fixed memory budget", "without a second copy", "when a region fails over",
    "at the edge of the cluster", "while clients keep reading", "in less than ten seconds", "for every tenant",
)  # fmt: skip
CODE = """\
def replay(log, since):
    for record in log.read(start=since):
        if record.kind == "{noun}":
            yield record.decode("utf-8")

print(sum(1 for _ in replay(open_log(), {n})))"""


class Slide(TypedDict, total=False):
    """A slide: `kind` says which of the other keys it has. Columns and layers are lists of texts, left and right."""

    kind: str
    title: str
    notes: str
    texts: list[str]
    sides: list[list[str]]
    heads: list[str]
    rows: list[list[str]]
    code: str


def slide(n: int) -> Slide:
    """Slide `n`, counted from 0."""
    pick = Random(n)

    def thing() -> str:
        return f"{pick.choice(ADJECTIVES)} {pick.choice(NOUNS)}"

    def sentence() -> str:
        return f"The {thing()} {pick.choice(VERBS)} the {pick.choice(NOUNS)} {pick.choice(ENDS)}"

    made = Slide(kind=KINDS[n % 6], title=f"{n + 1}. The {thing()} needs a {pick.choice(NOUNS)}")
    made["notes"] = f"{sentence()}. {sentence()}."
    match made["kind"]:
        case "bullets":
            made["texts"] = [sentence() for _ in range(6)]
        case "columns" | "layers":
            made["heads"] = ["Today", "Tomorrow"]
            made["sides"] = [[thing().capitalize() for _ in range(4)] for _ in range(2)]
        case "table":
            made["rows"] = [["Criterion", "Option A", "Option B", "Option C"]]
            made["rows"] += [
                [thing(), f"{pick.randint(1, 99)} ms", f"{pick.randint(1, 99)} ms", thing()] for _ in "12345"
            ]
        case "code":
            made["code"] = CODE.format(noun=pick.choice(NOUNS), n=n)
    return made


def write(folder: Path, size: int) -> None:
    """Write a deck of `size` slides into `folder`: `deck.yaml`, `deck.md`, `deck.json`, and the picture they show."""
    slides = [slide(n) for n in range(size)]
    _picture(folder / PICTURE)
    (folder / "deck.json").write_text(json.dumps(slides), encoding="utf-8")
    (folder / "deck.yaml").write_text("".join(_outline(slides)), encoding="utf-8")
    (folder / "deck.md").write_text("\n".join(_markdown(slides)), encoding="utf-8")


def _picture(path: Path) -> None:
    image = Image.effect_noise((960, 540), 12).convert("RGB")
    ImageDraw.Draw(image).rectangle((80, 120, 400, 480), fill=(61, 111, 165))
    image.save(path)


def _outline(slides: list[Slide]) -> Iterator[str]:
    yield "title: A long deck\nslides:\n"
    for each in slides:
        yield f"  - title: {json.dumps(each['title'])}\n    notes: {json.dumps(each['notes'])}\n"
        match each["kind"]:
            case "bullets":
                yield f"    bullets: {json.dumps(each['texts'])}\n"
            case "columns":
                sides = zip(each["heads"], each["sides"], strict=True)
                yield "    columns:\n" + "".join(
                    f"      - {{title: {h}, bullets: {json.dumps(s)}}}\n" for h, s in sides
                )
            case "layers":
                yield f"    layers: {json.dumps(dict(zip(each['heads'], each['sides'], strict=True)))}\n"
            case "table":
                yield f"    table: {json.dumps(each['rows'])}\n"
            case "picture":
                yield f"    image: {{file: {PICTURE}, alt: A block before noise}}\n"
            case "code":
                yield f"    code: {{language: python, text: {json.dumps(each['code'])}}}\n"


def _markdown(slides: list[Slide]) -> Iterator[str]:
    yield "% A long deck\n"
    for each in slides:
        yield f"\n## {each['title']}\n"
        match each["kind"]:
            case "bullets":
                yield from (f"- {text}" for text in each["texts"])
            case "columns" | "layers":
                yield ":::: columns"
                for head, side in zip(each["heads"], each["sides"], strict=True):
                    yield "\n".join(["::: column", f"**{head}**\n", *(f"- {text}" for text in side), ":::"])
                yield "::::"
            case "table":
                yield from table(each["rows"])
            case "picture":
                yield f"![]({PICTURE})"
            case "code":
                yield f"```python\n{each['code']}\n```"
        yield f"\n::: notes\n{each['notes']}\n:::"


def table(rows: list[list[str]]) -> Iterator[str]:
    """A table in Markdown; the first row is its head."""
    first, *rest = rows
    yield f"\n| {' | '.join(first)} |\n|{'---|' * len(first)}"
    yield from (f"| {' | '.join(row)} |" for row in rest)
