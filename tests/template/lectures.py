"""A lecture with everything in it that a template can get wrong, built in a template."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.deck import Deck
from deckgen.pipeline import build
from deckgen.template.reading import Understood, understand
from tests.template.templates import TEMPLATES

OUTLINE = """\
title: Docker vs Virtual Machine
subtitle: What each one virtualizes
author: Operating Systems course
minutes: 45
theme: {theme}
slides:
  - title: Two parts today
    agenda: true
  - section: How an operating system is made up
    subtitle: And who talks to whom
  - title: An operating system has two layers
    layers: [Applications, OS kernel, Hardware: [CPU, Memory, Disk]]
    bullets: [Applications rest on the kernel, Only the kernel touches hardware: [really, always]]
    build: {{layers: bottom up, bullets: true}}
    notes: Ask first.
  - section: What follows from it
  - title: Docker wins on size and speed
    compare:
      of: [Docker, Virtual machine]
      rows: {{Image size: [tens of megabytes, gigabytes], Runs any OS: [no, yes]}}
      best: {{Image size: Docker, Runs any OS: Virtual machine}}
      verdict: Choose Docker unless you need another kernel
    see: A container starts sixty times faster
  - title: A container is an isolated process
    columns:
      - {{title: Namespaces, bullets: [Its own processes, Its own files]}}
      - {{title: Cgroups, bullets: [Processor time, Memory]}}
    callout: {{tip: Columns stand beside each other.}}
  - title: Two columns without titles
    columns: [{{bullets: [One, Two]}}, {{bullets: [Three, Four]}}]
  - title: An image brings no kernel
    code: {{language: docker, text: "FROM python:3.13-slim\\nCOPY . ."}}
  - title: What makes Ubuntu different from Debian?
    quiz: [A different kernel, answer: A different applications layer]
  - title: A container starts sixty times faster
    chart: {{values: {{Container: 1, Virtual machine: 60}}, unit: s}}
    transition: fade
  - title: Whose kernel it is makes all the difference
    bullets: [It is the same question, Every time, "with a [link](https://example.org)"]
"""


@cache
def template(name: str) -> bytes:
    return TEMPLATES[name]()


@cache
def understood(name: str) -> Understood:
    found = understand(template(name), "template.potx").value
    assert found is not None
    return found


def build_in(name: str) -> Deck:
    """Build the lecture in a template that lies beside it."""
    with TemporaryDirectory(prefix="deckgen-test-") as folder:
        (Path(folder) / "design.potx").write_bytes(template(name))
        found = build(OUTLINE.format(theme="design.potx").encode(), Path(folder))
    assert isinstance(found, Deck), found.findings.diagnostics
    return found


built_in = cache(build_in)
"""The lecture in a template, built once in each process."""
