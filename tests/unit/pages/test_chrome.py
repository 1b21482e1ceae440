from typing import Any

import pytest
from markupsafe import Markup

import make
from storywall.address import Address
from storywall.pages import catalogue
from storywall.pages.chrome import NOT_FOUND, Chrome, PageFacts
from storywall.pages.render import Links, NavItem, SiteView, environment
from storywall.pages.repository import repository
from storywall.pages.theme import Theme, theme_folder

PLACES = ("", "heroes/", "departments/")


@pytest.fixture(scope="module")
def env() -> Any:
    theme = Theme(theme_folder())
    nav = tuple(NavItem(place or "wall", place or "Wall", Address(place)) for place in PLACES)
    return environment(
        theme.folder,
        catalogue.load("en", theme.folder / "locales"),
        pictures=lambda photo, crop: None,
        site=SiteView(name="Acme & Sons", title="A <wall>", nav=nav, has_feed=True),
        links=Links(),
        asset=theme.asset,
        qr=lambda url: Markup("[qr]"),
    )


def chrome(env: Any, **more: Any) -> Chrome:
    given = {
        "env": env,
        "theme": Theme(theme_folder()),
        "repository": repository(make.project(repo_url="https://github.com/acme/wall")),
        "site_title": "A <wall>",
        "site_url": "https://stories.example/wall/",
        "site_root": "/wall/",
        "style": "directory",
        "language": "en",
    }
    return Chrome(**(given | more))


def slots(
    env: Any, address: str = "stories/rita/", content: str = "", **more: Any
) -> dict[str, str]:
    chromed = {name: more.pop(name) for name in list(more) if name in Chrome.__dataclass_fields__}
    facts = PageFacts(**({"address": Address(address), "title": "Tea & <b>toast</b>"} | more))
    return chrome(env, **chromed).slots(facts, content)


def test_the_title_names_page_and_wall_and_is_escaped(env: Any) -> None:
    assert slots(env)["title"] == "Tea &amp; &lt;b&gt;toast&lt;/b&gt; · A &lt;wall&gt;"
    assert slots(env, "", title="A <wall>")["title"] == "A &lt;wall&gt;"


def test_links_are_relative_to_the_page(env: Any) -> None:
    at_depth_2 = slots(env, content=f'<a href="{Address("heroes/rita/").__html__()}">')
    assert at_depth_2["content"] == '<a href="../../heroes/rita/">'
    assert 'href="../../departments/"' in at_depth_2["header"]
    assert 'href="../../feed.xml"' in at_depth_2["head"]
    assert not any("\x02" in html for html in at_depth_2.values())
    assert 'href="departments/"' in slots(env, "")["header"]


def test_the_404_page_starts_at_the_servers_root(env: Any) -> None:
    found = slots(env, NOT_FOUND)
    assert 'href="/wall/departments/"' in found["header"]
    assert 'href="/wall/assets/wall.' in found["head"]


def test_without_a_server_links_name_the_file(env: Any) -> None:
    assert 'href="../../departments/index.html"' in slots(env, style="file")["header"]


def test_search_engines_are_told_the_address_or_to_stay_away(env: Any) -> None:
    canonical = '<link rel="canonical" href="https://stories.example/wall/stories/rita/">'
    assert canonical in slots(env)["head"]
    assert "noindex" not in slots(env)["head"]
    hidden = slots(env, hidden=True)["head"]
    assert '<meta name="robots" content="noindex">' in hidden
    assert "canonical" not in hidden
    assert "canonical" not in slots(env, site_url="")["head"]


def test_the_description_is_escaped_for_an_attribute(env: Any) -> None:
    head = slots(env, description='"><script>alert(1)</script>')["head"]
    assert "<script>alert" not in head
    assert "&#34;&gt;&lt;script&gt;" in head


@pytest.mark.parametrize("where", ["title", "content"])
def test_the_large_font_is_loaded_only_where_its_characters_stand(env: Any, where: str) -> None:
    assert "fonts-cjk.css" in slots(env, **{where: "田中さん"})["head"]
    assert "fonts-cjk.css" not in slots(env, **{where: "Tanaka é ∑ “quoted”"})["head"]


def test_the_current_section_is_marked_in_the_header(env: Any) -> None:
    header = slots(env, nav="heroes/")["header"]
    assert header.count("aria-current") == 1
    assert "aria-current" not in slots(env, nav="")["header"]


def test_every_page_can_be_edited_and_reported(env: Any) -> None:
    footer = slots(env, path="2026/rita.md")["footer"]
    assert 'href="https://github.com/acme/wall/edit/main/stories/2026/rita.md"' in footer
    assert "https://github.com/acme/wall/issues/new?title=Tea" in footer
    assert "edit/main" not in slots(env, path="")["footer"]


def test_headers_of_one_depth_and_section_are_rendered_once(env: Any) -> None:
    made = chrome(env)
    one = made.slots(PageFacts(Address("stories/a/"), "A", nav="heroes/"))
    two = made.slots(PageFacts(Address("stories/b/"), "B", nav="heroes/"))
    other = made.slots(PageFacts(Address("heroes/"), "C", nav="heroes/"))
    assert one["header"] is two["header"]
    assert other["header"] != one["header"]
