"""The lecture while it is being written: what is drawn anew, what is served and to whom, and the page itself."""

from __future__ import annotations

import http.client
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright
from pptx import Presentation

from deckgen.deck import Deck
from deckgen.pipeline import BuildRequest, build
from deckgen.preview.drawing import Studio, View
from deckgen.preview.serving import News, Server
from deckgen.preview.watching import changes
from tests import tools

OUTLINE = """\
title: Kernels
audiences: [some, others]
slides:
  - title: First
    build: true
    bullets: [One, Two]
  - title: Second
    text: Words
  - title: Third
    text: More
    only: others
"""


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    path = tmp_path / "slides.yaml"
    path.write_text(OUTLINE)
    return path


def titles(studio: Studio, view: View = View()) -> list[str]:  # noqa: B008 - a record that never changes
    return [slide.title for slide in studio.draw(view).slides]


def test_the_first_slide_that_changed_is_named(outline: Path) -> None:
    studio = Studio(outline)
    before = studio.draw(View())
    assert before.changed == -1
    outline.write_text(OUTLINE.replace("Words", "Other words"))
    after = studio.draw(View())
    assert after.changed == 2
    same = [old.picture == new.picture for old, new in zip(before.slides, after.slides, strict=True)]
    assert same == [True, True, False, True]
    assert studio.draw(View()).changed == -1


def test_slides_in_a_template_show_what_its_owner_drew(outline: Path) -> None:
    Presentation().save(str(outline.with_name("uni.pptx")))
    outline.write_text(f"{OUTLINE}theme: uni.pptx\n")
    studio = Studio(outline)
    pictures = [studio.pictures[slide.picture] for slide in studio.draw(View()).slides]
    assert len(pictures) == 4
    assert all(
        b'<g aria-hidden="true"><path d="M0 0 L720 0 L720 540 L0 540 Z" fill="#FFFFFF"/>' in each for each in pictures
    )


def test_pictures_are_kept_as_long_as_a_view_shows_them(outline: Path) -> None:
    studio = Studio(outline)
    first = studio.draw(View()).slides[2].picture
    outline.write_text(OUTLINE.replace("Words", "Other words"))
    shown = studio.draw(View())
    assert first not in studio.pictures
    assert {slide.picture for slide in shown.slides} == set(studio.pictures)


def test_a_mistake_leaves_the_last_slides_in_sight_and_is_told_with_its_line(outline: Path) -> None:
    studio = Studio(outline)
    before = studio.draw(View())
    outline.write_text(OUTLINE.replace("text: Words", "txet: Words"))
    broken = studio.draw(View())
    assert broken.slides == before.slides
    (finding,) = broken.findings
    assert (finding.severity, finding.line, finding.column, finding.slide) == ("error", 8, 5, 2)
    assert (finding.text, finding.hint) == ("    txet: Words", "did you mean `text`?")
    outline.write_text(OUTLINE)
    assert studio.draw(View()).findings == []


def test_a_mistake_is_on_its_slide_though_backups_are_at_the_end(outline: Path) -> None:
    outline.write_text(OUTLINE.replace("  - title: Second", "  - {title: Spare, backup: true}\n  - title: Second"))
    studio = Studio(outline)
    assert titles(studio)[-1] == "Spare"
    outline.write_text(outline.read_text().replace("text: Words", "txet: Words"))
    (finding,) = studio.draw(View()).findings
    assert titles(studio)[finding.slide or 0] == "Second"


def test_a_chart_with_a_highlight_is_drawn(outline: Path) -> None:
    outline.write_text(f"{OUTLINE}  - title: Fourth\n    chart: {{values: {{a: 1, b: 2}}, highlight: a}}\n")
    assert titles(Studio(outline)) == ["Kernels", "First", "Second", "Third", "Fourth"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"title: [", b"title: Only a title\n"])
def test_a_file_that_is_half_saved_ends_nothing(outline: Path, content: bytes) -> None:
    studio = Studio(outline)
    before = studio.draw(View())
    outline.write_bytes(content)
    assert studio.draw(View()).slides in (before.slides, []) or content.startswith(b"title: Only")
    outline.unlink()
    assert [said.message for said in studio.draw(View()).findings] == ["there is no file `slides.yaml`"]
    outline.write_text(OUTLINE)
    assert titles(studio) == ["Kernels", "First", "Second", "Third"]


