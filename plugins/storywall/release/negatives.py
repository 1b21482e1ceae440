"""Photos that must not be shown: their own bytes, and those of every picture made of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from storywall.model import Person, Record
from storywall.pictures import images, photos
from storywall.pictures.images import CROPS, Gallery
from storywall.reading.gather import Reading
from storywall.reading.layout import picture_path
from storywall.release.public import Public
from storywall.shown import Photo
from storywall.text.typesetting import BODY_CROP, body_pictures

Wanted = tuple[Photo, Collection[str]]
Found = tuple[frozenset[str], frozenset[str]]
"""Digests of files, and names of pictures without their endings."""

NOTHING: Found = (frozenset(), frozenset())


def pictures(reading: Reading, record: Record) -> Iterator[Wanted]:
    """The photo of *record* and the pictures in its body, each with the crops made of such."""
    given = getattr(record, "photo", None)
    src = picture_path(record.path, given.src) if given is not None else None
    # Only what the reader found in the folder: a path may name any file of the machine.
    if given is not None and src in reading.folder.media:
        yield Photo(str(src), "", "", given.focus), tuple(CROPS)
    if record.path in reading.sources and ("![" in record.body or "<img" in record.body):
        for photo in body_pictures(reading, [record.path]):
            yield photo, (BODY_CROP,)


def develop(
    reading: Reading, public: Public, records: Iterable[Record], cache: Path | None
) -> dict[str, Found]:
    """What gives the pictures of each of the *records* away, by the record's path.

    Nothing is said of a picture that something published shows too. *cache* keeps what is made.
    """
    root = reading.folder.root.resolve()
    asked_of = list(records)
    wanted = {record.path: list(pictures(reading, record)) for record in asked_of}
    digests = _digests(root, {photo.src for each in wanted.values() for photo, _ in each})
    if not digests:
        return {}
    faces = {
        photo.src
        for record in asked_of
        if isinstance(record, Person)
        for photo, _ in wanted[record.path]
    }
    # That a story shows it too makes nobody's face public.
    shown = _shown(reading, public, digests, faces)
    secret = {
        path: [pair for pair in each if digests.get(pair[0].src, "") not in {"", *shown}]
        for path, each in wanted.items()
    }
    with tempfile.TemporaryDirectory() as spare:
        asked = [pair for each in secret.values() for pair in each]
        gallery, _ = images.develop(asked, root, cache or Path(spare), os.cpu_count() or 1)
        return {path: _found(each, digests, gallery) for path, each in secret.items() if each}


def _digests(root: Path, sources: Iterable[str]) -> dict[str, str]:
    found = {}
    for src in sources:
        with suppress(photos.Unreadable):
            found[src] = hashlib.sha256(photos.read(root, src)).hexdigest()
    return found


def _shown(reading: Reading, public: Public, digests: dict[str, str], faces: set[str]) -> set[str]:
    """Which of the *digests* are those of pictures that something published shows, but *faces*."""
    root = reading.folder.root.resolve()
    sizes = {_size(root / src) for src in digests}
    alike = [src for src in reading.folder.media if _size(root / src) in sizes]
    twins = {src: each for src, each in _digests(root, alike).items() if each in digests.values()}
    names = {PurePosixPath(src).name for src in twins}
    shown: set[str] = set()
    for document in public.documents():
        record = document.record
        given = getattr(record, "photo", None)
        if given is not None:
            shown.add(picture_path(document.path, given.src) or "")
        text = unquote(document.text)
        if document.path in reading.sources and any(name in text for name in names):
            shown.update(photo.src for photo in body_pictures(reading, [document.path]))
    return {digest for src, digest in twins.items() if src in shown - faces}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _found(wanted: list[Wanted], digests: dict[str, str], gallery: Gallery) -> Found:
    files = {digests[photo.src] for photo, _ in wanted}
    names = set()
    for photo, crops in wanted:
        for crop in crops:
            picture = gallery(photo, crop)
            for address, _ in picture.srcset if picture else ():
                made = gallery.file(address)
                files.add(hashlib.sha256(made.path.read_bytes()).hexdigest())
                names.add(PurePosixPath(address).stem)
    return frozenset(files), frozenset(names)
