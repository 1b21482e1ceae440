from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from storywall.pages.render import Picture
from storywall.pictures import images, photos
from storywall.pictures.images import CROPS, Gallery, crop_box, develop, sizes
from storywall.problems import Problem
from storywall.shown import Photo

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
Colour = tuple[int, int, int]


def quarters(width: int, height: int) -> Image.Image:
    """Red, green, blue and white, from the top left by rows."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def encoded(image: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


class Folder:
    """A stories folder and a cache in a temporary place."""

    def __init__(self, place: Path) -> None:
        self.root = place / "stories"
        self.cache = place / "cache"
        self.root.mkdir()

    def put(self, name: str, data: bytes) -> None:
        (self.root / name).write_bytes(data)

    def develop(
        self, name: str, *crops: str, focus: tuple[int, int] = (50, 50)
    ) -> tuple[Gallery, list[Problem]]:
        return develop([(Photo(name, "alt", "", focus), crops)], self.root, self.cache, 2)

    def picture(self, name: str, crop: str, focus: tuple[int, int] = (50, 50)) -> Image.Image:
        """The largest derivative."""
        gallery, problems = self.develop(name, crop, focus=focus)
        assert problems == []
        picture = gallery(Photo(name, "alt", "", focus), crop)
        assert picture is not None
        image = Image.open(gallery.file(picture.srcset[-1][0]).path)
        image.load()
        return image

    def problem(self, name: str) -> Problem:
        gallery, problems = self.develop(name, "card", "feed")
        assert gallery(Photo(name, "alt"), "card") is None
        assert gallery.files() == {}
        (problem,) = problems
        assert problem.path == name
        assert problem.message
        assert problem.hint
        return problem


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def near(image: Image.Image, x: float, y: float, colour: Colour, slack: int = 12) -> None:
    """Assert the colour at a place, given in parts of the width and height."""
    pixel = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) <= slack for a, b in zip(pixel, colour, strict=True)), pixel


RATIOS = st.sampled_from([crop.ratio for crop in CROPS.values()]) | st.tuples(
    st.integers(1, 40), st.integers(1, 40)
)
SIDE = st.integers(1, 20_000)
PERCENT = st.integers(0, 100)


@given(SIDE, SIDE, RATIOS, st.tuples(PERCENT, PERCENT))
def test_a_crop_is_inside_has_its_ratio_and_holds_the_focus(
    width: int, height: int, ratio: tuple[int, int] | None, focus: tuple[int, int]
) -> None:
    left, top, right, bottom = crop_box(width, height, ratio, focus)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left - 1 <= width * focus[0] / 100 <= right + 1
    assert top - 1 <= height * focus[1] / 100 <= bottom + 1
    assert right - left == width or bottom - top == height
    if ratio is not None:
        across, down = ratio
        exact_width = min(width, height * across / down)
        exact_height = min(height, width * down / across)
        assert abs(right - left - exact_width) < 1
        assert abs(bottom - top - exact_height) < 1


@given(st.integers(100, 5000), st.tuples(PERCENT, PERCENT))
def test_a_crop_is_centred_on_its_focus_where_the_edges_let_it(
    side: int, focus: tuple[int, int]
) -> None:
    left, top, right, bottom = crop_box(side * 3, side, (1, 1), focus)
    assert (top, bottom) == (0, side)
    centre = min(max(side * 3 * focus[0] / 100, side / 2), side * 2.5)
    assert abs((left + right) / 2 - centre) <= 1


@given(SIDE, SIDE, st.sampled_from(list(CROPS.values())))
def test_nothing_is_enlarged_and_something_is_always_made(
    width: int, height: int, crop: images.Crop
) -> None:
    made = sizes(width, height, crop)
    left, top, right, bottom = crop_box(width, height, crop.ratio, (50, 50))
    assert made
    assert list(made) == sorted(made)
    for wide, high in made:
        assert 1 <= wide <= right - left
        assert 1 <= high <= bottom - top + 1
        assert max(wide, high) <= 65_000 if crop.format == "jpeg" else 16_383


@pytest.mark.parametrize(
    ("size", "crop", "made"),
    [
        ((4000, 3000), "card", ((320, 240), (480, 360), (800, 600))),
        ((500, 500), "card", ((320, 240), (480, 360))),
        ((200, 200), "card", ((200, 150),)),
        ((4000, 3000), "feed", ((1200, 900),)),
        ((900, 1600), "feed", ((675, 1200),)),
        ((800, 600), "feed", ((800, 600),)),
        ((1, 40_000_000), "feed", ((1, 1200),)),
    ],
)
def test_sizes(size: tuple[int, int], crop: str, made: tuple[tuple[int, int], ...]) -> None:
    assert sizes(*size, CROPS[crop]) == made


def test_a_photo_becomes_a_picture_with_its_widths_and_size(folder: Folder) -> None:
    folder.put("a.jpg", encoded(quarters(1000, 900)))
    photo = Photo("a.jpg", "A kettle", "Ana", (50, 50))
    gallery, problems = develop([(photo, {"card", "feed"})], folder.root, folder.cache, 1)
    assert problems == []
    picture = gallery(photo, "card")
    assert isinstance(picture, Picture)
    assert [width for _, width in picture.srcset] == [320, 480, 800]
    assert picture.src == picture.srcset[1][0]
    assert (picture.width, picture.height) == (800, 600)
    assert (picture.alt, picture.credit) == ("A kettle", "Ana")
    assert set(gallery.files()) > {address for address, _ in picture.srcset}
    for address, path in gallery.files().items():
        one = gallery.file(address)
        assert one.path == path
        assert one.length == path.stat().st_size
        with Image.open(path) as image:
            assert image.size == (one.width, one.height)
            assert one.type == Image.MIME[str(image.format)]
    assert all("a.jpg" not in address for address in gallery.files())


def test_the_focus_is_kept(folder: Folder) -> None:
    folder.put("a.png", encoded(quarters(1200, 300), "PNG"))
    near(folder.picture("a.png", "face", (10, 50)), 0.5, 0.2, RED)
    near(folder.picture("a.png", "face", (90, 50)), 0.5, 0.2, GREEN)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, RED), (2, GREEN), (3, WHITE), (4, BLUE), (5, RED), (6, BLUE), (7, WHITE), (8, GREEN)],
)
@pytest.mark.parametrize(
    ("format_", "size"),
    [("JPEG", (600, 400)), ("JPEG", (4000, 3000)), ("PNG", (600, 400)), ("WEBP", (600, 400))],
)
def test_the_camera_may_be_held_any_way(
    folder: Folder, orientation: int, corner: Colour, format_: str, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    folder.put("a", encoded(quarters(*size), format_, exif=exif))
    image = folder.picture("a", "feed")
    assert (image.width > image.height) == (orientation < 5)
    near(image, 0.1, 0.1, corner)


def test_the_focus_belongs_to_the_upright_photo(folder: Folder) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    folder.put("a.jpg", encoded(quarters(1200, 300), exif=exif))
    near(folder.picture("a.jpg", "face", (50, 5)), 0.2, 0.5, BLUE)
    near(folder.picture("a.jpg", "face", (50, 95)), 0.2, 0.5, WHITE)


def test_where_and_by_whom_it_was_taken_is_gone(folder: Folder) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Secretcam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (
        IFDRational(51), IFDRational(30), IFDRational(0),
    )  # fmt: skip
    xmp = b"<x:xmpmeta>Secretcam</x:xmpmeta>"
    source = encoded(quarters(2000, 1500), exif=exif, comment=b"Secretcam", xmp=xmp)
    assert source.count(b"Secretcam") == 3
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Secretcam")
    folder.put("a.jpg", source)
    folder.put("b.png", encoded(quarters(800, 600), "PNG", exif=exif, pnginfo=text))
    folder.put("c.webp", encoded(quarters(800, 600), "WEBP", exif=exif, xmp=xmp))
    for name in ("a.jpg", "b.png", "c.webp"):
        gallery, _ = folder.develop(name, *CROPS)
        for path in gallery.files().values():
            data = path.read_bytes()
            assert b"Secretcam" not in data
            assert b"Exif" not in data
            with Image.open(path) as image:
                assert dict(image.getexif()) == {}
                assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize("size", [(10_000, 10_000), (50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_from_the_header(
    folder: Folder, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decoded)
    folder.put("a.png", bomb(*size))
    assert folder.problem("a.png").code == "picture-too-large"


def test_a_picture_at_the_limit_is_taken(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_PIXELS", 100 * 100)
    folder.put("a.png", encoded(quarters(100, 100), "PNG"))
    folder.put("b.png", encoded(quarters(101, 100), "PNG"))
    folder.picture("a.png", "card")
    assert folder.problem("b.png").code == "picture-too-large"


def test_a_huge_file_is_refused_unread(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 100)
    folder.put("a.jpg", encoded(quarters(100, 100)))
    assert folder.problem("a.jpg").code == "picture-too-large"


NOISE = Image.effect_noise((300, 200), 80).convert("RGB")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_cut_off_is_broken(folder: Folder, format_: str, part: float) -> None:
    data = encoded(NOISE, format_)
    folder.put("a", data[: int(len(data) * part)])
    assert folder.problem("a").code == "picture-broken"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"\xff\xd8\xff" + bytes(range(256)) * 50,
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 500,
        bomb(0, 0),
    ],
)
def test_rubbish_is_broken(folder: Folder, data: bytes) -> None:
    folder.put("a", data)
    assert folder.problem("a").code == "picture-broken"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"",
        b"%PDF-1.4",
        encoded(quarters(10, 10), "GIF"),
        encoded(quarters(10, 10), "TIFF"),
        encoded(quarters(10, 10), "BMP"),
        encoded(quarters(10, 10), "PPM"),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"%!PS-Adobe-3.0 EPSF-3.0",
    ],
)
def test_another_format_is_refused_whatever_its_name(folder: Folder, data: bytes) -> None:
    folder.put("a.jpg", data)
    assert folder.problem("a.jpg").code == "picture-format"


@pytest.mark.parametrize("src", ["../secret.jpg", "link.jpg", "folder/x.jpg", "/etc/passwd"])
def test_nothing_outside_the_folder_is_read(folder: Folder, src: str) -> None:
    outside = folder.root.parent / "secret.jpg"
    outside.write_bytes(encoded(quarters(100, 100)))
    (folder.root / "link.jpg").symlink_to(outside)
    (folder.root.parent / "away").mkdir()
    (folder.root.parent / "away" / "x.jpg").write_bytes(outside.read_bytes())
    (folder.root / "folder").symlink_to(folder.root.parent / "away")
    assert folder.problem(src).code == "picture-outside"


def test_a_link_inside_the_folder_is_fine(folder: Folder) -> None:
    folder.put("a.jpg", encoded(quarters(100, 100)))
    (folder.root / "b.jpg").symlink_to("a.jpg")
    folder.picture("b.jpg", "card")


@pytest.mark.parametrize("src", ["gone.jpg", "a\0b.jpg", "gone/gone.jpg", "loop", ".", "pipe"])
def test_what_is_no_file_is_missing(folder: Folder, src: str) -> None:
    (folder.root / "loop").symlink_to("loop")
    os.mkfifo(folder.root / "pipe")
    assert folder.problem(src).code == "picture-missing"


def test_a_missing_picture_hints_at_the_nearest(folder: Folder) -> None:
    folder.put("rita-crosses.jpg", b"")
    assert "`rita-crosses.jpg`" in folder.problem("rita-crosses.jpeg").hint


def cmyk() -> bytes:
    return encoded(Image.new("CMYK", (400, 300), (0, 255, 255, 0)))


def sixteen_bits() -> bytes:
    return encoded(Image.new("I;16", (400, 300), 128 * 257), "PNG")


def white_in_sixteen_bits() -> bytes:
    return encoded(Image.new("I;16", (400, 300), 65535), "PNG")


def palette_with_alpha() -> bytes:
    image = Image.new("P", (400, 300), 1)
    image.putpalette([0, 0, 0, *BLUE, 9, 9, 9])
    image.paste(2, (0, 0, 400, 150))
    return encoded(image, "PNG", transparency=bytes([255, 255, 0]))


def half_transparent() -> bytes:
    return encoded(Image.new("RGBA", (400, 300), (*BLUE, 0)), "WEBP", lossless=True)


def grey_with_alpha() -> bytes:
    return encoded(Image.new("LA", (400, 300), (90, 255)), "PNG")


def one_bit() -> bytes:
    return encoded(Image.new("1", (400, 300), 1), "PNG")


def keyed() -> bytes:
    return encoded(Image.new("RGB", (400, 300), (1, 2, 3)), "PNG", transparency=(1, 2, 3))


def animated(format_: str) -> bytes:
    frames = [Image.new("RGB", (400, 300), colour) for colour in (GREEN, RED)]
    return encoded(frames[0], format_, save_all=True, append_images=frames[1:], lossless=True)


def multi_picture() -> bytes:
    return animated("MPO")


@pytest.mark.parametrize(
    ("make", "colour"),
    [
        (cmyk, (255, 0, 0)),
        (sixteen_bits, (128, 128, 128)),
        (white_in_sixteen_bits, WHITE),
        (palette_with_alpha, BLUE),
        (half_transparent, photos.SHEET),
        (grey_with_alpha, (90, 90, 90)),
        (one_bit, WHITE),
        (keyed, photos.SHEET),
        (lambda: animated("PNG"), GREEN),
        (lambda: animated("WEBP"), GREEN),
        (multi_picture, GREEN),
        (lambda: encoded(Image.new("L", (400, 300), 77)), (77, 77, 77)),
    ],
)
def test_every_kind_of_pixel_ends_as_rgb(
    folder: Folder, make: Callable[[], bytes], colour: Colour
) -> None:
    folder.put("a", make())
    for crop in ("card", "feed"):
        image = folder.picture("a", crop)
        assert image.mode == "RGB"
        near(image, 0.5, 0.9, colour, slack=3)


def test_the_sheet_shows_through(folder: Folder) -> None:
    folder.put("a", palette_with_alpha())
    near(folder.picture("a", "card"), 0.5, 0.1, photos.SHEET, slack=3)


def swapped_profile() -> bytes:
    """A profile in which red and green have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    start, length = struct.unpack(">II", profile[tags[b"desc"] + 4 : tags[b"desc"] + 12])
    text = "sRGB built-in".encode("utf-16-be")
    description = bytes(profile[start : start + length]).replace(text, text[::-1])
    profile[start : start + length] = description.replace(b"sRGB", b"Swap")
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_converted_to_srgb(folder: Folder, mode: str) -> None:
    image = Image.new(mode, (400, 300), RED)
    folder.put("a", encoded(image, "PNG", icc_profile=swapped_profile()))
    pixel = folder.picture("a", "card").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert pixel[1] > 150
    assert pixel[0] < 100