def test_each_audience_and_the_students_have_a_view_of_their_own(outline: Path) -> None:
    studio = Studio(outline)
    assert titles(studio, View("some")) == ["Kernels", "First", "Second"]
    assert titles(studio, View("others")) == ["Kernels", "First", "Second", "Third"]
    assert titles(studio, View("nobody")) == titles(studio)
    assert studio.draw(View("some")).changed == -1


def test_all_files_of_the_lecture_are_watched(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("- title: Included\n  code: {file: hello.py}\n")
    (tmp_path / "hello.py").write_text("print()\n")
    (tmp_path / "numbers.csv").write_text("a;b\nx;1\n")
    outline = tmp_path / "slides.yaml"
    outline.write_text("title: T\nslides:\n  - include: part.yaml\n  - title: A\n    chart: {file: numbers.csv}\n")
    studio = Studio(outline)
    assert studio.draw(View()).findings == []
    assert {path.name for path in studio.files[0]} == {"slides.yaml", "part.yaml", "hello.py", "numbers.csv"}


def test_fonts_and_templates_are_watched_too(tmp_path: Path) -> None:
    fonts, part = tmp_path / "fonts" / "more", tmp_path / "parts"
    fonts.mkdir(parents=True)
    part.mkdir()
    (fonts / "a.ttf").write_bytes(b"")
    (part / "part.yaml").write_text("- title: Included\n  image: beside.png\n")
    for name in ("one.pptx", "two.pptx"):
        Presentation().save(str(tmp_path / name))
    outline = tmp_path / "slides.yaml"
    outline.write_text(
        "title: T\ntheme: one.pptx\nfonts: fonts\naudiences: {some: {theme: two.pptx}}\n"
        "slides:\n  - include: parts/part.yaml\n"
    )
    studio = Studio(outline)
    studio.draw(View())
    assert {path.relative_to(tmp_path).as_posix() for path in studio.files[0]} == {
        "slides.yaml", "one.pptx", "two.pptx", "fonts", "fonts/more", "fonts/more/a.ttf", "parts/part.yaml",
        "parts/beside.png",
    }  # fmt: skip


def test_a_file_that_is_missing_is_watched_for(tmp_path: Path) -> None:
    outline = tmp_path / "slides.yaml"
    outline.write_text("title: T\nslides:\n  - include: parts/part.yaml\n")
    studio = Studio(outline)
    assert [finding.code for finding in studio.draw(View()).findings] == ["missing-file"]
    assert tmp_path / "parts" / "part.yaml" in studio.files[0]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "part.yaml").write_text("- title: Included\n")
    assert titles(studio) == ["T", "Included"]


def test_no_page_waits_for_the_deck(outline: Path) -> None:
    studio, made = Studio(outline), list[bytes | None]()
    with studio.drawing:
        writing = Thread(target=lambda: made.append(studio.deck()), daemon=True)
        writing.start()
        writing.join(30)
        assert made
        assert made[0] is not None


class Watch:
    """The changes of files that are seen."""

    def __init__(self, files: set[Path]) -> None:
        self.seen, self.stopped, self.number = Event(), Event(), 0
        found = changes([files], self.stopped)
        self.thread = Thread(target=self._count, args=(found,), daemon=True)
        self.thread.start()

    def _count(self, found: Iterator[None]) -> None:
        for _ in found:
            self.number += 1
            self.seen.set()

    def sees(self, change: Callable[[], object]) -> bool:
        """True if a change is seen."""
        self.seen.clear()
        change()
        return self.seen.wait(10)


def renamed(path: Path, content: str) -> None:
    """Save as many editors do: beside the file, then in its place."""
    beside = path.with_name("beside")
    beside.write_text(content)
    beside.replace(path)


def test_every_way_of_saving_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    path = folder / "slides.yaml"
    path.write_text("1")
    watch = Watch({path})
    assert watch.sees(lambda: path.write_text("22"))
    assert watch.sees(lambda: renamed(path, "33"))
    assert watch.sees(path.unlink)
    assert watch.sees(lambda: path.write_text("44"))
    assert watch.sees(lambda: folder.rename(tmp_path / "elsewhere"))
    assert watch.sees(lambda: (tmp_path / "elsewhere").rename(folder))
    assert watch.sees(lambda: shutil.rmtree(folder))
    watch.stopped.set()
    watch.thread.join(10)
    assert not watch.thread.is_alive()


