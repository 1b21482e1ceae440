"""A company's own mark, icon and accent colour."""

from __future__ import annotations

import hashlib
from pathlib import Path

from storywall.address import Address
from storywall.problems import Place, Problem, Severity, nearest, rule
from storywall.reading.gather import Reading
from storywall.settings import Project

rule("brand-contrast", Severity.WARNING, "Text on the accent colour must be read by everybody.")
rule("brand-picture", Severity.WARNING, "A mark that is not there leaves a hole in every page.")

INK, PAPER = "#142120", "#FBFAF6"
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
    return found


def picture(path: str | None, reading: Reading) -> tuple[Address, Path] | None:
    """Where the picture *path* of the brand will be and where it lies; None when there is none."""
    if path is None or path not in reading.folder.media:
        return None
    file = reading.folder.root / path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    return Address(f"assets/brand/{digest}{file.suffix.lower()}"), file
