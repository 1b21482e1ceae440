"""Decks, sizes, style and pages of the lobby screens, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

import records
from screen_samples import (
    CROWD,
    GERMAN,
    GERMAN_LINE,
    JIM,
    LOBBY,
    RITA,
    STORY,
    THEME,
    WORST,
    files,
    hero,
    make,
    shipped_css,
    variant,
)
from storywall.address import Address
from storywall.errors import StoryWallError
from storywall.model import Channel
from storywall.screens import fit
from storywall.screens.deck import deck_json, derive_line, dwell, needs_cjk
from storywall.screens.qr import QUIET, qr
from storywall.screens.style import read_tokens, resolve_tokens, screen_css

# --- the deck --------------------------------------------------------------------------------


def test_a_story_becomes_a_slide() -> None:
    (slide,) = make(STORY).slides
    assert slide.headline == STORY.title
    assert slide.line == STORY.summary
    assert slide.kicker == ("Recovery", "Field Service")
    assert (slide.layout, slide.tint, slide.lang, slide.direction) == ("photo", 6, "en", "ltr")
    assert slide.heroes == (RITA, JIM)
    assert slide.names_beside
    assert slide.qr is not None
    assert slide.qr.url == "https://wall.example/sub/stories/rita/"
    assert slide.fits


def test_the_words_for_screens_come_before_title_and_summary() -> None:
    (slide,) = make(replace(STORY, headline="Nine pence", line="One fuse.")).slides
    assert (slide.headline, slide.line) == ("Nine pence", "One fuse.")


def test_a_story_without_a_photo_has_large_type_on_its_tint() -> None:
    (slide,) = make(replace(STORY, photo=None, department=None)).slides
    assert (slide.layout, slide.tint, slide.kicker) == ("plain", 0, ("Recovery",))


def test_no_qr_code_where_there_is_nothing_to_read() -> None:
    no_page = replace(STORY, channels=frozenset({Channel.SCREENS}))
    assert make(no_page).slides[0].qr is None
    assert make(STORY, site_url="").slides[0].qr is None
    assert make(STORY, screen=LOBBY.model_copy(update={"qr": False})).slides[0].qr is None
    assert make(site_url="").slides[0].qr is None


def test_a_screen_is_never_empty() -> None:
    found = make()
    (slide,) = found.slides
    assert slide.id == "evergreen"
    assert slide.headline
    assert slide.qr is not None
    assert slide.qr.url == "https://wall.example/sub/"
    assert slide.fits
    assert found.rotation == slide.dwell


def test_languages_and_their_directions() -> None:
    assert make(replace(STORY, lang="ar")).slides[0].direction == "rtl"
    assert make(replace(STORY, lang="de-AT")).slides[0].direction == "ltr"
    assert make(replace(STORY, lang="no such tongue")).slides[0].direction == "ltr"


def test_many_heroes_are_listed_below_their_faces() -> None:
    slide = make(replace(STORY, heroes=CROWD)).slides[-1]
    assert (len(slide.heroes), slide.more, slide.names_beside) == (4, 2, False)


@pytest.mark.parametrize(
    ("words", "has_qr", "factor", "seconds"),
    [
        (0, False, 1, 8),
        (12, False, 1, 8),
        (20, False, 1, 11),
        (100, False, 1, 30),
        (0, True, 1, 15),
        (40, True, 1, 19),
        (20, False, 1.5, 16.5),
        (20, False, 0.5, 5.5),
        (20, True, 0.5, 15),
        (100, True, 3, 90),
    ],
)
def test_dwell(words: int, has_qr: bool, factor: float, seconds: float) -> None:
    assert dwell(words, has_qr=has_qr, factor=factor) == seconds


def test_a_slides_dwell_counts_its_words_and_the_screens_factor() -> None:
    slow = LOBBY.model_copy(update={"dwell_factor": 2.0, "qr": False})
    long = replace(STORY, headline="one two three four", line="five " * 16)
    assert make(long, screen=slow).slides[0].dwell == 2 * (3 + 0.4 * 20)


def test_a_line_is_made_of_whole_sentences() -> None:
    first = "One sentence of some seven words here."
    second = " And this second one has about ten words in all."
    third = " This third one is what no slide has any room for."
    assert derive_line(first + second + third) == first + second
    assert derive_line("word " * 40 + "end.") == "word " * 40 + "end."
    assert derive_line("") == ""
    assert derive_line("部品は川の向こうに。" * 9) == "部品は川の向こうに。" * 5


@given(st.text(max_size=200))
def test_a_line_is_always_a_beginning(summary: str) -> None:
    assert summary.startswith(derive_line(summary))
    assert bool(derive_line(summary)) == bool(summary)


# --- panels: nothing is cut off ----------------------------------------------------------------


def squeezed(*texts: str) -> str:
    return "".join("".join(texts).split())


@pytest.mark.parametrize("story", WORST, ids=lambda story: story.id)
def test_the_worst_words_fit_in_some_panels_and_all_are_there(story: object) -> None:
    slides = make(story).slides  # type: ignore[arg-type]
    assert all(slide.fits for slide in slides)
    assert squeezed(*(slide.headline for slide in slides)) == squeezed(story.title)  # type: ignore[attr-defined]
    assert squeezed(*(slide.line for slide in slides)) == squeezed(story.line)  # type: ignore[attr-defined]
    assert [slide.panel for slide in slides] == list(range(1, len(slides) + 1))
    assert {slide.panels for slide in slides} == {len(slides)}
    assert [slide.qr is not None for slide in slides] == [False] * (len(slides) - 1) + [True]
    assert slides[-1].heroes


def test_what_cannot_be_read_is_a_problem_with_its_field() -> None:
    found = make(variant("wide", "W" * 400, "Fine."))
    assert not found.slides[0].fits
    (problem,) = found.problems()
    assert (problem.code, problem.path, problem.field) == (
        "slide-too-long",
        "2026/rita.md",
        "slide.headline",
    )
    assert make(STORY, *WORST).problems() == []


@pytest.mark.parametrize(
    ("given", "line"), [("slide:\n  headline: W\ntitle: W\n", 3), ("title: W\n", 2)]
)
def test_the_problem_stands_where_the_words_were_typed(given: str, line: int) -> None:
    found = make(variant("wide", "W" * 400, "Fine."))
    text = f"---\n{given}---\n"
    (problem,) = found.problems({"2026/rita.md": records.source("2026/rita.md", text)})
    assert (problem.line, problem.field) == (line, "slide.headline")


def test_letters_shrink_before_a_slide_is_split() -> None:
    lines = [" ".join(["fuse"] * count) for count in range(1, 80)]
    decks = [make(variant("a", "Rita crosses town for a fuse", line)).slides for line in lines]
    whole = [slides[0].sizes for slides in decks if len(slides) == 1]
    assert whole[0] == fit.Sizes(0, 0)
    assert len(whole) < len(lines)
    steps = [sizes.headline + sizes.line for sizes in whole]
    assert steps == sorted(steps)
    assert len(set(steps)) > 1
    assert [len(slides) for slides in decks] == sorted(len(slides) for slides in decks)


def test_no_size_is_below_its_floor() -> None:
    for turns in fit.SPACES.values():
        for space in turns.values():
            assert min(space.headline[:-1]) >= 7.8
            assert space.headline[-1] >= 6
            assert min(*space.line, *space.solo) >= 4.4
            for sizes in (space.headline, space.line, space.solo):
                assert sorted(sizes, reverse=True) == list(sizes)
    assert min(fit.NAME_SIZE, fit.NAMES_SIZE) >= 3.3


def test_rows() -> None:
    assert fit.rows("", 10, "sans") == 0
    assert fit.rows("word", 10, "sans") == 1
    assert fit.rows("word word word", fit.width("word ", "sans") * fit.RESERVE, "sans") == 3
    assert fit.rows("w" * 40, 10, "sans") == 4
    assert fit.rows("川" * 21, 10, "serif") == 3
    assert fit.width("e\u0301", "sans") == fit.width("é", "sans") == fit.width("e", "sans")


@given(st.text(max_size=80), st.floats(3, 40))
def test_more_room_never_takes_more_rows(text: str, room: float) -> None:
    assert fit.rows(text, room * 2, "serif") <= fit.rows(text, room, "serif")


@given(st.text(max_size=80))
def test_halves_lose_nothing(text: str) -> None:
    first, second = fit.halves(text)
    assert squeezed(first, second) == squeezed(text)
    assert not second or len(first) < len(text)


# --- JSON, HTML and QR codes -------------------------------------------------------------------


def test_the_data_is_safe_inside_a_script_and_comes_back_whole() -> None:
    nasty = "</script><!-- & \u2028\u2029 ]]> \" '"
    data = deck_json(make(STORY), [nasty])
    assert not re.search("[<>&\u2028\u2029]", data)
    assert json.loads(data) == {
        "screen": "lobby",
        "slides": [{"id": "rita/1", "dwell": 15000, "html": nasty}],
    }


def test_an_address_that_was_not_resolved_is_refused() -> None:
    with pytest.raises(ValueError, match="was not resolved"):
        deck_json(make(STORY), [Address("stories/").__html__()])


class _Page(HTMLParser):
    """What a page is made of: its tags, every attribute, and the text in scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)
        self.said += data