class Running:
    """A server with its outline, and pages that are told of changes."""

    def __init__(self, outline: Path) -> None:
        self.outline, self.studio, self.news, self.stopped = outline, Studio(outline), News(), Event()
        self.server = Server(self.studio, self.news, "vscode://file{path}:{line}:{column}")
        Thread(target=self.server.serve_forever, daemon=True).start()
        Thread(target=self._tell, args=(changes(self.studio.files, self.stopped),), daemon=True).start()

    def _tell(self, changed: Iterator[None]) -> None:
        for _ in changed:
            self.news.tell()

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """The answer to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse()


@pytest.fixture
def running(outline: Path) -> Iterator[Running]:
    found = Running(outline)
    yield found
    found.stopped.set()
    found.server.shutdown()
    found.server.server_close()


def test_the_server_listens_on_this_machine_alone(running: Running) -> None:
    assert running.server.server_address[0] == "127.0.0.1"


def test_only_who_knows_the_address_gets_the_page(running: Running) -> None:
    token = running.server.token
    assert running.ask(f"/{token}/").status == 200
    for path in ("/", "/preview.html", "/x/", f"/{token}", f"/{token[:-1]}/"):
        assert running.ask(path).status == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1"}, {"Origin": "http://evil.example"}, {"Origin": "null"}],
    ids=["another name", "another port", "another page", "a page without a name"],
)
def test_pages_from_elsewhere_get_nothing(running: Running, headers: dict[str, str]) -> None:
    assert running.ask(f"/{running.server.token}/", **headers).status == 404


@pytest.mark.parametrize(
    "path", ["../slides.yaml", "pictures/../../slides.yaml", "fonts/OFL.txt", "preview.html", "pictures/", "%2e%2e/"]
)
def test_nothing_but_the_page_is_served(running: Running, path: str) -> None:
    assert running.ask(f"/{running.server.token}/{path}").status == 404


def test_a_page_can_load_nothing_from_elsewhere(running: Running) -> None:
    policy = running.ask(f"/{running.server.token}/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=str(tools.chromium()), args=["--no-sandbox"])


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    """The tab in which one test after another opens its page, since a new one takes a second of the processor."""
    # The page forbids to evaluate strings, which is how a test looks into it.
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.fixture
def page(tab: Page, running: Running) -> Iterator[Page]:
    errors = list[str]()

    def erred(error: Error) -> None:
        errors.append(str(error))

    tab.on("pageerror", erred)
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto(running.server.address)
    tab.wait_for_selector("html[data-checked] #slide svg")
    yield tab
    tab.remove_listener("pageerror", erred)
    tab.goto("about:blank")
    assert errors == []


def shows(page: Page, words: str) -> None:
    """Wait until the slide shows the words."""
    page.locator("#slide").get_by_text(words, exact=True).first.wait_for()


def test_a_save_is_seen_on_the_slide_that_changed(page: Page, running: Running) -> None:
    running.outline.write_text(OUTLINE.replace("Words", "Other words"))
    shows(page, "Other words")
    assert "Second" in page.locator("#place").inner_text()


def test_a_mistake_is_shown_beside_the_slides_and_goes_when_it_is_mended(page: Page, running: Running) -> None:
    running.outline.write_text(OUTLINE.replace("text: Words", "txet: Words"))
    finding = page.locator(".finding.error")
    finding.wait_for()
    assert "a slide has no field `txet`" in finding.inner_text()
    assert "hint: did you mean `text`?" in finding.inner_text()
    assert page.locator("#slide svg").is_visible()
    assert page.locator("#strip .marked").inner_text().endswith("Second")
    running.outline.write_text(OUTLINE)
    finding.wait_for(state="detached")


def test_a_bug_is_told_and_ends_nothing(page: Page, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(Studio, "sketch", fail)
        running.outline.write_text(OUTLINE.replace("Words", "Other words"))
        page.locator(".finding.error").get_by_text("a bug in deckgen: ZeroDivisionError: somewhere").wait_for()
        assert page.locator("#slide svg").is_visible()
    running.outline.write_text(OUTLINE.replace("Words", "Last words"))
    shows(page, "Last words")


def test_lines_are_links_for_the_editor(page: Page, running: Running) -> None:
    page.locator("#strip button", has_text="Second").click()
    shows(page, "Words")
    link = page.locator("#place a")
    assert link.get_attribute("href") == f"vscode://file{running.outline}:7:1"


SOURCES = """\
title: Kernels
figures:
  machine: {layers: [Applications, Hardware]}
