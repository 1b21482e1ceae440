"""Every page of the wall with its address: the list from which the compiler renders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from storywall.address import Address, absolute
from storywall.pages.catalogue import Words
from storywall.shown import Award, Hero, ShownWall, Story
from storywall.views import archive, cards, heroes, tiles, topics
from storywall.views import pages as p
from storywall.views.index import WallIndex
from storywall.views.related import offers, related
from storywall.views.sheet import Sheet, Texts


@dataclass(frozen=True)
class Sheets:
    """Makes every sheet of a wall; *site_url* may be ``""``."""

    wall: ShownWall
    texts: Texts
    words: Words
    today: date
    page_size: int
    site_url: str
    rotations: tuple[tuple[str, Address, int, int], ...] = ()

    @cached_property
    def index(self) -> WallIndex:
        """Lookups over the wall."""
        return WallIndex(self.wall)

    @cached_property
    def _offers(self) -> Mapping[tuple[str, str], list[Story]]:
        return offers(self.wall.stories)

    def all(self) -> Iterator[Sheet]:
        """Every sheet, in no order that matters."""
        yield from self._wall_pages()
        yield from self._stories()
        yield from self._heroes()
        yield from self._departments()
        yield from self._practices()
        yield from self._labels("values", self.wall.values, self.index.by_value)
        yield from self._labels("kinds", self.wall.kinds, self.index.by_kind)
        yield from self._archive()
        yield from self._awards()
        yield from self._postcards()
        yield from self._service()

    def _pager(self, page: int, size: int, total: int, root: str) -> tiles.Pager:
        pages = max(1, -(-total // size))

        def address(number: int) -> Address:
            return Address(root if number == 1 else f"{root}page/{number}/")

        return tiles.Pager(
            page,
            pages,
            newer=address(page - 1) if page > 1 else None,
            older=address(page + 1) if page < pages else None,
        )

    def _wall_pages(self) -> Iterator[Sheet]:
        gettext = self.words.gettext
        total = len(self.wall.stories)
        index = self.index
        for number in range(1, max(1, -(-total // self.page_size)) + 1):
            title = self.texts.masthead
            if number > 1:
                title = gettext("%(title)s, page %(page)s") % {"title": title, "page": number}
            yield Sheet(
                Address("" if number == 1 else f"page/{number}/"),
                title,
                p.WallPage(
                    title=self.texts.masthead,
                    words=self.texts.words if number == 1 else Markup(),
                    tiles=cards.wall_tiles(self.wall, number, self.page_size, self.today),
                    total=total,
                    departments=topics.filters(
                        (unit.topic for unit in self.wall.departments), index.by_department
                    ),
                    kinds=topics.filters((k.topic for k in self.wall.kinds), index.by_kind),
                    values=topics.filters((v.topic for v in self.wall.values), index.by_value),
                    years=archive.years(self.wall),
                    pager=self._pager(number, self.page_size, total, ""),
                ),
                "wall",
                description=self.texts.words.striptags(),
                path="index.md" if number == 1 else "",
            )

    def _stories(self) -> Iterator[Sheet]:
        order = self.wall.stories
        for place, story in enumerate(order):
            newer = order[place - 1] if place else None
            older = order[place + 1] if place + 1 < len(order) else None
            yield self._story(story, newer, older)
            for translation in self.wall.translations.get(story.id, ()):
                yield self._story(translation, None, None)

    def _story(self, story: Story, newer: Story | None, older: Story | None) -> Sheet:
        by_practice = self.index.by_practice
        original = story.translation_of or story.id
        versions = (
            *(s for s in self.wall.stories if story.translation_of and s.id == original),
            *(t for t in self.wall.translations.get(original, ()) if t.id != story.id),
        )
        full = absolute(story.address, self.site_url) if self.site_url else ""
        page = p.StoryPage(
            story=story,
            sections=self.texts.sections.get(story.path, ()),
            practices=tuple(
                p.PracticeLine(topic, len(shown), shown[-1] if shown else None)
                for topic in story.practices
                for shown in [by_practice.get(topic.id, [])]
            ),
            related=related(story, self._offers),
            newer=newer,
            older=older,
            translations=versions,
            full_address=full,
        )
        return Sheet(
            story.address,
            story.title,
            page,
            "wall",
            description=story.summary,
            path=story.path,
            lang=story.lang,
            photo=story.photo,
            hidden=bool(story.mark),
        )

    def _listing(self, address: str, title: str, page: Any, description: str = "") -> Sheet:
        nav = address.split("/", maxsplit=1)[0]
        return Sheet(Address(address), title, page, nav, description)

    def _heroes(self) -> Iterator[Sheet]:
        yield self._listing("heroes/", self.words.gettext("Heroes"), heroes.heroes(self.index))
        for hero in heroes.all_heroes(self.index):
            yield self._hero(hero)

    def _hero(self, hero: Hero) -> Sheet:
        assert hero.address is not None
        body = self.texts.bodies.get(hero.address, Markup())
        return Sheet(
            hero.address,
            hero.name,
            heroes.hero_page(self.index, hero, body),
            "heroes",
            description=hero.role,
            path=self.wall.paths[hero.address],
            photo=hero.photo,
        )

    def _departments(self) -> Iterator[Sheet]:
        page = topics.departments(self.index)
        yield self._listing("departments/", self.words.gettext("Departments"), page)
        for unit in self.wall.departments:
            address = unit.topic.address
            assert address is not None
            body = self.texts.bodies.get(address, Markup())
            yield Sheet(
                address,
                unit.topic.name,
                topics.department_page(self.index, unit, body),
                "departments",
                description=unit.declared.does,
                path=self.wall.paths[address],
            )

    def _practices(self) -> Iterator[Sheet]:
        page = topics.practices(self.index)
        yield self._listing("practices/", self.words.gettext("Practices"), page)
        for habit in self.wall.practices:
            address = habit.topic.address
            assert address is not None
            body = self.texts.bodies.get(address, Markup())
            yield Sheet(
                address,
                habit.topic.name,
                topics.practice_page(self.index, habit, body),
                "practices",
                description=habit.declared.summary,
                path=self.wall.paths[address],
            )

    def _labels(
        self, what: str, labels: Any, by_topic: Mapping[str, list[Story]]
    ) -> Iterator[Sheet]:
        titles = {"values": self.words.gettext("Values"), "kinds": self.words.gettext("Kinds")}
        yield self._listing(f"{what}/", titles[what], topics.labels(what, labels, by_topic))
        for label in labels:
            assert label.topic.address is not None
            yield Sheet(
                label.topic.address,
                label.topic.name,
                topics.label_page(what, label, by_topic),
                what,
                description=label.declared.description,
                path=f"programme/{what}.yml",
            )

    def _archive(self) -> Iterator[Sheet]:
        title = self.words.gettext("Archive")
        yield self._listing("archive/", title, archive.archive(self.wall))
        for address, page in archive.periods(self.wall):
            title = self.words.month(page.month) if page.month else str(page.year)
            yield Sheet(address, title, page, "archive")

    def _awards(self) -> Iterator[Sheet]:
        title = self.words.gettext("Awards")
        rounds = tuple((award, self._state(award)) for award in self.wall.awards)
        yield self._listing("awards/", title, p.AwardsPage(rounds))
        for award in self.wall.awards:
            body = self.texts.bodies.get(award.address, Markup())
            page = p.AwardPage(award, body, self._state(award))
            path = self.wall.paths[award.address]
            yield Sheet(award.address, award.declared.title, page, "awards", path=path)

    def _state(self, award: Award) -> str:
        """Where a round is: ``upcoming open judging decided``."""
        if self.today < award.declared.opens:
            return "upcoming"
        if self.today <= award.declared.closes:
            return "open"
        return "decided" if award.winners else "judging"

    def _postcards(self) -> Iterator[Sheet]:
        title = self.words.gettext("Postcards")
        every = self.wall.postcards
        for first in range(0, max(1, len(every)), self.page_size):
            number = first // self.page_size + 1
            pager = self._pager(number, self.page_size, len(every), "postcards/")
            page = p.PostcardsPage(every[first : first + self.page_size], pager)
            address = "postcards/" if number == 1 else f"postcards/page/{number}/"
            yield self._listing(address, title, page)
        for card in every:
            names = self.words.and_list([hero.name for hero in card.to]).striptags()
            yield Sheet(
                card.address,
                self.words.gettext("A postcard to %(names)s") % {"names": names},
                p.PostcardPage(card),
                "postcards",
                description=card.text,
                path=card.path,
                lang=card.lang,
                hidden=bool(card.mark),
            )

    def _service(self) -> Iterator[Sheet]:
        gettext = self.words.gettext
        feed = Address("feed.xml")
        full = absolute(feed, self.site_url) if self.site_url else ""
        newest = self.wall.feed_stories[0] if self.wall.feed_stories else None
        subscribe = p.SubscribePage(feed, full, newest)
        yield self._listing("subscribe/", gettext("Subscribe"), subscribe)
        screens = p.ScreensPage(self.rotations)
        yield self._listing("screens/", gettext("Lobby screens"), screens)
        missing = p.NotFoundPage()
        yield Sheet(Address("404.html"), gettext("Not on the wall"), missing, "", hidden=True)
        for gone in self.wall.withdrawn:
            title = gettext("Withdrawn")
            yield Sheet(gone.address, title, p.WithdrawnPage(), "", hidden=True)
