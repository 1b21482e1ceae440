"""Which photos the site will show, and in which crops: what must be developed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from storywall.reading.gather import Reading
from storywall.shown import Hero, Photo, ShownWall, Story
from storywall.text.typesetting import BODY_CROP, body_pictures

Wanted = tuple[Photo, tuple[str, ...]]


def _heroes(wall: ShownWall) -> Iterator[Hero]:
    """Everybody whose face may be printed somewhere."""
    yield from wall.people
    yield from wall.teams
    for story in _stories(wall):
        yield from story.heroes
        yield from (helper.hero for helper in story.helpers)
        yield from (thanks.by for thanks in story.thanks)
        if story.told_by is not None:
            yield story.told_by
    for card in wall.postcards:
        yield from (*card.to, card.sender)
    for award in wall.awards:
        yield from award.judges
        yield from (entry.hero for entry in (*award.nominees, *award.winners))
    for members in wall.members.values():
        yield from members


def _stories(wall: ShownWall) -> Iterator[Story]:
    yield from wall.stories
    yield from wall.screen_stories
    for versions in wall.translations.values():
        yield from versions


def _with_photo(stories: Iterable[Story], *crops: str) -> Iterator[Wanted]:
    for story in stories:
        if story.photo is not None:
            yield story.photo, crops


def wanted(wall: ShownWall, reading: Reading) -> Iterator[Wanted]:
    """Each photo with the crops that a page, feed or screen may ask for."""
    for hero in dict.fromkeys(_heroes(wall)):
        if hero.photo is not None:
            yield hero.photo, ("face", "portrait")
    yield from _with_photo(_stories(wall), "card", "thumb", "story")
    # The lead is the newest story of the first page that has a photo.
    yield from islice(_with_photo(wall.stories, "lead"), 1)
    yield from _with_photo(wall.feed_stories, "feed")
    yield from _with_photo(wall.screen_stories, "screen", "screen-tall")
    published = [*(story.path for story in _stories(wall)), *wall.paths.values()]
    published += [source.path for source in reading.folder.pages]
    for photo in body_pictures(reading, dict.fromkeys(published), wall.withheld_media):
        yield photo, (BODY_CROP,)
