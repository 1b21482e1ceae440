"""People and teams: everything they did, helped with, and were thanked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from storywall.shown import Hero, Story
from storywall.views.index import WallIndex, counts
from storywall.views.pages import Deed, HeroesPage, HeroPage

MOST_HELPERS = 5
FIRST_POSTCARDS = 4


def heroes(index: WallIndex) -> HeroesPage:
    """``/heroes/``."""

    def stories(hero: Hero) -> int:
        return len(index.led.get(hero.id, ())) + len(index.helped.get(hero.id, ()))

    return HeroesPage(
        teams=tuple(
            (team, stories(team), index.wall.members.get(team.id, ())) for team in index.wall.teams
        ),
        people=tuple((person, stories(person)) for person in index.wall.people),
    )


def _others(story: Story, hero: Hero) -> tuple[Hero, ...]:
    return tuple(other for other in story.heroes if other.id != hero.id)


def _deeds(index: WallIndex, hero: Hero) -> list[Deed]:
    led = [Deed(s, helped=False, others=_others(s, hero)) for s in index.led.get(hero.id, ())]
    helped = [Deed(s, helped=True, others=s.heroes) for s in index.helped.get(hero.id, ())]
    return sorted(led + helped, key=lambda deed: index.place[deed.story.id])


def _helpers(stories: list[Story], hero: Hero) -> tuple[Hero, ...]:
    """Who helped this hero most often, or did it with them."""
    beside = Counter(
        other
        for story in stories
        for other in (*_others(story, hero), *(helper.hero for helper in story.helpers))
        if other.id and other.id != hero.id
    )
    ordered = sorted(beside.items(), key=lambda item: (-item[1], item[0].sort_as.casefold()))
    return tuple(other for other, _ in ordered[:MOST_HELPERS])


def hero_page(index: WallIndex, hero: Hero, html: Markup) -> HeroPage:
    """``/heroes/ID/``; *html* is the text of their file."""
    led = index.led.get(hero.id, [])
    deeds = _deeds(index, hero)
    postcards = tuple(index.postcards_to.get(hero.id, ()))
    days = [deed.story.date for deed in deeds] + [card.date for card in postcards]
    return HeroPage(
        hero=hero,
        html=html,
        since=min(days) if days else None,
        led=len(led),
        helped=len(deeds) - len(led),
        cards=len(postcards),
        deeds=tuple(deeds),
        postcards=postcards[:FIRST_POSTCARDS],
        more_postcards=postcards[FIRST_POSTCARDS:],
        practices=counts(topic for story in led for topic in story.practices),
        values=counts(topic for story in led for topic in story.values),
        helpers=_helpers(led, hero),
        thanks=tuple(thanks for story in led for thanks in story.thanks),
        awards=tuple(index.awards_of.get(hero.id, ())),
        members=index.wall.members.get(hero.id, ()),
        teams=tuple(index.teams_of.get(hero.id, ())),
    )


def all_heroes(index: WallIndex) -> Iterator[Hero]:
    """Everyone who has a page: people, then teams."""
    yield from index.wall.people
    yield from index.wall.teams
