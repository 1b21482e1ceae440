"""The gate: decides once what each channel may see. Views take its result; none asks again."""

from __future__ import annotations

from storywall import model, shown
from storywall.address import Address
from storywall.gate.admission import Gate, card_held_back, channels_of, held_back
from storywall.gate.hanging import Hanging
from storywall.gate.listing import with_directory
from storywall.gate.people import is_private
from storywall.gate.pictures import withheld_media
from storywall.model import Channel, Wall, Withdrawn
from storywall.shown import ShownWall

__all__ = ["Gate", "admit", "channels_of", "held_back", "is_private"]


def _newest_first(stories: list[shown.Story]) -> tuple[shown.Story, ...]:
    return tuple(sorted(stories, key=lambda s: (s.date, s.published, s.id), reverse=True))


def admit(wall: Wall, gate: Gate) -> ShownWall:
    """What may be seen of *wall* at the gate's instant, channel by channel."""
    hanging = Hanging(wall, gate)
    stories = [
        hanging.story(story)
        for story in wall.stories.values()
        if isinstance(story, model.Story) and (gate.preview or not held_back(story, gate))
    ]
    on_wall = {s.id: s for s in stories if Channel.WALL in s.channels}
    in_feeds = [s for s in stories if Channel.FEEDS in s.channels and not s.mark]
    awards = sorted(wall.awards.values(), key=lambda award: (award.closes, award.id), reverse=True)
    originals = {id_: story for id_, story in on_wall.items() if not story.translation_of}
    translations = _translations(originals, on_wall)
    translated = [story for versions in translations.values() for story in versions]
    # Only these have a page that others may lead to.
    paged = originals | {story.id: story for story in translated}
    listed = ShownWall(
        stories=_newest_first(list(originals.values())),
        translations=translations,
        feed_stories=_newest_first(in_feeds),
        screen_stories=_newest_first([s for s in stories if Channel.SCREENS in s.channels]),
        postcards=_postcards(wall, hanging, paged),
        withdrawn=_withdrawn(wall),
        awards=tuple(hanging.award(award, paged) for award in awards),
        bar=wall.bar,
        screens=wall.screens,
        withheld_media=withheld_media(wall, (story.path for story in paged.values())),
    )
    return with_directory(listed, wall, hanging.directory)


def _translations(
    originals: dict[str, shown.Story], on_wall: dict[str, shown.Story]
) -> dict[str, tuple[shown.Story, ...]]:
    """The translations of each of the *originals*, by language."""
    found: dict[str, tuple[shown.Story, ...]] = {}
    for story in sorted(on_wall.values(), key=lambda s: (s.lang, s.id)):
        if story.translation_of in originals:
            found[story.translation_of] = (*found.get(story.translation_of, ()), story)
    return found


def _postcards(
    wall: Wall, hanging: Hanging, on_wall: dict[str, shown.Story]
) -> tuple[shown.Postcard, ...]:
    gate = hanging.gate
    admitted = {"", "draft", "waiting"} if gate.preview else {""}
    cards = [
        hanging.postcard(card, on_wall)
        for card in wall.postcards.values()
        if isinstance(card, model.Postcard) and card_held_back(card, wall, gate) in admitted
    ]
    return tuple(sorted(cards, key=lambda card: (card.date, card.id), reverse=True))


def _withdrawn(wall: Wall) -> tuple[shown.Withdrawn, ...]:
    found = []
    for folder, group in (("stories", wall.stories), ("postcards", wall.postcards)):
        for id_, record in sorted(group.items()):
            if isinstance(record, Withdrawn):
                address = Address(f"{folder}/{id_}/")
                found.append(shown.Withdrawn(address, record.aliases, record.path))
    return tuple(found)
