"""How large a slide's words may be: widths estimated from the bundled fonts' own.

Lengths are in vmin, the hundredth part of a screen's shorter side; widths of text in em. A screen
has one size class for both of its orientations, so a slide is measured lying and upright, and the
smaller class counts. The estimate errs on the wide side; tests in a browser are its proof.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

Layout = Literal["photo", "plain"]

RESERVE = 1.04
"""Room kept for fonts that run wider; the widths below already err by 5 to 9 % on the wide side."""

_SERIF = {
    0.25: " ",
    0.35: "',;j|!().:[]il-`I",
    0.45: '"/1\\ft{}*_s',
    0.55: "crz23579?Jaey",
    0.62: "$+0468<=>EFLS^govx~",
    0.68: "#BPZbdhknpqu",
    0.72: "ACRTVXY",
    0.78: "GKOQU",
    0.85: "&DNwH%",
    1.0: "@mM",
    1.1: "W",
}
_SANS = {
    0.21: " ",
    0.28: "',.:;Iijl|",
    0.33: "!()-[]f{}/\\rt`",
    0.44: '*?sz"cvxy',
    0.52: "#$+0123456789<=>FJLVXY^_aegk~",
    0.58: "ACEPRSTZbdhnopqu",
    0.66: "&BDGKHNOQU",
    0.78: "wM%W",
    0.88: "@m",
}
# Letters that the tables lack, by category: Greek and Cyrillic, then scripts without capitals.
_OTHERS: Mapping[str, Mapping[str, float]] = {
    "serif": {"Ll": 0.65, "Lu": 0.8, "Lt": 0.8, "Zs": 0.3},
    "sans": {"Ll": 0.56, "Lu": 0.7, "Lt": 0.7, "Zs": 0.3},
}
_OTHER = 0.56
_WIDTHS: Mapping[str, Mapping[str, float]] = {
    name: {char: width for width, chars in table.items() for char in chars}
    for name, table in {"serif": _SERIF, "sans": _SANS}.items()
}

# Scripts that need more room between the rows: marks above and below, or letters without gaps.
_TALL = re.compile(
    "[\u0590-\u08ff\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]"
)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,6}"
    "|[\u2e80-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f]"
    "|\\s+"
    "|[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u31ff\u3400-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f]+"
)


@dataclass(frozen=True, slots=True)
class Space:
    """One orientation of a layout: the room for words, and the sizes they may have, by class.

    *height* reaches from below the kicker to the safe area's foot. The last headline class is for
    emergencies: below the floor at which a headline is read from afar. *solo* are the sizes of a
    line that stands without a headline.
    """

    width: float
    height: float
    kicker: float
    headline: tuple[float, ...]
    line: tuple[float, ...]
    solo: tuple[float, ...]
    qr_beside: bool = False


SPACES: Mapping[Layout, Mapping[str, Space]] = {
    "photo": {
        "wide": Space(
            width=82.8,
            height=81.8,
            kicker=78.0,
            headline=(9.2, 8.7, 8.2, 7.8, 6.4),
            line=(4.8, 4.6, 4.4),
            solo=(7.2, 6.2, 5.4, 4.8, 4.4),
        ),
        "tall": Space(
            width=90.0,
            height=85.6,
            kicker=85.0,
            headline=(10.0, 9.4, 8.8, 8.0, 6.4),
            line=(5.0, 4.7, 4.4),
            solo=(7.8, 6.6, 5.6, 5.0, 4.4),
        ),
    },
    "plain": {
        "wide": Space(
            width=129.0,
            height=77.0,
            kicker=86.0,
            headline=(15.0, 12.5, 10.2, 8.4, 6.4),
            line=(6.4, 5.6, 4.8),
            solo=(9.2, 8.0, 6.8, 5.6, 4.4),
            qr_beside=True,
        ),
        "tall": Space(
            width=90.0,
            height=135.0,
            kicker=85.0,
            headline=(12.6, 11.0, 9.6, 8.4, 6.4),
            line=(6.4, 5.6, 4.8),
            solo=(9.2, 8.0, 6.8, 5.6, 4.4),
        ),
    },
}

HEADLINE_LEADING = 1.04
LINE_LEADING = 1.3
TALL_HEADLINE_LEADING = 1.35
TALL_LINE_LEADING = 1.5
KICKER_ROW = 4.94
HEADLINE_GAP = 2.0
FOOT_GAP = 1.8
QR_HEIGHT = 30.4
QR_ROOM = 28.0
FACE_WIDTH, FACE_HEIGHT, FACE_GAP = 11.2, 14.0, 1.0
NAMES_GAP = 3.0
NAME_SIZE, NAMES_SIZE = 4.4, 4.0
NAME_LEADING = 1.24


@dataclass(frozen=True, slots=True)
class Sizes:
    """The classes chosen for a slide's headline and line: hN and lN in the style sheet.

    A line without a headline is sN there.
    """

    headline: int
    line: int


def is_tall(text: str) -> bool:
    """Whether *text* is in a script that needs more room between its rows."""
    return _TALL.search(text) is not None


def width(text: str, face: Literal["serif", "sans"]) -> float:
    """The width of *text* on one row, in em."""
    return sum(_advance(char, face) for char in text)


def _advance(char: str, face: Literal["serif", "sans"]) -> float:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTHS[face]:
        return _WIDTHS[face][base]
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.3 if category == "So" else 1.0
    return _OTHERS[face].get(category, _OTHER)


def _words(text: str) -> Iterator[str]:
    """What stays together on a row, and the blanks between."""
    return (match[0] for match in _UNSPACED.finditer(text))


def rows(text: str, room: float, face: Literal["serif", "sans"]) -> int:
    """The rows that *text* takes in a column *room* em wide; a long word is broken anywhere."""
    if not text:
        return 0
    count, filled = 1, 0.0
    for word in _words(text):
        long = width(word, face) * RESERVE
        if filled + long <= room or word.isspace():
            filled += long
            continue
        if filled > 0:
            count += 1
        count += ceil(long / room) - 1 if long > room else 0
        filled = long % room if long > room else long
    return count


def beside(layout: Layout, names: tuple[str, ...]) -> bool:
    """Whether up to two names fit on a row each beside their faces; else they stand below."""
    if not names or len(names) > 2:
        return False
    faces = len(names) * (FACE_WIDTH + FACE_GAP) + NAMES_GAP
    room = _foot_width(layout) - faces
    return all(width(name, "sans") * NAME_SIZE * RESERVE <= room for name in names)


def _foot_width(layout: Layout) -> float:
    """The room that heroes have beside the QR code, in the narrower orientation."""
    return min(SPACES[layout][turn].width for turn in ("wide", "tall")) - QR_ROOM


def foot(layout: Layout, names: tuple[str, ...], *, qr: bool, beside_qr: bool) -> float:
    """The height of a slide's foot: faces, names and, unless the words stand beside it, QR code."""
    height = FACE_HEIGHT if names else 0.0
    if names and not beside(layout, names):
        room = _foot_width(layout) / NAMES_SIZE
        height += 1.0 + rows(", ".join(names), room, "sans") * NAMES_SIZE * NAME_LEADING
    return max(height, QR_HEIGHT if qr and not beside_qr else 0.0)


