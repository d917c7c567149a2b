"""Zip archives. In: names and contents. Out: bytes, the same on every machine and at any time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3
"""The zip compression level: a third less time than the usual 6, for 6 percent more bytes."""


def archive(entries: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """The zip archive of `entries`: a name in ASCII, a content, and whether compression can be worthwhile."""
    stream = BytesIO()
    package = zipfile.ZipFile(stream, "w")
    try:
        for name, content, squeeze in entries:
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            # The file system of origin is part of the bytes; without this it would depend on the machine.
            entry.create_system = 0
            package.writestr(entry, content, zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED, _LEVEL)
        package.close()
    except BaseException:
        # An interruption can leave an entry open. Closing would complain of that instead, even in the finalizer.
        package.fp = None
        raise
    return stream.getvalue()