slides:
  - title: First
    bullets:
      - One
      - Two **and** more
  - title: Second
    figure: machine
  - title: Third
    table:
      - [Name, Size]
      - [Small, 1]
    text: |
      Below it
  - title: Fourth
    code: |
      x
  - include: part.yaml
  - text: Before its title
    title: Fifth
    image: {file: dot.png, alt: A dot}
"""
PART = "- title: Included\n  text: Elsewhere\n"


@pytest.fixture
def lined(page: Page, running: Running) -> Page:
    """The page of an outline whose words are on lines of their own."""
    running.outline.with_name("part.yaml").write_text(PART)
    Image.new("RGB", (20, 10)).save(running.outline.with_name("dot.png"))
    running.outline.write_text(SOURCES)
    page.locator("#strip button", has_text="Included").wait_for()
    # Chromium without a window takes no more clicks once it has been sent to a program such as an editor.
    page.evaluate("""() => {
        window.opened = [];
        addEventListener("click", (event) => {
            opened.push(event.target.href);
            if (event.target.protocol === "vscode:") event.preventDefault();
        }, true);
    }""")
    return page


CLICKED = [
    ("First", "One", (7, "- One")),
    ("First", "more", (8, "- Two **and** more")),
    ("Second", "Hardware", (3, "machine: {layers: [Applications, Hardware]}")),
    ("Third", "Size", (13, "- [Name, Size]")),
    ("Third", "1", (14, "- [Small, 1]")),
    ("Third", "Below it", (15, "text: |")),
    ("Fourth", "x", (18, "code: |")),
    ("Fifth", "Fifth", (22, "title: Fifth")),
]


def clicked(page: Page, slide: str, words: str) -> tuple[str, str, list[str]]:
    """The place and the line that are shown for words that are clicked, and the addresses that are opened."""
    page.locator("#strip button", has_text=slide).click()
    page.locator(f"#slide tspan:text-is('{slide}')").wait_for()
    line = page.locator("#place code")
    for _ in range(5):  # news of an earlier save may show another slide just after a click
        page.evaluate("opened.length = 0")
        page.locator(f"#slide tspan:text-is('{words}')").first.click()
        page.wait_for_timeout(100)
        if line.count():
            break
        page.locator("#strip button", has_text=slide).click()
    place, text = page.locator("#place a").inner_text(), line.inner_text()
    return place, text, [address for address in page.evaluate("opened") if address]


@pytest.mark.parametrize(("slide", "words", "found"), CLICKED)
def test_a_click_shows_the_line_of_the_words_and_opens_it(
    lined: Page, running: Running, slide: str, words: str, found: tuple[int, str]
) -> None:
    line, text = found
    place, shown, opened = clicked(lined, slide, words)
    assert (place, shown) == (f"{running.outline}:{line}", text)
    assert [address.rpartition(":")[0] for address in opened] == [f"vscode://file{running.outline}:{line}"]


def test_a_click_on_a_shape_shows_the_line_of_its_words(lined: Page) -> None:
    lined.locator("#strip button", has_text="Second").click()
    box = lined.locator("#slide g:has(> text > tspan:text-is('Hardware')) > :not(text)").first
    box.click(position={"x": 12, "y": 6})
    assert lined.locator("#place code").inner_text() == "machine: {layers: [Applications, Hardware]}"


def test_a_click_on_a_picture_shows_its_line(lined: Page) -> None:
    lined.locator("#strip button", has_text="Fifth").click()
    lined.locator("#slide tspan:text-is('Fifth')").wait_for()
    lined.locator("#slide image").click()
    assert lined.locator("#place code").inner_text() == "image: {file: dot.png, alt: A dot}"


EVERYWHERE = """\
title: Kernels
subtitle: From
  below
slides:
  - section: One
    subtitle: Under it
  - agenda: true
    title: Way
  - image: {file: dot.png, alt: A dot}
    title: Picture
  - title: Pictures
    images:
    - {file: dot.png, alt: A dot}
    - {file: dot.png, alt: Another}
  - chart: {values: {a: 1, b: 2}}
    title: Chart
  - formula: x^2
    title: Formula
  - image:
      alt: A dot
      fill: slide
      file: dot.png
    title: Full
    subtitle: And more
  - poll: https://example.org/vote
    title: Poll
  - statement: Said
  - section: Two
