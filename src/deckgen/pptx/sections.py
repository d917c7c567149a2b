"""The section list of PowerPoint 2010 and later ([MS-PPTX] 2.2.1), an extension of the presentation part."""

from __future__ import annotations

import zlib

from deckgen.pptx.xml import attribute
from deckgen.scene.slide import Section

_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def section_list(sections: tuple[Section, ...], first_id: int) -> str:
    """The sections as p:ext; slide number n, counted from 0, has the id `first_id` + n."""
    entries = []
    for position, section in enumerate(sections, 1):
        ids = range(first_id + section.first, first_id + section.first + section.count)
        slides = "".join([f'<p14:sldId id="{number}"/>' for number in ids])
        entries.append(
            f'<p14:section name="{attribute(section.name)}" id="{_identifier(section.name, position)}">'
            f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
        )
    return f'<p:ext uri="{_URI}"><p14:sectionLst xmlns:p14="{_NAMESPACE}">{"".join(entries)}</p14:sectionLst></p:ext>'


def _identifier(name: str, position: int) -> str:
    """A GUID of version 8 (RFC 9562, 5.8) from a section's name and position.

    Not version 5, because `uuid` and `hashlib` take 18 ms to import.
    """
    return f"{{{zlib.crc32(name.encode('utf-8', 'replace')):08X}-DEC6-8000-8000-{position:012X}}}"
