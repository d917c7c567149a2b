"""How long reading outlines takes: `python tests/benchmarks/bench_outline.py`.

Prints the median of several runs for a lecture of 24, 200 and 1,000 slides, the share of YAML in it, the time of
a first reading in a new process, and that of the import.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from deckgen.decode.outline import parse
from deckgen.source import read

HEAD = """\
title: Docker and virtual machines
minutes: 45
audiences: {beginners: {minutes: 30}, developers: , managers: {minutes: 15}}
roles: {app: Applications, kernel: {label: OS kernel, colour: teal}, hardware: Hardware}
slides:
"""
SLIDES = """\
  - title: An operating system has two layers
    layers:
      - Applications: browsers, editors, shells
      - OS kernel: {role: kernel, tall: 2}
      - [VM 1: [App A, Guest OS], VM 2: [App B, Guest OS]]
      - Hardware: [CPU, Memory, Disk]
    braces: {software: [Applications, OS kernel]}
    arrows:
      - Applications -> OS kernel: system calls
    highlight: OS kernel
    notes: |
      Ask first: which of these did you **install** yourself?
  - title: Containers are small
    bullets:
      - They share **one** kernel
      - An image has layers: [one for each instruction, all read-only]
      - "`docker run` starts a container"
    callout: {tip: Put what changes often last}
  - title: What each one needs
    compare:
      of: [Docker, Virtual machine]
      rows:
        Image size: [tens of megabytes, gigabytes]
        Start: [about a second, about a minute]
        Runs a guest of any OS: [no, yes]
      best: {Image size: Docker, Start: Docker}
      verdict: Choose Docker unless you need another kernel
  - title: Sizes of images
    only: [beginners, developers]
    table:
      - [Name, Size, Base]
      - [alpine, 8 MB, none]
      - [debian, 120 MB, none]
"""


def lecture(slides: int) -> bytes:
    return (HEAD + SLIDES * (slides // 4)).encode()


def median(work: Callable[[], object], runs: int = 7) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def in_new_process(code: str) -> float:
    timed = f"import time; start = time.perf_counter(); {code}; print(time.perf_counter() - start)"
    runs = [
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)
        for _ in range(7)
    ]
    return statistics.median(runs) * 1000


def main() -> None:
    for slides in (24, 200, 1000):
        content = lecture(slides)
        assert parse(content).diagnostics == ()
        whole, yaml = median(lambda content=content: parse(content)), median(lambda content=content: read(content))  # type: ignore[misc]
        print(f"{slides:5} slides {len(content) / 1000:6.0f} kB: {whole:6.1f} ms, of which YAML {yaml:6.1f} ms")
    print(f"import of the parser     {in_new_process('import deckgen.decode.outline'):6.1f} ms")
    first = f"from deckgen.decode.outline import parse; content = {lecture(24)!r}; parse(content)"
    print(f"import and first parse   {in_new_process(first):6.1f} ms (24 slides)")


if __name__ == "__main__":
    main()
