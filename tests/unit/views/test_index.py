from datetime import date

import make
from storywall.shown import Helper, Nominee
from storywall.views.index import WallIndex, counts
from storywall.views.tiles import Count

RITA, JIM = make.hero("rita"), make.hero("jim", department=make.department("depot"))
TEAM = make.hero("night-shift", kind="team")
OLD, NEW = date(2026, 1, 1), date(2026, 2, 2)


def ids(stories: object) -> list[str]:
    return [story.id for story in stories]  # type: ignore[attr-defined]


def test_stories_by_hero_newest_first() -> None:
    index = WallIndex(
        make.wall(
            make.story("old", OLD, heroes=(RITA, TEAM)),
            make.story("new", NEW, heroes=(RITA, make.plain("Ana"))),
        )
    )
    assert {key: ids(found) for key, found in index.led.items()} == {
        "rita": ["new", "old"],
        "night-shift": ["old"],
    }
    assert index.place == {"new": 0, "old": 1}


def test_a_hero_of_a_story_does_not_help_with_it_too() -> None:
    helpers = (Helper(RITA), Helper(JIM, "drove"), Helper(make.plain("Ana")))
    index = WallIndex(make.wall(make.story("s", heroes=(RITA,), helpers=helpers)))
    assert {key: ids(found) for key, found in index.helped.items()} == {"jim": ["s"]}


def test_somebody_who_helped_twice_in_one_story_is_counted_once() -> None:
    helpers = (Helper(JIM, "drove"), Helper(JIM, "called"))
    index = WallIndex(make.wall(make.story("s", heroes=(RITA,), helpers=helpers)))
    assert ids(index.helped["jim"]) == ["s"]


def test_stories_by_topic() -> None:
    carry, care = make.topic("carry"), make.topic("care", "values")
    index = WallIndex(
        make.wall(
            make.story("a", NEW, practices=(carry,), values=(care,)),
            make.story("b", OLD, practices=(carry,), department=None),
        )
    )
    assert ids(index.by_practice["carry"]) == ["a", "b"]
    assert ids(index.by_value["care"]) == ["a"]
    assert ids(index.by_kind["service"]) == ["a", "b"]
    assert {key: ids(found) for key, found in index.by_department.items()} == {
        "field-service": ["a"]
    }


def test_a_department_helped_with_anothers_story_once() -> None:
    bo = make.hero("bo", department=make.department("depot"))
    own = make.story("own", NEW, department=make.department("depot"), helpers=(Helper(JIM),))
    other = make.story("other", OLD, helpers=(Helper(JIM), Helper(bo)))
    index = WallIndex(make.wall(own, other))
    assert {key: ids(found) for key, found in index.helped_from.items()} == {"depot": ["other"]}


def test_postcards_teams_and_awards_by_person() -> None:
    card = make.postcard(to=(JIM, make.plain("Ana")))
    won = make.award(winners=(Nominee(JIM, None), Nominee(make.plain("Ana"), None)))
    index = WallIndex(
        make.wall(postcards=(card,), awards=(won,), teams=(TEAM,), members={"night-shift": (JIM,)})
    )
    assert index.postcards_to == {"jim": [card]}
    assert index.teams_of == {"jim": [TEAM]}
    assert index.awards_of == {"jim": [won]}


def test_counts_are_by_frequency_then_name() -> None:
    a, b, c = (
        make.topic("a", name="Zeta"),
        make.topic("b", name="alpha"),
        make.topic("c", name="Beta"),
    )
    assert counts([a, b, c, a, c]) == (Count(c, 2), Count(a, 2), Count(b, 1))