author: Ada
"""
TYPED = [
    (0, "Kernels", 1),
    (0, "From below", 2),
    (0, "Ada", 29),
    (1, "One", 5),
    (1, "Under it", 6),
    (2, "Way", 8),
    (2, "One", 5),
    (2, "Two", 28),
    (3, "Picture", 10),
    (3, "<image", 9),
    (4, "<image", 13),
    (5, "Chart", 16),
    (5, "<rect", 15),
    (6, "<image", 17),
    (7, "<image", 22),
    (7, "Full", 23),
    (7, "And more", 24),
    (8, "<image", 25),
    (9, "Said", 27),
    (10, "Two", 28),
]


def test_all_that_is_typed_knows_its_line(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10)).save(tmp_path / "dot.png")
    outline = tmp_path / "slides.yaml"
    studio = Studio(outline)
    for above in (0, 2):
        outline.write_text("\n" * above + EVERYWHERE)
        shown = studio.draw(View())
        for number, words, line in TYPED:
            slide = shown.slides[number]
            drawn = studio.pictures[slide.picture].decode()
            place = re.search(rf'data-place="(-?\d+):\d+"[^/]*{words}', drawn)
            assert place is not None, (number, words)
            assert slide.line + int(place.group(1)) == above + line, (number, words)


def test_the_picture_comes_before_the_checks(outline: Path) -> None:
    studio = Studio(outline)
    studio.draw(View())
    outline.write_text(OUTLINE.replace("text: Words", 'text: "Words [here](nowhere.txt)"'))
    sketch = studio.sketch(View())
    assert (sketch.shown.changed, sketch.shown.findings) == (2, [])
    assert sketch.shown.picture.encode() == studio.pictures[sketch.shown.slides[2].picture]
    assert [finding.code for finding in sketch.findings()] == ["dead-link"]
    assert [finding.code for finding in studio.sketch(View()).shown.findings] == ["dead-link"]


def test_words_of_an_included_slide_are_in_its_own_file(lined: Page, running: Running) -> None:
    place, line, _ = clicked(lined, "Included", "Elsewhere")
    assert (place, line) == (f"{running.outline.with_name('part.yaml')}:2", "text: Elsewhere")


def test_a_line_that_has_moved_is_found_where_it_is_now(lined: Page, running: Running) -> None:
    lined.locator("#strip button", has_text="First").click()
    lined.locator("#place").get_by_text(f"{running.outline.name}:5").wait_for()
    running.outline.write_text(SOURCES.replace("slides:", "# Moved\n\nslides:"))
    lined.locator("#place").get_by_text(f"{running.outline.name}:7").wait_for()
    assert clicked(lined, "First", "One")[:2] == (f"{running.outline}:9", "- One")
    assert clicked(lined, "Second", "Hardware")[:2] == (
        f"{running.outline}:3",
        "machine: {layers: [Applications, Hardware]}",
    )


def test_what_is_handed_out_tells_no_place_of_the_outline(outline: Path) -> None:
    built = build(outline.read_bytes(), outline.parent, BuildRequest(form="html"))
    assert isinstance(built, Deck)
    assert b"data-place" not in built.content
    assert str(outline.parent).encode() not in built.content


def test_clicks_can_be_followed(page: Page) -> None:
    page.locator("#strip button", has_text="First").click()
    shows(page, "Two")
    page.locator("#back").click()
    page.locator("#back").click()
    assert page.locator("#click").inner_text() == "click 0 of 2"
    assert not page.locator("#slide").get_by_text("One", exact=True).is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#slide").get_by_text("One", exact=True).is_visible()
    assert not page.locator("#slide").get_by_text("Two", exact=True).is_visible()


def test_the_audience_can_be_switched(page: Page) -> None:
    strip = page.locator("#strip > li[data-slide]")
    assert strip.count() == 4
    page.locator("#audience").select_option("some")
    page.wait_for_function("document.querySelectorAll('#strip > li[data-slide]').length === 3")
    page.locator("#audience").select_option("others")
    page.wait_for_function("document.querySelectorAll('#strip > li[data-slide]').length === 4")


def test_the_slide_stays_when_the_audience_is_switched(page: Page, running: Running) -> None:
    drawn = page.evaluate("document.documentElement.dataset.drawn")
    running.outline.write_text(OUTLINE.replace("build: true", "only: others"))
    page.wait_for_function(f"document.documentElement.dataset.drawn !== '{drawn}'")
    page.locator("#strip button", has_text="Second").click()
    page.locator("#audience").select_option("some")
    page.wait_for_function("document.getElementById('place').innerText.startsWith('2 / 2 · Second')")
    page.locator("#audience").select_option("others")
    page.wait_for_function("document.getElementById('place').innerText.startsWith('3 / 4 · Second')")


def test_many_quick_saves_end_with_the_last_one(page: Page, running: Running) -> None:
    for number in range(30):
        running.outline.write_text(OUTLINE.replace("Words", f"Words {number}"))
    shows(page, "Words 29")


def test_a_folder_that_is_renamed_and_comes_back_is_shown_again(page: Page, running: Running) -> None:
    folder, elsewhere = running.outline.parent, running.outline.parent.with_name("elsewhere")
    folder.rename(elsewhere)
    page.locator(".finding.error").wait_for()
    assert page.locator("#slide svg").is_visible()
    (elsewhere / "slides.yaml").write_text(OUTLINE.replace("Words", "Changed there"))
    elsewhere.rename(folder)
    shows(page, "Changed there")
    assert page.locator(".finding").count() == 0


def test_what_does_not_change_a_slide_keeps_the_place(page: Page, running: Running) -> None:
    page.locator("#strip button", has_text="Third").click()
    shows(page, "More")
    drawn = page.evaluate("document.documentElement.dataset.drawn")
    running.outline.write_text(f"{OUTLINE}# a comment\n")
    page.wait_for_function(f"document.documentElement.dataset.drawn !== '{drawn}'")
    assert page.locator("#strip [aria-current]").inner_text().endswith("Third")


SPOKEN = """\
title: Kernels
minutes: 10
slides:
  - section: Processes
  - title: First
    bullets: [One, Two]
    notes: Say **this**.
    minutes: 2
  - section: Containers
  - title: Second
    image: {file: dot.png}
    notes: Say that.
