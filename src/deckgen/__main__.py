"""`python -m deckgen` is the command `deckgen`. It begins here, so that it can be interrupted even while it loads."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED = 130
_MOMENT = 0.01


def main() -> NoReturn:
    """Run the command that was typed, from the first import on, and end the program with its exit code."""
    # A command is short-lived and makes few cycles; collecting them takes a tenth of a build.
    gc.disable()
    interrupt_for_certain()
    try:
        from deckgen.cli import main as run  # noqa: PLC0415  (see above)

        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        # What comes while the program ends, as a second Ctrl-C, changes no result.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    _end(code)


def _end(code: int) -> NoReturn:
    """End the program at once. Python would let go of everything bit by bit first: a tenth of the time of a build."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        # Nobody reads it any more, it is closed, or it was closed from the start and is None.
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def interrupt_for_certain() -> None:
    """Raise every interruption again that Python cannot raise where it arrives, a moment later.

    In a finalizer or a callback of a weak reference, of which imports use many, Python prints "Exception ignored" and
    goes on.
    """
    shown = sys.unraisablehook

    def again(unraisable: UnraisableHookArgs) -> None:
        interruption = unraisable.exc_value
        if not isinstance(interruption, KeyboardInterrupt):
            shown(unraisable)
        elif hasattr(signal, "setitimer"):

            def raise_it(*_: object) -> None:
                raise interruption

            signal.signal(signal.SIGALRM, raise_it)
            signal.setitimer(signal.ITIMER_REAL, _MOMENT)
        else:
            import _thread  # noqa: PLC0415  (only Windows gets here)
            import threading  # noqa: PLC0415

            threading.Timer(_MOMENT, _thread.interrupt_main).start()

    sys.unraisablehook = again


if __name__ == "__main__":
    main()
