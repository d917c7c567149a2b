"""The numbers in docs/contributing.md are those that `python3 -m tests.numbers` makes, if they are made quickly."""

from __future__ import annotations

import re

from tests.fuzz.run import Results
from tests.numbers import counted, judged, table, written

ROW = re.compile(r"^\| (.+) \| ([\d,]+) \|$", re.MULTILINE)


def test_what_is_counted_is_as_many_as_the_document_says() -> None:
    for row in counted():
        assert table([row]).splitlines()[-1] in written().splitlines()


def test_the_document_has_every_number_and_no_promise_is_broken() -> None:
    wanted = [numberless(row.what) for row in judged(Results(), 0)]
    found = {numberless(what): int(number.replace(",", "")) for what, number in ROW.findall(written())}
    assert [what for what in wanted if what not in found] == []
    tried = [found[what] for what in wanted if "outlines" in what or "decks built" in what]
    assert min(tried) >= 100
    assert [found[what] for what in wanted].count(0) == len(wanted) - len(tried)


def numberless(text: str) -> str:
    return re.sub(r"[\d,]+", "N", text)
