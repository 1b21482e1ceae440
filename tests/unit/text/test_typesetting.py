from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

import folder
from storywall import checks, gate
from storywall.address import Address, markers
from storywall.pages import catalogue
from storywall.pages.render import Picture
from storywall.pages.theme import theme_folder
from storywall.reading.gather import Reading
from storywall.settings import Sections
from storywall.shown import Photo, ShownWall
from storywall.text import typesetting as texts
from storywall.text.typesetting import Typesetter
from storywall.text.weave import Part

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def shown(reading: Reading) -> ShownWall:
    accepted, _ = checks.check(reading, NOW.date(), {})
    words = catalogue.load("en", theme_folder() / "locales")
    return gate.admit(accepted, gate.Gate(NOW, words, {}))


def picture(photo: Photo | None, crop: str) -> Picture | None:
    assert photo is not None
    return Picture(Address(f"media/{photo.src}-{crop}.jpg"), (), 4, 3, photo.alt)


@pytest.fixture
def typesetter(tmp_path: Path) -> Typesetter:
    link = "[the van](../help/van.md#keys), [the wall](../index.md), [a draft](draft.md)\n"
    files = {
        "2026/rita.md": folder.story(f"{folder.BODY}\n{link}\n![Keys](keys.png)\n"),
        "2026/keys.png": folder.PNG,
        "2026/draft.md": folder.story(status="draft"),
        "help/van.md": "# The van\n\n## Keys\n\n[Rita](../2026/rita.md#what-changed)\n",
        "departments/field.md": folder.markdown({"name": "Field", "does": "Repairs."}, "*Hello.*"),
    }
    reading = folder.reading(folder.wall(tmp_path, files))
    return Typesetter(reading, texts.addresses(shown(reading), reading), picture)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("help/index.md", "help/"),
        ("help/README.md", "help/"),
        ("help/how to.md", "help/how to/"),
        ("help/index.md.md", "help/index.md/"),
    ],
)
def test_where_an_ordinary_page_answers(path: str, address: str) -> None:
    assert texts.page_address(path) == address


def test_every_published_file_has_an_address_and_no_other(typesetter: Typesetter) -> None:
    assert typesetter.places == {
        "index.md": "",
        "help/van.md": "help/van/",
        "departments/field.md": "departments/field/",
        "2026/rita.md": "stories/rita/",
    }


def test_links_between_files_become_addresses(typesetter: Typesetter) -> None:
    rendered = typesetter.render(typesetter.reading.sources["2026/rita.md"])
    assert markers(rendered.html) == ["help/van/#keys", "", "media/2026/keys.png-feed.jpg"]
    file = typesetter.reading.folder.root / "2026/rita.md"
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "draft.md" in text)
    assert [(p.path, p.line) for p in typesetter.problems] == [("2026/rita.md", line)]
    assert "draft.md" in typesetter.problems[0].message


def test_a_link_to_a_heading_of_a_story_holds(typesetter: Typesetter) -> None:
    rendered = typesetter.render(typesetter.reading.sources["help/van.md"])
    assert markers(rendered.html) == ["stories/rita/#what-changed"]
    assert typesetter.problems == []


@pytest.mark.parametrize(
    ("path", "target", "found"),
    [
        ("2026/rita.md", "../help/van.md#keys", ("help/van.md", "keys")),
        ("2026/rita.md", "jim.md", ("2026/jim.md", "")),
        ("help/van.md", "my%20photo.jpg", ("help/my photo.jpg", "")),
        ("help/van.md", "#caf%C3%A9", ("help", "café")),
        ("index.md", "../../etc/passwd", ("../../etc/passwd", "")),
    ],
)
def test_what_a_link_names(path: str, target: str, found: tuple[str, str]) -> None:
    assert texts.target_path(path, target) == found


