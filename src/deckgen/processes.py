"""Work that several processes share. They are forked from this one, so that they know all that it has read.

In: a function and the things that it works on. Out: its results. Where processes cannot be forked, or one is enough,
this one does the work, with the same results.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T_ = TypeVar("T_")
R_ = TypeVar("R_")

_MANY = 150
"""The number of slides from which on it pays to start processes."""
_CAN_FORK: Final = hasattr(os, "fork")
_AT_ONCE = 0.001
"""A time that is over as soon as it is measured; 0 would stop the clock."""
_PARTS = 4
"""The number of times that each process sends results. What the results of one time share is sent and kept once."""


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile(processes: int, slides: int) -> int:
    """The number of processes, of so many that there may be, by which a deck of so many slides is made soonest."""
    return processes if slides >= _MANY else 1


def in_order(work: Callable[[T_], R_], things: Sequence[T_], processes: int) -> list[R_]:
    """The result for each thing, in order; `processes` share the work."""
    size = max(1, -(-len(things) // (processes * _PARTS)))
    parts = {first: things[first : first + size] for first in range(0, len(things), size)}

    def done(first: int) -> list[R_]:
        return [work(thing) for thing in parts[first]]

    results = dict(at_once(done, list(parts), processes))
    return [result for first in parts for result in results[first]]


def at_once(work: Callable[[T_], R_], things: Sequence[T_], processes: int) -> Iterator[tuple[T_, R_]]:
    """Each thing with its result, in the order of completion; one after the other in a single process.

    What a process leaves undone because something has ended it is done in this one.
    """
    left = dict(enumerate(things))
    workers = min(len(things), processes)
    if workers > 1 and _CAN_FORK:
        for index, result in _received(_started(work, things, workers)):
            yield left.pop(index), result
    for thing in left.values():
        yield thing, work(thing)


def beside(other: Callable[[], R_], work: Callable[[], T_], processes: int) -> tuple[R_, T_]:
    """The results of two works, of which another process does the first if there may be two."""
    if processes < 2 or not _CAN_FORK:
        return other(), work()
    waiting = _started(lambda each: each(), [other], 1)
    done = work()
    results = [result for _, result in _received(waiting)]
    return results[0] if results else other(), done


def _started(work: Callable[[T_], R_], things: Sequence[T_], workers: int) -> dict[Connection, BaseProcess]:
    """Processes that have begun to work, by what leads to the results of each; fewer if no more can be started."""
    import multiprocessing  # noqa: PLC0415  (slow to import, and most decks are small)

    context = multiprocessing.get_context("fork")
    waiting: dict[Connection, BaseProcess] = {}
    seconds = _time_left() / workers
    for number in range(workers):
        here, there = context.Pipe(duplex=False)
        share = range(number, len(things), workers)
        pipes = ((*waiting, here), there)
        process = context.Process(target=_work, args=(work, things, share, pipes, seconds), daemon=True)
        # A process that is interrupted while it starts is not yet among those that are ended with this one.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
            waiting[here] = process
        except OSError:
            break
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            there.close()
    return waiting


def _received(waiting: dict[Connection, BaseProcess]) -> Iterator[tuple[int, Any]]:
    """The index and the result of each thing that some process has worked on; what it has raised is raised here."""
    import resource  # noqa: PLC0415  (only where processes are forked)
    from multiprocessing.connection import Connection, wait  # noqa: PLC0415

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    while waiting:
        for connection in wait(list(waiting)):
            assert isinstance(connection, Connection)
            try:
                index, result = connection.recv()
            except (EOFError, OSError):  # it is done, or something has ended it, perhaps in the middle of a result
                waiting.pop(connection).join()
                continue
            if isinstance(result, KeyboardInterrupt):  # its time is over, and therefore that of all
                signal.raise_signal(signal.SIGPROF)
            if isinstance(result, Exception | KeyboardInterrupt):
                raise result
            yield index, result
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    _spend(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _time_left() -> float:
    """The seconds of processor time that are left of those which the command allows; 0 if it allows any."""
    return signal.getitimer(signal.ITIMER_PROF)[0]


def _spend(seconds: float) -> None:
    """Count the processor time of other processes, so that a limit is the same for any number of them."""
    if left := _time_left():
        signal.setitimer(signal.ITIMER_PROF, max(left - seconds, _AT_ONCE))


def _work(
    work: Callable[[T_], R_],
    things: Sequence[T_],
    share: Sequence[int],
    pipes: tuple[Sequence[Connection], Connection],
    seconds: float,
) -> None:
    # Ctrl-C reaches every process of the terminal; the waiting one reports it and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.setitimer(signal.ITIMER_PROF, seconds)
    inherited, to = pipes
    for connection in inherited:  # without a reader, sending fails instead of waiting for ever
        connection.close()
    with suppress(ConnectionError):  # whoever waited is gone
        for index in share:
            try:
                result: object = work(things[index])
            except (Exception, KeyboardInterrupt) as bug:  # raised again in the parent process, where it is shown
                result = bug
            to.send((index, result))
