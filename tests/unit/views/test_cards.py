from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from storywall.shown import Evidence, Story
from storywall.views import cards
from storywall.views.tiles import Card, CardKind, Hook, PostcardCard

FACE = make.photo()


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        (make.story(), CardKind.PLATE),
        (make.story(photo=FACE), CardKind.PHOTO),
        (make.story(voice=make.voice()), CardKind.VOICE),
        (make.story(photo=FACE, voice=make.voice()), CardKind.PHOTO),
        (make.story(evidence=make.figure()), CardKind.FIGURE),
        (make.story(evidence=make.figure(), photo=FACE, voice=make.voice()), CardKind.FIGURE),
        (make.story(evidence=make.figure("1234", "5678")), CardKind.FIGURE),
        (make.story(evidence=make.figure("1234", "56789")), CardKind.PLATE),
        (make.story(evidence=make.figure(unit="u" * 40)), CardKind.FIGURE),
        (make.story(evidence=make.figure(unit="u" * 41)), CardKind.PLATE),
        (make.story(evidence=Evidence("told", before="1", after="2")), CardKind.PLATE),
    ],
)
def test_what_a_story_has_decides_its_card(story: Story, kind: CardKind) -> None:
    assert cards.card(story).kind is kind


@pytest.mark.parametrize(("words", "wide"), [(25, False), (26, True)])
def test_a_long_voice_spans_two_columns(words: int, wide: bool) -> None:
    assert cards.card(make.story(voice=make.voice(words))).wide is wide


def test_the_newest_with_a_photo_leads_and_hangs_once() -> None:
    stories = [make.story("a"), make.story("b", photo=FACE), make.story("c", photo=FACE)]
    hung = cards.with_lead(stories)
    assert [(card.kind, card.story.id) for card in hung] == [
        (CardKind.LEAD, "b"),
        (CardKind.PLATE, "a"),
        (CardKind.PHOTO, "c"),
    ]
    assert [card.kind for card in cards.with_lead(stories[:1])] == [CardKind.PLATE]
    assert cards.with_lead([]) == []


STORIES = st.lists(
    st.tuples(st.sampled_from(["red", "blue", "green", None]), st.booleans()), max_size=30
).map(
    lambda rows: [
        Card(
            CardKind.VOICE,
            make.story(f"s-{n}", department=make.department(name) if name else None),
            wide=wide,
        )
        for n, (name, wide) in enumerate(rows)
    ]
)


def neighbours(hung: list[Card]) -> int:
    pairs = pairwise(hung)
    return sum(
        a.story.department is not None and a.story.department == b.story.department
        for a, b in pairs
    )


@given(STORIES)
def test_parting_neighbours_only_changes_the_order(hung: list[Card]) -> None:
    parted = cards.part_neighbours(hung)
    assert Counter(card.story.id for card in parted) == Counter(card.story.id for card in hung)
    assert [card.wide for card in parted] == [card.wide for card in hung]


@given(STORIES)
def test_the_first_card_stays_and_no_card_comes_much_sooner(hung: list[Card]) -> None:
    parted = cards.part_neighbours(hung)
    assert parted[:1] == hung[:1]
    place = {card.story.id: n for n, card in enumerate(hung)}
    for n, card in enumerate(parted):
        assert place[card.story.id] - n < cards.SWAP_WITHIN


def test_neighbours_of_one_department_are_parted() -> None:
    departments = ["red", "red", "blue", "blue", "green"]
    hung = [
        Card(CardKind.PLATE, make.story(f"s-{n}", department=make.department(name)))
        for n, name in enumerate(departments)
    ]
    parted = cards.part_neighbours(hung)
    assert [card.story.id for card in parted] == ["s-0", "s-2", "s-1", "s-3", "s-4"]
    assert neighbours(parted) == 0


def test_a_postcard_hangs_after_every_sixth_story_then_seventh() -> None:
    hung = [Card(CardKind.PLATE, make.story(f"s-{n}")) for n in range(21)]
    tiles = cards.with_postcards(hung, [make.postcard(f"p-{n}") for n in range(2)])
    places = {tile.postcard.id: n for n, tile in enumerate(tiles) if isinstance(tile, PostcardCard)}
    assert places == {"p-0": 6, "p-1": 14}
    assert len(tiles) == 23
    assert cards.with_postcards(hung, []) == hung


TODAY = date(2026, 11, 12)


def wall_of(last: dict[str, date | None]) -> cards.ShownWall:
    units = [make.unit(make.department(name)) for name in last]
    stories = [
        make.story(f"s-{name}", day, department=make.department(name))
        for name, day in last.items()
        if day is not None
    ]
    return make.wall(*stories, departments=tuple(units))


def test_the_department_unseen_for_longest_gets_an_empty_place() -> None:
    old = TODAY - cards.UNSEEN_AFTER - timedelta(days=1)
    wall = wall_of({"a": TODAY, "b": old, "c": old - timedelta(days=9)})
    assert cards.hook(wall, TODAY) == Hook(make.department("c"), old - timedelta(days=9))


def test_a_department_without_a_story_comes_first() -> None:
    wall = wall_of({"a": TODAY, "b": date(2020, 1, 1), "c": None})
    assert cards.hook(wall, TODAY) == Hook(make.department("c"), None)


def test_half_a_year_is_not_long() -> None:
    assert cards.hook(wall_of({"a": TODAY - cards.UNSEEN_AFTER}), TODAY) is None
    assert cards.hook(wall_of({}), TODAY) is None
    assert cards.hook(wall_of({"a": None}), TODAY) is None  # an empty wall asks for nothing


@pytest.mark.parametrize("number", [0, 1, 5, 23])
def test_every_story_hangs_on_one_page_and_postcards_go_on(number: int) -> None:
    stories = [
        make.story(f"s-{n}", TODAY - timedelta(days=n), photo=FACE if n % 3 else None)
        for n in range(number)
    ]
    wall = make.wall(*stories, postcards=tuple(make.postcard(f"p-{n}") for n in range(6)))
    size = 8
    pages = [cards.wall_tiles(wall, page, size, TODAY) for page in range(1, 4)]
    tiles = [tile for page in pages for tile in page]
    hung = [tile.story.id for tile in tiles if isinstance(tile, Card)]
    assert sorted(hung) == sorted(story.id for story in stories)
    sent = [tile.postcard.id for tile in tiles if isinstance(tile, PostcardCard)]
    assert sent == [f"p-{n}" for n in range(len(sent))]
    assert sum(tile.kind is CardKind.LEAD for tile in tiles) == (number > 1)
    assert not any(tile.kind is CardKind.LEAD for page in pages[1:] for tile in page)


def test_the_empty_place_is_on_the_first_page_alone() -> None:
    wall = wall_of({"a": TODAY, "b": None})
    assert isinstance(cards.wall_tiles(wall, 1, 24, TODAY)[-1], Hook)
    assert cards.wall_tiles(wall, 2, 24, TODAY) == ()
