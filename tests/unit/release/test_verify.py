import hashlib
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywall.release.verify import Secret, dead_links, files_of, shown_secrets, verify


def site(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def faults(root: Path, files: dict[str, str], base: str = "/") -> list[str]:
    return dead_links(site(root, files), sorted(files), base)


GOOD = [
    '<a href="stories/rita/">',
    '<a href="stories/rita/index.html">',
    '<a href="./stories/rita/#top">',
    '<a href="stories/rita/#caf%C3%A9">',
    '<a href="/wall/stories/rita/">',
    '<a href="/wall/">',
    '<a href="/elsewhere/">',
    '<a href="https://example.com/x">',
    '<a href="//cdn.example/x">',
    '<a href="mailto:a@b.example">',
    '<a href="data:text/plain,x">',
    '<a href="#here"><p id="here">',
    '<a href="">',
    '<a href="./">',
    '<a href="?q=x">',
    '<a href="my%20photo.jpg">',
    "<a href='stories/rita/'>",
    "<a href=stories/rita/>",
    '<img src="my%20photo.jpg" srcset="my%20photo.jpg 1x, assets/a.css 2x">',
    '<!-- <a href="gone/"> -->',
    '<script>document.write("<a href=gone/>")</script>',
    '<p>&lt;a href="gone/"&gt;</p>',
    '<a href="search/?a=1&amp;b=2">',
    '<p data-x=" x"> src="gone.jpg" </p>',
    """<meta content="how to write href=x or <img src='gone.jpg'> here">""",
    """<p title=' href="gone/" id="x"'>""",
]
FILES = {
    "stories/rita/index.html": '<h1 id="top">Rita</h1><p id=café>',
    "my photo.jpg": "",
    "assets/a.css": "",
    "search/index.html": "",
}


@pytest.mark.parametrize("html", GOOD)
def test_what_leads_somewhere_or_out_is_no_fault(tmp_path: Path, html: str) -> None:
    assert faults(tmp_path, {**FILES, "index.html": html}, "/wall/") == []


BAD = {
    '<a href="gone/">': "index.html links to gone/, and there is no gone/index.html",
    "<a href=gone/>": "index.html links to gone/, and there is no gone/index.html",
    '<a href="stories/">': "index.html links to stories/, and there is no stories/index.html",
    '<a href="stories/rita">': "index.html links to stories/rita, and there is no stories/rita",
    '<a href="stories/rita/#end">': (
        "index.html links to stories/rita/#end, and stories/rita/index.html has no #end"
    ),
    '<a href="#end">': "index.html links to #end, and index.html has no #end",
    '<a href="../">': "index.html links to ../, and there is no ../index.html",
    '<a href="/wall/x.css">': "index.html links to /wall/x.css, and there is no x.css",
    '<img alt="a > b" src="gone.jpg">': ("index.html links to gone.jpg, and there is no gone.jpg"),
    '<img src="my%20photo.jpg" srcset="my%20photo.jpg 1x, gone.jpg 2x">': (
        "index.html links to gone.jpg, and there is no gone.jpg"
    ),
    '<script src="gone.js"></script>': "index.html links to gone.js, and there is no gone.js",
    '<link rel="stylesheet" href="gone.css">': (
        "index.html links to gone.css, and there is no gone.css"
    ),
    '<link\nrel="icon"\nhref="gone.ico">': (
        "index.html links to gone.ico, and there is no gone.ico"
    ),
    '<IMG SRC="gone.jpg">': "index.html links to gone.jpg, and there is no gone.jpg",
    '<meta http-equiv="refresh" content="0; url=gone/">': (
        "index.html links to gone/, and there is no gone/index.html"
    ),
    '<a title="x > y" href = "gone/" id=x>': (
        "index.html links to gone/, and there is no gone/index.html"
    ),
    '<form action="gone/">': "index.html links to gone/, and there is no gone/index.html",
    '<video poster="gone.jpg">': "index.html links to gone.jpg, and there is no gone.jpg",
}


@pytest.mark.parametrize(("html", "fault"), BAD.items())
def test_what_leads_nowhere_is_told_with_its_page(tmp_path: Path, html: str, fault: str) -> None:
    assert faults(tmp_path, {**FILES, "index.html": html}, "/wall/") == [fault]


def test_links_are_relative_to_their_page(tmp_path: Path) -> None:
    pages = {
        "index.html": "",
        "stories/rita/index.html": '<a href="../../"><a href="../jim/"><a href="../">',
        "stories/jim/index.html": '<a href="../rita/#x">',
    }
    assert faults(tmp_path, pages) == [
        "stories/jim/index.html links to ../rita/#x, and stories/rita/index.html has no #x",
        "stories/rita/index.html links to ../, and there is no stories/index.html",
    ]


NAMES = st.text(string.ascii_lowercase + "é -", min_size=1, max_size=6).filter(
    lambda text: text == text.strip(" ")
)
FOLDERS = st.lists(NAMES, max_size=3).map(lambda parts: "".join(f"{part}/" for part in parts))


@given(
    good=st.lists(FOLDERS, min_size=1, max_size=5, unique=True),
    dead=st.lists(FOLDERS, max_size=3, unique=True),
    carrier=st.integers(0, 4),
)
@settings(max_examples=60, deadline=None)
def test_every_planted_dead_link_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, good: list[str], dead: list[str], carrier: int
) -> None:
    root = tmp_path_factory.mktemp("verify")
    planted = [place for place in dead if place not in good]
    page = good[carrier % len(good)]
    up = "../" * page.count("/")
    links = [f'<a href="{up}{place or "./"}">' for place in (*good, *planted)]
    pages = {f"{place}index.html": "" for place in good}
    pages[f"{page}index.html"] = "\n".join(links)
    found = faults(root, pages)
    assert len(found) == len(planted)
    for place in planted:
        assert any(fault.endswith(f"there is no {place}index.html") for fault in found)


