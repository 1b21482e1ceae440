"""The frame: the host's page, rendered once per depth and language, with slots to fill.

A slot is printed as ``{slot=NAME}``. The host may do what it likes round the slots; each must
arrive once or more, and none may be changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from storywall.errors import FrameError

SLOTS = ("lang", "dir", "title", "head", "header", "content", "footer")
_SLOT = re.compile(r"\{slot=([a-z]+)\}")


def slot(name: str) -> str:
    """The text that stands for a slot in the host's page."""
    return f"{{slot={name}}}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page cut at its slots: literal pieces at even places, slot names at odd ones."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str, source: str) -> Frame:
        """Cut *html*, as *source* (for the message) printed it. Raises FrameError."""
        pieces = tuple(_SLOT.split(html))
        found = set(pieces[1::2])
        missing = [name for name in SLOTS if name not in found]
        if missing:
            raise FrameError(
                f"{source} prints a page without the slot {', '.join(missing)}; a plugin or a "
                "theme override has changed or dropped it"
            )
        for number in range(1, len(pieces), 2):
            if pieces[number - 1].endswith("="):
                raise FrameError(
                    f"{source} prints the slot {pieces[number]} as an attribute without quotes"
                )
        return cls(pieces)

    def hang(self, slots: Mapping[str, str]) -> str:
        """The page with every slot filled; the values are HTML, escaped for their place."""
        parts = list(self.pieces)
        for number in range(1, len(parts), 2):
            parts[number] = slots[parts[number]]
        return "".join(parts)


def plain_frame(theme: Path) -> Frame:
    """The core's own frame, for a build without a host."""
    env = Environment(loader=FileSystemLoader(theme / "host"), autoescape=True)
    html = env.get_template("plain.html").render(slot=slot)
    return Frame.cut(html, "theme/host/plain.html")
