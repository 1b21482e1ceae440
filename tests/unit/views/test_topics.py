from datetime import date

from markupsafe import Markup

import make
from storywall.shown import Helper
from storywall.views import topics
from storywall.views.index import WallIndex
from storywall.views.tiles import Card, Count

FIELD, DEPOT = make.department("field"), make.department("depot")
CARRY, CALL = make.topic("carry"), make.topic("call")
JIM = make.hero("jim", department=DEPOT)
GONE = make.hero("gone", department=DEPOT, active=False)
NEW = make.story("new", date(2026, 3, 1), department=FIELD, practices=(CARRY,))
OLD = make.story(
    "old", date(2026, 1, 1), department=FIELD, practices=(CARRY,), helpers=(Helper(JIM),)
)
CARD = make.postcard(to=(JIM,), department=DEPOT)
INDEX = WallIndex(
    make.wall(
        NEW,
        OLD,
        departments=(make.unit(DEPOT), make.unit(FIELD)),
        practices=(make.habit(CALL), make.habit(CARRY)),
        people=(GONE, JIM),
        postcards=(CARD,),
    )
)


def ids(tiles: object) -> list[str]:
    return [tile.story.id for tile in tiles if isinstance(tile, Card)]  # type: ignore[attr-defined]


def test_departments_without_a_story_are_listed_too() -> None:
    found = topics.departments(INDEX).departments
    assert [(unit.topic.id, count, day) for unit, count, day in found] == [
        ("depot", 0, None),
        ("field", 2, date(2026, 3, 1)),
    ]


def test_a_departments_page() -> None:
    field = topics.department_page(INDEX, make.unit(FIELD), Markup())
    assert ids(field.tiles) == ["new", "old"]
    assert (field.helped, field.people, field.postcards) == ((), (), ())
    depot = topics.department_page(INDEX, make.unit(DEPOT), Markup())
    assert depot.tiles == ()
    assert depot.helped == (OLD,)
    assert depot.people == (JIM,)
    assert depot.postcards == (CARD,)


def test_practices_with_their_number_of_stories() -> None:
    found = topics.practices(INDEX).practices
    assert [(habit.topic.id, count) for habit, count in found] == [("call", 0), ("carry", 2)]


def test_a_practices_page_says_where_it_was_first_seen() -> None:
    page = topics.practice_page(INDEX, make.habit(CARRY), Markup())
    assert ids(page.tiles) == ["new", "old"]
    assert page.first == OLD
    assert page.departments == (FIELD,)
    unused = topics.practice_page(INDEX, make.habit(CALL), Markup())
    assert (unused.tiles, unused.first, unused.departments) == ((), None, ())


def test_kinds_and_values() -> None:
    service, rescue = make.topic("service", "kinds"), make.topic("rescue", "kinds")
    both = [make.label(service), make.label(rescue)]
    page = topics.labels("kinds", both, INDEX.by_kind)
    assert [(label.topic.id, count) for label, count in page.labels] == [
        ("service", 2),
        ("rescue", 0),
    ]
    assert ids(topics.label_page("kinds", both[0], INDEX.by_kind).tiles) == ["new", "old"]
    assert topics.label_page("kinds", both[1], INDEX.by_kind).tiles == ()


def test_filters_offer_only_what_has_stories_in_the_order_given() -> None:
    assert topics.filters([DEPOT, FIELD], INDEX.by_department) == (Count(FIELD, 2),)
