from datetime import date

from markupsafe import Markup

import make
from storywall.shown import Helper, ThankYou
from storywall.views import heroes
from storywall.views.index import WallIndex
from storywall.views.tiles import Count

RITA, JIM, BO = make.hero("rita"), make.hero("jim"), make.hero("bo")
TEAM = make.hero("night-shift", kind="team")
CARRY = make.topic("carry")
THANKS = ThankYou(JIM, "Engineer", "Well done")
OLD = make.story("old", date(2026, 1, 1), heroes=(RITA, BO), practices=(CARRY,), thanks=(THANKS,))
MID = make.story("mid", date(2026, 2, 1), heroes=(JIM,), helpers=(Helper(RITA, "drove"),))
NEW = make.story("new", date(2026, 3, 1), heroes=(RITA,), helpers=(Helper(JIM), Helper(BO)))
CARD = make.postcard(day=date(2025, 12, 24), to=(RITA,))
INDEX = WallIndex(
    make.wall(
        OLD,
        MID,
        NEW,
        people=(BO, JIM, RITA),
        teams=(TEAM,),
        members={"night-shift": (RITA,)},
        postcards=(CARD,),
    )
)


def test_everybody_is_listed_with_their_stories() -> None:
    page = heroes.heroes(INDEX)
    assert page.teams == ((TEAM, 0, (RITA,)),)
    assert page.people == ((BO, 2), (JIM, 2), (RITA, 3))


def test_a_heros_page_shows_what_they_led_and_helped_with_newest_first() -> None:
    page = heroes.hero_page(INDEX, RITA, Markup("<p>x</p>"))
    assert [(deed.story.id, deed.helped) for deed in page.deeds] == [
        ("new", False),
        ("mid", True),
        ("old", False),
    ]
    assert [deed.others for deed in page.deeds] == [(), (JIM,), (BO,)]
    assert (page.led, page.helped) == (2, 1)
    assert page.since == date(2025, 12, 24)
    assert page.postcards == (CARD,)
    assert page.practices == (Count(CARRY, 1),)
    assert page.thanks == (THANKS,)
    assert page.teams == (TEAM,)
    assert page.html == "<p>x</p>"


def test_who_was_beside_them_most_often_comes_first() -> None:
    assert heroes.hero_page(INDEX, RITA, Markup()).helpers == (BO, JIM)


def test_a_team_shows_its_members_and_has_no_day_without_a_story() -> None:
    page = heroes.hero_page(INDEX, TEAM, Markup())
    assert page.members == (RITA,)
    assert page.since is None
    assert page.deeds == ()


def test_only_a_few_helpers_are_named() -> None:
    helpers = tuple(Helper(make.hero(f"h-{n}")) for n in range(9))
    index = WallIndex(make.wall(make.story(helpers=helpers)))
    assert len(heroes.hero_page(index, RITA, Markup()).helpers) == heroes.MOST_HELPERS
