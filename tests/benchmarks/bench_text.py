"""How long text takes: run `python tests/benchmarks/bench_text.py`. It prints; it promises nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from deckgen.text.measure import Font, FontMeasurer, _load, face_of
from deckgen.text.wrap import Span, wrap

COMMON = """a the of and to in is on container kernel process image layer namespace runtime isolates shares virtual
machine hypervisor guest host operating system boot memory network file daemon registry build low-level run-time
scheduling"""
WIDTH = 6_000_000


def paragraphs(count: int) -> list[str]:
    """Sentences of 8 to 22 words, half of them from a vocabulary of 3,000 rare words."""
    rng = random.Random(1)
    common = COMMON.split()
    letters = "abcdefghijklmnopqrstuvwxyz"
    rare = ["".join(rng.choices(letters, k=rng.randint(3, 11))) for _ in range(3000)]
    return [" ".join(rng.choice(rng.choice((common, rare))) for _ in range(rng.randint(8, 22))) for _ in range(count)]


def report(label: str, work: Callable[[], object], times: int) -> None:
    """Print the milliseconds that one of the `times` things done by `work` takes."""
    start = time.perf_counter()
    work()
    print(f"{label:<46} {(time.perf_counter() - start) * 1000 / times:8.4f} ms")


def loading() -> None:
    """Each face from its file, the file in the system's cache."""
    fonts = [
        Font(family, bold) for family in ("Calibri", "Arial", "Cambria", "Courier New") for bold in (False, True)
    ]
    for font in fonts:
        face_of(font)
    face_of.cache_clear()
    _load.cache_clear()
    for font in fonts:
        report(f"load {font.family}{' bold' if font.bold else ''}", partial(face_of, font), 1)


def wrapping(texts: Sequence[str]) -> None:
    """The same paragraphs as one span at a time, again, at another size, and as three spans."""
    plain, bold, measurer = Font("Calibri"), Font("Calibri", bold=True), FontMeasurer()

    def whole(size: int) -> None:
        for text in texts:
            wrap([Span(text, plain, size)], WIDTH, measurer)

    def mixed() -> None:
        for text in texts:
            wrap(
                [Span(text[:30], plain, 20), Span(text[30:50], bold, 20), Span(text[50:], plain, 20)], WIDTH, measurer
            )

    report("wrap a paragraph, words new", partial(whole, 20), len(texts))
    report("wrap a paragraph again", partial(whole, 20), len(texts))
    report("wrap a paragraph at another size", partial(whole, 18), len(texts))
    report("wrap a paragraph of three spans", mixed, len(texts))


def importing() -> None:
    """A process that imports the wrapping, less one that imports nothing."""
    code = "import deckgen.text.wrap, deckgen.text.measure"
    for label, source in (("start Python", "pass"), ("start Python and import wrapping", code)):
        report(label, partial(subprocess.run, [sys.executable, "-c", source], check=True), 1)


if __name__ == "__main__":
    importing()
    loading()
    for count in (1_000, 20_000):
        print(f"{count} paragraphs")
        wrapping(paragraphs(count))
