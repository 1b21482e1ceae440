from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import folder
from storywall.pages import brand
from storywall.pages.theme import Theme, theme_folder


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#767676", "#FFFFFF", 4.54)],
)
def test_contrast_is_wcags(one: str, other: str, ratio: float) -> None:
    assert brand.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert brand.contrast(other, one) == brand.contrast(one, other)


@pytest.mark.parametrize(
    ("accent", "text"), [("#F5B63B", brand.INK), ("#00308F", brand.PAPER), ("#FFFFFF", brand.INK)]
)
def test_text_on_an_accent_is_the_one_that_is_read_better(accent: str, text: str) -> None:
    assert brand.text_on(accent) == text
    assert brand.tokens(accent) == {"--marigold": accent, "--on-marigold": text}


def test_without_an_accent_nothing_is_replaced() -> None:
    assert brand.tokens(None) == {}
    assert Theme(theme_folder()).tokens == Path(theme_folder() / "assets/tokens.css").read_text(
        "utf-8"
    )


def test_a_brand_changes_the_style_sheet_and_its_name() -> None:
    plain, branded = Theme(theme_folder()), Theme(theme_folder(), brand.tokens("#00308F"))
    assert b"#00308F" in branded.style
    assert b"#00308F" not in plain.style
    assert branded.style_address != plain.style_address


def test_a_mark_that_cannot_be_read_is_a_problem_and_not_published(tmp_path: Path) -> None:
    config = folder.config(brand={"logo": "mark.png"})
    root = folder.wall(tmp_path, {"mark.png": b"\x89PNG\r\n\x1a\n torn"}, config)
    reading = folder.reading(root)
    assert brand.picture("mark.png", reading) is None
    (problem,) = brand.problems(folder.project(root), reading)
    assert problem.code == "brand-picture"


def test_a_mark_of_few_colours_stays_transparent(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("P", (2, 2), 0).save(out, "PNG", transparency=0)
    reading = folder.reading(folder.wall(tmp_path, {"mark.png": out.getvalue()}))
    found = brand.picture("mark.png", reading)
    assert found is not None
    with Image.open(BytesIO(found[1])) as image:
        assert image.convert("RGBA").getchannel("A").getextrema() == (0, 0)
