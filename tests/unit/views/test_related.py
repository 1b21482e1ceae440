from datetime import timedelta

import make
from storywall.shown import Story
from storywall.views.related import HOW_MANY, offers, related


def story(id_: str, ago: int, **more: object) -> Story:
    return make.story(id_, make.DAY - timedelta(days=ago), **({"department": None} | more))


def reasons(one: Story, *others: Story) -> list[tuple[str, str]]:
    stories = make.wall(one, *others).stories
    return [(found.story.id, found.why) for found in related(one, offers(stories))]


CARRY, CALL = make.topic("carry"), make.topic("call")
CARE = make.topic("care", "values")
FIELD = make.department("field")


def test_a_shared_practice_comes_before_a_value_before_a_department() -> None:
    one = story("one", 0, practices=(CARRY,), values=(CARE,), department=FIELD)
    assert reasons(
        one,
        story("d", 1, department=FIELD),
        story("v", 2, values=(CARE,)),
        story("p", 3, practices=(CARRY,)),
    ) == [("p", "practice"), ("v", "value"), ("d", "department")]


def test_the_newest_of_a_topic_and_never_itself() -> None:
    one = story("one", 2, practices=(CARRY,))
    others = [story(f"o-{n}", n, practices=(CARRY,)) for n in (0, 1, 3, 4, 5)]
    assert [id_ for id_, _ in reasons(one, *others)] == ["o-0", "o-1", "o-3"]
    assert len(reasons(one, *others)) == HOW_MANY


def test_a_story_is_offered_once_for_its_first_reason() -> None:
    one = story("one", 0, practices=(CARRY, CALL), values=(CARE,))
    assert reasons(one, story("o", 1, practices=(CALL, CARRY), values=(CARE,))) == [
        ("o", "practice")
    ]


def test_nothing_shared_nothing_offered() -> None:
    assert reasons(story("one", 0), story("o", 1, department=FIELD)) == []


def test_each_topic_offers_only_a_few() -> None:
    stories = [story(f"o-{n}", n, department=FIELD) for n in range(50)]
    assert [s.id for s in offers(stories)["department", "field"]] == [
        f"o-{n}" for n in range(HOW_MANY + 1)
    ]
