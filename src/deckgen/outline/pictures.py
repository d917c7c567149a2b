"""A picture's bytes to Media: sound, upright and of a kind that PowerPoint shows.

PNG, JPEG and GIF files stay as they are, byte for byte. A picture that is stored turned, in the colours of a
printing press, or in another format, is written anew, always to the same bytes.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError, WebPImagePlugin

from deckgen.diagnostics import Diagnostic, error
from deckgen.media import Media, MediaKind
from deckgen.outline.element import Words

MOST_PIXELS = 60_000_000
KINDS: Final[dict[str, MediaKind]] = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "GIF": "gif"}
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", WebPImagePlugin.WebPImageFile.format)
ORIENTATION = 0x0112
SCREEN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "I")


def open_picture(name: Words, content: bytes) -> Media | Diagnostic:
    """The picture, or what is wrong with it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _opened(name, content)
    except UnidentifiedImageError:
        return _unknown(name, content)
    except Image.DecompressionBombError:
        return _too_large(name, "hundreds of millions of")
    except (
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        EOFError,
        LookupError,
        OverflowError,
        MemoryError,
        struct.error,
    ):
        # Pillow's decoders raise all of these for damaged files
        return error("damaged-picture", f"`{name.raw}` is damaged or incomplete", name.place, "save or copy it again")


def _opened(name: Words, content: bytes) -> Media | Diagnostic:
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    width, height = image.size
    if width * height > MOST_PIXELS:
        return _too_large(name, f"{width} × {height}")
    kind = KINDS.get(image.format or "")
    # Pillow decodes a whole PNG to look for its Exif data, which hardly any has.
    has_exif = kind != "png" or b"eXIf" in content
    turned = has_exif and image.getexif().get(ORIENTATION, 1) not in (0, 1)
    if kind is not None and not turned and image.mode != "CMYK":
        _prove(image, kind, content)
        return Media(name.raw, kind, content, width, height)
    upright = ImageOps.exif_transpose(image)
    kind, written = _written(upright, was_photo=kind == "jpeg" or (image.format == "WEBP" and image.mode == "RGB"))
    return Media(name.raw, kind, written, *upright.size)


def _prove(image: ImageFile.ImageFile, kind: MediaKind, content: bytes) -> None:
    """Raise if the file is cut off or damaged, without decoding more of it than that takes."""
    if kind == "png":
        # Asking for the orientation has read ahead, and `verify` wants a file that has just been opened.
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


def _too_large(name: Words, pixels: str) -> Diagnostic:
    message = (
        f"`{name.raw}` has {pixels} pixels, more than the {MOST_PIXELS // 1_000_000} million that a slide can use"
    )
    return error("picture-too-large", message, name.place, "save it smaller: 1920 pixels across fill a slide")


def _unknown(name: Words, content: bytes) -> Diagnostic:
    start = content[:1000].lstrip().lower()
    what = "an SVG drawing" if b"<svg" in start else "a PDF" if start.startswith(b"%pdf") else None
    if what is not None:
        message = f"`{name.raw}` is {what}, which deckgen cannot show"
        return error("not-a-picture", message, name.place, "export it as PNG")
    hint = "pictures are PNG, JPEG, GIF, WebP, BMP or TIFF files"
    return error("not-a-picture", f"`{name.raw}` is no picture that deckgen can show", name.place, hint)
