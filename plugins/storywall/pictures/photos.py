"""Reading a photo that anybody may have sent: refuse what is no photo, then cut and re-encode it.

Only pixels survive: orientation is applied, colours become sRGB, and all metadata is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import ExifTags, Image, ImageCms
from PIL.JpegImagePlugin import jpeg_factory
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from storywall.problems import Severity, nearest, rule

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

PICTURE_MISSING = rule(
    "picture-missing", Severity.WARNING, "The file names a picture that is not there."
)
PICTURE_OUTSIDE = rule(
    "picture-outside", Severity.WARNING, "Only pictures inside the stories folder are published."
)
PICTURE_FORMAT = rule(
    "picture-format",
    Severity.WARNING,
    "JPEG, PNG and WebP are what every browser shows and what can be cleaned of hidden data.",
)
PICTURE_TOO_LARGE = rule(
    "picture-too-large", Severity.WARNING, "A small file can unpack to more than a computer holds."
)
PICTURE_BROKEN = rule(
    "picture-broken", Severity.WARNING, "A picture that cannot be read whole is not shown."
)

RECIPE = 1
"""Raised when decoding or cutting gives other pixels."""

MAX_PIXELS = 50_000_000
MAX_BYTES = 64 * 1024 * 1024
SHEET = (0xFB, 0xFA, 0xF6)
"""The wall's paper, under pictures with transparent parts."""

Box = tuple[int, int, int, int]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_SIDE = frozenset({5, 6, 7, 8})


@dataclass
class Unreadable(Exception):
    """A photo that is not shown: the rule it breaks, what is wrong, what to do."""

    code: str
    message: str
    hint: str


def read(root: Path, src: str) -> bytes:
    """The bytes of the picture *src* below *root* (resolved). Raises Unreadable."""
    try:
        path = (root / src).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise _missing(root, src) from None
    if not path.is_relative_to(root):
        hint = "Put the picture itself beside the file."
        raise Unreadable(PICTURE_OUTSIDE, f"`{src}` lies outside the stories folder.", hint)
    if not path.is_file():
        raise _missing(root, src)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(f"is larger than {MAX_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError as fault:
        raise _broken(str(fault.strerror)) from None


def _missing(root: Path, src: str) -> Unreadable:
    folder = (root / src).parent
    try:
        inside = folder.resolve().is_relative_to(root)
        known = sorted(entry.name for entry in folder.iterdir()) if inside else []
    except (OSError, ValueError, RuntimeError):
        known = []
    hint = nearest(Path(src).name, known) or "Put the picture beside the file; mind capitals."
    return Unreadable(PICTURE_MISSING, f"There is no picture `{src}`.", hint)


def _too_large(how: str) -> Unreadable:
    hint = "Save it smaller; 4000 pixels on the long side are plenty."
    return Unreadable(PICTURE_TOO_LARGE, f"The picture {how}.", hint)


def _broken(why: str) -> Unreadable:
    message = f"The picture cannot be read: {why}."
    return Unreadable(PICTURE_BROKEN, message, "Open it in an image editor and save it again.")


def _open(data: bytes) -> ImageFile:
    """Read the header. Raises Unreadable for another format, anything for a broken file."""
    # Not Image.open: it tells of many pixels by Python's warnings, which threads share.
    file = BytesIO(data)
    if data[:3] == b"\xff\xd8\xff":
        return jpeg_factory(file)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return PngImageFile(file)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WebPImageFile(file)
    hint = "Export it as JPEG (photos) or PNG (drawings)."
    raise Unreadable(PICTURE_FORMAT, "The picture is not a JPEG, PNG or WebP file.", hint)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A photo in memory: *size* is the original's, upright; the pixels may be reduced."""

    size: tuple[int, int]
    _image: Image.Image
    _to_srgb: ImageCms.ImageCmsTransform | None

    def cut(
        self, box: Box, size: tuple[int, int], format_: Literal["webp", "jpeg"], quality: int
    ) -> bytes:
        """*box* (in pixels of the original) as a file of *size*. The same input, the same bytes."""
        across, down = (mine / full for mine, full in zip(self._image.size, self.size, strict=True))
        reduced = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        small = self._image.resize(size, Image.Resampling.LANCZOS, box=reduced, reducing_gap=3.0)
        flat = self._flat(small)
        flat.info.clear()
        out = BytesIO()
        if format_ == "webp":
            flat.save(out, "WEBP", quality=quality, method=4)
        else:
            flat.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        return out.getvalue()

    def _flat(self, image: Image.Image) -> Image.Image:
        """In sRGB, on the sheet where it is transparent."""
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        if alpha is not None:
            image = image.convert("RGB")
        if self._to_srgb is not None:
            image = ImageCms.applyTransform(image, self._to_srgb) or image
        image = image.convert("RGB")
        if alpha is not None:
            sheet = Image.new("RGB", image.size, SHEET)
            sheet.paste(image, mask=alpha)
            image = sheet
        return image


def decode(data: bytes, reduction: Callable[[int, int], int]) -> Decoded:
    """Decode a photo, its first frame if it moves.

    *reduction* is given the upright size and says by how much, 1, 2, 4 or 8, the pixels may be
    fewer; only a JPEG makes use of it. Raises Unreadable when there are too many pixels (known from
    the header), or the file is cut off or broken.
    """
    try:
        image = _open(data)
        stored = image.size
        _check_pixels(*stored)
        scale = reduction(*_upright_size(stored, _orientation(image)))
        if scale > 1:
            image.draft(None, (max(1, stored[0] // scale), max(1, stored[1] // scale)))
        image.load()
    except Unreadable:
        raise
    except Exception as fault:  # noqa: BLE001  decoders raise whatever comes, on broken files
        raise _broken(str(fault) or type(fault).__name__) from None
    turn = _orientation(image)  # again: a PNG may say it behind its pixels
    pixels = _eight_bit(image.transpose(_TURNS[turn]) if turn in _TURNS else image)
    transform = _transform(pixels.mode, image.info.get("icc_profile"))
    return Decoded(_upright_size(stored, turn), pixels, transform)


def _check_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        many, most = math.ceil(width * height / 10**6), MAX_PIXELS // 10**6
        raise _too_large(f"has {many} million pixels; {most} million is the limit")


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation; 1 when there is none or it cannot be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  metadata that is broken is no reason to lose the photo
        return 1


def _upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return (size[1], size[0]) if orientation in _ON_SIDE else size


def _eight_bit(image: Image.Image) -> Image.Image:
    """As L, RGB, RGBA or CMYK, whatever it was."""
    if image.mode.startswith("I"):
        # convert("L") alone clips 16 bits instead of scaling them.
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _transform(mode: str, profile: object) -> ImageCms.ImageCmsTransform | None:
    """From the photo's own colours to sRGB; None when it has no profile of use."""
    if not isinstance(profile, bytes) or not profile:
        return None
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).lower():
            return None
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(own, srgb, "RGB" if mode == "RGBA" else mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
