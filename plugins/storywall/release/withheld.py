"""Why a record may not be shown, decided from its fields alone: the gate is not asked."""

from __future__ import annotations

from datetime import date, datetime

from storywall.model import Channel, Erased, Person, Postcard, Story, Wall, day_of


def why_not(story: Story, now: datetime) -> str:
    """Why *story* may be nowhere; ``""`` when it may be seen."""
    if story.status != "published":
        return "a draft"
    if story.consent is None or not story.consent.heroes:
        return "a story without consent"
    if story.consent.until is not None and story.consent.until < now.date():
        return "a story whose consent has ended"
    if _day(story, now) > now.date():
        return "a story whose day has not come"
    if not channels(story) & {Channel.WALL, Channel.SCREENS}:
        return "a story that may be seen nowhere"
    return ""


def channels(story: Story) -> set[Channel]:
    """Where *story* may be seen; feeds need the wall."""
    assert story.consent is not None
    chosen = set(story.consent.channels)
    if story.channels is not None:
        chosen &= set(story.channels)
    return chosen if Channel.WALL in chosen else chosen - {Channel.FEEDS, Channel.DIGEST}


def card_why_not(card: Postcard, wall: Wall, now: datetime) -> str:
    """Why *card* may be nowhere; its receivers' visibility is the consent."""
    if card.status == "draft" or _day(card, now) > now.date():
        return "a postcard that is not out"
    if any(is_gone(wall.people.get(who)) for who in card.to):
        return "a postcard to somebody who is not shown"
    return ""


def is_gone(person: Person | Erased | None) -> bool:
    """Whether nothing at all may be said of *person*."""
    return isinstance(person, Erased) or (person is not None and person.visibility == "hidden")


def is_faceless(person: Person | Erased | None) -> bool:
    """Whether *person* is only "a colleague", so that the portrait is on no page."""
    if person is None or isinstance(person, Erased):
        return person is not None
    nameless = person.visibility == "first-name" and not person.short_name
    return person.visibility == "hidden" or nameless


def _day(record: Story | Postcard, now: datetime) -> date:
    """The day of *record* in the site's time zone, which is that of *now*."""
    if isinstance(record.date, datetime) and record.date.tzinfo is not None:
        return record.date.astimezone(now.tzinfo).date()
    return day_of(record.date)
