"""The compiler, from the stories folder to artifacts, in two halves round the host's frame.

:func:`prepare` reads, checks and decides everything that needs no page; :func:`compose` hangs the
pages into the host's frames and gathers every file of the site.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from storywall import __version__, gate, parallel, validate
from storywall.address import Address, depth
from storywall.model import Wall
from storywall.pages import brand, catalogue, redirects
from storywall.pages.chrome import PageFacts
from storywall.pages.frame import Frame
from storywall.pages.render import render
from storywall.pages.sitemap import sitemap
from storywall.pages.theme import Theme, theme_folder
from storywall.pictures import images, wanted
from storywall.plan import Plan
from storywall.problems import Problem, weigh
from storywall.reading import history
from storywall.reading.gather import Reading
from storywall.release.artifacts import Artifacts
from storywall.screens import compile as screens
from storywall.settings import Project
from storywall.shown import ShownWall
from storywall.syndication import entries as syndication
from storywall.text import typesetting as texts
from storywall.text.typesetting import Typesetter
from storywall.views.sheet import Sheet, Texts

REPORT = "build.json"
JOBS = os.cpu_count() or 1


def prepare(
    project: Project,
    now: datetime,
    *,
    preview: bool = False,
    progress: Callable[[str], None] = lambda text: None,
) -> Plan:
    """Read, check and decide. *now* is in the site's time zone."""
    settings = project.settings
    theme = Theme(theme_folder(), brand.tokens(settings.brand.accent))
    words = catalogue.load(settings.language, theme.folder / "locales")
    progress("reading stories")
    reading, accepted, problems = validate.read(project, now.date())
    past = history.read(project.site.stories)
    dates = _published(accepted, past, project)
    wall = gate.admit(accepted, gate.Gate(now, words, dates, preview))
    reading, clashes = validate.clashes(project, reading, wall, words, now.date())
    progress("developing pictures")
    photos = wanted.wanted(wall, reading)
    gallery, spoilt = images.develop(photos, project.site.stories, project.cache, JOBS)
    progress("setting texts")
    places = texts.addresses(wall, reading)
    texts_set, faults = _texts(project, reading, wall, places, gallery)
    late = validate.problems_of_all(project, reading, past, wall, words)
    late = [*late, *spoilt, *clashes, *faults]
    return Plan(
        project=project,
        now=now,
        preview=preview,
        reading=reading,
        accepted=accepted,
        wall=wall,
        problems=tuple(sorted([*problems, *weigh(late, settings.rules)])),
        words=words,
        texts=texts_set,
        gallery=gallery,
        places=places,
        theme=theme,
    )


def compose(plan: Plan, frames: Mapping[int, Frame]) -> Artifacts:
    """Every file of the site; *frames* are by depth. Raises AddressTaken."""
    artifacts = Artifacts()
    rendered = parallel.each(
        lambda sheet: hang(plan, sheet, frames[depth(sheet.address)]),
        plan.sheets,
        JOBS,
    )
    for sheet, html in zip(plan.sheets, rendered, strict=True):
        artifacts.add(sheet.address.path, html, sheet.path or f"the page “{sheet.title}”")
    files = [*redirects.FILES, *(sheet.address.path for sheet in plan.sheets)]
    for old in redirects.settle(plan.wall, plan.reading, files)[0]:
        artifacts.add(old.address.path, redirects.page(old, plan.chrome), f"an alias in {old.path}")
    if plan.feed_ready:
        feed = syndication.feed(plan.wall, plan.texts, plan.gallery, plan.words, plan.project)
        artifacts.add("feed.xml", feed, "the feed")
    for path, content in screens.files(plan.decks, plan.env, plan.project, plan.theme):
        artifacts.add(path, content, "a screen")
    url = plan.project.site.url
    if url:
        pages = [plan.places[path] for path in plan.texts.pages]
        artifacts.add("sitemap.xml", sitemap(plan.sheets, pages, url), "the sitemap")
    for address, picture in plan.gallery.files().items():
        artifacts.add(address, picture, "a picture")
    for path, asset in plan.theme.files().items():
        artifacts.add(path, asset, "the theme")
    for found in dict.fromkeys(plan.brand_pictures):
        if found is not None:
            artifacts.add(found[0], found[1], "the brand")
    artifacts.add(REPORT, _report(plan), "the build report")
    return artifacts


def hang(plan: Plan, sheet: Sheet, frame: Frame) -> str:
    """One page: its content rendered and hung into *frame*."""
    facts = PageFacts(
        address=sheet.address,
        title=sheet.title,
        nav=sheet.nav,
        description=sheet.description,
        path=sheet.path,
        hidden=sheet.hidden or plan.preview,
    )
    slots = plan.chrome.slots(facts, render(plan.env, sheet.page))
    return frame.hang({**slots, "lang": plan.words.language, "dir": plan.words.direction})


def _published(wall: Wall, past: history.History, project: Project) -> dict[str, datetime]:
    """The instant at which feeds date each story and postcard, by ``stories/ID``, ``postcards/ID``.

    Withdrawn stories that kept their date keep their place: taking one down moves no other.
    """
    zone = project.settings.zone
    dates: dict[str, datetime] = {}
    for folder, group in (("stories", wall.stories), ("postcards", wall.postcards)):
        entries = []
        for record in group.values():
            committed = past.committed(record.id, record.path)
            declared = getattr(record, "published", None)
            # A withdrawn file may hold neither: then it is dated by its commit, or not at all.
            day = record.date or declared or committed
            if day is not None:
                entries.append(history.Dated(record.id, declared, day, committed))
        found = history.pub_dates(entries, zone)
        dates |= {f"{folder}/{id_}": instant for id_, instant in found.items()}
    return dates


def _texts(
    project: Project,
    reading: Reading,
    wall: ShownWall,
    places: Mapping[str, Address],
    gallery: images.Gallery,
) -> tuple[Texts, list[Problem]]:
    """Every text of the wall as HTML, and what is wrong with them."""
    trusted = project.settings.trusted_pages
    withheld = wall.withheld_media
    typesetter = Typesetter(reading, places, gallery, JOBS, withheld=withheld, trusted=trusted)
    translated = [story for versions in wall.translations.values() for story in versions]
    index = next((s for s in reading.folder.pages if s.path == "index.md"), None)
    title = index.data.get("title") if index is not None else None
    texts_set = Texts(
        sections=texts.story_sections(
            typesetter, [*wall.stories, *translated], project.settings.sections
        ),
        bodies=texts.bodies(typesetter, wall),
        masthead=title if isinstance(title, str) else project.site.name,
        words=typesetter.render(index).html if index is not None else Markup(),
        pages={
            source.path: typesetter.render(source).html
            for source in reading.folder.pages
            if source.path != "index.md"
        },
    )
    return texts_set, typesetter.problems


def _report(plan: Plan) -> str:
    """The proof that the compiler ran, with counts; the same for the same content and day."""
    counts: dict[str, Any] = {
        "stories": len(plan.wall.stories),
        "postcards": len(plan.wall.postcards),
        "people": len(plan.wall.people),
        "departments": len(plan.wall.departments),
        "pages": len(plan.sheets),
        "pictures": len(plan.gallery.files()),
        "screens": len(plan.decks),
    }
    report = {
        "generator": f"storywall {__version__}",
        "day": plan.today.isoformat(),
        "preview": plan.preview,
        "counts": counts,
    }
    return json.dumps(report, indent=2) + "\n"
