"""Every problem of a wall, without building it."""

from __future__ import annotations

from datetime import date, datetime

from storywall import checks, gate
from storywall.address import Address
from storywall.model import Wall
from storywall.pages import brand, catalogue, redirects
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


def read(project: Project, today: date) -> tuple[Reading, Wall, list[Problem]]:
    """The folder without ordinary pages that have errors, the accepted wall, and all problems."""
    reading = gather.read(project)
    accepted, problems = checks.check(reading, today, project.settings.rules)
    return checks.without_broken_pages(reading, problems), accepted, problems


def problems_of(project: Project, now: datetime) -> tuple[list[Problem], int]:
    """All problems of the wall, sorted by place, and how many files were read."""
    rules = project.settings.rules
    reading, accepted, problems = read(project, now.date())
    words = catalogue.load(project.settings.language, theme_folder() / "locales")
    wall = gate.admit(accepted, gate.Gate(now, words, {}, preview=True))
    reading, late = clashes(project, reading, wall, words, now.date())
    photos = dict.fromkeys(photo for photo, _ in wanted(wall, reading))
    past = history.read(project.site.stories)
    late += inspect(photos, project.site.stories)
    late += problems_of_all(project, reading, past, wall, words)
    public = gate.admit(accepted, gate.Gate(now, words, {}))
    late += _in_bodies(reading, public, wall, trusted=project.settings.trusted_pages)
    return sorted({*problems, *weigh(late, rules)}), len(reading.sources)


def problems_of_all(
    project: Project, reading: Reading, past: History, wall: ShownWall, words: Words
) -> list[Problem]:
    """Problems of no single file: history, feeds, brand, and what must fit on screens."""
    return [
        *past.problems(project.config.name),
        *syndication.problems(project),
        *brand.problems(project, reading),
        *screens.problems(screens.decks(wall, words, project), reading.sources),
    ]


def clashes(
    project: Project, reading: Reading, wall: ShownWall, words: Words, today: date
) -> tuple[Reading, list[Problem]]:
    """*reading* without ordinary pages whose address is taken, and every such problem."""
    files = redirects.planned(wall, words, today, project.settings.page_size)
    reading, problems = redirects.clashing_pages(reading, files)
    return reading, [*problems, *redirects.settle(wall, reading, files)[1]]


def _in_bodies(
    reading: Reading, public: ShownWall, preview: ShownWall, *, trusted: bool
) -> list[Problem]:
    """Problems of all bodies. What is public may not lead to what is not yet."""
    problems: list[Problem] = []
    published = texts.addresses(public, reading)
    for wall, is_public in ((public, True), (preview, False)):
        places = texts.addresses(wall, reading)
        withheld = wall.withheld_media
        typesetter = Typesetter(reading, places, _any_picture, withheld=withheld, trusted=trusted)
        for path, source in reading.sources.items():
            if (path in published) == is_public and path.endswith(".md") and source.body.strip():
                typesetter.render(source)
        problems += typesetter.problems
    return problems


def _any_picture(photo: Photo | None, crop: str) -> Picture | None:
    """Stands for a picture that nobody will see."""
    return Picture(Address("picture"), (), 1, 1, photo.alt if photo else "")