def test_the_page_shows_its_first_slide_without_a_script() -> None:
    made = files(make(STORY, *WORST))
    body = made.page.partition('<script type="application/json"')[0]
    for text in ("Rita crosses town", "Recovery · Field Service", "Rita Alvarez", "Read it"):
        assert text in body
    assert qr("https://wall.example/sub/stories/rita/").path in body
    assert 'href="../../assets/screen.css"' in body
    assert 'src="../../pics/screen-scene.png"' in body
    assert 'srcset="../../pics/screen-tall-scene.png"' in body
    assert '<html lang="en" dir="ltr"' in body


def test_the_page_keeps_to_a_strict_policy() -> None:
    made = _Page(files(make(STORY, *WORST)).page)
    for tag, attributes in made.tags:
        assert tag not in {"style", "iframe", "base"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/json"


def test_the_block_of_data_is_the_file_of_data() -> None:
    made = files(make(STORY, *WORST))
    slides = json.loads(made.data)["slides"]
    assert f'id="deck">{made.data}</script>' in made.page
    assert len(slides) == len(make(STORY, *WORST).slides)
    assert "\x02" not in made.page + made.data
    assert all('src="../../' in slide["html"] for slide in slides)
    assert "M4 4h7" not in made.data, "the player draws QR codes from their bits"


def test_what_an_author_writes_is_never_markup() -> None:
    nasty = '<img src=x onerror="alert(1)"> & </script>'
    story = variant("x", nasty, nasty, heroes=(hero(nasty),), department=STORY.department)
    made = files(make(story))
    for html in (made.page, *(slide["html"] for slide in json.loads(made.data)["slides"])):
        assert "<img src=x" not in html
        assert 'onerror="' not in html
    assert nasty in _Page(made.page).said


def test_short_hyphenated_words_stay_whole() -> None:
    (slide,) = make(replace(STORY, headline="A nine-pence fuse, a Donau-Dampfschiff-Fahrt")).slides
    assert '<span class="whole">nine-pence</span>' in slide.headline_html
    assert slide.headline_html.count("whole") == 1
    (plain,) = make(replace(STORY, headline="a < b-c & d")).slides
    assert plain.headline_html == 'a &lt; <span class="whole">b-c</span> &amp; d'


def test_heroes_beyond_four_are_counted() -> None:
    made = files(make(replace(STORY, heroes=CROWD)))
    assert ", and 2 more" in made.page
    assert "Bo</bdi>" not in made.page


def test_the_large_fonts_are_linked_only_where_they_are_needed() -> None:
    japanese = next(story for story in WORST if story.lang == "ja")
    assert needs_cjk(make(STORY, japanese))
    assert "fonts-cjk.css" in files(make(STORY, japanese)).page
    assert "fonts-cjk.css" not in files(make(STORY)).page


def test_200_slides_are_a_small_page() -> None:
    import gzip

    stories = [
        variant(f"story-{n}", f"Rita {n} crosses town {n * 7919}", f"Jim {n * 104729} found it.")
        for n in range(200)
    ]
    page = files(make(*stories)).page.encode()
    parts = [page, shipped_css().encode(), (THEME / "screens/player.js").read_bytes()]
    assert sum(len(gzip.compress(part)) for part in parts) <= 60_000


@pytest.mark.parametrize("url", ["https://w.example/", "https://wall.example/" + "x" * 150])
def test_qr_codes_are_segnos(url: str) -> None:
    code = qr(url)
    wanted = segno.make(url, error="m", micro=False, mask=0)
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(run))}
    expected = {
        (x + QUIET, y + QUIET)
        for y, row in enumerate(wanted.matrix)
        for x, module in enumerate(row)
        if module & 1
    }
    assert dark == expected
    assert code.box == len(wanted.matrix) + 8
    assert wanted.error in {"M", "Q", "H"}


