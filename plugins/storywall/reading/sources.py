"""The stories folder, read: the only module that opens a file in it.

The path decides a file's kind. Every fault of a file becomes a problem with its place; nothing an
author can put into the folder raises.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from storywall.model import RecordKind, fields
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.layout import (
    DEFAULT_PAGES,
    PICTURES,
    PROGRAMME,
    PROGRAMME_FILES,
    is_media,
    is_page,
    kind_of,
    meant_folder,
)
from storywall.reading.textfile import Read, Source, decode, parse_csv, parse_text, parse_yaml

__all__ = [
    "DEFAULT_PAGES",
    "MAX_BYTES",
    "PICTURES",
    "Folder",
    "Source",
    "decode",
    "is_page",
    "kind_of",
    "parse_text",
    "read",
    "read_file",
]

MAX_BYTES = 1_000_000
_MAY_READ = "Check that you may read it."
_OTHER_PICTURES = frozenset({".heic", ".heif", ".gif", ".svg", ".avif", ".tif", ".tiff", ".bmp"})
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

rule("too-large", Severity.ERROR, "A story is a page of text; a huge file is a mistake.")
rule("unreadable", Severity.ERROR, "A file that cannot be opened cannot be published.")
rule("symlink", Severity.ERROR, "A link could show a file that was never meant for the wall.")
rule("not-a-file", Severity.ERROR, "A name that ends in .md is a file, not a folder.")
rule("misplaced-file", Severity.WARNING, "A file where none belongs is not copied to the site.")
rule("bad-file-name", Severity.ERROR, "The file's name is the id, and so part of the address.")
rule("reserved-id", Severity.ERROR, "Some ids mean something else on the wall.")


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in the stories folder, by path; *media* are pictures and documents, unread.

    *unread* are kind and id of files that could not be read at all.
    """

    root: Path
    records: tuple[Source, ...] = ()
    programme: Mapping[str, Source] = field(default_factory=dict)
    pages: tuple[Source, ...] = ()
    media: frozenset[str] = frozenset()
    unread: frozenset[tuple[RecordKind, str]] = frozenset()

    @property
    def unread_people(self) -> frozenset[str]:
        """Ids of people whose file could not be read: nobody knows what they asked for."""
        return frozenset(id_ for kind, id_ in self.unread if kind is RecordKind.PERSON)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Every entry of a folder that is not hidden, folders aside, and the folders left unopened."""

    found: list[tuple[str, os.DirEntry[str]]]
    problems: list[Problem]


def _walk(root: Path) -> _Walk:
    pending = [("", str(root))]
    walk = _Walk([], [])
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = [entry for entry in scanned if not entry.name.startswith(".")]
        except OSError as error:
            place = Place(shown_path(prefix.rstrip("/")) or str(root))
            message = f"the folder cannot be opened: {error.strerror}"
            walk.problems.append(place.problem("unreadable", message, _MAY_READ))
            continue
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False) and not path.endswith(".md"):
                pending.append((f"{path}/", entry.path))
            else:
                walk.found.append((path, entry))
    walk.found.sort(key=lambda pair: pair[0])
    return walk


def shown_path(path: str) -> str:
    """*path* as it can be printed: on one line, and in UTF-8."""
    return _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", path)


def _refuse(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """The problem with a directory entry that is no ordinary file of reasonable size and name."""
    whole = Place(shown_path(path))
    if _UNSPEAKABLE.search(path):
        message = "the file's name has characters that cannot be printed"
        return whole.problem("bad-file-name", message, "Rename it with plain letters.")
    if entry.is_symlink():
        message = "this is a link to another file"
        return whole.problem("symlink", message, "Put the file itself here.")
    if entry.is_dir(follow_symlinks=False):
        return whole.problem("not-a-file", "this is a folder", "Rename the folder without `.md`.")
    if not entry.is_file(follow_symlinks=False):
        return whole.problem("not-a-file", "this is no ordinary file", "Remove it.")
    return _too_large(whole, entry) if path.endswith((".md", ".yml", ".csv")) else None


def _too_large(whole: Place, entry: os.DirEntry[str]) -> Problem | None:
    try:
        size = entry.stat(follow_symlinks=False).st_size
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        return whole.problem("unreadable", message, _MAY_READ)
    if size <= MAX_BYTES:
        return None
    message = f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read"
    return whole.problem("too-large", message, "Shorten it; pictures are files of their own.")


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _check_name(path: str) -> Problem | None:
    stem = _stem(path)
    if stem in fields.RESERVED_IDS:
        hint = "Choose another file name."
        return Place(path).problem("reserved-id", f"the name `{stem}` is the wall's own", hint)
    if fields.is_id(stem):
        return None
    return Place(path).problem(
        "bad-file-name",
        f"`{stem}` cannot be an id: lower-case a to z, digits, single hyphens, at most 80",
        f"Rename the file to `{fields.id_from(stem) or 'a-short-name'}.md`.",
    )


def read_file(root: Path, path: str, pages: Sequence[str]) -> Read:
    """Read one text file below *root*; the problems say why there is no source."""
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        return None, [Place(path).problem("unreadable", message, _MAY_READ)]
    text, problems = decode(raw, path)
    if problems:
        return None, problems
    if path.endswith(".csv"):
        return parse_csv(text, path)
    if path.endswith(".yml"):
        return parse_yaml(text, path, PROGRAMME_FILES.get(path.removeprefix(PROGRAMME)))
    return parse_text(text, path, kind_of(path), fields_needed=not is_page(path, pages))


def _misplaced(path: str) -> Problem:
    file, top = PurePosixPath(path), path.partition("/")[0]
    if path.startswith(PROGRAMME):
        hint = f"This folder holds {', '.join(PROGRAMME_FILES)}."
    elif file.stem.endswith(".md"):
        hint = f"Rename it to `{file.stem}`."
    elif file.suffix != ".md" and file.suffix.lower() in {".md", ".markdown", ".mdown", ".txt"}:
        hint = f"Rename it to `{file.stem}.md`."
    elif file.suffix == ".md" and meant_folder(path):
        folder = meant_folder(path)
        hint = f"{folder.capitalize()} lie in `{folder}/`: move it to `{folder}/{file.name}`."
    elif file.suffix == ".md" and kind_of(f"{top}/{file.name}"):
        hint = f"Put it right into `{top}/`."
    elif file.suffix == ".md":
        hint = "A story lies in the folder of its year; an ordinary page is named in `pages`."
    elif file.suffix.lower() in _OTHER_PICTURES:
        hint = "Export it as JPEG, put that here, and delete this file."
    else:
        hint = "Beside a story only pictures are shown: JPEG, PNG or WebP."
    message = "this file is not copied to the site: nothing there shows a file like it"
    return Place(path).problem("misplaced-file", message, hint)


class _Shelf:
    """Takes the files one by one; see :func:`read`."""

    def __init__(self, root: Path, pages: Sequence[str]) -> None:
        self.root, self.patterns = root, pages
        self.problems: list[Problem] = []
        self.records: list[Source] = []
        self.programme: dict[str, Source] = {}
        self.pages: list[Source] = []
        self.media: set[str] = set()
        self.unread: set[tuple[RecordKind, str]] = set()

    def take(self, path: str, entry: os.DirEntry[str]) -> None:
        kind = kind_of(path)
        name = path.removeprefix(PROGRAMME) if path.startswith(PROGRAMME) else ""
        problem = _refuse(path, entry) or (_check_name(path) if kind else None)
        source: Source | None = None
        if problem is not None:
            self.problems.append(problem)
        elif kind or name in PROGRAMME_FILES or self._is_page(path):
            source, found = read_file(self.root, path, self.patterns)
            self.problems += found
        elif is_media(path, self.patterns):
            self.media.add(path)
        else:
            self.problems.append(_misplaced(path))
        if source is None:
            if kind is not None:
                self.unread |= {(kind, _stem(path)), (kind, fields.id_from(_stem(path)))}
        elif kind is not None:
            self.records.append(source)
        elif name in PROGRAMME_FILES:
            self.programme[name] = source
        else:
            self.pages.append(source)

    def _is_page(self, path: str) -> bool:
        return path.endswith(".md") and is_page(path, self.patterns)


def read(root: Path, extra_pages: Sequence[str] = ()) -> tuple[Folder, list[Problem]]:
    """Read the stories folder at *root*; *extra_pages* are patterns from the setting ``pages``."""
    walk = _walk(root)
    shelf = _Shelf(root, (*DEFAULT_PAGES, *extra_pages))
    for path, entry in walk.found:
        shelf.take(path, entry)
    folder = Folder(
        root,
        tuple(shelf.records),
        shelf.programme,
        tuple(shelf.pages),
        frozenset(shelf.media),
        frozenset(shelf.unread),
    )
    return folder, [*walk.problems, *shelf.problems]