@pytest.mark.parametrize("profile", [b"rubbish", b"\0" * 200])
def test_a_profile_that_cannot_be_used_is_ignored(folder: Folder, profile: bytes) -> None:
    folder.put("a", encoded(Image.new("RGB", (400, 300), RED), "PNG", icc_profile=profile))
    near(folder.picture("a", "card"), 0.5, 0.5, RED)


def test_a_profile_for_other_pixels_is_ignored(folder: Folder) -> None:
    image = Image.new("CMYK", (400, 300), (0, 255, 255, 0))
    folder.put("a", encoded(image, icc_profile=swapped_profile()))
    near(folder.picture("a", "card"), 0.5, 0.5, (255, 0, 0))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "exif",
    [
        b"II*\0\xff\xff\xff\xff" + b"\xff" * 30,
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0up \0\0\0\0\0",
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0",
    ],
)
def test_broken_metadata_does_not_lose_the_photo(folder: Folder, exif: bytes) -> None:
    folder.put("a", encoded(quarters(400, 300), exif=b"Exif\0\0" + exif))
    near(folder.picture("a", "feed"), 0.1, 0.1, RED)


def count_decodes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    decodes: list[int] = []
    decode = photos.decode

    def counted(data: bytes, reduction: Callable[[int, int], int]) -> photos.Decoded:
        decodes.append(len(data))
        return decode(data, reduction)

    monkeypatch.setattr(photos, "decode", counted)
    return decodes