@pytest.mark.parametrize(
    ("heading", "fragment"),
    [
        ("What's new", "whats-new"),
        ("Über uns", "uber-uns"),
        ("Keys", "keys_1"),
        ("Wall main", "wall-main"),
        ("你好", "_1"),
    ],
)
def test_ordinary_pages_have_the_ids_of_the_site_builder(
    heading: str, fragment: str, tmp_path: Path
) -> None:
    files = {
        "help/x.md": f"# X\n\n## Keys\n\n## {heading}\n\n[here](#{fragment})\n",
        "about.md": f"[there](help/x.md#{fragment})\n",
    }
    reading = folder.reading(folder.wall(tmp_path, files))
    setter = Typesetter(reading, texts.addresses(shown(reading), reading), picture)
    for path in files:
        setter.render(reading.sources[path])
    assert setter.problems == []


def test_documents_are_linked_from_ordinary_pages_alone(tmp_path: Path) -> None:
    link = "[rules](rules.pdf)\n"
    files = {"about.md": link, "index.md": link, "rules.pdf": b"%PDF"}
    reading = folder.reading(folder.wall(tmp_path, files))
    setter = Typesetter(reading, texts.addresses(shown(reading), reading), picture)
    assert markers(setter.render(reading.sources["about.md"]).html) == ["rules.pdf"]
    assert markers(setter.render(reading.sources["index.md"]).html) == []
    assert [problem.path for problem in setter.problems] == ["index.md"]


def test_a_picture_that_is_only_linked_is_developed_too(tmp_path: Path) -> None:
    files = {"help/x.md": "[large](k.png) `[code](j.png)`\n", "help/k.png": folder.PNG}
    reading = folder.reading(folder.wall(tmp_path, files | {"help/j.png": folder.PNG}))
    assert [photo.src for photo in texts.body_pictures(reading, ["help/x.md"])] == ["help/k.png"]


@pytest.mark.parametrize(("trusted", "refused"), [(True, ["index.md"]), (False, ["about.md"] * 2)])
def test_trusted_pages_are_refused_nothing(
    trusted: bool, refused: list[str], tmp_path: Path
) -> None:
    body = "<script>1</script> [x](javascript:1)\n"
    reading = folder.reading(folder.wall(tmp_path, {"about.md": body, "index.md": body}))
    places = texts.addresses(shown(reading), reading)
    setter = Typesetter(reading, places, picture, trusted=trusted)
    setter.render(reading.sources["index.md" if trusted else "about.md"])
    setter.render(reading.sources["about.md"])
    assert {problem.path for problem in setter.problems} == set(refused)
    assert {problem.code for problem in setter.problems} == {"refused-html", "refused-link"}


def parts(*headings: str) -> tuple[Part, ...]:
    return tuple(Part(heading, heading.lower(), Markup("<p>x</p>")) for heading in headings)


def roles(headings: tuple[str, ...], names: Sections | None = None) -> list[str]:
    return [section.role for section in texts.sections(parts(*headings), names or Sections())]


def test_sections_are_known_by_name_in_any_order() -> None:
    assert roles(("What changed", "Extra", "SITUATION")) == ["changed", "", "situation"]


def test_sections_may_have_other_names() -> None:
    names = Sections(situation="Lage", did="Tat", changed="Folge", repeat="Rezept")
    assert roles(("Lage", "Tat", "Situation"), names) == ["situation", "did", ""]


def test_four_unknown_headings_are_the_four_in_order() -> None:
    assert roles(("", "Lage", "Tat", "Folge", "Rezept")) == [
        "",
        "situation",
        "did",
        "changed",
        "repeat",
    ]
    assert roles(("Lage", "Tat", "Folge")) == ["", "", ""]
    assert roles(("Situation", "Tat", "Folge", "Rezept")) == [
        "situation",
        "did",
        "changed",
        "repeat",
    ]
    assert roles(("Tat", "Situation", "Folge", "Rezept")) == ["", "situation", "", ""]


def test_pictures_of_bodies_are_those_that_lie_there(typesetter: Typesetter) -> None:
    found = texts.body_pictures(typesetter.reading, ["2026/rita.md", "help/van.md"])
    assert [photo.src for photo in found] == ["2026/keys.png"]


def test_bodies_by_address(typesetter: Typesetter) -> None:
    html = texts.bodies(typesetter, shown(typesetter.reading))
    assert html == {"departments/field/": "<p><em>Hello.</em></p>"}
