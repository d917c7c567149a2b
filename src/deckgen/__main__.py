"""`python -m deckgen` is the command `deckgen`. It begins here, so that it can be interrupted even while it loads."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command that was typed, from the first import on."""
    try:
        from deckgen.cli import main as run  # noqa: PLC0415  (see above)

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
