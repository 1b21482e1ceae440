"""Every name can be written: the slices' ranges are true, and together they leave no letter out."""

import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).parent.parent / "theme/assets"
SHEETS = ("fonts.css", "fonts-cjk.css", "fonts-screen.css")
WESTERN_NAMES = [
    "Ọlábísí Adéyẹmí",
    "Nguyễn Thị Lan",
    "Олена Коваль",
    "Γιώργος Παππάς",
    "Agnieszka Wójcik",
    "Bjørn Æsøy",
    "Þórdís Weiß-Łukasiewicz",
    "ʼn Ș Ț Ğ İ ı ə Қ Ү Ө",
    "Òkè Ọ́bá, Ẹ̀bùn",
    "“A quote” – it’s 4 °C… €5 · £6 × 7 − 8",
]


@cache
def faces(sheet: str) -> list[tuple[str, str, str, Path, frozenset[int]]]:
    """(family, style, weight, file, range) of each rule."""
    found = []
    for rule in re.findall(r"@font-face \{(.*?)\}", (ASSETS / sheet).read_text(), re.DOTALL):
        say = dict(re.findall(r"([\w-]+): (.*);", rule))
        runs = (run.removeprefix("U+").split("-") for run in say["unicode-range"].split(","))
        chars = {char for run in runs for char in range(int(run[0], 16), int(run[-1], 16) + 1)}
        file = ASSETS / say["src"].split('"')[1]
        family = say["font-family"].strip('"')
        found.append((family, say["font-style"], say["font-weight"], file, frozenset(chars)))
    return found


def left_out(sheet: str, family: str, text: str, weight: str = "", style: str = "normal") -> str:
    held = frozenset().union(
        *(
            chars
            for name, slant, heft, _, chars in faces(sheet)
            if name == family and slant == style and weight in ("", heft)
        )
    )
    return "".join(char for char in text if ord(char) not in held)


@pytest.mark.parametrize("sheet", SHEETS)
def test_ranges_are_true(sheet: str) -> None:
    for *_, file, chars in faces(sheet):
        with TTFont(file) as font:
            assert chars <= set(font.getBestCmap()), file


def test_no_font_is_left_over() -> None:
    used = {face[3] for sheet in SHEETS for face in faces(sheet)}
    assert used == set(ASSETS.rglob("*.woff2"))


@pytest.mark.parametrize("style", ["normal", "italic"])
@pytest.mark.parametrize("family", ["Literata", "Literata Text", "Source Sans 3"])
@pytest.mark.parametrize("name", WESTERN_NAMES)
def test_western_names(name: str, family: str, style: str) -> None:
    assert left_out("fonts.css", family, name, style=style) == ""


@pytest.mark.parametrize("name", WESTERN_NAMES)
def test_western_names_on_screens(name: str) -> None:
    for weight in ("400", "600"):
        assert left_out("fonts-screen.css", "Source Sans 3", name, weight) == ""
    assert left_out("fonts-screen.css", "Literata", name, "600") == ""
    assert left_out("fonts-screen.css", "Literata", name, "430", "italic") == ""


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("Noto Sans Arabic", "محمد گلپایگانی ٹیپو"),
        ("Noto Sans Devanagari", "प्रिया श्रीनिवासन ज्ञानेश"),
        ("Noto Sans Thai", "สมชาย ใจดี ณัฐวุฒิ"),
    ],
)
def test_other_scripts(family: str, name: str) -> None:
    letters = name.replace(" ", "")
    assert left_out("fonts.css", family, letters) == ""
    for weight in ("400", "600"):
        assert left_out("fonts-screen.css", family, letters, weight) == ""


def test_japanese_names() -> None:
    names = "髙橋﨑斎藤渡邉結衣キャサリン・ジョーンズ「凪」、𠮟頰剝塡々"
    assert left_out("fonts-cjk.css", "Noto Sans JP", names) == ""


def test_screens_have_no_variable_font() -> None:
    for *_, file, _chars in faces("fonts-screen.css"):
        with TTFont(file) as font:
            assert "fvar" not in font, file
