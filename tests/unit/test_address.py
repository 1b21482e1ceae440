import html
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywall.address import Address, absolute, depth, link, markers, resolve, resolve_absolute, up


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "index.html"),
        ("#top", "index.html"),
        ("stories/rita/", "stories/rita/index.html"),
        ("stories/rita/#end", "stories/rita/index.html"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_the_file_that_answers(address: str, path: str) -> None:
    assert Address(address).path == path


def test_depth_and_the_way_up() -> None:
    assert [depth(a) for a in ("", "404.html", "heroes/", "stories/rita/#a/b")] == [0, 0, 1, 2]
    assert up(2) == "../../"


@pytest.mark.parametrize(
    ("address", "root", "style", "expected"),
    [
        ("", "", "directory", "./"),
        ("", "", "file", "index.html"),
        ("", "../", "directory", "../"),
        ("#top", "", "directory", "./#top"),
        ("heroes/rita/#end", "../../", "file", "../../heroes/rita/index.html#end"),
        ("assets/wall.css", "/wall/", "file", "/wall/assets/wall.css"),
        ("help/a & b/", "../", "directory", "../help/a%20%26%20b/"),
        ("help/100%/", "", "directory", "help/100%25/"),
        ("help/caf%C3%A9/", "", "directory", "help/caf%C3%A9/"),
        ("a:b/", "", "directory", "a%3Ab/"),
    ],
)
def test_links(address: str, root: str, style: str, expected: str) -> None:
    assert link(address, root, style) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("site", ["https://w.example/wall", "https://w.example/wall/"])
def test_absolute_addresses(site: str) -> None:
    assert absolute("stories/rita/", site) == "https://w.example/wall/stories/rita/"
    assert absolute("", site) == "https://w.example/wall/"


def test_a_marker_becomes_a_link_where_it_hangs() -> None:
    printed = f'<a href="{Address("heroes/rita/").__html__()}">'
    assert markers(printed) == ["heroes/rita/"]
    assert resolve(printed, "../") == '<a href="../heroes/rita/">'
    assert resolve_absolute(printed, "https://w.example/") == (
        '<a href="https://w.example/heroes/rita/">'
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


SEGMENT = st.text(st.characters(exclude_categories=["C"], exclude_characters="/#?%"), min_size=1)


@given(st.lists(SEGMENT.filter(lambda s: s not in (".", "..")), min_size=1, max_size=3))
def test_no_name_ends_the_attribute_and_every_link_leads_to_its_file(names: list[str]) -> None:
    address = Address("/".join(names) + "/")
    parser = _Tags()
    parser.feed(resolve(f'<a href="{address.__html__()}">', "../../"))
    ((tag, attributes),) = parser.tags
    assert tag == "a"
    assert attributes.keys() == {"href"}
    reached = urljoin("https://w.example/wall/a/b/", html.unescape(attributes["href"] or ""))
    assert unquote(reached.removeprefix("https://w.example/wall/")) == address
