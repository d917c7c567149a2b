"""A result takes the place of the old one whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from deckgen.cli.files import replace_file
from deckgen.cli.terminal import UsageError


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "slides.pptx"
    path.write_bytes(b"old")
    return path


def test_the_new_content_takes_the_place_of_the_old(deck: Path) -> None:
    replace_file(deck, b"new")
    assert deck.read_bytes() == b"new"
    assert list(deck.parent.iterdir()) == [deck]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_content_and_no_rubbish(
    deck: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(UsageError, match="no space left on device"):
        replace_file(deck, b"new")
    assert deck.read_bytes() == b"old"
    assert list(deck.parent.iterdir()) == [deck]


def test_a_read_only_file_is_not_replaced(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything, and this may be root
    with pytest.raises(UsageError, match="is read-only"):
        replace_file(deck, b"new")
    assert deck.read_bytes() == b"old"


def test_an_interruption_leaves_the_old_content_and_no_rubbish(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(deck, b"new")
    assert deck.read_bytes() == b"old"
    assert list(deck.parent.iterdir()) == [deck]


def test_a_device_is_written_to_and_stays_a_device() -> None:
    if not Path("/dev/null").is_char_device():
        pytest.skip("there is no /dev/null here")
    replace_file(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()


def test_a_name_as_long_as_the_file_system_takes_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".pptx")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
