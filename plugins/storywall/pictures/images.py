"""Photos to derivatives: cropped around their focus, in sRGB, without metadata, cached by content.

A derivative's bytes depend on the photo, its focus, the crops below and the codecs, never on what
else is made in the same run; its address holds a hash of its own bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import PIL
from PIL import features

from storywall.address import Address
from storywall.pages.render import Picture
from storywall.pictures import photos
from storywall.pictures.photos import Unreadable
from storywall.problems import Place, Problem
from storywall.shown import Photo

RECIPE = 1
"""Raised when the same photo shall give other bytes."""

Focus = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crop:
    """How a photo is cut and written.

    *ratio* is width to height; None keeps the photo's own, inside a square of the width. *widths*
    are in pixels, ascending; those that the photo cannot fill are left out.
    """

    name: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    format: Literal["webp", "jpeg"]
    quality: int


_ALL = (
    Crop("lead", (12, 13), (480, 800, 1200), "webp", 80),
    Crop("card", (4, 3), (320, 480, 800), "webp", 80),
    Crop("story", (6, 5), (640, 1000, 1440), "webp", 80),
    Crop("thumb", (4, 3), (160, 320), "webp", 80),
    Crop("face", (4, 5), (80, 160), "webp", 84),
    Crop("portrait", (4, 5), (320, 640), "webp", 82),
    Crop("feed", None, (1200,), "jpeg", 82),
    Crop("screen", (4, 5), (864, 1200), "jpeg", 86),
    Crop("screen-tall", (45, 56), (1080,), "jpeg", 86),
)
CROPS: Mapping[str, Crop] = {crop.name: crop for crop in _ALL}
"""Every crop that a template may ask for, by name."""


def crop_box(
    width: int, height: int, ratio: tuple[int, int] | None, focus: Focus
) -> tuple[int, int, int, int]:
    """The largest box of *ratio* in a picture, as near around *focus* (per cent) as its edges let.

    ``(left, top, right, bottom)`` in pixels; the ratio is right to a pixel.
    """
    if ratio is None:
        return (0, 0, width, height)
    across, down = ratio
    if width * down > height * across:
        wide, high = _scaled(height, across, down), height
    else:
        wide, high = width, _scaled(width, down, across)
    wide, high = min(wide, width), min(high, height)
    left = min(max(0, (focus[0] * width - wide * 50) // 100), width - wide)
    top = min(max(0, (focus[1] * height - high * 50) // 100), height - high)
    return (left, top, left + wide, top + high)


def sizes(width: int, height: int, crop: Crop) -> tuple[tuple[int, int], ...]:
    """Width and height of each derivative of a picture of *width* by *height*, ascending.

    Nothing is enlarged; of a picture too small for any width, one is made as large as it can be.
    """
    left, top, right, bottom = crop_box(width, height, crop.ratio, (50, 50))
    wide, high = right - left, bottom - top
    if crop.ratio is None:
        longest = max(wide, high)
        sides = [side for side in crop.widths if side <= longest] or [longest]
        return tuple((_scaled(wide, side, longest), _scaled(high, side, longest)) for side in sides)
    across, down = crop.ratio
    fitting = [size for size in crop.widths if size <= wide]
    return tuple((size, _scaled(size, down, across)) for size in fitting) or ((wide, high),)


def _scaled(length: int, part: int, whole: int) -> int:
    """*length* times *part* / *whole* to the nearest pixel, at least one."""
    return max(1, (length * part * 2 + whole) // (whole * 2))


@dataclass(frozen=True, slots=True)
class Derivative:
    """A finished picture file: where it will be, where it lies now, what a feed must say of it.

    *length* is in bytes, *type* a media type.
    """

    address: Address
    path: Path
    width: int
    height: int
    length: int
    type: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """Every photo that was developed; it finds the pictures that templates ask for."""

    _made: Mapping[tuple[str, Focus, str], tuple[Derivative, ...]] = field(default_factory=dict)
    _by_address: Mapping[Address, Derivative] = field(default_factory=dict)

    def __call__(self, photo: Photo | None, crop: str) -> Picture | None:
        """*photo* in *crop*; None when there is no photo or it could not be read.

        Raises LookupError for a photo or crop that :func:`develop` was not asked for.
        """
        if photo is None:
            return None
        try:
            made = self._made[photo.src, photo.focus, crop]
        except KeyError:
            raise LookupError(f"{photo.src} was not developed as {crop}") from None
        if not made:
            return None
        largest = made[-1]
        return Picture(
            src=made[len(made) // 2].address,
            srcset=tuple((one.address, one.width) for one in made),
            width=largest.width,
            height=largest.height,
            alt=photo.alt,
            credit=photo.credit,
        )

    def files(self) -> Mapping[Address, Path]:
        """The file in the cache for each address, in the order of the addresses."""
        return {address: self._by_address[address].path for address in sorted(self._by_address)}

    def file(self, address: Address) -> Derivative:
        """The derivative at *address*; KeyError when there is none."""
        return self._by_address[address]


_Wanted = tuple[Focus, str]
_Line = tuple[int, int, int, str]  # what the cache remembers: width, height, bytes, hash


def develop(
    wanted: Iterable[tuple[Photo, Collection[str]]], root: Path, cache: Path, jobs: int
) -> tuple[Gallery, list[Problem]]:
    """Make every crop wanted of every photo, in *jobs* threads, and keep them below *cache*.

    A photo's ``src`` is a path below *root*. What is in the cache is not decoded again. The order
    of the problems, like everything else, does not depend on the threads.
    """
    by_source: dict[str, set[_Wanted]] = {}
    for photo, names in wanted:
        by_source.setdefault(photo.src, set()).update((photo.focus, name) for name in names)
    darkroom = _Darkroom(root.resolve(), cache / "pictures")
    ordered = sorted(by_source.items())
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        results = list(pool.map(lambda item: darkroom.develop(item[0], sorted(item[1])), ordered))
    made: dict[tuple[str, Focus, str], tuple[Derivative, ...]] = {}
    for (src, asked), result in zip(ordered, results, strict=True):
        found = {} if isinstance(result, Problem) else result
        made.update(((src, *one), found.get(one, ())) for one in asked)
    by_address = {one.address: one for several in made.values() for one in several}
    return Gallery(made, by_address), [one for one in results if isinstance(one, Problem)]


def inspect(wanted: Iterable[Photo], root: Path) -> list[Problem]:
    """What is wrong with photos, found by decoding each once and making nothing."""
    problems: list[Problem] = []
    for src in sorted({photo.src for photo in wanted}):
        try:
            photos.decode(photos.read(root.resolve(), src), lambda *_: 8)
        except Unreadable as fault:
            problems.append(Place(src).problem(fault.code, fault.message, fault.hint))
    return problems


def _salt() -> str:
    """What derivatives depend on besides the photo: this recipe, all crops, Pillow, its codecs."""
    codecs = ("jpg", "libjpeg_turbo", "webp", "zlib", "zlib_ng", "littlecms2")
    versions = [(PIL.__version__, *(_version(codec) for codec in codecs))]
    return repr((RECIPE, photos.RECIPE, list(CROPS.values()), versions))


def _version(feature: str) -> str | None:
    return features.version(feature) if features.check(feature) else None


class _Darkroom:
    """Develops photos below *root*; *cache* holds what it made before."""

    def __init__(self, root: Path, cache: Path) -> None:
        self._root = root
        self._cache = cache
        self._salt = _salt()

    def develop(
        self, src: str, wanted: Sequence[_Wanted]
    ) -> dict[_Wanted, tuple[Derivative, ...]] | Problem:
        """The derivatives of one photo, or what is wrong with it."""
        try:
            data = photos.read(self._root, src)
            digest = hashlib.sha256(data).hexdigest()
            keys = {one: self._key(digest, one) for one in wanted}
            made = {one: found for one in wanted if (found := self._cached(one[1], keys[one]))}
            missing = [one for one in wanted if one not in made]
            if missing:
                made.update(self._make(data, {one: keys[one] for one in missing}))
        except Unreadable as fault:
            return Place(src).problem(fault.code, fault.message, fault.hint)
        return made

    def _key(self, digest: str, one: _Wanted) -> str:
        return hashlib.sha256(repr((digest, one, self._salt)).encode()).hexdigest()[:32]

    def _cached(self, crop: str, key: str) -> tuple[Derivative, ...]:
        """What the cache holds under *key*; nothing when a file is gone or has another length."""
        try:
            lines = json.loads(self._path(key, "json").read_text("utf-8"))
            found = tuple(self._derivative(crop, key, line) for line in lines)
            whole = all(one.path.stat().st_size == one.length for one in found)
        except (OSError, ValueError, TypeError):
            return ()
        return found if whole else ()

    def _make(
        self, data: bytes, keys: Mapping[_Wanted, str]
    ) -> dict[_Wanted, tuple[Derivative, ...]]:
        """Decode once, then cut, write and remember everything in *keys*."""
        made: dict[_Wanted, tuple[Derivative, ...]] = {}
        photo = photos.decode(data, _reduction)
        for (focus, name), key in keys.items():
            crop = CROPS[name]
            box = crop_box(*photo.size, crop.ratio, focus)
            lines: list[_Line] = []
            for size in sizes(*photo.size, crop):
                written = photo.cut(box, size, crop.format, crop.quality)
                lines.append((*size, len(written), hashlib.sha256(written).hexdigest()[:12]))
                _write(self._path(f"{key}-{size[0]}", crop.format), written)
            _write(self._path(key, "json"), json.dumps(lines).encode())
            made[focus, name] = tuple(self._derivative(name, key, line) for line in lines)
        return made

    def _path(self, name: str, suffix: str) -> Path:
        return self._cache / name[:2] / f"{name}.{suffix}"

    def _derivative(self, crop: str, key: str, line: _Line) -> Derivative:
        width, height, length, digest = line
        format_ = CROPS[crop].format
        ending = "jpg" if format_ == "jpeg" else format_
        address = Address(f"assets/photos/{digest}-{crop}-{width}.{ending}")
        path = self._path(f"{key}-{width}", format_)
        return Derivative(address, path, width, height, length, f"image/{format_}")


def _reduction(width: int, height: int) -> int:
    """How far a photo may be reduced, 1, 2, 4 or 8, with every crop still as sharp as before.

    It asks about all crops, wanted or not, so that a derivative never depends on the others.
    """
    for scale in (8, 4, 2):
        reduced = (width // scale, height // scale)
        if min(reduced) and all(
            sizes(width, height, crop) == sizes(*reduced, crop) for crop in CROPS.values()
        ):
            return scale
    return 1


def _write(path: Path, data: bytes) -> None:
    """Write *data* so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
