"""Prints what stands for the deck of each outline that is named: `python3 -m tests.fuzz.digests FILE …`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.fuzz.judges import digest

if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(digest(Path(name).read_bytes()))