def test_a_photo_is_decoded_once_for_all_crops_and_not_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    decodes = count_decodes(monkeypatch)
    folder.put("a.jpg", encoded(quarters(1000, 800)))
    wanted = [
        (Photo("a.jpg", "x"), ["card", "thumb"]),
        (Photo("a.jpg", "y", "", (10, 10)), ["card"]),
        (Photo("a.jpg", "z"), ["feed"]),
    ]
    first, _ = develop(wanted, folder.root, folder.cache, 2)
    assert len(decodes) == 1
    again, _ = develop(wanted, folder.root, folder.cache, 2)
    assert len(decodes) == 1
    assert again == first
    assert first(*(wanted[0][0], "card")) != first(*(wanted[1][0], "card"))


@pytest.mark.parametrize("harm", ["gone", "shorter", "list"])
def test_a_damaged_cache_is_made_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    folder.put("a.jpg", encoded(quarters(1000, 800)))
    first, _ = folder.develop("a.jpg", "card")
    path = next(iter(first.files().values()))
    before = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "shorter":
        path.write_bytes(before[:-5])
    else:
        next(folder.cache.rglob("*.json")).write_text('[["', encoding="utf-8")
    decodes = count_decodes(monkeypatch)
    again, problems = folder.develop("a.jpg", "card")
    assert (problems, len(decodes)) == ([], 1)
    assert path.read_bytes() == before
    assert again == first