# --- the style ----------------------------------------------------------------------------------

TOKENS = """
/* --ink: #999; */
:root { --ink: #142120; --wall:  #EBE8DF; --text: var(--ink); --self: var(--self); }
:root[data-scheme="dark"] { --ink: #fff; }
"""


def test_tokens_are_those_of_the_light_scheme() -> None:
    tokens = read_tokens(TOKENS)
    assert tokens["--ink"] == "#142120"
    assert tokens["--wall"] == "#EBE8DF"
    with pytest.raises(StoryWallError, match="declares no tokens"):
        read_tokens("p { color: red }")


def test_tokens_are_put_in() -> None:
    css = "a { color: var(--text); background: var( --wall ) /* var(--x) */ }"
    resolved = resolve_tokens(css, read_tokens(TOKENS))
    assert resolved == "a { color: #142120; background: #EBE8DF  }"


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("a { color: var(--nothing) }", "--nothing.*does not declare"),
        ("a { color: var(--ink, red) }", "cannot be resolved"),
        ("a { color: var(--self) }", "names itself"),
    ],
)
def test_a_token_that_cannot_be_put_in_stops_the_build(css: str, said: str) -> None:
    with pytest.raises(StoryWallError, match=said):
        screen_css(css, TOKENS)


# What Chromium 47 does not know, outside of @supports.
TOO_NEW = {
    "custom properties": r"var\(|(?<![\w-])--[a-z]",
    "gap": r"(?<![\w-])(row-|column-)?gap\s*:",
    "inset": r"(?<![\w-])inset[\w-]*\s*:",
    "logical properties": r"(margin|padding|border)-(inline|block)|(inline|block)-size",
    "functions": r"(?<![\w-])(clamp|min|max|env|color-mix|light-dark|oklch|hwb|lab)\(",
    "new colours": r"rgb\([^,)]*\)|#[0-9a-fA-F]{8}\b|#[0-9a-fA-F]{4}\b",
    "selectors": r":(is|where|has|focus-visible|focus-within|not\([^)]*,)",
    "properties": r"(?<![\w-])(aspect-ratio|place-[a-z]+|grid[\w-]*|scroll-[\w-]+|text-wrap"
    r"|overflow-wrap|backdrop-filter|contain|translate|rotate|scale|position-anchor)\s*:",
    "values": r"sticky|(?<!-)\bgrid\b|flow-root|contents|overlay|overflow:\s*clip|fit-content",
    "units": r"\d(d|s|l)v[hw]|\dcq[wh]|\drem\b",
    "nesting and layers": r"@(layer|container|property|scope)|&",
}