def choose(
    layout: Layout,
    headline: str,
    line: str,
    *,
    kicker: str,
    names: tuple[str, ...],
    qr: bool,
    emergency: bool = False,
) -> Sizes | None:
    """The largest classes at which everything fits, lying and upright; None when nothing does.

    The line shrinks before the headline. With *emergency* the headline may go below its floor.
    """
    spaces = SPACES[layout].values()
    one = SPACES[layout]["wide"]
    headlines = len(one.headline) - (0 if emergency else 1) if headline else 1
    lines = len(one.line if headline else one.solo) if line else 1
    pairs = [Sizes(h, n) for h in range(headlines) for n in range(lines)]
    for sizes in sorted(pairs, key=lambda s: (s.headline + s.line, s.headline)):
        if all(
            _height(space, headline, line, kicker, sizes)
            <= space.height - FOOT_GAP - foot(layout, names, qr=qr, beside_qr=space.qr_beside)
            for space in spaces
        ):
            return sizes
    return None


def smallest(layout: Layout) -> Sizes:
    """The classes for words that fit nowhere."""
    space = SPACES[layout]["wide"]
    return Sizes(len(space.headline) - 1, len(space.line) - 1)


def _height(space: Space, headline: str, line: str, kicker: str, sizes: Sizes) -> float:
    size = space.headline[sizes.headline]
    small = (space.line if headline else space.solo)[sizes.line]
    leading = TALL_HEADLINE_LEADING if is_tall(headline) else HEADLINE_LEADING
    small_leading = TALL_LINE_LEADING if is_tall(line) else LINE_LEADING
    height = (rows(kicker, space.kicker / 3.8, "sans") - 1) * KICKER_ROW
    height += rows(headline, space.width / size, "serif") * size * leading
    height += HEADLINE_GAP if headline and line else 0.0
    return height + rows(line, space.width / small, "sans") * small * small_leading


def halves(text: str) -> tuple[str, str]:
    """*text* in two parts of about one width, cut between words; the second may be empty."""
    words = list(_words(text))
    total, first = width(text, "sans"), ""
    for place, word in enumerate(words):
        if first and width(first + word, "sans") > total / 2:
            return first.strip(), "".join(words[place:]).strip()
        first += word
    return text, ""


def tokens() -> dict[str, str]:
    """Every size as a token for ``screen.css``: ``--photo-wide-h0`` and so on."""
    found = {
        f"--{layout}-{turn}-{letter}{index}": f"{size:g}vmin"
        for layout, turns in SPACES.items()
        for turn, space in turns.items()
        for letter, sizes in (("h", space.headline), ("l", space.line), ("s", space.solo))
        for index, size in enumerate(sizes)
    }
    leadings = {
        "headline": HEADLINE_LEADING,
        "line": LINE_LEADING,
        "tall-headline": TALL_HEADLINE_LEADING,
        "tall-line": TALL_LINE_LEADING,
        "name": NAME_LEADING,
    }
    return found | {f"--leading-{name}": f"{leading:g}" for name, leading in leadings.items()}
