"""Where things lie in the stories folder: a file's path decides its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from storywall.model import RecordKind

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
PAGE_FILES = PICTURES | {".pdf"}
PROGRAMME = "programme/"
# Each programme file with the shape of its fields; None takes a list or a mapping.
PROGRAMME_FILES: Mapping[str, type[list[object]] | None] = {
    "kinds.yml": list,
    "values.yml": list,
    "bar.yml": list,
    "metrics.yml": list,
    "metrics.csv": list,
    "screens.yml": list,
    "notice.md": None,
    "panel.yml": None,
    "surveys.yml": None,
}
DEFAULT_PAGES = ("index.md", "about.md", "help/**")

_FOLDERS = {
    "people": RecordKind.PERSON,
    "teams": RecordKind.TEAM,
    "departments": RecordKind.DEPARTMENT,
    "practices": RecordKind.PRACTICE,
    "awards": RecordKind.AWARD,
}
# What people call those folders by mistake.
_ALIKE = {
    **dict.fromkeys(("heroes", "hero", "person", "persons", "staff", "colleagues"), "people"),
    **{f"{kind}": folder for folder, kind in _FOLDERS.items() if kind is not RecordKind.PERSON},
    "postcard": "postcards",
}
_YEAR = re.compile(r"[0-9]{4}")


def kind_of(path: str) -> RecordKind | None:
    """The kind of record that a file at *path* is, or None."""
    parts = path.split("/")
    if not path.endswith(".md"):
        return None
    if _YEAR.fullmatch(parts[0]) and len(parts) > 1:
        return RecordKind.STORY
    if parts[0] == "postcards" and len(parts) > 1:
        return RecordKind.POSTCARD
    return _FOLDERS.get(parts[0]) if len(parts) == 2 else None


def home_of(kind: RecordKind) -> str:
    """The folder, below that of the stories, in which files of *kind* lie; a story's is a year."""
    folders = (folder for folder, held in _FOLDERS.items() if held is kind)
    return f"{next(folders, 'postcards')}/"


def meant_folder(path: str) -> str:
    """The folder that the first one of *path* is meant to be: ``people`` for ``heroes``."""
    top, slash, _ = path.partition("/")
    return _ALIKE.get(top.casefold(), "") if slash else ""


def is_page(path: str, pages: Sequence[str]) -> bool:
    """Whether *path* is an ordinary page, or lies beside one, by the patterns of *pages*."""
    if path.startswith(PROGRAMME):
        return False
    return any(fnmatchcase(path, pattern.replace("**", "*")) for pattern in pages)


def is_media(path: str, pages: Sequence[str]) -> bool:
    """Whether *path* is a picture beside a record, or a file beside an ordinary page."""
    if path.startswith(PROGRAMME):
        return False
    suffix = PurePosixPath(path).suffix.lower()
    top, slash, _ = path.partition("/")
    if slash and (_YEAR.fullmatch(top) or top in _FOLDERS or top == "postcards"):
        return suffix in PICTURES
    folder = PurePosixPath(path).parent
    beside = any(folder == PurePosixPath(p.replace("**", "x")).parent for p in pages)
    return suffix in PAGE_FILES and (beside or is_page(path, pages))


def picture_path(path: str, src: str) -> str | None:
    """The path below the folder of a picture that the file at *path* calls *src*; None outside."""
    parts: list[str] = []
    for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(src).parts):
        if part.startswith("/") or (part == ".." and not parts):
            return None
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
