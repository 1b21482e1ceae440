"""Everything that the published files say: what stands there as well gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from storywall.model import Channel, Erased, Person, Record, Story, Withdrawn
from storywall.pages.redirects import alias_address
from storywall.pages.theme import theme_folder
from storywall.reading.gather import Reading
from storywall.release.leaks import MARK
from storywall.release.links import leaves
from storywall.release.secret import Where
from storywall.release.withheld import card_why_not, channels, is_faceless, why_not
from storywall.release.wording import printed_text
from storywall.text.typesetting import page_address

_FOLDERS = {"people": "heroes", "teams": "heroes"}
_MENTION = re.compile(
    r"(?:stories|postcards)/([a-z0-9]+(?:-[a-z0-9]+)*)|([a-z0-9]+(?:-[a-z0-9]+)*)\.md"
)
_CHANNEL: dict[Where, Channel] = {
    "feeds": Channel.FEEDS,
    "screens": Channel.SCREENS,
    "off-screens": Channel.WALL,
}


@dataclass(frozen=True, slots=True)
class Document:
    """What one published file says, and the page of the site that says it."""

    path: str
    text: str
    page: str
    record: Record | None = None

    @property
    def mentions(self) -> set[str]:
        """The ids of stories and postcards to which its author links."""
        return {first or second for first, second in _MENTION.findall(self.text)}


@cache
def theme_words() -> str:
    """The theme's own sentences, in its templates and catalogues."""
    folder = theme_folder()
    files = sorted(path for kind in ("html", "pot", "po") for path in folder.rglob(f"*.{kind}"))
    # A long message goes on over several lines, each in its quotes.
    return "\n".join(path.read_text("utf-8", errors="replace") for path in files)


class Public:
    """What of a folder is published at *now*, which is in the site's time zone."""

    def __init__(self, reading: Reading, now: datetime) -> None:
        self._reading, self._wall, self._now = reading, reading.wall, now

    def stories(self, where: Where = "") -> Iterator[Story]:
        """The stories that the files of *where* may show."""
        channel = _CHANNEL.get(where)
        for story in self._wall.stories.values():
            if isinstance(story, Withdrawn) or why_not(story, self._now):
                continue
            if channel is None or channel in channels(story):
                yield story

    def documents(self, where: Where = "") -> Iterator[Document]:
        """What the files of *where* may say."""
        for story in self.stories(where):
            page = f"stories/{story.id}/index.html"
            yield Document(story.path, printed_text(story), page, story)
        for card in self._wall.postcards.values():
            if not isinstance(card, Withdrawn) and not card_why_not(card, self._wall, self._now):
                page = f"postcards/{card.id}/index.html"
                yield Document(card.path, printed_text(card), page, card)
        yield from self._people()
        yield from self._topics()
        for source in self._reading.folder.pages:
            text = "\n".join((source.body, *leaves(source.data)))
            yield Document(source.path, text, page_address(source.path).path)
        yield Document("", theme_words(), "")

    def _people(self) -> Iterator[Document]:
        for person in self._wall.people.values():
            if isinstance(person, Erased) or is_faceless(person):
                continue
            text = printed_text(person)
            if person.visibility != "named":
                text = "\n".join(filter(None, _kept(person)))
            yield Document(person.path, text, f"heroes/{person.id}/index.html", person)

    def _topics(self) -> Iterator[Document]:
        wall = self._wall
        for folder in ("teams", "departments", "practices", "awards"):
            for record in getattr(wall, folder).values():
                shown = record
                if folder == "awards" and record.closes >= self._now.date():
                    shown = record.model_copy(update={"winners": ()})
                page = f"{_FOLDERS.get(folder, folder)}/{record.id}/index.html"
                yield Document(record.path, printed_text(shown), page, record)
        declared = (*wall.kinds.values(), *wall.values.values(), *wall.bar, *wall.screens)
        for term in (*declared, *filter(None, [wall.notice])):
            yield Document("", printed_text(term), "")

    def addresses(self) -> set[str]:
        """What is somebody's own address, although a withheld record would have it too."""
        aliases = (alias for story in self.stories("off-screens") for alias in story.aliases)
        pages = (page_address(source.path) for source in self._reading.folder.pages)
        return {*filter(None, map(alias_address, aliases)), *pages}


def _kept(person: Person) -> tuple[str | None, ...]:
    photo = person.photo
    told = (photo.alt, photo.credit) if photo else ()
    return (person.short_name, person.role, person.pronouns, *told)


def marks(text: str) -> set[str]:
    """Everything in *text* that looks like an id of several words."""
    return set(MARK.findall(text))
