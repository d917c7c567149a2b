"""Work that several processes share, or threads if it mostly waits.

The processes are forked from this one, so that they know all that it has read. In: a function and the things that it
works on. Out: its results. This process does its share of the work, or all of it where processes cannot be forked, or
one is enough, with the same results. The `multiprocessing` of Python is not used: importing it takes as long as
laying out six slides.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import IO, Any, Final, NoReturn, TypeVar

T_ = TypeVar("T_")
R_ = TypeVar("R_")

_SHARE = 25
"""The fewest slides for each process with which a deck is made sooner: starting one and hearing it takes long."""
_THREADS: Final = 4
_CAN_FORK: Final = hasattr(os, "fork")
_NUMBER = 8
"""The bytes of a number in the memory that processes share."""


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile(processes: int, slides: int) -> int:
    """The number of processes, of so many that there may be, by which a deck of so many slides is made soonest."""
    return max(1, min(processes, slides // _SHARE))


def in_order(work: Callable[[T_], R_], things: Sequence[T_], processes: int) -> list[R_]:
    """The result for each thing, in order; `processes` share the work."""
    results = dict(_shared(work, things, processes))
    return [results[index] for index in range(len(things))]


def at_once(work: Callable[[T_], R_], things: Sequence[T_], processes: int) -> Iterator[tuple[T_, R_]]:
    """Each thing with its result, first those that this process has worked on; `processes` share the work."""
    for index, result in _shared(work, things, processes):
        yield things[index], result


def beside(other: Callable[[], R_], work: Callable[[], T_], processes: int) -> tuple[R_, T_]:
    """The results of two works, of which another process does the first if there may be two."""
    works: tuple[Callable[[], Any], ...] = (work, other)
    done, done_beside = in_order(lambda each: each(), works, processes)
    return done_beside, done


def _shared(work: Callable[[T_], R_], things: Sequence[T_], processes: int) -> Iterator[tuple[int, R_]]:
    """The index of each thing with its result. What another process leaves undone because something has ended it is
    done in this one.
    """
    workers = max(1, min(len(things), processes)) if _CAN_FORK else 1
    own, *shares = (range(number, len(things), workers) for number in range(workers))
    left = dict.fromkeys(index for share in shares for index in share)
    clock = _Clock(workers) if workers > 1 else None
    with ExitStack() as running:
        children = _children([partial(_done, work, things, share, clock) for share in shares], running)
        for index in own:
            yield index, work(things[index])
            if clock is not None:
                clock.look(0)
        for child in children:
            for index, result in child.results():
                del left[index]
                yield index, result
    for index in left:
        yield index, work(things[index])


def _done(
    work: Callable[[T_], R_], things: Sequence[T_], share: Sequence[int], clock: _Clock | None
) -> list[tuple[int, R_]]:
    done = []
    for index in share:
        done.append((index, work(things[index])))
        if clock is not None:
            clock.look(share[0])
    return done


def in_threads(
    work: Callable[[T_], R_], things: Collection[T_], stop: Callable[[], None] | None = None
) -> Iterator[R_]:
    """The result for each thing, in order, of work that mostly waits for what runs without the lock of Python.

    Threads do some of it at once. When the results are no longer wanted, what is not begun is left undone, and `stop`
    may end what is.
    """
    count = min(processors(), _THREADS, len(things))
    if count < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (most decks hold one picture, or none)

    pool = ThreadPoolExecutor(count)
    try:
        yield from pool.map(work, things)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        if stop is not None:
            stop()
        raise
    finally:
        pool.shutdown()


class _Clock:
    """The processor time that several processes have used together, each of which looks at it after each thing.

    Their shares may take very different times, so that none of them can be given a part of the time that is left.
    """

    def __init__(self, workers: int) -> None:
        from mmap import mmap  # noqa: PLC0415  (only where processes are forked)

        self._left = _time_left()
        self._begun = time.process_time()
        self._used = memoryview(mmap(-1, workers * _NUMBER)).cast("d")

    def look(self, number: int) -> None:
        """Note the time of the process with this number; its time is over as soon as that of all is."""
        self._used[number] = time.process_time() - (self._begun if number == 0 else 0)
        if self._left and sum(self._used) > self._left:
            signal.raise_signal(signal.SIGPROF)


class _Child:
    """A process that has been forked, and sends its results when it has all of them."""

    def __init__(self, work: Callable[[], object], seconds: float, others: Sequence[_Child]) -> None:
        inherited = [other.source.fileno() for other in others]
        source, to = os.pipe()
        # A process that is interrupted before it ignores that would go on as if it were this one.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._number = os.fork()
            if not self._number:
                _work(work, seconds, [source, *inherited], to)
        except OSError:
            os.close(source)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            os.close(to)
        self.source: IO[bytes] = os.fdopen(source, "rb")

    def results(self) -> list[tuple[int, Any]]:
        """The results, none if something has ended the process; what it has raised is raised here."""
        import pickle  # noqa: PLC0415  (only where processes are forked)

        try:
            found = pickle.load(self.source)
        except (EOFError, pickle.UnpicklingError):  # perhaps in the middle of a result
            return []
        if isinstance(found, KeyboardInterrupt):  # its time is over, and therefore that of all
            signal.raise_signal(signal.SIGPROF)
        if isinstance(found, BaseException):
            raise found
        assert isinstance(found, list)
        return found

    def end(self) -> None:
        """End the process, if it has not come to its end; its time counts as that of this one."""
        import resource  # noqa: PLC0415  (only where processes are forked)

        self.source.close()
        os.kill(self._number, signal.SIGKILL)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.waitpid(self._number, 0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spend(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _children(works: Sequence[Callable[[], object]], running: ExitStack) -> list[_Child]:
    """Processes that have begun to work, and are ended with the others; fewer if no more can be started."""
    children: list[_Child] = []
    seconds = _time_left()
    with suppress(OSError):
        for work in works:
            child = _Child(work, seconds, children)
            children.append(child)
            running.callback(child.end)
    return children


def _time_left() -> float:
    """The seconds of processor time that are left of those which the command allows; 0 if it allows any."""
    return signal.getitimer(signal.ITIMER_PROF)[0] if _CAN_FORK else 0


def spend(seconds: float) -> None:
    """Count the processor time of other processes, so that a limit is the same for any number of them."""
    left = _time_left()
    if left > seconds:
        signal.setitimer(signal.ITIMER_PROF, left - seconds)
    elif left:
        signal.raise_signal(signal.SIGPROF)


def _work(work: Callable[[], object], seconds: float, inherited: Sequence[int], to: int) -> NoReturn:
    """Do the work in a process that has just been forked, and send what it gives or raises."""
    try:
        # Ctrl-C reaches every process of the terminal; the waiting one reports it and ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.setitimer(signal.ITIMER_PROF, seconds)
        for source in inherited:  # without a reader, sending fails instead of waiting for ever
            os.close(source)
        import pickle  # noqa: PLC0415  (only where processes are forked)

        try:
            result = work()
        except (Exception, KeyboardInterrupt) as bug:  # raised again in the parent process, where it is shown
            result = bug
        with open(to, "wb") as pipe:
            pickle.dump(result, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        # Nothing of what the parent process has begun must be ended here too.
        os._exit(0)
