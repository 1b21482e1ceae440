"""Every problem of a wall, without building it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storywall import checks, gate
from storywall.address import Address
from storywall.pages import brand, catalogue
from storywall.pages.catalogue import Words
from storywall.pages.render import Picture
from storywall.pages.theme import theme_folder
from storywall.pictures.images import inspect
from storywall.pictures.wanted import wanted
from storywall.problems import Problem, weigh
from storywall.reading import gather, history
from storywall.reading.gather import Reading
from storywall.reading.history import History
from storywall.screens import compile as screens
from storywall.settings import Project
from storywall.shown import Photo, ShownWall
from storywall.syndication import entries as syndication
from storywall.text import typesetting as texts
from storywall.text.typesetting import Typesetter


def problems_of(project: Project, now: datetime) -> tuple[list[Problem], int]:
    """All problems of the wall, sorted by place, and how many files were read."""
    rules = project.settings.rules
    reading = gather.read(project)
    accepted, problems = checks.check(reading, now.date(), rules)
    words = catalogue.load(project.settings.language, theme_folder() / "locales")
    wall = gate.admit(accepted, gate.Gate(now, words, {}, preview=True))
    photos = dict.fromkeys(photo for photo, _ in wanted(wall, reading))
    past = history.read(project.site.stories)
    late = inspect(photos, project.site.stories)
    late += problems_of_all(project, reading, past, wall, words)
    public = gate.admit(accepted, gate.Gate(now, words, {}))
    late += _in_bodies(reading, texts.addresses(public, reading), texts.addresses(wall, reading))
    return sorted({*problems, *weigh(late, rules)}), len(reading.sources)


def problems_of_all(
    project: Project, reading: Reading, past: History, wall: ShownWall, words: Words
) -> list[Problem]:
    """Problems of no single file: history, feeds, brand, and what must fit on screens."""
    return [
        *past.problems(project.config.name),
        *syndication.problems(project),
        *brand.problems(project, reading),
        *screens.problems(screens.decks(wall, words, project)),
    ]


def _in_bodies(
    reading: Reading, public: Mapping[str, Address], preview: Mapping[str, Address]
) -> list[Problem]:
    """Problems of all bodies. What is public may not lead to what is not yet."""
    problems: list[Problem] = []
    for places, is_public in ((public, True), (preview, False)):
        typesetter = Typesetter(reading, places, _any_picture)
        for path, source in reading.sources.items():
            if (path in public) == is_public and path.endswith(".md") and source.body.strip():
                typesetter.render(source)
        problems += typesetter.problems
    return problems


def _any_picture(photo: Photo | None, crop: str) -> Picture | None:
    """Stands for a picture that nobody will see."""
    return Picture(Address("picture"), (), 1, 1, photo.alt if photo else "")
