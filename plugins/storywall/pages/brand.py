"""A company's own mark, icon and accent colour."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from storywall.address import Address
from storywall.problems import Place, Problem, Severity, nearest, rule
from storywall.reading.gather import Reading
from storywall.settings import Project

rule("brand-contrast", Severity.WARNING, "Text on the accent colour must be read by everybody.")
rule("brand-picture", Severity.WARNING, "A mark that is not there leaves a hole in every page.")

INK, PAPER = "#142120", "#FBFAF6"
_WRITING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "subsampling": 0},
    "PNG": {"optimize": True},
    "WEBP": {"lossless": True, "exact": True},
}
ENOUGH = 4.5
"""The contrast of text that WCAG 2.2 asks for (1.4.3, level AA)."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 to 1, by WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(accent: str) -> str:
    """Ink or paper, whichever is read better on *accent*."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, accent))


def tokens(accent: str | None) -> dict[str, str]:
    """The tokens that an accent colour replaces, with their values; none without one."""
    if accent is None:
        return {}
    return {"--marigold": accent, "--on-marigold": text_on(accent)}


def problems(project: Project, reading: Reading) -> list[Problem]:
    """What is wrong with the setting ``brand``."""
    brand, place = project.settings.brand, Place(project.config.name, field="brand")
    found = []
    if brand.accent is not None:
        ratio = contrast(text_on(brand.accent), brand.accent)
        if ratio < ENOUGH:
            message = f"text on the accent {brand.accent} has a contrast of {ratio:.1f} only"
            found.append(place.problem("brand-contrast", message, "Take it lighter or darker."))
    for path in (brand.logo, brand.favicon):
        if path is not None and path not in reading.folder.media:
            message = f"there is no picture `{path}` in the stories folder"
            hint = nearest(path, reading.folder.media) or "Put a PNG beside index.md."
            found.append(place.problem("brand-picture", message, hint))
        elif path is not None and picture(path, reading) is None:
            message = f"the picture `{path}` cannot be read"
            hint = "Open it in an image editor and save it again as PNG."
            found.append(place.problem("brand-picture", message, hint))
    return found


def picture(path: str | None, reading: Reading) -> tuple[Address, Any] | None:
    """Where the picture *path* of the brand will be, and its bytes; None when there is none."""
    if path is None or path not in reading.folder.media:
        return None
    file = reading.folder.root / path
    try:
        content, ending = _clean(file.read_bytes())
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    digest = hashlib.sha256(content).hexdigest()[:10]
    return Address(f"assets/brand/{digest}.{ending}"), content


def _clean(data: bytes) -> tuple[bytes, str]:
    """The picture *data* without metadata, upright, and its file's ending."""
    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
        kind = image.format if image.format in _WRITING else "JPEG"  # MPO holds several
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
    upright.info = {key: upright.info[key] for key in upright.info if key == "transparency"}
    written = BytesIO()
    upright.save(written, kind, icc_profile=profile, **_WRITING[kind])
    return written.getvalue(), {"JPEG": "jpg"}.get(kind, kind.lower())
