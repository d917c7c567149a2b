"""Decks as PDF and as pictures, made by programs that may not be installed.

A deck goes to LibreOffice as a file in a temporary folder, with a profile of its own, so that a LibreOffice that is
open, or has unusual settings, neither disturbs nor is disturbed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.cli.terminal import UsageError

DOTS_PER_INCH = 120
"""A slide of 13⅓ in becomes 1,600 pixels wide."""

_SECONDS_AT_MOST = 600
_PDF = 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}'
"""All slides, so that pages and slides have the same numbers."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_HOW_TO_INSTALL = {
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}


def find_libreoffice() -> str | None:
    """The LibreOffice of this machine, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def pdf_of(deck: bytes, tick: Callable[[], None] = lambda: None) -> bytes:
    """A deck as a PDF, one page for each slide.

    `tick` is called about twice a second meanwhile.
    """
    program = find_libreoffice()
    if program is None:
        install = _HOW_TO_INSTALL.get(sys.platform, "sudo apt install libreoffice-impress")
        raise UsageError("rendering needs LibreOffice, which is not installed", f"install it with `{install}`")
    with TemporaryDirectory(prefix="deckgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = folder / "deck.pptx"
        file.write_bytes(deck)
        said = _run(_conversion(program, file), tick)
        pdf = folder / "deck.pdf"
        if not pdf.is_file():
            raise UsageError(f"LibreOffice could not render the deck; it said: {said or 'nothing'}")
        return pdf.read_bytes()


def pictures_of(pdf: bytes) -> list[bytes]:
    """The pages of the PDF as PNG files, 1,600 pixels wide."""
    if find_spec("pypdfium2") is not None:
        return _by_pdfium(pdf)
    program = shutil.which("pdftoppm")
    if program is None:
        raise UsageError("pictures need pypdfium2, which is not installed", "install it with `pip install pypdfium2`")
    return _by_poppler(program, pdf)


def _conversion(program: str, file: Path) -> list[str]:
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--nologo"]
    return [
        program,
        profile,
        *options,
        "--convert-to",
        _PDF,
        "--outdir",
        str(file.parent),
        str(file),
    ]


def _run(arguments: list[str], tick: Callable[[], None]) -> str:
    """Run a program to its end and return its output; it is stopped if deckgen is, or if it takes too long."""
    program = None
    try:
        with _uninterrupted():
            program = subprocess.Popen(
                arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
            )
        for _ in range(2 * _SECONDS_AT_MOST):
            tick()
            try:
                return program.communicate(timeout=0.5)[1].strip()
            except subprocess.TimeoutExpired:
                continue
        raise UsageError(f"LibreOffice did not finish within {_SECONDS_AT_MOST // 60} minutes")
    finally:
        if program is not None:
            _end(program)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C: a program that is just being started could not be ended yet."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(program: subprocess.Popen[str]) -> None:
    """End a program with the programs that it started: LibreOffice's starter only waits for the real one."""
    if sys.platform == "win32":
        program.kill()
    else:
        # The process group exists until its last process has ended, even after the first one has.
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
    program.communicate()


def _by_pdfium(pdf: bytes) -> list[bytes]:
    from io import BytesIO

    import pypdfium2

    pictures = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        file = BytesIO()
        page.render(scale=DOTS_PER_INCH / 72).to_pil().save(file, "png")
        pictures.append(file.getvalue())
    document.close()
    return pictures


def _by_poppler(program: str, pdf: bytes) -> list[bytes]:
    with TemporaryDirectory(prefix="deckgen-") as name:
        folder = Path(name)
        (folder / "deck.pdf").write_bytes(pdf)
        arguments = [program, "-r", str(DOTS_PER_INCH), "-png", str(folder / "deck.pdf"), str(folder / "page")]
        subprocess.run(arguments, check=True, capture_output=True)
        return [page.read_bytes() for page in sorted(folder.glob("page*.png"))]
