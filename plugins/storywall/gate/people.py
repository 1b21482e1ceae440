"""What of a person may be shown: the one place that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from storywall import model, shown
from storywall.address import Address
from storywall.gate.pictures import is_faceless, private_pictures
from storywall.model import Erased, Person, Team, Wall
from storywall.model.fields import is_id
from storywall.pages.catalogue import Words
from storywall.reading.layout import picture_path
from storywall.shown import Hero, Topic

TINTS = 8


def is_private(wall: Wall, id_: str) -> bool:
    """Whether *id_* is a person who must not be named in full."""
    person = wall.people.get(id_)
    if person is None:
        return id_ in wall.private
    return isinstance(person, Erased) or person.visibility != "named"


def is_gone(wall: Wall, id_: str) -> bool:
    """Whether *id_* is a person who must not be named at all."""
    person = wall.people.get(id_)
    if person is None:
        return id_ in wall.private
    return isinstance(person, Erased) or person.visibility == "hidden"


class Directory:
    """Looks people, teams and topics up by id, as they may be shown."""

    def __init__(self, wall: Wall, words: Words) -> None:
        self._wall = wall
        self._words = words
        self._heroes: dict[str, Hero] = {}

    @cached_property
    def _private_pictures(self) -> frozenset[str]:
        return private_pictures(self._wall)

    def photo(self, record: model.Story | Person | Team) -> shown.Photo | None:
        """A record's photo by its path below the stories folder; None for what may not be shown."""
        photo = record.photo
        src = picture_path(record.path, photo.src) if photo is not None else None
        if photo is None or src is None or src in self._private_pictures:
            return None
        return shown.Photo(src, photo.alt, photo.credit or "", photo.focus)

    @cached_property
    def _tints(self) -> Mapping[str, int]:
        return {id_: n % TINTS + 1 for n, id_ in enumerate(sorted(self._wall.departments))}

    def department(self, id_: str | None) -> Topic | None:
        """A department's link, or its id in words when it has no file."""
        return self.topic(id_, "departments") if id_ is not None else None

    def practice(self, id_: str) -> Topic:
        """A practice's link."""
        return self.topic(id_, "practices")

    def kind(self, id_: str) -> Topic:
        """A kind's link."""
        return self.topic(id_, "kinds")

    def value(self, id_: str) -> Topic:
        """A value's link."""
        return self.topic(id_, "values")

    def topic(self, id_: str, folder: str) -> Topic:
        """The link of a thing among the ``departments practices kinds values``."""
        record = getattr(self._wall, folder).get(id_)
        if record is None:
            return Topic(id_, id_.replace("-", " "), None)
        tint = self._tints[id_] if folder == "departments" else 0
        return Topic(id_, record.name, Address(f"{folder}/{id_}/"), tint)

    def hero(self, text: str) -> Hero:
        """A mention of a person, a team or a plain name, as it may be shown."""
        if text not in self._heroes:
            self._heroes[text] = self._look_up(text)
        return self._heroes[text]

    def _look_up(self, text: str) -> Hero:
        person = self._wall.people.get(text)
        if isinstance(person, Erased):
            return self._nameless(self._words.gettext("a former colleague"), active=False)
        if person is not None:
            return self._person(person)
        if text in self._wall.private:
            return self._nameless(self._words.gettext("a colleague"))
        team = self._wall.teams.get(text)
        if team is not None:
            return self._team(team)
        name = text.replace("-", " ") if is_id(text) else text
        return Hero(name, name, name, "name")

    def _nameless(self, phrase: str, *, active: bool = True) -> Hero:
        return Hero(phrase, phrase, phrase, "person", anonymous=True, active=active)

    def _person(self, person: Person) -> Hero:
        active = person.status == "active"
        if is_faceless(person):
            return self._nameless(self._words.gettext("a colleague"), active=active)
        named = person.visibility == "named"
        name = person.name if named else person.short_name or ""
        return Hero(
            name=name,
            short=person.short_name or name.split()[0],
            sort_as=(person.sort_as or person.name) if named else name,
            kind="person",
            id=person.id if named else "",
            address=Address(f"heroes/{person.id}/") if named else None,
            photo=self.photo(person),
            role=person.role,
            department=self.department(person.department),
            pronouns=person.pronouns or "",
            active=active,
        )

    def _team(self, team: Team) -> Hero:
        return Hero(
            name=team.name,
            short=team.name,
            sort_as=team.name,
            kind="team",
            id=team.id,
            address=Address(f"heroes/{team.id}/"),
            photo=self.photo(team),
            department=self.department(team.department),
        )
