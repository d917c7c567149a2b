"""The bytes of a picture to Media: valid, upright and in a format that PowerPoint shows.

PNG, JPEG and GIF files stay as they are, byte for byte; their names do not matter. A picture that is stored rotated,
in printing colours (CMYK), or in another format is encoded anew, always to the same bytes: photos as JPEG, pictures
that were stored without loss as PNG. Photos of phones (HEIC) need the package pillow-heif.
"""

from __future__ import annotations

import io
import struct
import warnings
from functools import cache, lru_cache
from typing import Final

from PIL import Image, ImageFile, UnidentifiedImageError, features

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error
from deckgen.limits import MILLION
from deckgen.media.media import Media, MediaKind
from deckgen.media.opening import FileName
from deckgen.regex import regex

# Memory in blocks of Pillow's usual 16 MB is not given back while anything smaller lies behind it.
# (https://pillow.readthedocs.io/en/stable/reference/block_allocator.html)
Image.core.set_block_size(64 * 2**20)  # type: ignore[attr-defined]

KINDS: Final[dict[str, MediaKind]] = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "GIF": "gif"}
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
PHOTO_FORMATS = {"AVIF": "an AVIF picture", "HEIF": "an HEIC photo"}
"""The formats that not every Pillow can open."""
_AVIF = (b"avif", b"avis")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""The brands of files that begin with `ftyp` (ISO/IEC 23008-12)."""
OTHERS = (
    (b"%pdf", "a PDF"),
    (b"%!ps", "a PostScript drawing"),
    (b"\x1f\x8b", "compressed, perhaps an SVGZ"),
    (b"\x01\x00\x00\x00", "a Windows metafile"),
    (b"pk\x03\x04", "a zip package, such as a Word or draw.io file"),
    (b"<mxfile", "a draw.io file"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"8bps", "a Photoshop file"),
)
ORIENTATION = 0x0112
SCREEN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "I")


def _photo_format(content: bytes) -> str | None:
    """The format of a file of the HEIF family, None for all others."""
    if content[4:8] != b"ftyp":
        return None
    brands = content[8:12], *(content[at : at + 4] for at in range(16, 64, 4))
    return "AVIF" if any(brand in _AVIF for brand in brands) else "HEIF" if brands[0] in _HEIC else None


@cache
def _opens(photo_format: str) -> bool:
    """True if this machine can open a format of the HEIF family."""
    if photo_format == "AVIF":
        return features.check("avif") is True
    try:
        import pillow_heif  # noqa: PLC0415  (an extra, for photos of phones)
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


_SVG = regex(rb"<(?:\w+:)?svg[\s>]")


_SEEN_THROUGH = 128
"""The opacity, of 255, below which what lies behind a pixel counts: the edges of a shape are softer than that."""


@lru_cache(maxsize=32)
def is_transparent(media: Media) -> bool:
    """True if what lies behind a picture can be seen, at one pixel or more."""
    with Image.open(io.BytesIO(media.content)) as image:
        if not image.has_transparency_data:
            return False
        # A copy of a large picture would take hundreds of megabytes.
        opaque = image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
        return any(opaque.getchannel("A").histogram()[:_SEEN_THROUGH])


_SAMPLES, _WHITE, _WHITE_EDGE = 64, 248, 0.25
"""The pixels along a side of a small picture, how light white ones are at least, and the least share of them."""


@lru_cache(maxsize=32)
def is_on_white(media: Media) -> bool:
    """True if much of a picture's edge is white: it was drawn on paper, and its edge is none that was meant."""
    with Image.open(io.BytesIO(media.content)) as image:
        image.draft("L", (2 * _SAMPLES, 2 * _SAMPLES))
        small = image.convert("L").resize((_SAMPLES, _SAMPLES), Image.Resampling.BOX).tobytes()
    last = _SAMPLES - 1
    edge = small[:_SAMPLES] + small[-_SAMPLES:] + small[::_SAMPLES] + small[last::_SAMPLES]
    return sum(light >= _WHITE for light in edge) >= _WHITE_EDGE * len(edge)


def is_drawing(content: bytes) -> bool:
    """True if the content is meant as an SVG, valid or not."""
    start = content[:4000]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _SVG.search(start) is not None


