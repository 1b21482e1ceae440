from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

import make
from storywall import shown
from storywall.address import Address
from storywall.pages.chrome import Chrome
from storywall.pages.redirects import alias_address, redirects
from storywall.pages.repository import Repository
from storywall.pages.theme import Theme, theme_folder


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
    address = alias_address(alias)
    assert address is not None
    assert address.path == path


@pytest.mark.parametrize(
    "alias", ["", "/", "../x", "a/../b", "a//b", ".git/config", "a b", "a?b", "a#b", "a\\b", "a/.b"]
)
def test_what_is_no_place_is_no_alias(alias: str) -> None:
    assert alias_address(alias) is None


@given(st.text(max_size=30))
def test_no_alias_leads_out_of_the_site(alias: str) -> None:
    address = alias_address(alias)
    if address is not None:
        parts = address.path.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not any(part.startswith(".") for part in parts)


def test_an_old_address_leads_to_the_story() -> None:
    story = make.story(
        "rita", aliases=("stories/old/", "2019/rita.html"), title="Tea & <b>toast</b>"
    )
    pages = dict(redirects(make.wall(story), chrome()))
    assert sorted(pages) == ["2019/rita.html", "stories/old/index.html"]
    page = pages["stories/old/index.html"]
    assert 'content="0; url=../../stories/rita/"' in page
    assert '<a href="../../stories/rita/">Tea &amp; &lt;b&gt;toast&lt;/b&gt;</a>' in page
    assert '<link rel="canonical" href="https://stories.example/wall/stories/rita/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "url=../stories/rita/" in pages["2019/rita.html"]


def test_without_a_server_the_link_names_the_file() -> None:
    wall = make.wall(make.story("rita", aliases=("old/",)))
    (page,) = dict(redirects(wall, chrome(style="file", site_url=""))).values()
    assert 'url=../stories/rita/index.html"' in page
    assert "canonical" not in page


def test_translations_and_withdrawn_stories_keep_their_old_addresses_too() -> None:
    translation = make.story("rita-de", translation_of="rita", aliases=("alt/",))
    gone = shown.Withdrawn(Address("stories/gone/"), ("old-gone/",))
    wall = make.wall(make.story("rita"), translations={"rita": (translation,)}, withdrawn=(gone,))
    pages = dict(redirects(wall, chrome()))
    assert "url=../stories/rita-de/" in pages["alt/index.html"]
    assert "url=../stories/gone/" in pages["old-gone/index.html"]
    assert ">A wall</a>" in pages["old-gone/index.html"]


def test_without_aliases_there_is_nothing(tmp_path: Path) -> None:
    assert list(redirects(make.wall(make.story()), chrome())) == []
