"""Every problem of a wall, without building it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storywall import brand, catalogue, checks, gate, gather, history, syndication, texts
from storywall.address import Address
from storywall.gather import Reading
from storywall.images import inspect
from storywall.problems import Problem, weigh
from storywall.render import Picture
from storywall.screens import compile as screens
from storywall.settings import Project
from storywall.shown import Photo
from storywall.texts import Typesetter
from storywall.theme import theme_folder
from storywall.wanted import wanted


def problems_of(project: Project, now: datetime) -> tuple[list[Problem], int]:
    """All problems of the wall, sorted by place, and how many files were read."""
    rules = project.settings.rules
    reading = gather.read(project)
    accepted, problems = checks.check(reading, now.date(), rules)
    words = catalogue.load(project.settings.language, theme_folder() / "locales")
    wall = gate.admit(accepted, gate.Gate(now, words, {}, preview=True))
    photos = dict.fromkeys(photo for photo, _ in wanted(wall, reading))
    late = [*inspect(photos, project.site.stories), *syndication.problems(project)]
    late += brand.problems(project, reading)
    late += screens.problems(screens.decks(wall, words, project))
    late += history.read(project.site.stories).problems(project.config.name)
    public = gate.admit(accepted, gate.Gate(now, words, {}))
    late += _in_bodies(reading, texts.addresses(public, reading), texts.addresses(wall, reading))
    return sorted({*problems, *weigh(late, rules)}), len(reading.sources)


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
