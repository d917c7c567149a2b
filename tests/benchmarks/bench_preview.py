"""How soon a save is seen, and how long each format takes: `python3 -m tests.benchmarks.bench_preview`.

Prints a table of the latency of the preview, from the save of a file to the new picture in Chromium, with the
processor time of drawing in it; then the time of `build -o` and `render --pictures` for the lecture in processes of
their own, and the size of its page.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

from playwright.sync_api import Page, sync_playwright

from deckgen.preview.drawing import Sketch, Studio, View
from deckgen.preview.serving import News, Server
from deckgen.preview.watching import changes
from tests import tools
from tests.benchmarks.peers.content import write

ROOT = Path(__file__).parents[2]
SAVES = 21
COMMANDS = {
    "build -o lecture.pptx": ["build", "-o", "lecture.pptx"],
    "build -o lecture.html": ["build", "-o", "lecture.html"],
    "build -o lecture.pdf": ["build", "-o", "lecture.pdf"],
    'build -o "slides/{number}.svg"': ["build", "-o", "slides/{number}.svg"],
    'build -o "slides/{number}.png"': ["build", "-o", "slides/{number}.png"],
    "render --pictures": ["render", "slides.yaml", "--pictures"],
}
SEEN = """() => {
  drawn = [];
  new MutationObserver(() => requestAnimationFrame(() => drawn.push(Date.now() / 1000)))
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-drawn"] });
}"""


class Timed(Studio):
    """A studio that notes how much time of the processor each picture takes, without the checks that follow."""

    def sketch(self, view: View) -> Sketch:
        begun = time.thread_time()
        sketch = super().sketch(view)
        self.took.append(time.thread_time() - begun)
        return sketch

    def __init__(self, outline: Path) -> None:
        super().__init__(outline)
        self.took: list[float] = []


def latencies(outline: Path, words: str, page: Page) -> tuple[list[float], list[float]]:
    """The seconds from each of several saves to its picture, and those of the processor in drawing; each save adds
    to `words`.
    """
    studio, news, stopped, text = Timed(outline), News(), Event(), outline.read_text("utf-8")
    server = Server(studio, news)

    def tell() -> None:
        for _ in changes(studio.files, stopped):
            news.tell()

    Thread(target=server.serve_forever, daemon=True).start()
    page.goto(server.address)
    page.wait_for_selector("#slide svg")
    page.wait_for_timeout(2000)
    Thread(target=tell, daemon=True).start()
    page.evaluate(SEEN)
    studio.took.clear()
    found = [_seen(outline, text.replace(words, f"{words} {number}", 1), page) for number in range(SAVES)]
    stopped.set()
    server.shutdown()
    return found, studio.took


def _seen(outline: Path, text: str, page: Page) -> float:
    page.evaluate("drawn.length = 0")
    begun = time.time()
    outline.write_text(text, "utf-8")
    page.wait_for_function("drawn.length > 0", polling=20)
    seen = page.evaluate("drawn[0]")
    page.wait_for_timeout(500)
    return float(seen) - begun


def of_preview(folder: Path) -> Iterator[str]:
    """The rows about the preview."""
    lecture, long = folder / "lecture", folder / "long"
    _lecture(lecture)
    long.mkdir()
    write(long, 200)
    outlines = {
        "the lecture": (lecture / "slides.yaml", "Only the kernel touches the hardware"),
        "200 slides": (long / "deck.yaml", "needs a kernel"),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(tools.chromium()), args=["--no-sandbox"])
        for name, (outline, words) in outlines.items():
            page = browser.new_context(bypass_csp=True).new_page()
            found, drawing = (statistics.median(times) for times in latencies(outline, words, page))
            yield f"| preview of {name}, from save to picture | {found * 1000:.0f} ms |"
            yield f"| … of that, processor time of drawing | {drawing * 1000:.0f} ms |"
            page.close()


def of_formats(folder: Path, runs: int = 3) -> Iterator[str]:
    """The rows about the lecture in each format."""
    _lecture(folder / "formats")
    for name, arguments in COMMANDS.items():
        times = []
        for _ in range(runs):
            begun = time.perf_counter()
            command = [sys.executable, "-m", "deckgen", *arguments]
            subprocess.run(command, cwd=folder / "formats", check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
        yield f"| `{name}` | {statistics.median(times):.2f} s |"
    size = (folder / "formats" / "lecture.html").stat().st_size
    yield f"| size of lecture.html | {size / 1_000_000:.2f} MB |"


def _lecture(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(ROOT / "slides.yaml", folder)
    shutil.copytree(ROOT / "assets", folder / "assets")


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory(prefix="deckgen-times-") as name:
        print("| | median |\n| --- | --- |")
        for row in (*of_preview(Path(name)), *of_formats(Path(name))):
            print(row)


if __name__ == "__main__":
    main()
