"""Ids in a body: one for every heading and everything that has one, each of them once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from storywall.text.sanitise import OURS, Tag, plain

HEADING = re.compile(r"h[1-6]")


def slug(text: str) -> str:
    """*text* as an id: letters, marks and digits of any script, hyphens between; may be ``""``."""
    kept = (
        letter if unicodedata.category(letter)[0] in "LMN" or letter in "-_" else " "
        for letter in unicodedata.normalize("NFC", text).lower()
    )
    return "-".join("".join(kept).split()).strip("-_")


def name_ids(tokens: Sequence[str | Tag], prefix: str) -> tuple[dict[int, str], dict[str, str]]:
    """A unique id for every heading and everything that has one, by token; and by author's slug."""
    ids: dict[int, str] = {}
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if isinstance(token, str) or token.closing:
            continue
        heading = HEADING.fullmatch(token.name)
        if not heading and "id" not in token.attributes:
            continue
        typed = slug(token.attributes.get("id", ""))
        name = typed or (heading and slug(_text_below(tokens, index))) or "part"
        if not prefix and name.startswith(OURS):
            name = f"text-{name}"
        id_ = f"{prefix}{name}"
        while id_ in taken:
            numbers[name] = numbers.get(name, 1) + 1
            id_ = f"{prefix}{name}-{numbers[name]}"
        taken.add(id_)
        ids[index] = id_
        anchors.setdefault(name, id_)
        anchors.setdefault(id_, id_)
    return ids, anchors


def _text_below(tokens: Sequence[str | Tag], index: int) -> str:
    """The text of the heading that opens at *index*."""
    opened = tokens[index]
    pieces: list[str] = []
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        if isinstance(token, str):
            pieces.append(token)
        elif isinstance(opened, Tag) and token.name == opened.name:
            break
    return plain("".join(pieces))