def open_picture(name: FileName, content: bytes, megapixels: int) -> Outcome[Media | None]:
    """The picture and its diagnostics; None for a picture that cannot be shown."""
    if is_drawing(content):
        from deckgen.media.drawings import open_drawing  # noqa: PLC0415  (slow to import, and few lectures hold any)

        return open_drawing(name, content)
    photo = _photo_format(content)
    if photo is not None and not _opens(photo):
        return Outcome(None, (_needs_package(name, photo),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _opened(name, content, megapixels)
    except UnidentifiedImageError:
        return Outcome(None, (_unknown(name, content),))
    except Image.DecompressionBombError:
        return Outcome(None, (_too_large(name, "hundreds of millions of", megapixels),))
    except _DAMAGED:
        message = f"`{name.raw}` is damaged or incomplete"
        return Outcome(None, (error(Code.DAMAGED_PICTURE, message, name.place, "save or copy it again"),))


_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, OverflowError, MemoryError, struct.error,
)  # fmt: skip
"""What the decoders of Pillow raise for damaged files."""


def takes_little(content: bytes) -> bool:
    """True for files of which several can be opened at once: pictures that stay as they are, drawings and others."""
    if is_drawing(content):
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _photo_format(content) is None and _kind_as_it_is(_image(content), content) is not None
    except (*_DAMAGED, Image.DecompressionBombError):
        return True


def stop_opening() -> None:
    """Stop the drawings that are drawn in order to open them."""
    from deckgen.media.raster import stop_drawing  # noqa: PLC0415  (slow to import, and few lectures hold any)

    stop_drawing()


def _opened(name: FileName, content: bytes, megapixels: int) -> Outcome[Media | None]:
    image = _image(content)
    width, height = image.size
    if width * height <= megapixels * MILLION and _kind_as_it_is(image, content) is None:
        megapixels = min(megapixels, _MEMORY // _memory_for_a_pixel(image) // MILLION)
    if width * height > megapixels * MILLION:
        return Outcome(None, (_too_large(name, f"{width} × {height}", megapixels),))
    moves = image.format != "GIF" and getattr(image, "is_animated", False) and image.format in ("PNG", "WEBP", "AVIF")
    if moves:
        from deckgen.media.drawings import motion_lost  # noqa: PLC0415

        return Outcome(_as_media(name, content, image), (motion_lost(name),))
    return Outcome(_as_media(name, content, image))


_MEMORY: Final = 430 * MILLION
"""The bytes that writing a picture anew may take."""
_FOR_A_PIXEL: Final = {"WEBP": 16, "AVIF": 9}
"""The bytes that it takes for each pixel, reading included, as measured with Pillow 13; 8 in all other formats."""


def _memory_for_a_pixel(image: ImageFile.ImageFile) -> int:
    """The bytes that writing a picture anew takes for each of its pixels."""
    return _FOR_A_PIXEL.get(image.format or "", 8)


def _kind_as_it_is(image: ImageFile.ImageFile, content: bytes) -> MediaKind | None:
    """The kind of a picture that can stay as it is, byte for byte."""
    kind = KINDS.get(image.format or "")
    # Pillow decodes a whole PNG to look for its Exif data, which few have.
    has_exif = kind != "png" or b"eXIf" in content
    turned = has_exif and image.getexif().get(ORIENTATION, 1) not in (0, 1)
    return None if turned or image.mode == "CMYK" else kind


def _as_media(name: FileName, content: bytes, image: ImageFile.ImageFile) -> Media:
    kind = _kind_as_it_is(image, content)
    if kind is None:
        return _anew(name, content)
    width, height = image.size
    _prove(image, kind, content)
    return Media(name.raw, kind, content, width, height)


def _anew(name: FileName, content: bytes) -> Media:
    """The picture written anew, upright and in a format that PowerPoint shows."""
    from PIL import ImageOps  # noqa: PLC0415  (most pictures stay as they are)

    image = _image(content)
    was_photo = image.format in ("JPEG", "MPO", *PHOTO_FORMATS) or (image.format == "WEBP" and _loses(content))
    ImageOps.exif_transpose(image, in_place=True)
    kind, written = _written(image, was_photo)
    return Media(name.raw, kind, written, *image.size)


def _image(content: bytes) -> ImageFile.ImageFile:
    photo = _photo_format(content)
    return Image.open(io.BytesIO(content), formats=FORMATS if photo is None else (photo,))


def _loses(content: bytes) -> bool:
    """True for a WebP that is stored with loss (https://developers.google.com/speed/webp/docs/riff_container)."""
    at = 12
    while at + 8 <= len(content):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind in (b"VP8L", b"VP8 "):
            return kind == b"VP8 "
        # A frame of an animation holds chunks of its own, after sixteen bytes.
        at += 24 if kind == b"ANMF" else 8 + size + size % 2
    return True


def _prove(image: ImageFile.ImageFile, kind: MediaKind, content: bytes) -> None:
    """Raise an exception if the file is truncated or damaged, and decode no more of it than that takes."""
    if kind == "png":
        # Reading the orientation has advanced the file, and `verify` needs one that has just been opened.
        Image.open(io.BytesIO(content)).verify()
        if b"IEND" not in content[-64:]:
            image = Image.open(io.BytesIO(content))
            image.load()
    elif kind == "jpeg":
        image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    else:
        image.load()


def _written(image: Image.Image, was_photo: bool) -> tuple[MediaKind, bytes]:
    image = image if image.mode in SCREEN_MODES else image.convert("RGB")
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    out = io.BytesIO()
    if was_photo and image.mode in ("L", "RGB"):
        image.save(out, "JPEG", quality=92, subsampling=0, exif=b"", icc_profile=profile)
        return "jpeg", out.getvalue()
    image.save(out, "PNG", exif=b"", icc_profile=profile)
    return "png", out.getvalue()


def _too_large(name: FileName, pixels: str, megapixels: int) -> Diagnostic:
    message = f"`{name.raw}` has {pixels} pixels, more than the {megapixels} million that a slide can use"
    return error(Code.PICTURE_TOO_LARGE, message, name.place, "save it smaller: 1920 pixels across fill a slide")


def _needs_package(name: FileName, photo: str) -> Diagnostic:
    message = f"`{name.raw}` is {PHOTO_FORMATS[photo]}, which deckgen cannot open here"
    package = "deckgen[heic]" if photo == "HEIF" else "pillow>=11.3"
    return error(Code.NOT_A_PICTURE, message, name.place, f"save it as JPEG, or run `pip install '{package}'`")


def _unknown(name: FileName, content: bytes) -> Diagnostic:
    start = content[:1000].lstrip().lower()
    what = next((what for sign, what in OTHERS if start.startswith(sign)), None)
    if what is not None:
        message = f"`{name.raw}` is {what}, which deckgen cannot show"
        return error(Code.NOT_A_PICTURE, message, name.place, "export it as SVG or PNG")
    hint = "pictures are PNG, JPEG, GIF, SVG, WebP, AVIF, BMP or TIFF files"
    return error(Code.NOT_A_PICTURE, f"`{name.raw}` is no picture that deckgen can show", name.place, hint)