def faults(css: str) -> list[str]:
    """What in *css* is newer than Chromium 47; what stands inside @supports may be."""
    old = re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    return [name for name, pattern in TOO_NEW.items() if re.search(pattern, old)]


def test_the_style_is_for_televisions_of_2017() -> None:
    css = shipped_css()
    assert faults(css) == []
    assert "/*" not in css
    assert not re.search(r"#fff(fff)?\b|\bwhite\b(?!-)", css, re.IGNORECASE), "no pure white"


@pytest.mark.parametrize(
    "planted",
    [
        "gap: 1vmin",
        "column-gap: 2px",
        "inset: 0",
        "color: var(--x)",
        "--x: 1",
        "margin-inline: 1px",
        "width: clamp(1px, 2px, 3px)",
        "aspect-ratio: 1",
        "display: grid",
        "color: rgb(0 0 0 / 10%)",
        "color: #11223344",
        "text-wrap: balance",
        "height: 100dvh",
        "position: sticky",
    ],
)
def test_the_gate_finds_what_is_too_new(planted: str) -> None:
    assert faults(shipped_css() + f"\n.x {{ {planted}; }}")
    assert faults(f"@supports (display: block) {{ .x {{ {planted}; }} }}") == []


def test_every_size_class_has_its_size() -> None:
    css = shipped_css()
    for layout, turns in fit.SPACES.items():
        for letter, target, sizes in (
            ("h", "headline", turns["wide"].headline),
            ("l", "line", turns["wide"].line),
            ("s", "line", turns["wide"].solo),
        ):
            for index, size in enumerate(sizes):
                rule = f".{layout}.{letter}{index} .{target} {{ font-size: {size:g}vmin; }}"
                assert css.count(rule) >= 1, rule


def test_long_german_is_shown_in_full() -> None:
    made = files(make(variant("german", GERMAN, GERMAN_LINE, "de")))
    said = " ".join(slide["html"] for slide in json.loads(made.data)["slides"])
    assert squeezed(GERMAN) in squeezed(re.sub("<[^>]+>", "", said))
