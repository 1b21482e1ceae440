"""Something that the finished site must not show, and the files that it concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Where = Literal["", "feeds", "screens", "off-screens"]
"""The files that a secret concerns: all, feeds, screens, or all but screens."""

_FEED = re.compile(r"(?!screens/)(?:.*/)?(?:feed[^/]*|atom)\.(?:xml|json)")


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that no file may show: what it is, in words, and texts that would give it away.

    *texts* are addresses (they end with a slash) and stretches of words; *phrases* are as short as
    a title, and looked for in prose alone; *marks* are ids and names of pictures, and *digests* are
    of files. *but_in* are the files that may hold its address: the page of something withdrawn.
    *where* are the files that it concerns. *path* is the source file of which nothing may be shown.
    *hint* says what to mend when it is shown.
    """

    what: str
    texts: tuple[str, ...] = ()
    digests: frozenset[str] = frozenset()
    but_in: frozenset[str] = frozenset()
    path: str = ""
    phrases: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    where: Where = ""
    hint: str = ""


def concerns(where: Where, name: str) -> bool:
    """Whether the file *name* of the site is among those of *where*."""
    if where == "feeds":
        return _FEED.fullmatch(name) is not None
    return not where or name.startswith("screens/") == (where == "screens")
