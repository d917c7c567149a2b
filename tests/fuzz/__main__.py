"""Fuzzing for as long as you like: `python3 -m tests.fuzz --minutes 20`. Failing outlines go to a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.run import fuzz


def main() -> int:
    """Fuzz, print what came of it, and fail if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="how long to go on (20)")
    parser.add_argument("--start", type=int, default=1, help="the number of the first round; others give others (1)")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), help="where failing outlines go")
    options = parser.parse_args()
    results = fuzz(options.minutes, options.start, options.failures)
    print("\n".join(results.lines()))
    return 1 if results.broken else 0


if __name__ == "__main__":
    sys.exit(main())