@pytest.mark.parametrize("change", ["bytes", "focus", "recipe", "codec", "crop"])
def test_what_changes_the_picture_changes_the_key(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    folder.put("a.jpg", encoded(quarters(1000, 800)))
    folder.develop("a.jpg", "card")
    decodes = count_decodes(monkeypatch)
    focus = (50, 50)
    if change == "bytes":
        folder.put("a.jpg", encoded(quarters(1000, 800), quality=90))
    elif change == "focus":
        focus = (51, 50)
    elif change == "recipe":
        monkeypatch.setattr(images, "RECIPE", 99)
    elif change == "codec":
        monkeypatch.setattr(images.features, "version", lambda _: "0.0")
    else:
        card = images.Crop("card", (4, 3), (320,), "webp", 10)
        monkeypatch.setattr(images, "CROPS", {**CROPS, "card": card})
    folder.develop("a.jpg", "card", focus=focus)
    assert len(decodes) == 1


def snapshot(gallery: Gallery) -> dict[str, bytes]:
    return {address: path.read_bytes() for address, path in gallery.files().items()}


def test_the_bytes_depend_on_neither_threads_nor_company(tmp_path: Path) -> None:
    root = tmp_path / "stories"
    root.mkdir()
    noise = Image.effect_noise((4000, 3000), 60)
    for number in range(2):
        part = noise.rotate(number * 90, expand=True).convert("RGB")
        part.save(root / f"{number}.jpg", quality=70)
    wanted = [(Photo(f"{number}.jpg", ""), list(CROPS)) for number in range(2)]
    alone, _ = develop(wanted, root, tmp_path / "one", 1)
    together, _ = develop(wanted[::-1], root, tmp_path / "many", 8)
    assert snapshot(alone) == snapshot(together)
    assert list(alone.files()) == list(together.files())
    for name in ("thumb", "screen"):
        single, _ = develop([(wanted[0][0], [name])], root, tmp_path / name, 1)
        assert snapshot(single).items() <= snapshot(alone).items()


def test_a_twelve_megapixel_photo_is_read_at_half_size() -> None:
    assert images._reduction(4032, 3024) == 2
    assert images._reduction(3024, 4032) == 2
    assert images._reduction(1600, 1200) == 1


def test_no_half_written_file_is_left(folder: Folder) -> None:
    folder.put("a.jpg", encoded(quarters(1000, 800)))
    gallery, _ = folder.develop("a.jpg", *CROPS)
    kept = {path.suffix for path in folder.cache.rglob("*") if path.is_file()}
    assert kept == {".json", ".webp", ".jpeg"}
    written = sum(path.suffix != ".json" for path in folder.cache.rglob("*") if path.is_file())
    assert written == len({*gallery.files().values()})


def test_the_gallery_says_when_it_was_not_asked(folder: Folder) -> None:
    folder.put("a.jpg", encoded(quarters(100, 100)))
    gallery, _ = folder.develop("a.jpg", "card")
    assert gallery(None, "card") is None
    with pytest.raises(LookupError, match="lead"):
        gallery(Photo("a.jpg", ""), "lead")


def test_problems_come_in_the_order_of_their_paths(folder: Folder) -> None:
    wanted = [(Photo(name, ""), ["card"]) for name in ("c", "a", "b")]
    _, problems = develop(wanted, folder.root, folder.cache, 4)
    assert [problem.path for problem in problems] == ["a", "b", "c"]


@pytest.mark.parametrize("side", [1, 7, 100, 3000])
def test_an_inspection_finds_what_developing_would(folder: Folder, side: int) -> None:
    folder.put("good.jpg", encoded(quarters(side, side)))
    folder.put("bad.jpg", encoded(NOISE)[:2000])
    photos_ = [Photo(name, "") for name in ("good.jpg", "bad.jpg", "gone.jpg", "bad.jpg")]
    found = images.inspect(photos_, folder.root)
    assert [problem.code for problem in found] == ["picture-broken", "picture-missing"]
    _, problems = develop([(photo, ["card"]) for photo in photos_], folder.root, folder.cache, 1)
    assert problems == found
    assert len(list(folder.cache.rglob("*.json"))) == 1
