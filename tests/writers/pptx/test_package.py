"""The package as a file: the same bytes each time, old dates, nothing loaded that is not needed."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from deckgen.archive import archive
from deckgen.theme.builtin import CLASSROOM, DARK
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.writers.pptx.reading import parts
from tests.writers.pptx.samples import sample


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert write(sample(), CLASSROOM) == write(sample(), CLASSROOM)


def test_all_entries_carry_the_first_date_of_the_format() -> None:
    with zipfile.ZipFile(io.BytesIO(write(sample(), CLASSROOM))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None


def test_an_interruption_within_an_entry_is_not_mistaken_for_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, complaints = zipfile.ZipFile.open, list[object]()

    def interrupted(*arguments: Any, **options: Any) -> None:
        begin(*arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(zipfile.ZipFile, "open", interrupted)
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with pytest.raises(KeyboardInterrupt):
        archive([("a.xml", b"<a/>", True)])
    gc.collect()
    assert complaints == []


def test_the_list_of_content_types_comes_first() -> None:
    assert next(iter(parts(write(sample(), CLASSROOM)))) == "[Content_Types].xml"


def test_without_a_date_the_document_is_of_1980() -> None:
    assert b">1980-01-01T00:00:00Z<" in parts(write(sample(), CLASSROOM))["docProps/core.xml"]


def test_a_date_with_a_zone_is_stored_in_universal_time() -> None:
    noon_in_vienna = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=1)))
    package = write(sample(), CLASSROOM, modified=noon_in_vienna)
    assert b">2026-11-23T11:00:00Z<" in parts(package)["docProps/core.xml"]


def test_writing_loads_no_library() -> None:
    write = "import sys, deckgen.writers.pptx.deck"
    code = f"{write}; print(*sorted({{'lxml', 'pptx', 'PIL', 'xml.etree'}} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_an_archive_holds_what_was_put_in() -> None:
    content = archive([("a.xml", b"<a/>" * 100, True), ("media/b.png", b"\x89PNG", False)])
    assert parts(content) == {"a.xml": b"<a/>" * 100, "media/b.png": b"\x89PNG"}


def test_a_dark_theme_swaps_text_and_ground_on_slides_and_leaves_the_notes_light() -> None:
    written = parts(write(sample(), DARK))
    master, notes = written["ppt/slideMasters/slideMaster1.xml"], written["ppt/notesMasters/notesMaster1.xml"]
    assert b'<p:clrMap bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"' in master
    assert b'<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"' in notes
    assert f'<a:dk1><a:srgbClr val="{DARK.scheme["lt1"]}"/></a:dk1>'.encode() in written["ppt/theme/theme1.xml"]
    assert defects(write(sample(), DARK)) == []