"""


@pytest.fixture
def spoken(page: Page, running: Running) -> Page:
    """The page of a lecture with sections, notes and minutes."""
    Image.new("RGB", (2000, 1000)).save(running.outline.with_name("dot.png"))
    running.outline.write_text(SPOKEN)
    page.locator("#strip .section", has_text="Containers").wait_for()
    return page


def last_lines(found: Locator) -> list[str]:
    """What is under the pictures in the strip, also where it is out of sight and not laid out."""
    words = "one => (one.querySelector('button') ?? one).lastChild.textContent"
    return list(found.evaluate_all(f"all => all.map({words})"))


def test_the_strip_has_all_slides_by_section(spoken: Page) -> None:
    assert last_lines(spoken.locator("#strip > li")) == [
        "Kernels", "1. Kernels", "Processes", "2. Processes", "3. First", "Containers", "4. Containers", "5. Second",
    ]  # fmt: skip


def test_notes_and_minutes_are_those_of_the_slide(spoken: Page) -> None:
    spoken.locator("#strip button", has_text="Second").click()
    spoken.get_by_text("Say that.").wait_for()
    assert spoken.locator("#minutes").inner_text() == "begins at 2:00 of 10:00"
    spoken.locator("#strip button", has_text="First").click()
    assert spoken.locator("#notes strong, #notes b").inner_text() == "this"


def test_a_warning_is_on_the_slide_that_it_is_about(spoken: Page) -> None:
    marked = spoken.locator("#strip .marked")
    marked.first.wait_for()
    assert last_lines(marked) == ["5. Second"]
    marked.click()
    finding = spoken.locator(".finding.warning.here")
    assert "`dot.png` says nothing to those who cannot see it" in finding.inner_text()
    spoken.locator("#strip button", has_text="First").click()
    assert finding.count() == 0


def test_the_edition_for_students_is_a_switch_away(spoken: Page) -> None:
    spoken.locator("#strip button", has_text="First").click()
    spoken.get_by_text("Say this.").wait_for()
    spoken.locator("#students").check()
    spoken.get_by_text("Say this.").wait_for(state="detached")
    spoken.locator("#students").uncheck()
    spoken.get_by_text("Say this.").wait_for()


def test_in_the_dark_room_there_is_the_slide_alone(page: Page) -> None:
    page.keyboard.press("b")
    assert page.locator("#slide svg").is_visible()
    assert not page.locator("#strip").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    page.keyboard.press("b")
    assert page.locator("#strip").is_visible()


def test_axe_finds_nothing_on_the_page_of_the_lecture(page: Page, running: Running) -> None:
    root = Path(__file__).parents[2]
    shutil.copytree(root / "assets", running.outline.parent / "assets")
    running.outline.write_bytes((root / "slides.yaml").read_bytes())
    page.locator("#strip button", has_text="11.").wait_for()
    page.locator("#strip button", has_text="11.").click()
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1024, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
