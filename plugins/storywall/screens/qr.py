"""QR codes: segno's modules, as little text as can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4
"""Empty modules around the code, without which readers do not find it."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code: *bits* holds *size* × *size* modules row by row, as hexadecimal digits."""

    url: str
    size: int
    bits: str

    @property
    def box(self) -> int:
        """The side of the whole, quiet zone and all, in modules."""
        return self.size + 2 * QUIET

    @property
    def path(self) -> str:
        """The dark modules as the ``d`` of an SVG path in a box of *box* units."""
        flat = "".join(f"{int(digit, 16):04b}" for digit in self.bits)
        runs = []
        for y in range(self.size):
            row = flat[y * self.size : (y + 1) * self.size] + "0"
            x = 0
            while (start := row.find("1", x)) >= 0:
                x = row.index("0", start)
                runs.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
        return "".join(runs)


@lru_cache(maxsize=4096)
def qr(url: str) -> Qr:
    """The QR code of *url*, in the smallest version that survives 15 % of damage."""
    # Any mask can be read; weighing all eight would take most of a build's time.
    matrix = segno.make(url, error="m", micro=False, mask=0).matrix
    flat = "".join(str(module & 1) for row in matrix for module in row)
    flat += "0" * (-len(flat) % 4)
    bits = "".join(f"{int(flat[place : place + 4], 2):x}" for place in range(0, len(flat), 4))
    return Qr(url, len(matrix), bits)
