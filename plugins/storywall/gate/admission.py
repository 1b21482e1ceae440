"""Who may be seen, and where: the conditions that the gate asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from storywall import model
from storywall.gate.people import is_gone
from storywall.model import Channel, Wall
from storywall.pages.catalogue import Words


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate needs to know beside the wall.

    *now* carries the site's time zone. *published* gives the instants
    that feeds print, by ``stories/ID`` and ``postcards/ID``.
    In a *preview* what is not public is shown as well, marked, on the wall alone.
    """

    now: datetime
    words: Words
    published: Mapping[str, datetime]
    preview: bool = False

    @property
    def today(self) -> date:
        """The day in the site's time zone."""
        return self.now.date()

    def instant(self, moment: date | datetime) -> datetime:
        """A day (its midnight) or a moment as an instant in the site's time zone."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time(), self.now.tzinfo)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.now.tzinfo)

    def day(self, moment: date | datetime) -> date:
        """The day of *moment* in the site's time zone."""
        if not isinstance(moment, datetime):
            return moment
        return self.instant(moment).astimezone(self.now.tzinfo).date()


def held_back(story: model.Story, gate: Gate) -> str:
    """Why *story* is not public: ``draft waiting no-consent ended``, or ``""`` when it is."""
    if story.status == "draft":
        return "draft"
    if story.consent is None or not story.consent.heroes:
        return "no-consent"
    if story.consent.until is not None and story.consent.until < gate.today:
        return "ended"
    # By the day, not the hour: builds of one day are the same.
    return "waiting" if gate.day(story.date) > gate.today else ""


def channels_of(story: model.Story) -> frozenset[Channel]:
    """The consent's channels, as the story narrows them; feeds and digest need the wall."""
    agreed = frozenset(story.consent.channels) if story.consent else frozenset()
    chosen = agreed if story.channels is None else agreed & frozenset(story.channels)
    needs_wall = {Channel.FEEDS, Channel.DIGEST}
    return chosen if Channel.WALL in chosen else chosen - needs_wall


def card_held_back(card: model.Postcard, wall: Wall, gate: Gate) -> str:
    """Why *card* is not public: ``private draft waiting``, or ``""`` when it is.

    Its receivers' visibility is the consent: for a hidden or erased one no card hangs.
    """
    if any(is_gone(wall, who) for who in card.to):
        return "private"
    if card.status == "draft":
        return "draft"
    return "waiting" if gate.day(card.date) > gate.today else ""
