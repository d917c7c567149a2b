"""A lecture as a web page: what is in it, and the show that it gives in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import json
from playwright.sync_api import Browser, Error, Page, Request, sync_playwright

from deckgen import build
from deckgen.combined import build_combined
from deckgen.deck import Deck
from deckgen.pipeline import BuildRequest, Lecture, build_lecture, read_lecture
from tests import tools

ROOT = Path(__file__).parents[3]
OUTLINE = """\
title: Kernels
minutes: 10
transition: fade
slides:
  - title: One by one
    notes:
      - Say what a kernel is.
      - Then say what it does.
    minutes: 2
    build: true
    bullets: [First, Second]
  - title: Behind it
    see: In detail
    text: Text & <b>
  - title: In detail
    backup: true
    text: Detail
"""


PAGE = BuildRequest(form="html")


def read(text: str) -> Lecture:
    """An outline without mistakes."""
    lecture = read_lecture(text.encode(), ROOT)
    assert isinstance(lecture, Lecture), lecture.findings.report()
    return lecture


def page_of(text: str) -> str:
    """The page of an outline."""
    deck = build_lecture(read(text), PAGE)
    assert isinstance(deck, Deck)
    return deck.content.decode()


class Outline(HTMLParser):
    """The headings of a page, and what its elements would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.loaded: list[str] = []
        self._in_heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_heading = tag in ("h1", "h2")
        self.loaded += [str(value) for name, value in attrs if name == "src" or (name == "href" and tag != "a")]

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings.append(data)
        self._in_heading = False


def test_each_slide_is_a_section_with_its_heading() -> None:
    headings = Outline(page_of(OUTLINE)).headings
    assert headings[:5] == ["Kernels", "Kernels", "One by one", "Behind it", "In detail"]


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = page_of((ROOT / "slides.yaml").read_text())
    assert all(address.startswith("data:") for address in Outline(page).loaded)
    assert "default-src 'none'" in page
    assert re.findall(r"url\((?!data:)", page) == []


def test_the_same_lecture_is_the_same_page() -> None:
    assert page_of(OUTLINE) == page_of(OUTLINE)


def test_the_page_knows_clicks_minutes_and_what_is_hidden() -> None:
    found = re.search(r'id="facts">(.*?)</script>', page_of(OUTLINE))
    assert found is not None
    facts = json.decode(found[1])
    assert facts["slot"] == 10
    assert [(each["clicks"], each["hidden"]) for each in facts["slides"]] == [
        (0, False), (2, False), (0, False), (0, True),
    ]  # fmt: skip
    assert [each["minute"] for each in facts["slides"]][1:3] == [0.0, 2.0]


def test_notes_show_struck_raised_and_lowered_letters() -> None:
    page = page_of("title: T\nslides:\n  - {title: A, notes: '~~5~~ H~2~O x^2^'}\n")
    assert "<s>5</s> H<sub>2</sub>O x<sup>2</sup>" in page


def test_what_an_author_types_is_text_and_never_markup() -> None:
    page = page_of(OUTLINE.replace("Text & <b>", "'</script><script>alert(1)</script>'"))
    assert "<script>alert" not in page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Where tests run as root, as in a container, Chromium cannot shut itself off from the system.
        yield playwright.chromium.launch(executable_path=str(tools.chromium()), args=["--no-sandbox"])


