"""Work that several processes share gives what one process would give, whatever happens to them."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from deckgen import processes
from deckgen.cli.limits import in_time
from deckgen.cli.terminal import OutOfTime
from deckgen.deck import Deck
from deckgen.layout import deck
from deckgen.limits import Limits
from deckgen.outline.slide import Slide
from deckgen.pipeline import BuildRequest, build
from deckgen.processes import at_once, beside, in_order, in_threads, worthwhile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
ROOT = Path(__file__).parents[1]


def test_results_are_in_the_order_of_the_things() -> None:
    assert in_order(lambda number: number * 2, range(100), 3) == [number * 2 for number in range(100)]
    assert in_order(lambda number: number * 2, [], 3) == []


def test_the_work_is_done_by_so_many_processes() -> None:
    here = os.getpid()
    assert len({here, *in_order(lambda _: os.getpid(), range(100), 3)}) == 3
    assert in_order(lambda _: os.getpid(), range(100), 3).count(here) == 34
    assert set(in_order(lambda _: os.getpid(), range(100), 1)) == {here}


def test_results_may_be_large() -> None:
    large = [bytes([number]) * 1_000_000 for number in range(6)]
    assert in_order(lambda number: large[number], range(6), 3) == large


def test_processes_end_when_nobody_waits_for_their_work(monkeypatch: pytest.MonkeyPatch) -> None:
    here, fork, started = os.getpid(), os.fork, list[int]()

    def noted() -> int:
        number = fork()
        started.append(number)
        return number

    def work(number: int) -> int:
        if os.getpid() != here:
            time.sleep(60)
        elif number:
            raise ZeroDivisionError
        return number

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(ZeroDivisionError):
        in_order(work, range(20), 3)
    assert len(started) == 2
    for number in started:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_what_a_process_leaves_undone_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if number == 7 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert in_order(work, range(20), 2) == list(range(20))


def test_small_decks_are_made_by_one_process() -> None:
    assert [worthwhile(2, slides) for slides in (1, 49, 50, 1_000)] == [1, 1, 2, 2]
    assert [worthwhile(16, slides) for slides in (50, 250, 1_000)] == [2, 10, 16]
    assert worthwhile(1, 1_000) == 1


@pytest.mark.parametrize(("formulas", "count"), [(3, 1), (4, 2)])
def test_pictures_of_many_formulas_are_drawn_by_several_processes(
    formulas: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formula takes as long as many slides, so that far fewer are worth another process."""
    asked = []

    def shared(work: Callable[[Slide], object], slides: list[Slide], processes: int) -> list[object]:
        asked.append(processes)
        return in_order(work, slides, processes)

    monkeypatch.setattr(deck, "in_order", shared)
    text = f"title: T\nslides:\n  - title: A\n    columns:\n      - formula: {['x'] * formulas}\n      - text: b\n"
    one, several = (build(text.encode(), ROOT, BuildRequest(processes=number)) for number in (1, 2))
    assert isinstance(one, Deck)
    assert several == one
    assert asked == [1, count]


def test_two_works_are_done_beside_each_other() -> None:
    here = os.getpid()
    other, mine = beside(os.getpid, os.getpid, 2)
    assert mine == here != other
    assert beside(os.getpid, os.getpid, 1) == (here, here)


def test_of_two_works_one_that_is_killed_is_done_here_and_a_bug_is_raised_here() -> None:
    here = os.getpid()

    def killed() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2

    assert beside(killed, lambda: 1, 2) == (2, 1)
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 // 0, lambda: 1, 2)


def test_a_bug_in_a_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        in_order(lambda number: 1 // number, range(20), 2)


def test_a_process_has_the_time_that_is_left_and_no_more() -> None:
    here = os.getpid()

    def work(_: int) -> None:
        end = time.process_time() + 10
        while os.getpid() != here and time.process_time() < end:
            pass

    def shared() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0.1)
        list(at_once(work, [1, 2], 2))

    with click.Context(click.Command("build")) as context:
        context.meta["deckgen.limits"] = Limits(seconds=1)
        with pytest.raises(OutOfTime), in_time():
            shared()


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_one_heavy_thing_is_no_reason_to_refuse_however_many_share_the_work(workers: int) -> None:
    with click.Context(click.Command("build")) as context:
        context.meta["deckgen.limits"] = Limits(seconds=1)
        with in_time():
            assert in_order(lambda number: busy(0.5 if number == 1 else 0), range(16), workers) == [None] * 16


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_what_takes_too_long_is_refused_however_many_share_the_work(workers: int) -> None:
    begun = os.times()
    with click.Context(click.Command("build")) as context:
        context.meta["deckgen.limits"] = Limits(seconds=1)
        with pytest.raises(OutOfTime), in_time():
            in_order(lambda _: busy(0.1), range(40), workers)
    ended = os.times()
    used = sum(getattr(ended, kind) - getattr(begun, kind) for kind in ("user", "system", "children_user"))
    assert used < 1 + 0.1 * workers + 0.4


def test_what_a_process_was_sending_when_it_was_ended_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        raise pickle.UnpicklingError("pickle data was truncated")

    monkeypatch.setattr(pickle, "load", broken)
    assert in_order(lambda number: number * 2, range(20), 2) == list(range(0, 40, 2))


def test_where_no_more_processes_can_be_started_fewer_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, started = os.fork, list[int]()

    def first_only() -> int:
        started.append(0)
        if len(started) > 1:
            raise BlockingIOError
        return fork()

    monkeypatch.setattr(os, "fork", first_only)
    here = os.getpid()
    done = in_order(lambda number: (number, os.getpid() == here), range(21), 3)
    assert [number for number, _ in done] == list(range(21))
    assert [is_here for _, is_here in done].count(True) == 14
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_the_time_of_processes_counts() -> None:
    signal.setitimer(signal.ITIMER_PROF, 60)
    try:
        list(at_once(lambda _: busy(0.2), [1, 2], 2))
    finally:
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
    assert left < 60 - 0.3


HEAD = "title: Deck\nslides:\n  - {title: Agenda, agenda: true}\n  - section: One\n"
SOUND = """\
  - {title: A, table: [[a, b], [c, d]], see: B}
  - {title: A, code: 'x = 1', backup: true}
  - section: Two
  - {title: B, bullets: [a, b], build: steps}
  - {title: B, layers: [Applications, Kernel], arrows: [Applications -> Kernel]}
  - {title: C, image: none.png}
"""
DECKS = {
    "slides with warnings": HEAD + SOUND.replace("image: none.png", "image: assets/houses.png"),
    "slides with errors": f"{HEAD}  - {{title: Full, quote: {'long words ' * 700}}}\n{SOUND}",
}


@pytest.mark.parametrize("text", DECKS.values(), ids=DECKS)
def test_a_deck_and_its_messages_are_the_same_whoever_makes_the_pages(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_SHARE", 1)
    one, several = (build(text.encode(), ROOT, BuildRequest(processes=count)) for count in (1, 3))
    assert one.findings.diagnostics
    assert several == one


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_things(count: int) -> None:
    assert list(in_threads(str, range(count))) == [str(number) for number in range(count)]


def test_a_mistake_in_one_of_several_ends_the_others() -> None:
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.01)
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(in_threads(work, [1, 0, *range(2, 500)]))
    assert len(begun) < 500
