"""The numbers of the README are those that `python3 -m tests.numbers` makes, as far as they are quickly made."""

from __future__ import annotations

import re

from tests.fuzz.run import Results
from tests.numbers import counted, judged, table, written


def test_what_is_counted_is_as_many_as_the_readme_says() -> None:
    for row in counted():
        assert table([row]).splitlines()[-1] in written().splitlines()


def test_the_readme_has_every_number_and_no_promise_is_broken() -> None:
    names = [re.sub(r"[\d,]+", "N", row.what) for row in judged(Results(), 0)]
    found = dict(
        re.findall(r"^\| (.+) \| ([\d,]+) \|$", re.sub(r" [\d,]+ (decks|slides)", r" N \1", written()), re.M)
    )
    assert [name for name in names if name not in found] == []
    counts = {name: int(found[name].replace(",", "")) for name in names}
    drawn = {name: count for name, count in counts.items() if "outlines" in name or name.startswith("decks built")}
    assert min(drawn.values()) > 100
    assert {name: count for name, count in counts.items() if name not in drawn and count} == {}
