"""How stories hang: which card each gets, and in which order, by fixed rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from storywall.shown import Postcard, ShownWall, Story
from storywall.views.tiles import Card, CardKind, Hook, PostcardCard, Tile

SHORT_FIGURE = 8  # characters that before and after may have together to be printed large
SHORT_UNIT = 40
WIDE_QUOTE = 25  # words above which a voice spans two columns
STORIES_PER_POSTCARD = 7
UNSEEN_AFTER = timedelta(days=182)
SWAP_WITHIN = 6  # cards that a story may move to part two neighbours of one department


def card(story: Story) -> Card:
    """The card that a story gets from what it has; the first rule that fits."""
    evidence = story.evidence
    short = len(evidence.before) + len(evidence.after) <= SHORT_FIGURE
    if evidence.has_figure and short and len(evidence.unit) <= SHORT_UNIT:
        return Card(CardKind.FIGURE, story)
    if story.voice is not None and story.photo is None:
        return Card(CardKind.VOICE, story, wide=story.voice.words > WIDE_QUOTE)
    return Card(CardKind.PHOTO if story.photo is not None else CardKind.PLATE, story)


def with_lead(stories: Sequence[Story]) -> list[Card]:
    """Cards for *stories*, newest first, with the newest that has a photo as the lead in front."""
    cards = [card(story) for story in stories]
    for index, story in enumerate(stories):
        if story.photo is not None:
            lead = Card(CardKind.LEAD, story)
            return [lead, *cards[:index], *cards[index + 1 :]]
    return cards


def part_neighbours(cards: Sequence[Card]) -> list[Card]:
    """Swap the second of two neighbours of one department with the next card of its size."""
    parted = list(cards)
    for index in range(1, len(parted)):
        before, here = parted[index - 1], parted[index]
        if here.story.department != before.story.department or here.story.department is None:
            continue
        for other in range(index + 1, min(index + SWAP_WITHIN, len(parted))):
            there = parted[other]
            if there.wide == here.wide and there.story.department != here.story.department:
                parted[index], parted[other] = there, here
                break
    return parted


def with_postcards(cards: Sequence[Card], postcards: Sequence[Postcard]) -> list[Tile]:
    """Hang a postcard after every few stories, as long as there are any."""
    waiting = list(reversed(postcards))
    tiles: list[Tile] = []
    for number, each in enumerate(cards, 1):
        tiles.append(each)
        if waiting and number % STORIES_PER_POSTCARD == STORIES_PER_POSTCARD - 1:
            tiles.append(PostcardCard(waiting.pop()))
    return tiles


def hook(wall: ShownWall, today: date) -> Hook | None:
    """The department that was not seen for longest, once that is half a year."""
    last: dict[str, date] = {}
    for story in wall.stories:
        if story.department is not None:
            last.setdefault(story.department.id, story.date)
    unseen = [
        (last.get(unit.topic.id, date.min), unit.topic.id, unit.topic)
        for unit in wall.departments
        if today - last.get(unit.topic.id, date.min) > UNSEEN_AFTER
    ]
    if not unseen or not wall.stories:
        return None
    since, _, topic = min(unseen, key=lambda entry: entry[:2])
    return Hook(topic, None if since == date.min else since)


def listing(stories: Sequence[Story]) -> tuple[Tile, ...]:
    """The tiles of a topic's page: no lead, no postcards."""
    return tuple(card(story) for story in stories)


def wall_tiles(wall: ShownWall, page: int, page_size: int, today: date) -> tuple[Tile, ...]:
    """The tiles of page *page* (from 1) of the wall."""
    first = (page - 1) * page_size
    stories = wall.stories[first : first + page_size]
    cards = with_lead(stories) if page == 1 else [card(story) for story in stories]
    per_page = page_size // STORIES_PER_POSTCARD
    postcards = wall.postcards[(page - 1) * per_page : page * per_page]
    tiles = with_postcards(part_neighbours(cards), postcards)
    empty = hook(wall, today) if page == 1 else None
    return (*tiles, empty) if empty else tuple(tiles)