SECRET = Secret("a draft (2026/x.md)", ("the moon is a lamp & a mirror",))
LEAKS = {
    "index.html": "<p>So: the moon is a lamp &amp; a mirror.</p>",
    "feed.xml": "<description>the moon is a lamp &#38; a mirror</description>",
    "screens/lobby/deck.json": '{"line": "the moon is a lamp & a mirror"}',
    "search/index.json": '"the moon is a lamp & a mirror"',
    "assets/wall.js": "/* the moon is a lamp & a mirror */",
    "feeds.opml": "<outline text='the moon is a lamp &amp; a mirror'/>",
}


@pytest.mark.parametrize(("path", "text"), LEAKS.items())
def test_a_withheld_text_is_found_in_every_kind_of_file(
    tmp_path: Path, path: str, text: str
) -> None:
    found = shown_secrets(
        site(tmp_path, {path: text, "ok.html": "the moon"}), [path, "ok.html"], [SECRET]
    )
    assert found == [f"{path} shows a draft (2026/x.md): “the moon is a lamp & a mirror”"]


BROKEN_UP = {
    "index.html": "<p>the moon is a lamp\n    &amp; a mirror</p>",
    "nbsp.html": "the moon is a&nbsp;lamp &amp; a mirror",
    "deck.json": '"the moon is a lamp \\u0026 a mirror"',
    "tags.html": "<p>the moon is a <em>lamp</em> &amp; a mirror</p>",
}


@pytest.mark.parametrize(("path", "text"), BROKEN_UP.items())
def test_a_withheld_text_is_found_however_it_is_written(
    tmp_path: Path, path: str, text: str
) -> None:
    assert len(shown_secrets(site(tmp_path, {path: text}), [path], [SECRET])) == 1


def test_a_withheld_id_is_found_in_a_files_name(tmp_path: Path) -> None:
    secret = Secret("a draft", ("stories/moon/",))
    assert shown_secrets(
        site(tmp_path, {"stories/moon/x.jpg": ""}), ["stories/moon/x.jpg"], [secret]
    )


def test_a_withheld_picture_is_found_under_any_name(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"raw").hexdigest()
    (tmp_path / "media").mkdir()
    (tmp_path / "media/a1b2.jpg").write_bytes(b"raw")
    secret = Secret("a draft (2026/x.md)", digests=frozenset({digest}))
    assert shown_secrets(tmp_path, ["media/a1b2.jpg"], [secret]) == [
        "media/a1b2.jpg is a picture of a draft (2026/x.md)"
    ]


def test_only_its_own_page_may_hold_the_address_of_something_withdrawn(tmp_path: Path) -> None:
    secret = Secret("a link to x", ("stories/x/",), but_in=frozenset({"stories/x/index.html"}))
    pages = {
        "stories/x/index.html": "stories/x/",
        "stories/y/index.html": '<a href="../../stories/x/">',
    }
    found = shown_secrets(site(tmp_path, pages), sorted(pages), [secret])
    assert found == ["stories/y/index.html shows a link to x: “stories/x/”"]


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    root = site(tmp_path, {**FILES, "index.html": '<a href="stories/rita/">'})
    assert verify(root, [SECRET]) == []
    assert verify(root, []) == []
    assert files_of(root) == sorted([*FILES, "index.html"])
