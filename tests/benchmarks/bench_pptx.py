"""How long writing takes: milliseconds and bytes for decks of 24, 200, 1,000 and 3,000 slides, and for the import.

usage: python tests/benchmarks/bench_pptx.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from tests.writers.pptx.samples import long_deck

_LOAD = "import deckgen.writers.pptx.deck, deckgen.theme.builtin"
_IMPORT = f"from time import perf_counter as t; a = t(); {_LOAD}; print(t() - a)"


def main() -> None:
    imports = [
        float(subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True).stdout)
        for _ in range(7)
    ]
    print(f"import the writer and the theme {median(imports) * 1000:8.1f} ms")
    for slides in (24, 200, 1_000, 3_000):
        scene, times = long_deck(slides), []
        for _ in range(5):
            start = perf_counter()
            package = write(scene, CLASSROOM)
            times.append(perf_counter() - start)
        print(f"{slides:5} slides {median(times) * 1000:8.1f} ms {len(package):10,} bytes")


if __name__ == "__main__":
    main()
