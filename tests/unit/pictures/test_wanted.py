from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import folder
import make
from storywall.model import Channel, Wall
from storywall.pictures.wanted import wanted
from storywall.reading.gather import Reading
from storywall.reading.sources import Folder
from storywall.shown import Helper, Hero, Nominee, ShownWall, ThankYou


@pytest.fixture
def empty() -> Reading:
    """Files whose bodies are empty, whatever their path."""
    blank: Any = defaultdict(lambda: SimpleNamespace(body=""))
    return Reading(Wall(), Folder(Path("/wall/stories")), blank)


def crops(wall: ShownWall, reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for photo, names in wanted(wall, reading):
        found.setdefault(photo.src, set()).update(names)
    return found


def test_a_story_is_cropped_for_where_it_is_seen(empty: Reading) -> None:
    wall = make.wall(
        make.story("all", photo=make.photo("all.jpg")),
        make.story("wall", photo=make.photo("wall.jpg"), channels=frozenset({Channel.WALL})),
    )
    page = {"card", "thumb", "story"}
    assert crops(wall, empty) == {
        "wall.jpg": page | {"lead"},
        "all.jpg": page | {"feed", "screen", "screen-tall"},
    }


def test_the_newest_with_a_photo_leads(empty: Reading) -> None:
    wall = make.wall(
        make.story("c"),
        make.story("b", photo=make.photo("b.jpg")),
        make.story("a", photo=make.photo("a.jpg")),
    )
    assert [src for src, names in crops(wall, empty).items() if "lead" in names] == ["b.jpg"]


def test_translations_bring_their_own_photo(empty: Reading) -> None:
    german = make.story("rita-de", photo=make.photo("de.jpg"), translation_of="rita")
    wall = make.wall(make.story("rita"), translations={"rita": (german,)})
    assert crops(wall, empty) == {"de.jpg": {"card", "thumb", "story"}}


def with_face(name: str) -> Hero:
    return make.hero(name, photo=make.photo(f"{name}.jpg"))


def test_everybody_who_may_be_shown_has_a_face(empty: Reading) -> None:
    story = make.story(
        "rita",
        heroes=(with_face("hero"),),
        helpers=(Helper(with_face("helper")),),
        told_by=with_face("teller"),
        thanks=(ThankYou(with_face("boss"), "", "Thanks"),),
    )
    wall = make.wall(
        story,
        people=(with_face("person"),),
        teams=(with_face("team"),),
        members={"team": (with_face("member"),)},
        postcards=(make.postcard(to=(with_face("to"),), sender=with_face("from")),),
        awards=(
            make.award(
                judges=(with_face("judge"),),
                nominees=(Nominee(with_face("nominee"), None),),
                winners=(Nominee(with_face("winner"), None),),
            ),
        ),
    )
    names = ["hero", "helper", "teller", "boss", "person", "team", "member", "to", "from"]
    names += ["judge", "nominee", "winner"]
    assert crops(wall, empty) == {f"{name}.jpg": {"face", "portrait"} for name in names}


def test_pictures_in_the_text_of_what_is_published_and_no_other(tmp_path: Path) -> None:
    files = {
        "2026/rita.md": folder.story("![Keys](keys.png)"),
        "2026/keys.png": folder.PNG,
        "2026/draft.md": folder.story("![Secret](secret.png)", status="draft"),
        "2026/secret.png": folder.PNG,
        "2026/unused.png": folder.PNG,
        "help/van.md": "![Van](van.png)",
        "help/van.png": folder.PNG,
    }
    reading = folder.reading(folder.wall(tmp_path, files))
    wall = make.wall(make.story("rita"))
    assert crops(wall, reading) == {"2026/keys.png": {"feed"}, "help/van.png": {"feed"}}
