"""The same work on several things at once, in processes that begin where this one stands."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def at_once(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[tuple[Thing, Result]]:
    """Each thing with what came of it, as it comes; one after the other where processes cannot be forked.

    Forked processes know all that has been read and imported, so that nothing has to be done twice.
    """
    workers = min(len(things), os.cpu_count() or 1)
    if workers < 2 or not hasattr(os, "fork"):
        yield from ((thing, work(thing)) for thing in things)
        return
    import multiprocessing
    from multiprocessing.connection import Connection, wait

    context = multiprocessing.get_context("fork")
    waiting: list[Connection] = []
    for number in range(workers):
        here, there = context.Pipe(duplex=False)
        share = range(number, len(things), workers)
        context.Process(target=_work, args=(work, things, share, there), daemon=True).start()
        there.close()
        waiting.append(here)
    while waiting:
        for connection in wait(waiting):
            assert isinstance(connection, Connection)
            try:
                index, result = connection.recv()
            except EOFError:
                waiting.remove(connection)
                continue
            if isinstance(result, Exception):
                raise result
            yield things[index], result


def _work(work: Callable[[Thing], Result], things: Sequence[Thing], share: Sequence[int], to: Connection) -> None:
    # Ctrl-C reaches every process of the terminal; the one that waits says so and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for index in share:
        try:
            to.send((index, work(things[index])))
        except Exception as bug:  # it is raised again where somebody can see it
            to.send((index, bug))
