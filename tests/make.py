"""Shown values with defaults: `make.story("rita", photo=make.photo())`, `make.wall(story, …)`."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from storywall import shown
from storywall.address import Address
from storywall.model import AwardRound, Channel, Department, Practice, Term
from storywall.settings import Project, Settings, Site

EVERYWHERE = frozenset(Channel)
DAY = date(2026, 11, 12)


def topic(id_: str, folder: str = "practices", name: str = "", tint: int = 0) -> shown.Topic:
    return shown.Topic(id_, name or id_.title(), Address(f"{folder}/{id_}/"), tint)


def department(id_: str, tint: int = 1) -> shown.Topic:
    return topic(id_, "departments", tint=tint)


def hero(id_: str = "rita", **more: Any) -> shown.Hero:
    name = more.pop("name", id_.replace("-", " ").title())
    given = {
        "short": name.split()[0],
        "sort_as": name.split()[-1],
        "kind": "person",
        "id": id_,
        "address": Address(f"heroes/{id_}/"),
        "role": "Engineer",
    }
    return shown.Hero(name=name, **(given | more))


def plain(name: str) -> shown.Hero:
    return shown.Hero(name, name, name, "name")


def photo(src: str = "2026/rita.jpg", **more: Any) -> shown.Photo:
    return shown.Photo(src, **({"alt": "Rita in the rain"} | more))


def voice(words: int = 10, by: str = "A customer") -> shown.Quote:
    return shown.Quote(" ".join(["word"] * words), by, words)


def figure(before: str = "9", after: str = "2", unit: str = "days") -> shown.Evidence:
    return shown.Evidence("measured", "CRM", "", "Days to repair", before, after, unit, "2026-q3")


def story(id_: str = "rita-crosses-town", day: date = DAY, **more: Any) -> shown.Story:
    given = {
        "path": f"{day.year}/{id_}.md",
        "address": Address(f"stories/{id_}/"),
        "title": f"The title of {id_}",
        "summary": f"The summary of {id_}.",
        "published": datetime.combine(day, time(), UTC),
        "lang": "en",
        "kind": topic("service", "kinds"),
        "department": department("field-service"),
        "heroes": (hero(),),
        "told_by": None,
        "told_by_customer": True,
        "evidence": shown.Evidence("told"),
        "body": "",
        "channels": EVERYWHERE,
    }
    return shown.Story(id=id_, date=day, **(given | more))


def postcard(id_: str = "jim-from-ana", day: date = DAY, **more: Any) -> shown.Postcard:
    given = {
        "path": f"postcards/{day.year}/{id_}.md",
        "address": Address(f"postcards/{id_}/"),
        "to": (hero("jim"),),
        "sender": plain("Ana"),
        "text": "Thank you for the umbrella, Jim.",
        "published": datetime.combine(day, time(), UTC),
        "lang": "en",
        "department": None,
        "value": None,
        "grew_into": None,
        "on_screens": True,
    }
    return shown.Postcard(id=id_, date=day, **(given | more))


def unit(here: shown.Topic, head: shown.Hero | None = None) -> shown.Unit:
    return shown.Unit(here, Department(id=here.id, name=here.name, does="Repairs things."), head)


def habit(here: shown.Topic) -> shown.Habit:
    declared = Practice(id=here.id, name=here.name, summary="Carry one spare of each.")
    return shown.Habit(here, declared, None)


def label(here: shown.Topic) -> shown.Label:
    return shown.Label(here, Term(id=here.id, name=here.name, description="What it means."))


def award(
    id_: str = "2026-q3",
    opens: date = date(2026, 9, 1),
    closes: date = date(2026, 9, 30),
    winners: tuple[shown.Nominee, ...] = (),
    **more: Any,
) -> shown.Award:
    declared = AwardRound(
        id=id_, title="Third quarter", period="2026-q3", opens=opens, closes=closes
    )
    given = {"judges": (), "nominees": ()}
    return shown.Award(
        id=id_,
        address=Address(f"awards/{id_}/"),
        declared=declared,
        winners=winners,
        **(given | more),
    )


def wall(*stories: shown.Story, **more: Any) -> shown.ShownWall:
    """A wall of *stories*, hung newest first; feeds and screens show what their channels name."""
    ordered = tuple(sorted(stories, key=lambda s: (s.date, s.published, s.id), reverse=True))
    given = {
        "feed_stories": tuple(s for s in ordered if Channel.FEEDS in s.channels),
        "screen_stories": tuple(s for s in ordered if Channel.SCREENS in s.channels),
    }
    return shown.ShownWall(stories=ordered, **(given | more))


def project(root: Path = Path("/wall"), **more: Any) -> Project:
    """A project at *root*; names of the site's settings go to it, all others to the plugin's."""
    site = {key: more.pop(key) for key in list(more) if key in Site.model_fields}
    places = {"root": root, "stories": root / "stories", "output": root / "site"}
    settings = Settings.model_validate({"identity": "example.com,2026", "cache": ".cache"} | more)
    return Project(
        config=root / "mkdocs.yml", settings=settings, site=Site.model_validate(places | site)
    )


def noon(day: date = DAY, zone: str = "UTC") -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone))