class Watched:
    """A page in the browser, with the errors that it makes and the addresses that it asks for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", self._erred)
        page.on("request", self._asks)

    def leave(self) -> None:
        """Leave the tab to the next page, without the windows that this one opened."""
        self.page.remove_listener("pageerror", self._erred)
        self.page.remove_listener("request", self._asks)
        for window in self.page.context.pages:
            if window != self.page:
                window.close()
        self.page.goto("about:blank")

    def _erred(self, error: Error) -> None:
        self.errors.append(str(error))

    def _asks(self, request: Request) -> None:
        self.asked.append(request.url)

    @property
    def shown(self) -> str:
        """The heading of the slide that is shown."""
        (section,) = self.page.query_selector_all("main > section.shown")
        return section.query_selector("h2").inner_text()  # type: ignore[union-attr]

    def visible(self, words: str) -> bool:
        """True if a text of the shown slide is seen."""
        return self.page.locator("main > section.shown text").filter(has_text=words).first.is_visible()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    """The tab in which one test after another opens its page, since a new one takes a second of the processor."""
    return browser.new_context(reduced_motion="reduce", offline=True, bypass_csp=True).new_page()


@pytest.fixture
def show(tab: Page, tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "lecture.html").write_text(page_of(OUTLINE), encoding="utf-8")
    watched = Watched(tab)
    watched.page.set_viewport_size({"width": 1280, "height": 720})
    watched.page.goto((tmp_path / "lecture.html").as_uri())
    yield watched
    watched.leave()
    assert watched.errors == []
    assert [address for address in watched.asked if not address.startswith(("file:", "data:", "about:"))] == []


def test_the_keys_go_through_slides_and_clicks_and_back(show: Watched) -> None:
    assert show.shown == "Kernels"
    show.press("ArrowRight")
    assert (show.shown, show.visible("First"), show.visible("Second")) == ("One by one", False, False)
    show.press("ArrowRight")
    assert (show.visible("First"), show.visible("Second")) == (True, False)
    show.press("Space", "PageDown")
    assert show.shown == "Behind it"
    show.press("ArrowLeft")
    assert (show.shown, show.visible("First"), show.visible("Second")) == ("One by one", True, True)
    show.press("Home")
    assert show.shown == "Kernels"
    show.press("ArrowLeft")
    assert show.shown == "Kernels"


def test_a_backup_slide_is_reached_by_its_link_alone_and_leads_back(show: Watched) -> None:
    show.press("End", "ArrowRight", "ArrowRight")
    assert show.shown == "Behind it"
    show.page.locator("main > section.shown a[href='#slide-4']").first.click()
    assert show.shown == "In detail"
    show.page.locator("main > section.shown a[href='#slide-3']").first.click()
    assert show.shown == "Behind it"


def test_a_number_and_enter_lead_to_that_slide(show: Watched) -> None:
    show.press("2", "Enter")
    assert show.shown == "One by one"
    assert show.page.url.endswith("#slide-2")


def test_the_overview_finds_a_slide_by_its_title(show: Watched) -> None:
    show.press("o")
    show.page.keyboard.type("detail")
    show.press("Enter")
    assert show.shown == "In detail"


def test_the_screen_can_be_dark_and_light_again(show: Watched) -> None:
    slide = show.page.locator("main > section.shown svg")
    assert slide.is_visible()
    show.press("b")
    assert not slide.is_visible()
    show.press("b")
    assert slide.is_visible()


def test_enter_without_a_number_goes_on(show: Watched) -> None:
    show.press("Enter")
    assert show.shown == "One by one"


def test_both_windows_stay_together(show: Watched) -> None:
    with show.page.expect_popup() as opened:
        show.press("p")
    speaker = opened.value
    speaker.wait_for_selector(".speaker .now svg")
    speaker.keyboard.press("ArrowRight")
    show.page.wait_for_function("location.hash === '#slide-2'")
    show.press("ArrowRight")
    speaker.wait_for_function("document.querySelector('.said .current')?.textContent.includes('what it does')")
    assert "Second" in speaker.locator(".next").inner_text()
    assert "of 10:00" in speaker.locator(".time").inner_text()
    assert "begins at 0:00" in speaker.locator(".mark").inner_text()
    speaker.keyboard.press("b")
    show.page.wait_for_function("document.documentElement.classList.contains('dark')")


def speaker_of(show: Watched) -> Page:
    with show.page.expect_popup() as opened:
        show.press("p")
    opened.value.wait_for_selector(".speaker .now svg")
    return opened.value


def test_the_windows_stay_together_when_the_show_is_loaded_again(show: Watched) -> None:
    speaker = speaker_of(show)
    speaker.keyboard.press("ArrowRight")
    show.page.wait_for_function("location.hash === '#slide-2'")
    show.page.reload()
    show.page.wait_for_function("history.state?.slide === 1")
    speaker.wait_for_timeout(1200)
    speaker.keyboard.press("Home")
    show.page.wait_for_function("location.hash === '#slide-1'")


def test_what_the_speaker_draws_and_points_at_is_on_the_slide(show: Watched) -> None:
    speaker = speaker_of(show)
    box = speaker.locator(".now svg").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    speaker.keyboard.press("l")
    speaker.mouse.move(*middle)
    show.page.locator(".pointer").wait_for(state="visible")
    speaker.keyboard.press("l")
    show.page.locator(".pointer").wait_for(state="hidden")
    speaker.keyboard.press("d")
    speaker.mouse.move(*middle)
    speaker.mouse.down()
    speaker.mouse.move(middle[0] + 20, middle[1])
    speaker.mouse.up()
    red = "document.querySelector('canvas').getContext('2d').getImageData(0, 0, innerWidth, innerHeight).data"
    show.page.wait_for_function(f"{red}.some(value => value > 0)")
    show.page.set_viewport_size({"width": 900, "height": 700})
    show.page.wait_for_function(f"innerWidth === 900 && {red}.some(value => value > 0)")
    speaker.keyboard.press("e")
    show.page.wait_for_function(f"!{red}.some(value => value > 0)")


def test_a_show_is_chosen_where_the_page_holds_several(browser: Browser, tmp_path: Path) -> None:
    text = "title: T\naudiences: [some, others]\nslides:\n  - {title: A, text: a}\n"
    text += "  - {title: B, text: b, only: others}\n  - {title: C, text: c}\n"
    deck = build_combined(read(text), PAGE)
    assert isinstance(deck, Deck)
    (tmp_path / "all.html").write_bytes(deck.content)
    watched = Watched(browser.new_page())
    watched.page.goto((tmp_path / "all.html").as_uri())
    watched.page.get_by_role("button", name="some").click()
    seen = []
    for _ in range(3):
        seen.append(watched.shown)
        watched.press("ArrowRight")
    assert seen == ["T", "A", "C"]
    watched.page.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (390, 844)])
def test_a_slide_fits_into_every_window(show: Watched, size: tuple[int, int]) -> None:
    show.page.set_viewport_size({"width": size[0], "height": size[1]})
    box = show.page.locator("main > section.shown svg").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["width"] <= size[0] + 1
    assert box["height"] <= size[1] + 1
    assert max(box["width"] / size[0], box["height"] / size[1]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (1024, 768)])
def test_on_a_touch_screen_the_controls_are_all_there_and_cover_nothing(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "lecture.html"
    path.write_text(page_of(OUTLINE), "utf-8")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(path.as_uri())
    slide = page.locator("main > .shown svg").bounding_box()
    assert slide is not None
    for button in page.locator(".bar > *").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert box["y"] >= slide["y"] + slide["height"] or box["x"] >= slide["x"] + slide["width"]
    context.close()


def test_axe_finds_nothing_on_the_show_and_in_the_speakers_window(show: Watched) -> None:
    results = Axe().run(show.page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
    with show.page.expect_popup() as opened:
        show.press("p")
    opened.value.wait_for_selector(".speaker .now svg")
    results = Axe().run(opened.value, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_nothing_where_long_notes_scroll(browser: Browser, tmp_path: Path) -> None:
    lecture = read_lecture((ROOT / "slides.yaml").read_bytes(), ROOT)
    assert isinstance(lecture, Lecture)
    done = build_lecture(lecture, BuildRequest(form="html"))
    assert isinstance(done, Deck)
    (tmp_path / "lecture.html").write_bytes(done.content)
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.goto((tmp_path / "lecture.html").as_uri())
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    with page.expect_popup() as opened:
        page.keyboard.press("p")
    opened.value.wait_for_selector(".speaker .now svg")
    results = Axe().run(opened.value, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def test_all_slides_are_printed_with_their_notes(show: Watched) -> None:
    show.page.emulate_media(media="print")
    for title in ("One by one", "Behind it", "In detail"):
        assert show.page.locator("main > section", has=show.page.locator("h2", has_text=title)).is_visible()
    assert show.page.get_by_text("Then say what it does.").first.is_visible()


def test_what_a_click_fades_is_clear_on_paper(browser: Browser, tmp_path: Path) -> None:
    quiz = "title: Deck\nslides:\n  - {title: A, quiz: {choices: [one, answer: two]}}\n"
    (tmp_path / "lecture.html").write_text(page_of(quiz), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "lecture.html").as_uri())
    page.keyboard.press("End")
    veil = page.locator("main .veil")
    assert (veil.count(), veil.evaluate("veil => getComputedStyle(veil).display")) == (1, "inline")
    page.emulate_media(media="print")
    assert veil.evaluate("veil => getComputedStyle(veil).display") == "none"
    page.close()


def test_without_javascript_all_slides_can_be_read(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "lecture.html").write_text(page_of(OUTLINE), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "lecture.html").as_uri())
    assert page.locator("main > section").count() == 4
    assert all(section.is_visible() for section in page.locator("main > section").all())
    context.close()


def test_the_clicks_of_the_lecture_are_those_of_the_deck(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "lecture.html").write_text(page_of((ROOT / "slides.yaml").read_text()), encoding="utf-8")
    deck = build(ROOT / "slides.yaml")
    context = browser.new_context(reduced_motion="reduce")
    watched = Watched(context.new_page())
    watched.page.goto((tmp_path / "lecture.html").as_uri())
    facts = json.decode(watched.page.locator("#facts").inner_text() or "{}")
    steps = sum(1 + each["clicks"] for each in facts["slides"] if not each["hidden"])
    for _ in range(steps - 1):
        watched.press("ArrowRight")
    assert watched.page.locator(".place").inner_text() == f"{deck.slides} / {deck.slides}"
    before = watched.page.url
    watched.press("ArrowRight")
    assert watched.page.url == before
    assert watched.errors == []
    context.close()
