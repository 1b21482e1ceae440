from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from markupsafe import Markup

import make
from storywall import shown
from storywall.address import Address
from storywall.pages import catalogue
from storywall.pages.theme import theme_folder
from storywall.shown import Nominee, ShownWall
from storywall.views import pages as p
from storywall.views import tiles
from storywall.views.sheet import Sheet, Texts
from storywall.views.sheets import Sheets

WORDS = catalogue.load("en", theme_folder() / "locales")
TODAY = date(2026, 11, 12)


def sheets(wall: ShownWall, **more: Any) -> dict[str, Sheet]:
    texts = Texts({}, {}, "A wall", Markup("<p>Good work.</p>"))
    given = {
        "wall": wall,
        "texts": texts,
        "words": WORDS,
        "today": TODAY,
        "page_size": 3,
        "site_url": "https://w.example/wall/",
    }
    made = list(Sheets(**(given | more)).all())
    found = {str(sheet.address): sheet for sheet in made}
    assert len(found) == len(made), "two sheets have one address"
    return found


def stories(number: int) -> list[shown.Story]:
    return [make.story(f"s-{n}", TODAY - timedelta(days=n)) for n in range(number)]


ALWAYS = [
    "", "404.html", "archive/", "awards/", "departments/", "heroes/", "kinds/", "postcards/",
    "practices/", "screens/", "subscribe/", "values/",
]  # fmt: skip


def test_an_empty_wall_has_every_page_of_its_own() -> None:
    assert sorted(sheets(make.wall())) == ALWAYS


def test_the_wall_goes_on_over_several_pages() -> None:
    found = sheets(make.wall(*stories(7)))
    assert [address for address in found if address.startswith("page/")] == ["page/2/", "page/3/"]
    first, second, third = (found[address].page for address in ("", "page/2/", "page/3/"))
    assert first.pager == tiles.Pager(1, 3, None, "page/2/")
    assert second.pager == tiles.Pager(2, 3, "", "page/3/")
    assert third.pager == tiles.Pager(3, 3, "page/2/", None)
    assert (first.words, second.words) == (Markup("<p>Good work.</p>"), Markup())
    assert first.total == 7
    assert found["page/2/"].title == "A wall, page 2"
    assert found[""].path == "index.md"
    assert found["page/2/"].path == ""


def test_a_full_page_has_no_empty_page_after_it() -> None:
    assert "page/2/" not in sheets(make.wall(*stories(3)))


def test_a_story_leads_to_the_next_and_the_one_before() -> None:
    found = sheets(make.wall(*stories(3)))
    page = found["stories/s-1/"].page
    assert (page.newer.id, page.older.id) == ("s-0", "s-2")
    assert found["stories/s-0/"].page.newer is None
    assert found["stories/s-2/"].page.older is None


def test_a_storys_page_knows_its_full_address() -> None:
    page = sheets(make.wall(*stories(1)))["stories/s-0/"].page
    assert page.full_address == "https://w.example/wall/stories/s-0/"
    bare = sheets(make.wall(*stories(1)), site_url="")["stories/s-0/"].page
    assert bare.full_address == ""


def test_translations_have_pages_and_lead_to_each_other() -> None:
    (story,) = stories(1)
    german = make.story("s-de", translation_of="s-0", lang="de")
    french = make.story("s-fr", translation_of="s-0", lang="fr")
    found = sheets(make.wall(story, translations={"s-0": (german, french)}))
    assert found["stories/s-0/"].page.translations == (german, french)
    assert found["stories/s-de/"].page.translations == (story, french)
    assert found["stories/s-de/"].lang == "de"
    assert found[""].page.total == 1


def test_a_practice_line_says_how_often_and_where_first() -> None:
    carry = make.topic("carry")
    all_three = [replace(story, practices=(carry,)) for story in stories(3)]
    (line,) = sheets(make.wall(*all_three))["stories/s-0/"].page.practices
    assert line == p.PracticeLine(carry, 3, all_three[2])


def test_people_departments_and_labels_have_pages_with_their_source() -> None:
    rita, field = make.hero("rita"), make.department("field")
    service = make.label(make.topic("service", "kinds"))
    wall = make.wall(
        people=(rita,),
        departments=(make.unit(field),),
        practices=(make.habit(make.topic("carry")),),
        kinds=(service,),
        paths={
            "heroes/rita/": "people/rita.md",
            "departments/field/": "departments/field.md",
            "practices/carry/": "practices/carry.md",
        },
    )
    found = sheets(wall)
    sources = {address: sheet.path for address, sheet in found.items() if sheet.path}
    assert sources == {
        "": "index.md",
        "heroes/rita/": "people/rita.md",
        "departments/field/": "departments/field.md",
        "practices/carry/": "practices/carry.md",
        "kinds/service/": "programme/kinds.yml",
    }
    assert found["departments/field/"].nav == "departments"
    assert found["departments/field/"].description == "Repairs things."


def test_postcards_go_on_over_several_pages() -> None:
    cards = tuple(make.postcard(f"p-{n}") for n in range(4))
    found = sheets(make.wall(postcards=cards))
    assert found["postcards/"].page.postcards == cards[:3]
    assert found["postcards/page/2/"].page.postcards == cards[3:]
    assert found["postcards/page/2/"].page.pager == tiles.Pager(2, 2, "postcards/", None)
    assert found["postcards/p-3/"].title == "A postcard to Jim"


@pytest.mark.parametrize(
    ("opens", "closes", "won", "state"),
    [
        (date(2026, 11, 13), date(2026, 12, 1), False, "upcoming"),
        (TODAY, TODAY, False, "open"),
        (date(2026, 11, 1), date(2026, 11, 11), False, "judging"),
        (date(2026, 11, 1), date(2026, 11, 11), True, "decided"),
    ],
)
def test_where_a_round_of_awards_is(opens: date, closes: date, won: bool, state: str) -> None:
    winners = (Nominee(make.hero(), None, "Well done"),) if won else ()
    award = make.award("r", opens, closes, winners)
    found = sheets(make.wall(awards=(award,), paths={"awards/r/": "awards/r.md"}))
    assert found["awards/r/"].page.state == state


def test_what_search_engines_must_not_know() -> None:
    marked = make.story("draft", mark="draft")
    wall = make.wall(marked, withdrawn=(shown.Withdrawn(Address("stories/gone/")),))
    found = sheets(wall)
    hidden = sorted(address for address, sheet in found.items() if sheet.hidden)
    assert hidden == ["404.html", "stories/draft/", "stories/gone/"]
    assert found["stories/gone/"].title == "Withdrawn"
    assert found["stories/gone/"].path == ""
