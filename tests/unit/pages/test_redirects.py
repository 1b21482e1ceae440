from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

import folder
import make
import runs
from storywall import shown
from storywall.address import Address
from storywall.model import Wall
from storywall.pages import redirects
from storywall.pages.chrome import Chrome
from storywall.pages.repository import Repository
from storywall.pages.theme import Theme, theme_folder
from storywall.reading.gather import Reading
from storywall.reading.sources import Folder


def chrome(**more: Any) -> Chrome:
    given = {
        "env": Environment(autoescape=True),
        "theme": Theme(theme_folder()),
        "repository": Repository(),
        "site_title": "A wall",
        "site_url": "https://stories.example/wall/",
        "site_root": "/wall/",
        "style": "directory",
        "language": "en",
    }
    return Chrome(**(given | more))


def pages_of(wall: shown.ShownWall, around: Chrome) -> dict[str, str]:
    reading = Reading(Wall(), Folder(Path("/wall/stories")))
    kept, _ = redirects.settle(wall, reading, ())
    return {one.address.path: redirects.page(one, around) for one in kept}


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("stories/old-name/", "stories/old-name/index.html"),
        ("/stories/old-name", "stories/old-name/index.html"),
        ("old.html", "old.html"),
        ("2019/05/rita.html", "2019/05/rita.html"),
        ("über/uns", "über/uns/index.html"),
    ],
)
def test_an_alias_is_a_place_below_the_site(alias: str, path: str) -> None:
    address = redirects.alias_address(alias)
    assert address is not None
    assert address.path == path


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "/",
        "../x",
        "a/../b",
        "a//b",
        ".git/config",
        "a b",
        "a?b",
        "a#b",
        "a\\b",
        "a/.b",
        "a" * 101,
        "字" * 90,
        "a/" * 11,
    ],
)
def test_what_is_no_place_is_no_alias(alias: str) -> None:
    assert redirects.alias_address(alias) is None


@given(st.text(max_size=30))
def test_no_alias_leads_out_of_the_site(alias: str) -> None:
    address = redirects.alias_address(alias)
    if address is not None:
        parts = address.path.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not any(part.startswith(".") for part in parts)


def test_an_old_address_leads_to_the_story() -> None:
    story = make.story(
        "rita", aliases=("stories/old/", "2019/rita.html"), title="Tea & <b>toast</b>"
    )
    pages = pages_of(make.wall(story), chrome())
    assert sorted(pages) == ["2019/rita.html", "stories/old/index.html"]
    page = pages["stories/old/index.html"]
    assert 'content="0; url=../../stories/rita/"' in page
    assert '<a href="../../stories/rita/">Tea &amp; &lt;b&gt;toast&lt;/b&gt;</a>' in page
    assert '<link rel="canonical" href="https://stories.example/wall/stories/rita/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "url=../stories/rita/" in pages["2019/rita.html"]


def test_without_a_server_the_link_names_the_file() -> None:
    wall = make.wall(make.story("rita", aliases=("old/",)))
    (page,) = pages_of(wall, chrome(style="file", site_url="")).values()
    assert 'url=../stories/rita/index.html"' in page
    assert "canonical" not in page


def test_translations_and_withdrawn_stories_keep_their_old_addresses_too() -> None:
    translation = make.story("rita-de", translation_of="rita", aliases=("alt/",))
    gone = shown.Withdrawn(Address("stories/gone/"), ("old-gone/",))
    wall = make.wall(make.story("rita"), translations={"rita": (translation,)}, withdrawn=(gone,))
    pages = pages_of(wall, chrome())
    assert "url=../stories/rita-de/" in pages["alt/index.html"]
    assert "url=../stories/gone/" in pages["old-gone/index.html"]
    assert ">A wall</a>" in pages["old-gone/index.html"]


def test_without_aliases_there_is_nothing(tmp_path: Path) -> None:
    assert pages_of(make.wall(make.story()), chrome()) == {}


TAKEN = [
    "heroes/",
    "Heroes",
    "stories/rita/",
    "stories/rita/index.html",
    "about/",
    "feed.xml",
    "404.html",
    "404.html/x",
    "assets/wall/",
    "screens/lobby/",
    "old",
]


def test_an_alias_takes_nobodys_address(tmp_path: Path) -> None:
    """Not a page's, not its own, not another alias's; and the build goes on."""
    aliases = ["old/", *TAKEN, "mine/"]
    files = {
        "2026/rita.md": folder.story(aliases=aliases),
        "2026/jim.md": folder.story(aliases=["mine"], date="2026-11-01"),
        "about.md": "# About\n",
    }
    root = folder.wall(tmp_path, files, folder.config(cache=str(runs.CACHE)))
    run = runs.built(runs.host("mkdocs", root))
    text = (root / "stories/2026/rita.md").read_text().splitlines()
    for alias in TAKEN:
        line = 1 + next(n for n, said in enumerate(text) if said.strip() == f"- {alias}")
        assert f"stories/2026/rita.md:{line}:" in run.stderr
        assert f"there is another page at `{alias}`" in run.stderr
    assert "stories/2026/jim.md:" in run.stderr
    assert "stories/rita/" in (root / "site/old/index.html").read_text()
    assert "stories/rita/" in (root / "site/mine/index.html").read_text()
    assert "data-pagefind" in (root / "site/stories/rita/index.html").read_text()
    assert runs.storywall("check", folder=root).stdout.count("[alias-taken]") == len(TAKEN) + 1


def test_an_ordinary_page_takes_no_address_of_the_walls_own(tmp_path: Path) -> None:
    files = {"2026/rita.md": folder.story(), "heroes.md": "A page of my own.\n"}
    config = folder.config(cache=str(runs.CACHE), pages=["heroes.md"])
    root = folder.wall(tmp_path, files, config)
    run = runs.built(runs.host("mkdocs", root))
    assert "stories/heroes.md:1:1: error[page-address]" in run.stderr
    assert "A page of my own" not in (root / "site/heroes/index.html").read_text()
    assert "[page-address]" in runs.storywall("check", folder=root).stdout
